#include "export/pack_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "content/rich.h"
#include "content/shown_text.h"
#include "content/words.h"
#include "visit/steps.h"

namespace candor::exporting {

namespace {

constexpr double kBulletWidth = 16.0;
constexpr double kLabelGap = 8.0;
constexpr double kPictureWidth = 190.0;
constexpr double kMostPictureHeight = 150.0;
constexpr int kDotColumns = 25;
constexpr double kDotPitch = 9.0;
constexpr double kDotFull = 7.0;
constexpr double kDotSmall = 3.0;  // who is not meant: told apart by size as well as by colour
constexpr double kBarIndent = 12.0;
constexpr const char* kBlank = "______________";

text::Rgb color_of(content::Tone tone) {
  switch (tone) {
    case content::Tone::normal:
      return kPrimary;
    case content::Tone::caution:
      return kCaution;
    case content::Tone::good:
      return kGood;
  }
  return kPrimary;
}

struct CalloutColors {
  text::Rgb bar;
  text::Rgb fill;
};

CalloutColors colors_of(content::CalloutKind kind) {
  switch (kind) {
    case content::CalloutKind::note:
      return {kPrimary, kPrimarySoft};
    case content::CalloutKind::caution:
      return {kCaution, kCautionSoft};
    case content::CalloutKind::danger:
      return {kDanger, kDangerSoft};
  }
  return {kPrimary, kPrimarySoft};
}

/// The paragraphs of a text; a clinic's value with marks of its own stands as it was written.
std::vector<content::Paragraph> paragraphs_of(const std::string& filled) {
  auto parsed = content::parse_rich(filled);
  if (parsed) return *std::move(parsed);
  return {content::Paragraph{content::Paragraph::Kind::plain, 0, filled, {}}};
}

std::vector<text::Run> runs_of(const content::Paragraph& paragraph) {
  std::vector<text::Run> runs;
  for (const content::Emphasis& each : paragraph.emphasis) {
    runs.push_back({each.begin, each.end, each.strong ? text::Weight::bold : text::Weight::regular,
                    !each.strong});
  }
  return runs;
}

struct ReadingBlock {
  Sheet& sheet;

  void operator()(const content::TextBlock& block) const { sheet.rich("", block.text); }

  void operator()(const content::CalloutBlock& block) const {
    const CalloutColors colors = colors_of(block.kind);
    RowLook look;
    look.bar = colors.bar;
    look.fill = colors.fill;
    sheet.indent(kBarIndent);
    sheet.rich("", block.text, Style::body, look);
    sheet.indent(0.0);
  }

  void operator()(const content::StepsBlock& block) const {
    int number = 0;
    for (const content::StepsBlock::Item& item : block.items) {
      RowLook title;
      title.space_before = 5.0;
      title.keep_with_next = !item.text.empty();
      sheet.line(std::to_string(++number), item.title, Style::strong, title);
      RowLook below;
      below.space_before = 0.0;
      sheet.line("", item.text, Style::body, below);
    }
  }

  void operator()(const content::TimelineBlock& block) const {
    RowLook caption;
    caption.keep_with_next = true;
    sheet.line("", block.caption, Style::soft, caption);
    for (const content::TimelineBlock::Item& item : block.items) {
      RowLook title;
      title.space_before = 4.0;
      title.keep_with_next = !item.text.empty();
      sheet.timed(item.at, item.title, Style::strong, title);
      RowLook below;
      below.space_before = 0.0;
      sheet.line("", item.text, Style::body, below);
    }
  }

  void operator()(const content::RiskBlock& block) const {
    const content::Pack& pack = sheet.pack();
    const auto number = [&](const std::string& language) {
      return pack.text(language, "{n} in 100", {{"n", std::to_string(block.n)}}) + " " +
             pack.text(language, block.label);
    };
    const std::string shown = number(sheet.language());
    RowLook first;
    first.space_before = 12.0;
    first.keep_with_next = true;
    sheet.words("", shown, number(sheet.source_language()), Style::lead, first);
    sheet.dots(block.n, block.tone, shown);
    RowLook below;
    below.space_before = 4.0;
    sheet.line("", block.note, Style::body, below);
    if (const content::RiskGroup* const group = pack.group(block.group)) {
      below.space_before = 2.0;
      sheet.line("Who was counted", group->text, Style::soft, below);
    }
  }

