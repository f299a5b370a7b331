// The index of an export for a spreadsheet (CSV by RFC 4180, UTF-8): one row a record. FORMATS.md
// beside this file says what stands in each column.
#pragma once

#include <string>

#include "export/exported.h"

namespace candor::exporting {

/// The names of the columns, as the first row.
[[nodiscard]] std::string index_heading();
/// The row of one record. `stem` is the name of its files without the extension, `office_head` the
/// signed head of the office's own ledger as a line; empty: there is none.
[[nodiscard]] std::string index_row(const ExportedRecord& exported, const std::string& stem,
                                    const std::string& office_head = {});

}  // namespace candor::exporting
