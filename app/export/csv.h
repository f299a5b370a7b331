// Fields of the CSV files of an export (RFC 4180, UTF-8), for spreadsheets.
#pragma once

#include <string>

namespace candor::exporting {

/// A field as RFC 4180 wants it. A spreadsheet takes a field that begins with "=", "+", "-" or "@"
/// for a formula, whatever stands in it: a single quote before it makes it text.
[[nodiscard]] std::string csv_field(const std::string& words);

}  // namespace candor::exporting
