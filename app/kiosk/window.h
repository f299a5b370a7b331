// The glass: one window on one screen, with its pointer, keys and textures. The door to GLFW and
// OpenGL, and to Dear ImGui's backends. Used from one thread; one window at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/config.h"
#include "kiosk/look.h"
#include "text/text.h"
#include "ui/textures.h"

namespace candor::kiosk {

/// Keys that mean something to the kiosk beside letters.
enum class Key {
  tab,
  back_tab,  ///< Tab with Shift
  enter,
  space,
  escape,
  backspace,
  left,
  right,
  up,
  down,
  home,
  end,
  page_up,
  page_down,
  character,  ///< a letter, digit or sign: KeyPress::character
  move,       ///< the special keys of the configuration
  select,
  speak,
};

enum class KeyEdge { press, release };  ///< only special keys tell of their release

struct KeyPress {
  Key key = Key::character;
  char32_t character = 0;
  KeyEdge edge = KeyEdge::press;
  friend bool operator==(const KeyPress&, const KeyPress&) = default;
};

/// Where the pointer was between two frames.
struct PointerPoint {
  float x = 0.0F;  ///< pixels
  float y = 0.0F;
  double at_ms = 0.0;  ///< of a clock that never jumps
  bool down = false;
};

/// Whether a window's size may be changed.
enum class Resizing { none, by_user };

struct WindowOptions {
  std::optional<WindowSize> size;  ///< none: the whole primary screen
  std::string title = "Candor";
  Resizing resizing = Resizing::none;
};

class Window final : public ui::Textures {
 public:
  /// Opens the window and an OpenGL context. Over the whole screen it hides the pointer and ignores
  /// every wish to be closed. Fails with no_display.
  [[nodiscard]] static Result<Window> open(const WindowOptions& options);
  Window(Window&&) noexcept;
  Window& operator=(Window&&) noexcept;
  ~Window() override;

  /// Sleeps until something happens or the time is over; at once while posted events wait.
  void wait(double seconds);
  /// Takes what has happened without waiting.
  void poll();
  /// Ends a wait() from another thread.
  void wake();
  /// True once the window was asked to close; never over the whole screen.
  [[nodiscard]] bool close_requested() const;
  /// Fails with no_display once the screen was unplugged: the program ends and is started again.
  [[nodiscard]] Result<void> check_screen() const;

  /// Pixels of the drawing area.
  [[nodiscard]] WindowSize size() const;
  /// What the monitor reports, or 0.248 where that cannot be true.
  [[nodiscard]] double mm_per_pixel() const;
  [[nodiscard]] bool is_fullscreen() const;

  /// Whether the first button, or a finger, is down in the frame that has begun.
  [[nodiscard]] bool pointer_down() const;
  /// Between these two, Dear ImGui can be called. One posted event is taken a frame.
  void begin_frame();
  void end_frame(const Background& background);
  /// In place of end_frame(): the glass keeps the frame before.
  void drop_frame();
  /// The last frame as pixels. Fails with no_space when the card cannot give them.
  [[nodiscard]] Result<text::Picture> capture();

  /// Gives keys their special meaning; what they meant before is forgotten. Names as key_names().
  void use_keys(const SpecialKeys& keys);
  /// Whether a screen's keyboard can have the key with this name.
  [[nodiscard]] static bool knows_key(const std::string& name);
  /// The keys pressed since the last call, in order. A held key does not repeat.
  [[nodiscard]] std::vector<KeyPress> take_keys();

  /// Every pointer position since the last call, in order: a frame shows only the last one, and a
  /// signature needs them all.
  [[nodiscard]] std::vector<PointerPoint> take_pointer();

  // For tests that drive the real window: they take the place of the real pointer and keyboard.
  /// A pointer position in pixels, taken in a frame of its own. From the first one on, the real
  /// pointer is no longer looked at.
  void post_pointer(double x, double y, bool down);
  void post_key(const KeyPress& key);
  /// True while posted pointer events wait for a frame.
  [[nodiscard]] bool has_posted() const;

  [[nodiscard]] ui::TextureId upload(const text::Mask& mask) override;
  [[nodiscard]] ui::TextureId upload(const text::Picture& picture) override;
  /// Freed when the next frame begins, so that a frame that uses it can still be drawn.
  void drop(ui::TextureId texture) override;
  /// Textures that are not dropped yet.
  [[nodiscard]] std::size_t texture_count() const;

 private:
  struct Data;
  explicit Window(std::unique_ptr<Data> data);
  std::unique_ptr<Data> m_data;
};

}  // namespace candor::kiosk
