// Where things stand on the glass, for who looks at a drawn frame: what can be touched, what lies
// over what, how far things are apart.
#pragma once

#include <algorithm>

#include "ui/semantics.h"

namespace candor::ui {

/// Whether a node can be touched.
[[nodiscard]] inline bool is_target(const Node& node) {
  switch (node.role) {
    case NodeRole::button:
    case NodeRole::radio:
    case NodeRole::checkbox:
    case NodeRole::field:
    case NodeRole::key:
    case NodeRole::pad:
      return true;
    case NodeRole::heading:
    case NodeRole::text:
    case NodeRole::picture:
    case NodeRole::notice:
      return false;
  }
  return false;
}

/// Whether two rectangles lie over each other by more than so many pixels, across and down.
[[nodiscard]] inline bool overlap(const Rect& one, const Rect& other, float by = 0) {
  return one.x + by < other.right() && other.x + by < one.right() && one.y + by < other.bottom() &&
         other.y + by < one.bottom();
}

/// The empty space between two rectangles in pixels, across or down, whichever is more; 0 when they
/// touch or overlap.
[[nodiscard]] inline double empty_between(const Rect& one, const Rect& other) {
  const double x = std::max({0.0F, other.x - one.right(), one.x - other.right()});
  const double y = std::max({0.0F, other.y - one.bottom(), one.y - other.bottom()});
  return std::max(x, y);
}

}  // namespace candor::ui
