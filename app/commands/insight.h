// `candor insight`: what many visits say about the words. Lives as long as the CLI::App it was
// added to.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "commands/commands.h"
#include "commands/key_options.h"

namespace candor::commands {

class InsightCommand {
 public:
  explicit InsightCommand(CLI::App& app);
  InsightCommand(const InsightCommand&) = delete;
  InsightCommand& operator=(const InsightCommand&) = delete;

  [[nodiscard]] bool parsed() const { return m_command->parsed(); }

  /// Prints a table, and which packs have too few visits.
  [[nodiscard]] Exit run() const;

 private:
  CLI::App* m_command = nullptr;
  std::string m_ledger;
  KeyOptions m_key;
  std::string m_out;
  std::string m_version;
  bool m_json = false;
};

}  // namespace candor::commands
