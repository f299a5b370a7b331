// A patient made of code: the real program's loop in a real window. It finds "Next" in the list of
// widgets by its name and taps its rectangle; time passes only when it says so.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "kiosk/app.h"
#include "support/fakes.h"

namespace candor::e2e {

/// Whether a test looks at pixels. Where none does, every frame is built, sent to OpenGL and
/// swapped as always, but not filled in: software rendering is half of a walk's time.
enum class Sight { looked_at, not_looked_at };

struct Setup {
  std::filesystem::path content;  ///< the folder of packs
  std::string pack;
  std::filesystem::path data;  ///< the kiosk's own folder; gets demonstration keys if it has none

  /// The clinic's keys for it.
  [[nodiscard]] std::filesystem::path clinic() const { return data.string() + "-clinic"; }

  kiosk::WindowSize window{1920, 1080};
  double mm_per_pixel = 0.248;
  std::vector<kiosk::StaffEntry> staff;
  kiosk::Timings timings;
  std::uint64_t seed = 1;
  /// A loudspeaker; none: a kiosk without sound.
  std::function<std::unique_ptr<voice::Speaker>()> speaker = {};
  Sight sight = Sight::looked_at;
  /// What the kiosk's clock says at first, and when its keys are made; none: where ManualClock
  /// starts.
  std::optional<Moment> start = {};
  std::filesystem::path headphone_switch = {};  ///< empty: none
};

/// A finger's way over the glass from touch to lift, in pixels.
using Gesture = std::vector<std::pair<double, double>>;

/// What a person works the kiosk with.
enum class Hands {
  finger,
  keys,      ///< Tab, Shift and Tab, Enter
  switches,  ///< two: move and select
};

class Harness {
 public:
  /// Opens everything as `candor kiosk` does. Fails with what that would say.
  [[nodiscard]] static Result<std::unique_ptr<Harness>> open(const Setup& setup);

  /// Lets frames run until nothing is left to draw.
  void settle();

  /// Calls this after every drawn frame from now on; empty: no more.
  void after_each_frame(std::function<void()> call) { m_after_frame = std::move(call); }

  /// Waits (on the kiosk's clock) and settles.
  void wait_ms(std::int64_t milliseconds);
  /// Taps the middle of the widget with this id or label, after the tap guard. Aborts the walk with
  /// a message that lists what is on the glass when there is none.
  void tap(const std::string& name);
  /// A tap at once, within the tap guard.
  void tap_at_once(const std::string& name);
  /// Presses on one place and lets go on another.
  void drag(float from_x, float from_y, float to_x, float to_y);
  /// Keeps a finger still on one place while time passes, then lifts it.
  void hold(float x, float y, std::int64_t milliseconds);
  /// Types with the on-screen keyboard, looking for each letter behind capitals and accents.
  void type(const std::string& text);
  /// Draws strokes on the pad; points are fractions of the pad from its top left corner.
  using Fraction = std::pair<double, double>;
  void draw_on_pad(const std::vector<std::vector<Fraction>>& strokes);
  /// A flowing signature.
  void sign();

  /// From now on tap() and type() go by these, and nothing touches the glass.
  void use(Hands hands) { m_hands = hands; }

  /// Strikes a key (a special one is pressed and let go).
  void strike(kiosk::Key key, char32_t character = 0);
  /// Moves the focus to a widget by keys or switches; throws Stuck where that does not end.
  void focus_on(const std::string& name);

  /// How often keys or switches were struck.
  [[nodiscard]] std::int64_t strikes() const { return m_strikes; }

  /// How many taps there were.
  [[nodiscard]] std::int64_t touches() const { return m_touches; }

  /// Every tap and stroke on the pad, to be repeated on another kiosk.
  [[nodiscard]] const std::vector<Gesture>& gestures() const { return m_gestures; }

  [[nodiscard]] bool has(const std::string& name) const;
  [[nodiscard]] const ui::Node* find(const std::string& name) const;
  /// True when some text on the glass contains these words.
  [[nodiscard]] bool shows(const std::string& words) const;
  /// Everything readable on the glass, for messages and for privacy checks.
  [[nodiscard]] std::string text_on_glass() const;
  /// Writes what is on the glass as a PNG into `folder`, numbered in order.
  void shoot(const std::filesystem::path& folder, const std::string& name);

  [[nodiscard]] kiosk::App& app() { return *m_app; }

  [[nodiscard]] kiosk::Window& window() { return *m_window; }

  [[nodiscard]] support::ManualClock& clock() { return m_clock; }

 private:
  Harness() : m_random(1) {}

  support::ManualClock m_clock;
  support::SeededRandom m_random;
  std::unique_ptr<kiosk::Window> m_window;
  std::unique_ptr<kiosk::App> m_app;
  int m_shots = 0;
  std::int64_t m_touches = 0;
  std::int64_t m_strikes = 0;
  Hands m_hands = Hands::finger;
  std::vector<Gesture> m_gestures;
  std::function<void()> m_after_frame;
};

/// A step could not be taken: what was looked for and what was there.
struct Stuck : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace candor::e2e
