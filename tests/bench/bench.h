// The benchmarks of candor-bench, in the order they run, and what they share.
#pragma once

#include <benchmark/benchmark.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace candor::bench {

/// The times that one thing took, in milliseconds.
class Samples {
 public:
  void add(double milliseconds) { m_all.push_back(milliseconds); }

  /// The median and the longest as the counters `<name>_ms` and `<name>_worst_ms`, and how many
  /// there were as `<name>_count`. Nothing where there were none.
  void report(benchmark::State& state, const std::string& name) const;

 private:
  std::vector<double> m_all;
};

class Stopwatch {
 public:
  [[nodiscard]] double milliseconds() const {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_start)
        .count();
  }

 private:
  std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// The proportional memory of a process ("self" or its number) in MiB; 0 where the kernel does not
/// tell.
[[nodiscard]] double proportional_memory(const std::string& process);

/// From the start of the program to its first page on the glass. `framebuffer` is the file in which
/// Xvfb keeps its screen (option -fbdir); empty: skipped.
void add_first_page(const std::filesystem::path& framebuffer);
/// A whole visit, every page drawn for the first time; then pages that were drawn before, and a
/// minute without input. Leaves the visit's ledger in `data`.
void add_turns(const std::filesystem::path& data);
/// Storing and exporting the record that add_turns() left in `data`.
void add_storing(const std::filesystem::path& data);

/// Checking a ledger beside the bare arithmetic of it, and the full export of records like the one
/// that add_turns() left in `data`.
void add_checking(const std::filesystem::path& data);

/// Changes of language, text size and colors; pages in every language, cold and warm; from a tap to
/// the first sound.
void add_changes();
/// Screens that the audit looks at in a second, and memory after all pages in all languages.
void add_screens();
/// For the program started anew with --walk: prints its proportional memory in MiB on the first
/// page of a walk, and after whole visits in every language. Returns the exit code.
[[nodiscard]] int walk_all_pages();

/// Writes what was measured beside what is aimed at.
class FigureWriter final : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override;
  /// A Markdown table. False when the file cannot be written.
  [[nodiscard]] bool write(const std::filesystem::path& file) const;

 private:
  std::vector<Run> m_runs;
};

}  // namespace candor::bench
