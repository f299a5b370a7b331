#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>

#include "commands/keeping_office.h"
#include "record/head.h"

namespace candor::commands_tests {
namespace {

namespace fs = std::filesystem;

struct BackupOffice : KeepingOffice {
  fs::path file = home.path() / "backup.sqlite";
  fs::path fresh = home.path() / "fresh";

  [[nodiscard]] Ran back_up() const {
    return run("backup " + quoted(file) + " --data " + quoted(data()));
  }

  [[nodiscard]] Ran restore(const std::string& more = "") const {
    return run("restore " + quoted(file) + " --data " + quoted(fresh) + " --ca " +
               quoted(keys.clinic_folder() / "ca.crt") + " " + more);
  }
};

TEST_CASE("backup: the copy is whole, its head is printed and kept, and the ledger notes it") {
  const BackupOffice office;
  // The kiosk holds its folder; that does not matter.
  const auto kiosk = FileLock::take(office.data() / "kiosk.lock");
  REQUIRE(kiosk);
  const Ran ran = office.back_up();
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "copied 2 entries to " + office.file.string()));
  CHECK(has(ran, "away from the kiosk"));
  const auto copied = KeepingOffice::entries(office.file);
  REQUIRE(copied.size() == 2);
  const std::string line = read_file(office.file.string() + ".head", 10'000).value();
  CHECK(has(ran, line));
  const auto head = record::parse_head(line, "head");
  REQUIRE(head);
  CHECK(head->seq == 2);
  CHECK(head->chain == copied[1].chain);

  struct stat about {};

  REQUIRE(::stat(office.file.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777U) == 0600U);

  const auto entries = KeepingOffice::entries(office.ledger());
  REQUIRE(entries.size() == 3);
  CHECK(entries[2].header.kind == record::EntryKind::backup);
  const Json content = Json::parse(office.content(entries[2]));
  CHECK(content["seq"] == 2);
  CHECK(content["chain"] == copied[1].chain);
}

TEST_CASE(
    "backup: the head of the office's addenda is kept too, and shows when they are taken away") {
  const BackupOffice office;
  REQUIRE(office.add_addendum(KeepingOffice::kSecond, "--kind copy-given").exit_code == 0);
  REQUIRE(office.add_addendum(KeepingOffice::kSecond, "--kind withdrawn").exit_code == 0);
  const Ran ran = office.back_up();
  CAPTURE(ran.output);
  REQUIRE(ran.exit_code == 0);
  const fs::path addenda = office.home.path() / "office.sqlite";
  const std::string lines = read_file(office.file.string() + ".head", 10'000).value();
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 2);
  CHECK(has(ran, lines));
  const auto check = [&office] {
    return office.run("verify " + quoted(office.file) + " --ca " +
                      quoted(office.keys.clinic_folder() / "ca.crt") + " --heads " +
                      quoted(fs::path(office.file.string() + ".head")));
  };
  const Ran good = check();
  CAPTURE(good.output);
  CHECK(good.exit_code == 0);
  CHECK(has(good, "with 2 addenda from " + addenda.string()));
  const std::string sql = "DROP TRIGGER entry_stay; ";
  std::string words;
  SUBCASE("the file was removed") {
    fs::remove(addenda);
    words = "it may be an office.sqlite that was taken away";
    CHECK(has(check(), "no office.sqlite beside it"));
  }
  SUBCASE("it was emptied") {
    REQUIRE(support::run("sqlite3 " + quoted(addenda) + " \"" + sql + "DELETE FROM entry\"")
                .exit_code == 0);
    words = "entries 1 to 2 are missing at the end";
  }
  SUBCASE("the withdrawal was cut off") {
    REQUIRE(support::run("sqlite3 " + quoted(addenda) + " \"" + sql +
                         "DELETE FROM entry WHERE seq = 2\"")
                .exit_code == 0);
    words = "entry 2 is missing at the end";
  }
  SUBCASE("another member of staff wrote it anew without the withdrawal") {
    REQUIRE(support::run("sqlite3 " + quoted(addenda) + " \"" + sql + "DELETE FROM entry\"")
                .exit_code == 0);
    for (const char* kind : {"copy-given", "ride-confirmed"}) {
      REQUIRE(office
                  .run("addendum " + quoted(office.file) + " --id " + KeepingOffice::kSecond +
                       " --role clinician" + office.sign_as_ana() + "--kind " + kind)
                  .exit_code == 0);
    }
    words = "was written anew";
  }
  const Ran found = check();
  CAPTURE(found.output);
  CHECK(found.exit_code == 1);
  CHECK(has(found, words));
  // Nor is such a backup put back.
  const Ran back = office.restore();
  CAPTURE(back.output);
  CHECK(back.exit_code == 3);
  CHECK(has(back, "the office's addenda that were noted with this backup are not here"));
}

TEST_CASE("backup: neither file is ever overwritten, and no ledger is made where none is") {
  const BackupOffice office;
  REQUIRE(office.back_up().exit_code == 0);
  const std::string before = read_file(office.file, 10'000'000).value();
  const Ran again = office.back_up();
  CHECK(again.exit_code == 3);
  CHECK(has(again, "is not overwritten"));
  CHECK(read_file(office.file, 10'000'000).value() == before);
  CHECK(KeepingOffice::entries(office.ledger()).size() == 3);
  const fs::path empty = office.home.path() / "empty";
  REQUIRE(make_folder(empty));
  const Ran none =
      office.run("backup " + quoted(office.home.path() / "other") + " --data " + quoted(empty));
  CHECK(none.exit_code == 3);
  CHECK(fs::is_empty(empty));
}

TEST_CASE("backup: of a damaged ledger there is a copy, and it is called damaged") {
  const BackupOffice office;
  REQUIRE(support::run("sqlite3 " + quoted(office.ledger()) +
                       " \"DROP TRIGGER entry_keep; UPDATE entry SET blob_hash = lower(hex("
                       "randomblob(32))) WHERE seq = 1\" 2>&1")
              .output.empty());
  const Ran ran = office.back_up();
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "entry 1 is damaged"));
  CHECK(fs::exists(office.file));
  CHECK_FALSE(fs::exists(office.file.string() + ".head"));
}