  void operator()(const content::ImageBlock& block) const { sheet.picture(block); }

  void operator()(const content::FaqBlock& block) const {
    for (const content::FaqBlock::Item& item : block.items) {
      RowLook question;
      question.space_before = 6.0;
      question.keep_with_next = true;
      sheet.line("", item.question, Style::strong, question);
      RowLook below;
      below.space_before = 1.0;
      sheet.rich("", item.answer, Style::body, below);
    }
  }

  /// What asks something is printed where it is asked.
  template <typename Question>
  void operator()(const Question&) const {}
};

}  // namespace

Sheet::Sheet(Flow& flow, const content::Pack& pack, std::string language, const SheetLook& look)
    : m_flow(&flow),
      m_pack(&pack),
      m_language(std::move(language)),
      m_source(pack.languages.front().tag),
      m_look(look) {}

std::string Sheet::in(const std::string& language, const content::Line& source) const {
  return m_pack->text(language, source, language == m_source ? m_source_blanks : m_blanks);
}

void Sheet::use_walk(const content::Walk& walk) {
  m_blanks = blanks_of(*m_pack, walk, m_language);
  m_source_blanks = blanks_of(*m_pack, walk, m_source);
}

std::string Sheet::text(const content::Line& source) const {
  return in(m_language, source);
}

bool Sheet::is_there(const content::Line& source) const {
  // A number needs no translation.
  const bool has_letters = std::any_of(source.begin(), source.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (static_cast<unsigned char>(c) & 0x80U) != 0;
  });
  if (!has_source() || !has_letters) return true;
  const auto texts = m_pack->translations.find(m_language);
  return texts != m_pack->translations.end() && texts->second.contains(source);
}

Cell Sheet::untranslated(const Column& column) {
  return Cell{column.x, column.width, "(not translated)", Style::small_soft};
}

std::vector<Sheet::Column> Sheet::columns() const {
  const double begin = text_x() + m_indent;
  const double room = kWidth - begin - (m_indent > 0.0 ? kPadding : 0.0);
  if (!has_source()) return {{begin, room, m_language}};
  const double half = (room - kGap) / 2.0;
  return {{begin, half, m_language}, {begin + half + kGap, half, m_source}};
}

void Sheet::row(const std::string& label, std::vector<Cell> cells, const RowLook& look) {
  if (m_look.label_width > 0.0 && !label.empty()) {
    cells.insert(cells.begin(), Cell{m_indent, m_look.label_width - kLabelGap - m_indent, label,
                                     Style::small_soft, m_flow->look().language});
  }
  m_flow->row(cells, look);
}

void Sheet::line(const std::string& label, const content::Line& source, Style style,
                 const RowLook& look) {
  if (source.empty()) return;
  std::vector<Cell> cells;
  for (const Column& column : columns()) {
    const bool missing = cells.empty() && !is_there(source);
    cells.push_back(missing ? untranslated(column)
                            : Cell{column.x, column.width, in(column.language, source), style,
                                   column.language});
  }
  row(label, std::move(cells), look);
}

void Sheet::timed(const content::Line& minutes, const content::Line& what, Style style,
                  const RowLook& look) {
  std::vector<Cell> cells;
  for (const Column& column : columns()) {
    const bool missing = cells.empty() && !is_there(what);
    const std::string words =
        content::clock_of(in(column.language, minutes)) + " · " + in(column.language, what);
    cells.push_back(missing ? untranslated(column)
                            : Cell{column.x, column.width, words, style, column.language});
  }
  row({}, std::move(cells), look);
}

void Sheet::words(const std::string& label, const std::string& shown, const std::string& in_source,
                  Style style, const RowLook& look) {
  std::vector<Cell> cells;
  for (const Column& column : columns()) {
    cells.push_back(
        Cell{column.x, column.width, cells.empty() ? shown : in_source, style, column.language});
  }
  row(label, std::move(cells), look);
}

