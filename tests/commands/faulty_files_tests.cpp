// Every write, sync and rename of whatever Candor keeps fails once in turn, the disk is full at
// each, and the program is killed at each: nothing that was confirmed is lost, nothing half can be
// seen, the message is clear, and a second try succeeds.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "commands/commands.h"
#include "commands/keeping_office.h"
#include "content/digest.h"
#include "crypto/crypto.h"
#include "keys/keys.h"
#include "kiosk/data_folder.h"
#include "office/backup.h"
#include "office/verify.h"
#include "record/stored_pack.h"
#include "support/prove.h"
#include "support/system_calls.h"

namespace candor::commands_tests {
namespace {

namespace fs = std::filesystem;
using support::Strike;

/// Something that a person asks Candor to do, in a folder that is a fresh copy each time.
struct Job {
  /// The command's words, or steps of its own. The second try may have to name other files.
  std::function<int(const fs::path& place, int attempt)> steps;
  /// What must hold when it said that it could not, or was killed.
  std::function<void(const fs::path& place)> check_failed;
  /// What must hold when it said that it is done.
  std::function<void(const fs::path& place, int attempt)> check_done;
};

int run_command(const std::vector<std::string>& words) {
  return static_cast<int>(commands::run(words));
}

/// A message tells what is wrong, with which file, and what to do.
void check_message(const std::string& output) {
  CAPTURE(output);
  const bool says_what = has({0, output}, "the disk is full") ||
                         has({0, output}, "cannot be written") ||
                         has({0, output}, "the disk gave an error") ||
                         has({0, output}, "cannot be opened") || has({0, output}, "SQLite says");
  CHECK(says_what);
  CHECK(output.find("; ") != std::string::npos);
  CHECK(output.find('/') != std::string::npos);
}

/// No file that is still being written is left.
void check_no_leftovers(const fs::path& place) {
  for (const auto& entry : fs::recursive_directory_iterator(place)) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    CHECK_FALSE(name.starts_with("."));
    CHECK_FALSE(name.ends_with(".unfinished"));
    CHECK_FALSE(name.ends_with(".newer"));
  }
}

/// Lets the call number `at` of the job fail.
void strike_at(const fs::path& start, const Job& job, Strike strike, int at, int& failures) {
  const support::TemporaryFolder folder;
  const fs::path place = folder.path() / "place";
  fs::copy(start, place, fs::copy_options::recursive);
  const auto worked = support::watch({place, [&] { return job.steps(place, 1); }, strike, at});
  CAPTURE(at);
  REQUIRE(worked.has_struck);
  CAPTURE(worked.calls.at(static_cast<std::size_t>(at - 1)));
  CAPTURE(worked.output);
  CAPTURE(worked.exit_code);
  const bool was_killed = strike == Strike::kill || strike == Strike::kill_in_write;
  CHECK((worked.exit_code == -1) == was_killed);
  if (worked.exit_code == 0) {
    job.check_done(place, 1);
  } else {
    ++failures;
    if (!was_killed) {
      CHECK(worked.exit_code == 3);
      check_message(worked.output);
      check_no_leftovers(place);
    }
    job.check_failed(place);
  }
  if (worked.exit_code == 0) return;
  const auto again =
      support::watch({place, [&] { return job.steps(place, 2); }, Strike::nothing, 0});
  CAPTURE(again.output);
  CHECK(again.exit_code == 0);
  job.check_done(place, 2);
}

/// Whether this can happen at a call: a disk is full for what makes files longer, and in the middle
/// one can only be of a write.
bool can_strike(Strike strike, const std::string& call) {
  if (strike == Strike::disk_full) return !call.starts_with("sync");
  if (strike == Strike::kill_in_write) return call.starts_with("write");
  return true;
}

/// Lets the calls of a job fail one after the other, every `step`-th of them.
void fail_everywhere(const fs::path& start, const Job& job, const std::vector<Strike>& strikes,
                     std::size_t least_calls, std::size_t step = 1) {
  const support::TemporaryFolder folder;
  const fs::path place = folder.path() / "place";
  fs::copy(start, place, fs::copy_options::recursive);
  const auto calm =
      support::watch({place, [&] { return job.steps(place, 1); }, Strike::nothing, 0});
  CAPTURE(calm.output);
  REQUIRE(calm.exit_code == 0);
  job.check_done(place, 1);
  CHECK(calm.calls.size() >= least_calls);
  for (const Strike strike : strikes) {
    CAPTURE(static_cast<int>(strike));
    int failures = 0;
    for (std::size_t i = 0; i < calm.calls.size(); i += step) {
      if (!can_strike(strike, calm.calls[i])) continue;
      strike_at(start, job, strike, static_cast<int>(i) + 1, failures);
    }
    CHECK(failures > 0);
  }
}

/// Every day some of the steps where many are alike, in tools/prove all.
std::size_t every(std::size_t step) {
  return support::prove_runs(0) > 0 ? 1 : step;
}

const std::vector<Strike> kFaults{Strike::fails, Strike::disk_full};
const std::vector<Strike> kKills{Strike::kill, Strike::kill_in_write};

/// Nobody else's files were changed.
std::map<std::string, std::string> files_in(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const auto bytes = read_file(entry.path(), 100'000'000);
    REQUIRE(bytes);
    files[fs::relative(entry.path(), folder).string()] = *bytes;
  }
  return files;
}

