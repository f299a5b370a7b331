// The on-screen keyboard: how large its keys are, in which rows they stand, drawn.
#pragma once

#include <vector>

#include "ui/ui.h"

namespace candor::ui {

/// In pixels.
struct KeyboardSizes {
  bool digits = false;
  float padding = 0;
  float between = 0;
  float key = 0;    ///< the height of a key
  float board = 0;  ///< the width of all
  float least = 0;  ///< no key is narrower
};

using KeyRows = std::vector<std::vector<present::Button>>;

/// For a keyboard on this width; `ease` as in ui/flow.h. No key is smaller than a target may be.
[[nodiscard]] KeyboardSizes keyboard_sizes(const Ui& ui, present::KeyboardKind kind, float width,
                                           double ease);
/// Rows of letters that are too long for the glass, broken anew into more of them; signs that leave
/// the words of the last row no room get a row of their own.
[[nodiscard]] KeyRows fitted_rows(const Ui& ui, const KeyRows& rows, const KeyboardSizes& sizes);
/// Draws the rows into `board`, a node a key; `mirrored`: for languages that are read from the
/// right.
void draw_keyboard(const Ui& ui, const KeyRows& rows, const KeyboardSizes& sizes, bool mirrored,
                   const Rect& board);

}  // namespace candor::ui
