#include "support/system_calls.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <optional>

namespace candor::support {
namespace {

/// What a call has to do with a file.
enum class Kind { open, write, write_at, other_write, sync, grow, two_names, one_name };

struct Watched {
  long number;
  Kind kind;
  const char* name;
  int path_argument;  ///< where a path stands; -1: a descriptor is the first argument
  int path2_argument;
};

/// The calls that write, sync, rename, make or lengthen. Not unlink: what is there too long is no
/// loss. Each processor has some of the older ones or not.
constexpr Watched kWatched[] = {
    {SYS_openat, Kind::open, "open", 1, -1},
    {SYS_write, Kind::write, "write", -1, -1},
    {SYS_pwrite64, Kind::write_at, "write", -1, -1},
    {SYS_writev, Kind::other_write, "write", -1, -1},
    {SYS_fsync, Kind::sync, "sync", -1, -1},
    {SYS_fdatasync, Kind::sync, "sync", -1, -1},
    {SYS_syncfs, Kind::sync, "sync", -1, -1},
    {SYS_ftruncate, Kind::grow, "truncate", -1, -1},
    {SYS_fallocate, Kind::grow, "allocate", -1, -1},
    {SYS_renameat, Kind::two_names, "rename", 1, 3},
    {SYS_renameat2, Kind::two_names, "rename", 1, 3},
    {SYS_linkat, Kind::two_names, "link", 1, 3},
    {SYS_mkdirat, Kind::one_name, "make folder", 1, -1},
#ifdef SYS_open
    {SYS_open, Kind::open, "open", 0, -1},
    {SYS_rename, Kind::two_names, "rename", 0, 1},
    {SYS_link, Kind::two_names, "link", 0, 1},
    {SYS_mkdir, Kind::one_name, "make folder", 0, -1},
#endif
};

const Watched* find_watched(long number) {
  for (const Watched& each : kWatched) {
    if (each.number == number) return &each;
  }
  return nullptr;
}

/// In the child: hands every watched call to the parent. Returns the descriptor on which it is
/// told.
int hand_over_calls() {
  std::vector<sock_filter> filter;
  filter.push_back({BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)});
  for (const Watched& each : kWatched) {
    filter.push_back({BPF_JMP | BPF_JEQ | BPF_K, 0, 1, static_cast<std::uint32_t>(each.number)});
    filter.push_back({BPF_RET | BPF_K, 0, 0, SECCOMP_RET_USER_NOTIF});
  }
  filter.push_back({BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW});
  sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return static_cast<int>(
      ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program));
}

/// A copy of another process's descriptor, the same place in the same file.
int take_descriptor(pid_t process, int theirs) {
  const int about = static_cast<int>(::syscall(SYS_pidfd_open, process, 0));
  if (about < 0) return -1;
  const int ours = static_cast<int>(::syscall(SYS_pidfd_getfd, about, theirs, 0));
  ::close(about);
  return ours;
}

class Watch {
 public:
  Watch(const Work& work, pid_t child, Worked& worked)
      : m_work(work), m_child(child), m_worked(worked) {
    std::error_code error;
    m_folder = std::filesystem::weakly_canonical(work.folder, error).string();
  }

