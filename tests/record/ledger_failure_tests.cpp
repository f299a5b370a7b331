// A full disk, missing permissions, another program in the way, a kill in the middle.

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <map>

#include "record/ledger_samples.h"
#include "support/full_disk.h"

namespace {

using namespace candor::record_tests;
using candor::ErrorCode;
using candor::record::Ledger;
using candor::support::FullDisk;
using candor::support::TemporaryFolder;

constexpr auto kReadWrite = Access::read_write;
constexpr auto kReadOnly = Access::read_only;

/// Permissions do not bind root: while this lives, the process is nobody. The folder becomes
/// nobody's.
class OrdinaryUser {
 public:
  explicit OrdinaryUser(const std::filesystem::path& folder) : m_was_root(::geteuid() == 0) {
    if (!m_was_root) return;
    constexpr uid_t kNobody = 65534;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      REQUIRE(::chown(entry.path().c_str(), kNobody, kNobody) == 0);
    }
    REQUIRE(::chown(folder.c_str(), kNobody, kNobody) == 0);
    REQUIRE(::seteuid(kNobody) == 0);
  }

  ~OrdinaryUser() {
    if (m_was_root) static_cast<void>(::seteuid(0));
  }

  OrdinaryUser(const OrdinaryUser&) = delete;
  OrdinaryUser& operator=(const OrdinaryUser&) = delete;

 private:
  bool m_was_root;
};

/// A child process that appends e1, e2, … and tells each id once it is stored, killed without
/// warning after `acknowledged` of them. Returns how many it had told of.
int killed_writer(const std::filesystem::path& folder, int first, int acknowledged) {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe(pipe.data()) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    auto ledger = try_ledger(folder, kReadWrite);
    for (int i = first; ledger; ++i) {
      const std::string bytes = blob(i) + std::string(static_cast<std::size_t>(i % 7) * 3000, ' ');
      const char told = '+';
      if (!ledger->append(header("e" + std::to_string(i)), bytes) ||
          ::write(pipe[1], &told, 1) != 1) {
        break;
      }
    }
    ::_exit(1);
  }
  ::close(pipe[1]);
  int told = 0;
  char byte = 0;
  while (told < acknowledged && ::read(pipe[0], &byte, 1) == 1) ++told;
  ::kill(child, SIGKILL);
  while (::read(pipe[0], &byte, 1) == 1) ++told;  // told before the kill took effect
  ::close(pipe[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));
  return told;
}

}  // namespace

