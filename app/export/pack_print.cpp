#include "export/pack_print.h"

#include <algorithm>

namespace candor::exporting {

namespace {

constexpr double kNumberWidth = 120.0;
constexpr double kFooterLine = 12.0;
constexpr double kRuleBelow = 17.0;

/// One line at the start or the end of a page's width.
class Line {
 public:
  Line(text::Paper& paper, const FlowLook& look, const std::string& words, Style style,
       double width, text::Align align)
      : m_paper(&paper), m_look(&look), m_width(width), m_color(color_of(style)) {
    text::Paragraph paragraph = paragraph_of(words, style, look.language);
    paragraph.align = align;
    m_set.emplace(paper.set(paragraph, width));
  }

  /// `x` from where reading begins.
  void draw(double x, double y) const { draw(x, y, m_color); }

  void draw(double x, double y, const text::Rgb& color) const {
    const double left = m_look->reading == Reading::from_right ? kWidth - x - m_width : x;
    m_paper->draw(*m_set, 0, std::min<std::size_t>(1, m_set->line_count()), kLeft + left, y, color);
  }

  [[nodiscard]] double height() const { return m_set->line_count() == 0 ? 0 : m_set->height(0, 1); }

 private:
  text::Paper* m_paper;
  const FlowLook* m_look;
  double m_width;
  text::Rgb m_color;
  std::optional<text::Paper::Set> m_set;
};

}  // namespace

Result<std::string> finish_print(text::Paper& paper, Flow& flow, const PrintFrame& frame,
                                 ArchiveAbout about) {
  const FlowLook& look = flow.look();
  const auto draw_number = [&](int page, int count) {
    const Line number(paper, look, frame.number(page, count), Style::small, kNumberWidth,
                      text::Align::end);
    number.draw(kWidth - kNumberWidth, kFooterTop);
  };
  flow.draw(draw_number, [&] {
    if (!frame.band.empty()) {
      const Line band(paper, look, frame.band, Style::strong, kWidth - 2.0 * kPadding,
                      text::Align::center);
      paper.fill(kLeft, kBandTop, kWidth, kBandHeight, frame.band_color);
      band.draw(kPadding, kBandTop + (kBandHeight - band.height()) / 2.0, {1.0, 1.0, 1.0});
    }
    const double half = kWidth / 2.0 - kGap;
    const Line left(paper, look, frame.left, Style::small_soft, half, text::Align::start);
    const Line right(paper, look, frame.right, Style::small, half, text::Align::end);
    left.draw(0.0, kRunningTop);
    right.draw(kWidth - half, kRunningTop);
    paper.line({kLeft, kRunningTop + kRuleBelow}, {kLeft + kWidth, kRunningTop + kRuleBelow}, 0.6,
               kLine);
    paper.line({kLeft, kFooterTop - 3.0}, {kLeft + kWidth, kFooterTop - 3.0}, 0.6, kLine);
    for (std::size_t i = 0; i < frame.footer.size(); ++i) {
      const double room = i == 0 ? kWidth - kNumberWidth : kWidth;
      const Line line(paper, look, frame.footer[i], Style::small_soft, room, text::Align::start);
      line.draw(0.0, kFooterTop + static_cast<double>(i) * kFooterLine);
    }
  });
  if (flow.trouble()) return tl::unexpected<Error>(*flow.trouble());
  about.tags = paper.tags();
  const auto drawn = paper.finish();
  if (!drawn) return fail(drawn);
  return to_archive(*drawn, about, {});
}

const content::Language& language_of(const content::Pack& pack, const std::string& tag) {
  const auto found = std::find_if(pack.languages.begin(), pack.languages.end(),
                                  [&tag](const content::Language& one) { return one.tag == tag; });
  return found == pack.languages.end() ? pack.languages.front() : *found;
}

}  // namespace candor::exporting
