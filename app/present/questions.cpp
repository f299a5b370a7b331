// The walk's steps: reading, checks, choices, forms and statements, each a screen.
#include <algorithm>

#include "base/check.h"
#include "content/shown_text.h"
#include "crypto/crypto.h"
#include "present/build.h"

namespace candor::present {
namespace {

using content::Block;
using visit::Spot;
using visit::Step;
using visit::StepKind;

/// Marks an element as showing a block, so that it is reported once it was fully visible.
Element shows(Element each, const Teller& teller, const content::Page& page, const Block& block) {
  each.block = Spot{page.id, block.id};
  each.digest =
      crypto::sha256_hex(content::shown_text(teller.desk().pack, block, teller.language()));
  return each;
}

double progress_at(const Teller& teller, const visit::State& state) {
  const auto steps = visit::steps_of(teller.desk().pack, state.walk);
  if (steps.empty()) return 0.0;
  return (double(state.step) + 0.5) / double(steps.size());
}

std::string where(const Teller& teller, const visit::State& state, const Step& step) {
  const auto& pack = teller.desk().pack;
  const auto of = [&](StepKind kind) {
    return std::int64_t{visit::count_of(visit::steps_of(pack, state.walk), kind)};
  };
  switch (step.kind) {
    case StepKind::statement:
      return teller.say("Statement {number} of {count}",
                        {{"number", std::int64_t{step.number}}, {"count", of(step.kind)}});
    case StepKind::read:
    case StepKind::check:
    case StepKind::choice:
    case StepKind::form:
    case StepKind::sign:
      return teller.say("Page {number} of {count}",
                        {{"number", std::int64_t{step.page_number}},
                         {"count", std::int64_t{visit::page_count(pack, state.walk)}}});
  }
  return {};
}

void add_missing_notice(Page& page, const Teller& teller, const Scratch& scratch) {
  if (!scratch.problem.empty()) {
    page.elements.push_back(element(Notice{CalloutLook::caution, scratch.problem, true}));
  } else if (scratch.asked_to_choose) {
    page.elements.push_back(element(Notice{
        CalloutLook::caution,
        teller.say("Please choose an answer. If you are not sure, you can ask staff."), true}));
  }
}

/// Which blocks stand beside the text: pictures and timelines; else callouts beside longer text.
bool goes_aside(const content::Page& page, const Step& step, const Block& block) {
  bool has_picture = false;
  bool has_text = false;
  for (std::size_t i = step.first; i < step.first + step.count; ++i) {
    const auto& content = page.blocks[i].content;
    has_picture = has_picture || std::holds_alternative<content::ImageBlock>(content) ||
                  std::holds_alternative<content::TimelineBlock>(content);
    has_text = has_text || std::holds_alternative<content::TextBlock>(content) ||
               std::holds_alternative<content::StepsBlock>(content) ||
               std::holds_alternative<content::FaqBlock>(content);
  }
  if (std::holds_alternative<content::ImageBlock>(block.content) ||
      std::holds_alternative<content::TimelineBlock>(block.content)) {
    return has_text || step.count > 1;
  }
  return !has_picture && has_text && std::holds_alternative<content::CalloutBlock>(block.content);
}

Page read_page(const Teller& teller, const visit::State& state, const Step& step, Page page) {
  page.elements.push_back(element(Heading{teller.text(step.page->title)}));
  const content::RiskBlock* risk = nullptr;
  for (std::size_t i = step.first; i < step.first + step.count; ++i) {
    if (risk == nullptr) risk = std::get_if<content::RiskBlock>(&step.page->blocks[i].content);
  }
  if (risk != nullptr) {
    const content::RiskGroup* group = teller.desk().pack.group(risk->group);
    page.elements.push_back(element(
        Lead{teller.say("Each dot is one person out of 100. Counted: {who}.",
                        {{"who", group == nullptr ? std::string() : teller.text(group->text)}})}));
  }
  for (std::size_t i = step.first; i < step.first + step.count; ++i) {
    const Block& block = step.page->blocks[i];
    for (Element& each : block_elements(teller, *step.page, block)) {
      each.aside = goes_aside(*step.page, step, block);
      page.elements.push_back(std::move(each));
    }
  }
  page.footer->primary = next_button(teller, visit::Next{});
  (void)state;
  return page;
}

/// What counts as chosen: what was touched on this screen, else the last answer.
std::vector<std::string> chosen(const visit::State& state, const Scratch& scratch,
                                const Spot& spot) {
  if (scratch.picked_any) return scratch.picked;
  const visit::Answer* last = visit::last_answer(state, spot);
  return last == nullptr ? std::vector<std::string>{} : last->options;
}

bool contains(const std::vector<std::string>& options, const std::string& id) {
  return std::find(options.begin(), options.end(), id) != options.end();
}

/// The page whose explanation a check asks about: `tests` is "page/block".
const content::Page* tested_page(const Teller& teller, const content::CheckBlock& check) {
  return teller.desk().pack.page(check.tests.substr(0, check.tests.rfind('/')));
}

Page check_page(const Teller& teller, const visit::State& state, const Scratch& scratch,
                const Step& step, Page page) {
  const Block& block = step.page->blocks[step.first];
  const auto& check = std::get<content::CheckBlock>(block.content);
  const Spot spot{step.page->id, block.id};
  const visit::Answer* last = visit::last_answer(state, spot);
  const int misses = visit::misses(state, spot);
  const bool right = last != nullptr && last->correct;
  const bool settled = right || misses >= 2;
  const bool show_result = last != nullptr && (scratch.check_given || !scratch.picked_any);

  page.elements.push_back(element(Kicker{teller.say("Did we explain this well?")}));
  page.elements.push_back(
      shows(element(Heading{teller.text(check.question)}), teller, *step.page, block));
  Options options;
  options.look = OptionLook::radio;
  const auto picked = chosen(state, scratch, spot);
  for (const auto& option : check.options) {
    Button item = button("option." + option.id, teller.text(option.label), Pick{option.id});
    item.selected = contains(picked, option.id);
    options.items.push_back(std::move(item));
  }
  page.elements.push_back(shows(element(std::move(options)), teller, *step.page, block));
  if (show_result && right) {
    page.elements.push_back(aside(
        Callout{CalloutLook::good, teller.say("Yes, that is right."), teller.rich(check.explain)}));
  } else if (show_result) {
    const content::Page* source = tested_page(teller, check);
    const content::Block* tested =
        source == nullptr
            ? nullptr
            : teller.desk().pack.block(source->id, check.tests.substr(source->id.size() + 1));
    page.elements.push_back(
        aside(Callout{CalloutLook::caution,
                      misses >= 2 ? teller.say("Thank you. Staff will go over this with you.")
                                  : teller.say("Let us say it again."),
                      {}}));
    if (tested != nullptr) {
      for (Element& each : block_elements(teller, *source, *tested)) {
        each.aside = true;
        page.elements.push_back(std::move(each));
      }
    }
  }
  if (tested_page(teller, check) != nullptr) {
    Buttons again;
    again.items.push_back(button("check.again", teller.say("Show that page again"),
                                 OpenPanel{Panel::page_again}, Look::plain));
    page.elements.push_back(aside(std::move(again)));
  }
  page.elements.push_back(
      aside(Lead{teller.say("A wrong answer is fine. It shows us what to explain better.")}));
  add_missing_notice(page, teller, scratch);
  if (settled && show_result) {
    page.footer->primary = next_button(teller, visit::Next{});
  } else if (show_result) {
    page.footer->primary = button("try-again", teller.say("Try again"), TryAgain{}, Look::primary);
  } else {
    page.footer->primary =
        button("check", teller.say("Check"), SubmitCheck{}, Look::primary, "check");
  }
  return page;
}

Page choice_page(const Teller& teller, const visit::State& state, const Scratch& scratch,
                 const Step& step, Page page) {
  const Block& block = step.page->blocks[step.first];
  const auto& choice = std::get<content::ChoiceBlock>(block.content);
  const Spot spot{step.page->id, block.id};
  page.elements.push_back(element(Kicker{teller.text(step.page->title)}));
  page.elements.push_back(
      shows(element(Heading{teller.text(choice.question)}), teller, *step.page, block));
  if (!choice.help.empty()) {
    page.elements.push_back(
        shows(element(Prose{teller.rich(choice.help)}), teller, *step.page, block));
  } else if (choice.multiple) {
    page.elements.push_back(element(Lead{teller.say("Touch all that fit you.")}));
  }
  const auto picked = chosen(state, scratch, spot);
  std::string exclusive;
  for (const auto& option : choice.options) {
    if (option.exclusive) exclusive = option.id;
  }
  Options options;
  options.look = choice.multiple ? OptionLook::checkbox : OptionLook::radio;
  options.columns = choice.options.size() > 4 ? 2 : 1;
  for (const auto& option : choice.options) {
    Action action = Pick{option.id, choice.multiple, option.exclusive};
    const bool selected = contains(picked, option.id);
    if (option.flag && option.flag->urgency == content::Urgency::now && !selected) {
      // Thoughts of suicide or chest pain are answered at once, without waiting for Next.
      std::vector<std::string> given;
      if (choice.multiple) {
        std::copy_if(picked.begin(), picked.end(), std::back_inserter(given),
                     [&](const std::string& id) { return id != exclusive; });
      }
      given.push_back(option.id);
      action = visit::GiveChoice{spot, given};
    }
    Button item = button("option." + option.id, teller.text(option.label), std::move(action));
    item.selected = selected;
    options.items.push_back(std::move(item));
  }
  page.elements.push_back(shows(element(std::move(options)), teller, *step.page, block));
  for (const auto& option : choice.options) {
    if (!option.reply.empty() && contains(picked, option.id)) {
      page.elements.push_back(aside(Callout{CalloutLook::note, {}, teller.rich(option.reply)}));
    }
  }
  add_missing_notice(page, teller, scratch);
  page.footer->primary = next_button(teller, SubmitChoice{});
  return page;
}

/// A date is typed as digits alone: the dashes of 2026-11-21 come by themselves.
void put_dashes(Keyboard& keys, const Scratch& scratch) {
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kMonth = 7;
  const auto typed = scratch.typed.find(scratch.focused);
  const std::size_t length = typed == scratch.typed.end() ? 0 : typed->second.size();
  if (length != kYear && length != kMonth) return;
  for (auto& row : keys.rows) {
    for (Button& key : row) {
      const auto* digit = std::get_if<TypeText>(&key.action.any());
      if (digit != nullptr) key.action = TypeText{"-" + digit->text};
    }
  }
}

Page form_page(const Teller& teller, const visit::State& state, const Scratch& scratch,
               const Step& step, Page page) {
  const Block& block = step.page->blocks[step.first];
  const auto& form = std::get<content::FormBlock>(block.content);
  const Spot spot{step.page->id, block.id};
  page.elements.push_back(
      shows(element(Heading{teller.text(form.title)}), teller, *step.page, block));
  page.elements.push_back(
      shows(element(Lead{teller.text(form.purpose)}), teller, *step.page, block));
  add_missing_notice(page, teller, scratch);
  Fields fields;
  KeyboardKind kind = KeyboardKind::letters;
  bool focused_any = false;
  bool is_date = false;
  for (const auto& field : form.fields) {
    if (field.kind == content::FieldKind::choice) continue;
    const visit::Answer* last = visit::last_answer(state, spot, field.id);
    const auto typed = scratch.typed.find(field.id);
    Field shown{field.id,
                teller.text(field.label),
                typed != scratch.typed.end() ? typed->second : (last != nullptr ? last->text : ""),
                false,
                scratch.focused == field.id,
                {}};
    if (field.kind == content::FieldKind::phone) shown.hint = "555-0123";
    if (field.kind == content::FieldKind::date) shown.hint = "2026-11-21";
    if (shown.focused) {
      focused_any = true;
      if (field.kind != content::FieldKind::text) kind = KeyboardKind::digits;
      is_date = field.kind == content::FieldKind::date;
    }
    fields.items.push_back(std::move(shown));
  }
  Element fields_element = shows(element(std::move(fields)), teller, *step.page, block);
  std::vector<Element> choices;
  for (const auto& field : form.fields) {
    if (field.kind != content::FieldKind::choice) continue;
    choices.push_back(element(Kicker{teller.text(field.label)}));
    Options options;
    options.look = OptionLook::button;
    options.columns = 2;
    const visit::Answer* last = visit::last_answer(state, spot, field.id);
    for (const auto& option : field.options) {
      const std::string key = field.id + "/" + option.id;
      const bool selected = scratch.picked_any
                                ? contains(scratch.picked, key)
                                : last != nullptr && contains(last->options, option.id);
      Button item = button("option." + field.id + "." + option.id, teller.text(option.label),
                           Pick{key}, option.flag ? Look::caution : Look::plain);
      item.selected = selected;
      options.items.push_back(std::move(item));
    }
    choices.push_back(shows(element(std::move(options)), teller, *step.page, block));
  }
  page.elements.push_back(std::move(fields_element));
  if (focused_any) {
    // The keyboard takes the place of the choices, so that field and label stay in sight.
    Keyboard keys = keyboard(teller, scratch, kind, Focus{});
    if (is_date) put_dashes(keys, scratch);
    page.elements.push_back(element(std::move(keys)));
    page.footer->primary = button("done", teller.say("Done"), Focus{}, Look::primary, "check");
    return page;
  }
  for (Element& each : choices) page.elements.push_back(std::move(each));
  page.footer->primary = next_button(teller, SubmitForm{});
  return page;
}

Page statement_page(const Teller& teller, const visit::State& state, const Scratch& scratch,
                    const Step& step, Page page) {
  const Block& block = step.page->blocks[step.first];
  const auto& acknowledge = std::get<content::AcknowledgeBlock>(block.content);
  const Spot spot{step.page->id, block.id};
  const int count =
      visit::count_of(visit::steps_of(teller.desk().pack, state.walk), StepKind::statement);
  // The footer counts too, so that this line gives way to the fact on small glass.
  page.elements.push_back(element(
      Kicker{teller.say("Please answer each statement · {number} of {count}",
                        {{"number", std::int64_t{step.number}}, {"count", std::int64_t{count}}}),
             true}));
  if (!acknowledge.required) {
    page.elements.push_back(
        element(Kicker{teller.say("You may say no to this one and still have the treatment")}));
  }
  page.elements.push_back(
      shows(element(Callout{CalloutLook::fact, {}, teller.rich(acknowledge.fact)}), teller,
            *step.page, block));
  page.elements.push_back(
      shows(element(Statement{teller.text(acknowledge.statement)}), teller, *step.page, block));
  const visit::Answer* last = visit::last_answer(state, spot);
  Options options;
  options.look = OptionLook::button;
  options.columns = 2;
  const auto add = [&](const char* id, visit::Reply reply) {
    Button item =
        button(id, reply_label(teller, acknowledge, reply), visit::GiveReply{spot, reply});
    item.selected = last != nullptr && last->reply == reply;
    options.items.push_back(std::move(item));
  };
  add("answer.yes", visit::Reply::yes);
  add("answer.question", visit::Reply::question);
  add("answer.no", visit::Reply::no);
  options.columns = acknowledge.may_not_apply ? 2 : 3;
  if (acknowledge.may_not_apply) add("answer.not-applicable", visit::Reply::not_applicable);
  page.elements.push_back(shows(element(std::move(options)), teller, *step.page, block));
  if (last != nullptr && last->reply == visit::Reply::question) {
    page.elements.push_back(element(
        Notice{CalloutLook::caution,
               teller.say("Staff will talk with you about this before you sign. Then you answer "
                          "again.")}));
  } else if (last != nullptr && last->reply == visit::Reply::no) {
    page.elements.push_back(element(Notice{
        CalloutLook::caution,
        acknowledge.required
            ? teller.say("That is all right. Staff will talk with you about this. Nobody will "
                         "press you.")
            : teller.say("That is all right. Your answer is noted.")}));
  } else {
    add_missing_notice(page, teller, scratch);
  }
  page.footer->primary = next_button(teller, visit::Next{});
  return page;
}

}  // namespace

Page page_again_panel(const Teller& teller, const visit::State& state) {
  Page page = framed_page(teller, state, "panel.page-again", -1.0);
  Footer footer;
  footer.primary =
      button("close", teller.say("Back to the question"), OpenPanel{Panel::none}, Look::primary);
  page.footer = std::move(footer);
  const auto step = visit::current_step(teller.desk().pack, state);
  if (!step || step->kind != StepKind::check) return page;
  const content::Page* source =
      tested_page(teller, std::get<content::CheckBlock>(step->page->blocks[step->first].content));
  if (source == nullptr) return page;
  page.elements.push_back(element(Heading{teller.text(source->title)}));
  Step whole = *step;
  whole.page = source;
  whole.first = 0;
  whole.count = source->blocks.size();
  for (const Block& block : source->blocks) {
    for (Element& each : block_elements(teller, *source, block)) {
      each.block.reset();  // read once more, and counted when it was read first
      each.aside = goes_aside(*source, whole, block);
      page.elements.push_back(std::move(each));
    }
  }
  return page;
}

Page step_page(const Teller& teller, const visit::State& state, const Scratch& scratch) {
  const auto step = visit::current_step(teller.desk().pack, state);
  CANDOR_CHECK(step.has_value());
  Page page =
      framed_page(teller, state, "step." + std::to_string(state.step), progress_at(teller, state));
  add_back(page, teller, state);
  page.footer->where = where(teller, state, *step);
  switch (step->kind) {
    case StepKind::read:
      return read_page(teller, state, *step, std::move(page));
    case StepKind::check:
      return check_page(teller, state, scratch, *step, std::move(page));
    case StepKind::choice:
      return choice_page(teller, state, scratch, *step, std::move(page));
    case StepKind::form:
      return form_page(teller, state, scratch, *step, std::move(page));
    case StepKind::statement:
      return statement_page(teller, state, scratch, *step, std::move(page));
    case StepKind::sign:
      break;
  }
  return page;
}

}  // namespace candor::present
