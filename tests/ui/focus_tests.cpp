// Where keys and switches lead: everywhere, in the order of reading, and out again.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "../present/journey.h"
#include "glass.h"
#include "support/measured.h"
#include "ui/key_focus.h"

namespace candor::ui {
namespace {

using present::Look;

bool is_touched(const Node& node) {
  return node.role == NodeRole::button || node.role == NodeRole::radio ||
         node.role == NodeRole::checkbox || node.role == NodeRole::field ||
         node.role == NodeRole::key || node.role == NodeRole::pad;
}

int region_of(const Frame& frame, const Node& node) {
  const auto index = static_cast<std::size_t>(&node - frame.nodes.data());
  return index < frame.body_begin ? 0 : index < frame.footer_begin ? 1 : 2;
}

/// Whether `b` may be read after `a`: below it, or beside it in reading direction.
bool is_read_after(const Frame& frame, const Node& a, const Node& b, bool right_to_left) {
  const int from = region_of(frame, a);
  const int to = region_of(frame, b);
  if (from != to) return from < to;
  constexpr float kRounding = 1;
  const bool below = b.rect.y >= a.rect.bottom() - kRounding;
  const bool to_right = b.rect.x >= a.rect.right() - kRounding;
  const bool to_left = b.rect.right() <= a.rect.x + kRounding;
  // Digits and Latin letters are read from left to right on every page.
  const bool keys = a.role == NodeRole::key && b.role == NodeRole::key;
  return below || (right_to_left ? to_left || (keys && to_right) : to_right);
}

/// What is wrong with the way of the focus through one drawn frame.
std::vector<std::string> walk(const Frame& frame, const present::Page& page) {
  std::vector<std::string> wrong;
  std::vector<const Node*> controls;
  std::set<std::string> ids;
  for (const Node& node : frame.nodes) {
    if (is_touched(node) && !is_control(node)) wrong.push_back("no key reaches " + node.id);
    if (!is_control(node)) continue;
    controls.push_back(&node);
    if (!ids.insert(node.id).second) wrong.push_back("twice on the glass: " + node.id);
  }
  if (controls.empty()) return wrong;
  for (std::size_t i = 0; i + 1 < controls.size(); ++i) {
    if (is_read_after(frame, *controls[i], *controls[i + 1], page.right_to_left)) continue;
    wrong.push_back("read before " + controls[i]->id + ": " + controls[i + 1]->id);
  }
  for (const Way way : {Way::next, Way::previous}) {
    KeyFocus focus;
    focus.follow(frame, page.key);
    focus.show();
    std::set<std::string> visited;
    const std::string start = focus.ring().id;
    for (std::size_t i = 0; i < controls.size(); ++i) {
      visited.insert(focus.ring().id);
      focus.move(frame, way);
    }
    if (visited != ids)
      wrong.push_back(fmt::format("{} of {} reached", visited.size(), ids.size()));
    if (focus.ring().id != start) wrong.push_back("does not come round: " + focus.ring().id);
  }
  // From each control back the way that led there.
  for (const Node* each : controls) {
    for (const auto& [there, back] :
         {std::pair(Way::next, Way::previous), std::pair(Way::previous, Way::next)}) {
      KeyFocus focus;
      focus.follow(frame, page.key);
      focus.show();
      for (std::size_t i = 0; i < controls.size() && focus.ring().id != each->id; ++i) {
        focus.move(frame, Way::next);
      }
      focus.move(frame, there);
      focus.move(frame, back);
      if (focus.ring().id != each->id) wrong.push_back("no way back to " + each->id);
    }
  }
  return wrong;
}

present::Page keys_page(const std::vector<std::string>& ids) {
  present::Page page;
  page.key = "keys";
  present::Options options;
  options.look = present::OptionLook::button;
  options.columns = 3;
  for (const std::string& id : ids) {
    options.items.push_back({id, id, "", Look::plain, false, present::Shift{}});
  }
  page.elements.push_back({options, false, {}, {}});
  return page;
}

struct Keyed {
  Supplies supplies;
  TestGlass glass{supplies, {1920, 1080, 0.248}};
  KeyFocus focus;

