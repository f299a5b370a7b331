// The first pages: what was decided, by whom, and the signatures.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "export/pdf_parts.h"
#include "export/plain_words.h"

namespace candor::exporting {

namespace {

constexpr double kPointsPerMicrometre = 72.0 / 25'400.0;
constexpr double kBoxWidth = 340.0;  // the largest box of a signature
constexpr double kBoxHeight = 110.0;
constexpr double kTypedHeight = 40.0;

std::string quoted(const std::string& words) {
  return "“" + words + "”";
}

std::string with_role(const std::string& name, const std::string& role) {
  return role.empty() ? name : name + " (" + role + ")";
}

std::string patient_name(const record::Record& record) {
  return record.patient.name.empty() ? "The patient (name not given)" : record.patient.name;
}

/// One sentence that says what this paper is.
std::string outcome_sentence(const record::Record& record) {
  std::string const when = "\non " + long_time(record.ended) + ".";
  std::string const who = patient_name(record);
  if (record.outcome == "signed") {
    const bool by_representative =
        std::any_of(record.signatures.begin(), record.signatures.end(),
                    [](const record::Signature& one) { return one.role == "representative"; });
    return by_representative
               ? fmt::format("{} signed for {} to have {}",
                             record.representative_name.empty() ? "A representative"
                                                                : record.representative_name,
                             who, record.procedure) +
                     when
               : fmt::format("{} chose to have {} and signed", who, record.procedure) + when;
  }
  if (record.outcome == "declined") {
    return fmt::format("{} said: I do not want this treatment ({})", who, record.procedure) + when;
  }
  if (record.outcome == "on-paper") {
    return fmt::format("{} asked to go on with paper forms", who) + when +
           " What follows is what was done on the screen until then.";
  }
  if (record.outcome == "stopped-by-staff") {
    return fmt::format("{} stopped this visit",
                       record.outcome_by.empty()
                           ? "Staff"
                           : with_role(record.outcome_by, record.outcome_as)) +
           when;
  }
  if (record.outcome == "unfinished") {
    return "This visit was not finished. It ended" + when;
  }
  return "This visit ended with the outcome " + quoted(record.outcome) + when;
}

std::string title_words(const record::Record& record) {
  if (!record.practice) return outcome_title(record.outcome);
  return record.outcome == "signed" ? "Practice, signed. Not a consent"
                                    : "Practice. " + outcome_title(record.outcome);
}

struct Palette {
  text::Rgb bar;
  text::Rgb fill;
};

Palette palette_of(const ExportedRecord& exported) {
  const record::Record& record = exported.record;
  if (is_consent(exported)) return {kGood, kGoodSoft};
  if (record.practice && record.outcome == "signed") return {kCaution, kCautionSoft};
  if (record.outcome == "declined" || record.outcome == "stopped-by-staff") {
    return {kDanger, kDangerSoft};
  }
  return {kCaution, kCautionSoft};
}

RowLook panel(const Palette& palette, double space_before) {
  RowLook look;
  look.space_before = space_before;
  look.fill = palette.fill;
  look.bar = palette.bar;
  return look;
}

/// The first row of a panel has space before it; the others belong to it.
void panel_row(Flow& flow, const Palette& palette, const std::string& words, Style style,
               double space_before = 0.0, const std::string& language = "en") {
  RowLook look = panel(palette, space_before);
  look.same_tag = space_before == 0.0;
  flow.row({Cell{kGap, kWidth - 2.0 * kGap, words, style, language}}, look);
}

struct Bounds {
  std::int64_t left = 0;
  std::int64_t top = 0;
  std::int64_t right = 0;
  std::int64_t bottom = 0;
};

/// The pad, made larger where strokes go beyond it, so that nothing of them is hidden.
Bounds bounds_of(const record::Signature& signature) {
  Bounds bounds{0, 0, std::max(0, signature.pad_width_um), std::max(0, signature.pad_height_um)};
  for (const visit::Stroke& stroke : signature.strokes) {
    for (const visit::StrokePoint& point : stroke) {
      bounds.left = std::min<std::int64_t>(bounds.left, point.x_um);
      bounds.right = std::max<std::int64_t>(bounds.right, point.x_um);
      bounds.top = std::min<std::int64_t>(bounds.top, point.y_um);
      bounds.bottom = std::max<std::int64_t>(bounds.bottom, point.y_um);
    }
  }
  return bounds;
}

double add_drawing(Flow& flow, const record::Signature& signature) {
  const Bounds bounds = bounds_of(signature);
  const double width =
      std::max(1.0, static_cast<double>(bounds.right - bounds.left) * kPointsPerMicrometre);
  const double height =
      std::max(1.0, static_cast<double>(bounds.bottom - bounds.top) * kPointsPerMicrometre);
  const double scale = std::min({1.0, kBoxWidth / width, kBoxHeight / height});
  Drawing drawing;
  drawing.width = width * scale;
  drawing.height = height * scale;
  for (const visit::Stroke& stroke : signature.strokes) {
    std::vector<text::Point> points;
    points.reserve(stroke.size());
    for (const visit::StrokePoint& point : stroke) {
      points.push_back(
          {static_cast<double>(point.x_um - bounds.left) * kPointsPerMicrometre * scale,
           static_cast<double>(point.y_um - bounds.top) * kPointsPerMicrometre * scale});
    }
    drawing.strokes.push_back(std::move(points));
  }
  drawing.shows = "Drawn by hand: " + role_words(signature.role) + ", " + signature.name;
  flow.drawing(drawing);
  return scale;
}

void add_signature(Flow& flow, const record::Record& record, const record::Signature& signature) {
  flow.begin_group();
  RowLook title;
  title.space_before = 12.0;
  title.keep_with_next = true;
  title.tag = "H3";
  flow.paragraph(role_words(signature.role) + ": " + signature.name, Style::strong, title);
  if (record.outcome != "signed") {
    flow.row({Cell{0.0, kWidth,
                   "Signed before the visit ended without a consent. This signature alone consents "
                   "to nothing.",
                   Style::body, "en", kDanger}});
  }
  const Palette palette{kPrimary, kPanel};
  const bool foreign = !same_language(signature.language, record.source_language) &&
                       !signature.source_meaning.empty();
  panel_row(flow, palette,
            "What the signature means, as shown in " + language_words(signature.language) + ":",
            Style::small_soft, 4.0);
  panel_row(flow, palette, signature.meaning, Style::lead, 0.0, signature.language);
  if (foreign) {
    panel_row(flow, palette,
              "The same in " + language_words(record.source_language) + ", the source:",
              Style::small_soft);
    panel_row(flow, palette, signature.source_meaning, Style::body, 0.0, record.source_language);
  }
  std::string how = how_words(signature.how);
  const bool has_strokes = std::any_of(signature.strokes.begin(), signature.strokes.end(),
                                       [](const visit::Stroke& stroke) { return !stroke.empty(); });
  if (has_strokes) {
    const double scale = add_drawing(flow, signature);
    how += fmt::format(
        "; pad {:.1f} × {:.1f} mm, {}, printed {}",
        static_cast<double>(signature.pad_width_um) / 1000.0,
        static_cast<double>(signature.pad_height_um) / 1000.0,
        counted(signature.strokes.size(), "stroke", "strokes"),
        scale >= 1.0 ? std::string("at its true size") : fmt::format("at {:.0f} %", scale * 100.0));
  } else {
    Drawing typed;
    typed.width = kBoxWidth;
    typed.height = kTypedHeight;
    typed.words = signature.name;
    flow.drawing(typed);
  }
  flow.pair("Printed name", signature.name, Style::strong);
  flow.pair("Signed", long_time(signature.at) + "\n" + utc_time(signature.at));
  flow.pair("How", how);
  if (!signature.relation.empty()) {
    flow.pair(signature.role == "interpreter" ? "Interpreter's ID"
              : signature.role == "witness"   ? "Role of the witness"
                                              : "Relation",
              signature.relation);
  }
  if (!signature.presence.empty()) flow.pair("Present", presence_words(signature.presence));
  if (!signature.kind.empty()) flow.pair("Kind", interpreter_words(signature.kind));
  if (!signature.kind_reason.empty()) {
    flow.pair("Why a relative", signature.kind_reason + " (agreed by " +
                                    with_role(signature.kind_agreed_by, signature.kind_agreed_as) +
                                    ")");
  }
  flow.end_group();
}

std::string with_source(const std::string& value, const std::string& source) {
  if (value.empty()) return "none";
  return source.empty() ? value : value + " (" + source_words(source) + ")";
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : "; ") + word;
  return all;
}

}  // namespace

