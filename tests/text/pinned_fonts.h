// The project's own fonts, opened for a test.
#pragma once

#include <doctest/doctest.h>

#include "support/fakes.h"
#include "text/text.h"

namespace candor::text {

[[nodiscard]] inline std::filesystem::path pinned_list() {
  return support::source_folder() / "assets" / "fonts" / "fonts.conf";
}

[[nodiscard]] inline Fonts pinned_fonts() {
  auto fonts = Fonts::open(pinned_list());
  REQUIRE(fonts);
  return std::move(*fonts);
}

/// All coverage of a mask: how much ink there is.
[[nodiscard]] inline long ink_of(const Mask& mask) {
  long ink = 0;
  for (std::uint8_t const value : mask.coverage) ink += value;
  return ink;
}

}  // namespace candor::text
