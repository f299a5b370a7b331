// The program's subcommands, one file each, and what they share: exit codes and messages.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "kiosk/config.h"
#include "office/export_records.h"

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

struct ExportOptions {
  std::filesystem::path ledger;
  std::filesystem::path key;  ///< the clinic's record key, or its recovery key
  std::filesystem::path passphrase_file;
  std::optional<std::filesystem::path> archive_key;  ///< seals PDFs and the manifest
  std::optional<std::filesystem::path> ca;  ///< the clinic's authority; none: ca.crt beside the key
  std::filesystem::path out;
  office::ExportWants wants;
};

struct VerifyOptions {
  std::vector<std::filesystem::path> paths;  ///< ledgers and exported files
  std::optional<std::filesystem::path> ca;
  std::optional<std::filesystem::path> heads;
  std::optional<std::filesystem::path> key;  ///< opens what is sealed
  std::filesystem::path passphrase_file;
  bool json = false;
};

struct StaffPinOptions {
  std::optional<std::filesystem::path> config;
};

/// The kiosk, until it is closed.
[[nodiscard]] Exit run_kiosk(const KioskOptions& options);
/// Writes the records of a ledger as files.
[[nodiscard]] Exit run_export(const ExportOptions& options);
/// Says what is wrong with ledgers and exported files.
[[nodiscard]] Exit run_verify(const VerifyOptions& options);
/// Reads a PIN from standard input and prints its hash for the configuration.
[[nodiscard]] Exit run_staff_pin(const StaffPinOptions& options);

/// Reads the command line and runs what it asks for. Without a subcommand: the kiosk.
[[nodiscard]] Exit run(const std::vector<std::string>& arguments);

/// "2026-11-21". Fails with bad_value for anything else and for a day that no calendar has.
[[nodiscard]] Result<Date> parse_date(const std::string& text);

/// Millimetres a pixel, "0.248". Fails with bad_value.
[[nodiscard]] Result<double> parse_pitch(const std::string& text);

/// Prints an error to stderr in the form "where: what; what to do next".
void report(const Error& error);
/// report(), and could_not.
[[nodiscard]] Exit could_not(const Error& error);

}  // namespace candor::commands
