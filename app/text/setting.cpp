#include "text/setting.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace candor::text {

namespace {

/// Code points that stand for no character, which Cairo refuses.
bool is_noncharacter(gunichar letter) {
  return (letter & 0xFFFEU) == 0xFFFEU || (letter >= 0xFDD0 && letter <= 0xFDEF);
}

}  // namespace

bool is_drawable(std::string_view text) {
  if (g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) == FALSE) {
    return false;
  }
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end; at = g_utf8_next_char(at)) {
    if (is_noncharacter(g_utf8_get_char(at))) return false;
  }
  return true;
}

bool is_plain_latin(std::string_view text) {
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at < end; at = g_utf8_next_char(at)) {
    const gunichar letter = g_utf8_get_char(at);
    const bool plain = letter < 0x0250 || (letter >= 0x2010 && letter <= 0x2027) ||
                       (letter >= 0x2030 && letter <= 0x205E);
    if (!plain) return false;
  }
  return true;
}

cairo_scaled_font_t* scaled_font_of(const PangoGlyphItem& run) {
  PangoFont* const font = run.item->analysis.font;
  if (font == nullptr || !PANGO_IS_CAIRO_FONT(font)) return nullptr;
  return pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
}

bool is_kerned(const Paragraph& paragraph) {
  // By how much kerning would move smaller letters is not seen, but each pair of them would be a
  // number in a PDF.
  constexpr double kFrom = 9.0;
  return paragraph.size >= kFrom;
}

bool is_roomy(const Paragraph& paragraph, const Proportions& proportions) {
  return paragraph.line_height >= proportions.ascent + proportions.descent;
}

Side side_of(Align align, bool right_to_left) {
  switch (align) {
    case Align::start:
      return right_to_left ? Side::right : Side::left;
    case Align::center:
      return Side::middle;
    case Align::end:
      return right_to_left ? Side::left : Side::right;
  }
  return Side::left;
}

namespace {

constexpr double kScale = PANGO_SCALE;
constexpr double kDotsPerInch = 72.0;  // so that Pango's points and our pixels are the same

PangoWeight pango_weight(Weight weight) {
  switch (weight) {
    case Weight::regular:
      return PANGO_WEIGHT_NORMAL;
    case Weight::medium:
      return PANGO_WEIGHT_MEDIUM;
    case Weight::semibold:
      return PANGO_WEIGHT_SEMIBOLD;
    case Weight::bold:
      return PANGO_WEIGHT_BOLD;
  }
  return PANGO_WEIGHT_NORMAL;
}

PangoStyle pango_style(bool italic) {
  return italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL;
}

bool is_right_to_left(std::string_view language) {
  constexpr std::array<std::string_view, 11> kTags = {"ar", "arc", "ckb", "dv", "fa", "he",
                                                      "ps", "sd",  "ug",  "ur", "yi"};
  std::string_view const primary = language.substr(0, language.find_first_of("-_"));
  return std::find(kTags.begin(), kTags.end(), primary) != kTags.end();
}

struct DescriptionFree {
  void operator()(PangoFontDescription* description) const {
    pango_font_description_free(description);
  }
};

struct AttributesUnref {
  void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};

void insert(PangoAttrList* list, PangoAttribute* attribute, std::size_t begin, std::size_t end) {
  attribute->start_index = static_cast<guint>(begin);
  attribute->end_index = static_cast<guint>(end);
  pango_attr_list_insert(list, attribute);
}

/// The text with a replacement sign for all that cannot be drawn.
std::string drawable(std::string_view text) {
  const std::unique_ptr<char, decltype(&g_free)> valid(
      g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), g_free);
  std::string kept;
  for (const char* at = valid.get(); *at != '\0'; at = g_utf8_next_char(at)) {
    if (is_noncharacter(g_utf8_get_char(at))) {
      kept += "\xEF\xBF\xBD";
    } else {
      kept.append(at, static_cast<std::size_t>(g_utf8_next_char(at) - at));
    }
  }
  return kept;
}

