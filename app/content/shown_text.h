// The words of a block in reading order, as one plain text. What a screen digests when a block was
// seen and what the record keeps come from here, so that the two cannot differ.
#pragma once

#include <string>

#include "content/pack.h"

namespace candor::content {

/// The pack's words of `block` in `language`: titles, paragraphs, labels, placeholders filled,
/// marks of emphasis gone, one line each, separated by "\n". A risk reads "56 in 100 feel sleepy"
/// and ends with who was counted; a picture gives what it shows. Not in it: what appears only after
/// an answer (a check's explanation, an option's reply). `extra` fills what only the visit knows
/// ({scope}, {until}).
[[nodiscard]] std::string shown_text(const Pack& pack, const Block& block,
                                     const std::string& language, const Placeholders& extra = {});

/// Minutes as hours and minutes, "2:30", which every language reads; what is no number stays as it
/// is.
[[nodiscard]] std::string clock_of(const std::string& minutes);

/// Rich text as plain words in `language`: placeholders filled, marks gone, paragraphs separated by
/// "\n".
[[nodiscard]] std::string plain_words(const Pack& pack, const RichText& source,
                                      const std::string& language, const Placeholders& extra = {});

}  // namespace candor::content
