#include "present/scratch.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "base/utf8.h"
#include "present/build.h"
#include "present/tones.h"

namespace candor::present {
namespace {

constexpr double kTinyInkUm = 8'000;  // less ink than this may be a slip of the hand
constexpr double kDotUm = 2'000;      // no larger than this: a finger that rested
constexpr double kStraightUm =
    1'500;  // further from the line between its ends: not a straight line
constexpr std::size_t kLongestTyped = 200;

std::string prefix_of(const std::string& option) {
  const auto slash = option.find('/');
  return slash == std::string::npos ? std::string() : option.substr(0, slash + 1);
}

void pick(Scratch& scratch, const Pick& pick) {
  scratch.picked_any = true;
  scratch.asked_to_choose = false;
  auto& picked = scratch.picked;
  const auto at = std::find(picked.begin(), picked.end(), pick.option);
  if (pick.multiple) {
    if (at != picked.end()) {
      picked.erase(at);
      return;
    }
    if (pick.exclusive) picked.clear();
    picked.push_back(pick.option);
    return;
  }
  const std::string prefix = prefix_of(pick.option);
  std::erase_if(picked, [&](const std::string& other) { return prefix_of(other) == prefix; });
  picked.push_back(pick.option);
}

double distance(const visit::StrokePoint& a, const visit::StrokePoint& b) {
  return std::hypot(double(a.x_um) - b.x_um, double(a.y_um) - b.y_um);
}

/// How far the ink of a stroke reaches: its length, but of a dot only its size, because a trembling
/// finger that rests adds up to a long way.
double ink_of(const visit::Stroke& stroke) {
  const auto [left, right] = std::minmax_element(
      stroke.begin(), stroke.end(), [](const auto& a, const auto& b) { return a.x_um < b.x_um; });
  const auto [top, bottom] = std::minmax_element(
      stroke.begin(), stroke.end(), [](const auto& a, const auto& b) { return a.y_um < b.y_um; });
  const double size =
      std::hypot(double(right->x_um) - left->x_um, double(bottom->y_um) - top->y_um);
  if (size <= kDotUm) return size;
  double ink = 0;
  for (std::size_t i = 1; i < stroke.size(); ++i) ink += distance(stroke[i - 1], stroke[i]);
  return ink;
}

bool is_straight(const visit::Stroke& stroke) {
  const visit::StrokePoint& a = stroke.front();
  const visit::StrokePoint& b = stroke.back();
  const double length = distance(a, b);
  return std::all_of(stroke.begin(), stroke.end(), [&](const visit::StrokePoint& p) {
    if (length < 1) return distance(a, p) < kStraightUm;
    const double area = (double(b.x_um) - a.x_um) * (double(a.y_um) - p.y_um) -
                        (double(a.x_um) - p.x_um) * (double(b.y_um) - a.y_um);
    return std::abs(area) / length < kStraightUm;
  });
}

struct Editor {
  Scratch& scratch;

  bool operator()(const OpenPanel& action) const {
    show_panel(scratch, action.panel);
    return true;
  }

  bool operator()(const Pick& action) const {
    pick(scratch, action);
    return true;
  }

  bool operator()(const Focus& action) const {
    scratch.focused = action.field;
    scratch.layer = KeyLayer::letters;
    scratch.shift = scratch.typed[action.field].empty();
    return true;
  }

  bool operator()(const TypeText& action) const {
    std::string& text = scratch.typed[scratch.focused];
    if (text.size() + action.text.size() <= kLongestTyped) text += action.text;
    scratch.problem.clear();
    scratch.candidate_row = 0;
    // A capital after a space is what names want; a second tap on shift still changes it.
    scratch.shift = action.text == " ";
    return true;
  }

  bool operator()(const PickCandidate& action) const {
    std::string& text = scratch.typed[scratch.focused];
    const std::size_t waiting = letters_at_end(text);
    if (action.letters > waiting) return true;
    text.replace(text.size() - waiting, action.letters, action.text);
    scratch.problem.clear();
    scratch.candidate_row = 0;
    return true;
  }

