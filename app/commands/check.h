// `candor check`: holds packs against every rule. The command lives as long as the CLI::App it was
// added to.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "commands/commands.h"
#include "rules/check.h"
#include "text/text.h"

namespace candor::commands {

/// The pack in a folder against every rule, also those that need fonts.
[[nodiscard]] rules::Checked check_with(const text::Fonts& fonts, const std::filesystem::path& pack,
                                        const Date& today);

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
  std::vector<std::string> m_pages;
  std::string m_ca;
  bool m_json = false;
  bool m_rules = false;
  bool m_screens = false;
  bool m_every_look = false;
};

}  // namespace candor::commands
