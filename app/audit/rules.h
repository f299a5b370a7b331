// What is wrong with one drawn screen, measured: what can be touched, read, told apart and reached.
// Pure; each rule is a function of its own, named after the row of requirements that it holds to.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "audit/light.h"
#include "present/page.h"
#include "ui/drawn.h"
#include "ui/screen.h"

namespace candor::audit {

/// One drawn frame.
struct Shot {
  ui::Frame frame;
  std::vector<ui::Drawn> drawn;
  text::Picture picture;
};

/// A frame and what it was drawn from. References live as long as the shot that is looked at.
struct Sight {
  const present::Page& page;
  const Shot& shot;
  ui::Glass glass;
};

/// One thing that is wrong on a screen.
struct Fault {
  std::string rule;  ///< "target-size"
  std::string row;   ///< "T-01", as in docs/requirements.md
  std::string part;  ///< the control or the words that it is about
  std::string what;  ///< what was measured, and by how much it is wrong
  std::string next;  ///< what to do about it
};

/// The least and most that was measured, whatever the rules say.
class Figures {
 public:
  struct Span {
    double least = 0;
    double most = 0;
    long count = 0;
  };

  void take(const std::string& what, double value);
  void add(const Figures& other);
  /// Of a thing that was never measured: all zero.
  [[nodiscard]] Span of(const std::string& what) const;

  [[nodiscard]] const std::map<std::string, Span>& all() const { return m_spans; }

 private:
  std::map<std::string, Span> m_spans;
};

using Faults = std::vector<Fault>;

/// T-01, T-02, T-03: what is touched is at least 12.7 mm each way and 2.54 mm from the next;
/// nothing is below WCAG's 24 CSS pixels.
[[nodiscard]] Faults target_faults(const Sight& sight, Figures& figures);
/// T-08: nothing reaches over the edge of the glass.
[[nodiscard]] Faults overflow_faults(const Sight& sight, Figures& figures);
/// T-12: no text is cut, hangs out of its control, comes nearer than 1 mm to the control's edge or
/// lies over another one.
[[nodiscard]] Faults cut_faults(const Sight& sight);
/// T-09, T-10: capitals are as high as the text size says; where text does not grow (bars, keys) at
/// least 4.8 mm. `capital` is the height of a capital letter in ems, as measured on the glass.
[[nodiscard]] Faults letter_faults(const Sight& sight, double capital, Figures& figures);
/// T-13, T-14, T-15: contrast of text, icons and controls by theme.
[[nodiscard]] Faults contrast_faults(const Light& light, const Sight& sight, Figures& figures);
/// The same for one control in a forced state, such as pressed: T-15 alone.
[[nodiscard]] Faults state_contrast_faults(const Light& light, const Sight& sight,
                                           const ui::Node& control, const std::string& state,
                                           Figures& figures);
/// T-12: who signs has 20 mm of empty height above the line and what else stands in the pad.
[[nodiscard]] Faults pad_faults(const Light& light, const Sight& sight, Figures& figures);
/// every control and picture has words to be spoken.
[[nodiscard]] Faults name_faults(const Sight& sight);
/// the order of keys and of speech is the order of reading.
[[nodiscard]] Faults order_faults(const Sight& sight);
/// A-20, T-24: help is on every page of a patient but for those that rules.cpp names with a reason,
/// and stands where `places` says; the first place that is seen is taken.
[[nodiscard]] Faults help_faults(const Sight& sight, std::map<std::string, ui::Rect>& places,
                                 const std::string& look);
/// T-16: a control in two states differs in grey, by shape or words.
[[nodiscard]] Faults state_faults(const Light& light, const Sight& usual, const Sight& changed,
                                  const ui::Node& control, const std::string& state,
                                  Figures& figures);
/// T-17: the ring around a control that keys work on is as large as a line of 2 CSS pixels around
/// it and stands out 3:1 from what was there.
[[nodiscard]] Faults ring_faults(const Light& light, const Sight& without, const Sight& with,
                                 const ui::Node& control, Figures& figures);

/// All rules that one frame can show.
[[nodiscard]] Faults look_at(const Light& light, const Sight& sight, double capital,
                             Figures& figures);

/// The least and most height of capitals at a text size, in millimetres.
struct Heights {
  double least;
  double most;
};

[[nodiscard]] Heights heights_of(visit::TextSize size);

}  // namespace candor::audit
