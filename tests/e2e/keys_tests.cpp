// A visit without a finger: by keys, and by two switches.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "e2e/waiting_room.h"
#include "support/measured.h"

namespace candor::e2e {
namespace {

/// A room in which nobody touches the glass: keys alone, unless a test says otherwise.
struct Keyed {
  explicit Keyed(Hands hands = Hands::keys, const RoomOptions& options = {}) : room(options) {
    kiosk.use(hands);
  }

  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  Person person;
};

void expect_signed_by_press(const WaitingRoom& room) {
  const record::Record record = room.record();
  CHECK(record.outcome == "signed");
  REQUIRE(record.signatures.size() == 2);
  CHECK(record.signatures[0].role == "patient");
  CHECK(record.signatures[0].name == record.patient.name);
  CHECK(record.signatures[1].role == "witness");
  CHECK(record.signatures[1].name == "Wim");
  for (const record::Signature& signature : record.signatures) {
    CHECK(signature.how == "confirmed");
    CHECK(signature.strokes.empty());
    CHECK_FALSE(signature.meaning.empty());
  }
}

void finish(Harness& kiosk) {
  tap_somewhere(kiosk, "finish");
  REQUIRE(key(kiosk) == "welcome");
}

/// Two switches, somebody of few words, and Arabic among the languages.
struct Switched : Keyed {
  Switched() : Keyed(Hands::switches, speaking({"ar"})) { person = of_few_words(); }
};

TEST_CASE_FIXTURE(
    Keyed, "e2e: keys alone lead from the welcome screen to a signed record (A-14, A-16, A-17)") {
  arrive(kiosk, person, "first");
  answer_all(kiosk, person);
  REQUIRE(key(kiosk) == "review");
  decide_by_press(kiosk);
  CHECK(kiosk.touches() == 0);
  expect_signed_by_press(room);
  finish(kiosk);
  CHECK_FALSE(kiosk.app().shows_focus());
}

TEST_CASE_FIXTURE(Keyed, "e2e: keys alone lead to a no, from any page") {
  arrive(kiosk, person, "first");
  answer_until(kiosk, person, Sample::kCheck);
  kiosk.tap("stop");
  kiosk.tap("stop.no");
  tap_somewhere(kiosk, "decline.no-reason");
  CHECK(key(kiosk) == "receipt");
  CHECK(room.record().outcome == "declined");
  CHECK(kiosk.touches() == 0);
  finish(kiosk);
}

TEST_CASE_FIXTURE(
    Switched, "e2e: two switches alone lead to a signed record, in English and in Arabic (A-15)") {
  SUBCASE("English") {}
  SUBCASE("Arabic") {
    person.language = "ar";
  }
  arrive(kiosk, person, "first");
  CHECK(kiosk.app().page().right_to_left == (person.language == "ar"));
  answer_all(kiosk, person);
  REQUIRE(key(kiosk) == "review");
  decide_by_press(kiosk);
  CHECK(kiosk.touches() == 0);
  expect_signed_by_press(room);
  support::measured(
      "A-15", fmt::format("a signed record with {} presses of two switches", kiosk.strikes()));
}

TEST_CASE_FIXTURE(Switched,
                  "e2e: two switches alone lead to a no, in English and in Arabic (A-15)") {
  SUBCASE("English") {}
  SUBCASE("Arabic") {
    person.language = "ar";
  }
  arrive(kiosk, person, "first");
  kiosk.tap("stop");
  kiosk.tap("stop.no");
  tap_somewhere(kiosk, "decline.no-reason");
  CHECK(room.record().outcome == "declined");
  CHECK(kiosk.touches() == 0);
}

TEST_CASE_FIXTURE(
    Keyed,
    "e2e: the set-up of switches is guided, works by them alone, and ends with the visit (A-15, "
    "T-19)") {
  kiosk.use(Hands::switches);
  CHECK_FALSE(kiosk.has("keys"));
  kiosk.strike(kiosk::Key::move);
  REQUIRE(kiosk.has("keys"));
  kiosk.tap("keys");
  CHECK(kiosk.find("hold.0")->selected);
  kiosk.tap("hold.500");
  CHECK(kiosk.find("hold.500")->selected);
  // From here on a short press does nothing, a long one acts.
  const std::string before = kiosk.app().focused()->id;
  kiosk.strike(kiosk::Key::move);
  CHECK(kiosk.app().focused()->id == before);
  const auto hold = [&](kiosk::Key which) {
    kiosk.wait_ms(700);
    kiosk.window().post_key({which, 0});
    kiosk.settle();
    kiosk.wait_ms(500);
    kiosk.window().post_key({which, 0, kiosk::KeyEdge::release});
    kiosk.settle();
  };
  const auto hold_on = [&](const std::string& name) {
    for (int i = 0; i < 40 && kiosk.app().focused()->id != name; ++i) hold(kiosk::Key::move);
    REQUIRE(kiosk.app().focused()->id == name);
    hold(kiosk::Key::select);
  };
  hold_on("next");
  hold_on("repeat.2000");
  hold_on("next");
  hold_on("double.1000");
  CHECK(kiosk.find("double.1000")->selected);
  hold_on("next");
  CHECK(key(kiosk) == "keys.3");
  hold_on("keys.press");
  hold(kiosk::Key::select);
  CHECK(kiosk.shows("2"));
  hold_on("keys.done");
  REQUIRE(key(kiosk) == "welcome");
  // Kept for the visit, and gone with it.
  hold_on("language.en");
  CHECK(key(kiosk) == "who");
  kiosk.strike(kiosk::Key::select);
  CHECK(key(kiosk) == "who");
  kiosk.wait_ms(4 * 60'000);
  kiosk.wait_ms(30'000);
  kiosk.wait_ms(60'000);
  REQUIRE(key(kiosk) == "welcome");
  CHECK_FALSE(kiosk.app().shows_focus());
  kiosk.strike(kiosk::Key::move);
  CHECK(kiosk.app().shows_focus());
  kiosk.tap("keys");
  CHECK(kiosk.find("hold.0")->selected);
  kiosk.tap("next");
  CHECK(kiosk.find("repeat.0")->selected);
  kiosk.tap("next");
  CHECK_FALSE(kiosk.find("double.1000")->selected);
}

TEST_CASE_FIXTURE(
    Keyed,
    "e2e: the set-up of switches is in reach during a visit, and loses nothing of it (A-15)") {
  kiosk.use(Hands::switches);
  person = of_few_words();
  arrive(kiosk, person, "first");
  answer_until(kiosk, person, Sample::kCheck);
  tap_somewhere(kiosk, "option.wait");
  const auto stage = kiosk.app().visit()->step;
  kiosk.tap("display");
  tap_somewhere(kiosk, "size.large");
  tap_somewhere(kiosk, "keys");
  REQUIRE(key(kiosk) == "keys.0");
  CHECK(kiosk.app().page().size == visit::TextSize::large);
  // Nothing of the visit is on the glass meanwhile.
  CHECK_FALSE(kiosk.shows("When may you drive?"));
  kiosk.tap("next");
  tap_somewhere(kiosk, "repeat.1000");
  kiosk.tap("next");
  kiosk.tap("next");
  kiosk.tap("keys.done");
  REQUIRE(kiosk.app().visit() != nullptr);
  CHECK(kiosk.app().visit()->step == stage);
  find_somewhere(kiosk, "option.wait");
  CHECK(kiosk.find("option.wait")->selected);
}

TEST_CASE_FIXTURE(Keyed, "e2e: letters of a real keyboard go into the field, and Enter ends it") {
  kiosk.use(Hands::finger);
  kiosk.tap("language.en");
  kiosk.tap("who.patient");
  for (const char32_t letter : std::u32string(U"Anna")) {
    kiosk.strike(kiosk::Key::character, letter);
  }
  kiosk.strike(kiosk::Key::space);
  for (const char32_t letter : std::u32string(U"Núñezz")) {
    kiosk.strike(kiosk::Key::character, letter);
  }
  kiosk.strike(kiosk::Key::backspace);
  CHECK(kiosk.find("field.name")->value == "Anna Núñez");
  kiosk.wait_ms(600);
  kiosk.strike(kiosk::Key::enter);
  CHECK(key(kiosk) == "identity.month");
  CHECK(kiosk.app().visit()->identity.name == "Anna Núñez");
  kiosk.tap("month.4");
  kiosk.tap("day.12");
  // A year takes digits only.
  for (const char32_t letter : std::u32string(U"1x9-58")) {
    kiosk.strike(kiosk::Key::character, letter);
  }
  CHECK(kiosk.find("field.year")->value == "1958");
}

TEST_CASE_FIXTURE(
    Keyed,
    "e2e: a press right after a page change does nothing, and a second strike neither (T-05, "
    "T-06)") {
  arrive(kiosk, person, "first");
  const int step = kiosk.app().visit()->step;
  kiosk.wait_ms(600);
  while (kiosk.has("more")) kiosk.tap("more");
  kiosk.wait_ms(600);
  kiosk.focus_on("next");
  kiosk.strike(kiosk::Key::enter);
  CHECK(kiosk.app().visit()->step == step + 1);
  kiosk.strike(kiosk::Key::enter);
  kiosk.wait_ms(300);
  kiosk.strike(kiosk::Key::enter);
  kiosk.strike(kiosk::Key::space);
  CHECK(kiosk.app().visit()->step == step + 1);
}

TEST_CASE_FIXTURE(Keyed, "e2e: staff's door, list and sheet can be worked by keys alone") {
  arrive(kiosk, person, "first");
  kiosk.tap("ask-staff");
  REQUIRE(key(kiosk) == "panel.asked");
  kiosk.tap("pause");
  const std::string ticket = ticket_on_glass(kiosk);
  staff_in(kiosk);
  kiosk.tap("open." + ticket);
  resolve_all(kiosk);
  kiosk.tap("give-back");
  CHECK(kiosk.app().visit() != nullptr);
  CHECK(visit::blocking_flags(*kiosk.app().visit()).empty());
  CHECK(kiosk.touches() == 0);
}

TEST_CASE("e2e: the focus stays through language, size, colours and More (A-14)") {
  WaitingRoom room(speaking({"es"}));
  Harness& kiosk = room.kiosk();
  kiosk.use(Hands::keys);
  const Person person;
  arrive(kiosk, person, "first");
  kiosk.tap("display");
  kiosk.tap("theme.black");
  CHECK(kiosk.app().focused()->id == "theme.black");
  kiosk.tap("size.large");
  CHECK(kiosk.app().focused()->id == "size.large");
  tap_somewhere(kiosk, "close");
  CHECK(kiosk.app().focused()->id == "display");
  kiosk.tap("language");
  kiosk.tap("language.es");
  CHECK(kiosk.app().focused()->id == "language");
  kiosk.tap("display");
  tap_somewhere(kiosk, "size.largest");
  tap_somewhere(kiosk, "close");
  kiosk.wait_ms(600);
  int parts = 0;
  while (kiosk.has("more")) {
    kiosk.tap("more");
    ++parts;
    REQUIRE(kiosk.app().focused() != nullptr);
    const std::string id = kiosk.app().focused()->id;
    CAPTURE(id);
    CHECK((id == "more" || id == "next"));
  }
  CHECK(parts > 0);
}

TEST_CASE("e2e: each language types its own names, and the record holds them in NFC") {
  WaitingRoom room(speaking({"ar", "es", "ru", "vi", "zh-Hans"}));
  Harness& kiosk = room.kiosk();

  struct Name {
    const char* language;
    std::vector<std::string> keys;
    const char* name;
  };

  const std::vector<Name> names{
      {"es", {"María Núñez"}, "María Núñez"},
      {"vi", {"Nguyên", "tilde", " Thi", "dot", " Anh", "acute"}, "Nguyễn Thị Ánh"},
      {"ru", {"Иван Щукин"}, "Иван Щукин"},
      {"ar", {"محمد علي"}, "محمد علي"},
      {"zh-Hans", {"wang", "王", "xiao", "小", "ming", "明"}, "王小明"}};
  for (const Name& each : names) {
    CAPTURE(each.name);
    kiosk.tap(std::string("language.") + each.language);
    kiosk.tap("who.patient");
    for (const std::string& part : each.keys) {
      if (kiosk.has("key." + part))
        kiosk.tap("key." + part);
      else
        kiosk.type(part);
    }
    CHECK(kiosk.find("field.name")->value == each.name);
    kiosk.tap("next");
    kiosk.tap("month.4");
    kiosk.tap("day.12");
    kiosk.type("1958");
    kiosk.tap("next");
    kiosk.type("4711");
    kiosk.tap("next");
    CHECK(kiosk.shows(each.name));
    kiosk.tap("identity.yes");
    kiosk.tap("stop");
    kiosk.tap("stop.no");
    tap_somewhere(kiosk, "decline.no-reason");
    REQUIRE(key(kiosk) == "receipt");
    finish(kiosk);
  }
  const auto records = room.records();
  REQUIRE(records.size() == names.size());
  // These are written here in NFC, so that equal bytes are NFC too.
  for (std::size_t i = 0; i < names.size(); ++i) CHECK(records[i].patient.name == names[i].name);
}

TEST_CASE_FIXTURE(
    Keyed,
    "e2e: help is one press away on every page, and its record says when it was answered (A-20, "
    "T-24)") {
  kiosk.use(Hands::finger);
  std::optional<ui::Rect> place;
  int pages = 0;
  const auto look = [&](const std::string& where) {
    CAPTURE(where);
    const ui::Node* help = kiosk.find("ask-staff");
    REQUIRE(help != nullptr);
    ++pages;
    if (place && kiosk.app().page().language == "en") {
      CHECK(help->rect.x == doctest::Approx(place->x));
      CHECK(help->rect.y == doctest::Approx(place->y));
    }
    place = help->rect;
  };
  arrive(kiosk, person, "first", [&](const std::string& where) {
    if (where == "welcome") return;
    look(where);
    if (where != "who") return;
    for (const char* sheet : {"language", "display", "stop"}) {
      kiosk.tap(sheet);
      look(sheet);
      kiosk.tap("close");
    }
  });
  answer_all(kiosk, person, look);
  find_somewhere(kiosk, "next");
  kiosk.tap("next");
  look("decision");
  tap_somewhere(kiosk, "sign.another-way");
  look("another way");
  kiosk.tap("ask-staff");
  CHECK(key(kiosk) == "panel.asked");
  kiosk.wait_ms(100'000);
  kiosk.tap("staff");
  kiosk.type(kNursePin);
  kiosk.tap("next");
  resolve_all(kiosk);
  kiosk.tap("give-back");
  kiosk.tap("no");
  look("no");
  tap_somewhere(kiosk, "decline.no-reason");
  const record::Record record = room.record();
  REQUIRE(record.flags.size() == 1);
  CHECK(record.flags[0].state == "resolved");
  CHECK(record.flags[0].closed_by == kNurse);
  REQUIRE(record.flags[0].closed_at);
  const std::int64_t waited =
      record.flags[0].closed_at->steady_ms - record.flags[0].raised_at.steady_ms;
  CHECK(waited >= 100'000);
  CHECK(waited < 130'000);
  support::measured("T-24", fmt::format("help in one place on {} pages", pages));
  support::measured("A-20", fmt::format("answered after {} s, as the record says", waited / 1000));
}

}  // namespace
}  // namespace candor::e2e
