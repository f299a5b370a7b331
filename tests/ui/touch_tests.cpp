// What a finger does, and what it does not do.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "../present/journey.h"
#include "glass.h"
#include "support/measured.h"

namespace candor::ui {
namespace {

using present::Look;

present::Page two_buttons() {
  present::Page page;
  page.key = "touch";
  page.more_label = "More";
  page.above_label = "Back";
  page.elements.push_back({present::Heading{"Touch"}, false, {}, {}});
  present::Options options;
  options.look = present::OptionLook::button;
  options.columns = 2;
  options.items.push_back({"left", "Left", "", Look::plain, false, present::Shift{}});
  options.items.push_back({"right", "Right", "", Look::plain, false, present::Erase{}});
  page.elements.push_back({options, false, {}, {}});
  return page;
}

struct Touching {
  Supplies supplies;
  TestGlass glass{supplies, {1920, 1080, 0.248}};
  present::Page page = two_buttons();

  Touching() { glass.draw(page); }

  void move(float x, float y, bool down, bool taps_allowed = true) {
    glass.finger(x, y, down);
    glass.draw(page, taps_allowed);
    glass.draw(page, taps_allowed);
  }

  [[nodiscard]] Rect left() const { return glass.find("left")->rect; }
};

}  // namespace

TEST_CASE("ui: a tap acts once, when the finger leaves (T-04)") {
  Touching touching;
  const Rect target = touching.left();
  touching.move(target.x + 50, target.y + 30, false);
  touching.move(target.x + 50, target.y + 30, true);
  CHECK(touching.glass.actions().empty());
  touching.move(target.x + 50, target.y + 30, false);
  REQUIRE(touching.glass.actions().size() == 1);
  CHECK(std::holds_alternative<present::Shift>(touching.glass.actions()[0].any()));
}

TEST_CASE("ui: a finger may drift five millimetres off its target, and no further (T-04)") {
  double furthest = 0;
  for (double drift_mm = 4.0; drift_mm <= 6.0; drift_mm += 0.25) {
    CAPTURE(drift_mm);
    Touching touching;
    const Rect target = touching.left();
    const float drift = float(drift_mm / 0.248);
    touching.move(target.x + 50, target.bottom() - 5, true);
    touching.move(target.x + 50, target.bottom() + drift, true);
    touching.move(target.x + 50, target.bottom() + drift, false);
    if (!touching.glass.actions().empty()) furthest = drift_mm;
  }
  CHECK(furthest >= 4.5);
  CHECK(furthest <= 5.25);
  support::measured("T-04", fmt::format("a finger may drift {:.2f} mm", furthest));
}

TEST_CASE("ui: a finger that slid off and came back still means its target") {
  Touching touching;
  const Rect target = touching.left();
  touching.move(target.x + 50, target.y + 30, true);
  touching.move(target.x + 50, target.bottom() + 200, true);
  touching.move(target.x + 50, target.y + 30, true);
  touching.move(target.x + 50, target.y + 30, false);
  CHECK(touching.glass.actions().size() == 1);
}

TEST_CASE("ui: a finger that slides onto a control does not press it (T-04)") {
  Touching touching;
  const Rect target = touching.left();
  touching.move(target.x + 50, target.bottom() + 200, true);
  touching.move(target.x + 50, target.y + 30, true);
  touching.move(target.x + 50, target.y + 30, false);
  CHECK(touching.glass.actions().empty());
  const Rect other = touching.glass.find("right")->rect;
  touching.move(target.x + 50, target.y + 30, true);
  touching.move(other.x + 200, other.y + 30, true);
  touching.move(other.x + 200, other.y + 30, false);
  CHECK(touching.glass.actions().empty());
}

TEST_CASE("ui: a press that begins right after a page change does nothing, even when held on") {
  Touching touching;
  const Rect target = touching.left();
  touching.move(target.x + 50, target.y + 30, true, false);
  touching.move(target.x + 50, target.y + 30, true, true);
  touching.move(target.x + 50, target.y + 30, false, true);
  CHECK(touching.glass.actions().empty());
  touching.move(target.x + 50, target.y + 30, true);
  touching.move(target.x + 50, target.y + 30, false);
  CHECK(touching.glass.actions().size() == 1);
}

TEST_CASE("ui: a held finger acts once, however long it rests (T-05)") {
  Touching touching;
  const Rect target = touching.left();
  touching.glass.finger(target.x + 50, target.y + 30, true);
  for (int frame = 0; frame < 600; ++frame) touching.glass.draw(touching.page);
  CHECK(touching.glass.actions().empty());
  touching.move(target.x + 50, target.y + 30, false);
  CHECK(touching.glass.actions().size() == 1);
  support::measured(
      "T-05", fmt::format("{} action in 600 frames of resting", touching.glass.actions().size()));
}

TEST_CASE("ui: a press that began on one page is not taken by the next") {
  Touching touching;
  const Rect target = touching.left();
  touching.move(target.x + 50, target.y + 30, true);
  touching.page.key = "another";
  touching.move(target.x + 50, target.y + 30, true);
  touching.move(target.x + 50, target.y + 30, false);
  CHECK(touching.glass.actions().empty());
}

TEST_CASE("ui: every control of every screen can be pressed (T-12)") {
  const auto pack = present::loaded_sample();
  const content::Words words = present::own_words();
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  glass.pictures = pack->images;
  std::size_t screens = 0;
  std::size_t controls = 0;
  for (const present::Screen& screen : present::every_screen(*pack, words)) {
    ++screens;
    glass.scratch = screen.scratch;
    glass.draw(screen.page);
    std::vector<std::string> ids;
    for (const Node& node : glass.frame().nodes) {
      if (node.role == NodeRole::button || node.role == NodeRole::radio ||
          node.role == NodeRole::checkbox || node.role == NodeRole::key ||
          node.role == NodeRole::field) {
        ids.push_back(node.id);
      }
    }
    controls += ids.size();
    for (const std::string& id : ids) {
      CAPTURE(screen.name);
      CAPTURE(id);
      const std::size_t before = glass.actions().size();
      glass.tap(screen.page, id);
      CHECK(glass.actions().size() == before + 1);
    }
  }
  support::measured("T-12", fmt::format("{} controls of {} screens pressed", controls, screens));
}

TEST_CASE("ui: a chosen answer shows by more than its colour") {
  Touching touching;
  const auto drawn = [&](bool selected) {
    auto& options = std::get<present::Options>(touching.page.elements[1].content);
    options.items[0].selected = selected;
    touching.glass.draw(touching.page);
    CHECK(touching.glass.find("left")->selected == selected);
    std::size_t in_target = 0;
    const Rect target = touching.left();
    for (const DrawnPicture& each : touching.glass.drawn()) {
      if (target.contains(each.rect.x + each.rect.width / 2, each.rect.y + each.rect.height / 2))
        ++in_target;
    }
    return in_target;
  };
  // The label alone, then the label and a tick.
  CHECK(drawn(false) == 1);
  CHECK(drawn(true) == 2);
}

TEST_CASE("ui: a chosen box has a tick") {
  Touching touching;
  auto& options = std::get<present::Options>(touching.page.elements[1].content);
  options.look = present::OptionLook::checkbox;
  touching.glass.draw(touching.page);
  const std::size_t before = touching.glass.drawn().size();
  options.items[0].selected = true;
  touching.glass.draw(touching.page);
  CHECK(touching.glass.drawn().size() == before + 1);
  CHECK(touching.glass.find("left")->role == NodeRole::checkbox);
}

TEST_CASE("ui: the field in use has a caret and a thicker edge") {
  present::Page page = two_buttons();
  page.elements.push_back({present::Fields{{{"one", "One", "Ana", false, true, {}},
                                            {"two", "Two", "", false, false, "hint"}}},
                           false,
                           {},
                           {}});
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  glass.draw(page);
  CHECK(glass.find("field.one")->focused);
  CHECK_FALSE(glass.find("field.two")->focused);
}

TEST_CASE("ui: a masked field shows dots and nothing else") {
  present::Page page = two_buttons();
  page.elements.push_back(
      {present::Fields{{{"code", "Code", "4711", true, true, {}}}}, false, {}, {}});
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  glass.draw(page);
  for (const Node& node : glass.frame().nodes) {
    CHECK(node.label.find("4711") == std::string::npos);
    CHECK(node.value.find("4711") == std::string::npos);
  }
  CHECK(glass.find("field.code")->value == "● ● ● ● ");
}

}  // namespace candor::ui
