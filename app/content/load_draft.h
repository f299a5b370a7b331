// A pack as an editor needs to see it while they write. Never for patients: content/load.h is.
#pragma once

#include <filesystem>

#include "content/load.h"

namespace candor::content {

/// As load_pack(), but a pack whose only mistakes are translations that do not follow its texts yet
/// comes back too, beside these findings: whoever changes a sentence wants to see it before six
/// languages have followed. Where one is missing, the source text stands.
[[nodiscard]] Loaded load_draft(const std::filesystem::path& folder);

}  // namespace candor::content
