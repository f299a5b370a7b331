// Where the columns of a long page end: what is read goes down the first one, then down the second,
// then on in the next part.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "ui/flow.h"

namespace candor::ui {

/// How high the columns of a part may be, in pixels.
struct ColumnHeights {
  float first = 0;   ///< of the first part, below its title
  float before = 0;  ///< of the parts between
  float last = 0;
};

/// A column cut into several.
struct ColumnCuts {
  std::vector<std::size_t> ends;  ///< for each column, the piece before which it ends
  double cost = 0;                ///< what speaks against it: room left empty, lists cut in two
};

/// Cuts a column into two in each of so many parts, at least two. All are about equally full; one
/// ends before a new section rather than within a list, and never after a heading. Only the very
/// last one may be empty. None where they do not fit.
[[nodiscard]] std::optional<ColumnCuts> cut_columns(const std::vector<Piece>& pieces,
                                                    const ColumnHeights& heights,
                                                    std::size_t parts);

}  // namespace candor::ui
