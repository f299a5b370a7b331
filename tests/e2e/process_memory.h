// Looks for words in the memory of another process.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace candor::e2e {

/// Where words were found.
struct MemoryTrace {
  std::string word;
  std::string form;    ///< how they were written
  std::string region;  ///< "[heap]", "[stack]", a file's path, or "no name"
  std::uint64_t address = 0;
  std::string around;  ///< the bytes before and behind, signs that cannot be printed as dots
};

/// For messages.
[[nodiscard]] std::string to_string(const MemoryTrace& trace);

/// Every place in the readable memory of a process where one of the words stands, in every form.
/// Ends the test when the memory may not be read: that needs root, or the right to trace
/// (CAP_SYS_PTRACE), because the kiosk closes its memory to other programs of its user.
[[nodiscard]] std::vector<MemoryTrace> memory_traces(pid_t process,
                                                     const std::vector<std::string>& words);

}  // namespace candor::e2e
