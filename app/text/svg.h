// An SVG onto a drawing of Cairo's, be it pixels or paper. Internal to the room.
#pragma once

#include <string_view>

#include "base/result.h"

struct _cairo;

namespace candor::text {

struct Box {
  double x = 0.0;
  double y = 0.0;
  double width = 0.0;
  double height = 0.0;
};

/// Draws an SVG as large as fits the box, in its middle. To be called within lock_faces(). Fails
/// with bad_format.
[[nodiscard]] Result<void> draw_svg_on(struct _cairo* drawing, std::string_view svg,
                                       const Box& box);

}  // namespace candor::text
