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
  const bool has_pages =
      state.stage == Stage::steps || state.stage == Stage::review || state.stage == Stage::decision;
  if (!is_open(state) || !has_pages) return false;
  if (!is_in_walk(turn.pack, state, event.spot)) return false;
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

}  // namespace candor::visit
