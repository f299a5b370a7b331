// The kiosk's own folder (--data): held by one kiosk at a time, readable by its user only.
#pragma once

#include <filesystem>

#include "base/file.h"
#include "base/result.h"

namespace candor::kiosk {

inline constexpr int kDataVersion = 1;  ///< the folder's layout, written in its file VERSION

class DataFolder {
 public:
  /// Opens the folder, creating it when absent, and holds it until released. Fails with locked
  /// (another kiosk holds it), newer_version (a newer Candor has used it), bad_format (VERSION is
  /// not a number), unwritable, no_space.
  [[nodiscard]] static Result<DataFolder> open(const std::filesystem::path& path);

  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

  [[nodiscard]] std::filesystem::path ledger_path() const { return m_path / "ledger.sqlite"; }

  /// The last good version of the content.
  [[nodiscard]] std::filesystem::path content_path() const { return m_path / "content"; }

 private:
  DataFolder(std::filesystem::path path, FileLock lock);
  std::filesystem::path m_path;
  FileLock m_lock;
};

}  // namespace candor::kiosk
