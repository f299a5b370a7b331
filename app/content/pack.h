// A pack: one procedure as a clinic's staff wrote it, checked and immutable. README.md in content/
// shows the same as JSON. Loaded by content/load.h, the only reader of packs.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"

namespace candor::content {

/// Source text of one line or a few words. Shown only through Pack::text().
using Line = std::string;
/// Source text in the stated subset of CommonMark (content/rich.h): paragraphs, lists, *emphasis*,
/// **strong**. Shown only through Pack::text() and parse_rich().
using RichText = std::string;

/// How soon staff must deal with a flag. `now`: thoughts of suicide, chest pain.
enum class Urgency { routine, soon, now };

/// What an answer raises for staff.
struct FlagRule {
  Urgency urgency = Urgency::routine;
  bool blocks = true;  ///< signing waits until it is resolved; false for "effect": "note"
  Line reason;         ///< for staff, no name in it: "No ride home yet"
  friend bool operator==(const FlagRule&, const FlagRule&) = default;
};

enum class CalloutKind { note, caution, danger };
enum class Tone { normal, caution, good };

struct TextBlock {
  RichText text;
};

struct CalloutBlock {
  CalloutKind kind = CalloutKind::note;
  RichText text;
};

struct StepsBlock {
  struct Item {
    Line title;
    Line text;  ///< may be empty
  };

  std::vector<Item> items;
};

struct TimelineBlock {
  struct Item {
    Line at;  ///< minutes from arrival: "0", "30", "{clinic.drip_end}"
    Line title;
    Line text;
    Tone tone = Tone::normal;
  };

  Line caption;
  std::vector<Item> items;
};

/// Who was counted for the risk figures of a page.
struct RiskGroup {
  std::string id;
  Line text;  ///< "203 people at one clinic who had this drip for depression"
  std::string drug;
  std::string route;
  int people = 0;
  friend bool operator==(const RiskGroup&, const RiskGroup&) = default;
};

/// n of 100 people, drawn as an icon array, number first.
struct RiskBlock {
  int n = 0;
  Line label;         ///< "feel sleepy"
  Line note;          ///< may be empty
  std::string group;  ///< a RiskGroup's id; one page never mixes two groups
  Tone tone = Tone::normal;
};

struct ImageBlock {
  std::string file;  ///< "images/ride-home.svg" in the pack, or "shared/images/nurse.svg"
  Line alt;          ///< what it shows, for those who cannot see it
  Line caption;      ///< may be empty
};

struct FaqBlock {
  struct Item {
    Line question;
    RichText answer;
  };

  std::vector<Item> items;
};

/// Teach-back: a question about one paragraph that asks whether *we* explained it well.
struct CheckBlock {
  struct Option {
    std::string id;
    Line label;
    bool correct = false;
  };

  Line question;
  std::string tests;  ///< "page-id/block-id" of the paragraph it tests
  std::vector<Option> options;
  RichText explain;  ///< shown after a right answer
  FlagRule on_misses;
};

/// One question with one answer (or several), such as screening.
struct ChoiceBlock {
  struct Option {
    std::string id;
    Line label;
    bool exclusive = false;  ///< "None of these": clears the others
    std::optional<FlagRule> flag;
    RichText reply;  ///< shown once chosen; may be empty
  };

  Line question;
  RichText help;  ///< may be empty
  bool multiple = false;
  bool is_private = false;  ///< masked on review until touched, never spoken over the speaker
  std::vector<Option> options;
};

enum class FieldKind { text, phone, date, choice };

struct FormField {
  struct Option {
    std::string id;
    Line label;
    std::optional<FlagRule> flag;
    std::vector<std::string> waives;  ///< fields that need no answer when this one is chosen
  };

