// What making keys has in common: files that go again when it fails, and issuing for a role.
// Not for other rooms.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "keys/make.h"

namespace candor::keys {

/// New files. Those written are removed again unless keep() was called.
class Made {
 public:
  Made() = default;
  ~Made();
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;

  /// Never overwrites. Fails with conflict, unwritable, no_space.
  [[nodiscard]] Result<void> write(const std::filesystem::path& path, std::string_view bytes);

  /// Removes this one, too, unless keep() was called.
  void add(const std::filesystem::path& path) { m_files.push_back(path); }

  /// The files stay.
  Files keep();

 private:
  Files m_files;
};

/// Demonstrations protect nothing: their passphrase lies beside them.
[[nodiscard]] crypto::Stretching stretching_of(Use use);

/// A certificate of that role in the name of the authority's clinic.
[[nodiscard]] Result<crypto::Certificate> issue_for(const crypto::Authority& authority, Role role,
                                                    std::string_view request,
                                                    const std::string& name,
                                                    std::int64_t now_utc_s);

/// issued/ROLE-FINGERPRINT.crt in the clinic's folder.
[[nodiscard]] Result<void> note_issued(const std::filesystem::path& clinic_folder, Role role,
                                       const crypto::Certificate& certificate);

/// How long a role's certificate holds from now.
[[nodiscard]] crypto::Validity validity_of(Role role, std::int64_t now_utc_s);

}  // namespace candor::keys
