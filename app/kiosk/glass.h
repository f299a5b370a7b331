// Whether a screen is large enough to read and to touch.
#pragma once

#include "base/result.h"

namespace candor::kiosk {

/// Passes for a glass of at least 1280x800 pixels (800x1280 upright) that is at least 200 mm wide
/// (upright 180 mm). Fails with bad_value, naming what it measured and what is needed.
[[nodiscard]] Result<void> check_glass(int width_px, int height_px, double mm_per_pixel);

}  // namespace candor::kiosk
