#include "present/tones.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "base/utf8.h"

namespace candor::present {
namespace {

constexpr std::size_t kTones = 6;  // the first is none
constexpr std::array<std::string_view, kTones> kNames{"none", "acute", "grave",
                                                      "hook", "tilde", "dot"};
/// Each vowel with its tones in that order, small and capital.
constexpr std::array<std::array<std::string_view, kTones>, 24> kVowels{{
    {"a", "á", "à", "ả", "ã", "ạ"}, {"ă", "ắ", "ằ", "ẳ", "ẵ", "ặ"}, {"â", "ấ", "ầ", "ẩ", "ẫ", "ậ"},
    {"e", "é", "è", "ẻ", "ẽ", "ẹ"}, {"ê", "ế", "ề", "ể", "ễ", "ệ"}, {"i", "í", "ì", "ỉ", "ĩ", "ị"},
    {"o", "ó", "ò", "ỏ", "õ", "ọ"}, {"ô", "ố", "ồ", "ổ", "ỗ", "ộ"}, {"ơ", "ớ", "ờ", "ở", "ỡ", "ợ"},
    {"u", "ú", "ù", "ủ", "ũ", "ụ"}, {"ư", "ứ", "ừ", "ử", "ữ", "ự"}, {"y", "ý", "ỳ", "ỷ", "ỹ", "ỵ"},
    {"A", "Á", "À", "Ả", "Ã", "Ạ"}, {"Ă", "Ắ", "Ằ", "Ẳ", "Ẵ", "Ặ"}, {"Â", "Ấ", "Ầ", "Ẩ", "Ẫ", "Ậ"},
    {"E", "É", "È", "Ẻ", "Ẽ", "Ẹ"}, {"Ê", "Ế", "Ề", "Ể", "Ễ", "Ệ"}, {"I", "Í", "Ì", "Ỉ", "Ĩ", "Ị"},
    {"O", "Ó", "Ò", "Ỏ", "Õ", "Ọ"}, {"Ô", "Ố", "Ồ", "Ổ", "Ỗ", "Ộ"}, {"Ơ", "Ớ", "Ờ", "Ở", "Ỡ", "Ợ"},
    {"U", "Ú", "Ù", "Ủ", "Ũ", "Ụ"}, {"Ư", "Ứ", "Ừ", "Ử", "Ữ", "Ự"}, {"Y", "Ý", "Ỳ", "Ỷ", "Ỹ", "Ỵ"},
}};

struct Vowel {
  std::size_t row;
  std::size_t tone;
};

std::optional<Vowel> vowel_of(std::string_view letter) {
  for (std::size_t row = 0; row < kVowels.size(); ++row) {
    for (std::size_t tone = 0; tone < kTones; ++tone) {
      if (kVowels[row][tone] == letter) return Vowel{row, tone};
    }
  }
  return std::nullopt;
}

/// A vowel with a mark of its own (ă, â, ê, ô, ơ, ư) carries the tone.
bool is_marked(const Vowel& vowel) {
  return kVowels[vowel.row][0].size() > 1;
}

/// Which letter of the vowels [begin, end) carries the tone.
std::size_t carrier(const std::vector<std::string>& letters, std::size_t begin, std::size_t end) {
  for (std::size_t i = end; i > begin; --i) {
    if (is_marked(*vowel_of(letters[i - 1]))) return i - 1;
  }
  const std::size_t count = end - begin;
  if (count <= 1) return begin;
  if (count >= 3) return begin + 1;
  return end < letters.size() ? begin + 1 : begin;  // toán, but tóa
}

}  // namespace

std::string with_tone(const std::string& text, const std::string& tone) {
  const auto named = std::find(kNames.begin(), kNames.end(), tone);
  if (named == kNames.end()) return text;
  const std::size_t space = text.find_last_of(' ');
  const std::size_t from = space == std::string::npos ? 0 : space + 1;
  std::vector<std::string> letters = characters_of(text.substr(from));
  std::size_t end = letters.size();
  while (end > 0 && !vowel_of(letters[end - 1])) --end;
  if (end == 0) return text;
  std::size_t begin = end;
  while (begin > 0 && vowel_of(letters[begin - 1])) --begin;
  // The u of "qu" and the i of "gi" belong to the consonant before.
  if (end - begin > 1 && begin > 0) {
    const std::string& before = letters[begin - 1];
    const std::string_view first = kVowels[vowel_of(letters[begin])->row][0];
    const bool qu = (before == "q" || before == "Q") && (first == "u" || first == "U");
    const bool gi = (before == "g" || before == "G") && (first == "i" || first == "I");
    if (qu || gi) ++begin;
  }
  const auto wanted = static_cast<std::size_t>(named - kNames.begin());
  const std::size_t at = carrier(letters, begin, end);
  const bool taken_off = vowel_of(letters[at])->tone == wanted;
  for (std::size_t i = begin; i < end; ++i) {
    const Vowel vowel = *vowel_of(letters[i]);
    letters[i] = kVowels[vowel.row][i == at && !taken_off ? wanted : 0];
  }
  std::string result = text.substr(0, from);
  for (const std::string& letter : letters) result += letter;
  return result;
}

}  // namespace candor::present
