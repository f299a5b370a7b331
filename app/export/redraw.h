// Whether the pages of a sealed PDF say what its attached record says: made once more from the
// record by the same code, the file must be the same but for the signature.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "export/archive.h"
#include "export/exported.h"
#include "export/sealed.h"
#include "text/text.h"

namespace candor::exporting {

/// The attachment in which a PDF says how it was made.
inline constexpr std::string_view kThisFile = "this-file.json";

/// Its content: the place of the record in its ledger, the program and fonts that drew the file,
/// and the zone of its seal (empty: not sealed).
[[nodiscard]] std::string this_file(const ExportedRecord& exported, const text::Fonts& fonts,
                                    const std::string& seal_zone);

enum class Pages {
  same,           ///< what the record says, and nothing else
  different,      ///< the pages, fonts or properties are not those of the record
  other_version,  ///< another version drew it: they cannot be compared
};

/// What a sealed PDF was made from, taken from its attachments. Fails with bad_format.
[[nodiscard]] Result<ExportedRecord> source_of(const SealedPdf& sealed, const std::string& where);

/// Compares a file that open_sealed_pdf() has opened. Fails as source_of() and to_sealed_pdf().
[[nodiscard]] Result<Pages> compare_pages(std::string_view pdf, const SealedPdf& sealed,
                                          const text::Fonts& fonts, const std::string& where);

/// Whether a FHIR bundle is the one that this version makes from its own sealed PDF. Fails as
/// source_of() and to_fhir().
[[nodiscard]] Result<Pages> compare_bundle(const std::string& bundle, const std::string& pdf,
                                           const SealedPdf& sealed, const text::Fonts& fonts,
                                           const std::string& where);

}  // namespace candor::exporting
