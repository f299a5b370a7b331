#include <doctest/doctest.h>

#include "kiosk/clock_watch.h"
#include "support/fakes.h"

namespace candor::kiosk {
namespace {

Moment set_by(Moment moment, std::int64_t milliseconds) {
  moment.utc_ms += milliseconds;
  return moment;
}

TEST_CASE("clock watch: time that passes is no jump, however long nobody looked") {
  support::ManualClock clock;
  ClockWatch watch(clock.now());
  for (const std::int64_t minutes : {0, 1, 60, 60 * 24 * 30}) {
    clock.advance_minutes(minutes);
    CHECK_FALSE(watch.look(clock.now()));
  }
}

TEST_CASE("clock watch: a clock that was set is told once, as it was and as it is") {
  support::ManualClock clock;
  ClockWatch watch(clock.now());
  clock.advance_minutes(5);
  const Moment was = clock.now();
  std::int64_t by = 0;
  SUBCASE("forward") {
    by = 60 * 60'000;
  }
  SUBCASE("back") {
    by = -60 * 60'000;
  }
  SUBCASE("by just enough") {
    by = kClockJumpMs;
  }
  clock.set(set_by(was, by));
  const auto jump = watch.look(clock.now());
  REQUIRE(jump);
  CHECK(jump->before == was);
  CHECK(jump->after == set_by(was, by));
  CHECK_FALSE(watch.look(clock.now()));
  clock.advance_minutes(1);
  CHECK_FALSE(watch.look(clock.now()));
  // And back again is another one.
  clock.set(set_by(clock.now(), -by));
  CHECK(watch.look(clock.now()));
}

TEST_CASE("clock watch: small corrections are no jump, but they add up") {
  support::ManualClock clock;
  ClockWatch watch(clock.now());
  const Moment start = clock.now();
  clock.set(set_by(clock.now(), kClockJumpMs - 1));
  CHECK_FALSE(watch.look(clock.now()));
  clock.advance_minutes(10);
  clock.set(set_by(clock.now(), 1));
  const auto jump = watch.look(clock.now());
  REQUIRE(jump);
  CHECK(jump->after.utc_ms - jump->before.utc_ms == kClockJumpMs);
  CHECK(jump->before.utc_ms == start.utc_ms + 10 * 60'000);
}

TEST_CASE("clock watch: summer time and another time zone are no jump") {
  support::ManualClock clock;
  ClockWatch watch(clock.now());
  Moment moment = clock.now();
  moment.offset_minutes += 60;
  CHECK_FALSE(watch.look(moment));
  moment.zone = "America/New_York";
  CHECK_FALSE(watch.look(moment));
  // A later jump tells both times in the new zone.
  const auto jump = watch.look(set_by(moment, 60 * 60'000));
  REQUIRE(jump);
  CHECK(jump->before.offset_minutes == moment.offset_minutes);
  CHECK(jump->before.zone == "America/New_York");
}

}  // namespace
}  // namespace candor::kiosk
