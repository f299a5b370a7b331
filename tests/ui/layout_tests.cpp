// Every screen on every glass, at every text size: nothing too small, too close, cut off or lost.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "../present/journey.h"
#include "glass.h"
#include "ui/places.h"

namespace candor::ui {
namespace {

constexpr visit::TextSize kSizes[] = {visit::TextSize::small, visit::TextSize::medium,
                                      visit::TextSize::large, visit::TextSize::largest};

std::string say(const Node& node) {
  return fmt::format("'{}' ({}) at {:.0f},{:.0f} {:.0f}x{:.0f}", node.id, node.label.substr(0, 40),
                     node.rect.x, node.rect.y, node.rect.width, node.rect.height);
}

/// What is wrong with one drawn frame; empty when nothing is.
std::vector<std::string> audit(const TestGlass& glass) {
  std::vector<std::string> wrong;
  const auto& nodes = glass.frame().nodes;
  const Rect whole{0, 0, glass.glass().width, glass.glass().height};
  constexpr double kRounding = 0.05;  // mm
  for (const Node& node : nodes) {
    if (node.rect.x < -0.5F || node.rect.y < -0.5F || node.rect.right() > whole.width + 0.5F ||
        node.rect.bottom() > whole.height + 0.5F) {
      wrong.push_back("off the glass: " + say(node));
    }
    if (!is_target(node)) continue;
    if (glass.mm(std::min(node.rect.width, node.rect.height)) < kTargetMm - kRounding) {
      wrong.push_back(fmt::format("too small ({:.1f} mm): {}",
                                  glass.mm(std::min(node.rect.width, node.rect.height)),
                                  say(node)));
    }
    for (const Node& other : nodes) {
      if (&other <= &node || !is_target(other)) continue;
      if (overlap(node.rect, other.rect)) {
        wrong.push_back("overlapping: " + say(node) + " and " + say(other));
      } else if (glass.mm(float(empty_between(node.rect, other.rect))) < kTargetGapMm - kRounding) {
        wrong.push_back(fmt::format("too close ({:.2f} mm): {} and {}",
                                    glass.mm(float(empty_between(node.rect, other.rect))),
                                    say(node), say(other)));
      }
    }
    for (const Node& other : nodes) {
      if (is_target(other) || node.role == NodeRole::pad) continue;
      if (overlap(node.rect, other.rect, 2)) {
        wrong.push_back("text under a control: " + say(other) + " and " + say(node));
      }
    }
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    for (std::size_t k = i + 1; k < nodes.size(); ++k) {
      if (is_target(nodes[i]) || is_target(nodes[k])) continue;
      if (overlap(nodes[i].rect, nodes[k].rect, 3)) {
        wrong.push_back("text over text: " + say(nodes[i]) + " and " + say(nodes[k]));
      }
    }
  }
  // A label that reaches over the edge of its own control is cut or hangs out.
  for (const DrawnPicture& drawn : glass.drawn()) {
    if (drawn.rect.width <= 0 || drawn.rect.height <= 0) continue;
    if (drawn.rect.x < -1 || drawn.rect.right() > whole.width + 1 ||
        drawn.rect.bottom() > whole.height + 1) {
      wrong.push_back(
          fmt::format("drawn off the glass at {:.0f},{:.0f}", drawn.rect.x, drawn.rect.y));
    }
    for (const Node& node : nodes) {
      if (!is_target(node) || !overlap(node.rect, drawn.rect, 4)) continue;
      const Rect room = node.rect.grown(3);
      if (drawn.rect.x < room.x || drawn.rect.right() > room.right() || drawn.rect.y < room.y ||
          drawn.rect.bottom() > room.bottom()) {
        wrong.push_back(fmt::format("a label of {:.0f}x{:.0f} does not fit: {}", drawn.rect.width,
                                    drawn.rect.height, say(node)));
      }
    }
  }
  return wrong;
}

/// Draws all parts of a page and returns what is wrong with them.
std::vector<std::string> audit_page(TestGlass& glass, const present::Screen& screen,
                                    visit::TextSize size) {
  present::Page page = screen.page;
  page.size = size;
  glass.scratch = screen.scratch;
  glass.scratch.part = 0;
  std::set<std::pair<std::string, std::string>> wanted;
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& element : page.elements) {
    if (element.block) wanted.insert({element.block->page, element.block->block});
  }
  std::set<std::string> targets;
  std::vector<std::string> wrong;
  constexpr int kMostParts = 40;
  for (int part = 0; part < kMostParts; ++part) {
    glass.scratch.part = part;
    const Frame& frame = glass.draw(page);
    for (std::string& each : audit(glass)) {
      wrong.push_back(fmt::format("part {}: {}", part + 1, each));
    }
    for (const SeenBlock& block : frame.on_glass) seen.insert({block.spot.page, block.spot.block});
    for (const Node& node : frame.nodes) {
      if (!node.id.empty()) targets.insert(node.id);
    }
    const bool more = glass.find("more") != nullptr;
    if (more != frame.has_more) wrong.emplace_back("More is shown in vain, or missing");
    if (!frame.has_more) break;
    if (page.footer && page.footer->primary && glass.find(page.footer->primary->id) != nullptr) {
      wrong.push_back("the main action is there before all is seen: " + page.footer->primary->id);
    }
    if (part + 1 == kMostParts) wrong.emplace_back("More never ends");
  }
  for (const auto& block : wanted) {
    if (!seen.contains(block))
      wrong.push_back("never fully seen: " + block.first + "/" + block.second);
  }
  for (const present::Button& button : buttons_of(page)) {
    if (!targets.contains(button.id)) wrong.push_back("cannot be touched: " + button.id);
  }
  return wrong;
}

void audit_all(const std::vector<present::Screen>& screens, const content::Pack& pack,
               const Glass& shape) {
  const Supplies supplies;
  TestGlass glass(supplies, shape);
  glass.pictures = pack.images;
  for (const present::Screen& screen : screens) {
    for (const visit::TextSize size : kSizes) {
      // Staff's screens keep their own size.
      if (screen.page.staff && size != screen.page.size) continue;
      for (const std::string& wrong : audit_page(glass, screen, size)) {
        FAIL_CHECK(fmt::format("{}x{} {}: {}: {}", shape.width, shape.height,
                               visit::to_string(size), screen.name, wrong));
      }
    }
  }
}

struct Room {
  std::shared_ptr<const content::Pack> pack = present::loaded_sample();
  content::Words words = present::own_words();
  std::vector<present::Screen> screens = present::every_screen(*pack, words);
};

}  // namespace

