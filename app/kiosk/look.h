// What the glass needs to draw a page besides the page itself: the colour behind it, and the icons.
#pragma once

#include <filesystem>

#include "ui/artist.h"
#include "visit/state.h"

namespace candor::kiosk {

/// A colour of the background, each part from 0 to 1.
struct Background {
  float red = 0.0F;
  float green = 0.0F;
  float blue = 0.0F;
};

[[nodiscard]] Background background_of(ui::Color color);
/// The theme's paper.
[[nodiscard]] Background background_of(visit::Theme theme);

/// The icons in a folder of SVG files. One that cannot be read is left out: its button still has
/// words.
[[nodiscard]] ui::Icons load_icons(const std::filesystem::path& folder);

}  // namespace candor::kiosk
