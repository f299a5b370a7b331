#include <doctest/doctest.h>

#include <filesystem>

#include "base/file.h"
#include "base/json.h"
#include "commands/program.h"
#include "export/pdf.h"
#include "export/sample_records.h"
#include "record/ledger.h"
#include "record/record.h"
#include "record/seal.h"
#include "support/demonstration_keys.h"

namespace candor::commands_tests {
namespace {

namespace samples = exporting::samples;

/// A ledger with three records of three days between entries of other kinds.
struct Office {
  support::TemporaryFolder home;
  support::DemonstrationKeys keys;
  std::vector<record::Record> records{samples::signed_full(), samples::declined(),
                                      samples::unfinished()};

  Office() {
    auto ledger = open_ledger();
    append(ledger, "opened-1", record::EntryKind::opened, {});
    int day = 0;
    for (record::Record& made : records) {
      made.id = std::string(1, static_cast<char>('a' + day)) + made.id.substr(1);
      made.ended.utc_ms += day++ * 86'400'000LL;
      append(ledger, made.id, record::EntryKind::record, record::to_json(made));
    }
    append(ledger, "act-1", record::EntryKind::staff_act, {});
  }

  [[nodiscard]] record::Ledger open_ledger() const {
    const keys::Keyring ring = keys.keyring();
    auto ledger = record::Ledger::open(
        file(), record::Keeper{ring.kiosk, ring.kiosk_certificate, {ring.ca, ring.record}});
    if (!ledger) FAIL(to_string(ledger.error()));
    return *std::move(ledger);
  }

  void append(record::Ledger& ledger, const std::string& id, record::EntryKind kind,
              Json content) const {
    content["id"] = id;
    const keys::Keyring ring = keys.keyring();
    const record::Seal seal(ring.kiosk, ring.kiosk_certificate, {ring.record, ring.recovery});
    record::Header header;
    header.id = id;
    header.kind = kind;
    header.kiosk = "A";
    const auto blob = seal.close(content, support::kDemonstrationNow);
    REQUIRE(blob);
    const auto stored = ledger.append(header, *blob);
    if (!stored) FAIL(to_string(stored.error()));
  }

  [[nodiscard]] std::filesystem::path file() const { return home.path() / "ledger.sqlite"; }

  [[nodiscard]] std::filesystem::path out() const { return home.path() / "out"; }

  [[nodiscard]] std::string key_flags() const {
    return "--key '" + (keys.clinic_folder() / "record.key").string() + "' --passphrase-file '" +
           keys.passphrase_file().string() + "' ";
  }

  [[nodiscard]] Ran run(const std::string& arguments = "") const {
    return candor(home.path(), "export '" + file().string() + "' --out '" + out().string() + "' " +
                                   key_flags() + arguments);
  }

  /// How many files of a kind were written.
  [[nodiscard]] int count(const std::string& ending) const {
    int found = 0;
    for (const auto& entry : std::filesystem::directory_iterator(out())) {
      if (entry.path().extension() == ending) ++found;
    }
    return found;
  }
};

TEST_CASE("export: every record becomes a PDF and its exact JSON, and the last line says so") {
  const Office office;
  const Ran ran = office.run();
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(
      has(ran, "3 records: 3 PDF, 3 JSON written to " + office.out().string() + "; 0 unchanged\n"));
  CHECK(office.count(".pdf") == 3);
  CHECK(office.count(".json") == 3);
  for (const record::Record& made : office.records) {
    const auto json = office.out() / (exporting::file_stem(made) + ".json");
    CAPTURE(json);
    CHECK(read_file(json, 1'000'000).value_or("") == canonical(record::to_json(made)));
  }
}

TEST_CASE("export: the PDF can be read, and its name says nothing about the person") {
  const Office office;
  REQUIRE(office.run("--format pdf").exit_code == 0);
  const auto pdf = office.out() / (exporting::file_stem(office.records[0]) + ".pdf");
  const Ran text = support::run("pdftotext -layout '" + pdf.string() + "' - 2>&1");
  CHECK(text.exit_code == 0);
  const std::string name = office.records[0].patient.name;
  CHECK(text.output.find(name) != std::string::npos);
  CHECK(pdf.string().find(name.substr(0, name.find(' '))) == std::string::npos);
}

TEST_CASE("export: a second run changes no file") {
  const Office office;
  REQUIRE(office.run().exit_code == 0);
  const auto stamp = [&] {
    return support::run("stat -c '%n %i %y' '" + office.out().string() + "'/*").output;
  };
  const std::string before = stamp();
  const Ran again = office.run();
  CHECK(again.exit_code == 0);
  CHECK(has(again, "; 6 unchanged"));
  CHECK(stamp() == before);
}

TEST_CASE("export: a folder is as good as the ledger file in it") {
  const Office office;
  const Ran ran =
      candor(office.home.path(), "export '" + office.home.path().string() + "' --out '" +
                                     office.out().string() + "' " + office.key_flags());
  CHECK(ran.exit_code == 0);
  CHECK(office.count(".json") == 3);
}

TEST_CASE("export: only the formats and the days that were asked for") {
  const Office office;
  const Date second = local_date(office.records[1].ended);
  REQUIRE(office.run("--format json --from " + iso_date(second) + " --to " + iso_date(second))
              .exit_code == 0);
  CHECK(office.count(".pdf") == 0);
  REQUIRE(office.count(".json") == 1);
  CHECK(
      std::filesystem::exists(office.out() / (exporting::file_stem(office.records[1]) + ".json")));
  REQUIRE(office.run("--format json --from " + iso_date(second)).exit_code == 0);
  CHECK(office.count(".json") == 2);
}

TEST_CASE("export: nothing to export is done, not a failure") {
  const Office office;
  const Ran ran = office.run("--from 2100-01-01");
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "0 records"));
}

