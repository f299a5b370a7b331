#include "ui/flow.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "ui/columns.h"

namespace candor::ui {
namespace {

/// Columns of a page with text beside a card or pad, as in the mockups.
constexpr float kMainShare = 0.56F;
/// Columns of a question beside its answers; the least width of the answers in mockup pixels, at
/// the text size in use.
constexpr float kQuestionShare = 0.44F;
constexpr double kAnswersBeside = 500;
/// From generous to tight; the first that fits is taken.
constexpr std::array<Ease, 10> kEases = {1.6F, 1.45F, 1.3F, 1.15F, 1.0F,
                                         0.9F, 0.8F,  0.7F, 0.6F,  0.5F};
constexpr Ease kTightest = 0.7F;  ///< from here on a full page is also arranged anew
/// Text is not set wider apart than this; only what is touched may grow on an emptier page.
constexpr Ease kMostForText = 1.3F;
/// Least width in mockup pixels, at the text size in use, for two columns and for two risk cards.
constexpr double kTwoColumns = 1350;
constexpr double kTwoRisks = 1150;
/// Least width in millimetres for a pad of digits beside its field.
constexpr double kDigitsBesideMm = 175;

float height_of(const std::vector<Piece>& pieces, std::size_t from = 0) {
  float height = 0;
  for (std::size_t i = from; i < pieces.size(); ++i) {
    height += pieces[i].height + (i == from ? 0 : pieces[i].gap);
  }
  return height;
}

/// Two risk cards side by side as one piece.
Piece beside(Piece left, Piece right, float gap, bool right_to_left) {
  Piece both;
  both.height = std::max(left.height, right.height);
  both.gap = left.gap;
  both.marks = left.marks;
  both.marks.insert(both.marks.end(), right.marks.begin(), right.marks.end());
  both.draw = [first = std::move(left.draw), second = std::move(right.draw), gap, right_to_left](
                  float x, float y, float width) {
    const float own = (width - gap) / 2;
    first(right_to_left ? x + own + gap : x, y, own);
    second(right_to_left ? x : x + own + gap, y, own);
  };
  return both;
}

template <typename Content>
bool has(const present::Page& page) {
  return std::any_of(page.elements.begin(), page.elements.end(), [](const auto& element) {
    return std::holds_alternative<Content>(element.content);
  });
}

/// The pieces of a column, risk cards in pairs where two fit. What is higher than `limit` is split;
/// what does not stand under a heading, only where it is higher than `whole`.
std::vector<Piece> column(const Ui& ui, const present::Page& page, const std::vector<int>& elements,
                          float width, float limit, Ease ease, float whole = 0) {
  std::vector<Piece> pieces;
  const float gap = ui.metrics.px(40.0 * double(ease));
  const bool pairs = double(width) >= double(ui.metrics.tx(kTwoRisks));
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const auto& element = page.elements[std::size_t(elements[i])];
    const bool risk = std::holds_alternative<present::Risk>(element.content);
    const bool next_risk =
        i + 1 < elements.size() &&
        std::holds_alternative<present::Risk>(page.elements[std::size_t(elements[i + 1])].content);
    if (risk && pairs) {
      const float own = (width - gap) / 2;
      auto left = pieces_of(ui, element, elements[i], own, limit, ease);
      if (next_risk) {
        auto right = pieces_of(ui, page.elements[std::size_t(elements[i + 1])], elements[i + 1],
                               own, limit, ease);
        pieces.push_back(beside(std::move(left[0]), std::move(right[0]), gap, ui.right_to_left));
        ++i;
      } else {
        Piece alone = std::move(left[0]);
        alone.draw = [draw = std::move(alone.draw), own, rtl = ui.right_to_left](
                         float x, float y, float w) { draw(rtl ? x + w - own : x, y, own); };
        pieces.push_back(std::move(alone));
      }
      continue;
    }
    const bool under_heading = !pieces.empty() && pieces.back().with_next;
    auto own = pieces_of(ui, element, elements[i], width,
                         under_heading ? limit : std::max(limit, whole), ease, whole);
    // Words below risk cards stand beside their box where the page is full, as the cards do.
    const bool boxed = pairs && ease <= kTightest && has<present::Risk>(page) &&
                       std::holds_alternative<present::Prose>(element.content) && own.size() == 1 &&
                       i + 1 < elements.size() &&
                       std::holds_alternative<present::Callout>(
                           page.elements[std::size_t(elements[i + 1])].content);
    if (boxed) {
      const float half = (width - gap) / 2;
      auto left = pieces_of(ui, element, elements[i], half, limit, ease);
      auto right = pieces_of(ui, page.elements[std::size_t(elements[i + 1])], elements[i + 1], half,
                             limit, ease);
      if (left.size() == 1 && right.size() == 1) {
        pieces.push_back(beside(std::move(left[0]), std::move(right[0]), gap, ui.right_to_left));
        ++i;
        continue;
      }
    }
    for (Piece& piece : own) pieces.push_back(std::move(piece));
  }
  return pieces;
}

/// What a part may be high: the last one of a page, and the ones before it, whose footer is lower.
struct Heights {
  float last = 0;
  float before = 0;
  /// Of headings that do not fit into one part with what follows them, as many as fit go ahead: no
  /// line stands alone. Else the first one only: answers stay together, a field with its keys.
  bool many_ahead = false;
};

/// The piece from which on a part's end fits another one of this height. What stands together stays
/// together where that can be; 0: nothing has to move.
std::size_t overflow_of(const std::vector<Piece>& part, float height) {
  if (height_of(part) <= height) return 0;
  std::size_t cut = 0;
  for (std::size_t i = part.size() - 1; i > 0 && height_of(part, i) <= height; --i) {
    const bool parts_run = part[i - 1].with_next;
    if (!parts_run || cut == 0 || part[cut - 1].with_next) cut = i;
  }
  return cut;
}

/// Cuts a column into parts that fit. A heading never ends a part where it can be helped.
std::vector<std::vector<Piece>> parts_of(std::vector<Piece> pieces, const Heights& heights) {
  const float height = heights.before;
  std::vector<std::vector<Piece>> parts(1);
  float used = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    // A run of headings with what follows is placed together.
    std::size_t last = i;
    while (pieces[last].with_next && last + 1 < pieces.size()) ++last;
    const auto run_height = [&] {
      float sum = pieces[i].height;
      for (std::size_t k = i + 1; k <= last; ++k) sum += pieces[k].gap + pieces[k].height;
      return sum;
    };
    if (!heights.many_ahead && run_height() > height) last = i;
    while (last > i && run_height() > height) --last;
    float need = run_height() + (parts.back().empty() ? 0 : pieces[i].gap);
    if (used + need > height && !parts.back().empty()) {
      parts.emplace_back();
      used = 0;
      need -= pieces[i].gap;
    }
    used += need;
    for (std::size_t k = i; k <= last; ++k) parts.back().push_back(std::move(pieces[k]));
    i = last;
  }
  if (const std::size_t cut = overflow_of(parts.back(), heights.last); cut > 0) {
    auto& whole = parts.back();
    std::vector<Piece> rest(std::make_move_iterator(whole.begin() + std::ptrdiff_t(cut)),
                            std::make_move_iterator(whole.end()));
    whole.resize(cut);
    parts.push_back(std::move(rest));
  }
  return parts;
}

