#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "base/file.h"
#include "kiosk/notify.h"
#include "support/fakes.h"

namespace candor::kiosk {
namespace {

using content::Urgency;

void write_script(const std::filesystem::path& path, const std::string& text) {
  REQUIRE(write_file_atomic(path, "#!/bin/sh\n" + text));
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

/// A program that writes what it is told into a pipe, one line a run. Reading waits for it.
class Teller {
 public:
  explicit Teller(const std::filesystem::path& folder) : m_script(folder / "tell") {
    const auto pipe = folder / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    m_pipe = ::open(pipe.c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(m_pipe >= 0);
    end_with(0);
  }

  ~Teller() {
    // No program of this test may be left for the next one to wait for.
    while (::waitpid(-1, nullptr, 0) > 0) {
    }
    ::close(m_pipe);
  }

  Teller(const Teller&) = delete;
  Teller& operator=(const Teller&) = delete;

  /// From now on the program ends with this code.
  void end_with(int exit_code) const {
    write_script(m_script, "echo \"$@\" >\"$(dirname \"$0\")/pipe\"\nexit " +
                               std::to_string(exit_code) + "\n");
  }

  [[nodiscard]] NotifyProgram program() const { return {m_script, {"--kiosk", "B"}}; }

  /// What the next run was told.
  [[nodiscard]] std::string told() const {
    std::string line;
    char letter = 0;
    while (::read(m_pipe, &letter, 1) == 1 && letter != '\n') line += letter;
    return line;
  }

 private:
  std::filesystem::path m_script;
  int m_pipe = -1;
};

/// Waits until a program has ended, and leaves it to the channel to notice.
void wait_for_its_end() {
  siginfo_t about{};
  REQUIRE(::waitid(P_ALL, 0, &about, WEXITED | WNOWAIT) == 0);
}

TEST_CASE("notify: without a program nobody is reached, and nothing happens") {
  const auto channel = make_channel(std::nullopt);
  CHECK_FALSE(channel->reaches_staff());
  channel->flag(Urgency::now);
  channel->state(KioskState::needs_staff);
}

TEST_CASE("notify: the program gets its fixed arguments, then words and nothing else") {
  support::TemporaryFolder temporary;
  const Teller teller(temporary.path());
  const auto channel = make_channel(teller.program());
  CHECK(channel->reaches_staff());
  channel->flag(Urgency::now);
  CHECK(teller.told() == "--kiosk B flag now");
  channel->flag(Urgency::routine);
  CHECK(teller.told() == "--kiosk B flag routine");
  channel->state(KioskState::needs_staff);
  CHECK(teller.told() == "--kiosk B state needs-staff");
  wait_for_its_end();
  CHECK(channel->reaches_staff());
}

TEST_CASE("notify: the same state is passed on once, the same flag every time") {
  support::TemporaryFolder temporary;
  const Teller teller(temporary.path());
  const auto channel = make_channel(teller.program());
  channel->state(KioskState::free);
  CHECK(teller.told() == "--kiosk B state free");
  channel->state(KioskState::free);
  channel->flag(Urgency::now);
  CHECK(teller.told() == "--kiosk B flag now");
  channel->flag(Urgency::now);
  CHECK(teller.told() == "--kiosk B flag now");
  channel->state(KioskState::in_use);
  CHECK(teller.told() == "--kiosk B state in-use");
}

TEST_CASE("notify: a program that is not there reaches nobody, so no help is promised") {
  const auto channel = make_channel(NotifyProgram{"/nonexistent/light", {}});
  channel->flag(Urgency::soon);
  CHECK_FALSE(channel->reaches_staff());
}

TEST_CASE("notify: a program that fails reaches nobody until it works again") {
  support::TemporaryFolder temporary;
  const Teller teller(temporary.path());
  const auto channel = make_channel(teller.program());
  teller.end_with(1);
  channel->flag(Urgency::soon);
  wait_for_its_end();
  CHECK_FALSE(channel->reaches_staff());
  teller.end_with(0);
  channel->flag(Urgency::soon);
  wait_for_its_end();
  CHECK(channel->reaches_staff());
}

TEST_CASE("notify: a program that hangs neither stops the kiosk nor piles up") {
  support::TemporaryFolder temporary;
  // It must not keep what the test writes to open, or who runs the test would wait for it.
  write_script(temporary.path() / "hang", "exec sleep 20 >/dev/null 2>&1\n");
  ProgramChannel channel({temporary.path() / "hang", {}});
  for (int i = 0; i < 40; ++i) channel.flag(Urgency::now);
  CHECK_FALSE(channel.reaches_staff());
}

}  // namespace
}  // namespace candor::kiosk
