// How findings call what they are about. Internal to the room.
#pragma once

#include <string>

#include "ui/drawn.h"
#include "ui/semantics.h"

namespace candor::audit {

/// The start of a text, cut between characters.
[[nodiscard]] std::string start_of(const std::string& words);
/// A control by its id and label.
[[nodiscard]] std::string name_of(const ui::Node& node);
[[nodiscard]] std::string name_of(const ui::Drawn& drawn);

}  // namespace candor::audit
