// `candor render --format pages`: every screen as a picture.
#pragma once

#include <string>
#include <vector>

#include "content/pack.h"
#include "kiosk/config.h"
#include "present/tour.h"
#include "visit/state.h"

namespace candor::commands {

struct RenderJob;

/// Which screens, and on what glass. What is empty means all.
struct PagesWanted {
  std::vector<std::string> pages;  ///< "about", "about/intro", "review": present::Stop::id
  std::vector<visit::TextSize> sizes;
  std::vector<visit::Theme> themes;
  kiosk::WindowSize glass{1920, 1080};
  double mm_per_pixel = 0.248;
};

/// "small", "medium", "large", "largest". Fails with bad_value.
[[nodiscard]] Result<visit::TextSize> parse_size(const std::string& text);
/// "paper", "white", "black", "soft". Fails with bad_value.
[[nodiscard]] Result<visit::Theme> parse_theme(const std::string& text);
/// Whether a stop is on one of these pages, or they are none: all are wanted then.
[[nodiscard]] bool is_wanted(const present::Stop& stop, const std::vector<std::string>& pages);
/// Fails with not_found, naming those that the pack has, when one of the pages is not in it.
[[nodiscard]] Result<void> check_pages(const content::Pack& pack,
                                       const std::vector<std::string>& pages);

/// NNN-PAGE.LANG.SIZE.THEME.PART.png: each screen of a visit, each part of one that does not fit.
[[nodiscard]] Result<void> render_pages(const RenderJob& job);

}  // namespace candor::commands
