// What came after the record was sealed, and what proves where it stands in the ledger.
#include <fmt/format.h>

#include <sstream>

#include "export/pdf_parts.h"
#include "export/plain_words.h"

namespace candor::exporting {

namespace {

constexpr double kCodeSide = 132.0;

std::string person(const record::Addendum& addendum) {
  return addendum.role.empty() ? addendum.by : addendum.by + " (" + addendum.role + ")";
}

RowLook alarm(double space_before) {
  RowLook look;
  look.space_before = space_before;
  look.fill = kDangerSoft;
  look.bar = kDanger;
  return look;
}

void alarm_row(Flow& flow, const std::string& words, Style style, double space_before) {
  flow.row({Cell{kGap, kWidth - 2.0 * kGap, words, style}}, alarm(space_before));
}

/// A signed head as it stands on paper: its name with the first two parts, then a line for each
/// part, or two for a long one.
std::vector<std::string> in_lines(const std::string& head) {
  constexpr std::size_t kLongest = 72;
  std::vector<std::string> lines;
  std::istringstream parts(head);
  int number = 0;
  for (std::string part; parts >> part; ++number) {
    if (number == 1 || number == 2) {
      lines.back() += " " + part;
      continue;
    }
    for (std::size_t at = 0; at < part.size(); at += kLongest) {
      lines.push_back(part.substr(at, kLongest));
    }
  }
  return lines;
}

}  // namespace

void add_withdrawal(Flow& flow, const ExportedRecord& exported) {
  const record::Addendum* const withdrawn = latest(exported, record::addendum_kind::kWithdrawn);
  if (withdrawn == nullptr) return;
  flow.begin_group();
  RowLook title = alarm(0.0);
  title.tag = "H1";
  title.keep_with_next = true;
  flow.row({Cell{kGap, kWidth - 2.0 * kGap, "Withdrawn. No consent any more", Style::title, "en",
                 kDanger}},
           title);
  alarm_row(flow, fmt::format("The decision below was taken back on {}.", long_time(withdrawn->at)),
            Style::lead, 0.0);
  alarm_row(flow, "Recorded by " + person(*withdrawn), Style::body, 0.0);
  if (!withdrawn->said.empty()) {
    alarm_row(flow, "What was said: “" + withdrawn->said + "”", Style::body, 0.0);
  }
  const record::Addendum* const told = latest(exported, record::addendum_kind::kTeamTold);
  alarm_row(
      flow,
      is_withdrawal_untold(exported) || told == nullptr
          ? std::string("Not noted yet that the treatment team, and whoever holds a copy, "
                        "were told: tell them now.")
          : "The treatment team was told: noted by " + person(*told) + ", " + short_time(told->at),
      Style::strong, 0.0);
  flow.end_group();
}

void add_talk(Flow& flow, const ExportedRecord& exported, const RowLook& look) {
  const record::Addendum* const talk = latest(exported, record::addendum_kind::kClinician);
  flow.row({Cell{look.bar ? kGap : 0.0, look.bar ? kWidth - 2.0 * kGap : kWidth,
                 talk == nullptr ? std::string("Talk with clinician: not yet recorded")
                                 : fmt::format("Talk with clinician: recorded by {}, {}",
                                               person(*talk), short_time(talk->at)),
                 Style::strong}},
           look);
}

void add_addenda(Flow& flow, const ExportedRecord& exported) {
  flow.heading("Addenda: what came after the record was sealed");
  const bool is_seen = exported.office_ledger == OfficeLedger::seen;
  if (!is_seen) {
    flow.paragraph(
        "No office ledger (office.sqlite) lay beside the ledger that this paper was made from. "
        "What "
        "was added in the office, such as a withdrawal, was not seen and is not on this paper.",
        Style::strong);
  }
  if (exported.addenda.empty()) {
    flow.paragraph(is_seen ? "The ledger holds none for this record."
                           : "The kiosk's own ledger holds none for this record.");
    return;
  }
  for (const record::Addendum& one : exported.addenda) {
    flow.begin_group();
    RowLook title;
    title.space_before = 8.0;
    title.keep_with_next = true;
    title.tag = "H3";
    flow.paragraph(addendum_words(one.kind), Style::strong, title);
    flow.pair("By", person(one));
    flow.pair("When", long_time(one.at) + "\n" + utc_time(one.at));
    flow.pair("What was said", one.said.empty() ? "nothing was noted" : "“" + one.said + "”");
    flow.pair("Entry", one.id, Style::small);
    flow.pair("Record's blob", "SHA-256 " + one.blob_hash, Style::small);
    flow.end_group();
  }
}

void add_proof(Flow& flow, const ExportedRecord& exported) {
  if (exported.head.empty()) return;
  flow.begin_group();
  flow.heading("The ledger's signed head");
  flow.paragraph(
      "This line says how far the ledger reached when this paper was made, signed by the kiosk. A "
      "ledger that later does not hold it was cut off or written anew. The code below holds the "
      "same line.",
      Style::small_soft);
  RowLook below;
  for (const std::string& line : in_lines(exported.head)) {
    flow.paragraph(line, Style::small, below);
    below = close(0.0);
    below.same_tag = true;
  }
  const auto code = text::encode_qr(exported.head);
  if (code) {
    Drawing drawing;
    drawing.width = kCodeSide;
    drawing.height = kCodeSide;
    drawing.code = *code;
    drawing.shows = "QR code of the line above";
    flow.drawing(drawing);
  } else {
    flow.paragraph("The line is too long for a code.", Style::small_soft);
  }
  flow.end_group();
}

void add_seal(Flow& flow, const crypto::Certificate& signer, const Moment& at) {
  flow.begin_group();
  flow.heading("This file's seal");
  flow.paragraph(std::string(kSealWords), Style::strong);
  const crypto::Name name = signer.subject();
  flow.pair("Sealed by",
            name.common_name + (name.organization.empty() ? "" : ", ") + name.organization);
  if (!name.unit.empty()) flow.pair("Note", name.unit, Style::strong);
  flow.pair("Sealed", long_time(at) + "\n" + utc_time(at));
  flow.pair("Certificate", "SHA-256 " + signer.fingerprint(), Style::small);
  flow.end_group();
}

}  // namespace candor::exporting
