#include "commands/key_options.h"

namespace candor::commands {

void KeyOptions::add_to(CLI::App& command, const std::string& help, Needed needed) {
  const bool always = needed == Needed::always;
  command.add_option("--key", key, help)->type_name("FILE")->required(always);
  command.add_option("--passphrase-file", passphrase_file, "File with its passphrase")
      ->type_name("FILE")
      ->required(always);
  command
      .add_option("--ca", ca,
                  always
                      ? "The clinic's authority (default: ca.crt beside the key)"
                      : "The clinic's authority (default: ca.crt beside the key, if one is given)")
      ->type_name("FILE");
}

std::optional<std::filesystem::path> KeyOptions::authority() const {
  if (ca.empty()) return std::nullopt;
  return ca;
}

Result<office::Person> KeyOptions::person(const Moment& now) const {
  return office::load_person(key, passphrase_file, authority(), now.utc_ms / 1000);
}

Result<office::ClinicKeys> KeyOptions::clinic_keys() const {
  return office::load_clinic_keys(key, passphrase_file, authority());
}

}  // namespace candor::commands
