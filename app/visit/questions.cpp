// What can be asked about a state. Nothing here changes one.
#include <algorithm>
#include <variant>

#include "content/utf8.h"
#include "content/words.h"
#include "visit/decision_values.h"
#include "visit/turn.h"
#include "visit/visit.h"

namespace candor::visit {

namespace {

bool was_shown(const State& state, const Spot& spot) {
  return std::any_of(state.shown.begin(), state.shown.end(),
                     [&](const ShownBlock& shown) { return shown.spot == spot; });
}

bool has_content(const Answer* answer) {
  return answer != nullptr && (!answer->options.empty() || !answer->text.empty() || answer->reply);
}

/// A field that an option chosen elsewhere in the form makes needless.
bool is_waived(const State& state, const Spot& spot, const content::FormBlock& form,
               const std::string& field_id) {
  for (const content::FormField& field : form.fields) {
    const Answer* answer = last_answer(state, spot, field.id);
    if (answer == nullptr) continue;
    for (const content::FormField::Option& option : field.options) {
      const auto& chosen = answer->options;
      if (std::find(chosen.begin(), chosen.end(), option.id) == chosen.end()) continue;
      const auto& waives = option.waives;
      if (std::find(waives.begin(), waives.end(), field_id) != waives.end()) return true;
    }
  }
  return false;
}

bool is_filled(const State& state, const Spot& spot, const content::FormBlock& form) {
  return std::all_of(form.fields.begin(), form.fields.end(), [&](const content::FormField& field) {
    if (has_content(last_answer(state, spot, field.id))) return true;
    return !field.required || is_waived(state, spot, form, field.id);
  });
}

/// The last reply is a question, and nobody is going to answer it.
bool is_question_taken_back(const State& state, const Spot& spot) {
  const Answer* answer = last_answer(state, spot);
  if (answer == nullptr || answer->reply != Reply::question) return false;
  return std::none_of(state.flags.begin(), state.flags.end(), [&](const Flag& flag) {
    return flag.spot == spot && flag.state == FlagState::open;
  });
}

bool is_agreed(const State& state, const Spot& spot, const content::AcknowledgeBlock& statement) {
  const Answer* answer = last_answer(state, spot);
  if (answer == nullptr || !answer->reply || must_answer_again(state, spot)) return false;
  switch (*answer->reply) {
    case Reply::yes:
      return true;
    case Reply::no:
      return !statement.required;
    case Reply::question:
      return false;
    case Reply::not_applicable:
      return statement.may_not_apply;
  }
  return false;
}

Spot spot_of(const Step& step) {
  return {step.page->id, step.page->blocks[step.first].id};
}

/// The first blocking flag at a statement; staff must deal with it before the patient answers
/// again.
const Flag* flag_at(const State& state, const Spot& spot) {
  for (const Flag* flag : blocking_flags(state)) {
    if (flag->spot == spot) return flag;
  }
  return nullptr;
}

const content::SignBlock* sign_block(const content::Pack& pack, const State& state) {
  const std::vector<Step> steps = steps_of(pack, state.walk);
  const int sign = sign_step(steps);
  if (sign < 0) return nullptr;
  const Step& step = steps[static_cast<std::size_t>(sign)];
  return std::get_if<content::SignBlock>(&step.page->blocks[step.first].content);
}

bool has_signed(const State& state, Role role) {
  return std::any_of(state.signatures.begin(), state.signatures.end(),
                     [&](const Signature& signature) { return signature.role == role; });
}

content::Placeholders placeholders(const content::Pack& pack, const State& state,
                                   const std::string& language, const Moment& now) {
  return {
      {"procedure", pack.text(language, pack.procedure)},
      {"treatments", std::to_string(pack.treatments)},
      {"until", content::long_date(language, valid_until(pack, now))},
      {"pages", std::to_string(page_count(pack, state.walk))},
      {"statements", std::to_string(count_of(steps_of(pack, state.walk), StepKind::statement))}};
}

}  // namespace

std::optional<Step> current_step(const content::Pack& pack, const State& state) {
  if (state.stage != Stage::steps) return std::nullopt;
  const std::vector<Step> steps = steps_of(pack, state.walk);
  if (state.step < 0 || state.step >= static_cast<int>(steps.size())) return std::nullopt;
  return steps[static_cast<std::size_t>(state.step)];
}

const Answer* last_answer(const State& state, const Spot& spot, const std::string& field) {
  const auto found = std::find_if(
      state.answers.rbegin(), state.answers.rend(),
      [&](const Answer& answer) { return answer.spot == spot && answer.field == field; });
  return found == state.answers.rend() ? nullptr : &*found;
}

bool must_answer_again(const State& state, const Spot& spot) {
  if (is_question_taken_back(state, spot)) return true;
  int closed_after = -1;
  for (const Flag& flag : state.flags) {
    if (flag.spot == spot && flag.state == FlagState::resolved) {
      closed_after = std::max(closed_after, flag.answers_at_close);
    }
  }
  if (closed_after < 0) return false;
  for (std::size_t i = static_cast<std::size_t>(closed_after); i < state.answers.size(); ++i) {
    if (state.answers[i].spot == spot) return false;
  }
  return true;
}

bool is_answered(const content::Pack& pack, const State& state, const Step& step) {
  (void)pack;
  const Spot spot = spot_of(step);
  switch (step.kind) {
    case StepKind::read:
      for (std::size_t i = step.first; i < step.first + step.count; ++i) {
        if (!was_shown(state, {step.page->id, step.page->blocks[i].id})) return false;
      }
      return true;
    case StepKind::check: {
      const Answer* answer = last_answer(state, spot);
      return answer != nullptr && (answer->correct || misses(state, spot) >= kMissesAllowed);
    }
    case StepKind::choice:
      return has_content(last_answer(state, spot));
    case StepKind::form: {
      const auto* form = std::get_if<content::FormBlock>(&step.page->blocks[step.first].content);
      return form != nullptr && is_filled(state, spot, *form);
    }
    case StepKind::statement:
      return last_answer(state, spot) != nullptr && !must_answer_again(state, spot);
    case StepKind::sign:
      return state.outcome == Outcome::signed_;
  }
  return false;
}

int misses(const State& state, const Spot& spot) {
  int count = 0;
  for (const Answer& answer : state.answers) {
    if (answer.spot == spot) count = answer.correct ? 0 : count + 1;
  }
  return count;
}

std::vector<const Flag*> blocking_flags(const State& state) {
  std::vector<const Flag*> blocking;
  for (const Flag& flag : state.flags) {
    if (flag.state == FlagState::open && flag.blocks) blocking.push_back(&flag);
  }
  return blocking;
}

const Flag* urgent_flag(const State& state) {
  const auto found = std::find_if(state.flags.begin(), state.flags.end(), [](const Flag& flag) {
    return flag.state == FlagState::open && flag.urgency == Urgency::now && !flag.acknowledged;
  });
  return found == state.flags.end() ? nullptr : &*found;
}

std::vector<Role> required_signers(const content::Pack& pack, const State& state) {
  const content::Walk* walk = pack.walk(state.walk);
  const auto asked = [&](Role role) {
    return walk != nullptr &&
           std::find(walk->signers.begin(), walk->signers.end(), role) != walk->signers.end();
  };
  const Role deciding = is_represented(state) ? Role::representative : Role::patient;
  std::vector<Role> roles{deciding};
  // The interpreter speaks for the words before the decision, the witness saw all of it: so last.
  if (state.needs_interpreter || asked(Role::interpreter)) roles.push_back(Role::interpreter);
  const bool unusual = std::any_of(
      state.signatures.begin(), state.signatures.end(), [&](const Signature& signature) {
        return signature.role == deciding && signature.how != SignedHow::drawn;
      });
  if (unusual || asked(Role::witness)) roles.push_back(Role::witness);
  return roles;
}

std::optional<Role> next_signer(const content::Pack& pack, const State& state) {
  for (const Role role : required_signers(pack, state)) {
    if (!has_signed(state, role)) return role;
  }
  return std::nullopt;
}

const Flag* relative_agreed(const State& state) {
  const auto found = std::find_if(state.flags.begin(), state.flags.end(), [](const Flag& flag) {
    return flag.cause == FlagCause::interpreter && flag.option == kRelativeOption &&
           flag.state == FlagState::resolved;
  });
  return found == state.flags.end() ? nullptr : &*found;
}

Readiness readiness(const content::Pack& pack, const State& state) {
  if (state.too_young) return {Obstacle::too_young, -1, 0};
  const std::vector<Step> steps = steps_of(pack, state.walk);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    if (step.kind == StepKind::sign) continue;
    const bool once_answered =
        step.kind == StepKind::statement && last_answer(state, spot_of(step)) != nullptr;
    if (!once_answered && !is_answered(pack, state, step)) {
      return {Obstacle::step_missing, static_cast<int>(i), 0};
    }
  }
  // What the patient can do comes before what waits for staff.
  Readiness waiting;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto* statement =
        std::get_if<content::AcknowledgeBlock>(&steps[i].page->blocks[steps[i].first].content);
    if (statement == nullptr || is_agreed(state, spot_of(steps[i]), *statement)) continue;
    const Flag* flag = flag_at(state, spot_of(steps[i]));
    if (flag == nullptr) return {Obstacle::statement_not_agreed, static_cast<int>(i), 0};
    if (waiting.obstacle == Obstacle::none) {
      waiting = {Obstacle::flag_open, static_cast<int>(i), flag->number};
    }
  }
  if (waiting.obstacle != Obstacle::none) return waiting;
  const std::vector<const Flag*> blocking = blocking_flags(state);
  if (blocking.empty()) return {};
  int at_step = -1;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (at_step < 0 && !blocking.front()->spot.page.empty() &&
        spot_of(steps[i]) == blocking.front()->spot) {
      at_step = static_cast<int>(i);
    }
  }
  return {Obstacle::flag_open, at_step, blocking.front()->number};
}