TEST_CASE("ui: on a 21.5-inch screen every control can be hit and nothing is cut at any size") {
  const Room room;
  audit_all(room.screens, *room.pack, {1920, 1080, 0.248});
}

TEST_CASE("ui: on the smallest glass every control can be hit and nothing is cut at any size") {
  const Room room;
  audit_all(room.screens, *room.pack, {1280, 800, 0.16});
}

TEST_CASE("ui: on an upright screen every control can be hit and nothing is cut at any size") {
  const Room room;
  audit_all(room.screens, *room.pack, {1080, 1920, 0.248});
}

TEST_CASE("ui: on the finest glass every control can be hit and nothing is cut at any size") {
  const Room room;
  audit_all(room.screens, *room.pack, {3840, 2160, 0.124});
}

TEST_CASE("ui: the pages of the shipped pack fit the usual glass at any size") {
  const auto words = present::own_words();
  const auto pack = present::own_pack("ketamine-iv");
  audit_all(present::every_screen(*pack, words), *pack, {1920, 1080, 0.248});
}

TEST_CASE("ui: a sentence higher than the glass goes on behind More, and no word of it is lost") {
  const Supplies supplies;
  TestGlass glass(supplies, {1280, 800, 0.16});
  std::string with_commas = "I told the patient what the staff said";
  std::string without_spaces;
  for (int i = 0; i < 30; ++i) {
    with_commas += ", and then what the patient said";
    without_spaces += "我告诉病人医生说的话";
  }
  for (const std::string& words : {with_commas, without_spaces}) {
    CAPTURE(words);
    content::Paragraph paragraph;
    paragraph.text = words;
    for (const bool boxed : {false, true}) {
      present::Page page;
      page.key = "long";
      page.language = words == with_commas ? "en" : "zh-Hans";
      page.more_label = "More";
      page.size = visit::TextSize::largest;
      present::Element element;
      if (boxed)
        element.content = present::Callout{present::CalloutLook::note, {}, {paragraph}};
      else
        element.content = present::Prose{{paragraph}};
      element.block = visit::Spot{"page", "block"};
      page.elements.push_back(std::move(element));
      const present::Screen screen{"long", page, {}, false};
      for (const std::string& wrong : audit_page(glass, screen, page.size)) FAIL_CHECK(wrong);
      std::string shown;
      for (int part = 0;; ++part) {
        glass.scratch.part = part;
        glass.draw(page);
        for (const Node& node : glass.frame().nodes) {
          if (node.role != NodeRole::text) continue;
          if (!shown.empty() && page.language == "en") shown += " ";
          shown += node.label;
        }
        if (!glass.frame().has_more) break;
      }
      CHECK(shown == words);
    }
  }
}

TEST_CASE("ui: on low glass buttons leave the words of an answer their width (T-12)") {
  const Supplies supplies;
  TestGlass glass(supplies, {1280, 800, 25.4 / 159});
  present::Page page;
  page.key = "review";
  page.language = "en";
  page.more_label = "More";
  page.size = visit::TextSize::largest;
  present::Answers answers;
  const std::string question = "Are you thinking about suicide, or about hurting yourself?";
  std::string long_answer = "I told the doctor about it";
  for (int i = 0; i < 12; ++i) long_answer += ", and then told the nurse";
  for (const std::string& answer : {std::string("No, not now"), long_answer}) {
    present::Answers::Row row;
    row.question = question;
    row.answer = answer;
    row.reveal = present::Button{"reveal." + std::to_string(answers.rows.size()),
                                 "Show",
                                 "eye",
                                 present::Look::plain,
                                 false,
                                 {}};
    row.change = present::Button{"change." + std::to_string(answers.rows.size()),
                                 "Change",
                                 {},
                                 present::Look::plain,
                                 false,
                                 {}};
    answers.rows.push_back(row);
  }
  page.elements.push_back({answers, false, std::nullopt, {}});
  for (const std::string& wrong : audit_page(glass, {"review", page, {}, false}, page.size)) {
    FAIL_CHECK(wrong);
  }
  std::string shown;
  for (int part = 0;; ++part) {
    glass.scratch.part = part;
    glass.draw(page);
    for (const Node& node : glass.frame().nodes) {
      if (node.role == NodeRole::text) shown += (shown.empty() ? "" : " ") + node.label;
      if (node.label == question) CHECK(node.rect.width > 1000);
    }
    if (!glass.frame().has_more) break;
  }
  CHECK(shown == question + " No, not now " + question + " " + long_answer);
}

