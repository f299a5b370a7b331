#include "export/preflight.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <sstream>

#include "support/fakes.h"

namespace candor::exporting::samples {

namespace {

bool has(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

/// What Apache Preflight, which knows PDF/A-1b only, says against PDF/A-3u, and why it is right as
/// it is. Everything else is a mistake of ours.
struct Allowed {
  const char* begin;  ///< of the line: the code
  const char* part;   ///< words in it
  const char* why;
};

constexpr Allowed kAllowed[] = {
    {"1.4.7 : ", "EmbeddedFile entry is present in the Names dictionary",
     "PDF/A-1 forbids attachments; PDF/A-3 is made for them (ISO 19005-3, 6.8)"},
    {"1.2.9 : ", "EmbeddedFile entry is present in a FileSpecification dictionary",
     "the same, at the attachment itself"},
    {"3.1.11 : ", "CIDSet",
     "PDF/A-1 wants a list of a font's glyphs; in PDF/A-3 it may be left out (6.2.11.4.2)"},
    {"3.1.4 : ", "The Charset entry is missing for the Type1 Subset",
     "the same for fonts that are not CID fonts (6.2.11.4.2)"},
    {"7.11.1 : ", "conformance level must be A or B",
     "ours is U, which PDF/A-1 does not know (6.6.4)"},
    {"7.11.2 : ", "part must be 1", "ours is part 3 (6.6.4)"},
};

}  // namespace

std::vector<std::string> objections(const std::filesystem::path& folder, std::size_t files) {
  const std::string jars = "/usr/share/java/";
  std::string path;
  for (const char* jar : {"preflight", "xmpbox", "pdfbox2", "fontbox2", "commons-logging",
                          "javax.activation", "jaxb-api"}) {
    path += (path.empty() ? "" : ":") + jars + jar + ".jar";
  }
  const auto ran = support::run(
      fmt::format("java -cp {} org.apache.pdfbox.preflight.Validator_A1b batch {} 2>&1", path,
                  folder.string()));
  std::vector<std::string> found;
  std::istringstream lines(ran.output);
  std::size_t heads = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    if (has(line, "is not a valid PDF/A-1b file, error(s) :")) {
      ++heads;
      continue;
    }
    const bool allowed = std::any_of(
        std::begin(kAllowed), std::end(kAllowed),
        [&line](const Allowed& one) { return line.starts_with(one.begin) && has(line, one.part); });
    if (!allowed) found.push_back(line);
  }
  // Each file was looked at: none passes as PDF/A-1b, because of what PDF/A-3 allows.
  CHECK(heads == files);
  return found;
}

}  // namespace candor::exporting::samples
