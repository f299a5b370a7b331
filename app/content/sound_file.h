// What a recording is, told by its bytes alone: a WAV file (16-bit PCM) or an Ogg Vorbis file. No
// sound is decoded here. Pure; never crashes on any input.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace candor::content {

/// How long the recording is, in milliseconds, at least 1. Fails with bad_format where it is of
/// another kind, damaged or cut short, or has more than two channels or a rate other than 8,000 to
/// 48,000 a second; `what` goes on after the file's name: "is not a WAV or Ogg Vorbis sound".
[[nodiscard]] Result<std::int64_t> sound_length_ms(std::string_view bytes);

}  // namespace candor::content
