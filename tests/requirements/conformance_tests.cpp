// The report claims no more than was measured.
#include <doctest/doctest.h>

#include <algorithm>

#include "requirements/conformance.h"

namespace candor::requirements {
namespace {

std::vector<Row> all_rows() {
  std::vector<Row> rows;
  for (const auto& [letter, most] : {std::pair{"T", 28}, std::pair{"A", 21}}) {
    for (int number = 1; number <= most; ++number) {
      Row row;
      row.id = std::string(letter) + (number < 10 ? "-0" : "-") + std::to_string(number);
      row.rule = "rule <" + row.id + ">";
      row.source = "source";
      row.not_yet = true;
      row.at_installation = "nobody looked";
      rows.push_back(row);
    }
  }
  return rows;
}

Row& row_of(std::vector<Row>& rows, const std::string& id) {
  return *std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.id == id; });
}

void ask_of_tests(std::vector<Row>& rows, const std::string& id) {
  row_of(rows, id).not_yet = false;
  row_of(rows, id).at_installation.clear();
}

TEST_CASE("requirements: a report of conformance gives a figure, a test or an honest no (A-21)") {
  auto rows = all_rows();
  ask_of_tests(rows, "T-01");
  row_of(rows, "T-01").at_installation = "set `mm_per_pixel`";
  ask_of_tests(rows, "T-04");
  row_of(rows, "T-27").not_yet = false;
  row_of(rows, "T-27").only_at_installation = true;
  row_of(rows, "T-27").at_installation = "mount it low enough";
  const std::vector<Outcome> outcomes = {{"ui: targets (T-01)", true},
                                         {"ui: release (T-04)", true}};
  const auto report = conformance(rows, outcomes, {{"T-01", "ui: targets (T-01)", "12.70 mm"}},
                                  {"2026-11-22", "candor 0.1.0"});
  REQUIRE(report);
  CHECK(report->gaps.empty());
  for (const char* part :
       {"candor 0.1.0, 2026-11-22", "rule &lt;T-01&gt;", "<td>measured</td><td><div>12.70 mm</div>",
        "<td>shown by a test</td>", "<td>measured at installation</td>", "mount it low enough",
        "1 measured, 1 shown by a test, 1 measured at installation, 46 not shown yet",
        "<div>ui: targets</div>", "set <code>mm_per_pixel</code>", "nobody looked"}) {
    CHECK_MESSAGE(report->html.find(part) != std::string::npos, part);
  }
  CHECK(report->json.find(R"("standing":"measured")") != std::string::npos);
  CHECK(report->json.find(R"("date":"2026-11-22")") != std::string::npos);
}

TEST_CASE("requirements: a figure of a failed test is no figure, and the report fails (A-21)") {
  auto rows = all_rows();
  ask_of_tests(rows, "T-01");
  const auto report = conformance(rows, {{"ui: targets (T-01)", false}},
                                  {{"T-01", "ui: targets (T-01)", "12.70 mm"}}, {"", ""});
  REQUIRE(report);
  CHECK(report->gaps == std::vector<std::string>{"T-01: a test failed"});
  CHECK(report->html.find("12.70 mm") == std::string::npos);
}

TEST_CASE("requirements: a row that nobody tests and nobody calls open fails the report (A-21)") {
  auto rows = all_rows();
  ask_of_tests(rows, "A-07");
  const auto report = conformance(rows, {}, {}, {"", ""});
  REQUIRE(report);
  CHECK(report->gaps == std::vector<std::string>{"A-07: no test names it"});
  rows.erase(rows.begin());
  CHECK_FALSE(conformance(rows, {}, {}, {"", ""}));
}

}  // namespace
}  // namespace candor::requirements
