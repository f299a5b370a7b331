#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <fstream>
#include <thread>

#include "base/file.h"
#include "bench/bench.h"

namespace candor::bench {
namespace {

/// A line of the table: a counter of a benchmark, in words.
struct Figure {
  const char* benchmark;
  const char* counter;
  const char* words;
  const char* unit;
  const char* aim;  ///< empty: only told
};

constexpr Figure kFigures[] = {
    {"first_page", "start_ms", "Start of the program to the first page on the glass, median", "ms",
     "under 300"},
    {"first_page", "start_worst_ms", "the same, longest", "ms", ""},
    {"first_page", "memory_mib", "Memory at the first page, proportional", "MiB", ""},
    {"first_page", "idle_cpu_ms", "Processor time in 5 seconds that nobody touches it", "ms", "0"},
    {"turn_cold", "turn_ms", "Page turn, page never drawn before, median", "ms", ""},
    {"turn_cold", "turn_worst_ms", "the same, longest", "ms", ""},
    {"turn_cold", "sign_ms", "Sign pressed to receipt on the glass, record on disk", "ms", ""},
    {"turn_cold", "memory_mib", "Memory after a whole visit, proportional", "MiB", "under 110"},
    {"turn_warm", "turn_ms", "Page turn, page drawn before, median", "ms", "under 29"},
    {"turn_warm", "turn_worst_ms", "the same, longest", "ms", ""},
    {"change", "language_ms", "Language changed while reading, median", "ms", "under 100"},
    {"change", "language_worst_ms", "the same, longest", "ms", ""},
    {"change", "size_ms", "Text size changed while reading, median", "ms", "under 100"},
    {"change", "size_worst_ms", "the same, longest", "ms", ""},
    {"change", "theme_ms", "Colors changed while reading, median", "ms", "under 100"},
    {"change", "theme_worst_ms", "the same, longest", "ms", ""},
    {"pages_en", "cold_worst_ms", "Page turn in English, never drawn before, longest", "ms",
     "under 50"},
    {"pages_en", "warm_ms", "Page turn in English, drawn before, median", "ms", ""},
    {"pages_es", "cold_worst_ms", "the same in Spanish, never drawn before, longest", "ms",
     "under 50"},
    {"pages_es", "warm_ms", "in Spanish, drawn before, median", "ms", ""},
    {"pages_zh-Hans", "cold_worst_ms", "in Chinese, never drawn before, longest", "ms", "under 50"},
    {"pages_zh-Hans", "warm_ms", "in Chinese, drawn before, median", "ms", ""},
    {"pages_vi", "cold_worst_ms", "in Vietnamese, never drawn before, longest", "ms", "under 50"},
    {"pages_vi", "warm_ms", "in Vietnamese, drawn before, median", "ms", ""},
    {"pages_ar", "cold_worst_ms", "in Arabic, never drawn before, longest", "ms", "under 50"},
    {"pages_ar", "warm_ms", "in Arabic, drawn before, median", "ms", ""},
    {"pages_ht", "cold_worst_ms", "in Haitian Creole, never drawn before, longest", "ms",
     "under 50"},
    {"pages_ht", "warm_ms", "in Haitian Creole, drawn before, median", "ms", ""},
    {"tap_to_speech", "tap_ms", "Tap on Listen to sound, nothing made ready, median", "ms",
     "under 200"},
    {"tap_to_speech", "tap_worst_ms", "the same, longest", "ms", ""},
    {"audit", "pictures_per_second", "Screens drawn and measured in a second by the audit", "", ""},
    {"walk_memory", "one_page_mib", "Memory on the first page of a walk, proportional", "MiB", ""},
    {"walk_memory", "all_pages_mib", "after whole visits in every language", "MiB", ""},
    {"walk_memory", "times", "the second, times the first", "", "under 1.3"},
    {"idle_minute", "welcome_frames", "Frames in a minute without input, welcome page", "", "0"},
    {"idle_minute", "reading_frames", "Frames in a minute without input, page of a visit", "", "0"},
    {"durable", "append_ms", "Decision to record sealed and durable on disk, median", "ms",
     "under 10"},
    {"durable", "append_worst_ms", "the same, longest", "ms", ""},
    {"durable", "record_kib", "Size of that record", "KiB", ""},
    {"export_pdf", "pdfs_per_second", "PDFs of that record in a second, one core", "", "over 60"},
    {"export_pdf", "pdf_kib", "Size of that PDF", "KiB", ""},
    {"export_full", "records_per_second",
     "Records exported in full in a second (opened, checked, sealed PDF, FHIR, JSON), one core", "",
     "over 40"},
    {"export_full", "files_kib", "Size of these files", "KiB", ""},
    {"check_ledger", "times_bare",
     "Check of 2,000 entries and heads, times the bare hash and ECDSA", "", "under 1.5"},
    {"check_ledger", "entries_per_second", "the same, entries in a second, all cores", "", ""},
    {"check_memory", "few_mib", "Most memory of a check of 100 entries", "MiB", ""},
    {"check_memory", "many_mib", "Most memory of a check of 100,000 entries", "MiB", "the same"},
    {"export_all", "records_per_second", "Sealed PDF, FHIR and JSON a second, on disk, all cores",
     "", "over 80 on two"},
    {"export_all", "again_per_second", "the same again, nothing to write", "", ""},
    {"export_all", "memory_mib", "Memory after it, proportional", "MiB", ""},
    {"load_pack", "load_ms", "Loading and checking the pack, median", "ms", ""},
};

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
  }
  return "unknown processor";
}

}  // namespace

