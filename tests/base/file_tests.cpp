#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/file.h"
#include "support/fakes.h"
#include "support/system_calls.h"

namespace candor {
namespace {

using support::TemporaryFolder;

std::string content(const std::filesystem::path& path) {
  const auto bytes = read_file(path, 1'000'000);
  REQUIRE_MESSAGE(bytes, to_string(bytes.error()));
  return *bytes;
}

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// Lets files grow to `bytes` only, for its lifetime: a full disk that works for root as well.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : m_signal(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &m_before);
    const rlimit limit{bytes, m_before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &limit) == 0);
  }

  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &m_before);
    (void)std::signal(SIGXFSZ, m_signal);
  }

  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit m_before{};
  void (*m_signal)(int);
};

TEST_CASE("file: a new file never takes the place of another, whatever that is") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "key";
  REQUIRE(write_new_file(path, "first").has_value());
  CHECK(content(path) == "first");
  CHECK(std::filesystem::status(path).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  std::filesystem::create_directory(folder.path() / "folder");
  std::filesystem::create_symlink("nowhere", folder.path() / "link");
  const auto before = names_in(folder.path());
  for (const char* name : {"key", "folder", "link"}) {
    CAPTURE(name);
    const auto again = write_new_file(folder.path() / name, "second");
    REQUIRE_FALSE(again.has_value());
    CHECK(again.error().code == ErrorCode::conflict);
  }
  CHECK(content(path) == "first");
  CHECK(names_in(folder.path()) == before);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "nowhere"));
}

TEST_CASE("file: what was written is read, whatever the bytes are") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "a";
  for (const std::string& bytes :
       {std::string(), std::string("a\0b\n\xff", 5), std::string(300'000, 'x')}) {
    REQUIRE(write_file_atomic(path, bytes));
    CHECK(content(path) == bytes);
  }
  CHECK(names_in(folder.path()) == std::vector<std::string>{"a"});
}

TEST_CASE("file: what is written can be read by its owner only") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "a";
  REQUIRE(write_file_atomic(path, "secret"));

  struct stat about {};

  REQUIRE(::stat(path.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
}

TEST_CASE("file: a name without a folder is written where the program runs") {
  const TemporaryFolder folder;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  const bool written = write_file_atomic("plain", "x").has_value();
  std::filesystem::current_path(before);
  CHECK(written);
  CHECK(content(folder.path() / "plain") == "x");
}

TEST_CASE("file: a write that fails leaves the old file and nothing else") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "a";
  REQUIRE(write_file_atomic(path, "old"));
  Result<void> written;
  {
    const FileSizeLimit limit(1000);
    written = write_file_atomic(path, std::string(100'000, 'n'));
  }
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::unwritable);
  CHECK(written.error().where == path.string());
  CHECK(content(path) == "old");
  CHECK(names_in(folder.path()) == std::vector<std::string>{"a"});
}

TEST_CASE("file: a folder in the place of the file is not replaced") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "a";
  std::filesystem::create_directories(path / "inside");
  const auto written = write_file_atomic(path, "x");
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::unwritable);
  CHECK(names_in(folder.path()) == std::vector<std::string>{"a"});
}

TEST_CASE("file: nothing is written into a folder that is not there") {
  const TemporaryFolder folder;
  const auto written = write_file_atomic(folder.path() / "missing" / "a", "x");
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::unwritable);
  CHECK(names_in(folder.path()).empty());
}

TEST_CASE("file: what cannot be read says why") {
  const TemporaryFolder folder;
  const auto code = [](const Result<std::string>& failed) {
    REQUIRE_FALSE(failed);
    CHECK_FALSE(failed.error().where.empty());
    return failed.error().code;
  };
  CHECK(code(read_file(folder.path() / "missing", 10)) == ErrorCode::not_found);
  CHECK(code(read_file(folder.path(), 10)) == ErrorCode::unreadable);
  const auto loop = folder.path() / "loop";
  std::filesystem::create_symlink("loop", loop);
  CHECK(code(read_file(loop, 10)) == ErrorCode::unreadable);
  REQUIRE(write_file_atomic(folder.path() / "a", "12345678901"));
  CHECK(code(read_file(folder.path() / "a", 10)) == ErrorCode::too_large);
  CHECK(content(folder.path() / "a").size() == 11);
  CHECK(code(read_file(folder.path() / "a" / "b", 10)) == ErrorCode::not_found);
}

TEST_CASE("file: a named pipe is refused at once instead of waited for") {
  const TemporaryFolder folder;
  const auto pipe = folder.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const auto read = read_file(pipe, 10);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::unreadable);
}

TEST_CASE("file: a device without end is refused instead of read") {
  CHECK_FALSE(read_file("/dev/zero", 10));
}

