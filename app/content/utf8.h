// UTF-8 as content needs it: where it breaks, and counting what a person would call characters.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace candor::content {

/// One character read at a byte offset. `length` is 0 when the bytes there are not UTF-8.
struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;
};

/// The character at `offset`, which must lie inside `bytes`.
[[nodiscard]] CodePoint code_point_at(std::string_view bytes, std::size_t offset);

/// The offset of the first byte that is not UTF-8 (overlong forms and surrogates count as such).
[[nodiscard]] std::optional<std::size_t> first_bad_utf8(std::string_view bytes);

/// How many characters (code points); a byte that is not UTF-8 counts as one.
[[nodiscard]] std::size_t count_characters(std::string_view bytes);

/// At most `characters` characters from the start, with "…" where something was left out.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t characters);

}  // namespace candor::content
