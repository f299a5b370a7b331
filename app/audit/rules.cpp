// The rules that need no pixels: where things stand and how they are called.
#include "audit/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string_view>

#include "audit/parts.h"
#include "base/utf8.h"
#include "ui/places.h"

namespace candor::audit {
namespace {

using ui::Drawn;
using ui::DrawnKind;
using ui::Node;
using ui::NodeRole;
using ui::Rect;

constexpr double kRoundingMm = 0.05;
constexpr double kCssPixelMm = 25.4 / 96;
constexpr double kFloorCss = 24;
constexpr double kAirMm = 1.0;     // from a label to its control's edge
constexpr float kRounding = 1.5F;  // pixels: places are whole, sizes are not
constexpr float kTouching = 3.0F;  // pixels by which boxes of lines may meet

/// A page of a patient that has no Ask staff, and why.
struct WithoutHelp {
  std::string_view key;  ///< how Page::key begins
  std::string_view why;
};

constexpr std::array kWithoutHelp{
    WithoutHelp{"welcome", "nobody has begun: there is no visit that could tell when help came"},
    WithoutHelp{"saving", "it stands while the record goes to disk, and nothing can be touched"},
    WithoutHelp{"ticket", "it says itself to see a nurse, and has the staff door"},
    WithoutHelp{"return.", "the visit is still hidden; Back leads to the staff door"},
    WithoutHelp{"keys.", "the visit is put aside; each step leads back to a page that has it"},
    WithoutHelp{"staff.", "it is for staff"}};

bool may_lack_help(const present::Page& page) {
  return page.staff || std::any_of(kWithoutHelp.begin(), kWithoutHelp.end(), [&](const auto& each) {
           return page.key.rfind(each.key, 0) == 0;
         });
}

/// By how much a rectangle leaves another one.
float outside(const Rect& rect, const Rect& room) {
  return std::max({room.x - rect.x, room.y - rect.y, rect.right() - room.right(),
                   rect.bottom() - room.bottom()});
}

Rect whole(const Sight& sight) {
  return {0, 0, sight.glass.width, sight.glass.height};
}

/// The control that a text stands in, or nullptr.
const Node* control_around(const Sight& sight, const Rect& rect) {
  const float x = rect.x + rect.width / 2;
  const float y = rect.y + rect.height / 2;
  for (const Node& node : sight.shot.frame.nodes) {
    if (is_target(node) && node.rect.contains(x, y)) return &node;
  }
  return nullptr;
}

/// What stands in the same place on every page: it does not grow with the text.
bool is_of_bars(const Sight& sight, const Drawn& drawn) {
  const present::Page& page = sight.page;
  if (page.header && drawn.what == page.header->clinic) return true;
  if (page.footer && drawn.what == page.footer->where) return true;
  if (drawn.what == page.practice) return true;
  const Node* control = control_around(sight, drawn.rect);
  if (control == nullptr) return false;
  if (control->role == NodeRole::key || control->role == NodeRole::field) return true;
  const auto is_it = [&](const std::optional<present::Button>& button) {
    return button && button->id == control->id;
  };
  if (control->id == "more" || control->id == "above") return true;
  const auto has_it = [&](const std::vector<present::Button>& buttons) {
    return std::any_of(buttons.begin(), buttons.end(),
                       [&](const present::Button& button) { return button.id == control->id; });
  };
  if (page.header && (has_it(page.header->buttons) || has_it(page.header->voice))) return true;
  return page.footer && (is_it(page.footer->back) || is_it(page.footer->stop) ||
                         is_it(page.footer->other) || is_it(page.footer->primary));
}

}  // namespace

std::string start_of(const std::string& words) {
  constexpr std::size_t kMost = 48;
  if (words.size() <= kMost) return words;
  return words.substr(0, character_start(words, kMost)) + "…";
}

std::string name_of(const Node& node) {
  const std::string words = "“" + start_of(node.label) + "”";
  return node.id.empty() ? words : node.id + " " + words;
}

std::string name_of(const Drawn& drawn) {
  std::string words = "“" + start_of(drawn.what) + "”";
  switch (drawn.kind) {
    case DrawnKind::text:
      return words;
    case DrawnKind::icon:
      return "the icon " + words;
    case DrawnKind::picture:
      return "the picture " + words;
  }
  return words;
}

void Figures::take(const std::string& what, double value) {
  const auto [at, is_new] = m_spans.try_emplace(what, Span{value, value, 0});
  at->second.least = std::min(at->second.least, value);
  at->second.most = std::max(at->second.most, value);
  ++at->second.count;
}

void Figures::add(const Figures& other) {
  for (const auto& [what, span] : other.m_spans) {
    const auto [at, is_new] = m_spans.try_emplace(what, span);
    if (is_new) continue;
    at->second.least = std::min(at->second.least, span.least);
    at->second.most = std::max(at->second.most, span.most);
    at->second.count += span.count;
  }
}

Figures::Span Figures::of(const std::string& what) const {
  const auto found = m_spans.find(what);
  return found == m_spans.end() ? Span{} : found->second;
}

Heights heights_of(visit::TextSize size) {
  switch (size) {
    case visit::TextSize::small:
      return {3.5, 4.2};
    case visit::TextSize::medium:
      return {4.8, 5.6};
    case visit::TextSize::large:
      return {6.4, 7.1};
    case visit::TextSize::largest:
      return {8.5, 9.0};
  }
  return {4.8, 5.6};
}

Faults target_faults(const Sight& sight, Figures& figures) {
  Faults faults;
  const auto& nodes = sight.shot.frame.nodes;
  const double pitch = sight.glass.mm_per_pixel;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!is_target(nodes[i])) continue;
    const double side = double(std::min(nodes[i].rect.width, nodes[i].rect.height)) * pitch;
    figures.take("target mm", side);
    if (side < kFloorCss * kCssPixelMm - kRoundingMm) {
      faults.push_back(
          {"target-floor", "T-03", name_of(nodes[i]),
           fmt::format("its short side is {:.1f} CSS pixels of 24", side / kCssPixelMm),
           "make it 12.7 mm"});
    }
    if (side < ui::kTargetMm - kRoundingMm) {
      faults.push_back({"target-size", "T-01", name_of(nodes[i]),
                        fmt::format("its short side is {:.1f} mm, {:.1f} too little", side,
                                    ui::kTargetMm - side),
                        "give it 12.7 mm each way"});
    }
    for (std::size_t k = i + 1; k < nodes.size(); ++k) {
      if (!is_target(nodes[k])) continue;
      if (overlap(nodes[i].rect, nodes[k].rect, 0.5F)) {
        faults.push_back({"target-overlap", "T-02", name_of(nodes[i]),
                          "it lies over " + name_of(nodes[k]), "set them apart by 2.54 mm"});
        continue;
      }
      const double gap = empty_between(nodes[i].rect, nodes[k].rect) * pitch;
      figures.take("gap mm", gap);
      if (gap < ui::kTargetGapMm - kRoundingMm) {
        faults.push_back({"target-gap", "T-02", name_of(nodes[i]),
                          fmt::format("{} is {:.2f} mm away, {:.2f} too near", name_of(nodes[k]),
                                      gap, ui::kTargetGapMm - gap),
                          "set them apart by 2.54 mm"});
      }
    }
  }
  return faults;
}

