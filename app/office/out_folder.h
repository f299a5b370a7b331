// The one writer of exported files: only names of a known form, never through a link on any level,
// each whole or not at all, and nothing that is there already is written again.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace candor::office {

/// Used by one process at a time; write() and read() by several threads for different names. A name
/// is one of is_export_name() or is_pack_file_name().
class OutFolder {
 public:
  /// Makes the folder when it is not there, holds it against other exports, and removes what an
  /// export that was ended in the middle left half written. Fails with refused (a link), locked
  /// (another export is writing there), unwritable.
  [[nodiscard]] static Result<OutFolder> open(const std::filesystem::path& folder);
  OutFolder(OutFolder&& other) noexcept;
  OutFolder& operator=(OutFolder&&) = delete;
  OutFolder(const OutFolder&) = delete;
  OutFolder& operator=(const OutFolder&) = delete;
  ~OutFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

  /// The bytes of a file that is there; nothing when there is none. Fails with refused (a name that
  /// is not allowed, a link, no regular file), unreadable, too_large.
  [[nodiscard]] Result<std::optional<std::string>> read(const std::string& name) const;

  enum class Written { now, before };

  /// Writes a file, or finds it there with the same bytes; makes the folders of a pack's. After a
  /// power cut it may be missing or empty until keep() was called; who exports again writes it
  /// then. Fails with refused as read(), unwritable, no_space.
  [[nodiscard]] Result<Written> write(const std::string& name, std::string_view bytes) const;

  /// Waits until all that was written lasts: once for many files, because the disk takes as long
  /// for one as a record takes to export. Fails with unwritable, no_space.
  [[nodiscard]] Result<void> keep() const;

 private:
  OutFolder(std::filesystem::path path, int lock) : m_path(std::move(path)), m_lock(lock) {}

  /// A file by its folder, which is held open: nobody can put a link in its place.
  class Place;
  enum class Folders { made, as_they_are };

  /// Where a file lies, or will lie; nothing: one of its folders is not there.
  [[nodiscard]] Result<std::optional<Place>> find(const std::string& name, Folders folders) const;

  std::filesystem::path m_path;
  int m_lock = -1;  ///< the folder itself, open and locked
};

/// Lower-case letters, digits, "-" and "_", then ".pdf", ".json", ".addenda.json", ".fhir.json",
/// ".csv", ".cms", or ".addendum-1.cms" with any number from 1.
[[nodiscard]] bool is_export_name(std::string_view name);

/// "content-c73ea470a741": the folder of the content that has this digest (hex).
[[nodiscard]] std::string pack_folder(std::string_view digest);
[[nodiscard]] bool is_pack_folder(std::string_view name);
/// A file below such a folder, by plain names with "/" between them; none begins with a dot.
[[nodiscard]] bool is_pack_file_name(std::string_view name);

}  // namespace candor::office
