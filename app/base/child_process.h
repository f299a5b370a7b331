// Another program, started with nothing of ours but what it is given, and ended with all that it
// has started.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace candor {

/// Starts a program: its path, then its arguments. It runs in a session of its own, so that a
/// Ctrl-C in our terminal is not meant for it, with no signal held back and none of our files open.
/// `talk` becomes its standard input and output; below 0 it reads nothing and what it prints is
/// dropped. What it complains about goes where ours goes. Gives its process id, to be waited for or
/// given to end_child(). Fails with not_found when it cannot be started.
[[nodiscard]] Result<int> start_child(const std::vector<std::string>& words, int talk = -1);

/// Ends a program of start_child() that was not waited for, and what it has started, and waits.
void end_child(int child);

}  // namespace candor
