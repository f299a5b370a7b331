// Contrast and shape, measured from the pixels of a drawn screen and not from the table of colours.
#pragma once

#include <array>
#include <cstdint>

#include "text/text.h"
#include "ui/semantics.h"

namespace candor::audit {

/// 0xRRGGBB.
using Color = std::uint32_t;

/// How light colours are, as WCAG 2 reckons it.
class Light {
 public:
  Light();

  /// Relative luminance, from 0 (black) to 1 (white).
  [[nodiscard]] double luminance(Color color) const;
  /// From 1 (the same) to 21 (black and white).
  [[nodiscard]] double contrast(Color one, Color other) const;

 private:
  std::array<double, 256> m_linear{};
};

[[nodiscard]] Color color_at(const text::Picture& picture, int x, int y);

/// What is written on what.
struct Ink {
  Color back = 0;
  Color ink = 0;
  double contrast = 1.0;
  bool is_there = false;  ///< anything but one colour was found
};

/// The two colours of one text or icon: the most frequent one, and of what is far from it the tenth
/// that is farthest, so that the smoothed edges of letters and thin strokes do not count.
[[nodiscard]] Ink ink_in(const Light& light, const text::Picture& picture, const ui::Rect& rect);

/// How well a control stands out from what surrounds it: its fill, or its outline no deeper than
/// `depth` pixels. The median of many places along its edges; 0 when it fills the glass.
[[nodiscard]] double edge_contrast(const Light& light, const text::Picture& picture,
                                   const ui::Rect& rect, int depth);

/// How many pixels of a rectangle are light in one picture and dark in the other, in grey and each
/// held against its own background: a change of colour alone gives none.
[[nodiscard]] int changed_shape(const Light& light, const text::Picture& one,
                                const text::Picture& other, const ui::Rect& rect);

/// How many pixels changed by at least this contrast.
[[nodiscard]] int changed_pixels(const Light& light, const text::Picture& one,
                                 const text::Picture& other, const ui::Rect& rect, double contrast);

/// The height in pixels of the tallest upright stroke in the rectangle, parts of pixels included:
/// of a text "HIHI" the height of its capitals. 0 when there is none.
[[nodiscard]] double stroke_height(const text::Picture& picture, const Ink& ink,
                                   const ui::Rect& rect);

}  // namespace candor::audit
