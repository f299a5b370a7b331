// Reading files with a limit, replacing them atomically, and holding a folder for one process.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace candor {

/// Reads a whole regular file of at most `limit` bytes. Fails with not_found, unreadable,
/// too_large.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit);

/// Replaces `path` by `bytes` so that a reader sees the old file or the new one: a temporary file
/// in the same folder (mode 0600), sync, rename, sync of the folder.
/// Fails with no_space or unwritable; then no temporary file is left and the old file stands, or,
/// when only the folder could not be synced, the new one.
[[nodiscard]] Result<void> write_file_atomic(const std::filesystem::path& path,
                                             std::string_view bytes);

/// Writes a file that must not be there yet (mode 0600), whole or not at all, as write_file_atomic
/// does. Fails with conflict when something has that name; then nothing is changed.
[[nodiscard]] Result<void> write_new_file(const std::filesystem::path& path,
                                          std::string_view bytes);

/// Makes sure that a file is there, durably: creates an empty one (mode 0600) where there is none.
/// Fails with no_space or unwritable; then nothing was created.
[[nodiscard]] Result<void> create_empty_file(const std::filesystem::path& path);

/// Gives a finished file its name, durably: sync, rename, sync of the folder. Both names lie in one
/// folder. Fails with conflict when something has that name, no_space, unwritable; then the file
/// keeps the name that it had.
[[nodiscard]] Result<void> move_durably(const std::filesystem::path& from,
                                        const std::filesystem::path& to);

/// The same, but takes the place of a file that has that name. Fails with no_space or unwritable;
/// then the old file stands, or, when only the folder could not be synced, the new one.
[[nodiscard]] Result<void> replace_durably(const std::filesystem::path& from,
                                           const std::filesystem::path& to);

/// Creates a folder and its parents (new ones with mode 0700), durably. Fails with no_space,
/// unwritable.
[[nodiscard]] Result<void> make_folder(const std::filesystem::path& path);

/// Holds an exclusive lock on a file for its lifetime; the kernel frees it when the process ends.
class FileLock {
 public:
  /// Fails with locked when another process holds it, unwritable when it cannot be created.
  [[nodiscard]] static Result<FileLock> take(const std::filesystem::path& path);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : m_descriptor(descriptor) {}

  int m_descriptor = -1;
};

}  // namespace candor
