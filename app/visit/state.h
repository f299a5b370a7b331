// Everything known of one visit, as plain data. Only visit::apply() changes it; ending a visit
// replaces it. Answers are lists of events: nothing is overwritten.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "content/pack.h"

namespace candor::visit {

using content::Role;
using content::Urgency;

/// Where the visit stands. The order is the order of a visit.
enum class Stage {
  language,     ///< choosing a language
  interpreter,  ///< "I need an interpreter": please tell the front desk
  who,          ///< who is at the screen
  identity,     ///< name, date of birth, return code, read back
  walk,         ///< which walk: "Have you had this here before?"
  steps,        ///< pages, checks, screening, ride, statements in the walk's order
  review,       ///< every answer, with the way back to each
  decision,     ///< signatures
  saving,       ///< the record is on its way to disk; nothing is shown as saved yet
  save_failed,  ///< it could not be stored: see staff, retry
  receipt,      ///< saved, and what the patient may still want
  finished,     ///< nothing of the person is left
};

/// Who touches the screen.
enum class AtScreen { patient, parent, representative, helper };

/// The steps of giving one's identity, each a screen.
enum class IdentityStep { name, month, day, year, code, confirm };

enum class Outcome { none, signed_, declined, on_paper, stopped_by_staff, unfinished };

/// A flag's life.
enum class FlagState { open, resolved, withdrawn };

/// What raised a flag.
enum class FlagCause {
  question,
  choice,
  ride,
  check,
  statement,
  interpreter,
  representative,
  minor,
  talk
};

enum class TextSize {
  small,
  medium,
  large,
  largest
};  ///< capitals 3.5–4.2, 4.8–5.6, 6.4–7.1, 8.5–9.0 mm
enum class Theme { paper, white, black, soft };  ///< soft: low glare

/// The answer to a statement.
enum class Reply { yes, no, question, not_applicable };

/// How a signature was made. confirmed: the printed name was confirmed by a press, for hands that
/// neither draw nor type.
enum class SignedHow { drawn, mark, typed, confirmed };

/// One point of a stroke: micrometres from the pad's top left corner, milliseconds from its first
/// point.
struct StrokePoint {
  std::int32_t x_um = 0;
  std::int32_t y_um = 0;
  std::int32_t t_ms = 0;
  friend bool operator==(const StrokePoint&, const StrokePoint&) = default;
};

using Stroke = std::vector<StrokePoint>;

/// A place in the content.
struct Spot {
  std::string page;
  std::string block;  ///< empty: the page as a whole
  friend bool operator==(const Spot&, const Spot&) = default;
};

/// One answer at one time. Which fields count depends on the block's type.
struct Answer {
  Spot spot;
  std::string field;                 ///< of a form; else empty
  std::vector<std::string> options;  ///< option ids: choice, check, form choice
  std::string text;                  ///< form text, phone or date
  std::optional<Reply> reply;        ///< statement
  bool correct = false;              ///< check
  std::string language;              ///< in which language it was given
  Moment at;
  friend bool operator==(const Answer&, const Answer&) = default;
};

/// A thing that staff must deal with.
struct Flag {
  int number = 0;  ///< from 1, in the order raised
  FlagCause cause = FlagCause::question;
  Spot spot;
  std::string field;         ///< of a form: the field whose answer raised it; else empty
  std::string option;        ///< the option that raised it; else empty
  bool from_answer = false;  ///< raised by an answer, and withdrawn when the patient changes it
                             ///< (not a check's, not `now`)
  Urgency urgency = Urgency::routine;
  bool blocks = true;
  std::string
      reason;  ///< for staff: source text from the pack, or one of visit's own English words
  Moment raised_at;
  FlagState state = FlagState::open;
  bool acknowledged = false;    ///< for `now`: staff have seen it
  std::string acknowledged_by;  ///< staff name
  std::string acknowledged_as;  ///< staff's role
  Moment acknowledged_at;
  Moment closed_at;
  std::string closed_by;  ///< staff name, or "patient"
  std::string closed_as;  ///< staff's role
  std::string said;       ///< what was said: from the short list or free text
  int answers_at_close =
      0;  ///< how many answers stood then: what was given after it, without trusting a clock
  friend bool operator==(const Flag&, const Flag&) = default;
};

/// A block that was fully visible in a drawn frame.
struct ShownBlock {
  Spot spot;
  std::string language;
  TextSize size = TextSize::medium;
  Theme theme = Theme::paper;
  std::string digest;  ///< SHA-256 (hex) of the text as it was on the glass
  Moment first_at;
  std::int64_t visible_ms = 0;  ///< how long it was on the glass in all
  friend bool operator==(const ShownBlock&, const ShownBlock&) = default;
};

/// Of a block, what was heard of it by Listen at one speed.
struct HeardBlock {
  Spot spot;
  std::string language;
  std::string digest;                ///< as ShownBlock::digest
  std::int32_t speed = 100;          ///< percent of the usual one
  std::int32_t of = 0;               ///< how many sentences are said for the block
  std::vector<std::int32_t> to_end;  ///< numbers of those that were heard to their end
  Moment first_at;
  std::int64_t heard_ms = 0;  ///< how long it was heard in all
  friend bool operator==(const HeardBlock&, const HeardBlock&) = default;
};

/// Shown: "Show that page again" at a check. Heard: "Again" while listening.
enum class AgainHow { shown, heard };

/// Something that was asked for once more.
struct Replay {
  Spot spot;
  AgainHow how = AgainHow::shown;
  std::string language;
  Moment at;
  friend bool operator==(const Replay&, const Replay&) = default;
};

struct Signature {
  Role role = Role::patient;
  std::string name;      ///< printed name
  std::string relation;  ///< of a representative; staff role of a witness; ID of an interpreter
  std::string presence;  ///< interpreter: "here", "phone", "video"; else empty
  std::string kind;      ///< interpreter: "trained", "relative" (or a friend); else empty
  /// Why a relative interprets, in the words of the member of staff who agreed to it.
  std::string kind_reason;
  std::string kind_agreed_by;  ///< staff's name
  std::string kind_agreed_as;  ///< staff's role
  std::string meaning;         ///< in full, as shown
  std::string source_meaning;  ///< in the pack's source language
  std::string language;
  SignedHow how = SignedHow::drawn;
  std::vector<Stroke> strokes;
  std::int32_t pad_width_um = 0;
  std::int32_t pad_height_um = 0;
  Moment at;
  friend bool operator==(const Signature&, const Signature&) = default;
};

struct Identity {
  std::string name;
  Date birth;
  std::string name_source = "patient";  ///< patient, staff or scanned
  std::string birth_source = "patient";
  std::string chart_number;  ///< may be empty
  std::string chart_source;
  std::string appointment;
  std::string appointment_source;
  std::string checked_by;  ///< staff name; empty: self-stated
  std::string checked_as;  ///< staff role
  friend bool operator==(const Identity&, const Identity&) = default;
};

/// What the return code was, as a salted hash; the digits are never kept. Whoever keeps a hidden
/// visit counts the wrong tries.
struct ReturnCode {
  std::string hash;
  friend bool operator==(const ReturnCode&, const ReturnCode&) = default;
};

/// A named change of how things are presented, kept as a list so that the record can say it.
struct Presentation {
  std::string language;
  TextSize size = TextSize::medium;
  Theme theme = Theme::paper;
  Moment at;
  friend bool operator==(const Presentation&, const Presentation&) = default;
};

struct State {
  VisitId id;
  EpisodeId episode;
  Stage stage = Stage::language;
  std::string pack_id;
  std::string pack_digest;
  std::string walk;         ///< empty until chosen
  bool walk_given = false;  ///< staff chose the walk before the visit began
  std::string language;     ///< empty until chosen
  TextSize size = TextSize::medium;
  Theme theme = Theme::paper;
  bool needs_interpreter = false;
  AtScreen at_screen = AtScreen::patient;
  bool at_screen_chosen = false;
  std::vector<std::string> helped_by;  ///< "reading", "touching"
  std::string representative_name;
  std::string representative_relation;
  IdentityStep identity_step = IdentityStep::name;
  Identity identity;
  bool identity_confirmed = false;
  bool too_young = false;
  ReturnCode code;
  int step = 0;  ///< index into steps_of(pack, walk)
  int furthest_step = 0;
  bool from_review = false;  ///< a step was reopened from the review
  std::vector<Presentation> presentations;
  std::vector<ShownBlock> shown;
  std::vector<HeardBlock> heard;
  std::vector<Replay> replays;
  std::vector<Answer> answers;
  std::vector<Flag> flags;
  std::vector<Signature> signatures;
  Role signing = Role::patient;  ///< whose signature the decision screen asks for
  Outcome outcome = Outcome::none;
  std::string outcome_reason;  ///< optional words of the patient, or staff's reason
  std::string outcome_by;      ///< staff name; empty: the patient
  std::string outcome_as;      ///< staff role
  bool declining = false;      ///< "I do not want this treatment" waits for its confirmation
  std::string record_id;       ///< set with the outcome; the same for every retry
  std::string proof_code;      ///< set when saved
  std::string head;            ///< the ledger's signed head, set when saved
  bool sheet_shown = false;
  Moment started;
  Moment ended;
  friend bool operator==(const State&, const State&) = default;
};

[[nodiscard]] std::string to_string(Stage stage);        ///< "language", "save-failed", …
[[nodiscard]] std::string to_string(IdentityStep step);  ///< "name", "month", …
[[nodiscard]] std::string to_string(Outcome outcome);    ///< "signed", "declined", "on-paper", …
[[nodiscard]] std::string to_string(AtScreen at_screen);
[[nodiscard]] std::string to_string(FlagCause cause);
[[nodiscard]] std::string to_string(FlagState state);
[[nodiscard]] std::string to_string(TextSize size);
[[nodiscard]] std::string to_string(Theme theme);
[[nodiscard]] std::string to_string(Reply reply);
[[nodiscard]] std::string to_string(AgainHow how);
[[nodiscard]] std::string to_string(SignedHow how);

}  // namespace candor::visit
