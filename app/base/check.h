// Broken invariants end the program at once; the service starts it again. Never used on input.
#pragma once

namespace candor {

/// Prints the broken condition and its place to stderr and aborts. Holds no patient data.
[[noreturn]] void abort_broken_invariant(const char* condition, const char* file, int line);

}  // namespace candor

/// On in every build. For what only a mistake in our own code can break.
#define CANDOR_CHECK(condition)                                                       \
  do {                                                                                \
    if (!(condition)) candor::abort_broken_invariant(#condition, __FILE__, __LINE__); \
  } while (false)
