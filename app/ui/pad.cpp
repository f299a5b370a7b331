#include "ui/pad.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "text/text.h"

namespace candor::ui {
namespace {

constexpr double kInkMm = 20.5;   // room above the line, its own thickness and the frame's included
constexpr double kBelowMm = 4.0;  // for the letters that go below it
constexpr double kInset = 62;     // mockup pixels from the frame to the line
constexpr double kAboveCaption = 14;
constexpr double kBelowCaption = 12;
constexpr std::size_t kMostPoints = 20'000;  // more than anybody writes; stops a stuck finger

void draw_strokes(const Ui& ui, const std::vector<visit::Stroke>& strokes, const Rect& rect,
                  double pixels_per_um) {
  const float thickness = ui.metrics.px(6);
  const auto place = [&](const visit::StrokePoint& point) {
    return ImVec2(rect.x + static_cast<float>(point.x_um * pixels_per_um),
                  rect.y + static_cast<float>(point.y_um * pixels_per_um));
  };
  const Color color = ui.colors.ink;
  for (const visit::Stroke& stroke : strokes) {
    if (stroke.empty()) continue;
    std::vector<ImVec2> curve;
    // Catmull-Rom through every stored point: smooth, and nothing is left out.
    for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
      const ImVec2 a = place(stroke[i == 0 ? 0 : i - 1]);
      const ImVec2 b = place(stroke[i]);
      const ImVec2 c = place(stroke[i + 1]);
      const ImVec2 d = place(stroke[std::min(i + 2, stroke.size() - 1)]);
      // Points close together need no curve between them.
      constexpr float kStepPixels = 3;
      const int steps =
          std::clamp(static_cast<int>(std::hypot(c.x - b.x, c.y - b.y) / kStepPixels), 1, 6);
      for (int step = 0; step < steps; ++step) {
        const float t = static_cast<float>(step) / static_cast<float>(steps);
        const auto blend = [&](float p, float q, float r, float s) {
          return 0.5F * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t +
                         (3 * q - p - 3 * r + s) * t * t * t);
        };
        // The curve may swing out between two points at the edge; the ink stays on the pad.
        curve.emplace_back(std::clamp(blend(a.x, b.x, c.x, d.x), rect.x, rect.right()),
                           std::clamp(blend(a.y, b.y, c.y, d.y), rect.y, rect.bottom()));
      }
    }
    curve.push_back(place(stroke.back()));
    // In runs that share their ends: one line must not outgrow ImGui's 16-bit indices.
    constexpr std::size_t kRun = 2000;
    for (std::size_t from = 0; from + 1 < curve.size(); from += kRun) {
      const std::size_t count = std::min(kRun + 1, curve.size() - from);
      ui.list().AddPolyline(
          curve.data() + from, static_cast<int>(count),
          IM_COL32((color >> 16U) & 0xFFU, (color >> 8U) & 0xFFU, color & 0xFFU, 255), 0,
          thickness);
    }
    ui.disc(curve.front().x, curve.front().y, thickness / 2, color);
    ui.disc(curve.back().x, curve.back().y, thickness / 2, color);
  }
}

std::size_t points_in(const std::vector<visit::Stroke>& strokes) {
  std::size_t count = 0;
  for (const visit::Stroke& stroke : strokes) count += stroke.size();
  return count;
}

