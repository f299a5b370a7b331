// Which rule is shown by which test: joins docs/requirements.md, the rule numbers in the names of
// the tests, what became of those tests, and the figures that they measured.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace candor::requirements {

/// One line of the table in docs/requirements.md.
struct Row {
  std::string id;      ///< "S-01"
  std::string rule;    ///< in a few words of our own
  std::string source;  ///< "21 CFR 11.50(a)"
  /// What remains to be done where a kiosk is set up; empty: nothing.
  std::string at_installation;
  /// No test can show it; the line says so with "only: …".
  bool only_at_installation = false;
  /// Nothing shows it so far; the line says so with "not yet: why", which then stands in
  /// `at_installation`. A gap as soon as a test names the row.
  bool not_yet = false;
};

/// What became of one test.
struct Outcome {
  std::string name;
  bool passed = false;
};

/// What a test measured for a row.
struct Figure {
  std::string id;
  std::string test;
  std::string text;
};

/// Whether every test was to run, or only those that somebody picked.
enum class Extent { everything, some };

struct Matrix {
  std::string text;               ///< Markdown
  std::vector<std::string> gaps;  ///< in plain words; none with Extent::some but for failed tests
};

/// Reads the table: lines that begin with "| S-01 |". Fails on a line that has not four columns, on
/// an empty rule, on a row that stands there twice, and on a table without rows.
[[nodiscard]] Result<std::vector<Row>> read_table(std::string_view markdown);

/// Reads what `ctest --output-junit` wrote. Fails on what is not such a file.
[[nodiscard]] Result<std::vector<Outcome>> read_outcomes(std::string_view junit);

/// Reads a file that `support::measured` wrote: row, test and figure, a line each.
[[nodiscard]] Result<Figure> read_figure(std::string_view text);

/// The row numbers in a test's name, each once: "ink: every letter leaves its ink (S-25)".
[[nodiscard]] std::vector<std::string> rows_in(std::string_view test_name);

/// A gap is a row without a passed test, a row with a failed one, and a test that names a row which
/// the table lacks.
[[nodiscard]] Matrix join(const std::vector<Row>& rows, const std::vector<Outcome>& outcomes,
                          const std::vector<Figure>& figures, Extent extent);

}  // namespace candor::requirements
