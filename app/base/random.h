// Randomness as an interface, so that tests are repeatable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace candor {

class Random {
 public:
  virtual ~Random() = default;
  /// Fills `out` with unpredictable bytes. Cannot fail: a machine without entropy is aborted.
  virtual void fill(std::span<std::byte> out) = 0;
  /// A uniform number in [0, limit); limit > 0.
  [[nodiscard]] std::uint32_t below(std::uint32_t limit);
};

/// The kernel's generator.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override;
};

}  // namespace candor
