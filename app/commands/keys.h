// `candor keys`: its own subcommands and what is typed for them.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "commands/commands.h"

namespace candor::commands {

/// Making, renewing and looking at keys. Lives as long as the CLI::App it was added to.
class KeysCommand {
 public:
  /// Adds `keys` and what belongs below it.
  explicit KeysCommand(CLI::App& app);
  KeysCommand(const KeysCommand&) = delete;
  KeysCommand& operator=(const KeysCommand&) = delete;

  [[nodiscard]] bool parsed() const { return m_keys->parsed(); }

  /// Does what was asked for; prints every file it wrote.
  [[nodiscard]] Exit run() const;

 private:
  [[nodiscard]] Exit init() const;
  [[nodiscard]] Exit enroll() const;
  [[nodiscard]] Exit answer_request() const;
  [[nodiscard]] Exit install_certificate() const;
  [[nodiscard]] Exit make_request() const;
  [[nodiscard]] Exit rotate() const;
  [[nodiscard]] Exit show() const;

  CLI::App* m_keys = nullptr;
  CLI::App* m_init = nullptr;
  CLI::App* m_enroll = nullptr;
  CLI::App* m_rotate = nullptr;
  CLI::App* m_show = nullptr;

  // As they stand on the command line.
  std::string m_data;
  std::string m_clinic;
  std::string m_out;
  std::string m_ca;
  std::string m_passphrase_file;
  std::string m_own_passphrase_file;
  std::string m_role;
  std::string m_name;
  std::string m_request;
  std::string m_certificate;
  std::string m_folder;
  bool m_demonstration = false;
};

}  // namespace candor::commands
