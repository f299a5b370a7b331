// `candor preview`: a pack's screens in a window while it is being written. Lives as long as the
// CLI::App it was added to.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "commands/commands.h"
#include "kiosk/preview.h"

namespace candor::commands {

class PreviewCommand {
 public:
  explicit PreviewCommand(CLI::App& app);
  PreviewCommand(const PreviewCommand&) = delete;
  PreviewCommand& operator=(const PreviewCommand&) = delete;

  [[nodiscard]] bool parsed() const { return m_command->parsed(); }

  /// Shows the pack until the window is closed. A pack that does not load is shown as soon as it
  /// does; until then its mistakes are.
  [[nodiscard]] Exit run() const;

 private:
  /// What was typed. Fails with bad_value or not_found.
  [[nodiscard]] Result<kiosk::PreviewStart> start() const;

  CLI::App* m_command = nullptr;
  std::string m_pack;
  std::string m_page;
  std::string m_language;
  std::string m_size = "medium";
  std::string m_theme = "paper";
  std::string m_glass;
  std::string m_mm_per_pixel;
  std::string m_window = "1600x900";
};

}  // namespace candor::commands