/// A clinic in one folder, to be copied: kiosk/, clinic/, person/.
struct Clinic : KeepingOffice {
  support::TemporaryFolder folder;

  Clinic() {
    fs::copy(data(), folder.path() / "kiosk", fs::copy_options::recursive);
    fs::copy(keys.clinic_folder(), folder.path() / "clinic", fs::copy_options::recursive);
    fs::copy(person, folder.path() / "person", fs::copy_options::recursive);
  }

  [[nodiscard]] const fs::path& start() const { return folder.path(); }

  [[nodiscard]] crypto::Certificate ca() const {
    return keys::load_certificate(keys.clinic_folder() / "ca.crt").value();
  }

  /// Both records are in the ledger, whole, and everything in it holds.
  void check_kiosk(const fs::path& place) const {
    const auto checked = office::verify({place / "kiosk" / "ledger.sqlite"}, {ca(), {}, {}});
    REQUIRE(checked);
    for (const auto& one : *checked) {
      for (const auto& finding : one.findings) FAIL_CHECK(one.file, ": ", finding.what);
    }
    std::set<std::string> records;
    for (const auto& entry : entries(place / "kiosk" / "ledger.sqlite")) {
      if (entry.header.kind == record::EntryKind::record) records.insert(entry.header.id);
    }
    CHECK(records == std::set<std::string>{kFirst, kSecond});
  }
};

std::string attempt_name(const char* stem, int attempt) {
  return std::string(stem) + (attempt == 1 ? "" : "-again");
}

TEST_CASE("files: a backup that cannot be written leaves nothing, and a second try succeeds") {
  const Clinic clinic;
  Job job;
  job.steps = [](const fs::path& place, int attempt) {
    return run_command({"backup", (place / attempt_name("backup", attempt)).string(), "--data",
                        (place / "kiosk").string()});
  };
  const auto check_backup = [&](const fs::path& file) {
    const auto sound = office::verify({file}, {clinic.ca(), {}, {}});
    REQUIRE(sound);
    CHECK(sound->front().findings.empty());
    // A first backup that was made but not noted is noted in the second.
    CHECK(sound->front().entries >= 2);
    const auto heads = office::read_heads(office::head_file(file));
    REQUIRE(heads);
    CHECK(heads->front().head.seq == sound->front().entries);
  };
  job.check_failed = [&](const fs::path& place) {
    clinic.check_kiosk(place);
    // What has the name of a backup is one; only that it was made may not be noted yet.
    if (fs::exists(office::head_file(place / "backup"))) check_backup(place / "backup");
  };
  job.check_done = [&](const fs::path& place, int attempt) {
    clinic.check_kiosk(place);
    const auto all = KeepingOffice::entries(place / "kiosk" / "ledger.sqlite");
    CHECK(all.back().header.kind == record::EntryKind::backup);
    check_backup(place / attempt_name("backup", attempt));
  };
  fail_everywhere(clinic.start(), job, {Strike::fails}, 20);
  fail_everywhere(clinic.start(), job, {Strike::disk_full}, 20, every(3));
  fail_everywhere(clinic.start(), job, kKills, 20, every(7));
}

