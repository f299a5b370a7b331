// The real program in a process of its own, on a screen of its own, with real pointer and keys.
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "e2e/harness.h"
#include "support/fakes.h"
#include "support/sample_pack.h"
#include "ui/semantics.h"

namespace candor::e2e {

/// A program that is ended with this object.
class Process {
 public:
  Process() = default;

  explicit Process(pid_t pid) : m_pid(pid) {}

  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  ~Process() { end(); }

  [[nodiscard]] pid_t pid() const { return m_pid; }

  /// Once false, it stays false.
  [[nodiscard]] bool is_alive();
  void signal(int number) const;
  /// Waits for its end. Its exit code; 128 and the signal when that ended it, as a shell says it.
  [[nodiscard]] int exit_code();
  void end();

 private:
  pid_t m_pid = -1;
};

/// How a real kiosk of a test is set up.
struct RealKioskOptions {
  std::vector<std::string> flags = {};
  kiosk::WindowSize screen{1920, 1080};
  double mm_per_pixel = 0.248;
  /// Changes the sample pack before the kiosk is switched on.
  std::function<void(const support::SamplePack&)> prepare = {};
  /// Done in its process before it begins; false: it does not begin.
  std::function<bool()> in_child = {};
};

/// What stands on the glass before a touch.
enum class Glass { new_page, same_page };

/// `candor kiosk` over the whole of a screen of its own.
class RealKiosk {
 public:
  explicit RealKiosk(RealKioskOptions options = {});

  [[nodiscard]] std::filesystem::path data() const { return m_folder.path() / "kiosk"; }

  [[nodiscard]] std::filesystem::path clinic() const { return m_folder.path() / "clinic"; }

  [[nodiscard]] const std::string& display() const { return m_display; }

  [[nodiscard]] Process& candor() { return m_candor; }

  /// Runs a shell command for its screen.
  [[nodiscard]] support::Ran run(const std::string& command) const;
  /// The colour at a place of the glass, as the screen shows it.
  [[nodiscard]] std::string pixel(int x, int y) const;
  /// What the whole screen shows, as a number that another picture does not have.
  [[nodiscard]] std::string picture() const;
  [[nodiscard]] bool shows_welcome() const;
  /// A finger on the middle of a widget, past the tap guard of a page that has just come.
  void touch(const ui::Rect& rect, Glass glass = Glass::new_page) const;
  /// The same as was done to a window of this process; waits until the glass shows what it did.
  void repeat(const Gesture& gesture) const;
  [[nodiscard]] bool has_window() const;

  /// Asks until it is so, or so long that it never will be.
  template <typename Question>
  [[nodiscard]] bool comes(const Question& question) const {
    constexpr auto kLongest = std::chrono::seconds(30);  // a hang fails; nothing is timed
    constexpr int kPauseUs = 50'000;
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - start < kLongest) {
      if (question()) return true;
      ::usleep(kPauseUs);
    }
    return false;
  }

 private:
  [[nodiscard]] pid_t start_screen();
  [[nodiscard]] pid_t start_kiosk();

  RealKioskOptions m_options;
  support::SamplePack m_pack;
  support::TemporaryFolder m_folder;
  std::string m_display;  ///< ":12"
  Process m_screen;
  Process m_candor;
};

}  // namespace candor::e2e
