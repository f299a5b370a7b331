// Power or the program fails in mid-visit: the next start tells staff.
#include <doctest/doctest.h>

#include "e2e/waiting_room.h"

namespace candor::e2e {
namespace {

using record::EntryKind;

}  // namespace

TEST_CASE(
    "e2e: after a power cut staff see which visit ended without an outcome, until they say so") {
  WaitingRoom room;
  arrive(room.kiosk(), {}, "first");
  const std::string visit = room.kiosk().app().visit()->id.value;
  room.switch_off();  // as the power does: nothing more is stored
  REQUIRE(room.records().empty());

  room.switch_on();
  CHECK(room.kiosk().shows("Staff needed"));
  staff_in(room.kiosk());
  CHECK(room.kiosk().shows(visit));
  CHECK(room.kiosk().shows("ended without an outcome"));
  room.kiosk().tap("seen." + visit);
  CHECK_FALSE(room.kiosk().shows(visit));

  const auto acts = room.entries(EntryKind::staff_act);
  REQUIRE(acts.size() == 1);
  CHECK(acts[0].header.visit == visit);
  CHECK(room.content(acts[0]).find(kNurse) != std::string::npos);

  room.switch_off();
  room.switch_on();
  CHECK_FALSE(room.kiosk().shows("Staff needed"));
  staff_in(room.kiosk());
  CHECK_FALSE(room.kiosk().shows(visit));
}

}  // namespace candor::e2e
