// How a visit ends, and what follows: saving, the receipt, forgetting.
#include "crypto/crypto.h"
#include "visit/input.h"
#include "visit/turn.h"

namespace candor::visit {

namespace {

constexpr std::size_t kRecordIdDigits = 32;

/// The same for every retry of one outcome, another one for another outcome of the same visit.
std::string record_id_of(const State& state, Outcome outcome) {
  return crypto::sha256_hex("candor record\n" + state.id.value + "\n" + to_string(outcome))
      .substr(0, kRecordIdDigits);
}

/// Nothing of the person is left.
void forget(Turn& turn) {
  turn.state = State{};
  turn.state.stage = Stage::finished;
  turn.effects.emplace_back(Wipe{});
}

/// A decision that could not be stored can still be taken back: it is not yet one.
bool is_unsaved_decision(const State& state) {
  return state.stage == Stage::save_failed && state.outcome == Outcome::signed_;
}

/// The person at the screen may end the visit here.
bool may_end(const State& state) {
  return (is_open(state) && !state.too_young) || is_unsaved_decision(state);
}

}  // namespace

void end_visit(Turn& turn, Outcome outcome, const std::string& reason, const Staff& by) {
  State& state = turn.state;
  // Before the identity is confirmed there is no visit to keep: a wiped screen or a child at play.
  if (!state.identity_confirmed) {
    forget(turn);
    return;
  }
  state.outcome = outcome;
  state.outcome_reason = reason;
  state.outcome_by = by.name;
  state.outcome_as = by.role;
  state.declining = false;
  state.record_id = record_id_of(state, outcome);
  state.ended = turn.now;
  state.stage = Stage::saving;
  turn.effects.emplace_back(StoreRecord{});
}

bool on(Turn& turn, const Decline&) {
  State& state = turn.state;
  if (!may_end(state) || state.declining) return false;
  state.declining = true;
  return true;
}

bool on(Turn& turn, const CancelDecline&) {
  State& state = turn.state;
  if (!state.declining) return false;
  state.declining = false;
  return true;
}

bool on(Turn& turn, const ConfirmDecline& event) {
  if (!turn.state.declining) return false;
  const auto reason = clean_line(event.reason, kLongestReason);
  if (!reason) return false;
  end_visit(turn, Outcome::declined, *reason, {});
  return true;
}

bool on(Turn& turn, const OnPaper&) {
  if (!may_end(turn.state)) return false;
  end_visit(turn, Outcome::on_paper, {}, {});
  return true;
}

bool on(Turn& turn, const StopByStaff& event) {
  const State& state = turn.state;
  if (!is_open(state) && state.stage != Stage::save_failed) return false;
  const auto reason = clean_words(event.reason, kLongestReason);
  if (!is_named(event.by) || !reason) return false;
  end_visit(turn, Outcome::stopped_by_staff, *reason, event.by);
  return true;
}

bool on(Turn& turn, const Leave& event) {
  const State& state = turn.state;
  if (state.stage == Stage::receipt) {
    forget(turn);
    return true;
  }
  const auto why = clean_line(event.why, kLongestReason);
  if (!is_open(state) || !why) return false;
  end_visit(turn, Outcome::unfinished, *why, {});
  return true;
}

bool on(Turn& turn, const Saved& event) {
  State& state = turn.state;
  if (state.stage != Stage::saving) return false;
  const auto proof_code = clean_line(event.proof_code, kLongestLine);
  const auto head = clean_line(event.head, kLongestHead);
  if (!proof_code || !head) return false;
  state.proof_code = *proof_code;
  state.head = *head;
  state.stage = Stage::receipt;
  return true;
}

bool on(Turn& turn, const SaveFailed&) {
  State& state = turn.state;
  if (state.stage != Stage::saving) return false;
  state.stage = Stage::save_failed;
  return true;
}

bool on(Turn& turn, const RetrySave&) {
  State& state = turn.state;
  if (state.stage != Stage::save_failed || state.declining) return false;
  state.stage = Stage::saving;
  turn.effects.emplace_back(StoreRecord{});
  return true;
}

bool on(Turn& turn, const ShowSheet&) {
  State& state = turn.state;
  if (state.stage != Stage::receipt) return false;
  state.sheet_shown = true;
  return true;
}

bool on(Turn& turn, const Finish&) {
  if (turn.state.stage != Stage::receipt) return false;
  forget(turn);
  return true;
}

}  // namespace candor::visit
