// Leaving a kiosk: its data folder is emptied before the computer goes to somebody else.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/result.h"
#include "crypto/keys.h"

namespace candor::office {

/// The entries of a ledger (the kiosk's, or the office's own) that `backup` does not hold; it may
/// hold more. What was noted about a backup after it was made does not count. Fails with refused
/// when the backup is damaged or of another ledger, and as check_ledger().
[[nodiscard]] Result<std::vector<std::int64_t>> missing_in_backup(
    const std::filesystem::path& ledger, const std::filesystem::path& backup,
    const std::optional<crypto::Certificate>& ca);

struct Emptied {
  int files = 0;
  std::int64_t bytes = 0;
};

/// Overwrites and removes every file below `folder` (erase_file), then its folders; `folder` itself
/// stays. Links are removed and not followed. Fails as erase_file() at the first file that cannot
/// be erased; it can be called again.
[[nodiscard]] Result<Emptied> empty_folder(const std::filesystem::path& folder);

}  // namespace candor::office
