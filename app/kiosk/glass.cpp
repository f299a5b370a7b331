#include "kiosk/glass.h"

#include <fmt/core.h>

#include <algorithm>

namespace candor::kiosk {
namespace {

constexpr int kLeastLongSide = 1280;
constexpr int kLeastShortSide = 800;
constexpr double kLeastWidthMm = 200.0;
constexpr double kLeastUprightWidthMm = 180.0;
constexpr double kToleranceMm = 0.05;  // a pitch is given with two or three digits

}  // namespace

Result<void> check_glass(int width_px, int height_px, double mm_per_pixel) {
  const bool upright = height_px > width_px;
  const double width_mm = width_px * mm_per_pixel;
  const double least_mm = upright ? kLeastUprightWidthMm : kLeastWidthMm;
  if (std::max(width_px, height_px) < kLeastLongSide ||
      std::min(width_px, height_px) < kLeastShortSide) {
    return fail(ErrorCode::bad_value,
                fmt::format("the screen has {}x{} pixels, and the kiosk needs at least {}",
                            width_px, height_px, upright ? "800x1280" : "1280x800"),
                "screen", "use a larger screen or a larger --window");
  }
  if (width_mm + kToleranceMm < least_mm) {
    return fail(ErrorCode::bad_value,
                fmt::format("the screen is {:.0f} mm wide ({} pixels of {:.3f} mm), and the kiosk "
                            "needs at least {:.0f} mm",
                            width_mm, width_px, mm_per_pixel, least_mm),
                "screen", "use a larger screen, or correct --mm-per-pixel");
  }
  return {};
}

}  // namespace candor::kiosk
