#include "kiosk/stop_signals.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <utility>

namespace candor::kiosk {

Result<std::unique_ptr<StopSignals>> StopSignals::take() {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) ::sigaddset(&set, signal);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  const int signals = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  const int done = ::eventfd(0, EFD_CLOEXEC);
  if (signals < 0 || done < 0) {
    if (signals >= 0) ::close(signals);
    if (done >= 0) ::close(done);
    ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    return fail(ErrorCode::refused, "the system's signals cannot be watched", "kiosk",
                "too many files are open; restart the machine");
  }
  return std::unique_ptr<StopSignals>(new StopSignals(signals, done));
}

StopSignals::~StopSignals() {
  if (m_watcher.joinable()) {
    const std::uint64_t one = 1;
    while (::write(m_done, &one, sizeof one) < 0 && errno == EINTR) {
    }
    m_watcher.join();
  }
  ::close(m_signals);
  ::close(m_done);
}

void StopSignals::watch(std::function<void()> wake) {
  m_watcher = std::thread([this, wake = std::move(wake)] {
    std::array<pollfd, 2> both{{{m_signals, POLLIN, 0}, {m_done, POLLIN, 0}}};
    while (::poll(both.data(), both.size(), -1) < 0 && errno == EINTR) {
    }
    if ((both[0].revents & POLLIN) == 0) return;
    m_stop = true;
    wake();
  });
}

}  // namespace candor::kiosk
