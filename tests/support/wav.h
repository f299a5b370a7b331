// A short sound as the bytes of a WAV file, for tests of recordings.
#pragma once

#include <string>

namespace candor::support {

/// A tone of 400 Hz: 16-bit samples, one channel.
[[nodiscard]] std::string wav(int milliseconds, int rate = 8'000);

}  // namespace candor::support
