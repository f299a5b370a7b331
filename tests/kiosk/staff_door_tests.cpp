#include <doctest/doctest.h>

#include "crypto/crypto.h"
#include "kiosk/staff_door.h"
#include "support/fakes.h"
#include "support/measured.h"

namespace candor::kiosk {
namespace {

constexpr std::int64_t kDayMs = 24LL * 3'600'000;

std::vector<StaffEntry> two_people() {
  return {{"Ana Lopez", "nurse", crypto::hash_pin("2468").value()},
          {"Ben Cho", "front desk", crypto::hash_pin("1357").value()}};
}

TEST_CASE("staff door: the PIN says who it is (P-05)") {
  support::ManualClock clock;
  StaffDoor door(two_people());
  CHECK(door.has_staff());
  const auto ana = door.try_pin("2468", clock.now());
  REQUIRE(ana.staff);
  CHECK(ana.staff->name == "Ana Lopez");
  CHECK(ana.staff->role == "nurse");
  const auto ben = door.try_pin("1357", clock.now());
  REQUIRE(ben.staff);
  CHECK(ben.staff->name == "Ben Cho");
}

TEST_CASE("staff door: without staff no PIN opens it (P-05)") {
  support::ManualClock clock;
  StaffDoor door({});
  CHECK_FALSE(door.has_staff());
  CHECK_FALSE(door.try_pin("2468", clock.now()).staff);
  CHECK_FALSE(door.try_pin("", clock.now()).staff);
}

TEST_CASE("staff door: waiting grows with wrong tries, up to five minutes (S-11)") {
  CHECK(wait_after(0) == 0);
  CHECK(wait_after(1) == 0);
  CHECK(wait_after(2) == 0);
  CHECK(wait_after(3) == 2'000);
  CHECK(wait_after(4) == 4'000);
  CHECK(wait_after(5) == 8'000);
  CHECK(wait_after(10) == 256'000);
  CHECK(wait_after(11) == 300'000);
  CHECK(wait_after(1'000'000) == 300'000);
}

TEST_CASE("staff door: somebody who tries every PIN all day long gets few tries (S-11)") {
  support::ManualClock clock;
  // The hash of no PIN: a real one costs the tester what it costs the thief, 0.1 s a try.
  StaffDoor door({{"Ana Lopez", "nurse", "no hash"}});
  const std::int64_t end = clock.now().steady_ms + 24 * 3'600'000LL;
  int counted = 0;
  int told = 0;
  while (clock.now().steady_ms < end) {
    const std::int64_t wait = door.wait_ms(clock.now());
    if (wait > 0) {
      clock.advance_ms(wait);
      continue;
    }
    const int before = door.wrong_tries();
    REQUIRE_FALSE(door.try_pin("0000", clock.now()).staff);
    REQUIRE(door.wrong_tries() == before + 1);
    ++counted;
    if (is_reported(door.wrong_tries())) ++told;
  }
  CHECK(counted < 300);
  CHECK(told >= 5);
  CHECK(told <= 8);
  support::measured("S-11", std::to_string(counted) +
                                " tries count in a day, of 1,000,000 PINs of six digits; " +
                                std::to_string(told) + " entries in the ledger tell of them");
}

TEST_CASE(
    "staff door: wrong tries are told at the third, then each time they have doubled (S-11)") {
  std::vector<int> told;
  for (int tries = 0; tries <= 100; ++tries) {
    if (is_reported(tries)) told.push_back(tries);
  }
  CHECK(told == std::vector<int>{3, 6, 12, 24, 48, 96});
}

TEST_CASE("staff door: somebody whose line was taken out has no PIN any more (S-11)") {
  support::ManualClock clock;
  auto staff = two_people();
  REQUIRE(StaffDoor(staff).try_pin("1357", clock.now()).staff);
  staff.pop_back();
  CHECK_FALSE(StaffDoor(staff).try_pin("1357", clock.now()).staff);
}

TEST_CASE("staff door: a PIN opens on its last day and not after, that is no wrong try (S-11)") {
  support::ManualClock clock;
  auto staff = two_people();
  staff[0].pin_until = local_date(clock.now());
  StaffDoor door(staff);
  REQUIRE(door.try_pin("2468", clock.now()).staff);
  CHECK_FALSE(door.try_pin("2468", clock.now()).has_ended);
  clock.advance_ms(kDayMs);
  for (int i = 0; i < 5; ++i) {
    const StaffDoor::Answer late = door.try_pin("2468", clock.now());
    CHECK_FALSE(late.staff);
    CHECK(late.has_ended);
  }
  CHECK(door.wrong_tries() == 0);
  CHECK(door.try_pin("1357", clock.now()).staff);
  CHECK_FALSE(door.try_pin("9999", clock.now()).has_ended);
}

TEST_CASE("staff door: a PIN's end is told of two weeks before, to its owner only (S-11)") {
  support::ManualClock clock;
  auto staff = two_people();
  Moment last = clock.now();
  last.utc_ms += 14 * kDayMs;
  staff[0].pin_until = local_date(last);
  const StaffDoor door(staff);
  const visit::Staff ana{"Ana Lopez", "nurse"};
  CHECK_FALSE(door.ends_soon(ana, clock.now()));
  clock.advance_ms(kDayMs);
  CHECK(door.ends_soon(ana, clock.now()) == staff[0].pin_until);
  CHECK_FALSE(door.ends_soon({"Ben Cho", "front desk"}, clock.now()));
}

TEST_CASE("staff door: while it waits even the right PIN does not count") {
  support::ManualClock clock;
  StaffDoor door(two_people());
  for (int i = 0; i < 3; ++i) CHECK_FALSE(door.try_pin("9999", clock.now()).staff);
  CHECK(door.wait_ms(clock.now()) == 2'000);
  const auto early = door.try_pin("2468", clock.now());
  CHECK_FALSE(early.staff);
  CHECK(early.wait_ms == 2'000);
  clock.advance_ms(1'999);
  CHECK_FALSE(door.try_pin("2468", clock.now()).staff);
  clock.advance_ms(1);
  CHECK(door.try_pin("2468", clock.now()).staff);
}

TEST_CASE(
    "staff door: tries during the wait do not lengthen it, so nobody can lock staff out for ever") {
  support::ManualClock clock;
  StaffDoor door(two_people());
  for (int i = 0; i < 50; ++i) static_cast<void>(door.try_pin("9999", clock.now()));
  CHECK(door.wait_ms(clock.now()) == 2'000);
}

TEST_CASE("staff door: a right PIN starts anew") {
  support::ManualClock clock;
  StaffDoor door(two_people());
  for (int i = 0; i < 3; ++i) static_cast<void>(door.try_pin("9999", clock.now()));
  clock.advance_ms(2'000);
  REQUIRE(door.try_pin("1357", clock.now()).staff);
  CHECK(door.try_pin("9999", clock.now()).wait_ms == 0);
  CHECK(door.try_pin("9999", clock.now()).wait_ms == 0);
  CHECK(door.try_pin("9999", clock.now()).wait_ms == 2'000);
}

TEST_CASE("staff door: setting the wall clock does not shorten the wait (S-11)") {
  support::ManualClock clock;
  StaffDoor door(two_people());
  for (int i = 0; i < 3; ++i) static_cast<void>(door.try_pin("9999", clock.now()));
  Moment later = clock.now();
  later.utc_ms += 86'400'000;
  CHECK(door.wait_ms(later) == 2'000);
}

TEST_CASE("staff door: a new PIN must be digits, not easy, and nobody else's (S-09, P-05)") {
  const auto staff = two_people();
  for (const char* bad :
       {"", "123", "12a4", "1234567890123", " 2469", "0000", "1234", "4321", "345678"}) {
    CAPTURE(bad);
    const auto hash = enrol_pin(bad, staff);
    REQUIRE_FALSE(hash);
    CHECK(hash.error().code == ErrorCode::bad_value);
  }
  const auto taken = enrol_pin("1357", staff);
  REQUIRE_FALSE(taken);
  CHECK(taken.error().code == ErrorCode::conflict);
  CHECK(to_string(taken.error()).find("Ben") == std::string::npos);
  const auto fresh = enrol_pin("9024", staff);
  REQUIRE(fresh);
  CHECK(crypto::verify_pin(*fresh, "9024"));
}

}  // namespace
}  // namespace candor::kiosk
