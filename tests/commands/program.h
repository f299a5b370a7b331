// The real program, run as a person at a shell would.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "support/fakes.h"

namespace candor::commands_tests {

/// Standard output and standard error together, and the exit code.
using support::Ran;

/// Runs `candor <arguments>` without any display and with a home folder of its own.
inline Ran candor(const std::filesystem::path& home, const std::string& arguments,
                  const std::string& before = "") {
  return support::run("env -u DISPLAY -u WAYLAND_DISPLAY -u XDG_DATA_HOME HOME='" + home.string() +
                      "' " + before + " '" + (support::build_folder() / "candor").string() + "' " +
                      arguments + " 2>&1");
}

inline bool has(const Ran& ran, const std::string& words) {
  return ran.output.find(words) != std::string::npos;
}

}  // namespace candor::commands_tests
