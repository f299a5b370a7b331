#include "support/wav.h"

#include <cmath>
#include <cstdint>

namespace candor::support {
namespace {

void put(std::string& bytes, std::uint32_t number, int count) {
  for (int i = 0; i < count; ++i) {
    bytes += static_cast<char>(static_cast<unsigned char>(number & 0xffU));
    number >>= 8U;
  }
}

}  // namespace

std::string wav(int milliseconds, int rate) {
  const std::uint32_t frames = static_cast<std::uint32_t>(milliseconds * rate / 1000);
  const auto samples_a_second = static_cast<std::uint32_t>(rate);
  std::string bytes = "RIFF";
  put(bytes, 36 + frames * 2, 4);
  bytes += "WAVEfmt ";
  put(bytes, 16, 4);
  put(bytes, 1, 2);
  put(bytes, 1, 2);
  put(bytes, samples_a_second, 4);
  put(bytes, samples_a_second * 2, 4);
  put(bytes, 2, 2);
  put(bytes, 16, 2);
  bytes += "data";
  put(bytes, frames * 2, 4);
  constexpr double kTurn = 2 * 3.141592653589793;
  for (std::uint32_t i = 0; i < frames; ++i) {
    const double value = 8'000 * std::sin(kTurn * 400 * i / rate);
    put(bytes, static_cast<std::uint32_t>(static_cast<std::int32_t>(value)), 2);
  }
  return bytes;
}

}  // namespace candor::support
