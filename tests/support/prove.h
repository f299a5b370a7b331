// How long random tests run: briefly every day, at length in tools/prove.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <random>

namespace candor::support {

/// The number in CANDOR_PROVE_RUNS, and never fewer than `every_day`.
[[nodiscard]] inline int prove_runs(int every_day) {
  const char* set = std::getenv("CANDOR_PROVE_RUNS");
  return set != nullptr ? std::max(std::atoi(set), every_day) : every_day;
}

/// The number in CANDOR_PROVE_SEED; else a new one where CANDOR_PROVE_RUNS asks for a thousand or
/// more, and `every_day` where it does not: of few cases some seeds miss what must be met.
[[nodiscard]] inline std::uint64_t prove_seed(std::uint64_t every_day) {
  constexpr int kMany = 1000;
  if (const char* set = std::getenv("CANDOR_PROVE_SEED")) return std::strtoull(set, nullptr, 10);
  return prove_runs(0) >= kMany ? std::random_device{}() : every_day;
}

}  // namespace candor::support
