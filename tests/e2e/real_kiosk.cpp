#include "e2e/real_kiosk.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <utility>

#include "support/demonstration_keys.h"

namespace candor::e2e {
namespace {

constexpr const char* kPrimary = "#083D47";  // the coloured half of the welcome screen

std::string place(double x, double y) {
  return fmt::format("{:.0f} {:.0f}", x, y);
}

}  // namespace

bool Process::is_alive() {
  if (m_pid > 0 && ::waitpid(m_pid, nullptr, WNOHANG) != 0) m_pid = -1;
  return m_pid > 0;
}

void Process::signal(int number) const {
  if (m_pid > 0) ::kill(m_pid, number);
}

int Process::exit_code() {
  int status = 0;
  REQUIRE(m_pid > 0);
  REQUIRE(::waitpid(std::exchange(m_pid, -1), &status, 0) > 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void Process::end() {
  if (m_pid <= 0) return;
  ::kill(m_pid, SIGTERM);
  ::waitpid(m_pid, nullptr, 0);
  m_pid = -1;
}

RealKiosk::RealKiosk(RealKioskOptions options)
    : m_options(std::move(options)), m_screen(start_screen()), m_candor(start_kiosk()) {}

/// Starts an Xvfb on a free number.
pid_t RealKiosk::start_screen() {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe2(pipe.data(), O_CLOEXEC) == 0);
  const std::string geometry = std::to_string(m_options.screen.width) + "x" +
                               std::to_string(m_options.screen.height) + "x24";
  const pid_t server = ::fork();
  REQUIRE(server >= 0);
  if (server == 0) {
    ::dup2(pipe[1], 3);
    ::dup2(::open("/dev/null", O_WRONLY), 2);
    ::execlp("Xvfb", "Xvfb", "-displayfd", "3", "-screen", "0", geometry.c_str(), "-nolisten",
             "tcp", "-noreset", nullptr);
    ::_exit(127);
  }
  ::close(pipe[1]);
  char letter = 0;
  m_display = ":";
  while (::read(pipe[0], &letter, 1) == 1 && letter != '\n') m_display += letter;
  ::close(pipe[0]);
  REQUIRE_MESSAGE(m_display.size() > 1, "Xvfb did not start");
  return server;
}

pid_t RealKiosk::start_kiosk() {
  if (m_options.prepare) m_options.prepare(m_pack);
  support::make_demonstration_keys(data(), clinic(), std::time(nullptr));
  std::vector<std::string> words{(support::build_folder() / "candor").string(),
                                 "kiosk",
                                 "--content",
                                 m_pack.content().string(),
                                 "--data",
                                 data().string(),
                                 "--mm-per-pixel",
                                 fmt::format("{}", m_options.mm_per_pixel)};
  words.insert(words.end(), m_options.flags.begin(), m_options.flags.end());
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::setenv("DISPLAY", m_display.c_str(), 1);
    if (m_options.in_child && !m_options.in_child()) ::_exit(126);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
  }
  return child;
}

support::Ran RealKiosk::run(const std::string& command) const {
  return support::run("DISPLAY=" + m_display + " " + command + " 2>&1");
}

std::string RealKiosk::pixel(int x, int y) const {
  const auto seen = run("import -window root -crop 1x1+" + std::to_string(x) + "+" +
                        std::to_string(y) + " -depth 8 txt:-");
  const auto hash = seen.output.find('#', seen.output.find('\n'));
  return hash == std::string::npos ? seen.output : seen.output.substr(hash, 7);
}

std::string RealKiosk::picture() const {
  return run("import -window root -depth 8 rgb:- | sha256sum").output;
}

bool RealKiosk::shows_welcome() const {
  return pixel(12, m_options.screen.height * 3 / 8) == kPrimary;
}

void RealKiosk::touch(const ui::Rect& rect, Glass glass) const {
  const std::string middle =
      place(double(rect.x + rect.width / 2), double(rect.y + rect.height / 2));
  CHECK(run("xdotool mousemove " + middle +
            (glass == Glass::new_page ? " sleep 0.7" : " sleep 0.05") +
            " mousedown 1 sleep 0.1 mouseup 1")
            .exit_code == 0);
}

void RealKiosk::repeat(const Gesture& gesture) const {
  REQUIRE_FALSE(gesture.empty());
  const std::string before = picture();
  std::string moves;
  for (const auto& [x, y] : gesture) moves += " mousemove " + place(x, y) + " sleep 0.02";
  const std::string start = place(gesture.front().first, gesture.front().second);
  REQUIRE(run("xdotool mousemove " + start + " sleep 0.6 mousedown 1" + moves +
              " sleep 0.1 mouseup 1 sleep 0.15")
              .exit_code == 0);
  const bool changed = comes([&] { return picture() != before; });
  CAPTURE(start);
  REQUIRE(changed);
}

bool RealKiosk::has_window() const {
  return run("xdotool search --onlyvisible --name '^Candor$'").exit_code == 0;
}

}  // namespace candor::e2e
