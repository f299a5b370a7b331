// Time as an interface: every moment carries UTC, the offset and name of the zone, and a steady
// clock beside them.
#pragma once

#include <cstdint>
#include <string>

namespace candor {

/// A moment. `steady_ms` never jumps and is only comparable within one run of the program.
struct Moment {
  std::int64_t utc_ms = 0;     ///< milliseconds since 1970-01-01T00:00:00Z
  std::int64_t steady_ms = 0;  ///< milliseconds of a clock that nobody can set
  int offset_minutes = 0;      ///< local time minus UTC
  std::string zone;            ///< the zone's name, such as "America/Los_Angeles"

  friend bool operator==(const Moment&, const Moment&) = default;
};

/// A calendar date. Month and day count from 1; all 0 means "not given".
struct Date {
  int year = 0;
  int month = 0;
  int day = 0;

  friend auto operator<=>(const Date&, const Date&) = default;
};

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Moment now() = 0;
};

/// The machine's clocks and zone.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Moment now() override;
};

/// "2026-11-21T08:52:03.120-08:00": local time with its offset.
[[nodiscard]] std::string iso_local(const Moment& moment);
/// "2026-11-21T16:52:03.120Z".
[[nodiscard]] std::string iso_utc(const Moment& moment);
/// "UTC-08:00".
[[nodiscard]] std::string offset_text(int offset_minutes);
/// The local calendar date.
[[nodiscard]] Date local_date(const Moment& moment);

/// Hour (0-23) and minute of the local day.
struct TimeOfDay {
  int hour = 0;
  int minute = 0;
};

[[nodiscard]] TimeOfDay local_time(const Moment& moment);
/// "2026-11-21"; empty for a date that is not given.
[[nodiscard]] std::string iso_date(const Date& date);
/// True for a day that the calendar has, between the years 1880 and 2200.
[[nodiscard]] bool is_real_date(const Date& date);
/// Whole years from `birth` to `today`, as birthdays count them; a 29 February counts on 1 March.
[[nodiscard]] int age_on(const Date& birth, const Date& today);
/// The same day `months` later, the month's last day where it has no such day.
[[nodiscard]] Date add_months(const Date& date, int months);

}  // namespace candor
