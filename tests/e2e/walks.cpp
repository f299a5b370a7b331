#include "e2e/walks.h"

#include <algorithm>

#include "content/pack.h"
#include "visit/visit.h"

namespace candor::e2e {
namespace {

const content::Pack& pack_of(Harness& kiosk) {
  return kiosk.app().pack();
}

void tell(const OnScreen& on_screen, const std::string& name) {
  if (on_screen) on_screen(name);
}

/// Presses the primary button until the page changes, through every part that does not fit.
void go_on(Harness& kiosk, const OnScreen& on_screen) {
  while (kiosk.has("more")) {
    kiosk.tap("more");
    tell(on_screen, kiosk.app().page().key + "-more");
  }
  kiosk.tap("next");
}

void answer_check(Harness& kiosk, const content::CheckBlock& check, const OnScreen& on_screen) {
  for (const auto& option : check.options) {
    if (option.correct) tap_somewhere(kiosk, "option." + option.id);
  }
  tap_somewhere(kiosk, "check");
  tell(on_screen, "check");
  go_on(kiosk, on_screen);
}

void answer_choice(Harness& kiosk, const content::ChoiceBlock& choice, const OnScreen& on_screen) {
  for (const auto& option : choice.options) {
    if (option.flag) continue;
    tap_somewhere(kiosk, "option." + option.id);
    break;
  }
  tell(on_screen, "choice");
  go_on(kiosk, on_screen);
}

void answer_form(Harness& kiosk, const Person& person, const content::FormBlock& form,
                 const OnScreen& on_screen) {
  for (const auto& field : form.fields) {
    if (field.kind == content::FieldKind::choice) continue;
    tap_somewhere(kiosk, "field." + field.id);
    kiosk.type(field.kind == content::FieldKind::phone  ? person.ride_phone
               : field.kind == content::FieldKind::date ? "20261130"
               : form.is_ride                           ? person.ride_name
                                                        : person.words);
    tell(on_screen, "form-typing");
    kiosk.tap("key.done");
  }
  for (const auto& field : form.fields) {
    for (const auto& option : field.options) {
      if (option.flag) continue;
      tap_somewhere(kiosk, "option." + field.id + "." + option.id);
      break;
    }
  }
  tell(on_screen, "form");
  go_on(kiosk, on_screen);
}

}  // namespace

Person of_few_words() {
  Person person;
  person.name = "Al";
  person.ride_name = "Jo";
  person.ride_phone = "1234567";
  person.words = "Jo";
  return person;
}

void find_somewhere(Harness& kiosk, const std::string& id) {
  while (!kiosk.has(id) && kiosk.has("above")) kiosk.tap("above");
  while (!kiosk.has(id) && kiosk.has("more")) kiosk.tap("more");
}

void tap_somewhere(Harness& kiosk, const std::string& id) {
  find_somewhere(kiosk, id);
  kiosk.tap(id);
}

void arrive(Harness& kiosk, const Person& person, const std::string& walk,
            const OnScreen& on_screen) {
  tell(on_screen, "welcome");
  tap_somewhere(kiosk, "language." + (person.language.empty() ? pack_of(kiosk).languages.front().tag
                                                              : person.language));
  tell(on_screen, "who");
  tap_somewhere(kiosk, "who.patient");
  kiosk.type(person.name);
  tell(on_screen, "name");
  tap_somewhere(kiosk, "next");
  tell(on_screen, "month");
  tap_somewhere(kiosk, "month." + std::to_string(person.month));
  tell(on_screen, "day");
  tap_somewhere(kiosk, "day." + std::to_string(person.day));
  kiosk.type(person.year);
  tell(on_screen, "year");
  tap_somewhere(kiosk, "next");
  kiosk.type(person.code);
  tell(on_screen, "code");
  tap_somewhere(kiosk, "next");
  tell(on_screen, "is-this-you");
  tap_somewhere(kiosk, "identity.yes");
  if (kiosk.app().page().key == "walk") {
    tell(on_screen, "walk");
    tap_somewhere(kiosk, "walk." + walk);
  }
}

bool answer_step(Harness& kiosk, const Person& person, const OnScreen& on_screen) {
  const visit::State* state = kiosk.app().visit();
  if (state == nullptr || state->stage != visit::Stage::steps) return false;
  const auto step = visit::current_step(pack_of(kiosk), *state);
  if (!step) return false;
  const content::Block& block = step->page->blocks[step->first];
  switch (step->kind) {
    case visit::StepKind::read:
      tell(on_screen, step->page->id);
      go_on(kiosk, on_screen);
      return true;
    case visit::StepKind::check:
      answer_check(kiosk, std::get<content::CheckBlock>(block.content), on_screen);
      return true;
    case visit::StepKind::choice:
      answer_choice(kiosk, std::get<content::ChoiceBlock>(block.content), on_screen);
      return true;
    case visit::StepKind::form:
      answer_form(kiosk, person, std::get<content::FormBlock>(block.content), on_screen);
      return true;
    case visit::StepKind::statement:
      tap_somewhere(kiosk, "answer.yes");
      tell(on_screen, "statement");
      go_on(kiosk, on_screen);
      return true;
    case visit::StepKind::sign:
      break;
  }
  return false;
}

void answer_all(Harness& kiosk, const Person& person, const OnScreen& on_screen) {
  constexpr int kMostSteps = 300;
  for (int i = 0; i < kMostSteps; ++i) {
    if (!answer_step(kiosk, person, on_screen)) return;
  }
  throw Stuck("the walk never ends");
}

void decide(Harness& kiosk, const OnScreen& on_screen) {
  tell(on_screen, "review");
  go_on(kiosk, on_screen);
  tell(on_screen, "decision");
  find_somewhere(kiosk, "pad");
  kiosk.sign();
  tell(on_screen, "signed");
  // What the signature means may stand on a part below the pad.
  tap_somewhere(kiosk, "sign");
  tell(on_screen, "receipt");
}

void decide_by_press(Harness& kiosk, const OnScreen& on_screen) {
  const auto expect = [&](const std::string& page) {
    if (kiosk.app().page().key != page) {
      throw Stuck("this is not '" + page + "':\n" + kiosk.text_on_glass());
    }
    tell(on_screen, page);
  };
  tell(on_screen, "review");
  go_on(kiosk, on_screen);
  expect("decision.patient");
  tap_somewhere(kiosk, "sign.another-way");
  tell(on_screen, "another-way");
  tap_somewhere(kiosk, "sign.confirm");
  expect("decision.patient.confirmed");
  tap_somewhere(kiosk, "sign");
  expect("decision.signer");
  tap_somewhere(kiosk, "field.signer-name");
  kiosk.type("Wim");
  tap_somewhere(kiosk, "field.signer-relation");
  kiosk.type("Ed");
  tap_somewhere(kiosk, "next");
  expect("decision.witness");
  tap_somewhere(kiosk, "sign.another-way");
  if (kiosk.has("sign.type")) throw Stuck("a witness's name stands there already");
  tap_somewhere(kiosk, "sign.confirm");
  tap_somewhere(kiosk, "sign");
  expect("receipt");
}

void choose_display(Harness& kiosk, const std::string& size, const std::string& theme) {
  if (size.empty() && theme.empty()) return;
  kiosk.tap("display");
  if (!theme.empty()) tap_somewhere(kiosk, "theme." + theme);
  if (!size.empty()) tap_somewhere(kiosk, "size." + size);
  tap_somewhere(kiosk, "close");
}

}  // namespace candor::e2e
