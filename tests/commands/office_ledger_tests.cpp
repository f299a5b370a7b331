// The office's own ledger: one program writes to it at a time, and it is copied with what it
// belongs to.
#include <doctest/doctest.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "commands/keeping_office.h"
#include "office/office_ledger.h"

namespace candor::commands_tests {
namespace {

namespace fs = std::filesystem;

/// An office that keeps a backup, and a disk elsewhere.
struct Desk : KeepingOffice {
  fs::path folder = home.path() / "office";
  fs::path backup = folder / "2026.sqlite";
  fs::path disk = home.path() / "disk";

  Desk() {
    REQUIRE(make_folder(folder));
    REQUIRE(make_folder(disk));
    REQUIRE(run("backup " + quoted(backup) + " --data " + quoted(data())).exit_code == 0);
  }

  [[nodiscard]] Ran say(const std::string& kind, const fs::path& ledger) const {
    return run("addendum " + quoted(ledger) + " --id " + kSecond + " --role nurse --kind " + kind +
               sign_as_ana());
  }

  [[nodiscard]] Ran copy(const std::string& name) const {
    return run("backup " + quoted(disk / name) + " --data " + quoted(backup));
  }

  static std::size_t addenda(const fs::path& folder) {
    return entries(folder / "office.sqlite").size();
  }
};

TEST_CASE("office ledger: a second program that writes to it is told to wait, and loses nothing") {
  const Desk desk;
  {
    const auto held = office::hold_office_ledger(desk.folder / "office.sqlite");
    REQUIRE(held);
    const Ran ran = desk.say("withdrawn", desk.backup);
    CAPTURE(ran.output);
    CHECK(ran.exit_code == 3);
    CHECK(has(ran, "another program is writing to the office's ledger; wait until it is done"));
    CHECK_FALSE(fs::exists(desk.folder / "office.sqlite"));
  }
  CHECK(desk.say("withdrawn", desk.backup).exit_code == 0);
  CHECK(Desk::addenda(desk.folder) == 1);
}

TEST_CASE("office ledger: clerks who write at the same time lose no addendum that was confirmed") {
  const Desk desk;
  const std::string one = "addendum " + quoted(desk.backup) + " --id " + KeepingOffice::kSecond +
                          " --role nurse --own-kind" + desk.sign_as_ana() + "--kind ";
  std::string all;
  for (int clerk = 1; clerk <= 6; ++clerk) {
    all += "'" + (support::build_folder() / "candor").string() + "' " + one + "note-" +
           std::to_string(clerk) + " & ";
  }
  const Ran ran = support::run("{ " + all + "wait; } 2>&1");
  CAPTURE(ran.output);
  std::set<std::string> stored;
  for (const auto& entry : KeepingOffice::entries(desk.folder / "office.sqlite")) {
    stored.insert(entry.header.outcome);
  }
  int confirmed = 0;
  for (int clerk = 1; clerk <= 6; ++clerk) {
    const std::string kind = "note-" + std::to_string(clerk);
    CAPTURE(kind);
    const bool is_confirmed = has(ran, "stored '" + kind + "'");
    confirmed += is_confirmed ? 1 : 0;
    CHECK(is_confirmed == stored.contains(kind));
  }
  CHECK(confirmed >= 1);
  const Ran checked = desk.run("verify " + quoted(desk.folder / "office.sqlite") + " --ca " +
                               quoted(desk.keys.clinic_folder() / "ca.crt"));
  CAPTURE(checked.output);
  // It is looked at by itself here: what its addenda refer to lies in the other ledger.
  CHECK_FALSE(has(checked, "damaged"));
  CHECK_FALSE(has(checked, "missing"));
}

TEST_CASE("office ledger: a backup takes it along, brings an older copy up to date, and says so") {
  const Desk desk;
  REQUIRE(desk.say("withdrawn", desk.backup).exit_code == 0);
  const Ran first = desk.copy("monday.sqlite");
  CAPTURE(first.output);
  CHECK(first.exit_code == 0);
  CHECK(has(first, "copied the office's addenda to " + (desk.disk / "office.sqlite").string()));
  CHECK(Desk::addenda(desk.disk) == 1);
  REQUIRE(desk.say("copy-given", desk.backup).exit_code == 0);
  const Ran second = desk.copy("tuesday.sqlite");
  CHECK(second.exit_code == 0);
  CHECK(has(second, "up to date"));
  CHECK(Desk::addenda(desk.disk) == 2);
  CHECK(has(desk.copy("wednesday.sqlite"), "already"));
  // What is on the disk is a whole office: a withdrawal is on every export of it.
  const Ran exported = desk.run("verify " + quoted(desk.disk / "monday.sqlite") + " --ca " +
                                quoted(desk.keys.clinic_folder() / "ca.crt"));
  CAPTURE(exported.output);
  CHECK(exported.exit_code == 0);
}

TEST_CASE("office ledger: one that went another way is never replaced") {
  const Desk desk;
  REQUIRE(desk.say("withdrawn", desk.backup).exit_code == 0);
  REQUIRE(desk.copy("monday.sqlite").exit_code == 0);
  // Two clerks, each with a copy.
  REQUIRE(desk.say("copy-given", desk.backup).exit_code == 0);
  REQUIRE(desk.say("corrected", desk.disk / "monday.sqlite").exit_code == 0);
  const std::string before = read_file(desk.disk / "office.sqlite", 10'000'000).value();
  const Ran ran = desk.copy("tuesday.sqlite");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, "both were added to since"));
  CHECK(read_file(desk.disk / "office.sqlite", 10'000'000).value() == before);
  CHECK_FALSE(fs::exists(desk.disk / "tuesday.sqlite"));
}

TEST_CASE("office ledger: a restore brings it back with the kiosk's ledger") {
  const Desk desk;
  REQUIRE(desk.say("withdrawn", desk.backup).exit_code == 0);
  const fs::path fresh = desk.home.path() / "fresh";
  const Ran ran = desk.run("restore " + quoted(desk.backup) + " --data " + quoted(fresh) +
                           " --ca " + quoted(desk.keys.clinic_folder() / "ca.crt"));
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "copied the office's addenda"));
  CHECK(Desk::addenda(fresh) == 1);
  CHECK(KeepingOffice::entries(fresh / "ledger.sqlite").size() == 2);
}

}  // namespace
}  // namespace candor::commands_tests
