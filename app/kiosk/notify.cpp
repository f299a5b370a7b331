#include "kiosk/notify.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <utility>

namespace candor::kiosk {
namespace {

/// More than this many at once: the oldest hangs, and is ended.
constexpr std::size_t kMostRunning = 8;

struct FileActions {
  FileActions() {
    ::posix_spawn_file_actions_init(&value);
    // The program must not read the kiosk's keyboard, nor hold its files open.
    ::posix_spawn_file_actions_addopen(&value, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&value, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&value, STDERR_FILENO + 1);
  }

  ~FileActions() { ::posix_spawn_file_actions_destroy(&value); }

  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  posix_spawn_file_actions_t value{};
};

struct Attributes {
  Attributes() {
    ::posix_spawnattr_init(&value);
    // A session of its own: a Ctrl-C in the kiosk's terminal is not meant for it.
    // The kiosk holds its own stop signals back; the program must not inherit that.
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&value, &none);
    ::posix_spawnattr_setflags(&value, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
  }

  ~Attributes() { ::posix_spawnattr_destroy(&value); }

  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  posix_spawnattr_t value{};
};

/// Ends a program that hangs and everything it has started.
void end(pid_t child) {
  ::kill(-child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

}  // namespace

std::string to_string(KioskState state) {
  switch (state) {
    case KioskState::free:
      return "free";
    case KioskState::in_use:
      return "in-use";
    case KioskState::needs_staff:
      return "needs-staff";
  }
  return {};
}

void NoChannel::flag(content::Urgency /*urgency*/) {}

void NoChannel::state(KioskState /*state*/) {}

ProgramChannel::ProgramChannel(NotifyProgram program) : m_program(std::move(program)) {}

ProgramChannel::~ProgramChannel() {
  collect();
}

void ProgramChannel::flag(content::Urgency urgency) {
  send("flag", content::to_string(urgency));
}

void ProgramChannel::state(KioskState state) {
  if (m_last_state == state) return;
  m_last_state = state;
  send("state", to_string(state));
}

bool ProgramChannel::reaches_staff() {
  collect();
  return m_works;
}

void ProgramChannel::send(const std::string& kind, const std::string& word) {
  collect();
  if (m_running.size() >= kMostRunning) {
    m_works = false;
    end(m_running.front());
    m_running.erase(m_running.begin());
  }
  std::vector<std::string> words{m_program.program.string()};
  words.insert(words.end(), m_program.arguments.begin(), m_program.arguments.end());
  words.push_back(kind);
  words.push_back(word);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& argument : words) arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  const FileActions actions;
  const Attributes attributes;
  pid_t child = 0;
  if (::posix_spawn(&child, words.front().c_str(), &actions.value, &attributes.value,
                    arguments.data(), environ) == 0) {
    m_running.push_back(child);
    return;
  }
  // Said once, not with every flag.
  if (m_works) {
    fmt::print(stderr,
               "{}: the notify program cannot be started; correct it in the configuration\n",
               words.front());
  }
  m_works = false;
}

void ProgramChannel::collect() {
  std::erase_if(m_running, [this](int child) {
    int status = 0;
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == 0) return false;
    const bool well = ended == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (m_works && !well) {
      fmt::print(stderr, "{}: the notify program ended with an error; staff may not be told\n",
                 m_program.program.string());
    }
    m_works = well;
    return true;
  });
}

std::unique_ptr<Channel> make_channel(const std::optional<NotifyProgram>& program) {
  if (!program) return std::make_unique<NoChannel>();
  return std::make_unique<ProgramChannel>(*program);
}

}  // namespace candor::kiosk
