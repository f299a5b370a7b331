// Demonstration keys for tests: a kiosk's data folder and the clinic's folder, made in a few
// milliseconds. Link candor_test_keys.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "keys/keys.h"
#include "support/fakes.h"

namespace candor::support {

/// The passphrase of every demonstration key of the tests.
inline constexpr std::string_view kDemonstrationPassphrase = "six words drawn in a test";

/// When ManualClock stands at its start: 2026-11-21T16:30:00Z, in seconds.
inline constexpr std::int64_t kDemonstrationNow = 1'795'278'600;

/// Makes keys in both folders, marked as a demonstration, valid around `now_utc_s`, and writes the
/// passphrase to clinic_folder/passphrase.txt. Aborts the test when that fails.
void make_demonstration_keys(const std::filesystem::path& data_folder,
                             const std::filesystem::path& clinic_folder,
                             std::int64_t now_utc_s = kDemonstrationNow);

/// A new key for a clinician of the clinic in this folder, as candor keys enroll makes it.
[[nodiscard]] keys::ClinicKey enroll_clinician(const std::filesystem::path& clinic_folder,
                                               const std::string& name,
                                               std::int64_t now_utc_s = kDemonstrationNow);

/// The same in folders that go away.
class DemonstrationKeys {
 public:
  explicit DemonstrationKeys(std::int64_t now_utc_s = kDemonstrationNow);

  [[nodiscard]] std::filesystem::path data_folder() const { return m_folder.path() / "data"; }

  [[nodiscard]] std::filesystem::path clinic_folder() const { return m_folder.path() / "clinic"; }

  [[nodiscard]] std::filesystem::path passphrase_file() const {
    return clinic_folder() / "passphrase.txt";
  }

  /// What the kiosk of data_folder() loads.
  [[nodiscard]] keys::Keyring keyring() const;
  /// A key of clinic_folder(), opened.
  [[nodiscard]] keys::ClinicKey clinic_key(keys::Role role) const;
  /// A new key for a person in the office, as candor keys enroll makes it.
  [[nodiscard]] keys::ClinicKey enroll(const std::string& name) const;

 private:
  TemporaryFolder m_folder;
  std::int64_t m_now_utc_s;
};

}  // namespace candor::support
