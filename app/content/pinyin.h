// Chinese characters by their reading, for names typed on a screen. The table is made when Candor
// is built: ICU's Han-Latin, the other way round (make_pinyin.cpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace candor::content {

/// A character, and how many of the typed letters it stands for.
struct PinyinCandidate {
  std::string character;
  std::size_t letters = 0;
  friend bool operator==(const PinyinCandidate&, const PinyinCandidate&) = default;
};

/// What the first syllable of these letters (a to z, v for ü, no tones) may be, commonest in names
/// first: "xiaoming" gives 小, 晓, … for its first four letters, then those of "xia" and "xi".
/// Empty where no syllable begins so.
[[nodiscard]] std::vector<PinyinCandidate> pinyin_candidates(std::string_view letters);

}  // namespace candor::content
