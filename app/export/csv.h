// Fields of the CSV files of an export (RFC 4180, UTF-8), for spreadsheets.
#pragma once

#include <iterator>
#include <string>

namespace candor::exporting {

/// A field as RFC 4180 wants it. A spreadsheet takes a field that begins with "=", "+", "-" or "@"
/// for a formula, whatever stands in it: a single quote before it makes it text.
[[nodiscard]] std::string csv_field(const std::string& words);

/// A row without its end: what `value` gives for each of the columns, as fields.
template <typename Columns, typename Value>
[[nodiscard]] std::string csv_row(const Columns& columns, const Value& value) {
  std::string row;
  for (const auto& column : columns) {
    if (&column != std::begin(columns)) row += ',';
    row += csv_field(value(column));
  }
  return row;
}

}  // namespace candor::exporting
