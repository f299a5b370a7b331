// What a desktop sends to a window when somebody wants to close it. The tests' door to Xlib.
#pragma once

#include <string>

namespace candor::e2e {

/// Sends WM_DELETE_WINDOW to the first window with this title, on the screen `display` (":99"), and
/// waits until the server has it. False when there is no such screen or window.
[[nodiscard]] bool ask_to_close(const std::string& display, const std::string& title);

}  // namespace candor::e2e
