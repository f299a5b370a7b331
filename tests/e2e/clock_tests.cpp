// Somebody sets the computer's clock while the kiosk runs: the ledger says so, and staff are told.
#include <doctest/doctest.h>

#include "e2e/waiting_room.h"
#include "support/full_disk.h"

namespace candor::e2e {
namespace {

using record::EntryKind;

constexpr std::int64_t kHourMs = 3'600'000;

void set_clock(Harness& kiosk, std::int64_t by_ms) {
  Moment moment = kiosk.clock().now();
  moment.utc_ms += by_ms;
  kiosk.clock().set(moment);
  kiosk.app().step();
  kiosk.settle();
}

}  // namespace

TEST_CASE(
    "e2e: a clock that is set stands in the ledger once, also in mid-visit, and staff see it") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  SUBCASE("while nobody is there") {
    set_clock(kiosk, kHourMs);
    CHECK(room.entries(EntryKind::record).empty());
  }
  SUBCASE("during a visit, which goes on") {
    arrive(kiosk, person, "first");
    const std::string page = key(kiosk);
    const std::string visit = kiosk.app().visit()->id.value;
    set_clock(kiosk, kHourMs);
    CHECK(key(kiosk) == page);
    kiosk.tap("stop");
    kiosk.tap("stop.no");
    kiosk.tap("decline.no-reason");
    CHECK(room.record().visit == visit);
    kiosk.tap("finish");
  }
  kiosk.wait_ms(10'000);
  const auto jumps = room.entries(EntryKind::clock_jump);
  REQUIRE(jumps.size() == 1);
  const record::Header& header = jumps[0].header;
  CHECK(header.visit.empty());
  const Json content = Json::parse(room.content(jumps[0]));
  const Json& before = content.at("before");
  const Json& after = content.at("after");
  CHECK(after.at("utc_ms").get<std::int64_t>() - before.at("utc_ms").get<std::int64_t>() ==
        kHourMs);
  CHECK(after.at("utc_ms") == header.created.utc_ms);
  CHECK(after.at("zone") == header.created.zone);
  CHECK(room.content(jumps[0]).find(person.name) == std::string::npos);

  staff_in(kiosk);
  CHECK(kiosk.shows("The clock of this computer was changed from"));
}

TEST_CASE("e2e: a clock jump that finds the disk full is stored when there is room again") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  {
    const support::FullDisk full;
    set_clock(kiosk, -kHourMs);
  }
  CHECK(room.entries(EntryKind::clock_jump).empty());
  kiosk.wait_ms(61'000);
  CHECK(room.entries(EntryKind::clock_jump).size() == 1);
}

TEST_CASE(
    "e2e: staff are not told of a clock that only went on, and after a day no more of a jump") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  kiosk.wait_ms(kHourMs);
  staff_in(kiosk);
  CHECK_FALSE(kiosk.shows("The clock of this computer"));
  set_clock(kiosk, kHourMs);
  CHECK(kiosk.shows("The clock of this computer"));
  kiosk.wait_ms(24 * kHourMs + 1000);
  staff_in(kiosk);
  CHECK_FALSE(kiosk.shows("The clock of this computer"));
  CHECK(room.entries(EntryKind::clock_jump).size() == 1);
}

}  // namespace candor::e2e