std::size_t count_parts(const std::vector<Piece>& pieces, const Heights& heights) {
  std::vector<Piece> outlines;
  outlines.reserve(pieces.size());
  for (const Piece& piece : pieces) {
    outlines.push_back({piece.height, piece.gap, piece.with_next, {}, {}});
  }
  return parts_of(std::move(outlines), heights).size();
}

/// The least heights at which a column takes no more parts than at these: parts of about the same
/// length, and no picture or sentence alone on the last one.
Heights even_heights(const std::vector<Piece>& pieces, const Heights& most) {
  float low = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    // What stands together stays together.
    float run = pieces[i].height;
    while (pieces[i].with_next && i + 1 < pieces.size()) {
      ++i;
      run += pieces[i].gap + pieces[i].height;
    }
    low = std::max(low, run);
  }
  if (low > most.before) return most;
  const std::size_t parts = count_parts(pieces, most);
  constexpr int kSteps = 8;
  const auto both = [&](float height) {
    return Heights{std::min(height, most.last), height, most.many_ahead};
  };
  float high = most.before;
  for (int i = 0; i < kSteps; ++i) {
    const float middle = (low + high) / 2;
    (count_parts(pieces, both(middle)) > parts ? low : high) = middle;
  }
  return both(high);
}

float draw_pieces(const std::vector<Piece>& pieces, float x, float y, float width) {
  bool first = true;
  for (const Piece& piece : pieces) {
    if (!first) y += piece.gap;
    first = false;
    piece.draw(x, y, width);
    y += piece.height;
  }
  return y;
}

