#include "kiosk/clock_watch.h"

#include <cstdlib>

namespace candor::kiosk {

std::optional<ClockJump> ClockWatch::look(const Moment& now) {
  Moment before = m_last;
  before.utc_ms += now.steady_ms - m_last.steady_ms;
  before.steady_ms = now.steady_ms;
  if (std::llabs(now.utc_ms - before.utc_ms) < kClockJumpMs) {
    // The zone as it is now, so that an old one does not stand in a later jump.
    m_last.offset_minutes = now.offset_minutes;
    m_last.zone = now.zone;
    return std::nullopt;
  }
  m_last = now;
  return ClockJump{before, now};
}

}  // namespace candor::kiosk
