#include "requirements/matrix.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace candor::requirements {
namespace {

constexpr std::string_view kOnly = "only:";
constexpr std::string_view kNotYet = "not yet:";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

/// The cells between the bars of a line; none when it is no line of a table.
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  line = trimmed(line);
  if (line.size() < 2 || line.front() != '|' || line.back() != '|') return cells;
  line.remove_prefix(1);
  while (!line.empty()) {
    const auto bar = line.find('|');
    cells.emplace_back(trimmed(line.substr(0, bar)));
    line.remove_prefix(bar + 1);
  }
  return cells;
}

bool is_letter(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_row_id(std::string_view word) {
  return word.size() == 4 && is_letter(word[0]) && word[1] == '-' && is_digit(word[2]) &&
         is_digit(word[3]);
}

bool is_in_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
}

struct Entity {
  std::string_view written;
  char meant;
};

constexpr Entity kEntities[] = {{"&amp;", '&'},  {"&lt;", '<'},    {"&gt;", '>'},
                                {"&quot;", '"'}, {"&apos;", '\''}, {"&#39;", '\''}};

std::string without_entities(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const auto* entity =
        std::find_if(std::begin(kEntities), std::end(kEntities), [&](const Entity& candidate) {
          return text.substr(0, candidate.written.size()) == candidate.written;
        });
    if (entity != std::end(kEntities)) {
      plain += entity->meant;
      text.remove_prefix(entity->written.size());
    } else {
      plain += text.front();
      text.remove_prefix(1);
    }
  }
  return plain;
}

/// An attribute of a start tag such as `testcase name="…" status="run"`.
std::optional<std::string> attribute(std::string_view tag, std::string_view name) {
  const std::string start = " " + std::string(name) + "=\"";
  const auto at = tag.find(start);
  if (at == std::string_view::npos) return std::nullopt;
  const auto from = at + start.size();
  const auto end = tag.find('"', from);
  if (end == std::string_view::npos) return std::nullopt;
  return without_entities(tag.substr(from, end - from));
}

bool names(const Outcome& outcome, const std::string& id) {
  const auto ids = rows_in(outcome.name);
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// Text in a cell: no bar and no line break of its own.
std::string cell(std::string text) {
  std::replace(text.begin(), text.end(), '|', '/');
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string line_of(const Row& row, const std::vector<Outcome>& tests,
                    const std::vector<Figure>& figures) {
  std::string shown;
  std::string measured;
  for (const Outcome& test : tests) {
    if (!shown.empty()) shown += "<br>";
    shown += (test.passed ? "passed: " : "FAILED: ") + cell(test.name);
    for (const Figure& figure : figures) {
      if (figure.id != row.id || figure.test != test.name) continue;
      if (!measured.empty()) measured += "<br>";
      measured += cell(figure.text);
    }
  }
  if (shown.empty()) {
    shown = row.only_at_installation ? "at installation" : row.not_yet ? "not yet" : "none ran";
  }
  return "| " + row.id + " | " + row.rule + " | " + row.source + " | " + shown + " | " + measured +
         " | " + row.at_installation + " |\n";
}

}  // namespace

Result<std::vector<Row>> read_table(std::string_view markdown) {
  std::vector<Row> rows;
  const auto wrong = [](const std::string& line, const std::string& what) {
    return fail(ErrorCode::bad_format, what, line,
                "write \"| S-01 | rule | source | what is left for the installation |\"");
  };
  for (const std::string_view line : lines_of(markdown)) {
    const auto start = trimmed(line);
    if (start.size() < 6 || start.substr(0, 2) != "| " || !is_row_id(start.substr(2, 4))) continue;
    const auto cells = cells_of(line);
    if (cells.size() != 4) return wrong(std::string(line), "not four columns");
    if (cells[1].empty() || cells[2].empty()) {
      return wrong(std::string(line), "a rule or its source is missing");
    }
    if (std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return row.id == cells[0]; })) {
      return wrong(cells[0], "it stands there twice");
    }
    Row row{cells[0], cells[1], cells[2], cells[3]};
    if (row.at_installation.substr(0, kOnly.size()) == kOnly) {
      row.only_at_installation = true;
      row.at_installation = trimmed(std::string_view(row.at_installation).substr(kOnly.size()));
      if (row.at_installation.empty()) return wrong(cells[0], "it does not say what is to be done");
    }
    if (row.at_installation.substr(0, kNotYet.size()) == kNotYet) {
      row.not_yet = true;
      row.at_installation = trimmed(std::string_view(row.at_installation).substr(kNotYet.size()));
      if (row.at_installation.empty()) return wrong(cells[0], "it does not say why not yet");
    }
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return fail(ErrorCode::bad_format, "no rows", "the table of requirements");
  return rows;
}

