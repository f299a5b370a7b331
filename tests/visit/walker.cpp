#include "walker.h"

#include <doctest/doctest.h>

#include <utility>

namespace candor::visit {

Start Walker::some_start() {
  Start start;
  start.id = VisitId{"A-0123456789abcdef"};
  start.episode = EpisodeId{"e0e1e2e3e4e5e6e7"};
  return start;
}

Walker::Walker(content::Pack pack, const Start& start)
    : m_pack(std::move(pack)), m_state(begin(m_pack, start, m_clock.now())) {}

bool Walker::tell(const Event& event) {
  m_clock.advance_ms(1000);
  Outcomes outcomes = apply(m_pack, m_state, event, m_clock.now());
  m_state = std::move(outcomes.state);
  m_effects = std::move(outcomes.effects);
  return outcomes.accepted;
}

void Walker::to_identity(AtScreen who) {
  if (m_state.stage == Stage::language) REQUIRE(tell(ChooseLanguage{"en"}));
  REQUIRE(tell(ChooseWho{who}));
  if (who == AtScreen::parent || who == AtScreen::representative) {
    REQUIRE(tell(GiveRepresentative{"Maria Lopez", "mother"}));
  }
  if (who == AtScreen::helper) REQUIRE(tell(Next{}));
}

void Walker::to_confirm() {
  if (m_state.stage < Stage::identity) to_identity();
  REQUIRE(tell(GiveName{"Ana Lopez"}));
  REQUIRE(tell(GiveMonth{3}));
  REQUIRE(tell(GiveDay{14}));
  REQUIRE(tell(GiveYear{1958}));
  REQUIRE(tell(GiveCode{"$hash$4711"}));
  REQUIRE(m_state.identity_step == IdentityStep::confirm);
}

void Walker::to_walk() {
  if (m_state.stage < Stage::identity || m_state.identity.name.empty()) to_confirm();
  REQUIRE(tell(ConfirmIdentity{}));
}

void Walker::to_steps() {
  if (m_state.stage < Stage::walk) to_walk();
  if (m_state.stage == Stage::walk) REQUIRE(tell(ChooseWalk{"first"}));
}

void Walker::show_step() {
  const auto step = current_step(m_pack, m_state);
  REQUIRE(step);
  for (std::size_t i = step->first; i < step->first + step->count; ++i) {
    REQUIRE(tell(Shown{{step->page->id, step->page->blocks[i].id}, std::string(64, 'd'), 1500}));
  }
}

void Walker::pass_step() {
  const auto step = current_step(m_pack, m_state);
  REQUIRE(step);
  const Spot spot{step->page->id, step->page->blocks[step->first].id};
  show_step();
  switch (step->kind) {
    case StepKind::read:
      break;
    case StepKind::check:
      REQUIRE(tell(GiveCheck{spot, "one"}));
      break;
    case StepKind::choice:
      REQUIRE(tell(GiveChoice{spot, {spot == kMood ? "no" : "none"}}));
      break;
    case StepKind::form:
      REQUIRE(tell(GiveField{spot, "means", "", "car"}));
      REQUIRE(tell(GiveField{spot, "name", "Carlos", ""}));
      REQUIRE(tell(GiveField{spot, "phone", "(555) 010-0123", ""}));
      break;
    case StepKind::statement:
      REQUIRE(tell(GiveReply{spot, Reply::yes}));
      break;
    case StepKind::sign:
      FAIL("the signature is not a step to pass");
  }
  REQUIRE(tell(Next{}));
}

void Walker::to_spot(const Spot& spot) {
  if (m_state.stage < Stage::steps) to_steps();
  for (int guard = 0; guard < 50; ++guard) {
    const auto step = current_step(m_pack, m_state);
    REQUIRE(step);
    if (step->page->id == spot.page && step->page->blocks[step->first].id == spot.block) return;
    pass_step();
  }
  FAIL("this block is no step of the walk");
}

void Walker::to_review() {
  if (m_state.stage < Stage::steps) to_steps();
  while (m_state.stage == Stage::steps) pass_step();
  REQUIRE(m_state.stage == Stage::review);
}

void Walker::to_decision() {
  if (m_state.stage < Stage::review) to_review();
  REQUIRE(tell(Next{}));
  REQUIRE(m_state.stage == Stage::decision);
}

void Walker::to_receipt() {
  if (m_state.stage < Stage::decision) to_decision();
  REQUIRE(sign());
  REQUIRE(tell(Saved{"K7F3-9Q2M", "candor-head-1"}));
  REQUIRE(m_state.stage == Stage::receipt);
}

Signature Walker::signature(SignedHow how) {
  m_clock.advance_ms(10);
  Signature signature;
  signature.role = m_state.signing;
  signature.name = signature.role == Role::patient ? m_state.identity.name : "Noor Haddad";
  if (signature.role == Role::interpreter) {
    signature.presence = "here";
    signature.kind = "trained";
  }
  signature.language = m_state.language;
  signature.meaning = meaning_of(m_pack, m_state, signature.role, m_state.language, m_clock.now());
  signature.how = how;
  if (how == SignedHow::drawn || how == SignedHow::mark) {
    signature.strokes = {{{1000, 2000, 0}, {9000, 4000, 120}}};
    signature.pad_width_um = 120'000;
    signature.pad_height_um = 40'000;
  }
  return signature;
}

}  // namespace candor::visit
