// The review: every answer with the way back to it, and what staff must still talk about.
#include <algorithm>
#include <map>

#include "present/build.h"

namespace candor::present {
namespace {

using visit::Spot;
using visit::Step;
using visit::StepKind;

struct Reviewer {
  const Teller& teller;
  const visit::State& state;
  const Scratch& scratch;
  Answers answers;
  std::vector<std::string> marks = {};  ///< a row each: what tells it from others of the same words

  /// Two questions of the same words look alike once their answers are masked, so that each is
  /// given the first thing it asks about, or the page it stands on.
  void tell_apart() {
    std::map<std::string, int> times;
    for (const Answers::Row& row : answers.rows) ++times[row.question];
    for (std::size_t i = 0; i < answers.rows.size(); ++i) {
      std::string& question = answers.rows[i].question;
      if (times[question] > 1 && !marks[i].empty()) question += " " + marks[i];
    }
  }

  void add(const std::string& key, int step, std::string question, std::string answer,
           CalloutLook look, bool is_private, std::string mark) {
    Answers::Row row;
    row.question = std::move(question);
    row.look = look;
    const bool answered = !answer.empty();
    row.answer = answered ? std::move(answer) : teller.say("No answer yet");
    if (!answered) row.look = CalloutLook::caution;
    if (is_private && answered) {
      row.masked = !scratch.revealed.contains(key);
      row.reveal = button("reveal." + key, row.masked ? teller.say("Show") : teller.say("Hide"),
                          Reveal{key}, Look::quiet, row.masked ? "eye" : "eye-off");
    }
    if (state.signatures.empty()) {
      row.change =
          button("change." + key, teller.say("Change"), visit::GoToStep{step}, Look::quiet);
    }
    answers.rows.push_back(std::move(row));
    marks.push_back(std::move(mark));
  }

  void choice(const Step& step, int index) {
    const auto& block = step.page->blocks[step.first];
    const auto& choice = std::get<content::ChoiceBlock>(block.content);
    const visit::Answer* last = visit::last_answer(state, Spot{step.page->id, block.id});
    std::string answer;
    bool flagged = false;
    for (const auto& option : choice.options) {
      if (last == nullptr ||
          std::find(last->options.begin(), last->options.end(), option.id) == last->options.end()) {
        continue;
      }
      const std::string label = teller.text(option.label);
      answer = answer.empty()
                   ? label
                   : teller.say("{answers}, {answer}", {{"answers", answer}, {"answer", label}});
      flagged = flagged || option.flag.has_value();
    }
    add(step.page->id + "." + block.id, index, teller.text(choice.question), answer,
        flagged ? CalloutLook::caution : CalloutLook::note, choice.is_private,
        choice.options.empty() ? std::string() : teller.text(choice.options.front().label) + " …");
  }

  void form(const Step& step, int index) {
    const auto& block = step.page->blocks[step.first];
    const auto& form = std::get<content::FormBlock>(block.content);
    const Spot spot{step.page->id, block.id};
    std::vector<std::string> waived;
    for (const auto& field : form.fields) {
      const visit::Answer* last = visit::last_answer(state, spot, field.id);
      for (const auto& option : field.options) {
        if (last != nullptr && !last->options.empty() && last->options.front() == option.id) {
          waived.insert(waived.end(), option.waives.begin(), option.waives.end());
        }
      }
    }
    for (const auto& field : form.fields) {
      const visit::Answer* last = visit::last_answer(state, spot, field.id);
      const bool is_waived = std::find(waived.begin(), waived.end(), field.id) != waived.end();
      if (is_waived || (last == nullptr && !field.required)) continue;
      std::string answer = last == nullptr ? "" : last->text;
      CalloutLook look = CalloutLook::note;
      for (const auto& option : field.options) {
        if (last != nullptr && !last->options.empty() && last->options.front() == option.id) {
          answer = teller.text(option.label);
          if (option.flag) look = CalloutLook::caution;
        }
      }
      add(step.page->id + "." + block.id + "." + field.id, index, teller.text(field.label), answer,
          look, field.is_private, "(" + teller.text(step.page->title) + ")");
    }
  }

  void statement(const Step& step, int index) {
    const auto& block = step.page->blocks[step.first];
    const auto& acknowledge = std::get<content::AcknowledgeBlock>(block.content);
    const visit::Answer* last = visit::last_answer(state, Spot{step.page->id, block.id});
    std::string answer;
    CalloutLook look = CalloutLook::note;
    if (last != nullptr && last->reply) {
      answer = reply_label(teller, acknowledge, *last->reply);
      look = *last->reply == visit::Reply::yes              ? CalloutLook::good
             : *last->reply == visit::Reply::not_applicable ? CalloutLook::note
                                                            : CalloutLook::caution;
    }
    add(step.page->id + "." + block.id, index, teller.text(acknowledge.statement), answer, look,
        false, {});
  }
};

}  // namespace

Page review_page(const Teller& teller, const visit::State& state, const Scratch& scratch) {
  Page page = framed_page(teller, state, "review", 0.95);
  page.elements.push_back(element(Heading{teller.say("Please look at your answers")}));
  const visit::Readiness ready = visit::readiness(teller.desk().pack, state);
  if (ready.obstacle == visit::Obstacle::flag_open) {
    Callout callout{
        CalloutLook::caution, teller.say("Before you sign, staff will talk with you"), {}};
    for (const visit::Flag* flag : visit::blocking_flags(state)) {
      callout.paragraphs.push_back(
          content::Paragraph{content::Paragraph::Kind::bullet, 0, teller.text(flag->reason), {}});
    }
    callout.paragraphs.push_back(
        content::Paragraph{content::Paragraph::Kind::plain, 0, where_help_is(teller), {}});
    page.elements.push_back(element(std::move(callout)));
    Buttons own;
    for (const visit::Flag* flag : visit::blocking_flags(state)) {
      if (flag->cause != visit::FlagCause::question) continue;
      own.items.push_back(button("withdraw." + std::to_string(flag->number),
                                 teller.say("I no longer have this question"),
                                 visit::WithdrawQuestion{flag->number}, Look::plain));
      break;
    }
    if (!own.items.empty()) page.elements.push_back(element(std::move(own)));
  } else if (ready.obstacle != visit::Obstacle::none) {
    page.elements.push_back(element(Notice{
        CalloutLook::caution, teller.say("Something is still open. Next takes you to it.")}));
  } else {
    page.elements.push_back(
        element(Lead{teller.say("You can change any answer. Next, you decide.")}));
  }
  Reviewer reviewer{teller, state, scratch, {}, {}};
  const auto steps = visit::steps_of(teller.desk().pack, state.walk);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const int index = static_cast<int>(i);
    switch (steps[i].kind) {
      case StepKind::choice:
        reviewer.choice(steps[i], index);
        break;
      case StepKind::form:
        reviewer.form(steps[i], index);
        break;
      case StepKind::statement:
        reviewer.statement(steps[i], index);
        break;
      case StepKind::read:
      case StepKind::check:
      case StepKind::sign:
        break;
    }
  }
  reviewer.tell_apart();
  page.elements.push_back(element(std::move(reviewer.answers)));
  add_back(page, teller, state);
  page.footer->where = teller.say("Your answers");
  if (ready.obstacle == visit::Obstacle::flag_open) {
    page.footer->primary = button("wait", teller.say("Wait for staff"), Pause{}, Look::primary);
  } else {
    page.footer->primary = next_button(teller, visit::Next{});
  }
  return page;
}

}  // namespace candor::present
