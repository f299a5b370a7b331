// Where the columns of a long page end.
#include <doctest/doctest.h>

#include <algorithm>

#include "ui/columns.h"

namespace candor::ui {
namespace {

/// A piece of an element, 10 pixels from the one above it.
Piece piece_of(int element, float height, Joint joint = Joint::none) {
  Piece piece;
  piece.height = height;
  piece.gap = 10;
  piece.marks = {{element, 0}};
  piece.joint = joint;
  return piece;
}

Piece heading_of(int element) {
  Piece piece = piece_of(element, 40);
  piece.with_next = true;
  return piece;
}

using Ends = std::vector<std::size_t>;

}  // namespace

TEST_CASE("ui: columns of a long page are about equally full") {
  std::vector<Piece> pieces;
  for (int i = 0; i < 8; ++i) pieces.push_back(piece_of(i, 90));
  const auto cuts = cut_columns(pieces, {390, 390, 390}, 2);
  REQUIRE(cuts);
  CHECK(cuts->ends == Ends{2, 4, 6, 8});
}

TEST_CASE("ui: a column below the title, and one above high buttons, hold less than the others") {
  std::vector<Piece> pieces;
  for (int i = 0; i < 8; ++i) pieces.push_back(piece_of(i, 90));
  const auto cuts = cut_columns(pieces, {100, 200, 100}, 3);
  REQUIRE(cuts);
  CHECK(cuts->ends == Ends{1, 2, 4, 6, 7, 8});
  CHECK_FALSE(cut_columns(pieces, {100, 180, 100}, 3));  // nothing is squeezed
  CHECK_FALSE(cut_columns(pieces, {100, 200, 80}, 3));
}

TEST_CASE("ui: no column ends after a heading, and one ends before a new section where it can") {
  std::vector<Piece> pieces;
  for (int i = 0; i < 4; ++i) {
    pieces.push_back(heading_of(3 * i));
    pieces.push_back(piece_of(3 * i + 1, 100));
    pieces.push_back(piece_of(3 * i + 2, 100));
  }
  const auto roomy = cut_columns(pieces, {300, 300, 300}, 2);
  REQUIRE(roomy);
  CHECK(roomy->ends == Ends{3, 6, 9, 12});
  const auto scarce = cut_columns(pieces, {170, 170, 170}, 4);
  REQUIRE(scarce);
  for (const std::size_t end : scarce->ends) {
    REQUIRE(end > 0);
    CHECK_FALSE(pieces[end - 1].with_next);
  }
}

TEST_CASE("ui: a list stays with the words that lead to it, and whole where there is room") {
  const std::vector<Piece> pieces{
      piece_of(0, 100),
      piece_of(1, 60),
      piece_of(2, 40),
      piece_of(2, 40, Joint::announced),
      piece_of(2, 40, Joint::goes_on),
      piece_of(2, 40, Joint::goes_on),
      piece_of(3, 100),
      piece_of(4, 100),
  };
  const auto cuts = cut_columns(pieces, {250, 250, 250}, 2);
  REQUIRE(cuts);
  CHECK(std::count(cuts->ends.begin(), cuts->ends.end(), 2) == 1);
  for (const std::size_t within : {3U, 4U, 5U}) {
    CHECK(std::count(cuts->ends.begin(), cuts->ends.end(), within) == 0);
  }
}

TEST_CASE("ui: what would leave a column in the middle empty is not cut into so many parts") {
  const std::vector<Piece> pieces{piece_of(0, 100), piece_of(1, 100), piece_of(2, 100)};
  const auto cuts = cut_columns(pieces, {100, 100, 100}, 2);
  REQUIRE(cuts);
  CHECK(cuts->ends == Ends{1, 2, 3, 3});  // but for the very last one
  CHECK_FALSE(cut_columns(pieces, {100, 100, 100}, 3));
  CHECK_FALSE(cut_columns(pieces, {90, 100, 100}, 2));
}

}  // namespace candor::ui
