// How often something happens: whole people in 100, the number first.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <variant>

#include "rules/context.h"

namespace candor::rules {
namespace {

bool one_of(const std::string& word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_number(const std::string& word) {
  return !word.empty() && word.find_first_not_of("0123456789,.") == std::string::npos;
}

bool is_number_word(const std::string& word) {
  return one_of(word,
                {"one",  "two",    "three",  "four",  "five", "six",  "seven", "eight",  "nine",
                 "ten",  "twelve", "twenty", "uno",   "una",  "dos",  "tres",  "cuatro", "cinco",
                 "seis", "siete",  "ocho",   "nueve", "diez", "doce", "veinte"});
}

/// 100, 1,000, 10,000 …: what may stand below.
bool is_good_denominator(const std::string& word) {
  std::string digits;
  std::copy_if(word.begin(), word.end(), std::back_inserter(digits),
               [](char c) { return c >= '0' && c <= '9'; });
  return digits.size() >= 3 && digits[0] == '1' &&
         digits.find_first_not_of('0', 1) == std::string::npos;
}

bool is_people(const std::string& word) {
  return one_of(word, {"people", "patients", "adults", "persons", "women", "men", "users",
                       "personas", "pacientes", "adultos", "mujeres", "hombres"});
}

bool is_time(const std::string& word) {
  return one_of(word, {"second", "seconds", "minute",  "minutes", "hour",   "hours",   "day",
                       "days",   "week",    "weeks",   "month",   "months", "year",    "years",
                       "night",  "nights",  "hora",    "horas",   "minuto", "minutos", "día",
                       "días",   "semana",  "semanas", "mes",     "meses",  "año",     "años"});
}

/// "3 in 10": the words that make it.
struct Rate {
  std::size_t above = 0;
  std::size_t below = 0;
  std::size_t end = 0;
};

std::optional<Rate> rate_at(const std::vector<Word>& words, std::size_t i, bool spanish) {
  const auto word = [&](std::size_t at) {
    return at < words.size() ? words[at].lower : std::string();
  };
  if (!is_number(word(i)) && !is_number_word(word(i))) return std::nullopt;
  std::size_t below = 0;
  bool loose = false;  // "of" and "in" are said of other things too
  if (spanish) {
    if (word(i + 1) == "de" && word(i + 2) == "cada") below = i + 3;
  } else if (word(i + 1) == "out" && word(i + 2) == "of") {
    below = i + 3;
  } else if (word(i + 1) == "in" || word(i + 1) == "of") {
    below = word(i + 2) == "every" ? i + 3 : i + 2;
    loose = below == i + 2;
  }
  if (below == 0 || (!is_number(word(below)) && !is_number_word(word(below)))) return std::nullopt;
  if (is_time(word(below + 1))) return std::nullopt;
  const bool whole = is_number(word(i)) && is_good_denominator(word(below));
  if (loose && word(i + 1) == "of" && !whole && !is_people(word(below + 1))) return std::nullopt;
  return Rate{i, below, below + 1};
}

/// "Pain was 3 out of 10" counts no people.
bool is_score(const std::vector<Word>& words, const Rate& rate) {
  if (words[rate.below].lower != "10") return false;
  const auto at = [&](std::size_t i) {
    return words.begin() + static_cast<std::ptrdiff_t>(std::min(i, words.size()));
  };
  const bool pain =
      std::any_of(at(rate.above > 5 ? rate.above - 5 : 0), at(rate.above), [](const Word& word) {
        return one_of(word.lower, {"pain", "score", "scale"});
      });
  return pain || std::any_of(at(rate.end), at(rate.end + 5), [](const Word& word) {
           return one_of(word.lower, {"score", "scale", "points"});
         });
}

void check_rates(const Said& said, const std::vector<Word>& words, Report& report) {
  const bool spanish = speaks(said.language, "es");
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto rate = rate_at(words, i, spanish);
    if (!rate || is_score(words, *rate)) continue;
    const std::size_t begin = words[rate->above].place.begin;
    const std::string_view written =
        std::string_view(said.text).substr(begin, words[rate->below].place.end - begin);
    const bool fraction = words[rate->above].lower.find('.') != std::string::npos;
    if (!is_good_denominator(words[rate->below].lower) ||
        is_number_word(words[rate->above].lower)) {
      report.add("number-format", said, begin, fmt::format("\"{}\" is not counted in 100", written),
                 spanish ? "write it as \"20 de cada 100\"" : "write it as \"20 in 100\"");
    } else if (fraction) {
      report.add("number-format", said, begin,
                 fmt::format("\"{}\" counts parts of people", written),
                 "write whole people, in 1,000 where they are few");
    }
    i = rate->end - 1;
  }
}

void check_percent(const Said& said, const std::vector<Word>& words, Report& report) {
  const auto told = [&](std::size_t at) {
    report.add("number-format", said, at, "a bare percentage",
               speaks(said.language, "es") ? "write it as \"20 de cada 100\""
                                           : "write it as \"20 in 100\"");
  };
  // Every script has its own percent sign; this one and the Arabic one are what is met.
  for (const std::string_view sign : {"%", "\xd9\xaa", "\xef\xbc\x85"}) {
    if (const std::size_t at = said.text.find(sign); at != std::string::npos) return told(at);
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& next = i + 1 < words.size() ? words[i + 1].lower : words[i].lower;
    const bool percent = one_of(words[i].lower, {"percent", "percentage"}) ||
                         (words[i].lower == "per" && next == "cent") ||
                         (words[i].lower == "por" && next == "ciento");
    if (percent) return told(words[i].place.begin);
  }
}

void check_bands(const Said& said, Report& report) {
  const bool spanish = speaks(said.language, "es");
  for (const Stretch& stretch : sentences_of(said.text)) {
    const std::string sentence = said.text.substr(stretch.begin, stretch.end - stretch.begin);
    const std::vector<Word> words = words_of(sentence);
    const auto band = std::find_if(words.begin(), words.end(), [&](const Word& word) {
      // Spanish "raro" is also "strange", and said of feelings.
      return spanish ? one_of(word.lower, {"común", "comunes", "infrecuente", "infrecuentes"})
                     : one_of(word.lower, {"common", "commonly", "uncommon", "rare", "rarely"});
    });
    if (band == words.end()) continue;
    const auto number = std::find_if(words.begin(), words.end(),
                                     [](const Word& word) { return is_number(word.lower); });
    const std::size_t at = stretch.begin + band->place.begin;
    if (number == words.end()) {
      report.add(
          "number-first", said, at,
          fmt::format("\"{}\" without a number means something else to every reader", band->lower),
          spanish ? "write \"3 de cada 100\", or say that the number is not known"
                  : "write \"3 in 100\", or say that the number is not known");
    } else if (band < number) {
      report.add("number-first", said, at,
                 fmt::format("\"{}\" stands before its number", band->lower),
                 "write the number first and the word behind it, or leave the word out");
    }
  }
}

/// "73 in 100 are not" below a figure of 27: whoever changes one has to change the other.
void check_rest(const Context& context, const Said& said, Report& report) {
  if (said.source->property != "note") return;
  const Block* block = context.pack.block(said.source->page, said.source->block);
  const auto* risk = block == nullptr ? nullptr : std::get_if<RiskBlock>(&block->content);
  if (risk == nullptr) return;
  const bool spanish = speaks(said.language, "es");
  for (const Stretch& stretch : sentences_of(said.text)) {
    const std::string sentence = said.text.substr(stretch.begin, stretch.end - stretch.begin);
    const std::vector<Word> words = words_of(sentence);
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto rate = rate_at(words, i, spanish);
      if (!rate || words[rate->below].lower != "100") continue;
      const bool denied = std::any_of(words.begin() + static_cast<std::ptrdiff_t>(rate->end),
                                      words.end(), [](const Word& word) {
                                        return one_of(word.lower, {"not", "no"});
                                      });
      const std::string right = std::to_string(100 - risk->n);
      if (!denied || words[rate->above].lower == right) continue;
      report.add("risk-rest", said, stretch.begin + words[rate->above].place.begin,
                 fmt::format("{} in 100 and {} in 100 are not all of 100", risk->n,
                             words[rate->above].lower),
                 fmt::format("write {}, or correct \"n\"; or say who else is meant", right));
    }
  }
}

}  // namespace

void check_numbers(const Context& context, Report& report) {
  for (const Said& said : context.said) {
    if (!said.source->patient || said.source->page.empty()) continue;
    const std::vector<Word> words = words_of(said.text);
    check_percent(said, words, report);
    if (!speaks(said.language, "en") && !speaks(said.language, "es")) continue;
    check_rates(said, words, report);
    check_bands(said, report);
    check_rest(context, said, report);
  }
}

}  // namespace candor::rules