/// Draws each part of a page and calls `check` on it.
template <typename Check>
void each_part(TestGlass& glass, const present::Page& page, const present::Scratch& scratch,
               const Check& check) {
  for (int part = 0; part == 0 || glass.frame().has_more; ++part) {
    REQUIRE(part < 99);
    glass.scratch = scratch;
    glass.scratch.part = part;
    glass.draw(page);
    CAPTURE(part);
    check();
  }
}

TEST_CASE("ui: on low glass no part of a receipt has nothing but a sign, and its code is whole") {
  const Room room;
  const Supplies supplies;
  TestGlass glass(supplies, {1280, 800, 25.4 / 159});
  int receipts = 0;
  for (const present::Screen& screen : room.screens) {
    if (screen.page.key != "receipt") continue;
    ++receipts;
    present::Page page = screen.page;
    page.size = visit::TextSize::largest;
    const auto* card = present::first_of<present::Card>(page);
    REQUIRE(card);
    each_part(glass, page, screen.scratch, [&] {
      const std::vector<Node> nodes(
          glass.frame().nodes.begin() + std::ptrdiff_t(glass.frame().body_begin),
          glass.frame().nodes.begin() + std::ptrdiff_t(glass.frame().footer_begin));
      CHECK_FALSE(nodes.empty());
      for (const Node& node : nodes) {
        // One line of bold letters, and not two.
        if (node.label == card->large) CHECK(glass.mm(node.rect.height) < 24);
      }
    });
  }
  CHECK(receipts > 0);
}

TEST_CASE("ui: the code of a receipt gets smaller on fine glass, and words below it go on") {
  const Room room;
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 25.4 / 220});
  int receipts = 0;
  for (const present::Screen& screen : room.screens) {
    if (screen.page.key != "receipt") continue;
    present::Page page = screen.page;
    page.size = visit::TextSize::largest;
    for (present::Element& element : page.elements) {
      auto* card = std::get_if<present::Card>(&element.content);
      if (card == nullptr) continue;
      card->qr = std::string(120, 'k');
      // Longer than any part of this glass.
      card->note.clear();
      for (int i = 0; i < 40; ++i) card->note += "Keep this paper. ";
    }
    ++receipts;
    int codes = 0;
    std::string words;
    each_part(glass, page, screen.scratch, [&] {
      const Rect code = glass.extent_of(0x000000);  // no other colour of paper is black
      if (code.height > 0) {
        ++codes;
        CHECK(glass.mm(code.height) > 10);
        CHECK(std::abs(code.width - code.height) < 2);
        CHECK(code.y > glass.find("ask-staff")->rect.bottom());
        CHECK(code.bottom() < glass.find("above")->rect.y);
      }
      for (const Node& node : glass.frame().nodes) words += node.label;
    });
    CHECK(codes == 1);
    std::size_t kept = 0;
    for (std::size_t at = words.find("Keep"); at != std::string::npos;
         at = words.find("Keep", at + 1))
      ++kept;
    CHECK(kept == 40);
  }
  CHECK(receipts > 0);
}

TEST_CASE("ui: a long answer has the whole width where half of it would make it too high (T-12)") {
  const Room room;
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 25.4 / 220});
  int questions = 0;
  for (const present::Screen& screen : room.screens) {
    present::Page page = screen.page;
    const auto options = std::find_if(
        page.elements.begin(), page.elements.end(), [](const present::Element& element) {
          const auto* found = std::get_if<present::Options>(&element.content);
          return found != nullptr && found->look == present::OptionLook::checkbox &&
                 found->columns > 1;
        });
    if (options == page.elements.end() || !page.footer) continue;
    ++questions;
    auto& items = std::get<present::Options>(options->content).items;
    items.front().label =
        "Thyroid (a gland in the neck) that works too fast, or pills for the thyroid, "
        "or somebody in your family who had an operation on the thyroid";
    std::set<std::string> whole;
    each_part(glass, page, screen.scratch, [&] {
      const auto& nodes = glass.frame().nodes;
      REQUIRE(glass.frame().footer_begin < nodes.size());
      const float footer = nodes[glass.frame().footer_begin].rect.y;
      for (const present::Button& item : items) {
        const Node* option = glass.find(item.id);
        if (option != nullptr && option->rect.bottom() < footer) whole.insert(item.id);
      }
    });
    CHECK(whole.size() == items.size());
  }
  CHECK(questions > 0);
}

