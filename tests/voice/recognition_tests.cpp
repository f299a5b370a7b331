// Whether a person could understand what is heard: a speech recogniser that knows the pack's words,
// but not which page it hears, writes down English pages, and gets nearly every word.
#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <fstream>
#include <map>
#include <set>

#include "present/journey.h"
#include "present/script.h"
#include "present/tour.h"
#include "support/fakes.h"
#include "support/measured.h"
#include "voice/helper.h"
#include "voice/rig.h"

namespace candor::voice {
namespace {

using Words = std::vector<std::string>;

constexpr const char* kDictionary = "/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict";

std::string in_words(int number) {
  static constexpr std::array kOnes = {"zero",    "one",     "two",       "three",    "four",
                                       "five",    "six",     "seven",     "eight",    "nine",
                                       "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                       "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
  static constexpr std::array kTens = {"",      "",      "twenty",  "thirty", "forty",
                                       "fifty", "sixty", "seventy", "eighty", "ninety"};
  if (number < 20) return kOnes.at(std::size_t(number));
  if (number < 100) {
    return std::string(kTens.at(std::size_t(number / 10))) +
           (number % 10 > 0 ? " " + in_words(number % 10) : "");
  }
  return in_words(number / 100) + " hundred" +
         (number % 100 > 0 ? " " + in_words(number % 100) : "");
}

/// Small letters only; numbers as they are said; curly apostrophes as straight ones.
Words words_of(const std::string& text) {
  Words words;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) words.push_back(word);
    word.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      close();
      std::size_t end = i;
      while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
      if (end - i <= 3) {
        for (const std::string& each : words_of(in_words(std::stoi(text.substr(i, end - i))))) {
          words.push_back(each);
        }
      }
      i = end - 1;
    } else if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else if (text.compare(i, 3, "’") == 0 || c == '\'') {
      if (!word.empty()) word += '\'';
      if (c != '\'') i += 2;
    } else {
      close();
    }
  }
  close();
  return words;
}

/// Words wrong, missing or too many, in parts of the words there should be.
double error_rate(const Words& right, const Words& heard) {
  std::vector<std::size_t> row(heard.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= right.size(); ++i) {
    std::vector<std::size_t> next(row.size());
    next[0] = i;
    for (std::size_t j = 1; j < row.size(); ++j) {
      next[j] = std::min(
          {row[j] + 1, next[j - 1] + 1, row[j - 1] + (right[i - 1] == heard[j - 1] ? 0 : 1)});
    }
    row = std::move(next);
  }
  return double(row.back()) / double(right.size());
}

/// A model of which word follows which, from all sentences of the pack, as recognisers read it.
void write_model(const std::filesystem::path& file, const std::vector<Words>& sentences) {
  std::map<std::string, int> singles;
  std::map<std::string, std::map<std::string, int>> pairs;
  int total = 0;
  int pair_count = 0;
  for (Words words : sentences) {
    words.insert(words.begin(), "<s>");
    words.emplace_back("</s>");
    for (std::size_t i = 0; i < words.size(); ++i) {
      ++singles[words[i]];
      ++total;
      if (i > 0 && ++pairs[words[i - 1]][words[i]] == 1) ++pair_count;
    }
  }
  constexpr double kHeldBack = 0.5;  // of each count, for pairs that were never seen
  std::ofstream out(file);
  out << "\\data\\\nngram 1=" << singles.size() << "\nngram 2=" << pair_count << "\n\n\\1-grams:\n";
  for (const auto& [word, count] : singles) {
    double back = 0;
    if (const auto after = pairs.find(word); after != pairs.end()) {
      double seen = 0;
      int all = 0;
      for (const auto& [next, times] : after->second) {
        seen += double(singles.at(next)) / total;
        all += times;
      }
      const double free = kHeldBack * double(after->second.size()) / all;
      back = std::log10(free / std::max(1e-9, 1 - seen));
    }
    out << fmt::format("{:.4f} {} {:.4f}\n", std::log10(double(count) / total), word, back);
  }
  out << "\n\\2-grams:\n";
  for (const auto& [word, after] : pairs) {
    int all = 0;
    for (const auto& [next, times] : after) all += times;
    for (const auto& [next, times] : after) {
      out << fmt::format("{:.4f} {} {}\n", std::log10((times - kHeldBack) / all), word, next);
    }
  }
  out << "\n\\end\\\n";
}

