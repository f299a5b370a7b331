#include "kiosk/staff_door.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "crypto/crypto.h"

namespace candor::kiosk {
namespace {

constexpr std::int64_t kFirstWaitMs = 2'000;
constexpr std::int64_t kLongestWaitMs = 300'000;
constexpr int kFreeTries = 2;
constexpr std::int64_t kToldBeforeMs = 14LL * 24 * 3'600'000;
constexpr std::size_t kShortestPin = 4;
constexpr std::size_t kLongestPin = 12;

/// True when every digit differs from the one before by the same step of -1, 0 or 1.
bool is_a_run(std::string_view pin) {
  const int step = pin[1] - pin[0];
  if (step < -1 || step > 1) return false;
  for (std::size_t i = 1; i < pin.size(); ++i) {
    if (pin[i] - pin[i - 1] != step) return false;
  }
  return true;
}

}  // namespace

std::int64_t wait_after(int wrong_tries) {
  std::int64_t wait = 0;
  for (int i = kFreeTries; i < wrong_tries && wait < kLongestWaitMs; ++i) {
    wait = wait == 0 ? kFirstWaitMs : std::min(wait * 2, kLongestWaitMs);
  }
  return wait;
}

bool is_reported(int wrong_tries) {
  constexpr int kFirst = 3;
  int step = kFirst;
  while (step < wrong_tries && step < std::numeric_limits<int>::max() / 2) step *= 2;
  return step == wrong_tries;
}

StaffDoor::StaffDoor(std::vector<StaffEntry> staff) : m_staff(std::move(staff)) {}

StaffDoor::Answer StaffDoor::try_pin(std::string_view pin, const Moment& now) {
  if (const std::int64_t wait = wait_ms(now); wait > 0) return {std::nullopt, wait};
  for (const StaffEntry& entry : m_staff) {
    if (!crypto::verify_pin(entry.pin_hash, pin)) continue;
    m_wrong_tries = 0;
    if (entry.pin_until && *entry.pin_until < local_date(now)) return {std::nullopt, 0, true};
    return {visit::Staff{entry.name, entry.role}, 0};
  }
  ++m_wrong_tries;
  m_open_at_ms = now.steady_ms + wait_after(m_wrong_tries);
  return {std::nullopt, wait_ms(now)};
}

std::optional<Date> StaffDoor::ends_soon(const visit::Staff& staff, const Moment& now) const {
  for (const StaffEntry& entry : m_staff) {
    if (entry.name != staff.name || !entry.pin_until) continue;
    Moment later = now;
    later.utc_ms += kToldBeforeMs;
    if (*entry.pin_until < local_date(later)) return entry.pin_until;
  }
  return std::nullopt;
}

std::int64_t StaffDoor::wait_ms(const Moment& now) const {
  return std::max<std::int64_t>(0, m_open_at_ms - now.steady_ms);
}

Result<std::string> enrol_pin(std::string_view pin, const std::vector<StaffEntry>& staff) {
  const bool digits =
      std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || pin.size() < kShortestPin || pin.size() > kLongestPin) {
    return fail(ErrorCode::bad_value, "a PIN has 4 to 12 digits and nothing else", "PIN",
                "choose another");
  }
  if (is_a_run(pin)) {
    return fail(ErrorCode::bad_value, "this PIN is too easy to guess", "PIN", "choose another");
  }
  for (const StaffEntry& entry : staff) {
    // Whose it is stays unsaid: that would tell one person another's PIN.
    if (crypto::verify_pin(entry.pin_hash, pin)) {
      return fail(ErrorCode::conflict, "this PIN cannot be used", "PIN", "choose another");
    }
  }
  return crypto::hash_pin(pin);
}

}  // namespace candor::kiosk
