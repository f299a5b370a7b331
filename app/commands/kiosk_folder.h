// Whether a path lies in a kiosk's own folder, which is no place for the office's work.
#pragma once

#include <filesystem>
#include <optional>

namespace candor::commands {

/// The kiosk's folder that holds `path`, which need not exist. Nothing: it is in none.
[[nodiscard]] std::optional<std::filesystem::path> in_kiosk_folder(
    const std::filesystem::path& path);

}  // namespace candor::commands