TEST_CASE("restore: a backup comes back with every entry, and the kiosk's chain goes on") {
  const BackupOffice office;
  REQUIRE(office.back_up().exit_code == 0);
  const Ran ran = office.restore();
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "restored 2 entries"));
  const auto before = KeepingOffice::entries(office.file);
  const auto after = KeepingOffice::entries(office.fresh / "ledger.sqlite");
  REQUIRE(after.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(after[i].chain == before[i].chain);
    CHECK(after[i].blob == before[i].blob);
  }
  // Never over a ledger.
  const Ran again = office.restore();
  CHECK(again.exit_code == 3);
  CHECK(has(again, "has a ledger"));
}

TEST_CASE("restore: what an old ledger left behind is not mixed into a backup") {
  for (const char* ending : {"-wal", "-shm", "-journal"}) {
    const BackupOffice office;
    REQUIRE(office.back_up().exit_code == 0);
    REQUIRE(make_folder(office.fresh));
    REQUIRE(write_file_atomic(office.fresh / ("ledger.sqlite" + std::string(ending)), "old"));
    const Ran ran = office.restore();
    CHECK(ran.exit_code == 3);
    CHECK(has(ran, "or a part of one"));
    CHECK_FALSE(fs::exists(office.fresh / "ledger.sqlite"));
  }
}

TEST_CASE("restore: a backup that was cut off is found by a head that was kept elsewhere") {
  const BackupOffice office;
  REQUIRE(office.back_up().exit_code == 0);
  const fs::path kept = office.home.path() / "kept.txt";
  const fs::path noted = office.file.string() + ".head";
  fs::rename(noted, kept);
  const Ran changed =
      support::run("sqlite3 " + quoted(office.file) +
                   " \"DROP TRIGGER entry_stay; DELETE FROM entry WHERE seq = 2; CREATE TRIGGER "
                   "entry_stay BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the ledger only "
                   "grows: no entry may be deleted'); END\" 2>&1");
  REQUIRE(changed.output.empty());
  const Ran refused = office.restore(" --heads " + quoted(kept));
  CAPTURE(refused.output);
  CHECK(refused.exit_code == 3);
  CHECK(has(refused, "entry 2, which the head in"));
  CHECK_FALSE(fs::exists(office.fresh / "ledger.sqlite"));

  const BackupOffice whole;
  REQUIRE(whole.back_up().exit_code == 0);
  const fs::path head = whole.home.path() / "head.txt";
  fs::rename(whole.file.string() + ".head", head);
  const Ran unsaid = whole.restore();
  CHECK(unsaid.exit_code == 0);
  CHECK(has(unsaid, "nothing says whether this backup was cut off"));
}

TEST_CASE("restore: a backup that is damaged, cut off, of another clinic or version is refused") {
  const auto refused = [](const std::string& sql, const std::string& words, int exit_code) {
    const BackupOffice office;
    REQUIRE(office.back_up().exit_code == 0);
    const Ran changed = support::run("sqlite3 " + quoted(office.file) + " \"" + sql + "\" 2>&1");
    REQUIRE(changed.output.empty());
    const Ran ran = office.restore();
    CAPTURE(sql);
    CAPTURE(ran.output);
    CHECK(ran.exit_code == exit_code);
    CHECK(has(ran, words));
    CHECK_FALSE(fs::exists(office.fresh / "ledger.sqlite"));
    CHECK_FALSE(fs::exists(office.fresh / "VERSION"));
    CHECK_FALSE(fs::exists(office.fresh / "kiosk.lock"));
  };
  refused("DROP TRIGGER entry_keep; UPDATE entry SET header = replace(header, 'signed', 'other')",
          "entry 1 is damaged", 1);
  refused("DROP TRIGGER entry_keep; UPDATE entry SET signature = x'00' WHERE seq = 2",
          "the signature of its head is wrong", 1);
  refused("DROP TRIGGER entry_stay; DELETE FROM entry WHERE seq = 2",
          "does not end with the head that was noted", 3);
  refused("PRAGMA user_version = 2", "made by a newer Candor", 3);
  refused("PRAGMA user_version = 0", "has format 0", 3);

  const BackupOffice office;
  REQUIRE(office.back_up().exit_code == 0);
  const support::DemonstrationKeys others(std::time(nullptr));
  const Ran other =
      office.run("restore " + quoted(office.file) + " --data " + quoted(office.fresh) + " --ca " +
                 quoted(others.clinic_folder() / "ca.crt"));
  CHECK(other.exit_code == 1);
  CHECK(has(other, "it does not come from the clinic's authority"));
  CHECK_FALSE(fs::exists(office.fresh / "ledger.sqlite"));
  CHECK_FALSE(fs::exists(office.fresh / "VERSION"));
  CHECK_FALSE(fs::exists(office.fresh / "kiosk.lock"));
}

}  // namespace
}  // namespace candor::commands_tests