TEST_CASE("ui: two long answers and the pad above them share the lowest glass") {
  const auto words = present::own_words();
  const auto pack = present::own_pack("ketamine-iv");
  const Supplies supplies;
  TestGlass glass(supplies, {1280, 800, 25.4 / 159});
  int pads = 0;
  for (const present::Screen& screen : present::every_screen(*pack, words)) {
    if (screen.name != "decision") continue;
    for (const visit::TextSize size : kSizes) {
      CAPTURE(visit::to_string(size));
      present::Page page = screen.page;
      page.size = size;
      for (int part = 0; part < 20; ++part) {
        glass.scratch = screen.scratch;
        glass.scratch.part = part;
        glass.draw(page);
        const Node* pad = glass.find("pad");
        CHECK((pad != nullptr) == !glass.frame().has_more);
        if (!glass.frame().has_more) break;
      }
      ++pads;
      CHECK(glass.find("sign") != nullptr);
      CHECK(glass.find("no") != nullptr);
      CHECK(glass.find("sign.clear") != nullptr);
    }
  }
  CHECK(pads == 4);
}

TEST_CASE("ui: a field that is typed into is on the glass together with the keyboard (T-28)") {
  const Room room;
  const Supplies supplies;
  for (const Glass& shape : {Glass{1920, 1080, 0.248}, Glass{1280, 800, 0.16},
                             Glass{1080, 1920, 0.248}, Glass{3840, 2160, 0.124}}) {
    TestGlass glass(supplies, shape);
    for (const present::Screen& screen : room.screens) {
      if (present::first_of<present::Keyboard>(screen.page) == nullptr) continue;
      for (const visit::TextSize size : kSizes) {
        present::Page page = screen.page;
        page.size = size;
        glass.scratch = screen.scratch;
        glass.scratch.part = 0;
        const std::string focused = "field." + focused_field(page);
        CAPTURE(screen.name);
        CAPTURE(visit::to_string(size));
        CAPTURE(shape.width);
        bool together = false;
        for (int part = 0; part < 5 && !together; ++part) {
          glass.scratch.part = part;
          glass.draw(page);
          const bool keys =
              std::any_of(glass.frame().nodes.begin(), glass.frame().nodes.end(),
                          [](const Node& node) { return node.role == NodeRole::key; });
          together = keys && glass.find(focused) != nullptr;
          if (!glass.frame().has_more) break;
        }
        CHECK(together);
      }
    }
  }
}

TEST_CASE("ui: Ask staff, Pause and Stop never move from page to page (T-24)") {
  const Room room;
  const Supplies supplies;
  for (const Glass& shape : {Glass{1920, 1080, 0.248}, Glass{1080, 1920, 0.248}}) {
    TestGlass glass(supplies, shape);
    std::map<std::string, Rect> places;
    for (const present::Screen& screen : room.screens) {
      if (!screen.page.header || screen.page.staff) continue;
      glass.scratch = screen.scratch;
      glass.draw(screen.page);
      for (const std::string id : {"ask-staff", "pause", "stop"}) {
        if (id == "stop" && !screen.framed) continue;
        const Node* node = glass.find(id);
        CAPTURE(screen.name);
        CAPTURE(id);
        REQUIRE(node);
        const auto [known, is_new] = places.try_emplace(id, node->rect);
        if (is_new) continue;
        CHECK(node->rect.x == doctest::Approx(known->second.x));
        CHECK(node->rect.y == doctest::Approx(known->second.y));
      }
    }
  }
}

TEST_CASE("ui: no answer to a statement waits behind More while another one is in sight") {
  const Room room;
  const Supplies supplies;
  for (const Glass& shape : {Glass{1920, 1080, 0.248}, Glass{1080, 1920, 0.248}}) {
    TestGlass glass(supplies, shape);
    for (const present::Screen& screen : room.screens) {
      for (const visit::TextSize size : kSizes) {
        present::Page page = screen.page;
        page.size = size;
        const auto buttons = buttons_of(page);
        if (present::find_button(buttons, "answer.yes") == nullptr) continue;
        glass.scratch = {};
        for (int part = 0; part < 8; ++part) {
          glass.scratch.part = part;
          glass.draw(page);
          CAPTURE(screen.name);
          CAPTURE(visit::to_string(size));
          const bool answers = glass.find("answer.yes") != nullptr;
          CHECK(answers == (glass.find("answer.no") != nullptr));
          // And what is answered stands above it.
          const auto* statement = present::first_of<present::Statement>(page);
          REQUIRE(statement);
          bool stated = false;
          for (const Node& node : glass.frame().nodes) {
            stated = stated || node.label == statement->text;
          }
          CHECK((!answers || stated));
          CHECK((glass.find("answer.yes") == nullptr) ==
                (glass.find("answer.question") == nullptr));
          if (!glass.frame().has_more) break;
        }
      }
    }
  }
}

