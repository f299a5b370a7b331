// The wish of the system that the program ends: a service that is stopped, the power button. It
// only sets a flag and wakes the loop, which then stores what must not be lost.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include "base/result.h"

namespace candor::kiosk {

class StopSignals {
 public:
  /// From here on SIGTERM, SIGINT and SIGHUP no longer end the process, until it ends itself: a
  /// second one must not cut short what the first began. To be called before any other thread
  /// starts, so that all of them inherit this. Fails with refused when the system has no room for
  /// it.
  [[nodiscard]] static Result<std::unique_ptr<StopSignals>> take();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  ~StopSignals();

  /// Calls `wake` once, on a thread of its own, when a signal has come (also before this call).
  /// What it uses must outlive this object.
  void watch(std::function<void()> wake);

  /// True once a signal has come.
  [[nodiscard]] const std::atomic<bool>& stop() const { return m_stop; }

 private:
  StopSignals(int signals, int done) : m_signals(signals), m_done(done) {}

  int m_signals;  ///< readable when a signal has come
  int m_done;     ///< readable when the watching thread is to end
  std::atomic<bool> m_stop{false};
  std::thread m_watcher;
};

}  // namespace candor::kiosk