void add_outcome(Flow& flow, const ExportedRecord& exported) {
  const record::Record& record = exported.record;
  RowLook title;
  title.tag = "H1";
  title.space_before = 14.0;
  title.keep_with_next = true;
  flow.paragraph(title_words(record), Style::title, title);
  RowLook under;
  under.space_before = 1.0;
  under.keep_with_next = true;
  flow.paragraph(record.procedure, Style::lead, under);

  const Palette palette = palette_of(exported);
  flow.begin_group();
  panel_row(flow, palette, outcome_sentence(record), Style::lead, 8.0);
  if (record.outcome != "signed") {
    std::string const by =
        record.outcome_by.empty() ? "the patient" : with_role(record.outcome_by, record.outcome_as);
    if (record.outcome == "declined" || record.outcome == "stopped-by-staff" ||
        !record.outcome_by.empty()) {
      panel_row(flow, palette, "Ended by: " + by, Style::body);
    }
    panel_row(flow, palette,
              record.outcome_reason.empty() ? "Reason: none was given"
                                            : "Reason: " + record.outcome_reason,
              Style::body);
    panel_row(flow, palette, "This is not a consent.", Style::strong);
  } else {
    if (!record.outcome_by.empty()) {
      panel_row(flow, palette, "Ended by: " + with_role(record.outcome_by, record.outcome_as),
                Style::body);
    }
    if (!record.outcome_reason.empty()) {
      panel_row(flow, palette, "Reason: " + record.outcome_reason, Style::body);
    }
  }
  if (record.practice) {
    panel_row(flow, palette,
              "Practice, not a consent. Why: " + (record.practice_reasons.empty()
                                                      ? std::string("the kiosk ran as practice")
                                                      : joined(record.practice_reasons)),
              Style::strong);
  } else if (!record.practice_reasons.empty()) {
    panel_row(flow, palette, "Reasons for practice noted: " + joined(record.practice_reasons),
              Style::body);
  }
  if (const record::Addendum* const corrected =
          latest(exported, record::addendum_kind::kCorrected)) {
    panel_row(flow, palette,
              "A correction was recorded afterwards, by " +
                  with_role(corrected->by, corrected->role) + ": " + quoted(corrected->said),
              Style::strong);
  }
  RowLook talk = panel(palette, 0.0);
  talk.same_tag = true;
  add_talk(flow, exported, talk);
  flow.end_group();
}

