#include "rules/reading.h"

#include <algorithm>
#include <array>
#include <utility>

#include "content/utf8.h"

namespace candor::rules {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A letter of any alphabet: everything beyond ASCII that is not punctuation or a space.
bool is_letter(char32_t c) {
  if (c < 0x80) return is_ascii_letter(static_cast<char>(c));
  if (c < 0xc0) return c == 0xaa || c == 0xba;
  const bool punctuation = (c >= 0x2000 && c <= 0x206f) || (c >= 0x3000 && c <= 0x303f) ||
                           (c >= 0xff00 && c <= 0xff0f) || c == 0xd7 || c == 0xf7;
  return !punctuation;
}

constexpr std::string_view kCurlyApostrophe = "\xe2\x80\x99";

/// What may stand inside a word: its length in bytes, 0 for anything that ends one.
std::size_t joiner_at(std::string_view text, std::size_t at, bool digit_before) {
  if (at + 1 >= text.size()) return 0;
  if (digit_before && (text[at] == ',' || text[at] == '.') && is_digit(text[at + 1])) return 1;
  const std::size_t length = text[at] == '\'' || text[at] == '-'      ? 1
                             : text.substr(at, 3) == kCurlyApostrophe ? 3
                                                                      : 0;
  if (length == 0 || at + length >= text.size()) return 0;
  const content::CodePoint after = content::code_point_at(text, at + length);
  return is_letter(after.value) || is_digit(text[at + length]) ? length : 0;
}

/// Words that end in a full stop without ending a sentence.
bool is_abbreviation(std::string_view word) {
  constexpr std::array<std::string_view, 16> kAbbreviations{
      "dr", "mr",  "mrs", "ms",  "st",  "sr",  "sra",    "dra",
      "vs", "e.g", "i.e", "a.m", "p.m", "etc", "approx", "no"};
  const std::string lower = lower_case(word);
  return std::find(kAbbreviations.begin(), kAbbreviations.end(), lower) != kAbbreviations.end();
}

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

bool any_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// What the rules below get wrong in common words.
int exception(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, int>, 74> kExceptions{
      {{"area", 3},      {"areas", 3},     {"create", 2},    {"created", 3},    {"creates", 2},
       {"react", 2},     {"reaction", 3},  {"reactions", 3}, {"reality", 4},    {"really", 2},
       {"idea", 3},      {"ideas", 3},     {"ideal", 3},     {"science", 2},    {"scientist", 3},
       {"friend", 1},    {"friends", 1},   {"hundred", 2},   {"naked", 2},      {"sacred", 2},
       {"wicked", 2},    {"sometimes", 2}, {"something", 2}, {"someone", 2},    {"somewhat", 2},
       {"somewhere", 2}, {"poem", 2},      {"being", 2},     {"beings", 2},     {"evening", 2},
       {"business", 2},  {"every", 2},     {"everyone", 3},  {"everything", 3}, {"lion", 2},
       {"lions", 2},     {"people", 2},    {"peoples", 2},   {"video", 3},      {"videos", 3},
       {"ion", 2},       {"soldier", 2},   {"colonel", 2},   {"heaven", 2},     {"theater", 3},
       {"giant", 2},     {"trial", 2},     {"trials", 2},    {"nausea", 3},     {"whatever", 3},
       {"somebody", 3},  {"therefore", 2}, {"forever", 3},   {"safety", 2},     {"lifetime", 2},
       {"homework", 2},  {"homemade", 2},  {"caretaker", 3}, {"fireplace", 2},  {"likewise", 2},
       {"otherwise", 3}, {"bladder", 2},   {"diet", 2},      {"quiet", 2},      {"fluid", 2},
       {"fluids", 2},    {"ruin", 2},      {"doing", 2},     {"going", 2},      {"poor", 1},
       {"client", 2},    {"suicide", 3},   {"headache", 2},  {"stomachache", 3}}};
  const auto* const found = std::find_if(kExceptions.begin(), kExceptions.end(),
                                         [&](const auto& entry) { return entry.first == word; });
  return found == kExceptions.end() ? 0 : found->second;
}

/// Vowel groups; a y between vowels parts them, as in "beyond".
int vowel_groups(std::string_view word) {
  int groups = 0;
  bool inside = false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool y_apart = word[i] == 'y' && (i == 0 || is_vowel(word[i - 1])) &&
                         i + 1 < word.size() && is_vowel(word[i + 1]);
    const bool vowel = is_vowel(word[i]) || (word[i] == 'y' && !y_apart);
    if (vowel && !inside) ++groups;
    inside = vowel;
  }
  return groups;
}

