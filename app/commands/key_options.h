// What is typed to use a key: its file, its passphrase and the authority that it comes from.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "office/addenda.h"
#include "office/clinic_keys.h"

namespace candor::commands {

/// --key, --passphrase-file and --ca, as they stand on the command line. Must outlive the CLI::App
/// they were added to.
struct KeyOptions {
  enum class Needed { always, sometimes };

  std::string key;
  std::string passphrase_file;
  std::string ca;

  /// Adds the three; `help` says whose key it is.
  void add_to(CLI::App& command, const std::string& help, Needed needed = Needed::always);

  /// Whether key and passphrase file were both given.
  [[nodiscard]] bool given() const { return !key.empty() && !passphrase_file.empty(); }

  /// As office::load_person.
  [[nodiscard]] Result<office::Person> person(const Moment& now) const;
  /// As office::load_clinic_keys.
  [[nodiscard]] Result<office::ClinicKeys> clinic_keys() const;

  /// The file of the authority, when one was named.
  [[nodiscard]] std::optional<std::filesystem::path> authority() const;
};

}  // namespace candor::commands
