// What the process leaves behind of what patients said: no core dumps, no old words in freed
// memory.
#pragma once

#include "base/result.h"

namespace candor::kiosk {

/// No core dump of this process, whatever the system's settings are, and no other program of the
/// same user may read its memory.
void forbid_core_dumps();

/// Starts this program anew with the same arguments, so that the C library and GLib overwrite all
/// memory that is given back. Returns when that is so already. Fails with refused when it cannot.
/// To be called before anything else: what was allocated before is not covered.
[[nodiscard]] Result<void> wipe_freed_memory();

}  // namespace candor::kiosk
