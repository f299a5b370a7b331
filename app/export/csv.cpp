#include "export/csv.h"

#include <algorithm>
#include <iterator>

#include "export/words.h"

namespace candor::exporting {

std::string csv_field(const std::string& words) {
  std::string kept = clean(words, Breaks::kept);
  std::replace(kept.begin(), kept.end(), '\t', ' ');
  std::replace(kept.begin(), kept.end(), '\r', ' ');
  const std::size_t first = kept.find_first_not_of(" \n");
  // The full-width forms too: some spreadsheets read them as their narrow ones.
  const auto begins = [&](const char* sign) {
    return first != std::string::npos &&
           kept.compare(first, std::char_traits<char>::length(sign), sign) == 0;
  };
  constexpr const char* kFormulas[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};
  if (std::any_of(std::begin(kFormulas), std::end(kFormulas), begins))
    kept.insert(kept.begin(), '\'');
  if (kept.find_first_of("\",\n") == std::string::npos) return kept;
  std::string quoted = "\"";
  for (const char letter : kept) {
    quoted += letter;
    if (letter == '"') quoted += '"';
  }
  return quoted + "\"";
}

}  // namespace candor::exporting
