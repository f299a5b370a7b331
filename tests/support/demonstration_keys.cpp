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

keys::ClinicKey enroll_clinician(const std::filesystem::path& clinic_folder,
                                 const std::string& name, std::int64_t now_utc_s) {
  const auto desk = keys::open_office(clinic_folder, kDemonstrationPassphrase);
  const crypto::PrivateKey key = crypto::PrivateKey::generate().value();
  const auto request = crypto::make_request(key, {name, "", "", ""}).value();
  const std::string answer =
      keys::answer(desk.value(), keys::Role::clinician, request, name, now_utc_s).value();
  // The person's own certificate comes first, those of the clinic follow.
  const std::string kEnd = "-----END CERTIFICATE-----\n";
  const auto end = answer.find(kEnd) + kEnd.size();
  return {key, crypto::Certificate::from_pem(answer.substr(0, end), name).value()};
}

keys::ClinicKey DemonstrationKeys::enroll(const std::string& name) const {
  return enroll_clinician(clinic_folder(), name, m_now_utc_s);
}

}  // namespace candor::support
