// Each rule sees the fault that it is there for, says how large it is, and keeps quiet otherwise.
#include <doctest/doctest.h>

#include <algorithm>

#include "made_screen.h"

namespace candor::audit {
namespace {

constexpr double kCapital = 0.727;

/// The rules broken by a screen, in order.
std::vector<std::string> rules_of(const Faults& faults) {
  std::vector<std::string> rules;
  for (const Fault& fault : faults) rules.push_back(fault.rule);
  return rules;
}

std::vector<std::string> broken(const MadeScreen& screen) {
  Figures figures;
  return rules_of(look_at(Light(), screen.sight(), kCapital, figures));
}

using Rules = std::vector<std::string>;

/// Two buttons and a text, as they should be.
MadeScreen good_screen() {
  MadeScreen screen;
  screen.words("Some words", {40, 40, 400, 60});
  screen.shot.frame.nodes.push_back(
      {{}, ui::NodeRole::text, "Some words", {}, false, false, {40, 40, 400, 60}});
  (void)screen.button("back", {40, 200, 300, 80});
  (void)screen.button("next", {400, 200, 300, 80});
  return screen;
}

TEST_CASE("audit: a screen without a fault has no finding") {
  CHECK(broken(good_screen()) == Rules{});
}

TEST_CASE("audit: a target below 12.7 mm is found, with what is missing") {
  MadeScreen screen;
  (void)screen.button("small", {40, 40, 300, 60});
  Figures figures;
  const Faults faults = target_faults(screen.sight(), figures);
  REQUIRE(rules_of(faults) == Rules{"target-size"});
  CHECK(faults[0].row == "T-01");
  CHECK(faults[0].what == "its short side is 12.0 mm, 0.7 too little");
  CHECK(figures.of("target mm").least == doctest::Approx(12.0));
  MadeScreen enough;
  (void)enough.button("enough", {40, 40, 63.5F, 63.5F});
  CHECK(target_faults(enough.sight(), figures).empty());
}

TEST_CASE("audit: a target below 24 CSS pixels is found") {
  MadeScreen screen;
  (void)screen.button("tiny", {40, 40, 300, 31});  // 6.2 mm
  Figures figures;
  CHECK(rules_of(target_faults(screen.sight(), figures)) == Rules{"target-floor", "target-size"});
}

TEST_CASE("audit: targets nearer than 2.54 mm or over one another are found") {
  MadeScreen near;
  (void)near.button("one", {40, 40, 100, 80});
  (void)near.button("two", {150, 40, 100, 80});  // 10 pixels: 2 mm
  Figures figures;
  const Faults faults = target_faults(near.sight(), figures);
  REQUIRE(rules_of(faults) == Rules{"target-gap"});
  CHECK(faults[0].what == "two “label of two” is 2.00 mm away, 0.54 too near");
  MadeScreen over;
  (void)over.button("one", {40, 40, 100, 80});
  (void)over.button("two", {100, 60, 100, 80});
  CHECK(rules_of(target_faults(over.sight(), figures)) == Rules{"target-overlap"});
}

TEST_CASE("audit: what reaches over the edge of the glass is found") {
  MadeScreen screen;
  screen.words("Too long", {500, 40, 320, 60});
  Figures figures;
  CHECK(rules_of(overflow_faults(screen.sight(), figures)) == Rules{"overflow"});
  MadeScreen node;
  node.shot.frame.nodes.push_back(
      {{}, ui::NodeRole::text, "Too long", {}, false, false, {-10, 40, 100, 60}});
  CHECK(rules_of(overflow_faults(node.sight(), figures)) == Rules{"overflow"});
  CHECK(figures.of("mm from the edge").least == doctest::Approx(-4));  // 20 pixels
}

TEST_CASE("audit: text that is cut, hangs out of its button or lies over other text is found") {
  MadeScreen cut = good_screen();
  cut.shot.drawn[0].clip = {0, 0, 300, 400};
  CHECK(broken(cut) == Rules{"cut"});
  MadeScreen hangs = good_screen();
  hangs.shot.drawn[1].rect = {30, 212, 320, 56};
  CHECK(broken(hangs) == Rules{"label-fit"});
  MadeScreen over = good_screen();
  over.words("Other words", {60, 80, 400, 60});
  const auto found = broken(over);
  CHECK(std::find(found.begin(), found.end(), "text-over-text") != found.end());
  MadeScreen under = good_screen();
  under.shot.drawn[0].rect = {40, 160, 400, 60};
  const auto beneath = broken(under);
  CHECK(std::find(beneath.begin(), beneath.end(), "text-under-control") != beneath.end());
}

TEST_CASE("audit: a label nearer than 1 mm to its button's edge is found, sideways and upright") {
  const auto with_label = [](const ui::Rect& rect) {
    MadeScreen screen = good_screen();  // the first button: {40, 200, 300, 80}
    screen.shot.drawn[1].rect = rect;
    return cut_faults(screen.sight());
  };
  CHECK(with_label({45, 205, 290, 70}).empty());  // 5 pixels: 1 mm
  const Faults near = with_label({60, 203, 260, 74});
  REQUIRE(rules_of(near) == Rules{"label-air"});
  CHECK(near[0].row == "T-12");
  CHECK(near[0].what == "its label is 0.6 mm from its edge, 0.4 too near");
  CHECK(rules_of(with_label({42, 212, 290, 56})) == Rules{"label-air"});
}

TEST_CASE("audit: a pad with less than 20 mm to write in is found, whatever stands in it") {
  const auto faults_of = [](float line, float caption) {
    MadeScreen screen;
    const ui::Rect pad{40, 40, 600, 150};
    screen.frame(pad, 0x000000);
    screen.fill({60, line, 560, 2}, 0x000000);
    // A signature is no line.
    screen.fill({100, 60, 200, 4}, 0x000000);
    if (caption > 0) screen.words("Ana Lopez", {60, caption, 200, 40});
    screen.shot.frame.nodes.push_back({"pad", ui::NodeRole::pad, "Ana", {}, false, false, pad});
    Figures figures;
    return pad_faults(Light(), screen.sight(), figures);
  };
  CHECK(faults_of(142, 0).empty());  // 102 pixels below its edge: 20.4 mm
  const Faults low = faults_of(90, 0);
  REQUIRE(rules_of(low) == Rules{"ink-room"});
  CHECK(low[0].what == "10.0 mm are free to write in, 10.0 too little");
  CHECK(rules_of(faults_of(142, 120)) == Rules{"ink-room"});
}

TEST_CASE("audit: the buttons of speech stand in the bar and do not grow with the text") {
  MadeScreen screen = good_screen();
  screen.page.size = visit::TextSize::largest;
  screen.page.header = present::Header{};
  for (const ui::Node& node : screen.shot.frame.nodes) {
    if (node.id.empty()) continue;
    present::Button button;
    button.id = node.id;
    screen.page.header->voice.push_back(button);
  }
  const auto faults_at = [&](float em) {
    for (ui::Drawn& drawn : screen.shot.drawn) drawn.em = em;
    screen.shot.drawn[0].em = 100;  // the running text is as large as it has to be
    Figures figures;
    return letter_faults(screen.sight(), kCapital, figures);
  };
  CHECK(faults_at(40).empty());
  const Faults small = faults_at(20);
  REQUIRE_FALSE(small.empty());
  CHECK(small[0].row == "T-10");
}

TEST_CASE("audit: the crisis line is read like any text and is no bar") {
  MadeScreen screen = good_screen();
  screen.page.urgent = "Some words";
  screen.page.size = visit::TextSize::medium;
  screen.shot.drawn[0].em = 30;
  Figures figures;
  const Faults faults = letter_faults(screen.sight(), kCapital, figures);
  REQUIRE(rules_of(faults) == Rules{"letter-size"});
  CHECK(faults[0].row == "T-09");
}

TEST_CASE("audit: what is typed into a field may be longer than the field") {
  MadeScreen screen;
  screen.shot.frame.nodes.push_back(
      {"field.name", ui::NodeRole::field, "Name", {}, false, false, {100, 40, 300, 80}});
  screen.words("A very long name", {-100, 50, 480, 60});
  screen.shot.drawn[0].clip = {110, 40, 280, 80};
  CHECK(cut_faults(screen.sight()).empty());
  Figures figures;
  CHECK(overflow_faults(screen.sight(), figures).empty());
}

TEST_CASE("audit: letters below their size are found, with the height that is missing") {
  MadeScreen screen = good_screen();
  screen.shot.drawn[0].em = 30;  // 30 × 0.727 × 0.2 mm = 4.36 mm
  Figures figures;
  const Faults faults = letter_faults(screen.sight(), kCapital, figures);
  REQUIRE(rules_of(faults) == Rules{"letter-size"});
  CHECK(faults[0].row == "T-09");
  CHECK(faults[0].what == "its capitals are 4.4 mm high, 0.4 too little");
  screen.page.size = visit::TextSize::small;
  CHECK(letter_faults(screen.sight(), kCapital, figures).empty());
}

TEST_CASE("audit: in bars letters need not grow, but stay at 4.8 mm") {
  MadeScreen screen = good_screen();  // labels of 40 pixels: 5.8 mm
  screen.page.size = visit::TextSize::largest;
  screen.shot.drawn.erase(screen.shot.drawn.begin());
  Figures figures;
  CHECK(letter_faults(screen.sight(), kCapital, figures).size() == 2);
  screen.page.footer = present::Footer{};
  screen.page.footer->back = present::Button{"back", "", "", {}, false, {}};
  screen.page.footer->primary = present::Button{"next", "", "", {}, false, {}};
  CHECK(letter_faults(screen.sight(), kCapital, figures).empty());
  screen.shot.drawn[0].em = 30;
  const Faults faults = letter_faults(screen.sight(), kCapital, figures);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].row == "T-10");
}

