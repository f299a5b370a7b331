// One event being applied: what the parts of apply() share. Inside visit only.
#pragma once

#include <string>
#include <vector>

#include "visit/visit.h"

namespace candor::visit {

/// Wrong answers to a check before staff are asked to explain.
inline constexpr int kMissesAllowed = 2;

/// A copy of the state to change, and what must be done about it. Thrown away when the event is
/// refused.
struct Turn {
  const content::Pack& pack;
  const Moment& now;
  State state;
  std::vector<Effect> effects;
};

// Each of these applies one kind of event and returns whether it was accepted. What they leave in a
// turn that they refuse does not count.
[[nodiscard]] bool on(Turn& turn, const ChooseLanguage& event);
[[nodiscard]] bool on(Turn& turn, const NeedInterpreter& event);
[[nodiscard]] bool on(Turn& turn, const ChooseSize& event);
[[nodiscard]] bool on(Turn& turn, const ChooseTheme& event);
[[nodiscard]] bool on(Turn& turn, const Shown& event);
[[nodiscard]] bool on(Turn& turn, const ChooseWho& event);
[[nodiscard]] bool on(Turn& turn, const ToggleHelp& event);
[[nodiscard]] bool on(Turn& turn, const GiveRepresentative& event);
[[nodiscard]] bool on(Turn& turn, const GiveName& event);
[[nodiscard]] bool on(Turn& turn, const GiveMonth& event);
[[nodiscard]] bool on(Turn& turn, const GiveDay& event);
[[nodiscard]] bool on(Turn& turn, const GiveYear& event);
[[nodiscard]] bool on(Turn& turn, const GiveCode& event);
[[nodiscard]] bool on(Turn& turn, const ConfirmIdentity& event);
[[nodiscard]] bool on(Turn& turn, const NotMe& event);
[[nodiscard]] bool on(Turn& turn, const CheckIdentity& event);
[[nodiscard]] bool on(Turn& turn, const ChooseWalk& event);
[[nodiscard]] bool on(Turn& turn, const Next& event);
[[nodiscard]] bool on(Turn& turn, const Back& event);
[[nodiscard]] bool on(Turn& turn, const GoToStep& event);
[[nodiscard]] bool on(Turn& turn, const GiveChoice& event);
[[nodiscard]] bool on(Turn& turn, const GiveCheck& event);
[[nodiscard]] bool on(Turn& turn, const GiveField& event);
[[nodiscard]] bool on(Turn& turn, const GiveReply& event);
[[nodiscard]] bool on(Turn& turn, const AskStaff& event);
[[nodiscard]] bool on(Turn& turn, const WithdrawQuestion& event);
[[nodiscard]] bool on(Turn& turn, const TalkToNurse& event);
[[nodiscard]] bool on(Turn& turn, const ResolveFlag& event);
[[nodiscard]] bool on(Turn& turn, const AcknowledgeFlag& event);
[[nodiscard]] bool on(Turn& turn, const RelativeInterprets& event);
[[nodiscard]] bool on(Turn& turn, const Sign& event);
[[nodiscard]] bool on(Turn& turn, const Decline& event);
[[nodiscard]] bool on(Turn& turn, const CancelDecline& event);
[[nodiscard]] bool on(Turn& turn, const ConfirmDecline& event);
[[nodiscard]] bool on(Turn& turn, const OnPaper& event);
[[nodiscard]] bool on(Turn& turn, const StopByStaff& event);
[[nodiscard]] bool on(Turn& turn, const Heard& event);
[[nodiscard]] bool on(Turn& turn, const Again& event);
[[nodiscard]] bool on(Turn& turn, const Leave& event);
[[nodiscard]] bool on(Turn& turn, const Saved& event);
[[nodiscard]] bool on(Turn& turn, const SaveFailed& event);
[[nodiscard]] bool on(Turn& turn, const RetrySave& event);
[[nodiscard]] bool on(Turn& turn, const ShowSheet& event);
[[nodiscard]] bool on(Turn& turn, const Finish& event);

// --- where the visit stands ----------------------------------------------------------------------
/// Before an outcome: what happens now can still become part of the record.
[[nodiscard]] bool is_open(const State& state);
/// Open, and the person at the screen may go on: not asked to confirm a "no", not too young.
[[nodiscard]] bool is_going_on(const State& state);
/// Whether a member of staff is named.
[[nodiscard]] bool is_named(const Staff& staff);

// --- ways through the visit ----------------------------------------------------------------------
/// From "who you are" on: the first identity step that has no answer yet.
void enter_identity(Turn& turn);
/// From the confirmed identity on: the walk, unless there is only one or staff chose it.
void enter_walk(Turn& turn);
/// The first step of the chosen walk.
void enter_steps(Turn& turn);
void enter_review(Turn& turn);
/// Back to "who is at the screen" from the first identity step.
void leave_identity_backwards(Turn& turn);
/// The event Next or Back at Stage::identity.
[[nodiscard]] bool next_in_identity(Turn& turn);
[[nodiscard]] bool back_in_identity(Turn& turn);

// --- the end
// ---------------------------------------------------------------------------------------
/// Ends the visit with a record to be stored; before the identity is confirmed, without any trace.
void end_visit(Turn& turn, Outcome outcome, const std::string& reason, const Staff& by);

// --- flags
// -----------------------------------------------------------------------------------------
/// Where an answer stands that may raise flags.
struct AnswerPlace {
  Spot spot;
  std::string field;
  std::string option;
};

/// Raises a flag and tells staff; `now` also goes to the ledger at once.
void raise(Turn& turn, FlagCause cause, const AnswerPlace& place, const content::FlagRule& rule);
/// The same for what an answer raised: it is withdrawn when that answer changes.
void raise_by_answer(Turn& turn, FlagCause cause, const AnswerPlace& place,
                     const content::FlagRule& rule);
/// The open flag of a cause at a place that an answer raised (or did not), or nullptr.
enum class RaisedBy { answer, person };
[[nodiscard]] Flag* open_flag(State& state, FlagCause cause, const AnswerPlace& place,
                              RaisedBy raised_by);
/// Closes an open flag for the patient.
void withdraw(Turn& turn, Flag& flag);
/// Withdraws what a changed answer had raised; `now` stays open until staff resolve it.
void withdraw_by_answer(Turn& turn, FlagCause cause, const AnswerPlace& place);

// --- content
// ---------------------------------------------------------------------------------------
/// The sign step of a row of steps, or -1.
[[nodiscard]] int sign_step(const std::vector<Step>& steps);
/// Whether a block belongs to the chosen walk.
[[nodiscard]] bool is_in_walk(const content::Pack& pack, const State& state, const Spot& spot);
/// Whether a language is one of the pack's.
[[nodiscard]] bool has_language(const content::Pack& pack, const std::string& tag);
/// The language the pages are written in; empty for a pack without languages.
[[nodiscard]] std::string source_language(const content::Pack& pack);
/// Whose signature is asked for next, or nothing when all have signed.
[[nodiscard]] std::optional<Role> next_signer(const content::Pack& pack, const State& state);
/// Someone acts in the patient's place.
[[nodiscard]] bool is_represented(const State& state);

/// The block with these contents at the step the patient is at, when `spot` is that block.
template <typename Content>
[[nodiscard]] const Content* block_at(const Turn& turn, const Spot& spot) {
  const std::optional<Step> step = current_step(turn.pack, turn.state);
  if (!step || step->page->id != spot.page) return nullptr;
  const content::Block& block = step->page->blocks[step->first];
  return block.id == spot.block ? std::get_if<Content>(&block.content) : nullptr;
}

}  // namespace candor::visit
