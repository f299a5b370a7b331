// A record as a PDF: what was decided, in full, for the clinic and for a court. Touches no disk.
#pragma once

#include <string>

#include "base/result.h"
#include "export/archive.h"
#include "export/exported.h"
#include "text/text.h"

namespace candor::exporting {

/// The PDF of one record, built to PDF/A-3u, with the record and its addenda attached in their
/// stored form: the same bytes for the same input and version. Fails with unwritable (Cairo) and
/// as to_archive().
[[nodiscard]] Result<std::string> to_pdf(const ExportedRecord& exported, const text::Fonts& fonts);

/// As to_pdf(), sealed with the clinic's archive key (PAdES-B-B), which the paper says. Fails as
/// to_pdf() and to_sealed_archive().
[[nodiscard]] Result<std::string> to_sealed_pdf(const ExportedRecord& exported,
                                                const text::Fonts& fonts, const Seal& seal);

/// What to_sealed_pdf() makes, with nothing yet in the place of the signature: to compare with.
/// Fails as to_pdf().
[[nodiscard]] Result<std::string> to_unsigned_pdf(const ExportedRecord& exported,
                                                  const text::Fonts& fonts,
                                                  const crypto::Certificate& signer,
                                                  const Moment& at);

/// A file name without personal data: "2026-11-21_signed_<first 8 of id>.pdf" without the
/// extension.
[[nodiscard]] std::string file_stem(const record::Record& record);

}  // namespace candor::exporting