std::string scope_of(const content::Pack& pack, const State& state, const std::string& language,
                     const Moment& now) {
  const content::SignBlock* sign = sign_block(pack, state);
  if (sign == nullptr) return {};
  return pack.text(language, sign->scope, placeholders(pack, state, language, now));
}

content::Placeholders decision_values(const content::Pack& pack, const State& state,
                                      const std::string& language, const Moment& now) {
  content::Placeholders values = placeholders(pack, state, language, now);
  values["scope"] = scope_of(pack, state, language, now);
  return values;
}

std::string meaning_of(const content::Pack& pack, const State& state, Role role,
                       const std::string& language, const Moment& now) {
  const content::SignBlock* sign = sign_block(pack, state);
  if (sign == nullptr) return {};
  const content::Placeholders extra = decision_values(pack, state, language, now);
  if (role != Role::patient) {
    const auto found = sign->meanings.find(role);
    return found == sign->meanings.end() ? std::string()
                                         : pack.text(language, found->second, extra);
  }
  std::vector<std::string> lines{sign->act};
  const bool names_scope = sign->act.find("{scope}") != std::string::npos;
  if (!names_scope && !sign->scope.empty()) lines.push_back(sign->scope);
  lines.insert(lines.end(), sign->points.begin(), sign->points.end());
  std::string meaning;
  for (const std::string& line : lines) {
    if (!meaning.empty()) meaning += '\n';
    meaning += pack.text(language, line, extra);
  }
  return meaning;
}

