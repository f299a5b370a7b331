// A walk of a pack on paper, for days without power: what to read, then the same questions and
// statements as on the glass with boxes to mark, and the lines to sign on. Touches no disk.
#pragma once

#include <string>

#include "base/result.h"
#include "content/words.h"
#include "export/pack_print.h"

namespace candor::exporting {

/// The paper consent of one language and walk, in letters of 12 points or more, built to PDF/A-3u.
/// `words` are the kiosk's own. A draft translation asks for an interpreter's signature, as the
/// kiosk does. The same bytes for the same input and version. Fails with not_found (no such walk)
/// and as finish_print().
[[nodiscard]] Result<std::string> to_paper_consent(const PackPrint& print, const std::string& walk,
                                                   const content::Words& words,
                                                   const text::Fonts& fonts);

}  // namespace candor::exporting
