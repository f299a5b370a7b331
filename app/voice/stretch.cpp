#include "voice/stretch.h"

#include <SoundTouch.h>

#include <algorithm>
#include <array>

namespace candor::voice {
namespace {

constexpr float kFull = 32768.0F;

void take(soundtouch::SoundTouch& machine, std::vector<std::int16_t>& samples) {
  std::array<soundtouch::SAMPLETYPE, 4096> piece{};
  for (;;) {
    const unsigned got = machine.receiveSamples(piece.data(), piece.size());
    if (got == 0) return;
    for (unsigned i = 0; i < got; ++i) {
      const float value = std::clamp(piece[i] * kFull, -kFull, kFull - 1);
      samples.push_back(static_cast<std::int16_t>(value));
    }
  }
}

}  // namespace

Sound stretched(const Sound& sound, int percent) {
  static_assert(std::is_same_v<soundtouch::SAMPLETYPE, float>);
  if (percent == 100 || sound.samples.empty()) return sound;
  soundtouch::SoundTouch machine;
  machine.setSampleRate(static_cast<unsigned>(sound.rate));
  machine.setChannels(1);
  machine.setTempo(double(percent) / 100.0);
  // Made for speech: shorter pieces than for music.
  machine.setSetting(SETTING_SEQUENCE_MS, 40);
  machine.setSetting(SETTING_SEEKWINDOW_MS, 15);
  machine.setSetting(SETTING_OVERLAP_MS, 8);
  std::vector<soundtouch::SAMPLETYPE> input;
  input.reserve(sound.samples.size());
  for (const std::int16_t sample : sound.samples) input.push_back(float(sample) / kFull);
  Sound result;
  result.rate = sound.rate;
  machine.putSamples(input.data(), static_cast<unsigned>(input.size()));
  machine.flush();
  take(machine, result.samples);
  const auto length = sound.samples.size() * 100 / static_cast<std::size_t>(percent);
  result.samples.resize(length);
  for (const WordTime& word : sound.words) {
    result.words.push_back(
        {word.begin, word.end, word.sample * 100 / static_cast<std::size_t>(percent)});
  }
  return result;
}

Sound from_sample(const Sound& sound, std::size_t sample) {
  const std::size_t from = std::min(sample, sound.samples.size());
  Sound rest;
  rest.rate = sound.rate;
  rest.samples.assign(sound.samples.begin() + static_cast<std::ptrdiff_t>(from),
                      sound.samples.end());
  for (const WordTime& word : sound.words) {
    if (word.sample >= from) rest.words.push_back({word.begin, word.end, word.sample - from});
  }
  return rest;
}

}  // namespace candor::voice
