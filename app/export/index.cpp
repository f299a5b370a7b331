#include "export/index.h"

#include <algorithm>
#include <functional>
#include <vector>

#include "export/csv.h"

namespace candor::exporting {

namespace {

namespace kinds = record::addendum_kind;

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& one : words) all += (all.empty() ? "" : " ") + one;
  return all;
}

std::string yes_no(bool value) {
  return value ? "yes" : "no";
}

std::string moment(const record::Addendum* addendum) {
  return addendum == nullptr ? std::string() : iso_local(addendum->at);
}

std::string signers(const record::Record& record) {
  std::vector<std::string> roles;
  for (const record::Signature& one : record.signatures) roles.push_back(one.role);
  return joined(roles);
}

std::string addendum_kinds(const ExportedRecord& exported) {
  std::vector<std::string> all;
  for (const record::Addendum& one : exported.addenda) all.push_back(one.kind);
  return joined(all);
}

std::string refused(const record::Record& record) {
  std::vector<std::string> blocks;
  for (const record::Statement& one : record.statements) {
    if (!one.replies.empty() && one.replies.back().reply == "no") {
      blocks.push_back(one.page + "/" + one.block);
    }
  }
  return joined(blocks);
}

std::size_t open_flags(const record::Record& record) {
  return static_cast<std::size_t>(
      std::count_if(record.flags.begin(), record.flags.end(),
                    [](const record::Flag& flag) { return flag.state == "open"; }));
}

/// What counts today, in one word.
std::string standing(const ExportedRecord& exported) {
  if (exported.record.practice) return "practice";
  if (latest(exported, kinds::kWithdrawn) != nullptr) return "withdrawn";
  return exported.record.outcome == "signed" ? "consent" : "no-consent";
}

struct Column {
  const char* name;
  std::string (*value)(const ExportedRecord& exported, const std::string& stem);
};

// New columns are added at the end: the others never change their names, places or meanings.
constexpr Column kColumns[] = {
    {"record", [](const ExportedRecord& e, const std::string&) { return e.record.id; }},
    {"files", [](const ExportedRecord&, const std::string& stem) { return stem; }},
    {"standing", [](const ExportedRecord& e, const std::string&) { return standing(e); }},
    {"outcome", [](const ExportedRecord& e, const std::string&) { return e.record.outcome; }},
    {"practice",
     [](const ExportedRecord& e, const std::string&) { return yes_no(e.record.practice); }},
    {"ended",
     [](const ExportedRecord& e, const std::string&) { return iso_local(e.record.ended); }},
    {"patient", [](const ExportedRecord& e, const std::string&) { return e.record.patient.name; }},
    {"born",
     [](const ExportedRecord& e, const std::string&) { return iso_date(e.record.patient.birth); }},
    {"chart_number",
     [](const ExportedRecord& e, const std::string&) { return e.record.patient.chart_number; }},
    {"appointment",
     [](const ExportedRecord& e, const std::string&) { return e.record.patient.appointment; }},
    {"procedure", [](const ExportedRecord& e, const std::string&) { return e.record.procedure; }},
    {"valid_until",
     [](const ExportedRecord& e, const std::string&) { return e.record.valid_until; }},
    {"signed_by", [](const ExportedRecord& e, const std::string&) { return signers(e.record); }},
    {"ended_by", [](const ExportedRecord& e, const std::string&) { return e.record.outcome_by; }},
    {"reason", [](const ExportedRecord& e, const std::string&) { return e.record.outcome_reason; }},
    {"refused_statements",
     [](const ExportedRecord& e, const std::string&) { return refused(e.record); }},
    {"open_flags", [](const ExportedRecord& e,
                      const std::string&) { return std::to_string(open_flags(e.record)); }},
    {"still_owed",
     [](const ExportedRecord& e, const std::string&) { return joined(still_owed(e)); }},
    {"talk_recorded", [](const ExportedRecord& e,
                         const std::string&) { return moment(latest(e, kinds::kClinician)); }},
    {"copy_given", [](const ExportedRecord& e,
                      const std::string&) { return moment(latest(e, kinds::kCopyGiven)); }},
    {"withdrawn", [](const ExportedRecord& e,
                     const std::string&) { return moment(latest(e, kinds::kWithdrawn)); }},
    {"corrected", [](const ExportedRecord& e,
                     const std::string&) { return moment(latest(e, kinds::kCorrected)); }},
    {"addenda", [](const ExportedRecord& e, const std::string&) { return addendum_kinds(e); }},
    {"languages",
     [](const ExportedRecord& e, const std::string&) {
       std::vector<std::string> tags;
       for (const record::Presented& one : e.record.presented) {
         if (std::find(tags.begin(), tags.end(), one.language) == tags.end()) {
           tags.push_back(one.language);
         }
       }
       return joined(tags);
     }},
    {"pack", [](const ExportedRecord& e, const std::string&) { return e.record.pack; }},
    {"pack_version",
     [](const ExportedRecord& e, const std::string&) { return e.record.pack_version; }},
    {"pack_digest",
     [](const ExportedRecord& e, const std::string&) { return e.record.pack_digest; }},
    {"kiosk", [](const ExportedRecord& e, const std::string&) { return e.record.kiosk; }},
    {"proof_code",
     [](const ExportedRecord& e, const std::string&) {
       return e.chain.empty() ? std::string() : record::proof_code(e.chain);
     }},
};

}  // namespace

std::string index_heading() {
  return csv_row(kColumns, [](const Column& column) { return std::string(column.name); }) +
         ",office_head,opened_with\r\n";
}

std::string index_row(const ExportedRecord& exported, const std::string& stem,
                      const std::string& office_head) {
  return csv_row(kColumns, [&](const Column& column) { return column.value(exported, stem); }) +
         "," + csv_field(office_head) + "," + csv_field(exported.opened_with) + "\r\n";
}

}  // namespace candor::exporting