  bool operator()(const MoreCandidates&) const {
    ++scratch.candidate_row;
    return true;
  }

  bool operator()(const ToneMark& action) const {
    std::string& text = scratch.typed[scratch.focused];
    text = with_tone(text, action.mark);
    return true;
  }

  bool operator()(const Erase&) const {
    erase_last_character(scratch.typed[scratch.focused]);
    scratch.candidate_row = 0;
    scratch.shift = scratch.typed[scratch.focused].empty();
    return true;
  }

  bool operator()(const Shift&) const {
    scratch.shift = !scratch.shift;
    return true;
  }

  bool operator()(const SetLayer& action) const {
    scratch.layer = action.layer;
    return true;
  }

  bool operator()(const Reveal& action) const {
    if (scratch.revealed.erase(action.key) == 0) scratch.revealed.insert(action.key);
    return true;
  }

  bool operator()(const More&) const {
    ++scratch.part;
    return true;
  }

  bool operator()(const LessAbove&) const {
    scratch.part = std::max(0, scratch.part - 1);
    return true;
  }

  bool operator()(const ClearPad&) const {
    scratch.strokes.clear();
    scratch.stroke_start_ms = -1;
    scratch.mark_accepted = false;
    scratch.problem.clear();
    return true;
  }

  bool operator()(const SignAs& action) const {
    scratch.how = action.how;
    scratch.strokes.clear();
    scratch.stroke_start_ms = -1;
    scratch.mark_accepted = false;
    show_panel(scratch, Panel::none);
    scratch.part = 0;  // it is another page from here on
    scratch.problem.clear();
    scratch.focused = action.how == visit::SignedHow::typed ? "signer-name" : "";
    return true;
  }

  bool operator()(const AcceptMark&) const {
    scratch.mark_accepted = true;
    show_panel(scratch, Panel::none);
    return true;
  }

  bool operator()(const PickStaffOption& action) const {
    scratch.staff_option = action.option;
    return true;
  }

  bool operator()(const OpenFlag& action) const {
    scratch.open_flag = action.flag;
    scratch.typed.erase(kSaidField);
    scratch.focused = kSaidField;
    scratch.staff_option.clear();
    scratch.problem.clear();
    return true;
  }

  bool operator()(const PickPresence& action) const {
    scratch.presence = action.presence;
    return true;
  }

  bool operator()(const PickInterpreter& action) const {
    scratch.interpreter_kind = action.kind;
    scratch.problem.clear();
    return true;
  }

  bool operator()(const TryAgain&) const {
    scratch.check_given = false;
    scratch.picked.clear();
    scratch.picked_any = true;
    return true;
  }

  template <typename Other>
  bool operator()(const Other&) const {
    return false;
  }
};

}  // namespace

void show_panel(Scratch& scratch, Panel panel) {
  if (scratch.panel == panel) return;
  if (scratch.panel == Panel::none) scratch.part_below = scratch.part;
  scratch.part = panel == Panel::none ? std::exchange(scratch.part_below, 0) : 0;
  scratch.panel = panel;
}

bool edit(Scratch& scratch, const Action& action) {
  return std::visit(Editor{scratch}, action.any());
}

void erase_last_character(std::string& text) {
  if (!text.empty()) text.resize(character_start(text, text.size() - 1));
}

std::string trimmed(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n') {
      if (!result.empty() && result.back() != ' ') result += ' ';
    } else {
      result += c;
    }
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

MarkKind judge_mark(const std::vector<visit::Stroke>& strokes) {
  double ink = 0;
  std::size_t inked = 0;
  bool straight = true;
  for (const visit::Stroke& stroke : strokes) {
    if (stroke.empty()) continue;
    ++inked;
    ink += ink_of(stroke);
    straight = straight && is_straight(stroke);
  }
  if (inked == 0) return MarkKind::empty;
  if (ink < kTinyInkUm || (inked == 1 && straight)) return MarkKind::tiny;
  return MarkKind::drawn;
}

}  // namespace candor::present
