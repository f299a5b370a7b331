// A display of a test's own, so that no screen and no desktop is needed.
#pragma once

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <string>

namespace candor::kiosk {

/// An Xvfb that lives as long as this object, with DISPLAY set to it.
class VirtualScreen {
 public:
  explicit VirtualScreen(const char* geometry) {
    std::array<int, 2> pipe{};
    REQUIRE(::pipe2(pipe.data(), O_CLOEXEC) == 0);
    m_server = ::fork();
    REQUIRE(m_server >= 0);
    if (m_server == 0) {
      ::dup2(pipe[1], 3);
      const int nothing = ::open("/dev/null", O_WRONLY);
      ::dup2(nothing, 2);
      ::execlp("Xvfb", "Xvfb", "-displayfd", "3", "-screen", "0", geometry, "-nolisten", "tcp",
               "-noreset", nullptr);
      ::_exit(127);
    }
    ::close(pipe[1]);
    std::string number;
    char letter = 0;
    while (::read(pipe[0], &letter, 1) == 1 && letter != '\n') number += letter;
    ::close(pipe[0]);
    REQUIRE_MESSAGE(!number.empty(), "Xvfb did not start");
    ::setenv("DISPLAY", (":" + number).c_str(), 1);
  }

  ~VirtualScreen() {
    ::kill(m_server, SIGTERM);
    ::waitpid(m_server, nullptr, 0);
    ::unsetenv("DISPLAY");
  }

  VirtualScreen(const VirtualScreen&) = delete;
  VirtualScreen& operator=(const VirtualScreen&) = delete;

 private:
  pid_t m_server = -1;
};

}  // namespace candor::kiosk
