#include <doctest/doctest.h>

#include <fstream>

#include "commands/keeping_office.h"

namespace candor::commands_tests {
namespace {

namespace fs = std::filesystem;

struct LeavingOffice : KeepingOffice {
  fs::path backup = home.path() / "backup.sqlite";

  [[nodiscard]] Ran back_up() const {
    return run("backup " + quoted(backup) + " --data " + quoted(data()));
  }

  [[nodiscard]] Ran wipe(const std::string& how) const {
    return run("wipe --data " + quoted(data()) + " " + how);
  }

  [[nodiscard]] Ran wipe_backed_up() const { return wipe("--backup " + quoted(backup)); }
};

TEST_CASE("wipe: a kiosk's folder is emptied, and what its files held is gone (P-07)") {
  const LeavingOffice office;
  REQUIRE(office.back_up().exit_code == 0);
  // A second name for the bytes on the disk: it shows what is left in the same place.
  const fs::path ledger_bytes = office.home.path() / "ledger-bytes";
  const fs::path key_bytes = office.home.path() / "key-bytes";
  fs::create_hard_link(office.ledger(), ledger_bytes);
  fs::create_hard_link(office.data() / "keys/kiosk.key", key_bytes);
  REQUIRE(read_file(key_bytes, 100'000).value().find("PRIVATE KEY") != std::string::npos);
  // A link out of the folder is removed; what it points to is not the kiosk's.
  const fs::path elsewhere = office.home.path() / "elsewhere";
  std::ofstream(elsewhere) << "not the kiosk's";
  fs::create_symlink(elsewhere, office.data() / "keys/link");

  const Ran ran = office.wipe_backed_up();
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "erased "));
  CHECK(fs::is_empty(office.data()));
  for (const fs::path& bytes : {ledger_bytes, key_bytes}) {
    const std::string left = read_file(bytes, 10'000'000).value();
    CHECK_FALSE(left.empty());
    CHECK(left.find_first_not_of('\0') == std::string::npos);
  }
  CHECK(read_file(elsewhere, 100).value() == "not the kiosk's");
}

TEST_CASE("wipe: nothing is erased while an entry is in no backup, and the entries are named") {
  const LeavingOffice office;
  REQUIRE(office.back_up().exit_code == 0);
  REQUIRE(office.wipe("").exit_code == 2);
  REQUIRE(office.wipe("--without-backup --backup " + quoted(office.backup)).exit_code == 2);
  {
    auto ledger = office.open();
    office.add(ledger, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa3", "2199-01-01");
  }
  const Ran ran = office.wipe_backed_up();
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "this backup lacks 1 of the kiosk's entries, from 4 to 4"));
  CHECK(KeepingOffice::entries(office.ledger()).size() == 4);

  fs::remove(office.backup);
  fs::remove(office.backup.string() + ".head");
  REQUIRE(office.back_up().exit_code == 0);
  CHECK(office.wipe_backed_up().exit_code == 0);
}

TEST_CASE("wipe: nothing is erased while an addendum of the office is in no backup") {
  const LeavingOffice office;
  REQUIRE(office.back_up().exit_code == 0);
  const auto withdraw = [&office] {
    REQUIRE(office.add_addendum(KeepingOffice::kSecond, "--kind withdrawn").exit_code == 0);
  };
  withdraw();
  const Ran none = office.wipe_backed_up();
  CAPTURE(none.output);
  CHECK(none.exit_code == 1);
  CHECK(has(none, "has no office.sqlite beside it"));
  const fs::path second = office.home.path() / "second.sqlite";
  REQUIRE(office.run("backup " + quoted(second) + " --data " + quoted(office.data())).exit_code ==
          0);
  withdraw();
  const Ran older = office.wipe("--backup " + quoted(second));
  CAPTURE(older.output);
  CHECK(older.exit_code == 1);
  CHECK(has(older, "this backup lacks 1 of the office's entries, from 2 to 2"));
  CHECK(KeepingOffice::entries(office.office()).size() == 2);
  const fs::path third = office.home.path() / "third.sqlite";
  REQUIRE(office.run("backup " + quoted(third) + " --data " + quoted(office.data())).exit_code ==
          0);
  CHECK(office.wipe("--backup " + quoted(third)).exit_code == 0);
  CHECK(fs::is_empty(office.data()));
}

TEST_CASE("wipe: neither another kiosk's backup nor one in the same folder counts") {
  const LeavingOffice office;
  const LeavingOffice other;
  REQUIRE(other.back_up().exit_code == 0);
  const Ran strange = office.wipe("--backup " + quoted(other.backup));
  CAPTURE(strange.output);
  CHECK(strange.exit_code == 3);
  const fs::path inside = office.data() / "ledger.sqlite.backup";
  REQUIRE(office.run("backup " + quoted(inside) + " --data " + quoted(office.data())).exit_code ==
          0);
  const Ran own = office.wipe("--backup " + quoted(inside));
  CAPTURE(own.output);
  CHECK(own.exit_code == 3);
  CHECK(has(own, "the backup lies in the folder that would be emptied"));
  CHECK(fs::exists(office.ledger()));
}

TEST_CASE("wipe: not while the kiosk runs, and not a folder that is something else") {
  const LeavingOffice office;
  {
    const auto kiosk = FileLock::take(office.data() / "kiosk.lock");
    REQUIRE(kiosk);
    const Ran ran = office.wipe("--without-backup");
    CAPTURE(ran.output);
    CHECK(ran.exit_code == 3);
    CHECK(fs::exists(office.ledger()));
  }
  std::ofstream(office.data() / "letters.txt") << "mine";
  const Ran mine = office.wipe("--without-backup");
  CAPTURE(mine.output);
  CHECK(mine.exit_code == 3);
  CHECK(has(mine, "letters.txt"));
  CHECK(fs::exists(office.ledger()));
  const Ran home = office.run("wipe --data " + quoted(office.home.path()) + " --without-backup");
  CHECK(home.exit_code == 3);
  CHECK(has(home, "this is not a kiosk's folder"));
}

}  // namespace
}  // namespace candor::commands_tests