/// The recogniser's own dictionary, of the pack's words alone, with one that it lacks.
void write_dictionary(const std::filesystem::path& file, const std::vector<Words>& sentences) {
  std::set<std::string> wanted;
  for (const Words& words : sentences) wanted.insert(words.begin(), words.end());
  std::ifstream in(kDictionary);
  REQUIRE_MESSAGE(in, "install pocketsphinx-en-us");
  std::ofstream out(file);
  for (std::string line; std::getline(in, line);) {
    std::string word = line.substr(0, line.find(' '));
    word = word.substr(0, word.find('('));
    if (wanted.contains(word)) out << line << "\n";
  }
  out << "ketamine K EH T AH M IY N\n";
}

void write_wave(const std::filesystem::path& file, const std::vector<std::int16_t>& samples) {
  std::ofstream out(file, std::ios::binary);
  const auto number = [&](std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out.put(static_cast<char>((value >> (8 * i)) & 0xFFU));
  };
  const auto size = static_cast<std::uint32_t>(samples.size() * 2);
  out << "RIFF";
  number(36 + size, 4);
  out << "WAVEfmt ";
  number(16, 4);
  number(1, 2);
  number(1, 2);
  number(16'000, 4);
  number(32'000, 4);
  number(2, 2);
  number(16, 2);
  out << "data";
  number(size, 4);
  out.write(reinterpret_cast<const char*>(samples.data()), std::streamsize(size));
}

}  // namespace

TEST_CASE(
    "voice: a recogniser understands English pages, and not another page in their place (A-11)") {
  const auto pack = present::own_pack("ketamine-iv");
  const content::Words own = present::own_words();
  const present::Desk desk{*pack, own};
  const support::TemporaryFolder folder;
  support::ManualClock clock;
  std::vector<Words> sentences;
  std::map<std::string, std::vector<std::string>> pages;  // what each is read as
  for (const present::Stop& stop : present::tour_of(*pack, "first", clock.now())) {
    const present::Page page = present::page_at(desk, stop, {"en", {}, {}}, clock.now());
    const auto script = present::heard_by(present::script_of(page, own), present::Aloud::open_only);
    for (const present::Sentence& sentence : script.sentences) {
      sentences.push_back(words_of(sentence.say));
      if (stop.page.empty() || present::first_of<present::Options>(page) != nullptr) continue;
      pages[stop.page].push_back(sentence.say);
    }
  }
  write_model(folder.path() / "pack.lm", sentences);
  write_dictionary(folder.path() / "pack.dict", sentences);

  Helper helper(speech_program());
  std::vector<std::pair<Words, Words>> all;  // right and heard
  for (const auto& [name, lines] : pages) {
    if (all.size() == 4) break;
    std::vector<std::int16_t> samples;
    Words right;
    for (const std::string& line : lines) {
      const auto sound = spoken(helper, {"en", line});
      REQUIRE(sound);
      samples.insert(samples.end(), sound->samples.begin(), sound->samples.end());
      for (const std::string& word : words_of(line)) right.push_back(word);
    }
    if (right.size() < 60 || right.size() > 250) continue;
    write_wave(folder.path() / "page.wav", samples);
    const auto ran = support::run(
        fmt::format("pocketsphinx_continuous -infile {0}/page.wav -lm {0}/pack.lm -dict "
                    "{0}/pack.dict -lw 10 -logfn {0}/log",
                    folder.path().string()));
    REQUIRE(ran.exit_code == 0);
    all.emplace_back(right, words_of(ran.output));
  }
  REQUIRE(all.size() == 4);
  double worst = 0;
  double wrong = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double own_page = error_rate(all[i].first, all[i].second);
    CHECK(own_page < 0.20);
    worst = std::max(worst, own_page);
    // All pages share the small words of the language and the pack's own; more must differ.
    for (std::size_t other = 0; other < all.size(); ++other) {
      if (other == i) continue;
      const double rate = error_rate(all[other].first, all[i].second);
      CHECK(rate > 0.50);
      wrong += rate / double(all.size() * (all.size() - 1));
    }
  }
  CHECK(wrong > 0.60);
  support::measured("A-11", fmt::format("{:.0f} in 100 words wrong at most; against other pages "
                                        "{:.0f} in 100",
                                        worst * 100, wrong * 100));
}

}  // namespace candor::voice