TEST_CASE("files: an office's ledger that cannot be brought up to date stays the whole older one") {
  const Clinic clinic;
  const fs::path kiosk = clinic.start() / "kiosk";
  const fs::path disk = clinic.start() / "disk";
  fs::create_directory(disk);
  REQUIRE(clinic.add_addendum(KeepingOffice::kSecond, "--kind clinician --said 'We talked.'")
              .exit_code == 0);
  fs::copy(clinic.office(), disk);
  REQUIRE(clinic.add_addendum(KeepingOffice::kSecond, "--kind withdrawn").exit_code == 0);
  fs::copy(clinic.office(), kiosk);
  Job job;
  job.steps = [](const fs::path& place, int attempt) {
    return run_command({"backup", (place / "disk" / attempt_name("backup", attempt)).string(),
                        "--data", (place / "kiosk" / "ledger.sqlite").string()});
  };
  job.check_failed = [](const fs::path& place) {
    CHECK(KeepingOffice::entries(place / "kiosk" / "office.sqlite").size() == 2);
    const auto kept = KeepingOffice::entries(place / "disk" / "office.sqlite");
    CHECK((kept.size() == 1 || kept.size() == 2));
  };
  job.check_done = [&](const fs::path& place, int attempt) {
    clinic.check_kiosk(place);
    CHECK(KeepingOffice::entries(place / "disk" / "office.sqlite").size() == 2);
    CHECK(fs::exists(office::head_file(place / "disk" / attempt_name("backup", attempt))));
  };
  fail_everywhere(clinic.start(), job, kFaults, 20, every(2));
}

TEST_CASE("files: a restore that cannot be written leaves no ledger, and a second try succeeds") {
  const Clinic clinic;
  const fs::path file = clinic.start() / "backup";
  REQUIRE(office::back_up(clinic.data(), file, clinic.ca()));
  Job job;
  job.steps = [](const fs::path& place, int) {
    return run_command({"restore", (place / "backup").string(), "--data",
                        (place / "new" / "kiosk").string(), "--ca",
                        (place / "clinic" / "ca.crt").string()});
  };
  job.check_failed = [&](const fs::path& place) {
    CHECK_FALSE(fs::exists(place / "new" / "kiosk" / "ledger.sqlite"));
  };
  job.check_done = [&](const fs::path& place, int) {
    const auto sound = office::verify({place / "new" / "kiosk"}, {clinic.ca(), {}, {}});
    REQUIRE(sound);
    CHECK(sound->front().findings.empty());
    CHECK(sound->front().entries == 2);
  };
  fail_everywhere(clinic.start(), job, kFaults, 10);
}

TEST_CASE(
    "files: an addendum that cannot be stored is not there, and a second try stores it once") {
  const Clinic clinic;
  Job job;
  job.steps = [&](const fs::path& place, int) {
    return run_command({"addendum", (place / "kiosk").string(), "--id", KeepingOffice::kFirst,
                        "--kind", "withdrawn", "--role", "nurse", "--key",
                        (place / "person" / clinic.person_key.filename()).string(),
                        "--passphrase-file", (place / "clinic" / "passphrase.txt").string()});
  };
  const auto addenda = [](const fs::path& place) {
    const fs::path file = place / "kiosk" / "office.sqlite";
    if (!fs::exists(file) || fs::file_size(file) == 0) return std::size_t{0};
    const auto ledger = record::Ledger::open(file);
    if (!ledger) return std::size_t{0};
    return KeepingOffice::entries(file).size();
  };
  job.check_failed = [&](const fs::path& place) { CHECK(addenda(place) <= 1); };
  job.check_done = [&](const fs::path& place, int attempt) {
    clinic.check_kiosk(place);
    // A first try may have been stored although it could not be confirmed: then there are two, each
    // whole, and nothing is lost.
    const std::size_t count = addenda(place);
    CHECK(count >= 1);
    CHECK(count <= static_cast<std::size_t>(attempt));
  };
  fail_everywhere(clinic.start(), job, kFaults, 10);
  fail_everywhere(clinic.start(), job, kKills, 10, every(7));
}

