// `candor export` and what is typed for it. Lives as long as the CLI::App it was added to.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "commands/commands.h"
#include "commands/key_options.h"
#include "office/export_records.h"

namespace candor::commands {

/// Writes the records of a ledger as files, in the office.
class ExportCommand {
 public:
  explicit ExportCommand(CLI::App& app);
  ExportCommand(const ExportCommand&) = delete;
  ExportCommand& operator=(const ExportCommand&) = delete;

  [[nodiscard]] bool parsed() const { return m_command->parsed(); }

  /// The last lines say what was written, and which addenda it has.
  [[nodiscard]] Exit run() const;

 private:
  /// What was typed, as it is meant. Fails with bad_value.
  [[nodiscard]] Result<office::ExportWants> wants() const;
  [[nodiscard]] Exit run(office::ExportWants wants) const;

  CLI::App* m_command = nullptr;
  std::string m_ledger;
  KeyOptions m_key;
  std::string m_out;
  std::string m_archive_key;
  std::string m_from;
  std::string m_to;
  std::vector<std::string> m_ids;
  std::string m_formats;
  bool m_names = false;
};

}  // namespace candor::commands
