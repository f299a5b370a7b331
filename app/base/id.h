// Ids that the compiler tells apart: a VisitId is never taken for a FlagId.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/random.h"

namespace candor {

/// A short ASCII identifier. Tag only makes it a type of its own.
template <typename Tag>
struct Id {
  std::string value;

  [[nodiscard]] bool empty() const { return value.empty(); }

  friend auto operator<=>(const Id&, const Id&) = default;
};

/// One person's way through one walk: "<kiosk letter>-<16 hex digits>".
using VisitId = Id<struct VisitTag>;
/// A course of treatment, random, shared by the visits of one patient's course.
using EpisodeId = Id<struct EpisodeTag>;

/// `bytes` random bytes as lower-case hex.
[[nodiscard]] std::string random_hex(Random& random, int bytes);

}  // namespace candor
