// What is measured of access for everybody: every row on touch, display, timing, sound and keys
// (T-01 to T-28, A-01 to A-21) with its figure, its tests, and what is not shown yet. From the same
// table, tests and figures as the matrix.
#pragma once

#include <string>
#include <vector>

#include "requirements/matrix.h"

namespace candor::requirements {

/// Whose report it is.
struct About {
  std::string date;      ///< "2026-11-22"
  std::string software;  ///< "candor 0.1.0"
};

enum class Standing { measured, shown, at_installation, not_yet, failed };

[[nodiscard]] std::string to_string(Standing standing);

struct Conformance {
  std::string html;
  std::string json;
  std::vector<std::string>
      gaps;  ///< failed rows, and rows that are neither shown nor said to be open
};

/// A row counts as measured only with a figure of a test that passed. Fails with not_found when the
/// table lacks one of the rows.
[[nodiscard]] Result<Conformance> conformance(const std::vector<Row>& rows,
                                              const std::vector<Outcome>& outcomes,
                                              const std::vector<Figure>& figures,
                                              const About& about);

}  // namespace candor::requirements
