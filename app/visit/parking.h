// A visit as bytes and back, so that a parked visit can be kept encrypted in memory.
#pragma once

#include <string>

#include "base/json.h"
#include "base/result.h"
#include "visit/state.h"

namespace candor::visit {

[[nodiscard]] Json to_json(const State& state);
/// Fails with bad_format on anything to_json() does not write.
[[nodiscard]] Result<State> from_json(const Json& json);

}  // namespace candor::visit
