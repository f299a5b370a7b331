// A drawn PDF made fit for an archive: built to PDF/A-3u (ISO 19005-3), with the record itself
// attached, and sealed (PAdES-B-B). The door to libqpdf. Touches no disk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
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

/// The drawn PDF as PDF/A-3u with its attachments: the same bytes for the same input. Fails with
/// bad_format when `drawn` is not a PDF as this program draws it.
[[nodiscard]] Result<std::string> to_archive(std::string_view drawn, const ArchiveAbout& about,
                                             const std::vector<Attachment>& attachments);

}  // namespace candor::exporting
