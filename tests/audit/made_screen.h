// A screen made by hand: nodes, texts and pixels as a rule is to see them, right or wrong on
// purpose.
#pragma once

#include <string>
#include <vector>

#include "audit/rules.h"

namespace candor::audit {

class MadeScreen {
 public:
  MadeScreen() { fill({0, 0, kWidth, kHeight}, 0xFFFFFF); }

  static constexpr float kWidth = 800;
  static constexpr float kHeight = 400;
  /// 0.2 mm a pixel: a target is 63.5 pixels.
  static constexpr ui::Glass kGlass{kWidth, kHeight, 0.2};

  void fill(const ui::Rect& rect, Color color) {
    shot.picture.width = int(kWidth);
    shot.picture.height = int(kHeight);
    shot.picture.rgba.resize(std::size_t(kWidth * kHeight) * 4, 255);
    for (int y = int(rect.y); y < int(rect.bottom()); ++y) {
      for (int x = int(rect.x); x < int(rect.right()); ++x) {
        const auto at = std::size_t(y * int(kWidth) + x) * 4;
        shot.picture.rgba[at] = std::uint8_t(color >> 16U);
        shot.picture.rgba[at + 1] = std::uint8_t(color >> 8U);
        shot.picture.rgba[at + 2] = std::uint8_t(color);
      }
    }
  }

  void frame(const ui::Rect& rect, Color color, float thickness = 2) {
    fill({rect.x, rect.y, rect.width, thickness}, color);
    fill({rect.x, rect.bottom() - thickness, rect.width, thickness}, color);
    fill({rect.x, rect.y, thickness, rect.height}, color);
    fill({rect.right() - thickness, rect.y, thickness, rect.height}, color);
  }

  /// Upright strokes in place of letters, with one row of smoothed edge.
  void words(const std::string& what, const ui::Rect& rect, Color ink = 0x000000, double em = 40) {
    for (float x = rect.x + 4; x + 3 < rect.right(); x += 12) {
      fill({x, rect.y + 6, 3, rect.height - 12}, ink);
    }
    shot.drawn.push_back({ui::DrawnKind::text, what, em, rect, {0, 0, kWidth, kHeight}});
  }

  /// A button with an outline and a label.
  ui::Rect button(const std::string& id, const ui::Rect& rect, Color edge = 0x000000,
                  Color ink = 0x000000) {
    frame(rect, edge);
    const ui::Rect label{rect.x + 20, rect.y + 12, rect.width - 40, rect.height - 24};
    words("label of " + id, label, ink);
    shot.frame.nodes.push_back(
        {id, ui::NodeRole::button, "label of " + id, {}, false, false, rect});
    return rect;
  }

  [[nodiscard]] Sight sight() const { return {page, shot, kGlass}; }

  present::Page page;
  Shot shot;
};

}  // namespace candor::audit
