// What a printed pack says of itself, and what stands on each of its pages. Internal to the room
// but for PackPrint.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "content/pack.h"
#include "export/archive.h"
#include "export/flow.h"
#include "text/text.h"

namespace candor::exporting {

/// A pack on its way to paper. The pack must outlive it.
struct PackPrint {
  const content::Pack* pack = nullptr;
  std::string language;  ///< one of the pack's
  /// Why visits with this content are practice, in words; empty: nothing in the content is in the
  /// way of real ones.
  std::vector<std::string> practice_reasons;
  /// What is to be said of approvals that do not count: not checked, for another version.
  std::vector<std::string> approval_notes;
  Moment at;             ///< when it is printed
  std::string software;  ///< "candor 0.1.0"
};

/// The words around the body of each page.
struct PrintFrame {
  std::string band;  ///< on top; may be empty
  text::Rgb band_color;
  std::string left;   ///< above the body, where reading begins
  std::string right;  ///< at the other end
  std::vector<std::string> footer;
  /// "Page 3 of 14".
  std::function<std::string(int, int)> number;
};

/// Draws the flow with its frame and makes it fit for an archive. Fails with unwritable (Cairo),
/// bad_format (a picture, or as to_archive()).
[[nodiscard]] Result<std::string> finish_print(text::Paper& paper, Flow& flow,
                                               const PrintFrame& frame, ArchiveAbout about);

/// The language, or the source language where the pack does not have it.
[[nodiscard]] const content::Language& language_of(const content::Pack& pack,
                                                   const std::string& tag);

}  // namespace candor::exporting