bool can_go_back(const content::Pack& pack, const State& state) {
  return apply(pack, state, Back{}, state.started).accepted;
}

std::string initials(const State& state) {
  const std::string& name = state.identity.name;
  std::vector<std::string> letters;
  bool at_start = true;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t length = std::max<std::size_t>(1, content::code_point_at(name, at).length);
    const bool space = name[at] == ' ';
    if (at_start && !space) letters.push_back(name.substr(at, length) + ".");
    at_start = space;
    at += length;
  }
  if (letters.empty()) return {};
  return letters.size() == 1 ? letters.front() : letters.front() + " " + letters.back();
}

Date valid_until(const content::Pack& pack, const Moment& now) {
  return add_months(local_date(now), pack.valid_for_months);
}

int sign_step(const std::vector<Step>& steps) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].kind == StepKind::sign) return static_cast<int>(i);
  }
  return -1;
}

bool is_in_walk(const content::Pack& pack, const State& state, const Spot& spot) {
  const content::Walk* walk = pack.walk(state.walk);
  if (walk == nullptr || spot.block.empty()) return false;
  const bool has_page =
      std::find(walk->pages.begin(), walk->pages.end(), spot.page) != walk->pages.end();
  return has_page && pack.block(spot.page, spot.block) != nullptr;
}

}  // namespace candor::visit
