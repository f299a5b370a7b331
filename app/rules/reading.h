// How hard a text is to read: sentences, words and syllables, counted by this room's own rules, and
// the grade that published formulas make of them. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace candor::rules {

/// A stretch of a text in bytes, [begin, end).
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A word with its place; `lower` has no capitals, also where they have accents.
struct Word {
  Stretch place;
  std::string lower;
};

/// Letters, digits and what joins them: "don't", "follow-up", "1,000" and "0.5" are one word each.
[[nodiscard]] std::vector<Word> words_of(std::string_view text);

/// Its sentences without the spaces between them. A line break ends one; "Dr." and "a.m." do not.
[[nodiscard]] std::vector<Stretch> sentences_of(std::string_view text);

/// Syllables of one word in lower case, as spoken in English. A number counts as one, as
/// readability formulas do. By rule, with a list of common exceptions: right for all but a few
/// words in 100.
[[nodiscard]] int english_syllables(std::string_view word);
/// The same in Spanish, where spelling decides it.
[[nodiscard]] int spanish_syllables(std::string_view word);

struct ReadingCounts {
  int sentences = 0;
  int words = 0;
  int syllables = 0;
};

/// Nothing for a language without a formula here: only "en…" and "es…" have one.
[[nodiscard]] std::optional<ReadingCounts> count_reading(std::string_view language,
                                                         std::string_view text);

/// School grade of an English text (Kincaid et al., 1975). 0 for a text without words.
[[nodiscard]] double flesch_kincaid_grade(const ReadingCounts& counts);
/// Ease of a Spanish text, 0 to 100 (Fernández Huerta, 1959, with sentence length in words as
/// corrected by Law, 2011); 70 to 80 is read in grade 6. 0 for a text without words.
[[nodiscard]] double fernandez_huerta_ease(const ReadingCounts& counts);

/// Lower case for A to Z and the accented capitals of western European languages.
[[nodiscard]] std::string lower_case(std::string_view text);

}  // namespace candor::rules