/// Notes which pieces of which blocks are on the glass now, and reports the blocks that are
/// complete.
class Witness {
 public:
  Witness(const Ui& ui, const present::Page& page) : m_ui(&ui), m_page(&page) {}

  /// Every piece of the page, visible or not.
  void expect(const std::vector<Piece>& pieces) {
    for (const Piece& piece : pieces) {
      for (const auto& [element, number] : piece.marks) {
        if (const std::string key = key_of(element); !key.empty()) {
          m_expected[key].insert(element * 1000 + number);
        }
      }
    }
  }

  /// What stands in a body of this height. Nobody has seen all of what is higher.
  void see(const std::vector<Piece>& pieces, float body_height) {
    constexpr float kRounding = 1;
    for (const Piece& piece : pieces) {
      if (piece.height > body_height + kRounding) continue;
      for (const auto& [element, number] : piece.marks) {
        const std::string key = key_of(element);
        if (key.empty()) continue;
        m_ui->scratch.seen[key].insert(element * 1000 + number);
        m_visible[key] = element;
      }
    }
  }

  void report() const {
    for (const auto& [key, element] : m_visible) {
      const auto& seen = m_ui->scratch.seen[key];
      const auto& expected = m_expected.at(key);
      const bool complete =
          std::includes(seen.begin(), seen.end(), expected.begin(), expected.end());
      const auto& shown = m_page->elements[std::size_t(element)];
      if (complete && shown.block) {
        m_ui->frame.on_glass.push_back(SeenBlock{*shown.block, shown.digest});
      }
    }
  }

 private:
  /// Block, text, and size: a change of any of them starts over.
  [[nodiscard]] std::string key_of(int element) const {
    const auto& shown = m_page->elements[std::size_t(element)];
    if (!shown.block) return {};
    return shown.block->page + "/" + shown.block->block + "/" + shown.digest + "/" +
           visit::to_string(m_page->size);
  }

  const Ui* m_ui;
  const present::Page* m_page;
  std::map<std::string, std::set<int>> m_expected;
  std::map<std::string, int> m_visible;
};

/// Pieces and where they stand.
struct Stack {
  const std::vector<Piece>& pieces;
  float x;
  float y;
  float width;
};

/// Draws a whole page in several stacks, read in this order.
void draw_stacks(const Ui& ui, const present::Page& page, std::initializer_list<Stack> stacks) {
  ui.scratch.part = 0;
  Witness witness(ui, page);
  for (const Stack& stack : stacks) {
    draw_pieces(stack.pieces, stack.x, stack.y, stack.width);
    witness.expect(stack.pieces);
  }
  for (const Stack& stack : stacks) witness.see(stack.pieces, ui.metrics.height() - stack.y);
  witness.report();
}

enum class Place {
  top,
  middle,
  even,  ///< at the top, in parts of about the same length
};

