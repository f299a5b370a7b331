// An answer that cannot wait: kind words at once, help lines in sight, staff told, in the ledger.
#include <doctest/doctest.h>

#include "e2e/waiting_room.h"

namespace candor::e2e {
namespace {

using record::EntryKind;

TEST_CASE("e2e: thoughts of suicide are answered at once, stored at once and hold the signature") {
  RoomOptions options;
  options.prepare = [](const support::SamplePack& pack) {
    pack.replace("clinic.json", R"("number": "988" })",
                 R"("number": "988" }, { "label": "In danger now", "number": "911" })");
  };
  WaitingRoom room(options);
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "return");
  answer_until(kiosk, person, Sample::kMood);
  kiosk.tap("option.fine");
  kiosk.tap("option.danger");
  CHECK(key(kiosk) == "panel.urgent");
  CHECK(kiosk.shows("You matter. Please tell someone at the desk now."));
  CHECK(kiosk.shows("988"));
  CHECK(kiosk.shows("911"));

  const auto flags = room.entries(EntryKind::flag_now);
  REQUIRE(flags.size() == 1);
  CHECK(flags[0].header.visit == kiosk.app().visit()->id.value);
  const std::string stored = room.content(flags[0]);
  CHECK(stored.find("Thoughts of self-harm") != std::string::npos);
  CHECK(stored.find(person.name) == std::string::npos);
  CHECK(room.records().empty());

  // The lines stay in sight on the page and on those after it.
  kiosk.tap("close");
  REQUIRE(kiosk.has("option.danger"));
  CHECK(kiosk.find("option.danger")->selected);
  CHECK_FALSE(kiosk.find("option.fine")->selected);
  CHECK(kiosk.shows("988"));
  kiosk.tap("next");
  CHECK(kiosk.shows("988"));
  kiosk.tap("stop");
  CHECK(kiosk.shows("988"));
  kiosk.tap("close");
  answer_all(kiosk, person);
  REQUIRE(key(kiosk) == "review");
  CHECK(kiosk.shows("911"));
  while (kiosk.has("more")) kiosk.tap("more");
  CHECK_FALSE(kiosk.has("next"));
  kiosk.tap("wait");
  const std::string ticket = ticket_on_glass(kiosk);
  kiosk.wait_ms(30'000);
  REQUIRE(key(kiosk) == "welcome");
  CHECK(kiosk.shows("Staff needed"));
  CHECK_FALSE(kiosk.shows("988"));

  staff_in(kiosk);
  kiosk.tap("open." + ticket);
  kiosk.tap("staff.acknowledge");
  kiosk.tap("give-back");
  // Seen by staff: the strip goes, but signing waits until the talk is done.
  CHECK_FALSE(kiosk.shows("988"));
  while (kiosk.has("more")) kiosk.tap("more");
  CHECK(kiosk.has("wait"));
  CHECK_FALSE(kiosk.has("next"));
  const visit::Flag& flag = kiosk.app().visit()->flags.front();
  CHECK(flag.acknowledged_by == kNurse);
  CHECK(flag.state == visit::FlagState::open);
  const auto& answers = kiosk.app().visit()->answers;
  int moods = 0;
  for (const visit::Answer& answer : answers) {
    if (answer.spot.block != Sample::kMood) continue;
    ++moods;
    CHECK(answer.options == std::vector<std::string>{"danger"});
  }
  CHECK(moods == 1);
}

TEST_CASE("e2e: chest pain right now, in the shipped pack, is answered and stored at once") {
  RoomOptions options;
  options.content = support::source_folder() / "content";
  options.pack = "ketamine-iv";
  WaitingRoom room(options);
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "return");
  answer_until(kiosk, person, "right-now");
  while (!kiosk.has("option.chest-pain")) kiosk.tap("more");
  kiosk.tap("option.chest-pain");
  CHECK(key(kiosk) == "panel.urgent");
  CHECK(kiosk.shows("Please tell someone at the desk now."));
  CHECK(kiosk.shows("911"));
  const auto flags = room.entries(EntryKind::flag_now);
  REQUIRE(flags.size() == 1);
  CHECK(room.content(flags[0]).find("Chest pain right now") != std::string::npos);
  CHECK(flags[0].blob.find(person.name) == std::string::npos);

  // It holds the signature back, however the answer is changed, until staff have talked.
  kiosk.tap("close");
  CHECK(kiosk.shows("911"));
  answer_all(kiosk, person);
  REQUIRE(key(kiosk) == "review");
  while (kiosk.has("more")) kiosk.tap("more");
  CHECK_FALSE(kiosk.has("next"));
  kiosk.tap("wait");
  const std::string ticket = ticket_on_glass(kiosk);
  kiosk.wait_ms(30'000);
  staff_in(kiosk);
  kiosk.tap("open." + ticket);
  CHECK(kiosk.shows("Chest pain right now"));
  kiosk.tap("staff.acknowledge");
  resolve_all(kiosk);
  kiosk.tap("give-back");
  REQUIRE(key(kiosk) == "review");
  decide(kiosk);
  CHECK(key(kiosk) == "receipt");
  const record::Record record = room.record();
  REQUIRE(record.flags.size() == 1);
  CHECK(record.flags[0].reason == "Chest pain right now");
  CHECK(record.flags[0].closed_by == kNurse);
}

}  // namespace
}  // namespace candor::e2e
