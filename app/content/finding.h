// One thing that is wrong, or could be better, in a pack's files.
#pragma once

#include <string>

namespace candor::content {

enum class Severity {
  note,     ///< worth knowing
  warning,  ///< patients would be served worse; somebody should look
  error,    ///< the pack is not loaded, or must not be approved
};

/// "pages/70-home.json:14:9: error: what is wrong; what would be right [rule-name]".
struct Finding {
  std::string file;  ///< as given on the command line, then the path below it
  int line = 0;      ///< from 1; 0 when the finding is about the file as a whole
  int column = 0;    ///< from 1, counted in characters
  std::string what;
  std::string next;
  Severity severity = Severity::error;
  std::string rule;  ///< its name in rules::catalogue()

  friend bool operator==(const Finding&, const Finding&) = default;
};

[[nodiscard]] std::string to_string(Severity severity);  ///< "note", "warning", "error"
[[nodiscard]] std::string to_string(const Finding& finding);

}  // namespace candor::content
