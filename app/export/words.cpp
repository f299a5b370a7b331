#include "export/words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace candor::exporting {

namespace {

struct Letter {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
};

/// The character that begins at `at`; nothing where the bytes are not the shortest form of one.
std::optional<Letter> letter_at(std::string_view words, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(words[at + i]));
  };
  const std::uint32_t first = byte(0);
  if (first < 0x80) return Letter{first, 1};
  constexpr std::array<std::uint32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  std::size_t const bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC0 || first >= 0xF8 || at + bytes > words.size()) return std::nullopt;
  std::uint32_t code = first & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return std::nullopt;
    code = code << 6U | (byte(i) & 0x3FU);
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < kLeast[bytes] || code > 0x10FFFF || surrogate) return std::nullopt;
  return Letter{code, bytes};
}

bool is_character(std::uint32_t code, Breaks breaks) {
  if (code == '\n' || code == '\r' || code == '\t') return breaks == Breaks::kept;
  if (code < 0x20 || (code >= 0x7F && code <= 0x9F)) return false;
  return (code & 0xFFFEU) != 0xFFFEU && (code < 0xFDD0 || code > 0xFDEF);
}

}  // namespace

std::string clean(std::string_view words, Breaks breaks) {
  std::string kept;
  kept.reserve(words.size());
  for (std::size_t at = 0; at < words.size();) {
    const auto letter = letter_at(words, at);
    if (letter && is_character(letter->code, breaks)) kept += words.substr(at, letter->bytes);
    at += letter ? letter->bytes : 1;
  }
  return kept;
}

std::string xml_text(std::string_view words) {
  std::string safe;
  for (const char letter : words) {
    if (letter == '&') {
      safe += "&amp;";
    } else if (letter == '<') {
      safe += "&lt;";
    } else if (letter == '>') {
      safe += "&gt;";
    } else {
      safe += letter;
    }
  }
  return safe;
}

}  // namespace candor::exporting
