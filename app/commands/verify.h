// `candor verify` and what is typed for it. Lives as long as the CLI::App it was added to.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "commands/commands.h"
#include "commands/key_options.h"

namespace candor::commands {

/// Says what is wrong with ledgers and exported files.
class VerifyCommand {
 public:
  explicit VerifyCommand(CLI::App& app);
  VerifyCommand(const VerifyCommand&) = delete;
  VerifyCommand& operator=(const VerifyCommand&) = delete;

  [[nodiscard]] bool parsed() const { return m_command->parsed(); }

  [[nodiscard]] Exit run() const;

 private:
  CLI::App* m_command = nullptr;
  std::vector<std::string> m_paths;
  std::string m_heads;
  KeyOptions m_key;
  bool m_json = false;
};

}  // namespace candor::commands
