// Records made by hand, one of each kind, for the tests of this room. Names and words are invented.
#pragma once

#include <string>

#include "record/record.h"

namespace candor::exporting::samples {

/// Minutes and seconds after 2026-11-21T08:30:00-08:00 in Los Angeles.
[[nodiscard]] Moment at(int minute, int second = 0);

/// A chain value as a ledger gives it.
[[nodiscard]] std::string chain();

/// Signed by the patient in English: statements changed from question to agree, flags, a ride.
[[nodiscard]] record::Record signed_full();
/// The same without practice, as an approved kiosk makes it.
[[nodiscard]] record::Record signed_real();
/// Declined with a reason, after a "no".
[[nodiscard]] record::Record declined();
[[nodiscard]] record::Record on_paper();
[[nodiscard]] record::Record stopped_by_staff();
/// Left before a name was given.
[[nodiscard]] record::Record unfinished();
/// In Spanish, with a representative, a witness who made a mark and an interpreter by phone.
[[nodiscard]] record::Record with_others();
/// Texts over many pages.
[[nodiscard]] record::Record very_long();

}  // namespace candor::exporting::samples