TEST_CASE("ui: on the lowest glass the answers to a statement stand together at any size") {
  const auto words = present::own_words();
  const auto pack = present::own_pack("ketamine-iv");
  const Supplies supplies;
  TestGlass glass(supplies, {1280, 800, 25.4 / 159});
  int statements = 0;
  for (const std::string language : {"vi", "ar"}) {
    for (const present::Screen& screen : present::every_screen(*pack, words, language)) {
      if (present::find_button(buttons_of(screen.page), "answer.yes") == nullptr) continue;
      if (screen.name.find("statements/") == std::string::npos) continue;
      ++statements;
      present::Page page = screen.page;
      page.size = visit::TextSize::largest;
      for (int part = 0;; ++part) {
        glass.scratch = {};
        glass.scratch.part = part;
        glass.draw(page);
        CAPTURE(screen.name);
        CAPTURE(language);
        CHECK((glass.find("answer.yes") == nullptr) == (glass.find("answer.no") == nullptr));
        // Four long answers can be more than this glass holds: then the last one goes on behind.
        CHECK((glass.find("answer.yes") == nullptr) == (glass.find("answer.question") == nullptr));
        if (!glass.frame().has_more) break;
      }
    }
  }
  CHECK(statements > 0);
}

TEST_CASE("ui: no line of running text is much longer than 65 characters") {
  const auto words = present::own_words();
  const auto pack = present::own_pack("ketamine-iv");
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  glass.pictures = pack->images;
  for (const present::Screen& screen : present::every_screen(*pack, words)) {
    if (screen.page.staff) continue;
    for (int part = 0; part < 8; ++part) {
      glass.scratch = screen.scratch;
      glass.scratch.part = part;
      glass.draw(screen.page);
      for (const Node& node : glass.frame().nodes) {
        const bool runs = node.role == NodeRole::text || node.role == NodeRole::heading;
        if (!runs || node.label.size() < 90) continue;
        // The least height that so many lines of the smallest text take: 65 letters each, and a few
        // more where a line ends in a short word.
        constexpr double kLetters = 72;
        const double lines = std::ceil(double(node.label.size()) / kLetters);
        CAPTURE(screen.name);
        CAPTURE(node.label);
        CAPTURE(node.rect.width);
        CHECK(double(node.rect.height) > (lines - 0.5) * 26 * 1.2);
      }
      if (!glass.frame().has_more) break;
    }
  }
}

TEST_CASE("ui: six languages stand beside the greeting, and none of them waits behind More") {
  const auto words = present::own_words();
  const auto pack = present::own_pack("ketamine-iv");
  REQUIRE(pack->languages.size() == 6);
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  bool seen = false;
  for (const present::Screen& screen : present::every_screen(*pack, words)) {
    if (screen.page.key != "welcome") continue;
    seen = true;
    glass.scratch = screen.scratch;
    glass.draw(screen.page);
    CHECK_FALSE(glass.frame().has_more);
    for (const content::Language& language : pack->languages) {
      CAPTURE(language.tag);
      CHECK(glass.find("language." + language.tag) != nullptr);
    }
    CHECK(glass.find("language.interpreter") != nullptr);
    CHECK(std::any_of(glass.frame().nodes.begin(), glass.frame().nodes.end(),
                      [&](const Node& node) { return node.label == pack->title; }));
  }
  CHECK(seen);
}

TEST_CASE("ui: the tools of the welcome screen stand in one row, Listen among them") {
  const auto words = present::own_words();
  const auto pack = present::own_pack("ketamine-iv");
  const Supplies supplies;
  const present::Journey journey(*pack, words);
  present::Desk desk = journey.desk();
  desk.hearing.can_listen = true;
  const present::Page page = present::welcome(desk);
  for (const Glass& each : {Glass{1920, 1080, 0.248}, Glass{2560, 1440, 0.186}}) {
    CAPTURE(each.width);
    TestGlass glass(supplies, each);
    glass.draw(page);
    CHECK(audit(glass).empty());
    const Node* const listen = glass.find("listen");
    REQUIRE(listen);
    const float top = listen->rect.y;
    for (const char* id : {"bigger", "contrast", "staff"}) {
      CAPTURE(id);
      REQUIRE(glass.find(id));
      CHECK(glass.find(id)->rect.y == top);
    }
  }
}

TEST_CASE("ui: on the lowest glass the greeting leaves room for the first language at any size") {
  const auto words = present::own_words();
  const auto pack = present::own_pack("ketamine-iv");
  const Supplies supplies;
  const present::Journey journey(*pack, words);
  for (const double pitch : {0.17, 25.4 / 159}) {
    for (const visit::TextSize size : kSizes) {
      CAPTURE(pitch);
      CAPTURE(int(size));
      TestGlass glass(supplies, {1280, 800, pitch});
      present::Page page = present::welcome(journey.desk());
      page.size = size;
      glass.draw(page);
      CHECK(audit(glass).empty());
      CHECK(glass.find("language.en") != nullptr);
    }
  }
}

TEST_CASE("ui: digits stand beside the field that they are typed into") {
  const Room room;
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  for (const present::Screen& screen : room.screens) {
    if (screen.name != "code" && screen.name != "year") continue;
    CAPTURE(screen.name);
    glass.scratch = screen.scratch;
    glass.draw(screen.page);
    const Node* field = glass.find("field." + focused_field(screen.page));
    const Node* key = glass.find("key.1");
    REQUIRE(field);
    REQUIRE(key);
    CHECK(key->rect.x > field->rect.right());
    CHECK(key->rect.x > 960);
  }
}

