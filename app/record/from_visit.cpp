// A visit that has an outcome, as a record: texts in the words that were shown, in the order in
// which things happened. Nothing that was answered may be lost on the way.

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

#include "base/check.h"
#include "content/shown_text.h"
#include "record/record.h"
#include "visit/decision_values.h"
#include "visit/late_help.h"
#include "visit/steps.h"
#include "visit/visit.h"

namespace candor::record {
namespace {

using visit::Spot;

class Teller {
 public:
  Teller(const visit::State& state, const content::Pack& pack, const Context& context)
      : m_state(state), m_pack(pack), m_context(context) {
    if (!pack.languages.empty()) m_source = pack.languages.front().tag;
  }

  [[nodiscard]] Record record() const;

 private:
  [[nodiscard]] const content::Block* block_at(const Spot& spot) const {
    return m_pack.block(spot.page, spot.block);
  }

  /// The content of a block when it is of this type, else nullptr.
  template <typename Content>
  [[nodiscard]] const Content* content_at(const Spot& spot) const {
    const content::Block* const block = block_at(spot);
    return block == nullptr ? nullptr : std::get_if<Content>(&block->content);
  }

  [[nodiscard]] std::string english(const content::AcknowledgeBlock* block,
                                    visit::Reply reply) const;
  [[nodiscard]] std::string label(const content::AcknowledgeBlock* block,
                                  const visit::Answer& answer) const;
  [[nodiscard]] std::string shown_text(const visit::ShownBlock& shown) const;
  [[nodiscard]] Answer answer(const visit::Answer& given) const;
  [[nodiscard]] Statement statement(const Spot& spot) const;
  [[nodiscard]] std::vector<Statement> statements() const;
  [[nodiscard]] Flag flag(const visit::Flag& raised) const;
  [[nodiscard]] std::optional<Ride> ride() const;
  [[nodiscard]] std::optional<Ride> ride_from(const Spot& spot,
                                              const content::FormBlock& form) const;
  [[nodiscard]] std::string value(const content::FormField& field,
                                  const visit::Answer& given) const;

  /// When the decision was made: what "until" counts from.
  [[nodiscard]] const Moment& decided() const {
    return m_state.signatures.empty() ? m_state.ended : m_state.signatures.front().at;
  }

