// How long random tests run: briefly every day, at length in tools/prove.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>

namespace candor::support {

/// The number in CANDOR_PROVE_RUNS, else `every_day`.
[[nodiscard]] inline int prove_runs(int every_day) {
  const char* set = std::getenv("CANDOR_PROVE_RUNS");
  return set != nullptr ? std::atoi(set) : every_day;
}

/// The number in CANDOR_PROVE_SEED; else a new one where CANDOR_PROVE_RUNS is set, and `every_day`
/// where it is not.
[[nodiscard]] inline std::uint64_t prove_seed(std::uint64_t every_day) {
  if (const char* set = std::getenv("CANDOR_PROVE_SEED")) return std::strtoull(set, nullptr, 10);
  return std::getenv("CANDOR_PROVE_RUNS") != nullptr ? std::random_device{}() : every_day;
}

}  // namespace candor::support
