#include "commands/kiosk_folder.h"

#include <system_error>

#include "keys/keys.h"

namespace candor::commands {

std::optional<std::filesystem::path> in_kiosk_folder(const std::filesystem::path& path) {
  std::error_code error;
  for (std::filesystem::path folder = std::filesystem::weakly_canonical(path, error);;
       folder = folder.parent_path()) {
    if (std::filesystem::exists(keys::kiosk_keys_folder(folder) / "kiosk.key", error) ||
        std::filesystem::exists(folder / "kiosk.lock", error)) {
      return folder;
    }
    if (folder == folder.parent_path()) return std::nullopt;
  }
}

}  // namespace candor::commands
