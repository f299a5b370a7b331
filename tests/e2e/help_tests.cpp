// Ask staff where a visit ends or rests: in reach, and in the ledger with the time until somebody
// came.
#include <doctest/doctest.h>

#include "e2e/listening_room.h"
#include "support/full_disk.h"
#include "support/measured.h"

namespace candor::e2e {
namespace {

using record::Entry;
using record::EntryKind;

constexpr std::int64_t kMinute = 60'000;

void to_receipt(Harness& kiosk, const Person& person) {
  arrive(kiosk, person, "first");
  answer_all(kiosk, person);
  decide(kiosk);
  REQUIRE(key(kiosk) == "receipt");
}

/// What was asked for after the outcome, and answered, in the order of the ledger.
std::vector<Entry> help_of(const WaitingRoom& room) {
  return room.entries(EntryKind::staff_act);
}

void expect_help(const WaitingRoom& room, std::int64_t answered_after_ms) {
  const auto entries = help_of(room);
  REQUIRE(entries.size() == 2);
  CHECK(room.content(entries[0]).find("help-asked") != std::string::npos);
  CHECK(room.content(entries[1]).find("help-answered") != std::string::npos);
  CHECK(room.content(entries[1]).find(kNurse) != std::string::npos);
  CHECK(entries[1].header.refers_to == entries[0].header.id);
  CHECK(entries[0].header.visit == room.record().visit);
  const auto& [asked, answered] = std::pair(entries[0].header.created, entries[1].header.created);
  CHECK(answered.utc_ms - asked.utc_ms >= answered_after_ms);
  CHECK(answered.utc_ms - asked.utc_ms < answered_after_ms + kMinute);
  // The record was sealed before, and tells of nothing that came later.
  CHECK(room.record().flags.empty());
  CHECK(room.record().waiting_for == std::vector<std::string>{"clinician", "copy"});
}

TEST_CASE("e2e: on the receipt help is one touch away, and the ledger tells when it came (A-20)") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  to_receipt(kiosk, person);
  SUBCASE("from the receipt") {}
  SUBCASE("from the take-home sheet") {
    kiosk.tap("sheet");
    REQUIRE(key(kiosk) == "sheet");
  }
  kiosk.tap("ask-staff");
  REQUIRE(key(kiosk) == "panel.asked");
  REQUIRE(help_of(room).size() == 1);
  // Nobody comes at once: the screen is hidden, and staff see that somebody waits.
  kiosk.wait_ms(kMinute);
  const std::string ticket = ticket_on_glass(kiosk);
  CHECK_FALSE(kiosk.shows(person.name));
  CHECK(kiosk.shows("Staff needed"));
  kiosk.wait_ms(2 * kMinute);
  REQUIRE(key(kiosk) == "welcome");
  staff_in(kiosk);
  kiosk.tap("open." + ticket);
  // What is signed cannot be stopped any more.
  CHECK_FALSE(kiosk.has("staff.stop"));
  resolve_all(kiosk);
  expect_help(room, 3 * kMinute);
  // The patient finds the receipt as it was, for as long as the first time.
  kiosk.tap("give-back");
  CHECK((key(kiosk) == "receipt" || key(kiosk) == "sheet"));
  kiosk.wait_ms(59'000);
  CHECK((key(kiosk) == "receipt" || key(kiosk) == "sheet"));
  kiosk.wait_ms(1'000);
  CHECK(key(kiosk) == "welcome");
  CHECK(kiosk.app().parked().rows().empty());
  CHECK(room.records().size() == 1);
  support::measured("A-20", "asked on the receipt; the ledger tells when, who came, and when");
}

TEST_CASE("e2e: where nothing can be stored help is in reach, and does not change the record") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  answer_all(kiosk, person);
  {
    const support::FullDisk full;
    decide(kiosk);
    REQUIRE(key(kiosk) == "save-failed");
    kiosk.tap("ask-staff");
    REQUIRE(key(kiosk) == "panel.asked");
    kiosk.wait_ms(kMinute);
    staff_in(kiosk);
    resolve_all(kiosk);
    kiosk.tap("give-back");
    REQUIRE(key(kiosk) == "save-failed");
    kiosk.tap("retry");
    REQUIRE(key(kiosk) == "save-failed");
  }
  CHECK(help_of(room).empty());
  kiosk.tap("retry");
  REQUIRE(key(kiosk) == "receipt");
  expect_help(room, kMinute);
}

TEST_CASE("e2e: whoever does something on the receipt keeps it as long as it stands at first") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  to_receipt(kiosk, {});
  kiosk.wait_ms(59'000);
  SUBCASE("by a touch") {
    kiosk.tap("display");
    kiosk.tap("close");
  }
  SUBCASE("by a key") {
    kiosk.strike(kiosk::Key::tab);
  }
  kiosk.wait_ms(58'000);
  CHECK(key(kiosk) == "receipt");
  kiosk.wait_ms(2'000);
  CHECK(key(kiosk) == "welcome");
}

TEST_CASE("e2e: from a receipt of several parts the take-home sheet begins at its beginning") {
  RoomOptions options;
  options.window = {1280, 800};
  options.mm_per_pixel = 0.17;
  WaitingRoom room(options);
  Harness& kiosk = room.kiosk();
  to_receipt(kiosk, {});
  choose_display(kiosk, "largest", {});
  REQUIRE_FALSE(kiosk.has("sheet"));
  tap_somewhere(kiosk, "sheet");
  REQUIRE(key(kiosk) == "sheet");
  CHECK(kiosk.shows("Your take-home sheet"));
  CHECK_FALSE(kiosk.has("above"));
}

TEST_CASE(
    "e2e: whatever is touched on the question says that somebody is there, and does what it says") {
  ListeningRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  const std::string page = key(kiosk);
  kiosk.wait_ms(2 * kMinute);
  REQUIRE(key(kiosk) == "still-there");
  SUBCASE("Ask staff") {
    kiosk.tap("ask-staff");
    CHECK(key(kiosk) == "panel.asked");
    CHECK(kiosk.app().visit()->flags.size() == 1);
    kiosk.tap("close");
  }
  SUBCASE("Text size") {
    kiosk.tap("display");
    CHECK(key(kiosk) == "panel.display");
    kiosk.tap("close");
  }
  SUBCASE("Listen reads their own page") {
    room.clear_heard();
    room.listen();
    CHECK(room.speaks());
    CHECK_FALSE(room.said("Are you still there?"));
    CHECK_FALSE(room.marked().empty());
  }
  CHECK(key(kiosk) == page);
  kiosk.wait_ms(kMinute);
  CHECK(key(kiosk) == page);
}

TEST_CASE(
    "e2e: the warning is heard by somebody who does not listen, and says nothing of them (T-22)") {
  ListeningRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  room.clear_heard();
  kiosk.wait_ms(2 * kMinute);
  REQUIRE(key(kiosk) == "still-there");
  kiosk.wait_ms(20);
  CHECK(room.speaks());
  CHECK(room.said("Are you still there?"));
  CHECK_FALSE(any_has(room.transcript(), person.name));
  // No buttons come and go under the finger.
  CHECK_FALSE(kiosk.has("voice.hold"));
  kiosk.tap("still-here");
  CHECK_FALSE(room.speaks());
  support::measured("T-22", "the warning is spoken, whether or not the patient listens");
}

}  // namespace
}  // namespace candor::e2e
