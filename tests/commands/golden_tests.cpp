// Ledgers that earlier releases wrote, with their clinics' keys: every later release must open
// them. golden/README.md says what is there and how it was made.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <ctime>
#include <set>
#include <vector>

#include "commands/keeping_office.h"
#include "support/measured.h"

namespace candor::commands_tests {
namespace {

namespace fs = std::filesystem;

fs::path golden_folder() {
  return support::source_folder() / "tests" / "commands" / "golden";
}

std::vector<fs::path> golden_folders() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(golden_folder())) {
    if (entry.is_directory()) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  REQUIRE(folders.size() >= 2);
  return folders;
}

/// A copy that may be used: git keeps no permissions, and a key that others can read is refused.
struct Golden {
  support::TemporaryFolder home;
  fs::path folder = home.path() / "copy";

  explicit Golden(const fs::path& from) {
    fs::copy(from, folder, fs::copy_options::recursive);
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) REQUIRE(::chmod(entry.path().c_str(), 0600) == 0);
    }
  }

  [[nodiscard]] std::string open_with(const std::string& key) const {
    return " --key " + quoted(folder / "keys" / (key + ".key")) + " --passphrase-file " +
           quoted(folder / "keys" / "passphrase.txt") + " ";
  }

  [[nodiscard]] std::string ca() const { return " --ca " + quoted(folder / "keys" / "ca.crt"); }

  [[nodiscard]] Ran run(const std::string& arguments) const {
    return candor(home.path(), arguments);
  }

  /// The files of that day's export, or of `out`, whose names end so.
  [[nodiscard]] static std::vector<fs::path> files(const fs::path& out, const std::string& ending) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(out)) {
      const std::string name = entry.path().filename().string();
      const auto dot = name.find('.');
      const bool is_record = !name.starts_with("manifest") && !name.starts_with("index");
      if (is_record && name.substr(dot) == ending) found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
  }
};

std::string bytes_of(const fs::path& file) {
  const auto bytes = read_file(file, 10'000'000);
  REQUIRE_MESSAGE(bytes, file.string());
  return *bytes;
}

std::string paper(const fs::path& pdf) {
  const auto ran = support::run("pdftotext " + quoted(pdf) + " - 2>&1");
  REQUIRE(ran.exit_code == 0);
  return ran.output;
}

}  // namespace

TEST_CASE(
    "golden: a ledger of every format so far is verified and read to the same bytes (S-08, S-21)") {
  std::size_t records = 0;
  const auto folders = golden_folders();
  for (const fs::path& each : folders) {
    const Golden golden(each);
    // Both who keep a key can still read all of it.
    for (const std::string key : {"record", "recovery"}) {
      CAPTURE(each);
      CAPTURE(key);
      const std::string formats = key == "record" ? "json,pdf,fhir,csv,cms" : "json,cms";
      const Ran verified =
          golden.run("verify " + quoted(golden.folder / "ledger.sqlite") + golden.ca() +
                     " --heads " + quoted(golden.folder / "heads") + golden.open_with(key));
      CAPTURE(verified.output);
      CHECK(verified.exit_code == 0);
      const auto out = golden.home.path() / key;
      const Ran exported =
          golden.run("export " + quoted(golden.folder / "ledger.sqlite") + golden.open_with(key) +
                     golden.ca() + " --format " + formats + " --out " + quoted(out));
      CAPTURE(exported.output);
      CHECK(exported.exit_code == 0);
      CHECK(has(exported, "1 withdrawn"));
      std::size_t same = 0;
      for (const char* ending : {".json", ".cms"}) {
        for (const fs::path& file : Golden::files(golden.folder / "records", ending)) {
          CAPTURE(file);
          CHECK(bytes_of(out / file.filename()) == bytes_of(file));
          if (ending == std::string(".json")) ++same;
        }
      }
      CHECK(same >= 3);
      if (key == "recovery") continue;
      for (const char* ending : {".pdf", ".fhir.json", ".cms"}) {
        CHECK(Golden::files(out, ending).size() == same);
      }
      records += same;
    }
  }
  support::measured("S-08", fmt::format("{} records in {} ledgers of format 1 read to the same "
                                        "bytes, also with keys that have ended",
                                        records, folders.size()));
}

TEST_CASE("golden: among them is every kind of entry and addendum that FORMAT.md lists (S-08)") {
  std::set<std::string> kinds;
  std::set<std::string> outcomes;
  std::set<std::string> addenda;
  for (const fs::path& each : golden_folders()) {
    const Golden golden(each);
    for (const char* file : {"ledger.sqlite", "office.sqlite"}) {
      for (const record::Entry& entry : KeepingOffice::entries(golden.folder / file)) {
        kinds.insert(to_string(entry.header.kind));
        if (entry.header.kind == record::EntryKind::record) outcomes.insert(entry.header.outcome);
        if (entry.header.kind == record::EntryKind::addendum) addenda.insert(entry.header.outcome);
      }
    }
  }
  CHECK(kinds == std::set<std::string>{"opened", "record", "flag-now", "addendum", "staff-act",
                                       "pack", "clock-jump", "backup", "expired"});
  for (const char* outcome : {"signed", "declined", "on-paper", "unfinished", "stopped-by-staff"}) {
    CHECK_MESSAGE(outcomes.contains(outcome), outcome);
  }
  CHECK(addenda == std::set<std::string>{"clinician", "withdrawn", "corrected", "copy-given",
                                         "ride-confirmed", "flag-settled", "team-told"});
}

