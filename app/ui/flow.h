// Elements as pieces that are never cut: what does not fit waits on the next part behind "More".
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "ui/ui.h"

namespace candor::ui {

/// Whether a piece belongs to the one above it, where it has to stand apart from it if need be.
enum class Joint {
  none,
  goes_on,    ///< a list's next item, a paragraph's next sentence
  announced,  ///< a list's first item, below the words that lead to it
};

/// A piece of an element: drawn whole or not at all.
struct Piece {
  float height = 0;
  float gap = 0;                           ///< above it, unless it comes first
  bool with_next = false;                  ///< a heading: stays with what follows
  std::vector<std::pair<int, int>> marks;  ///< (element, piece of it): what it shows
  std::function<void(float x, float y, float width)> draw;
  Joint joint = Joint::none;
};

/// How generously a page is spaced: 1 as in the mockups. Less is tried before a page is split, more
/// where a page would stand half empty.
using Ease = float;

/// The pieces of one element (Page::elements[index]) in a column of this width. A paragraph higher
/// than `limit` is split between sentences; what of the element stands under no heading, where it
/// is higher than `whole`, if that is more.
[[nodiscard]] std::vector<Piece> pieces_of(const Ui& ui, const present::Element& element, int index,
                                           float width, float limit, Ease ease, float whole = 0);

/// Draws a page's elements into the body rectangle: two columns where they fit, else one, split
/// into parts. Marks what was seen and reports whether more lies below. `more_room` is the height
/// that parts before the last have in addition, because their footer is lower.
void draw_flow(const Ui& ui, const present::Page& page, const Rect& body, float more_room);

/// Whether draw_centered() can show the whole page at once.
[[nodiscard]] bool fits_centered(const Ui& ui, const present::Page& page, const Rect& body);

/// Draws centred elements (messages, receipts) into the rectangle.
void draw_centered(const Ui& ui, const present::Page& page, const Rect& body);

/// Whether draw_column() can show these elements at once.
[[nodiscard]] bool fits_column(const Ui& ui, const present::Page& page,
                               const std::vector<int>& elements, const Rect& body);

/// Draws these elements as one column in the middle of the height.
void draw_column(const Ui& ui, const present::Page& page, const std::vector<int>& elements,
                 const Rect& body);

}  // namespace candor::ui
