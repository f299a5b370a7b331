// A ledger that an earlier release wrote, with its clinic's keys: every later release must open it.
// Each format has a folder of its own in golden/, which is never changed again.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cstdlib>
#include <vector>

#include "commands/keeping_office.h"
#include "support/measured.h"

namespace candor::commands_tests {
namespace {

namespace fs = std::filesystem;

fs::path golden_folder() {
  return support::source_folder() / "tests" / "commands" / "golden";
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

  [[nodiscard]] std::string key() const {
    return " --key " + quoted(folder / "keys" / "record.key") + " --passphrase-file " +
           quoted(folder / "keys" / "passphrase.txt") + " ";
  }
};

TEST_CASE(
    "golden: a ledger of every format so far is verified and read to the same bytes (S-08, S-21)") {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(golden_folder())) folders.push_back(entry.path());
  REQUIRE_FALSE(folders.empty());
  int records = 0;
  for (const fs::path& each : folders) {
    CAPTURE(each);
    const Golden golden(each);
    const Ran verified =
        candor(golden.home.path(), "verify " + quoted(golden.folder / "ledger.sqlite") + " --ca " +
                                       quoted(golden.folder / "keys" / "ca.crt") + " --heads " +
                                       quoted(golden.folder / "heads") + golden.key());
    CAPTURE(verified.output);
    CHECK(verified.exit_code == 0);
    const auto out = golden.home.path() / "out";
    const Ran exported = candor(golden.home.path(),
                                "export " + quoted(golden.folder / "ledger.sqlite") + golden.key() +
                                    "--format json,pdf,fhir,csv --out " + quoted(out));
    CAPTURE(exported.output);
    CHECK(exported.exit_code == 0);
    CHECK(has(exported, "1 withdrawn"));
    for (const auto& entry : fs::directory_iterator(golden.folder / "records")) {
      const auto name = entry.path().filename();
      CAPTURE(name);
      CHECK(read_file(out / name, 10'000'000).value_or("not there") ==
            read_file(entry.path(), 10'000'000).value());
      CHECK(fs::exists(out / (name.stem().string() + ".pdf")));
      ++records;
    }
  }
  CHECK(records >= 3);
  support::measured("S-08", fmt::format("{} records of {} format(s) read to the same bytes",
                                        records, folders.size()));
}

/// Run by hand once for a new format: commands_tests --no-skip -tc="golden: write*" with
/// CANDOR_GOLDEN=FOLDER.
TEST_CASE("golden: write a new one" * doctest::skip()) {
  const char* set = std::getenv("CANDOR_GOLDEN");
  REQUIRE(set != nullptr);
  const fs::path folder = set;
  const KeepingOffice office;
  {
    auto ledger = office.open();
    const auto ring = keys::load_keyring(office.data(), std::time(nullptr)).value();
    const record::Seal seal(ring.kiosk, ring.kiosk_certificate, {ring.record, ring.recovery});
    for (const record::Record& made :
         {exporting::samples::with_others(), exporting::samples::declined()}) {
      record::Header header;
      header.id = made.id;
      header.visit = made.visit;
      header.kiosk = "A";
      header.outcome = made.outcome;
      header.keep_until = "2199-01-01";
      header.created = SystemClock().now();
      REQUIRE(ledger.append(header, seal.close(record::to_json(made), std::time(nullptr)).value()));
    }
  }
  REQUIRE(office.add_addendum(KeepingOffice::kSecond, "--kind withdrawn --said 'I changed my mind'")
              .exit_code == 0);
  REQUIRE(office.run("expire --erase --data " + quoted(office.data())).exit_code == 0);
  fs::create_directories(folder / "keys");
  const auto backup = folder / "ledger.sqlite";
  REQUIRE(office.run("backup " + quoted(backup) + " --data " + quoted(office.data())).exit_code ==
          0);
  fs::rename(folder / "ledger.sqlite.head", folder / "heads");
  if (!fs::exists(folder / "office.sqlite"))
    fs::copy_file(office.office(), folder / "office.sqlite");
  for (const char* name :
       {"ca.crt", "record.key", "record.crt", "recovery.key", "recovery.crt", "passphrase.txt"}) {
    fs::copy_file(office.keys.clinic_folder() / name, folder / "keys" / name);
  }
  REQUIRE(office
              .run("export " + quoted(backup) + " --key " + quoted(folder / "keys" / "record.key") +
                   " --passphrase-file " + quoted(folder / "keys" / "passphrase.txt") +
                   " --format json --out " + quoted(folder / "records"))
              .exit_code == 0);
}

}  // namespace
}  // namespace candor::commands_tests
