// Each kind of element as pieces.
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "text/text.h"
#include "ui/flow.h"
#include "ui/pad.h"

namespace candor::ui {
namespace {

using present::CalloutLook;
using text::Weight;

constexpr double kMeasureEms = 32;        // at most about 65 characters a line
constexpr double kStrongMeasureEms = 28;  // the same in bold, which is wider
constexpr int kDotsAcross = 25;           // an icon array: 25 × 4
constexpr int kDotsDown = 4;

/// No line of running text is longer than can be read with ease.
float measured(float width, float size, Weight weight = Weight::regular) {
  const double ems = weight == Weight::regular ? kMeasureEms : kStrongMeasureEms;
  return std::min(width, size * static_cast<float>(ems));
}

/// Room before a list's words: the digits of a number are wider than a dot.
float list_indent(const Ui& ui, const content::Paragraph& paragraph) {
  if (paragraph.kind == content::Paragraph::Kind::bullet) return ui.metrics.tx(34);
  return ui.metrics.tx(paragraph.number < 10 ? 44 : 62);
}

/// Height and drawing of a list of paragraphs, used inside cards and as pieces.
float paragraph_height(const Ui& ui, const content::Paragraph& paragraph, float width, float size) {
  const bool listed = paragraph.kind != content::Paragraph::Kind::plain;
  return ui.height_of(ui.rich(paragraph, size),
                      listed ? width - list_indent(ui, paragraph) : width);
}

void draw_paragraph(const Ui& ui, const content::Paragraph& paragraph, float x, float y,
                    float width, float size, Color color) {
  if (paragraph.kind == content::Paragraph::Kind::plain) {
    text::Paragraph words = ui.rich(paragraph, size);
    if (ui.centering) words.align = text::Align::center;
    ui.text(words, x, y, width, color);
    return;
  }
  const float indent = list_indent(ui, paragraph);
  const bool rtl = ui.right_to_left;
  if (paragraph.kind == content::Paragraph::Kind::bullet) {
    const float cx = rtl ? x + width - indent * 0.45F : x + indent * 0.45F;
    ui.disc(cx, y + size * 0.75F, size * 0.13F, color);
  } else {
    const text::Paragraph number =
        ui.words(std::to_string(paragraph.number) + ".", size, Weight::semibold);
    ui.text(number, rtl ? x + width - ui.width_of(number) : x, y, 0, color);
  }
  ui.text(ui.rich(paragraph, size), rtl ? x : x + indent, y, width - indent, color);
}

float paragraphs_height(const Ui& ui, const std::vector<content::Paragraph>& paragraphs,
                        float width, float size) {
  float height = 0;
  for (const content::Paragraph& paragraph : paragraphs) {
    if (height > 0) height += ui.metrics.px(12);
    height += paragraph_height(ui, paragraph, width, size);
  }
  return height;
}

void draw_paragraphs(const Ui& ui, const std::vector<content::Paragraph>& paragraphs, float x,
                     float y, float width, float size, Color color) {
  for (const content::Paragraph& paragraph : paragraphs) {
    draw_paragraph(ui, paragraph, x, y, width, size, color);
    y += paragraph_height(ui, paragraph, width, size) + ui.metrics.px(12);
  }
}

/// These bytes of a paragraph but for spaces at their end, with what is emphasized in them. Only
/// its start has a number.
content::Paragraph piece_of(const content::Paragraph& paragraph, std::size_t begin,
                            std::size_t end) {
  content::Paragraph piece;
  while (end > begin && paragraph.text[end - 1] == ' ') --end;
  piece.text = paragraph.text.substr(begin, end - begin);
  for (const content::Emphasis& emphasis : paragraph.emphasis) {
    const std::size_t from = std::max(emphasis.begin, begin);
    const std::size_t to = std::min(emphasis.end, end);
    if (from < to) piece.emphasis.push_back({from - begin, to - begin, emphasis.strong});
  }
  if (begin == 0) {
    piece.kind = paragraph.kind;
    piece.number = paragraph.number;
  }
  return piece;
}

/// Where a text may go on elsewhere: the byte after each space or, where it has none, after each
/// character.
std::vector<std::size_t> breaks_of(const std::string& text) {
  std::vector<std::size_t> breaks;
  const bool has_words = text.find(' ') != std::string::npos;
  std::size_t at = 0;
  for (const std::string& character : characters_of(text)) {
    at += character.size();
    if (!has_words || character == " ") breaks.push_back(at);
  }
  if (breaks.empty() || breaks.back() != text.size()) breaks.push_back(text.size());
  return breaks;
}

/// A sentence is over, or a part of one.
bool ends_clause(std::string_view text) {
  constexpr std::array<std::string_view, 10> kEnds = {",",  ";",  ":",  "،",  "؛",
                                                      "，", "；", "：", "、", "。"};
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::string_view end) { return text.ends_with(end); });
}

/// A paragraph that does not fit as one paragraph a sentence; a sentence that does not fit either
/// goes on in another one, where possible after a comma in its second half.
template <typename Fits>
std::vector<content::Paragraph> fitting_pieces(const content::Paragraph& paragraph,
                                               const Fits& fits) {
  if (fits(paragraph)) return {paragraph};
  std::vector<content::Paragraph> pieces;
  std::size_t begin = 0;
  while (begin < paragraph.text.size()) {
    std::size_t end = paragraph.text.find(". ", begin);
    end = end == std::string::npos ? paragraph.text.size() : end + 2;
    content::Paragraph piece = piece_of(paragraph, begin, end);
    if (!fits(piece)) {
      const std::vector<std::size_t> breaks = breaks_of(paragraph.text.substr(begin, end - begin));
      // The longest start that fits, and no less than one word.
      std::size_t low = 0;
      std::size_t high = breaks.size();
      while (low + 1 < high) {
        const std::size_t middle = (low + high) / 2;
        (fits(piece_of(paragraph, begin, begin + breaks[middle])) ? low : high) = middle;
      }
      std::size_t cut = low;
      const auto is_clause = [&] {
        return ends_clause(piece_of(paragraph, begin, begin + breaks[cut]).text);
      };
      while (cut > low / 2 && !is_clause()) --cut;
      if (!is_clause()) cut = low;
      end = begin + breaks[cut];
      piece = piece_of(paragraph, begin, end);
    }
    pieces.push_back(std::move(piece));
    begin = end;
  }
  return pieces;
}

Color tone_color(const Ui& ui, content::Tone tone) {
  switch (tone) {
    case content::Tone::normal:
      return ui.colors.primary;
    case content::Tone::caution:
      return ui.colors.caution;
    case content::Tone::good:
      return ui.colors.good;
  }
  return ui.colors.primary;
}

text::Paragraph label_of(const Ui& ui, const present::Field& field, float size) {
  text::Paragraph label = ui.words(field.label, size, Weight::semibold);
  if (ui.metrics.is_low()) label.line_height = 1.1;
  return label;
}

/// What a field shows of its words in one line: all, or their end, where the typing is.
text::Paragraph value_of(const Ui& ui, const std::string& words, float size, float room) {
  text::Paragraph value = ui.words(words, size);
  if (ui.metrics.is_low()) value.line_height = 1.1;
  if (room <= 0 || words.empty() || ui.width_of(value) <= room) return value;
  const std::vector<std::string> characters = characters_of(words);
  const auto end_from = [&](std::size_t first) {
    std::string end = "…";
    for (std::size_t i = first; i < characters.size(); ++i) end += characters[i];
    return end;
  };
  // The longest end that fits: that from `high` on does, that from `low` on does not.
  std::size_t low = 0;
  std::size_t high = characters.size();
  while (low + 1 < high) {
    const std::size_t middle = (low + high) / 2;
    value.text = end_from(middle);
    (ui.width_of(value) <= room ? high : low) = middle;
  }
  value.text = end_from(high);
  return value;
}

/// Whether a text has Hebrew or Arabic letters: U+0590 to U+07FF by their first byte.
bool reads_from_right(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char byte) {
    const auto first = static_cast<unsigned char>(byte);
    return first >= 0xD6 && first <= 0xDF;
  });
}

struct KeyboardSizes {
  bool digits = false;
  float padding = 0;
  float between = 0;
  float key = 0;    ///< the height of a key
  float board = 0;  ///< the width of all
  float least = 0;  ///< no key is narrower
};

