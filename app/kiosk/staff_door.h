// The staff door: a PIN says who is at the screen. Wrong tries make the whole kiosk wait longer and
// longer, whoever they claim to be.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "kiosk/config.h"
#include "visit/event.h"

namespace candor::kiosk {

class StaffDoor {
 public:
  /// What a try gave: a person, or the time until the next try counts.
  struct Answer {
    std::optional<visit::Staff> staff;
    std::int64_t wait_ms = 0;
    bool has_ended = false;  ///< right, but its last day is over; no wrong try
  };

  explicit StaffDoor(std::vector<StaffEntry> staff);

  /// False when the configuration names nobody.
  [[nodiscard]] bool has_staff() const { return !m_staff.empty(); }

  /// Tries a PIN. While the door waits, it is not even looked at. A right one starts anew.
  [[nodiscard]] Answer try_pin(std::string_view pin, const Moment& now);

  /// Wrong tries in a row.
  [[nodiscard]] int wrong_tries() const { return m_wrong_tries; }

  /// The last day of this person's PIN where that is near (14 days or fewer): time for a new one.
  [[nodiscard]] std::optional<Date> ends_soon(const visit::Staff& staff, const Moment& now) const;

  /// How long until a try counts again; 0: now.
  [[nodiscard]] std::int64_t wait_ms(const Moment& now) const;

 private:
  std::vector<StaffEntry> m_staff;
  int m_wrong_tries = 0;
  std::int64_t m_open_at_ms = 0;  ///< on the steady clock
};

/// Whether so many wrong tries in a row are told to the ledger: at the third, and then each time
/// they have doubled, so that nobody can fill the disk with them.
[[nodiscard]] bool is_reported(int wrong_tries);

/// The wait after the n-th wrong try in a row: none twice, then 2 s, doubled up to 5 minutes.
[[nodiscard]] std::int64_t wait_after(int wrong_tries);

/// Hashes a new PIN. Fails with bad_value when it is not 4 to 12 digits or is too easy to guess
/// (one digit only, or a run such as 1234), conflict when somebody in `staff` has it already.
[[nodiscard]] Result<std::string> enrol_pin(std::string_view pin,
                                            const std::vector<StaffEntry>& staff);

}  // namespace candor::kiosk
