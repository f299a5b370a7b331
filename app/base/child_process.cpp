#include "base/child_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace candor {
namespace {

struct FileActions {
  explicit FileActions(int talk) {
    ::posix_spawn_file_actions_init(&value);
    if (talk >= 0) {
      ::posix_spawn_file_actions_adddup2(&value, talk, STDIN_FILENO);
      ::posix_spawn_file_actions_adddup2(&value, talk, STDOUT_FILENO);
    } else {
      ::posix_spawn_file_actions_addopen(&value, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
      ::posix_spawn_file_actions_addopen(&value, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    }
    ::posix_spawn_file_actions_addclosefrom_np(&value, STDERR_FILENO + 1);
  }

  ~FileActions() { ::posix_spawn_file_actions_destroy(&value); }

  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  posix_spawn_file_actions_t value{};
};

struct Attributes {
  Attributes() {
    ::posix_spawnattr_init(&value);
    // The kiosk holds its own stop signals back; the program must not inherit that.
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&value, &none);
    ::posix_spawnattr_setflags(&value, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
  }

  ~Attributes() { ::posix_spawnattr_destroy(&value); }

  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  posix_spawnattr_t value{};
};

}  // namespace

Result<int> start_child(const std::vector<std::string>& words, int talk) {
  std::vector<std::string> own = words;
  std::vector<char*> arguments;
  arguments.reserve(own.size() + 1);
  for (std::string& word : own) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const FileActions actions(talk);
  const Attributes attributes;
  pid_t child = 0;
  if (own.empty() || ::posix_spawn(&child, own.front().c_str(), &actions.value, &attributes.value,
                                   arguments.data(), environ) != 0) {
    return fail(ErrorCode::not_found, "the program cannot be started",
                own.empty() ? std::string() : own.front());
  }
  return int{child};
}

void end_child(int child) {
  // It leads a group of its own, with whatever it has started.
  ::kill(-child, SIGKILL);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace candor
