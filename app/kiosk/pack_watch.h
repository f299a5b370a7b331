// Sees that files of a pack have changed, without reading them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace candor::kiosk {

/// Names, sizes and times of every file that a pack is made of: its folder, and clinic.json,
/// plain-words.json and shared/ beside it. The same text means that nothing has changed.
[[nodiscard]] std::string listing_of(const std::filesystem::path& pack_folder);

/// For the editor's preview: looks often, and tells of a change once it has come to rest.
class PackWatch {
 public:
  static constexpr std::int64_t kLookMs = 150;

  /// The files as they are now count as seen.
  explicit PackWatch(std::filesystem::path pack_folder);

  /// True when files have changed since this last said so, and two looks after each other saw the
  /// same: a file that is half written is left alone. Looks no more often than kLookMs.
  [[nodiscard]] bool look(std::int64_t steady_ms);

 private:
  std::filesystem::path m_pack_folder;
  std::string m_seen;    ///< when this last told of a change
  std::string m_before;  ///< at the look before
  std::int64_t m_looked_ms = 0;
  bool m_has_looked = false;
};

}  // namespace candor::kiosk
