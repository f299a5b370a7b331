#include <doctest/doctest.h>

#include "base/clock.h"
#include "base/iso_date.h"

namespace candor {
namespace {

// 2026-11-21T16:52:03.120Z
constexpr std::int64_t kMoment = 1'795'279'923'120;

Moment at(std::int64_t utc_ms, int offset_minutes) {
  return {utc_ms, 0, offset_minutes, "Zone"};
}

TEST_CASE("clock: a moment is written with its own offset, and in UTC (S-26)") {
  CHECK(iso_utc(at(kMoment, -480)) == "2026-11-21T16:52:03.120Z");
  CHECK(iso_local(at(kMoment, -480)) == "2026-11-21T08:52:03.120-08:00");
  CHECK(iso_local(at(kMoment, 0)) == "2026-11-21T16:52:03.120+00:00");
  CHECK(iso_local(at(kMoment, 345)) == "2026-11-21T22:37:03.120+05:45");
  CHECK(iso_local(at(kMoment, -210)) == "2026-11-21T13:22:03.120-03:30");
  CHECK(iso_utc(at(0, 0)) == "1970-01-01T00:00:00.000Z");
  CHECK(iso_utc(at(-1, 0)) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("clock: an offset is written with its sign, also below one hour") {
  CHECK(offset_text(-480) == "UTC-08:00");
  CHECK(offset_text(345) == "UTC+05:45");
  CHECK(offset_text(0) == "UTC+00:00");
  CHECK(offset_text(-30) == "UTC-00:30");
}

TEST_CASE("clock: the local day and hour follow the offset over midnight") {
  CHECK(local_date(at(kMoment, -480)) == Date{2026, 11, 21});
  CHECK(local_date(at(kMoment, 480)) == Date{2026, 11, 22});
  CHECK(local_time(at(kMoment, 480)).hour == 0);
  CHECK(local_time(at(kMoment, 480)).minute == 52);
  CHECK(local_time(at(kMoment, -480)).hour == 8);
  // Two moments an hour apart, with summer time over between them: the wall clock stands still.
  CHECK(local_time(at(kMoment, -420)).hour == local_time(at(kMoment + 3'600'000, -480)).hour);
  CHECK(local_date(at(-3'600'000, 0)) == Date{1969, 12, 31});
  CHECK(local_time(at(-3'600'000, 0)).hour == 23);
}

TEST_CASE("clock: a date is written with zeros, and one that is not given is empty") {
  CHECK(iso_date({2026, 1, 5}) == "2026-01-05");
  CHECK(iso_date({}).empty());
}

TEST_CASE("clock: only days of the calendar are real") {
  CHECK(is_real_date({2024, 2, 29}));
  CHECK(is_real_date({2000, 2, 29}));
  CHECK(is_real_date({1880, 1, 1}));
  CHECK(is_real_date({2200, 12, 31}));
  for (const Date& date : {Date{2023, 2, 29}, Date{1900, 2, 29}, Date{2026, 4, 31},
                           Date{2026, 13, 1}, Date{2026, 0, 1}, Date{2026, 1, 0}, Date{2026, 1, -1},
                           Date{2026, -1, 1}, Date{1879, 12, 31}, Date{2201, 1, 1}, Date{}}) {
    CAPTURE(iso_date(date));
    CHECK_FALSE(is_real_date(date));
  }
}

TEST_CASE("clock: someone is a year older on the birthday, not the day before") {
  const Date birth{2008, 11, 21};
  CHECK(age_on(birth, {2026, 11, 20}) == 17);
  CHECK(age_on(birth, {2026, 11, 21}) == 18);
  CHECK(age_on(birth, {2026, 12, 1}) == 18);
  CHECK(age_on(birth, {2026, 1, 31}) == 17);
  CHECK(age_on(birth, birth) == 0);
}

TEST_CASE("clock: who was born on 29 February is a year older on 1 March of other years") {
  const Date birth{2008, 2, 29};
  CHECK(age_on(birth, {2026, 2, 28}) == 17);
  CHECK(age_on(birth, {2026, 3, 1}) == 18);
  CHECK(age_on(birth, {2028, 2, 29}) == 20);
  CHECK(age_on(birth, {2028, 2, 28}) == 19);
}

TEST_CASE("clock: months are added to the same day, or to the month's last one") {
  CHECK(add_months({2026, 11, 21}, 6) == Date{2027, 5, 21});
  CHECK(add_months({2026, 11, 21}, 1) == Date{2026, 12, 21});
  CHECK(add_months({2026, 12, 31}, 1) == Date{2027, 1, 31});
  CHECK(add_months({2026, 8, 31}, 1) == Date{2026, 9, 30});
  CHECK(add_months({2026, 8, 31}, 6) == Date{2027, 2, 28});
  CHECK(add_months({2027, 8, 31}, 6) == Date{2028, 2, 29});
  CHECK(add_months({2024, 2, 29}, 12) == Date{2025, 2, 28});
  CHECK(add_months({2026, 1, 15}, 24) == Date{2028, 1, 15});
  CHECK(add_months({2026, 1, 31}, 0) == Date{2026, 1, 31});
}

TEST_CASE("clock: a day is read as it is written, and nothing else is a day") {
  CHECK(parse_iso_date("2026-11-21") == Date{2026, 11, 21});
  CHECK(parse_iso_date("2028-02-29") == Date{2028, 2, 29});
  for (const char* text : {"", "2026-11-2", "2027-02-29", "2026-13-01", "2026-00-10", "2026/11/21",
                           "2026-11-21 ", " 2026-11-2", "-026-11-21", "2026--1-21", "20261-1-21"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_iso_date(text));
  }
}

TEST_CASE("clock: the machine's steady clock never goes back, and its zone has a name") {
  SystemClock clock;
  const Moment first = clock.now();
  const Moment second = clock.now();
  CHECK(second.steady_ms >= first.steady_ms);
  CHECK(first.utc_ms > 1'500'000'000'000);
  CHECK_FALSE(first.zone.empty());
  CHECK(first.offset_minutes > -24 * 60);
  CHECK(first.offset_minutes < 24 * 60);
}

}  // namespace
}  // namespace candor
