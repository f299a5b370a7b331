// What lies in a pack's folders and nothing in the pack names.
#pragma once

#include <filesystem>
#include <vector>

#include "content/finding.h"
#include "content/pack.h"

namespace candor::content {

/// Sounds that no words name and pictures that no page shows, as notes; and errors about folders
/// that cannot be read. `pack` is what was loaded from `folder`.
[[nodiscard]] std::vector<Finding> unused_files(const std::filesystem::path& folder,
                                                const Pack& pack);

}  // namespace candor::content