bool is_consonant(std::string_view word, std::size_t at) {
  return at < word.size() && !is_vowel(word[at]) && word[at] != 'y';
}

/// An e at the end, or before -s, -d, -ly and such, that nobody says.
int silent_e(std::string_view word) {
  const std::size_t n = word.size();
  // "le" behind a consonant is said, as in "table" and "settlement".
  const auto said_le = [&](std::size_t e) {
    return e >= 2 && word[e - 1] == 'l' && is_consonant(word, e - 2) && word[e - 2] != 'l';
  };
  const auto silent_at = [&](std::size_t e) {
    return e >= 1 && word[e] == 'e' && !is_vowel(word[e - 1]) && !said_le(e);
  };
  int silent = 0;
  if (n >= 3 && word.ends_with('e') && silent_at(n - 1)) {
    silent = 1;
  } else if (n >= 4 && word.ends_with("es") && silent_at(n - 2)) {
    const std::string_view before = word.substr(0, n - 2);
    const bool said = before.ends_with('s') || before.ends_with('x') || before.ends_with('z') ||
                      before.ends_with('c') || before.ends_with('g') || before.ends_with("ch") ||
                      before.ends_with("sh");
    silent = said ? 0 : 1;
  } else if (n >= 4 && word.ends_with("ed") && silent_at(n - 2)) {
    silent = word[n - 3] == 't' || word[n - 3] == 'd' ? 0 : 1;
  }
  for (const std::string_view suffix :
       {"ly", "ful", "fully", "less", "ment", "ments", "ness", "time", "where"}) {
    if (!word.ends_with(suffix) || n < suffix.size() + 3) continue;
    if (silent_at(n - suffix.size() - 1)) ++silent;
  }
  return silent;
}

/// Vowels side by side that are said apart.
int parted_vowels(std::string_view word) {
  int parted = 0;
  for (std::size_t i = 0; i + 1 < word.size(); ++i) {
    const char before = i == 0 ? ' ' : word[i - 1];
    const std::string_view pair = word.substr(i, 2);
    const std::string_view rest = word.substr(i);
    if (pair == "ia" && before != 't' && before != 'c' && !rest.starts_with("iag") &&
        !(before == 's' && rest.starts_with("ial"))) {
      ++parted;
    } else if (pair == "ia" && rest.starts_with("iat")) {
      ++parted;  // "association"
    } else if (pair == "io" && std::string_view("tscxghn").find(before) == std::string_view::npos &&
               !(before == 'l' && i >= 2 && word[i - 2] == 'l') && !rest.starts_with("ior")) {
      ++parted;
    } else if (pair == "iu" || pair == "uo") {
      if (before != 'q') ++parted;
    } else if (pair == "ie" && (rest.starts_with("iet") ||
                                (rest.starts_with("ien") && before != 't' && before != 'c'))) {
      ++parted;
    } else if ((rest == "ier" || rest == "iest") && i >= 3) {
      ++parted;
    } else if (pair == "ua" && before != 'q' && before != 'g') {
      ++parted;
    } else if ((rest.starts_with("uen") || rest.starts_with("uel")) && before != 'q' &&
               before != 'g') {
      ++parted;
    } else if (pair == "eo" && before != 'g' && before != 'p') {
      ++parted;
    }
  }
  if (word.size() > 4 && word.ends_with("ing")) {
    const char before = word[word.size() - 4];
    const bool y_apart = before == 'y' && is_vowel(word[word.size() - 5]);
    if ((is_vowel(before) || before == 'y') && !y_apart) ++parted;
  }
  if (word.ends_with("sm") || word.ends_with("thm")) ++parted;
  return parted;
}

