// A whole pack as a PDF for a committee that reviews it: every page of every walk, each block with
// its id so that a reviewer can name it. Touches no disk.
#pragma once

#include <string>

#include "base/result.h"
#include "content/words.h"
#include "export/pack_print.h"

namespace candor::exporting {

/// The reading PDF of one language, built to PDF/A-3u; a translation has the source beside it.
/// `words` are the kiosk's own, for what it says around the pack's texts. The same bytes for the
/// same input and version. Fails as finish_print().
[[nodiscard]] Result<std::string> to_reading_pdf(const PackPrint& print,
                                                 const content::Words& words,
                                                 const text::Fonts& fonts);

}  // namespace candor::exporting
