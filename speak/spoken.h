// SPDX-License-Identifier: GPL-3.0-or-later
// candor-speak: what a synthesiser gives for one text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace speak {

/// A word of the text: bytes [begin, end) of it, and the sample at which it starts to be heard.
struct Word {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t sample = 0;
};

/// 16-bit mono sound. No samples: the text could not be spoken, and `problem` says why.
struct Spoken {
  int rate = 0;
  std::vector<std::int16_t> samples;
  std::vector<Word> words;
  std::string problem;
};

}  // namespace speak
