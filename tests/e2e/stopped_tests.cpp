// Saying no, going on with paper, being too young: every way to stop is as easy as going on.
#include <doctest/doctest.h>

#include <functional>

#include "e2e/waiting_room.h"

namespace candor::e2e {
namespace {

using record::EntryKind;

void say_no(Harness& kiosk, const std::string& reason) {
  kiosk.tap("stop");
  kiosk.tap("stop.no");
  kiosk.tap(reason);
}

TEST_CASE("e2e: a patient says no in the middle, with a reason, and the record says so") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  answer_until(kiosk, person, Sample::kStop);
  say_no(kiosk, "decline.risks");
  CHECK(key(kiosk) == "receipt");
  CHECK(kiosk.shows("You said no. That is saved."));
  const record::Record record = room.record();
  CHECK(record.outcome == "declined");
  CHECK(record.outcome_reason == "The risks worry me");
  CHECK(record.outcome_by.empty());
  CHECK(record.patient.name == person.name);
  CHECK(record.signatures.empty());
  CHECK(record.valid_until.empty());
}

TEST_CASE("e2e: a patient who says no need not say why") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  say_no(kiosk, "decline.no-reason");
  CHECK(key(kiosk) == "receipt");
  CHECK(room.record().outcome == "declined");
  CHECK(room.record().outcome_reason.empty());
}

/// From the review of the walk `return` to the decision.
void come_to_decision(Harness& kiosk) {
  const Person person;
  arrive(kiosk, person, "return");
  answer_all(kiosk, person);
  while (kiosk.has("more")) kiosk.tap("more");
  kiosk.tap("next");
  REQUIRE(key(kiosk) == "decision.patient");
}

TEST_CASE("e2e: from the decision, saying no takes no more touches than saying yes (P-11)") {
  std::int64_t yes = 0;
  {
    WaitingRoom room;
    Harness& kiosk = room.kiosk();
    come_to_decision(kiosk);
    const std::int64_t touched = kiosk.touches();
    kiosk.sign();
    kiosk.tap("sign");
    // The patient's own part is done; in this pack a witness follows.
    REQUIRE(kiosk.app().visit()->signatures.size() == 1);
    constexpr int kStrokes = 1;  // drawn, not tapped
    yes = kiosk.touches() - touched + kStrokes;
  }
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  come_to_decision(kiosk);
  // Side by side, as large as each other.
  REQUIRE(kiosk.has("no"));
  REQUIRE(kiosk.has("sign"));
  const ui::Rect no = kiosk.find("no")->rect;
  const ui::Rect sign = kiosk.find("sign")->rect;
  CHECK(no.width == doctest::Approx(sign.width));
  CHECK(no.height == doctest::Approx(sign.height));
  CHECK(no.y == doctest::Approx(sign.y));
  const std::int64_t touched = kiosk.touches();
  kiosk.tap("no");
  SUBCASE("with a reason") {
    kiosk.tap("decline.time");
    CHECK(room.record().outcome_reason == "I need more time");
  }
  SUBCASE("without one") {
    kiosk.tap("decline.no-reason");
    CHECK(room.record().outcome_reason.empty());
  }
  CHECK(kiosk.touches() - touched <= yes);
  CHECK(key(kiosk) == "receipt");
  const record::Record record = room.record();
  CHECK(record.outcome == "declined");
  CHECK(record.signatures.empty());
}

TEST_CASE(
    "e2e: a no touched by mistake at the decision is taken back, and the ink is still there") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  come_to_decision(kiosk);
  kiosk.sign();
  kiosk.tap("no");
  REQUIRE(key(kiosk) == "decline");
  kiosk.tap("decline.back");
  REQUIRE(key(kiosk) == "decision.patient");
  kiosk.tap("sign");
  const visit::State& state = *kiosk.app().visit();
  REQUIRE(state.signatures.size() == 1);
  CHECK(state.signatures.front().strokes.size() == 2);
  CHECK(state.outcome == visit::Outcome::none);
}

TEST_CASE("e2e: going back from saying no returns to the same page with nothing lost") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  answer_until(kiosk, person, Sample::kRide);
  const std::string page = key(kiosk);
  kiosk.tap("field.name");
  kiosk.type("Max");
  kiosk.tap("key.done");
  kiosk.tap("option.means.friend");
  const auto answers = kiosk.app().visit()->answers;
  kiosk.tap("stop");
  kiosk.tap("close");
  CHECK(key(kiosk) == page);
  kiosk.tap("stop");
  kiosk.tap("stop.no");
  kiosk.tap("decline.back");
  CHECK(key(kiosk) == page);
  CHECK(kiosk.app().visit()->answers == answers);
  CHECK_FALSE(kiosk.app().visit()->declining);
  CHECK(kiosk.shows("Max"));
  REQUIRE(kiosk.has("option.means.friend"));
  CHECK(kiosk.find("option.means.friend")->selected);
  kiosk.tap("next");
  CHECK(key(kiosk) != page);
  CHECK(room.entries(EntryKind::record).empty());
}

TEST_CASE("e2e: on paper please is an outcome of its own") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  kiosk.tap("stop");
  kiosk.tap("stop.paper");
  CHECK(key(kiosk) == "receipt");
  CHECK(kiosk.shows("You will go on with paper."));
  CHECK(room.record().outcome == "on-paper");
  CHECK(room.record().signatures.empty());
}

TEST_CASE("e2e: somebody too young is stopped privately and nothing is stored") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  Person child;
  child.name = "Kim Young";
  child.year = "2015";
  kiosk.tap("language.en");
  kiosk.tap("who.patient");
  kiosk.type(child.name);
  kiosk.tap("next");
  kiosk.tap("month.4");
  kiosk.tap("day.12");
  kiosk.type(child.year);
  kiosk.tap("next");
  CHECK(kiosk.shows("Please see a nurse"));
  for (const char* word : {"Kim", "2015", "18", "age", "young", "old"}) {
    CAPTURE(word);
    CHECK_FALSE(kiosk.shows(word));
  }
  CHECK_FALSE(kiosk.has("next"));
  CHECK(room.entries().empty());
  kiosk.wait_ms(120'000);
  kiosk.wait_ms(30'000);
  CHECK(key(kiosk) == "welcome");
  CHECK(kiosk.app().visit() == nullptr);
  CHECK(room.entries().empty());
}

}  // namespace
}  // namespace candor::e2e
