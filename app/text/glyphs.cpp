#include "text/glyphs.h"

#include <utility>

namespace candor::text {
namespace {

constexpr double kScale = PANGO_SCALE;

/// Whether the glyphs stand in the other order than the letters.
bool is_backward(const PangoGlyphItem& item) {
  return (item.item->analysis.level & 1) != 0;
}

/// What stands for a place in a run. Pango shows nothing for the space at which it broke a line: it
/// is shown as the spaces before it are, because Cairo has much to write of a letter without a
/// glyph.
PangoGlyph shown_glyph(const PangoGlyphItem& item, const char* text, int place) {
  const PangoGlyphString& all = *item.glyphs;
  const auto is_space = [&](int at) {
    return text[item.item->offset + all.log_clusters[at]] == ' ';
  };
  PangoGlyph glyph = all.glyphs[place].glyph;
  if (glyph != PANGO_GLYPH_EMPTY || is_backward(item) || !is_space(place)) return glyph;
  for (int before = 0; before < place && glyph == PANGO_GLYPH_EMPTY; ++before) {
    if (is_space(before)) glyph = all.glyphs[before].glyph;
  }
  return glyph;
}

/// Adds the letters of each cluster and how many glyphs show them, in the order of the letters.
void add_clusters(GlyphRun& run, PangoGlyphItem* item, const char* text) {
  PangoGlyphItemIter at;
  for (gboolean more = pango_glyph_item_iter_init_start(&at, item, text); more != FALSE;
       more = pango_glyph_item_iter_next_cluster(&at)) {
    cairo_text_cluster_t cluster{};
    cluster.num_bytes = at.end_index - at.start_index;
    // Where glyphs run backward, Pango counts them down.
    const int first = run.is_backward ? at.end_glyph + 1 : at.start_glyph;
    const int end = run.is_backward ? at.start_glyph + 1 : at.end_glyph;
    for (int i = first; i < end; ++i) {
      if (shown_glyph(*item, text, i) != PANGO_GLYPH_EMPTY) ++cluster.num_glyphs;
    }
    run.clusters.push_back(cluster);
  }
}

/// Adds a run whose first glyph stands `x` units after the beginning of the line. False when it is
/// not as simple as that.
bool add_run(GlyphLine& line, PangoGlyphItem* item, const char* text, int x) {
  if (item->y_offset != 0 || item->start_x_offset != 0 || item->end_x_offset != 0) return false;
  GlyphRun run;
  run.font = scaled_font_of(*item);
  if (run.font == nullptr) return false;
  run.is_backward = is_backward(*item);
  run.letters.assign(text + item->item->offset, static_cast<std::size_t>(item->item->length));
  for (int i = 0; i < item->glyphs->num_glyphs; ++i) {
    const PangoGlyphGeometry& geometry = item->glyphs->glyphs[i].geometry;
    const PangoGlyph glyph = shown_glyph(*item, text, i);
    if (glyph != PANGO_GLYPH_EMPTY) {
      if ((glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0) return false;
      run.glyphs.push_back({glyph, (x + geometry.x_offset) / kScale, geometry.y_offset / kScale});
    }
    x += geometry.width;
  }
  add_clusters(run, item, text);
  line.push_back(std::move(run));
  return true;
}

}  // namespace

void set_color(cairo_t* drawing, const Rgb& color) {
  cairo_set_source_rgb(drawing, color.red, color.green, color.blue);
}

std::vector<GlyphLine> glyphs_of(const std::vector<PlacedLine>& lines) {
  std::vector<GlyphLine> all;
  for (const PlacedLine& placed : lines) {
    const char* const text = pango_layout_get_text(placed.line->layout);
    GlyphLine line;
    int x = 0;
    for (GSList* node = placed.line->runs; node != nullptr; node = node->next) {
      auto* const item = static_cast<PangoGlyphItem*>(node->data);
      if (!add_run(line, item, text, x)) return {};
      x += pango_glyph_string_get_width(item->glyphs);
    }
    all.push_back(std::move(line));
  }
  return all;
}

void append(GlyphRun& to, const GlyphRun& run, double x, double y) {
  to.letters += run.letters;
  std::size_t at = to.glyphs.size();
  to.glyphs.resize(at + run.glyphs.size());
  for (const cairo_glyph_t& glyph : run.glyphs) {
    to.glyphs[at++] = {glyph.index, x + glyph.x, y + glyph.y};
  }
  to.clusters.insert(to.clusters.end(), run.clusters.begin(), run.clusters.end());
}

void GlyphPen::add(cairo_t* drawing, const GlyphRun& run, double x, double y, const Rgb& color) {
  // Where the glyphs run against the letters, two runs cannot be told as one.
  if (color != m_color || run.font != m_waiting.font || run.is_backward || m_waiting.is_backward)
    flush(drawing);
  m_color = color;
  m_waiting.font = run.font;
  m_waiting.is_backward = run.is_backward;
  append(m_waiting, run, x, y);
}

void GlyphPen::flush(cairo_t* drawing) {
  if (m_waiting.font != nullptr) {
    set_color(drawing, m_color);
    cairo_set_scaled_font(drawing, m_waiting.font);
    cairo_show_text_glyphs(
        drawing, m_waiting.letters.data(), static_cast<int>(m_waiting.letters.size()),
        m_waiting.glyphs.data(), static_cast<int>(m_waiting.glyphs.size()),
        m_waiting.clusters.data(), static_cast<int>(m_waiting.clusters.size()),
        m_waiting.is_backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : cairo_text_cluster_flags_t{});
  }
  m_waiting.font = nullptr;
  m_waiting.letters.clear();
  m_waiting.glyphs.clear();
  m_waiting.clusters.clear();
}

}  // namespace candor::text
