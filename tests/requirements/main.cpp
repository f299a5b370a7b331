// candor-requirements TABLE RESULTS FIGURES OUT everything|some
// Writes the matrix of tools/test.
// candor-requirements --conformance TABLE RESULTS FIGURES FOLDER DATE SOFTWARE
// Writes conformance.html and conformance.json of tools/prove into the folder. Exit codes as
// Candor's: 0 no gap, 1 gaps, 2 wrong usage, 3 could not.
#include <fmt/core.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "requirements/conformance.h"
#include "requirements/matrix.h"

namespace candor::requirements {
namespace {

constexpr int kGaps = 1;
constexpr int kUsage = 2;
constexpr int kCouldNot = 3;
constexpr std::size_t kLargest = 256UL * 1024 * 1024;

int could_not(const Error& error) {
  fmt::print(stderr, "requirements: {}\n", to_string(error));
  return kCouldNot;
}

/// What both reports are made from.
struct Read {
  std::vector<Row> rows;
  std::vector<Outcome> outcomes;
  std::vector<Figure> figures;
};

Result<Read> read_all(const std::string& table_file, const std::string& results_file,
                      const std::string& folder) {
  Read read;
  const auto table = read_file(table_file, kLargest);
  if (!table) return fail(table);
  auto rows = read_table(*table);
  if (!rows) return fail(rows);
  read.rows = *std::move(rows);
  const auto results = read_file(results_file, kLargest);
  if (!results) return fail(results);
  auto outcomes = read_outcomes(*results);
  if (!outcomes) return fail(outcomes);
  read.outcomes = *std::move(outcomes);
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    const auto text = read_file(entry.path(), kLargest);
    if (!text) return fail(text);
    auto figure = read_figure(*text);
    if (!figure) return fail(figure);
    read.figures.push_back(*std::move(figure));
  }
  return read;
}

int write_conformance(const std::vector<std::string>& words) {
  const auto read = read_all(words[1], words[2], words[3]);
  if (!read) return could_not(read.error());
  const auto report =
      conformance(read->rows, read->outcomes, read->figures, About{words[5], words[6]});
  if (!report) return could_not(report.error());
  const std::filesystem::path folder = words[4];
  for (const auto& [name, text] : {std::pair{"conformance.html", &report->html},
                                   std::pair{"conformance.json", &report->json}}) {
    if (const auto written = write_file_atomic(folder / name, *text); !written) {
      return could_not(written.error());
    }
  }
  for (const std::string& gap : report->gaps) fmt::print(stderr, "conformance: {}\n", gap);
  return report->gaps.empty() ? 0 : kGaps;
}

int run(const std::vector<std::string>& words) {
  constexpr std::size_t kConformanceWords = 7;
  if (words.size() == kConformanceWords && words[0] == "--conformance") {
    return write_conformance(words);
  }
  if (words.size() != 5 || (words[4] != "everything" && words[4] != "some")) {
    fmt::print(stderr, "candor-requirements TABLE RESULTS FIGURES OUT everything|some\n");
    return kUsage;
  }
  const auto read = read_all(words[0], words[1], words[2]);
  if (!read) return could_not(read.error());
  const Matrix matrix = join(read->rows, read->outcomes, read->figures,
                             words[4] == "everything" ? Extent::everything : Extent::some);
  if (const auto written = write_file_atomic(words[3], matrix.text); !written) {
    return could_not(written.error());
  }
  for (const std::string& gap : matrix.gaps) fmt::print(stderr, "requirements: {}\n", gap);
  fmt::print(stderr, "requirements: {} rows, {} gaps; see {}\n", read->rows.size(),
             matrix.gaps.size(), words[3]);
  return matrix.gaps.empty() ? 0 : kGaps;
}

}  // namespace
}  // namespace candor::requirements

int main(int count, char** words) {
  return candor::requirements::run(std::vector<std::string>(words + 1, words + count));
}
