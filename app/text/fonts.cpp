#include <cairo.h>
#include <pango/pangofc-fontmap.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <system_error>
#include <utility>

#include "base/check.h"
#include "text/setting.h"

namespace candor::text {

namespace {

constexpr double kScale = PANGO_SCALE;
constexpr int kLargestMask = 16384;  // pixels a side; more is a mistake, and no texture either

struct SurfaceDestroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};

struct DrawingDestroy {
  void operator()(cairo_t* drawing) const { cairo_destroy(drawing); }
};

bool has_family(const FcFontSet& fonts, const char* family) {
  for (int i = 0; i < fonts.nfont; ++i) {
    FcChar8* name = nullptr;
    for (int n = 0; FcPatternGetString(fonts.fonts[i], FC_FAMILY, n, &name) == FcResultMatch; ++n) {
      if (std::string(reinterpret_cast<const char*>(name)) == family) return true;
    }
  }
  return false;
}

/// Inter's proportions, measured once without hints.
Proportions measure_proportions(PangoLayout* layout) {
  Paragraph sample;
  sample.text = "H";
  sample.size = 1000.0;
  const Placed placed = place(layout, sample, 0.0, {}, Grid::free);
  PangoRectangle ink;
  PangoRectangle logical;
  pango_layout_line_get_extents(placed.lines.front().line, &ink, &logical);
  Proportions proportions;
  proportions.ascent = -logical.y / kScale / sample.size;
  proportions.descent = (logical.y + logical.height) / kScale / sample.size;
  proportions.capital = -ink.y / kScale / sample.size;
  return proportions;
}

/// The libraries that set text and the versions of these fonts.
std::string version_of(FcConfig* config) {
  std::vector<std::string> listed;
  const FcFontSet* const fonts = FcConfigGetFonts(config, FcSetSystem);
  for (int i = 0; fonts != nullptr && i < fonts->nfont; ++i) {
    FcChar8* file = nullptr;
    int version = 0;
    if (FcPatternGetString(fonts->fonts[i], FC_FILE, 0, &file) != FcResultMatch) continue;
    (void)FcPatternGetInteger(fonts->fonts[i], FC_FONTVERSION, 0, &version);
    listed.push_back(
        std::filesystem::path(reinterpret_cast<const char*>(file)).filename().string() + " " +
        std::to_string(version));
  }
  std::sort(listed.begin(), listed.end());
  // FNV-1a: to tell versions apart, not to protect anything.
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const std::string& each : listed) {
    for (const char letter : each + "\n") {
      hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
    }
  }
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[hash >> shift & 15U];
  return std::string("cairo ") + cairo_version_string() + ", pango " + pango_version_string() +
         ", fonts " + digits;
}

/// Forgets the words that a layout was set with: they may be a patient's.
void forget(PangoLayout* layout) {
  pango_layout_set_text(layout, "", 0);
  pango_layout_set_attributes(layout, nullptr);
}

}  // namespace

Fonts::Data::~Data() {
  set_paragraphs = {};  // each takes the lock
  const auto lock = lock_faces();
  open_faces = {};
  screen = {};
  paper = {};
  // The thread must not keep the map for pictures when its fonts are gone.
  if (map && pango_cairo_font_map_get_default() == map.get()) {
    pango_cairo_font_map_set_default(nullptr);
  }
  map.reset();
}

Fonts::Fonts(std::unique_ptr<Data> data) : m_data(std::move(data)) {}

Fonts::Fonts(Fonts&&) noexcept = default;
Fonts& Fonts::operator=(Fonts&&) noexcept = default;
Fonts::~Fonts() = default;

Result<Fonts> Fonts::open(const std::filesystem::path& fontconfig_file, std::size_t thread) {
  std::string const where = fontconfig_file.string();
  std::error_code error;
  if (!std::filesystem::is_regular_file(fontconfig_file, error)) {
    return fail(ErrorCode::not_found, "the list of fonts is not there", where,
                "install Candor's assets folder again");
  }
  auto data = std::make_unique<Data>();
  data->config.reset(FcConfigCreate());
  if (FcConfigParseAndLoad(data->config.get(), reinterpret_cast<const FcChar8*>(where.c_str()),
                           FcTrue) == FcFalse) {
    return fail(ErrorCode::unreadable, "this is not a fontconfig file that can be read", where,
                "install Candor's assets folder again");
  }
  if (FcConfigBuildFonts(data->config.get()) == FcFalse) {
    return fail(ErrorCode::unreadable, "the folders of fonts cannot be read", where,
                "install the packages fonts-inter and fonts-noto-core");
  }
  const FcFontSet* const fonts = FcConfigGetFonts(data->config.get(), FcSetSystem);
  if (fonts == nullptr || fonts->nfont == 0) {
    return fail(ErrorCode::bad_value, "none of the listed fonts is installed", where,
                "install the packages fonts-inter and fonts-noto-core");
  }
  if (!has_family(*fonts, "Inter")) {
    return fail(ErrorCode::bad_value, "the font Inter is not among the listed fonts", where,
                "install the package fonts-inter");
  }
  data->map.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  if (!data->map || !PANGO_IS_FC_FONT_MAP(data->map.get())) {
    return fail(ErrorCode::bad_value, "this Cairo was built without FreeType", where);
  }
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(data->map.get()), data->config.get());
  data->screen = make_desk(data->map.get(), Grid::pixels, thread);
  data->paper = make_desk(data->map.get(), Grid::free, thread);
  {
    const auto lock = lock_faces();
    data->proportions = measure_proportions(data->paper.layout_for("en"));
    forget(data->paper.layout_for("en"));
  }
  // Words in a picture use the same fonts; librsvg asks Pango's default map of this thread for
  // them.
  pango_cairo_font_map_set_default(PANGO_CAIRO_FONT_MAP(data->map.get()));
  return Fonts(std::move(data));
}

