#include "requirements/conformance.h"

#include <algorithm>
#include <map>

#include "base/json.h"

namespace candor::requirements {
namespace {

constexpr int kTouchRows = 28;
constexpr int kSoundRows = 21;

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char each : text) {
    switch (each) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += each;
    }
  }
  return safe;
}

struct Line {
  Row row;
  Standing standing = Standing::not_yet;
  std::vector<std::string> tests;
  std::vector<std::string> figures;
};

Line line_of(const Row& row, const std::vector<Outcome>& outcomes,
             const std::vector<Figure>& figures) {
  Line line{row, Standing::not_yet, {}, {}};
  bool failed = false;
  for (const Outcome& outcome : outcomes) {
    const auto ids = rows_in(outcome.name);
    if (std::find(ids.begin(), ids.end(), row.id) == ids.end()) continue;
    line.tests.push_back(outcome.name);
    failed = failed || !outcome.passed;
    if (!outcome.passed) continue;
    for (const Figure& figure : figures) {
      if (figure.id == row.id && figure.test == outcome.name) line.figures.push_back(figure.text);
    }
  }
  if (failed) {
    line.standing = Standing::failed;
  } else if (!line.figures.empty()) {
    line.standing = Standing::measured;
  } else if (!line.tests.empty()) {
    line.standing = Standing::shown;
  } else if (row.only_at_installation) {
    line.standing = Standing::at_installation;
  }
  return line;
}

std::string list_of(const std::vector<std::string>& items) {
  std::string html;
  for (const std::string& item : items) html += "<div>" + escaped(item) + "</div>";
  return html;
}

/// The table's own code marks, as HTML has them.
std::string with_code(const std::string& text) {
  std::string html = escaped(text);
  for (bool opens = true;; opens = !opens) {
    const auto at = html.find('`');
    if (at == std::string::npos) return html;
    html.replace(at, 1, opens ? "<code>" : "</code>");
  }
}

/// A test's name without the rows that it names at its end: they are what the table is about.
std::string without_rows(const std::string& name) {
  const auto at = name.rfind(" (");
  const bool names_rows = at != std::string::npos && name.back() == ')' &&
                          !rows_in(std::string_view(name).substr(at)).empty();
  return names_rows ? name.substr(0, at) : name;
}

constexpr const char* kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Candor: what is measured of access for everybody</title>
<style>
body { font: 16px/1.45 sans-serif; color: #1b2430; background: #fff; margin: 2em auto; max-width: 90em; padding: 0 1em; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #8a8f98; padding: .4em .6em; text-align: left; vertical-align: top; }
th { background: #f0ece4; }
td div + div { margin-top: .5em; }
.open, .failed { font-weight: bold; }
.tests { font-size: 85%; }
.id { white-space: nowrap; }
</style>
</head>
<body>
<h1>Candor: what is measured of access for everybody</h1>
)";

}  // namespace

std::string to_string(Standing standing) {
  switch (standing) {
    case Standing::measured:
      return "measured";
    case Standing::shown:
      return "shown by a test";
    case Standing::at_installation:
      return "measured at installation";
    case Standing::not_yet:
      return "not shown yet";
    case Standing::failed:
      return "a test failed";
  }
  return {};
}

Result<Conformance> conformance(const std::vector<Row>& rows, const std::vector<Outcome>& outcomes,
                                const std::vector<Figure>& figures, const About& about) {
  std::vector<Line> lines;
  for (const auto& [letter, most] : {std::pair{'T', kTouchRows}, std::pair{'A', kSoundRows}}) {
    for (int number = 1; number <= most; ++number) {
      const std::string id =
          std::string(1, letter) + (number < 10 ? "-0" : "-") + std::to_string(number);
      const auto row =
          std::find_if(rows.begin(), rows.end(), [&](const Row& each) { return each.id == id; });
      if (row == rows.end()) {
        return fail(ErrorCode::not_found, "the table has no row " + id, "docs/requirements.md",
                    "add it, with \"not yet: why\" where nothing shows it");
      }
      lines.push_back(line_of(*row, outcomes, figures));
    }
  }
  Conformance report;
  std::map<std::string, int> counts;
  Json list = Json::array();
  std::string table;
  for (const Line& line : lines) {
    const std::string standing = to_string(line.standing);
    ++counts[standing];
    const bool open = line.standing == Standing::not_yet;
    const bool failed = line.standing == Standing::failed;
    if (failed) report.gaps.push_back(line.row.id + ": a test failed");
    if (open && !line.row.not_yet) report.gaps.push_back(line.row.id + ": no test names it");
    list.push_back({{"id", line.row.id},
                    {"rule", line.row.rule},
                    {"source", line.row.source},
                    {"standing", standing},
                    {"measured", line.figures},
                    {"tests", line.tests},
                    {"at_installation", line.row.not_yet ? "" : line.row.at_installation},
                    {"why_not_yet", line.row.not_yet ? line.row.at_installation : ""}});
    std::vector<std::string> names;
    for (const std::string& test : line.tests) names.push_back(without_rows(test));
    table += "<tr><td class=\"id\">" + line.row.id + "</td><td>" + with_code(line.row.rule) +
             "</td><td>" + with_code(line.row.source) + "</td><td" +
             (failed ? " class=\"failed\""
              : open ? " class=\"open\""
                     : "") +
             ">" + standing + "</td><td>" + list_of(line.figures) + "</td><td class=\"tests\">" +
             list_of(names) + "</td><td>" + with_code(line.row.at_installation) + "</td></tr>\n";
  }
  std::string sums;
  Json totals = Json::object();
  for (const Standing each : {Standing::measured, Standing::shown, Standing::at_installation,
                              Standing::not_yet, Standing::failed}) {
    const auto counted = counts.find(to_string(each));
    if (counted == counts.end()) continue;
    sums += (sums.empty() ? "" : ", ") + std::to_string(counted->second) + " " + counted->first;
    totals[counted->first] = counted->second;
  }
  report.html = kHead + ("<p>" + escaped(about.software) + ", " + escaped(about.date) + ". " +
                         std::to_string(lines.size()) + " rows: " + sums + ".</p>\n");
  report.html +=
      "<p>The rules are our reading of the sources and no legal advice. A figure was measured by "
      "the test beside it on this build. “Shown by a test” means that a test would have failed if "
      "it were not so. What depends on the place where a kiosk stands is measured there.</p>\n"
      "<table>\n<thead><tr><th>Row</th><th>Rule</th><th>Source</th><th>Standing</th>"
      "<th>Measured</th><th>Tests</th><th>At installation, or why not yet</th></tr></thead>\n"
      "<tbody>\n" +
      table + "</tbody>\n</table>\n</body>\n</html>\n";
  report.json = canonical(Json{{"format", 1},
                               {"date", about.date},
                               {"software", about.software},
                               {"totals", std::move(totals)},
                               {"rows", std::move(list)}}) +
                "\n";
  return report;
}

}  // namespace candor::requirements