Faults overflow_faults(const Sight& sight, Figures& figures) {
  Faults faults;
  const Rect glass = whole(sight);
  const auto look = [&](const Rect& rect, const std::string& name) {
    const float over = outside(rect, glass);
    figures.take("mm from the edge", -double(over) * sight.glass.mm_per_pixel);
    if (over <= kRounding) return;
    faults.push_back({"overflow", "T-08", name,
                      fmt::format("it reaches {:.0f} pixels over the edge of the glass", over),
                      "shorten the words, or let them take another line"});
  };
  for (const Node& node : sight.shot.frame.nodes) look(node.rect, name_of(node));
  for (const Drawn& drawn : sight.shot.drawn) {
    const Node* control = control_around(sight, drawn.rect);
    // What is longer than its field is scrolled in it.
    if (control != nullptr && control->role == NodeRole::field) continue;
    look(drawn.rect, name_of(drawn));
  }
  return faults;
}

Faults cut_faults(const Sight& sight) {
  Faults faults;
  const auto& all = sight.shot.drawn;
  std::vector<const Node*> controls;
  controls.reserve(all.size());
  for (const Drawn& drawn : all) {
    const Node* control = control_around(sight, drawn.rect);
    controls.push_back(control);
    const bool scrolls = control != nullptr && control->role == NodeRole::field;
    if (scrolls) continue;
    if (const float over = outside(drawn.rect, drawn.clip); over > kRounding) {
      faults.push_back({"cut", "T-12", name_of(drawn),
                        fmt::format("{:.0f} pixels are cut off", over),
                        "give it the room that it needs"});
    }
    if (control == nullptr || control->role == NodeRole::pad) continue;
    if (drawn.kind == DrawnKind::text && !scrolls && control->role != NodeRole::key) {
      // Below 0 it hangs out: that is told below.
      const double air = -double(outside(drawn.rect, control->rect)) * sight.glass.mm_per_pixel;
      if (air >= 0 && air < kAirMm - kRoundingMm) {
        faults.push_back({"label-air", "T-12", name_of(*control),
                          fmt::format("its label is {:.1f} mm from its edge, {:.1f} too near", air,
                                      kAirMm - air),
                          "make the control larger, or the letters smaller"});
      }
    }
    if (const float over = outside(drawn.rect, control->rect); over > kTouching) {
      faults.push_back({"label-fit", "T-12", name_of(*control),
                        fmt::format("its label hangs out by {:.0f} pixels", over),
                        "shorten the label, or make the control larger"});
    }
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t k = i + 1; k < all.size(); ++k) {
      if (!overlap(all[i].rect, all[k].rect, kTouching)) continue;
      faults.push_back({"text-over-text", "T-12", name_of(all[i]),
                        "it lies over " + name_of(all[k]), "give both the room that they need"});
    }
    for (const Node& node : sight.shot.frame.nodes) {
      if (!is_target(node) || &node == controls[i] || node.role == NodeRole::pad) continue;
      if (!overlap(all[i].rect, node.rect, kTouching)) continue;
      faults.push_back({"text-under-control", "T-12", name_of(all[i]),
                        "it lies under " + name_of(node), "give both the room that they need"});
    }
  }
  return faults;
}

