// The addenda to a record as one file beside its JSON: the record itself stays byte for byte as it
// was signed, so what came later cannot stand in it. FORMATS.md beside this file says what stands
// in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "export/exported.h"
#include "record/addendum.h"

namespace candor::exporting {

/// The addenda as canonical JSON, in this order: at least one, all to the same record; and whether
/// those made in the office could be among them.
[[nodiscard]] std::string addenda_text(const std::vector<record::Addendum>& addenda,
                                       OfficeLedger office_ledger = OfficeLedger::seen);

/// Reads them back, also from before it was told whether the office's ledger was seen. Fails with
/// newer_version, and with bad_format for anything but what addenda_text() writes; `where` begins
/// the error.
[[nodiscard]] Result<std::vector<record::Addendum>> parse_addenda(std::string_view bytes,
                                                                  const std::string& where);

/// Whether the decision that these are about was withdrawn.
[[nodiscard]] bool is_withdrawn(const std::vector<record::Addendum>& addenda);

}  // namespace candor::exporting
