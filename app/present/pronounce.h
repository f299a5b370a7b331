// How written words are said: numbers of telephones digit by digit, units and ranges in words,
// letters of abbreviations one by one. Each piece remembers where it stands on the glass.
#pragma once

#include <string>
#include <vector>

namespace candor::present {

/// A piece of what is said, in bytes, and the bytes of the written text that it stands for.
struct Said {
  struct Piece {
    std::size_t said_begin = 0;
    std::size_t said_end = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
    friend bool operator==(const Piece&, const Piece&) = default;
  };

  std::string text;
  std::vector<Piece> pieces;  ///< in order, without the spaces between them
};

/// How `written` is said in the language (BCP 47); a language without rules of its own is left to
/// the voice.
[[nodiscard]] Said said(const std::string& written, const std::string& language);

/// The sentences of a text as bytes [begin, end), without the spaces between them.
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
  friend bool operator==(const Stretch&, const Stretch&) = default;
};

[[nodiscard]] std::vector<Stretch> sentences_in(const std::string& text);

}  // namespace candor::present
