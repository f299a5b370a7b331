// A record: the complete outcome of one visit, exactly as it was shown and answered. FORMAT.md
// beside this file is the contract; canonical JSON is the stored form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "content/pack.h"
#include "content/words.h"
#include "visit/state.h"

namespace candor::record {

inline constexpr int kFormatVersion = 1;

/// A moment as stored: UTC milliseconds, offset in minutes, zone name, steady clock.
using candor::Moment;

/// What the kiosk knows beside the visit.
struct Context {
  std::string record_id;  ///< 32 hex digits, the same for every retry of one outcome
  std::string kiosk;      ///< the kiosk's letter or name
  std::string software;   ///< "candor 0.1.0"
  std::vector<std::string> practice_reasons;  ///< in words: "the pack is not approved"; empty: real
  /// The kiosk's words, for the labels of buttons as shown; without them labels are in English.
  const content::Words* words = nullptr;
};

struct Shown {
  std::string page;
  std::string block;
  std::string language;
  std::string size;
  std::string theme;
  std::string digest;  ///< SHA-256 (hex) of the text as shown
  std::string text;    ///< the text itself, in the language it was shown in
  Moment first_at;
  std::int64_t visible_ms = 0;
  friend bool operator==(const Shown&, const Shown&) = default;
};

/// What was heard of a block by Listen, at one speed.
struct Listened {
  std::string page;
  std::string block;
  std::string language;
  std::string digest;          ///< as Shown::digest
  std::int32_t speed = 100;    ///< percent of the usual one
  std::int32_t sentences = 0;  ///< that were heard to their end
  std::int32_t of = 0;         ///< that there are
  Moment first_at;
  std::int64_t heard_ms = 0;
  friend bool operator==(const Listened&, const Listened&) = default;
};

/// A block that the patient asked for once more.
struct Replay {
  std::string page;
  std::string block;
  std::string how;  ///< "shown", "heard"
  std::string language;
  Moment at;
  friend bool operator==(const Replay&, const Replay&) = default;
};

/// Any answer but a statement's: check, choice, form field.
struct Answer {
  std::string kind;  ///< "check", "choice", "field"
  std::string page;
  std::string block;
  std::string field;                 ///< of a form; else empty
  std::string question;              ///< as shown
  std::vector<std::string> answers;  ///< as shown (labels, or the text typed)
  std::vector<std::string> options;  ///< ids; empty for typed text
  std::optional<bool> correct;       ///< checks only
  bool is_private = false;
  std::string language;
  Moment at;
  friend bool operator==(const Answer&, const Answer&) = default;
};

struct StatementReply {
  std::string reply;  ///< "yes", "no", "question", "not-applicable"
  std::string label;  ///< the button as shown: "I understand"
  std::string language;
  Moment at;
  friend bool operator==(const StatementReply&, const StatementReply&) = default;
};

/// A statement as shown, with every answer given to it in order.
struct Statement {
  std::string page;
  std::string block;
  bool required = true;
  std::string fact;
  std::string statement;
  std::string source_fact;  ///< in the source language
  std::string source_statement;
  std::vector<StatementReply> replies;
  std::string language;  ///< of fact and statement: that of the last reply, else last shown
  friend bool operator==(const Statement&, const Statement&) = default;
};

struct Flag {
  int number = 0;
  std::string cause;
  std::string page;
  std::string block;
  std::string urgency;
  bool blocks = true;
  std::string reason;
  Moment raised_at;
  std::optional<Moment> acknowledged_at;  ///< of an urgent flag: when staff had seen it
  std::string acknowledged_by;
  std::string acknowledged_as;
  std::string state;  ///< "open", "resolved", "withdrawn"
  std::optional<Moment> closed_at;
  std::string closed_by;
  std::string closed_as;
  std::string said;
  friend bool operator==(const Flag&, const Flag&) = default;
};

/// The ride home: the answers of the form marked as such, by field id.
struct Ride {
  struct Field {
    std::string field;
    std::string label;
    std::string value;
    friend bool operator==(const Field&, const Field&) = default;
  };

