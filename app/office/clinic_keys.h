// What the office opens and checks records with. Never on a kiosk.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/result.h"
#include "crypto/keys.h"
#include "record/seal.h"

namespace candor::office {

struct ClinicKeys {
  std::vector<record::Opener> openers;  ///< the newest record key first, then older ones
  crypto::Certificate ca;
};

/// Opens the record key (or the recovery key) in `key_file`, its older ones beside it, and the
/// authority: `ca_file`, else ca.crt beside the key. Fails with refused (the key of another role),
/// and as keys::read_passphrase(), keys::load_opening_keys() and keys::load_certificate().
[[nodiscard]] Result<ClinicKeys> load_clinic_keys(
    const std::filesystem::path& key_file, const std::filesystem::path& passphrase_file,
    const std::optional<std::filesystem::path>& ca_file);

}  // namespace candor::office