Faults letter_faults(const Sight& sight, double capital, Figures& figures) {
  constexpr double kNoEnlargement = 4.8;
  Faults faults;
  const Heights wanted = heights_of(sight.page.size);
  const std::string size = visit::to_string(sight.page.size);
  for (const Drawn& drawn : sight.shot.drawn) {
    if (drawn.kind != DrawnKind::text) continue;
    const double height = drawn.em * capital * sight.glass.mm_per_pixel;
    const bool bars = is_of_bars(sight, drawn);
    figures.take(bars ? "bar capitals mm " + size : "capitals mm " + size, height);
    const double least = bars ? std::min(wanted.least, kNoEnlargement) : wanted.least;
    if (height >= least - kRoundingMm) continue;
    faults.push_back(
        {"letter-size", bars ? "T-10" : "T-09", name_of(drawn),
         fmt::format("its capitals are {:.1f} mm high, {:.1f} too little", height, least - height),
         fmt::format("make them {:.1f} mm", least)});
  }
  return faults;
}

Faults name_faults(const Sight& sight) {
  Faults faults;
  for (const Node& node : sight.shot.frame.nodes) {
    const bool needed = is_target(node) || node.role == NodeRole::picture;
    if (!needed || !node.label.empty()) continue;
    faults.push_back({"no-name", "A-01", node.id.empty() ? "a picture" : node.id,
                      "nothing can be spoken for it", "give it a label"});
  }
  return faults;
}

Faults order_faults(const Sight& sight) {
  Faults faults;
  const bool rtl = sight.page.right_to_left;
  const Node* before = nullptr;
  for (const Node& node : sight.shot.frame.nodes) {
    if (!is_target(node)) continue;
    const Node* last = before;
    before = &node;
    if (last == nullptr) continue;
    const Rect& a = last->rect;
    const Rect& b = node.rect;
    const bool one_row =
        std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y) > std::min(a.height, b.height) / 2;
    const bool one_column = std::min(a.right(), b.right()) > std::max(a.x, b.x);
    const bool back = one_row ? (rtl ? b.x > a.x : b.x < a.x) : one_column && b.bottom() <= a.y;
    // A keyboard's letters stand from left to right in every language.
    const bool keys = last->role == NodeRole::key && node.role == NodeRole::key;
    if (!back || (keys && one_row)) continue;
    faults.push_back({"order", "A-14", name_of(node),
                      "it comes after " + name_of(*last) + " and is read before it",
                      "draw it in the order of reading"});
  }
  return faults;
}

Faults help_faults(const Sight& sight, std::map<std::string, Rect>& places,
                   const std::string& look) {
  constexpr const char* kHelp = "ask-staff";
  if (may_lack_help(sight.page)) return {};
  for (const Node& node : sight.shot.frame.nodes) {
    if (node.id != kHelp) continue;
    const auto [known, is_new] = places.try_emplace(look, node.rect);
    const double moved = std::max(std::abs(double(node.rect.x - known->second.x)),
                                  std::abs(double(node.rect.y - known->second.y)));
    if (is_new || moved <= double(kRounding)) return {};
    return {{"help-moves", "T-24", name_of(node),
             fmt::format("it stands {:.0f} pixels from where other pages have it", moved),
             "keep the header the same on every page"}};
  }
  return {{"no-help", "A-20", kHelp, "this page has none", "give it the header of a visit"}};
}

Faults look_at(const Light& light, const Sight& sight, double capital, Figures& figures) {
  Faults all;
  for (Faults& some :
       std::array{target_faults(sight, figures), overflow_faults(sight, figures), cut_faults(sight),
                  letter_faults(sight, capital, figures), contrast_faults(light, sight, figures),
                  pad_faults(light, sight, figures), name_faults(sight), order_faults(sight)}) {
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace candor::audit
