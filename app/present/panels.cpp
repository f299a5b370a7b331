// The sheets over a page: language, text size, Ask staff, Stop, other ways to sign, kind words.
#include "present/build.h"

namespace candor::present {
namespace {

Button close_button(const Teller& teller) {
  return button("close", teller.say("Go on"), OpenPanel{Panel::none}, Look::primary);
}

Page panel(const Teller& teller, const visit::State& state, const std::string& key,
           const std::string& heading) {
  // The header stays: help is in the same place on every page (WCAG 3.2.6).
  Page page = framed_page(teller, state, key, -1.0);
  page.elements.push_back(element(Heading{heading}));
  Footer footer;
  footer.primary = close_button(teller);
  page.footer = std::move(footer);
  return page;
}

Page language_panel(const Teller& teller, const visit::State& state) {
  Page page = panel(teller, state, "panel.language", teller.say("Choose your language"));
  Options options;
  options.look = OptionLook::button;
  options.columns = 2;
  for (const content::Language& language : teller.desk().pack.languages) {
    Button item =
        button("language." + language.tag, language.name, visit::ChooseLanguage{language.tag});
    item.selected = language.tag == state.language;
    item.language = language.tag;
    options.items.push_back(std::move(item));
  }
  page.elements.push_back(element(std::move(options)));
  if (!state.needs_interpreter) {
    Options interpreter;
    interpreter.look = OptionLook::button;
    interpreter.items.push_back(button(
        "language.interpreter", teller.say("My language is not here · I need an interpreter"),
        visit::NeedInterpreter{}, Look::caution, "interpreter"));
    page.elements.push_back(element(std::move(interpreter)));
  }
  return page;
}

Page display_panel(const Teller& teller, const visit::State& state) {
  Page page = panel(teller, state, "panel.display", teller.say("Text size and colors"));
  Options sizes;
  sizes.look = OptionLook::button;
  sizes.columns = 4;
  const auto add_size = [&](visit::TextSize size, const std::string& label) {
    Button item = button("size." + visit::to_string(size), label, visit::ChooseSize{size});
    item.selected = state.size == size;
    sizes.items.push_back(std::move(item));
  };
  add_size(visit::TextSize::small, teller.say("Small"));
  add_size(visit::TextSize::medium, teller.say("Normal"));
  add_size(visit::TextSize::large, teller.say("Large"));
  add_size(visit::TextSize::largest, teller.say("Largest"));
  page.elements.push_back(element(Kicker{teller.say("Text size")}));
  page.elements.push_back(element(std::move(sizes)));
  Options themes;
  themes.look = OptionLook::button;
  themes.columns = 4;
  const auto add_theme = [&](visit::Theme theme, const std::string& label) {
    Button item = button("theme." + visit::to_string(theme), label, visit::ChooseTheme{theme});
    item.selected = state.theme == theme;
    themes.items.push_back(std::move(item));
  };
  add_theme(visit::Theme::paper, teller.say("Paper"));
  add_theme(visit::Theme::white, teller.say("White"));
  add_theme(visit::Theme::black, teller.say("Black"));
  add_theme(visit::Theme::soft, teller.say("Less glare"));
  page.elements.push_back(element(Kicker{teller.say("Colors")}));
  page.elements.push_back(element(std::move(themes)));
  Buttons reset;
  reset.items.push_back(
      button("display.reset", teller.say("Back to normal"), UsualLook{}, Look::quiet, "undo"));
  // The crisis line must stay in sight; the set-up does not carry it.
  if (teller.desk().by_keys && visit::urgent_flag(state) == nullptr) {
    reset.items.push_back(
        button("keys", teller.say("Keys and switches"), OpenKeySetup{}, Look::quiet, "keyboard"));
  }
  page.elements.push_back(element(std::move(reset)));
  return page;
}

Page asked_panel(const Teller& teller, const visit::State& state) {
  Page page = told_page(teller, state, "panel.asked");
  page.elements.push_back(element(Icon{"hand", CalloutLook::note}));
  page.elements.push_back(element(Heading{teller.say("Your question is noted")}));
  page.elements.push_back(
      element(Prose{teller.plain("{where} You can keep reading, or hide your screen and wait.",
                                 {{"where", where_help_is(teller)}})}));
  Buttons buttons;
  buttons.items.push_back(
      button("close", teller.say("Keep reading"), OpenPanel{Panel::none}, Look::primary));
  buttons.items.push_back(button("asked.wait", teller.say("Hide and wait"), Pause{}, Look::plain));
  buttons.items.push_back(button("staff", teller.say("Staff"), AskPin{}, Look::plain));
  page.elements.push_back(element(std::move(buttons)));
  return page;
}

Page stop_panel(const Teller& teller, const visit::State& state) {
  Page page = panel(teller, state, "panel.stop", teller.say("You can stop at any time"));
  page.elements.push_back(element(Lead{teller.say("What would you like to do?")}));
  Options options;
  options.look = OptionLook::button;
  options.columns = 2;
  options.items.push_back(
      button("stop.break", teller.say("Take a break"), Pause{}, Look::plain, "pause"));
  options.items.push_back(button("stop.nurse", teller.say("Talk to a nurse"), visit::TalkToNurse{},
                                 Look::plain, "nurse"));
  options.items.push_back(
      button("stop.paper", teller.say("On paper please"), visit::OnPaper{}, Look::plain, "paper"));
  options.items.push_back(button("stop.no", teller.say("I do not want this treatment"),
                                 visit::Decline{}, Look::plain, "cross"));
  page.elements.push_back(element(std::move(options)));
  page.footer->primary =
      button("close", teller.say("Keep going"), OpenPanel{Panel::none}, Look::primary);
  return page;
}

Page another_way_panel(const Teller& teller, const visit::State& state) {
  Page page = panel(teller, state, "panel.another-way", teller.say("Other ways to sign"));
  const bool other =
      state.signing == visit::Role::witness || state.signing == visit::Role::interpreter;
  page.elements.push_back(element(
      Lead{other ? teller.say("They count the same.")
                 : teller.say("They count the same. A witness sees you sign and signs too.")}));
  Options options;
  options.look = OptionLook::button;
  options.columns = 1;
  options.items.push_back(button("sign.mark", teller.say("Make a mark, such as an X"),
                                 SignAs{visit::SignedHow::mark}, Look::plain, "pencil"));
  if (!other) {
    options.items.push_back(button("sign.type", teller.say("Type my name"),
                                   SignAs{visit::SignedHow::typed}, Look::plain, "keyboard"));
  }
  options.items.push_back(button("sign.confirm",
                                 teller.say("Press a button, with my name as it is"),
                                 SignAs{visit::SignedHow::confirmed}, Look::plain, "check"));
  options.items.push_back(button("sign.draw", teller.say("Sign with my finger"),
                                 SignAs{visit::SignedHow::drawn}, Look::plain, "hand"));
  page.elements.push_back(element(std::move(options)));
  page.footer->primary = button("close", teller.say("Back"), OpenPanel{Panel::none}, Look::primary);
  return page;
}

Page mark_panel(const Teller& teller, const visit::State& state, const Scratch& scratch) {
  Page page = told_page(teller, state, "panel.mark");
  page.elements.push_back(element(Heading{teller.say("Is this your mark?")}));
  page.elements.push_back(element(Pad{{}, scratch.strokes, false}));
  Buttons buttons;
  buttons.items.push_back(button("mark.yes", teller.say("Yes"), AcceptMark{}, Look::plain));
  buttons.items.push_back(
      button("mark.again", teller.say("Try again"), SignAs{visit::SignedHow::drawn}, Look::plain));
  page.elements.push_back(element(std::move(buttons)));
  return page;
}

Page urgent_panel(const Teller& teller, const visit::State& state) {
  Page page = told_page(teller, state, "panel.urgent");
  page.urgent.clear();
  page.urgent_numbers.reset();
  page.elements.push_back(element(Icon{"heart", CalloutLook::danger}));
  page.elements.push_back(
      element(Heading{teller.say("You matter. Please tell someone at the desk now.")}));
  page.elements.push_back(
      element(Prose{teller.plain("Thank you for telling us. Do not wait for your turn.")}));
  for (const content::EmergencyLine& line : teller.desk().pack.clinic.emergency) {
    page.elements.push_back(element(Card{teller.text(line.label), line.number, {}, {}}));
  }
  Buttons buttons;
  buttons.items.push_back(
      button("close", teller.say("I have told someone"), OpenPanel{Panel::none}, Look::plain));
  buttons.items.push_back(
      button("urgent.hide", teller.say("Hide my screen"), Pause{}, Look::plain));
  buttons.items.push_back(button("staff", teller.say("Staff"), AskPin{}, Look::plain));
  page.elements.push_back(element(std::move(buttons)));
  return page;
}

/// Asked before anything about the person is said aloud: the waiting room listens too.
Page aloud_panel(const Teller& teller, const visit::State& state) {
  Page page = told_page(teller, state, "panel.aloud");
  page.elements.push_back(element(Icon{"speaker", CalloutLook::caution}));
  page.elements.push_back(element(Heading{teller.say("Read this aloud?")}));
  page.elements.push_back(element(Prose{teller.plain(
      "This part is about you. People near you may hear it. You can also read it yourself.")}));
  if (teller.desk().hearing.headphones) {
    page.elements.push_back(
        element(Prose{teller.plain("Or plug in headphones. Then only you hear it.")}));
  }
  Options options;
  options.look = OptionLook::button;
  options.columns = 2;
  options.items.push_back(button("aloud.yes", teller.say("Yes, read it aloud"),
                                 Speech{Speech::Do::allow_aloud}, Look::plain, "speaker"));
  options.items.push_back(
      button("close", teller.say("No, keep it silent"), OpenPanel{Panel::none}, Look::plain));
  // Who can neither read it nor let others hear it is not left alone with it.
  options.items.push_back(button("aloud.staff", teller.say("Ask staff to read it to me"),
                                 visit::AskStaff{spot_of(teller, state)}, Look::plain, "hand"));
  page.elements.push_back(element(std::move(options)));
  return page;
}

/// Once, when somebody who may not see the glass begins to listen.
Page speech_panel(const Teller& teller, const visit::State& state) {
  Page page = panel(teller, state, "panel.speech", teller.say("Speech is on"));
  const auto add = [&](const std::string& words) {
    page.elements.push_back(
        element(Prose{{content::Paragraph{content::Paragraph::Kind::plain, 0, words, {}}}}));
  };
  add(teller.say(
      "Move with the arrow keys, the Tab key or your moving switch. Choose with Enter or "
      "your choosing switch."));
  add(teller.say("Press the speech key to wait, to go on, or to hear a page again."));
  add(
      teller.say("Slower, faster, softer and louder stand at the top of each page. Your codes are "
                 "never said."));
  return page;
}

}  // namespace

Page confirm_decline_page(const Teller& teller, const visit::State& state) {
  Page page = framed_page(teller, state, "decline", -1.0);
  page.elements.push_back(element(Heading{teller.say("You do not want this treatment")}));
  page.elements.push_back(
      element(Prose{teller.plain("That is all right. Your other care goes on. If you like, tell us "
                                 "why. You do not have to.")}));
  Options options;
  options.look = OptionLook::button;
  options.columns = 2;
  const auto add = [&](const char* id, const std::string& label) {
    options.items.push_back(
        button(std::string("decline.") + id, label, visit::ConfirmDecline{label}));
  };
  add("risks", teller.say("The risks worry me"));
  add("other", teller.say("I want to try something else"));
  add("time", teller.say("I need more time"));
  add("cost", teller.say("The cost"));
  options.items.push_back(
      button("decline.no-reason", teller.say("I prefer not to say"), visit::ConfirmDecline{}));
  page.elements.push_back(element(std::move(options)));
  Footer footer;
  footer.back =
      button("decline.back", teller.say("Go back"), visit::CancelDecline{}, Look::plain, "back");
  footer.where = teller.say("Touch a reason to confirm");
  page.footer = std::move(footer);
  return page;
}

Page panel_page(const Teller& teller, const visit::State& state, const Scratch& scratch) {
  switch (scratch.panel) {
    case Panel::language:
      return language_panel(teller, state);
    case Panel::display:
      return display_panel(teller, state);
    case Panel::asked:
      return asked_panel(teller, state);
    case Panel::stop:
      return stop_panel(teller, state);
    case Panel::another_way:
      return another_way_panel(teller, state);
    case Panel::is_this_mark:
      return mark_panel(teller, state, scratch);
    case Panel::urgent:
      return urgent_panel(teller, state);
    case Panel::page_again:
      return page_again_panel(teller, state);
    case Panel::aloud:
      return aloud_panel(teller, state);
    case Panel::speech:
      return speech_panel(teller, state);
    case Panel::none:
      break;
  }
  return {};
}

}  // namespace candor::present
