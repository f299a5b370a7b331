// The subset of CommonMark that content may use, and nothing else: paragraphs, bullet and numbered
// lists (one level), *emphasis*, **strong**, backslash escapes. The door to md4c.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace candor::content {

/// A stretch of a paragraph's text in bytes, [begin, end).
struct Emphasis {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool strong = false;  ///< else emphasis
  friend bool operator==(const Emphasis&, const Emphasis&) = default;
};

struct Paragraph {
  enum class Kind { plain, bullet, numbered };
  Kind kind = Kind::plain;
  int number = 0;  ///< of a numbered item
  std::string text;
  std::vector<Emphasis> emphasis;
  friend bool operator==(const Paragraph&, const Paragraph&) = default;
};

/// Fails with bad_format on anything outside the subset (headings, links, images, code, quotes,
/// tables, nested lists, raw HTML, entities), saying what; `Error::where` is the byte offset.
[[nodiscard]] Result<std::vector<Paragraph>> parse_rich(std::string_view source);

/// The words alone, paragraphs separated by a line break. For digests, records and speech.
[[nodiscard]] std::string plain_text(const std::vector<Paragraph>& paragraphs);

}  // namespace candor::content
