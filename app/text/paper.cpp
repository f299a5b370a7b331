#include "text/paper.h"

#include <cairo-pdf.h>
#include <cairo.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <utility>

#include "base/check.h"
#include "text/glyphs.h"
#include "text/pieces.h"
#include "text/setting.h"
#include "text/svg.h"

namespace candor::text {

namespace {

struct SurfaceDestroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};

struct DrawingDestroy {
  void operator()(cairo_t* drawing) const { cairo_destroy(drawing); }
};

struct PatternDestroy {
  void operator()(cairo_pattern_t* pattern) const { cairo_pattern_destroy(pattern); }
};

struct LineUnref {
  void operator()(PangoLayoutLine* line) const { pango_layout_line_unref(line); }
};

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) noexcept {
  try {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  } catch (const std::bad_alloc&) {
    return CAIRO_STATUS_NO_MEMORY;
  }
  return CAIRO_STATUS_SUCCESS;
}

/// "2026-11-21T08:52:03.120-08:00" without the fraction, which Cairo would take for the zone.
std::string without_fraction(const std::string& iso) {
  std::size_t const dot = iso.find('.');
  if (dot == std::string::npos) return iso;
  std::size_t const zone = iso.find_first_not_of("0123456789", dot + 1);
  return iso.substr(0, dot) + (zone == std::string::npos ? "" : iso.substr(zone));
}

double distance(const Point& a, const Point& b) {
  return std::hypot(b.x - a.x, b.y - a.y);
}

/// A handle of the curve at `at`, along the line through its neighbours, and never longer than a
/// third of the piece it bends: so a curve through all points makes no loops of its own.
Point handle(const Point& before, const Point& at, const Point& after, double piece, double sign) {
  const double dx = after.x - before.x;
  const double dy = after.y - before.y;
  const double length = std::hypot(dx, dy);
  if (length <= 0.0) return at;
  const double reach = sign * std::min(piece / 3.0, length / 6.0);
  return {at.x + dx / length * reach, at.y + dy / length * reach};
}

void trace(cairo_t* drawing, const std::vector<Point>& stroke) {
  cairo_move_to(drawing, stroke.front().x, stroke.front().y);
  if (stroke.size() == 1) {
    cairo_line_to(drawing, stroke.front().x, stroke.front().y);  // round ends make it a dot
    return;
  }
  for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
    const Point& from = stroke[i];
    const Point& to = stroke[i + 1];
    const Point& before = i == 0 ? from : stroke[i - 1];
    const Point& after = i + 2 < stroke.size() ? stroke[i + 2] : to;
    const double piece = distance(from, to);
    const Point first = handle(before, from, to, piece, 1.0);
    const Point second = handle(from, to, after, piece, -1.0);
    cairo_curve_to(drawing, first.x, first.y, second.x, second.y, to.x, to.y);
  }
}

/// Everything but its text that decides how a paragraph is set.
std::string style_key(const Paragraph& paragraph, double width) {
  constexpr std::size_t kUsual = 96;  // so that it need not grow
  std::string key;
  key.reserve(kUsual + paragraph.text.size());
  const auto add = [&key](const auto& value) {
    key.append(reinterpret_cast<const char*>(&value), sizeof value);
  };
  add(width);
  add(paragraph.size);
  add(paragraph.line_height);
  add(paragraph.weight);
  add(paragraph.italic);
  add(paragraph.align);
  add(paragraph.runs.size());
  for (const Run& run : paragraph.runs) {
    add(run.begin);
    add(run.end);
    add(run.weight);
    add(run.italic);
  }
  add(paragraph.language.size());
  key += paragraph.language;
  return key;
}

/// The text comes last: it may hold anything.
std::string key_of(const Paragraph& paragraph, double width) {
  return style_key(paragraph, width) + paragraph.text;
}

}  // namespace

std::shared_ptr<const void> SetParagraphs::find(const std::string& key) {
  if (const auto young = m_young.find(key); young != m_young.end()) return young->second;
  const auto old = m_old.find(key);
  if (old == m_old.end()) return nullptr;
  std::shared_ptr<const void> set = old->second;
  keep(key, set);
  return set;
}

