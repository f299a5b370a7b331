// `candor check --screens`: a pack's screens as they come out on glass, held against the audit's
// rules.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "audit/sweep.h"
#include "base/clock.h"
#include "content/pack.h"

namespace candor::commands {

/// How much is drawn: every language, size and glass with themes in turn, or every theme as well.
enum class ScreenExtent { by_turns, every_look };

struct ScreensChecked {
  std::vector<audit::Finding> findings;
  std::size_t looks = 0;
  long pictures = 0;
};

/// Draws the screens of the pack's tour without a window: those on these pages, all where none is
/// named. Shows how far it is on a terminal. Fails as check_pages and Painter::open do.
[[nodiscard]] Result<ScreensChecked> check_screens(const content::Pack& pack,
                                                   const std::vector<std::string>& pages,
                                                   const std::filesystem::path& assets,
                                                   ScreenExtent extent, const Moment& now);

}  // namespace candor::commands
