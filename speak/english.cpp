// SPDX-License-Identifier: GPL-3.0-or-later
#include "english.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

extern "C" {
#include <flite.h>
cst_voice* register_cmu_us_slt(const char* voxdir);
}

namespace speak {
namespace {

/// Makes slt, who speaks about 170 words a minute, speak 120 to 125.
constexpr float kStretch = 1.70F;

struct UtteranceEnd {
  void operator()(cst_utterance* utterance) const { delete_utterance(utterance); }
};

/// flite reads plain ASCII: the text in it, and for each of its characters the byte of the text.
struct Plain {
  std::string text;
  std::vector<std::uint32_t> from;
};

struct Letter {
  const char* utf8;
  const char* ascii;
};

constexpr std::array kLetters = {
    Letter{"’", "'"}, Letter{"‘", "'"}, Letter{"“", "\""}, Letter{"”", "\""}, Letter{"–", ","},
    Letter{"—", ","}, Letter{"…", "."}, Letter{"á", "a"},  Letter{"à", "a"},  Letter{"â", "a"},
    Letter{"ä", "a"}, Letter{"ã", "a"}, Letter{"å", "a"},  Letter{"ç", "c"},  Letter{"é", "e"},
    Letter{"è", "e"}, Letter{"ê", "e"}, Letter{"ë", "e"},  Letter{"í", "i"},  Letter{"ì", "i"},
    Letter{"î", "i"}, Letter{"ï", "i"}, Letter{"ñ", "n"},  Letter{"ó", "o"},  Letter{"ò", "o"},
    Letter{"ô", "o"}, Letter{"ö", "o"}, Letter{"õ", "o"},  Letter{"ø", "o"},  Letter{"ú", "u"},
    Letter{"ù", "u"}, Letter{"û", "u"}, Letter{"ü", "u"},  Letter{"ý", "y"},  Letter{"ß", "ss"},
    Letter{"Á", "A"}, Letter{"É", "E"}, Letter{"Í", "I"},  Letter{"Ñ", "N"},  Letter{"Ó", "O"},
    Letter{"Ú", "U"}, Letter{"Ü", "U"}, Letter{"Ö", "O"},  Letter{"Ä", "A"},  Letter{"Ç", "C"},
};

std::size_t length_of_character(const std::string& text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return end - at;
}

Plain plain(const std::string& text) {
  Plain result;
  const auto add = [&](const char* ascii, std::size_t at) {
    for (; *ascii != '\0'; ++ascii) {
      result.text += *ascii;
      result.from.push_back(static_cast<std::uint32_t>(at));
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = length_of_character(text, at);
    if (length == 1) {
      const std::array<char, 2> one{text[at] == '\0' ? ' ' : text[at], '\0'};
      add(one.data(), at);
    } else {
      const auto known = std::find_if(kLetters.begin(), kLetters.end(), [&](const Letter& letter) {
        return text.compare(at, length, letter.utf8) == 0;
      });
      add(known == kLetters.end() ? " " : known->ascii, at);
    }
    at += length;
  }
  return result;
}

/// When the first sound of a token's first word begins; below 0: it is not heard.
float start_of(const cst_item* token) {
  const cst_item* word = item_daughter(token);
  if (word == nullptr) return -1;
  const cst_item* segment = path_to_item(word, "R:SylStructure.daughter1.daughter1.R:Segment");
  if (segment == nullptr) return -1;
  const cst_item* before = item_prev(segment);
  return before == nullptr ? 0 : item_feat_float(before, "end");
}

}  // namespace

English::English() {
  flite_init();
  m_voice = register_cmu_us_slt(nullptr);
  feat_set_float(m_voice->features, "duration_stretch", kStretch);
}

Spoken English::say(const std::string& text) const {
  const Plain ascii = plain(text);
  const std::unique_ptr<cst_utterance, UtteranceEnd> utterance(
      flite_synth_text(ascii.text.c_str(), m_voice));
  Spoken spoken;
  if (!utterance) {
    spoken.problem = "not understood";
    return spoken;
  }
  const cst_wave* wave = utt_wave(utterance.get());
  spoken.rate = wave->sample_rate;
  spoken.samples.assign(wave->samples, wave->samples + wave->num_samples);
  std::size_t at = 0;
  for (const cst_item* token = relation_head(utt_relation(utterance.get(), "Token"));
       token != nullptr; token = item_next(token)) {
    const std::string name = item_feat_string(token, "name");
    const std::size_t found = ascii.text.find(name, at);
    if (found == std::string::npos || name.empty()) continue;
    at = found + name.size();
    const float start = start_of(token);
    if (start < 0) continue;
    const std::size_t last = ascii.from[at - 1];
    spoken.words.push_back({ascii.from[found],
                            static_cast<std::uint32_t>(last + length_of_character(text, last)),
                            static_cast<std::uint32_t>(start * static_cast<float>(spoken.rate))});
  }
  return spoken;
}

}  // namespace speak
