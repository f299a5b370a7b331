#include "support/demonstration_keys.h"

#include "base/check.h"
#include "base/file.h"
#include "keys/make.h"

namespace candor::support {

void make_demonstration_keys(const std::filesystem::path& data_folder,
                             const std::filesystem::path& clinic_folder, std::int64_t now_utc_s) {
  keys::InitOptions options;
  options.data_folder = data_folder;
  options.clinic_folder = clinic_folder;
  options.clinic = "Sample Clinic";
  options.passphrase = kDemonstrationPassphrase;
  options.use = keys::Use::demonstration;
  options.now_utc_s = now_utc_s;
  static_cast<void>(keys::init(options).value());
  CANDOR_CHECK(write_file_atomic(clinic_folder / "passphrase.txt",
                                 std::string(kDemonstrationPassphrase) + "\n")
                   .has_value());
}

DemonstrationKeys::DemonstrationKeys(std::int64_t now_utc_s) : m_now_utc_s(now_utc_s) {
  make_demonstration_keys(data_folder(), clinic_folder(), now_utc_s);
}

keys::Keyring DemonstrationKeys::keyring() const {
  return keys::load_keyring(data_folder(), m_now_utc_s).value();
}

keys::ClinicKey DemonstrationKeys::clinic_key(keys::Role role) const {
  return keys::load_clinic_key(clinic_folder() / (std::string(keys::role_name(role)) + ".key"),
                               kDemonstrationPassphrase)
      .value();
}

}  // namespace candor::support
