// GNU PO, the file that translators' tools read and write: our own small reader and writer, because
// libgettextpo's licence is not for this process. Knows nothing of packs. Pure; never crashes on
// any input.
// https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/finding.h"

namespace candor::content {

struct PoEntry {
  std::vector<std::string> remarks;     ///< "# ": the translator's own
  std::vector<std::string> notes;       ///< "#.": for the translator
  std::vector<std::string> references;  ///< "#:": "pages/10-about.json:12"
  bool fuzzy = false;                   ///< "#, fuzzy": a suggestion, not a translation
  std::string previous;                 ///< "#| msgid": the text that the suggestion was made for
  std::optional<std::string> context;   ///< "msgctxt"
  std::string source;                   ///< "msgid"; empty in the header
  std::string text;                     ///< "msgstr"; empty: not translated
  bool obsolete = false;                ///< "#~": of a text that is gone
  std::size_t offset = 0;               ///< of its msgid, when it was read
};

struct PoRead {
  std::vector<PoEntry> entries;   ///< without the header
  std::string language;           ///< as the header says it; may be empty
  std::vector<Finding> findings;  ///< in the order of the file; with one, do not use the entries
};

/// Accepts a byte order mark, CRLF line ends, wrapped lines and flags that it does not know.
/// `name` is the file as findings name it. At most 200 findings.
[[nodiscard]] PoRead read_po(std::string_view bytes, const std::string& name);

struct PoHeader {
  std::string project;   ///< "my-pack 1.0.0"
  std::string language;  ///< tag
  std::string revised;   ///< "2026-11-22 09:10+0000"
};

/// Line ends are LF, long lines stay long; the header says UTF-8.
[[nodiscard]] std::string write_po(const PoHeader& header, const std::vector<PoEntry>& entries);

}  // namespace candor::content
