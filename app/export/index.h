// The index of an export for a spreadsheet (CSV by RFC 4180, UTF-8): one row a record. FORMATS.md
// beside this file says what stands in each column.
#pragma once

#include <string>

#include "export/exported.h"

namespace candor::exporting {

/// The names of the columns, as the first row.
[[nodiscard]] std::string index_heading();
/// The row of one record. `stem` is the name of its files without the extension.
[[nodiscard]] std::string index_row(const ExportedRecord& exported, const std::string& stem);

}  // namespace candor::exporting
