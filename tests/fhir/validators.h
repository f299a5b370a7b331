// The FHIR validators of npm, for tests that have bundles.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "support/fakes.h"

namespace candor::fhir_tests {

/// Installs them where they are missing, and returns the command that is given the files.
inline std::string validators() {
  const auto folder = support::source_folder() / "tests" / "fhir";
  const auto installed = support::run((folder / "install").string() + " 2>&1");
  REQUIRE_MESSAGE(installed.exit_code == 0, installed.output);
  return "node " + (folder / "validate.mjs").string() + " ";
}

}  // namespace candor::fhir_tests
