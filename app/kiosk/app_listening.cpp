// Listening on the glass: what is read, when it falls silent, what is marked.
#include <algorithm>
#include <utility>

#include "kiosk/app.h"

namespace candor::kiosk {
namespace {

/// A receipt that was read aloud stays at least this much longer.
constexpr std::int64_t kAfterSpeechMs = 15'000;

/// Whether any part of what stands in the sentence is on the glass now.
bool is_on_glass(const present::Sentence& sentence, const std::vector<ui::Node>& nodes) {
  bool stands_somewhere = false;
  for (const present::SpokenPiece& piece : sentence.pieces) {
    if (piece.text.empty()) continue;
    stands_somewhere = true;
    const std::string words = piece.text.substr(piece.begin, piece.end - piece.begin);
    const bool shown = std::any_of(nodes.begin(), nodes.end(), [&](const ui::Node& node) {
      if (!node.value.empty() && node.value == piece.text) return true;
      // Long paragraphs are drawn sentence by sentence on small glass.
      return (node.label == piece.text || piece.text.find(node.label) != std::string::npos) &&
             !node.label.empty() && node.label.find(words) != std::string::npos;
    });
    if (!shown) return false;
  }
  return stands_somewhere;
}

/// The sentences of the part that is on the glass; what stands nowhere goes with the sentence
/// before it.
present::Script part_on_glass(present::Script script, const std::vector<ui::Node>& nodes) {
  present::Script part;
  part.language = script.language;
  bool with_it = true;
  for (present::Sentence& sentence : script.sentences) {
    const bool stands = std::any_of(sentence.pieces.begin(), sentence.pieces.end(),
                                    [](const auto& piece) { return !piece.text.empty(); });
    if (stands) with_it = is_on_glass(sentence, nodes);
    if (with_it) part.sentences.push_back(std::move(sentence));
  }
  return part;
}

}  // namespace

void App::run_listening(const Moment& now) {
  m_listening.look_for_device(now.steady_ms);
  const present::Hearing before = m_listening.hearing();
  if (m_listening.step(now.steady_ms)) {
    m_page.marks = m_listening.marks();
    m_frames_due = std::max(m_frames_due, 1);
  }
  // Somebody who listens need not touch anything.
  if (m_listening.is_heard()) {
    m_touched_ms = now.steady_ms;
    m_receipt_until_ms = std::max(m_receipt_until_ms, now.steady_ms + kAfterSpeechMs);
  }
  if (m_listening.hearing() != before || m_listening.hearing() != m_hearing_shown) {
    m_hearing_shown = m_listening.hearing();
    m_changed = true;
  }
}

void App::prepare_speech() {
  if (!m_listening.can_listen()) return;
  if (m_mode != Mode::visit) return;
  m_listening.prepare(part_on_glass(present::script_of(m_page, m_parts.words), m_frame.nodes));
}

void App::take_speech(const present::Speech& speech, const Moment& now) {
  using Do = present::Speech::Do;
  if (speech.what == Do::allow_aloud) {
    m_listening.allow_aloud();
    present::show_panel(m_scratch, present::Panel::none);
    m_listen_next = true;
    return;
  }
  if (speech.what != Do::listen) {
    m_listening.adjust(speech.what, now.steady_ms);
    return;
  }
  m_listening.turn_on();
  if (m_page.personal && m_listening.aloud() == present::Aloud::open_only) {
    present::show_panel(m_scratch, present::Panel::aloud);
    return;
  }
  say_page(now);
}

void App::say_page(const Moment& now) {
  m_listening.say(part_on_glass(present::script_of(m_page, m_parts.words), m_frame.nodes),
                  now.steady_ms);
}

void App::say(const present::Script& script, const Moment& now) {
  m_listening.say(script, now.steady_ms);
}

void App::stop_speech() {
  m_listening.stop();
  m_page.marks.clear();
}

void App::warn_aloud(const Moment& now) {
  if (!m_listening.is_on() || !m_visit) return;
  const auto& timings = m_parts.config.timings;
  const present::Page page = present::still_there(
      desk(), *m_visit, seconds_left(now, m_mode_since_ms + timings.warning_ms));
  m_listening.say(present::script_of(page, m_parts.words), now.steady_ms);
}

}  // namespace candor::kiosk
