// Who is at the screen, and who the patient is.
#include "present/build.h"

namespace candor::present {
namespace {

std::string typed_or(const Scratch& scratch, const std::string& field, const std::string& other) {
  const auto typed = scratch.typed.find(field);
  return typed == scratch.typed.end() ? other : typed->second;
}

/// What was wrong with the last try, in place of the hint: field and keys stay in sight.
void add_problem(Page& page, const Scratch& scratch) {
  if (scratch.problem.empty()) return;
  if (std::holds_alternative<Lead>(page.elements.back().content)) page.elements.pop_back();
  page.elements.push_back(element(Notice{CalloutLook::caution, scratch.problem, true}));
}

Page pick_number_page(const Teller& teller, const visit::State& state, const std::string& key,
                      Options options, const std::string& heading) {
  Page page = framed_page(teller, state, key, 0.0);
  page.elements.push_back(element(Kicker{teller.say("Your date of birth")}));
  page.elements.push_back(element(Heading{heading}));
  page.elements.push_back(element(std::move(options)));
  add_back(page, teller, state);
  return page;
}

Page name_page(const Teller& teller, const visit::State& state, const Scratch& scratch) {
  Page page = framed_page(teller, state, "identity.name", 0.0);
  const bool other = state.at_screen == visit::AtScreen::parent ||
                     state.at_screen == visit::AtScreen::representative;
  page.elements.push_back(element(Heading{other ? teller.say("What is the patient’s name?")
                                                : teller.say("What is your name?")}));
  page.elements.push_back(
      element(Lead{teller.say("First and last name, so that your answers are kept with you.")}));
  add_problem(page, scratch);
  page.elements.push_back(element(Fields{{Field{"name",
                                                teller.say("Name"),
                                                typed_or(scratch, "name", state.identity.name),
                                                false,
                                                true,
                                                {}}}}));
  page.elements.push_back(element(keyboard(teller, scratch, KeyboardKind::letters, SubmitName{})));
  add_back(page, teller, state);
  page.footer->primary = next_button(teller, SubmitName{});
  return page;
}

Page month_page(const Teller& teller, const visit::State& state) {
  Options options;
  options.look = OptionLook::month;
  options.columns = 4;
  for (int month = 1; month <= 12; ++month) {
    Button item =
        button("month." + std::to_string(month),
               teller.desk().words.month(teller.language(), month), visit::GiveMonth{month});
    item.selected = state.identity.birth.month == month;
    options.items.push_back(std::move(item));
  }
  return pick_number_page(teller, state, "identity.month", std::move(options),
                          teller.say("Which month?"));
}

Page day_page(const Teller& teller, const visit::State& state) {
  Options options;
  options.look = OptionLook::month;
  options.columns = 8;
  int last = 31;
  // The year is asked for later, so that February keeps its 29th; 2000 had one.
  while (!is_real_date({2000, state.identity.birth.month, last}) && last > 28) --last;
  for (int day = 1; day <= last; ++day) {
    Button item = button("day." + std::to_string(day), std::to_string(day), visit::GiveDay{day});
    item.selected = state.identity.birth.day == day;
    options.items.push_back(std::move(item));
  }
  return pick_number_page(teller, state, "identity.day", std::move(options),
                          teller.say("Which day?"));
}

Page digits_page(const Teller& teller, const visit::State& state, const Scratch& scratch,
                 const std::string& field, const std::string& label, bool masked, Action submit,
                 Page page) {
  add_problem(page, scratch);
  page.elements.push_back(
      element(Fields{{Field{field, label, typed_or(scratch, field, {}), masked, true, {}}}}));
  page.elements.push_back(element(keyboard(teller, scratch, KeyboardKind::digits, submit)));
  add_back(page, teller, state);
  page.footer->primary = next_button(teller, std::move(submit));
  (void)state;
  return page;
}

Page year_page(const Teller& teller, const visit::State& state, const Scratch& scratch) {
  Page page = framed_page(teller, state, "identity.year", 0.0);
  page.elements.push_back(element(Kicker{teller.say("Your date of birth")}));
  page.elements.push_back(element(Heading{teller.say("Which year?")}));
  page.elements.push_back(element(Lead{teller.say("Four digits, such as 1958.")}));
  return digits_page(teller, state, scratch, "year", teller.say("Year"), false, SubmitYear{},
                     std::move(page));
}

Page code_page(const Teller& teller, const visit::State& state, const Scratch& scratch) {
  Page page = framed_page(teller, state, "identity.code", 0.0);
  page.elements.push_back(element(Heading{teller.say("Choose a 4-digit code")}));
  page.elements.push_back(element(Lead{teller.say(
      "With it you can come back if you take a break. Only you know it. We never show it.")}));
  return digits_page(teller, state, scratch, "code", teller.say("Your code"), true, SubmitCode{},
                     std::move(page));
}

Page confirm_page(const Teller& teller, const visit::State& state) {
  Page page = framed_page(teller, state, "identity.confirm", 0.0);
  const bool other = state.at_screen == visit::AtScreen::parent ||
                     state.at_screen == visit::AtScreen::representative;
  page.elements.push_back(
      element(Heading{other ? teller.say("Is this the patient?") : teller.say("Is this you?")}));
  page.elements.push_back(element(Card{
      teller.say("Name"),
      state.identity.name,
      teller.say("Born {date}",
                 {{"date", teller.desk().words.date(teller.language(), state.identity.birth)}}),
      {}}));
  Options options;
  options.look = OptionLook::button;
  options.columns = 2;
  options.items.push_back(
      button("identity.yes", teller.say("Yes, this is right"), visit::ConfirmIdentity{}));
  options.items.push_back(button("identity.not-me", teller.say("Not me"), visit::NotMe{}));
  page.elements.push_back(element(std::move(options)));
  add_back(page, teller, state);
  return page;
}

Page too_young_page(const Teller& teller, const visit::State& state) {
  // The same words as for every other cause, so that nobody nearby learns why.
  Page page = told_page(teller, state, "see-a-nurse");
  page.elements.push_back(element(Icon{"nurse", CalloutLook::note}));
  page.elements.push_back(element(Heading{teller.say("Please see a nurse")}));
  page.elements.push_back(element(
      Prose{teller.plain("A member of staff will go on with you. You did nothing wrong.")}));
  Buttons buttons;
  buttons.items.push_back(button("see-nurse", teller.say("Hide my screen"), Pause{}, Look::plain));
  page.elements.push_back(element(std::move(buttons)));
  return page;
}

}  // namespace

Page who_page(const Teller& teller, const visit::State& state, const Scratch& scratch) {
  if (state.at_screen_chosen && (state.at_screen == visit::AtScreen::parent ||
                                 state.at_screen == visit::AtScreen::representative)) {
    Page page = framed_page(teller, state, "who.representative", 0.0);
    page.elements.push_back(element(Heading{teller.say("Who are you?")}));
    page.elements.push_back(element(Lead{teller.say(
        "You decide for the patient. Staff will ask to see your papers before you sign.")}));
    add_problem(page, scratch);
    const bool name_focused = scratch.focused != "relation";
    page.elements.push_back(
        element(Fields{{Field{"representative",
                              teller.say("Your name"),
                              typed_or(scratch, "representative", state.representative_name),
                              false,
                              name_focused,
                              {}},
                        Field{"relation",
                              teller.say("Your relation, such as mother"),
                              typed_or(scratch, "relation", state.representative_relation),
                              false,
                              !name_focused,
                              {}}}}));
    page.elements.push_back(
        element(keyboard(teller, scratch, KeyboardKind::letters, SubmitRepresentative{})));
    add_back(page, teller, state);
    page.footer->primary = next_button(teller, SubmitRepresentative{});
    return page;
  }
  Page page = framed_page(teller, state, "who", 0.0);
  page.elements.push_back(element(Heading{teller.say("Who is using this screen?")}));
  Options options;
  options.look = OptionLook::button;
  options.columns = 2;
  const auto add = [&](const char* id, const std::string& label, visit::AtScreen who,
                       const char* icon) {
    Button item = button(id, label, visit::ChooseWho{who}, Look::plain, icon);
    item.selected = state.at_screen_chosen && state.at_screen == who;
    options.items.push_back(std::move(item));
  };
  add("who.patient", teller.say("I am the patient"), visit::AtScreen::patient, "person");
  add("who.helper", teller.say("Someone helps the patient"), visit::AtScreen::helper, "people");
  add("who.parent", teller.say("I am a parent or guardian"), visit::AtScreen::parent, "people");
  add("who.representative", teller.say("I decide for the patient by law"),
      visit::AtScreen::representative, "paper");
  page.elements.push_back(element(std::move(options)));
  // The welcome screen has said it in its own language only.
  if (!state.at_screen_chosen) page.elements.push_back(element(Lead{quiet_notice(teller)}));
  if (state.at_screen_chosen && state.at_screen == visit::AtScreen::helper) {
    page.elements.push_back(
        element(Lead{teller.say("How do you help? The patient decides and signs.")}));
    Options help;
    help.look = OptionLook::checkbox;
    help.columns = 2;
    const auto add_help = [&](const char* how, const std::string& label) {
      Button item = button(std::string("help.") + how, label, visit::ToggleHelp{how});
      for (const std::string& already : state.helped_by) {
        item.selected = item.selected || already == how;
      }
      help.items.push_back(std::move(item));
    };
    add_help("reading", teller.say("I read aloud"));
    add_help("touching", teller.say("I touch the screen"));
    page.elements.push_back(element(std::move(help)));
    page.footer->primary = next_button(teller, visit::Next{});
  }
  return page;
}

Page interpreter_page(const Teller& teller, const visit::State& state) {
  Page page = framed_page(teller, state, "interpreter", 0.0);
  page.shape = Shape::centered;
  page.elements.push_back(element(Icon{"interpreter", CalloutLook::caution}));
  page.elements.push_back(element(Heading{teller.say("You need an interpreter")}));
  page.elements.push_back(
      element(Prose{teller.plain("An interpreter costs you nothing. {where} You can start here and "
                                 "go on with the interpreter.",
                                 {{"where", where_help_is(teller)}})}));
  Buttons buttons;
  buttons.items.push_back(
      button("next", teller.say("Start here"), visit::Next{}, Look::primary, "next"));
  buttons.items.push_back(
      button("see-nurse", teller.say("Wait for the interpreter"), Pause{}, Look::plain));
  page.elements.push_back(element(std::move(buttons)));
  return page;
}

Page identity_page(const Teller& teller, const visit::State& state, const Scratch& scratch) {
  if (state.too_young) return too_young_page(teller, state);
  switch (state.identity_step) {
    case visit::IdentityStep::name:
      return name_page(teller, state, scratch);
    case visit::IdentityStep::month:
      return month_page(teller, state);
    case visit::IdentityStep::day:
      return day_page(teller, state);
    case visit::IdentityStep::year:
      return year_page(teller, state, scratch);
    case visit::IdentityStep::code:
      return code_page(teller, state, scratch);
    case visit::IdentityStep::confirm:
      return confirm_page(teller, state);
  }
  return {};
}

Page walk_page(const Teller& teller, const visit::State& state) {
  Page page = framed_page(teller, state, "walk", 0.02);
  page.elements.push_back(element(Heading{teller.say("Have you had this here before?")}));
  Options options;
  options.look = OptionLook::button;
  for (const content::Walk& walk : teller.desk().pack.walks) {
    options.items.push_back(
        button("walk." + walk.id, teller.text(walk.title), visit::ChooseWalk{walk.id}));
  }
  page.elements.push_back(element(std::move(options)));
  add_back(page, teller, state);
  return page;
}

}  // namespace candor::present