int syllables_of_letters(std::string_view word) {
  if (word.empty()) return 0;
  if (const int known = exception(word)) return known;
  if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) {
    if (const int known = exception(word.substr(0, word.size() - 1))) return known;
  }
  return std::max(1, vowel_groups(word) - silent_e(word) + parted_vowels(word));
}

/// A Spanish vowel at a byte offset: its length in bytes (0: none), and whether it stands alone.
struct SpanishVowel {
  std::size_t length = 0;
  bool strong = false;
};

SpanishVowel spanish_vowel(std::string_view word, std::size_t at) {
  const char c = word[at];
  if (c == 'a' || c == 'e' || c == 'o') return {1, true};
  if (c == 'i' || c == 'u') return {1, false};
  if (c == 'y') {
    // A vowel at the end, and alone.
    const bool last = at + 1 == word.size();
    return last ? SpanishVowel{1, false} : SpanishVowel{};
  }
  const std::string_view two = word.substr(at, 2);
  if (any_of(two, {"á", "é", "ó", "í", "ú"})) return {2, true};
  if (two == "ü") return {2, false};
  return {};
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const auto byte = static_cast<unsigned char>(lower[i]);
    if (byte >= 'A' && byte <= 'Z') {
      lower[i] = static_cast<char>(byte + 0x20);
    } else if (byte == 0xc3 && i + 1 < lower.size()) {
      const auto next = static_cast<unsigned char>(lower[i + 1]);
      if (next >= 0x80 && next <= 0x9e && next != 0x97)
        lower[i + 1] = static_cast<char>(next + 0x20);
      ++i;
    }
  }
  return lower;
}

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    bool digit = false;
    while (at < text.size()) {
      const content::CodePoint point = content::code_point_at(text, at);
      const std::size_t length = std::max<std::size_t>(point.length, 1);
      if (is_digit(text[at]) || is_letter(point.value)) {
        digit = is_digit(text[at]);
        at += length;
        continue;
      }
      const std::size_t joiner = at == begin ? 0 : joiner_at(text, at, digit);
      if (joiner == 0) break;
      digit = false;
      at += joiner;
    }
    if (at > begin) {
      words.push_back({{begin, at}, lower_case(text.substr(begin, at - begin))});
    } else {
      at += std::max<std::size_t>(content::code_point_at(text, at).length, 1);
    }
  }
  return words;
}

std::vector<Stretch> sentences_of(std::string_view text) {
  std::vector<Stretch> sentences;
  std::size_t begin = 0;
  const auto end_at = [&](std::size_t end) {
    while (begin < end && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
    std::size_t last = end;
    while (last > begin && (text[last - 1] == ' ' || text[last - 1] == '\n')) --last;
    if (!words_of(text.substr(begin, last - begin)).empty()) sentences.push_back({begin, last});
    begin = end;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\n') {
      end_at(at);
      continue;
    }
    // The full stop of Chinese and Japanese, and the question marks of other scripts.
    const std::string_view three = text.substr(at, 3);
    if (three == "\xe3\x80\x82" || three == "\xef\xbc\x9f" || three == "\xef\xbc\x81") {
      end_at(at + 3);
      continue;
    }
    if (text[at] != '.' && text[at] != '!' && text[at] != '?') continue;
    std::size_t after = at + 1;
    while (after < text.size() &&
           std::string_view(".!?)]\"'").find(text[after]) != std::string_view::npos) {
      ++after;
    }
    for (const std::string_view quote : {"\xe2\x80\x9d", "\xe2\x80\x99", "\xc2\xbb"}) {
      if (text.substr(after).starts_with(quote)) after += quote.size();
    }
    if (after < text.size() && text[after] != ' ' && text[after] != '\n') continue;
    if (text[at] == '.') {
      std::size_t word = at;
      while (word > begin && text[word - 1] != ' ' && text[word - 1] != '(' &&
             text[word - 1] != '"') {
        --word;
      }
      const std::string_view name = text.substr(word, at - word);
      const bool small_follows =
          after + 1 < text.size() && text[after + 1] >= 'a' && text[after + 1] <= 'z';
      if (small_follows) continue;
      const bool ends_day_time = name == "a.m" || name == "p.m" || name == "etc" || name == "no";
      if (is_abbreviation(name) && !ends_day_time) continue;
    }
    end_at(after);
    at = after - 1;
  }
  end_at(text.size());
  return sentences;
}