TEST_CASE("audit: text with less contrast than its theme asks for is found") {
  const auto faults_in = [](visit::Theme theme, Color ink, Color back) {
    MadeScreen screen;
    screen.page.theme = theme;
    screen.fill({0, 0, MadeScreen::kWidth, MadeScreen::kHeight}, back);
    screen.words("Some words", {40, 40, 400, 60}, ink);
    Figures figures;
    Faults faults = contrast_faults(Light(), screen.sight(), figures);
    CHECK(faults.size() <= 1);
    return faults.empty() ? std::string() : faults[0].rule + " " + faults[0].row;
  };
  CHECK(faults_in(visit::Theme::paper, 0x1B2430, 0xFAF7F2).empty());
  CHECK(faults_in(visit::Theme::paper, 0x4A5563, 0xFAF7F2) == "contrast T-13");
  CHECK(faults_in(visit::Theme::white, 0x000000, 0xFFFFFF).empty());
  CHECK(faults_in(visit::Theme::white, 0x202020, 0xFFFFFF) == "contrast T-14");
  CHECK(faults_in(visit::Theme::black, 0xFFFFFF, 0x000000).empty());
  CHECK(faults_in(visit::Theme::black, 0xFFD60A, 0x000000) == "contrast T-14");
  CHECK(faults_in(visit::Theme::soft, 0x3F4348, 0xD8D2C4).empty());
  CHECK(faults_in(visit::Theme::soft, 0x777777, 0xD8D2C4) == "contrast T-14");
  CHECK(faults_in(visit::Theme::soft, 0x000000, 0xD8D2C4) == "glare T-14");
}