void SetParagraphs::keep(const std::string& key, std::shared_ptr<const void> set) {
  if (m_young_bytes + key.size() > kHalf) {
    m_old = std::move(m_young);
    m_young.clear();
    m_young_bytes = 0;
  }
  m_young_bytes += key.size();
  m_young.emplace(key, std::move(set));
}

struct Paper::Set::Data {
  Data() = default;
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;

  ~Data() {
    if (!layout) return;
    const auto lock = lock_faces();
    held.clear();
    layout.reset();
  }

  Object<PangoLayout> layout;  ///< where Pango draws
  Placed placed;
  // Held one by one: a layout may drop its lines when it is asked again.
  std::vector<std::unique_ptr<PangoLayoutLine, LineUnref>> held;
  std::vector<GlyphLine> glyphs;  ///< of each line; none: Pango draws
  int missing_glyphs = 0;
};

Paper::Set::Set(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}

Paper::Set::Set(Set&&) noexcept = default;
Paper::Set& Paper::Set::operator=(Set&&) noexcept = default;
Paper::Set::~Set() = default;

double Paper::Set::height() const {
  return m_data->placed.height;
}

std::size_t Paper::Set::line_count() const {
  return m_data->placed.lines.size();
}

int Paper::Set::missing_glyphs() const {
  return m_data->missing_glyphs;
}

double Paper::Set::height(std::size_t first, std::size_t count) const {
  const std::vector<PlacedLine>& lines = m_data->placed.lines;
  CANDOR_CHECK(first + count <= lines.size());
  if (count == 0) return 0.0;
  return lines[first + count - 1].bottom - lines[first].top;
}

struct Paper::Data {
  Fonts::Data* fonts = nullptr;
  std::string bytes;  // written to by the surface, so it is destroyed after it
  std::unique_ptr<cairo_surface_t, SurfaceDestroy> surface;
  std::unique_ptr<cairo_t, DrawingDestroy> drawing;
  GlyphPen pen;
  std::vector<Tag> tags;

  /// To draw something else than text on: all text until now is shown.
  [[nodiscard]] cairo_t* canvas() {
    pen.flush(drawing.get());
    return drawing.get();
  }
};

Paper::Paper(std::unique_ptr<Data> data) : m_data(std::move(data)) {}

Paper::Paper(Paper&&) noexcept = default;
Paper& Paper::operator=(Paper&&) noexcept = default;
Paper::~Paper() = default;

Result<Paper> Paper::begin(const Fonts& fonts, double width, double height, const About& about) {
  auto data = std::make_unique<Data>();
  data->fonts = fonts.m_data.get();
  data->surface.reset(cairo_pdf_surface_create_for_stream(append, &data->bytes, width, height));
  cairo_surface_t* const surface = data->surface.get();
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, about.title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, about.author.c_str());
  std::string const created = without_fraction(about.created);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, created.c_str());
  data->drawing.reset(cairo_create(surface));
  if (cairo_status(data->drawing.get()) != CAIRO_STATUS_SUCCESS) {
    return fail(ErrorCode::unwritable,
                std::string("the PDF cannot be begun: ") +
                    cairo_status_to_string(cairo_status(data->drawing.get())));
  }
  return Paper(std::move(data));
}

void Paper::next_page() {
  cairo_show_page(m_data->canvas());
}

void Paper::open_tag(const Tag& tag) {
  cairo_tag_begin(m_data->canvas(), tag.name.c_str(), nullptr);
  m_data->tags.push_back(tag);
}

const std::vector<Paper::Tag>& Paper::tags() const {
  return m_data->tags;
}

void Paper::close_tag(const std::string& name) {
  cairo_tag_end(m_data->canvas(), name.c_str());
}

double Paper::measure(const Paragraph& paragraph, double width) const {
  const auto lock = lock_faces();
  return place(m_data->fonts->paper.layout_for(paragraph.language), paragraph, width,
               m_data->fonts->proportions, Grid::free)
      .height;
}

template <typename Make>
std::shared_ptr<const Paper::Set::Data> Paper::lately(const std::string& key,
                                                      const Make& make) const {
  SetParagraphs& kept = m_data->fonts->set_paragraphs;
  if (const auto found = kept.find(key)) return std::static_pointer_cast<const Set::Data>(found);
  std::shared_ptr<const Set::Data> data = make();
  kept.keep(key, data);
  return data;
}

