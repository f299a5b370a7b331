// Self-voicing: what somebody who cannot see the glass is told of it. Remembers what they know, and
// says what is new: a page from its heading on, a notice, what was typed, the control that has the
// focus. Pure but for that memory; a visit's end replaces it.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "content/words.h"
#include "present/page.h"
#include "present/script.h"

namespace candor::kiosk {

/// What stands on the glass now.
struct Told {
  const present::Page& page;
  std::string identity;    ///< another page or part: everything is new
  present::Script script;  ///< of the part that is on the glass
  std::string control;     ///< id of the control that has the focus; empty: none
  present::SpokenControl spoken;
};

class Voicing {
 public:
  void turn_on() { m_on = true; }

  /// Off, and nothing is known any more.
  void turn_off() { *this = {}; }

  [[nodiscard]] bool is_on() const { return m_on; }

  /// What is to be said now; no sentences: nothing is new. What the person did not allow to be said
  /// aloud is left out, and that something is left out is said in its place.
  [[nodiscard]] present::Script news(const Told& told, present::Aloud aloud,
                                     const content::Words& words);

  /// Whether news() would say the whole page.
  [[nodiscard]] bool is_new(const Told& told) const {
    return m_identity != told.identity + "\n" + told.page.language;
  }

  /// Whether the person was asked in this visit what may be said aloud.
  [[nodiscard]] bool has_asked_aloud() const { return m_asked_aloud; }

  void ask_aloud() { m_asked_aloud = true; }

  /// Everything is said once more.
  void repeat() { m_identity.clear(); }

  /// Something was pressed: where nothing is new after it, what stands is said once more.
  void expect_answer() { m_answer_due = true; }

  /// The control is said once more, in place of anything else.
  void repeat_control() { m_control.clear(); }

  /// Whether the person has heard which control has the focus: nobody presses what they have not
  /// heard.
  [[nodiscard]] bool has_told_control() const { return m_control_told; }

  void heard_control() { m_control_told = true; }

 private:
  [[nodiscard]] present::Script typing(const present::Page& page, present::Aloud aloud,
                                       const content::Words& words);

  bool m_on = false;
  bool m_asked_aloud = false;
  bool m_answer_due = false;
  std::string m_identity;
  std::set<std::string> m_known;  ///< the sentences of the page, but for its controls
  std::string m_control;
  bool m_selected = false;
  bool m_typed_into = false;
  bool m_control_told = false;
  std::string m_field;  ///< the field that is typed into, and what was in it
  std::string m_value;
};

}  // namespace candor::kiosk
