#include "base/clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <filesystem>

namespace candor {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::milliseconds;
using std::chrono::sys_days;
using std::chrono::sys_time;
using std::chrono::year_month_day;

sys_time<milliseconds> shifted(const Moment& moment, int offset_minutes) {
  return sys_time<milliseconds>(milliseconds(moment.utc_ms + offset_minutes * 60'000LL));
}

std::string iso(const Moment& moment, int offset_minutes) {
  const auto time = shifted(moment, offset_minutes);
  const year_month_day date(floor<days>(time));
  const auto in_day = (time - floor<days>(time)).count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     in_day / 3'600'000, in_day / 60'000 % 60, in_day / 1000 % 60, in_day % 1000);
}

/// The zone's IANA name where the machine tells it, else the abbreviation.
std::string zone_name(const std::tm& local) {
  if (const char* set = std::getenv("TZ"); set != nullptr && set[0] != '\0' && set[0] != ':') {
    return set;
  }
  std::error_code error;
  const auto target = std::filesystem::read_symlink("/etc/localtime", error);
  if (!error) {
    const std::string path = target.string();
    const std::string folder = "zoneinfo/";
    if (const auto at = path.find(folder); at != std::string::npos) {
      return path.substr(at + folder.size());
    }
  }
  return local.tm_zone != nullptr ? local.tm_zone : "UTC";
}

}  // namespace

Moment SystemClock::now() {
  Moment moment;
  moment.utc_ms =
      std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  // Counts on while the computer sleeps, as std::chrono::steady_clock does not: a visit that was
  // left open is as old as the wall clock says, and waking up is no change of the clock.
  timespec steady{};
  if (clock_gettime(CLOCK_BOOTTIME, &steady) != 0) clock_gettime(CLOCK_MONOTONIC, &steady);
  moment.steady_ms = std::int64_t{steady.tv_sec} * 1000 + steady.tv_nsec / 1'000'000;
  const auto seconds = static_cast<std::time_t>(moment.utc_ms / 1000);
  std::tm local{};
  if (localtime_r(&seconds, &local) != nullptr) {
    moment.offset_minutes = static_cast<int>(local.tm_gmtoff / 60);
    moment.zone = zone_name(local);
  }
  return moment;
}

std::string iso_local(const Moment& moment) {
  const int minutes = std::abs(moment.offset_minutes);
  return fmt::format("{}{}{:02}:{:02}", iso(moment, moment.offset_minutes),
                     moment.offset_minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string iso_utc(const Moment& moment) {
  return iso(moment, 0) + "Z";
}

std::string offset_text(int offset_minutes) {
  const int minutes = std::abs(offset_minutes);
  return fmt::format("UTC{}{:02}:{:02}", offset_minutes < 0 ? '-' : '+', minutes / 60,
                     minutes % 60);
}

Date local_date(const Moment& moment) {
  const year_month_day date(floor<days>(shifted(moment, moment.offset_minutes)));
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

TimeOfDay local_time(const Moment& moment) {
  const auto time = shifted(moment, moment.offset_minutes);
  const auto minute = (time - floor<days>(time)).count() / 60'000;
  return {static_cast<int>(minute / 60), static_cast<int>(minute % 60)};
}

std::string iso_date(const Date& date) {
  if (date == Date{}) return {};
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

bool is_real_date(const Date& date) {
  if (date.year < 1880 || date.year > 2200 || date.month < 1 || date.day < 1) return false;
  return year_month_day(std::chrono::year(date.year),
                        std::chrono::month(static_cast<unsigned>(date.month)),
                        std::chrono::day(static_cast<unsigned>(date.day)))
      .ok();
}

int age_on(const Date& birth, const Date& today) {
  const bool had_birthday =
      today.month > birth.month || (today.month == birth.month && today.day >= birth.day);
  return today.year - birth.year - (had_birthday ? 0 : 1);
}

Date add_months(const Date& date, int months) {
  const int counted = date.year * 12 + (date.month - 1) + months;
  const int year = counted / 12;
  const int month = counted % 12 + 1;
  const auto last = (std::chrono::year(year) / month / std::chrono::last).day();
  return {year, month, std::min(date.day, static_cast<int>(static_cast<unsigned>(last)))};
}

}  // namespace candor
