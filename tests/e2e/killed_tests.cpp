// Killed without warning, again and again, in the middle of signing: what the glass called saved is
// in the ledger exactly once, and the ledger stays whole.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "e2e/waiting_room.h"
#include "keys/keys.h"
#include "office/backup.h"
#include "support/demonstration_keys.h"
#include "support/measured.h"
#include "support/prove.h"

namespace candor::e2e {
namespace {

using Clock = std::chrono::steady_clock;

/// The sample pack with a short way to the signature, so that there is time for many kills.
void shorten(const support::SamplePack& pack) {
  pack.replace("sample/pack.json", R"(["about", "shared/welcome", "safety", "decision"])",
               R"(["decision"])");
}

/// candor-victim in a process of its own.
class Victim {
 public:
  Victim(const std::filesystem::path& content, const std::filesystem::path& data, int seed) {
    std::array<int, 2> pipe{};
    REQUIRE(::pipe2(pipe.data(), O_CLOEXEC) == 0);
    std::vector<std::string> words{(support::build_folder() / "candor-victim").string(),
                                   content.string(), data.string(), std::to_string(seed)};
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    m_pid = ::fork();
    REQUIRE(m_pid >= 0);
    if (m_pid == 0) {
      // A pipe that happens to be 3 would lose O_CLOEXEC only through dup2 to another number.
      if (pipe[1] == 3) {
        ::fcntl(3, F_SETFD, 0);
      } else {
        ::dup2(pipe[1], 3);
      }
      ::execv(arguments.front(), arguments.data());
      ::_exit(127);
    }
    ::close(pipe[1]);
    m_pipe = pipe[0];
  }

  Victim(const Victim&) = delete;
  Victim& operator=(const Victim&) = delete;

  ~Victim() {
    kill();
    ::close(m_pipe);
  }

  /// The next line; empty when the process has ended. Waits for it.
  [[nodiscard]] std::string line() {
    std::string text;
    char letter = 0;
    while (::read(m_pipe, &letter, 1) == 1) {
      if (letter == '\n') return text;
      text += letter;
    }
    return {};
  }

  /// Lets it run for a moment, unless it has something to tell before that.
  void run_for(std::chrono::microseconds time) const {
    pollfd about{m_pipe, POLLIN, 0};
    const timespec span{0, static_cast<long>(time.count()) * 1000};
    ::ppoll(&about, 1, &span, nullptr);
  }

  void kill() {
    if (m_pid <= 0) return;
    ::kill(m_pid, SIGKILL);
    int status = 0;
    ::waitpid(m_pid, &status, 0);
    m_was_killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    m_pid = -1;
  }

  /// False when it had ended by itself before.
  [[nodiscard]] bool was_killed() const { return m_was_killed; }

