// Work for every core of the machine, with the outcomes in the order of the jobs.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace candor::office {

/// How many threads are worth having, this one among them: one for each core.
[[nodiscard]] inline std::size_t worker_count() {
  const unsigned cores = std::thread::hardware_concurrency();
  return cores == 0 ? 1 : cores;
}

/// Does jobs on several threads. Only a few jobs are held at a time, however many come. put() and
/// finish() are called by one thread, which does jobs, too, where it would have to wait, and on
/// which `take` gets the outcomes; neither `work` nor `take` throws.
template <typename Job, typename Outcome>
class Workers {
 public:
  /// `threads`: at least 1, which is the calling one. `work` also gets the number of its thread,
  /// from 0. `take` says whether to go on.
  Workers(std::size_t threads, std::function<Outcome(Job&, std::size_t)> work,
          std::function<bool(Outcome&&)> take)
      : m_work(std::move(work)), m_take(std::move(take)), m_limit(threads * 4) {
    for (std::size_t number = 1; number < threads; ++number) {
      m_threads.emplace_back([this, number] { run(number); });
    }
  }

  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  ~Workers() {
    {
      const std::lock_guard lock(m_mutex);
      m_is_closed = true;
    }
    m_changed.notify_all();
    for (std::thread& thread : m_threads) thread.join();
  }

  /// Hands a job over, but not before others are done where there are too many. False once `take`
  /// said to stop.
  bool put(Job&& job) {
    while (m_goes_on && m_slots.size() >= m_limit) take_first();
    if (!m_goes_on) return false;
    auto slot = std::make_shared<Slot>(std::move(job));
    {
      const std::lock_guard lock(m_mutex);
      m_waiting.push_back(slot);
    }
    m_slots.push_back(std::move(slot));
    m_changed.notify_all();
    return true;
  }

  /// Comes back when all jobs are done.
  void finish() {
    while (m_goes_on && !m_slots.empty()) take_first();
  }

 private:
  struct Slot {
    explicit Slot(Job&& its_job) : job(std::move(its_job)) {}

    Job job;
    std::optional<Outcome> outcome;
  };

  void take_first() {
    const std::shared_ptr<Slot> first = m_slots.front();
    m_slots.pop_front();
    std::unique_lock lock(m_mutex);
    while (!first->outcome) {
      if (m_waiting.empty()) {
        m_changed.wait(lock);
      } else {
        do_next(lock, 0);
      }
    }
    lock.unlock();
    m_goes_on = m_take(std::move(*first->outcome));
  }

  void run(std::size_t number) {
    std::unique_lock lock(m_mutex);
    for (;;) {
      m_changed.wait(lock, [this] { return m_is_closed || !m_waiting.empty(); });
      if (m_is_closed) return;
      do_next(lock, number);
    }
  }

  /// Does the job that has waited longest; without `lock` meanwhile.
  void do_next(std::unique_lock<std::mutex>& lock, std::size_t number) {
    const std::shared_ptr<Slot> slot = m_waiting.front();
    m_waiting.pop_front();
    lock.unlock();
    Outcome outcome = m_work(slot->job, number);
    lock.lock();
    slot->outcome.emplace(std::move(outcome));
    m_changed.notify_all();
  }

  std::function<Outcome(Job&, std::size_t)> m_work;
  std::function<bool(Outcome&&)> m_take;
  std::size_t m_limit;
  std::deque<std::shared_ptr<Slot>> m_slots;    ///< of the calling thread only
  std::deque<std::shared_ptr<Slot>> m_waiting;  ///< below: guarded by m_mutex
  bool m_is_closed = false;
  std::mutex m_mutex;
  std::condition_variable m_changed;
  bool m_goes_on = true;
  std::vector<std::thread> m_threads;
};

}  // namespace candor::office
