// How long random tests run: briefly every day, at length in tools/prove.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <vector>

namespace candor::support {

/// The number in CANDOR_PROVE_RUNS, and never fewer than `every_day`.
[[nodiscard]] inline int prove_runs(int every_day) {
  const char* set = std::getenv("CANDOR_PROVE_RUNS");
  return set != nullptr ? std::max(std::atoi(set), every_day) : every_day;
}

/// Whether CANDOR_PROVE_RUNS asks for a thousand or more.
[[nodiscard]] inline bool at_length() {
  constexpr int kMany = 1000;
  return prove_runs(0) >= kMany;
}

/// How far apart the places are that a test damages: `every_day`, and at length 1, so that no place
/// is left out.
[[nodiscard]] inline std::size_t prove_step(std::size_t every_day) {
  return at_length() ? 1 : every_day;
}

/// The bits of the byte at `place` that a test flips: one of them every day, all at length.
[[nodiscard]] inline std::vector<int> prove_bits(std::size_t place) {
  if (at_length()) return {0, 1, 2, 3, 4, 5, 6, 7};
  return {static_cast<int>(place % 8)};
}

/// The number in CANDOR_PROVE_SEED; else a new one where CANDOR_PROVE_RUNS asks for a thousand or
/// more, and `every_day` where it does not: of few cases some seeds miss what must be met.
[[nodiscard]] inline std::uint64_t prove_seed(std::uint64_t every_day) {
  if (const char* set = std::getenv("CANDOR_PROVE_SEED")) return std::strtoull(set, nullptr, 10);
  return at_length() ? std::random_device{}() : every_day;
}

}  // namespace candor::support