void add_people(Flow& flow, const ExportedRecord& exported) {
  const record::Record& record = exported.record;
  flow.heading("Patient and visit");
  const visit::Identity& patient = record.patient;
  flow.pair("Patient", patient_name(record), Style::strong);
  flow.pair("Date of birth", date_words(patient.birth));
  flow.pair("Where from",
            fmt::format("name {}; date of birth {}", source_words(patient.name_source),
                        source_words(patient.birth_source)));
  flow.pair("Identity checked", patient.checked_by.empty()
                                    ? "not by staff: as the person at the screen said"
                                    : "by " + with_role(patient.checked_by, patient.checked_as));
  if (!patient.chart_number.empty() || !patient.appointment.empty()) {
    flow.pair("Chart number", with_source(patient.chart_number, patient.chart_source));
    flow.pair("Appointment", with_source(patient.appointment, patient.appointment_source));
  }
  flow.pair("At the screen", at_screen_words(record.at_screen));
  flow.pair("Interpreter", record.interpreter_asked ? "asked for" : "not asked for");
  if (!record.helped_by.empty()) flow.pair("Help given", "with " + joined(record.helped_by));
  if (!record.representative_name.empty() || !record.representative_relation.empty()) {
    flow.pair("Representative",
              with_role(record.representative_name, record.representative_relation));
  }
  flow.pair("Clinic", record.clinic);
  flow.pair("Procedure", record.procedure, Style::body, record.source_language);
  if (!record.scope.empty()) flow.pair("Scope", record.scope, Style::body, record.source_language);
  flow.pair("Valid until",
            record.valid_until.empty() ? "no consent, so no date" : record.valid_until);
  flow.pair("Visit began", long_time(record.started));
  flow.pair("Visit ended", long_time(record.ended) + "\n" + utc_time(record.ended));
  std::vector<std::string> waiting;
  for (const std::string& one : still_owed(exported)) waiting.push_back(waiting_words(one));
  flow.pair("Waiting for", waiting.empty() ? "nothing" : joined(waiting));
}

void add_signatures(Flow& flow, const ExportedRecord& exported) {
  const record::Record& record = exported.record;
  flow.heading(record.outcome == "signed" ? "Decision and signatures" : "Signatures");
  if (record.signatures.empty()) flow.paragraph("Nobody signed.", Style::strong);
  for (const record::Signature& signature : record.signatures) {
    add_signature(flow, record, signature);
  }
  RowLook look;
  look.space_before = 10.0;
  add_talk(flow, exported, look);
}

}  // namespace candor::exporting
