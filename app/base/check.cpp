#include "base/check.h"

#include <fmt/core.h>

#include <cstdlib>

namespace candor {

void abort_broken_invariant(const char* condition, const char* file, int line) {
  fmt::print(stderr, "candor: internal error: '{}' does not hold at {}:{}\n", condition, file,
             line);
  std::abort();
}

}  // namespace candor
