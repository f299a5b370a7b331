// A drawn PDF made fit for an archive: built to PDF/A-3u (ISO 19005-3), with the record itself
// attached, and sealed (PAdES-B-B). With sealed.h the door to libqpdf. Touches no disk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/keys.h"
#include "text/paper.h"

namespace candor::exporting {

/// A file inside the PDF.
struct Attachment {
  std::string name;  ///< "record.json": ASCII, each only once
  std::string media_type;
  std::string description;
  std::string bytes;
};

struct ArchiveAbout {
  std::string title;
  std::string author;
  std::string language = "en";
  Moment created;  ///< of the record: the same record gives the same bytes
  /// What Paper::tags() told of the drawn PDF, for languages and pictures' words.
  std::vector<text::Paper::Tag> tags;
};

/// The drawn PDF as PDF/A-3u with its attachments: the same bytes for the same input. What stands
/// on the last page that Flow::draw() drew is shown on each of the others instead. Fails with
/// bad_format when `drawn` is not a PDF as this program draws it.
[[nodiscard]] Result<std::string> to_archive(std::string_view drawn, const ArchiveAbout& about,
                                             const std::vector<Attachment>& attachments);

/// With what, and when, an exported file is sealed.
struct Seal {
  crypto::PrivateKey key;
  crypto::Certificate certificate;  ///< of the clinic's archive
  crypto::Certificate authority;    ///< the clinic's, which issued it
  Moment at;
};

/// What the seal is and what it is not: printed on every sealed PDF.
inline constexpr std::string_view kSealWords =
    "Sealed by the clinic's archive. This seal is not the patient's signature.";

/// As to_archive(), and sealed: one signature over every byte but its own, after which nothing may
/// be added. Fails as to_archive() and crypto::sign_detached(), and with too_large when the
/// signature does not fit its place.
[[nodiscard]] Result<std::string> to_sealed_archive(std::string_view drawn,
                                                    const ArchiveAbout& about,
                                                    const std::vector<Attachment>& attachments,
                                                    const Seal& seal);

/// What to_sealed_archive() signs, with nothing yet in the place of the signature: the same file
/// but for that. Fails as to_archive().
[[nodiscard]] Result<std::string> to_unsigned_archive(std::string_view drawn,
                                                      const ArchiveAbout& about,
                                                      const std::vector<Attachment>& attachments,
                                                      const crypto::Certificate& signer,
                                                      const Moment& at);

}  // namespace candor::exporting