TEST_CASE("audit: words that nobody can see are found") {
  MadeScreen screen;
  screen.words("White on white", {40, 40, 400, 60}, 0xFFFFFF);
  Figures figures;
  CHECK(rules_of(contrast_faults(Light(), screen.sight(), figures)) == Rules{"not-seen"});
}

TEST_CASE("audit: a control whose edge is below 3:1 is found, also while it is pressed") {
  MadeScreen screen;
  (void)screen.button("faint", {40, 40, 300, 80}, 0xDDD5C8);
  Figures figures;
  CHECK(rules_of(contrast_faults(Light(), screen.sight(), figures)) == Rules{"control-contrast"});
  MadeScreen pressed;
  pressed.fill({40, 40, 300, 80}, 0x777777);
  (void)pressed.button("pressed", {40, 40, 300, 80}, 0x777777, 0x333333);
  const Faults faults = state_contrast_faults(Light(), pressed.sight(), pressed.shot.frame.nodes[0],
                                              "pressed", figures);
  REQUIRE(rules_of(faults) == Rules{"contrast"});
  CHECK(faults[0].part == "“label of pressed” while pressed");
}

TEST_CASE("audit: rings of an icon array that cannot be counted are found") {
  MadeScreen screen;
  present::Risk risk;
  risk.n = 3;
  risk.number = "3 in 100";
  risk.label = "feel sick";
  screen.page.elements.push_back({risk, false, std::nullopt, {}});
  const ui::Rect dots{100, 100, 500, 80};
  screen.shot.frame.nodes.push_back(
      {{}, ui::NodeRole::picture, "3 in 100 feel sick", {}, false, false, dots});
  screen.fill({103, 103, 14, 14}, 0x0B5563);
  screen.frame({582, 162, 16, 16}, 0x595959);
  Figures figures;
  CHECK(contrast_faults(Light(), screen.sight(), figures).empty());
  screen.frame({582, 162, 16, 16}, 0xDDD5C8);
  CHECK(rules_of(contrast_faults(Light(), screen.sight(), figures)) == Rules{"contrast"});
  // Another colour is not enough.
  screen.fill({580, 160, 20, 20}, 0xFFFFFF);
  screen.fill({583, 163, 14, 14}, 0x595959);
  CHECK(rules_of(contrast_faults(Light(), screen.sight(), figures)) == Rules{"colour-only"});
}