TEST_CASE("ui: at the largest text a fact stands on the same part as its statement") {
  const auto words = present::own_words();
  const auto pack = present::own_pack("ketamine-iv");
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  int statements = 0;
  for (const present::Screen& screen : present::every_screen(*pack, words)) {
    const auto* statement = present::first_of<present::Statement>(screen.page);
    const auto* fact = present::first_of<present::Callout>(screen.page);
    if (statement == nullptr || fact == nullptr || !screen.framed) continue;
    ++statements;
    present::Page page = screen.page;
    page.size = visit::TextSize::largest;
    glass.scratch = screen.scratch;
    glass.draw(page);
    const auto shows = [&](const std::string& text) {
      return std::any_of(glass.frame().nodes.begin(), glass.frame().nodes.end(),
                         [&](const Node& node) { return node.label == text; });
    };
    CAPTURE(screen.name);
    CHECK(shows(statement->text));
    CHECK(shows(fact->paragraphs.front().text));
    CHECK(glass.find("answer.no") != nullptr);
  }
  CHECK(statements > 0);
}

TEST_CASE("ui: what reads from right to left is the mirror image") {
  const Room room;
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  glass.pictures = room.pack->images;
  for (const present::Screen& screen : room.screens) {
    if (screen.page.staff) continue;  // in the source language only
    CAPTURE(screen.name);
    present::Screen mirrored = screen;
    mirrored.page.right_to_left = true;
    glass.scratch = screen.scratch;
    glass.draw(screen.page);
    std::map<std::string, Rect> places;
    for (const Node& node : glass.frame().nodes) {
      if (!node.id.empty() && node.role == NodeRole::button) places[node.id] = node.rect;
    }
    glass.draw(mirrored.page);
    for (const Node& node : glass.frame().nodes) {
      const auto place = places.find(node.id);
      if (node.role != NodeRole::button || place == places.end()) continue;
      CAPTURE(node.id);
      CHECK(node.rect.x == doctest::Approx(1920 - place->second.right()).epsilon(0.01));
    }
    for (const std::string& wrong : audit(glass))
      FAIL_CHECK(fmt::format("{}: {}", screen.name, wrong));
  }
}

TEST_CASE(
    "ui: text that would need a second part stands in two columns, read one after the other") {
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  present::Page page;
  page.key = "columns";
  page.elements.push_back({present::Heading{"What is known"}, false, std::nullopt, {}});
  const std::vector<std::string> questions{"One", "Two", "Three", "Four", "Five", "Six"};
  for (const std::string& question : questions) {
    content::Paragraph answer;
    for (int i = 0; i < 6; ++i) answer.text += "Plain words about one thing. ";
    present::Element element{present::Faq{{{question, {answer}}}}, false, std::nullopt, {}};
    element.block = visit::Spot{"page", question};
    element.digest = question;
    page.elements.push_back(element);
  }
  const auto questions_on_glass = [&glass, &questions] {
    std::vector<Node> found;
    for (const Node& node : glass.frame().nodes) {
      if (std::find(questions.begin(), questions.end(), node.label) != questions.end()) {
        found.push_back(node);
      }
    }
    return found;
  };
  for (const bool right_to_left : {false, true}) {
    CAPTURE(right_to_left);
    page.right_to_left = right_to_left;
    glass.scratch = {};
    CHECK_FALSE(glass.draw(page).has_more);
    CHECK(glass.frame().on_glass.size() == questions.size());
    const auto found = questions_on_glass();
    REQUIRE(found.size() == questions.size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i].label == questions[i]);
    // Down the first column, then down the second: the first is where reading begins.
    CHECK(found[0].rect.x == doctest::Approx(found[2].rect.x));
    CHECK((found[5].rect.x > found[0].rect.x) == !right_to_left);
    CHECK(found[5].rect.y > found[3].rect.y);
  }
  page.right_to_left = false;
  page.size = visit::TextSize::largest;
  CHECK(glass.draw(page).has_more);  // large words have one column
}

