// What staff do with content besides checking it: `candor approve`, and what is typed for it. Lives
// as long as the CLI::App it was added to.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "commands/commands.h"
#include "commands/key_options.h"

namespace candor::commands {

/// Signs a version of a pack with a clinician's key.
class ApproveCommand {
 public:
  explicit ApproveCommand(CLI::App& app);
  ApproveCommand(const ApproveCommand&) = delete;
  ApproveCommand& operator=(const ApproveCommand&) = delete;

  [[nodiscard]] bool parsed() const { return m_command->parsed(); }

  /// Prints what was approved, by whom, and who is still needed.
  [[nodiscard]] Exit run() const;

 private:
  CLI::App* m_command = nullptr;
  std::string m_pack;
  std::string m_by;
  std::string m_role;
  KeyOptions m_key;
};

}  // namespace candor::commands
