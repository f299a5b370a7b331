// plain-words.json beside clinic.json: hard words, and what to say in their place. Private to this
// room.
#pragma once

#include "content/load_state.h"
#include "content/rules.h"

namespace candor::content {

/// Empty where there is no such file; what is wrong in it goes into the state's report.
[[nodiscard]] PlainWords load_plain_words(LoadState& state);

}  // namespace candor::content
