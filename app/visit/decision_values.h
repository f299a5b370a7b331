// What only the visit knows of the decision's words.
#pragma once

#include <string>

#include "base/clock.h"
#include "content/pack.h"
#include "visit/state.h"

namespace candor::visit {

/// {procedure}, {treatments}, {until}, {pages}, {statements} and {scope} as they stand on the page
/// of the decision in a language at `now`. Without a decision in the walk {scope} is empty.
[[nodiscard]] content::Placeholders decision_values(const content::Pack& pack, const State& state,
                                                    const std::string& language, const Moment& now);

}  // namespace candor::visit
