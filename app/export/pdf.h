// A record as a PDF: what was decided, in full, for the clinic and for a court. Touches no disk.
#pragma once

#include <string>

#include "base/result.h"
#include "record/record.h"
#include "text/text.h"

namespace candor::exporting {

/// The PDF of one record: the same bytes for the same record and version. `chain` is the hex chain
/// value of its ledger entry, printed with the proof code. Fails with unwritable (Cairo).
[[nodiscard]] Result<std::string> to_pdf(const record::Record& record, const std::string& chain,
                                         const text::Fonts& fonts);

/// A file name without personal data: "2026-11-21_signed_<first 8 of id>.pdf" without the
/// extension.
[[nodiscard]] std::string file_stem(const record::Record& record);

}  // namespace candor::exporting