TEST_CASE("files: whatever fails while content is erased, a second try erases it, and only that") {
  const Clinic clinic;
  Job job;
  job.steps = [](const fs::path& place, int) {
    return run_command({"expire", "--erase", "--data", (place / "kiosk").string()});
  };
  const auto check_entries = [&](const fs::path& place, bool must_be_erased) {
    clinic.check_kiosk(place);
    const auto all = KeepingOffice::entries(place / "kiosk" / "ledger.sqlite");
    if (must_be_erased) CHECK(all[0].erased);
    CHECK_FALSE(all[1].erased);
    CHECK(all.size() <= 3);
  };
  job.check_failed = [&](const fs::path& place) { check_entries(place, false); };
  job.check_done = [&](const fs::path& place, int) {
    check_entries(place, true);
    const std::string blob = KeepingOffice::entries(clinic.ledger())[0].blob.substr(100, 64);
    for (const auto& file : files_in(place / "kiosk")) {
      const std::string& name = file.first;
      const std::string& bytes = file.second;
      CAPTURE(name);
      CHECK(bytes.find(blob) == std::string::npos);
    }
  };
  fail_everywhere(clinic.start(), job, kFaults, 10);
}

std::vector<std::string> init_words(const fs::path& place) {
  return {"keys",
          "init",
          "--data",
          (place / "kiosk").string(),
          "--clinic",
          "Sample",
          "--out",
          (place / "clinic").string(),
          "--passphrase-file",
          (place / "passphrase").string(),
          "--demonstration"};
}

TEST_CASE("files: first keys that cannot be written are not half there, a second try makes them") {
  const support::TemporaryFolder start;
  REQUIRE(write_new_file(start.path() / "passphrase", "correct horse battery staple\n"));
  Job job;
  job.steps = [](const fs::path& place, int) { return run_command(init_words(place)); };
  job.check_failed = [](const fs::path& place) {
    for (const auto& file : files_in(place)) {
      const std::string& name = file.first;
      CAPTURE(name);
      CHECK((name == "passphrase" || name.starts_with("clinic/issued/")));
    }
  };
  job.check_done = [](const fs::path& place, int) {
    CHECK(keys::load_keyring(place / "kiosk", std::time(nullptr)));
    const auto passphrase = keys::read_passphrase(place / "passphrase");
    REQUIRE(passphrase);
    for (const char* name : {"ca.key", "record.key", "recovery.key", "archive.key"}) {
      CAPTURE(name);
      CHECK(keys::load_clinic_key(place / "clinic" / name, passphrase->view()));
    }
  };
  fail_everywhere(start.path(), job, kFaults, 10, every(4));
}

TEST_CASE("files: a further key that cannot be written is not half there, a second try makes it") {
  const support::TemporaryFolder start;
  REQUIRE(write_new_file(start.path() / "passphrase", "correct horse battery staple\n"));
  REQUIRE(run_command(init_words(start.path())) == 0);
  const auto before = files_in(start.path());
  std::function<std::vector<std::string>(const fs::path& place)> words;
  std::string made;  // the new key
  std::size_t step = 3;
  SUBCASE("a person's") {
    // Its passphrase takes a third of a second each time.
    step = 7;
    words = [](const fs::path& place) -> std::vector<std::string> {
      return {"enroll",
              "--role",
              "clinician",
              "--name",
              "Ana",
              "--out",
              (place / "hers").string(),
              "--own-passphrase-file",
              (place / "passphrase").string()};
    };
    made = "hers/clinician-ana.key";
  }
  SUBCASE("one more kiosk's") {
    made = "other/keys/kiosk.key";
    words = [](const fs::path& place) -> std::vector<std::string> {
      return {
          "enroll", "--role", "kiosk", "--name", "Kiosk B", "--data", (place / "other").string()};
    };
  }
  SUBCASE("the kiosk's next") {
    made = "kiosk/keys/kiosk-2.key";
    words = [](const fs::path& place) -> std::vector<std::string> {
      return {"rotate", "--role", "kiosk", "--data", (place / "kiosk").string()};
    };
  }
  SUBCASE("the clinic's next") {
    made = "clinic/record-2.key";
    words = [](const fs::path&) -> std::vector<std::string> {
      return {"rotate", "--role", "record"};
    };
  }
  if (!words) return;
  Job job;
  job.steps = [&](const fs::path& place, int) {
    std::vector<std::string> all = words(place);
    all.insert(all.begin(), "keys");
    all.insert(all.end(), {"--ca", (place / "clinic").string(), "--passphrase-file",
                           (place / "passphrase").string()});
    return run_command(all);
  };
  job.check_failed = [&](const fs::path& place) {
    for (const auto& file : files_in(place)) {
      const std::string& name = file.first;
      CAPTURE(name);
      if (name.starts_with("clinic/issued/")) continue;
      REQUIRE(before.contains(name));
      CHECK(before.at(name) == file.second);
    }
  };
  job.check_done = [&](const fs::path& place, int) {
    CAPTURE(made);
    CHECK(fs::exists(place / made));
    CHECK(fs::exists((place / made).replace_extension(".crt")));
    CHECK_FALSE(fs::exists((place / made).replace_extension(".csr")));
    for (const auto& [name, bytes] : before) CHECK(files_in(place).at(name) == bytes);
  };
  fail_everywhere(start.path(), job, kFaults, 10, every(step));
}

