// Language, text size and colours can change at any time; nothing is lost and nothing is cut off.
#include <doctest/doctest.h>

#include <set>

#include "e2e/waiting_room.h"
#include "support/measured.h"
#include "visit/visit.h"

namespace candor::e2e {
namespace {

/// Every widget lies on the glass, whole.
void expect_on_glass(Harness& kiosk) {
  const kiosk::WindowSize glass = kiosk.window().size();
  for (const ui::Node& node : kiosk.app().nodes()) {
    CAPTURE(key(kiosk));
    CAPTURE(node.id);
    CAPTURE(node.label);
    CHECK(node.rect.x >= -0.5F);
    CHECK(node.rect.y >= -0.5F);
    CHECK(node.rect.right() <= float(glass.width) + 0.5F);
    CHECK(node.rect.bottom() <= float(glass.height) + 0.5F);
  }
}

void choose_size(Harness& kiosk, const std::string& size) {
  kiosk.tap("display");
  while (!kiosk.has("size." + size) && kiosk.has("more")) kiosk.tap("more");
  kiosk.tap("size." + size);
  expect_on_glass(kiosk);
  while (kiosk.has("more")) kiosk.tap("more");
  kiosk.tap("close");
}

TEST_CASE(
    "e2e: with the largest text every block is still shown, through More, and none is cut (T-12)") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  choose_size(kiosk, "largest");
  const OnScreen look = [&](const std::string&) { expect_on_glass(kiosk); };
  REQUIRE(kiosk.has("more"));
  CHECK_FALSE(kiosk.has("next"));
  answer_all(kiosk, person, look);
  CHECK(key(kiosk) == "review");
  std::set<std::string> shown;
  for (const visit::ShownBlock& block : kiosk.app().visit()->shown) {
    if (block.size == visit::TextSize::largest) {
      shown.insert(block.spot.page + "/" + block.spot.block);
    }
  }
  for (const visit::Step& step : visit::steps_of(kiosk.app().pack(), "first")) {
    if (step.kind == visit::StepKind::sign) continue;
    for (std::size_t i = step.first; i < step.first + step.count; ++i) {
      const std::string spot = step.page->id + "/" + step.page->blocks[i].id;
      CAPTURE(spot);
      CHECK(shown.contains(spot));
    }
  }
  while (kiosk.has("more")) {
    expect_on_glass(kiosk);
    kiosk.tap("more");
  }
  kiosk.tap("next");
  expect_on_glass(kiosk);
}

TEST_CASE(
    "e2e: a change of text size, colours or language loses no answer, given or only chosen "
    "(S-14)") {
  WaitingRoom room(speaking({"es"}));
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "return");
  answer_until(kiosk, person, Sample::kMood);
  const std::string page = key(kiosk);
  const auto answers = kiosk.app().visit()->answers;
  kiosk.tap("option.fine");
  choose_size(kiosk, "largest");
  CHECK(key(kiosk) == page);
  while (!kiosk.has("option.fine")) kiosk.tap("more");
  CHECK(kiosk.find("option.fine")->selected);
  choose_size(kiosk, "medium");
  kiosk.tap("display");
  kiosk.tap("theme.black");
  kiosk.tap("close");
  CHECK(kiosk.app().page().theme == visit::Theme::black);
  kiosk.tap("language");
  kiosk.tap("language.es");
  CHECK(key(kiosk) == page);
  CHECK(kiosk.find("option.fine")->selected);
  CHECK(kiosk.find("option.fine")->label == "Bien");
  CHECK(kiosk.app().visit()->answers == answers);
  kiosk.tap("next");
  CHECK(kiosk.app().visit()->answers.size() == answers.size() + 1);
  CHECK(kiosk.app().visit()->answers.back().language == "es");
}

TEST_CASE("e2e: one of several chosen things is taken back without losing the others") {
  RoomOptions options;
  options.prepare = [](const support::SamplePack& pack) {
    pack.replace("sample/pages/20-safety.json", R"("private": true,
      "options")",
                 R"("private": true, "multiple": true,
      "options")");
  };
  WaitingRoom room(options);
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "return");
  answer_until(kiosk, person, Sample::kMood);
  kiosk.tap("option.fine");
  kiosk.tap("option.low");
  kiosk.tap("next");
  kiosk.tap("back");
  CHECK(kiosk.find("option.fine")->selected);
  CHECK(kiosk.find("option.low")->selected);
  kiosk.tap("option.low");
  CHECK(kiosk.find("option.fine")->selected);
  CHECK_FALSE(kiosk.find("option.low")->selected);
  kiosk.tap("next");
  CHECK(kiosk.app().visit()->answers.back().options == std::vector<std::string>{"fine"});
}

TEST_CASE("e2e: a letter that no font has is refused when it is typed, with words") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  kiosk.tap("language.en");
  kiosk.tap("who.patient");
  REQUIRE(key(kiosk) == "identity.name");
  kiosk.type("Bo");
  // A letter of Old Hungarian, from a keyboard that somebody brought.
  kiosk.strike(kiosk::Key::character, U'\U00010C80');
  CHECK(kiosk.shows("This screen cannot write that letter."));
  CHECK(kiosk.find("field.name")->value == "Bo");
  kiosk.strike(kiosk::Key::character, U'é');
  CHECK(kiosk.find("field.name")->value == "Boé");
}

TEST_CASE(
    "e2e: back to normal takes back text size and colors at once, and no answer (T-19, A-19)") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  answer_until(kiosk, Person{}, Sample::kMood);
  tap_somewhere(kiosk, "option.low");
  REQUIRE(kiosk.find("option.low")->selected);
  kiosk.tap("display");
  kiosk.tap("size.largest");
  tap_somewhere(kiosk, "theme.black");
  tap_somewhere(kiosk, "display.reset");
  CHECK(kiosk.app().page().size == visit::TextSize::medium);
  CHECK(kiosk.app().page().theme == visit::Theme::paper);
  kiosk.tap("close");
  find_somewhere(kiosk, "option.low");
  REQUIRE(kiosk.has("option.low"));
  CHECK(kiosk.find("option.low")->selected);
}

TEST_CASE("e2e: the next person does not inherit the last one's text size and colours (T-19)") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  kiosk.tap("bigger");
  kiosk.tap("contrast");
  CHECK(kiosk.app().page().size == visit::TextSize::large);
  CHECK(kiosk.app().page().theme == visit::Theme::black);
  expect_on_glass(kiosk);
  kiosk.tap("language.en");
  CHECK(kiosk.app().page().size == visit::TextSize::large);
  CHECK(kiosk.app().page().theme == visit::Theme::black);
  kiosk.wait_ms(4 * 60'000);
  kiosk.wait_ms(30'000);
  REQUIRE(key(kiosk) == "welcome");
  CHECK(kiosk.app().page().size == visit::TextSize::medium);
  CHECK(kiosk.app().page().theme == visit::Theme::paper);
  support::measured("T-19", "after a visit: text " + visit::to_string(kiosk.app().page().size) +
                                ", colors " + visit::to_string(kiosk.app().page().theme));
}

}  // namespace
}  // namespace candor::e2e
