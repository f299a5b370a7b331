// The decision: what the signature means, and the pad.
#include "content/shown_text.h"
#include "crypto/crypto.h"
#include "present/build.h"
#include "visit/decision_values.h"

namespace candor::present {
namespace {

std::string typed_or_empty(const Scratch& scratch, const std::string& field) {
  const auto typed = scratch.typed.find(field);
  return typed == scratch.typed.end() ? std::string() : typed->second;
}

std::optional<visit::Step> sign_step(const content::Pack& pack, const std::string& walk) {
  for (const visit::Step& step : visit::steps_of(pack, walk)) {
    if (step.kind == visit::StepKind::sign) return step;
  }
  return std::nullopt;
}

std::string heading_for(const Teller& teller, visit::Role role) {
  switch (role) {
    case visit::Role::patient:
    case visit::Role::representative:
      return teller.say("Your decision");
    case visit::Role::witness:
      return teller.say("The witness signs");
    case visit::Role::interpreter:
      return teller.say("The interpreter signs");
    case visit::Role::clinician:
      return teller.say("The clinician signs");
  }
  return {};
}

bool is_other(visit::Role role) {
  return role == visit::Role::witness || role == visit::Role::interpreter;
}

void add_problem(Page& page, const Scratch& scratch) {
  if (scratch.problem.empty()) return;
  page.elements.push_back(element(Notice{CalloutLook::caution, scratch.problem, true}));
}

/// Who interprets and how, before their name.
Page interpreter_kind_page(const Teller& teller, const Scratch& scratch, Page page) {
  page.key = "decision.interpreter-kind";
  page.elements.push_back(
      element(Lead{teller.say("Please give the screen to the interpreter. First, who are you?")}));
  add_problem(page, scratch);
  Options kinds;
  kinds.look = OptionLook::button;
  kinds.columns = 3;
  const auto add_kind = [&](const char* id, const std::string& label) {
    Button item = button(std::string("interpreter.") + id, label, PickInterpreter{id});
    item.selected = scratch.interpreter_kind == id;
    kinds.items.push_back(std::move(item));
  };
  add_kind("trained", teller.say("Trained interpreter"));
  add_kind("relative", teller.say("Family or friend, 18 or older"));
  add_kind("too-young", teller.say("Family or friend, under 18"));
  page.elements.push_back(element(std::move(kinds)));
  Options presence;
  presence.look = OptionLook::button;
  presence.columns = 3;
  const auto add = [&](const char* id, const std::string& label) {
    Button item = button(std::string("presence.") + id, label, PickPresence{id});
    item.selected = scratch.presence == id;
    presence.items.push_back(std::move(item));
  };
  add("here", teller.say("Here in the room"));
  add("phone", teller.say("By phone"));
  add("video", teller.say("By video"));
  page.elements.push_back(element(std::move(presence)));
  page.footer->primary = next_button(teller, SubmitName{});
  return page;
}

/// Their name before the pad is offered to somebody else.
Page signer_page(const Teller& teller, const visit::State& state, const Scratch& scratch,
                 Page page) {
  const bool interpreter = state.signing == visit::Role::interpreter;
  if (interpreter && !scratch.typed.contains(kInterpreterReady)) {
    return interpreter_kind_page(teller, scratch, std::move(page));
  }
  page.key = "decision.signer";
  page.elements.push_back(element(Lead{
      interpreter
          ? teller.say("Interpreter, please type your name.")
          : teller.say("Please call someone who can see you sign. First, who is the witness?")}));
  add_problem(page, scratch);
  const bool second = scratch.focused == "signer-relation";
  Fields fields;
  fields.items.push_back(Field{"signer-name",
                               teller.say("Name"),
                               typed_or_empty(scratch, "signer-name"),
                               false,
                               !second,
                               {}});
  fields.items.push_back(Field{"signer-relation",
                               !interpreter ? teller.say("Who you are, such as nurse or friend")
                               : scratch.interpreter_kind == "relative"
                                   ? teller.say("Relation, such as daughter")
                                   : teller.say("ID number or agency"),
                               typed_or_empty(scratch, "signer-relation"),
                               false,
                               second,
                               {}});
  page.elements.push_back(element(std::move(fields)));
  page.elements.push_back(element(keyboard(teller, scratch, KeyboardKind::letters, SubmitName{})));
  page.footer->primary = next_button(teller, SubmitName{});
  return page;
}

}  // namespace

Page decision_page(const Teller& teller, const visit::State& state, const Scratch& scratch,
                   const Moment& now) {
  Page page = framed_page(teller, state,
                          "decision." + content::to_string(state.signing) +
                              (scratch.how == visit::SignedHow::typed       ? ".typed"
                               : scratch.how == visit::SignedHow::confirmed ? ".confirmed"
                                                                            : ""),
                          1.0);
  add_back(page, teller, state);
  page.footer->where = teller.say("Last step");
  page.elements.push_back(element(Heading{heading_for(teller, state.signing)}));
  const bool named = scratch.typed.contains("signer-ready");
  if (is_other(state.signing) && !named) {
    return signer_page(teller, state, scratch, std::move(page));
  }
  std::string printed = state.identity.name;
  if (state.signing == visit::Role::representative) printed = state.representative_name;
  if (is_other(state.signing)) printed = trimmed(typed_or_empty(scratch, "signer-name"));
  const std::string when =
      teller.say("{date}, {time} ({zone})",
                 {{"date", teller.desk().words.date(teller.language(), local_date(now))},
                  {"time", teller.desk().words.time(teller.language(), now)},
                  {"zone", offset_text(now.offset_minutes)}});
  if (!scratch.problem.empty()) {
    page.elements.push_back(element(Notice{CalloutLook::caution, scratch.problem, true}));
  }
  // Where all does not stand on one part of the glass, what is signed comes before the pad.
  const auto step = sign_step(teller.desk().pack, state.walk);
  const std::string meaning =
      visit::meaning_of(teller.desk().pack, state, state.signing, teller.language(), now);
  Callout act{CalloutLook::fact, {}, {}};
  std::size_t line_start = 0;
  bool first = true;
  while (line_start < meaning.size()) {
    const std::size_t line_end = std::min(meaning.find('\n', line_start), meaning.size());
    const std::string line = meaning.substr(line_start, line_end - line_start);
    if (!line.empty()) {
      content::Paragraph paragraph;
      paragraph.text = line;
      if (first) paragraph.emphasis.push_back({0, line.size(), true});
      act.paragraphs.push_back(std::move(paragraph));
      first = false;
    }
    line_start = line_end + 1;
  }
  Element act_element = aside(std::move(act));
  if (step) {
    const content::Block& block = step->page->blocks[step->first];
    act_element.block = visit::Spot{step->page->id, block.id};
    act_element.digest = crypto::sha256_hex(content::shown_text(
        teller.desk().pack, block, teller.language(),
        visit::decision_values(teller.desk().pack, state, teller.language(), now)));
  }
  page.elements.push_back(std::move(act_element));
  page.elements.push_back(aside(Lead{
      is_other(state.signing)
          ? teller.say("You sign only for what you saw or said yourself.")
          : teller.say("You may change your mind after you sign. Tell any member of staff.")}));
  Buttons buttons;
  if (scratch.how == visit::SignedHow::typed) {
    page.elements.push_back(element(Lead{
        teller.say("Type your full name. That is your signature. A witness signs after you.")}));
    page.elements.push_back(element(Fields{{Field{"signer-name",
                                                  teller.say("Your name"),
                                                  typed_or_empty(scratch, "signer-name"),
                                                  false,
                                                  true,
                                                  {}}}}));
    page.elements.push_back(
        element(keyboard(teller, scratch, KeyboardKind::letters, SubmitSignature{})));
    buttons.items.push_back(button("sign.draw", teller.say("Sign with my finger"),
                                   SignAs{visit::SignedHow::drawn}, Look::plain, "pencil"));
    page.elements.push_back(element(std::move(buttons)));
  } else if (scratch.how == visit::SignedHow::confirmed) {
    page.elements.push_back(element(Lead{
        is_other(state.signing)
            ? teller.say("Your name stands for your signature once you press “Sign”.")
            : teller.say("Your name stands for your signature once you press the button to sign. A "
                         "witness signs after you.")}));
    page.elements.push_back(element(Card{teller.say("Your name"), printed, when, {}}));
    buttons.items.push_back(button("sign.another-way", teller.say("Sign another way"),
                                   OpenPanel{Panel::another_way}, Look::plain));
    page.elements.push_back(element(std::move(buttons)));
  } else {
    // Isolated (Unicode FSI … PDI), a Latin name does not pull the day out of an Arabic date.
    const std::string name = page.right_to_left ? "\u2068" + printed + "\u2069" : printed;
    page.elements.push_back(
        element(Pad{name + " · " + when, scratch.strokes, true, OpenPanel{Panel::another_way}}));
    buttons.items.push_back(button("sign.clear", teller.say("Clear"), ClearPad{}, Look::plain));
    buttons.items.push_back(button("sign.another-way", teller.say("Sign another way"),
                                   OpenPanel{Panel::another_way}, Look::plain));
    if (!is_other(state.signing) && state.signatures.empty()) {
      buttons.items.push_back(
          button("sign.answers", teller.say("See all my answers"), visit::Back{}, Look::plain));
    }
    page.elements.push_back(element(std::move(buttons)));
  }
  std::string sign_label = teller.say("Sign");
  if (!is_other(state.signing) && step) {
    const auto& block = std::get<content::SignBlock>(step->page->blocks[step->first].content);
    sign_label = teller.text(block.button);
  }
  page.footer->primary = button("sign", sign_label, SubmitSignature{},
                                is_other(state.signing) ? Look::primary : Look::plain, "pencil");
  if (!is_other(state.signing)) {
    // A choice of two: no is as large, as strong and as near as yes.
    page.footer->other =
        button("no", teller.say("I do not want this"), visit::Decline{}, Look::plain, "cross");
  }
  return page;
}

}  // namespace candor::present
