// Many files that need not last one by one: written whole each, and made to last together.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace candor {

/// Replaces `path` by `bytes` as write_file_atomic() does, but without waiting for the disk: after
/// a power cut the file may be missing or empty, until keep_written() was called. Fails as it does.
[[nodiscard]] Result<void> write_file_of_batch(const std::filesystem::path& path,
                                               std::string_view bytes);

/// Waits until everything written to the disk that holds this folder lasts. Fails with no_space or
/// unwritable: then what was written since the last call may be missing.
[[nodiscard]] Result<void> keep_written(const std::filesystem::path& folder);

}  // namespace candor
