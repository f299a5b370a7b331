// Answers to checks, choices, forms and statements. Each is appended; nothing is overwritten.
#include <algorithm>

#include "visit/input.h"
#include "visit/turn.h"

namespace candor::visit {

namespace {

bool is_answering(const State& state) {
  return is_going_on(state) && state.stage == Stage::steps && state.signatures.empty();
}

Answer& append(Turn& turn, const Spot& spot) {
  Answer answer;
  answer.spot = spot;
  answer.language = turn.state.language;
  answer.at = turn.now;
  turn.state.answers.push_back(std::move(answer));
  return turn.state.answers.back();
}

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

std::vector<std::string> options_before(const State& state, const Spot& spot,
                                        const std::string& field) {
  const Answer* before = last_answer(state, spot, field);
  return before == nullptr ? std::vector<std::string>() : before->options;
}

/// Raises and withdraws the flags of options that are newly chosen or no longer chosen.
template <typename Option>
void follow_flags(Turn& turn, FlagCause cause, const Spot& spot, const std::string& field,
                  const std::vector<Option>& options, const std::vector<std::string>& before,
                  const std::vector<std::string>& chosen) {
  for (const Option& option : options) {
    if (!option.flag) continue;
    const AnswerPlace place{spot, field, option.id};
    const bool was = contains(before, option.id);
    const bool is = contains(chosen, option.id);
    if (is && !was) raise_by_answer(turn, cause, place, *option.flag);
    if (was && !is) withdraw_by_answer(turn, cause, place);
  }
}

/// The chosen options in the pack's order; nothing when one is unknown or named twice.
std::optional<std::vector<std::string>> in_order(const content::ChoiceBlock& block,
                                                 const std::vector<std::string>& chosen) {
  std::vector<std::string> ordered;
  bool exclusive = false;
  for (const content::ChoiceBlock::Option& option : block.options) {
    if (!contains(chosen, option.id)) continue;
    ordered.push_back(option.id);
    exclusive = exclusive || option.exclusive;
  }
  if (ordered.size() != chosen.size()) return std::nullopt;
  if (ordered.size() > 1 && (exclusive || !block.multiple)) return std::nullopt;
  return ordered;
}

/// Wrong answers since the last right one, or since staff dealt with the flag they had raised.
int misses_to_count(const State& state, const Spot& spot) {
  int closed_after = 0;
  for (const Flag& flag : state.flags) {
    if (flag.cause == FlagCause::check && flag.spot == spot && flag.state != FlagState::open) {
      closed_after = std::max(closed_after, flag.answers_at_close);
    }
  }
  int count = 0;
  for (std::size_t i = static_cast<std::size_t>(closed_after); i < state.answers.size(); ++i) {
    const Answer& answer = state.answers[i];
    if (answer.spot == spot) count = answer.correct ? 0 : count + 1;
  }
  return count;
}

}  // namespace

bool on(Turn& turn, const GiveChoice& event) {
  State& state = turn.state;
  if (!is_answering(state)) return false;
  const auto* block = block_at<content::ChoiceBlock>(turn, event.spot);
  if (block == nullptr) return false;
  const auto chosen = in_order(*block, event.options);
  if (!chosen) return false;
  const std::vector<std::string> before = options_before(state, event.spot, {});
  if (chosen->empty() && before.empty()) return false;
  if (*chosen == before) return true;
  append(turn, event.spot).options = *chosen;
  follow_flags(turn, FlagCause::choice, event.spot, {}, block->options, before, *chosen);
  return true;
}

bool on(Turn& turn, const GiveCheck& event) {
  State& state = turn.state;
  if (!is_answering(state)) return false;
  const auto* block = block_at<content::CheckBlock>(turn, event.spot);
  if (block == nullptr) return false;
  const auto option = std::find_if(
      block->options.begin(), block->options.end(),
      [&](const content::CheckBlock::Option& each) { return each.id == event.option; });
  if (option == block->options.end()) return false;
  Answer& answer = append(turn, event.spot);
  answer.options = {option->id};
  answer.correct = option->correct;
  if (misses_to_count(state, event.spot) >= kMissesAllowed) {
    raise_by_answer(turn, FlagCause::check, {event.spot, {}, {}}, block->on_misses);
  }
  return true;
}

namespace {

/// A field's text as it is kept, or nothing when its kind does not allow it. Empty takes it back.
std::optional<std::string> field_text(const content::FormField& field, const std::string& given) {
  std::optional<std::string> text = clean_line(given, kLongestLine);
  if (!text || text->empty()) return text;
  switch (field.kind) {
    case content::FieldKind::text:
      return text;
    case content::FieldKind::phone:
      return is_phone(*text) ? text : std::nullopt;
    case content::FieldKind::date:
      return date_from_iso(*text) ? text : std::nullopt;
    case content::FieldKind::choice:
      return std::nullopt;
  }
  return std::nullopt;
}

bool give_text(Turn& turn, const GiveField& event, const content::FormField& field) {
  if (!event.option.empty()) return false;
  const std::optional<std::string> text = field_text(field, event.text);
  if (!text) return false;
  const Answer* before = last_answer(turn.state, event.spot, field.id);
  const std::string text_before = before == nullptr ? std::string() : before->text;
  if (text->empty() && text_before.empty()) return false;
  if (*text == text_before) return true;
  Answer& answer = append(turn, event.spot);
  answer.field = field.id;
  answer.text = *text;
  return true;
}

bool give_option(Turn& turn, const GiveField& event, const content::FormField& field,
                 FlagCause cause) {
  if (!event.text.empty()) return false;
  const bool known =
      std::any_of(field.options.begin(), field.options.end(),
                  [&](const content::FormField::Option& each) { return each.id == event.option; });
  if (!known) return false;
  const std::vector<std::string> before = options_before(turn.state, event.spot, field.id);
  const std::vector<std::string> chosen{event.option};
  if (chosen == before) return true;
  Answer& answer = append(turn, event.spot);
  answer.field = field.id;
  answer.options = chosen;
  follow_flags(turn, cause, event.spot, field.id, field.options, before, chosen);
  return true;
}

}  // namespace

bool on(Turn& turn, const GiveField& event) {
  if (!is_answering(turn.state)) return false;
  const auto* block = block_at<content::FormBlock>(turn, event.spot);
  if (block == nullptr) return false;
  const auto field =
      std::find_if(block->fields.begin(), block->fields.end(),
                   [&](const content::FormField& each) { return each.id == event.field; });
  if (field == block->fields.end()) return false;
  if (field->kind != content::FieldKind::choice) return give_text(turn, event, *field);
  return give_option(turn, event, *field, block->is_ride ? FlagCause::ride : FlagCause::choice);
}

namespace {

content::FlagRule disagreement_rule() {
  return {Urgency::routine, true, "Does not agree to a required statement"};
}

content::FlagRule statement_question_rule() {
  return {Urgency::routine, true, "A question about a statement"};
}

}  // namespace

bool on(Turn& turn, const GiveReply& event) {
  State& state = turn.state;
  if (!is_answering(state)) return false;
  const auto* block = block_at<content::AcknowledgeBlock>(turn, event.spot);
  if (block == nullptr) return false;
  if (event.reply == Reply::not_applicable && !block->may_not_apply) return false;
  append(turn, event.spot).reply = event.reply;
  const AnswerPlace place{event.spot, {}, {}};
  // The patient's new answer takes back what the old one had raised; both answers stay.
  if (event.reply != Reply::no) withdraw_by_answer(turn, FlagCause::statement, place);
  if (event.reply != Reply::question) withdraw_by_answer(turn, FlagCause::question, place);
  if (event.reply == Reply::no && block->required) {
    raise_by_answer(turn, FlagCause::statement, place, disagreement_rule());
  }
  if (event.reply == Reply::question) {
    raise_by_answer(turn, FlagCause::question, place, statement_question_rule());
  }
  return true;
}

}  // namespace candor::visit
