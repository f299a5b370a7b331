// What was learnt as a picture: bars of who stumbled and of how long each block was read.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "office/insight.h"
#include "text/text.h"

namespace candor::office {

/// A PDF (PDF/A-3u) with one row a block, what to write anew first. `at`: when it is made. Fails
/// with unwritable (Cairo) and as exporting::to_archive().
[[nodiscard]] Result<std::string> insight_pdf(const PackInsight& insight, const Moment& at,
                                              const text::Fonts& fonts);

}  // namespace candor::office
