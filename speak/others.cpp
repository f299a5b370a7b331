// SPDX-License-Identifier: GPL-3.0-or-later
#include "others.h"

#include <espeak-ng/speak_lib.h>

#include <utility>

namespace speak {
namespace {

/// espeak-ng's own measure of words a minute.
constexpr int kWordsPerMinute = 130;

struct Collected {
  std::vector<std::int16_t> samples;

  /// Characters, as espeak-ng counts them, and milliseconds.
  struct Word {
    std::size_t begin;
    std::size_t length;
    int at_ms;
  };

  std::vector<Word> words;
};

int collect(short* samples, int count, espeak_EVENT* events) {
  auto* collected = static_cast<Collected*>(events->user_data);
  if (samples != nullptr && count > 0) {
    collected->samples.insert(collected->samples.end(), samples, samples + count);
  }
  for (const espeak_EVENT* event = events; event->type != espeakEVENT_LIST_TERMINATED; ++event) {
    if (event->type != espeakEVENT_WORD || event->text_position < 1) continue;
    collected->words.push_back({static_cast<std::size_t>(event->text_position - 1),
                                static_cast<std::size_t>(event->length), event->audio_position});
  }
  return 0;
}

/// The byte at which each character of the text begins, and its end.
std::vector<std::uint32_t> character_starts(const std::string& text) {
  std::vector<std::uint32_t> starts;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
      starts.push_back(static_cast<std::uint32_t>(i));
    }
  }
  starts.push_back(static_cast<std::uint32_t>(text.size()));
  return starts;
}

/// espeak-ng's name for the language.
std::string voice_of(const std::string& language) {
  const std::string primary = language.substr(0, language.find('-'));
  return primary == "zh" ? "cmn" : primary;
}

}  // namespace

Others::Others()
    : m_rate(espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nullptr, espeakINITIALIZE_DONT_EXIT)) {
  if (m_rate <= 0) return;
  espeak_SetSynthCallback(&collect);
  espeak_SetParameter(espeakRATE, kWordsPerMinute, 0);
}

Others::~Others() {
  if (m_rate > 0) espeak_Terminate();
}

Spoken Others::say(const std::string& language, const std::string& text) const {
  Spoken spoken;
  if (m_rate <= 0) {
    spoken.problem = "espeak-ng cannot start; is espeak-ng-data installed?";
    return spoken;
  }
  if (espeak_SetVoiceByName(language.c_str()) != EE_OK &&
      espeak_SetVoiceByName(voice_of(language).c_str()) != EE_OK) {
    spoken.problem = "no voice for this language";
    return spoken;
  }
  espeak_SetParameter(espeakRATE, kWordsPerMinute, 0);
  Collected collected;
  if (espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr,
                   &collected) != EE_OK) {
    spoken.problem = "not understood";
    return spoken;
  }
  espeak_Synchronize();
  spoken.rate = m_rate;
  spoken.samples = std::move(collected.samples);
  const std::vector<std::uint32_t> starts = character_starts(text);
  for (const Collected::Word& word : collected.words) {
    const std::size_t last = starts.size() - 1;
    if (word.begin >= last) continue;
    // A number that is spoken in parts comes in parts that overlap.
    if (word.length == 0) continue;
    if (!spoken.words.empty() && starts[word.begin] < spoken.words.back().end) continue;
    const std::size_t end = word.begin + word.length < last ? word.begin + word.length : last;
    spoken.words.push_back(
        {starts[word.begin], starts[end],
         static_cast<std::uint32_t>(static_cast<std::int64_t>(word.at_ms) * m_rate / 1000)});
  }
  return spoken;
}

}  // namespace speak
