#include "kiosk/listening.h"

#include <algorithm>
#include <utility>

#include "present/recorded.h"

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
  count_time(now_ms);
  end_sentence(Ended::cut_short);
  m_script = as_heard(script);
  m_saying = saying;
  voice::Lines lines;
  for (const present::Sentence& sentence : m_script.sentences) {
    const std::string& language = language_of(sentence, m_script);
    lines.push_back({{language, sentence.say}, nullptr, recording_of(language, sentence.say)});
    m_transcript.push_back(sentence.say);
  }
  m_speaker->say(std::move(lines), now_ms);
  m_line = line();
}

std::shared_ptr<const std::string> Listening::recording_of(const std::string& language,
                                                           const std::string& text) const {
  if (!m_pack) return nullptr;
  const auto recordings = m_pack->recordings.find(language);
  if (recordings == m_pack->recordings.end()) return nullptr;
  const auto file = recordings->second.find(text);
  if (file == recordings->second.end()) return nullptr;
  // The sound lives as long as its pack.
  return {m_pack, &m_pack->sounds.at(file->second)};
}

present::Script Listening::as_heard(const present::Script& script) const {
  return present::joined_where_recorded(
      present::heard_by(script, aloud()),
      [&](const std::string& language, const std::string& text) {
        return recording_of(language.empty() ? script.language : language, text) != nullptr;
      });
}

void Listening::stop() {
  end_sentence(Ended::cut_short);
  if (m_speaker) m_speaker->stop();
  m_script = {};
}

void Listening::adjust(present::Speech::Do what, std::int64_t now_ms) {
  if (!m_speaker) return;
  using Do = present::Speech::Do;
  count_time(now_ms);
  // One sentence at one speed; and what is said again counts again.
  if (what == Do::again || what == Do::slower || what == Do::faster) {
    end_sentence(Ended::cut_short);
  }
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

void Listening::prepare(const present::Script& script, const present::Script& next) {
  if (!can_listen()) return;
  std::vector<voice::Utterance> utterances;
  const auto add = [&](const present::Script& ready, std::size_t most) {
    std::size_t added = 0;
    for (const present::Sentence& sentence : ready.sentences) {
      if (added == most) break;
      const std::string& language = language_of(sentence, ready);
      if (recording_of(language, sentence.say)) continue;
      utterances.push_back({language, sentence.say});
      ++added;
    }
  };
  const present::Script here = as_heard(script);
  // Somebody who listens wants the rest of the page, too, but first how the next one begins: they
  // may go on before this one is over.
  add(here, kReady);
  if (m_on) {
    add(as_heard(next), kReady);
    add(here, here.sentences.size());
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
  if (!m_speaker) return false;
  count_time(now_ms);
  const bool changed = m_speaker->step(now_ms);
  const auto now_heard = line();
  if (m_line && now_heard != m_line) {
    end_sentence(m_speaker->has_device() ? Ended::heard_out : Ended::cut_short);
  }
  m_line = now_heard;
  return changed;
}

void Listening::count_time(std::int64_t now_ms) {
  if (m_line && is_heard()) m_line_ms += std::max<std::int64_t>(0, now_ms - m_counted_ms);
  m_counted_ms = now_ms;
}

void Listening::end_sentence(Ended how) {
  const auto ended = std::exchange(m_line, std::nullopt);
  const std::int64_t heard_ms = std::exchange(m_line_ms, 0);
  if (!ended || *ended >= m_script.sentences.size()) return;
  const present::Sentence& sentence = m_script.sentences[*ended];
  if (!sentence.block) return;
  m_heard.push_back({*sentence.block, sentence.digest, sentence.number, sentence.of, sentence.count,
                     voice::Speaker::kSpeeds.at(m_speaker->speed()), heard_ms,
                     how == Ended::heard_out});
}

const present::Sentence* Listening::heard_now() const {
  const auto now_heard = line();
  if (!now_heard || *now_heard >= m_script.sentences.size()) return nullptr;
  return &m_script.sentences[*now_heard];
}

bool Listening::says_focus() const {
  const present::Sentence* sentence = heard_now();
  return sentence != nullptr && sentence->of_focus;
}

std::optional<visit::Spot> Listening::block() const {
  const present::Sentence* sentence = heard_now();
  return sentence == nullptr ? std::nullopt : sentence->block;
}

std::optional<std::int64_t> Listening::due_ms(std::int64_t now_ms) const {
  return m_speaker ? m_speaker->due_ms(now_ms) : std::nullopt;
}

void Listening::forget() {
  m_line.reset();
  m_line_ms = 0;
  m_heard.clear();
  if (m_speaker) m_speaker->forget();
  m_script = {};
  m_on = false;
  m_aloud = present::Aloud::open_only;
  m_transcript.clear();
}

}  // namespace candor::kiosk
