// What hands leave on the pad: signatures, initials and marks as point lists, and what is none.
#pragma once

#include <string>
#include <vector>

#include "visit/state.h"

namespace candor::support {

struct Handwriting {
  std::string name;  ///< for the message when a test fails
  std::vector<visit::Stroke> strokes;
};

/// More than thirty ways in which people sign, steady and with tremor, large and small.
[[nodiscard]] std::vector<Handwriting> signatures();
/// Dots, short lines and straight lines: perhaps a mark, perhaps a slip.
[[nodiscard]] std::vector<Handwriting> doubtful_marks();

}  // namespace candor::support
