#include "commands/page_measure.h"

#include <algorithm>
#include <variant>

#include "content/shown_text.h"
#include "ui/theme.h"

namespace candor::commands {
namespace {

// Of the mockups' 1920×1080 pixels: what header, footer and margins leave.
constexpr double kBodyHeight = 730;
constexpr double kMargin = 64;
constexpr double kBlockGap = 30;
constexpr double kCardPadding = 32;
constexpr double kPictureHeight = 520;
constexpr double kDotsHeight = 160;
constexpr double kLineHeight = 1.42;

class Measure {
 public:
  Measure(const text::Fonts& fonts, const content::Pack& pack, const std::string& language)
      : m_fonts(fonts),
        m_pack(pack),
        m_language(language),
        m_metrics(1920, 1080, ui::kReferencePitch, visit::TextSize::largest) {}

  [[nodiscard]] double title(const std::string& source) const {
    return height(m_pack.text(m_language, source), double(m_metrics.title()));
  }

  [[nodiscard]] double block(const content::Block& block) const {
    using namespace content;
    double sum = kBlockGap;
    const std::string words = shown_text(m_pack, block, m_language);
    for (std::size_t begin = 0; begin <= words.size();) {
      const std::size_t end = std::min(words.find('\n', begin), words.size());
      sum += height(words.substr(begin, end - begin), double(m_metrics.body()));
      begin = end + 1;
    }
    if (std::holds_alternative<RiskBlock>(block.content)) sum += kDotsHeight + 2 * kCardPadding;
    if (std::holds_alternative<CalloutBlock>(block.content)) sum += 2 * kCardPadding;
    if (std::holds_alternative<ImageBlock>(block.content)) sum += kPictureHeight;
    return sum;
  }

 private:
  [[nodiscard]] double height(const std::string& words, double size) const {
    if (words.empty()) return 0;
    text::Paragraph paragraph;
    paragraph.text = words;
    paragraph.size = size;
    paragraph.line_height = kLineHeight;
    paragraph.language = m_language;
    return m_fonts.measure(paragraph, double(m_metrics.width()) - 2 * kMargin).height;
  }

  const text::Fonts& m_fonts;
  const content::Pack& m_pack;
  const std::string& m_language;
  ui::Metrics m_metrics;
};

}  // namespace

double screens_of(const text::Fonts& fonts, const content::Pack& pack, const content::Page& page,
                  const std::string& language) {
  const Measure measure(fonts, pack, language);
  double longest = 0;
  double run = measure.title(page.title);
  for (const content::Block& block : page.blocks) {
    // The reading blocks come first in the variant, up to FaqBlock; others have a screen of their
    // own.
    if (block.content.index() > content::BlockContent(content::FaqBlock{}).index()) {
      run = measure.title(page.title);
      continue;
    }
    run += measure.block(block);
    longest = std::max(longest, run);
  }
  return longest / kBodyHeight;
}

}  // namespace candor::commands