KeyboardSizes keyboard_sizes(const Ui& ui, present::KeyboardKind kind, float width, double ease) {
  const bool low = ui.metrics.is_low();
  KeyboardSizes sizes;
  sizes.digits = kind == present::KeyboardKind::digits;
  sizes.padding = ui.metrics.px(low ? 3 : 18);
  sizes.between = std::max(ui.metrics.px(low ? 0 : 13), ui.metrics.mm(kTargetGapMm));
  sizes.least = ui.metrics.mm(kTargetMm);
  const double usual = sizes.digits ? 96 : 80;
  const float eased = ui.metrics.px(62 + (usual - 62) * (ease - 0.6) / 0.4);
  sizes.key = std::max(low ? 0 : eased, sizes.least);
  sizes.board = sizes.digits ? std::min(width, ui.metrics.tx(680)) : width;
  return sizes;
}

/// Erasing and capitals take what the letters of their row leave.
bool is_wide_key(const present::Button& key) {
  return key.id == "key.shift" || key.id == "key.erase";
}

using KeyRows = std::vector<std::vector<present::Button>>;

/// How many keys of one unit stand side by side.
std::size_t units_of(const KeyRows& rows) {
  constexpr std::size_t kUsual = 10;
  std::size_t units = kUsual;
  for (std::size_t r = 0; r + 1 < rows.size(); ++r) {
    const auto letters = std::count_if(rows[r].begin(), rows[r].end(),
                                       [](const auto& key) { return !is_wide_key(key); });
    units = std::max(units, static_cast<std::size_t>(letters));
  }
  return units;
}

float unit_width(const KeyboardSizes& sizes, std::size_t units) {
  const auto count = static_cast<float>(units);
  return (sizes.board - 2 * sizes.padding - (count - 1) * sizes.between) / count;
}

/// Rows of letters that are too long for the glass, broken anew into more of them.
KeyRows fitted_rows(const KeyRows& rows, const KeyboardSizes& sizes) {
  constexpr float kRounding = 0.01F;
  std::size_t units = units_of(rows);
  if (sizes.digits || unit_width(sizes, units) >= sizes.least - kRounding) return rows;
  while (units > 1 && unit_width(sizes, units) < sizes.least - kRounding) --units;
  KeyRows fitted(1);
  for (std::size_t r = 0; r + 1 < rows.size(); ++r) {
    for (const present::Button& key : rows[r]) {
      if (fitted.back().size() == units) fitted.emplace_back();
      fitted.back().push_back(key);
    }
  }
  fitted.push_back(rows.back());
  return fitted;
}

/// The width that a key's word needs in letters of this size.
float key_width(const Ui& ui, const present::Button& key, float size) {
  if (!key.icon.empty()) return 0;
  const float word = ui.width_of(ui.words(key.label, size, Weight::semibold));
  return word + 2 * ui.metrics.px(ui.metrics.is_low() ? 6 : 12) + 1;
}

/// The widths of one row's keys. `room` is what the row has for them, without the gaps. The words
/// of the last row get the width that they need in letters of this size, as far as the space bar
/// gives it; 0: none.
std::vector<float> key_widths(const Ui& ui, const std::vector<present::Button>& row, bool last,
                              float unit, float room, float size) {
  constexpr std::size_t kFewKeys = 4;
  const bool roomy = row.size() <= kFewKeys;
  std::vector<float> widths(row.size(), unit);
  float used = 0;
  int sharing = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string& id = row[i].id;
    const bool shares = last ? id == "key.space" : is_wide_key(row[i]);
    if (last && id == "key.done") widths[i] = unit * (roomy ? 2.0F : 1.6F);
    if (last && roomy && (id == "key.digits" || id == "key.accents")) widths[i] = unit * 1.6F;
    if (last && !shares && size > 0) widths[i] = std::max(widths[i], key_width(ui, row[i], size));
    sharing += shares ? 1 : 0;
    if (shares)
      widths[i] = 0;
    else
      used += widths[i];
  }
  const float share = (room - used) / static_cast<float>(std::max(sharing, 1));
  // No word is worth a bar that is hard to hit.
  const float least = ui.metrics.least_bar_text();
  const bool large = size > least;
  if (last && sharing > 0 && size > 0 && share < unit * (large ? 3.0F : 1.0F)) {
    return key_widths(ui, row, last, unit, room, large ? least : 0);
  }
  for (float& each : widths) {
    if (each <= 0) each = share;
  }
  return widths;
}

void draw_keyboard(const Ui& ui, const KeyRows& rows, const KeyboardSizes& sizes, bool mirrored,
                   const Rect& board) {
  ui.fill(board, ui.colors.keyboard, ui.metrics.px(22));
  const float inner = board.width - 2 * sizes.padding;
  const float size = std::min(ui.metrics.heading(ui.metrics.is_low() ? 28 : 34), sizes.key * 0.6F);
  const std::size_t units = units_of(rows);
  float top = board.y + sizes.padding;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto& row = rows[r];
    const bool last = r + 1 == rows.size();
    const float gaps = sizes.between * static_cast<float>(row.size() - 1);
    const auto widths =
        sizes.digits ? std::vector<float>(row.size(), (inner - 2 * sizes.between) / 3)
                     : key_widths(ui, row, last, unit_width(sizes, units), inner - gaps, size);
    float total = gaps;
    for (const float each : widths) total += each;
    // Letters stand as on the keyboards that people know; the wide keys below mirror with the page.
    const bool from_right = last && ui.right_to_left && !sizes.digits;
    std::vector<float> lefts;
    float at = board.x + sizes.padding + (inner - total) / 2;
    for (std::size_t i = 0; i < row.size(); ++i) {
      lefts.push_back(from_right ? board.x + board.right() - at - widths[i] : at);
      at += widths[i] + sizes.between;
    }
    for (std::size_t k = 0; k < row.size(); ++k) {
      // Keys are reached in the order in which they are read.
      const std::size_t i = mirrored && !last ? row.size() - 1 - k : k;
      present::Button shown = row[i];
      // Where its word would be too small, the space bar shows its sign.
      if (shown.id == "key.space" && key_width(ui, shown, ui.metrics.least_bar_text()) > widths[i])
        shown.icon = "space";
      if (!shown.icon.empty()) shown.label.clear();
      ui.button(shown, {lefts[i], top, widths[i], sizes.key}, size);
      Node& node = ui.frame.nodes.back();
      if (!shown.icon.empty()) node.label = row[i].label;
      if (!row[i].spoken.empty()) node.label = row[i].spoken;
      node.role = NodeRole::key;
    }
    top += sizes.key + sizes.between;
  }
}

struct Maker {
  const Ui& ui;
  float width;
  float limit;
  float whole;  ///< the limit of what stands under no heading
  Ease ease;
  std::vector<Piece> pieces;

  [[nodiscard]] float gap(double mockup) const { return ui.metrics.px(mockup * double(ease)); }

  void add(float height, float gap_above, std::function<void(float, float, float)> draw,
           bool with_next = false) {
    Piece piece;
    piece.height = height;
    piece.gap = gap_above;
    piece.with_next = with_next;
    piece.draw = std::move(draw);
    pieces.push_back(std::move(piece));
  }

  /// Mockup pixels: `tight` at ease 0.6, `usual` at 1, and on along that line.
  [[nodiscard]] double eased(double tight, double usual) const {
    return tight + (usual - tight) * (double(ease) - 0.6) / 0.4;
  }

  [[nodiscard]] float eased_px(double tight, double usual) const {
    return ui.metrics.px(eased(tight, usual));
  }

  [[nodiscard]] float grown(double tight, double usual) const {
    return ui.metrics.tx(eased(tight, usual));
  }

  /// Body text is a little larger where there is room, within the heights that its size promises.
  /// Two sizes and no more: each one that is tried has to be laid out.
  [[nodiscard]] float prose_size() const {
    constexpr float kRoomy = 1.025F;
    return ui.metrics.body() * (ease >= 1.0F ? kRoomy : 1.0F);
  }

  /// One piece of plain words.
  void add_words(const std::string& words, float size, Weight weight, Color color, float gap_above,
                 NodeRole role, bool with_next, float widest) {
    text::Paragraph paragraph = ui.words(words, size, weight);
    if (role == NodeRole::heading) paragraph.line_height = 1.2;
    if (ui.centering) paragraph.align = text::Align::center;
    const float room = measured(std::min(width, widest), size, weight);
    const float aside = ui.centering ? (width - room) / 2 : 0;
    add(
        ui.height_of(paragraph, room), gap_above,
        [this_ui = &ui, paragraph, color, role, room, aside](float x, float y, float w) {
          const float left = this_ui->right_to_left ? x + w - room - aside : x + aside;
          this_ui->text(paragraph, left, y, room, color, role);
        },
        with_next);
  }