TEST_CASE("export: reading leaves the ledger as it was") {
  const Office office;
  const std::string before = read_file(office.file(), 10'000'000).value();
  REQUIRE(office.run().exit_code == 0);
  CHECK(read_file(office.file(), 10'000'000).value() == before);
}

TEST_CASE("export: a missing ledger, or something that is none, is exit code 3") {
  const Office office;
  const support::TemporaryFolder home;
  const std::string out = " --out '" + (home.path() / "out").string() + "' " + office.key_flags();
  const Ran missing = candor(home.path(), "export /nonexistent.sqlite" + out);
  CHECK(missing.exit_code == 3);
  CHECK(has(missing, "/nonexistent.sqlite: there is no such ledger"));
  REQUIRE(write_file_atomic(home.path() / "x", "hello"));
  CHECK(candor(home.path(), "export '" + (home.path() / "x").string() + "'" + out).exit_code == 3);
  CHECK_FALSE(std::filesystem::exists(home.path() / "out"));
}

TEST_CASE("export: damage is named by its entry, the sound records are written, exit code 1") {
  const Office office;
  const Ran damaged =
      support::run("sqlite3 '" + office.file().string() +
                   "' \"SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE "
                   "type='trigger'\" | sqlite3 '" +
                   office.file().string() + "' && sqlite3 '" + office.file().string() +
                   "' \"UPDATE entry SET blob = x'7b7d' WHERE seq = 3\" 2>&1");
  CAPTURE(damaged.output);
  REQUIRE(damaged.exit_code == 0);
  const Ran ran = office.run("--format json");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "entry 3 is damaged"));
  CHECK(has(ran, "2 records: 0 PDF, 2 JSON"));
  CHECK(has(ran, "1 damaged"));
  CHECK(office.count(".json") == 2);
  for (const std::size_t sound : {0U, 2U}) {
    CHECK(std::filesystem::exists(office.out() /
                                  (exporting::file_stem(office.records[sound]) + ".json")));
  }
}

TEST_CASE("export: a record that cannot be read is named, and the others are written") {
  const Office office;
  {
    auto ledger = office.open_ledger();
    office.append(ledger, "broken", record::EntryKind::record, Json{{"format", 1}});
  }
  const Ran ran = office.run("--format json");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "entry 6"));
  CHECK(has(ran, "1 damaged"));
  CHECK(office.count(".json") == 3);
}

TEST_CASE("export: nothing is written through a link that lies in the folder") {
  const Office office;
  REQUIRE(make_folder(office.out()));
  const auto victim = office.home.path() / "victim";
  REQUIRE(write_file_atomic(victim, "precious"));
  std::filesystem::create_symlink(
      victim, office.out() / (exporting::file_stem(office.records[0]) + ".json"));
  const Ran ran = office.run("--format json");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, "is a link"));
  CHECK(read_file(victim, 100).value() == "precious");
}

TEST_CASE("export: a folder that cannot be written to is named") {
  const Office office;
  REQUIRE(write_file_atomic(office.out(), "a file"));
  const Ran ran = office.run("--format json");
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, office.out().string()));
}

}  // namespace
}  // namespace candor::commands_tests
