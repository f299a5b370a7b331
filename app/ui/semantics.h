// What is on the glass, as a list: one node a widget, every frame. Tests find "Next" here and press
// it; keyboard focus, speech and the screen audit use the same list.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "present/action.h"

namespace candor::ui {

/// In pixels of the glass, from the top left corner.
struct Rect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;

  [[nodiscard]] float right() const { return x + width; }

  [[nodiscard]] float bottom() const { return y + height; }

  [[nodiscard]] bool contains(float px, float py) const {
    return px >= x && px < right() && py >= y && py < bottom();
  }

  [[nodiscard]] Rect grown(float by) const {
    return {x - by, y - by, width + 2 * by, height + 2 * by};
  }
};

enum class NodeRole { heading, text, button, radio, checkbox, field, key, picture, pad, notice };

struct Node {
  std::string id;  ///< stable across languages; empty for plain text
  NodeRole role = NodeRole::text;
  std::string label;  ///< as shown, or as it would be spoken
  std::string value;  ///< of a field; dots when masked
  bool selected = false;
  bool focused = false;  ///< the field that is typed into
  Rect rect;
  std::optional<present::Action> action = {};  ///< what a press does; none: nothing to press
};

}  // namespace candor::ui