  void operator()(const present::Heading& heading) {
    if (!heading.icon.empty()) {
      add_heading_with_icon(heading);
      return;
    }
    add_words(heading.text, ui.metrics.title(), Weight::bold, ui.colors.ink, gap(18),
              NodeRole::heading, true, width);
  }

  /// The lines of words that say the same in several languages: one ends between two of these,
  /// where they fit. Each is a part of the heading's text.
  [[nodiscard]] std::vector<text::Paragraph> lines_of(const present::Heading& heading, float size,
                                                      float room) const {
    const auto words = [&](std::size_t begin, std::size_t end) {
      text::Paragraph line = ui.words(heading.text.substr(begin, end - begin), size, Weight::bold);
      line.line_height = 1.25;
      return line;
    };
    constexpr std::string_view kBetween = " · ";  // as the page joins them
    std::vector<text::Paragraph> lines;
    std::size_t begin = 0;
    std::size_t end = 0;
    for (const present::Heading::Part& part : heading.parts) {
      const std::size_t at = heading.text.find(part.text, end);
      if (at == std::string::npos) continue;
      if (end > begin && ui.width_of(words(begin, at + part.text.size())) > room) {
        lines.push_back(words(begin, end));
        begin = end + kBetween.size();
      }
      end = at + part.text.size();
    }
    lines.push_back(words(begin, heading.text.size()));
    return lines;
  }

  void add_heading_with_icon(const present::Heading& heading) {
    // The same in many languages takes less room than in one.
    constexpr std::size_t kFew = 3;
    const float size = std::max(ui.metrics.heading(heading.parts.size() > kFew ? 34 : 44),
                                ui.metrics.least_text());
    const float icon = ui.metrics.heading(64);
    const float indent = icon + ui.metrics.px(28);
    const float room = measured(width - indent, size, Weight::bold);
    const std::vector<text::Paragraph> lines = lines_of(heading, size, room);
    float words_height = 0;
    for (const text::Paragraph& line : lines) words_height += ui.height_of(line, room);
    const float height = std::max(icon, words_height);
    add(
        height, gap(18),
        [this_ui = &ui, lines, icon, indent, room, words_height, height, name = heading.icon](
            float x, float y, float w) {
          const bool rtl = this_ui->right_to_left;
          this_ui->artist.icon(this_ui->list(), name, rtl ? x + w - icon : x,
                               y + (height - icon) / 2, icon, this_ui->colors.ink);
          float top = y + (height - words_height) / 2;
          for (const text::Paragraph& line : lines) {
            this_ui->text(line, rtl ? x + w - indent - room : x + indent, top, room,
                          this_ui->colors.ink, NodeRole::heading);
            top += this_ui->height_of(line, room);
          }
        },
        true);
  }

  void operator()(const present::Kicker& kicker) {
    add_words(kicker.text, ui.metrics.tx(32), Weight::semibold, ui.colors.soft_ink, gap(26),
              NodeRole::text, true, width);
  }

  void operator()(const present::Lead& lead) {
    add_words(lead.text, ui.metrics.letters(28), Weight::regular, ui.colors.soft_ink, gap(14),
              NodeRole::text, true, width);
  }

  void operator()(const present::Statement& statement) {
    add_words(statement.text, ui.metrics.display(48), Weight::bold, ui.colors.ink, gap(34),
              NodeRole::heading, true, width);
  }

  void operator()(const present::Prose& prose) {
    const float size = prose_size();
    const float room = measured(width, size);
    const float aside = ui.centering ? (width - room) / 2 : 0;
    std::vector<content::Paragraph> paragraphs;
    for (const content::Paragraph& paragraph : prose.paragraphs) {
      const float most = paragraphs.empty() ? limit : whole;
      for (auto& piece : fitting_pieces(paragraph, [&](const content::Paragraph& each) {
             return paragraph_height(ui, each, room, size) <= most;
           })) {
        paragraphs.push_back(std::move(piece));
      }
    }
    for (const content::Paragraph& paragraph : paragraphs) {
      const bool listed = paragraph.kind != content::Paragraph::Kind::plain;
      add(paragraph_height(ui, paragraph, room, size), gap(listed ? 14 : 24),
          [this_ui = &ui, paragraph, size, room, aside](float x, float y, float w) {
            const float left = this_ui->right_to_left ? x + w - room - aside : x + aside;
            draw_paragraph(*this_ui, paragraph, left, y, room, size, this_ui->colors.ink);
          });
    }
  }

  void operator()(const present::Callout& callout) {
    const float size = prose_size();
    const float padding = eased_px(20, 34);
    const float side = ui.metrics.px(48);
    const float room = measured(width - side - padding, size);
    const text::Paragraph title = ui.words(callout.title, ui.metrics.tx(36), Weight::bold);
    const float title_height = ui.height_of(title, room);
    const float most = limit - 2 * padding;
    // A box that is higher than the glass goes on in the next one, between sentences where it can.
    std::vector<content::Paragraph> left;
    for (const content::Paragraph& paragraph : callout.paragraphs) {
      for (auto& piece : fitting_pieces(paragraph, [&](const content::Paragraph& each) {
             return paragraph_height(ui, each, room, size) <= most;
           })) {
        left.push_back(std::move(piece));
      }
    }
    std::size_t next = 0;
    bool titled = false;
    do {
      present::Callout own{callout.look, titled ? std::string() : callout.title, {}};
      const float head = titled ? 0 : title_height;
      titled = true;
      float text_height = 0;
      while (next < left.size()) {
        own.paragraphs.push_back(left[next]);
        const float higher = paragraphs_height(ui, own.paragraphs, room, size);
        const float above = head > 0 ? head + ui.metrics.px(14) : 0;
        const float room_for_text = pieces.empty() ? most : whole - 2 * padding;
        if (above + higher > room_for_text && (own.paragraphs.size() > 1 || head > 0)) {
          own.paragraphs.pop_back();
          break;
        }
        text_height = higher;
        ++next;
      }
      add_box(own, head, text_height, room, size, padding);
    } while (next < left.size());
  }

  void add_box(const present::Callout& callout, float title_height, float text_height, float room,
               float size, float padding) {
    const text::Paragraph title = ui.words(callout.title, ui.metrics.tx(36), Weight::bold);
    const float side = ui.metrics.px(48);
    const float between = title_height > 0 && text_height > 0 ? ui.metrics.px(14) : 0;
    const float height = title_height + between + text_height + 2 * padding;
    const float own = room + side + padding;
    add(
        height, gap(30),
        [this_ui = &ui, callout, title, title_height, between, room, size, padding, side, height,
         own](float x, float y, float w) {
          const Ui& u = *this_ui;
          const LookColors look = look_colors(u.colors, callout.look);
          const float start = u.centering ? x + (w - own) / 2 : u.right_to_left ? x + w - own : x;
          const Rect rect{start, y, own, height};
          const float rounding = u.metrics.px(18);
          const bool tinted =
              callout.look != CalloutLook::note && callout.look != CalloutLook::fact;
          // The coloured edge shows on the reading side, under the card's own rounded corner.
          u.fill(rect, look.ink, rounding);
          const float edge = u.metrics.px(12);
          const Rect inner{u.right_to_left ? start : start + edge, y, own - edge, height};
          u.fill(inner, look.back, rounding);
          u.outline(rect, tinted ? look.ink : u.colors.line, u.metrics.px(2), rounding);
          const float left = u.right_to_left ? start + padding : start + side;
          u.text(title, left, y + padding, room, look.ink, NodeRole::heading);
          draw_paragraphs(u, callout.paragraphs, left, y + padding + title_height + between, room,
                          size, u.colors.ink);
        },
        // A fact stays with the statement that it belongs to.
        callout.look == CalloutLook::fact);
  }

