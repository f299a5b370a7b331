#include "voice/speaker.h"

#include <algorithm>
#include <utility>

#include "voice/stretch.h"

namespace candor::voice {

Speaker::Speaker(std::unique_ptr<Synthesiser> synthesiser, std::unique_ptr<Output> output)
    : m_synthesiser(std::move(synthesiser)), m_output(std::move(output)) {
  m_output->set_gain(kGains[m_gain]);
}

std::string Speaker::key_of(const Utterance& utterance) {
  return utterance.language + "\n" + utterance.text;
}

void Speaker::look_for_device(std::int64_t now_ms) {
  if (m_looked_ms && now_ms - *m_looked_ms < kLookMs) return;
  m_looked_ms = now_ms;
  const bool was_awake = m_awake;
  if (!wake(now_ms)) return;
  // At rest the device is free, and costs nothing.
  if (!was_awake) rest();
}

bool Speaker::wake(std::int64_t now_ms) {
  m_used_ms = now_ms;
  m_awake = m_output->open();
  if (!m_awake) {
    m_lost = m_lost || m_has_device;
    m_has_device = false;
    stop();
    return false;
  }
  m_has_device = true;
  m_lost = false;
  return true;
}

void Speaker::rest() {
  m_output->close();
  m_awake = false;
}

void Speaker::say(Lines lines, std::int64_t now_ms) {
  stop();
  if (!can_speak() || lines.empty() || !wake(now_ms)) return;
  m_lines = std::move(lines);
  begin_line(0);
  (void)step(now_ms);
}

void Speaker::stop() {
  m_output->stop();
  m_lines.clear();
  m_sound.reset();
  m_line = 0;
  m_offset = 0;
  m_held = false;
}

void Speaker::hold() {
  if (!is_speaking() || m_held) return;
  m_held = true;
  m_output->hold();
}

void Speaker::go_on() {
  if (!m_held) return;
  m_held = false;
  m_output->go_on();
}

void Speaker::again(std::int64_t now_ms) {
  if (!is_speaking()) return;
  m_held = false;
  m_output->stop();
  begin_line(m_line);
  (void)step(now_ms);
}

void Speaker::slower(std::int64_t now_ms) {
  if (m_speed == 0) return;
  const std::size_t at = position();
  --m_speed;
  if (m_sound) play_from(at);
  (void)step(now_ms);
}

void Speaker::faster(std::int64_t now_ms) {
  if (m_speed + 1 >= kSpeeds.size()) return;
  const std::size_t at = position();
  ++m_speed;
  if (m_sound) play_from(at);
  (void)step(now_ms);
}

void Speaker::softer() {
  if (m_gain > 0) --m_gain;
  m_output->set_gain(kGains.at(m_gain));
}

void Speaker::louder() {
  if (m_gain + 1 < kGains.size()) ++m_gain;
  m_output->set_gain(kGains.at(m_gain));
}

void Speaker::tap(std::int64_t now_ms) {
  if (!m_has_device || is_speaking()) return;
  if (wake(now_ms)) m_output->tap();
}

std::optional<Heard> Speaker::heard() const {
  if (!is_speaking() || !m_sound) return std::nullopt;
  Heard heard{m_line, std::nullopt};
  const std::size_t at = position();
  for (const WordTime& word : m_sound->words) {
    if (word.sample > at) break;
    heard.word = word;
  }
  return heard;
}

std::size_t Speaker::position() const {
  return m_offset + m_output->played() * static_cast<std::size_t>(kSpeeds.at(m_speed)) / 100;
}

void Speaker::begin_line(std::size_t line) {
  m_line = line;
  m_sound.reset();
  m_offset = 0;
}

void Speaker::play_from(std::size_t sample) {
  // From the word that is being heard: half a word is no word.
  std::size_t from = 0;
  for (const WordTime& word : m_sound->words) {
    if (word.sample <= sample) from = word.sample;
  }
  if (m_sound->words.empty()) from = sample;
  m_offset = from;
  m_output->play(stretched(from_sample(*m_sound, from), kSpeeds.at(m_speed)));
  if (m_held) m_output->hold();
}

std::shared_ptr<const Sound> Speaker::sound_of(Line& line, bool& pending) {
  pending = false;
  if (line.file) {
    // Only now: all of a page's recordings at once would take too long.
    auto sound = m_output->decode(*line.file);
    line.file.reset();
    if (sound) line.recording = std::make_shared<const Sound>(*std::move(sound));
  }
  if (line.recording) return line.recording;
  const auto made = m_made.find(key_of(line.utterance));
  if (made == m_made.end()) {
    pending = true;
    return nullptr;
  }
  m_recent.splice(m_recent.begin(), m_recent, made->second.used);
  return made->second.sound;
}

void Speaker::keep(const std::string& key, std::shared_ptr<const Sound> sound) {
  if (m_made.contains(key)) return;
  const auto bytes_of = [](const std::shared_ptr<const Sound>& each) {
    return each ? each->samples.size() * sizeof(std::int16_t) : 0;
  };
  m_bytes += bytes_of(sound);
  m_recent.push_front(key);
  m_made[key] = {std::move(sound), m_recent.begin()};
  while (m_bytes > kMostBytes && m_recent.size() > 1) {
    const auto oldest = m_made.find(m_recent.back());
    m_bytes -= bytes_of(oldest->second.sound);
    m_made.erase(oldest);
    m_recent.pop_back();
  }
}

void Speaker::drop(const std::string& key) {
  const auto made = m_made.find(key);
  if (made == m_made.end()) return;
  m_recent.erase(made->second.used);
  m_made.erase(made);
}

void Speaker::ask_next(std::int64_t now_ms) {
  if (!m_has_device || !m_synthesiser->is_idle()) return;
  const auto ask = [&](const Utterance& utterance) {
    const std::string key = key_of(utterance);
    if (m_made.contains(key)) return false;
    m_asked = key;
    m_synthesiser->ask(utterance, now_ms);
    return true;
  };
  const std::size_t end = std::min(m_lines.size(), m_line + 1 + kAhead);
  for (std::size_t i = m_line; i < end; ++i) {
    if (!m_lines[i].recording && !m_lines[i].file && ask(m_lines[i].utterance)) return;
  }
  while (!m_wishes.empty()) {
    const Utterance wish = std::move(m_wishes.front());
    m_wishes.erase(m_wishes.begin());
    if (ask(wish)) return;
  }
}

bool Speaker::step(std::int64_t now_ms) {
  const bool spoke = is_speaking();
  if (m_awake && !m_output->is_open()) {
    m_awake = false;
    m_has_device = false;
    m_lost = true;
    stop();
  }
  if (auto answer = m_synthesiser->step(now_ms)) {
    if (*answer) {
      m_failures = 0;
      keep(m_asked, std::make_shared<const Sound>(std::move(**answer)));
    } else {
      // A text without a sound of its own is no fault of the program.
      if (answer->error().code != ErrorCode::refused) ++m_failures;
      keep(m_asked, nullptr);
    }
    m_asked.clear();
  }
  while (is_speaking() && !m_held) {
    if (m_sound) {
      if (m_output->is_playing()) break;
      if (m_line + 1 >= m_lines.size()) {
        stop();
        break;
      }
      begin_line(m_line + 1);
    }
    bool pending = false;
    const auto sound = sound_of(m_lines[m_line], pending);
    if (pending) break;
    if (sound && !sound->samples.empty()) {
      m_sound = sound;
      play_from(0);
      break;
    }
    // This one is lost; the next may be heard, and the same one another time.
    drop(key_of(m_lines[m_line].utterance));
    if (m_line + 1 >= m_lines.size() || m_failures >= kMostFailures) {
      stop();
      break;
    }
    begin_line(m_line + 1);
  }
  ask_next(now_ms);
  if (is_speaking()) m_used_ms = now_ms;
  if (!is_speaking() && m_awake && now_ms - m_used_ms >= kRestMs) rest();
  const auto now_heard = heard();
  const auto same = [](const std::optional<Heard>& a, const std::optional<Heard>& b) {
    return a.has_value() == b.has_value() && (!a || (a->line == b->line && a->word == b->word));
  };
  const bool changed = spoke != is_speaking() || !same(now_heard, m_last_heard);
  m_last_heard = now_heard;
  return changed;
}

std::optional<std::int64_t> Speaker::due_ms(std::int64_t now_ms) const {
  if (!m_synthesiser->is_idle()) return kSoonMs;
  if (is_speaking() && !m_held) return kTickMs;
  if (m_awake && !is_speaking()) return std::max<std::int64_t>(0, m_used_ms + kRestMs - now_ms);
  return std::nullopt;
}

void Speaker::prepare(std::vector<Utterance> utterances) {
  m_wishes = m_has_device ? std::move(utterances) : std::vector<Utterance>();
}

void Speaker::forget() {
  stop();
  rest();
  m_synthesiser->forget();
  m_asked.clear();
  m_wishes.clear();
  m_made.clear();
  m_recent.clear();
  m_bytes = 0;
  m_failures = 0;
  m_last_heard.reset();
  m_speed = kUsualSpeed;
  m_gain = kUsualGain;
  m_output->set_gain(kGains[m_gain]);
}

std::shared_ptr<const Sound> Speaker::decode(const std::string& ogg, std::int64_t now_ms) {
  if (!m_has_device || !wake(now_ms)) return nullptr;
  auto sound = m_output->decode(ogg);
  return sound ? std::make_shared<const Sound>(std::move(*sound)) : nullptr;
}

}  // namespace candor::voice