TEST_CASE("ui: a long page has two columns in each part, read one after the other") {
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  present::Page page;
  page.key = "long";
  page.footer.emplace();
  page.elements.push_back({present::Heading{"To take home", {}}, false, std::nullopt, {}});
  std::vector<std::string> said{"To take home"};
  const auto paragraph = [&](const std::string& words, content::Paragraph::Kind kind) {
    content::Paragraph made;
    made.kind = kind;
    made.text = words;
    said.push_back(words);
    return made;
  };
  std::set<std::string> titles;
  std::vector<visit::Spot> spots;
  for (int i = 1; i <= 8; ++i) {
    const std::string title = fmt::format("Section {}", i);
    titles.insert(title);
    said.push_back(title);
    page.elements.push_back({present::Statement{title}, false, std::nullopt, {}});
    std::string words = fmt::format("Text {}.", i);
    for (int k = 0; k < 8; ++k) words += " Plain words about one thing.";
    present::Prose prose;
    prose.paragraphs.push_back(paragraph(words, content::Paragraph::Kind::plain));
    for (int k = 1; k <= 4; ++k) {
      prose.paragraphs.push_back(
          paragraph(fmt::format("Item {} of {}", k, i), content::Paragraph::Kind::bullet));
    }
    present::Element element{prose, false, std::nullopt, {}};
    spots.push_back({"long", title});
    element.block = spots.back();
    element.digest = title;
    page.elements.push_back(element);
  }
  const auto parts_of_page = [&](const present::Page& shown) {
    glass.scratch = {};
    while (glass.draw(shown).has_more) ++glass.scratch.part;
    return glass.scratch.part + 1;
  };
  for (const bool right_to_left : {false, true}) {
    CAPTURE(right_to_left);
    page.right_to_left = right_to_left;
    std::vector<std::string> read;
    std::set<std::string> seen;
    glass.scratch = {};
    for (bool more = true; more; ++glass.scratch.part) {
      CAPTURE(glass.scratch.part);
      const Frame& frame = glass.draw(page);
      CHECK(audit(glass).empty());
      more = frame.has_more;
      for (const SeenBlock& block : frame.on_glass) seen.insert(block.spot.block);
      int columns = 1;
      const Node* before = nullptr;
      for (std::size_t i = frame.body_begin; i < frame.footer_begin; ++i) {
        const Node& node = frame.nodes[i];
        read.push_back(node.label);
        const bool first_half = (node.rect.x < 960) != right_to_left || node.rect.width > 960;
        if (before != nullptr && node.rect.y < before->rect.y) {
          ++columns;
          CHECK_FALSE(first_half);
          // No title stands at the foot of a column without its text.
          CHECK_FALSE(titles.contains(before->label));
        } else {
          CHECK(first_half == (columns == 1));
        }
        before = &node;
      }
      REQUIRE(before != nullptr);
      CHECK_FALSE(titles.contains(before->label));
      CHECK(columns == 2);
    }
    CHECK(read == said);
    CHECK(seen.size() == spots.size());
  }
  page.right_to_left = false;
  const int parts = parts_of_page(page);
  CHECK(parts >= 2);
  // What is heard is marked in the second column too.
  glass.scratch = {};
  const Frame& frame = glass.draw(page);
  const Node last = frame.nodes[frame.footer_begin - 1];
  REQUIRE(last.rect.x > 960);
  const auto element = std::find_if(page.elements.begin(), page.elements.end(), [&](const auto& e) {
    const auto* prose = std::get_if<present::Prose>(&e.content);
    return prose != nullptr &&
           std::any_of(prose->paragraphs.begin(), prose->paragraphs.end(),
                       [&](const auto& each) { return each.text == last.label; });
  });
  REQUIRE(element != page.elements.end());
  page.marks = {{int(element - page.elements.begin()), last.label, 0, 4, -1}};
  glass.draw(page);
  const Rect marked = glass.extent_of(colors_of(page.theme).mark);
  CHECK(marked.width > 10);
  CHECK(overlap(marked, last.rect));
  page.marks.clear();
  // In one column, as a page with a notice has it, it would be much longer.
  present::Page narrow = page;
  narrow.elements.push_back(
      {present::Notice{present::CalloutLook::note, "Done"}, false, std::nullopt, {}});
  CHECK(parts * 3 <= parts_of_page(narrow) * 2);
}

TEST_CASE("ui: a page in two parts is cut near its middle, and no picture waits alone") {
  const Supplies supplies;
  TestGlass glass(supplies, {1080, 1920, 0.248});
  glass.pictures["drawing"] = R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>)";
  present::Page page;
  page.key = "long";
  page.footer.emplace();
  page.size = visit::TextSize::largest;
  page.elements.push_back({present::Heading{"A long page", {}}, false, std::nullopt, {}});
  content::Paragraph paragraph;
  for (int i = 0; i < 4; ++i) paragraph.text += "Plain words about one thing. ";
  const auto add = [&] {
    page.elements.push_back({present::Prose{{paragraph}}, false, std::nullopt, {}});
  };
  const auto height_of_part = [&](int part) {
    glass.scratch.part = part;
    const Frame& frame = glass.draw(page);
    float low = 0;
    float high = glass.glass().height;
    for (std::size_t i = frame.body_begin; i < frame.footer_begin; ++i) {
      low = std::max(low, frame.nodes[i].rect.bottom());
      high = std::min(high, frame.nodes[i].rect.y);
    }
    return low - high;
  };
  add();
  while (!glass.draw(page).has_more) add();
  page.elements.back() = {
      present::Picture{"drawing", "A drawing", "What it shows"}, false, std::nullopt, {}};
  const float first = height_of_part(0);
  REQUIRE(glass.frame().has_more);
  const float second = height_of_part(1);
  CHECK_FALSE(glass.frame().has_more);
  CHECK(second > first * 0.5F);
  CHECK(first > second * 0.5F);
}

