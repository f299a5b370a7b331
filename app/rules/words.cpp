// Single words and phrases: what is not understood, not allowed, or of no use on the glass.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <variant>

#include "rules/context.h"

namespace candor::rules {
namespace {

// --- words that few patients know ----------------------------------------------------------------

constexpr std::array<std::string_view, 4> kOpening{"(", "\"", "\xe2\x80\x9c", "\xc2\xab"};

bool one_of(const std::string& word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// "called X", "X means …", "… (X)", a new word in quotation marks, or the plain words in the same
/// text.
bool explains(const std::string& text, const std::vector<Word>& words, std::size_t first,
              std::size_t end, const std::string& plain) {
  const std::string_view before = std::string_view(text).substr(0, words[first].place.begin);
  const bool set_apart =
      std::any_of(kOpening.begin(), kOpening.end(),
                  [&](std::string_view opening) { return before.ends_with(opening); });
  if (set_apart) return true;
  const bool named =
      first > 0 && one_of(words[first - 1].lower, {"called", "named", "llama", "llaman", "llamado",
                                                   "llamada", "llamados", "llamadas", "conoce"});
  const bool meant = end < words.size() &&
                     one_of(words[end].lower, {"means", "is", "are", "significa", "es", "son"});
  return named || meant || find_phrase(words, plain) < words.size();
}

/// The words of `hard`, the last one also as a plural.
std::size_t find_hard(const std::vector<Word>& words, const std::string& hard) {
  const std::size_t single = find_phrase(words, hard);
  return std::min(single, find_phrase(words, hard + "s"));
}

/// What patients read, in the order in which the walks show it.
std::vector<const Said*> in_walk_order(const Context& context) {
  std::map<std::string, std::size_t> places;
  for (const Walk& walk : context.pack.walks) {
    for (const std::string& page : walk.pages) places.emplace(page, places.size());
  }
  std::vector<const Said*> ordered;
  for (const Said& said : context.said) {
    if (said.source->patient) ordered.push_back(&said);
  }
  const auto place = [&](const Said* said) {
    const auto found = places.find(said->source->page);
    return found == places.end() ? places.size() : found->second;
  };
  std::stable_sort(ordered.begin(), ordered.end(),
                   [&](const Said* a, const Said* b) { return place(a) < place(b); });
  return ordered;
}

void check_jargon(const Context& context, Report& report) {
  const std::vector<const Said*> ordered = in_walk_order(context);
  for (const auto& [language, list] : context.plain_words) {
    std::set<std::string> settled;  // explained or told once: enough
    for (const Said* one : ordered) {
      const Said& said = *one;
      if (!speaks(said.language, language)) continue;
      const std::vector<Word> words = words_of(said.text);
      for (const auto& [hard, plain] : list) {
        const std::string key = said.language + "\n" + hard;
        if (settled.contains(key)) continue;
        const std::size_t first = find_hard(words, hard);
        if (first == words.size()) continue;
        settled.insert(key);
        if (explains(said.text, words, first, first + words_of(hard).size(), plain)) continue;
        report.add(
            "jargon", said, words[first].place.begin,
            fmt::format("\"{}\" is not explained here, where it first stands", hard),
            fmt::format("write \"{}\", or explain it: \"… This is called {}.\"", plain, hard));
      }
    }
  }
}

// --- giving up rights ----------------------------------------------------------------------------

/// In the six languages that ship. A language that is not here is held by its figures, its drugs
/// and its reviewer alone.
constexpr std::array<std::string_view, 32> kExculpatory{
    "waive", "waives", "waived", "waiver", "hold harmless", "at my own risk", "at your own risk",
    "indemnify", "not liable", "not be liable", "give up my right", "give up my rights",
    "give up the right", "will not sue", "assume all risk", "assume all risks",
    // Spanish
    "renuncio", "eximo", "exonero", "libero de responsabilidad", "bajo mi propio riesgo",
    "por mi propio riesgo", "no demandaré",
    // Vietnamese
    "từ bỏ quyền", "miễn trừ trách nhiệm", "miễn trách nhiệm", "tự chịu rủi ro", "không khởi kiện",
    // Haitian Creole
    "renonse", "sou pwòp risk", "dechaje klinik", "pa pral pouswiv"};
/// The same in scripts that do not part their words, or change them by what they join.
constexpr std::array<std::string_view, 12> kExculpatoryAnywhere{"放弃权利",
                                                                "放弃索赔",
                                                                "放弃追究",
                                                                "免除责任",
                                                                "免责",
                                                                "自担风险",
                                                                "不起诉",
                                                                "أتنازل عن",
                                                                "أعفي",
                                                                "إخلاء المسؤولية",
                                                                "على مسؤوليتي الخاصة",
                                                                "لن أقاضي"};
/// Also said of medicines and results; in what is signed they mean rights.
constexpr std::array<std::string_view, 10> kExculpatoryWhenSigned{
    "release", "releases", "released", "sue",      "liability",
    "liable",  "absolve",  "absolves", "demandar", "demandarlos"};

bool is_signed(const Context& context, const SourceText& text) {
  const Block* block = context.pack.block(text.page, text.block);
  return block != nullptr && (std::holds_alternative<AcknowledgeBlock>(block->content) ||
                              std::holds_alternative<SignBlock>(block->content));
}

void check_exculpatory(const Context& context, const Said& said, const std::vector<Word>& words,
                       Report& report) {
  const auto tell = [&](std::string_view phrase, std::size_t at) {
    report.add("exculpatory", said, at,
               fmt::format("\"{}\" asks the patient to give up rights", phrase),
               "remove it: such words make a consent void");
  };
  const auto look_for = [&](std::string_view phrase) {
    const std::size_t first = find_phrase(words, phrase);
    if (first < words.size()) tell(phrase, words[first].place.begin);
  };
  for (const std::string_view phrase : kExculpatory) look_for(phrase);
  for (const std::string_view phrase : kExculpatoryAnywhere) {
    const std::size_t at = said.text.find(phrase);
    if (at != std::string::npos) tell(phrase, at);
  }
  if (!is_signed(context, *said.source)) return;
  for (const std::string_view phrase : kExculpatoryWhenSigned) look_for(phrase);
}

// --- addresses and numbers written out -----------------------------------------------------------

void check_links(const Said& said, Report& report) {
  for (const std::string_view mark : {"http://", "https://", "www."}) {
    const std::size_t at = said.text.find(mark);
    if (at == std::string::npos) continue;
    report.add("link", said, at, "a web address that nobody can open on the glass",
               "say what to do: ask staff, or call {clinic.…}");
    return;
  }
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// 2026-11-22, 1 000 000 and 1.000.000 have as many digits as a phone number.
bool is_other_number(std::string_view text) {
  const bool date = text.size() == 10 && text[4] == '-' && text[7] == '-';
  bool thousands = true;
  std::size_t group = 0;
  bool first = true;
  for (const char c : text) {
    if (is_digit(c)) {
      ++group;
      continue;
    }
    thousands = thousands && (c == '.' || c == ' ') && (first ? group <= 3 : group == 3);
    first = false;
    group = 0;
  }
  return date || (thousands && !first && group == 3);
}

void check_phone_numbers(const Said& said, Report& report) {
  const std::string_view text = said.text;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at]) || said.filled(at)) continue;
    std::size_t end = at;
    int digits = 0;
    for (std::size_t i = at; i < text.size() && !said.filled(i); ++i) {
      if (is_digit(text[i])) {
        ++digits;
        end = i + 1;
      } else if (std::string_view(" -.()").find(text[i]) == std::string_view::npos) {
        break;
      }
    }
    const std::string_view number = text.substr(at, end - at);
    // A full stop and a space end a sentence, not a group of digits.
    const bool two_sentences = number.find(". ") != std::string_view::npos;
    if (digits >= 7 && digits <= 15 && !two_sentences && !is_other_number(number)) {
      report.add("phone-number", said, at, fmt::format("the number {} is written out", number),
                 "put it into clinic.json and write {clinic.…} here");
    }
    at = end;
  }
}

}  // namespace

void check_words(const Context& context, Report& report) {
  check_jargon(context, report);
  for (const Said& said : context.said) {
    if (!said.source->patient) continue;
    check_exculpatory(context, said, words_of(said.text), report);
    check_links(said, report);
    if (!said.source->page.empty()) check_phone_numbers(said, report);
  }
}

}  // namespace candor::rules