void Samples::report(benchmark::State& state, const std::string& name) const {
  if (m_all.empty()) return;
  std::vector<double> sorted = m_all;
  std::sort(sorted.begin(), sorted.end());
  state.counters[name + "_ms"] = sorted[sorted.size() / 2];
  state.counters[name + "_worst_ms"] = sorted.back();
  state.counters[name + "_count"] = static_cast<double>(sorted.size());
}

double proportional_memory(const std::string& process) {
  std::ifstream file("/proc/" + process + "/smaps_rollup");
  for (std::string word; file >> word;) {
    if (word != "Pss:") continue;
    double kibibytes = 0.0;
    file >> kibibytes;
    return kibibytes / 1024.0;
  }
  return 0.0;
}

void FigureWriter::ReportRuns(const std::vector<Run>& runs) {
  m_runs.insert(m_runs.end(), runs.begin(), runs.end());
  ConsoleReporter::ReportRuns(runs);
}

bool FigureWriter::write(const std::filesystem::path& file) const {
  std::string text = fmt::format(
      "# Figures\n\nMeasured by candor-bench on {} ({} cores), on a virtual screen of 1920x1080 "
      "pixels, drawn by software.\n\n| what | measured | aim |\n| --- | --- | --- |\n",
      processor(), std::thread::hardware_concurrency());
  for (const Figure& figure : kFigures) {
    for (const Run& run : m_runs) {
      const auto counter = run.counters.find(figure.counter);
      if (run.run_name.function_name != figure.benchmark || counter == run.counters.end()) continue;
      const std::string unit = figure.unit[0] == '\0' ? "" : std::string(" ") + figure.unit;
      // An aim in words has no unit.
      const bool counted =
          figure.aim[0] != '\0' && std::isdigit(figure.aim[std::strlen(figure.aim) - 1]) != 0;
      const int places = counter->second.value >= 10 || counter->second.value == 0 ? 0 : 1;
      text += fmt::format("| {} | {:.{}f}{} | {}{} |\n", figure.words, counter->second.value,
                          places, unit, figure.aim, counted ? unit : "");
    }
  }
  for (const Run& run : m_runs) {
    if (run.error_occurred) {
      text += fmt::format("\nNot measured: {}: {}\n", run.benchmark_name(), run.error_message);
    }
  }
  return write_file_atomic(file, text).has_value();
}

}  // namespace candor::bench