  void operator()(const present::Steps& steps) {
    const float size = ui.metrics.body();
    const float badge = ui.metrics.tx(52);
    const float indent = badge + ui.metrics.px(22);
    const float room = measured(width - indent, size);
    int number = 0;
    for (const auto& item : steps.items) {
      ++number;
      const text::Paragraph title = ui.words(item.title, ui.metrics.tx(33), Weight::semibold);
      const text::Paragraph note = ui.words(item.text, ui.metrics.small());
      const float title_height = ui.height_of(title, room);
      const float note_height = ui.height_of(note, room);
      add(std::max(badge, title_height + note_height), gap(22),
          [this_ui = &ui, title, note, title_height, indent, room, badge, number, size](
              float x, float y, float w) {
            const Ui& u = *this_ui;
            u.frame.row = number - 1;
            const float cx = u.right_to_left ? x + w - badge / 2 : x + badge / 2;
            u.disc(cx, y + badge / 2, badge / 2, u.colors.primary);
            text::Paragraph digit =
                u.words(std::to_string(number), std::max(size * 0.95F, u.metrics.least_text()),
                        Weight::bold);
            const float digit_width = u.width_of(digit);
            const float digit_height = u.height_of(digit, 0);
            u.text(digit, cx - digit_width / 2, y + (badge - digit_height) / 2, 0,
                   u.colors.on_primary);
            const float left = u.right_to_left ? x + w - indent - room : x + indent;
            const float top = title_height < badge ? y + (badge - title_height) / 2 * 0.6F : y;
            u.text(title, left, top, room, u.colors.ink);
            u.text(note, left, top + title_height, room, u.colors.soft_ink);
          });
    }
  }

  void operator()(const present::Timeline& timeline) {
    const float padding = ui.metrics.px(40);
    const float at_size = ui.metrics.small() * 1.1F;
    float at_width = 0;
    for (const auto& item : timeline.items) {
      at_width = std::max(at_width, ui.width_of(ui.words(item.at, at_size)));
    }
    const float dot = ui.metrics.px(18);
    // On narrow glass the times stand above their titles, or no room would be left for the words.
    const float beside = at_width + ui.metrics.px(28);
    const float after = 2 * dot + ui.metrics.px(32);
    const bool stacked = width - 2 * padding - beside - after < ui.metrics.tx(420);
    const float axis_in = (stacked ? 0 : beside) + dot;
    const float text_left = (stacked ? 0 : beside) + after;
    const float room = measured(width - 2 * padding - text_left, ui.metrics.small());
    text::Paragraph caption = ui.words(timeline.caption, ui.metrics.small());
    float caption_height = ui.height_of(caption, width - 2 * padding);

    struct Row {
      text::Paragraph at, title, note;
      float at_height, title_height, height;
      content::Tone tone;
      int number;

      /// Of the line that the dot stands beside.
      [[nodiscard]] float dot_line() const { return at_height > 0 ? at_height : title_height; }
    };

    std::vector<Row> all;
    for (const auto& item : timeline.items) {
      Row row{ui.words(item.at, at_size),
              ui.words(item.title, ui.metrics.tx(34), Weight::semibold),
              ui.words(item.text, ui.metrics.small()),
              0,
              0,
              0,
              item.tone,
              static_cast<int>(all.size())};
      row.at_height = stacked ? ui.height_of(row.at, room) : 0;
      row.title_height = ui.height_of(row.title, room);
      row.height =
          row.at_height + row.title_height + ui.height_of(row.note, room) + eased_px(14, 34);
      all.push_back(std::move(row));
    }
    // On a small glass the caption goes ahead, where it leaves no room for a row.
    const float around = 2 * padding - eased_px(0, 14);
    if (std::any_of(all.begin(), all.end(),
                    [&](const Row& row) { return around + caption_height + row.height > limit; })) {
      add_words(timeline.caption, ui.metrics.small(), Weight::regular, ui.colors.soft_ink, gap(26),
                NodeRole::text, false, width);
      caption = ui.words({}, ui.metrics.small());
      caption_height = 0;
    }
    // A note that would make its row higher than the glass goes on below the card.
    const auto parted = [&](const Row& row) {
      return around + caption_height + row.height > limit && !row.note.text.empty();
    };
    // One card; more where the glass cannot hold all rows at once.
    std::size_t next = 0;
    while (next < all.size()) {
      std::vector<Row> rows;
      content::Paragraph rest;
      float height = around + caption_height;
      if (parted(all[next])) {
        Row& row = all[next];
        row.height -= ui.height_of(row.note, room);
        rest.text = std::exchange(row.note, ui.words({}, ui.metrics.small())).text;
      }
      do {
        height += all[next].height;
        rows.push_back(all[next]);
        ++next;
      } while (rest.text.empty() && next < all.size() && height + all[next].height <= limit);
      add(height, gap(26),
          [this_ui = &ui, rows, caption, caption_height, at_width, dot, axis_in, text_left, room,
           padding, height](float x, float y, float w) {
            const Ui& u = *this_ui;
            u.card({x, y, w, height});
            const bool rtl = u.right_to_left;
            const float inner = w - 2 * padding;
            u.text(caption, x + padding, y + padding, inner, u.colors.soft_ink);
            float top = y + padding + caption_height + u.metrics.px(16);
            const float axis = rtl ? x + w - padding - axis_in : x + padding + axis_in;
            float previous = 0;
            for (const Row& row : rows) {
              const float center = top + row.dot_line() / 2;
              if (previous > 0) {
                u.line(axis, previous, axis, center, u.colors.line, u.metrics.px(8));
              }
              previous = center;
              top += row.height;
            }
            top = y + padding + caption_height + u.metrics.px(16);
            for (const Row& row : rows) {
              u.frame.row = row.number;
              u.disc(axis, top + row.dot_line() / 2, dot, tone_color(u, row.tone));
              const float left = rtl ? x + w - padding - text_left - room : x + padding + text_left;
              if (row.at_height > 0) {
                u.text(row.at, left, top, room, u.colors.soft_ink);
              } else {
                const float own = u.width_of(row.at);
                const float at_x = rtl ? x + w - padding - at_width : x + padding + at_width - own;
                u.text(row.at, at_x, top + (row.title_height - u.height_of(row.at, 0)) / 2, 0,
                       u.colors.soft_ink);
              }
              const float words = top + row.at_height;
              u.text(row.title, left, words, room, u.colors.ink);
              u.text(row.note, left, words + row.title_height, room, u.colors.soft_ink);
              top += row.height;
            }
          });
      if (!rest.text.empty()) (*this)(present::Prose{{rest}});
    }
  }

  void operator()(const present::Risk& risk) {
    const float padding = eased_px(22, 32);
    const float room = width - 2 * padding;
    const Color color = tone_color(ui, risk.tone);
    text::Paragraph number = ui.words(risk.number, ui.metrics.tx(38), Weight::bold);
    text::Paragraph label = ui.words(risk.label, ui.metrics.tx(34), Weight::semibold);
    const float number_width = ui.width_of(number) + ui.metrics.px(18);
    const bool below = number_width + ui.width_of(label) > room;
    const float number_height = ui.height_of(number, 0);
    const float label_height = ui.height_of(label, below ? room : 0);
    float head = below ? number_height + label_height : std::max(number_height, label_height);
    // On low glass the words go ahead where they would leave too little room for dots to count.
    const float least_pitch = std::min(room / kDotsAcross, ui.metrics.px(14));
    if (padding * 2 + head + kDotsDown * least_pitch > limit) {
      add_words(risk.number, ui.metrics.tx(38), Weight::bold, color, gap(24), NodeRole::text, true,
                width);
      add_words(risk.label, ui.metrics.tx(34), Weight::semibold, ui.colors.ink, 0, NodeRole::text,
                true, width);
      number.text.clear();
      label.text.clear();
      head = 0;
    }
    const float around = padding * 2 + head;
    // Smaller dots rather than dots over the edge of a small glass.
    const float pitch =
        std::min({room / kDotsAcross, eased_px(27, 31), (limit - around) / kDotsDown});
    const float dots = pitch * kDotsDown;
    text::Paragraph note = ui.words(risk.note, ui.metrics.small() * 1.04F);
    // Who was counted goes on below where one card would not fit.
    const bool apart = around + dots + ui.height_of(note, room) > limit;
    if (apart) note = ui.words({}, ui.metrics.small() * 1.04F);
    const float note_height = apart ? 0 : ui.height_of(note, room);
    const float height = around + dots + note_height;
    add(height, gap(24),
        [this_ui = &ui, risk, color, number, label, note, number_width, below, number_height,
         label_height, head, dots, pitch, padding, room, height](float x, float y, float w) {
          const Ui& u = *this_ui;
          u.card({x, y, w, height});
          const bool rtl = u.right_to_left;
          const float left = x + padding;
          const float top = y + padding - u.metrics.px(4);
          const float number_own = u.width_of(number);
          u.text(number, rtl ? x + w - padding - number_own : left, top, 0, color);
          if (below) {
            u.text(label, left, top + number_height, room, u.colors.ink);
          } else {
            const float own = u.width_of(label);
            u.text(label, rtl ? x + w - padding - number_width - own : left + number_width,
                   top + (number_height - label_height) / 2, 0, u.colors.ink);
          }
          const float radius = pitch * 0.36F;
          for (int i = 0; i < kDotsAcross * kDotsDown; ++i) {
            const float column = static_cast<float>(i % kDotsAcross) + 0.5F;
            const float cx = rtl ? x + w - padding - column * pitch : left + column * pitch;
            const float cy =
                top + head + u.metrics.px(8) + (static_cast<float>(i / kDotsAcross) + 0.5F) * pitch;
            // A ring and a disc: the array can be read without colour.
            if (i < risk.n)
              u.disc(cx, cy, radius, color);
            else
              u.ring(cx, cy, radius * 0.92F, u.colors.edge, u.metrics.px(1.6));
          }
          u.node(Node{{},
                      NodeRole::picture,
                      risk.number + " " + risk.label,
                      {},
                      false,
                      false,
                      {rtl ? x + w - padding - pitch * kDotsAcross : left,
                       top + head + u.metrics.px(8), pitch * kDotsAcross, dots},
                      {}});
          u.text(note, left, top + head + u.metrics.px(8) + dots, room, u.colors.soft_ink);
        });
    if (!apart) return;
    content::Paragraph rest;
    rest.text = risk.note;
    (*this)(present::Prose{{rest}});
  }

