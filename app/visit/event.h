// What can happen in a visit, and what must be done about it. Both are plain data.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "visit/state.h"

namespace candor::visit {

/// A member of staff, named in the configuration, known by their PIN.
struct Staff {
  std::string name;
  std::string role;
  friend bool operator==(const Staff&, const Staff&) = default;
};

// --- what the person at the screen does ---------------------------------------------------------
struct ChooseLanguage {
  std::string tag;
};  ///< at the start or at any time

struct NeedInterpreter {
};  ///< "My language is not here"; without a language yet, the source language

struct ChooseSize {
  TextSize size = TextSize::medium;
};

struct ChooseTheme {
  Theme theme = Theme::paper;
};

/// The patient goes on at once; a helper after Next; a parent or representative after
/// GiveRepresentative.
struct ChooseWho {
  AtScreen who = AtScreen::patient;
};

struct ToggleHelp {
  std::string how;
};  ///< "reading" or "touching", while a helper is at the screen

struct GiveRepresentative {
  std::string name;
  std::string relation;
};

// Each of these is allowed at its own identity step and goes on to the next one.
struct GiveName {
  std::string name;
};

struct GiveMonth {
  int month = 0;
};

struct GiveDay {
  int day = 0;
};

struct GiveYear {
  int year = 0;
};

struct GiveCode {
  std::string hash;
};  ///< the kiosk hashes the four digits first

struct ConfirmIdentity {};  ///< "Yes, this is me"

struct NotMe {};  ///< forgets the identity and asks again

struct ChooseWalk {
  std::string walk;
};

struct Next {};

struct Back {};

struct GoToStep {
  int step = 0;
};  ///< from the review to an answer

/// All that is chosen now; an empty list takes an earlier choice back.
struct GiveChoice {
  Spot spot;
  std::vector<std::string> options;
};

struct GiveCheck {
  Spot spot;
  std::string option;
};  ///< pressed "Check", not merely touched an option

/// Text or option, never both; an empty text takes back what was given to the field before.
struct GiveField {
  Spot spot;
  std::string field;
  std::string text;
  std::string option;
};

struct GiveReply {
  Spot spot;
  Reply reply = Reply::question;
};

struct AskStaff {
  Spot spot;
};  ///< "Ask staff" on any page

struct WithdrawQuestion {
  int flag = 0;
};  ///< the patient's own question, talk or interpreter

/// A relative or friend of full age wants to interpret: staff must agree first, and say why. Nobody
/// younger may, so nobody younger is asked about.
struct RelativeInterprets {};

/// Role must be State::signing, language State::language, meaning what meaning_of() says. An
/// interpreter's presence is "here", "phone" or "video", their kind "trained" or "relative";
/// everyone else's are empty. Drawn and mark have strokes, typed and confirmed have none. `at`,
/// `source_meaning` and who agreed to a relative are filled in by the visit.
struct Sign {
  Signature signature;
};

struct Decline {};  ///< "I do not want this treatment"

struct CancelDecline {};

struct ConfirmDecline {
  std::string reason;
};  ///< reason may be empty

struct OnPaper {};  ///< "On paper please"

struct TalkToNurse {};  ///< from Stop

struct ShowSheet {};  ///< "Show my take-home sheet" on the receipt

struct Finish {};  ///< leave the receipt; the visit is wiped

// --- what staff do -----------------------------------------------------------------------------
struct ResolveFlag {
  int flag = 0;
  Staff by;
  std::string said;
};

struct AcknowledgeFlag {
  int flag = 0;
  Staff by;
};  ///< for `now`: "I have seen it"

struct StopByStaff {
  Staff by;
  std::string reason;
};

struct CheckIdentity {
  Staff by;
  std::string chart_number;
};

// --- what the kiosk reports --------------------------------------------------------------------
/// `visible_ms` since the last report; the times of one block add up. Only until there is an
/// outcome.
struct Shown {
  Spot spot;
  std::string digest;
  std::int64_t visible_ms = 0;
};

/// A sentence of a block was heard, to its end or not. As for Shown.
struct Heard {
  Spot spot;
  std::string digest;
  std::int32_t sentence = 0;  ///< its number in the block, from 0
  std::int32_t of = 1;        ///< how many sentences the block has
  std::int32_t speed = 100;   ///< percent of the usual one
  std::int64_t heard_ms = 0;
  bool to_end = false;
};

/// The patient asked for a block once more.
struct Again {
  Spot spot;
  AgainHow how = AgainHow::shown;
};

struct Leave {
  std::string why;
};  ///< parked too long or closing: unfinished

struct Saved {
  std::string proof_code;
  std::string head;  ///< the ledger's signed head with this record, a line for the receipt
};

struct SaveFailed {};

struct RetrySave {};

using Event =
    std::variant<ChooseLanguage, NeedInterpreter, ChooseSize, ChooseTheme, ChooseWho, ToggleHelp,
                 GiveRepresentative, GiveName, GiveMonth, GiveDay, GiveYear, GiveCode,
                 ConfirmIdentity, NotMe, ChooseWalk, Next, Back, GoToStep, GiveChoice, GiveCheck,
                 GiveField, GiveReply, AskStaff, WithdrawQuestion, Sign, Decline, CancelDecline,
                 ConfirmDecline, OnPaper, TalkToNurse, ShowSheet, Finish, ResolveFlag,
                 AcknowledgeFlag, StopByStaff, CheckIdentity, Shown, Heard, Again, Leave, Saved,
                 SaveFailed, RetrySave, RelativeInterprets>;

// --- what must be done -------------------------------------------------------------------------
struct Notify {
  int flag = 0;
  Urgency urgency = Urgency::routine;
};  ///< tell staff, without a name

struct StoreFlagNow {
  int flag = 0;
};  ///< a flag `now` goes to the ledger when raised

struct StoreOpened {};  ///< identity is given: the visit exists

struct StoreRecord {};  ///< the outcome: seal and store State as a record

struct Park {};  ///< hide this visit and free the kiosk

struct Wipe {};  ///< forget the visit

using Effect = std::variant<Notify, StoreFlagNow, StoreOpened, StoreRecord, Park, Wipe>;

}  // namespace candor::visit
