#include "export/exported.h"

#include <algorithm>

namespace candor::exporting {

namespace kinds = record::addendum_kind;

std::string_view office_ledger_word(OfficeLedger office_ledger) {
  return office_ledger == OfficeLedger::seen ? "seen" : "not-beside";
}

const record::Addendum* latest(const ExportedRecord& exported, std::string_view kind) {
  const auto found = std::find_if(exported.addenda.rbegin(), exported.addenda.rend(),
                                  [kind](const record::Addendum& one) { return one.kind == kind; });
  return found == exported.addenda.rend() ? nullptr : &*found;
}

bool is_consent(const ExportedRecord& exported) {
  return exported.record.outcome == "signed" && !exported.record.practice &&
         latest(exported, kinds::kWithdrawn) == nullptr;
}

bool is_withdrawal_untold(const ExportedRecord& exported) {
  bool untold = false;
  for (const record::Addendum& one : exported.addenda) {
    if (one.kind == kinds::kWithdrawn) untold = true;
    if (one.kind == kinds::kTeamTold) untold = false;
  }
  return untold;
}

std::vector<std::string> still_owed(const ExportedRecord& exported) {
  std::vector<std::string> owed;
  for (const std::string& one : exported.record.waiting_for) {
    const bool done = (one == "clinician" && latest(exported, kinds::kClinician) != nullptr) ||
                      (one == "copy" && latest(exported, kinds::kCopyGiven) != nullptr) ||
                      // The talk is about what was open, too: the talk sheet lists it.
                      (one == "flag" && (latest(exported, kinds::kFlagSettled) != nullptr ||
                                         latest(exported, kinds::kClinician) != nullptr));
    if (!done) owed.push_back(one);
  }
  if (is_withdrawal_untold(exported)) owed.emplace_back("team");
  return owed;
}

}  // namespace candor::exporting