/// Draws the part that the scratch asks for and says whether more follows. The body is that of the
/// last part; `more_room` is what the ones before it have in addition.
void draw_parts(const Ui& ui, const present::Page& page, std::vector<Piece> pieces,
                const Rect& body, Place place = Place::top, float more_room = 0) {
  Witness witness(ui, page);
  witness.expect(pieces);
  const Heights most{body.height, body.height + more_room, place != Place::top};
  const Heights heights = place == Place::even ? even_heights(pieces, most) : most;
  const auto parts = parts_of(std::move(pieces), heights);
  const int last = static_cast<int>(parts.size()) - 1;
  ui.scratch.part = std::clamp(ui.scratch.part, 0, last);
  const auto& part = parts[std::size_t(ui.scratch.part)];
  const float spare = place == Place::middle ? (body.height - height_of(part)) / 2 : 0;
  draw_pieces(part, body.x, body.y + std::max(spare, 0.0F), body.width);
  ui.frame.has_more = ui.scratch.part < last;
  witness.see(part, ui.frame.has_more ? most.before : most.last);
  witness.report();
}

std::vector<int> all_elements(const present::Page& page) {
  std::vector<int> all;
  for (std::size_t i = 0; i < page.elements.size(); ++i) all.push_back(static_cast<int>(i));
  return all;
}

}  // namespace

namespace {

/// Which elements stand in which column.
struct Columns {
  std::vector<int> main;
  std::vector<int> side;
  float share = kMainShare;  ///< of the main column
};

bool is_digits(const present::Element& element) {
  const auto* keyboard = std::get_if<present::Keyboard>(&element.content);
  return keyboard != nullptr && keyboard->kind == present::KeyboardKind::digits;
}

/// A pad of digits beside what is typed into, as on a telephone.
std::optional<Columns> pad_of_digits(const present::Page& page) {
  Columns columns;
  for (std::size_t i = 0; i < page.elements.size(); ++i) {
    (is_digits(page.elements[i]) ? columns.side : columns.main).push_back(static_cast<int>(i));
  }
  if (columns.side.empty() || columns.main.empty()) return std::nullopt;
  return columns;
}

/// As the page says, then with its callouts beside the text as well: a picture leaves room for
/// them.
std::vector<Columns> arrangements(const present::Page& page) {
  Columns as_said;
  Columns moved;
  for (std::size_t i = 0; i < page.elements.size(); ++i) {
    const int index = static_cast<int>(i);
    const bool callout = std::holds_alternative<present::Callout>(page.elements[i].content);
    (page.elements[i].aside ? as_said.side : as_said.main).push_back(index);
    (page.elements[i].aside || callout ? moved.side : moved.main).push_back(index);
  }
  std::vector<Columns> all;
  if (!as_said.side.empty() && !as_said.main.empty()) {
    all.push_back(as_said);
    if (moved.side.size() != as_said.side.size() && !moved.main.empty()) all.push_back(moved);
  }
  return all;
}

bool draw_two_columns(const Ui& ui, const present::Page& page, const Columns& columns, Ease ease,
                      const Rect& body) {
  const float gap = ui.metrics.px(64);
  const float main_width = (body.width - gap) * columns.share;
  const float side_width = body.width - gap - main_width;
  const auto left = column(ui, page, columns.main, main_width, body.height, ease);
  const auto right = column(ui, page, columns.side, side_width, body.height, ease);
  if (height_of(left) > body.height || height_of(right) > body.height) return false;
  const bool rtl = ui.right_to_left;
  draw_stacks(ui, page,
              {{left, rtl ? body.x + side_width + gap : body.x, body.y, main_width},
               {right, rtl ? body.x : body.x + main_width + gap, body.y, side_width}});
  return true;
}

}  // namespace

namespace {

/// Stands above the text, over the whole width.
bool is_title(const present::Element& element) {
  return std::holds_alternative<present::Heading>(element.content) ||
         std::holds_alternative<present::Kicker>(element.content) ||
         std::holds_alternative<present::Lead>(element.content);
}

/// Nothing but words to read and pictures to look at, from top to bottom.
bool is_for_reading(const present::Page& page) {
  return std::all_of(page.elements.begin(), page.elements.end(), [](const auto& element) {
    return is_title(element) || std::holds_alternative<present::Prose>(element.content) ||
           std::holds_alternative<present::Statement>(element.content) ||
           std::holds_alternative<present::Callout>(element.content) ||
           std::holds_alternative<present::Steps>(element.content) ||
           std::holds_alternative<present::Faq>(element.content) ||
           std::holds_alternative<present::Risk>(element.content) ||
           std::holds_alternative<present::Timeline>(element.content) ||
           std::holds_alternative<present::Picture>(element.content);
  });
}

/// A page's title over the whole width, and below it two columns for the rest.
struct TextColumns {
  float own = 0;  ///< width of each
  float gap = 0;  ///< between them
  std::vector<Piece> head;
  std::vector<Piece> text;