  const visit::State& m_state;
  const content::Pack& m_pack;
  const Context& m_context;
  std::string m_source;
};

/// The labels of the chosen options; an option that the pack does not have stays as its id.
template <typename Option>
std::vector<std::string> labels_of(const content::Pack& pack, const std::vector<Option>& options,
                                   const visit::Answer& given) {
  std::vector<std::string> labels;
  for (const std::string& id : given.options) {
    const auto option = std::find_if(options.begin(), options.end(),
                                     [&id](const Option& each) { return each.id == id; });
    labels.push_back(option == options.end() ? id : pack.text(given.language, option->label));
  }
  return labels;
}

std::string Teller::english(const content::AcknowledgeBlock* block, visit::Reply reply) const {
  switch (reply) {
    case visit::Reply::yes:
      switch (block == nullptr ? content::Verb::agree : block->verb) {
        case content::Verb::understand:
          return "I understand";
        case content::Verb::agree:
          return "I agree";
        case content::Verb::will:
          return "I will";
      }
      break;
    case visit::Reply::no:
      return "I do not agree";
    case visit::Reply::question:
      return "I have a question";
    case visit::Reply::not_applicable:
      return "This does not apply to me";
  }
  return {};
}

std::string Teller::label(const content::AcknowledgeBlock* block,
                          const visit::Answer& answer) const {
  const std::string words = english(block, answer.reply.value_or(visit::Reply::question));
  return m_context.words == nullptr ? words : m_context.words->get(answer.language, words);
}

std::string Teller::shown_text(const visit::ShownBlock& shown) const {
  if (const content::Block* const block = block_at(shown.spot)) {
    return content::shown_text(
        m_pack, *block, shown.language,
        std::holds_alternative<content::SignBlock>(block->content)
            ? visit::decision_values(m_pack, m_state, shown.language, shown.first_at)
            : content::Placeholders{});
  }
  const content::Page* const page = m_pack.page(shown.spot.page);
  return page == nullptr ? std::string() : m_pack.text(shown.language, page->title);
}

Answer Teller::answer(const visit::Answer& given) const {
  Answer answer;
  answer.kind = given.field.empty() ? "choice" : "field";
  answer.page = given.spot.page;
  answer.block = given.spot.block;
  answer.field = given.field;
  answer.options = given.options;
  answer.answers = given.options;
  answer.language = given.language;
  answer.at = given.at;
  if (const auto* const check = content_at<content::CheckBlock>(given.spot)) {
    answer.kind = "check";
    answer.question = m_pack.text(given.language, check->question);
    answer.answers = labels_of(m_pack, check->options, given);
    answer.correct = given.correct;
  } else if (const auto* const choice = content_at<content::ChoiceBlock>(given.spot)) {
    answer.question = m_pack.text(given.language, choice->question);
    answer.answers = labels_of(m_pack, choice->options, given);
    answer.is_private = choice->is_private;
  } else if (const auto* const form = content_at<content::FormBlock>(given.spot)) {
    for (const content::FormField& field : form->fields) {
      if (field.id != given.field) continue;
      answer.question = m_pack.text(given.language, field.label);
      answer.answers = labels_of(m_pack, field.options, given);
      answer.is_private = field.is_private;
    }
  }
  if (!given.text.empty()) answer.answers.push_back(given.text);
  return answer;
}

Statement Teller::statement(const Spot& spot) const {
  Statement statement;
  statement.page = spot.page;
  statement.block = spot.block;
  const auto* const block = content_at<content::AcknowledgeBlock>(spot);
  for (const visit::ShownBlock& shown : m_state.shown) {
    if (shown.spot == spot) statement.language = shown.language;
  }
  for (const visit::Answer& given : m_state.answers) {
    if (!(given.spot == spot) || !given.reply) continue;
    statement.replies.push_back(
        {visit::to_string(*given.reply), label(block, given), given.language, given.at});
    statement.language = given.language;
  }
  if (block != nullptr) {
    statement.required = block->required;
    statement.fact = content::plain_words(m_pack, block->fact, statement.language);
    statement.statement = m_pack.text(statement.language, block->statement);
    statement.source_fact = content::plain_words(m_pack, block->fact, m_source);
    statement.source_statement = m_pack.text(m_source, block->statement);
  }
  return statement;
}

std::vector<Statement> Teller::statements() const {
  // Those that the patient saw or answered: in the walk's order, then any other in the order
  // answered.
  std::vector<Spot> spots;
  const auto add = [&spots](const Spot& spot) {
    if (std::find(spots.begin(), spots.end(), spot) == spots.end()) spots.push_back(spot);
  };
  const auto was_seen = [this](const Spot& spot) {
    return std::any_of(m_state.shown.begin(), m_state.shown.end(),
                       [&spot](const visit::ShownBlock& shown) { return shown.spot == spot; }) ||
           std::any_of(m_state.answers.begin(), m_state.answers.end(),
                       [&spot](const visit::Answer& given) { return given.spot == spot; });
  };
  for (const visit::Step& step : visit::steps_of(m_pack, m_state.walk)) {
    if (step.kind != visit::StepKind::statement) continue;
    const Spot spot{step.page->id, step.page->blocks[step.first].id};
    if (was_seen(spot)) add(spot);
  }
  for (const visit::Answer& given : m_state.answers) {
    if (given.reply) add(given.spot);
  }
  std::vector<Statement> statements;
  statements.reserve(spots.size());
  for (const Spot& spot : spots) statements.push_back(statement(spot));
  return statements;
}

Flag Teller::flag(const visit::Flag& raised) const {
  Flag flag;
  flag.number = raised.number;
  flag.cause = visit::to_string(raised.cause);
  flag.page = raised.spot.page;
  flag.block = raised.spot.block;
  flag.urgency = content::to_string(raised.urgency);
  flag.blocks = raised.blocks;
  flag.reason = m_pack.text(m_source, raised.reason);
  flag.raised_at = raised.raised_at;
  if (raised.acknowledged) {
    flag.acknowledged_at = raised.acknowledged_at;
    flag.acknowledged_by = raised.acknowledged_by;
    flag.acknowledged_as = raised.acknowledged_as;
  }
  flag.state = visit::to_string(raised.state);
  if (raised.state != visit::FlagState::open) {
    flag.closed_at = raised.closed_at;
    flag.closed_by = raised.closed_by;
    flag.closed_as = raised.closed_as;
    flag.said = raised.said;
  }
  return flag;
}

std::string Teller::value(const content::FormField& field, const visit::Answer& given) const {
  std::string value;
  for (const std::string& label : labels_of(m_pack, field.options, given)) {
    if (!value.empty()) value += ", ";
    value += label;
  }
  return value.empty() ? given.text : value;
}

std::optional<Ride> Teller::ride() const {
  for (const content::Page& page : m_pack.pages) {
    for (const content::Block& block : page.blocks) {
      const auto* const form = std::get_if<content::FormBlock>(&block.content);
      if (form == nullptr || !form->is_ride) continue;
      if (auto found = ride_from({page.id, block.id}, *form)) return found;
    }
  }
  return std::nullopt;
}

std::optional<Ride> Teller::ride_from(const Spot& spot, const content::FormBlock& form) const {
  std::map<std::string, const visit::Answer*> last;
  for (const visit::Answer& given : m_state.answers) {
    if (given.spot == spot) last[given.field] = &given;
  }
  if (last.empty()) return std::nullopt;
  // "I do not have a ride yet" makes a name that was typed before it void.
  std::set<std::string> waived;
  for (const content::FormField& field : form.fields) {
    const auto found = last.find(field.id);
    if (found == last.end()) continue;
    for (const content::FormField::Option& option : field.options) {
      const auto& chosen = found->second->options;
      if (std::find(chosen.begin(), chosen.end(), option.id) != chosen.end()) {
        waived.insert(option.waives.begin(), option.waives.end());
      }
    }
  }
  Ride ride;
  for (const content::FormField& field : form.fields) {
    const auto found = last.find(field.id);
    if (found == last.end() || waived.contains(field.id)) continue;
    const visit::Answer& given = *found->second;
    ride.fields.push_back(
        {field.id, m_pack.text(given.language, field.label), value(field, given)});
  }
  return ride;
}

Record Teller::record() const {
  CANDOR_CHECK(m_state.outcome != visit::Outcome::none);
  const bool is_signed = m_state.outcome == visit::Outcome::signed_;
  Record record;
  record.id = m_context.record_id;
  record.visit = m_state.id.value;
  record.episode = m_state.episode.value;
  record.kiosk = m_context.kiosk;
  record.software = m_context.software;
  record.practice = !m_context.practice_reasons.empty();
  record.practice_reasons = m_context.practice_reasons;
  record.outcome = visit::to_string(m_state.outcome);
  record.outcome_reason = m_state.outcome_reason;
  record.outcome_by = m_state.outcome_by;
  record.outcome_as = m_state.outcome_as;
  const auto clinic = m_pack.clinic.values.find("name");
  if (clinic != m_pack.clinic.values.end()) record.clinic = clinic->second;
  record.procedure = m_pack.text(m_source, m_pack.procedure);
  record.scope = visit::scope_of(m_pack, m_state, m_source, decided());
  if (is_signed) record.valid_until = iso_date(visit::valid_until(m_pack, decided()));
  record.patient = m_state.identity;
  record.at_screen = visit::to_string(m_state.at_screen);
  record.helped_by = m_state.helped_by;
  record.representative_name = m_state.representative_name;
  record.representative_relation = m_state.representative_relation;
  record.interpreter_asked = m_state.needs_interpreter;
  record.pack = m_pack.id;
  record.pack_version = m_pack.version;
  record.pack_digest = m_state.pack_digest.empty() ? m_pack.digest : m_state.pack_digest;
  record.pack_approved = m_pack.is_approved();
  for (const content::Approval& each : m_pack.approvals) {
    record.pack_approvals.push_back({each.by, each.role, each.at, each.key_id});
  }
  record.walk = m_state.walk;
  record.source_language = m_source;
  record.clinic_values.assign(m_pack.clinic.values.begin(), m_pack.clinic.values.end());
  for (const visit::Presentation& each : m_state.presentations) {
    record.presented.push_back(
        {each.language, visit::to_string(each.size), visit::to_string(each.theme), each.at});
  }
  for (const visit::ShownBlock& each : m_state.shown) {
    record.shown.push_back({each.spot.page, each.spot.block, each.language,
                            visit::to_string(each.size), visit::to_string(each.theme), each.digest,
                            shown_text(each), each.first_at, each.visible_ms});
  }
  for (const visit::HeardBlock& each : m_state.heard) {
    record.listened.push_back({each.spot.page, each.spot.block, each.language, each.digest,
                               each.speed, static_cast<std::int32_t>(each.to_end.size()), each.of,
                               each.first_at, each.heard_ms});
  }
  for (const visit::Replay& each : m_state.replays) {
    record.replays.push_back(
        {each.spot.page, each.spot.block, visit::to_string(each.how), each.language, each.at});
  }
  for (const visit::Answer& each : m_state.answers) {
    if (!each.reply) record.answers.push_back(answer(each));
  }
  record.statements = statements();
  for (const visit::Flag& each : m_state.flags) {
    // A retry stores the very same record, whatever was asked for since the outcome.
    if (!visit::is_late(each)) record.flags.push_back(flag(each));
  }
  record.ride = ride();
  for (const visit::Signature& each : m_state.signatures) {
    record.signatures.push_back({content::to_string(each.role), each.name, each.relation,
                                 each.presence, each.kind, each.kind_reason, each.kind_agreed_by,
                                 each.kind_agreed_as, each.meaning, each.source_meaning,
                                 each.language, visit::to_string(each.how), each.pad_width_um,
                                 each.pad_height_um, each.strokes, each.at});
  }
  if (is_signed) record.waiting_for = {"clinician", "copy"};
  // However the visit ended: what the patient asked or said is still there to be dealt with.
  if (std::any_of(m_state.flags.begin(), m_state.flags.end(), [](const visit::Flag& each) {
        return each.state == visit::FlagState::open && !visit::is_late(each);
      })) {
    record.waiting_for.emplace_back("flag");
  }
  record.started = m_state.started;
  record.ended = m_state.ended;
  return record;
}

}  // namespace

Date keep_until(const Date& day, const Date& birth, int years) {
  constexpr int kOfAge = 18;
  const bool is_minor = is_real_date(birth) && age_on(birth, day) < kOfAge;
  Date until = day;
  until.year += years + (is_minor ? kOfAge : 0);
  // 29 February has no day in most years: one day longer rather than shorter.
  if (!is_real_date(until)) until = {until.year, 3, 1};
  return until;
}

Record from_visit(const visit::State& state, const content::Pack& pack, const Context& context) {
  return Teller(state, pack, context).record();
}

}  // namespace candor::record
