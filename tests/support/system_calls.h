// Work that is done in a process of its own, whose calls to the system about some folder fail, or
// end it, as a test says: every write, sync and rename in turn. Nothing in the program is changed
// for it, and SQLite's calls are among them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace candor::support {

/// What happens at the chosen call.
enum class Strike {
  nothing,        ///< only counts
  fails,          ///< the call does nothing and fails once (input/output error)
  disk_full,      ///< a write ends after half of its bytes; from then on nothing can grow
  kill,           ///< the process is killed before the call
  kill_in_write,  ///< the process is killed in the middle of a write, else before the call
};

struct Work {
  std::filesystem::path folder;  ///< only calls about files below it count
  std::function<int()> steps;    ///< done in the process; what it returns is the exit code
  Strike strike = Strike::nothing;
  int at = 0;  ///< the number of the call, from 1
};

struct Worked {
  int exit_code = -1;              ///< -1: it was killed
  std::string output;              ///< standard output and standard error together
  std::vector<std::string> calls;  ///< all calls that counted: "write /folder/file"
  bool has_struck = false;
};

/// Runs the work in a fork of this process, on one processor, so that threads take turns alike.
/// Ends the test when this system cannot watch calls (Linux 5.6 and seccomp are needed).
[[nodiscard]] Worked watch(const Work& work);

}  // namespace candor::support
