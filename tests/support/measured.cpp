#include "support/measured.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

namespace candor::support {

void measured(const std::string& row, const std::string& figure) {
  const char* folder = std::getenv("CANDOR_FIGURES");
  const auto* test = doctest::getContextOptions()->currentTest;
  if (folder == nullptr || test == nullptr) return;
  const std::string name = test->m_name;
  // The name of the file keeps figures of other tests and rows apart, and lets a second try replace
  // the first.
  std::ofstream out(std::filesystem::path(folder) /
                    (row + "." + std::to_string(std::hash<std::string>{}(name))));
  out << row << '\n' << name << '\n' << figure << '\n';
  out.close();
  CHECK_MESSAGE(out, "the figure could not be written into " << folder);
}

}  // namespace candor::support
