#include "kiosk/notify.h"

#include <fmt/core.h>
#include <sys/wait.h>

#include <utility>

#include "base/child_process.h"

namespace candor::kiosk {
namespace {

/// More than this many at once: the oldest hangs, and is ended.
constexpr std::size_t kMostRunning = 8;

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
    end_child(m_running.front());
    m_running.erase(m_running.begin());
  }
  std::vector<std::string> words{m_program.program.string()};
  words.insert(words.end(), m_program.arguments.begin(), m_program.arguments.end());
  words.push_back(kind);
  words.push_back(word);
  if (const auto child = start_child(words)) {
    m_running.push_back(*child);
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
