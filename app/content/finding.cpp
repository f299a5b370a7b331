#include "content/finding.h"

#include <fmt/format.h>

namespace candor::content {

std::string to_string(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return {};
}

std::string to_string(const Finding& finding) {
  std::string text = finding.file;
  if (finding.line > 0) text += fmt::format(":{}:{}", finding.line, finding.column);
  text += ": " + to_string(finding.severity) + ": " + finding.what;
  if (!finding.next.empty()) text += "; " + finding.next;
  if (!finding.rule.empty()) text += " [" + finding.rule + "]";
  return text;
}

}  // namespace candor::content