void Sheet::rich(const std::string& label, const content::RichText& source, Style style,
                 const RowLook& look) {
  if (source.empty()) return;
  const std::vector<Column> all = columns();
  std::vector<std::vector<content::Paragraph>> texts;
  std::size_t count = 0;
  for (const Column& column : all) {
    texts.push_back(paragraphs_of(in(column.language, source)));
    count = std::max(count, texts.back().size());
  }
  // Translation and source go paragraph by paragraph, so that each stands beside its own.
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<Cell> cells;
    for (std::size_t c = 0; c < all.size(); ++c) {
      if (i >= texts[c].size()) continue;
      if (c == 0 && !is_there(source)) {
        if (i == 0) cells.push_back(untranslated(all[c]));
        continue;
      }
      const content::Paragraph& paragraph = texts[c][i];
      const Column& column = all[c];
      Cell cell{column.x, column.width, paragraph.text, style, column.language};
      cell.runs = runs_of(paragraph);
      if (paragraph.kind != content::Paragraph::Kind::plain) {
        const std::string mark = paragraph.kind == content::Paragraph::Kind::bullet
                                     ? std::string("•")
                                     : fmt::format("{}.", paragraph.number);
        // The mark stands where the column's own writing begins.
        const bool flow_mirrors = m_flow->look().reading == Reading::from_right;
        const bool column_mirrors = content::Words::is_right_to_left(column.language);
        const bool at_end = flow_mirrors != column_mirrors;
        cells.push_back(Cell{at_end ? column.x + column.width - kBulletWidth : column.x,
                             kBulletWidth, mark, style, column.language});
        if (!at_end) cell.x += kBulletWidth;
        cell.width -= kBulletWidth;
      }
      cells.push_back(std::move(cell));
    }
    RowLook each = look;
    const bool framed = look.fill.has_value();
    if (i > 0) each.space_before = framed ? 0.0 : 4.0;
    if (i + 1 < count && framed) each.keep_with_next = true;
    row(i == 0 ? label : std::string(), std::move(cells), each);
  }
}

void Sheet::picture(const content::ImageBlock& image) {
  const auto svg = m_pack->images.find(image.file);
  if (svg != m_pack->images.end()) {
    const auto aspect = text::svg_aspect(svg->second);
    Drawing drawing;
    drawing.x = text_x();
    drawing.width = kPictureWidth;
    drawing.height = aspect ? kPictureWidth / *aspect : kMostPictureHeight;
    if (drawing.height > kMostPictureHeight) {
      drawing.width *= kMostPictureHeight / drawing.height;
      drawing.height = kMostPictureHeight;
    }
    drawing.shows = text(image.alt);
    drawing.svg = svg->second;
    m_flow->drawing(drawing);
  }
  if (m_look.label_width > 0.0) line("What it shows", image.alt, Style::soft);
  line(m_look.label_width > 0.0 ? "Below it" : "", image.caption, Style::body);
}

void Sheet::dots(int n, content::Tone tone, const std::string& shows) {
  Drawing drawing;
  drawing.x = text_x();
  drawing.width = kDotColumns * kDotPitch;
  drawing.height = 100.0 / kDotColumns * kDotPitch;
  drawing.shows = shows;
  for (int i = 0; i < 100; ++i) {
    const double x = (i % kDotColumns + 0.5) * kDotPitch;
    const double y = (i / kDotColumns + 0.5) * kDotPitch;
    const bool counted = i < n;
    drawing.dots.push_back(
        {{x, y}, counted ? kDotFull : kDotSmall, counted ? color_of(tone) : kLine});
  }
  m_flow->drawing(drawing);
}

void add_reading_block(Sheet& sheet, const content::Block& block) {
  std::visit(ReadingBlock{sheet}, block.content);
}

content::Placeholders blanks_of(const content::Pack& pack, const content::Walk& walk,
                                const std::string& language) {
  content::Placeholders filled;
  filled["pages"] = std::to_string(visit::page_count(pack, walk.id));
  filled["statements"] =
      std::to_string(visit::count_of(visit::steps_of(pack, walk.id), visit::StepKind::statement));
  filled["until"] = kBlank;
  for (const visit::Step& step : visit::steps_of(pack, walk.id)) {
    const auto* const sign =
        std::get_if<content::SignBlock>(&step.page->blocks[step.first].content);
    if (sign != nullptr) filled["scope"] = pack.text(language, sign->scope, filled);
  }
  return filled;
}

}  // namespace candor::exporting