Result<std::vector<Outcome>> read_outcomes(std::string_view junit) {
  if (junit.find("<testsuite") == std::string_view::npos) {
    return fail(ErrorCode::bad_format, "not a file that ctest --output-junit wrote", "the results");
  }
  std::vector<Outcome> outcomes;
  constexpr std::string_view kCase = "<testcase ";
  for (auto at = junit.find(kCase); at != std::string_view::npos; at = junit.find(kCase, at + 1)) {
    const auto tag = junit.substr(at, junit.find('>', at) - at);
    const auto name = attribute(tag, "name");
    const auto status = attribute(tag, "status");
    if (!name || !status) {
      return fail(ErrorCode::bad_format, "a test without name or status", "the results");
    }
    const Outcome outcome{*name, *status == "run"};
    const auto before = std::find_if(outcomes.begin(), outcomes.end(), [&](const Outcome& other) {
      return other.name == outcome.name;
    });
    // A test that was tried again stands there again: the last try counts, as it does for ctest.
    if (before != outcomes.end()) {
      *before = outcome;
    } else {
      outcomes.push_back(outcome);
    }
  }
  return outcomes;
}

Result<Figure> read_figure(std::string_view text) {
  const auto lines = lines_of(text);
  if (lines.size() != 3 || !is_row_id(lines[0]) || lines[1].empty() || lines[2].empty()) {
    return fail(ErrorCode::bad_format, "not a figure: it needs row, test and text, a line each",
                std::string(text.substr(0, 40)));
  }
  return Figure{std::string(lines[0]), std::string(lines[1]), std::string(lines[2])};
}

std::vector<std::string> rows_in(std::string_view test_name) {
  std::vector<std::string> ids;
  std::size_t at = 0;
  while (at < test_name.size()) {
    if (!is_in_word(test_name[at])) {
      ++at;
      continue;
    }
    auto end = at;
    while (end < test_name.size() && is_in_word(test_name[end])) ++end;
    const auto word = test_name.substr(at, end - at);
    if (is_row_id(word) && std::find(ids.begin(), ids.end(), word) == ids.end()) {
      ids.emplace_back(word);
    }
    at = end;
  }
  return ids;
}

Matrix join(const std::vector<Row>& rows, const std::vector<Outcome>& outcomes,
            const std::vector<Figure>& figures, Extent extent) {
  Matrix matrix;
  std::string lines;
  std::size_t shown = 0;
  for (const Row& row : rows) {
    std::vector<Outcome> tests;
    std::copy_if(outcomes.begin(), outcomes.end(), std::back_inserter(tests),
                 [&](const Outcome& outcome) { return names(outcome, row.id); });
    const auto failed = std::find_if(tests.begin(), tests.end(),
                                     [](const Outcome& outcome) { return !outcome.passed; });
    if (failed != tests.end()) {
      matrix.gaps.push_back(row.id + ": a test did not pass: " + failed->name);
    } else if (!tests.empty() && row.not_yet) {
      matrix.gaps.push_back(row.id + ": a test shows it now: take \"not yet\" away");
    } else if (tests.empty() && !row.only_at_installation && !row.not_yet &&
               extent == Extent::everything) {
      matrix.gaps.push_back(row.id + ": no test that ran names it: " + row.rule);
    } else if (!tests.empty()) {
      ++shown;
    }
    lines += line_of(row, tests, figures);
  }
  for (const Outcome& outcome : outcomes) {
    for (const std::string& id : rows_in(outcome.name)) {
      if (std::none_of(rows.begin(), rows.end(), [&](const Row& row) { return row.id == id; })) {
        matrix.gaps.push_back(id + ": not in the table, but a test names it: " + outcome.name);
      }
    }
  }
  const auto left = std::count_if(rows.begin(), rows.end(), [](const Row& row) {
    return !row.at_installation.empty() && !row.not_yet;
  });
  const auto open =
      std::count_if(rows.begin(), rows.end(), [](const Row& row) { return row.not_yet; });
  matrix.text = "# Requirements and what shows them\n\n";
  matrix.text += std::to_string(rows.size()) + " rows: " + std::to_string(shown) +
                 " shown by tests that passed, " + std::to_string(left) +
                 " with something left to do at installation, " + std::to_string(open) +
                 " not shown yet, " + std::to_string(matrix.gaps.size()) + " gaps.\n";
  if (extent == Extent::some) matrix.text += "\nOnly some of the tests ran: this proves little.\n";
  for (const std::string& gap : matrix.gaps) matrix.text += "\n- GAP " + gap;
  if (!matrix.gaps.empty()) matrix.text += "\n";
  matrix.text +=
      "\n| row | rule | source | tests | measured | at installation |\n"
      "| --- | --- | --- | --- | --- | --- |\n" +
      lines;
  return matrix;
}

}  // namespace candor::requirements
