// Saving, the receipt, the take-home sheet, and the question whether anybody is still there.
#include "present/build.h"

namespace candor::present {
namespace {

std::string thanks(const Teller& teller, const visit::State& state) {
  switch (state.outcome) {
    case visit::Outcome::signed_:
      return teller.say("Thank you. Your answers are saved.");
    case visit::Outcome::declined:
      return teller.say("You said no. That is saved.");
    case visit::Outcome::on_paper:
      return teller.say("You will go on with paper.");
    case visit::Outcome::stopped_by_staff:
    case visit::Outcome::unfinished:
    case visit::Outcome::none:
      return teller.say("This visit has ended.");
  }
  return {};
}

std::string what_next(const Teller& teller, const visit::State& state) {
  switch (state.outcome) {
    case visit::Outcome::signed_:
      return teller.say(
          "A nurse will talk with you before any treatment. You can still say no. Please take a "
          "seat.");
    case visit::Outcome::declined:
      return teller.say(
          "That is all right. Your other care goes on. Please tell the front desk that you are "
          "done.");
    case visit::Outcome::on_paper:
      return teller.say("Paper costs nothing. Please ask for it at the front desk.");
    case visit::Outcome::stopped_by_staff:
    case visit::Outcome::unfinished:
    case visit::Outcome::none:
      return teller.say("Please see the front desk.");
  }
  return {};
}

Page sheet_page(const Teller& teller, const visit::State& state) {
  Page page = framed_page(teller, state, "sheet", -1.0);
  page.personal = false;  // the pack's own words, for everybody alike
  page.elements.push_back(element(Heading{teller.say("Your take-home sheet")}));
  page.elements.push_back(
      element(Lead{teller.say("Ask the desk for this on paper. It is yours to keep.")}));
  for (const std::string& id : teller.desk().pack.take_home) {
    const content::Page* source = teller.desk().pack.page(id);
    if (source == nullptr) continue;
    page.elements.push_back(element(Statement{teller.text(source->title)}));
    for (const content::Block& block : source->blocks) {
      if (std::holds_alternative<content::ImageBlock>(block.content)) continue;
      for (Element& each : block_elements(teller, *source, block)) {
        each.block.reset();  // shown for keeping, not counted as read before signing
        page.elements.push_back(std::move(each));
      }
    }
  }
  Footer footer;
  footer.primary = button("finish", teller.say("Finish"), visit::Finish{}, Look::primary);
  page.footer = std::move(footer);
  return page;
}

}  // namespace

Page saving_page(const Teller& teller, const visit::State& state) {
  if (state.stage == visit::Stage::saving) {
    // Nothing can be touched while the record goes to disk.
    Page page = bare_page(teller, state, "saving");
    page.shape = Shape::centered;
    page.elements.push_back(element(Icon{"clock", CalloutLook::note}));
    page.elements.push_back(element(Heading{teller.say("Saving your answers …")}));
    return page;
  }
  Page page = told_page(teller, state, "save-failed");
  page.elements.push_back(element(Icon{"nurse", CalloutLook::caution}));
  page.elements.push_back(element(Heading{teller.say("Your answers are not saved yet")}));
  page.elements.push_back(
      element(Prose{teller.plain("This is our fault, not yours. Nothing is lost. Please ask a "
                                 "member of staff to come here.")}));
  Buttons buttons;
  buttons.items.push_back(
      button("retry", teller.say("Try again"), visit::RetrySave{}, Look::primary));
  buttons.items.push_back(button("save.hide", teller.say("Hide my screen"), Pause{}, Look::plain));
  buttons.items.push_back(button("staff", teller.say("Staff"), AskPin{}, Look::plain));
  page.elements.push_back(element(std::move(buttons)));
  return page;
}

Page receipt(const Desk& desk, const visit::State& state, const Scratch& scratch,
             int seconds_left) {
  const Teller teller(desk, state.language);
  const std::string clears =
      teller.say("This screen clears in {seconds, plural, one {# second} other {# seconds}}",
                 {{"seconds", std::int64_t{seconds_left}}});
  if (state.sheet_shown) {
    Page page = sheet_page(teller, state);
    page.footer->where = clears;
    page.footer->back = button("more-time", teller.say("More time"), MoreTime{}, Look::plain);
    return page;
  }
  (void)scratch;
  Page page = told_page(teller, state, "receipt");
  const bool is_signed = state.outcome == visit::Outcome::signed_;
  page.elements.push_back(element(Icon{"check", CalloutLook::good}));
  page.elements.push_back(element(Heading{thanks(teller, state)}));
  page.elements.push_back(element(Prose{
      {content::Paragraph{content::Paragraph::Kind::plain, 0, what_next(teller, state), {}}}}));
  // A "no" can be denied as well as a "yes": whoever answered can show later that it was kept. A
  // copy on paper is owed only to those who signed.
  if (!state.proof_code.empty()) {
    page.elements.push_back(element(
        Card{teller.say("Proof of your answers"), state.proof_code,
             is_signed ? teller.say("Ask the desk for your paper copy.") : "", state.head, true}));
  }
  Buttons buttons;
  if (is_signed && !desk.pack.take_home.empty()) {
    buttons.items.push_back(
        button("sheet", teller.say("Show my take-home sheet"), visit::ShowSheet{}, Look::plain));
  }
  buttons.items.push_back(button("finish", teller.say("Finish"), visit::Finish{}, Look::primary));
  page.elements.push_back(element(std::move(buttons)));
  Buttons time;
  time.note = clears;
  time.items.push_back(button("more-time", teller.say("More time"), MoreTime{}, Look::plain));
  page.elements.push_back(element(std::move(time)));
  return page;
}

Page still_there(const Desk& desk, const visit::State& state, int seconds_left) {
  const std::string language =
      state.language.empty() ? desk.pack.languages.front().tag : state.language;
  const Teller teller(desk, language);
  Page page = told_page(teller, state, "still-there");
  page.personal = false;
  page.elements.push_back(element(Icon{"clock", CalloutLook::caution}));
  page.elements.push_back(element(Heading{teller.say("Are you still there?")}));
  page.elements.push_back(element(Prose{teller.plain(
      "We hide your screen in {seconds, plural, one {# second} other {# seconds}}. Your answers "
      "wait for you.",
      {{"seconds", std::int64_t{seconds_left}}})}));
  Buttons buttons;
  buttons.items.push_back(
      button("still-here", teller.say("I am still here"), StillHere{}, Look::primary));
  page.elements.push_back(element(std::move(buttons)));
  return page;
}

}  // namespace candor::present
