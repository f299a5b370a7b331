// The colour profile (ICC) that tells what this program's colours mean: in every exported PDF.
#pragma once

#include <string_view>

namespace candor::exporting {

/// The bytes of an sRGB profile, taken from Debian's icc-profiles-free when the program was built.
[[nodiscard]] std::string_view srgb_profile();

}  // namespace candor::exporting
