// Many screens in many looks, one after another: draws each, holds it against the rules, and
// gathers what is wrong so that the same fault is told once.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "audit/rules.h"
#include "base/result.h"
#include "present/tour.h"

namespace candor::audit {

/// What is done to a page while it is drawn.
struct Doing {
  std::string pressed;  ///< the id of the control that a finger is on
  std::string ring;     ///< the id of the control that keys work on
  /// What of the glass is looked at, in whole pixels: the picture has these and no others. Nothing:
  /// all of it.
  std::optional<ui::Rect> only;
};

/// Draws one frame of a page. Nodes and texts stand where the whole glass has them. Fails where
/// nothing can be drawn.
using Paint = std::function<Result<Shot>(const present::Page& page, present::Scratch& scratch,
                                         const ui::Glass& glass, const Doing& doing)>;

/// A page to look at, in every look.
struct Screen {
  std::string name;  ///< "about/intro", "panel stop"
  present::Scratch scratch;
  bool one_language = false;
  std::function<present::Page(const present::Appearance&)> page_in;
};

/// The screens of a pack's tour. Desk and stops must outlive them.
[[nodiscard]] std::vector<Screen> screens_of(const present::Desk& desk,
                                             const std::vector<present::Stop>& stops,
                                             const Moment& now);

/// A glass that the audit looks at: its pixels and how many go to an inch.
struct KnownGlass {
  int width = 0;
  int height = 0;
  double ppi = 0;
};

/// From the fewest pixels that a kiosk takes (1280x800) to the most (3840x2160), 96 to 220 of them
/// an inch, lying and upright: usual screens, and for each way to stand the largest glass, the
/// narrowest (204 mm lying, 181 mm upright) and the lowest (125 mm high). An odd number of them.
[[nodiscard]] std::vector<KnownGlass> known_glasses();
[[nodiscard]] ui::Glass glass_of(const KnownGlass& known);

/// One screen in one look on one glass.
struct Task {
  std::size_t screen = 0;
  present::Appearance look;
  KnownGlass glass;
  bool states = false;  ///< also pressed, chosen and focused, control by control
};

/// Every look of every screen; states of each screen in each theme, in the first language and on
/// the first glass at the default size.
[[nodiscard]] std::vector<Task> every_look(const std::vector<Screen>& screens,
                                           const std::vector<std::string>& languages);
/// Each screen in each language at each size, on each glass and in each theme, at least once: which
/// of the ones meets which of the others takes turns from screen to screen. States of each screen
/// once, in a look that takes turns too. A sixtieth of every_look() for six languages, and every
/// language and size meets every glass and theme somewhere among five dozen screens. Looks at the
/// same glass, in the same language and size follow each other, so that what stands on every screen
/// is laid out once.
[[nodiscard]] std::vector<Task> looks_by_turns(const std::vector<Screen>& screens,
                                               const std::vector<std::string>& languages);
/// One of `every` tasks, spread evenly and the same each time.
[[nodiscard]] std::vector<Task> sample_of(const std::vector<Task>& tasks, std::size_t every);

/// A fault and where it was seen first.
struct Finding {
  Fault fault;
  std::string screen;
  int part = 1;  ///< of a page that does not fit the glass
  present::Appearance look;
  KnownGlass glass{};
  int also = 0;  ///< in how many other looks and parts it was seen
};

/// "about/intro part 2 in es, largest, black, 1920x1080 at 96 ppi: next “Next”: what; next [rule,
/// row]".
[[nodiscard]] std::string to_string(const Finding& finding);

class Sweep {
 public:
  /// Measures the letters that `paint` draws on every known glass. All must outlive the sweep.
  /// Fails as `paint` does.
  [[nodiscard]] static Result<Sweep> begin(const std::vector<Screen>& screens, Paint paint);

  /// Draws all parts of the screen and looks at them. Fails as the paint does.
  [[nodiscard]] Result<void> look(const Task& task);

  [[nodiscard]] const std::vector<Finding>& findings() const { return m_findings; }

  [[nodiscard]] const Figures& figures() const { return m_figures; }

  [[nodiscard]] long frames() const { return m_frames; }  ///< that were looked at

  [[nodiscard]] long tasks() const { return m_tasks; }

 private:
  Sweep(const std::vector<Screen>& screens, Paint paint)
      : m_screens(&screens), m_paint(std::move(paint)) {}

  Result<void> measure_letters(const KnownGlass& known);
  Result<void> look_at_states(const Task& task, const present::Page& page,
                              const present::Scratch& scratch, const Shot& usual, int part);
  /// False for one that was seen before, the same in all that may change how it is drawn: what
  /// stands in the header of every screen is pressed once.
  bool is_new_control(const Task& task, const present::Page& page, const ui::Node& node);
  void tell(const Task& task, int part, Faults faults);

  const std::vector<Screen>* m_screens;
  Paint m_paint;
  Light m_light;
  Figures m_figures;
  double m_capital = 0;
  std::map<std::string, ui::Rect> m_help;
  std::set<std::string> m_measured;  ///< glasses, by their names
  std::set<std::string> m_controls;  ///< that were pressed and focused, in their looks
  std::map<std::string, std::size_t> m_known;
  std::vector<Finding> m_findings;
  long m_frames = 0;
  long m_tasks = 0;
};

}  // namespace candor::audit