void take_strokes(const Ui& ui, const Rect& rect, bool began, bool active) {
  auto& scratch = ui.scratch;
  const double um = ui.metrics.mm_per_pixel() * 1000.0;
  const auto to_um = [&](float pixels) {
    return static_cast<std::int32_t>(std::lround(double(pixels) * um));
  };
  if (began) {
    scratch.strokes.emplace_back();
    scratch.pad_width_um = to_um(rect.width);
    scratch.pad_height_um = to_um(rect.height);
    scratch.problem.clear();
  }
  if ((!active && !began) || scratch.strokes.empty()) return;
  visit::Stroke& stroke = scratch.strokes.back();
  const auto add = [&](float x, float y, double at_ms) {
    if (points_in(scratch.strokes) >= kMostPoints) return;
    if (scratch.stroke_start_ms < 0) scratch.stroke_start_ms = at_ms;
    visit::StrokePoint point{to_um(std::clamp(x - rect.x, 0.0F, rect.width)),
                             to_um(std::clamp(y - rect.y, 0.0F, rect.height)),
                             static_cast<std::int32_t>(at_ms - scratch.stroke_start_ms)};
    if (!stroke.empty() && stroke.back().x_um == point.x_um && stroke.back().y_um == point.y_um) {
      return;
    }
    stroke.push_back(point);
  };
  for (const PointerSample& sample : ui.samples) {
    if (sample.down) add(sample.x, sample.y, sample.at_ms);
  }
}

/// What a caption takes of a pad's height.
float caption_room(const Ui& ui, const present::Pad& pad) {
  return ui.height_of(pad_caption(ui, pad), 0) + ui.metrics.px(kAboveCaption + kBelowCaption);
}

}  // namespace

text::Paragraph pad_caption(const Ui& ui, const present::Pad& pad) {
  return ui.words(pad.caption, ui.metrics.letters(27));
}

float least_pad_height(const Ui& ui) {
  return ui.metrics.mm(kInkMm + kBelowMm);
}

bool caption_inside(const Ui& ui, const present::Pad& pad, float width, float height) {
  // A second line would be written over.
  return !pad.caption.empty() &&
         ui.width_of(pad_caption(ui, pad)) <= width - 2 * ui.metrics.px(kInset) &&
         height - caption_room(ui, pad) >= ui.metrics.mm(kInkMm);
}

void draw_pad(const Ui& ui, const present::Pad& pad, const Rect& rect) {
  ui.fill(rect, ui.colors.card, ui.metrics.px(20));
  ui.outline(rect, ui.colors.edge, ui.metrics.px(2.6), ui.metrics.px(20));
  const float inset = ui.metrics.px(kInset);
  const float room = rect.width - 2 * inset;
  const bool inside = caption_inside(ui, pad, rect.width, rect.height);
  const text::Paragraph caption = pad_caption(ui, pad);
  // Three quarters down; on a low pad further down, with a caption in it further up.
  const float lowest = rect.height - (inside ? caption_room(ui, pad) : ui.metrics.mm(kBelowMm));
  const float rule =
      rect.y + std::min(std::max(rect.height * 0.75F, ui.metrics.mm(kInkMm)), lowest);
  ui.line(rect.x + inset, rule, rect.right() - inset, rule, ui.colors.edge, ui.metrics.px(2.4));
  if (inside) {
    ui.text(caption, rect.x + inset, rule + ui.metrics.px(kAboveCaption), room, ui.colors.soft_ink);
  }
  const auto& scratch = ui.scratch;
  if (pad.enabled) {
    const std::string id = "pad";
    ImGui::SetCursorScreenPos(ImVec2(rect.x, rect.y));
    ImGui::InvisibleButton("###pad", ImVec2(rect.width, rect.height));
    take_strokes(ui, rect, ImGui::IsItemActivated(), ImGui::IsItemActive());
    ui.node(Node{
        id, NodeRole::pad, pad.caption, {}, !scratch.strokes.empty(), false, rect, pad.by_key});
  }
  const auto& strokes = pad.enabled ? scratch.strokes : pad.strokes;
  const double width_um = scratch.pad_width_um > 0 ? scratch.pad_width_um : 1.0;
  const double height_um = scratch.pad_height_um > 0 ? scratch.pad_height_um : 1.0;
  // The same scale both ways: a signature keeps its shape on any pad.
  const double scale = std::min(double(rect.width) / width_um, double(rect.height) / height_um);
  // Sharp turns of a thick line stick out a little.
  ui.list().PushClipRect(ImVec2(rect.x, rect.y), ImVec2(rect.right(), rect.bottom()), true);
  draw_strokes(ui, strokes, rect, scale);
  ui.list().PopClipRect();
}

