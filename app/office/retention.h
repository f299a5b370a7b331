// Erasing what need not be kept any longer: never early, and so that a stub stays which still
// verifies.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "record/ledger.h"
#include "record/seal.h"

namespace candor::office {

/// An entry whose time is over and whose content is still there.
struct Due {
  std::int64_t seq = 0;
  std::string id;
  record::EntryKind kind = record::EntryKind::record;
  std::string refers_to;   ///< of an addendum: its record
  std::string keep_until;  ///< ISO date
};

/// What is due on that day, in order. Fails as record::Ledger::each(): in a damaged ledger nothing
/// may be erased.
[[nodiscard]] Result<std::vector<Due>> due_on(const record::Ledger& ledger, const Date& today);

/// Appends the entry that says so, then erases the content. A retry after a kill in between goes on
/// where it was. `kiosk` is the name for the header. Fails as record::Ledger::append() and erase():
/// refused before its day.
[[nodiscard]] Result<void> expire(record::Ledger& ledger, const record::Seal& seal,
                                  const std::string& kiosk, const Due& due, const Date& today,
                                  const Moment& now);

}  // namespace candor::office
