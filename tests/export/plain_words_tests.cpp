#include <doctest/doctest.h>

#include "export/plain_words.h"

using candor::Moment;
using namespace candor::exporting;

TEST_CASE("export: times are written with their offset, midnight and noon right") {
  const Moment midnight{1'795'248'000'000, 0, -480, "America/Los_Angeles"};
  CHECK(long_time(midnight) == "November 21, 2026, 12:00:00 AM, UTC-08:00 (America/Los_Angeles)");
  CHECK(short_time(midnight) == "2026-11-21 00:00:00 UTC-08:00");
  CHECK(utc_time(midnight) == "2026-11-21 08:00:00 UTC");
  Moment noon = midnight;
  noon.utc_ms += 12LL * 3'600'000 + 59'999;
  noon.zone.clear();
  CHECK(long_time(noon) == "November 21, 2026, 12:00:59 PM, UTC-08:00");
  const Moment old{-1, 0, 0, "UTC"};
  CHECK(short_time(old) == "1969-12-31 23:59:59 UTC+00:00");
}

TEST_CASE("export: durations and dates read like words") {
  CHECK(duration_words(0) == "0 s");
  CHECK(duration_words(59'400) == "59 s");
  CHECK(duration_words(59'600) == "1 min 0 s");
  CHECK(duration_words(3'720'000) == "1 h 2 min");
  CHECK(date_words({1980, 3, 5}) == "March 5, 1980 (1980-03-05)");
  CHECK(date_words({}) == "not given");
}

TEST_CASE("export: a number has the word for so many") {
  CHECK(counted(0, "stroke", "strokes") == "0 strokes");
  CHECK(counted(1, "stroke", "strokes") == "1 stroke");
  CHECK(counted(2, "stroke", "strokes") == "2 strokes");
}

TEST_CASE("export: languages are named, and a variant is the same language") {
  CHECK(language_words("es") == "Spanish (es)");
  CHECK(language_words("zh-Hans") == "Chinese (zh-Hans)");
  CHECK(language_words("xx") == "xx");
  CHECK(language_words("") == "not chosen");
  CHECK(same_language("en", "en-US"));
  CHECK_FALSE(same_language("en", "es"));
}

TEST_CASE("export: a code that is not known stays as it is") {
  CHECK(reply_words("not-applicable") == "Does not apply");
  CHECK(reply_words("maybe") == "maybe");
  CHECK(at_screen_words("robot") == "robot");
  CHECK(how_words("spoken") == "spoken");
  CHECK(outcome_title("lost") == "Outcome: lost. Not a consent");
}
