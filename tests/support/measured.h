// Figures for the matrix of requirements that tools/test writes.
#pragma once

#include <string>

namespace candor::support {

/// What the running test measured for a row of docs/requirements.md: `measured("S-25", "0 of 214
/// letters missing")`. One figure a row and test, the last one counts. Goes into the folder named
/// by CANDOR_FIGURES; without it, nowhere.
void measured(const std::string& row, const std::string& figure);

}  // namespace candor::support
