// Screens outside a visit: the resting screen, the ticket, coming back with one's own code.
#include "present/build.h"

namespace candor::present {
namespace {

std::string source_language(const content::Pack& pack) {
  return pack.languages.empty() ? "en" : pack.languages.front().tag;
}

/// The staff door, which is also a nameless mark for staff across the room: shape and colour, no
/// word about whom.
Button staff_button(const Teller& teller, Look look, const std::string& icon) {
  if (!teller.desk().staff_needed) {
    return button("staff", teller.say("Staff"), AskPin{}, look, icon);
  }
  return button("staff", teller.say("Staff needed"), AskPin{}, Look::caution, "warning");
}

/// Adds the same words in one more language, unless they stand there already.
void add_language(const std::string& words, const std::string& language, std::string& text,
                  std::vector<Heading::Part>& parts) {
  if (text.find(words) != std::string::npos) return;
  // A line that begins with Arabic is one of the page's lines all the same (left-to-right mark).
  const bool turns = content::Words::is_right_to_left(language) && !text.empty();
  text += (text.empty() ? "" : " · ") + std::string(turns ? "\u200E" : "") + words;
  parts.push_back({language, words});
}

}  // namespace

Page welcome(const Desk& desk) {
  const Teller teller(desk, source_language(desk.pack));
  Page page = kiosk_page(teller, "welcome");
  page.personal = false;
  page.shape = Shape::split;
  Hero hero;
  hero.clinic = teller.text("{clinic.name}");
  hero.title = teller.text(desk.pack.title);
  hero.text = teller.say(
      "See what to expect, what the risks are, and how to get home safely. Then you decide.");
  hero.small = quiet_notice(teller);
  page.hero = std::move(hero);

  // Where a visit was cut off, its patient comes back to this screen and knows nothing of it. The
  // same words for everybody: nobody else learns whose it was.
  if (desk.visit_lost) {
    Notice notice{CalloutLook::caution, {}};
    for (const content::Language& language : desk.pack.languages) {
      add_language(desk.words.get(language.tag, "Please see the front desk."), language.tag,
                   notice.text, notice.parts);
    }
    page.elements.push_back(element(std::move(notice)));
  }
  Heading heading{{}, "globe"};
  for (const content::Language& language : desk.pack.languages) {
    add_language(desk.words.get(language.tag, "Choose your language"), language.tag, heading.text,
                 heading.parts);
  }
  page.elements.push_back(element(std::move(heading)));
  if (desk.hearing.voicing) {
    page.elements.push_back(element(
        Lead{teller.say("Speech is on. Move with the arrow keys or your moving switch. Choose with "
                        "Enter or your choosing switch.")}));
  }
  Options languages;
  languages.look = OptionLook::button;
  languages.columns = desk.pack.languages.size() > 1 ? 2 : 1;
  for (const content::Language& language : desk.pack.languages) {
    Button item =
        button("language." + language.tag, language.name, StartVisit{language.tag, false});
    item.language = language.tag;
    languages.items.push_back(std::move(item));
  }
  page.elements.push_back(element(std::move(languages)));
  Options interpreter;
  interpreter.look = OptionLook::button;
  interpreter.items.push_back(
      button("language.interpreter", teller.say("My language is not here · I need an interpreter"),
             StartVisit{source_language(desk.pack), true}, Look::caution, "interpreter"));
  page.elements.push_back(element(std::move(interpreter)));

  Buttons tools;
  if (desk.hearing.can_listen) tools.items.push_back(listen_button(teller));
  const bool large = desk.size != visit::TextSize::medium;
  tools.items.push_back(
      button("bigger", large ? teller.say("Normal text") : teller.say("Bigger text"),
             visit::ChooseSize{large ? visit::TextSize::medium : visit::TextSize::large},
             Look::quiet, "text-size"));
  const bool contrast = desk.theme != visit::Theme::paper;
  tools.items.push_back(
      button("contrast", contrast ? teller.say("Normal colors") : teller.say("High contrast"),
             visit::ChooseTheme{contrast ? visit::Theme::paper : visit::Theme::black}, Look::quiet,
             "contrast"));
  if (desk.visits_wait) {
    tools.items.push_back(
        button("return", teller.say("I have a ticket"), EnterTicket{}, Look::quiet, "undo"));
  }
  if (desk.by_keys) {
    tools.items.push_back(
        button("keys", teller.say("Keys and switches"), OpenKeySetup{}, Look::quiet, "keyboard"));
  }
  tools.items.push_back(staff_button(teller, Look::quiet, "lock"));
  page.elements.push_back(element(std::move(tools)));
  return page;
}

Page ticket(const Desk& desk, const std::string& language, const std::string& ticket) {
  const Teller teller(desk, language);
  Page page = kiosk_page(teller, "ticket");
  page.personal = false;  // the same words for everybody; the ticket itself is never said
  page.shape = Shape::centered;
  page.elements.push_back(element(Icon{"nurse", CalloutLook::note}));
  page.elements.push_back(element(Heading{teller.say("Please see a nurse")}));
  page.elements.push_back(element(
      Prose{teller.plain("Your answers are safe and hidden. You can go on where you were.")}));
  page.elements.push_back(element(Card{teller.say("Your ticket"), ticket, {}, {}, true}));
  Buttons buttons;
  buttons.items.push_back(
      button("return", teller.say("Go on with my own code"), EnterTicket{}, Look::plain));
  buttons.items.push_back(staff_button(teller, Look::plain, {}));
  page.elements.push_back(element(std::move(buttons)));
  page.elements.push_back(
      element(Lead{teller.say("This kiosk is free for the next person in a moment.")}));
  return page;
}

Page return_entry(const Desk& desk, const std::string& language, const Scratch& scratch,
                  bool asking_code) {
  const Teller teller(desk, language);
  Page page = kiosk_page(teller, asking_code ? "return.code" : "return.ticket");
  page.personal = false;
  page.elements.push_back(
      element(Heading{asking_code ? teller.say("Enter your own 4-digit code")
                                  : teller.say("Enter the 3 digits of your ticket")}));
  // What was wrong stands in place of the hint, so that field and keys stay in sight.
  if (scratch.problem.empty()) {
    page.elements.push_back(element(
        Lead{asking_code ? teller.say("The code that you chose at the start. We never show it.")
                         : teller.say("They stand after the letter on your ticket.")}));
  } else {
    page.elements.push_back(element(Notice{CalloutLook::caution, scratch.problem, true}));
  }
  const std::string field = asking_code ? "code" : "ticket";
  const auto typed = scratch.typed.find(field);
  page.elements.push_back(
      element(Fields{{Field{field,
                            asking_code ? teller.say("Your code") : teller.say("Ticket"),
                            typed == scratch.typed.end() ? "" : typed->second,
                            asking_code,
                            true,
                            {}}}}));
  const Action submit = asking_code ? Action(SubmitReturnCode{}) : Action(SubmitTicket{});
  page.elements.push_back(element(keyboard(teller, scratch, KeyboardKind::digits, submit)));
  if (desk.pack.languages.size() > 1) {
    Options languages;
    languages.look = OptionLook::button;
    languages.columns = 3;
    for (const content::Language& each : desk.pack.languages) {
      Button item =
          button("language." + each.tag, each.name, visit::ChooseLanguage{each.tag}, Look::quiet);
      item.selected = each.tag == language;
      languages.items.push_back(std::move(item));
    }
    page.elements.push_back(element(std::move(languages)));
  }
  Footer footer;
  footer.back = back_button(teller, ToAttract{});
  footer.primary = next_button(teller, submit);
  page.footer = std::move(footer);
  return page;
}

}  // namespace candor::present