TEST_CASE("ui: words and a timeline stand side by side before any of them waits behind More") {
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  present::Page page;
  page.key = "day";
  page.footer.emplace();
  page.elements.push_back({present::Heading{"The day", {}}, false, std::nullopt, {}});
  content::Paragraph paragraph;
  for (int i = 0; i < 5; ++i) paragraph.text += "Plain words about one thing. ";
  for (int i = 0; i < 3; ++i) {
    page.elements.push_back({present::Prose{{paragraph}}, false, std::nullopt, {}});
  }
  present::Timeline timeline;
  for (int i = 0; i < 4; ++i) timeline.items.push_back({"10 minutes", "A step", "What is done"});
  page.elements.push_back({timeline, false, std::nullopt, {}});
  CHECK_FALSE(glass.draw(page).has_more);
}

TEST_CASE("ui: of two rows that say the same, the one that is heard is marked alone") {
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  present::Page page;
  page.key = "review";
  present::Answers answers;
  for (const char* question : {"Do you smoke?", "Do you drink?"}) {
    answers.rows.push_back({question, "Never", {}, false, {}, {}});
  }
  page.elements.push_back({answers, false, std::nullopt, {}});
  std::vector<Rect> rows;
  for (const Node& node : glass.draw(page).nodes) {
    if (node.label == "Never") rows.push_back(node.rect);
  }
  REQUIRE(rows.size() == 2);
  const Color color = colors_of(page.theme).mark;
  CHECK(glass.extent_of(color).width == 0);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    page.marks = {{0, "Never", 0, 5, static_cast<int>(row)}};
    glass.draw(page);
    const Rect marked = glass.extent_of(color);
    CHECK(marked.width > 10);
    CHECK(overlap(marked, rows[row]));
    CHECK_FALSE(overlap(marked, rows[1 - row]));
  }
}

TEST_CASE("ui: the buttons of speech have words where there is room, and move nothing else") {
  const Supplies supplies;
  present::Page page;
  page.key = "about";
  present::Header header;
  header.clinic = "The clinic";
  const auto add = [](std::vector<present::Button>& to, const char* id, const char* label,
                      const char* icon) {
    to.push_back({id, label, icon, present::Look::quiet, false, present::Pause{}});
  };
  add(header.buttons, "language", "English", "globe");
  add(header.buttons, "display", "Text size", "text-size");
  add(header.buttons, "listen", "Listen", "speaker");
  add(header.buttons, "ask-staff", "Ask staff", "hand");
  add(header.buttons, "pause", "Pause", "pause");
  const std::vector<present::Button> none;
  std::vector<present::Button> voice;
  add(voice, "voice.hold", "Wait", "hold");
  add(voice, "voice.again", "Again", "undo");
  add(voice, "voice.slower", "Slower", "slower");
  add(voice, "voice.faster", "Faster", "faster");
  add(voice, "voice.softer", "Softer", "softer");
  add(voice, "voice.louder", "Louder", "louder");
  page.header = header;
  std::size_t with_words = 0;
  for (const Glass& each : {Glass{1920, 1080, 0.248}, Glass{3840, 2160, 0.124},
                            Glass{1280, 800, 0.2}, Glass{1080, 1920, 0.248}}) {
    for (const visit::TextSize size : kSizes) {
      CAPTURE(each.width);
      CAPTURE(int(size));
      TestGlass glass(supplies, each);
      page.size = size;
      page.header->voice = none;
      glass.draw(page);
      std::map<std::string, Rect> before;
      for (const Node& node : glass.frame().nodes) before[node.id] = node.rect;
      page.header->voice = voice;
      glass.draw(page);
      CHECK(audit(glass).empty());
      for (const char* id : {"listen", "ask-staff", "pause"}) {
        REQUIRE(glass.find(id));
        CHECK(glass.find(id)->rect.x == before[id].x);
        CHECK(glass.find(id)->rect.width == before[id].width);
      }
      const auto has_words = [&](const char* id) {
        const Rect& rect = glass.find(id)->rect;
        return rect.width > rect.height * 1.3F;
      };
      // Two that belong together look alike, and Wait and Again come first.
      CHECK(has_words("voice.hold") == has_words("voice.again"));
      CHECK(has_words("voice.slower") == has_words("voice.faster"));
      CHECK(has_words("voice.softer") == has_words("voice.louder"));
      if (has_words("voice.softer")) CHECK(has_words("voice.slower"));
      if (has_words("voice.slower")) CHECK(has_words("voice.hold"));
      if (has_words("voice.hold")) ++with_words;
      if (each.width == 1920 && size == visit::TextSize::medium) CHECK(has_words("voice.hold"));
    }
  }
  CHECK(with_words >= 2);
}

TEST_CASE("ui: a part that was seen counts, a part that waits does not") {
  const Room room;
  const Supplies supplies;
  TestGlass glass(supplies, {1280, 800, 0.16});
  glass.pictures = room.pack->images;
  for (const present::Screen& screen : room.screens) {
    if (screen.name != "about/intro") continue;
    present::Page page = screen.page;
    page.size = visit::TextSize::largest;
    const Frame& first = glass.draw(page);
    REQUIRE(first.has_more);
    CHECK(first.on_glass.size() < 7);
    return;
  }
  FAIL("the page is not there");
}

}  // namespace candor::ui
