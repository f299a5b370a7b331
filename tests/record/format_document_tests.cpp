// FORMAT.md is what others build on: it names every property, and its commands work as printed.

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "record/addendum.h"
#include "record/ledger_samples.h"
#include "record/record.h"
#include "record/record_samples.h"

namespace {

using namespace candor::record_tests;
using candor::Json;
using candor::record::Seal;
using candor::support::run;
using candor::support::TemporaryFolder;

std::string document() {
  std::ifstream in(candor::support::source_folder() / "app" / "record" / "FORMAT.md");
  std::string text(std::istreambuf_iterator<char>(in), {});
  REQUIRE(text.size() > 1000);
  return text;
}

/// The properties in each of the document's tables, in the order of the tables.
std::vector<std::set<std::string>> property_tables() {
  std::vector<std::set<std::string>> tables;
  std::istringstream lines(document());
  bool is_inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("| property |")) {
      tables.emplace_back();
      is_inside = true;
    } else if (!line.starts_with("|")) {
      is_inside = false;
    } else if (is_inside && line.starts_with("| `")) {
      CHECK(tables.back().insert(line.substr(3, line.find('`', 3) - 3)).second);
    }
  }
  return tables;
}

std::set<std::string> names_of(const Json& object) {
  std::set<std::string> names;
  for (const auto& [name, value] : object.items()) names.insert(name);
  return names;
}

/// The document's blocks of shell commands: checking a ledger, and opening a record.
std::string commands(int block) {
  const std::string text = document();
  const std::string begin = "```sh\n";
  std::size_t at = 0;
  for (int i = 0; i <= block; ++i) {
    at = text.find(begin, at);
    REQUIRE(at != std::string::npos);
    at += begin.size();
  }
  return text.substr(at, text.find("```", at) - at);
}

candor::support::Ran run_commands(const std::filesystem::path& folder, int block) {
  std::ofstream(folder / "commands.sh") << commands(block);
  return run("cd '" + folder.string() + "' && sh commands.sh 2>&1");
}

candor::support::Ran check_by_hand(const std::filesystem::path& folder) {
  return run_commands(folder, 0);
}

void write(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

/// A ledger with three real records and the clinic's keys beside it; returns the proof codes.
std::vector<std::string> three_records(const std::filesystem::path& folder) {
  const std::string passphrase = "a passphrase for tests";
  write(folder / "ca.crt", clinic().authority.certificate.pem());
  write(folder / "record.crt", clinic().record.certificate.pem());
  write(folder / "record.key", clinic().record.key.to_pem(passphrase).value());
  write(folder / "passphrase", passphrase + "\n");
  const Seal seal(clinic().kiosk.key, clinic().kiosk.certificate,
                  {clinic().record.certificate, clinic().recovery.certificate});
  auto ledger = open_ledger(folder, Access::read_write);
  std::vector<std::string> codes;
  for (int i = 1; i <= 3; ++i) {
    auto record = full_record();
    record.id = std::string(31, '0') + std::to_string(i);
    auto entry = header(record.id);
    entry.keep_until = "2032-11-22";
    const auto blob = seal.close(candor::record::to_json(record), entry.created.utc_ms / 1000);
    REQUIRE(blob.has_value());
    const auto stored = ledger.append(entry, *blob);
    REQUIRE(stored.has_value());
    codes.push_back(candor::record::proof_code(stored->chain));
  }
  return codes;
}

}  // namespace

