// The kiosk's real loop in a real window, with a stopwatch: from a finger's lift to what it changed
// on the glass.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "e2e/harness.h"

namespace candor::bench {

/// The pack that the figures are about, with its data in this folder.
[[nodiscard]] e2e::Setup setup_in(const std::filesystem::path& data);

/// Presses a button, and returns how many milliseconds of drawing it took until `done` held. Throws
/// e2e::Stuck where there is no such button, or it never holds.
[[nodiscard]] double press(e2e::Harness& kiosk, const std::string& button,
                           const std::function<bool()>& done);
/// The same until something else stands on the glass.
[[nodiscard]] double turn(e2e::Harness& kiosk, const std::string& button);

/// Whether the step on the glass is for reading.
[[nodiscard]] bool is_reading(e2e::Harness& kiosk);
/// To the second of two pages for reading, so that they can be turned back and forth. `language`:
/// empty is the pack's first.
void to_reading_pages(e2e::Harness& kiosk, const std::string& language = {});

}  // namespace candor::bench
