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
  // The patient who comes back is told, too, and somebody else can begin.
  CHECK(room.kiosk().shows("Please see the front desk."));
  CHECK_FALSE(room.kiosk().shows(visit));
  CHECK(room.kiosk().has("language.en"));
  staff_in(room.kiosk());
  CHECK(room.kiosk().shows(visit));
  CHECK(room.kiosk().shows("ended without an outcome"));
  room.kiosk().tap("seen." + visit);
  CHECK_FALSE(room.kiosk().shows(visit));
  room.kiosk().tap("lock");
  CHECK(key(room.kiosk()) == "welcome");
  CHECK_FALSE(room.kiosk().shows("Please see the front desk."));

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

TEST_CASE(
    "e2e: after a power cut the welcome screen says so in every language, and all of it fits") {
  // The pack with the most languages that there is.
  RoomOptions options;
  options.content = support::source_folder() / "content";
  options.pack = "ketamine-iv";
  SUBCASE("landscape") {}
  SUBCASE("upright") {
    options.window = {540, 960};
  }
  WaitingRoom room(options);
  arrive(room.kiosk(), {}, "first");
  REQUIRE(room.entries(EntryKind::opened).size() == 1);
  room.switch_off();
  room.switch_on();
  CHECK(room.kiosk().shows("Please see the front desk."));
  CHECK(room.kiosk().shows("Por favor, vaya a la recepción."));
  CHECK(room.kiosk().shows("Tanpri ale nan resepsyon an."));
  CHECK_FALSE(room.kiosk().has("more"));
  for (const char* button : {"language.en", "language.ht", "language.interpreter", "staff"}) {
    CHECK_MESSAGE(room.kiosk().has(button), button);
  }
}

}  // namespace candor::e2e
