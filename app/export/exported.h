// What of a ledger is exported about one record: the record, what came after it, and its proof.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "record/addendum.h"
#include "record/record.h"

namespace candor::exporting {

struct ExportedRecord {
  record::Record record;
  std::string stored;                     ///< the record in its stored form, byte for byte
  std::vector<record::Addendum> addenda;  ///< to this record, in the ledger's order
  std::string chain;                      ///< of its entry, hex; empty: not in a ledger yet
  std::string head;                       ///< the ledger's signed head as a line; may be empty
};

/// The last addendum of a kind; null when there is none.
[[nodiscard]] const record::Addendum* latest(const ExportedRecord& exported, std::string_view kind);
/// Whether this is a consent that counts: signed, not practice, not withdrawn.
[[nodiscard]] bool is_consent(const ExportedRecord& exported);
/// What was owed when the visit ended and no addendum has made good: "clinician", "copy",
/// "flag".
[[nodiscard]] std::vector<std::string> still_owed(const ExportedRecord& exported);

}  // namespace candor::exporting