std::string Fonts::version() const {
  if (m_data->version.empty()) m_data->version = version_of(m_data->config.get());
  return m_data->version;
}

Size Fonts::measure(const Paragraph& paragraph, double max_width) const {
  const auto lock = lock_faces();
  PangoLayout* const layout = m_data->screen.layout_for(paragraph.language);
  const Placed placed = place(layout, paragraph, max_width, m_data->proportions, Grid::pixels);
  forget(layout);
  return {placed.width, placed.height};
}

Mask Fonts::render(const Paragraph& paragraph, double max_width) const {
  const auto lock = lock_faces();
  PangoLayout* const layout = m_data->screen.layout_for(paragraph.language);
  const Placed placed = place(layout, paragraph, max_width, m_data->proportions, Grid::pixels);
  Mask mask;
  mask.width = std::min(static_cast<int>(std::ceil(placed.width)), kLargestMask);
  mask.height = std::min(static_cast<int>(std::ceil(placed.height)), kLargestMask);
  if (mask.width > 0 && mask.height > 0) {
    const std::unique_ptr<cairo_surface_t, SurfaceDestroy> surface(
        cairo_image_surface_create(CAIRO_FORMAT_A8, mask.width, mask.height));
    {
      const std::unique_ptr<cairo_t, DrawingDestroy> drawing(cairo_create(surface.get()));
      for (const PlacedLine& line : placed.lines) {
        cairo_move_to(drawing.get(), line.x, line.baseline);
        pango_cairo_show_layout_line(drawing.get(), line.line);
      }
    }
    cairo_surface_flush(surface.get());
    const auto width = static_cast<std::size_t>(mask.width);
    mask.coverage.resize(width * static_cast<std::size_t>(mask.height));
    const unsigned char* const pixels = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int row = 0; pixels != nullptr && row < mask.height; ++row) {
      std::copy_n(pixels + static_cast<std::ptrdiff_t>(row) * stride, width,
                  mask.coverage.begin() + static_cast<std::ptrdiff_t>(row) * mask.width);
    }
  }
  forget(layout);
  return mask;
}

std::vector<WordBox> Fonts::boxes(const Paragraph& paragraph, double max_width, std::size_t begin,
                                  std::size_t end) const {
  if (begin >= end) return {};
  const auto lock = lock_faces();
  PangoLayout* const layout = m_data->screen.layout_for(paragraph.language);
  const Placed placed = place(layout, paragraph, max_width, m_data->proportions, Grid::pixels);
  std::vector<WordBox> found;
  for (const PlacedLine& line : placed.lines) {
    const auto from = static_cast<std::size_t>(line.line->start_index);
    const auto to = from + static_cast<std::size_t>(line.line->length);
    if (begin >= to || end <= from) continue;
    int* ranges = nullptr;
    int count = 0;
    pango_layout_line_get_x_ranges(line.line, static_cast<int>(std::max(begin, from)),
                                   static_cast<int>(std::min(end, to)), &ranges, &count);
    // Pango counts these from the layout's left edge, where the line's first letter may not stand.
    int line_left = 0;
    int* whole = nullptr;
    int wholes = 0;
    pango_layout_line_get_x_ranges(line.line, static_cast<int>(from), static_cast<int>(to), &whole,
                                   &wholes);
    for (int i = 0; i < wholes; ++i) {
      line_left = i == 0 ? whole[0] : std::min(line_left, whole[2 * i]);
    }
    g_free(whole);
    for (int i = 0; i < count; ++i) {
      const double left = line.x + (ranges[2 * i] - line_left) / kScale;
      found.push_back(
          {left, line.top, (ranges[2 * i + 1] - ranges[2 * i]) / kScale, line.bottom - line.top});
    }
    g_free(ranges);
  }
  forget(layout);
  return found;
}

double Fonts::capital_height(double size) const {
  return m_data->proportions.capital * size;
}

std::string Fonts::missing_glyph(const std::string& text) const {
  const auto lock = lock_faces();
  PangoLayout* const layout = m_data->paper.layout_for("en");
  Paragraph paragraph;
  paragraph.text = text;
  static_cast<void>(place(layout, paragraph, 0.0, m_data->proportions, Grid::free));
  std::string missing;
  if (pango_layout_get_unknown_glyphs_count(layout) > 0) {
    const char* const words = pango_layout_get_text(layout);
    const char* first = nullptr;
    for (GSList* node = pango_layout_get_lines_readonly(layout); node != nullptr;
         node = node->next) {
      for (GSList* run_node = static_cast<PangoLayoutLine*>(node->data)->runs; run_node != nullptr;
           run_node = run_node->next) {
        const auto* const run = static_cast<const PangoGlyphItem*>(run_node->data);
        for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
          if ((run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) continue;
          const char* const at = words + run->item->offset + run->glyphs->log_clusters[i];
          if (first == nullptr || at < first) first = at;
        }
      }
    }
    if (first != nullptr) {
      const char* const after = g_utf8_next_char(first);
      missing.assign(first, after);
    }
  }
  forget(layout);
  return missing;
}

}  // namespace candor::text