  std::vector<Field> fields;
  friend bool operator==(const Ride&, const Ride&) = default;
};

struct Signature {
  std::string role;
  std::string name;
  std::string relation;
  std::string presence;
  std::string kind;            ///< of an interpreter: "trained", "relative"; else empty
  std::string kind_reason;     ///< why a relative interprets, as staff said
  std::string kind_agreed_by;  ///< staff's name
  std::string kind_agreed_as;  ///< staff's role
  std::string meaning;
  std::string source_meaning;
  std::string language;
  std::string how;  ///< "drawn", "mark", "typed", "confirmed"
  std::int32_t pad_width_um = 0;
  std::int32_t pad_height_um = 0;
  std::vector<visit::Stroke> strokes;
  Moment at;
  friend bool operator==(const Signature&, const Signature&) = default;
};

struct Presented {
  std::string language;
  std::string size;
  std::string theme;
  Moment at;
  friend bool operator==(const Presented&, const Presented&) = default;
};

/// Who approved the content that was shown.
struct Approver {
  std::string by;
  std::string role;    ///< in their own words
  std::string at;      ///< local time with its offset, ISO 8601
  std::string key_id;  ///< SHA-256 of their public key, hex
  friend bool operator==(const Approver&, const Approver&) = default;
};

struct Record {
  int format = kFormatVersion;
  std::string id;
  std::string visit;
  std::string episode;
  std::string kiosk;
  std::string software;
  bool practice = true;
  std::vector<std::string> practice_reasons;
  std::string outcome;  ///< "signed", "declined", "on-paper", "stopped-by-staff", "unfinished"
  std::string outcome_reason;
  std::string outcome_by;
  std::string outcome_as;
  std::string clinic;       ///< its name
  std::string procedure;    ///< in the source language
  std::string scope;        ///< filled, in the source language
  std::string valid_until;  ///< ISO date; empty unless signed
  visit::Identity patient;
  std::string at_screen;
  std::vector<std::string> helped_by;
  std::string representative_name;
  std::string representative_relation;
  bool interpreter_asked = false;
  std::string pack;
  std::string pack_version;
  std::string pack_digest;
  bool pack_approved = false;  ///< by as many people as the clinic wanted
  std::vector<Approver> pack_approvals;
  std::string walk;
  std::string source_language;
  std::vector<std::pair<std::string, std::string>> clinic_values;  ///< in force, sorted by name
  std::vector<Presented> presented;
  std::vector<Shown> shown;
  std::vector<Listened> listened;
  std::vector<Replay> replays;
  std::vector<Answer> answers;
  std::vector<Statement> statements;
  std::vector<Flag> flags;
  std::optional<Ride> ride;
  std::vector<Signature> signatures;
  std::vector<std::string> waiting_for;  ///< "clinician" (the talk), "copy"
  Moment started;
  Moment ended;
  friend bool operator==(const Record&, const Record&) = default;
};

/// The record of a visit that has an outcome. Pure: the same state gives the same record.
[[nodiscard]] Record from_visit(const visit::State& state, const content::Pack& pack,
                                const Context& context);

/// The first day on which what was stored on `day` need not be kept any longer: `years` later, and
/// 18 years more for a patient who was not yet 18 (an unknown `birth` counts as grown up).
[[nodiscard]] Date keep_until(const Date& day, const Date& birth, int years);

/// The stored form: canonical(to_json(record)).
[[nodiscard]] Json to_json(const Record& record);
/// Fails with bad_format on a missing, unknown or wrong property, newer_version on a later format.
[[nodiscard]] Result<Record> from_json(const Json& json);
/// The record in the bytes of an entry; `where` (a file, an entry) begins the error. Fails as
/// from_json(), and with bad_format when the bytes are not in the stored form.
[[nodiscard]] Result<Record> parse(std::string_view bytes, const std::string& where);

/// A short code to look a record up by ("K7F3-9Q2M"): from the chain value of its entry. Not a
/// proof.
[[nodiscard]] std::string proof_code(const std::string& chain_hex);

}  // namespace candor::record
