// What a hand means by the keys it strikes: a switch may have to be held, a second strike may be a
// slip, and nothing is done again because a key stays down. Time is passed in.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "kiosk/window.h"
#include "present/key_habits.h"

namespace candor::kiosk {

class KeyFilter {
 public:
  /// Forgets what is held.
  void use(const present::KeyHabits& habits);

  [[nodiscard]] const present::KeyHabits& habits() const { return m_habits; }

  /// Takes what the keyboard tells; returns whether it counts now, as a press.
  [[nodiscard]] bool take(const KeyPress& key, std::int64_t now_ms);
  /// What counts because it was held until now.
  [[nodiscard]] std::vector<KeyPress> due(std::int64_t now_ms);
  /// When due() may have something; nothing while no switch is held.
  [[nodiscard]] std::optional<std::int64_t> next_due_ms() const;

 private:
  struct Held {
    bool counted = false;
    std::int64_t due_ms = 0;  ///< when it counts, or counts again
    bool can_be_due = false;
  };

  [[nodiscard]] bool is_guarded(const KeyPress& key) const;
  [[nodiscard]] bool counts(const KeyPress& key, std::int64_t now_ms);

  present::KeyHabits m_habits;
  std::map<Key, Held> m_held;
  std::optional<KeyPress> m_last;  ///< that counted
  std::int64_t m_last_ms = 0;      ///< when it was struck or, of a switch, let go
};

}  // namespace candor::kiosk
