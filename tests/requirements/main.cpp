// candor-requirements TABLE RESULTS FIGURES OUT everything|some
// Writes the matrix of tools/test. Exit codes as Candor's: 0 no gap, 1 gaps, 2 wrong usage, 3 could
// not.
#include <fmt/core.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
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

int run(const std::vector<std::string>& words) {
  if (words.size() != 5 || (words[4] != "everything" && words[4] != "some")) {
    fmt::print(stderr, "candor-requirements TABLE RESULTS FIGURES OUT everything|some\n");
    return kUsage;
  }
  const auto table = read_file(words[0], kLargest);
  if (!table) return could_not(table.error());
  const auto rows = read_table(*table);
  if (!rows) return could_not(rows.error());
  const auto results = read_file(words[1], kLargest);
  if (!results) return could_not(results.error());
  const auto outcomes = read_outcomes(*results);
  if (!outcomes) return could_not(outcomes.error());
  std::vector<Figure> figures;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(words[2], none)) {
    const auto text = read_file(entry.path(), kLargest);
    if (!text) return could_not(text.error());
    auto figure = read_figure(*text);
    if (!figure) return could_not(figure.error());
    figures.push_back(*std::move(figure));
  }
  const Matrix matrix =
      join(*rows, *outcomes, figures, words[4] == "everything" ? Extent::everything : Extent::some);
  if (const auto written = write_file_atomic(words[3], matrix.text); !written) {
    return could_not(written.error());
  }
  for (const std::string& gap : matrix.gaps) fmt::print(stderr, "requirements: {}\n", gap);
  fmt::print(stderr, "requirements: {} rows, {} gaps; see {}\n", rows->size(), matrix.gaps.size(),
             words[3]);
  return matrix.gaps.empty() ? 0 : kGaps;
}

}  // namespace
}  // namespace candor::requirements

int main(int count, char** words) {
  return candor::requirements::run(std::vector<std::string>(words + 1, words + count));
}
