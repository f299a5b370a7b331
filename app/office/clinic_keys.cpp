#include "office/clinic_keys.h"

#include <utility>

#include "keys/keys.h"

namespace candor::office {

Result<ClinicKeys> load_clinic_keys(const std::filesystem::path& key_file,
                                    const std::filesystem::path& passphrase_file,
                                    const std::optional<std::filesystem::path>& ca_file) {
  const auto passphrase = keys::read_passphrase(passphrase_file);
  if (!passphrase) return fail(passphrase);
  auto opening = keys::load_opening_keys(key_file, passphrase->view());
  if (!opening) return fail(opening);
  // The wrong key opens nothing, which would look as if everything were damaged.
  const auto role = opening->empty() ? std::nullopt : keys::role_of(opening->front().certificate);
  if (role != keys::Role::record && role != keys::Role::recovery) {
    const std::string name(role ? keys::role_name(*role) : "unknown");
    return fail(ErrorCode::refused, "this is the " + name + " key", key_file.string(),
                "give record.key");
  }
  auto ca = keys::load_certificate(ca_file.value_or(key_file.parent_path() / "ca.crt"));
  if (!ca) return fail(ca);
  ClinicKeys keys{{}, *std::move(ca)};
  for (keys::ClinicKey& key : *opening) {
    keys.openers.push_back({std::move(key.key), std::move(key.certificate)});
  }
  return keys;
}

}  // namespace candor::office
