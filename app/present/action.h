// What a touch on the glass asks for: an event of the visit, a change of what is not yet committed
// (present/scratch.h), or something only the kiosk can do. Plain data; applied after the frame.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "present/key_habits.h"
#include "visit/event.h"

namespace candor::present {

/// A sheet that lies over the page until it is closed.
enum class Panel {
  none,
  language,
  display,       ///< text size and colours
  asked,         ///< "Ask staff" was pressed: what happens next
  stop,          ///< the ways to stop
  another_way,   ///< other ways to sign
  is_this_mark,  ///< a dot or line: asked once
  urgent,        ///< the kind words after a `now` answer
  page_again,    ///< the page that a check asks about
  aloud,         ///< may what is about this person be said aloud?
  speech,        ///< speech is on: how to move, choose and listen
};

/// The letters shown on the on-screen keyboard.
enum class KeyLayer { letters, accents, digits };

// --- edits of the scratch
// -------------------------------------------------------------------------
struct OpenPanel {
  Panel panel = Panel::none;
};

struct Pick {
  std::string option;
  bool multiple = false;
  bool exclusive = false;
};  ///< touched, not yet given

struct Focus {
  std::string field;
};

struct TypeText {
  std::string text;
};

struct PickCandidate {
  std::string text;
  std::size_t letters = 0;
};  ///< a character for the first letters of what was typed in pinyin

struct MoreCandidates {};  ///< the next of them

struct ToneMark {
  std::string mark;
};  ///< put on (or taken off) the vowel of the syllable before, as Vietnamese spells

struct Erase {};  ///< one character back

struct Shift {};

struct SetLayer {
  KeyLayer layer = KeyLayer::letters;
};

struct Reveal {
  std::string key;
};  ///< a masked answer on the review

struct More {};  ///< the next part of a page that does not fit

struct LessAbove {};  ///< the part before

struct ClearPad {};

struct SignAs {
  visit::SignedHow how = visit::SignedHow::drawn;
};

struct AcceptMark {};  ///< "Yes, this is my mark"

struct PickStaffOption {
  std::string option;
};  ///< what was said, or why staff stop the visit

struct OpenFlag {
  int flag = 0;
};  ///< staff look at one flag

struct PickPresence {
  std::string presence;
};  ///< how an interpreter takes part

struct PickInterpreter {
  std::string kind;
};  ///< "trained", "relative", "too-young"

// --- listening
/// Of the page that is on the glass, and of what is being said.
struct Speech {
  enum class Do { listen, stop, hold, go_on, again, slower, faster, softer, louder, allow_aloud };
  Do what = Do::listen;
};

// --- what only the kiosk can do
// --------------------------------------------------------------------
struct StartVisit {
  std::string language;
  bool interpreter = false;
};

struct SubmitName {};  ///< the typed name, trimmed

struct SubmitRepresentative {};

struct SubmitYear {};

struct SubmitCode {};  ///< hashed by the kiosk, then forgotten

struct SubmitChoice {};

struct SubmitCheck {};

struct TryAgain {};  ///< of a check

struct SubmitForm {};

struct SubmitSignature {};

struct Pause {};  ///< hide everything now

struct StillHere {};

struct MoreTime {};  ///< on the receipt

struct UsualLook {};  ///< "Back to normal": text size and colors

struct EnterTicket {};  ///< "Go on with my own code"

struct SubmitTicket {};

struct SubmitReturnCode {};

struct AskPin {};  ///< the staff door

struct SubmitPin {};

struct OpenTicket {
  std::string ticket;
};  ///< staff look at a parked visit

struct SeenLost {
  std::string visit;
};  ///< staff know of a visit that ended without an outcome

struct GiveBack {};  ///< staff hand the screen back to the patient

struct StaffResolve {};

struct StaffAcknowledge {};

struct StaffStop {};

struct StaffCheckIdentity {};

struct StaffWitness {};  ///< the witness is the member of staff at the screen

struct OpenKeySetup {};  ///< how keys and switches are to answer this person's hand

struct GoKeySetup {
  int step = 0;
};  ///< to one of its questions

struct ChooseKeyHabits {
  KeyHabits habits;
};

struct CountPress {};  ///< trying out, at its end

struct CloseKeySetup {};

struct LockStaff {};

struct ToAttract {};  ///< free the kiosk

/// Every kind of action.
using AnyAction =
    std::variant<visit::Event, OpenPanel, Pick, Focus, TypeText, PickCandidate, MoreCandidates,
                 ToneMark, Erase, Shift, SetLayer, Reveal, More, LessAbove, ClearPad, SignAs,
                 AcceptMark, PickStaffOption, OpenFlag, PickPresence, PickInterpreter, StartVisit,
                 SubmitName, SubmitRepresentative, SubmitYear, SubmitCode, SubmitChoice,
                 SubmitCheck, TryAgain, SubmitForm, SubmitSignature, Pause, StillHere, MoreTime,
                 UsualLook, EnterTicket, SubmitTicket, SubmitReturnCode, AskPin, SubmitPin,
                 OpenTicket, SeenLost, GiveBack, StaffResolve, StaffAcknowledge, StaffStop,
                 StaffCheckIdentity, StaffWitness, OpenKeySetup, GoKeySetup, ChooseKeyHabits,
                 CountPress, CloseKeySetup, LockStaff, ToAttract, Speech>;

/// One action. Held behind a pointer: a page is copied often and its actions never change.
class Action {
 public:
  Action() : Action(OpenPanel{}) {}

  /// From any kind of action, and from any event of the visit.
  template <typename Kind>
  // An action may stand wherever its kind does.
  Action(Kind kind);  // NOLINT(google-explicit-constructor)

  [[nodiscard]] const AnyAction& any() const { return *m_any; }

 private:
  std::shared_ptr<const AnyAction> m_any;
};

}  // namespace candor::present
