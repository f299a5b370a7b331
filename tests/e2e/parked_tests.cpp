// Pausing, walking away, coming back: the glass is hidden, nothing is lost, the kiosk is free.
#include <doctest/doctest.h>

#include "e2e/waiting_room.h"
#include "support/measured.h"

namespace candor::e2e {
namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kTicketMs = 30'000;

/// Nothing of a person is on the glass.
void expect_nothing_of(Harness& kiosk, const Person& person) {
  for (const std::string& word :
       {person.name, std::string("Ana"), std::string("A. L."), person.year, person.code}) {
    CAPTURE(word);
    CHECK_FALSE(kiosk.shows(word));
  }
}

TEST_CASE(
    "e2e: one patient pauses, another finishes, and the first goes on with every answer (S-14)") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person first;
  arrive(kiosk, first, "first");
  answer_until(kiosk, first, Sample::kStop);
  kiosk.tap("answer.yes");
  const visit::State before = *kiosk.app().visit();
  const std::string page = key(kiosk);
  kiosk.tap("pause");
  REQUIRE(key(kiosk) == "ticket");
  const std::string ticket = ticket_on_glass(kiosk);
  CHECK(kiosk.app().visit() == nullptr);
  expect_nothing_of(kiosk, first);
  kiosk.wait_ms(kTicketMs);
  REQUIRE(key(kiosk) == "welcome");
  expect_nothing_of(kiosk, first);

  Person second;
  second.name = "Bo Chen";
  second.code = "2580";
  arrive(kiosk, second, "first");
  CHECK(kiosk.app().visit()->answers.empty());
  answer_all(kiosk, second);
  CHECK_FALSE(kiosk.shows("Ana"));
  decide(kiosk);
  kiosk.tap("finish");

  come_back(kiosk, ticket, first.code);
  REQUIRE(key(kiosk) == page);
  const visit::State& after = *kiosk.app().visit();
  CHECK(after.answers == before.answers);
  CHECK(after.identity == before.identity);
  CHECK(after.id == before.id);
  CHECK(kiosk.find("answer.yes")->selected);
  CHECK(kiosk.app().parked().rows().empty());
  kiosk.tap("next");
  answer_all(kiosk, first);
  decide(kiosk);
  const auto records = room.records();
  REQUIRE(records.size() == 2);
  CHECK(records[0].patient.name == second.name);
  CHECK(records[1].patient.name == first.name);
  CHECK(records[0].visit != records[1].visit);
}

TEST_CASE("e2e: somebody comes back in the language that they choose there (A-11)") {
  WaitingRoom room(speaking({"es"}));
  Harness& kiosk = room.kiosk();
  Person person;
  person.language = "es";
  arrive(kiosk, person, "first");
  kiosk.tap("pause");
  const std::string ticket = ticket_on_glass(kiosk);
  kiosk.wait_ms(30'000);
  REQUIRE(key(kiosk) == "welcome");
  kiosk.tap("return");
  CHECK(kiosk.app().page().language == "en");
  tap_somewhere(kiosk, "language.es");
  CHECK(key(kiosk) == "return.ticket");
  CHECK(kiosk.app().page().language == "es");
  kiosk.type(ticket.substr(2));
  kiosk.tap("next");
  CHECK(kiosk.app().page().language == "es");
  kiosk.type("0000");
  kiosk.tap("next");
  CHECK(kiosk.shows("El boleto y el código no coinciden."));
  kiosk.tap("back");
  // Nobody inherits it.
  kiosk.tap("return");
  CHECK(kiosk.app().page().language == "en");
}

TEST_CASE("e2e: from a ticket's screen one goes on in its language (A-11)") {
  WaitingRoom room(speaking({"es"}));
  Harness& kiosk = room.kiosk();
  Person person;
  person.language = "es";
  arrive(kiosk, person, "first");
  kiosk.tap("pause");
  REQUIRE(key(kiosk) == "ticket");
  kiosk.tap("return");
  CHECK(key(kiosk) == "return.ticket");
  CHECK(kiosk.app().page().language == "es");
}

TEST_CASE("e2e: after three wrong codes only staff open a visit that waits") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  answer_until(kiosk, person, Sample::kMood);
  const std::string page = key(kiosk);
  const auto answers = kiosk.app().visit()->answers;
  kiosk.tap("pause");
  const std::string ticket = ticket_on_glass(kiosk);
  come_back(kiosk, ticket, "0000");
  CHECK(kiosk.shows("Ticket and code do not fit"));
  kiosk.type("1111");
  kiosk.tap("next");
  CHECK(kiosk.shows("Ticket and code do not fit"));
  kiosk.type("2222");
  kiosk.tap("next");
  CHECK(kiosk.shows("Only staff can open this now"));
  kiosk.type(person.code);
  kiosk.tap("next");
  CHECK(kiosk.shows("Only staff can open this now"));
  expect_nothing_of(kiosk, person);
  kiosk.tap("back");
  CHECK(key(kiosk) == "welcome");
  staff_in(kiosk);
  kiosk.tap("open." + ticket);
  CHECK_FALSE(kiosk.shows(person.name));
  kiosk.tap("give-back");
  CHECK(key(kiosk) == page);
  CHECK(kiosk.app().visit()->answers == answers);
}