  void operator()(const present::Picture& picture) {
    const auto svg = ui.pictures.find(picture.name);
    if (svg == ui.pictures.end()) return;
    const auto aspect = text::svg_aspect(svg->second);
    const float ratio = aspect ? static_cast<float>(*aspect) : 4.0F / 3.0F;
    const text::Paragraph caption = ui.words(picture.caption, ui.metrics.small());
    const float caption_height = ui.height_of(caption, width);
    const float highest = std::min(eased_px(250, 520), limit - caption_height);
    const float drawn_width = std::min(width, highest * ratio);
    const float drawn_height = drawn_width / ratio;
    add(drawn_height + caption_height, gap(26),
        [this_ui = &ui, picture, bytes = &svg->second, drawn_width, drawn_height, caption](
            float x, float y, float w) {
          const Ui& u = *this_ui;
          const Rect rect{x + (w - drawn_width) / 2, y, drawn_width, drawn_height};
          u.artist.picture(u.list(), picture.name, *bytes, rect, u.colors);
          u.node(Node{{}, NodeRole::picture, picture.alt, {}, false, false, rect, {}});
          text::Paragraph centered = caption;
          centered.align = text::Align::center;
          u.text(centered, x, y + drawn_height, w, u.colors.soft_ink);
        });
  }

  void operator()(const present::Icon& icon) {
    const float side = eased_px(96, 132);
    add(side, gap(20), [this_ui = &ui, icon, side](float x, float y, float w) {
      const Ui& u = *this_ui;
      const LookColors look = look_colors(u.colors, icon.look);
      const float cx = x + w / 2;
      if (icon.look == CalloutLook::good) {
        u.disc(cx, y + side / 2, side / 2, u.colors.good);
        u.artist.icon(u.list(), icon.name, cx - side * 0.3F, y + side * 0.2F, side * 0.6F,
                      u.colors.on_primary);
        return;
      }
      u.artist.icon(u.list(), icon.name, cx - side / 2, y, side,
                    icon.look == CalloutLook::fact ? u.colors.ink : look.ink);
    });
  }

  void operator()(const present::Faq& faq) {
    const float size = ui.metrics.body();
    const float room = measured(width, size);
    for (const auto& item : faq.items) {
      const text::Paragraph question = ui.words(item.question, ui.metrics.tx(33), Weight::semibold);
      const float question_height = ui.height_of(question, room);
      const float height =
          question_height + ui.metrics.px(6) + paragraphs_height(ui, item.answer, room, size);
      if (height > limit) {
        // Higher than the glass: it goes on in the next part, between paragraphs or sentences.
        add_words(item.question, ui.metrics.tx(33), Weight::semibold, ui.colors.primary, gap(28),
                  NodeRole::heading, true, width);
        (*this)(present::Prose{item.answer});
        continue;
      }
      add(height, gap(28),
          [this_ui = &ui, question, question_height, answer = item.answer, room, size](
              float x, float y, float w) {
            const float left = this_ui->right_to_left ? x + w - room : x;
            this_ui->text(question, left, y, room, this_ui->colors.primary, NodeRole::heading);
            draw_paragraphs(*this_ui, answer, left, y + question_height + this_ui->metrics.px(6),
                            room, size, this_ui->colors.ink);
          });
    }
  }

  void operator()(const present::Options& options) { add_options(options); }

  void add_options(const present::Options& options);

  void operator()(const present::Fields& fields) {
    const float label_size = ui.metrics.small();
    const bool side_by_side =
        fields.items.size() > 1 && double(width) > double(ui.metrics.tx(1000));
    const int columns = side_by_side ? 2 : 1;
    const float between = ui.metrics.px(28);
    const float own_width = std::min((width - between * float(columns - 1)) / float(columns),
                                     fields.items.size() == 1 ? ui.metrics.tx(900) : width);
    // On low glass the label stands beside the box, so that the keyboard fits below both.
    const bool beside = ui.metrics.is_low();
    const float value_size = beside ? ui.metrics.heading(32) : ui.metrics.tx(36);
    const float box =
        std::max(beside ? value_size * 1.25F : grown(72, 84), ui.metrics.mm(kTargetMm));
    float label_width = 0;
    const float aside = ui.metrics.px(20);
    if (beside) {
      for (const present::Field& field : fields.items) {
        label_width =
            std::max(label_width, ui.width_of(ui.words(field.label, label_size, Weight::semibold)));
      }
      // A long label takes more lines, as few as can be, so that box and keyboard still fit
      // together.
      const float one_line = label_width + aside;
      float least = 0;
      for (const float share : {0.5F, 0.6F, 0.7F}) {
        const float room = std::min(one_line, own_width * share);
        float height = 0;
        for (const present::Field& field : fields.items) {
          height = std::max(height, ui.height_of(label_of(ui, field, label_size), room - aside));
        }
        if (least > 0 && height >= least) continue;
        least = std::max(height, box);
        label_width = room;
      }
    }
    std::vector<present::Field> items = fields.items;
    // There the field in use comes last, next to the keyboard.
    if (beside && columns == 1) {
      std::stable_partition(items.begin(), items.end(),
                            [](const present::Field& field) { return !field.focused; });
    }
    for (std::size_t first = 0; first < items.size(); first += std::size_t(columns)) {
      std::vector<present::Field> row(
          items.begin() + std::ptrdiff_t(first),
          items.begin() + std::ptrdiff_t(std::min(first + std::size_t(columns), items.size())));
      float label_height = 0;
      for (const present::Field& field : row) {
        if (beside) break;
        const float own = ui.height_of(label_of(ui, field, label_size), own_width);
        label_height = std::max(label_height, own + ui.metrics.px(8));
      }
      float highest = box;
      for (const present::Field& field : row) {
        if (label_width <= 0) break;
        highest =
            std::max(highest, ui.height_of(label_of(ui, field, label_size), label_width - aside));
      }
      add(
          label_height + highest, beside ? ui.metrics.mm(kTargetGapMm) : gap(26),
          [this_ui = &ui, row, own_width, between, box, highest, label_height, label_width,
           value_size, label_size](float x, float top_of_row, float w) {
            const Ui& u = *this_ui;
            const float y = top_of_row + (highest - box) / 2;
            float left = u.right_to_left ? x + w - own_width : x;
            for (const present::Field& field : row) {
              const bool rtl = u.right_to_left;
              const text::Paragraph label = label_of(u, field, label_size);
              const Rect rect{rtl ? left : left + label_width, y + label_height,
                              own_width - label_width, box};
              if (label_width > 0) {
                const float room = label_width - u.metrics.px(20);
                u.text(label, rtl ? left + own_width - room : left,
                       y + (box - u.height_of(label, room)) / 2, room, u.colors.ink);
              } else {
                // Next to its box, where another label in the row is higher.
                const float own = u.height_of(label, own_width) + u.metrics.px(8);
                u.text(label, left, y + label_height - own, own_width, u.colors.ink);
              }
              const auto touch = u.target("field." + field.id, rect);
              u.fill(rect, u.colors.card, u.metrics.px(16));
              // While keys are used, the colour of focus is the ring's alone.
              const Color typed_into = u.by_keys ? u.colors.primary : u.colors.focus;
              u.outline(rect, field.focused ? typed_into : u.colors.edge,
                        u.metrics.px(field.focused ? 5 : 2.6), u.metrics.px(16));
              std::string shown = field.value;
              if (field.masked) {
                shown.clear();
                for (std::size_t i = 0; i < field.value.size(); ++i) shown += "● ";
              }
              const bool hinted = shown.empty() && !field.focused;
              const float inset = u.metrics.px(30);
              const text::Paragraph value =
                  value_of(u, hinted ? field.hint : shown, value_size, rect.width - 2 * inset);
              const float value_height = u.height_of(value_of(u, "Ag", value_size, 0), 0);
              const float shown_width = value.text.empty() ? 0 : u.width_of(value);
              const float top = rect.y + (box - value_height) / 2;
              // Words that are read from right to left end on the left.
              const bool ends_left = rtl && (shown.empty() || reads_from_right(shown));
              const float edge = rtl ? rect.right() - inset - shown_width : rect.x + inset;
              if (!value.text.empty()) {
                u.artist.text(u.list(), value, edge, top, 0,
                              hinted ? u.colors.soft_ink : u.colors.ink);
              }
              if (field.focused) {
                const float caret =
                    ends_left ? edge - u.metrics.px(6) : edge + shown_width + u.metrics.px(3);
                u.fill({caret, top, u.metrics.px(3), value_height}, u.colors.ink);
              }
              u.node(Node{"field." + field.id, NodeRole::field, field.label,
                          field.masked ? shown : field.value, false, field.focused, rect,
                          present::Focus{field.id}});
              if (touch.fired) u.act(present::Focus{field.id});
              left += (u.right_to_left ? -1.0F : 1.0F) * (own_width + between);
            }
          },
          // What is typed into stays with its keyboard, whatever stands between them.
          std::any_of(fields.items.begin(), fields.items.end(),
                      [](const present::Field& field) { return field.focused; }));
    }
  }

