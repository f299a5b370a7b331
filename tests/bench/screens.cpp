// How many screens the audit draws and measures in a second, and what a kiosk holds in memory after
// one page and after all pages in all languages.
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <ctime>

#include "audit/sweep.h"
#include "base/child_process.h"
#include "bench/bench.h"
#include "bench/glass.h"
#include "commands/painter.h"
#include "content/load.h"
#include "content/words.h"
#include "e2e/walks.h"
#include "kiosk/secrecy.h"
#include "present/tour.h"

namespace candor::bench {
namespace {

namespace fs = std::filesystem;

/// A look of every so many screens.
constexpr std::size_t kEvery = 60;

void audit(benchmark::State& state) {
  const fs::path assets = support::source_folder() / "assets";
  const auto words = content::Words::load(assets / "words");
  if (!words) return state.SkipWithError(to_string(words.error()).c_str());
  const content::Loaded loaded =
      content::load_pack(support::source_folder() / "content/ketamine-iv");
  if (!loaded.pack) return state.SkipWithError("the pack has mistakes");
  const content::Pack& pack = *loaded.pack;
  auto painter = commands::Painter::open(assets, pack.images);
  if (!painter) return state.SkipWithError(to_string(painter.error()).c_str());
  support::ManualClock clock;
  present::Desk desk{pack, *words};
  desk.has_staff = true;
  const auto stops = present::tour_of_all(pack, clock.now());
  const auto screens = audit::screens_of(desk, stops, clock.now());
  std::vector<std::string> languages;
  for (const content::Language& each : pack.languages) languages.push_back(each.tag);
  auto tasks = audit::sample_of(audit::looks_by_turns(screens, languages), kEvery);
  auto sweep = audit::Sweep::begin(screens, painter->paint());
  if (!sweep) return state.SkipWithError(to_string(sweep.error()).c_str());
  for (auto each : state) {
    const Stopwatch watch;
    for (const audit::Task& task : tasks) {
      if (const auto looked = sweep->look(task); !looked) {
        return state.SkipWithError(to_string(looked.error()).c_str());
      }
    }
    state.counters["pictures_per_second"] =
        static_cast<double>(sweep->frames()) * 1000.0 / watch.milliseconds();
    state.counters["pictures"] = static_cast<double>(sweep->frames());
  }
}

/// Runs this program anew with --walk, and returns the two numbers that it prints.
std::optional<std::array<double, 2>> walked() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  const auto process =
      start_child({fs::read_symlink("/proc/self/exe").string(), "--walk"}, ends[1]);
  ::close(ends[1]);
  std::string told;
  std::array<char, 256> chunk{};
  for (ssize_t got = 0; (got = ::read(ends[0], chunk.data(), chunk.size())) > 0;) {
    told.append(chunk.data(), static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  int status = -1;
  if (!process || ::waitpid(*process, &status, 0) != *process || status != 0) return std::nullopt;
  std::array<double, 2> numbers{};
  if (std::sscanf(told.c_str(), "%lf %lf", &numbers[0], &numbers[1]) != 2) return std::nullopt;
  return numbers;
}

void walk_memory(benchmark::State& state) {
  for (auto each : state) {
    const auto numbers = walked();
    if (!numbers) return state.SkipWithError("the walk through all pages did not end well");
    state.counters["one_page_mib"] = (*numbers)[0];
    state.counters["all_pages_mib"] = (*numbers)[1];
    state.counters["times"] = (*numbers)[1] / (*numbers)[0];
  }
}

}  // namespace

int walk_all_pages() {
  // The memory of a kiosk is looked after as `candor kiosk` does it.
  if (const auto wiped = kiosk::wipe_freed_memory(); !wiped) {
    fmt::print(stderr, "{}\n", to_string(wiped.error()));
    return 1;
  }
  const support::TemporaryFolder data;
  auto opened = e2e::Harness::open(setup_in(data.path() / "kiosk"));
  if (!opened) {
    fmt::print(stderr, "{}\n", to_string(opened.error()));
    return 1;
  }
  e2e::Harness& kiosk = **opened;
  try {
    e2e::Person person;
    person.language = kiosk.app().pack().languages.front().tag;
    e2e::arrive(kiosk, person, "first");
    const double one = proportional_memory("self");
    e2e::answer_all(kiosk, person);
    e2e::decide(kiosk);
    for (const content::Language& language : kiosk.app().pack().languages) {
      kiosk.wait_ms(5 * 60'000);  // the receipt goes by itself
      kiosk.wait_ms(60'000);
      person.language = language.tag;
      e2e::arrive(kiosk, person, "first");
      e2e::answer_all(kiosk, person);
      e2e::decide(kiosk);
    }
    fmt::print("{:.1f} {:.1f}\n", one, proportional_memory("self"));
  } catch (const e2e::Stuck& stuck) {
    fmt::print(stderr, "{}\n", stuck.what());
    return 1;
  }
  return 0;
}

void add_screens() {
  benchmark::RegisterBenchmark("audit", audit)->Iterations(1)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("walk_memory", walk_memory)
      ->Iterations(1)
      ->Unit(benchmark::kMillisecond);
}

}  // namespace candor::bench
