// The way through the visit: which walk, forth, back, and from the review to an answer and back.
#include "visit/turn.h"

namespace candor::visit {

namespace {

/// The next step that is not the signature, looking in one direction; -1 when there is none.
int step_beside(const std::vector<Step>& steps, int from, int direction) {
  const int count = static_cast<int>(steps.size());
  for (int at = from + direction; at >= 0 && at < count; at += direction) {
    if (steps[static_cast<std::size_t>(at)].kind != StepKind::sign) return at;
  }
  return -1;
}

void go_to_step(State& state, int step) {
  state.stage = Stage::steps;
  state.step = step;
  if (step > state.furthest_step) state.furthest_step = step;
}

bool next_in_steps(Turn& turn) {
  State& state = turn.state;
  const std::vector<Step> steps = steps_of(turn.pack, state.walk);
  const std::optional<Step> step = current_step(turn.pack, state);
  if (!step || !is_answered(turn.pack, state, *step)) return false;
  const int beside = step_beside(steps, state.step, 1);
  if (state.from_review || beside < 0) {
    enter_review(turn);
  } else {
    go_to_step(state, beside);
  }
  return true;
}

bool back_in_steps(Turn& turn) {
  State& state = turn.state;
  if (state.from_review) {
    enter_review(turn);
    return true;
  }
  const int beside = step_beside(steps_of(turn.pack, state.walk), state.step, -1);
  if (beside >= 0) {
    state.step = beside;
    return true;
  }
  if (state.walk_given || turn.pack.walks.size() < 2) return false;
  state.stage = Stage::walk;
  return true;
}

/// To the decision when nothing is missing, else to the first thing that the patient can do about
/// it.
bool next_in_review(Turn& turn) {
  State& state = turn.state;
  const Readiness ready = readiness(turn.pack, state);
  switch (ready.obstacle) {
    case Obstacle::none: {
      const int sign = sign_step(steps_of(turn.pack, state.walk));
      if (sign < 0) return false;
      state.stage = Stage::decision;
      state.step = sign;
      return true;
    }
    case Obstacle::step_missing:
    case Obstacle::statement_not_agreed:
      go_to_step(state, ready.step);
      state.from_review = true;
      return true;
    case Obstacle::flag_open:
    case Obstacle::too_young:
      return false;
  }
  return false;
}

bool next_in_who(Turn& turn) {
  const State& state = turn.state;
  if (!state.at_screen_chosen) return false;
  if (is_represented(state) && state.representative_name.empty()) return false;
  enter_identity(turn);
  return true;
}

bool back_in_who(Turn& turn) {
  State& state = turn.state;
  if (state.at_screen_chosen && is_represented(state)) {
    state.at_screen_chosen = false;  // From "your name and relation" to the question before it.
  } else {
    state.stage = Stage::language;
  }
  return true;
}

}  // namespace

bool on(Turn& turn, const ChooseWalk& event) {
  State& state = turn.state;
  if (!is_going_on(state) || state.stage != Stage::walk) return false;
  if (turn.pack.walk(event.walk) == nullptr) return false;
  if (state.walk != event.walk) state.furthest_step = 0;
  state.walk = event.walk;
  enter_steps(turn);
  return true;
}

bool on(Turn& turn, const Next&) {
  State& state = turn.state;
  if (!is_going_on(state)) return false;
  switch (state.stage) {
    case Stage::interpreter:
      state.stage = Stage::who;
      return true;
    case Stage::who:
      return next_in_who(turn);
    case Stage::identity:
      return next_in_identity(turn);
    case Stage::walk:
      if (state.walk.empty()) return false;
      enter_steps(turn);
      return true;
    case Stage::steps:
      return next_in_steps(turn);
    case Stage::review:
      return next_in_review(turn);
    case Stage::language:
    case Stage::decision:
    case Stage::saving:
    case Stage::save_failed:
    case Stage::receipt:
    case Stage::finished:
      return false;
  }
  return false;
}

bool on(Turn& turn, const Back&) {
  State& state = turn.state;
  if (!is_going_on(state)) return false;
  switch (state.stage) {
    case Stage::interpreter:
      state.stage = Stage::language;
      return true;
    case Stage::who:
      return back_in_who(turn);
    case Stage::identity:
      return back_in_identity(turn);
    case Stage::steps:
      return back_in_steps(turn);
    case Stage::review: {
      const int last = step_beside(steps_of(turn.pack, state.walk),
                                   sign_step(steps_of(turn.pack, state.walk)), -1);
      if (last < 0) return false;
      go_to_step(state, last);
      return true;
    }
    case Stage::decision:
      if (!state.signatures.empty()) return false;
      enter_review(turn);
      return true;
    case Stage::language:
    case Stage::walk:
    case Stage::saving:
    case Stage::save_failed:
    case Stage::receipt:
    case Stage::finished:
      return false;
  }
  return false;
}

bool on(Turn& turn, const GoToStep& event) {
  State& state = turn.state;
  if (!is_going_on(state) || !state.signatures.empty()) return false;
  const std::vector<Step> steps = steps_of(turn.pack, state.walk);
  if (event.step < 0 || event.step >= static_cast<int>(steps.size())) return false;
  if (steps[static_cast<std::size_t>(event.step)].kind == StepKind::sign) return false;
  const bool back_to_furthest =
      state.stage == Stage::steps && !state.from_review && event.step == state.furthest_step;
  if (back_to_furthest) {
    state.step = event.step;
    return true;
  }
  if (state.stage != Stage::review || event.step > state.furthest_step) return false;
  go_to_step(state, event.step);
  state.from_review = true;
  return true;
}

void enter_walk(Turn& turn) {
  State& state = turn.state;
  if (state.walk.empty() && turn.pack.walks.size() == 1) state.walk = turn.pack.walks.front().id;
  if (state.walk.empty()) {
    state.stage = Stage::walk;
  } else {
    enter_steps(turn);
  }
}

void enter_steps(Turn& turn) {
  const int first = step_beside(steps_of(turn.pack, turn.state.walk), -1, 1);
  if (first < 0) {
    enter_review(turn);
  } else {
    go_to_step(turn.state, first);
  }
}

void enter_review(Turn& turn) {
  turn.state.stage = Stage::review;
  turn.state.from_review = false;
}

}  // namespace candor::visit
