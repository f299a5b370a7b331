// Sizes and colours of the record's pages. All lengths are points (1/72 inch).
#pragma once

#include "text/paper.h"

namespace candor::exporting {

inline constexpr double kPageWidth = 612.0;  // US Letter
inline constexpr double kPageHeight = 792.0;
inline constexpr double kLeft = 54.0;
inline constexpr double kWidth = kPageWidth - 2.0 * kLeft;
inline constexpr double kBandTop = 26.0;  // the practice or outcome band
inline constexpr double kBandHeight = 18.0;
inline constexpr double kRunningTop = 50.0;  // clinic and patient on every page
inline constexpr double kBodyTop = 80.0;
inline constexpr double kBodyBottom = 728.0;
inline constexpr double kFooterTop = 738.0;
inline constexpr double kLabelWidth = 124.0;
inline constexpr double kGap = 12.0;
inline constexpr double kPadding = 8.0;

inline constexpr text::Rgb kInk{0.106, 0.141, 0.188};
inline constexpr text::Rgb kSoftInk{0.290, 0.333, 0.388};
inline constexpr text::Rgb kLine{0.820, 0.792, 0.745};
inline constexpr text::Rgb kPrimary{0.043, 0.333, 0.388};
inline constexpr text::Rgb kPrimarySoft{0.890, 0.941, 0.945};
inline constexpr text::Rgb kPanel{0.969, 0.961, 0.945};
inline constexpr text::Rgb kGood{0.118, 0.420, 0.227};
inline constexpr text::Rgb kGoodSoft{0.902, 0.957, 0.918};
inline constexpr text::Rgb kCaution{0.541, 0.294, 0.0};
inline constexpr text::Rgb kCautionSoft{1.0, 0.945, 0.839};
inline constexpr text::Rgb kDanger{0.608, 0.110, 0.110};
inline constexpr text::Rgb kDangerSoft{0.988, 0.918, 0.918};

/// How a piece of text looks.
enum class Style { title, heading, lead, body, strong, soft, small, small_soft, tiny };

}  // namespace candor::exporting
