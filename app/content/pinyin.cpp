#include "content/pinyin.h"

#include <algorithm>
#include <iterator>

namespace candor::content {
namespace {

struct Syllable {
  std::string_view letters;
  std::string_view characters;
};

constexpr Syllable kSyllables[] = {
#include "content/pinyin_table.inc"
};

constexpr std::size_t kLongestSyllable = 6;  // "zhuang"

}  // namespace

std::vector<PinyinCandidate> pinyin_candidates(std::string_view letters) {
  std::vector<PinyinCandidate> candidates;
  for (std::size_t length = std::min(letters.size(), kLongestSyllable); length > 0; --length) {
    const std::string_view wanted = letters.substr(0, length);
    const auto* const found = std::lower_bound(
        std::begin(kSyllables), std::end(kSyllables), wanted,
        [](const Syllable& each, std::string_view other) { return each.letters < other; });
    if (found == std::end(kSyllables) || found->letters != wanted) continue;
    for (const char byte : found->characters) {
      const bool begins = (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
      if (begins) candidates.push_back({{}, length});
      candidates.back().character += byte;
    }
  }
  return candidates;
}

}  // namespace candor::content