TEST_CASE(
    "files: a kiosk that cannot make its folder or ledger says so, and starts at the next try") {
  const Clinic clinic;
  const auto ring = clinic.keys.keyring();
  Job job;
  job.steps = [&](const fs::path& place, int) {
    const auto give_up = [](const Error& error) {
      fmt::print("{}\n", to_string(error));
      return 3;
    };
    const auto folder = kiosk::DataFolder::open(place / "new" / "data");
    if (!folder) return give_up(folder.error());
    auto ledger = record::Ledger::open(
        folder->ledger_path(),
        record::Keeper{ring.kiosk, ring.kiosk_certificate, {ring.ca, ring.record}});
    if (!ledger) return give_up(ledger.error());
    record::Header header;
    header.id = "opened";
    header.kind = record::EntryKind::opened;
    header.created = {support::kDemonstrationNow * 1000, 0, 0, "UTC"};
    const auto stored = ledger->append(header, std::string(9000, 'x'));
    return stored ? 0 : give_up(stored.error());
  };
  job.check_failed = [](const fs::path&) {};
  job.check_done = [](const fs::path& place, int) {
    CHECK(KeepingOffice::entries(place / "new" / "data" / "ledger.sqlite").size() == 1);
    CHECK(read_file(place / "new" / "data" / "VERSION", 10).value() == "1\n");
  };
  fail_everywhere(clinic.start(), job, kFaults, 10);
  fail_everywhere(clinic.start(), job, kKills, 10, every(5));
}

/// What an export writes, and whether each of its files is whole.
Job export_job(const Clinic& clinic, const std::string& formats,
               const std::map<std::string, std::string>& expected) {
  Job job;
  job.steps = [formats](const fs::path& place, int) {
    return run_command({"export", (place / "kiosk" / "ledger.sqlite").string(), "--key",
                        (place / "clinic" / "record.key").string(), "--archive-key",
                        (place / "clinic" / "archive.key").string(), "--passphrase-file",
                        (place / "clinic" / "passphrase.txt").string(), "--out",
                        (place / "out").string(), "--format", formats});
  };
  // Manifests and PDFs hold the time and a signature, which differ; those are verified.
  const auto is_signed = [](const std::string& name) {
    return name.starts_with("manifest.") || name.ends_with(".pdf") || name.ends_with(".fhir.json");
  };
  job.check_failed = [expected, is_signed](const fs::path& place) {
    if (!fs::exists(place / "out")) return;
    for (const auto& file : files_in(place / "out")) {
      const std::string& name = file.first;
      const std::string& bytes = file.second;
      CAPTURE(name);
      if (fs::path(name).filename().string().starts_with(".")) continue;
      REQUIRE(expected.contains(name));
      if (!is_signed(name)) CHECK(bytes == expected.at(name));
      if (name.ends_with(".pdf")) CHECK(bytes.ends_with("%%EOF\n"));
    }
  };
  job.check_done = [expected, is_signed, &clinic](const fs::path& place, int) {
    const auto files = files_in(place / "out");
    REQUIRE(files.size() == expected.size());
    for (const auto& file : files) {
      const std::string& name = file.first;
      const std::string& bytes = file.second;
      CAPTURE(name);
      REQUIRE(expected.contains(name));
      if (!is_signed(name)) CHECK(bytes == expected.at(name));
    }
    const auto checked = office::verify({place / "out" / "manifest.cms"}, {clinic.ca(), {}, {}});
    REQUIRE(checked);
    for (const auto& finding : checked->front().findings) FAIL_CHECK(finding.what);
    CHECK(checked->front().files == static_cast<std::int64_t>(expected.size()) - 2);
  };
  return job;
}

