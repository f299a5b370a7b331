#include "kiosk/key_filter.h"

namespace candor::kiosk {
namespace {

/// A held switch goes on by itself only after this (EN 301 549 5.7 asks for 2 s at least).
constexpr std::int64_t kRepeatDelayMs = 2'000;

bool is_switch(Key key) {
  return key == Key::move || key == Key::select || key == Key::speak;
}

}  // namespace

void KeyFilter::use(const present::KeyHabits& habits) {
  m_habits = habits;
  m_held.clear();
}

bool KeyFilter::is_guarded(const KeyPress& key) const {
  // What acts is always guarded; letters and moves may be meant twice in a row.
  const bool acts = key.key == Key::enter || key.key == Key::space || key.key == Key::select ||
                    key.key == Key::speak;
  return acts || m_habits.every_key;
}

bool KeyFilter::counts(const KeyPress& key, std::int64_t now_ms) {
  const bool same = m_last && m_last->key == key.key && m_last->character == key.character;
  if (same && is_guarded(key) && now_ms - m_last_ms < m_habits.double_ms) return false;
  m_last = key;
  m_last_ms = now_ms;
  return true;
}

bool KeyFilter::take(const KeyPress& key, std::int64_t now_ms) {
  if (!is_switch(key.key)) return key.edge == KeyEdge::press && counts(key, now_ms);
  if (key.edge == KeyEdge::release) {
    const auto held = m_held.find(key.key);
    // A hand that trembles while it lets go strikes again.
    if (held != m_held.end() && held->second.counted) m_last_ms = now_ms;
    if (held != m_held.end()) m_held.erase(held);
    return false;
  }
  Held held;
  if (m_habits.hold_ms > 0) {
    held.due_ms = now_ms + m_habits.hold_ms;
    held.can_be_due = true;
    m_held[key.key] = held;
    return false;
  }
  if (!counts(key, now_ms)) {
    m_held.erase(key.key);
    return false;
  }
  held.counted = true;
  held.can_be_due = key.key == Key::move && m_habits.repeat_ms > 0;
  held.due_ms = now_ms + kRepeatDelayMs;
  m_held[key.key] = held;
  return true;
}

std::vector<KeyPress> KeyFilter::due(std::int64_t now_ms) {
  std::vector<KeyPress> all;
  for (auto& [key, held] : m_held) {
    if (!held.can_be_due || now_ms < held.due_ms) continue;
    const KeyPress press{key, 0, KeyEdge::press};
    const bool again = held.counted;
    const bool repeats = key == Key::move && m_habits.repeat_ms > 0;
    held.can_be_due = repeats;
    held.due_ms = now_ms + (again ? m_habits.repeat_ms : kRepeatDelayMs);
    if (!again && !counts(press, now_ms)) {
      held.can_be_due = false;
      continue;
    }
    held.counted = true;
    all.push_back(press);
  }
  return all;
}

std::optional<std::int64_t> KeyFilter::next_due_ms() const {
  std::optional<std::int64_t> next;
  for (const auto& [key, held] : m_held) {
    if (held.can_be_due && (!next || held.due_ms < *next)) next = held.due_ms;
  }
  return next;
}

}  // namespace candor::kiosk
