// Every operation on the disk fails in turn: no confirmed entry is lost, no half entry can be seen,
// the message says what is wrong, and a retry succeeds.

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <set>

#include "record/faulty_disk.h"
#include "record/ledger_samples.h"

namespace {

using namespace candor::record_tests;
using candor::ErrorCode;
using candor::Result;
using candor::record::Ledger;
using candor::support::TemporaryFolder;

constexpr int kEntries = 6;

std::string content(int number) {
  // Of one page and of many.
  return blob(number) + std::string(static_cast<std::size_t>(number % 3) * 9000, 'x');
}

/// A kiosk at work with a bad disk: it opens its ledger, stores, ends, and starts again.
class Work {
 public:
  explicit Work(FaultyDisk& disk) : m_disk(disk) {}

  void run() {
    for (int i = 1; i <= kEntries; ++i) {
      if (i == kEntries / 2 + 1) m_ledger.reset();
      store(i);
    }
    expire("e1");
    m_ledger.reset();
  }

  [[nodiscard]] int failures() const { return m_failures; }

  [[nodiscard]] std::filesystem::path file() const { return m_folder.path() / "ledger.sqlite"; }

 private:
  void check(const candor::Error& error) {
    ++m_failures;
    INFO(to_string(error));
    const bool is_clear = error.code == ErrorCode::no_space ||
                          error.code == ErrorCode::unwritable ||
                          error.code == ErrorCode::unreadable;
    CHECK(is_clear);
    CHECK_FALSE(error.what.empty());
    CHECK_FALSE(error.next.empty());
    m_disk.make_well();
  }

  Ledger& ledger() {
    if (!m_ledger) {
      auto opened = try_ledger(m_folder.path(), Access::read_write);
      if (!opened) {
        check(opened.error());
        opened = try_ledger(m_folder.path(), Access::read_write);
      }
      if (!opened) FAIL("again: ", to_string(opened.error()));
      m_ledger = *std::move(opened);
    }
    return *m_ledger;
  }

  void store(int number) {
    auto wanted = header("e" + std::to_string(number));
    wanted.keep_until = "2026-11-20";
    append(wanted, content(number));
  }

  void append(const candor::record::Header& wanted, const std::string& bytes) {
    Ledger& open = ledger();
    auto stored = open.append(wanted, bytes);
    if (!stored) {
      check(stored.error());
      stored = open.append(wanted, bytes);
    }
    if (!stored) FAIL("again: ", to_string(stored.error()));
  }

  void expire(const std::string& id) {
    auto end = header("expired." + id);
    end.kind = candor::record::EntryKind::expired;
    end.refers_to = id;
    append(end, blob(99));
    Ledger& open = ledger();
    auto erased = open.erase(id, {2026, 11, 21});
    if (!erased) {
      check(erased.error());
      erased = open.erase(id, {2026, 11, 21});
    }
    if (!erased) FAIL("again: ", to_string(erased.error()));
  }

  FaultyDisk& m_disk;
  TemporaryFolder m_folder;
  std::optional<Ledger> m_ledger;
  int m_failures = 0;
};

/// What has to be there after the work, and nothing else.
void check_file(const std::filesystem::path& file, bool thoroughly) {
  auto ledger = Ledger::open(file);
  if (!ledger) FAIL(to_string(ledger.error()));
  const auto entries = entries_of(*ledger);
  REQUIRE(entries.size() == kEntries + 1);
  for (int i = 1; i <= kEntries; ++i) {
    const auto& entry = entries[static_cast<std::size_t>(i - 1)];
    CHECK(entry.header.id == "e" + std::to_string(i));
    CHECK(entry.erased == (i == 1));
    if (i > 1) CHECK(entry.blob == content(i));
  }
  if (thoroughly) CHECK(sqlite(file, "PRAGMA integrity_check").output == "ok\n");
}

/// Lets the operations fail one after the other; returns how many there were, and how many of the
/// faults were seen as failures.
std::pair<int, int> fail_everywhere(Fault fault) {
  FaultyDisk disk;
  int failures = 0;
  for (int at = 1; at < 5000; ++at) {
    CAPTURE(at);
    disk.fail_at(at, fault);
    Work work(disk);
    work.run();
    failures += work.failures();
    const bool has_struck = disk.has_struck();
    disk.make_well();
    check_file(work.file(), at % 5 == 0);
    if (!has_struck) return {at - 1, failures};
  }
  FAIL("the work never ends");
  return {};
}

}  // namespace

TEST_CASE("ledger: whatever operation of the disk fails once, nothing confirmed is lost") {
  const auto [operations, failures] = fail_everywhere(Fault::error);
  MESSAGE(operations, " operations failed in turn, ", failures, " of them seen as failures");
  CHECK(operations > 60);
  CHECK(failures > operations / 3);
}

TEST_CASE("ledger: whatever write stops half way, no half entry can be seen") {
  const auto [operations, failures] = fail_everywhere(Fault::half);
  CHECK(operations > 60);
  CHECK(failures > operations / 3);
}

TEST_CASE("ledger: whenever the disk is full, nothing confirmed is lost and space helps") {
  const auto [operations, failures] = fail_everywhere(Fault::full_disk);
  CHECK(operations > 60);
  CHECK(failures > operations / 3);
}

TEST_CASE("ledger: with a disk that failed, an entry that was not confirmed is not seen") {
  FaultyDisk disk;
  int checked = 0;
  for (int at = 1; at < 500; ++at) {
    CAPTURE(at);
    const TemporaryFolder folder;
    auto ledger = open_ledger(folder.path(), Access::read_write);
    REQUIRE(ledger.append(header("e1"), content(1)));
    disk.fail_at(at, Fault::half);
    const auto stored = ledger.append(header("e2"), content(2));
    const bool has_struck = disk.has_struck();
    disk.make_well();
    if (!stored) {
      ++checked;
      // A reader beside it sees the first entry alone, whole.
      const auto seen = entries_of(open_ledger(folder.path(), Access::read_only));
      CHECK(seen.size() == 1);
      // Another entry may come first; both are there afterwards.
      REQUIRE(ledger.append(header("e3"), content(3)));
      REQUIRE(ledger.append(header("e2"), content(2)));
      CHECK(entries_of(ledger).size() == 3);
    }
    if (!has_struck) break;
  }
  CHECK(checked > 3);
}