/// The files of an export that nothing disturbed.
std::map<std::string, std::string> undisturbed(const Clinic& clinic, const std::string& formats) {
  const support::TemporaryFolder folder;
  const fs::path place = folder.path() / "place";
  fs::copy(clinic.start(), place, fs::copy_options::recursive);
  const Job job = export_job(clinic, formats, {});
  const auto worked =
      support::watch({place, [&] { return job.steps(place, 1); }, Strike::nothing, 0});
  CAPTURE(worked.output);
  REQUIRE(worked.exit_code == 0);
  return files_in(place / "out");
}

TEST_CASE(
    "export: whatever write, sync or rename fails, no file is half there, and a second run "
    "finishes") {
  const Clinic clinic;
  const std::string formats = "json,csv,cms";
  const auto expected = undisturbed(clinic, formats);
  REQUIRE(expected.size() == 8);
  fail_everywhere(clinic.start(), export_job(clinic, formats, expected), kFaults, 20);
}

TEST_CASE("export: killed at any step, it leaves nothing half, and the next run finishes") {
  const Clinic clinic;
  const std::string formats = "json,csv,cms";
  const auto expected = undisturbed(clinic, formats);
  REQUIRE(expected.size() == 8);
  fail_everywhere(clinic.start(), export_job(clinic, formats, expected), kKills, 20);
}

TEST_CASE(
    "export: stopped among the files of a pack, it leaves nothing half, and a second run "
    "finishes") {
  const Clinic clinic;
  {
    record::StoredPack pack;
    pack.pack = "sample";
    pack.version = "1";
    pack.files = {{"clinic.json", "{}"}, {"pack.json", "{}"}, {"pages/010-about.json", "{}"}};
    std::map<std::string, std::string> digests;
    for (const auto& file : pack.files) digests[file.name] = crypto::sha256_hex(file.text);
    pack.digest = content::pack_digest(digests);
    pack.id = "pack." + pack.digest;
    const auto ring = keys::load_keyring(clinic.start() / "kiosk", std::time(nullptr)).value();
    auto ledger = record::Ledger::open(
        clinic.start() / "kiosk" / "ledger.sqlite",
        record::Keeper{ring.kiosk, ring.kiosk_certificate, {ring.ca, ring.record, ring.recovery}});
    REQUIRE(ledger);
    const record::Seal seal(ring.kiosk, ring.kiosk_certificate, {ring.record, ring.recovery});
    record::Header header;
    header.id = pack.id;
    header.kind = record::EntryKind::pack;
    header.created = SystemClock().now();
    const auto blob = seal.close(record::to_json(pack), std::time(nullptr));
    REQUIRE(blob);
    REQUIRE(ledger->append(header, *blob));
  }
  const auto expected = undisturbed(clinic, "packs");
  REQUIRE(expected.size() == 5);
  const Job job = export_job(clinic, "packs", expected);
  fail_everywhere(clinic.start(), job, kFaults, 15);
  fail_everywhere(clinic.start(), job, kKills, 15);
}

TEST_CASE("export: stopped among its PDFs, it leaves nothing half, and the next run finishes") {
  const Clinic clinic;
  // PDFs take long to make.
  const std::string formats = "pdf,json,fhir,csv,cms";
  const auto expected = undisturbed(clinic, formats);
  REQUIRE(expected.size() == 12);
  const Job job = export_job(clinic, formats, expected);
  fail_everywhere(clinic.start(), job, {Strike::kill}, 30, every(11));
  fail_everywhere(clinic.start(), job, kFaults, 30, every(13));
}

}  // namespace
}  // namespace candor::commands_tests