TEST_CASE(
    "golden: files sealed under an archive key that has ended since are still good (S-08, S-24)") {
  const Golden golden(golden_folder() / "format-1-all");
  const auto records = golden.folder / "records";
  // The office's and the kiosk's keys hold for some years only; those of this ledger are over.
  for (const char* key : {"archive", "record", "recovery"}) {
    CAPTURE(key);
    const auto ended = support::run("openssl x509 -noout -checkend 0 -in " +
                                    quoted(golden.folder / "keys" / (std::string(key) + ".crt")));
    CHECK(ended.exit_code == 1);
  }
  const Ran verified = golden.run("verify " + quoted(records) + golden.ca());
  CHECK_MESSAGE(verified.exit_code == 0, verified.output);
  const auto pdfs = Golden::files(records, ".pdf");
  REQUIRE_FALSE(pdfs.empty());
  for (const fs::path& pdf : pdfs) {
    CAPTURE(pdf);
    const Ran one = golden.run("verify " + quoted(pdf) + golden.ca());
    CHECK_MESSAGE(one.exit_code == 0, one.output);
    const auto checked = support::run("qpdf --check " + quoted(pdf) + " 2>&1");
    CHECK_MESSAGE(checked.exit_code == 0, checked.output);
    // The record is in its PDF, byte for byte.
    const auto taken = golden.home.path() / "taken";
    const auto detached =
        support::run("rm -rf " + quoted(taken) + " && mkdir " + quoted(taken) +
                     " && pdfdetach -saveall -o " + quoted(taken) + " " + quoted(pdf) + " 2>&1");
    CHECK_MESSAGE(detached.exit_code == 0, detached.output);
    fs::path json = pdf;
    json.replace_extension(".json");
    CHECK(bytes_of(taken / "record.json") == bytes_of(json));
  }
  // One byte changed, and it is not.
  std::string changed = bytes_of(pdfs.front());
  changed[changed.size() / 2] ^= 1;
  REQUIRE(write_file_atomic(pdfs.front(), changed));
  CHECK(golden.run("verify " + quoted(pdfs.front()) + golden.ca()).exit_code == 1);
}

TEST_CASE(
    "golden: what was exported long ago is still good as a whole, FHIR bundles too (S-08, F-03)") {
  const Golden golden(golden_folder() / "format-1-ends");
  const auto records = golden.folder / "records";
  const Ran verified = golden.run("verify " + quoted(records) + golden.ca());
  CHECK_MESSAGE(verified.exit_code == 0, verified.output);
  const auto bundles = Golden::files(records, ".fhir.json");
  CHECK(bundles.size() == Golden::files(records, ".json").size());
  REQUIRE_FALSE(bundles.empty());
  for (const fs::path& bundle : bundles) {
    CAPTURE(bundle);
    const Ran one = golden.run("verify " + quoted(bundle) + golden.ca());
    CHECK_MESSAGE(one.exit_code == 0, one.output);
  }
  // One byte of the PDF in it changed, and it is not.
  std::string changed = bytes_of(bundles.front());
  const std::size_t at = changed.find("\"data\":\"JVBER");
  REQUIRE(at != std::string::npos);
  char& letter = changed[at + 5000];
  letter = letter == 'A' ? 'B' : 'A';
  REQUIRE(write_file_atomic(bundles.front(), changed));
  CHECK(golden.run("verify " + quoted(bundles.front()) + golden.ca()).exit_code == 1);
}

TEST_CASE("golden: what was added to a record long ago stands on its paper today (S-04, S-08)") {
  const Golden golden(golden_folder() / "format-1-all");
  const auto out = golden.home.path() / "out";
  const Ran exported =
      golden.run("export " + quoted(golden.folder / "ledger.sqlite") + golden.open_with("record") +
                 golden.ca() + " --format pdf --out " + quoted(out));
  REQUIRE_MESSAGE(exported.exit_code == 0, exported.output);
  std::string all;
  for (const fs::path& pdf : Golden::files(out, ".pdf")) all += paper(pdf);
  for (const char* words :
       {"José Ñandú", "All questions were answered.", "A sister drives.",
        "The name is written José Ñandú Ruiz.", "Ya no quiero.", "Ruth Lee", "Withdrawn"}) {
    CAPTURE(words);
    CHECK(all.find(words) != std::string::npos);
  }
}

}  // namespace candor::commands_tests
