// Faster or slower with the same pitch. The door to SoundTouch.
#pragma once

#include "voice/sound.h"

namespace candor::voice {

/// `percent` 200 is twice as fast; the times of the words move along. 50 to 200.
[[nodiscard]] Sound stretched(const Sound& sound, int percent);

/// The sound from this sample on; words before it are gone.
[[nodiscard]] Sound from_sample(const Sound& sound, std::size_t sample);

}  // namespace candor::voice
