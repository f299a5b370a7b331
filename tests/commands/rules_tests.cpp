// What the rules for records ask of the office's commands, from end to end.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "commands/keeping_office.h"
#include "export/manifest.h"
#include "export/pdf.h"
#include "office/retention.h"
#include "support/measured.h"

namespace candor::commands_tests {
namespace {

namespace fs = std::filesystem;

/// The files of a folder, name and bytes.
std::map<std::string, std::string> files_in(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    files[entry.path().filename().string()] = read_file(entry.path(), 100'000'000).value();
  }
  return files;
}

struct RulesOffice : KeepingOffice {
  [[nodiscard]] std::string clinic_key(const char* role) const {
    return " --key " + quoted(keys.clinic_folder() / (std::string(role) + ".key")) +
           " --passphrase-file " + quoted(keys.passphrase_file()) + " ";
  }

  [[nodiscard]] Ran export_to(const fs::path& out, const std::string& more,
                              const std::string& before = "") const {
    return candor(
        home.path(),
        "export " + quoted(ledger()) + clinic_key("record") + " --out " + quoted(out) + " " + more,
        before);
  }
};

TEST_CASE(
    "rules: exported, wiped and restored, every copy is the same to the last byte (S-07, S-21)") {
  const RulesOffice office;
  const auto before = office.home.path() / "before";
  const auto after = office.home.path() / "after";
  const std::string formats = "--format json,pdf,fhir,csv,cms";
  REQUIRE(office.export_to(before, formats).exit_code == 0);
  const auto backup = office.home.path() / "backup.sqlite";
  REQUIRE(office.run("backup " + quoted(backup) + " --data " + quoted(office.data())).exit_code ==
          0);
  // The kiosk is gone: another folder, with keys of its own, gets the backup.
  fs::remove(office.ledger());
  CHECK_FALSE(fs::exists(office.ledger()));
  const Ran restored = office.run("restore " + quoted(backup) + " --data " + quoted(office.data()) +
                                  " --ca " + quoted(office.keys.clinic_folder() / "ca.crt"));
  CAPTURE(restored.output);
  REQUIRE(restored.exit_code == 0);
  REQUIRE(office.export_to(after, formats).exit_code == 0);
  const auto first = files_in(before);
  const auto second = files_in(after);
  CHECK(first.size() == 10);
  REQUIRE(first.size() == second.size());
  int same = 0;
  for (const auto& [name, bytes] : first) {
    const std::string& file = name;
    CAPTURE(file);
    REQUIRE(second.contains(file));
    CHECK(second.at(file) == bytes);
    ++same;
  }
  support::measured("S-07", fmt::format("{} of {} exported files equal after wiping and restoring",
                                        same, first.size()));
}

TEST_CASE("rules: an export does not depend on the zone of the office's computer (S-26)") {
  const RulesOffice office;
  std::map<std::string, std::string> first;
  for (const char* zone :
       {"UTC", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Chatham", "America/St_Johns"}) {
    CAPTURE(zone);
    const auto out = office.home.path() /
                     ("out-" + std::to_string(first.size()) + std::string(zone).substr(0, 3) +
                      std::string(zone).substr(std::string(zone).size() - 2));
    const Ran ran = office.export_to(out, "--format json,pdf,fhir,csv", "TZ=" + std::string(zone));
    CAPTURE(ran.output);
    REQUIRE(ran.exit_code == 0);
    const auto files = files_in(out);
    if (first.empty()) first = files;
    CHECK(files == first);
  }
  CHECK(first.size() == 8);
}

TEST_CASE(
    "rules: a person's signature needs their key and their passphrase, each time anew (S-10)") {
  const RulesOffice office;
  const auto sign = [&](const std::string& with) {
    return office.run("addendum " + quoted(office.ledger()) + " --id " +
                      std::string(RulesOffice::kSecond) +
                      " --kind clinician --role clinician --said 'We talked.' " + with);
  };
  const std::string key = " --key " + quoted(office.person_key);
  const std::string passphrase = " --passphrase-file " + quoted(office.keys.passphrase_file());
  const auto wrong = office.home.path() / "wrong.txt";
  REQUIRE(write_file_atomic(wrong, "six other words that are wrong\n"));
  CHECK(sign(key).exit_code == 2);
  CHECK(sign(passphrase).exit_code == 2);
  CHECK(sign(key + " --passphrase-file " + quoted(wrong)).exit_code == 3);
  CHECK_FALSE(fs::exists(office.office()));
  CHECK(sign(key + passphrase).exit_code == 0);
  // Nothing is remembered from one signing to the next.
  CHECK(sign(key).exit_code == 2);
  CHECK(sign(key + " --passphrase-file " + quoted(wrong)).exit_code == 3);
  CHECK(KeepingOffice::entries(office.office()).size() == 1);
  CHECK(sign(key + passphrase).exit_code == 0);
  CHECK(KeepingOffice::entries(office.office()).size() == 2);
}

TEST_CASE(
    "rules: without the record key the recovery key opens everything, and its use shows (P-06)") {
  const RulesOffice office;
  const auto usual = office.home.path() / "usual";
  const auto drill = office.home.path() / "drill";
  const std::string seal =
      " --format json --archive-key " + quoted(office.keys.clinic_folder() / "archive.key");
  const Ran before = office.export_to(usual, seal);
  CAPTURE(before.output);
  REQUIRE(before.exit_code == 0);
  CHECK_FALSE(has(before, "recovery"));
  // The record key is lost.
  fs::remove(office.keys.clinic_folder() / "record.key");
  REQUIRE(office.export_to(drill, seal).exit_code == 3);
  const Ran ran = office.run("export " + quoted(office.ledger()) + office.clinic_key("recovery") +
                             " --out " + quoted(drill) + seal);
  CAPTURE(ran.output);
  REQUIRE(ran.exit_code == 0);
  CHECK(has(ran, "opened with the recovery key; note in the clinic's book"));
  auto recovered = files_in(drill);
  auto known = files_in(usual);
  const auto manifest = exporting::parse_manifest(recovered.at("manifest.json"), "drill").value();
  const auto usual_manifest = exporting::parse_manifest(known.at("manifest.json"), "usual").value();
  CHECK(manifest.opened_with != usual_manifest.opened_with);
  CHECK(manifest.opened_with.find("ecovery") != std::string::npos);
  for (const char* name : {"manifest.json", "manifest.cms"}) {
    recovered.erase(name);
    known.erase(name);
  }
  CHECK(recovered.size() == 2);
  CHECK(recovered == known);
  support::measured("P-06", "2 of 2 records opened without the record key, the same bytes");
}

TEST_CASE("rules: six years less a day is too early, on the day and after it is not (P-08)") {
  // What a visit on 22 November 2026 under a pack of six years gets, for somebody of full age.
  const Date until = record::keep_until({2026, 11, 22}, {1980, 3, 5}, 6);
  REQUIRE(until == Date{2032, 11, 22});
  const RulesOffice office;
  auto ledger = office.open();
  const auto ring = keys::load_keyring(office.data(), std::time(nullptr)).value();
  const record::Seal seal(ring.kiosk, ring.kiosk_certificate, {ring.record, ring.recovery});
  const auto add = [&](const std::string& id, const std::string& keep_until) {
    record::Header header;
    header.id = id;
    header.kiosk = "A";
    header.outcome = "signed";
    header.keep_until = keep_until;
    header.created = SystemClock().now();
    REQUIRE(ledger.append(header, seal.close(Json{{"id", id}}, std::time(nullptr)).value()));
  };
  add("six-years", iso_date(until));
  add("a-longer-rule", iso_date(record::keep_until({2026, 11, 22}, {1980, 3, 5}, 10)));
  add("a-minor", iso_date(record::keep_until({2026, 11, 22}, {2015, 3, 5}, 6)));
  add("for-ever", "");
  const auto due_on = [&](const Date& day) {
    std::vector<std::string> ids;
    const auto all = office::due_on(ledger, day);
    REQUIRE(all);
    for (const office::Due& due : *all) {
      if (due.id != RulesOffice::kFirst) ids.push_back(due.id);
    }
    return ids;
  };
  const Date before{2032, 11, 21};
  const Date after{2032, 11, 23};
  CHECK(due_on(before).empty());
  CHECK(due_on(until) == std::vector<std::string>{"six-years"});
  CHECK(due_on(after) == std::vector<std::string>{"six-years"});
  CHECK(due_on({2036, 11, 22}) == std::vector<std::string>{"six-years", "a-longer-rule"});
  CHECK(due_on({2050, 11, 22}) ==
        std::vector<std::string>{"six-years", "a-longer-rule", "a-minor"});
  const office::Due due = office::due_on(ledger, after).value().back();
  REQUIRE(due.id == "six-years");
  // The end is an entry of that day, too; one that says it was made earlier is not stored.
  const auto at_noon_of = [](const Date& day) {
    const std::chrono::sys_days days(std::chrono::year(day.year) /
                                     std::chrono::month(static_cast<unsigned>(day.month)) /
                                     std::chrono::day(static_cast<unsigned>(day.day)));
    return Moment{(days.time_since_epoch().count() * 24LL + 12) * 3'600'000, 1'000'000, 0, "UTC"};
  };
  CHECK_FALSE(office::expire(ledger, seal, "A", due, before, at_noon_of(before)));
  CHECK_FALSE(office::expire(ledger, seal, "A", due, after, at_noon_of(before)));
  CHECK(office::expire(ledger, seal, "A", due, after, at_noon_of(after)));
  support::measured("P-08",
                    "2032-11-21 refused, 2032-11-22 due, for a visit on 2026-11-22 and 6 years");
}

TEST_CASE(
    "rules: a person gets their own record and no other, and erasing it breaks nothing (P-13, "
    "P-07)") {
  const RulesOffice office;
  const auto out = office.home.path() / "mine";
  REQUIRE(office.export_to(out, std::string("--format json,pdf --id ") + RulesOffice::kFirst)
              .exit_code == 0);
  const auto mine = files_in(out);
  REQUIRE(mine.size() == 2);
  for (const auto& [name, bytes] : mine) {
    if (!name.ends_with(".json")) continue;
    const auto record = record::parse(bytes, name);
    REQUIRE(record);
    CHECK(record->id == RulesOffice::kFirst);
  }
  const std::string blob = KeepingOffice::entries(office.ledger())[0].blob;
  REQUIRE(office.run("expire --erase --data " + quoted(office.data())).exit_code == 0);
  const Ran verified =
      office.run("verify " + quoted(office.ledger()) + " --ca " +
                 quoted(office.keys.clinic_folder() / "ca.crt") + office.clinic_key("record"));
  CAPTURE(verified.output);
  CHECK(verified.exit_code == 0);
  const auto later = office.home.path() / "later";
  REQUIRE(office.export_to(later, "--format json").exit_code == 0);
  CHECK(files_in(later).size() == 1);
  // Nowhere in the folder is a piece of what was erased.
  std::size_t looked = 0;
  for (const auto& entry : fs::recursive_directory_iterator(office.data())) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = read_file(entry.path(), 100'000'000).value();
    looked += bytes.size();
    // What lies before the encrypted bytes is for whom it is sealed: the same in every entry.
    constexpr std::size_t kEncrypted = 1024;
    REQUIRE(blob.size() > 4 * kEncrypted);
    for (std::size_t at = kEncrypted; at + 64 <= blob.size(); at += 64) {
      if (bytes.find(blob.substr(at, 64)) != std::string::npos) {
        FAIL_CHECK(entry.path() << " still holds a part of what was erased");
        break;
      }
    }
  }
  CHECK(looked > 10'000);
  support::measured(
      "P-07", fmt::format("{} bytes of the data folder searched: none of {} erased ones", looked,
                          blob.size()));
}

}  // namespace
}  // namespace candor::commands_tests
