// `candor diff`: what a patient would see differently in a new version of a pack. Lives as long as
// the CLI::App it was added to.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "commands/commands.h"

namespace candor::commands {

class DiffCommand {
 public:
  explicit DiffCommand(CLI::App& app);
  DiffCommand(const DiffCommand&) = delete;
  DiffCommand& operator=(const DiffCommand&) = delete;

  [[nodiscard]] bool parsed() const { return m_command->parsed(); }

  /// Prints the changes page by page. `found` when the new version lacks a mark or a number;
  /// changes alone are `done`. `could_not` when one of the two does not load.
  [[nodiscard]] Exit run() const;

 private:
  CLI::App* m_command = nullptr;
  std::string m_before;
  std::string m_after;
};

}  // namespace candor::commands
