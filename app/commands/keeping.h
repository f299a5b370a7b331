// What a clinic does with a ledger besides reading it: `candor addendum`, `expire`, `backup`,
// `restore`, `wipe`, and what is typed for them. Each lives as long as the CLI::App it was added
// to.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>

#include "commands/commands.h"
#include "commands/key_options.h"
#include "office/office_ledger.h"

namespace candor::commands {

/// Prints what became of the office's own ledger when the one beside it was copied.
void tell_of_office(office::Carried carried, const std::filesystem::path& folder);

/// Adds to a record, in the office.
class AddendumCommand {
 public:
  explicit AddendumCommand(CLI::App& app);
  AddendumCommand(const AddendumCommand&) = delete;
  AddendumCommand& operator=(const AddendumCommand&) = delete;

  [[nodiscard]] bool parsed() const { return m_command->parsed(); }

  /// Prints what was stored, and the signed head.
  [[nodiscard]] Exit run() const;

 private:
  /// Lists the withdrawals that the team is not noted to know of.
  [[nodiscard]] Exit tell_of_untold() const;

  CLI::App* m_command = nullptr;
  std::string m_ledger;
  std::string m_id;
  std::string m_kind;
  std::string m_by;
  std::string m_role;
  std::string m_said;
  std::string m_said_file;
  bool m_own_kind = false;
  KeyOptions m_key;
};

/// Erases what need not be kept any longer; without --erase it only lists it.
class ExpireCommand {
 public:
  explicit ExpireCommand(CLI::App& app);
  ExpireCommand(const ExpireCommand&) = delete;
  ExpireCommand& operator=(const ExpireCommand&) = delete;

  [[nodiscard]] bool parsed() const { return m_command->parsed(); }

  [[nodiscard]] Exit run() const;

 private:
  [[nodiscard]] Exit run_on_kiosk(const Date& today) const;
  [[nodiscard]] Exit run_in_office(const Date& today) const;

  CLI::App* m_command = nullptr;
  std::string m_ledger;
  std::string m_data;
  KeyOptions m_key;
  std::string m_today;
  bool m_dry_run = false;
  bool m_erase = false;
};

/// Copies a kiosk's ledger while the kiosk goes on.
class BackupCommand {
 public:
  explicit BackupCommand(CLI::App& app);
  BackupCommand(const BackupCommand&) = delete;
  BackupCommand& operator=(const BackupCommand&) = delete;

  [[nodiscard]] bool parsed() const { return m_command->parsed(); }

  [[nodiscard]] Exit run() const;

 private:
  CLI::App* m_command = nullptr;
  std::string m_data;
  std::string m_file;
};

/// Puts a backup into a data folder without a ledger.
class RestoreCommand {
 public:
  explicit RestoreCommand(CLI::App& app);
  RestoreCommand(const RestoreCommand&) = delete;
  RestoreCommand& operator=(const RestoreCommand&) = delete;

  [[nodiscard]] bool parsed() const { return m_command->parsed(); }

  [[nodiscard]] Exit run() const;

 private:
  CLI::App* m_command = nullptr;
  std::string m_file;
  std::string m_data;
  std::string m_ca;
  std::string m_heads;
};

/// Empties a kiosk's data folder for good.
class WipeCommand {
 public:
  explicit WipeCommand(CLI::App& app);
  WipeCommand(const WipeCommand&) = delete;
  WipeCommand& operator=(const WipeCommand&) = delete;

  [[nodiscard]] bool parsed() const { return m_command->parsed(); }

  /// Refuses while a kiosk holds the folder, and while the backup lacks an entry.
  [[nodiscard]] Exit run() const;

 private:
  CLI::App* m_command = nullptr;
  std::string m_data;
  std::string m_backup;
  bool m_without_backup = false;
};

}  // namespace candor::commands
