// Drawing without any screen: an OpenGL context of its own that no window belongs to, for machines
// without a display. The door to EGL.
#pragma once

#include <memory>

#include "base/result.h"
#include "kiosk/canvas.h"

namespace candor::kiosk {

/// One at a time, and none while a window is open: the thread has one current OpenGL context.
class Offscreen {
 public:
  /// Fails with no_display where the system's OpenGL cannot do this. The fonts and icons must
  /// outlive it.
  [[nodiscard]] static Result<Offscreen> open(const text::Fonts& fonts, const ui::Icons& icons);
  Offscreen(Offscreen&&) noexcept;
  Offscreen& operator=(Offscreen&&) = delete;
  ~Offscreen();

  [[nodiscard]] Canvas& canvas() { return *m_canvas; }

 private:
  struct Context;
  Offscreen(std::unique_ptr<Context> context, std::unique_ptr<Canvas> canvas);

  std::unique_ptr<Context> m_context;
  std::unique_ptr<Canvas> m_canvas;  // released before its context
};

}  // namespace candor::kiosk
