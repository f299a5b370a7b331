// Days as people write them in files and on command lines; clock.h writes them.
#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"

namespace candor {

/// "2026-11-21" as a date that the calendar has (1880 to 2200); nothing for any other text.
[[nodiscard]] std::optional<Date> parse_iso_date(std::string_view text);

}  // namespace candor
