#include "kiosk/secrecy.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace candor::kiosk {
namespace {

/// glibc overwrites freed blocks with this byte's complement. Its cache for each thread would keep
/// small blocks as they are, so it is off. Large blocks, such as textures in software rendering, go
/// back to the kernel at once: glibc would keep more of them the longer the kiosk runs.
constexpr const char* kTunables =
    "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0:glibc.malloc.mmap_threshold=131072";

bool is_set(const char* name, const char* value) {
  const char* const now = std::getenv(name);
  return now != nullptr && std::strcmp(now, value) == 0;
}

}  // namespace

void forbid_core_dumps() {
  const rlimit none{0, 0};
  // Fails for no reason that could be met here: a limit may always be lowered.
  static_cast<void>(::setrlimit(RLIMIT_CORE, &none));
#ifndef __SANITIZE_ADDRESS__
  // A system that hands dumps to a program does not ask for the limit. (The leak check of the
  // sanitizers reads the process's memory itself and needs this open.)
  static_cast<void>(::prctl(PR_SET_DUMPABLE, 0));
#endif
}

Result<void> wipe_freed_memory() {
  if (is_set("GLIBC_TUNABLES", kTunables) && is_set("G_SLICE", "always-malloc")) return {};
  std::ifstream in("/proc/self/cmdline", std::ios::binary);
  std::string line(std::istreambuf_iterator<char>(in), {});
  std::vector<char*> arguments;
  for (std::size_t at = 0; at < line.size(); at = line.find('\0', at) + 1) {
    arguments.push_back(line.data() + at);
  }
  arguments.push_back(nullptr);
  ::setenv("GLIBC_TUNABLES", kTunables, 1);
  ::setenv("G_SLICE", "always-malloc", 1);
  if (arguments.size() > 1) ::execv("/proc/self/exe", arguments.data());
  return fail(ErrorCode::refused,
              std::string("the program cannot be started with memory that is wiped (") +
                  std::strerror(errno) + ")",
              "/proc/self/exe", "check that /proc is mounted");
}

}  // namespace candor::kiosk
