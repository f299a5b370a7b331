// What tests pass in where the kiosk passes the real thing: a clock that only moves when told,
// seeded randomness, a folder that goes away.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/random.h"

namespace candor::support {

/// Starts at 2026-11-21T08:30:00-08:00 and stands still until told to move.
class ManualClock final : public Clock {
 public:
  [[nodiscard]] Moment now() override { return m_now; }

  void advance_ms(std::int64_t milliseconds);

  void advance_minutes(std::int64_t minutes) { advance_ms(minutes * 60'000); }

  void set(const Moment& moment) { m_now = moment; }

 private:
  Moment m_now{1'795'278'600'000, 1'000'000, -480, "America/Los_Angeles"};
};

/// The same numbers for the same seed on every machine (splitmix64).
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : m_state(seed) {}

  void fill(std::span<std::byte> out) override;

 private:
  std::uint64_t m_state;
};

/// A folder below the system's temporary folder, removed with everything in it at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

 private:
  std::filesystem::path m_path;
};

/// The root of the source tree; the variable CANDOR_SOURCE_DIR may say otherwise.
[[nodiscard]] std::filesystem::path source_folder();
/// The build folder; the variable CANDOR_BUILD_DIR may say otherwise.
[[nodiscard]] std::filesystem::path build_folder();

/// Runs a shell command and returns what it printed and its exit code.
struct Ran {
  int exit_code = 0;
  std::string output;  ///< stdout; add "2>&1" to the command for both
};

[[nodiscard]] Ran run(const std::string& command);

}  // namespace candor::support
