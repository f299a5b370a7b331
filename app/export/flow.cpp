#include "export/flow.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "export/plain_words.h"

namespace candor::exporting {

namespace {

constexpr double kPageRoom = kBodyBottom - kBodyTop;
constexpr std::size_t kFewLines = 2;  // never fewer of a paragraph at the foot or head of a page
constexpr double kBarWidth = 3.0;
constexpr double kStrokeWidth = 1.1;
constexpr double kFrameThickness = 1.0;
constexpr double kTickSide = 15.0;
constexpr double kTickPadding = 9.0;
constexpr double kWriteRoom = 26.0;  // for handwriting above the line
constexpr double kTiny = 0.01;       // sums of heights are not exact

struct Shape {
  double size = 10.0;
  double line_height = 1.35;
  text::Weight weight = text::Weight::regular;
};

Shape shape_of(Style style) {
  switch (style) {
    case Style::title:
      return {20.0, 1.2, text::Weight::semibold};
    case Style::heading:
      return {13.0, 1.3, text::Weight::semibold};
    case Style::lead:
      return {11.5, 1.4, text::Weight::regular};
    case Style::body:
    case Style::soft:
      return {10.0, 1.35, text::Weight::regular};
    case Style::strong:
      return {10.0, 1.35, text::Weight::semibold};
    case Style::small:
    case Style::small_soft:
      return {8.5, 1.35, text::Weight::regular};
    case Style::tiny:
      return {7.0, 1.6, text::Weight::regular};
  }
  CANDOR_CHECK(false);
}

}  // namespace

text::Rgb color_of(Style style) {
  switch (style) {
    case Style::heading:
      return kPrimary;
    case Style::soft:
    case Style::small_soft:
    case Style::tiny:
      return kSoftInk;
    case Style::title:
    case Style::lead:
    case Style::body:
    case Style::strong:
    case Style::small:
      return kInk;
  }
  CANDOR_CHECK(false);
}

text::Paragraph paragraph_of(const std::string& text, Style style, const std::string& language) {
  const Shape shape = shape_of(style);
  text::Paragraph paragraph;
  paragraph.text = text;
  paragraph.size = shape.size;
  paragraph.line_height = shape.line_height;
  paragraph.weight = shape.weight;
  paragraph.language = language.empty() ? "en" : language;
  return paragraph;
}

double Flow::placed(double x, double width, Reading reading) {
  return reading == Reading::from_right ? kWidth - x - width : x;
}

/// Whether a row may not be broken between two pages.
bool Flow::is_whole(const Row& row) {
  return row.drawing.has_value() ||
         std::any_of(row.columns.begin(), row.columns.end(),
                     [](const Column& column) { return column.frame != CellFrame::none; });
}

Flow::Column Flow::column_of(const Cell& cell) {
  text::Paragraph paragraph = paragraph_of(cell.text, cell.style, cell.language);
  paragraph.size *= m_look.scale;
  paragraph.runs = cell.runs;
  double x = cell.x;
  double width = cell.width;
  if (cell.frame == CellFrame::tick) {
    x += 2.0 * kTickPadding + kTickSide;
    width -= 3.0 * kTickPadding + kTickSide;
  }
  Column column{placed(x, width, m_look.reading), m_paper->set(paragraph, std::max(1.0, width)),
                cell.color.value_or(color_of(cell.style)),
                same_language(cell.language, m_look.language) ? std::string() : cell.language};
  column.frame = cell.frame;
  column.frame_x = placed(cell.x, cell.width, m_look.reading);
  column.frame_width = cell.width;
  m_missing_glyphs += column.set.missing_glyphs();
  return column;
}

double Flow::padding(const Row& row) const {
  return row.look.fill ? kPadding / 2.0 : 0.0;
}

void Flow::row(const std::vector<Cell>& cells, const RowLook& look) {
  Row row;
  row.look = look;
  row.group = m_group;
  row.reading = m_look.reading;
  for (const Cell& cell : cells) {
    Column column = column_of(cell);
    double height = column.set.height();
    if (cell.frame == CellFrame::tick) height = std::max(height, kTickSide) + 2.0 * kTickPadding;
    if (cell.frame == CellFrame::write) height += kWriteRoom;
    row.height = std::max(row.height, height);
    row.columns.push_back(std::move(column));
  }
  row.height += 2.0 * padding(row);
  m_rows.push_back(std::move(row));
  m_after_pair = false;
}

void Flow::row(const std::vector<Cell>& cells, const RowLook& look, const Drawing& drawing) {
  row(cells, look);
  Row& row = m_rows.back();
  row.drawing = drawing;
  row.is_backdrop = true;
  row.height = std::max(row.height, drawing.height);
}

void Flow::drawing(const Drawing& drawing) {
  m_after_pair = false;
  Row row;
  row.drawing = drawing;
  row.group = m_group;
  row.reading = m_look.reading;
  row.height = drawing.height;
  row.look.space_before = 6.0;
  row.look.tag = "Figure";
  if (!drawing.words.empty()) {
    row.look.tag = "P";
    Column column{drawing.x + kPadding,
                  m_paper->set(paragraph_of(drawing.words, Style::heading),
                               std::max(1.0, drawing.width - 2.0 * kPadding)),
                  kInk};
    row.drawing->height = std::max(row.height, column.set.height() + 2.0 * kPadding);
    row.height = row.drawing->height;
    m_missing_glyphs += column.set.missing_glyphs();
    row.columns.push_back(std::move(column));
  }
  m_rows.push_back(std::move(row));
}

void Flow::begin_group() {
  CANDOR_CHECK(m_group == 0);
  m_group = ++m_groups;
}

void Flow::end_group() {
  m_group = 0;
}

void Flow::heading(const std::string& text) {
  RowLook look;
  look.space_before = 18.0;
  look.rule_above = true;
  look.keep_with_next = true;
  look.tag = "H2";
  row({Cell{0.0, kWidth, text, Style::heading}}, look);
}

void Flow::paragraph(const std::string& text, Style style, const RowLook& look) {
  row({Cell{0.0, kWidth, text, style}}, look);
}

void Flow::pair(const std::string& label, const std::string& value, Style style,
                const std::string& language) {
  // Pairs that follow each other are one element of the structure, as a list of them is read.
  RowLook look;
  look.same_tag = m_after_pair && !m_rows.empty() && m_rows.back().group == m_group;
  row({Cell{0.0, kLabelWidth, label, Style::body},
       Cell{kLabelWidth + kGap, kWidth - kLabelWidth - kGap, value, style, language}},
      look);
  m_after_pair = true;
}

double Flow::smallest_start(const Row& row) const {
  if (is_whole(row)) return row.height;
  double height = 0.0;
  for (const Column& column : row.columns) {
    std::size_t const lines = column.set.line_count();
    std::size_t const first = lines <= kFewLines + 1 ? lines : kFewLines;
    height = std::max(height, column.set.height(0, first));
  }
  return height + 2.0 * padding(row);
}

double Flow::group_height(std::size_t index) const {
  double height = 0.0;
  for (std::size_t i = index; i < m_rows.size() && m_rows[i].group == m_rows[index].group; ++i) {
    height += m_rows[i].height + (i == index ? 0.0 : m_rows[i].look.space_before);
  }
  return height;
}

/// The height that must be free below `index` for it to begin on this page.
double Flow::needed_from(std::size_t index) const {
  double height = 0.0;
  for (std::size_t i = index; i < m_rows.size(); ++i) {
    const Row& row = m_rows[i];
    if (i != index) height += row.look.space_before;
    const bool starts_group = row.group != 0 && (i == 0 || m_rows[i - 1].group != row.group);
    if (starts_group) {
      const double whole = group_height(i);
      if (height + whole <= kPageRoom) return height + whole;
    }
    if (!row.look.keep_with_next) return height + smallest_start(row);
    height += row.height;
  }
  return height;
}

std::vector<Flow::Page> Flow::paginate() const {
  std::vector<Page> pages(1);
  double y = kBodyTop;
  const auto turn = [&pages, &y] {
    pages.emplace_back();
    y = kBodyTop;
  };
  for (std::size_t index = 0; index < m_rows.size(); ++index) {
    const Row& row = m_rows[index];
    if (row.look.new_page && !pages.back().empty()) turn();
    if (!pages.back().empty()) {
      const bool inside_group = row.group != 0 && index > 0 && m_rows[index - 1].group == row.group;
      // Inside a group that fits, the room was made sure of when it began.
      const double needed =
          inside_group && !row.look.keep_with_next ? smallest_start(row) : needed_from(index);
      if (y + row.look.space_before + needed > kBodyBottom + kTiny) {
        turn();
      } else {
        y += row.look.space_before;
      }
    }
    std::vector<std::size_t> done(row.columns.size(), 0);
    bool begins = true;
    for (;;) {
      Part part;
      part.row = index;
      part.y = y;
      part.begins = begins;
      const double room = kBodyBottom - y - 2.0 * padding(row) + kTiny;
      double used = 0.0;
      bool finished = true;
      bool placed = row.columns.empty();
      for (std::size_t c = 0; c < row.columns.size(); ++c) {
        const text::Paper::Set& set = row.columns[c].set;
        std::size_t const left = set.line_count() - done[c];
        std::size_t count = left;
        if (!is_whole(row)) {
          while (count > 0 && set.height(done[c], count) > room) --count;
          // Not a single line alone on the next page.
          if (count < left && left - count < kFewLines && count > kFewLines) --count;
        }
        part.lines.emplace_back(done[c], count);
        used = std::max(used, set.height(done[c], count));
        placed = placed || count > 0;
        finished = finished && count == left;
      }
      if (!placed && !pages.back().empty()) {
        turn();
        continue;
      }
      if (!placed) {
        // A line higher than a page: set it all the same, so that no word of the record is lost.
        for (auto& [first, count] : part.lines) count = std::min<std::size_t>(count + 1, 1);
        for (std::size_t c = 0; c < row.columns.size(); ++c) {
          if (done[c] >= row.columns[c].set.line_count()) part.lines[c].second = 0;
        }
      }
      for (std::size_t c = 0; c < row.columns.size(); ++c) done[c] += part.lines[c].second;
      part.height = is_whole(row) ? row.height : used + 2.0 * padding(row);
      y += part.height;
      pages.back().push_back(std::move(part));
      begins = false;
      finished = true;
      for (std::size_t c = 0; c < row.columns.size(); ++c) {
        finished = finished && done[c] == row.columns[c].set.line_count();
      }
      if (finished) break;
      turn();
    }
  }
  return pages;
}

void Flow::draw_drawing(const Drawing& drawing, double y, Reading reading) {
  const double x = kLeft + placed(drawing.x, drawing.width, reading);
  if (drawing.code) {
    m_paper->code(*drawing.code, {x, y}, drawing.width, kInk);
  } else if (!drawing.svg.empty()) {
    const auto drawn = m_paper->picture(drawing.svg, x, y, drawing.width, drawing.height);
    if (!drawn) m_trouble = drawn.error();
  } else if (drawing.dots.empty() && drawing.bars.empty() && !drawing.is_bare) {
    m_paper->rectangle(x, y, drawing.width, drawing.height, 0.6, kLine);
  }
  for (const Bar& bar : drawing.bars) {
    m_paper->fill(x + bar.x, y + bar.y, bar.width, bar.height, bar.color);
  }
  for (const Dot& dot : drawing.dots) {
    m_paper->dot({x + dot.middle.x, y + dot.middle.y}, dot.diameter, dot.color);
  }
  std::vector<std::vector<text::Point>> strokes = drawing.strokes;
  for (std::vector<text::Point>& stroke : strokes) {
    for (text::Point& point : stroke) point = {point.x + x, point.y + y};
  }
  m_paper->strokes(strokes, kStrokeWidth, kInk);
}

/// The box or line of a cell.
void Flow::draw_frame(const Column& column, double y, double height, Reading reading) {
  const double x = kLeft + column.frame_x;
  switch (column.frame) {
    case CellFrame::none:
      return;
    case CellFrame::write:
      m_paper->line({x, y + height}, {x + column.frame_width, y + height}, kFrameThickness, kInk);
      return;
    case CellFrame::tick: {
      m_paper->rectangle(x, y, column.frame_width, height, kFrameThickness, kSoftInk);
      const double from_start = reading == Reading::from_right
                                    ? column.frame_width - kTickPadding - kTickSide
                                    : kTickPadding;
      m_paper->rectangle(x + from_start, y + (height - kTickSide) / 2.0, kTickSide, kTickSide, 1.4,
                         kInk);
      return;
    }
  }
  CANDOR_CHECK(false);
}

void Flow::draw_part(const Part& part, const Part* before, const Part* after) {
  const Row& row = m_rows[part.row];
  if (row.look.fill) m_paper->fill(kLeft, part.y, kWidth, part.height, *row.look.fill);
  if (row.look.bar) {
    m_paper->fill(kLeft + placed(0.0, kBarWidth, row.reading), part.y, kBarWidth, part.height,
                  *row.look.bar);
  }
  if (row.look.rule_above && part.begins && before != nullptr) {
    m_paper->line({kLeft, part.y - 4.0}, {kLeft + kWidth, part.y - 4.0}, 0.6, kLine);
  }
  // A tag ends with its page.
  const bool begun = before != nullptr && part.begins && row.look.same_tag;
  const bool goes_on = after != nullptr && after->begins && m_rows[after->row].look.same_tag;
  const std::string tag = tag_of(part.row);
  if (!begun) m_paper->open_tag({tag, {}, row.drawing ? row.drawing->shows : std::string()});
  if (row.drawing) draw_drawing(*row.drawing, part.y, row.reading);
  const double inset = row.drawing && !row.is_backdrop ? kPadding : padding(row);
  for (std::size_t c = 0; c < row.columns.size(); ++c) {
    const Column& column = row.columns[c];
    const bool foreign = !column.language.empty();
    if (foreign) m_paper->open_tag({"Span", column.language});
    draw_frame(column, part.y, part.height, row.reading);
    const double down =
        column.frame == CellFrame::tick ? (part.height - column.set.height()) / 2.0 : inset;
    m_paper->draw(column.set, part.lines[c].first, part.lines[c].second, kLeft + column.x,
                  part.y + down, column.color);
    if (foreign) m_paper->close_tag("Span");
  }
  if (!goes_on) m_paper->close_tag(tag);
}

/// The tag that a row stands in: its own, or that of the row it belongs to.
std::string Flow::tag_of(std::size_t index) const {
  while (index > 0 && m_rows[index].look.same_tag) --index;
  return m_rows[index].look.tag;
}

void Flow::draw(const std::function<void(int, int)>& on_page, const std::function<void()>& on_all) {
  const std::vector<Page> pages = paginate();
  m_paper->open_tag({"Document"});
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (i > 0) m_paper->next_page();
    on_page(static_cast<int>(i) + 1, static_cast<int>(pages.size()));
    const Page& page = pages[i];
    for (std::size_t k = 0; k < page.size(); ++k) {
      draw_part(page[k], k == 0 ? nullptr : &page[k - 1],
                k + 1 == page.size() ? nullptr : &page[k + 1]);
    }
  }
  m_paper->close_tag("Document");
  m_paper->next_page();
  on_all();
}

}  // namespace candor::exporting
