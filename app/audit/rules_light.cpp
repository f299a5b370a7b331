// The rules that are measured from pixels.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <variant>

#include "audit/parts.h"
#include "audit/rules.h"
#include "ui/places.h"

namespace candor::audit {
namespace {

using ui::Drawn;
using ui::DrawnKind;
using ui::Node;
using ui::NodeRole;
using ui::Rect;

constexpr double kAnyText = 4.5;     // WCAG 2 1.4.3
constexpr double kAnyControl = 3.0;  // WCAG 2 1.4.11
constexpr double kRounding = 0.02;
/// How deep an outline may lie in a control, in millimetres.
constexpr double kOutlineMm = 2.0;

struct Wanted {
  double least;
  double most;
  const char* row;
};

Wanted wanted_of(visit::Theme theme) {
  constexpr double kUsual = 10;
  constexpr double kHigh = 20;
  constexpr double kLowMost = 8;
  constexpr double kAny = 21.1;
  switch (theme) {
    case visit::Theme::paper:
      return {kUsual, kAny, "T-13"};
    case visit::Theme::white:
    case visit::Theme::black:
      return {kHigh, kAny, "T-14"};
    case visit::Theme::soft:
      return {kAnyText, kLowMost, "T-14"};
  }
  return {kUsual, kAny, "T-13"};
}

std::string in_hex(Color color) {
  return fmt::format("#{:06X}", color);
}

int outline_depth(const Sight& sight) {
  return static_cast<int>(std::lround(kOutlineMm / sight.glass.mm_per_pixel));
}

/// What may be seen of a text or icon.
Rect visible(const Drawn& drawn) {
  const float left = std::max(drawn.rect.x, drawn.clip.x);
  const float top = std::max(drawn.rect.y, drawn.clip.y);
  return {left, top, std::min(drawn.rect.right(), drawn.clip.right()) - left,
          std::min(drawn.rect.bottom(), drawn.clip.bottom()) - top};
}

Fault too_faint(const std::string& name, const Ink& ink, double least, const char* row) {
  return {"contrast", row, name,
          fmt::format("{} on {} is {:.1f}:1, {:.1f} too little", in_hex(ink.ink), in_hex(ink.back),
                      ink.contrast, least - ink.contrast),
          fmt::format("{:g}:1 is needed", least)};
}

/// How many pixels are nearer to the ink than to what it stands on.
int inked(const Light& light, const text::Picture& picture, const Rect& rect) {
  const Ink ink = ink_in(light, picture, rect);
  const double half = (light.luminance(ink.ink) + light.luminance(ink.back)) / 2;
  const bool is_darker = light.luminance(ink.ink) < half;
  int count = 0;
  for (int y = std::max(0, int(rect.y)); y < std::min(picture.height, int(rect.bottom())); ++y) {
    for (int x = std::max(0, int(rect.x)); x < std::min(picture.width, int(rect.right())); ++x) {
      count += (light.luminance(color_at(picture, x, y)) < half) == is_darker ? 1 : 0;
    }
  }
  return ink.is_there ? count : 0;
}

/// The rings of an icon array: what is not coloured must be seen to be counted, and told from the
/// discs without colour.
Faults risk_faults(const Light& light, const Sight& sight, Figures& figures) {
  constexpr float kAcross = 25;
  constexpr float kDown = 4;
  Faults faults;
  for (const present::Element& element : sight.page.elements) {
    const auto* risk = std::get_if<present::Risk>(&element.content);
    if (risk == nullptr || risk->n >= int(kAcross * kDown)) continue;
    for (const Node& node : sight.shot.frame.nodes) {
      if (node.role != NodeRole::picture || node.label != risk->number + " " + risk->label)
        continue;
      // The last one is a ring, and stands at the end of the last row.
      const float cell = node.rect.width / kAcross;
      const float left = sight.page.right_to_left ? node.rect.x : node.rect.right() - cell;
      const Rect last{left, node.rect.bottom() - node.rect.height / kDown, cell, cell};
      const Ink ink = ink_in(light, sight.shot.picture, last);
      figures.take("ring contrast", ink.contrast);
      if (risk->n > 0) {
        constexpr double kMostShare = 0.8;
        const float start = sight.page.right_to_left ? node.rect.right() - cell : node.rect.x;
        const Rect first{start, node.rect.y, cell, cell};
        const double share = double(inked(light, sight.shot.picture, last)) /
                             std::max(1, inked(light, sight.shot.picture, first));
        figures.take("ring of disc", share);
        if (share > kMostShare) {
          faults.push_back({"colour-only", "T-16", "the rings of “" + start_of(risk->label) + "”",
                            fmt::format("a ring has {:.0f} % of the ink of a disc", share * 100),
                            "draw the rings thinner, or larger"});
        }
      }
      if (ink.contrast >= kAnyControl - kRounding) continue;
      faults.push_back(
          too_faint("the rings of “" + start_of(risk->label) + "”", ink, kAnyControl, "T-15"));
    }
  }
  return faults;
}

}  // namespace

Faults contrast_faults(const Light& light, const Sight& sight, Figures& figures) {
  Faults faults = risk_faults(light, sight, figures);
  const Wanted wanted = wanted_of(sight.page.theme);
  const std::string theme = visit::to_string(sight.page.theme);
  for (const Drawn& drawn : sight.shot.drawn) {
    if (drawn.kind == DrawnKind::picture) continue;
    const Ink ink = ink_in(light, sight.shot.picture, visible(drawn));
    const bool blank = drawn.what.find_first_not_of(" \n") == std::string::npos;
    if (!ink.is_there && !blank) {
      faults.push_back({"not-seen", "T-15", name_of(drawn), "nothing of it can be seen",
                        "draw it in another colour, and over what covers it"});
      continue;
    }
    if (blank) continue;
    figures.take("contrast " + theme, ink.contrast);
    if (ink.contrast < wanted.least - kRounding) {
      faults.push_back(too_faint(name_of(drawn), ink, wanted.least, wanted.row));
    } else if (ink.contrast > wanted.most + kRounding) {
      faults.push_back({"glare", wanted.row, name_of(drawn),
                        fmt::format("{} on {} is {:.1f}:1, {:.1f} too much", in_hex(ink.ink),
                                    in_hex(ink.back), ink.contrast, ink.contrast - wanted.most),
                        fmt::format("no more than {:g}:1", wanted.most)});
    }
  }
  for (const Node& node : sight.shot.frame.nodes) {
    if (!is_target(node)) continue;
    const double contrast =
        edge_contrast(light, sight.shot.picture, node.rect, outline_depth(sight));
    if (contrast == 0) continue;
    figures.take("control contrast " + theme, contrast);
    if (contrast >= kAnyControl - kRounding) continue;
    faults.push_back(
        {"control-contrast", "T-15", name_of(node),
         fmt::format("its edge is {:.1f}:1 against what surrounds it, {:.1f} too little", contrast,
                     kAnyControl - contrast),
         "give it a darker outline"});
  }
  return faults;
}

Faults state_contrast_faults(const Light& light, const Sight& sight, const Node& control,
                             const std::string& state, Figures& figures) {
  Faults faults;
  for (const Drawn& drawn : sight.shot.drawn) {
    if (drawn.kind == DrawnKind::picture) continue;
    const Rect rect = visible(drawn);
    if (!control.rect.contains(rect.x + rect.width / 2, rect.y + rect.height / 2)) continue;
    const Ink ink = ink_in(light, sight.shot.picture, rect);
    if (!ink.is_there) continue;
    figures.take(state + " contrast", ink.contrast);
    if (ink.contrast >= kAnyText - kRounding) continue;
    faults.push_back(too_faint(name_of(drawn) + " while " + state, ink, kAnyText, "T-15"));
  }
  const double contrast =
      edge_contrast(light, sight.shot.picture, control.rect, outline_depth(sight));
  if (contrast > 0 && contrast < kAnyControl - kRounding) {
    faults.push_back(
        {"control-contrast", "T-15", name_of(control) + " while " + state,
         fmt::format("its edge is {:.1f}:1 against what surrounds it, {:.1f} too little", contrast,
                     kAnyControl - contrast),
         "give it a darker outline"});
  }
  return faults;
}

Faults state_faults(const Light& light, const Sight& usual, const Sight& changed,
                    const Node& control, const std::string& state, Figures& figures) {
  // A tick or a frame of another thickness is at least this large; smoothed edges are not.
  constexpr double kLeastMm2 = 4.0;
  const double pitch = usual.glass.mm_per_pixel;
  const int pixels =
      changed_shape(light, usual.shot.picture, changed.shot.picture, control.rect.grown(2));
  const double area = double(pixels) * pitch * pitch;
  figures.take("shape of " + state + " mm2", area);
  if (area >= kLeastMm2) return {};
  return {{"colour-only", "T-16", name_of(control),
           fmt::format("{} or not, in grey its shape differs by {:.1f} square millimetres", state,
                       area),
           "show it by a mark or words too"}};
}

Faults pad_faults(const Light& light, const Sight& sight, Figures& figures) {
  constexpr double kInkMm = 20.0;
  constexpr double kFrameMm = 1.0;  // its own outline, and no more
  Faults faults;
  const double pitch = sight.glass.mm_per_pixel;
  const text::Picture& picture = sight.shot.picture;
  for (const Node& node : sight.shot.frame.nodes) {
    if (node.role != ui::NodeRole::pad) continue;
    const int frame = int(std::ceil(kFrameMm / pitch));
    const int left = std::max(0, int(node.rect.x) + frame);
    const int right = std::min(picture.width, int(node.rect.right()) - frame);
    const int top = std::max(0, int(node.rect.y) + frame);
    const int bottom = std::min(picture.height, int(node.rect.bottom()) - frame);
    // A line goes across most of the pad; what has been written does not.
    const auto is_line = [&](int y) {
      int other = 0;
      for (int x = left; x < right; ++x) {
        const Color back = color_at(picture, x, top);
        other += light.contrast(color_at(picture, x, y), back) >= kAnyControl ? 1 : 0;
      }
      return other > (right - left) / 2;
    };
    int end = top;
    while (end < bottom && !is_line(end)) ++end;
    for (const ui::Drawn& drawn : sight.shot.drawn) {
      if (overlap(drawn.rect, node.rect)) end = std::min(end, int(drawn.rect.y));
    }
    const double room = double(end - top) * pitch + kFrameMm;
    figures.take("ink room mm", room);
    if (room >= kInkMm - kRounding) continue;
    faults.push_back(
        {"ink-room", "T-12", name_of(node),
         fmt::format("{:.1f} mm are free to write in, {:.1f} too little", room, kInkMm - room),
         "make the pad higher, or move what stands in it"});
  }
  return faults;
}

Faults ring_faults(const Light& light, const Sight& without, const Sight& with, const Node& control,
                   Figures& figures) {
  constexpr double kCssPixelMm = 25.4 / 96;
  constexpr double kAroundMm = 2.4;  // a ring may stand outside its control, within the least gap
  const double pitch = without.glass.mm_per_pixel;
  const int pixels =
      changed_pixels(light, without.shot.picture, with.shot.picture,
                     control.rect.grown(static_cast<float>(kAroundMm / pitch)), kAnyControl);
  const double around = 2 * double(control.rect.width + control.rect.height) * pitch / kCssPixelMm;
  const double area = double(pixels) * pitch * pitch / (kCssPixelMm * kCssPixelMm);
  const double thickness = area / around;  // CSS pixels
  figures.take("ring CSS pixels", thickness);
  constexpr double kLeast = 2.0;
  if (thickness >= kLeast - kRounding) return {};
  return {{"focus-ring", "T-17", name_of(control),
           fmt::format("its ring is as large as a line of {:.1f} CSS pixels, {:.1f} too little",
                       thickness, kLeast - thickness),
           "make the ring thicker, or of a colour that stands out 3:1"}};
}

}  // namespace candor::audit
