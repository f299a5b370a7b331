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
  std::string_view milligrams;
  std::string_view kilograms;
  std::string_view milliliters;
  std::string_view per;      ///< "mg/kg"
  std::string_view at_sign;  ///< of a mail address
};

constexpr std::array kSpellings = {
    Spelling{"en", "to", "milligrams", "kilogram", "milliliters", "per", "at"},
    Spelling{"es", "a", "miligramos", "kilogramo", "mililitros", "por", "arroba"},
    Spelling{"zh", "到", "毫克", "公斤", "毫升", "每", "at"},
    Spelling{"vi", "đến", "mi li gam", "ki lô gam", "mi li lít", "trên", "a còng"},
    Spelling{"ht", "a", "miligram", "kilogram", "mililit", "pou chak", "awobaz"},
    Spelling{"ar", "إلى", "ملليغرام", "كيلوغرام", "ملليلتر", "لكل", "آت"},
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

/// Bytes of a dash between numbers at this place, or 0.
std::size_t dash_at(const std::string& text, std::size_t at) {
  if (text.compare(at, 3, "–") == 0) return 3;
  return 0;
}

struct Sayer {
  const std::string& written;
  const Spelling* spelling;
  Said result;
  std::size_t at = 0;

  void say(std::string_view words, std::size_t end) {
    if (!words.empty()) {
      if (!result.text.empty() && result.text.back() != ' ') result.text += ' ';
      const std::size_t begin = result.text.size();
      result.text += words;
      result.pieces.push_back({begin, result.text.size(), at, end});
      const bool more = end < written.size() && is_word_byte(written[end]);
      if (more) result.text += ' ';
    }
    at = end;
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

    const std::array units = {Unit{"mg", spelling->milligrams}, Unit{"kg", spelling->kilograms},
                              Unit{"mL", spelling->milliliters}, Unit{"ml", spelling->milliliters}};
    for (const Unit& unit : units) {
      if (written.compare(from, 2, unit.written) != 0) continue;
      const std::size_t after = from + 2;
      if (written.compare(after, 3, "/kg") == 0 &&
          (after + 3 == written.size() || !is_word_byte(written[after + 3]))) {
        end = after + 3;
        return std::string(unit.said) + " " + std::string(spelling->per) + " " +
               std::string(spelling->kilograms);
      }
      if (after < written.size() && is_word_byte(written[after])) continue;
      end = after;
      return std::string(unit.said);
    }
    return {};
  }

  void say_number() {
    const std::size_t telephone = telephone_end();
    if (telephone > at) {
      say_digits(telephone);
      return;
    }
    const std::size_t end = number_end(at);
    const std::string_view number = std::string_view(written).substr(at, end - at);
    if (std::find(kShortLines.begin(), kShortLines.end(), number) != kShortLines.end()) {
      say_digits(end);
      return;
    }
    say(std::string(number), end);
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

  /// Two to five capitals that are no word: each letter by its name. "CAN'T" and "OK" stay.
  [[nodiscard]] std::size_t letters_end() const {
    std::size_t end = at;
    while (end < written.size() && is_capital(written[end])) ++end;
    const std::size_t count = end - at;
    const std::string_view word = std::string_view(written).substr(at, count);
    if (count < 2 || count > 5 || word == "OK" || word == "PIN" || word == "AM" || word == "PM") {
      return at;
    }
    const bool goes_on = end < written.size() && is_word_byte(written[end]);
    if (!goes_on) return end;
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
      } else if (is_digit(written[at]) || (written[at] == '(' && telephone_end() > at)) {
        say_number();
      } else if (is_capital(written[at]) && letters_end() > at &&
                 (at == 0 || !is_word_byte(written[at - 1]))) {
        say_letters(letters_end());
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
  constexpr std::array<std::string_view, 11> kShort = {"Dr",  "Dra", "Mr", "Mrs", "Ms", "Sr",
                                                       "Sra", "St",  "vs", "No",  "Dt"};
  return word.size() <= 1 || std::find(kShort.begin(), kShort.end(), word) != kShort.end();
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
      if (c == '.' && is_abbreviation(text, at)) continue;
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