TEST_CASE("e2e: the ticket has the same nameless mark for staff as the welcome screen") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  bool needed = false;
  SUBCASE("when nobody needs staff") {}
  SUBCASE("when somebody asked for them") {
    kiosk.tap("ask-staff");
    needed = true;
  }
  kiosk.tap("pause");
  REQUIRE(key(kiosk) == "ticket");
  CHECK(kiosk.shows("Staff needed") == needed);
  kiosk.wait_ms(kTicketMs);
  REQUIRE(key(kiosk) == "welcome");
  CHECK(kiosk.shows("Staff needed") == needed);
}

/// Half of the form about the ride, nothing of it given.
void begin_the_form(Harness& kiosk) {
  const Person person;
  arrive(kiosk, person, "first");
  answer_until(kiosk, person, Sample::kRide);
  kiosk.tap("field.name");
  kiosk.type("Max");
  kiosk.tap("key.done");
  kiosk.tap("option.means.friend");
}

void expect_half_the_form(Harness& kiosk) {
  CHECK(kiosk.find("field.name")->value == "Max");
  CHECK(kiosk.find("option.means.friend")->selected);
}

TEST_CASE("e2e: what was typed and not yet given is still there after the screen was hidden") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  begin_the_form(kiosk);
  const std::string page = key(kiosk);
  const auto answers = kiosk.app().visit()->answers;
  SUBCASE("by Pause") {
    kiosk.tap("pause");
    const std::string ticket = ticket_on_glass(kiosk);
    CHECK_FALSE(kiosk.shows("Max"));
    come_back(kiosk, ticket, person.code);
  }
  SUBCASE("by Pause, and staff looked at it in between") {
    kiosk.tap("pause");
    const std::string ticket = ticket_on_glass(kiosk);
    staff_in(kiosk);
    kiosk.tap("open." + ticket);
    CHECK_FALSE(kiosk.shows("Max"));
    kiosk.wait_ms(30'000);
    REQUIRE(key(kiosk) == "welcome");
    come_back(kiosk, ticket, person.code);
  }
  SUBCASE("by Pause, and staff handed it back") {
    kiosk.tap("pause");
    const std::string ticket = ticket_on_glass(kiosk);
    staff_in(kiosk);
    kiosk.tap("open." + ticket);
    kiosk.tap("give-back");
  }
  SUBCASE("by a quiet time") {
    kiosk.wait_ms(2 * kMinute);
    REQUIRE(key(kiosk) == "still-there");
    CHECK_FALSE(kiosk.shows("Max"));
    kiosk.tap("still-here");
  }
  SUBCASE("by a longer quiet time") {
    kiosk.wait_ms(2 * kMinute);
    kiosk.wait_ms(30'000);
    const std::string ticket = ticket_on_glass(kiosk);
    come_back(kiosk, ticket, person.code);
  }
  SUBCASE("by the staff door, which somebody went through") {
    kiosk.tap("ask-staff");
    staff_in(kiosk);
    CHECK_FALSE(kiosk.shows("Max"));
    resolve_all(kiosk);
    kiosk.tap("give-back");
  }
  SUBCASE("by the staff door, which nobody went through") {
    kiosk.tap("ask-staff");
    kiosk.tap("staff");
    CHECK_FALSE(kiosk.shows("Max"));
    kiosk.wait_ms(60'000);
  }
  REQUIRE(key(kiosk) == page);
  expect_half_the_form(kiosk);
  CHECK(kiosk.app().visit()->answers == answers);
  kiosk.tap("next");
  CHECK(key(kiosk) != page);
}

TEST_CASE(
    "e2e: what was typed and not given is in no record, and the next person sees none of it") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  begin_the_form(kiosk);
  const auto answers = kiosk.app().visit()->answers.size();
  kiosk.tap("pause");
  kiosk.wait_ms(30'000);
  Person second;
  second.name = "Bo Chen";
  arrive(kiosk, second, "first");
  answer_until(kiosk, second, Sample::kRide);
  CHECK_FALSE(kiosk.shows("Max"));
  CHECK_FALSE(kiosk.find("option.means.friend")->selected);
  kiosk.tap("stop");
  kiosk.tap("stop.paper");
  kiosk.tap("finish");
  kiosk.wait_ms(30 * kMinute);
  const auto records = room.records();
  REQUIRE(records.size() == 2);
  CHECK(records[1].outcome == "unfinished");
  CHECK(records[1].answers.size() == answers);
  for (const record::Entry& entry : room.entries()) {
    CHECK(room.content(entry).find("Max") == std::string::npos);
  }
}

TEST_CASE("e2e: a visit that staff only looked at waits again under its ticket") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  kiosk.tap("pause");
  const std::string ticket = ticket_on_glass(kiosk);
  staff_in(kiosk);
  kiosk.tap("open." + ticket);
  kiosk.wait_ms(30'000);
  CHECK(key(kiosk) == "welcome");
  CHECK(kiosk.app().visit() == nullptr);
  come_back(kiosk, ticket, person.code);
  CHECK(kiosk.app().visit() != nullptr);
  CHECK(kiosk.app().visit()->identity.name == person.name);
}

TEST_CASE("e2e: before anything was given, walking away leaves nothing behind") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  kiosk.tap("language.en");
  kiosk.tap("who.patient");
  kiosk.type("Ana");
  kiosk.wait_ms(2 * kMinute);
  CHECK(kiosk.shows("Are you still there?"));
  kiosk.wait_ms(30'000);
  CHECK(key(kiosk) == "welcome");
  CHECK(kiosk.app().visit() == nullptr);
  CHECK(kiosk.app().parked().rows().empty());
  CHECK_FALSE(kiosk.shows("Ana"));
  CHECK(room.entries().empty());
}

TEST_CASE(
    "e2e: a slow reader says ten times that they are still here and stays where they were (T-22)") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  const std::string page = key(kiosk);
  for (int i = 0; i < 10; ++i) {
    kiosk.wait_ms(2 * kMinute - 1);
    REQUIRE(key(kiosk) == page);
    kiosk.wait_ms(1);
    REQUIRE(key(kiosk) == "still-there");
    kiosk.wait_ms(20'000);
    CHECK(kiosk.shows("10 seconds"));
    kiosk.tap("still-here");
    REQUIRE(key(kiosk) == page);
  }
  CHECK(kiosk.app().parked().rows().empty());
  support::measured("T-22", "10 times in a row, one touch each");
}

TEST_CASE("e2e: with large text the question comes after twice the time (T-21)") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  kiosk.tap("display");
  kiosk.tap("size.large");
  tap_somewhere(kiosk, "close");
  kiosk.wait_ms(4 * kMinute - 1);
  CHECK(key(kiosk) != "still-there");
  kiosk.wait_ms(1);
  CHECK(key(kiosk) == "still-there");
  kiosk.wait_ms(30'000 - 1);
  CHECK(key(kiosk) == "still-there");
  kiosk.wait_ms(1);
  CHECK(key(kiosk) == "ticket");
  support::measured("T-21",
                    "asked after 120.000 s, with large text after 240.000 s; 30 s to answer");
}

TEST_CASE(
    "e2e: silence hides the screen, and after 30 minutes the visit is stored as unfinished "
    "(P-01)") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  answer_until(kiosk, person, Sample::kRide);
  kiosk.wait_ms(2 * kMinute);
  kiosk.wait_ms(29'999);
  CHECK(key(kiosk) == "still-there");
  kiosk.wait_ms(1);
  CHECK(key(kiosk) == "ticket");
  expect_nothing_of(kiosk, person);
  REQUIRE(kiosk.app().parked().rows().size() == 1);
  kiosk.wait_ms(30 * kMinute - 1);
  CHECK(key(kiosk) == "welcome");
  CHECK(kiosk.app().parked().rows().size() == 1);
  CHECK(room.records().empty());
  kiosk.wait_ms(1);
  CHECK(kiosk.app().parked().rows().empty());
  const record::Record record = room.record();
  CHECK(record.outcome == "unfinished");
  CHECK(record.patient.name == person.name);
  CHECK(record.answers.size() == 2);
  CHECK(record.signatures.empty());
}

}  // namespace
}  // namespace candor::e2e
