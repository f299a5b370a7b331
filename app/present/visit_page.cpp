// Picks the screen of a visit by its stage.
#include "present/build.h"

namespace candor::present {

Page visit_page(const Desk& desk, const visit::State& state, const Scratch& scratch,
                const Moment& now) {
  const Teller teller(desk,
                      state.language.empty() ? desk.pack.languages.front().tag : state.language);
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
  return receipt(desk, state, scratch, 0);
}

}  // namespace candor::present
