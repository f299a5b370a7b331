// Questions, and what staff do about them behind their PIN.
#include <doctest/doctest.h>

#include "e2e/waiting_room.h"
#include "visit/visit.h"

namespace candor::e2e {
namespace {

/// From the review, where a flag is open: hides the screen and waits for staff.
std::string wait_for_staff(Harness& kiosk) {
  REQUIRE(key(kiosk) == "review");
  while (kiosk.has("more")) kiosk.tap("more");
  REQUIRE(kiosk.has("wait"));
  CHECK_FALSE(kiosk.has("next"));
  kiosk.tap("wait");
  return ticket_on_glass(kiosk);
}

TEST_CASE("e2e: a question holds the signature until named staff have answered it") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  kiosk.tap("ask-staff");
  CHECK(kiosk.shows("Your question is noted"));
  // There is no channel, so nobody is promised to come.
  CHECK(kiosk.shows("Please tell the front desk."));
  kiosk.tap("close");
  answer_all(kiosk, person);
  CHECK(kiosk.shows("Before you sign, staff will talk with you"));
  const std::string ticket = wait_for_staff(kiosk);
  staff_in(kiosk);
  CHECK(key(kiosk) == "staff.list");
  CHECK(kiosk.shows("A. L."));
  CHECK_FALSE(kiosk.shows(person.name));
  kiosk.tap("open." + ticket);
  CHECK(key(kiosk) == "staff.visit");
  resolve_all(kiosk);
  kiosk.tap("give-back");
  CHECK(key(kiosk) == "review");
  decide(kiosk);
  const record::Record record = room.record();
  CHECK(record.outcome == "signed");
  REQUIRE(record.flags.size() == 1);
  CHECK(record.flags[0].cause == "question");
  CHECK(record.flags[0].page == "about");
  CHECK(record.flags[0].state == "resolved");
  CHECK(record.flags[0].closed_by == kNurse);
  CHECK(record.flags[0].closed_as == kNurseRole);
  CHECK(record.flags[0].said == "I answered the question");
}

TEST_CASE("e2e: staff answer a question about a statement, but the patient gives the answer") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "return");
  answer_until(kiosk, person, Sample::kStop);
  kiosk.tap("answer.question");
  kiosk.tap("next");
  answer_all(kiosk, person);
  const std::string ticket = wait_for_staff(kiosk);
  staff_in(kiosk);
  kiosk.tap("open." + ticket);
  resolve_all(kiosk, "explained");
  kiosk.tap("give-back");
  REQUIRE(key(kiosk) == "review");
  while (kiosk.has("more")) kiosk.tap("more");
  kiosk.tap("next");
  // Not the decision: the statement is asked again, and Next alone does not pass it.
  REQUIRE(kiosk.has("answer.yes"));
  kiosk.tap("next");
  REQUIRE(kiosk.has("answer.yes"));
  kiosk.tap("answer.yes");
  kiosk.tap("next");
  answer_all(kiosk, person);
  while (kiosk.has("more")) kiosk.tap("more");
  kiosk.tap("next");
  CHECK(key(kiosk) == "decision.patient");
  const auto& answers = kiosk.app().visit()->answers;
  std::vector<visit::Reply> replies;
  for (const visit::Answer& answer : answers) {
    if (answer.spot.block == Sample::kStop) replies.push_back(answer.reply.value());
  }
  CHECK(replies == std::vector<visit::Reply>{visit::Reply::question, visit::Reply::yes});
}

TEST_CASE("e2e: a patient takes their own question back and signs without staff") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  kiosk.tap("ask-staff");
  kiosk.tap("close");
  answer_all(kiosk, person);
  kiosk.tap("withdraw.1");
  decide(kiosk);
  const record::Record record = room.record();
  CHECK(record.outcome == "signed");
  REQUIRE(record.flags.size() == 1);
  CHECK(record.flags[0].state == "withdrawn");
  CHECK(record.flags[0].closed_by == "patient");
}

TEST_CASE(
    "e2e: a PIN near its end says so to its owner, and after its last day opens nothing (S-11)") {
  RoomOptions options;
  options.pin_until = local_date(support::ManualClock().now());
  WaitingRoom room(options);
  Harness& kiosk = room.kiosk();
  staff_in(kiosk);
  CHECK(key(kiosk) == "staff.list");
  CHECK(kiosk.shows("Your PIN ends after"));
  kiosk.wait_ms(30'000);
  kiosk.wait_ms(24LL * 3'600'000);
  staff_in(kiosk);
  CHECK(key(kiosk) == "staff.pin");
  CHECK(kiosk.shows("This PIN has ended. Please ask for a new one."));
}

TEST_CASE("e2e: a wrong PIN opens nothing, and the staff screens lock themselves") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  staff_in(kiosk, "1111");
  CHECK(key(kiosk) == "staff.pin");
  CHECK(kiosk.shows("That PIN is not known"));
  CHECK(kiosk.find("field.pin")->value.empty());
  kiosk.type(kNursePin);
  kiosk.tap("next");
  CHECK(key(kiosk) == "staff.list");
  kiosk.wait_ms(29'000);
  CHECK(key(kiosk) == "staff.list");
  kiosk.wait_ms(1'000);
  CHECK(key(kiosk) == "welcome");
}

TEST_CASE("e2e: staff stop a visit with a reason, and the record names them (P-02)") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  kiosk.tap("ask-staff");
  staff_in(kiosk);
  CHECK(key(kiosk) == "staff.visit");
  kiosk.tap("staff.stop");
  kiosk.tap("stop-visit");
  CHECK(kiosk.shows("Please choose a reason."));
  kiosk.tap("reason.wrong-patient");
  kiosk.tap("stop-visit");
  const record::Record record = room.record();
  CHECK(record.outcome == "stopped-by-staff");
  CHECK(record.outcome_reason == "wrong-patient");
  CHECK(record.outcome_by == kNurse);
  CHECK(record.outcome_as == kNurseRole);
}

}  // namespace
}  // namespace candor::e2e
