// Short lines put together from pieces. Times, numbers and names differ from record to record,
// their digits and words do not: a piece is set once for all lines it stands in, which is much
// faster than setting each line. Only for the files of this room.
#pragma once

#include <string_view>
#include <vector>

#include "text/setting.h"

namespace candor::text {

/// Whether a text is a line or two, more than one piece, and made of letters that can be put side
/// by side: plain Latin. What it gives up is the kerning at digits and spaces.
[[nodiscard]] bool is_piecewise(std::string_view text);

/// The lines as they are written. Each is a part of `text`.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

/// Whether digits are put together one by one, or those that stand together: kerning moves them.
enum class Digits { alone, together };

/// The pieces of a line, in order: digits, spaces, and what stands between them. Each is a part of
/// `line`.
[[nodiscard]] std::vector<std::string_view> pieces_of(std::string_view line, Digits digits);

/// Where lines of these lengths stand, as place() has it for plain Latin; `first` is a piece of
/// one. `max_width` 0: they have no column.
[[nodiscard]] Placed place_lines(const Placed& first, const std::vector<double>& lengths,
                                 const Paragraph& paragraph, double max_width);

}  // namespace candor::text
