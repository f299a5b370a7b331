#include <fmt/core.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstdio>

#include "commands/commands.h"
#include "crypto/crypto.h"
#include "kiosk/config.h"
#include "kiosk/staff_door.h"

namespace candor::commands {
namespace {

/// Keeps a terminal from showing what is typed, for as long as it lives.
class QuietTerminal {
 public:
  QuietTerminal() {
    m_is_terminal = ::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &m_before) == 0;
    if (!m_is_terminal) return;
    termios quiet = m_before;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
    fmt::print(stderr, "New PIN (4 to 12 digits): ");
  }

  ~QuietTerminal() {
    if (!m_is_terminal) return;
    ::tcsetattr(STDIN_FILENO, TCSANOW, &m_before);
    fmt::print(stderr, "\n");
  }

  QuietTerminal(const QuietTerminal&) = delete;
  QuietTerminal& operator=(const QuietTerminal&) = delete;

 private:
  bool m_is_terminal = false;
  termios m_before{};
};

/// One line of standard input, without its end.
std::string read_line() {
  const QuietTerminal quiet;
  std::string line;
  line.reserve(128);
  for (;;) {
    char letter = 0;
    if (::read(STDIN_FILENO, &letter, 1) != 1 || letter == '\n' || line.size() >= 100) return line;
    if (letter != '\r') line += letter;
  }
}

}  // namespace

Exit run_staff_pin(const StaffPinOptions& options) {
  std::vector<kiosk::StaffEntry> staff;
  if (options.config) {
    const auto config = kiosk::load_config(*options.config);
    if (!config) return could_not(config.error());
    staff = config->staff;
  }
  std::string pin = read_line();
  const auto hash = kiosk::enrol_pin(pin, staff);
  crypto::wipe(pin);
  if (!hash) {
    report(hash.error());
    return hash.error().code == ErrorCode::no_space ? Exit::could_not : Exit::found;
  }
  fmt::print("{}\n", *hash);
  return Exit::done;
}

}  // namespace candor::commands
