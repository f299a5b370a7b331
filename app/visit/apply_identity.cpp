// Who is at the screen, and who the patient is.
#include <algorithm>
#include <array>

#include "visit/input.h"
#include "visit/turn.h"

namespace candor::visit {

namespace {

content::FlagRule minor_rule() {
  return {Urgency::soon, true, "Below the minimum age"};
}

content::FlagRule representative_rule() {
  return {Urgency::soon, true, "Papers to be seen by staff"};
}

bool is_at(const State& state, IdentityStep step) {
  return is_going_on(state) && state.stage == Stage::identity && state.identity_step == step;
}

/// An identity that staff compared with papers is no longer that one when it changes.
void forget_check(Identity& identity) {
  identity.checked_by.clear();
  identity.checked_as.clear();
}

/// Sets the date of birth as the patient gave it.
void set_birth(Identity& identity, const Date& birth) {
  if (identity.birth == birth) return;
  identity.birth = birth;
  identity.birth_source = "patient";
  forget_check(identity);
}

/// A birth date below the pack's age stops the visit, privately, until staff come.
void judge_age(Turn& turn) {
  State& state = turn.state;
  const Date today = local_date(turn.now);
  if (!is_birth_date(state.identity.birth, today)) return;
  if (age_on(state.identity.birth, today) >= turn.pack.minimum_age) return;
  state.too_young = true;
  if (open_flag(state, FlagCause::minor, {}, RaisedBy::person) == nullptr) {
    raise(turn, FlagCause::minor, {}, minor_rule());
  }
}

bool is_given(const State& state, IdentityStep step, const Date& today) {
  const Identity& identity = state.identity;
  switch (step) {
    case IdentityStep::name:
      return !identity.name.empty();
    case IdentityStep::month:
      return identity.birth.month >= 1 && identity.birth.month <= 12;
    case IdentityStep::day:
      return is_day_of_month(identity.birth.day, identity.birth.month);
    case IdentityStep::year:
      return is_birth_date(identity.birth, today);
    case IdentityStep::code:
      return !state.code.hash.empty();
    case IdentityStep::confirm:
      return false;
  }
  return false;
}

constexpr std::array kIdentitySteps = {IdentityStep::name, IdentityStep::month,
                                       IdentityStep::day,  IdentityStep::year,
                                       IdentityStep::code, IdentityStep::confirm};

IdentityStep after(IdentityStep step) {
  const auto found = std::find(kIdentitySteps.begin(), kIdentitySteps.end(), step);
  return std::next(found) == kIdentitySteps.end() ? step : *std::next(found);
}

/// Goes on from a step that has its answer.
void go_on_from(Turn& turn, IdentityStep step) {
  if (step == IdentityStep::year) judge_age(turn);
  if (!turn.state.too_young) turn.state.identity_step = after(step);
}

void withdraw_representative(Turn& turn) {
  turn.state.representative_name.clear();
  turn.state.representative_relation.clear();
  Flag* flag = open_flag(turn.state, FlagCause::representative, {}, RaisedBy::person);
  if (flag != nullptr) withdraw(turn, *flag);
}

bool papers_were_seen(const State& state) {
  return std::any_of(state.flags.begin(), state.flags.end(), [](const Flag& flag) {
    return flag.cause == FlagCause::representative && flag.state == FlagState::resolved;
  });
}

}  // namespace

bool on(Turn& turn, const ChooseWho& event) {
  State& state = turn.state;
  if (!is_going_on(state) || state.stage != Stage::who) return false;
  const AtScreen before = state.at_screen;
  state.at_screen = event.who;
  state.at_screen_chosen = true;
  if (event.who != AtScreen::helper) state.helped_by.clear();
  if (is_represented(state)) {
    if (before != event.who) withdraw_representative(turn);
    return true;  // The name and relation are asked next.
  }
  withdraw_representative(turn);
  if (event.who == AtScreen::patient) enter_identity(turn);
  return true;
}

bool on(Turn& turn, const ToggleHelp& event) {
  State& state = turn.state;
  if (!is_going_on(state) || state.stage != Stage::who || !state.at_screen_chosen) return false;
  if (state.at_screen != AtScreen::helper) return false;
  if (event.how != "reading" && event.how != "touching") return false;
  const auto found = std::find(state.helped_by.begin(), state.helped_by.end(), event.how);
  if (found != state.helped_by.end()) {
    state.helped_by.erase(found);
  } else {
    state.helped_by.push_back(event.how);
    std::sort(state.helped_by.begin(), state.helped_by.end());
  }
  return true;
}

bool on(Turn& turn, const GiveRepresentative& event) {
  State& state = turn.state;
  if (!is_going_on(state) || state.stage != Stage::who) return false;
  if (!state.at_screen_chosen || !is_represented(state)) return false;
  const auto name = clean_words(event.name, kLongestLine);
  const auto relation = clean_words(event.relation, kLongestLine);
  if (!name || !relation) return false;
  const bool changed =
      *name != state.representative_name || *relation != state.representative_relation;
  state.representative_name = *name;
  state.representative_relation = *relation;
  // Papers that staff have seen stand only for the person who showed them.
  const bool open = open_flag(state, FlagCause::representative, {}, RaisedBy::person) != nullptr;
  if (!open && (changed || !papers_were_seen(state))) {
    raise(turn, FlagCause::representative, {}, representative_rule());
  }
  enter_identity(turn);
  return true;
}

bool on(Turn& turn, const GiveName& event) {
  State& state = turn.state;
  if (!is_at(state, IdentityStep::name)) return false;
  const auto name = clean_words(event.name, kLongestLine);
  if (!name) return false;
  if (*name != state.identity.name) {
    state.identity.name = *name;
    state.identity.name_source = "patient";
    forget_check(state.identity);
  }
  go_on_from(turn, IdentityStep::name);
  return true;
}

bool on(Turn& turn, const GiveMonth& event) {
  State& state = turn.state;
  if (!is_at(state, IdentityStep::month)) return false;
  if (event.month < 1 || event.month > 12) return false;
  const Date birth = state.identity.birth;
  set_birth(state.identity, {birth.year, event.month, birth.day});
  go_on_from(turn, IdentityStep::month);
  return true;
}

bool on(Turn& turn, const GiveDay& event) {
  State& state = turn.state;
  if (!is_at(state, IdentityStep::day)) return false;
  const Date birth = state.identity.birth;
  if (!is_day_of_month(event.day, birth.month)) return false;
  set_birth(state.identity, {birth.year, birth.month, event.day});
  go_on_from(turn, IdentityStep::day);
  return true;
}

bool on(Turn& turn, const GiveYear& event) {
  State& state = turn.state;
  if (!is_at(state, IdentityStep::year)) return false;
  const Date birth{event.year, state.identity.birth.month, state.identity.birth.day};
  if (!is_birth_date(birth, local_date(turn.now))) return false;
  set_birth(state.identity, birth);
  go_on_from(turn, IdentityStep::year);
  return true;
}

bool on(Turn& turn, const GiveCode& event) {
  State& state = turn.state;
  if (!is_at(state, IdentityStep::code)) return false;
  if (!clean_words(event.hash, kLongestReason)) return false;
  state.code = ReturnCode{event.hash};
  go_on_from(turn, IdentityStep::code);
  return true;
}

bool on(Turn& turn, const ConfirmIdentity&) {
  State& state = turn.state;
  if (!is_at(state, IdentityStep::confirm)) return false;
  const Date today = local_date(turn.now);
  const bool complete = is_given(state, IdentityStep::name, today) &&
                        is_given(state, IdentityStep::year, today) &&
                        is_given(state, IdentityStep::code, today);
  if (!complete || age_on(state.identity.birth, today) < turn.pack.minimum_age) return false;
  state.identity_confirmed = true;
  turn.effects.emplace_back(StoreOpened{});
  enter_walk(turn);
  return true;
}

bool on(Turn& turn, const NotMe&) {
  State& state = turn.state;
  if (!is_going_on(state) || state.stage != Stage::identity) return false;
  state.identity = Identity{};
  state.code = ReturnCode{};
  state.identity_step = IdentityStep::name;
  return true;
}

bool on(Turn& turn, const CheckIdentity& event) {
  State& state = turn.state;
  if (!is_open(state) || !is_named(event.by)) return false;
  if (state.identity.name.empty() || !is_real_date(state.identity.birth)) return false;
  const auto chart_number = clean_line(event.chart_number, kLongestLine);
  if (!chart_number) return false;
  state.identity.checked_by = event.by.name;
  state.identity.checked_as = event.by.role;
  if (!chart_number->empty()) {
    state.identity.chart_number = *chart_number;
    state.identity.chart_source = "staff";
  }
  return true;
}

void enter_identity(Turn& turn) {
  State& state = turn.state;
  state.stage = Stage::identity;
  state.identity_step = IdentityStep::name;
  // What staff gave before the visit is not asked again, but it is read back.
  const Date today = local_date(turn.now);
  for (const IdentityStep step : kIdentitySteps) {
    state.identity_step = step;
    const bool is_date = step == IdentityStep::month || step == IdentityStep::day;
    const bool skip =
        is_date ? is_given(state, IdentityStep::year, today) : is_given(state, step, today);
    if (!skip) break;
  }
  judge_age(turn);
}

void leave_identity_backwards(Turn& turn) {
  turn.state.stage = Stage::who;
}

bool next_in_identity(Turn& turn) {
  const IdentityStep step = turn.state.identity_step;
  if (!is_given(turn.state, step, local_date(turn.now))) return false;
  go_on_from(turn, step);
  return true;
}

bool back_in_identity(Turn& turn) {
  const auto found =
      std::find(kIdentitySteps.begin(), kIdentitySteps.end(), turn.state.identity_step);
  if (found == kIdentitySteps.begin()) {
    leave_identity_backwards(turn);
  } else {
    turn.state.identity_step = *std::prev(found);
  }
  return true;
}

}  // namespace candor::visit