TEST_CASE("ledger: on a full disk nothing is stored, and a retry stores the record once") {
  const TemporaryFolder folder;
  auto ledger = open_ledger(folder.path(), kReadWrite);
  REQUIRE(ledger.append(header("e1"), blob(1)).has_value());
  const std::string large(300'000, 'x');
  {
    const FullDisk full(100'000);
    for (int tries = 0; tries < 3; ++tries) {
      const auto stored = ledger.append(header("e2"), large);
      REQUIRE_FALSE(stored.has_value());
      CHECK(stored.error().code == ErrorCode::no_space);
      CHECK(stored.error().next.find("free some space") != std::string::npos);
    }
    CHECK(ledger.size().value() == 1);
  }
  const auto stored = ledger.append(header("e2"), large);
  REQUIRE(stored.has_value());
  CHECK(ledger.append(header("e2"), large).value().chain == stored->chain);
  const auto entries = entries_of(ledger);
  REQUIRE(entries.size() == 2);
  CHECK(entries[1].blob == large);
}

TEST_CASE("ledger: wherever the disk fills up, what was confirmed stays and a retry succeeds") {
  for (std::uintmax_t limit = 0; limit < 140'000; limit += 4'099) {
    CAPTURE(limit);
    const TemporaryFolder folder;
    int confirmed = 0;
    {
      auto ledger = open_ledger(folder.path(), kReadWrite);
      {
        const FullDisk full(limit);
        for (int i = 1; i <= 4; ++i) {
          const auto stored =
              ledger.append(header("e" + std::to_string(i)), std::string(20'000, 'x'));
          if (!stored) {
            CHECK(stored.error().code == ErrorCode::no_space);
            break;
          }
          ++confirmed;
        }
        CHECK(ledger.size().value() == confirmed);
      }
      for (int i = 1; i <= 4; ++i) {
        CHECK(ledger.append(header("e" + std::to_string(i)), std::string(20'000, 'x')).has_value());
      }
    }
    CHECK(entries_of(open_ledger(folder.path(), kReadOnly)).size() == 4);
  }
}

TEST_CASE("ledger: wherever the disk fills up while it is made, it can be made afterwards") {
  int refused = 0;
  for (std::uintmax_t limit = 0; limit < 60'000; limit += 1'021) {
    CAPTURE(limit);
    const TemporaryFolder folder;
    {
      const FullDisk full(limit);
      const auto ledger = try_ledger(folder.path(), kReadWrite);
      if (!ledger) {
        ++refused;
        CHECK(ledger.error().code == ErrorCode::no_space);
      }
    }
    auto ledger = open_ledger(folder.path(), kReadWrite);
    CHECK(ledger.append(header("e1"), blob(1)).has_value());
  }
  CHECK(refused > 5);
}

TEST_CASE("ledger: a half-made ledger is completed at the next start") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "ledger.sqlite";
  SUBCASE("an empty file") {
    std::ofstream(file).close();
  }
  SUBCASE("without tables") {
    REQUIRE(sqlite(file, "PRAGMA journal_mode = WAL").exit_code == 0);
  }
  CHECK(try_ledger(file, kReadOnly).error().code == ErrorCode::bad_format);
  auto ledger = open_ledger(file, kReadWrite);
  CHECK(ledger.append(header("e1"), blob(1)).has_value());
}

TEST_CASE("ledger: where it cannot be created, the message says so") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "file").close();
  for (const std::filesystem::path& path :
       {std::filesystem::path("/proc/candor/ledger.sqlite"),
        folder.path() / "file" / "ledger.sqlite", folder.path() / "not-there" / "ledger.sqlite"}) {
    CAPTURE(path);
    const auto ledger = try_ledger(path, kReadWrite);
    REQUIRE_FALSE(ledger.has_value());
    CHECK(ledger.error().code == ErrorCode::unwritable);
    CHECK(ledger.error().where == path.string());
    CHECK_FALSE(ledger.error().next.empty());
  }
}

TEST_CASE("ledger: a read-only data folder is reported when the kiosk opens it") {
  const TemporaryFolder folder;
  bool has_ledger = false;
  SUBCASE("empty") {}
  SUBCASE("with a ledger") {
    has_ledger = true;
    ::chmod(make_ledger(folder.path(), 2).c_str(), 0400);
  }
  const OrdinaryUser user(folder.path());
  ::chmod(folder.path().c_str(), 0500);
  const auto ledger = try_ledger(folder.path(), kReadWrite);
  REQUIRE_FALSE(ledger.has_value());
  CHECK(ledger.error().code == ErrorCode::unwritable);
  if (has_ledger) {
    // The office needs no more than reading.
    CHECK(entries_of(open_ledger(folder.path(), kReadOnly)).size() == 2);
  }
  ::chmod(folder.path().c_str(), 0700);
}

TEST_CASE("ledger: a ledger opened for reading takes no entry") {
  const TemporaryFolder folder;
  auto ledger = open_ledger(make_ledger(folder.path(), 1), kReadOnly);
  CHECK(ledger.append(header("e2"), blob(2)).error().code == ErrorCode::unwritable);
}

TEST_CASE("ledger: a file that is not there or may not be read is told apart") {
  const TemporaryFolder folder;
  CHECK(try_ledger(folder.path(), kReadOnly).error().code == ErrorCode::not_found);
  CHECK(try_ledger("/dev/null", kReadOnly).error().code == ErrorCode::unreadable);
  const auto file = make_ledger(folder.path(), 1);
  const OrdinaryUser user(folder.path());
  ::chmod(file.c_str(), 0000);
  CHECK(try_ledger(file, kReadOnly).error().code == ErrorCode::unreadable);
}

TEST_CASE("ledger: while another program writes, an append says so and a retry succeeds") {
  const TemporaryFolder folder;
  auto ledger = open_ledger(folder.path(), kReadWrite);
  const auto fifo = folder.path() / "fifo";
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  const std::string file = (folder.path() / "ledger.sqlite").string();
  std::FILE* const other = ::popen(("sqlite3 '" + file + "'").c_str(), "w");
  REQUIRE(other != nullptr);
  const std::string begin = "BEGIN IMMEDIATE;\n.shell echo begun > '" + fifo.string() + "'\n";
  REQUIRE(std::fputs(begin.c_str(), other) >= 0);
  REQUIRE(std::fflush(other) == 0);
  std::string begun;
  std::ifstream(fifo) >> begun;  // blocks until the other program holds the lock
  CHECK(ledger.append(header("e1"), blob(1)).error().code == ErrorCode::locked);
  REQUIRE(std::fputs("ROLLBACK;\n", other) >= 0);
  ::pclose(other);
  CHECK(ledger.append(header("e1"), blob(1)).has_value());
  CHECK(ledger.size().value() == 1);
}

TEST_CASE("ledger: after a kill without warning every confirmed record is there exactly once") {
  const TemporaryFolder folder;
  candor::support::SeededRandom random(2026);
  int confirmed = 0;
  int next = 1;
  for (int round = 0; round < 20; ++round) {
    CAPTURE(round);
    confirmed += killed_writer(folder.path(), next, static_cast<int>(random.below(9)));

    // The office reads what is left as it is: all that was confirmed, at most one more.
    const auto left = entries_of(open_ledger(folder.path(), kReadOnly));
    std::map<std::string, int> times;
    for (const auto& entry : left) ++times[entry.header.id];
    for (int i = 1; i <= confirmed; ++i) CHECK(times["e" + std::to_string(i)] == 1);
    CHECK(left.size() - static_cast<std::size_t>(confirmed) <= 1);

    // The kiosk starts again and retries the one that was not confirmed.
    auto ledger = open_ledger(folder.path(), kReadWrite);
    next = confirmed + 1;
    const std::string bytes =
        blob(next) + std::string(static_cast<std::size_t>(next % 7) * 3000, ' ');
    REQUIRE(ledger.append(header("e" + std::to_string(next)), bytes).has_value());
    confirmed = next;
    ++next;
    CHECK(ledger.size().value() == confirmed);
  }
}

TEST_CASE("ledger: what a kill left beside the file is never silently missed by a reader") {
  const TemporaryFolder folder;
  const int confirmed = killed_writer(folder.path(), 1, 5);
  REQUIRE(std::filesystem::exists(folder.path() / "ledger.sqlite-wal"));
  bool has_index = true;
  SUBCASE("with its index") {}
  SUBCASE("without its index") {
    has_index = false;
    std::filesystem::remove(folder.path() / "ledger.sqlite-shm");
  }
  const OrdinaryUser user(folder.path());
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    ::chmod(entry.path().c_str(), 0400);
  }
  ::chmod(folder.path().c_str(), 0500);
  const auto ledger = try_ledger(folder.path(), kReadOnly);
  if (ledger) {
    CHECK(entries_of(*ledger).size() >= static_cast<std::size_t>(confirmed));
  } else {
    CHECK(ledger.error().code == ErrorCode::unreadable);
    CHECK(ledger.error().next.find("-wal") != std::string::npos);
  }
  CHECK(ledger.has_value() == has_index);
  ::chmod(folder.path().c_str(), 0700);
}
