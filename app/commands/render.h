// `candor render`: a pack as files that people can look at. Each format has a file of its own.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "commands/commands.h"
#include "commands/render_pages.h"
#include "content/pack.h"

namespace candor::commands {

/// What every format of `candor render` works from.
struct RenderJob {
  std::shared_ptr<const content::Pack> pack;  ///< with those of its approvals that are sound
  std::vector<std::string>
      approval_notes;                  ///< about approvals that do not count, or were not looked at
  std::vector<std::string> languages;  ///< of the pack, at least one
  std::set<std::string> incomplete;    ///< languages in which a text is missing
  std::filesystem::path out;           ///< is there
  std::filesystem::path assets;        ///< fonts, words, icons
  Moment now;
  PagesWanted pages;
};

/// reading-LANG.pdf: the whole pack for those who review it.
[[nodiscard]] Result<void> render_reading(const RenderJob& job);
/// paper-WALK-LANG.pdf: each walk to read and sign on paper. As on the kiosk, nothing is signed in
/// a language in which a text is missing; that is said on stderr.
[[nodiscard]] Result<void> render_paper(const RenderJob& job);

/// Lives as long as the CLI::App it was added to.
class RenderCommand {
 public:
  explicit RenderCommand(CLI::App& app);
  RenderCommand(const RenderCommand&) = delete;
  RenderCommand& operator=(const RenderCommand&) = delete;

  [[nodiscard]] bool parsed() const { return m_command->parsed(); }

  /// Prints what was written.
  [[nodiscard]] Exit run() const;

 private:
  /// What was typed about pages. Fails with bad_value.
  [[nodiscard]] Result<PagesWanted> pages_wanted() const;

  CLI::App* m_command = nullptr;
  std::string m_pack;
  std::string m_out;
  std::vector<std::string> m_formats;
  std::vector<std::string> m_languages;
  std::string m_ca;
  std::vector<std::string> m_pages;
  std::vector<std::string> m_sizes;
  std::vector<std::string> m_themes;
  std::string m_glass;
  std::string m_mm_per_pixel;
};

}  // namespace candor::commands
