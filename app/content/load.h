// Reads and checks packs. Strict: whatever is unknown, missing, doubled, dangling, too large or not
// UTF-8 is a finding, and a pack with findings is not loaded. Never crashes on any input.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "content/pack.h"

namespace candor::content {

/// One thing wrong in a file: "pages/70-home.json:14:9: what is wrong; what would be right".
struct Finding {
  std::string file;  ///< as given on the command line, then the path below it
  int line = 0;      ///< from 1; 0 when the finding is about the file as a whole
  int column = 0;    ///< from 1, counted in characters
  std::string what;
  std::string next;

  friend bool operator==(const Finding&, const Finding&) = default;
};

[[nodiscard]] std::string to_string(const Finding& finding);

/// What loading gave: a pack exactly when there are no findings.
struct Loaded {
  std::shared_ptr<const Pack> pack;
  /// Every one (of one file at most 200), in the order of files and lines.
  std::vector<Finding> findings;
};

/// Loads the pack in `folder`, with `clinic.json` and `shared/` from its parent folder.
[[nodiscard]] Loaded load_pack(const std::filesystem::path& folder);

/// The folders below `content` that hold a pack.json, sorted by name. Fails with not_found.
[[nodiscard]] Result<std::vector<std::filesystem::path>> find_packs(
    const std::filesystem::path& content);

}  // namespace candor::content