  /// Takes one call and answers it.
  void take(int listener) {
    seccomp_notif call{};
    if (::ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) != 0) return;  // it is dead
    seccomp_notif_resp answer{};
    answer.id = call.id;
    answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    const Watched* const about = find_watched(call.data.nr);
    const auto name = about == nullptr ? std::nullopt : name_of(call, *about);
    // The process may have died while its memory was read: then what was read means nothing.
    if (::ioctl(listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &call.id) != 0) return;
    if (name && matters(call, *about, *name)) {
      m_worked.calls.push_back(std::string(about->name) + " " + *name);
      if (static_cast<int>(m_worked.calls.size()) == m_work.at) {
        strike(call, *about, answer);
      } else if (m_is_full && grows(*about)) {
        deny(answer, ENOSPC);
      } else if (about->kind == Kind::sync) {
        // Nobody pulls the plug here, and waiting for the disk is most of the time.
        answer.flags = 0;
      }
    }
    ::ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
  }

 private:
  [[nodiscard]] bool is_ours(const std::string& path) const {
    return path == m_folder || path.starts_with(m_folder + "/");
  }

  [[nodiscard]] std::string link(const std::string& name) const {
    std::array<char, PATH_MAX> target{};
    const ssize_t size = ::readlink(("/proc/" + std::to_string(m_child) + "/" + name).c_str(),
                                    target.data(), target.size());
    return size < 0 ? std::string() : std::string(target.data(), static_cast<std::size_t>(size));
  }

  /// A path in the child's memory, made absolute.
  [[nodiscard]] std::string path_at(const seccomp_notif& call, int argument) const {
    const int memory =
        ::open(("/proc/" + std::to_string(call.pid) + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
    if (memory < 0) return {};
    std::string path;
    // Byte by byte: what lies behind the end may not be readable.
    for (auto at = static_cast<off_t>(call.data.args[argument]); path.size() < PATH_MAX; ++at) {
      char letter = 0;
      if (::pread(memory, &letter, 1, at) != 1 || letter == '\0') break;
      path += letter;
    }
    ::close(memory);
    // "/proc/self/fd/7/name": in a folder that the child holds open.
    constexpr std::string_view kHeld = "/proc/self/";
    const std::size_t end = path.find('/', kHeld.size() + std::string_view("fd/").size());
    if (path.starts_with("/proc/self/fd/") && end != std::string::npos) {
      path = link(path.substr(kHeld.size(), end - kHeld.size())) + path.substr(end);
    }
    if (path.starts_with("/")) return std::filesystem::path(path).lexically_normal().string();
    return (std::filesystem::path(link("cwd")) / path).lexically_normal().string();
  }

  /// The file that a call is about; nothing when it lies elsewhere.
  [[nodiscard]] std::optional<std::string> name_of(const seccomp_notif& call,
                                                   const Watched& about) const {
    const std::string name =
        about.path_argument >= 0
            ? path_at(call, about.path_argument)
            : link("fd/" + std::to_string(static_cast<int>(call.data.args[0])));
    if (is_ours(name)) return name;
    if (about.path2_argument < 0) return std::nullopt;
    const std::string second = path_at(call, about.path2_argument);
    return is_ours(second) ? std::optional(second) : std::nullopt;
  }

  /// Opening counts when it may make a file, or is for syncing a folder.
  [[nodiscard]] static bool matters(const seccomp_notif& call, const Watched& about,
                                    const std::string& name) {
    if (about.kind != Kind::open) return true;
    const auto flags = call.data.args[about.path_argument + 1];

    struct stat known {};

    const bool is_there = ::stat(name.c_str(), &known) == 0;
    return (flags & O_CREAT) != 0 && !is_there;
  }

  static bool grows(const Watched& about) { return about.kind != Kind::sync; }

  static void deny(seccomp_notif_resp& answer, int error) {
    answer.flags = 0;
    answer.error = -error;
  }

  /// Writes the first half of what the call would; returns the count.
  [[nodiscard]] std::int64_t write_half(const seccomp_notif& call, const Watched& about) const {
    if (about.kind != Kind::write && about.kind != Kind::write_at) return 0;
    std::string bytes(call.data.args[2] / 2, '\0');
    if (bytes.empty()) return 0;
    const int memory =
        ::open(("/proc/" + std::to_string(call.pid) + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
    const int file = take_descriptor(m_child, static_cast<int>(call.data.args[0]));
    std::int64_t done = 0;
    if (memory >= 0 && file >= 0 &&
        ::pread(memory, bytes.data(), bytes.size(), static_cast<off_t>(call.data.args[1])) ==
            static_cast<ssize_t>(bytes.size())) {
      done = about.kind == Kind::write ? ::write(file, bytes.data(), bytes.size())
                                       : ::pwrite(file, bytes.data(), bytes.size(),
                                                  static_cast<off_t>(call.data.args[3]));
    }
    if (memory >= 0) ::close(memory);
    if (file >= 0) ::close(file);
    return std::max<std::int64_t>(done, 0);
  }

  void strike(const seccomp_notif& call, const Watched& about, seccomp_notif_resp& answer) {
    m_worked.has_struck = m_work.strike != Strike::nothing;
    switch (m_work.strike) {
      case Strike::nothing:
        return;
      case Strike::fails:
        deny(answer, EIO);
        return;
      case Strike::disk_full: {
        m_is_full = true;
        const std::int64_t half = write_half(call, about);
        if (half > 0) {
          answer.flags = 0;
          answer.val = half;
        } else if (grows(about)) {
          deny(answer, ENOSPC);
        }
        return;
      }
      case Strike::kill_in_write:
        static_cast<void>(write_half(call, about));
        end_now(answer);
        return;
      case Strike::kill:
        end_now(answer);
        return;
    }
  }

  /// The call is denied, too: a killed process would still end a call that it is in.
  void end_now(seccomp_notif_resp& answer) const {
    ::kill(m_child, SIGKILL);
    deny(answer, EINTR);
  }

  const Work& m_work;
  pid_t m_child;
  Worked& m_worked;
  std::string m_folder;
  bool m_is_full = false;
};

/// Passes a descriptor to the other end of a socket; -1 passes none.
void send_descriptor(int socket, int descriptor) {
  char byte = descriptor < 0 ? 'n' : 'y';
  iovec data{&byte, 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> room{};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  if (descriptor >= 0) {
    message.msg_control = room.data();
    message.msg_controllen = room.size();
    cmsghdr* const header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  }
  ::sendmsg(socket, &message, 0);
}

int receive_descriptor(int socket) {
  char byte = 0;
  iovec data{&byte, 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> room{};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = room.data();
  message.msg_controllen = room.size();
  if (::recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != 1 || byte != 'y') return -1;
  int descriptor = -1;
  const cmsghdr* const header = CMSG_FIRSTHDR(&message);
  if (header != nullptr) std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
  return descriptor;
}

[[noreturn]] void do_work(const Work& work, int socket, int output) {
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<std::size_t>(std::max(::sched_getcpu(), 0)), &one);
  ::sched_setaffinity(0, sizeof one, &one);
  const int listener = hand_over_calls();
  send_descriptor(socket, listener);
  if (listener < 0) ::_exit(126);
  ::close(listener);
  const int code = work.steps();
  static_cast<void>(std::fflush(nullptr));
  ::_exit(code);
}

}  // namespace

Worked watch(const Work& work) {
  std::array<int, 2> sockets{};
  std::array<int, 2> pipe{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) == 0);
  REQUIRE(::pipe2(pipe.data(), O_CLOEXEC) == 0);
  static_cast<void>(std::fflush(nullptr));
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) do_work(work, sockets[1], pipe[1]);
  ::close(sockets[1]);
  ::close(pipe[1]);
  Worked worked;
  const int listener = receive_descriptor(sockets[0]);
  if (listener < 0) {
    ::waitpid(child, nullptr, 0);
    FAIL("the calls of a process cannot be watched here: Linux 5.6 with seccomp is needed");
  }
  Watch watch(work, child, worked);
  // Ends when nobody holds the other end of the pipe: the process and all that it started.
  for (bool goes_on = true; goes_on;) {
    std::array<pollfd, 2> waiting{pollfd{pipe[0], POLLIN, 0}, pollfd{listener, POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) break;
    if ((waiting[1].revents & POLLIN) != 0) watch.take(listener);
    if ((waiting[0].revents & (POLLIN | POLLHUP)) != 0) {
      std::array<char, 4096> text{};
      const ssize_t got = ::read(pipe[0], text.data(), text.size());
      if (got > 0) worked.output.append(text.data(), static_cast<std::size_t>(got));
      goes_on = got > 0 || (got < 0 && errno == EINTR);
    }
  }
  ::close(pipe[0]);
  ::close(sockets[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(listener);
  if (WIFEXITED(status)) worked.exit_code = WEXITSTATUS(status);
  return worked;
}

}  // namespace candor::support
