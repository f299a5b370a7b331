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

TEST_CASE("e2e: from the decision, saying no takes three touches and nothing typed or drawn") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  come_to_decision(kiosk);
  // Signing is at least a stroke and a button; both begin on this screen.
  REQUIRE(kiosk.has("stop"));
  REQUIRE(kiosk.has("sign"));
  const std::int64_t touched = kiosk.touches();
  say_no(kiosk, "decline.time");
  CHECK(kiosk.touches() - touched == 3);
  CHECK(key(kiosk) == "receipt");
  const record::Record record = room.record();
  CHECK(record.outcome == "declined");
  CHECK(record.outcome_reason == "I need more time");
  CHECK(record.signatures.empty());
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
