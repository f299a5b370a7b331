#include "ui/columns.h"

#include <algorithm>
#include <limits>

namespace candor::ui {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

/// What speaks against the end of a column before this piece, beside the square of the share of a
/// column that stays empty. Less than nothing: this is where one should end.
double against_end_before(const std::vector<Piece>& pieces, std::size_t at) {
  constexpr double kNewSection = -0.12;
  constexpr double kWithinBlock = 0.04;
  constexpr double kWithinList = 0.12;
  constexpr double kAfterOneItem = 0.3;
  constexpr double kAfterItsWords = 0.5;
  const Piece& next = pieces[at];
  const Piece& above = pieces[at - 1];
  if (above.with_next) return kNever;
  if (next.with_next) return kNewSection;
  switch (next.joint) {
    case Joint::none:
      break;
    case Joint::goes_on:
      return above.joint == Joint::announced ? kAfterOneItem : kWithinList;
    case Joint::announced:
      return kAfterItsWords;
  }
  const bool one_block = !next.marks.empty() && !above.marks.empty() &&
                         next.marks.front().first == above.marks.front().first;
  return one_block ? kWithinBlock : 0;
}

}  // namespace

std::optional<ColumnCuts> cut_columns(const std::vector<Piece>& pieces,
                                      const ColumnHeights& heights, std::size_t parts) {
  const std::size_t columns = 2 * parts;
  const std::size_t count = pieces.size();

  struct Best {
    double cost = kNever;
    std::size_t begin = 0;  ///< of the last column
  };

  // The best way to have the first `k` pieces in the first `c` columns.
  std::vector<std::vector<Best>> best(columns + 1, std::vector<Best>(count + 1));
  best[0][0].cost = 0;
  for (std::size_t c = 0; c < columns; ++c) {
    const float most = c / 2 == 0          ? heights.first
                       : c / 2 + 1 < parts ? heights.before
                                           : heights.last;
    for (std::size_t begin = 0; begin < count; ++begin) {
      const double before = best[c][begin].cost;
      if (before == kNever) continue;
      float height = 0;
      for (std::size_t end = begin + 1; end <= count; ++end) {
        height += pieces[end - 1].height + (end == begin + 1 ? 0 : pieces[end - 1].gap);
        if (height > most) break;
        const double empty = 1.0 - double(height) / double(most);
        const double cut = end < count ? against_end_before(pieces, end) : 0;
        const double cost = before + empty * empty + cut;
        if (cost < best[c + 1][end].cost) best[c + 1][end] = {cost, begin};
      }
    }
  }
  // The last column may stay empty.
  Best& whole = best[columns][count];
  if (const double cost = best[columns - 1][count].cost + 1.0; cost < whole.cost)
    whole = {cost, count};
  if (whole.cost == kNever) return std::nullopt;
  ColumnCuts cuts{std::vector<std::size_t>(columns), whole.cost};
  std::size_t end = count;
  for (std::size_t c = columns; c > 0; --c) {
    cuts.ends[c - 1] = end;
    end = best[c][end].begin;
  }
  return cuts;
}

}  // namespace candor::ui