std::shared_ptr<const Paper::Set::Data> Paper::by_pango(const Paragraph& paragraph,
                                                        double width) const {
  auto data = std::make_shared<Set::Data>();
  const auto lock = lock_faces();
  data->layout.reset(pango_layout_new(m_data->fonts->paper.context_for(paragraph.language)));
  data->placed =
      place(data->layout.get(), paragraph, width, m_data->fonts->proportions, Grid::free);
  data->missing_glyphs = pango_layout_get_unknown_glyphs_count(data->layout.get());
  const bool are_fonts_held = m_data->fonts->open_faces.hold(data->placed.lines);
  if (are_fonts_held) data->glyphs = glyphs_of(data->placed.lines);
  if (data->glyphs.empty()) {
    for (const PlacedLine& line : data->placed.lines) {
      data->held.emplace_back(pango_layout_line_ref(line.line));
    }
  } else {
    // Ten times as large as the glyphs, and needed no more.
    for (PlacedLine& line : data->placed.lines) line.line = nullptr;
    data->layout.reset();
  }
  return data;
}

std::shared_ptr<const Paper::Set::Data> Paper::from_pieces(const Paragraph& paragraph,
                                                           double width) const {
  const Desk& desk = m_data->fonts->paper;
  const bool is_simple = paragraph.runs.empty() && is_piecewise(paragraph.text) &&
                         is_roomy(paragraph, m_data->fonts->proportions) &&
                         desk.context_for(paragraph.language) == desk.left_to_right.get();
  if (!is_simple) return nullptr;
  auto data = std::make_shared<Set::Data>();
  std::vector<double> lengths;
  std::shared_ptr<const Set::Data> first;
  Paragraph piece = paragraph;
  piece.align = Align::start;
  std::string key = style_key(piece, 0.0);
  const std::size_t style = key.size();
  const Digits digits = is_kerned(paragraph) ? Digits::together : Digits::alone;
  for (const std::string_view words : lines_of(paragraph.text)) {
    GlyphRun line;
    double x = 0.0;
    for (const std::string_view letters : pieces_of(words, digits)) {
      key.resize(style);
      key += letters;
      auto set = lately(key, [&] {
        piece.text = letters;
        return by_pango(piece, 0.0);
      });
      if (set->glyphs.size() != 1 || set->glyphs.front().size() != 1) return nullptr;
      const GlyphRun& run = set->glyphs.front().front();
      if (run.is_backward || (line.font != nullptr && line.font != run.font)) return nullptr;
      line.font = run.font;
      append(line, run, x, 0.0);
      x += set->placed.width;
      first = std::move(set);
    }
    if (width > 0.0 && x > width) return nullptr;
    lengths.push_back(x);
    data->glyphs.push_back({std::move(line)});
  }
  data->placed = place_lines(first->placed, lengths, paragraph, width);
  return data;
}

Paper::Set Paper::set(const Paragraph& paragraph, double width) const {
  return Set(lately(key_of(paragraph, width), [&] {
    auto data = from_pieces(paragraph, width);
    return data ? data : by_pango(paragraph, width);
  }));
}

void Paper::draw(const Set& set, double x, double y, const Rgb& color) {
  draw(set, 0, set.line_count(), x, y, color);
}

void Paper::draw(const Set& set, std::size_t first, std::size_t count, double x, double y,
                 const Rgb& color) {
  const std::vector<PlacedLine>& lines = set.m_data->placed.lines;
  CANDOR_CHECK(first + count <= lines.size());
  if (count == 0) return;
  const double top = lines[first].top;
  const std::vector<GlyphLine>& glyphs = set.m_data->glyphs;
  for (std::size_t i = first; i < first + count; ++i) {
    const double left = x + lines[i].x;
    const double baseline = y + lines[i].baseline - top;
    if (!glyphs.empty()) {
      for (const GlyphRun& run : glyphs[i]) {
        m_data->pen.add(m_data->drawing.get(), run, left, baseline, color);
      }
      continue;
    }
    cairo_t* const drawing = m_data->canvas();
    set_color(drawing, color);
    const auto lock = lock_faces();
    cairo_move_to(drawing, left, baseline);
    pango_cairo_show_layout_line(drawing, lines[i].line);
    cairo_new_path(drawing);
  }
}

