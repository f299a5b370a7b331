// Content that changes while the kiosk runs.
#include <doctest/doctest.h>

#include <fstream>

#include "base/file.h"
#include "e2e/waiting_room.h"
#include "visit/visit.h"

namespace candor::e2e {
namespace {

constexpr std::int64_t kLook = 6'000;  // a little more than the kiosk waits between two looks

/// Changes the clinic's name in the folder of packs.
void rename_clinic(const WaitingRoom& room, const std::string& from, const std::string& to) {
  const auto file = room.pack().content() / "clinic.json";
  std::string text = read_file(file, 1U << 20U).value();
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  std::ofstream(file, std::ios::binary) << text;
}

void let_it_look(Harness& kiosk) {
  for (int i = 0; i < 4; ++i) kiosk.wait_ms(kLook);
}

TEST_CASE("e2e: a changed sentence is on the glass for the next patient, without a restart") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  CHECK(kiosk.shows("Hill Clinic"));
  rename_clinic(room, "Hill Clinic", "Valley Clinic");
  let_it_look(kiosk);
  CHECK(kiosk.shows("Valley Clinic"));
  CHECK_FALSE(kiosk.shows("Hill Clinic"));
}

TEST_CASE("e2e: content does not change under a visit, on the glass or waiting") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  const std::string digest = kiosk.app().pack().digest;
  rename_clinic(room, "Hill Clinic", "Valley Clinic");
  let_it_look(kiosk);
  CHECK(kiosk.app().pack().digest == digest);
  kiosk.tap("pause");
  const std::string ticket = ticket_on_glass(kiosk);
  kiosk.wait_ms(60'000);
  REQUIRE(key(kiosk) == "welcome");
  let_it_look(kiosk);
  CHECK(kiosk.app().pack().digest == digest);
  come_back(kiosk, ticket, person.code);
  answer_all(kiosk, person);
  decide(kiosk);
  CHECK(room.record().pack_digest == digest);
  CHECK(room.record().clinic == "Hill Clinic");
  kiosk.wait_ms(120'000);
  let_it_look(kiosk);
  CHECK(kiosk.app().pack().digest != digest);
  CHECK(kiosk.shows("Valley Clinic"));
}

TEST_CASE("e2e: a broken change is told to staff, and patients read the last good version") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  rename_clinic(room, "\"Hill Clinic\"", "\"Hill Clinic");
  let_it_look(kiosk);
  CHECK(kiosk.shows("Hill Clinic"));
  staff_in(kiosk);
  CHECK(kiosk.shows("patients read the last good one"));
  CHECK(kiosk.shows("clinic.json:"));
}

}  // namespace
}  // namespace candor::e2e
