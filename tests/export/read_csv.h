// Reads the CSV files of an export as a spreadsheet would.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace candor::support {

/// The fields of each row, by a reader of RFC 4180 written for these tests alone.
inline std::vector<std::vector<std::string>> read_csv(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1);
  std::string field;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (quoted) {
      if (letter == '"' && i + 1 < text.size() && text[i + 1] == '"') {
        field += text[++i];
      } else if (letter == '"') {
        quoted = false;
      } else {
        field += letter;
      }
    } else if (letter == '"') {
      CHECK(field.empty());
      quoted = true;
    } else if (letter == ',') {
      rows.back().push_back(field);
      field.clear();
    } else if (letter == '\r') {
      REQUIRE(i + 1 < text.size());
      CHECK(text[++i] == '\n');
      rows.back().push_back(field);
      field.clear();
      rows.emplace_back();
    } else {
      CHECK(letter != '\n');
      field += letter;
    }
  }
  CHECK_FALSE(quoted);
  CHECK(rows.back().empty());
  rows.pop_back();
  return rows;
}

}  // namespace candor::support
