// Reads and checks packs. Strict: whatever is unknown, missing, doubled, dangling, too large or not
// UTF-8 is a finding, and a pack with findings is not loaded. Never crashes on any input.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "content/finding.h"
#include "content/origins.h"
#include "content/pack.h"

namespace candor::content {

/// What loading gave: a pack exactly when there are no findings. Each of them is an error; what
/// could be better in a sound pack is told by rules::check_pack().
struct Loaded {
  std::shared_ptr<const Pack> pack;
  /// Every one (of one file at most 200), in the order of files and lines.
  std::vector<Finding> findings;
  Origins origins;  ///< of the pack, empty without one
  /// The pack's languages in which a text for patients is missing. They are not to be offered: one
  /// consent is never given in two languages.
  std::set<std::string> incomplete;
};

/// Loads the pack in `folder`, with `clinic.json` and `shared/` from its parent folder.
[[nodiscard]] Loaded load_pack(const std::filesystem::path& folder);

/// The folders below `content` that hold a pack.json, sorted by name, without the folder `schema`.
/// Fails with not_found.
[[nodiscard]] Result<std::vector<std::filesystem::path>> find_packs(
    const std::filesystem::path& content);

}  // namespace candor::content
