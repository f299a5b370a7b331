// The trail of what happened on the kiosk and in the office, from a ledger's entries. A part of
// export_records(); not for other rooms.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "office/clinic_keys.h"
#include "office/reading.h"

namespace candor::office {

struct TrailWants {
  std::optional<Date> from;  ///< the first local day of the entries wanted
  std::optional<Date> to;    ///< the last
  /// The entries of these records, of their visits, and what refers to them; nothing: all.
  std::optional<std::set<std::string>> records;
  std::set<std::string> visits;  ///< of those records
  /// Entries that were told of as damaged, or as addenda that do not count ("FILE: entry 12").
  std::set<std::string> told;
};

/// The whole of trail.csv. `damaged` is told of each entry that cannot be opened or does not fit
/// its header, on the calling thread; it has a row all the same. Fails as Reading::each_entry().
[[nodiscard]] Result<std::string> make_trail(const Reading& reading, const ClinicKeys& keys,
                                             TrailWants wants,
                                             const std::function<void(const Error&)>& damaged);

}  // namespace candor::office
