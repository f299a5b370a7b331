// What a submitted screen means for the visit.
#include <algorithm>
#include <charconv>

#include "present/build.h"

namespace candor::present {
namespace {

using visit::Spot;
using visit::Step;

std::string typed(const Scratch& scratch, const std::string& field) {
  const auto found = scratch.typed.find(field);
  return found == scratch.typed.end() ? std::string() : trimmed(found->second);
}

Submission one(visit::Event event) {
  return Submission{{std::move(event)}, {}};
}

Submission problem(const Teller& teller, const std::string& english) {
  return Submission{{}, teller.say(english)};
}

struct Submitter {
  const Teller& teller;
  const visit::State& state;
  const Scratch& scratch;
  const Moment& now;

  [[nodiscard]] std::optional<Step> step() const {
    return visit::current_step(teller.desk().pack, state);
  }

  [[nodiscard]] Spot spot(const Step& step) const {
    return Spot{step.page->id, step.page->blocks[step.first].id};
  }

  Submission operator()(const SubmitName&) const {
    const std::string name = typed(scratch, "name");
    const std::string given = scratch.typed.contains("name") ? name : state.identity.name;
    if (given.empty()) return problem(teller, "Please type a name.");
    return one(visit::GiveName{given});
  }

  Submission operator()(const SubmitRepresentative&) const {
    const std::string name = typed(scratch, "representative");
    const std::string relation = typed(scratch, "relation");
    if (name.empty()) return problem(teller, "Please type your name.");
    if (relation.empty()) return problem(teller, "Please type your relation to the patient.");
    return one(visit::GiveRepresentative{name, relation});
  }

  Submission operator()(const UsualLook&) const {
    return Submission{
        {visit::ChooseSize{visit::TextSize::medium}, visit::ChooseTheme{visit::Theme::paper}}, {}};
  }

  Submission operator()(const SubmitYear&) const {
    const std::string text = typed(scratch, "year");
    int year = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), year);
    const Date birth{year, state.identity.birth.month, state.identity.birth.day};
    const bool whole = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
    if (text.size() != 4 || !whole)
      return problem(teller, "Please type the year with four digits.");
    if (!is_real_date(birth) || birth > local_date(now) || age_on(birth, local_date(now)) > 120) {
      return problem(teller, "That date does not exist. Please check day, month and year.");
    }
    return one(visit::GiveYear{year});
  }

  Submission operator()(const SubmitChoice&) const {
    const auto at = step();
    if (!at) return {};
    const visit::Answer* last = visit::last_answer(state, spot(*at));
    if (scratch.picked_any) {
      if (scratch.picked.empty()) return {};
      return Submission{{visit::GiveChoice{spot(*at), scratch.picked}, visit::Next{}}, {}};
    }
    if (last == nullptr) return {};
    return one(visit::Next{});
  }

  Submission operator()(const SubmitCheck&) const {
    const auto at = step();
    if (!at || !scratch.picked_any || scratch.picked.empty()) return {};
    return one(visit::GiveCheck{spot(*at), scratch.picked.front()});
  }