TEST_CASE("record: FORMAT.md names exactly the properties that are written") {
  candor::record::Record full = full_record();
  full.pack_approvals = {{"Dr. Ruth Lee", "physician", "2026-11-21T08:30:00.000-08:00", "k1"}};
  const Json record = candor::record::to_json(full);
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 1);
  const Json header = Json::parse(sqlite(file, "SELECT header FROM entry").output);
  const std::vector<Json> objects = {header,
                                     record,
                                     record["started"],
                                     record["patient"],
                                     record["clinic_values"][0],
                                     record["presented"][0],
                                     record["shown"][0],
                                     record["listened"][0],
                                     record["replays"][0],
                                     record["answers"][0],
                                     record["statements"][0],
                                     record["statements"][0]["replies"][0],
                                     record["flags"][0],
                                     record["ride"],
                                     record["ride"]["fields"][0],
                                     record["signatures"][0],
                                     candor::record::to_json(candor::record::Addendum{})};
  const auto tables = property_tables();
  REQUIRE(tables.size() == objects.size());
  for (std::size_t i = 0; i < objects.size(); ++i) {
    CAPTURE(i);
    CHECK(tables[i] == names_of(objects[i]));
  }
}

TEST_CASE("record: the commands of FORMAT.md find a good ledger good, with its proof codes") {
  const TemporaryFolder folder;
  const auto codes = three_records(folder.path());
  const auto ran = check_by_hand(folder.path());
  std::string expected;
  for (int i = 1; i <= 3; ++i) {
    expected += "entry " + std::to_string(i) + ": good, proof code " +
                codes[static_cast<std::size_t>(i - 1)] + "\n";
  }
  CHECK(ran.output == expected);
}

TEST_CASE("record: the commands of FORMAT.md find what was changed") {
  const TemporaryFolder folder;
  three_records(folder.path());
  const auto file = folder.path() / "ledger.sqlite";
  const auto change = [&file](const std::string& sql) {
    REQUIRE(sqlite(file, "DROP TRIGGER entry_keep; DROP TRIGGER entry_stay; " + sql).exit_code ==
            0);
  };
  std::string line = "entry 2: DAMAGED";
  SUBCASE("one byte of a record") {
    change(
        "UPDATE entry SET blob = CAST(substr(blob, 1, 99) || x'00' || substr(blob, 101) AS BLOB) "
        "WHERE seq = 2");
  }
  SUBCASE("a line break at the end of a record") {
    change("UPDATE entry SET blob = CAST(blob || x'0a' AS BLOB) WHERE seq = 2");
  }
  SUBCASE("a record taken out of its entry") {
    change("UPDATE entry SET blob = x'' WHERE seq = 2");
  }
  SUBCASE("a header") {
    change("UPDATE entry SET header = replace(header, 'copy', 'none') WHERE seq = 2");
  }
  SUBCASE("a signature") {
    change(
        "UPDATE entry SET signature = (SELECT signature FROM entry WHERE seq = 1) WHERE seq = 2");
  }
  SUBCASE("an entry taken out") {
    change("DELETE FROM entry WHERE seq = 2");
    line = "entry 2: MISSING";
  }
  const std::string output = check_by_hand(folder.path()).output;
  CAPTURE(output);
  CHECK(output.find(line) != std::string::npos);
  CHECK(output.find("entry 1: good") != std::string::npos);
}

TEST_CASE("record: the commands of FORMAT.md trust no authority but the one given") {
  const TemporaryFolder folder;
  three_records(folder.path());
  const auto other = candor::crypto::PrivateKey::generate().value();
  write(folder.path() / "ca.crt",
        candor::crypto::make_authority(other, {"Test CA", "Test clinic", "", ""},
                                       {1'700'000'000, 2'500'000'000})
            .value()
            .pem());
  CHECK(check_by_hand(folder.path()).output.find("good") == std::string::npos);
}

TEST_CASE("record: the commands of FORMAT.md find a stub good when its time was over, not before") {
  const TemporaryFolder folder;
  three_records(folder.path());
  const std::string id = std::string(31, '0') + "2";
  bool is_good = false;
  auto expired = header("expired." + id);
  expired.kind = candor::record::EntryKind::expired;
  expired.refers_to = id;
  expired.created.utc_ms = 1'984'762'800'000;  // 2032-11-22, 11 o'clock there
  SUBCASE("on the day") {
    is_good = true;
  }
  SUBCASE("a day early") {
    expired.created.utc_ms -= 86'400'000;
  }
  SUBCASE("by an entry of another name") {
    expired.id = "end";
  }
  {
    auto ledger = open_ledger(folder.path(), Access::read_write);
    REQUIRE(ledger.append(expired, "sealed").has_value());
    CHECK(ledger.erase(id, {2032, 11, 22}).has_value() == is_good);
  }
  REQUIRE(sqlite(folder.path() / "ledger.sqlite",
                 "DROP TRIGGER entry_keep; UPDATE entry SET blob = x'' WHERE seq = 2")
              .exit_code == 0);
  const std::string output = check_by_hand(folder.path()).output;
  CAPTURE(output);
  CHECK((output.find("entry 2: good") != std::string::npos) == is_good);
  CHECK((output.find("entry 2: DAMAGED") != std::string::npos) != is_good);
  CHECK(output.find("entry 4: good") != std::string::npos);
}

