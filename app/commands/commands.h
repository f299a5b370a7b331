// The program's subcommands, one file each, and what they share: exit codes and messages.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "kiosk/config.h"

namespace candor::commands {

/// What the program's exit code says.
enum class Exit {
  done = 0,
  found = 1,  ///< found a problem that it was asked to look for
  wrong_usage = 2,
  could_not = 3,  ///< a file, device or key stood in the way
};

struct KioskOptions {
  kiosk::Flags flags;
  std::optional<std::filesystem::path> config;
};

struct StaffPinOptions {
  std::optional<std::filesystem::path> config;
};

/// The kiosk, until it is closed.
[[nodiscard]] Exit run_kiosk(const KioskOptions& options);
/// Reads a PIN from standard input and prints its hash for the configuration.
[[nodiscard]] Exit run_staff_pin(const StaffPinOptions& options);

/// Reads the command line and runs what it asks for. Without a subcommand: the kiosk.
[[nodiscard]] Exit run(const std::vector<std::string>& arguments);

/// "2026-11-21". Fails with bad_value for anything else and for a day that no calendar has.
[[nodiscard]] Result<Date> parse_date(const std::string& text);

/// Millimetres a pixel, "0.248". Fails with bad_value.
[[nodiscard]] Result<double> parse_pitch(const std::string& text);

/// Prints what was wrongly typed to stderr, and where help is; gives wrong_usage.
[[nodiscard]] Exit wrong_usage(const std::string& what);
/// Prints an error to stderr in the form "where: what; what to do next".
void report(const Error& error);
/// report(), and could_not.
[[nodiscard]] Exit could_not(const Error& error);

}  // namespace candor::commands