  /// The height of the title and what keeps it apart from the text.
  [[nodiscard]] float top() const {
    return head.empty() || text.empty() ? 0 : height_of(head) + text.front().gap;
  }

  /// The near one is read first.
  [[nodiscard]] float near_x(const Ui& ui, const Rect& body) const {
    return ui.right_to_left ? body.x + own + gap : body.x;
  }

  [[nodiscard]] float far_x(const Ui& ui, const Rect& body) const {
    return ui.right_to_left ? body.x : body.x + own + gap;
  }
};

/// `limit` and `whole` as for column().
TextColumns text_columns(const Ui& ui, const present::Page& page, Ease ease, const Rect& body,
                         float limit, float whole = 0) {
  std::vector<int> title;
  std::vector<int> text;
  for (std::size_t i = 0; i < page.elements.size(); ++i) {
    const bool leads = text.empty() && is_title(page.elements[i]);
    (leads ? title : text).push_back(static_cast<int>(i));
  }
  TextColumns columns;
  columns.gap = ui.metrics.px(64);
  columns.own = (body.width - columns.gap) / 2;
  columns.head = column(ui, page, title, body.width, limit, ease);
  columns.text = column(ui, page, text, columns.own, limit, ease, whole);
  return columns;
}

/// The pieces from `begin` to before `end`.
std::vector<Piece> taken(std::vector<Piece>& pieces, std::size_t begin, std::size_t end) {
  return {std::make_move_iterator(pieces.begin() + std::ptrdiff_t(begin)),
          std::make_move_iterator(pieces.begin() + std::ptrdiff_t(end))};
}

/// What would need a second part, in two columns that are read one after the other: where they
/// fit, nothing waits behind More beside an empty half of the glass.
bool draw_text_columns(const Ui& ui, const present::Page& page, Ease ease, const Rect& body) {
  TextColumns columns = text_columns(ui, page, ease, body, body.height);
  auto& first = columns.text;
  if (first.size() < 2) return false;
  const float top = columns.top();
  // As even as it can be. A heading stays with what follows it.
  std::size_t cut = 0;
  float least = body.height - top;
  float left = 0;
  for (std::size_t i = 1; i < first.size(); ++i) {
    left += first[i - 1].height + (i == 1 ? 0 : first[i - 1].gap);
    const float longer = std::max(left, height_of(first, i));
    if (first[i - 1].with_next || longer > least) continue;
    least = longer;
    cut = i;
  }
  if (cut == 0) return false;
  const std::vector<Piece> second = taken(first, cut, first.size());
  first.resize(cut);
  draw_stacks(ui, page,
              {{columns.head, body.x, body.y, body.width},
               {first, columns.near_x(ui, body), body.y + top, columns.own},
               {second, columns.far_x(ui, body), body.y + top, columns.own}});
  return true;
}

/// How many times wider apart these pieces may be in this height.
float spread_in(const std::vector<Piece>& pieces, float height) {
  float gaps = 0;
  for (std::size_t i = 1; i < pieces.size(); ++i) gaps += pieces[i].gap;
  if (gaps <= 0) return std::numeric_limits<float>::max();
  return 1 + std::max(height - height_of(pieces), 0.0F) / gaps;
}

/// What two columns in each part hold in less than `parts` parts. Each part but the last has the
/// height `heights.before`.
bool draw_parts_in_columns(const Ui& ui, const present::Page& page, const Rect& body,
                           const Heights& heights, float limit, std::size_t parts) {
  struct Plan {
    TextColumns columns;
    ColumnCuts cuts;
    Ease ease = 1;
  };

  std::optional<Plan> plan;
  for (const Ease ease : kEases) {
    if (ease > 1.0F) continue;
    TextColumns columns = text_columns(ui, page, ease, body, limit, heights.last);
    const ColumnHeights most{heights.before - columns.top(), heights.before, heights.last};
    const auto least = std::size_t(height_of(columns.text) / (2 * heights.before));
    for (std::size_t count = std::max<std::size_t>(least, 2);
         count < parts || (plan && count == parts); ++count) {
      auto cuts = cut_columns(columns.text, most, count);
      if (!cuts) continue;
      // Closer together only where that saves a part, or keeps a list whole.
      if (plan && count == parts && cuts->cost >= plan->cuts.cost) break;
      parts = count;
      plan = Plan{std::move(columns), std::move(*cuts), ease};
      break;
    }
  }
  if (!plan) return false;
  const auto& ends = plan->cuts.ends;
  TextColumns& columns = plan->columns;
  const auto last = static_cast<int>(parts) - 1;
  ui.scratch.part = std::clamp(ui.scratch.part, 0, last);
  ui.frame.has_more = ui.scratch.part < last;
  Witness witness(ui, page);
  witness.expect(columns.head);
  witness.expect(columns.text);
  const float height = ui.frame.has_more ? heights.before : heights.last;
  float y = body.y;
  if (ui.scratch.part == 0) {
    draw_pieces(columns.head, body.x, y, body.width);
    witness.see(columns.head, height);
    y += columns.top();
  }
  const std::size_t at = std::size_t(ui.scratch.part) * 2;
  const std::size_t begin = at == 0 ? 0 : ends[at - 1];
  auto first = taken(columns.text, begin, ends[at]);
  auto second = taken(columns.text, ends[at], ends[at + 1]);
  // Where the others have to be close together, this part may have room.
  const float room = body.y + height - y;
  const float wider = std::min({1 / plan->ease, spread_in(first, room), spread_in(second, room)});
  for (auto* pieces : {&first, &second}) {
    for (Piece& piece : *pieces) piece.gap *= wider;
  }
  draw_pieces(first, columns.near_x(ui, body), y, columns.own);
  draw_pieces(second, columns.far_x(ui, body), y, columns.own);
  witness.see(first, height);
  witness.see(second, height);
  witness.report();
  return true;
}

/// Leads to a choice, or is one.
bool is_of_choice(const present::Element& element) {
  return std::holds_alternative<present::Options>(element.content) ||
         std::holds_alternative<present::Heading>(element.content) ||
         std::holds_alternative<present::Kicker>(element.content) ||
         std::holds_alternative<present::Lead>(element.content) ||
         std::holds_alternative<present::Card>(element.content) ||
         std::holds_alternative<present::Callout>(element.content) ||
         std::holds_alternative<present::Notice>(element.content) ||
         std::holds_alternative<present::Statement>(element.content);
}

/// Nothing but words that lead to a choice, and the choice.
bool is_for_choosing(const present::Page& page) {
  return has<present::Options>(page) &&
         std::all_of(page.elements.begin(), page.elements.end(), is_of_choice);
}

/// The same, or with an explanation.
bool is_question(const present::Page& page) {
  return has<present::Options>(page) &&
         std::all_of(page.elements.begin(), page.elements.end(), [](const auto& element) {
           return is_of_choice(element) || std::holds_alternative<present::Prose>(element.content);
         });
}

/// The question and, beside it, its answers.
Columns question_and_answers(const present::Page& page) {
  Columns columns;
  columns.share = kQuestionShare;
  for (std::size_t i = 0; i < page.elements.size(); ++i) {
    const bool answers = std::holds_alternative<present::Options>(page.elements[i].content);
    (answers ? columns.side : columns.main).push_back(static_cast<int>(i));
  }
  return columns;
}

/// The element that a piece shows, or -1.
int element_of(const Piece& piece) {
  return piece.marks.empty() ? -1 : piece.marks.front().first;
}

template <typename Content>
bool shows(const present::Page& page, const Piece& piece) {
  const int element = element_of(piece);
  return element >= 0 &&
         std::holds_alternative<Content>(page.elements[std::size_t(element)].content);
}

/// A page that has to be split keeps its pad and the buttons to clear it on one part, with the
/// footer's own: `height` is what that part has. Where that leaves little room to write, name and
/// date go ahead of the pad, then the last rows of buttons.
void keep_pad_together(const Ui& ui, const present::Page& page, std::vector<Piece>& pieces,
                       float width, float height) {
  constexpr double kComfortableMm = 32;
  const auto pad = std::find_if(pieces.begin(), pieces.end(), [&](const Piece& piece) {
    return shows<present::Pad>(page, piece);
  });
  if (pad == pieces.end()) return;
  auto rows = pad;
  while (rows != pieces.end() && shows<present::Pad>(page, *rows)) ++rows;
  auto end = rows;
  while (end != pieces.end() && shows<present::Buttons>(page, *end)) ++end;
  const int index = element_of(*pad);
  const auto remade = [&](float limit) {
    return pieces_of(ui, page.elements[std::size_t(index)], index, width, limit, 1.0F);
  };
  for (auto kept = end; kept != rows; --kept) {
    float room = height;
    for (auto row = rows; row != kept; ++row) room -= row->gap + row->height;
    std::vector<Piece> made = remade(room);
    std::vector<Piece> caption(std::make_move_iterator(made.begin() + 1),
                               std::make_move_iterator(made.end()));
    made.resize(1);
    if (!caption.empty()) {
      const float below = room - caption.front().gap - caption.front().height;
      if (below >= ui.metrics.mm(kComfortableMm)) {
        made = remade(below);
        caption.clear();
      }
    }
    if (height_of(made) > room) continue;
    std::vector<Piece> all;
    const auto take = [&](auto from, auto to, bool with_next) {
      for (; from != to; ++from) {
        all.push_back(std::move(*from));
        all.back().with_next = with_next;
      }
    };
    all.assign(std::make_move_iterator(pieces.begin()), std::make_move_iterator(pad));
    for (Piece& piece : caption) piece.gap = made.front().gap;
    take(caption.begin(), caption.end(), false);
    take(kept, end, false);
    // Only what is touched together has to stand together.
    if (!all.empty()) all.back().with_next = false;
    take(made.begin(), made.end(), true);
    take(rows, kept, true);
    all.back().with_next = false;
    take(end, pieces.end(), false);
    pieces = std::move(all);
    return;
  }
}

/// The elements but for those that say what stands elsewhere on the glass too.
std::vector<int> without_spare(const present::Page& page) {
  std::vector<int> rest;
  for (std::size_t i = 0; i < page.elements.size(); ++i) {
    const auto* kicker = std::get_if<present::Kicker>(&page.elements[i].content);
    if (kicker == nullptr || !kicker->spare) rest.push_back(static_cast<int>(i));
  }
  return rest;
}

}  // namespace

