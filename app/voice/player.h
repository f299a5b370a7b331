// The loudspeaker. The door to SDL and SDL_mixer.
#pragma once

#include <memory>

#include "voice/output.h"

namespace candor::voice {

/// The machine's sound device, through SDL; SDL_AUDIODRIVER and AUDIODEV choose another than the
/// usual one. At most one at a time in a program.
[[nodiscard]] std::unique_ptr<Output> make_player();

}  // namespace candor::voice
