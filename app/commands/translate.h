// `candor translate`: brings translations up to date, and takes them to and from translators'
// tools. Lives as long as the CLI::App it was added to.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "commands/commands.h"

namespace candor::commands {

class TranslateCommand {
 public:
  explicit TranslateCommand(CLI::App& app);
  TranslateCommand(const TranslateCommand&) = delete;
  TranslateCommand& operator=(const TranslateCommand&) = delete;

  [[nodiscard]] bool parsed() const { return m_command->parsed(); }

  /// Writes the file of translations (without a language: every one that the pack has), and says
  /// what is missing. `found` when the pack, the file or
  /// what was imported has mistakes; after an import also when `candor check` finds an error in the
  /// translation. `wrong_usage` for a language that cannot be. Texts that are not translated yet
  /// are `done`.
  [[nodiscard]] Exit run() const;

 private:
  [[nodiscard]] Exit run_language(const std::string& language) const;

  CLI::App* m_command = nullptr;
  std::string m_folder;
  std::string m_language;
  std::string m_name;
  std::string m_export;
  std::string m_import;
  bool m_forget = false;
};

}  // namespace candor::commands
