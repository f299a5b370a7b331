// Listening on the glass: what is read, when it falls silent, what is marked.
#include <algorithm>
#include <cmath>
#include <utility>

#include "kiosk/app.h"
#include "ui/spoken.h"

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
  const bool spoke = m_listening.speaks();
  const bool stepped = m_listening.step(now.steady_ms);
  note_heard(now);
  if ((spoke && !m_listening.speaks()) || m_listening.says_focus()) m_voicing.heard_control();
  if (stepped) {
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

void App::prepare_next_page(const Moment& now) {
  if (m_mode != Mode::visit || !m_visit || m_visit->stage != visit::Stage::steps) return;
  if (m_scratch.panel != present::Panel::none) return;
  present::Page page = m_page;
  page.marks.clear();
  int part = m_scratch.part + 1;
  if (!m_frame.has_more) {
    const visit::Outcomes next = visit::apply(*m_parts.pack, *m_visit, visit::Next{}, now);
    // Where a question waits for its answer, nothing comes next yet.
    if (!next.accepted || place_of(next.state) == place_of(*m_visit)) return;
    page = present::visit_page(desk(), next.state, {}, now);
    part = 0;
  }
  const ui::Frame frame = ui::prepare_page(m_artist, glass(), page, part, m_parts.pack->images);
  if (!m_listening.is_on()) return;
  m_listening.prepare(part_on_glass(present::script_of(m_page, m_parts.words), m_frame.nodes),
                      part_on_glass(present::script_of(page, m_parts.words), frame.nodes));
}

void App::take_speech(const present::Speech& speech, const Moment& now) {
  using Do = present::Speech::Do;
  if (speech.what == Do::allow_aloud) {
    m_listening.allow_aloud();
    present::show_panel(m_scratch, present::Panel::none);
    m_listen_next = !m_voicing.is_on();
    return;
  }
  if (m_voicing.is_on() && speech.what == Do::again && !m_listening.speaks()) {
    m_voicing.repeat();
    return;
  }
  if (speech.what == Do::again) {
    if (const auto block = m_listening.block()) {
      apply(visit::Again{*block, visit::AgainHow::heard}, now);
    }
  }
  if (speech.what != Do::listen) {
    m_listening.adjust(speech.what, now.steady_ms);
    // Slower and softer are heard at once, by the name of their own button.
    if (speech.what != Do::hold && speech.what != Do::go_on) m_voicing.repeat_control();
    return;
  }
  m_listening.turn_on();
  if (m_page.personal && m_listening.aloud() == present::Aloud::open_only) {
    present::show_panel(m_scratch, present::Panel::aloud);
    return;
  }
  if (m_voicing.is_on())
    m_voicing.repeat();
  else if (m_page_identity == identity_of_page())
    say_page(now);
  else
    m_listen_next = true;  // the question whether somebody is there stood over it
}

void App::press_speak(const Moment& now) {
  if (!m_listening.can_listen()) return;
  using Do = present::Speech::Do;
  if (!m_voicing.is_on()) {
    begin_voicing();
    explain_speech(now);
    return;
  }
  if (m_listening.speaks()) {
    m_listening.adjust(m_listening.is_held() ? Do::go_on : Do::hold, now.steady_ms);
    return;
  }
  take(present::Speech{Do::listen}, now);
}

void App::watch_headphones(const Moment& now) {
  using Change = Headphones::Change;
  const Change change = m_headphones.look(now.steady_ms);
  m_listening.use(m_headphones.are_in() ? Listening::Way::headphones : Listening::Way::loudspeaker);
  if (change != Change::none) {
    m_touched_ms = now.steady_ms;
    m_changed = true;
  }
  if (change == Change::pulled_out) {
    // Before anything else is heard in the room. Who goes on by ear presses the speech key.
    stop_speech();
    m_voicing.turn_off();
    m_plugged_in = false;
  } else if (change == Change::put_in) {
    m_plugged_in = true;
    if (m_mode == Mode::still_there) take(present::StillHere{}, now);
    // Its question has its answer.
    if (m_scratch.panel == present::Panel::aloud) {
      present::show_panel(m_scratch, present::Panel::none);
    }
  }
  // A socket that brings its own sound card is heard a moment later.
  if (!m_plugged_in || !m_listening.can_listen()) return;
  m_plugged_in = false;
  const bool spoke_before = m_voicing.is_on();
  begin_voicing();
  if (spoke_before)
    m_voicing.repeat();
  else
    explain_speech(now);
}

void App::explain_speech(const Moment& now) {
  if (m_mode == Mode::visit && m_scratch.panel == present::Panel::none) {
    take(present::OpenPanel{present::Panel::speech}, now);
  }
}

void App::begin_voicing() {
  m_voicing.turn_on();
  m_listening.turn_on();
  m_focus.show();
  m_changed = true;
}

bool App::tell_control_first() {
  if (!m_voicing.is_on() || m_voicing.has_told_control()) return false;
  m_voicing.repeat_control();
  return true;
}

present::SpokenControl App::spoken_focus(const ui::Node& node) const {
  present::SpokenControl spoken = ui::spoken_control(node, m_page);
  if (!m_focus.is_on_row()) return spoken;
  std::vector<std::string> keys;
  for (const ui::Node& each : m_frame.nodes) {
    const bool is_beside = std::abs(each.rect.y - node.rect.y) <= 1;
    if (each.role == ui::NodeRole::key && is_beside) keys.push_back(each.label);
  }
  spoken.label = m_parts.words.get(m_page.language, "Row from {first} to {last}",
                                   {{"first", keys.front()}, {"last", keys.back()}});
  return spoken;
}

void App::voice_glass(const Moment& now) {
  if (!m_voicing.is_on() || m_page.staff || m_mode == Mode::still_there) return;
  const bool asks_first = m_page.personal && m_mode == Mode::visit &&
                          m_listening.aloud() == present::Aloud::open_only &&
                          m_scratch.panel == present::Panel::none && !m_voicing.has_asked_aloud();
  if (asks_first) {
    m_voicing.ask_aloud();
    present::show_panel(m_scratch, present::Panel::aloud);
    m_changed = true;
    return;
  }
  const ui::Node* node = m_focus.control(m_frame);
  Told told{m_page,
            identity_of_page(),
            part_on_glass(present::script_of(m_page, m_parts.words), m_frame.nodes),
            {},
            {}};
  if (node != nullptr) {
    told.control = node->id + (m_focus.is_on_row() ? "/row" : "");
    told.spoken = spoken_focus(*node);
  }
  const bool whole = m_voicing.is_new(told);
  const present::Script script = m_voicing.news(told, m_listening.aloud(), m_parts.words);
  if (script.sentences.empty()) return;
  m_listening.say(script, now.steady_ms,
                  whole ? Listening::Saying::page : Listening::Saying::remark);
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
  // At once: what is done now may end the visit.
  note_heard(m_clock->now());
}

void App::note_heard(const Moment& now) {
  for (const HeardSentence& each : m_listening.take_heard()) {
    // The time counts once.
    std::int64_t heard_ms = each.heard_ms;
    for (std::int32_t i = 0; i < each.count; ++i) {
      apply(visit::Heard{each.block, each.digest, each.number + i, each.of, each.speed,
                         std::exchange(heard_ms, 0), each.to_end},
            now);
    }
  }
}

void App::warn_aloud(const Moment& now) {
  if (!m_visit) return;
  const auto& timings = m_parts.config.timings;
  const present::Page page = present::still_there(
      desk(), *m_visit, seconds_left(now, m_mode_since_ms + timings.warning_ms));
  // For somebody who does not listen, the buttons of speech do not come and go under the finger.
  m_listening.say(present::script_of(page, m_parts.words), now.steady_ms,
                  m_listening.is_on() ? Listening::Saying::page : Listening::Saying::remark);
}

}  // namespace candor::kiosk
