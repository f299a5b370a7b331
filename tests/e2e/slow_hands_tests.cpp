// A new user with wrong input and slow hands: nothing breaks, nothing is lost, the way on is said.
#include <doctest/doctest.h>

#include "e2e/waiting_room.h"

namespace candor::e2e {
namespace {

constexpr std::int64_t kHour = 3'600'000;

std::string typed(Harness& kiosk, const std::string& field) {
  const ui::Node* node = kiosk.find("field." + field);
  if (node == nullptr) throw Stuck("no field '" + field + "':\n" + kiosk.text_on_glass());
  return node->value;
}

void to_year(Harness& kiosk, int month, int day) {
  kiosk.tap("language.en");
  kiosk.tap("who.patient");
  kiosk.type("Ana Lopez");
  kiosk.tap("next");
  kiosk.tap("month." + std::to_string(month));
  kiosk.tap("day." + std::to_string(day));
}

TEST_CASE("e2e: a date of birth that cannot be is explained and can be put right") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  to_year(kiosk, 2, 29);
  for (const char* year : {"", "58", "1900", "1850", "2099", "1957"}) {
    CAPTURE(year);
    kiosk.type(year);
    kiosk.tap("next");
    CHECK(key(kiosk) == "identity.year");
    CHECK(kiosk.shows("Please"));
    while (!typed(kiosk, "year").empty()) kiosk.tap("key.erase");
  }
  kiosk.tap("back");
  kiosk.tap("day.28");
  kiosk.type("1957");
  kiosk.tap("next");
  CHECK(key(kiosk) == "identity.code");
  CHECK(kiosk.app().visit()->identity.birth == Date{1957, 2, 28});
}

TEST_CASE("e2e: Next on an empty page says what is missing and stays") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  SUBCASE("a name") {
    kiosk.tap("language.en");
    kiosk.tap("who.patient");
    kiosk.tap("next");
    CHECK(kiosk.shows("Please type a name."));
    kiosk.type("A");
    kiosk.tap("key.space");
    kiosk.tap("next");
    CHECK(kiosk.app().visit()->identity.name == "A");
  }
  SUBCASE("a code of two digits") {
    to_year(kiosk, 4, 12);
    kiosk.type(person.year);
    kiosk.tap("next");
    kiosk.type("47");
    kiosk.tap("next");
    CHECK(kiosk.shows("Please type four digits."));
    CHECK(key(kiosk) == "identity.code");
  }
  SUBCASE("an answer, on every screen that asks for one") {
    arrive(kiosk, person, "first");
    int asked = 0;
    while (kiosk.app().visit()->stage == visit::Stage::steps) {
      const int step = kiosk.app().visit()->step;
      const auto now = visit::current_step(kiosk.app().pack(), *kiosk.app().visit());
      REQUIRE(now);
      if (now->kind != visit::StepKind::read) {
        while (kiosk.has("more")) kiosk.tap("more");
        const bool check = now->kind == visit::StepKind::check;
        const std::size_t words = kiosk.text_on_glass().size();
        kiosk.tap(check ? "check" : "next");
        CHECK(kiosk.app().visit()->step == step);
        CHECK(kiosk.app().visit()->stage == visit::Stage::steps);
        // The page says more than before.
        CAPTURE(kiosk.text_on_glass());
        CHECK(kiosk.text_on_glass().size() > words);
        ++asked;
      }
      while (kiosk.has("above")) kiosk.tap("above");
      REQUIRE(answer_step(kiosk, person));
    }
    CHECK(asked >= 5);
    while (kiosk.has("more")) kiosk.tap("more");
    kiosk.tap("next");
    while (kiosk.has("more")) kiosk.tap("more");
    kiosk.tap("sign");
    CHECK(kiosk.shows("Please sign in the box"));
    CHECK(kiosk.app().visit()->signatures.empty());
  }
}