  void operator()(const present::Keyboard& keyboard) {
    const KeyboardSizes sizes = keyboard_sizes(ui, keyboard.kind, width, double(ease));
    const bool low = ui.metrics.is_low() && !keyboard.low_rows.empty();
    auto rows = fitted_rows(low ? keyboard.low_rows : keyboard.rows, sizes);
    const auto count = static_cast<float>(rows.size());
    const float height = count * sizes.key + (count - 1) * sizes.between + 2 * sizes.padding;
    add(height, ui.metrics.is_low() ? ui.metrics.px(8) : gap(30),
        [this_ui = &ui, rows = std::move(rows), sizes, height, mirrored = keyboard.right_to_left](
            float x, float y, float w) {
          draw_keyboard(*this_ui, rows, sizes, mirrored,
                        {x + (w - sizes.board) / 2, y, sizes.board, height});
        });
  }

  void operator()(const present::Notice& notice) {
    const LookColors look = look_colors(ui.colors, notice.look);
    text::Paragraph paragraph = ui.words(notice.text, ui.metrics.tx(30), Weight::semibold);
    const float icon = ui.metrics.tx(36);
    const float indent = icon + ui.metrics.px(14);
    const float room = measured(width - indent, ui.metrics.tx(30), Weight::semibold);
    const float height = std::max(icon, ui.height_of(paragraph, room));
    add(
        height, gap(28),
        [this_ui = &ui, paragraph, icon, indent, room, look, notice](float x, float y, float w) {
          const Ui& u = *this_ui;
          u.artist.icon(u.list(), "info", u.right_to_left ? x + w - icon : x, y + u.metrics.px(4),
                        icon, look.ink);
          u.text(paragraph, u.right_to_left ? x + w - indent - room : x + indent, y, room, look.ink,
                 NodeRole::notice);
        },
        // It says what was wrong with what follows.
        true);
  }

  void operator()(const present::Buttons& buttons) {
    const float size = ui.metrics.tx(30);
    const bool low = ui.metrics.is_low() && ease < 0.6F;
    const float between = std::max(ui.metrics.px(low ? 0 : 24), ui.metrics.mm(kTargetGapMm));
    float height = std::max(low ? 0 : grown(66, 86), ui.metrics.mm(kTargetMm));
    for (const present::Button& each : buttons.items) {
      height = std::max(
          height, ui.least_button_height(each, ui.button_width(each, size), size).value_or(height));
    }
    std::vector<std::vector<std::pair<present::Button, float>>> rows(1);
    const text::Paragraph note = ui.words(buttons.note, ui.metrics.small());
    const float note_width = buttons.note.empty() ? 0 : ui.width_of(note) + ui.metrics.px(32);
    float all = note_width + between * static_cast<float>(buttons.items.size() - 1);
    for (const present::Button& each : buttons.items) {
      all += ui.button_width(each, size) + ui.metrics.px(28);
    }
    // Words about the buttons stand in their line where they fit, else above them.
    const bool note_beside = note_width > 0 && all <= width;
    if (note_width > 0 && !note_beside) {
      add_words(buttons.note, ui.metrics.small(), Weight::regular, ui.colors.soft_ink, gap(24),
                NodeRole::text, true, width);
    }
    float used = 0;
    for (const present::Button& each : buttons.items) {
      const float own = std::min(width, ui.button_width(each, size) + ui.metrics.px(28));
      if (!rows.back().empty() && used + between + own > width) {
        rows.emplace_back();
        used = 0;
      }
      used += (rows.back().empty() ? 0 : between) + own;
      rows.back().emplace_back(each, own);
    }
    for (auto& row : rows) {
      const float beside = note_beside ? note_width : 0;
      // Words longer than the glass is wide take another line, in letters of the same size.
      float highest = height;
      for (const auto& [each, own] : row) {
        if (ui.fitting_size(each, {0, 0, own, height}, size) < size)
          highest = std::max(highest, ui.button_height(each, own, size));
      }
      add(highest, &row == &rows.front() ? gap(30) : between,
          [this_ui = &ui, row, size, between, height = highest, note, beside](float x, float y,
                                                                              float w) {
            const bool rtl = this_ui->right_to_left;
            float total = beside + between * static_cast<float>(row.size() - 1);
            for (const auto& [each, own] : row) total += own;
            const float margin = this_ui->centering ? (w - total) / 2 : 0;
            float at = rtl ? x + w - margin : x + margin;
            if (beside > 0) {
              const float words_width = this_ui->width_of(note);
              this_ui->text(note, rtl ? at - words_width : at,
                            y + (height - this_ui->height_of(note, 0)) / 2, 0,
                            this_ui->colors.soft_ink);
              at += (rtl ? -1.0F : 1.0F) * beside;
            }
            for (const auto& [each, own] : row) {
              this_ui->button(each, {rtl ? at - own : at, y, own, height}, size);
              at += (rtl ? -1.0F : 1.0F) * (own + between);
            }
          });
    }
  }

  /// What a row of answers shows, or the part of it that a small glass has room for.
  struct AnswerShown {
    std::string question;
    std::string answer;
    bool line = true;     ///< above it
    bool buttons = true;  ///< to show and to change the answer
  };

  void operator()(const present::Answers& answers) {
    bool first = true;
    int number = 0;
    for (const auto& row : answers.rows) {
      AnswerShown all{row.question, row.masked ? "● ● ● ●" : row.answer};
      const float above = first ? gap(26) : 0;
      if (answer_height(row, all) <= limit) {
        add_answer(row, all, number, above, false);
      } else {
        add_long_answer(row, all, number, above);
      }
      first = false;
      ++number;
    }
  }