int english_syllables(std::string_view word) {
  int count = 0;
  std::string part;
  bool digits = false;
  const auto finish = [&] {
    count += syllables_of_letters(part);
    part.clear();
  };
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if (is_ascii_letter(c)) {
      part += c;
      continue;
    }
    digits = digits || is_digit(c);
    const bool apostrophe = c == '\'' || word.substr(i, 3) == kCurlyApostrophe;
    if (apostrophe) {
      const std::string_view rest = word.substr(i + (c == '\'' ? 1 : 3));
      // "didn't" has one more than "did", "don't" has not; "it's" neither.
      const bool not_said = rest == "t" && part.size() > 2 && part.ends_with('n') &&
                            is_consonant(part, part.size() - 2);
      if (not_said) {
        part.pop_back();
        ++count;
      } else if (rest == "s" &&
                 (part.ends_with('s') || part.ends_with('x') || part.ends_with("ch") ||
                  part.ends_with("ce") || part.ends_with("se") || part.ends_with("ge"))) {
        ++count;
      }
      finish();
      if (rest.size() <= 2) return count;
      continue;
    }
    finish();
  }
  finish();
  return std::max(1, digits && count == 0 ? 1 : count);
}

int spanish_syllables(std::string_view word) {
  int count = 0;
  bool strong_before = false;
  bool vowel_before = false;
  for (std::size_t at = 0; at < word.size();) {
    const bool silent_u =
        word[at] == 'u' && at > 0 && (word[at - 1] == 'q' || word[at - 1] == 'g') &&
        at + 1 < word.size() &&
        (word[at + 1] == 'e' || word[at + 1] == 'i' || any_of(word.substr(at + 1, 2), {"é", "í"}));
    if (silent_u) {
      ++at;
      continue;
    }
    const SpanishVowel vowel = spanish_vowel(word, at);
    if (vowel.length == 0) {
      vowel_before = false;
      ++at;
      continue;
    }
    if (!vowel_before || (vowel.strong && strong_before)) ++count;
    // A weak vowel between two strong ones belongs to one of them only: "leía" parts by its accent.
    strong_before = vowel.strong;
    vowel_before = true;
    at += vowel.length;
  }
  return std::max(1, count);
}

std::optional<ReadingCounts> count_reading(std::string_view language, std::string_view text) {
  const std::string_view tag = language.substr(0, language.find('-'));
  const bool english = tag == "en";
  if (!english && tag != "es") return std::nullopt;
  ReadingCounts counts;
  counts.sentences = static_cast<int>(sentences_of(text).size());
  for (const Word& word : words_of(text)) {
    ++counts.words;
    counts.syllables += english ? english_syllables(word.lower) : spanish_syllables(word.lower);
  }
  return counts;
}

double flesch_kincaid_grade(const ReadingCounts& counts) {
  if (counts.words == 0 || counts.sentences == 0) return 0;
  const double words = counts.words;
  return 0.39 * words / counts.sentences + 11.8 * counts.syllables / words - 15.59;
}

double fernandez_huerta_ease(const ReadingCounts& counts) {
  if (counts.words == 0 || counts.sentences == 0) return 0;
  const double words = counts.words;
  return 206.84 - 60.0 * counts.syllables / words - 1.02 * words / counts.sentences;
}

}  // namespace candor::rules
