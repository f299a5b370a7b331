// Help that is asked for once the visit has its outcome. The record is sealed by then, or waits to
// be stored just as it is: such a flag holds up nothing, and stands in the ledger beside the
// record.
#pragma once

#include <algorithm>

#include "visit/state.h"

namespace candor::visit {

/// What marks such a flag, in place of the option that raised it.
inline constexpr const char* kAfterOutcome = "after-outcome";

[[nodiscard]] inline bool is_late(const Flag& flag) {
  return flag.cause == FlagCause::question && flag.option == kAfterOutcome;
}

/// Whether somebody still waits for it.
[[nodiscard]] inline bool waits_for_late_help(const State& state) {
  return std::any_of(state.flags.begin(), state.flags.end(), [](const Flag& flag) {
    return is_late(flag) && flag.state == FlagState::open;
  });
}

}  // namespace candor::visit
