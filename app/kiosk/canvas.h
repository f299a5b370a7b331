// A page drawn into a texture instead of a window, of any size: the same screens, text and pictures
// as on the glass. For pictures of pages, for the editor's preview and for tests.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/config.h"
#include "text/text.h"
#include "ui/drawn.h"
#include "ui/screen.h"
#include "ui/textures.h"

namespace candor::kiosk {

/// Where the pointer is on the page, in its pixels.
struct CanvasPointer {
  float x = -1.0F;
  float y = -1.0F;
  bool down = false;
};

class Canvas {
 public:
  /// For the OpenGL context that is current, which must be current in every later call too and
  /// outlive the canvas. Fails with no_display when it is older than 3.0. The fonts and icons must
  /// outlive the canvas.
  [[nodiscard]] static Result<std::unique_ptr<Canvas>> open(const text::Fonts& fonts,
                                                            const ui::Icons& icons);
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;
  ~Canvas();

  /// Draws one frame of the page; what does not fit is behind `scratch.part`, as on the glass, and
  /// Frame::has_more tells of it. `ring`: as in ui::draw_page(). `only`: what of it becomes pixels,
  /// in whole ones; with a width of 0 nothing does.
  [[nodiscard]] ui::Frame draw(const present::Page& page, present::Scratch& scratch,
                               const std::map<std::string, std::string>& pictures,
                               const ui::Glass& glass, const CanvasPointer& pointer = {},
                               const std::string& ring = {},
                               const std::optional<ui::Rect>& only = std::nullopt);
  /// The last frame as pixels, or what of it was drawn. Fails with no_space when the card cannot
  /// give them.
  [[nodiscard]] Result<text::Picture> picture();

  /// The texts, icons and pictures of the last frame, each with its place.
  [[nodiscard]] const std::vector<ui::Drawn>& drawn() const;
  /// The last frame as a texture of this context, the bottom row first; 0 before the first one. It
  /// is another one after a frame of another size.
  [[nodiscard]] ui::TextureId texture() const;
  /// Forgets every text and picture that was drawn, such as those of an older version of a pack.
  void forget();

 private:
  Canvas(const text::Fonts& fonts, const ui::Icons& icons);

  struct Data;
  std::unique_ptr<Data> m_data;
};

}  // namespace candor::kiosk
