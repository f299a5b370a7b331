// Where one character of a UTF-8 text ends and the next begins. Bytes that are no UTF-8 are taken
// as they come; content/utf8.h says where a text breaks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace candor {

/// Whether a byte is the first of a character.
[[nodiscard]] constexpr bool begins_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

/// The first byte of the character that the byte at `at` belongs to; the end of the text from there
/// on.
[[nodiscard]] constexpr std::size_t character_start(std::string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  while (at > 0 && !begins_character(text[at])) --at;
  return at;
}

/// The characters of a text, one after the other.
[[nodiscard]] inline std::vector<std::string> characters_of(std::string_view text) {
  std::vector<std::string> characters;
  for (const char byte : text) {
    if (begins_character(byte) || characters.empty()) characters.emplace_back();
    characters.back() += byte;
  }
  return characters;
}

}  // namespace candor
