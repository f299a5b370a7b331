#include "ui/key_focus.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace candor::ui {
namespace {

std::vector<const Node*> controls_of(const Frame& frame) {
  std::vector<const Node*> controls;
  for (const Node& node : frame.nodes) {
    if (is_control(node)) controls.push_back(&node);
  }
  return controls;
}

const Node* find(const Frame& frame, const std::string& id) {
  const auto found = std::find_if(frame.nodes.begin(), frame.nodes.end(), [&](const Node& node) {
    return is_control(node) && node.id == id;
  });
  return found == frame.nodes.end() ? nullptr : &*found;
}

bool is_same_row(const Node& a, const Node& b) {
  return a.role == NodeRole::key && b.role == NodeRole::key && std::abs(a.rect.y - b.rect.y) <= 1;
}

/// Where a new page begins: the field that is typed into, else the first control of the page
/// itself, else its main action.
const Node* start_of(const Frame& frame) {
  const Node* first = nullptr;
  const std::size_t end = std::min(frame.footer_begin, frame.nodes.size());
  for (std::size_t i = frame.body_begin; i < end; ++i) {
    const Node& node = frame.nodes[i];
    if (!is_control(node)) continue;
    if (node.focused) return &node;
    if (first == nullptr) first = &node;
  }
  if (first != nullptr) return first;
  const auto controls = controls_of(frame);
  return controls.empty() ? nullptr : controls.back();
}

float center_x(const Rect& rect) {
  return rect.x + rect.width / 2;
}

float center_y(const Rect& rect) {
  return rect.y + rect.height / 2;
}

const Node* nearest(const Frame& frame, const Rect& to) {
  const Node* best = nullptr;
  double least = 0;
  for (const Node* each : controls_of(frame)) {
    const double far = std::hypot(double(center_x(each->rect) - center_x(to)),
                                  double(center_y(each->rect) - center_y(to)));
    if (best == nullptr || far < least) {
      best = each;
      least = far;
    }
  }
  return best;
}

/// How far a control lies that way from `from`, less straight ones counting as further; below 0:
/// not that way.
double distance(const Rect& from, const Rect& to, Way way) {
  constexpr float kTouching = 1;  // rounding
  constexpr double kAside = 3;    // a step aside counts as three ahead
  const bool sideways = way == Way::left || way == Way::right;
  float ahead = 0;
  if (way == Way::left) ahead = from.x - to.right();
  if (way == Way::right) ahead = to.x - from.right();
  if (way == Way::up) ahead = from.y - to.bottom();
  if (way == Way::down) ahead = to.y - from.bottom();
  if (ahead < -kTouching) return -1;
  // Two that overlap across the way are in one line, whatever their middles.
  const float gap = sideways ? std::max(from.y - to.bottom(), to.y - from.bottom())
                             : std::max(from.x - to.right(), to.x - from.right());
  const float middles =
      sideways ? std::abs(center_y(to) - center_y(from)) : std::abs(center_x(to) - center_x(from));
  constexpr double kSlightly = 0.05;
  return std::max(0.0, double(ahead)) + kAside * std::max(0.0, double(gap)) +
         kSlightly * double(middles);
}

}  // namespace

bool is_control(const Node& node) {
  return !node.id.empty() && node.action.has_value();
}

const Node* KeyFocus::control(const Frame& frame) const {
  return find(frame, m_id);
}

bool KeyFocus::follow(const Frame& frame, const std::string& page_key) {
  const std::string before = m_id;
  const Node* now = nullptr;
  if (page_key != m_page) {
    if (page_key == m_before.page) now = find(frame, m_before.id);
    m_before = Place{std::exchange(m_page, page_key), m_id};
    if (now == nullptr) now = start_of(frame);
  } else {
    now = find(frame, m_id);
    if (now == nullptr) now = m_id.empty() ? start_of(frame) : nearest(frame, m_rect);
  }
  m_id = now == nullptr ? std::string() : now->id;
  if (now != nullptr) m_rect = now->rect;
  if (now == nullptr || now->role != NodeRole::key) m_on_row = false;
  return m_shown && m_id != before;
}

bool KeyFocus::show() {
  return !std::exchange(m_shown, true);
}

void KeyFocus::step(const Frame& frame) {
  const auto controls = controls_of(frame);
  const auto at = std::find_if(controls.begin(), controls.end(),
                               [&](const Node* each) { return each->id == m_id; });
  if (!m_shown || at == controls.end()) return move(frame, Way::next);
  const bool was_on_row = m_on_row;
  auto next = at + 1;
  if (was_on_row) {
    next = std::find_if(at, controls.end(),
                        [&](const Node* each) { return !is_same_row(**at, *each); });
  }
  if (next == controls.end()) next = controls.begin();
  const bool inside = !was_on_row && is_same_row(**at, **next);
  m_id = (*next)->id;
  m_rect = (*next)->rect;
  m_on_row = (*next)->role == NodeRole::key && !inside;
}

bool KeyFocus::enter(const Frame& frame) {
  return control(frame) != nullptr && m_shown && std::exchange(m_on_row, false);
}

void KeyFocus::leave_row(const Frame& frame) {
  for (const Node* each : controls_of(frame)) {
    if (each->role != NodeRole::key) continue;
    m_id = each->id;
    m_rect = each->rect;
    m_on_row = true;
    return;
  }
}

void KeyFocus::move(const Frame& frame, Way way) {
  const bool was_hidden = show();
  m_on_row = false;
  const auto controls = controls_of(frame);
  if (controls.empty()) return;
  const auto at = std::find_if(controls.begin(), controls.end(),
                               [&](const Node* each) { return each->id == m_id; });
  const Node* to = nullptr;
  if (way == Way::first) {
    to = controls.front();
  } else if (way == Way::last) {
    to = controls.back();
  } else if (at == controls.end()) {
    to = start_of(frame);
  } else if (was_hidden) {
    to = *at;
  } else if (way == Way::next) {
    to = at + 1 == controls.end() ? controls.front() : *(at + 1);
  } else if (way == Way::previous) {
    to = at == controls.begin() ? controls.back() : *(at - 1);
  } else {
    to = *at;
    double least = -1;
    for (const Node* each : controls) {
      if (each == *at) continue;
      const double far = distance((*at)->rect, each->rect, way);
      if (far < 0 || (least >= 0 && far >= least)) continue;
      least = far;
      to = each;
    }
  }
  if (to == nullptr) return;
  m_id = to->id;
  m_rect = to->rect;
}

}  // namespace candor::ui