void draw_flow(const Ui& ui, const present::Page& page, const Rect& body, float more_room) {
  const Ease most = is_for_choosing(page) ? kEases.front() : kMostForText;
  const auto all_columns = arrangements(page);
  const auto digits = pad_of_digits(page);
  const bool wide = double(body.width) >= double(ui.metrics.tx(kTwoColumns));
  const bool wide_for_digits =
      !ui.metrics.is_portrait() && double(body.width) >= double(ui.metrics.mm(kDigitsBesideMm));
  for (const Ease ease : kEases) {
    if (ease > most) continue;
    if (digits && wide_for_digits && draw_two_columns(ui, page, *digits, ease, body)) return;
    if (digits || !wide) continue;
    for (const Columns& columns : all_columns) {
      if (draw_two_columns(ui, page, columns, ease, body)) return;
    }
  }
  const auto all = all_elements(page);
  const auto without = without_spare(page);
  for (const auto* elements : {&all, &without}) {
    for (const Ease ease : kEases) {
      if (ease > most) continue;
      auto pieces = column(ui, page, *elements, body.width, body.height, ease);
      if (height_of(pieces) > body.height) continue;
      draw_parts(ui, page, std::move(pieces), body);
      return;
    }
  }
  const double for_answers = double(body.width) * (1.0 - double(kQuestionShare));
  const bool beside = !ui.metrics.is_portrait() && !ui.metrics.is_low() && is_question(page) &&
                      for_answers >= double(ui.metrics.tx(kAnswersBeside));
  for (const Ease ease : kEases) {
    // No answer stands on another part than its question where it can be helped.
    if (beside && draw_two_columns(ui, page, question_and_answers(page), ease, body)) return;
  }
  if (wide && is_for_reading(page)) {
    for (const Ease ease : kEases) {
      if (ease <= kMostForText && draw_text_columns(ui, page, ease, body)) return;
    }
  }
  const bool tight =
      has<present::Keyboard>(page) || has<present::Statement>(page) || ui.metrics.is_low();
  // What is split leaves room for the heading that it stands under.
  // Keyboards and choices fill each part: what is touched stays as near as it can be.
  const bool even = !has<present::Keyboard>(page) && !has<present::Options>(page);
  const Heights heights{body.height, body.height + more_room, even};
  const float limit = std::min(heights.last, heights.before - ui.metrics.title() * 1.7F);
  const auto split = [&](Ease ease) {
    auto pieces = column(ui, page, without, body.width, limit, ease, even ? heights.last : 0);
    keep_pad_together(ui, page, pieces, body.width, body.height);
    return pieces;
  };
  auto pieces = split(tight ? kEases.back() : 1.0F);
  std::size_t parts = count_parts(pieces, heights);
  for (const Ease ease : kEases) {
    // Closer together where that saves a part.
    if (tight || ease >= 1.0F) continue;
    auto closer = split(ease);
    const std::size_t fewer = count_parts(closer, heights);
    if (fewer >= parts) continue;
    pieces = std::move(closer);
    parts = fewer;
  }
  if (wide && is_for_reading(page) &&
      draw_parts_in_columns(ui, page, body, heights, limit, parts)) {
    return;
  }
  draw_parts(ui, page, std::move(pieces), body, even ? Place::even : Place::top, more_room);
}

