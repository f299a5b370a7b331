#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <vector>

#include "export/index.h"
#include "export/paper_trail.h"
#include "export/read_csv.h"
#include "export/sample_records.h"

using namespace candor::exporting;
using candor::support::read_csv;
namespace record = candor::record;

namespace {

std::map<std::string, std::string> row_of(const ExportedRecord& exported) {
  const auto rows = read_csv(index_heading() + index_row(exported, "2026-11-21_signed_7f3a90c2"));
  REQUIRE(rows.size() == 2);
  REQUIRE(rows[0].size() == rows[1].size());
  std::map<std::string, std::string> row;
  for (std::size_t i = 0; i < rows[0].size(); ++i) row[rows[0][i]] = rows[1][i];
  CHECK(row.size() == rows[0].size());
  return row;
}

record::Addendum addendum(const std::string& kind, int minute) {
  record::Addendum one;
  one.kind = kind;
  one.at = samples::at(minute);
  return one;
}

}  // namespace

TEST_CASE("index: a row says what counts and what is still owed") {
  ExportedRecord exported = samples::exported(samples::signed_real());
  auto row = row_of(exported);
  CHECK(row["standing"] == "consent");
  CHECK(row["files"] == "2026-11-21_signed_7f3a90c2");
  CHECK(row["patient"] == "Ana López-Núñez");
  CHECK(row["born"] == "1980-03-05");
  CHECK(row["ended"] == "2026-11-21T08:44:07.000-08:00");
  CHECK(row["still_owed"] == "clinician copy");
  CHECK(row["talk_recorded"].empty());
  CHECK(row["refused_statements"] == "agree/photos");
  CHECK(row["languages"] == "en");
  CHECK(row["proof_code"] == record::proof_code(samples::chain()));

  exported.addenda = {addendum("clinician", 60), addendum("copy-given", 61)};
  row = row_of(exported);
  CHECK(row["still_owed"].empty());
  CHECK(row["talk_recorded"] == "2026-11-21T09:30:00.000-08:00");
  CHECK(row["copy_given"] == "2026-11-21T09:31:00.000-08:00");
  exported.addenda.push_back(addendum("withdrawn", 90));
  row = row_of(exported);
  CHECK(row["standing"] == "withdrawn");
  CHECK(row["addenda"] == "clinician copy-given withdrawn");

  CHECK(row_of(samples::exported(samples::signed_full()))["standing"] == "practice");
  record::Record declined = samples::declined();
  declined.practice = false;
  row = row_of(samples::exported(declined));
  CHECK(row["standing"] == "no-consent");
  CHECK(row["reason"] == "I want to try physiotherapy first");
  CHECK(row_of(samples::exported(samples::stopped_by_staff()))["open_flags"] == "1");
}

TEST_CASE("index: an open flag is owed until somebody says that it was dealt with") {
  ExportedRecord exported = samples::exported(samples::declined());
  exported.record.waiting_for = {"flag"};
  CHECK(row_of(exported)["still_owed"] == "flag");
  exported.addenda = {addendum("copy-given", 60)};
  CHECK(row_of(exported)["still_owed"] == "flag");
  SUBCASE("staff") {
    exported.addenda.push_back(addendum("flag-settled", 61));
  }
  SUBCASE("the clinician's talk") {
    exported.addenda.push_back(addendum("clinician", 61));
  }
  CHECK(row_of(exported)["still_owed"].empty());
}

TEST_CASE(
    "index: after a withdrawal the team is owed the news until somebody notes that it was told") {
  ExportedRecord exported = samples::exported(samples::signed_real());
  exported.record.waiting_for = {};
  exported.addenda = {addendum("team-told", 50), addendum("withdrawn", 60)};
  CHECK(row_of(exported)["still_owed"] == "team");
  exported.addenda.push_back(addendum("copy-given", 61));
  CHECK(row_of(exported)["still_owed"] == "team");
  exported.addenda.push_back(addendum("team-told", 62));
  CHECK(row_of(exported)["still_owed"].empty());
  CHECK(row_of(exported)["standing"] == "withdrawn");
  exported.addenda.push_back(addendum("withdrawn", 63));
  CHECK(row_of(exported)["still_owed"] == "team");
}

TEST_CASE("index: whatever a field holds, it stays one field and no formula") {
  record::Record one = samples::signed_full();
  for (const char* words :
       {"=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1", "＝1",
        "\x01=1", "a,b", "say \"no\"", "two\nlines", "Ana\r\nLópez", "\xC3", ""}) {
    CAPTURE(words);
    one.patient.name = words;
    const auto row = row_of({one, {}, {}, {}, {}});
    const std::string name = row.at("patient");
    const std::size_t first = name.find_first_not_of(" \n\t\r");
    if (first != std::string::npos) {
      CHECK(std::string("=+-@").find(name[first]) == std::string::npos);
      CHECK(name.compare(first, 3, "＝") != 0);
    }
    CHECK(row.at("born") == "1980-03-05");
  }
  one.patient.name = "say \"no\", twice\nplease";
  CHECK(row_of(samples::exported(one)).at("patient") == "say \"no\", twice\nplease");
  one.patient.name = "=1+1";
  CHECK(row_of(samples::exported(one)).at("patient") == "'=1+1");
}

TEST_CASE("index: FORMATS.md names the columns in their order") {
  std::ifstream in(candor::support::source_folder() / "app" / "export" / "FORMATS.md");
  std::string document(std::istreambuf_iterator<char>(in), {});
  std::size_t const at = document.find("| column | what |");
  REQUIRE(at != std::string::npos);
  std::istringstream lines(document.substr(at));
  std::vector<std::string> documented;
  for (std::string line; std::getline(lines, line) && line.starts_with("|");) {
    if (line.starts_with("| `")) documented.push_back(line.substr(3, line.find('`', 3) - 3));
  }
  CHECK(documented == read_csv(index_heading()).at(0));
}