 private:
  pid_t m_pid = -1;
  int m_pipe = -1;
  bool m_was_killed = false;
};

struct Counts {
  int kills = 0;
  int while_saving = 0;  ///< after the tap on "Sign", before anything was called saved
  int saved = 0;
  int stored_untold = 0;  ///< in the ledger although the kill came before the glass could say so
};

/// Whose record entries the ledger holds, how often each; everything in it is sound.
std::map<std::string, int> records_in(const std::filesystem::path& ledger,
                                      const crypto::Certificate& ca) {
  // Killed before it had a ledger: then it has called nothing saved either.
  if (!std::filesystem::exists(ledger)) return {};
  const auto checked = office::check_ledger(ledger, ca);
  if (!checked) FAIL(to_string(checked.error()));
  for (const Error& problem : checked->problems) FAIL(to_string(problem));
  std::map<std::string, int> records;
  const auto opened = record::Ledger::open(ledger);
  REQUIRE(opened);
  REQUIRE(opened->each([&](const record::Entry& entry) {
    if (entry.header.kind == record::EntryKind::record) ++records[entry.header.id];
    return true;
  }));
  return records;
}

TEST_CASE(
    "e2e: whenever the kiosk is killed, what it called saved is in the ledger exactly once "
    "(S-21)") {
  REQUIRE(std::getenv("DISPLAY") != nullptr);
  const support::SamplePack pack;
  shorten(pack);
  const support::TemporaryFolder folder;
  const auto data = folder.path() / "kiosk";
  support::make_demonstration_keys(data, folder.path() / "kiosk-clinic");
  const auto ca = keys::load_certificate(folder.path() / "kiosk-clinic" / "ca.crt");
  REQUIRE(ca);

  // Not as often as random cases: each kill takes as long as a start of the kiosk, about a second
  // in a build without sanitizers.
  const int rounds = support::at_length() ? 1000 : 25;
  std::mt19937_64 dice(support::prove_seed(20261122));
  std::vector<std::string> saved;
  std::chrono::microseconds usual{20'000};  // from the tap to "saved", as seen last
  Counts counts;
  for (int round = 1; round <= rounds; ++round) {
    CAPTURE(round);
    Victim victim(pack.content(), data, round);
    bool is_saving = false;
    const auto take = [&](const std::string& line) {
      is_saving = line == "sign";
      if (line.starts_with("saved ")) saved.push_back(line.substr(6));
    };
    // Of six kills four come between "Sign" and "saved", one right behind it, one anywhere.
    const auto kind = dice() % 6;
    if (kind < 5) {
      std::string line = victim.line();
      while (!line.empty() && line != "sign") {
        take(line);
        line = victim.line();
      }
      REQUIRE(line == "sign");
      take(line);
    }
    if (kind < 4) {
      const auto longest = static_cast<std::uint64_t>(usual.count());
      victim.run_for(std::chrono::microseconds(dice() % longest));
    } else if (kind == 4) {
      const auto tapped = Clock::now();
      take(victim.line());
      usual = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - tapped) +
              std::chrono::microseconds(1000);
      usual =
          std::clamp(usual, std::chrono::microseconds(2000), std::chrono::microseconds(900'000));
    } else {
      victim.run_for(std::chrono::microseconds(dice() % 900'000));
    }
    victim.kill();
    CHECK(victim.was_killed());
    // What it had told before the kill took effect.
    for (std::string line = victim.line(); !line.empty(); line = victim.line()) take(line);
    ++counts.kills;
    if (is_saving) ++counts.while_saving;
    const auto records = records_in(data / "ledger.sqlite", *ca);
    for (const std::string& id : saved) {
      CAPTURE(id);
      REQUIRE(records.contains(id));
      CHECK(records.at(id) == 1);
    }
    counts.saved = static_cast<int>(saved.size());
    counts.stored_untold = static_cast<int>(records.size() - saved.size());
  }
  const std::string figure = fmt::format(
      "{} kills without warning, {} of them between Sign and saved; {} visits called saved, each "
      "stored once; {} more stored before the glass could say so",
      counts.kills, counts.while_saving, counts.saved, counts.stored_untold);
  MESSAGE(figure);
  support::measured("S-21", figure);
  CHECK(counts.while_saving * 3 >= counts.kills);
  // Every record is whole: it opens and says what was signed.
  const auto ledger = record::Ledger::open(data / "ledger.sqlite");
  REQUIRE(ledger);
  REQUIRE(ledger->each([&](const record::Entry& entry) {
    if (entry.header.kind != record::EntryKind::record) return true;
    const auto record = record::parse(content_of(entry, folder.path() / "kiosk-clinic"), "it");
    REQUIRE(record);
    CHECK(record->outcome == "signed");
    return true;
  }));
}

TEST_CASE("e2e: a backup is made while the kiosk goes on signing, and neither harms the other") {
  REQUIRE(std::getenv("DISPLAY") != nullptr);
  const support::SamplePack pack;
  shorten(pack);
  const support::TemporaryFolder folder;
  const auto data = folder.path() / "kiosk";
  // The program that makes the backup has the real time, the kiosk of this test has its own.
  support::make_demonstration_keys(data, folder.path() / "kiosk-clinic",
                                   support::kDemonstrationNow);
  const auto ca = keys::load_certificate(folder.path() / "kiosk-clinic" / "ca.crt");
  const auto keyring = keys::load_keyring(data, support::kDemonstrationNow);
  REQUIRE(ca);
  REQUIRE(keyring);
  support::SeededRandom random(7);
  support::ManualClock clock;
  std::vector<std::string> saved;
  {
    Victim victim(pack.content(), data, 1);
    REQUIRE(victim.line() == "started");
    for (int backup = 1; backup <= 3; ++backup) {
      CAPTURE(backup);
      std::string line = victim.line();
      // In the middle of signing, when the kiosk is about to write.
      while (line != "sign") {
        REQUIRE(!line.empty());
        saved.push_back(line.substr(6));
        line = victim.line();
      }
      const auto file = folder.path() / ("backup-" + std::to_string(backup) + ".sqlite");
      const auto made = office::back_up(data, file, *ca);
      if (!made) FAIL(to_string(made.error()));
      REQUIRE(made->problems.empty());
      REQUIRE(made->head);
      const auto noted = office::note_backup(data, *keyring, *made->head, clock.now(), random);
      if (!noted) FAIL(to_string(noted.error()));
      const auto records = records_in(file, *ca);
      for (const std::string& id : saved) CHECK(records.contains(id));
    }
    // The kiosk has lost nothing and goes on.
    const std::string line = victim.line();
    REQUIRE(line.starts_with("saved "));
    saved.push_back(line.substr(6));
    REQUIRE(victim.line() == "sign");
  }
  const auto records = records_in(data / "ledger.sqlite", *ca);
  for (const std::string& id : saved) CHECK(records.at(id) == 1);
  int backups = 0;
  const auto ledger = record::Ledger::open(data / "ledger.sqlite");
  REQUIRE(ledger);
  REQUIRE(ledger->each([&](const record::Entry& entry) {
    if (entry.header.kind == record::EntryKind::backup) ++backups;
    return true;
  }));
  CHECK(backups == 3);
}

}  // namespace
}  // namespace candor::e2e
