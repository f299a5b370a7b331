#include "kiosk/listening.h"

#include <utility>

namespace candor::kiosk {
namespace {

/// Sentences made ready for a page that nobody has asked to hear yet.
constexpr std::size_t kReady = 2;

const std::string& language_of(const present::Sentence& sentence, const present::Script& script) {
  return sentence.language.empty() ? script.language : sentence.language;
}

}  // namespace

void Listening::look_for_device(std::int64_t now_ms) {
  if (m_speaker && !m_speaker->has_device()) m_speaker->look_for_device(now_ms);
}

present::Hearing Listening::hearing() const {
  present::Hearing hearing;
  if (!m_speaker) return hearing;
  hearing.can_listen = m_speaker->can_speak();
  hearing.speaks = m_speaker->is_speaking() && m_saying == Saying::page;
  hearing.held = m_speaker->is_held();
  hearing.slowest = m_speaker->speed() == 0;
  hearing.fastest = m_speaker->speed() + 1 == voice::Speaker::kSpeeds.size();
  hearing.softest = m_speaker->gain() == 0;
  hearing.loudest = m_speaker->gain() + 1 == voice::Speaker::kGains.size();
  return hearing;
}

void Listening::say(const present::Script& script, std::int64_t now_ms, Saying saying) {
  if (!can_listen()) return;
  m_script = present::heard_by(script, m_aloud);
  m_saying = saying;
  voice::Lines lines;
  for (const present::Sentence& sentence : m_script.sentences) {
    lines.push_back({{language_of(sentence, m_script), sentence.say}, nullptr});
    m_transcript.push_back(sentence.say);
  }
  m_speaker->say(std::move(lines), now_ms);
}

void Listening::stop() {
  if (m_speaker) m_speaker->stop();
  m_script = {};
}

void Listening::adjust(present::Speech::Do what, std::int64_t now_ms) {
  if (!m_speaker) return;
  using Do = present::Speech::Do;
  switch (what) {
    case Do::hold:
      m_speaker->hold();
      break;
    case Do::go_on:
      m_speaker->go_on();
      break;
    case Do::again:
      m_speaker->again(now_ms);
      break;
    case Do::slower:
      m_speaker->slower(now_ms);
      break;
    case Do::faster:
      m_speaker->faster(now_ms);
      break;
    case Do::softer:
      m_speaker->softer();
      break;
    case Do::louder:
      m_speaker->louder();
      break;
    case Do::stop:
      stop();
      break;
    case Do::listen:
    case Do::allow_aloud:
      break;
  }
}

void Listening::tap(std::int64_t now_ms) {
  if (m_speaker) m_speaker->tap(now_ms);
}

void Listening::prepare(const present::Script& script) {
  if (!can_listen()) return;
  const present::Script ready = present::heard_by(script, m_aloud);
  std::vector<voice::Utterance> utterances;
  for (const present::Sentence& sentence : ready.sentences) {
    // Somebody who listens wants the rest of the page, too.
    if (!m_on && utterances.size() == kReady) break;
    utterances.push_back({language_of(sentence, ready), sentence.say});
  }
  m_speaker->prepare(std::move(utterances));
}

std::optional<std::size_t> Listening::line() const {
  const auto heard = m_speaker ? m_speaker->heard() : std::nullopt;
  return heard ? std::optional(heard->line) : std::nullopt;
}

std::vector<present::Mark> Listening::marks() const {
  if (!m_speaker) return {};
  const auto heard = m_speaker->heard();
  if (!heard || heard->line >= m_script.sentences.size()) return {};
  const present::Sentence& sentence = m_script.sentences[heard->line];
  if (!heard->word) return present::marks_of(sentence, 0, 0);
  return present::marks_of(sentence, heard->word->begin, heard->word->end);
}

bool Listening::step(std::int64_t now_ms) {
  return m_speaker && m_speaker->step(now_ms);
}

std::optional<std::int64_t> Listening::due_ms(std::int64_t now_ms) const {
  return m_speaker ? m_speaker->due_ms(now_ms) : std::nullopt;
}

void Listening::forget() {
  if (m_speaker) m_speaker->forget();
  m_script = {};
  m_on = false;
  m_aloud = present::Aloud::open_only;
  m_transcript.clear();
}

}  // namespace candor::kiosk
