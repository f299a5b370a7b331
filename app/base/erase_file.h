// Removing a file so that its bytes go, too.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace candor {

/// Overwrites a regular file with zeros, makes that durable, and removes it. A symbolic link is
/// removed and what it points to stays. A disk that moves data by itself (flash memory) or a file
/// system that keeps old versions may still hold old bytes. Fails with not_found, unwritable,
/// no_space; then the file may be overwritten already, and is still there.
[[nodiscard]] Result<void> erase_file(const std::filesystem::path& path);

}  // namespace candor