  const Frame& show(const present::Page& page) {
    glass.ring = focus.ring();
    const Frame& frame = glass.draw(page);
    focus.follow(frame, page.key);
    return frame;
  }
};

}  // namespace

TEST_CASE(
    "ui: keys reach every control of every screen in reading order, and none is a trap (A-14)") {
  const auto pack = present::loaded_sample();
  const auto words = present::own_words();
  const Supplies supplies;
  int frames = 0;
  int controls = 0;
  for (const Glass& size : {Glass{1920, 1080, 0.248}, Glass{1080, 1920, 0.248}}) {
    TestGlass glass(supplies, size);
    glass.pictures = pack->images;
    for (const present::Screen& screen : present::every_screen(*pack, words)) {
      for (const bool right_to_left : {false, true}) {
        for (const auto text : {visit::TextSize::medium, visit::TextSize::largest}) {
          present::Page page = screen.page;
          page.right_to_left = right_to_left;
          page.size = text;
          glass.scratch = screen.scratch;
          constexpr int kMostParts = 40;
          for (int part = 0; part < kMostParts; ++part) {
            glass.scratch.part = part;
            const Frame& frame = glass.draw(page);
            ++frames;
            for (const Node& node : frame.nodes) controls += is_control(node) ? 1 : 0;
            for (const std::string& wrong : walk(frame, page)) {
              FAIL_CHECK(screen.name << " (" << visit::to_string(text)
                                     << std::string(right_to_left ? ", right to left" : "")
                                     << ", part " << part + 1 << "): " << wrong);
            }
            if (!frame.has_more) break;
          }
        }
      }
    }
  }
  support::measured("A-14", fmt::format("{} controls on {} drawn frames", controls, frames));
}

TEST_CASE("ui: the first key only shows where the focus is, the next one moves it") {
  Keyed keyed;
  const present::Page page = keys_page({"a", "b", "c"});
  const Frame& frame = keyed.show(page);
  CHECK(keyed.focus.ring().id.empty());
  keyed.focus.move(frame, Way::next);
  CHECK(keyed.focus.ring().id == "a");
  keyed.focus.move(frame, Way::next);
  CHECK(keyed.focus.ring().id == "b");
  keyed.focus.hide();
  CHECK(keyed.focus.ring().id.empty());
  keyed.focus.move(frame, Way::next);
  CHECK(keyed.focus.ring().id == "b");
}

TEST_CASE("ui: arrows go where they point, Home and End to both ends") {
  Keyed keyed;
  const present::Page page = keys_page({"a", "b", "c", "d", "e", "f"});
  const Frame& frame = keyed.show(page);
  keyed.focus.show();
  const auto go = [&](Way way) {
    keyed.focus.move(frame, way);
    return keyed.focus.ring().id;
  };
  REQUIRE(keyed.focus.ring().id == "a");
  CHECK(go(Way::right) == "b");
  CHECK(go(Way::down) == "e");
  CHECK(go(Way::left) == "d");
  CHECK(go(Way::left) == "d");
  CHECK(go(Way::up) == "a");
  CHECK(go(Way::last) == "f");
  CHECK(go(Way::first) == "a");
}

TEST_CASE("ui: the focus stays through size, colours and direction, and a sheet gives it back") {
  Keyed keyed;
  present::Page page = keys_page({"a", "b", "c", "d", "e", "f"});
  keyed.show(page);
  keyed.focus.show();
  keyed.focus.move(keyed.glass.frame(), Way::next);
  keyed.focus.move(keyed.glass.frame(), Way::next);
  REQUIRE(keyed.focus.ring().id == "c");
  page.size = visit::TextSize::largest;
  page.theme = visit::Theme::black;
  page.right_to_left = true;
  keyed.show(page);
  CHECK(keyed.focus.ring().id == "c");
  present::Page sheet = keys_page({"x", "y"});
  sheet.key = "sheet";
  keyed.show(sheet);
  CHECK(keyed.focus.ring().id == "x");
  keyed.show(page);
  CHECK(keyed.focus.ring().id == "c");
  present::Page other = keys_page({"a", "b", "c"});
  other.key = "other";
  keyed.show(other);
  CHECK(keyed.focus.ring().id == "a");
}

TEST_CASE("ui: where the focused control goes away, its neighbour in the same place takes over") {
  Keyed keyed;
  present::Page page = keys_page({"q", "w", "e"});
  keyed.show(page);
  keyed.focus.show();
  keyed.focus.move(keyed.glass.frame(), Way::next);
  REQUIRE(keyed.focus.ring().id == "w");
  keyed.show(keys_page({"Q", "W", "E"}));
  CHECK(keyed.focus.ring().id == "W");
}

TEST_CASE("ui: with two switches every key is reached too, row by row (A-15)") {
  const auto pack = present::loaded_sample();
  const auto words = present::own_words();
  Keyed keyed;
  keyed.glass.pictures = pack->images;
  int pages = 0;
  for (const present::Screen& screen : present::every_screen(*pack, words)) {
    keyed.glass.scratch = screen.scratch;
    keyed.focus.reset();
    const Frame& frame = keyed.show(screen.page);
    std::vector<const Node*> controls;
    for (const Node& node : frame.nodes) {
      if (is_control(node)) controls.push_back(&node);
    }
    if (controls.empty()) continue;
    ++pages;
    CAPTURE(screen.name);
    keyed.focus.show();
    std::set<std::string> visited;
    const auto most = 4 * controls.size();
    for (std::size_t i = 0; i < most; ++i) {
      if (keyed.focus.enter(frame)) continue;
      visited.insert(keyed.focus.ring().id);
      keyed.focus.step(frame);
    }
    CHECK(visited.size() == controls.size());
  }
  CHECK(pages > 40);
}

TEST_CASE(
    "ui: a switch goes over a keyboard by rows, into one when selected, and back to the first") {
  const auto pack = present::loaded_sample();
  const auto words = present::own_words();
  Keyed keyed;
  for (const present::Screen& screen : present::every_screen(*pack, words)) {
    if (screen.page.key != "identity.name") continue;
    keyed.glass.scratch = screen.scratch;
    const Frame& frame = keyed.show(screen.page);
    keyed.focus.show();
    const auto here = [&] { return keyed.focus.ring().id; };
    REQUIRE(here() == "field.name");
    keyed.focus.step(frame);
    const std::string first = here();
    CHECK(keyed.focus.is_on_row());
    keyed.focus.step(frame);
    CHECK(keyed.focus.is_on_row());
    CHECK(here() != first);
    CHECK(keyed.focus.enter(frame));
    CHECK_FALSE(keyed.focus.is_on_row());
    CHECK_FALSE(keyed.focus.enter(frame));
    const std::string key = here();
    keyed.focus.step(frame);
    CHECK(here() != key);
    CHECK_FALSE(keyed.focus.is_on_row());
    keyed.focus.leave_row(frame);
    CHECK(here() == first);
    CHECK(keyed.focus.is_on_row());
    // Tab goes key by key from there, as ever.
    keyed.focus.move(frame, Way::next);
    CHECK_FALSE(keyed.focus.is_on_row());
    return;
  }
  FAIL("no screen asks for a name");
}

}  // namespace candor::ui
