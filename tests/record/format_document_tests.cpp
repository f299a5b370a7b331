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
using candor::record::Ledger;
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

/// The shell commands that the document gives for checking a ledger.
std::string commands() {
  const std::string text = document();
  const std::string begin = "```sh\n";
  const auto at = text.find(begin);
  REQUIRE(at != std::string::npos);
  const auto end = text.find("```", at + begin.size());
  return text.substr(at + begin.size(), end - at - begin.size());
}

candor::support::Ran check_by_hand(const std::filesystem::path& folder) {
  std::ofstream(folder / "check.sh") << commands();
  return run("cd '" + folder.string() + "' && sh check.sh 2>&1");
}

/// A ledger with three real records; returns the proof codes.
std::vector<std::string> three_records(const std::filesystem::path& folder) {
  auto ledger = open_ledger(folder, Ledger::Access::read_write);
  std::vector<std::string> codes;
  for (int i = 1; i <= 3; ++i) {
    auto record = full_record();
    record.id = std::string(31, '0') + std::to_string(i);
    const auto chain =
        ledger.append(header(record.id), candor::canonical(candor::record::to_json(record)));
    REQUIRE(chain.has_value());
    codes.push_back(candor::record::proof_code(*chain));
  }
  return codes;
}

}  // namespace

TEST_CASE("record: FORMAT.md names exactly the properties that are written") {
  const Json record = candor::record::to_json(full_record());
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
  const std::string drop = "DROP TRIGGER entry_keep; DROP TRIGGER entry_stay; ";
  const auto says = [&folder](const std::string& line) {
    const std::string output = check_by_hand(folder.path()).output;
    CAPTURE(output);
    CHECK(output.find(line) != std::string::npos);
  };
  SUBCASE("one byte of a record") {
    REQUIRE(sqlite(file, drop + "UPDATE entry SET blob = CAST(replace(CAST(blob AS TEXT), 'Ana', "
                                "'Ann') AS BLOB) WHERE seq = 2")
                .exit_code == 0);
    says("entry 2: DAMAGED");
  }
  SUBCASE("a line break at the end of a record") {
    REQUIRE(sqlite(file, drop + "UPDATE entry SET blob = CAST(blob || x'0a' AS BLOB) WHERE seq = 2")
                .exit_code == 0);
    says("entry 2: DAMAGED");
  }
  SUBCASE("a header") {
    REQUIRE(sqlite(file, drop + "UPDATE entry SET header = replace(header, 'copy', 'none') WHERE "
                                "seq = 1")
                .exit_code == 0);
    says("entry 1: DAMAGED");
  }
  SUBCASE("an entry taken out") {
    REQUIRE(sqlite(file, drop + "DELETE FROM entry WHERE seq = 2").exit_code == 0);
    says("entry 2: MISSING");
  }
}

TEST_CASE("record: the command of FORMAT.md prints a record that reads back") {
  const TemporaryFolder folder;
  three_records(folder.path());
  const std::string text = document();
  const std::string begin = "To read a record: `";
  const auto at = text.find(begin) + begin.size();
  const std::string command = text.substr(at, text.find('`', at) - at);
  const auto ran = run("cd '" + folder.path().string() + "' && " + command);
  REQUIRE(ran.exit_code == 0);
  CHECK(candor::record::parse(ran.output.substr(0, ran.output.size() - 1), "x").has_value());
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
  CHECK(sqlite(file, "PRAGMA application_id; PRAGMA user_version").output == "1131308146\n0\n");
}
