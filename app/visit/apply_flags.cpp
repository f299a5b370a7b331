// Things that staff must deal with: raised, withdrawn by the patient, resolved by a named member of
// staff.
#include <algorithm>

#include "visit/input.h"
#include "visit/late_help.h"
#include "visit/turn.h"

namespace candor::visit {

namespace {

/// Closing one never changes the record of a visit that is being saved.
bool may_close(const State& state, const Flag& flag) {
  return is_open(state) || state.stage == Stage::receipt ||
         (state.stage == Stage::save_failed && is_late(flag));
}

Flag* find_open(State& state, int number) {
  const auto found = std::find_if(state.flags.begin(), state.flags.end(), [&](const Flag& flag) {
    return flag.number == number && flag.state == FlagState::open;
  });
  return found == state.flags.end() ? nullptr : &*found;
}

void close(Turn& turn, Flag& flag, FlagState as, const Staff& by, const std::string& said) {
  flag.state = as;
  flag.closed_at = turn.now;
  flag.closed_by = by.name;
  flag.closed_as = by.role;
  flag.said = said;
  flag.answers_at_close = static_cast<int>(turn.state.answers.size());
}

Flag& add(Turn& turn, FlagCause cause, const AnswerPlace& place, const content::FlagRule& rule) {
  Flag flag;
  flag.number = static_cast<int>(turn.state.flags.size()) + 1;
  flag.cause = cause;
  flag.spot = place.spot;
  flag.field = place.field;
  flag.option = place.option;
  flag.urgency = rule.urgency;
  flag.blocks = rule.blocks;
  flag.reason = rule.reason;
  flag.raised_at = turn.now;
  turn.effects.emplace_back(Notify{flag.number, flag.urgency});
  if (flag.urgency == Urgency::now) turn.effects.emplace_back(StoreFlagNow{flag.number});
  turn.state.flags.push_back(std::move(flag));
  return turn.state.flags.back();
}

bool is_at(const Flag& flag, const AnswerPlace& place) {
  return flag.spot == place.spot && flag.field == place.field && flag.option == place.option;
}

/// A place that there is: a page with or without a block, or no page for screens outside the pages.
bool is_place(const content::Pack& pack, const Spot& spot) {
  if (spot.page.empty()) return spot.block.empty();
  if (pack.page(spot.page) == nullptr) return false;
  return spot.block.empty() || pack.block(spot.page, spot.block) != nullptr;
}

/// Once someone has signed, statements cannot be answered again, so a question is about the
/// decision.
bool is_askable(const Turn& turn, const Spot& spot) {
  if (!is_place(turn.pack, spot)) return false;
  if (turn.state.stage != Stage::decision || spot.page.empty()) return true;
  const std::vector<Step> steps = steps_of(turn.pack, turn.state.walk);
  const int sign = sign_step(steps);
  return sign >= 0 && steps[static_cast<std::size_t>(sign)].page->id == spot.page;
}

bool is_own_request(FlagCause cause) {
  switch (cause) {
    case FlagCause::question:
    case FlagCause::talk:
    case FlagCause::interpreter:
      return true;
    case FlagCause::choice:
    case FlagCause::ride:
    case FlagCause::check:
    case FlagCause::statement:
    case FlagCause::representative:
    case FlagCause::minor:
      return false;
  }
  return false;
}

}  // namespace

void raise(Turn& turn, FlagCause cause, const AnswerPlace& place, const content::FlagRule& rule) {
  add(turn, cause, place, rule);
}

void raise_by_answer(Turn& turn, FlagCause cause, const AnswerPlace& place,
                     const content::FlagRule& rule) {
  if (open_flag(turn.state, cause, place, RaisedBy::answer) != nullptr) return;
  add(turn, cause, place, rule).from_answer = true;
}

Flag* open_flag(State& state, FlagCause cause, const AnswerPlace& place, RaisedBy raised_by) {
  const bool from_answer = raised_by == RaisedBy::answer;
  const auto found = std::find_if(state.flags.begin(), state.flags.end(), [&](const Flag& flag) {
    return flag.state == FlagState::open && flag.cause == cause &&
           flag.from_answer == from_answer && is_at(flag, place);
  });
  return found == state.flags.end() ? nullptr : &*found;
}

void withdraw(Turn& turn, Flag& flag) {
  close(turn, flag, FlagState::withdrawn, Staff{"patient", {}}, {});
}

void withdraw_by_answer(Turn& turn, FlagCause cause, const AnswerPlace& place) {
  Flag* flag = open_flag(turn.state, cause, place, RaisedBy::answer);
  if (flag != nullptr && flag->urgency != Urgency::now) withdraw(turn, *flag);
}

bool on(Turn& turn, const AskStaff& event) {
  State& state = turn.state;
  const bool late = state.stage == Stage::receipt || state.stage == Stage::save_failed;
  if (!is_open(state) && !late) return false;
  if (!is_askable(turn, event.spot)) return false;
  const AnswerPlace place{event.spot, {}, late ? kAfterOutcome : ""};
  if (open_flag(state, FlagCause::question, place, RaisedBy::person) != nullptr) return true;
  // After the outcome a question blocks nothing any more, but staff still come.
  raise(turn, FlagCause::question, place, {Urgency::routine, !late, "A question"});
  return true;
}

bool on(Turn& turn, const TalkToNurse&) {
  State& state = turn.state;
  if (!is_open(state)) return false;
  state.declining = false;
  if (open_flag(state, FlagCause::talk, {}, RaisedBy::person) == nullptr) {
    raise(turn, FlagCause::talk, {}, {Urgency::routine, true, "Wants to talk to a nurse"});
  }
  turn.effects.emplace_back(Park{});
  return true;
}

bool on(Turn& turn, const WithdrawQuestion& event) {
  State& state = turn.state;
  Flag* flag = find_open(state, event.flag);
  if (flag == nullptr || !may_close(state, *flag)) return false;
  if (!is_own_request(flag->cause) || flag->urgency == Urgency::now) return false;
  // Without this relative somebody else interprets; without any interpreter nobody does.
  if (flag->cause == FlagCause::interpreter && flag->option.empty()) {
    state.needs_interpreter = false;
  }
  withdraw(turn, *flag);
  return true;
}

bool on(Turn& turn, const ResolveFlag& event) {
  State& state = turn.state;
  if (!is_named(event.by)) return false;
  Flag* flag = find_open(state, event.flag);
  const auto said = clean_words(event.said, kLongestReason);
  if (flag == nullptr || !said || !may_close(state, *flag)) return false;
  close(turn, *flag, FlagState::resolved, event.by, *said);
  if (flag->cause == FlagCause::minor) {
    // Nobody grows older by it: the date is asked again, in case it was a slip of the finger.
    state.too_young = false;
    state.identity.birth = Date{};
    enter_identity(turn);
  }
  return true;
}

bool on(Turn& turn, const AcknowledgeFlag& event) {
  Flag* flag = find_open(turn.state, event.flag);
  if (flag == nullptr || flag->urgency != Urgency::now || flag->acknowledged) return false;
  if (!is_named(event.by)) return false;
  flag->acknowledged = true;
  flag->acknowledged_by = event.by.name;
  flag->acknowledged_as = event.by.role;
  flag->acknowledged_at = turn.now;
  return true;
}

}  // namespace candor::visit
