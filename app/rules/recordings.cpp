// Whether recordings say what stands on the glass, as far as a program can tell.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "content/sound_file.h"
#include "content/utf8.h"
#include "rules/context.h"

namespace candor::rules {
namespace {

/// Every paragraph that patients read in this language.
std::set<std::string> paragraphs_in(const Context& context, const std::string& language) {
  std::set<std::string> all;
  for (const Said& said : context.said) {
    if (said.language != language || !said.source->patient) continue;
    for (std::size_t begin = 0; begin <= said.text.size();) {
      const std::size_t end = std::min(said.text.find('\n', begin), said.text.size());
      if (end > begin) all.insert(said.text.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return all;
}

std::multiset<std::string> words_in(const std::string& text) {
  std::multiset<std::string> words;
  for (const Word& word : words_of(text)) words.insert(word.lower);
  return words;
}

/// The paragraph that shares most words with what was said, where that is two in five or more.
std::string nearest(const std::string& spoken, const std::set<std::string>& paragraphs) {
  const auto wanted = words_in(spoken);
  std::string best;
  double most = 0.4;
  for (const std::string& paragraph : paragraphs) {
    const auto words = words_in(paragraph);
    std::vector<std::string> both;
    std::set_intersection(wanted.begin(), wanted.end(), words.begin(), words.end(),
                          std::back_inserter(both));
    const double all = static_cast<double>(wanted.size() + words.size());
    const double share = all > 0 ? 2 * static_cast<double>(both.size()) / all : 0;
    if (share <= most) continue;
    most = share;
    best = paragraph;
  }
  return best;
}

/// How long a person needs for these words at the least and at the most. A sign of a script without
/// an alphabet is a syllable or more.
struct Spoken {
  std::int64_t least_ms = 0;
  std::int64_t most_ms = 0;
};

Spoken time_for(const std::string& text) {
  constexpr std::int64_t kLeastLetterMs = 30;
  constexpr std::int64_t kMostLetterMs = 250;
  constexpr std::int64_t kSignIsLetters = 3;
  constexpr std::int64_t kMostPausesMs = 4'000;
  constexpr char32_t kFirstSign = 0x2E80;
  std::int64_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const content::CodePoint point = content::code_point_at(text, at);
    letters += point.value >= kFirstSign ? kSignIsLetters : 1;
    at += std::max<std::size_t>(1, point.length);
  }
  return {letters * kLeastLetterMs, letters * kMostLetterMs + kMostPausesMs};
}

}  // namespace

void check_recordings(const Context& context, Report& report) {
  for (const auto& [language, recordings] : context.pack.recordings) {
    const auto paragraphs = paragraphs_in(context, language);
    for (const auto& [words, file] : recordings) {
      const Origin origin = context.origins.at("recording " + language + "\n" + words);
      if (!paragraphs.contains(words)) {
        const std::string now = nearest(words, paragraphs);
        report.add("recording-stale", origin,
                   fmt::format("patients read no paragraph {} in {} (any more): {} is not played",
                               in_marks(words), language, file),
                   now.empty() ? "record what they read, or remove this line"
                               : fmt::format("record \"{}\" and write these words here",
                                             content::shortened(now, 300)));
      }
      const auto length = content::sound_length_ms(context.pack.sounds.at(file));
      const Spoken time = time_for(words);
      if (!length || (*length >= time.least_ms && *length <= time.most_ms)) continue;
      report.add("recording-length", origin,
                 fmt::format("{} lasts {:.1f} seconds, these words take {:.0f} to {:.0f}", file,
                             static_cast<double>(*length) / 1000,
                             static_cast<double>(time.least_ms) / 1000,
                             static_cast<double>(time.most_ms) / 1000),
                 "listen to it: it may be cut off, or of another text");
    }
  }
}

}  // namespace candor::rules
