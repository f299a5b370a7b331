// The trail of a ledger for a spreadsheet (CSV by RFC 4180, UTF-8): one row an entry, so that what
// staff and kiosk did can be read without openssl. FORMATS.md beside this file says what stands in
// each column.
#pragma once

#include <cstdint>
#include <string>

#include "base/json.h"
#include "record/ledger.h"

namespace candor::exporting {

/// What of an entry's content stands in its row; a word in the file.
enum class TrailContent : std::uint8_t {
  opened,
  apart,    ///< a record: it has files of its own, and a row in the index
  erased,   ///< its time was over
  damaged,  ///< it cannot be opened, or does not count
};

struct TrailEntry {
  std::int64_t number = 0;
  record::Header header;
  std::string chain;
  TrailContent state = TrailContent::opened;
  Json content = {};  ///< of an opened one, checked: as FORMAT.md of the record lists it
};

/// The names of the columns, as the first row.
[[nodiscard]] std::string trail_heading();
[[nodiscard]] std::string trail_row(const TrailEntry& entry);

}  // namespace candor::exporting
