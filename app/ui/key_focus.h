// Which control keys and switches work on. Made from the semantics list alone, so that what can be
// touched can be reached, in the order in which it is read.
#pragma once

#include <string>

#include "ui/semantics.h"
#include "ui/ui.h"

namespace candor::ui {

enum class Way { next, previous, first, last, left, right, up, down };

class KeyFocus {
 public:
  /// Takes note of a drawn frame. The focus stays on its control through a change of language, text
  /// size, colours or part; where the control is gone, it goes to the one in its place; on another
  /// page, to the first control of that page, or to where it was there last. Returns whether the
  /// ring must be drawn anew.
  bool follow(const Frame& frame, const std::string& page_key);

  /// Shows the ring and goes on; from the last control to the first one, and back. The first key
  /// after a touch only shows where the focus is. A way with nothing in it stays.
  void move(const Frame& frame, Way way);

  /// The moving switch: as the next way, but over an on-screen keyboard row by row, so that a
  /// letter takes few presses. Inside a row, key by key, and on to the next row.
  void step(const Frame& frame);
  /// The selecting switch: goes into the row that has the ring. False when there is no row to
  /// enter, and the control itself is meant.
  bool enter(const Frame& frame);
  /// After a switch has pressed a key: the ring goes back to the keyboard's first row.
  void leave_row(const Frame& frame);

  /// Whether the ring stands around a whole row of keys.
  [[nodiscard]] bool is_on_row() const { return m_shown && m_on_row; }

  /// Shows the ring where it is; says whether it was hidden.
  bool show();

  /// A finger took over.
  void hide() { m_shown = false; }

  /// Forgets everything: the visit is over.
  void reset() { *this = {}; }

  [[nodiscard]] bool is_shown() const { return m_shown; }

  /// The control that has the focus, shown or not; nullptr when there is none on the glass.
  [[nodiscard]] const Node* control(const Frame& frame) const;

  /// What to draw the ring around.
  [[nodiscard]] Ring ring() const { return m_shown ? Ring{m_id, m_on_row} : Ring{}; }

 private:
  struct Place {
    std::string page;
    std::string id;
  };

  bool m_shown = false;
  bool m_on_row = false;  ///< around the row of the key with this id
  std::string m_page;
  std::string m_id;
  Rect m_rect;
  Place m_before;  ///< the page before this one: a sheet that closes gives the focus back
};

/// Whether a press does something here.
[[nodiscard]] bool is_control(const Node& node);

}  // namespace candor::ui