TEST_CASE("file: folders are made with their parents, and again without complaint") {
  const TemporaryFolder folder;
  const auto deep = folder.path() / "a" / "b" / "c";
  REQUIRE(make_folder(deep));
  REQUIRE(make_folder(deep));

  struct stat about {};

  REQUIRE(::stat(deep.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0700);
  REQUIRE(write_file_atomic(folder.path() / "file", "x"));
  const auto failed = make_folder(folder.path() / "file" / "below");
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == ErrorCode::unwritable);
}

TEST_CASE("file: a lock is held by one only, and free once it is let go") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "lock";
  {
    auto first = FileLock::take(path);
    REQUIRE(first);
    const auto second = FileLock::take(path);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::locked);
    const FileLock moved = std::move(*first);
    CHECK_FALSE(FileLock::take(path));
  }
  CHECK(FileLock::take(path));
}

TEST_CASE("file: the lock of a program that was killed is free") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "lock";
  std::array<int, 2> ready{};
  REQUIRE(::pipe(ready.data()) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const auto lock = FileLock::take(path);
    const char told = lock ? 'y' : 'n';
    if (::write(ready[1], &told, 1) != 1) ::_exit(1);
    for (;;) ::pause();
  }
  char told = 0;
  REQUIRE(::read(ready[0], &told, 1) == 1);
  CHECK(told == 'y');
  CHECK_FALSE(FileLock::take(path));
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  CHECK(FileLock::take(path));
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_CASE("file: a lock in a folder that is not there is an error") {
  const auto lock = FileLock::take("/no/such/folder/lock");
  REQUIRE_FALSE(lock);
  CHECK(lock.error().code == ErrorCode::unwritable);
}

/// What a step does in a process of its own; its error's code is the exit code, 0 is success.
int code_of(const Result<void>& done) {
  return done ? 0 : 100 + static_cast<int>(done.error().code);
}

TEST_CASE(
    "file: whichever step fails, a failure leaves what was there, and a second try succeeds") {
  struct Step {
    std::string name;
    std::function<Result<void>(const std::filesystem::path&)> run;
    std::vector<std::string> before;  ///< the names that a failure leaves
    std::vector<std::string> after;
  };

  const std::vector<Step> steps = {
      {"write_file_atomic",
       [](const auto& folder) { return write_file_atomic(folder / "old", "new content"); },
       {"old", "ready"},
       {"old", "ready"}},
      {"write_new_file",
       [](const auto& folder) { return write_new_file(folder / "new", "new content"); },
       {"old", "ready"},
       {"new", "old", "ready"}},
      {"create_empty_file",
       [](const auto& folder) { return create_empty_file(folder / "new"); },
       {"old", "ready"},
       {"new", "old", "ready"}},
      {"move_durably",
       [](const auto& folder) { return move_durably(folder / "ready", folder / "new"); },
       {"old", "ready"},
       {"new", "old"}},
      {"make_folder",
       [](const auto& folder) { return make_folder(folder / "new"); },
       {"old", "ready"},
       {"new", "old", "ready"}},
  };
  for (const Step& step : steps) {
    CAPTURE(step.name);
    for (const auto strike : {support::Strike::fails, support::Strike::disk_full}) {
      int failures = 0;
      for (int at = 1;; ++at) {
        CAPTURE(at);
        const TemporaryFolder folder;
        REQUIRE(write_new_file(folder.path() / "old", "old content"));
        REQUIRE(write_new_file(folder.path() / "ready", "new content"));
        const auto work = [&] { return code_of(step.run(folder.path())); };
        const auto worked = support::watch({folder.path(), work, strike, at});
        if (!worked.has_struck) break;
        CAPTURE(worked.calls.back());
        if (worked.exit_code != 0) {
          ++failures;
          const auto code = static_cast<ErrorCode>(worked.exit_code - 100);
          CHECK((code == ErrorCode::no_space || code == ErrorCode::unwritable));
          CHECK(names_in(folder.path()) == step.before);
          const std::string old = content(folder.path() / "old");
          CHECK((old == "old content" || old == "new content"));
        }
        // Where the first try succeeded, the second may find that it did.
        const auto again = step.run(folder.path());
        if (worked.exit_code != 0) CHECK(again.has_value());
        CHECK(names_in(folder.path()) == step.after);
      }
      CHECK(failures > 0);
    }
  }
}

TEST_CASE("file: a finished file never takes the place of another unless that is asked for") {
  const TemporaryFolder folder;
  const auto from = folder.path() / "from";
  const auto to = folder.path() / "to";
  REQUIRE(write_new_file(from, "newer"));
  REQUIRE(write_new_file(to, "older"));
  const auto moved = move_durably(from, to);
  REQUIRE_FALSE(moved);
  CHECK(moved.error().code == ErrorCode::conflict);
  CHECK(content(to) == "older");
  REQUIRE(replace_durably(from, to));
  CHECK(content(to) == "newer");
  CHECK(names_in(folder.path()) == std::vector<std::string>{"to"});
}

}  // namespace
}  // namespace candor