text::Paragraph choice_label(const Ui& ui, const std::string& words, float size) {
  text::Paragraph label = ui.words(words, size, text::Weight::semibold);
  label.line_height = 1.3;
  return label;
}

void draw_choice(const Ui& ui, const present::Button& option, const Rect& rect,
                 const OptionLookTag& tag) {
  const auto touch = ui.target(option.id, rect);
  const Colors& c = ui.colors;
  const float rounding = ui.metrics.px(18);
  const Color back = option.selected ? c.primary_soft : c.card;
  ui.fill(rect, touch.pressed ? pressed_color(back, c.ink) : back, rounding);
  ui.outline(rect, option.selected ? c.primary : c.edge, ui.metrics.px(option.selected ? 4.5 : 2.4),
             rounding);
  const float padding = ui.metrics.px(36);
  const bool rtl = ui.right_to_left;
  const float mark_x = rtl ? rect.right() - padding - tag.mark : rect.x + padding;
  const float mark_y = rect.y + (rect.height - tag.mark) / 2;
  const bool round = tag.look == present::OptionLook::radio;
  if (round) {
    const float radius = tag.mark / 2;
    ui.ring(mark_x + radius, mark_y + radius, radius - ui.metrics.px(2),
            option.selected ? c.primary : c.edge, ui.metrics.px(4));
    if (option.selected) ui.disc(mark_x + radius, mark_y + radius, radius * 0.52F, c.primary);
  } else {
    const Rect box{mark_x, mark_y, tag.mark, tag.mark};
    if (option.selected) ui.fill(box, c.primary, ui.metrics.px(8));
    ui.outline(box, option.selected ? c.primary : c.edge, ui.metrics.px(4), ui.metrics.px(8));
    if (option.selected) {
      ui.artist.icon(ui.list(), "check", mark_x + tag.mark * 0.12F, mark_y + tag.mark * 0.12F,
                     tag.mark * 0.76F, c.on_primary);
    }
  }
  const float gap = ui.metrics.px(24);
  const float room = rect.width - 2 * padding - tag.mark - gap;
  const text::Paragraph label = choice_label(ui, option.label, tag.size);
  const float height = ui.height_of(label, room);
  ui.artist.text(ui.list(), label, rtl ? rect.x + padding : mark_x + tag.mark + gap,
                 rect.y + (rect.height - height) / 2, room, c.ink);
  ui.node(Node{option.id,
               round ? NodeRole::radio : NodeRole::checkbox,
               option.label,
               {},
               option.selected,
               false,
               rect,
               option.action});
  if (touch.fired) ui.act(option.action);
}

void draw_qr(const Ui& ui, const std::string& text, const Rect& rect) {
  const auto code = text::encode_qr(text);
  if (!code) return;
  ui.fill(rect, 0xFFFFFF, 0);
  constexpr int kQuiet = 2;
  const float module = std::floor(rect.width / static_cast<float>(code->side + 2 * kQuiet));
  const float left = rect.x + (rect.width - module * static_cast<float>(code->side)) / 2;
  const float top = rect.y + (rect.height - module * static_cast<float>(code->side)) / 2;
  for (int row = 0; row < code->side; ++row) {
    for (int column = 0; column < code->side; ++column) {
      if (!code->dark[static_cast<std::size_t>(row * code->side + column)]) continue;
      ui.fill({std::round(left + static_cast<float>(column) * module),
               std::round(top + static_cast<float>(row) * module), module, module},
              0x000000, 0);
    }
  }
  ui.node(Node{"qr", NodeRole::picture, text, {}, false, false, rect, {}});
}

}  // namespace candor::ui
