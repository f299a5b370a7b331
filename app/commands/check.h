// `candor check`: holds packs against every rule. Lives as long as the CLI::App it was added to.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "commands/commands.h"

namespace candor::commands {

class CheckCommand {
 public:
  explicit CheckCommand(CLI::App& app);
  CheckCommand(const CheckCommand&) = delete;
  CheckCommand& operator=(const CheckCommand&) = delete;

  [[nodiscard]] bool parsed() const { return m_command->parsed(); }

  /// Prints the findings. `found` when one of them is an error: warnings and notes alone are
  /// `done`.
  [[nodiscard]] Exit run() const;

 private:
  CLI::App* m_command = nullptr;
  std::vector<std::string> m_packs;
  bool m_json = false;
  bool m_rules = false;
};

}  // namespace candor::commands
