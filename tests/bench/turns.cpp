// Pages turned by the real loop in a real window. A turn lasts from the finger's lift to the next
// page on the glass.
#include <algorithm>

#include "bench/bench.h"
#include "bench/glass.h"
#include "e2e/walks.h"

namespace candor::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kWarmTurns = 40;

/// Frames that the loop draws in a minute, woken only by its own timers.
double frames_in_a_minute(e2e::Harness& kiosk) {
  kiosk.settle();
  const std::int64_t before = kiosk.app().frames_drawn();
  for (std::int64_t left = 60'000; left > 0;) {
    const std::int64_t due = std::max<std::int64_t>(1, kiosk.app().next_due_ms().value_or(left));
    const std::int64_t wait = std::min(due, left);
    kiosk.clock().advance_ms(wait);
    kiosk.app().step();
    left -= wait;
  }
  return static_cast<double>(kiosk.app().frames_drawn() - before);
}

void turn_cold(benchmark::State& state, const fs::path& data) {
  Samples turns;
  for (auto each : state) {
    auto opened = e2e::Harness::open(setup_in(data));
    if (!opened) return state.SkipWithError(to_string(opened.error()).c_str());
    e2e::Harness& kiosk = **opened;
    const e2e::Person person;
    try {
      e2e::arrive(kiosk, person, "first");
      for (;;) {
        const auto step = visit::current_step(kiosk.app().pack(), *kiosk.app().visit());
        if (!step || kiosk.app().visit()->stage != visit::Stage::steps) break;
        if (step->kind != visit::StepKind::read) {
          if (!e2e::answer_step(kiosk, person)) break;
          continue;
        }
        const std::string button = kiosk.has("more") ? "more" : "next";
        const double taken = turn(kiosk, button);
        turns.add(taken);
        state.SetIterationTime(taken / 1000.0);
      }
      while (kiosk.has("more")) kiosk.tap("more");
      kiosk.tap("next");
      kiosk.sign();
      state.counters["sign_ms"] = turn(kiosk, "sign");
      state.counters["memory_mib"] = proportional_memory("self");
    } catch (const e2e::Stuck& stuck) {
      return state.SkipWithError(stuck.what());
    }
  }
  turns.report(state, "turn");
}

void turn_warm(benchmark::State& state) {
  const support::TemporaryFolder data;
  auto opened = e2e::Harness::open(setup_in(data.path() / "kiosk"));
  if (!opened) return state.SkipWithError(to_string(opened.error()).c_str());
  e2e::Harness& kiosk = **opened;
  Samples turns;
  bool forth = false;
  int rounds = 0;
  try {
    to_reading_pages(kiosk);
    for (auto each : state) {
      const std::string back = kiosk.has("above") ? "above" : "back";
      const std::string on = kiosk.has("more") ? "more" : "next";
      const double taken = turn(kiosk, forth ? on : back);
      forth = !forth;
      state.SetIterationTime(taken / 1000.0);
      if (++rounds > 2) turns.add(taken);
    }
  } catch (const e2e::Stuck& stuck) {
    return state.SkipWithError(stuck.what());
  }
  turns.report(state, "turn");
}

void idle_minute(benchmark::State& state) {
  const support::TemporaryFolder data;
  auto opened = e2e::Harness::open(setup_in(data.path() / "kiosk"));
  if (!opened) return state.SkipWithError(to_string(opened.error()).c_str());
  for (auto each : state) {
    state.counters["welcome_frames"] = frames_in_a_minute(**opened);
    try {
      to_reading_pages(**opened);
    } catch (const e2e::Stuck& stuck) {
      return state.SkipWithError(stuck.what());
    }
    state.counters["reading_frames"] = frames_in_a_minute(**opened);
  }
}

}  // namespace

void add_turns(const fs::path& data) {
  benchmark::RegisterBenchmark("turn_cold",
                               [data](benchmark::State& state) { turn_cold(state, data); })
      ->Iterations(1)
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("turn_warm", turn_warm)
      ->Iterations(kWarmTurns + 2)
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("idle_minute", idle_minute)
      ->Iterations(1)
      ->Unit(benchmark::kMillisecond);
}

}  // namespace candor::bench
