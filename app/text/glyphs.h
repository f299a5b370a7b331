// The glyphs of a placed paragraph, ready for Cairo. Only for the files of this room.
#pragma once

#include <cairo.h>

#include <string>
#include <vector>

#include "text/paper.h"
#include "text/setting.h"

namespace candor::text {

/// What is drawn from now on is drawn in this color.
void set_color(cairo_t* drawing, const Rgb& color);

/// Glyphs of one font with the letters they stand for, from the beginning of their line's baseline.
struct GlyphRun {
  cairo_scaled_font_t* font = nullptr;  ///< held by the fonts it came from
  bool is_backward = false;             ///< the glyphs stand in the other order than the letters
  std::string letters;
  std::vector<cairo_glyph_t> glyphs;
  std::vector<cairo_text_cluster_t> clusters;
};

using GlyphLine = std::vector<GlyphRun>;

/// The glyphs of each line, in the order in which they stand on it. Nothing when Pango has to draw
/// the lines itself: there are letters without a glyph, or parts of a line are raised.
[[nodiscard]] std::vector<GlyphLine> glyphs_of(const std::vector<PlacedLine>& lines);

/// Adds a run of the same font and direction to the end of another, moved by `x` and `y`.
void append(GlyphRun& to, const GlyphRun& run, double x, double y);

/// Shows runs of glyphs with as few calls as it can, one for all of the same font and color: for
/// each, Cairo has much to do that does not depend on how many glyphs there are.
class GlyphPen {
 public:
  /// `x` and `y`: where the run's line begins, on its baseline. `color` becomes the drawing's.
  void add(cairo_t* drawing, const GlyphRun& run, double x, double y, const Rgb& color);
  /// Shows what was added. To be called after the last, and before anything else is drawn.
  void flush(cairo_t* drawing);

 private:
  Rgb m_color;
  GlyphRun m_waiting;  // keeps its room from one line to the next
};

}  // namespace candor::text
