// Random visits: sequences of events, sensible and not, from numbers that RapidCheck can shrink.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sample_pack.h"
#include "visit/visit.h"

namespace candor::visit {

/// In every name, text and reason that the random person types.
inline constexpr const char* kMarker = "Zmarker";

/// One event and what came of it.
struct Moved {
  const content::Pack& pack;
  const State& before;
  const Event& event;
  const Outcomes& outcomes;
  const Moment& now;
};

/// Drives a visit with one event a number, until it is finished, and shows each to `look`.
/// The first number also chooses how often the person does what makes no sense.
void drive(const content::Pack& pack, const std::vector<std::uint32_t>& numbers,
           const std::function<void(const Moved&)>& look);

/// Random visits of the sample pack: how many follows CANDOR_PROVE_RUNS (then with a new seed each
/// time, or CANDOR_PROVE_SEED), else few enough for every day and always the same. `look` throws
/// rapidcheck's failure; returns whether all went well.
[[nodiscard]] bool prove(const std::string& claim, const std::function<void(const Moved&)>& look,
                         const std::function<void()>& start = {});

}  // namespace candor::visit
