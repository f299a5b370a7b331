// The synthesiser and the loudspeaker without sound, also for programs that are no tests.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/check.h"
#include "voice/rig.h"

namespace candor::voice {

Sound tone(double hertz, int milliseconds, int rate) {
  Sound sound;
  sound.rate = rate;
  const int count = rate / 1000 * milliseconds;
  for (int i = 0; i < count; ++i) {
    sound.samples.push_back(
        static_cast<std::int16_t>(32'000 * std::sin(2 * std::numbers::pi * hertz * i / rate)));
  }
  return sound;
}

void FakeSynthesiser::ask(const Utterance& utterance, std::int64_t /*now_ms*/) {
  CANDOR_CHECK(!m_asked);
  m_asked = utterance;
  asked.push_back(utterance.text);
  languages.push_back(utterance.language);
}

std::optional<Result<Sound>> FakeSynthesiser::step(std::int64_t /*now_ms*/) {
  if (!m_asked) return std::nullopt;
  const std::string text = m_asked->text;
  m_asked.reset();
  if (text == "broken") return Result<Sound>(fail(ErrorCode::bad_format, "it ended"));
  Sound sound;
  sound.rate = 1000;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    sound.words.push_back({begin, end, sound.samples.size()});
    sound.samples.resize(sound.samples.size() + 100, 1);
    begin = end + 1;
  }
  return Result<Sound>(std::move(sound));
}

void FakeSynthesiser::forget() {
  m_asked.reset();
  ++forgotten;
}

bool FakeOutput::open() {
  m_open = has_device;
  return m_open;
}

void FakeOutput::close() {
  m_open = false;
  stop();
}

void FakeOutput::play(const Sound& sound) {
  stop();
  CANDOR_CHECK(m_open);
  sounds.push_back(sound);
  heard = 0;
  m_playing = true;
  held = false;
}

void FakeOutput::stop() {
  m_playing = false;
}

Result<Sound> FakeOutput::decode(const std::string& ogg) {
  if (ogg.empty()) return fail(ErrorCode::bad_format, "no recording");
  return tone(440, 500);
}

}  // namespace candor::voice
