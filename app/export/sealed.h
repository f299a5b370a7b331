// Reading a sealed PDF strictly: what lenient tools let pass (something appended, bytes in the
// padding, a signature over a part of the file) is refused. With archive.h the door to libqpdf.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/keys.h"
#include "export/archive.h"

namespace candor::exporting {

/// Where the seal lies in a PDF, and when it was made by its own words.
struct SealPlace {
  std::size_t begin = 0;  ///< of the hexadecimal digits, with their angle brackets
  std::size_t end = 0;
  Moment at;  ///< /M: whole seconds and the offset; the zone's name does not stand there
};

/// Whether a PDF says that it has a seal at all, good or bad.
[[nodiscard]] bool claims_seal(std::string_view pdf);

/// Finds the seal of a PDF: exactly one, over every byte but its own digits, as to_sealed_archive()
/// writes it. Does not check the signature. Fails with bad_format, naming `where`.
[[nodiscard]] Result<SealPlace> find_seal(std::string_view pdf, const std::string& where);

/// A PDF that holds.
struct SealedPdf {
  crypto::Certificate signer;
  Moment at;
  std::vector<Attachment> attachments;  ///< in the order of their names
};

/// Who sealed a PDF: the signature under `ca` at the time that it tells. Fails as find_seal() and
/// crypto::verify_detached().
[[nodiscard]] Result<crypto::Certificate> check_seal(std::string_view pdf, const SealPlace& place,
                                                     const crypto::Certificate& ca,
                                                     const std::string& where);

/// The seal checked and the attachments taken out. Fails as check_seal(), and with bad_format when
/// the document within is not as Candor writes it.
[[nodiscard]] Result<SealedPdf> open_sealed_pdf(std::string_view pdf, const crypto::Certificate& ca,
                                                const std::string& where);

/// Whether the two files are the same but for the signature.
[[nodiscard]] bool differ_only_in_signature(std::string_view a, std::string_view b,
                                            const SealPlace& place);

}  // namespace candor::exporting
