#include "present/pronounce.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace candor::present {
namespace {

/// What is written the same everywhere and said in each language's own words.
struct Spelling {
  std::string_view language;
  std::string_view to;  ///< between two numbers: "6–8"
  std::string_view milligram;
  std::string_view milligrams;
  std::string_view kilogram;
  std::string_view kilograms;
  std::string_view milliliter;
  std::string_view milliliters;
  std::string_view per;      ///< "mg/kg"
  std::string_view dollars;  ///< "$400"
  std::string_view hour;     ///< between hour and minute: "8:30"; empty: left to the voice
  std::string_view sharp;    ///< after an hour without minutes: "8:00"
};

constexpr std::array kSpellings = {
    Spelling{"en", "to", "milligram", "milligrams", "kilogram", "kilograms", "milliliter",
             "milliliters", "per", "dollars", "", ""},
    Spelling{"es", "a", "miligramo", "miligramos", "kilogramo", "kilogramos", "mililitro",
             "mililitros", "por", "dólares", "y", "en punto"},
    Spelling{"zh", "到", "毫克", "毫克", "公斤", "公斤", "毫升", "毫升", "每", "美元", "点", "点"},
    Spelling{"vi", "đến", "mi li gam", "mi li gam", "ki lô gam", "ki lô gam", "mi li lít",
             "mi li lít", "trên", "đô la", "giờ", "giờ"},
    Spelling{"ht", "a", "miligram", "miligram", "kilogram", "kilogram", "mililit", "mililit",
             "pou chak", "dola", "è", "è"},
    Spelling{"ar", "إلى", "ملليغرام", "ملليغرام", "كيلوغرام", "كيلوغرام", "ملليلتر", "ملليلتر",
             "لكل", "دولار", "و", ""},
};

/// Lines that are always dialled, so that they are said digit by digit.
constexpr std::array<std::string_view, 4> kShortLines = {"911", "988", "112", "999"};

const Spelling* spelling_of(const std::string& language) {
  const std::string primary = language.substr(0, language.find('-'));
  const auto found = std::find_if(kSpellings.begin(), kSpellings.end(),
                                  [&](const Spelling& each) { return each.language == primary; });
  return found == kSpellings.end() ? nullptr : found;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_word_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

/// Bytes of a space that keeps two words on one line, or of a sign that only turns the direction of
/// writing; 0: neither. Nobody says them.
std::size_t silent_at(const std::string& text, std::size_t at) {
  if (text.compare(at, 2, "\u00A0") == 0 || text.compare(at, 2, "\u061C") == 0) return 2;
  for (const std::string_view sign :
       {"\u202F", "\u200E", "\u200F", "\u2066", "\u2067", "\u2068", "\u2069"}) {
    if (text.compare(at, 3, sign) == 0) return 3;
  }
  return 0;
}

/// Bytes of something that opens a word without being part of it, or 0.
std::size_t opening_at(const std::string& text, std::size_t at) {
  if (text[at] == '(' || text[at] == '"') return 1;
  if (text.compare(at, 3, "“") == 0 || text.compare(at, 3, "（") == 0) return 3;
  return 0;
}

/// Whether a sign stands here that belongs to the word before it.
bool closes_at(const std::string& text, std::size_t at) {
  for (const std::string_view sign :
       {"”", "’", "）", "。", "，", "、", "；", "：", "？", "！", "…", "،", "؛", "؟"}) {
    if (text.compare(at, sign.size(), sign) == 0) return true;
  }
  return silent_at(text, at) > 0;
}

/// Whether a text ends with such an opening.
bool opens(const std::string& text) {
  if (text.back() == '(' || text.back() == '"') return true;
  return text.size() >= 3 && opening_at(text, text.size() - 3) == 3;
}

/// Bytes of a dash between numbers at this place, or 0.
std::size_t dash_at(const std::string& text, std::size_t at) {
  if (text.compare(at, 3, "–") == 0) return 3;
  return 0;
}

struct Sayer {
  const std::string& written;
  const Spelling* spelling = nullptr;
  Said result;
  std::size_t at = 0;
  std::size_t at_number = 0;  ///< where the number before a unit began

  void say(std::string_view words, std::size_t end) {
    if (!words.empty()) {
      const bool after_opening = result.text.size() >= 1 && opens(result.text);
      if (!result.text.empty() && result.text.back() != ' ' && !after_opening) result.text += ' ';
      const std::size_t begin = result.text.size();
      result.text += words;
      result.pieces.push_back({begin, result.text.size(), at, end});
      const bool more =
          end < written.size() && is_word_byte(written[end]) && !closes_at(written, end);
      if (more) result.text += ' ';
    }
    at = end;
  }

  [[nodiscard]] bool is_chinese() const {
    return spelling != nullptr && spelling->language == "zh";
  }

  /// Whether the letter at this place goes on a word. Chinese has no spaces around words.
  [[nodiscard]] bool goes_on_at(std::size_t place) const {
    if (place >= written.size()) return false;
    if (is_chinese()) return std::isalnum(static_cast<unsigned char>(written[place])) != 0;
    return !closes_at(written, place) && is_word_byte(written[place]);
  }

  /// "2026-11-21" ends here, or not: `at`.
  [[nodiscard]] std::size_t date_end() const {
    constexpr std::string_view kPattern = "0000-00-00";
    for (std::size_t i = 0; i < kPattern.size(); ++i) {
      if (at + i >= written.size()) return at;
      const bool fits = kPattern[i] == '-' ? written[at + i] == '-' : is_digit(written[at + i]);
      if (!fits) return at;
    }
    const std::size_t end = at + kPattern.size();
    return end < written.size() && (is_digit(written[end]) || written[end] == '-') ? at : end;
  }

  /// "555-0100", "1-800-662-4357", "(555) 010-0100": at least seven digits in groups.
  [[nodiscard]] std::size_t telephone_end() const {
    std::size_t end = at;
    std::size_t last = at;
    int digits = 0;
    int groups = 0;
    bool in_group = false;
    while (end < written.size()) {
      const char c = written[end];
      if (is_digit(c)) {
        ++digits;
        if (!in_group) ++groups;
        in_group = true;
        last = end + 1;
      } else if (c == '-' || c == '(' || c == ')' ||
                 (c == ' ' && end > at && written[end - 1] == ')')) {
        in_group = false;
      } else {
        break;
      }
      ++end;
    }
    return digits >= 7 && groups >= 2 ? last : at;
  }

  void say_digits(std::size_t end) {
    std::string words;
    for (std::size_t i = at; i < end; ++i) {
      if (is_digit(written[i])) {
        words += (words.empty() || words.back() == ' ' ? "" : " ");
        words += written[i];
      } else if (!words.empty() && words.back() != ' ') {
        words += ", ";
      }
    }
    say(words, end);
  }

  [[nodiscard]] std::size_t number_end(std::size_t from) const {
    std::size_t end = from;
    while (end < written.size() &&
           (is_digit(written[end]) ||
            ((written[end] == '.' || written[end] == ',' || written[end] == ':') &&
             end + 1 < written.size() && is_digit(written[end + 1]) && end > from))) {
      ++end;
    }
    return end;
  }

  /// A unit right here, as it is said; `end` is set behind it.
  [[nodiscard]] std::string unit_here(std::size_t from, std::size_t& end) const {
    if (spelling == nullptr) return {};

    struct Unit {
      std::string_view written;
      std::string_view said;
    };

    const std::string_view number = std::string_view(written).substr(at_number, from - at_number);
    const bool one = number == "1" || number == "1 ";
    const auto liters = one ? spelling->milliliter : spelling->milliliters;
    const std::array units = {Unit{"mg", one ? spelling->milligram : spelling->milligrams},
                              Unit{"kg", one ? spelling->kilogram : spelling->kilograms},
                              Unit{"mL", liters}, Unit{"ml", liters}};
    for (const Unit& unit : units) {
      if (written.compare(from, 2, unit.written) != 0) continue;
      const std::size_t after = from + 2;
      if (written.compare(after, 3, "/kg") == 0 &&
          (after + 3 == written.size() || !is_word_byte(written[after + 3]))) {
        end = after + 3;
        return std::string(unit.said) + " " + std::string(spelling->per) + " " +
               std::string(spelling->kilogram);
      }
      if (after < written.size() && is_word_byte(written[after])) continue;
      end = after;
      return std::string(unit.said);
    }
    return {};
  }

  [[nodiscard]] std::string without_zero(std::size_t from) const {
    return written.substr(written[from] == '0' ? from + 1 : from, written[from] == '0' ? 1 : 2);
  }

  /// "1,000" is one thousand in every language here, whatever the comma is to its voice.
  [[nodiscard]] std::string plain_number(std::string_view number) const {
    if (spelling == nullptr || spelling->language == "en") return std::string(number);
    std::string plain;
    for (std::size_t i = 0; i < number.size(); ++i) {
      std::size_t digits = 0;
      while (i + 1 + digits < number.size() && is_digit(number[i + 1 + digits])) ++digits;
      if (number[i] == ',' && digits == 3) continue;
      plain += number[i];
    }
    return plain;
  }

  /// "8:30", and in Spanish the "a. m." behind it.
  bool says_time(std::size_t end) {
    if (spelling == nullptr || spelling->hour.empty()) return false;
    const std::string number = written.substr(at, end - at);
    const std::size_t colon = number.find(':');
    if (colon == std::string::npos || colon > 2 || number.size() != colon + 3) return false;
    std::string words = number.substr(0, colon) + " ";
    const std::string minutes = number.substr(colon + 1);
    if (minutes == "00")
      words += spelling->sharp;
    else
      words += std::string(spelling->hour) + " " +
               (minutes.front() == '0' ? minutes.substr(1) : minutes);
    while (words.back() == ' ') words.pop_back();
    say(words, end);
    say_half_of_day();
    return true;
  }

  void skip_silent(std::size_t& place) const {
    while (place < written.size()) {
      const std::size_t silent = is_space(written[place]) ? 1 : silent_at(written, place);
      if (silent == 0) return;
      place += silent;
    }
  }

  void say_half_of_day() {
    if (spelling->language != "es") return;
    std::size_t place = at;
    skip_silent(place);
    const std::size_t begin = place;
    if (place >= written.size() || (written[place] != 'a' && written[place] != 'p')) return;
    const bool morning = written[place++] == 'a';
    if (written.compare(place, 1, ".") != 0) return;
    skip_silent(++place);
    if (written.compare(place, 2, "m.") != 0) return;
    at = begin;
    say(morning ? "de la mañana" : "de la tarde", place + 2);
  }

  /// "$400"; `at` stands on the sign.
  void say_money() {
    const std::size_t end = number_end(at + 1);
    say(plain_number(std::string_view(written).substr(at + 1, end - at - 1)) + " " +
            std::string(spelling->dollars),
        end);
  }

  [[nodiscard]] bool is_money() const {
    return spelling != nullptr && written[at] == '$' && at + 1 < written.size() &&
           is_digit(written[at + 1]);
  }

  void say_number() {
    if (const std::size_t date = date_end(); date > at) {
      // The year first, then month and day as numbers.
      say(written.substr(at, 4) + ", " + without_zero(at + 5) + ", " + without_zero(at + 8), date);
      return;
    }
    const std::size_t telephone = telephone_end();
    if (telephone > at) {
      say_digits(telephone);
      return;
    }
    const std::size_t end = number_end(at);
    at_number = at;
    if (says_time(end)) return;
    const std::string_view number = std::string_view(written).substr(at, end - at);
    if (std::find(kShortLines.begin(), kShortLines.end(), number) != kShortLines.end()) {
      say_digits(end);
      return;
    }
    say(plain_number(number), end);
    std::size_t next = at;
    while (next < written.size() && written[next] == ' ') ++next;
    if (const std::size_t dash = dash_at(written, next); dash > 0 && spelling != nullptr &&
                                                         next + dash < written.size() &&
                                                         is_digit(written[next + dash])) {
      at = next;
      say(spelling->to, next + dash);
      return;
    }
    std::size_t unit_end = 0;
    if (const std::string unit = unit_here(next, unit_end); !unit.empty()) {
      at = next;
      say(unit, unit_end);
    }
  }

  [[nodiscard]] bool begins_word() const {
    if (at == 0 || is_chinese() || !is_word_byte(written[at - 1])) return true;
    return at >= 3 && opening_at(written, at - 3) == 3;
  }

  /// Two to five capitals that are no word: each letter by its name. "CAN'T" and "OK" stay.
  [[nodiscard]] std::size_t letters_end() const {
    std::size_t end = at;
    while (end < written.size() && is_capital(written[end])) ++end;
    const std::size_t count = end - at;
    const std::string_view word = std::string_view(written).substr(at, count);
    if (count < 2 || count > 5 || word == "OK" || word == "PIN" || word == "AM" || word == "PM") {
      return at;
    }
    if (!goes_on_at(end)) return end;
    // "MRIs", "EKGs"
    const bool plural =
        written[end] == 's' && (end + 1 == written.size() || !is_word_byte(written[end + 1]));
    return plural ? end : at;
  }

  void say_letters(std::size_t end) {
    std::string words;
    for (std::size_t i = at; i < end; ++i) {
      if (!words.empty()) words += ' ';
      words += written[i];
    }
    say(words, end);
  }

  /// Anything else up to the next space, number or sign with a rule of its own.
  void say_word() {
    std::size_t end = at;
    while (end < written.size() && !is_space(written[end]) &&
           (end == at || !is_digit(written[end]))) {
      if (end > at && written.compare(end, 2, "·") == 0) break;
      if (end > at && (silent_at(written, end) > 0 || written[end] == '$')) break;
      if (end > at && is_chinese() && (is_capital(written[end]) || opening_at(written, end) > 0) &&
          std::isalnum(static_cast<unsigned char>(written[end - 1])) == 0) {
        break;
      }
      ++end;
    }
    const std::size_t begin = result.text.size();
    result.text += written.substr(at, end - at);
    result.pieces.push_back({begin, result.text.size(), at, end});
    at = end;
  }

  Said run() {
    while (at < written.size()) {
      if (is_space(written[at])) {
        if (!result.text.empty() && result.text.back() != ' ') result.text += ' ';
        ++at;
      } else if (written.compare(at, 2, "·") == 0) {
        // A dot between two things is a short rest.
        if (!result.text.empty() && result.text.back() == ' ') result.text.back() = ',';
        at += 2;
      } else if (const std::size_t silent = silent_at(written, at); silent > 0) {
        const bool is_blank = silent == 2 ? written.compare(at, 2, "\u00A0") == 0
                                          : written.compare(at, 3, "\u202F") == 0;
        if (is_blank && !result.text.empty() && result.text.back() != ' ') result.text += ' ';
        at += silent;
      } else if (written.compare(at, 7, "EE. UU.") == 0 && spelling != nullptr &&
                 spelling->language == "es") {
        // Its last stop ends the sentence where it is the last.
        const bool is_last = at + 7 == written.size();
        say(is_last ? "Estados Unidos." : "Estados Unidos", at + 7);
      } else if (is_money()) {
        say_money();
      } else if (is_digit(written[at]) || (written[at] == '(' && telephone_end() > at)) {
        say_number();
      } else if (is_capital(written[at]) && letters_end() > at && begins_word()) {
        say_letters(letters_end());
      } else if (const std::size_t opening = opening_at(written, at); opening > 0) {
        result.text += written.substr(at, opening);
        at += opening;
      } else {
        say_word();
      }
    }
    return std::move(result);
  }
};

/// A full stop that ends no sentence.
bool is_abbreviation(const std::string& text, std::size_t stop) {
  std::size_t begin = stop;
  while (begin > 0 && is_word_byte(text[begin - 1])) --begin;
  const std::string_view word = std::string_view(text).substr(begin, stop - begin);
  constexpr std::array<std::string_view, 12> kShort = {"Dr",  "Dra", "Mr", "Mrs", "Ms", "Sr",
                                                       "Sra", "St",  "vs", "No",  "Dt", "EE"};
  return word.size() <= 1 || std::find(kShort.begin(), kShort.end(), word) != kShort.end();
}

/// Whether the next word begins with a small letter: then the stop before it ended a short form.
bool goes_on_small(const std::string& text, std::size_t end) {
  while (end < text.size() && text[end] == ' ') ++end;
  return end < text.size() && text[end] >= 'a' && text[end] <= 'z';
}

}  // namespace

Said said(const std::string& written, const std::string& language) {
  return Sayer{written, spelling_of(language), {}, 0}.run();
}

std::vector<Stretch> sentences_in(const std::string& text) {
  std::vector<Stretch> sentences;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    while (begin < end && is_space(text[begin])) ++begin;
    std::size_t last = end;
    while (last > begin && is_space(text[last - 1])) --last;
    if (last > begin) sentences.push_back({begin, last});
    begin = end;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') {
      close(at);
    } else if (c == '.' || c == '?' || c == '!') {
      std::size_t end = at + 1;
      // Quotation marks and brackets that close belong to it.
      while (end < text.size() && (text[end] == ')' || text[end] == '"')) ++end;
      while (text.compare(end, 3, "”") == 0 || text.compare(end, 3, "’") == 0) end += 3;
      if (end < text.size() && !is_space(text[end])) continue;
      if (c == '.' && (is_abbreviation(text, at) || goes_on_small(text, end))) continue;
      close(end);
    } else if (text.compare(at, 3, "。") == 0 || text.compare(at, 3, "？") == 0 ||
               text.compare(at, 3, "！") == 0) {
      close(at + 3);
    } else if (text.compare(at, 2, "؟") == 0) {
      close(at + 2);
    }
  }
  close(text.size());
  return sentences;
}

}  // namespace candor::present