TEST_CASE("record: the commands of FORMAT.md refuse a person's signature in a kiosk's ledger") {
  const TemporaryFolder folder;
  three_records(folder.path());
  const auto key = candor::crypto::PrivateKey::generate().value();
  const candor::crypto::Name nina{"Nina", "Test clinic", "", "clinician"};
  const auto certificate =
      candor::crypto::issue(clinic().authority, candor::crypto::make_request(key, nina).value(),
                            nina, candor::crypto::Purpose::signing, {1'700'000'000, 2'500'000'000});
  REQUIRE(certificate.has_value());
  const auto add = [&](const std::filesystem::path& file, const std::string& kiosk,
                       candor::record::EntryKind kind) {
    auto ledger = candor::record::Ledger::open(file, {key, *certificate, {}}).value();
    auto entry = header("by-nina-" + kiosk);
    entry.kiosk = kiosk;
    entry.kind = kind;
    REQUIRE(ledger.append(entry, "sealed").has_value());
  };
  using candor::record::EntryKind;
  SUBCASE("a record's") {
    add(folder.path() / "ledger.sqlite", "A", EntryKind::record);
    const std::string output = check_by_hand(folder.path()).output;
    CHECK(output.find("entry 3: good") != std::string::npos);
    CHECK(output.find("entry 4: DAMAGED") != std::string::npos);
  }
  SUBCASE("an addendum's, which belongs into the office's ledger") {
    add(folder.path() / "ledger.sqlite", "office", EntryKind::addendum);
    CHECK(check_by_hand(folder.path()).output.find("entry 4: DAMAGED") != std::string::npos);
  }
  SUBCASE("an addendum's in the office's ledger is good, a record's is not") {
    std::filesystem::remove(folder.path() / "ledger.sqlite");
    add(folder.path() / "ledger.sqlite", "office", EntryKind::addendum);
    add(folder.path() / "ledger.sqlite", "B", EntryKind::record);
    const std::string output = check_by_hand(folder.path()).output;
    CAPTURE(output);
    CHECK(output.find("entry 1: good") != std::string::npos);
    CHECK(output.find("entry 2: DAMAGED") != std::string::npos);
  }
}

TEST_CASE("record: S-08 the commands of FORMAT.md open a record with openssl alone") {
  const TemporaryFolder folder;
  three_records(folder.path());
  const auto ran = run_commands(folder.path(), 1);
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(ran.output.find("CAdES Verification successful") != std::string::npos);
  std::ifstream in(folder.path() / "record.json", std::ios::binary);
  const std::string record(std::istreambuf_iterator<char>(in), {});
  CHECK(candor::record::parse(record, "x").has_value());
}

TEST_CASE("record: the table in FORMAT.md is the one in the file") {
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 1);
  std::string table;
  std::istringstream words(
      sqlite(file, "SELECT sql FROM sqlite_schema WHERE name = 'entry'").output);
  for (std::string word; words >> word;) table += (table.empty() ? "" : " ") + word;
  std::string flat;
  std::istringstream page(document());
  for (std::string word; page >> word;) flat += (flat.empty() ? "" : " ") + word;
  CHECK(flat.find(table) != std::string::npos);
  CHECK(sqlite(file, "PRAGMA application_id; PRAGMA user_version").output == "1131308146\n1\n");
}
