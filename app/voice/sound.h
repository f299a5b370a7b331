// Sound in memory: mono, with the times at which words begin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace candor::voice {

/// What is said in one go, in one language (BCP 47). UTF-8.
struct Utterance {
  std::string language;
  std::string text;
  friend bool operator==(const Utterance&, const Utterance&) = default;
};

/// Bytes [begin, end) of the text are heard from this sample on.
struct WordTime {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t sample = 0;
  friend bool operator==(const WordTime&, const WordTime&) = default;
};

/// 16-bit mono. Words in the order of their time; none where only the whole is known.
struct Sound {
  int rate = 0;  ///< samples a second
  std::vector<std::int16_t> samples;
  std::vector<WordTime> words;
  friend bool operator==(const Sound&, const Sound&) = default;
};

[[nodiscard]] inline std::int64_t duration_ms(const Sound& sound) {
  return sound.rate <= 0 ? 0 : static_cast<std::int64_t>(sound.samples.size()) * 1000 / sound.rate;
}

}  // namespace candor::voice