TEST_CASE("e2e: another language, size and colour in the middle of a form lose nothing") {
  WaitingRoom room(speaking({"es"}));
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  answer_until(kiosk, person, Sample::kRide);
  kiosk.tap("field.name");
  kiosk.type("Max");
  kiosk.tap("key.done");
  kiosk.tap("option.means.friend");
  kiosk.tap("language");
  kiosk.tap("language.es");
  kiosk.tap("display");
  kiosk.tap("size.largest");
  while (!kiosk.has("theme.black")) kiosk.tap("more");
  kiosk.tap("theme.black");
  kiosk.tap("close");
  kiosk.tap("display");
  while (!kiosk.has("size.medium")) kiosk.tap("more");
  kiosk.tap("size.medium");
  kiosk.tap("close");
  kiosk.tap("language");
  kiosk.tap("language.en");
  CHECK(typed(kiosk, "name") == "Max");
  REQUIRE(kiosk.has("option.means.friend"));
  CHECK(kiosk.find("option.means.friend")->selected);
  kiosk.tap("next");
  const visit::State& state = *kiosk.app().visit();
  bool given = false;
  for (const visit::Answer& answer : state.answers) given = given || answer.text == "Max";
  CHECK(given);
}

/// At every screen of a visit: hide it, come back; look at the ways to stop, go on.
TEST_CASE(
    "e2e: every screen can be hidden and every screen can be stopped, and goes on as it was") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  int screens = 0;
  const auto try_it = [&] {
    const std::string page = key(kiosk);
    CAPTURE(page);
    const auto answers = kiosk.app().visit()->answers;
    const int step = kiosk.app().visit()->step;
    kiosk.tap("pause");
    come_back(kiosk, ticket_on_glass(kiosk), person.code);
    CHECK(key(kiosk) == page);
    kiosk.tap("stop");
    REQUIRE(key(kiosk) == "panel.stop");
    kiosk.tap("stop.no");
    REQUIRE(key(kiosk) == "decline");
    kiosk.tap("decline.back");
    CHECK(key(kiosk) == page);
    CHECK(kiosk.app().visit()->answers == answers);
    CHECK(kiosk.app().visit()->step == step);
    ++screens;
  };
  while (kiosk.app().visit()->stage == visit::Stage::steps) {
    try_it();
    REQUIRE(answer_step(kiosk, person));
  }
  REQUIRE(key(kiosk) == "review");
  try_it();
  while (kiosk.has("more")) kiosk.tap("more");
  kiosk.tap("next");
  REQUIRE(key(kiosk) == "decision.patient");
  try_it();
  CHECK(screens >= 9);
  CHECK(room.records().empty());
}

TEST_CASE("e2e: when eight visits wait, the ninth is hidden where it is, and opens with its code") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  Person person;
  for (int i = 0; i < 8; ++i) {
    person.name = std::string("Guest ") + static_cast<char>('A' + i);
    arrive(kiosk, person, "return");
    kiosk.tap("pause");
    kiosk.wait_ms(30'000);
    REQUIRE(key(kiosk) == "welcome");
  }
  Person last;
  last.name = "Zoe Last";
  last.code = "8642";
  arrive(kiosk, last, "first");
  answer_until(kiosk, last, Sample::kRide);
  kiosk.tap("field.name");
  kiosk.type("Max");
  const std::string page = key(kiosk);
  kiosk.tap("pause");
  CHECK(key(kiosk) != page);
  CHECK_FALSE(kiosk.shows("Zoe"));
  CHECK_FALSE(kiosk.shows("Max"));
  kiosk.wait_ms(60'000);
  CHECK_FALSE(kiosk.shows("Zoe"));
  CHECK_FALSE(kiosk.has("language.en"));
  kiosk.tap("return");
  SUBCASE("at once") {}
  SUBCASE("after a wrong one") {
    kiosk.type("1111");
    kiosk.tap("next");
    CHECK(kiosk.shows("That code does not fit"));
    CHECK_FALSE(kiosk.shows("Zoe"));
  }
  kiosk.type(last.code);
  kiosk.tap("next");
  CHECK(key(kiosk) == page);
  CHECK(typed(kiosk, "name") == "Max");
}

TEST_CASE("e2e: at closing time every visit that waits for staff is stored as unfinished") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  Person person;
  for (int i = 0; i < 3; ++i) {
    person.name = std::string("Guest ") + static_cast<char>('A' + i);
    arrive(kiosk, person, "return");
    kiosk.tap("ask-staff");
    kiosk.tap("pause");
    kiosk.wait_ms(30'000);
    REQUIRE(key(kiosk) == "welcome");
  }
  kiosk.wait_ms(4 * kHour);
  CHECK(kiosk.app().parked().rows().empty());
  CHECK_FALSE(kiosk.shows("Staff needed"));
  CHECK_FALSE(kiosk.has("return"));
  const auto records = room.records();
  REQUIRE(records.size() == 3);
  for (const record::Record& record : records) CHECK(record.outcome == "unfinished");
}

}  // namespace
}  // namespace candor::e2e
