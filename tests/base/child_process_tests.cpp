#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "base/child_process.h"

namespace candor {
namespace {

/// What a shell prints when it runs this, with these words after it.
std::string printed_by(const std::string& commands, const std::vector<std::string>& more = {}) {
  std::array<int, 2> sockets{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) == 0);
  std::vector<std::string> words{"/bin/sh", "-c", commands};
  words.insert(words.end(), more.begin(), more.end());
  const auto child = start_child(words, sockets[1]);
  REQUIRE(child);
  ::close(sockets[1]);
  std::string all;
  std::array<char, 256> bytes{};
  ssize_t got = 0;
  while ((got = ::read(sockets[0], bytes.data(), bytes.size())) > 0) {
    all.append(bytes.data(), static_cast<std::size_t>(got));
  }
  ::close(sockets[0]);
  int status = 0;
  CHECK(::waitpid(*child, &status, 0) == *child);
  CHECK(status == 0);
  return all;
}

TEST_CASE("base: a child gets its words as they are, and answers") {
  CHECK(printed_by(R"(printf '%s|' "$0" "$@")", {"a b", "", "$HOME; 'x'"}) == "a b||$HOME; 'x'|");
}

TEST_CASE("base: a child has none of our files, no signal held back, and a session of its own") {
  constexpr int kFarOff = 57;                                 // none that a shell takes for itself
  const int ours = ::fcntl(STDERR_FILENO, F_DUPFD, kFarOff);  // not marked to be closed
  REQUIRE(ours >= kFarOff);
  sigset_t held;
  sigset_t before;
  ::sigemptyset(&held);
  ::sigaddset(&held, SIGTERM);
  REQUIRE(::sigprocmask(SIG_BLOCK, &held, &before) == 0);
  const std::string open_files =
      printed_by("for each in /proc/self/fd/*; do [ \"$each\" = /proc/self/fd/" +
                 std::to_string(ours) + " ] && echo \"$each\"; done; true");
  const std::string mask = printed_by("grep SigBlk /proc/self/status");
  const std::string session = printed_by("cut -d ' ' -f 6 /proc/$$/stat");
  CHECK(::sigprocmask(SIG_SETMASK, &before, nullptr) == 0);
  ::close(ours);
  CHECK(open_files.empty());
  CHECK(mask == "SigBlk:\t0000000000000000\n");
  CHECK(session != std::to_string(::getsid(0)) + "\n");
}

TEST_CASE("base: what cannot be started is told, with its name") {
  const auto child = start_child({"/nowhere/program"});
  REQUIRE_FALSE(child);
  CHECK(child.error().code == ErrorCode::not_found);
  CHECK(to_string(child.error()).find("/nowhere/program") != std::string::npos);
  CHECK_FALSE(start_child({}));
}

TEST_CASE("base: a child that hangs is ended with all that it has started") {
  std::array<int, 2> sockets{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) == 0);
  const auto child =
      start_child({"/bin/sh", "-c", "trap '' TERM; sleep 1000 & echo ready; wait"}, sockets[1]);
  REQUIRE(child);
  ::close(sockets[1]);
  std::array<char, 6> ready{};
  REQUIRE(::recv(sockets[0], ready.data(), ready.size(), MSG_WAITALL) == 6);
  end_child(*child);
  CHECK(::waitpid(*child, nullptr, 0) == -1);
  CHECK(errno == ECHILD);
  // Nobody holds the other end any more: neither the shell nor what it had started.
  CHECK(::read(sockets[0], ready.data(), ready.size()) == 0);
  ::close(sockets[0]);
}

}  // namespace
}  // namespace candor
