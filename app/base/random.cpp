#include "base/random.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <array>
#include <cerrno>

#include "base/check.h"
#include "base/id.h"

namespace candor {

std::uint32_t Random::below(std::uint32_t limit) {
  CANDOR_CHECK(limit > 0);
  // Draws from the part of the range that divides evenly, so that no number is likelier.
  const std::uint32_t usable = UINT32_MAX - UINT32_MAX % limit;
  for (;;) {
    std::array<std::byte, 4> bytes{};
    fill(bytes);
    std::uint32_t drawn = 0;
    for (const std::byte byte : bytes) drawn = drawn << 8 | std::to_integer<std::uint32_t>(byte);
    if (drawn < usable) return drawn % limit;
  }
}

void SystemRandom::fill(std::span<std::byte> out) {
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t got = getrandom(out.data() + done, out.size() - done, 0);
    if (got < 0 && errno == EINTR) continue;
    CANDOR_CHECK(got > 0);
    done += static_cast<std::size_t>(got);
  }
}

std::string random_hex(Random& random, int bytes) {
  std::string hex;
  for (int i = 0; i < bytes; ++i) {
    std::array<std::byte, 1> one{};
    random.fill(one);
    hex += fmt::format("{:02x}", std::to_integer<unsigned>(one[0]));
  }
  return hex;
}

}  // namespace candor
