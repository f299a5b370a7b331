// Picks the screen of a visit by its stage.
#include "present/build.h"

namespace candor::present {

namespace {

/// Whether what stands here says nothing about the person: pages to read, checks, statements (but
/// for which answer was given), and the sheets that everybody sees alike.
bool is_open(const Teller& teller, const visit::State& state, const Scratch& scratch) {
  switch (scratch.panel) {
    case Panel::language:
    case Panel::display:
    case Panel::asked:
    case Panel::stop:
    case Panel::another_way:
    case Panel::page_again:
    case Panel::aloud:
    case Panel::speech:
      return true;
    case Panel::is_this_mark:
    case Panel::urgent:
      return false;
    case Panel::none:
      break;
  }
  if (state.declining || state.too_young) return false;
  switch (state.stage) {
    case visit::Stage::language:
    case visit::Stage::interpreter:
    case visit::Stage::who:
    case visit::Stage::walk:
    case visit::Stage::saving:
    case visit::Stage::save_failed:
      return true;
    case visit::Stage::steps: {
      const auto step = visit::current_step(teller.desk().pack, state);
      if (!step) return false;
      return step->kind == visit::StepKind::read || step->kind == visit::StepKind::check ||
             step->kind == visit::StepKind::statement;
    }
    case visit::Stage::identity:
    case visit::Stage::receipt:
      return state.sheet_shown;
    case visit::Stage::review:
    case visit::Stage::decision:
    case visit::Stage::finished:
      return false;
  }
  return false;
}

Page page_of(const Teller& teller, const visit::State& state, const Scratch& scratch,
             const Moment& now);

}  // namespace

Page visit_page(const Desk& desk, const visit::State& state, const Scratch& scratch,
                const Moment& now) {
  const Teller teller(desk,
                      state.language.empty() ? desk.pack.languages.front().tag : state.language);
  Page page = page_of(teller, state, scratch, now);
  page.personal = !is_open(teller, state, scratch);
  return page;
}

namespace {

Page page_of(const Teller& teller, const visit::State& state, const Scratch& scratch,
             const Moment& now) {
  if (scratch.panel != Panel::none) return panel_page(teller, state, scratch);
  if (state.declining) return confirm_decline_page(teller, state);
  switch (state.stage) {
    case visit::Stage::language: {
      Scratch choosing;
      choosing.panel = Panel::language;
      return panel_page(teller, state, choosing);
    }
    case visit::Stage::who:
      return who_page(teller, state, scratch);
    case visit::Stage::interpreter:
      return interpreter_page(teller, state);
    case visit::Stage::identity:
      return identity_page(teller, state, scratch);
    case visit::Stage::walk:
      return walk_page(teller, state);
    case visit::Stage::steps:
      return step_page(teller, state, scratch);
    case visit::Stage::review:
      return review_page(teller, state, scratch);
    case visit::Stage::decision:
      return decision_page(teller, state, scratch, now);
    case visit::Stage::saving:
    case visit::Stage::save_failed:
      return saving_page(teller, state);
    case visit::Stage::receipt:
    case visit::Stage::finished:
      break;
  }
  return receipt(teller.desk(), state, scratch, 0);
}

}  // namespace

}  // namespace candor::present
