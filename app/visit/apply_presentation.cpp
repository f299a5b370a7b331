// How the visit is shown: language, text size, colours, and what was on the glass.
#include <algorithm>

#include "visit/input.h"
#include "visit/turn.h"

namespace candor::visit {

namespace {

content::FlagRule interpreter_rule() {
  return {Urgency::soon, true, "An interpreter is needed"};
}

/// Kept only while it can become part of the record, and once there is a language to speak of.
void note_presentation(Turn& turn) {
  State& state = turn.state;
  if (!is_open(state) || state.language.empty()) return;
  state.presentations.push_back({state.language, state.size, state.theme, turn.now});
}

/// The patient's language was there after all: the request for an interpreter is taken back.
void take_back_interpreter(Turn& turn) {
  turn.state.needs_interpreter = false;
  Flag* flag = open_flag(turn.state, FlagCause::interpreter, {}, RaisedBy::person);
  if (flag != nullptr) withdraw(turn, *flag);
}

/// Whether a block of the pack can be on the glass or be heard now.
bool can_present(const Turn& turn, const Spot& spot) {
  const State& state = turn.state;
  const bool has_pages =
      state.stage == Stage::steps || state.stage == Stage::review || state.stage == Stage::decision;
  return is_open(state) && has_pages && is_in_walk(turn.pack, state, spot);
}

}  // namespace

bool on(Turn& turn, const ChooseLanguage& event) {
  State& state = turn.state;
  if (!has_language(turn.pack, event.tag)) return false;
  const bool changed = state.language != event.tag;
  state.language = event.tag;
  if (changed) note_presentation(turn);
  if (state.stage == Stage::language && !state.declining) {
    if (state.needs_interpreter) take_back_interpreter(turn);
    state.stage = Stage::who;
  }
  return true;
}

bool on(Turn& turn, const NeedInterpreter&) {
  State& state = turn.state;
  if (!is_open(state)) return false;
  state.needs_interpreter = true;
  if (open_flag(state, FlagCause::interpreter, {}, RaisedBy::person) == nullptr) {
    raise(turn, FlagCause::interpreter, {}, interpreter_rule());
  }
  if (state.language.empty()) {
    state.language = source_language(turn.pack);
    note_presentation(turn);
  }
  if (state.stage == Stage::language && !state.declining) state.stage = Stage::interpreter;
  return true;
}

bool on(Turn& turn, const ChooseSize& event) {
  if (turn.state.size == event.size) return true;
  turn.state.size = event.size;
  note_presentation(turn);
  return true;
}

bool on(Turn& turn, const ChooseTheme& event) {
  if (turn.state.theme == event.theme) return true;
  turn.state.theme = event.theme;
  note_presentation(turn);
  return true;
}

bool on(Turn& turn, const Shown& event) {
  State& state = turn.state;
  if (!can_present(turn, event.spot)) return false;
  if (event.visible_ms < 0 || !clean_words(event.digest, kLongestLine)) return false;
  const auto same =
      std::find_if(state.shown.begin(), state.shown.end(), [&](const ShownBlock& shown) {
        return shown.spot == event.spot && shown.language == state.language &&
               shown.size == state.size && shown.theme == state.theme &&
               shown.digest == event.digest;
      });
  if (same != state.shown.end()) {
    same->visible_ms += event.visible_ms;
    return true;
  }
  state.shown.push_back({event.spot, state.language, state.size, state.theme, event.digest,
                         turn.now, event.visible_ms});
  return true;
}

bool on(Turn& turn, const Heard& event) {
  constexpr std::int32_t kMostSentences = 1'000;
  constexpr std::int32_t kMostPercent = 1'000;
  State& state = turn.state;
  if (!can_present(turn, event.spot)) return false;
  if (event.heard_ms < 0 || !clean_words(event.digest, kLongestLine)) return false;
  if (event.sentence < 0 || event.sentence >= event.of || event.of > kMostSentences) return false;
  if (event.speed <= 0 || event.speed > kMostPercent) return false;
  auto same = std::find_if(state.heard.begin(), state.heard.end(), [&](const HeardBlock& heard) {
    return heard.spot == event.spot && heard.language == state.language &&
           heard.digest == event.digest && heard.speed == event.speed && heard.of == event.of;
  });
  if (same == state.heard.end()) {
    state.heard.push_back(
        {event.spot, state.language, event.digest, event.speed, event.of, {}, turn.now, 0});
    same = state.heard.end() - 1;
  }
  same->heard_ms += event.heard_ms;
  const auto place = std::lower_bound(same->to_end.begin(), same->to_end.end(), event.sentence);
  const bool is_known = place != same->to_end.end() && *place == event.sentence;
  if (event.to_end && !is_known) same->to_end.insert(place, event.sentence);
  return true;
}

bool on(Turn& turn, const Again& event) {
  if (!can_present(turn, event.spot)) return false;
  turn.state.replays.push_back({event.spot, event.how, turn.state.language, turn.now});
  return true;
}

}  // namespace candor::visit
