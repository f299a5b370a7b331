// How hard the pages are to read.
#include <fmt/format.h>

#include <algorithm>

#include "content/utf8.h"
#include "rules/context.h"

namespace candor::rules {
namespace {

constexpr double kGoalGrade = 6.0;
constexpr double kGoalEase = 70.0;  ///< Fernández Huerta: grade 6
constexpr int kLeastWords = 30;     ///< a formula says nothing about fewer
constexpr std::size_t kLongSentence = 20;
constexpr std::size_t kLongBlock = 75;
constexpr std::size_t kLeastCapitals = 4;

bool has_formula(const Said& said) {
  return speaks(said.language, "en") || speaks(said.language, "es");
}

/// Lines that are sentences: titles and labels would make every page look easy.
std::string sentences_in(const std::string& text) {
  std::string kept;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) end = text.size();
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    const std::size_t last = line.find_last_not_of(" \"')");
    const bool sentence = last != std::string_view::npos &&
                          std::string_view(".!?").find(line[last]) != std::string_view::npos;
    if (sentence) kept.append(line).append("\n");
    begin = end + 1;
  }
  return kept;
}

struct LongSentence {
  std::size_t words = 0;
  std::string text;
};

/// The texts of one page in one language.
struct PageReading {
  std::string text;
  std::vector<LongSentence> sentences;
  const Said* longest = nullptr;  ///< the text with the longest sentence
  std::size_t longest_at = 0;
  std::size_t longest_words = 0;
};

void read(const Said& said, PageReading& page) {
  page.text += sentences_in(said.text);
  for (const Stretch& stretch : sentences_of(said.text)) {
    const std::string sentence = said.text.substr(stretch.begin, stretch.end - stretch.begin);
    const std::size_t words = words_of(sentence).size();
    page.sentences.push_back({words, sentence});
    if (page.longest == nullptr || words > page.longest_words) {
      page.longest = &said;
      page.longest_at = stretch.begin;
      page.longest_words = words;
    }
  }
}

std::string longest_named(PageReading& page) {
  std::stable_sort(page.sentences.begin(), page.sentences.end(),
                   [](const LongSentence& a, const LongSentence& b) { return a.words > b.words; });
  std::string named;
  for (std::size_t i = 0; i < page.sentences.size() && i < 3; ++i) {
    named += fmt::format("{}{} ({} words)", i == 0 ? "" : ", ", in_marks(page.sentences[i].text),
                         page.sentences[i].words);
  }
  return named;
}

void check_page(const Context& context, Report& report, const Page& page,
                const std::string& language) {
  PageReading reading;
  for (const Said& said : context.said) {
    if (said.language != language || said.source->page != page.id || !said.source->patient)
      continue;
    read(said, reading);
  }
  const auto counts = count_reading(language, reading.text);
  if (!counts || counts->words < kLeastWords || reading.longest == nullptr) return;
  const bool english = speaks(language, "en");
  const double grade = flesch_kincaid_grade(*counts);
  const double ease = fernandez_huerta_ease(*counts);
  // As told: 6.04 is 6.0.
  const bool good = english ? grade < kGoalGrade + 0.05 : ease > kGoalEase - 0.5;
  if (good) return;
  const std::string what =
      english ? fmt::format("the page \"{}\" reads at grade {:.1f}, above {:.0f}", page.id, grade,
                            kGoalGrade)
              : fmt::format("the page \"{}\" has the ease {:.0f} in {}, below {:.0f} (grade 6)",
                            page.id, ease, language, kGoalEase);
  report.add("reading-grade", *reading.longest, reading.longest_at, what,
             "use shorter words, and shorten " + longest_named(reading));
}

void check_sentences(const Said& said, Report& report) {
  for (const Stretch& stretch : sentences_of(said.text)) {
    const std::string_view sentence =
        std::string_view(said.text).substr(stretch.begin, stretch.end - stretch.begin);
    const std::size_t words = words_of(sentence).size();
    if (words <= kLongSentence) continue;
    report.add("long-sentence", said, stretch.begin,
               fmt::format("a sentence of {} words: {}", words, in_marks(sentence)),
               "make two of it, with 15 words or fewer each");
  }
}

void check_capitals(const Said& said, Report& report) {
  const std::string_view text = said.text;
  std::size_t run = 0;
  Stretch all;
  for (const Word& word : words_of(text)) {
    const std::string_view own = text.substr(word.place.begin, word.place.end - word.place.begin);
    const bool capitals =
        own.size() >= kLeastCapitals &&
        std::all_of(own.begin(), own.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    // "ADHD (TDAH)" is two short forms, not shouting.
    const bool follows = run > 0 && word.place.begin == all.end + 1 && text[all.end] == ' ';
    run = !capitals ? 0 : follows ? run + 1 : 1;
    if (run == 1) all.begin = word.place.begin;
    all.end = word.place.end;
    if (run != 2 || said.filled(all.begin)) continue;
    report.add(
        "capitals", said, all.begin,
        "several words in capitals: " + in_marks(text.substr(all.begin, all.end - all.begin)),
        "write small letters, and **strong** where it must stand out");
  }
}

}  // namespace

void check_reading(const Context& context, Report& report) {
  for (const Language& language : context.pack.languages) {
    for (const Page& page : context.pack.pages) check_page(context, report, page, language.tag);
  }
  std::map<std::string, std::pair<const Said*, std::size_t>> blocks;
  for (const Said& said : context.said) {
    if (!said.source->patient || said.source->page.empty()) continue;
    check_capitals(said, report);
    if (!has_formula(said)) continue;
    check_sentences(said, report);
    auto& [first, words] =
        blocks[said.language + "\n" + said.source->page + "/" + said.source->block];
    if (first == nullptr) first = &said;
    words += words_of(said.text).size();
  }
  for (const auto& [name, block] : blocks) {
    const auto& [said, words] = block;
    const Block* known = context.pack.block(said->source->page, said->source->block);
    const bool one_text =
        known != nullptr && (std::holds_alternative<TextBlock>(known->content) ||
                             std::holds_alternative<CalloutBlock>(known->content));
    if (!one_text || words <= kLongBlock) continue;
    report.add("long-block", *said, 0, fmt::format("a block of {} words", words),
               "split it into blocks or pages that each say one thing");
  }
}

}  // namespace candor::rules
