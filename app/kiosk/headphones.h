// The headphone socket, as Linux tells of it: an event device (/dev/input/…) with the switch
// SW_HEADPHONE_INSERT. What is private may be spoken while headphones are in. Never waits; a device
// that is missing or goes away is looked for again, and counts as a socket with nothing in it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

namespace candor::kiosk {

class Headphones {
 public:
  /// An empty path: this kiosk has no such switch, and nothing here does anything.
  explicit Headphones(std::filesystem::path device);
  Headphones(const Headphones&) = delete;
  Headphones& operator=(const Headphones&) = delete;
  ~Headphones();

  enum class Change { none, put_in, pulled_out };

  /// Takes what the kernel has told since the last call. What was in from the start is no change.
  [[nodiscard]] Change look(std::int64_t now_ms);

  /// Whether headphones are in, as far as anybody knows.
  [[nodiscard]] bool are_in() const { return m_in; }

  /// Whether somebody can plug headphones in here: a switch is configured, and it answers.
  [[nodiscard]] bool can_be_used() const { return m_open; }

  /// Whether staff should look: the configured switch is not there.
  [[nodiscard]] bool is_broken() const { return m_looked_ms.has_value() && !m_open; }

  /// When look() should be called again; nothing without a switch.
  [[nodiscard]] std::optional<std::int64_t> next_look_ms() const;

 private:
  struct Device;
  void open_device();
  /// Reads what has come. Returns false when the device is gone.
  [[nodiscard]] bool take_events();

  std::filesystem::path m_path;
  std::unique_ptr<Device> m_device;
  bool m_open = false;
  bool m_in = false;
  bool m_first_look = true;
  std::optional<std::int64_t> m_looked_ms;
};

}  // namespace candor::kiosk
