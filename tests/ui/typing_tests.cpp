// Whoever types sees what they type, what is asked and what was wrong, on every keyboard and glass.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "../present/journey.h"
#include "glass.h"
#include "present/build.h"
#include "support/measured.h"
#include "ui/places.h"

namespace candor::ui {
namespace {

constexpr visit::TextSize kSizes[] = {visit::TextSize::small, visit::TextSize::medium,
                                      visit::TextSize::large, visit::TextSize::largest};

const present::Field* typed_into(const present::Page& page) {
  for (const present::Element& element : page.elements) {
    const auto* fields = std::get_if<present::Fields>(&element.content);
    if (fields == nullptr) continue;
    for (const present::Field& field : fields->items) {
      if (field.focused) return &field;
    }
  }
  return nullptr;
}

bool shows(const TestGlass& glass, const std::string& words) {
  const auto& nodes = glass.frame().nodes;
  return std::any_of(nodes.begin(), nodes.end(),
                     [&](const Node& node) { return node.id.empty() && node.label == words; });
}

/// What is wrong with the drawn frame of a page that is typed into; empty while no key is on it.
/// `stated`: what was wrong stood on a part before, because the glass is too low for it here.
std::vector<std::string> audit(const TestGlass& glass, const present::Page& page, bool stated) {
  std::vector<std::string> wrong;
  const auto& nodes = glass.frame().nodes;
  const bool keys = std::any_of(nodes.begin(), nodes.end(),
                                [](const Node& node) { return node.role == NodeRole::key; });
  if (!keys) return wrong;
  const present::Field* field = typed_into(page);
  const Node* box = field == nullptr ? nullptr : glass.find("field." + field->id);
  if (box == nullptr) return {"the field is not there"};
  const auto words = [&](const std::string& text) {
    return std::find_if(nodes.begin(), nodes.end(),
                        [&](const Node& node) { return node.id.empty() && node.label == text; });
  };
  std::vector<const Node*> needed{box};
  if (const auto label = words(field->label); label != nodes.end())
    needed.push_back(&*label);
  else
    wrong.push_back("the label is not there: " + field->label);
  if (const auto* notice = present::first_of<present::Notice>(page)) {
    if (const auto shown = words(notice->text); shown != nodes.end())
      needed.push_back(&*shown);
    else if (!stated)
      wrong.push_back("what was wrong is not there: " + notice->text);
  }
  for (const Node* each : needed) {
    if (each->rect.x < -0.5F || each->rect.y < -0.5F ||
        each->rect.right() > glass.glass().width + 0.5F ||
        each->rect.bottom() > glass.glass().height + 0.5F) {
      wrong.push_back("off the glass: " + each->label);
    }
    for (const Node& node : nodes) {
      if (node.role == NodeRole::key && overlap(node.rect, each->rect, 1)) {
        wrong.push_back(node.id + " covers " + each->label);
      }
    }
  }
  return wrong;
}

/// All screens that are typed into, each with the keyboard of a language.
std::vector<present::Screen> typing_screens(const content::Pack& pack, const content::Words& words,
                                            const std::string& language) {
  std::vector<present::Screen> screens;
  const present::Desk desk{pack, words};
  for (present::Screen& screen : present::every_screen(pack, words)) {
    const auto* before = present::first_of<present::Keyboard>(screen.page);
    if (before == nullptr || typed_into(screen.page) == nullptr) continue;
    const present::KeyboardKind kind = before->kind;
    for (present::Element& element : screen.page.elements) {
      auto* keys = std::get_if<present::Keyboard>(&element.content);
      if (keys == nullptr) continue;
      present::Scratch scratch = screen.scratch;
      scratch.focused = "any";
      if (language == "zh-Hans") scratch.typed["any"] = "xi";
      *keys = present::keyboard(present::Teller(desk, language), scratch, kind, present::Focus{});
    }
    screen.page.language = language;
    screen.page.right_to_left = content::Words::is_right_to_left(language);
    screens.push_back(std::move(screen));
  }
  return screens;
}

}  // namespace

TEST_CASE(
    "ui: no keyboard covers the field, its label or what was wrong, at any size, on any glass "
    "(T-28)") {
  const auto pack = present::loaded_sample();
  const auto words = present::own_words();
  const Supplies supplies;
  int frames = 0;
  for (const char* language : {"en", "es", "vi", "ht", "ru", "ar", "zh-Hans"}) {
    const auto screens = typing_screens(*pack, words, language);
    REQUIRE(screens.size() > 5);
    for (const Glass& shape : {Glass{1920, 1080, 0.248}, Glass{1280, 800, 0.16},
                               Glass{1080, 1920, 0.248}, Glass{1080, 1920, 0.167}}) {
      TestGlass glass(supplies, shape);
      for (const present::Screen& screen : screens) {
        for (const visit::TextSize size : kSizes) {
          present::Page page = screen.page;
          page.size = size;
          glass.scratch = screen.scratch;
          bool typed = false;
          bool stated = false;
          constexpr double kLowMm = 190;
          // On low glass, or with the largest words, it may need a part of its own, which comes
          // first.
          const bool low = double(shape.height) * shape.mm_per_pixel < kLowMm ||
                           size == visit::TextSize::largest;
          constexpr int kMostParts = 12;
          for (int part = 0; part < kMostParts; ++part) {
            glass.scratch.part = part;
            const Frame& frame = glass.draw(page);
            ++frames;
            typed = typed || std::any_of(frame.nodes.begin(), frame.nodes.end(),
                                         [](const auto& n) { return n.role == NodeRole::key; });
            const auto* notice = present::first_of<present::Notice>(page);
            stated = stated || (low && notice != nullptr && shows(glass, notice->text));
            for (const std::string& wrong : audit(glass, page, stated)) {
              FAIL_CHECK(screen.name << " (" << std::string(language) << ", "
                                     << visit::to_string(size) << ", " << shape.width << "x"
                                     << shape.height << "): " << wrong);
            }
            for (const Node& node : frame.nodes) {
              if (node.role != NodeRole::key) continue;
              CAPTURE(node.id);
              CAPTURE(std::string(language));
              CHECK(glass.mm(std::min(node.rect.width, node.rect.height)) >= kTargetMm - 0.05);
            }
            if (!frame.has_more) break;
          }
          CHECK(typed);
        }
      }
    }
  }
  support::measured("T-28", fmt::format("7 keyboards on {} drawn frames", frames));
}

}  // namespace candor::ui
