// A control of the glass as it is said to somebody who cannot see it: name, kind, state.
#pragma once

#include "present/script.h"
#include "ui/semantics.h"

namespace candor::ui {

/// What present::script_of() says of this node. `page` is the one that it stands on.
[[nodiscard]] present::SpokenControl spoken_control(const Node& node, const present::Page& page);

}  // namespace candor::ui