  /// Question and answer one after the other, each in as many pieces as the glass needs.
  void add_long_answer(const present::Answers::Row& row, const AnswerShown& all, int number,
                       float above) {
    const auto parts = [&](const std::string& text, bool answered) {
      content::Paragraph paragraph;
      paragraph.text = text;
      return fitting_pieces(paragraph, [&](const content::Paragraph& each) {
        AnswerShown shown{each.text, {}, true, false};
        if (answered) shown = {{}, each.text, true, true};
        return answer_height(row, shown) <= limit;
      });
    };
    bool line = true;
    for (const content::Paragraph& each : parts(all.question, false)) {
      add_answer(row, {each.text, {}, line, false}, number, line ? above : 0, true);
      line = false;
    }
    const auto answered = parts(all.answer, true);
    for (std::size_t i = 0; i < answered.size(); ++i) {
      const bool last = i + 1 == answered.size();
      add_answer(row, {{}, answered[i].text, false, last}, number, 0, !last);
    }
  }

  /// Where a row's words and buttons stand, relative to its top.
  struct AnswerPlan {
    text::Paragraph question;
    text::Paragraph answer;
    float question_room = 0;
    float answer_room = 0;
    float question_top = 0;
    float answer_top = 0;
    float button_top = 0;
    float button_height = 0;
    float change = 0;  ///< widths; 0: there is none
    float reveal = 0;
    float height = 0;
  };

  [[nodiscard]] float answer_between() const {
    return std::max(ui.metrics.px(16), ui.metrics.mm(kTargetGapMm));
  }

  /// The lowest of three ways: the buttons beside the words, beside the answer only, below it.
  [[nodiscard]] AnswerPlan plan_answer(const present::Answers::Row& row,
                                       const AnswerShown& shown) const {
    const float size = ui.metrics.letters(28);
    const float between = answer_between();
    const float padding = eased_px(8, 14);
    AnswerPlan plan;
    plan.question = ui.words(shown.question, ui.metrics.small());
    plan.answer = ui.words(shown.answer, ui.metrics.body(), Weight::semibold);
    plan.button_height =
        std::max(ui.metrics.is_low() ? 0 : ui.metrics.tx(62), ui.metrics.mm(kTargetMm));
    float buttons = 0;
    const auto width_of = [&](const std::optional<present::Button>& button) {
      if (!button || !shown.buttons) return 0.0F;
      const float own = ui.button_width(*button, size);
      plan.button_height =
          std::max(plan.button_height, ui.least_button_height(*button, own, size).value_or(0));
      buttons += own + between;
      return own;
    };
    plan.reveal = width_of(row.reveal);
    plan.change = width_of(row.change);
    if (!shown.buttons) plan.button_height = 0;
    const float alone = measured(width, ui.metrics.small());
    const float beside = measured(width - buttons, ui.metrics.small());
    const auto question_in = [&](float room) { return ui.height_of(plan.question, room); };
    const auto answer_in = [&](float room) { return ui.height_of(plan.answer, room); };
    const float text_height = question_in(beside) + answer_in(beside);
    plan.height = std::max(text_height, plan.button_height);
    plan.question_room = plan.answer_room = beside;
    plan.question_top = (plan.height - text_height) / 2;
    plan.answer_top = plan.question_top + question_in(beside);
    plan.button_top = (plan.height - plan.button_height) / 2;
    if (buttons > 0) {
      const float question = question_in(alone);
      const float answer = answer_in(beside);
      const float second = std::max(answer, plan.button_height);
      if (question + second < plan.height) {
        plan.height = question + second;
        plan.question_room = alone;
        plan.question_top = 0;
        plan.answer_top = question + (second - answer) / 2;
        plan.button_top = question + (second - plan.button_height) / 2;
      }
      const float above = question + answer_in(alone) + padding;
      if (above + plan.button_height < plan.height) {
        plan.height = above + plan.button_height;
        plan.question_room = plan.answer_room = alone;
        plan.question_top = 0;
        plan.answer_top = question;
        plan.button_top = above;
      }
    }
    for (float* top : {&plan.question_top, &plan.answer_top, &plan.button_top}) *top += padding;
    plan.height += 2 * padding;
    return plan;
  }

  [[nodiscard]] float answer_height(const present::Answers::Row& row,
                                    const AnswerShown& shown) const {
    return plan_answer(row, shown).height;
  }

  void add_answer(const present::Answers::Row& row, const AnswerShown& shown, int number,
                  float above, bool with_next) {
    const AnswerPlan plan = plan_answer(row, shown);
    add(
        plan.height, above,
        [this_ui = &ui, row, plan, line = shown.line, between = answer_between(), number,
         size = ui.metrics.letters(28)](float x, float y, float w) {
          const Ui& u = *this_ui;
          u.frame.row = number;
          const bool rtl = u.right_to_left;
          if (line) u.line(x, y, x + w, y, u.colors.line, u.metrics.px(2));
          const LookColors look = look_colors(u.colors, row.look);
          const bool soft = row.look == CalloutLook::note || row.look == CalloutLook::fact;
          u.text(plan.question, rtl ? x + w - plan.question_room : x, y + plan.question_top,
                 plan.question_room, u.colors.soft_ink);
          u.text(plan.answer, rtl ? x + w - plan.answer_room : x, y + plan.answer_top,
                 plan.answer_room, soft ? u.colors.ink : look.ink);
          const float top = y + plan.button_top;
          const float change = plan.change > 0 ? plan.change + between : 0;
          if (plan.reveal > 0) {
            u.button(*row.reveal,
                     {rtl ? x + change : x + w - change - plan.reveal, top, plan.reveal,
                      plan.button_height},
                     size);
          }
          if (plan.change > 0) {
            u.button(*row.change,
                     {rtl ? x : x + w - plan.change, top, plan.change, plan.button_height}, size);
          }
        },
        with_next);
  }

  void operator()(const present::Card& card);

  void operator()(const present::Pad& pad) {
    // What is only shown gives way to its question and to the answers.
    const double tight = pad.enabled ? 300 : 160;
    const float height = std::max(std::min(eased_px(tight, 400), limit), least_pad_height(ui));
    add(
        height, gap(26),
        [this_ui = &ui, pad, height](float x, float y, float w) {
          draw_pad(*this_ui, pad, {x, y, w, height});
        },
        // Who signs has the button to clear it in reach.
        true);
    if (pad.caption.empty() || caption_inside(ui, pad, width, height)) return;
    const text::Paragraph caption = pad_caption(ui, pad);
    add(
        ui.height_of(caption, width), ui.metrics.px(8),
        [this_ui = &ui, caption](float x, float y, float w) {
          this_ui->text(caption, x, y, w, this_ui->colors.soft_ink);
        },
        true);
  }

  void operator()(const present::Table& table);
};

void Maker::add_options(const present::Options& options) {
  const bool small = options.look == present::OptionLook::month;
  const bool choosing =
      options.look == present::OptionLook::radio || options.look == present::OptionLook::checkbox;
  int columns = options.columns;
  const bool plain = options.look == present::OptionLook::button;
  const double least = small ? 130 : (ui.metrics.is_low() ? 380 : (plain ? 440 : 540));
  while (columns > 1 && double(width) / columns < double(ui.metrics.tx(least))) --columns;
  const float between =
      std::max(small ? ui.metrics.px(16) : eased_px(14, 22), ui.metrics.mm(kTargetGapMm));
  const float size = ui.metrics.tx(options.look == present::OptionLook::button ? 36 : 33);
  const auto own_of = [&](int count) {
    return (width - between * float(count - 1)) / float(count);
  };
  const bool narrow = !ui.metrics.is_low() && own_of(columns) < ui.metrics.tx(540);
  if (small || (plain && narrow)) {
    // The name of a month or a language is never broken in two.
    float widest = 0;
    for (const present::Button& each : options.items) {
      widest = std::max(widest, ui.button_width(each, size) - ui.metrics.px(16));
    }
    while (columns > 1 && own_of(columns) < widest) --columns;
  }
  const float own = own_of(columns);
  const float usual =
      eased_px(72, options.look == present::OptionLook::button ? 118 : (small ? 92 : 104));
  const float mark = ui.metrics.tx(44);
  const auto row_from = [&](std::size_t first) {
    const auto begin = options.items.begin() + std::ptrdiff_t(first);
    const auto count = std::min(std::size_t(columns), options.items.size() - first);
    return std::vector<present::Button>(begin, begin + std::ptrdiff_t(count));
  };
  const auto height_of = [&](const std::vector<present::Button>& row) {
    float height = std::max(usual, ui.metrics.mm(kTargetMm));
    for (const present::Button& each : row) {
      if (choosing) {
        const float room = own - ui.metrics.px(36) * 2 - mark - ui.metrics.px(24);
        height = std::max(
            height, ui.height_of(choice_label(ui, each.label, size), room) + 2 * eased_px(12, 20));
      } else {
        // On low glass answers are as high as their words need, so that they stand together.
        const float high = ui.button_height(each, own, size);
        const bool low = ui.metrics.is_low() && ease < 0.6F;
        height =
            std::max(height, low ? ui.least_button_height(each, own, size).value_or(high) : high);
      }
    }
    return height;
  };
  float all = 0;
  for (std::size_t first = 0; first < options.items.size(); first += std::size_t(columns)) {
    all += height_of(row_from(first)) + (first == 0 ? 0 : between);
  }
  // Answers stand together, so that none of them waits behind More where it can be helped; where it
  // cannot, the last one waits alone: to a statement that is "This does not apply to me".
  constexpr std::size_t kFew = 3;
  const bool together = all <= limit || options.items.size() <= kFew;
  for (std::size_t first = 0; first < options.items.size(); first += std::size_t(columns)) {
    const std::vector<present::Button> row = row_from(first);
    const float height = height_of(row);
    const std::size_t after = first + row.size();
    const std::size_t last_of_run = options.items.size() - (together ? 0 : std::size_t(1));
    const OptionLookTag tag{options.look, choosing, size, mark};
    add(
        height, first == 0 ? gap(34) : between,
        [this_ui = &ui, row, own, between, height, tag](float x, float y, float w) {
          const Ui& u = *this_ui;
          const bool rtl = u.right_to_left;
          for (std::size_t i = 0; i < row.size(); ++i) {
            const float offset = float(i) * (own + between);
            const Rect rect{rtl ? x + w - offset - own : x + offset, y, own, height};
            if (tag.choosing)
              draw_choice(u, row[i], rect, tag);
            else
              u.button(row[i], rect, tag.size);
          }
        },
        !small && after < last_of_run);
  }
}