void set_paragraph(PangoLayout* layout, const Paragraph& paragraph) {
  std::string repaired;
  std::string_view text = paragraph.text;
  if (!is_drawable(text)) {
    repaired = drawable(text);
    text = repaired;
  }
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));

  const std::unique_ptr<PangoFontDescription, DescriptionFree> description(
      pango_font_description_new());
  pango_font_description_set_family_static(description.get(), "Inter");
  pango_font_description_set_absolute_size(description.get(), paragraph.size * kScale);
  pango_font_description_set_weight(description.get(), pango_weight(paragraph.weight));
  pango_font_description_set_style(description.get(), pango_style(paragraph.italic));
  pango_layout_set_font_description(layout, description.get());

  const std::unique_ptr<PangoAttrList, AttributesUnref> attributes(pango_attr_list_new());
  insert(attributes.get(),
         pango_attr_language_new(pango_language_from_string(paragraph.language.c_str())), 0,
         text.size());
  // A word broken at the end of a line gets no hyphen: it would not be in the approved text.
  insert(attributes.get(), pango_attr_insert_hyphens_new(FALSE), 0, text.size());
  if (is_plain_latin(text)) {
    // Without the font's composing and contextual rules, which change nothing here but signs such
    // as "->" that are to stay as they are written, text is set almost twice as fast.
    const char* const without = is_kerned(paragraph) ? "calt=0, ccmp=0" : "calt=0, ccmp=0, kern=0";
    insert(attributes.get(), pango_attr_font_features_new(without), 0, text.size());
  }
  for (const Run& run : paragraph.runs) {
    std::size_t const begin = character_start(text, run.begin);
    std::size_t const end = character_start(text, run.end);
    if (begin >= end) continue;
    insert(attributes.get(), pango_attr_weight_new(pango_weight(run.weight)), begin, end);
    insert(attributes.get(), pango_attr_style_new(pango_style(run.italic || paragraph.italic)),
           begin, end);
  }
  pango_layout_set_attributes(layout, attributes.get());

  // A sentence in Arabic stays right-to-left when it begins with a Latin name; in other languages
  // the first letter decides, so that an Arabic name reads well on an English page.
  pango_layout_set_auto_dir(layout, is_right_to_left(paragraph.language) ? FALSE : TRUE);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT);
}

struct LineBox {
  PangoLayoutLine* line = nullptr;
  double width = 0.0;
  double ink_left = 0.0;
  double ink_right = 0.0;
  double ink_above = 0.0;
  double ink_below = 0.0;
  bool right_to_left = false;
};

enum class Ink { measured, within };

/// `within`: the ink is known to stay in its line, so that its slow measuring can be left out.
std::vector<LineBox> lines_of(PangoLayout* layout, Ink how) {
  std::vector<LineBox> boxes;
  for (GSList* node = pango_layout_get_lines_readonly(layout); node != nullptr; node = node->next) {
    LineBox box;
    box.line = static_cast<PangoLayoutLine*>(node->data);
    PangoRectangle ink{};
    PangoRectangle logical{};
    pango_layout_line_get_extents(box.line, how == Ink::measured ? &ink : nullptr, &logical);
    box.width = logical.width / kScale;
    if (ink.width > 0 && ink.height > 0) {
      box.ink_left = ink.x / kScale;
      box.ink_right = (ink.x + ink.width) / kScale;
      box.ink_above = -ink.y / kScale;
      box.ink_below = (ink.y + ink.height) / kScale;
    } else {
      box.ink_right = box.width;
    }
    box.right_to_left = pango_layout_line_get_resolved_direction(box.line) == PANGO_DIRECTION_RTL;
    boxes.push_back(box);
  }
  return boxes;
}

struct OptionsDestroy {
  void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};

/// Cairo keeps one font for all who ask for the same, and locks it while a line is drawn: half of
/// the time of two threads went there. A font with another option is another one. The order of
/// colours within a pixel changes nothing where none is used: on paper, and with grey edges.
cairo_subpixel_order_t order_for(std::size_t thread) {
  constexpr std::array kOrders{CAIRO_SUBPIXEL_ORDER_DEFAULT, CAIRO_SUBPIXEL_ORDER_RGB,
                               CAIRO_SUBPIXEL_ORDER_BGR, CAIRO_SUBPIXEL_ORDER_VRGB,
                               CAIRO_SUBPIXEL_ORDER_VBGR};
  return kOrders[thread % kOrders.size()];
}

Object<PangoContext> make_context(PangoFontMap* map, PangoDirection direction, Grid grid,
                                  std::size_t thread) {
  Object<PangoContext> context(pango_font_map_create_context(map));
  const std::unique_ptr<cairo_font_options_t, OptionsDestroy> options(cairo_font_options_create());
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_subpixel_order(options.get(), order_for(thread));
  const bool screen = grid == Grid::pixels;
  cairo_font_options_set_hint_style(options.get(),
                                    screen ? CAIRO_HINT_STYLE_SLIGHT : CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(),
                                      screen ? CAIRO_HINT_METRICS_ON : CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context.get(), options.get());
  pango_cairo_context_set_resolution(context.get(), kDotsPerInch);
  // On paper, rounded positions would tear joined letters apart in the extracted text.
  pango_context_set_round_glyph_positions(context.get(), screen ? TRUE : FALSE);
  pango_context_set_base_dir(context.get(), direction);
  return context;
}

struct Overhang {
  double left = 0.0;
  double right = 0.0;
};

/// How far the ink of any line reaches beyond its advance width.
Overhang overhang_of(const std::vector<LineBox>& boxes, Grid grid) {
  Overhang overhang;
  for (const LineBox& box : boxes) {
    overhang.left = std::max(overhang.left, -box.ink_left);
    overhang.right = std::max(overhang.right, box.ink_right - box.width);
  }
  if (grid == Grid::pixels) {
    overhang.left = std::ceil(overhang.left);
    overhang.right = std::ceil(overhang.right);
  }
  return overhang;
}

}  // namespace

