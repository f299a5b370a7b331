// Every way the glass can look, in the order in which they are offered.
#pragma once

#include <array>

#include "visit/state.h"

namespace candor::visit {

inline constexpr std::array kTextSizes{TextSize::small, TextSize::medium, TextSize::large,
                                       TextSize::largest};
inline constexpr std::array kThemes{Theme::paper, Theme::white, Theme::black, Theme::soft};

}  // namespace candor::visit