double Paper::text(const Paragraph& paragraph, double x, double y, double width, const Rgb& color) {
  const Set ready = set(paragraph, width);
  draw(ready, x, y, color);
  return ready.height();
}

void Paper::line(const Point& from, const Point& to, double thickness, const Rgb& color) {
  cairo_t* const drawing = m_data->canvas();
  set_color(drawing, color);
  cairo_set_line_width(drawing, thickness);
  cairo_set_line_cap(drawing, CAIRO_LINE_CAP_BUTT);
  cairo_move_to(drawing, from.x, from.y);
  cairo_line_to(drawing, to.x, to.y);
  cairo_stroke(drawing);
}

void Paper::rectangle(double x, double y, double width, double height, double thickness,
                      const Rgb& color) {
  cairo_t* const drawing = m_data->canvas();
  set_color(drawing, color);
  cairo_set_line_width(drawing, thickness);
  cairo_set_line_join(drawing, CAIRO_LINE_JOIN_MITER);
  cairo_rectangle(drawing, x, y, width, height);
  cairo_stroke(drawing);
}

void Paper::fill(double x, double y, double width, double height, const Rgb& color) {
  cairo_t* const drawing = m_data->canvas();
  set_color(drawing, color);
  cairo_rectangle(drawing, x, y, width, height);
  cairo_fill(drawing);
}

void Paper::strokes(const std::vector<std::vector<Point>>& strokes, double thickness,
                    const Rgb& color) {
  cairo_t* const drawing = m_data->canvas();
  set_color(drawing, color);
  cairo_set_line_width(drawing, thickness);
  cairo_set_line_cap(drawing, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(drawing, CAIRO_LINE_JOIN_ROUND);
  for (const std::vector<Point>& stroke : strokes) {
    if (stroke.empty()) continue;
    trace(drawing, stroke);
    cairo_stroke(drawing);
  }
}

void Paper::code(const QrCode& code, const Point& corner, double side, const Rgb& color) {
  if (code.side <= 0) return;
  const auto is_dark = [&code](int row, int column) {
    return code.dark[static_cast<std::size_t>(row * code.side + column)];
  };
  // A stencil of a point for each module: as lines, a code is a third of what a page weighs.
  const std::unique_ptr<cairo_surface_t, SurfaceDestroy> stencil(
      cairo_image_surface_create(CAIRO_FORMAT_A8, code.side, code.side));
  unsigned char* const points = cairo_image_surface_get_data(stencil.get());
  if (points == nullptr) return;  // out of memory, which the page's own drawing will tell
  const int stride = cairo_image_surface_get_stride(stencil.get());
  for (int row = 0; row < code.side; ++row) {
    for (int column = 0; column < code.side; ++column) {
      points[row * stride + column] = is_dark(row, column) ? 255 : 0;
    }
  }
  cairo_surface_mark_dirty(stencil.get());
  cairo_t* const drawing = m_data->canvas();
  cairo_save(drawing);
  set_color(drawing, color);
  cairo_translate(drawing, corner.x, corner.y);
  cairo_scale(drawing, side / code.side, side / code.side);
  const std::unique_ptr<cairo_pattern_t, PatternDestroy> pattern(
      cairo_pattern_create_for_surface(stencil.get()));
  cairo_pattern_set_filter(pattern.get(), CAIRO_FILTER_NEAREST);
  cairo_mask(drawing, pattern.get());
  cairo_restore(drawing);
}

void Paper::dot(const Point& middle, double diameter, const Rgb& color) {
  strokes({{middle}}, diameter, color);
}

Result<void> Paper::picture(std::string_view svg, double x, double y, double width, double height) {
  const auto lock = lock_faces();
  return draw_svg_on(m_data->canvas(), svg, {x, y, width, height});
}

Result<std::string> Paper::finish() {
  cairo_show_page(m_data->canvas());
  cairo_status_t status = cairo_status(m_data->drawing.get());
  m_data->drawing.reset();
  cairo_surface_finish(m_data->surface.get());
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(m_data->surface.get());
  if (status != CAIRO_STATUS_SUCCESS) {
    return fail(ErrorCode::unwritable,
                std::string("the PDF cannot be written: ") + cairo_status_to_string(status));
  }
  return std::move(m_data->bytes);
}

}  // namespace candor::text