void Maker::operator()(const present::Card& card) {
  const float padding = ui.metrics.px(34);
  const float label_size = ui.metrics.small() * 1.05F;
  const text::Paragraph label = ui.words(card.label, label_size);
  text::Paragraph large = ui.words(card.large, ui.metrics.heading(60), Weight::bold);
  large.line_height = 1.2;
  const text::Paragraph note = ui.words(card.note, label_size);
  const float qr = card.qr.empty() ? 0 : ui.metrics.px(240);
  const float between = card.qr.empty() ? 0 : ui.metrics.px(40);
  // A code is not broken in two: its letters get smaller, or the picture gives way.
  const float beside = width - 2 * padding - qr - between;
  const float in_one_line = ui.width_of(large);
  if (card.large.find(' ') == std::string::npos && in_one_line > beside) {
    const double fitting = large.size * double(beside / in_one_line) * 0.99;
    if (fitting < double(ui.metrics.body()) && !card.qr.empty()) {
      (*this)(present::Card{card.label, card.large, card.note, {}});
      (*this)(present::Card{{}, {}, {}, card.qr});
      return;
    }
    large.size = std::max(double(ui.metrics.body()), fitting);
  }
  const auto width_of = [&](const text::Paragraph& words) {
    return words.text.empty() ? 0.0F : ui.width_of(words);
  };
  const float widest = std::max({width_of(label), width_of(large), width_of(note)});
  const bool picture_only = card.label.empty() && card.large.empty() && card.note.empty();
  const float own = std::min(
      width, picture_only ? qr + 2 * padding
                          : std::max(widest + qr + between + 2 * padding + ui.metrics.px(8),
                                     ui.metrics.px(490)));
  const float room = own - 2 * padding - qr - between;
  const float text_height =
      ui.height_of(label, room) + ui.height_of(large, room) + ui.height_of(note, room);
  const float height = std::max(text_height, qr) + 2 * padding;
  if (height > limit && !card.qr.empty()) {
    // Too high for words and code side by side: one after the other.
    (*this)(present::Card{card.label, card.large, card.note, {}});
    (*this)(present::Card{{}, {}, {}, card.qr});
    return;
  }
  if (height > limit && !card.note.empty()) {
    (*this)(present::Card{card.label, card.large, {}, {}});
    (*this)(present::Card{{}, {}, card.note, {}});
    return;
  }
  add(height, gap(32),
      [this_ui = &ui, card, label, large, note, qr, between, own, room, text_height, height,
       padding](float x, float y, float w) {
        const Ui& u = *this_ui;
        const bool centered = w > own + 1 && u.centering;
        const float left = centered ? x + (w - own) / 2 : (u.right_to_left ? x + w - own : x);
        u.card({left, y, own, height});
        float at = left + padding;
        if (qr > 0) {
          draw_qr(u, card.qr, {at, y + (height - qr) / 2, qr, qr});
          at += qr + between;
        }
        float top = y + (height - text_height) / 2;
        const auto put = [&](text::Paragraph paragraph, Color color) {
          if (qr <= 0 && centered) paragraph.align = text::Align::center;
          u.text(paragraph, at, top, room, color);
          top += u.height_of(paragraph, room);
        };
        put(label, u.colors.soft_ink);
        put(large, u.colors.ink);
        put(note, u.colors.soft_ink);
      });
}

void Maker::operator()(const present::Table& table) {
  const float padding = ui.metrics.px(30);
  const float size = ui.metrics.letters(28);
  float open_width = 0;
  for (const auto& row : table.rows) {
    if (row.open) open_width = std::max(open_width, ui.button_width(*row.open, size));
  }
  const float inner = width - 2 * padding - open_width - (open_width > 0 ? padding : 0);
  // The first column takes what the short ones leave.
  std::vector<float> widths;
  const auto count = float(table.columns.size());
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    widths.push_back(table.columns.size() == 3
                         ? inner * (i == 0 ? 0.56F : 0.22F)
                         : inner * (i + 1 == table.columns.size() ? 2.0F : 1.0F) / (count + 1));
  }
  const auto add_row = [&](const std::vector<std::string>& cells, bool head,
                           const present::Table::Row* row) {
    float height = head ? 0 : std::max(ui.metrics.tx(62), ui.metrics.mm(kTargetMm));
    std::vector<text::Paragraph> words;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool strong = !head && row->look != CalloutLook::note && i + 1 == cells.size();
      words.push_back(ui.words(cells[i], head ? ui.metrics.small() : size,
                               strong ? Weight::semibold : Weight::regular));
      height = std::max(height, ui.height_of(words.back(), widths[i] - ui.metrics.px(16)));
    }
    height += 2 * ui.metrics.px(14);
    const auto look = head ? CalloutLook::note : row->look;
    const auto open = head ? std::nullopt : row->open;
    add(height, head ? gap(24) : 0,
        [this_ui = &ui, words, widths, head, look, open, open_width, padding, height, size](
            float x, float y, float w) {
          const Ui& u = *this_ui;
          u.fill({x, y, w, height}, u.colors.card);
          u.line(x, y + height, x + w, y + height, u.colors.line, u.metrics.px(2));
          float at = x + padding;
          for (std::size_t i = 0; i < words.size(); ++i) {
            const float own = widths[i] - u.metrics.px(16);
            const bool strong = words[i].weight == Weight::semibold;
            u.text(words[i], at, y + (height - u.height_of(words[i], own)) / 2, own,
                   head ? u.colors.soft_ink
                        : (strong ? look_colors(u.colors, look).ink : u.colors.ink));
            at += widths[i];
          }
          if (open) {
            const float own = std::max(u.metrics.tx(62), u.metrics.mm(kTargetMm));
            u.button(*open, {x + w - padding - open_width, y + (height - own) / 2, open_width, own},
                     size);
          }
        });
  };
  add_row(table.columns, true, nullptr);
  for (const auto& row : table.rows) add_row(row.cells, false, &row);
}

}  // namespace

std::vector<Piece> pieces_of(const Ui& ui, const present::Element& element, int index, float width,
                             float limit, Ease ease, float whole) {
  Maker maker{ui, width, limit, std::max(limit, whole), ease, {}};
  std::visit([&](const auto& content) { maker(content); }, element.content);
  int number = 0;
  for (Piece& piece : maker.pieces) {
    piece.marks = {{index, number++}};
    piece.draw = [draw = std::move(piece.draw), frame = &ui.frame, index](float x, float y,
                                                                          float w) {
      frame->element = index;
      draw(x, y, w);
      frame->element = -1;
      frame->row = -1;
    };
  }
  return std::move(maker.pieces);
}

}  // namespace candor::ui