  Submission operator()(const SubmitForm&) const {
    const auto at = step();
    if (!at) return {};
    const auto* form = std::get_if<content::FormBlock>(&at->page->blocks[at->first].content);
    if (form == nullptr) return {};
    Submission submission;
    std::vector<std::string> waived;
    for (const auto& field : form->fields) {
      if (field.kind != content::FieldKind::choice) continue;
      std::string option;
      for (const std::string& key : scratch.picked) {
        if (scratch.picked_any && key.starts_with(field.id + "/")) {
          option = key.substr(field.id.size() + 1);
        }
      }
      const visit::Answer* last = visit::last_answer(state, spot(*at), field.id);
      const std::string before = last == nullptr || last->options.empty() ? "" : last->options[0];
      if (option.empty()) option = before;
      if (option.empty() && field.required) {
        return Submission{
            {}, teller.say("Please choose: {field}", {{"field", teller.text(field.label)}})};
      }
      for (const auto& each : field.options) {
        if (each.id == option) waived.insert(waived.end(), each.waives.begin(), each.waives.end());
      }
      if (option != before) {
        submission.events.emplace_back(visit::GiveField{spot(*at), field.id, {}, option});
      }
    }
    for (const auto& field : form->fields) {
      if (field.kind == content::FieldKind::choice) continue;
      const visit::Answer* last = visit::last_answer(state, spot(*at), field.id);
      const std::string before = last == nullptr ? "" : last->text;
      const std::string text = scratch.typed.contains(field.id) ? typed(scratch, field.id) : before;
      const bool is_waived = std::find(waived.begin(), waived.end(), field.id) != waived.end();
      if (text.empty() && field.required && !is_waived) {
        return Submission{
            {}, teller.say("Please fill in: {field}", {{"field", teller.text(field.label)}})};
      }
      const auto digits =
          std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
      if (field.kind == content::FieldKind::phone && !text.empty() && digits < 7) {
        return problem(teller, "Please type the whole phone number, at least 7 digits.");
      }
      if (text != before) {
        submission.events.emplace_back(visit::GiveField{spot(*at), field.id, text, {}});
      }
    }
    submission.events.emplace_back(visit::Next{});
    return submission;
  }

  Submission operator()(const SubmitSignature&) const {
    visit::Signature signature;
    signature.role = state.signing;
    signature.language = state.language;
    signature.how = scratch.how;
    signature.at = now;
    const bool other =
        state.signing == visit::Role::witness || state.signing == visit::Role::interpreter;
    if (other) {
      signature.name = typed(scratch, "signer-name");
      signature.relation = typed(scratch, "signer-relation");
      if (state.signing == visit::Role::interpreter) {
        signature.presence = scratch.presence;
        signature.kind = scratch.interpreter_kind;
      }
    } else if (state.signing == visit::Role::representative) {
      signature.name = state.representative_name;
      signature.relation = state.representative_relation;
    } else {
      signature.name = state.identity.name;
    }
    if (scratch.how == visit::SignedHow::typed) {
      signature.name = typed(scratch, "signer-name");
      if (signature.name.empty()) return problem(teller, "Please type your name.");
    } else if (scratch.how != visit::SignedHow::confirmed) {
      if (judge_mark(scratch.strokes) == MarkKind::empty) {
        return problem(teller, "Please sign in the box, or choose another way.");
      }
      signature.strokes = scratch.strokes;
      signature.pad_width_um = scratch.pad_width_um;
      signature.pad_height_um = scratch.pad_height_um;
      if (judge_mark(scratch.strokes) == MarkKind::tiny) signature.how = visit::SignedHow::mark;
    }
    const auto& pack = teller.desk().pack;
    signature.meaning = visit::meaning_of(pack, state, state.signing, state.language, now);
    signature.source_meaning =
        visit::meaning_of(pack, state, state.signing, pack.languages.front().tag, now);
    return one(visit::Sign{std::move(signature)});
  }

  template <typename Other>
  Submission operator()(const Other&) const {
    return {};
  }
};

}  // namespace

std::vector<std::string> picked_before(const content::Pack& pack, const visit::State& state) {
  const auto step = visit::current_step(pack, state);
  if (!step) return {};
  const content::Block& block = step->page->blocks[step->first];
  const Spot spot{step->page->id, block.id};
  if (step->kind == visit::StepKind::choice) {
    const visit::Answer* last = visit::last_answer(state, spot);
    return last == nullptr ? std::vector<std::string>() : last->options;
  }
  std::vector<std::string> picked;
  if (const auto* form = std::get_if<content::FormBlock>(&block.content)) {
    for (const auto& field : form->fields) {
      const visit::Answer* last = visit::last_answer(state, spot, field.id);
      if (last == nullptr || last->options.empty()) continue;
      picked.push_back(field.id + "/" + last->options.front());
    }
  }
  return picked;
}

Submission submit(const Desk& desk, const visit::State& state, const Scratch& scratch,
                  const Action& action, const Moment& now) {
  const Teller teller(desk, state.language);
  return std::visit(Submitter{teller, state, scratch, now}, action.any());
}

}  // namespace candor::present
