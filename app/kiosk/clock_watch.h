// Notices that somebody (or a time service) set the computer's clock while the kiosk runs.
#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.h"

namespace candor::kiosk {

/// From how much on a change of the clock is worth an entry: 2 minutes. Less does not change how
/// the times of a record read, which people give in minutes, and a time service puts right a few
/// seconds now and then. Smaller steps add up.
inline constexpr std::int64_t kClockJumpMs = 120'000;

/// One and the same instant, told by the clock as it was and as it is.
struct ClockJump {
  Moment before;  ///< what the clock would say now, had nobody set it
  Moment after;   ///< what it says
  friend bool operator==(const ClockJump&, const ClockJump&) = default;
};

class ClockWatch {
 public:
  explicit ClockWatch(const Moment& start) : m_last(start) {}

  /// The jump, once for each: the clock has moved by kClockJumpMs or more against the steady clock
  /// since the start or since the jump before. Another time zone or summer time is none: every
  /// moment carries its offset.
  [[nodiscard]] std::optional<ClockJump> look(const Moment& now);

 private:
  Moment m_last;  ///< when the clock was last known to be as it was
};

}  // namespace candor::kiosk
