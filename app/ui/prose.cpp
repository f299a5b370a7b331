#include "ui/prose.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/utf8.h"

namespace candor::ui {
namespace {

constexpr double kMeasureEms = 32;        // at most about 65 characters a line
constexpr double kStrongMeasureEms = 28;  // the same in bold, which is wider

/// Room before a list's words: the digits of a number are wider than a dot.
float list_indent(const Ui& ui, const content::Paragraph& paragraph) {
  if (paragraph.kind == content::Paragraph::Kind::bullet) return ui.metrics.tx(34);
  return ui.metrics.tx(paragraph.number < 10 ? 44 : 62);
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

}  // namespace

float measured(float width, float size, text::Weight weight) {
  const double ems = weight == text::Weight::regular ? kMeasureEms : kStrongMeasureEms;
  return std::min(width, size * static_cast<float>(ems));
}

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
        ui.words(std::to_string(paragraph.number) + ".", size, text::Weight::semibold);
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

}  // namespace candor::ui
