// What has been touched or typed but not yet given as an answer. Replaced with every new page and
// wiped with the visit, so that nothing can leak to the next person.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "present/action.h"

namespace candor::present {

/// The field in which staff say in their own words what was said.
inline constexpr const char* kSaidField = "staff-said";

/// Set once it is known who interprets and how; then their name is asked.
inline constexpr const char* kInterpreterReady = "interpreter-ready";

struct Scratch {
  Panel panel = Panel::none;
  std::vector<std::string> picked;           ///< options touched
  bool picked_any = false;                   ///< `picked` counts instead of the last answer
  std::map<std::string, std::string> typed;  ///< field id → text
  std::string focused;                       ///< the field that the keyboard writes into
  bool shift = true;
  KeyLayer layer = KeyLayer::letters;
  int candidate_row = 0;           ///< which of the characters for the letters typed last are shown
  std::set<std::string> revealed;  ///< masked answers that were touched
  int part = 0;                    ///< which part of a page that does not fit
  int part_below = 0;              ///< of the page under a sheet, to come back to
  std::map<std::string, std::set<int>> seen;  ///< which pieces of a block were on the glass
  bool asked_to_choose = false;               ///< Next was pressed without an answer
  bool check_given = false;                   ///< the check on this page was answered here
  std::vector<visit::Stroke> strokes;
  double stroke_start_ms = -1;  ///< steady time of the first point; below 0: none yet
  std::int32_t pad_width_um = 0;
  std::int32_t pad_height_um = 0;
  visit::SignedHow how = visit::SignedHow::drawn;
  bool mark_accepted = false;
  std::string presence;          ///< of an interpreter: "here", "phone", "video"
  std::string interpreter_kind;  ///< "trained", "relative", "too-young"
  std::string staff_option;
  int open_flag = 0;
  std::string problem;  ///< what was wrong with the last try, in the page's language
};

/// Puts a sheet over the page, or takes it away (Panel::none). A sheet begins at its first part;
/// the page under it comes back at the part at which it was left.
void show_panel(Scratch& scratch, Panel panel);

/// Applies an edit; actions that are not edits leave it unchanged and return false.
[[nodiscard]] bool edit(Scratch& scratch, const Action& action);

/// Removes the last character (not byte) of a text.
void erase_last_character(std::string& text);
/// Without white space at both ends; runs of it inside become one space.
[[nodiscard]] std::string trimmed(const std::string& text);

/// What a drawn signature looks like. Only `empty` is refused; `tiny` is asked about once.
enum class MarkKind { empty, tiny, drawn };
/// tiny: a dot, a single straight line or less than 8 mm of ink, so that a slip of the hand is not
/// taken for a signature unasked.
[[nodiscard]] MarkKind judge_mark(const std::vector<visit::Stroke>& strokes);

}  // namespace candor::present
