// About how long a page becomes on the glass, for `candor check`: measured with the kiosk's own
// fonts and sizes, without drawing.
#pragma once

#include <string>

#include "content/pack.h"
#include "text/text.h"

namespace candor::commands {

/// How many screens the longest run of reading blocks fills, at the largest text on the smallest
/// usual glass (1920×1080 pixels of 0.248 mm). About: the kiosk spaces a page by what is on it.
[[nodiscard]] double screens_of(const text::Fonts& fonts, const content::Pack& pack,
                                const content::Page& page, const std::string& language);

}  // namespace candor::commands
