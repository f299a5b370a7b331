#include "ui/ui.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "base/utf8.h"

namespace candor::ui {
namespace {

ImU32 rgb(Color color) {
  return IM_COL32((color >> 16U) & 0xFFU, (color >> 8U) & 0xFFU, color & 0xFFU, 255);
}

constexpr double kButtonPadding = 28;  // mockup pixels between a button's edge and its label
constexpr double kIconGap = 12;
constexpr double kAirMm = 1.1;        // no label comes nearer to its button's edge
constexpr double kLabelLines = 1.25;  // heights of a label's lines, in ems

/// The least empty width at a label's sides. A letter alone, as on keys, may come nearer to the
/// edge than a word.
float least_air(const Metrics& metrics, const std::string& label) {
  constexpr std::size_t kLetter = 2;  // with a mark
  const bool letter = characters_of(label).size() <= kLetter;
  return metrics.px(letter ? 4 : metrics.is_low() ? 6 : 12);
}

/// The picture on a button. A chosen answer carries a tick, so that colour is never the only sign.
std::string shown_icon(const present::Button& button) {
  const bool ticked =
      button.selected && button.look != present::Look::staff && button.icon != "shift";
  return ticked ? "check" : button.icon;
}

struct ButtonColors {
  Color back;
  Color edge;
  Color ink;
  float thickness;
};

ButtonColors button_colors(const Ui& ui, const present::Button& button) {
  const Colors& c = ui.colors;
  const float thin = ui.metrics.px(2);
  const float thick = ui.metrics.px(4.5);
  switch (button.look) {
    case present::Look::primary:
      return {c.primary, c.primary, c.on_primary, thin};
    case present::Look::caution:
      return button.selected ? ButtonColors{c.caution_soft, c.caution, c.caution, thick}
                             : ButtonColors{c.card, c.caution, c.caution, ui.metrics.px(2.6)};
    case present::Look::staff:
      return {c.bar, c.on_bar, c.on_bar, thin};
    case present::Look::quiet:
      return button.selected ? ButtonColors{c.primary_soft, c.primary, c.primary, thick}
                             : ButtonColors{c.card, c.edge, c.ink, thin};
    case present::Look::plain:
      return button.selected ? ButtonColors{c.primary_soft, c.primary, c.primary, thick}
                             : ButtonColors{c.card, c.edge, c.ink, ui.metrics.px(2.6)};
  }
  return {c.card, c.edge, c.ink, thin};
}

}  // namespace

ImDrawList& Ui::list() const {
  return *ImGui::GetWindowDrawList();
}

void Ui::fill(const Rect& rect, Color color, float rounding) const {
  list().AddRectFilled(ImVec2(rect.x, rect.y), ImVec2(rect.right(), rect.bottom()), rgb(color),
                       rounding);
}

void Ui::outline(const Rect& rect, Color color, float thickness, float rounding) const {
  const float inset = thickness / 2;
  list().AddRect(ImVec2(rect.x + inset, rect.y + inset),
                 ImVec2(rect.right() - inset, rect.bottom() - inset), rgb(color), rounding, 0,
                 thickness);
}

void Ui::line(float x1, float y1, float x2, float y2, Color color, float thickness) const {
  list().AddLine(ImVec2(x1, y1), ImVec2(x2, y2), rgb(color), thickness);
}

void Ui::disc(float x, float y, float radius, Color color) const {
  list().AddCircleFilled(ImVec2(x, y), radius, rgb(color), 0);
}

void Ui::ring(float x, float y, float radius, Color color, float thickness) const {
  list().AddCircle(ImVec2(x, y), radius, rgb(color), 0, thickness);
}

void Ui::card(const Rect& rect) const {
  fill(rect, colors.card, metrics.px(18));
  outline(rect, colors.line, metrics.px(2), metrics.px(18));
}

text::Paragraph Ui::words(const std::string& text, float size, text::Weight weight) const {
  text::Paragraph paragraph;
  paragraph.text = text;
  paragraph.size = double(size);
  paragraph.weight = weight;
  paragraph.language = language;
  paragraph.line_height = size > metrics.px(40) ? 1.2 : 1.45;
  return paragraph;
}

text::Paragraph Ui::rich(const content::Paragraph& paragraph, float size) const {
  text::Paragraph result = words(paragraph.text, size);
  for (const content::Emphasis& emphasis : paragraph.emphasis) {
    result.runs.push_back({emphasis.begin, emphasis.end,
                           emphasis.strong ? text::Weight::bold : text::Weight::regular,
                           !emphasis.strong});
  }
  return result;
}

float Ui::height_of(const text::Paragraph& paragraph, float width) const {
  if (paragraph.text.empty()) return 0;
  return static_cast<float>(std::ceil(artist.measure(paragraph, width).height));
}

float Ui::width_of(const text::Paragraph& paragraph) const {
  return static_cast<float>(std::ceil(artist.measure(paragraph, 0).width));
}

void Ui::mark(const text::Paragraph& paragraph, float x, float y, float width, Color ink) const {
  if (marks == nullptr) return;
  const bool on_color = ink == colors.on_primary;
  for (const present::Mark& each : *marks) {
    if (each.element != frame.element) continue;
    // Rows may say the same; where a text stands outside of the rows, it has no row.
    if (each.row != frame.row) continue;
    // On small glass a long paragraph is drawn sentence by sentence.
    const std::size_t offset = each.text.find(paragraph.text);
    if (offset == std::string::npos) continue;
    const std::size_t begin = std::max(each.begin, offset) - offset;
    const std::size_t end = std::min(each.end, offset + paragraph.text.size());
    if (end <= begin + offset) continue;
    for (const text::WordBox& box : artist.boxes(paragraph, width, begin, end - offset)) {
      const float air = metrics.px(4);
      const Rect rect = Rect{x + static_cast<float>(box.x), y + static_cast<float>(box.y),
                             static_cast<float>(box.width), static_cast<float>(box.height)}
                            .grown(air);
      // Tint and line: the mark is seen without colour, too.
      if (!on_color) fill(rect, colors.mark, metrics.px(8));
      fill({rect.x, rect.bottom() - metrics.px(4), rect.width, metrics.px(4)},
           on_color ? ink : colors.focus);
    }
  }
}

void Ui::text(const text::Paragraph& paragraph, float x, float y, float width, Color color,
              NodeRole role) const {
  if (paragraph.text.empty()) return;
  mark(paragraph, x, y, width, color);
  artist.text(list(), paragraph, x, y, width, color);
  const float height = height_of(paragraph, width);
  const float shown = width > 0 ? width : width_of(paragraph);
  node(Node{{}, role, paragraph.text, {}, false, false, {x, y, shown, height}});
}

Ui::Touch Ui::target(const std::string& id, const Rect& rect) const {
  ImGui::SetCursorScreenPos(ImVec2(rect.x, rect.y));
  ImGui::InvisibleButton(("###" + id).c_str(),
                         ImVec2(std::max(rect.width, 1.0F), std::max(rect.height, 1.0F)));
  if (ImGui::IsItemActivated()) press.began_allowed = taps_allowed;
  Touch touch;
  const ImVec2 at = ImGui::GetIO().MousePos;
  const bool near = rect.grown(metrics.mm(kDriftMm)).contains(at.x, at.y);
  touch.pressed = ImGui::IsItemActive() && near && press.began_allowed;
  touch.fired = ImGui::IsItemDeactivated() && near && press.began_allowed;
  return touch;
}

float Ui::button_width(const present::Button& button, float text_size) const {
  float width = 2 * metrics.px(kButtonPadding);
  if (!button.label.empty())
    width += width_of(words(button.label, text_size, text::Weight::semibold));
  if (!shown_icon(button).empty())
    width += text_size * 1.1F + (button.label.empty() ? 0 : metrics.px(kIconGap));
  return std::max(width, metrics.mm(kTargetMm));
}

float Ui::button_height(const present::Button& button, float width, float text_size) const {
  float room = width - 2 * metrics.px(kButtonPadding);
  if (!shown_icon(button).empty()) room -= text_size * 1.1F + metrics.px(kIconGap);
  const float label =
      height_of(words(button.label, text_size, text::Weight::semibold), std::max(room, text_size));
  return std::max(label + 2 * metrics.px(18), metrics.mm(kTargetMm));
}

std::optional<float> Ui::least_button_height(const present::Button& button, float width,
                                             float text_size) const {
  if (button.label.empty()) return metrics.mm(kTargetMm);
  const float icon = shown_icon(button).empty() ? 0 : text_size * 1.1F + metrics.px(kIconGap);
  const float room = width - 2 * least_air(metrics, button.label) - icon;
  text::Paragraph label = words(button.label, text_size, text::Weight::semibold);
  label.line_height = kLabelLines;
  const auto height_in = [&](float its_room) {
    return std::max(height_of(label, its_room) + 2 * metrics.mm(kAirMm), metrics.mm(kTargetMm));
  };
  if (width_of(label) <= room) return height_in(0);
  // A word is not broken; Chinese and Japanese have no spaces and may be.
  const bool has_words = language.rfind("zh", 0) != 0 && language.rfind("ja", 0) != 0;
  std::istringstream all(button.label);
  for (std::string word; has_words && all >> word;) {
    if (width_of(words(word, text_size, text::Weight::semibold)) > room) return std::nullopt;
  }
  const float roomy = width - 2 * metrics.px(kButtonPadding) - icon;
  return height_in(roomy > 6 * text_size ? roomy : room);
}

float Ui::fitting_size(const present::Button& button, const Rect& rect, float wanted) const {
  constexpr float kSmaller = 0.95F;
  constexpr float kSmallest = 0.5F;  // of what was wanted
  constexpr float kRounding = 0.01F;
  if (button.label.empty()) return wanted;
  // No target is lower than that: where one is by a rounding, its letters are not to blame.
  const float height = std::max(rect.height, metrics.mm(kTargetMm)) + kRounding;
  const auto fits = [&](float size) {
    const auto needed = least_button_height(button, rect.width, size);
    return needed && *needed <= height;
  };
  const float least = metrics.least_bar_text();
  float size = wanted;
  while (!fits(size) && size * kSmaller >= wanted * kSmallest) {
    // The least height that letters are promised is tried on the way.
    const bool passes = size > least && size * kSmaller < least;
    size = passes ? least : size * kSmaller;
  }
  return size;
}

void Ui::button(const present::Button& button, const Rect& rect, float wanted_size) const {
  const float text_size = fitting_size(button, rect, wanted_size);
  const Touch touch = target(button.id, rect);
  ButtonColors look = button_colors(*this, button);
  if (touch.pressed) look.back = pressed_color(look.back, look.ink);
  const float rounding = metrics.px(18);
  fill(rect, look.back, rounding);
  outline(rect, look.edge, look.thickness, rounding);

  std::string icon = shown_icon(button);
  const float icon_side = icon.empty() ? 0 : text_size * 1.1F;
  const float gap = icon.empty() || button.label.empty() ? 0 : metrics.px(kIconGap);
  const float tight = rect.width - 2 * least_air(metrics, button.label) - icon_side - gap;
  const text::Paragraph label = [&] {
    text::Paragraph paragraph = words(button.label, text_size, text::Weight::semibold);
    paragraph.line_height = kLabelLines;
    return paragraph;
  }();
  const float natural = button.label.empty() ? 0 : width_of(label);
  const bool wraps = natural > tight;
  // Words in several lines keep away from the edge where there is room for it.
  const float roomy = rect.width - 2 * metrics.px(kButtonPadding) - icon_side - gap;
  const float room = roomy > 6 * text_size ? roomy : tight;
  const float label_width = wraps ? room : natural;
  const float label_height = button.label.empty() ? 0 : height_of(label, wraps ? room : 0);
  float x = rect.x + (rect.width - icon_side - gap - label_width) / 2;
  const bool icon_last = (button.icon == "next" || button.icon == "down") && !button.selected;
  const float icon_y = rect.y + (rect.height - icon_side) / 2;
  // "next" and "back" point the other way where reading goes from right to left.
  if (right_to_left && icon == "next")
    icon = "back";
  else if (right_to_left && icon == "back")
    icon = "next";
  const bool icon_right = icon_last != right_to_left;
  if (!icon.empty() && !icon_right) {
    artist.icon(list(), icon, x, icon_y, icon_side, look.ink);
    x += icon_side + gap;
  }
  if (!button.label.empty()) {
    artist.text(list(), label, x, rect.y + (rect.height - label_height) / 2, wraps ? room : 0,
                look.ink);
    x += label_width + gap;
  }
  if (!icon.empty() && icon_right) artist.icon(list(), icon, x, icon_y, icon_side, look.ink);
  node(Node{
      button.id, NodeRole::button, button.label, {}, button.selected, false, rect, button.action});
  if (touch.fired) act(button.action);
}

void Ui::focus_ring(const Rect& rect, Color color) const {
  // Outside the control, so that its own outline and tick stay in sight; with a gap, so that it
  // also shows around a control of nearly its colour. Both fit between two targets.
  const float gap = metrics.px(2.4);
  const float thickness = std::max(metrics.px(5), 2.0F);
  outline(rect.grown(gap + thickness), color, thickness, metrics.px(18) + gap + thickness);
}

LookColors look_colors(const Colors& colors, present::CalloutLook look) {
  switch (look) {
    case present::CalloutLook::note:
      return {colors.primary, colors.card};
    case present::CalloutLook::fact:
      return {colors.line, colors.card};
    case present::CalloutLook::caution:
      return {colors.caution, colors.caution_soft};
    case present::CalloutLook::danger:
      return {colors.danger, colors.danger_soft};
    case present::CalloutLook::good:
      return {colors.good, colors.good_soft};
  }
  return {colors.ink, colors.card};
}

}  // namespace candor::ui