TEST_CASE("audit: a control or picture without words to speak is found") {
  MadeScreen screen = good_screen();
  screen.shot.frame.nodes[1].label.clear();
  screen.shot.frame.nodes.push_back(
      {{}, ui::NodeRole::picture, {}, {}, false, false, {500, 40, 60, 60}});
  CHECK(rules_of(name_faults(screen.sight())) == Rules{"no-name", "no-name"});
}

TEST_CASE("audit: an order of controls that is not the order of reading is found") {
  MadeScreen screen;
  (void)screen.button("second", {400, 40, 300, 80});
  (void)screen.button("first", {40, 40, 300, 80});
  (void)screen.button("third", {40, 200, 300, 80});
  CHECK(rules_of(order_faults(screen.sight())) == Rules{"order"});
  screen.page.right_to_left = true;
  CHECK(order_faults(screen.sight()).empty());
  MadeScreen upward;
  (void)upward.button("below", {40, 200, 300, 80});
  (void)upward.button("above", {40, 40, 300, 80});
  CHECK(rules_of(order_faults(upward.sight())) == Rules{"order"});
}

TEST_CASE("audit: help that moves from page to page, or is missing, is found") {
  MadeScreen first;
  first.page.header = present::Header{};
  (void)first.button("ask-staff", {600, 10, 150, 70});
  std::map<std::string, ui::Rect> places;
  CHECK(help_faults(first.sight(), places, "en").empty());
  MadeScreen moved;
  moved.page.header = present::Header{};
  (void)moved.button("ask-staff", {560, 10, 150, 70});
  CHECK(rules_of(help_faults(moved.sight(), places, "en")) == Rules{"help-moves"});
  CHECK(help_faults(moved.sight(), places, "ar").empty());  // mirrored there
  MadeScreen none;
  none.page.header = present::Header{};
  CHECK(rules_of(help_faults(none.sight(), places, "en")) == Rules{"no-help"});
  // Neither is a page without any header forgotten.
  MadeScreen bare;
  bare.page.key = "receipt";
  CHECK(rules_of(help_faults(bare.sight(), places, "en")) == Rules{"no-help"});
  bare.page.key = "saving";
  CHECK(help_faults(bare.sight(), places, "en").empty());
  bare.page.key = "panel.stop";
  CHECK(rules_of(help_faults(bare.sight(), places, "en")) == Rules{"no-help"});
  bare.page.staff = true;
  CHECK(help_faults(bare.sight(), places, "en").empty());
}

TEST_CASE("audit: a state that shows by its colour alone is found") {
  MadeScreen usual;
  (void)usual.button("answer", {40, 40, 300, 80});
  MadeScreen tinted;
  tinted.fill({40, 40, 300, 80}, 0xE3F0F1);
  (void)tinted.button("answer", {40, 40, 300, 80}, 0x0B5563, 0x0B5563);
  Figures figures;
  const Light light;
  const ui::Node& control = usual.shot.frame.nodes[0];
  CHECK(rules_of(state_faults(light, usual.sight(), tinted.sight(), control, "chosen", figures)) ==
        Rules{"colour-only"});
  tinted.fill({44, 60, 12, 30}, 0x0B5563);  // a mark
  CHECK(state_faults(light, usual.sight(), tinted.sight(), control, "chosen", figures).empty());
}

TEST_CASE("audit: a ring of focus that is too thin or too faint is found") {
  MadeScreen without;
  (void)without.button("answer", {40, 40, 300, 80});
  const Light light;
  const auto found = [&](Color color, float thickness) {
    MadeScreen with = without;
    with.frame(ui::Rect{40, 40, 300, 80}.grown(thickness + 2), color, thickness);
    Figures figures;
    return rules_of(
        ring_faults(light, without.sight(), with.sight(), without.shot.frame.nodes[0], figures));
  };
  CHECK(found(0x1D4ED8, 4) == Rules{});
  CHECK(found(0x1D4ED8, 1) == Rules{"focus-ring"});
  CHECK(found(0xC0C0FF, 4) == Rules{"focus-ring"});
}

TEST_CASE("audit: figures are the least and most of what was measured") {
  Figures one;
  one.take("gap mm", 3);
  one.take("gap mm", 5);
  Figures other;
  other.take("gap mm", 2);
  one.add(other);
  CHECK(one.of("gap mm").least == 2);
  CHECK(one.of("gap mm").most == 5);
  CHECK(one.of("gap mm").count == 3);
  CHECK(one.of("nothing").count == 0);
}

}  // namespace
}  // namespace candor::audit
