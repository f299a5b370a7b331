// A record as JSON and back: one description of each struct serves both. FORMAT.md is the contract.

#include "record/fields.h"
#include "record/record.h"

namespace candor::record {
namespace {

constexpr std::string_view kOutcomes[] = {"signed", "declined", "on-paper", "stopped-by-staff",
                                          "unfinished"};
constexpr std::string_view kAtScreen[] = {"patient", "parent", "representative", "helper"};
constexpr std::string_view kSizes[] = {"small", "medium", "large", "largest"};
constexpr std::string_view kThemes[] = {"paper", "white", "black", "soft"};
constexpr std::string_view kAnswerKinds[] = {"check", "choice", "field"};
constexpr std::string_view kAgain[] = {"shown", "heard"};
constexpr std::string_view kReplies[] = {"yes", "no", "question", "not-applicable"};
constexpr std::string_view kUrgencies[] = {"routine", "soon", "now"};
constexpr std::string_view kFlagStates[] = {"open", "resolved", "withdrawn"};
constexpr std::string_view kCauses[] = {"question",       "choice",    "ride",
                                        "check",          "statement", "interpreter",
                                        "representative", "minor",     "talk"};
constexpr std::string_view kRoles[] = {"patient", "representative", "witness", "interpreter",
                                       "clinician"};
constexpr std::string_view kHow[] = {"drawn", "mark", "typed", "confirmed"};

/// A clinic value in force; a list of these instead of an object, because names are the clinic's.
struct NamedValue {
  std::string name;
  std::string value;
};

}  // namespace

template <typename V>
void describe(V& v, Is<NamedValue> auto& named) {
  v("name", named.name);
  v("value", named.value);
}

template <typename V>
void describe(V& v, Is<Approver> auto& approver) {
  v("by", approver.by);
  v("role", approver.role);
  v("at", approver.at);
  v("key_id", approver.key_id);
}

template <typename V>
void describe(V& v, Is<visit::Identity> auto& identity) {
  v("name", identity.name);
  v("name_source", identity.name_source);
  v("birth", identity.birth);
  v("birth_source", identity.birth_source);
  v("chart_number", identity.chart_number);
  v("chart_source", identity.chart_source);
  v("appointment", identity.appointment);
  v("appointment_source", identity.appointment_source);
  v("checked_by", identity.checked_by);
  v("checked_as", identity.checked_as);
}

template <typename V>
void describe(V& v, Is<Presented> auto& presented) {
  v("language", presented.language);
  v.word("size", presented.size, kSizes);
  v.word("theme", presented.theme, kThemes);
  v("at", presented.at);
}

template <typename V>
void describe(V& v, Is<Shown> auto& shown) {
  v("page", shown.page);
  v("block", shown.block);
  v("language", shown.language);
  v.word("size", shown.size, kSizes);
  v.word("theme", shown.theme, kThemes);
  v("digest", shown.digest);
  v("text", shown.text);
  v("first_at", shown.first_at);
  v("visible_ms", shown.visible_ms);
}

template <typename V>
void describe(V& v, Is<Listened> auto& listened) {
  v("page", listened.page);
  v("block", listened.block);
  v("language", listened.language);
  v("digest", listened.digest);
  v("speed", listened.speed);
  v("sentences", listened.sentences);
  v("of", listened.of);
  v("first_at", listened.first_at);
  v("heard_ms", listened.heard_ms);
}

template <typename V>
void describe(V& v, Is<Replay> auto& replay) {
  v("page", replay.page);
  v("block", replay.block);
  v.word("how", replay.how, kAgain);
  v("language", replay.language);
  v("at", replay.at);
}

template <typename V>
void describe(V& v, Is<Answer> auto& answer) {
  v.word("kind", answer.kind, kAnswerKinds);
  v("page", answer.page);
  v("block", answer.block);
  v("field", answer.field);
  v("question", answer.question);
  v("answers", answer.answers);
  v("options", answer.options);
  v("correct", answer.correct);
  v("private", answer.is_private);
  v("language", answer.language);
  v("at", answer.at);
}

template <typename V>
void describe(V& v, Is<StatementReply> auto& reply) {
  v.word("reply", reply.reply, kReplies);
  v("label", reply.label);
  v("language", reply.language);
  v("at", reply.at);
}

template <typename V>
void describe(V& v, Is<Statement> auto& statement) {
  v("page", statement.page);
  v("block", statement.block);
  v("required", statement.required);
  v("language", statement.language);
  v("fact", statement.fact);
  v("statement", statement.statement);
  v("source_fact", statement.source_fact);
  v("source_statement", statement.source_statement);
  v("replies", statement.replies);
}

template <typename V>
void describe(V& v, Is<Flag> auto& flag) {
  v("number", flag.number);
  v.word("cause", flag.cause, kCauses);
  v("page", flag.page);
  v("block", flag.block);
  v.word("urgency", flag.urgency, kUrgencies);
  v("blocks", flag.blocks);
  v("reason", flag.reason);
  v("raised_at", flag.raised_at);
  v("acknowledged_at", flag.acknowledged_at);
  v("acknowledged_by", flag.acknowledged_by);
  v("acknowledged_as", flag.acknowledged_as);
  v.word("state", flag.state, kFlagStates);
  v("closed_at", flag.closed_at);
  v("closed_by", flag.closed_by);
  v("closed_as", flag.closed_as);
  v("said", flag.said);
}

template <typename V>
void describe(V& v, Is<Ride::Field> auto& field) {
  v("field", field.field);
  v("label", field.label);
  v("value", field.value);
}

template <typename V>
void describe(V& v, Is<Ride> auto& ride) {
  v("fields", ride.fields);
}

template <typename V>
void describe(V& v, Is<Signature> auto& signature) {
  v.word("role", signature.role, kRoles);
  v("name", signature.name);
  v("relation", signature.relation);
  v("presence", signature.presence);
  v("kind", signature.kind);
  v("kind_reason", signature.kind_reason);
  v("kind_agreed_by", signature.kind_agreed_by);
  v("kind_agreed_as", signature.kind_agreed_as);
  v("meaning", signature.meaning);
  v("source_meaning", signature.source_meaning);
  v("language", signature.language);
  v.word("how", signature.how, kHow);
  v("pad_width_um", signature.pad_width_um);
  v("pad_height_um", signature.pad_height_um);
  v("strokes", signature.strokes);
  v("at", signature.at);
}

namespace {

/// A record with its clinic values in the form of the file.
struct Stored {
  Record record;
  std::vector<NamedValue> clinic_values;
};

}  // namespace

template <typename V>
void describe(V& v, Is<Stored> auto& stored) {
  auto& record = stored.record;
  v("format", record.format);
  v("id", record.id);
  v("visit", record.visit);
  v("episode", record.episode);
  v("kiosk", record.kiosk);
  v("software", record.software);
  v("practice", record.practice);
  v("practice_reasons", record.practice_reasons);
  v.word("outcome", record.outcome, kOutcomes);
  v("outcome_reason", record.outcome_reason);
  v("outcome_by", record.outcome_by);
  v("outcome_as", record.outcome_as);
  v("clinic", record.clinic);
  v("procedure", record.procedure);
  v("scope", record.scope);
  v("valid_until", record.valid_until);
  v("patient", record.patient);
  v.word("at_screen", record.at_screen, kAtScreen);
  v("helped_by", record.helped_by);
  v("representative_name", record.representative_name);
  v("representative_relation", record.representative_relation);
  v("interpreter_asked", record.interpreter_asked);
  v("pack", record.pack);
  v("pack_version", record.pack_version);
  v("pack_digest", record.pack_digest);
  v("pack_approved", record.pack_approved);
  v.unless_empty("pack_approvals", record.pack_approvals);
  v("walk", record.walk);
  v("source_language", record.source_language);
  v("clinic_values", stored.clinic_values);
  v("presented", record.presented);
  v("shown", record.shown);
  v.unless_empty("listened", record.listened);
  v.unless_empty("replays", record.replays);
  v("answers", record.answers);
  v("statements", record.statements);
  v("flags", record.flags);
  v("ride", record.ride);
  v("signatures", record.signatures);
  v("waiting_for", record.waiting_for);
  v("started", record.started);
  v("ended", record.ended);
}

namespace {

Result<Record> read_record(const Json& json, const std::string& where) {
  if (json.is_object()) {
    // First of all: a later format may look different in everything else.
    const auto format = json.find("format");
    if (format != json.end() && format->is_number_integer() && *format > kFormatVersion) {
      return fail(ErrorCode::newer_version, "this record was written by a newer Candor", where,
                  "read it with that version");
    }
  }
  auto stored = Reader::object_from<Stored>(json, where);
  if (!stored) return fail(stored);
  Record record = std::move(stored->record);
  for (NamedValue& named : stored->clinic_values) {
    record.clinic_values.emplace_back(std::move(named.name), std::move(named.value));
  }
  const auto wrong = [&where](const char* what) {
    return fail(ErrorCode::bad_format, what, where);
  };
  if (record.format != kFormatVersion) return wrong("\"format\" is not a format of records");
  if (record.practice == record.practice_reasons.empty()) {
    return wrong("\"practice\" and \"practice_reasons\" contradict each other");
  }
  if (!parse_iso_date(record.valid_until)) {
    return wrong("\"valid_until\" is not a date such as 2026-11-21");
  }
  return record;
}

}  // namespace

Json to_json(const Record& record) {
  Stored stored{record, {}};
  for (const auto& [name, value] : record.clinic_values) {
    stored.clinic_values.push_back({name, value});
  }
  return Writer::object_of(stored);
}

Result<Record> from_json(const Json& json) {
  return read_record(json, "");
}

Result<Record> parse(std::string_view bytes, const std::string& where) {
  const auto json = parse_json(bytes, where, 16);
  if (!json) return fail(json);
  auto record = read_record(*json, where);
  if (!record) return record;
  // Also finds a property that stands there twice.
  if (!is_canonical(*json, bytes)) {
    return fail(ErrorCode::bad_format, "the record is not in the stored form (canonical JSON)",
                where);
  }
  return record;
}

}  // namespace candor::record
