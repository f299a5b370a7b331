// What of a ledger is exported about one record: the record, what came after it, and its proof.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "record/addendum.h"
#include "record/record.h"

namespace candor::exporting {

/// Whether what was added in the office could be seen.
enum class OfficeLedger {
  seen,
  not_beside,  ///< the office's own ledger did not lie beside the kiosk's
};

struct ExportedRecord {
  record::Record record;
  std::string stored;                     ///< the record in its stored form, byte for byte
  std::vector<record::Addendum> addenda;  ///< to this record, in the ledger's order
  std::string chain;                      ///< of its entry, hex; empty: not in a ledger yet
  std::string head;                       ///< the ledger's signed head as a line; may be empty
  OfficeLedger office_ledger = OfficeLedger::seen;
  /// The role of the key that opened it: "record" or "recovery"; empty: not told.
  std::string opened_with = {};
  /// Number of the ledger's entry that holds the content as it was shown; 0: not known.
  std::int64_t pack_entry = 0;
};

/// As files say it: "seen", "not-beside".
[[nodiscard]] std::string_view office_ledger_word(OfficeLedger office_ledger);
/// The last addendum of a kind; null when there is none.
[[nodiscard]] const record::Addendum* latest(const ExportedRecord& exported, std::string_view kind);
/// Whether this is a consent that counts: signed, not practice, not withdrawn.
[[nodiscard]] bool is_consent(const ExportedRecord& exported);
/// Whether the decision was withdrawn and nobody is noted since to have told the team that treats.
[[nodiscard]] bool is_withdrawal_untold(const ExportedRecord& exported);
/// What was owed when the visit ended and no addendum has made good: "clinician", "copy",
/// "flag"; and since a withdrawal: "team".
[[nodiscard]] std::vector<std::string> still_owed(const ExportedRecord& exported);

}  // namespace candor::exporting
