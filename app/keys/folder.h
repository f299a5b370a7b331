// The files of a folder of keys. Not for other rooms.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/crypto.h"
#include "crypto/keys.h"
#include "keys/keys.h"

namespace candor::keys {

inline constexpr std::size_t kLargestFile = 64U * 1024;  ///< far more than any of ours

/// What a file's name says: "record-2.key" is number 2 of the role record.
struct FileName {
  Role role = Role::ca;
  int number = 1;
};

/// Nothing for a name that is none of ours. `stem` comes without ".crt", ".key" or ".csr".
[[nodiscard]] std::optional<FileName> parse_stem(const std::string& stem);
/// "record", "record-2".
[[nodiscard]] std::string numbered(std::string_view stem, int number);

/// A certificate with the file it lies in.
struct Placed {
  std::filesystem::path file;
  int number = 1;
  crypto::Certificate certificate;

  [[nodiscard]] std::filesystem::path key_file() const {
    return std::filesystem::path(file).replace_extension(".key");
  }
};

/// Every certificate of a role in a folder, the one in use first. Fails with unreadable,
/// bad_format.
[[nodiscard]] Result<std::vector<Placed>> certificates_of(const std::filesystem::path& folder,
                                                          Role role);
/// The one in use. Fails also with not_found.
[[nodiscard]] Result<Placed> newest(const std::filesystem::path& folder, Role role);

/// Files of the folder that end so, by name.
[[nodiscard]] std::vector<std::filesystem::path> files_ending(const std::filesystem::path& folder,
                                                              const std::string& extension);

/// Whether something has that name, a dangling link too.
[[nodiscard]] bool is_there(const std::filesystem::path& path);

/// Reads a file that nobody but its owner can read. Fails with not_found, unreadable, too_large,
/// refused (others can read it).
[[nodiscard]] Result<crypto::Secret> read_private_file(const std::filesystem::path& file);

/// The file may be read and written by its owner only. Fails with refused, unreadable.
[[nodiscard]] Result<void> check_private(const std::filesystem::path& path);

}  // namespace candor::keys