void draw_column(const Ui& ui, const present::Page& page, const std::vector<int>& elements,
                 const Rect& body) {
  for (const Ease ease : kEases) {
    auto pieces = column(ui, page, elements, body.width, body.height, ease);
    const float height = height_of(pieces);
    if (height > body.height) continue;
    draw_parts(ui, page, std::move(pieces),
               {body.x, body.y + (body.height - height) / 2, body.width, height + 1});
    return;
  }
  draw_parts(ui, page, column(ui, page, elements, body.width, body.height, kEases.back()), body,
             Place::middle);
}

bool fits_column(const Ui& ui, const present::Page& page, const std::vector<int>& elements,
                 const Rect& body) {
  return height_of(column(ui, page, elements, body.width, body.height, kEases.back())) <=
         body.height;
}

namespace {

/// The column of a message in the middle of the glass.
Rect message_column(const Ui& ui, const Rect& body) {
  const float width = std::min(body.width, ui.metrics.tx(1120));
  return {body.x + (body.width - width) / 2, body.y, width, body.height};
}

/// What it shows: where not all of it fits, the icon, which adds nothing to the words, gives way.
std::vector<int> message_elements(const Ui& ui, const present::Page& page, const Rect& body) {
  std::vector<int> elements = all_elements(page);
  if (fits_column(ui, page, elements, message_column(ui, body))) return elements;
  std::erase_if(elements, [&](int index) {
    return std::holds_alternative<present::Icon>(page.elements[std::size_t(index)].content);
  });
  return elements;
}

}  // namespace

bool fits_centered(const Ui& ui, const present::Page& page, const Rect& body) {
  return fits_column(ui, page, message_elements(ui, page, body), message_column(ui, body));
}

void draw_centered(const Ui& ui, const present::Page& page, const Rect& body) {
  draw_column(ui, page, message_elements(ui, page, body), message_column(ui, body));
}

}  // namespace candor::ui
