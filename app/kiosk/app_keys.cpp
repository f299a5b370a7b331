// Keys and switches: from what is struck to the same actions that a finger asks for.
#include <algorithm>
#include <utility>

#include "kiosk/app.h"

namespace candor::kiosk {
namespace {

std::string utf8_of(char32_t character) {
  std::string bytes;
  const auto add = [&](char32_t bits) { bytes += static_cast<char>(bits); };
  if (character < 0x80) {
    add(character);
  } else if (character < 0x800) {
    add(0xC0U | (character >> 6U));
    add(0x80U | (character & 0x3FU));
  } else if (character < 0x10000) {
    add(0xE0U | (character >> 12U));
    add(0x80U | ((character >> 6U) & 0x3FU));
    add(0x80U | (character & 0x3FU));
  } else {
    add(0xF0U | (character >> 18U));
    add(0x80U | ((character >> 12U) & 0x3FU));
    add(0x80U | ((character >> 6U) & 0x3FU));
    add(0x80U | (character & 0x3FU));
  }
  return bytes;
}

/// The keyboard that the page shows, or nullptr.
const present::Keyboard* keyboard_of(const present::Page& page) {
  for (const present::Element& element : page.elements) {
    if (const auto* found = std::get_if<present::Keyboard>(&element.content)) return found;
  }
  return nullptr;
}

}  // namespace

present::KeyHabits App::usual_habits() const {
  present::KeyHabits habits;
  habits.double_ms = m_parts.config.timings.double_strike_ms;
  return habits;
}

void App::hear_keys(const Moment& now) {
  for (const KeyPress& key : m_window->take_keys()) {
    wake();
    if (m_keys.take(key, now.steady_ms)) m_struck.push_back(key);
  }
  for (const KeyPress& key : m_keys.due(now.steady_ms)) m_struck.push_back(key);
  if (m_struck.empty()) return;
  m_touched_ms = now.steady_ms;
  renew_receipt(now);
  wake();
  // What a key means depends on what is on the glass: one a frame, and only on a page that was
  // drawn.
  if (m_changed) return;
  const KeyPress key = m_struck.front();
  m_struck.pop_front();
  const bool shown = m_focus.is_shown();
  use_key(key, now);
  // The welcome screen offers the set-up of keys only where keys are used.
  if (m_focus.is_shown() != shown) m_changed = true;
}

void App::use_key(const KeyPress& key, const Moment& now) {
  if (m_mode == Mode::still_there) {
    take(present::StillHere{}, now);
    return;
  }
  const auto move = [&](ui::Way way) {
    if (tell_control_first()) return;
    m_focus.move(m_frame, way);
    m_voicing.repeat_control();
  };
  switch (key.key) {
    case Key::tab:
      return move(ui::Way::next);
    case Key::move:
      if (tell_control_first()) return;
      m_focus.step(m_frame);
      m_voicing.repeat_control();
      return;
    case Key::back_tab:
      return move(ui::Way::previous);
    case Key::left:
      return move(ui::Way::left);
    case Key::right:
      return move(ui::Way::right);
    case Key::up:
      return move(ui::Way::up);
    case Key::down:
      return move(ui::Way::down);
    case Key::home:
      return move(ui::Way::first);
    case Key::end:
      return move(ui::Way::last);
    case Key::page_down:
      return press("more", now);
    case Key::page_up:
      return press("above", now);
    case Key::escape:
      return press("close", now);
    case Key::backspace:
      if (!m_scratch.focused.empty()) take(present::Erase{}, now);
      return;
    case Key::character:
      return type(key.character, now);
    case Key::space:
      if (types_now()) return type(U' ', now);
      return press_focused(now);
    case Key::enter:
      if (types_now()) return finish_typing(now);
      return press_focused(now);
    case Key::select:
      return select(now);
    case Key::speak:
      return press_speak(now);
  }
}

bool App::types_now() const {
  if (m_scratch.focused.empty() || keyboard_of(m_page) == nullptr) return false;
  const ui::Node* control = m_focus.control(m_frame);
  return !m_focus.is_shown() || (control != nullptr && control->focused);
}

void App::type(char32_t character, const Moment& now) {
  const present::Keyboard* keyboard = keyboard_of(m_page);
  if (keyboard == nullptr || m_scratch.focused.empty() || character < U' ') return;
  const bool digit = character >= U'0' && character <= U'9';
  if (keyboard->kind == present::KeyboardKind::digits && !digit) return;
  const std::string letter = utf8_of(character);
  // A letter that waits to become another one does so here too.
  for (const auto& row : keyboard->rows) {
    for (const present::Button& key : row) {
      if (key.id != "key." + letter) continue;
      const present::Action typed = key.action;  // the page goes before the action ends
      return take(typed, now);
    }
  }
  if (!m_parts.fonts.missing_glyph(letter).empty()) {
    // Told now, not when it is a box on paper.
    m_scratch.problem = m_parts.words.get(
        m_page.language, "This screen cannot write that letter. Please use another, or ask staff.");
    m_changed = true;
    return;
  }
  take(present::TypeText{letter}, now);
}

void App::finish_typing(const Moment& now) {
  if (now.steady_ms - m_page_since_ms < m_parts.config.timings.tap_guard_ms) return;
  for (const auto& row : keyboard_of(m_page)->rows) {
    for (const present::Button& key : row) {
      if (key.id != "key.done") continue;
      const present::Action done = key.action;  // the page goes before the action ends
      m_voicing.expect_answer();
      return take(done, now);
    }
  }
}

void App::press(const std::string& id, const Moment& now) {
  if (now.steady_ms - m_page_since_ms < m_parts.config.timings.tap_guard_ms) return;
  const auto& nodes = m_frame.nodes;
  const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const ui::Node& node) {
    return node.id == id && ui::is_control(node);
  });
  if (found == nodes.end()) return;
  const present::Action action = *found->action;  // the frame goes before the action ends
  m_voicing.expect_answer();
  take(action, now);
}

void App::select(const Moment& now) {
  if (tell_control_first()) return;
  if (m_focus.enter(m_frame)) {
    m_voicing.repeat_control();
    return;
  }
  const ui::Node* control = m_focus.control(m_frame);
  const bool is_key =
      m_focus.is_shown() && control != nullptr && control->role == ui::NodeRole::key;
  press_focused(now);
  if (is_key) m_focus.leave_row(m_frame);
}

void App::press_focused(const Moment& now) {
  // Nobody presses what they cannot see: the first key shows where the focus is.
  if (m_focus.show() || tell_control_first()) return;
  if (const ui::Node* control = m_focus.control(m_frame)) press(control->id, now);
}

}  // namespace candor::kiosk