PangoContext* Desk::context_for(const std::string& language) const {
  return is_right_to_left(language) ? right_to_left.get() : left_to_right.get();
}

PangoLayout* Desk::layout_for(const std::string& language) const {
  return is_right_to_left(language) ? right_to_left_layout.get() : left_to_right_layout.get();
}

Desk make_desk(PangoFontMap* map, Grid grid, std::size_t thread) {
  Desk desk;
  desk.left_to_right = make_context(map, PANGO_DIRECTION_LTR, grid, thread);
  desk.right_to_left = make_context(map, PANGO_DIRECTION_RTL, grid, thread);
  desk.left_to_right_layout.reset(pango_layout_new(desk.left_to_right.get()));
  desk.right_to_left_layout.reset(pango_layout_new(desk.right_to_left.get()));
  return desk;
}

Placed place(PangoLayout* layout, const Paragraph& paragraph, double max_width,
             const Proportions& proportions, Grid grid) {
  const auto snap = [grid](double value) {
    return grid == Grid::pixels ? std::round(value) : value;
  };
  const auto snap_up = [grid](double value) {
    return grid == Grid::pixels ? std::ceil(value) : value;
  };

  set_paragraph(layout, paragraph);
  const bool broken = max_width > 0.0;
  pango_layout_set_width(layout, broken ? static_cast<int>(max_width * kScale) : -1);
  // On paper nothing is cut off, and plain Latin lines this far apart cannot touch.
  const Ink ink =
      grid == Grid::free && is_roomy(paragraph, proportions) && is_plain_latin(paragraph.text)
          ? Ink::within
          : Ink::measured;
  std::vector<LineBox> boxes = lines_of(layout, ink);
  Overhang overhang = overhang_of(boxes, grid);
  double widest = 0.0;
  for (const LineBox& box : boxes) widest = std::max(widest, box.width);
  // An italic or accented letter reaches out of a full line: break again, a little narrower. Other
  // lines then reach out by other amounts, so once is not always enough; but no letter reaches out
  // by more than an em, so that beyond two ems nothing is left to win.
  const double least_step = paragraph.size / 16.0;
  const double narrowest = std::max(1.0, max_width - 2.0 * paragraph.size);
  for (double narrower = max_width; broken && narrower > narrowest;) {
    const double excess = widest + overhang.left + overhang.right - max_width;
    if (excess <= 0.0) break;
    narrower = std::max(1.0, narrower - std::max(excess, least_step));
    pango_layout_set_width(layout, static_cast<int>(narrower * kScale));
    boxes = lines_of(layout, ink);
    overhang = overhang_of(boxes, grid);
    widest = 0.0;
    for (const LineBox& box : boxes) widest = std::max(widest, box.width);
  }

  bool column_needed = false;
  for (const LineBox& box : boxes) {
    if (side_of(paragraph.align, box.right_to_left) != Side::left) column_needed = true;
  }
  const double tight = widest + overhang.left + overhang.right;
  // Text at the right or in the middle fills its column, so that it can be drawn at the column's
  // left edge like any other text.
  Placed placed;
  placed.width = broken && column_needed ? std::max(tight, std::floor(max_width)) : tight;
  const double room = placed.width - overhang.left - overhang.right;

  const double em = paragraph.size;
  const double line_distance = paragraph.line_height * em;
  const double leading = line_distance - (proportions.ascent + proportions.descent) * em;
  double baseline = 0.0;
  double below_before = 0.0;
  double end = 0.0;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const LineBox& box = boxes[i];
    if (i == 0) {
      baseline = snap_up(std::max(leading / 2.0 + proportions.ascent * em, box.ink_above));
    } else {
      // Scripts with tall or stacked signs get the distance they need.
      const double needed = below_before + box.ink_above;
      const double next =
          std::max(placed.lines.front().baseline + static_cast<double>(i) * line_distance,
                   baseline + std::max(needed, line_distance));
      baseline = needed > line_distance ? snap_up(next) : snap(next);
    }
    PlacedLine line;
    line.line = box.line;
    line.baseline = baseline;
    line.top = i == 0 ? 0.0 : end;
    end = std::max(baseline + leading / 2.0 + proportions.descent * em, baseline + box.ink_below);
    line.bottom = end;
    switch (side_of(paragraph.align, box.right_to_left)) {
      case Side::left:
        line.x = overhang.left;
        break;
      case Side::middle:
        line.x = overhang.left + snap((room - box.width) / 2.0);
        break;
      case Side::right:
        line.x = overhang.left + std::max(0.0, grid == Grid::pixels ? std::floor(room - box.width)
                                                                    : room - box.width);
        break;
    }
    below_before = box.ink_below;
    placed.lines.push_back(line);
  }
  placed.height = end;
  return placed;
}

}  // namespace candor::text