  std::string id;
  FieldKind kind = FieldKind::text;
  Line label;
  bool required = true;
  bool is_private = false;
  std::vector<Option> options;  ///< for FieldKind::choice
};

/// A few fields on one screen, with the reason why they are asked.
struct FormBlock {
  Line title;
  Line purpose;
  bool is_ride = false;  ///< "use": "ride": the record's ride home
  std::vector<FormField> fields;
};

enum class Verb { understand, agree, will };

/// A statement: what is acknowledged, with its fact above it.
struct AcknowledgeBlock {
  RichText fact;
  Line statement;
  Verb verb = Verb::understand;
  bool required = true;
  bool may_not_apply = false;  ///< offers "This does not apply to me"
};

/// Who signs and what that signature means.
enum class Role { patient, representative, witness, interpreter, clinician };

/// The decision. Texts may use {procedure}, {scope}, {until}, {pages}, {statements}.
struct SignBlock {
  Line act;                       ///< "I choose to have {procedure} at {clinic.name}."
  Line scope;                     ///< "A course of {treatments}, until {until}."
  std::vector<Line> points;       ///< "I know I can still say no."
  Line button;                    ///< "Sign: I choose this"
  std::map<Role, Line> meanings;  ///< for every role but the patient
};

using BlockContent =
    std::variant<TextBlock, CalloutBlock, StepsBlock, TimelineBlock, RiskBlock, ImageBlock,
                 FaqBlock, CheckBlock, ChoiceBlock, FormBlock, AcknowledgeBlock, SignBlock>;

struct Block {
  std::string id;  ///< unique in its page
  BlockContent content;
  std::vector<std::string> sources;  ///< ids in sources.json
};

struct Page {
  std::string id;  ///< unique in the pack
  Line title;
  std::vector<Block> blocks;
};

/// A named order of pages: `first`, `return`, …
struct Walk {
  std::string id;
  Line title;  ///< as the patient chooses it: "This is my first time"
  std::vector<std::string> pages;
  std::vector<Role> signers;  ///< who must sign in the visit; always has `patient`
};

enum class TranslationStatus { source, draft, reviewed };

/// Who made a translation, where the pack says it.
enum class Translator { not_said, person, machine };

struct Language {
  std::string tag;   ///< BCP 47: "en", "zh-Hans"
  std::string name;  ///< in its own language: "Español"
  TranslationStatus status = TranslationStatus::source;
  std::string reviewed_by;
  std::string reviewed_on;
  Translator made_by = Translator::not_said;
};

/// A drug that texts name, so that a translation cannot name another one.
struct Drug {
  std::string name;                       ///< in the source language
  std::map<std::string, std::string> in;  ///< tag → its name in that language, where it differs
  friend bool operator==(const Drug&, const Drug&) = default;
};

struct Source {
  std::string id;
  std::string title;
  std::string url;
  std::string year;
};

struct EmergencyLine {
  Line label;          ///< "Suicide and Crisis Lifeline, day and night"
  std::string number;  ///< "988"; digits stay 0-9 in every language
};

/// What a clinic does once the day has passed on which its content should have been reviewed.
enum class AfterReview {
  warn,      ///< staff are told
  practice,  ///< and visits are practice until it is reviewed
};

/// What each clinic sets: content/clinic.json.
struct Clinic {
  bool demonstration = false;
  int approvals = 1;  ///< how many people must approve a pack
  AfterReview after_review = AfterReview::warn;
  std::map<std::string, std::string> values;  ///< "phone" → "555-0100"
  std::vector<std::string> unset;             ///< required values that are null
  std::vector<EmergencyLine> emergency;
};

/// Words for the placeholders of SignBlock and others, beside the clinic's values.
using Placeholders = std::map<std::string, std::string>;

/// A clinician's signature on a pack's digest, checked (approval/approval.h).
struct Approval {
  std::string by;    ///< the name in the signer's certificate
  std::string role;  ///< in their own words: "physician"
  std::string pack;
  std::string version;
  std::string digest;
  std::string at;      ///< "2026-11-22T09:10:11.000-08:00"
  std::string key_id;  ///< of the signer's key: crypto::Certificate::key_id
  friend bool operator==(const Approval&, const Approval&) = default;
};

struct Pack {
  std::string id;
  std::string version;
  Line title;      ///< "The drip: what to know"
  Line procedure;  ///< as in "I choose to have {procedure}"
  int minimum_age = 18;
  int valid_for_months = 6;
  int keep_years = 6;  ///< how long records are kept (45 CFR 164.316(b)(2)(i): at least six years)
  int treatments = 1;  ///< 1: one treatment; more: a course of that many
  Date review_by;
  std::vector<Language> languages;  ///< the first is the source language
  std::vector<Walk> walks;
  std::vector<RiskGroup> groups;
  std::vector<Drug> drugs;
  /// Whether those who signed an earlier version must be asked again; see content/difference.h.
  std::optional<bool> material;
  std::vector<std::string> take_home;  ///< ids of the pages that make the take-home sheet
  std::vector<Page> pages;
  std::vector<Source> sources;
  std::map<std::string, std::string> images;  ///< file name as in ImageBlock → SVG bytes
  std::map<std::string, std::map<std::string, std::string>> translations;  ///< tag → source → text
  /// Recordings: tag → a paragraph as patients read it (values filled, marks gone) → its sound.
  std::map<std::string, std::map<std::string, std::string>> recordings;
  /// "audio/es/intro.ogg" → bytes as they lie there, WAV or Ogg Vorbis; in the digest.
  std::map<std::string, std::string> sounds;
  Clinic clinic;
  /// approvals/NAME.cms → DER as it lies there, of this or an earlier version; not in the digest.
  std::map<std::string, std::string> approval_files;
  std::vector<Approval>
      approvals;       ///< the sound ones of this digest, once approval::judge has seen them
  std::string digest;  ///< SHA-256 (hex) over every file a patient could see, and clinic.json
  std::map<std::string, std::string> files;  ///< these files: name as in the digest → bytes (UTF-8)

  /// As many people approved this digest as the clinic wants.
  [[nodiscard]] bool is_approved() const {
    return approvals.size() >= static_cast<std::size_t>(clinic.approvals);
  }

  /// The text in `language` with {placeholders} filled. A clinic value that is not set shows as
  /// "[phone]". A source text without translation comes back as itself.
  [[nodiscard]] std::string text(const std::string& language, const std::string& source,
                                 const Placeholders& extra = {}) const;
  /// nullptr when there is no such page, block, walk or group.
  [[nodiscard]] const Page* page(const std::string& page_id) const;
  [[nodiscard]] const Block* block(const std::string& page_id, const std::string& block_id) const;
  [[nodiscard]] const Walk* walk(const std::string& walk_id) const;
  [[nodiscard]] const RiskGroup* group(const std::string& group_id) const;
};

[[nodiscard]] std::string to_string(Urgency urgency);  ///< "routine", "soon", "now"
[[nodiscard]] std::string to_string(Role role);        ///< "patient", …
[[nodiscard]] std::string to_string(Verb verb);        ///< "understand", "agree", "will"

}  // namespace candor::content
