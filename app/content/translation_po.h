// A translation as a PO file and back. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "content/finding.h"
#include "content/translate.h"

namespace candor::content {

/// Every text with the pages and blocks where it stands as notes. A suggestion is `fuzzy`, with the
/// text that it was made for; what is kept aside is obsolete. One text has one translation, so that
/// no entry needs a context. `revised` is the time of writing: "2026-11-22 09:10+0000".
[[nodiscard]] std::string to_po(const Translatable& wanted, const TranslationFile& file,
                                const std::string& language, const std::string& revised);

struct Imported {
  TranslationFile file;
  std::vector<Finding> findings;  ///< with one, nothing was taken and `file` is as it was
  std::vector<Finding> notes;     ///< what was kept aside because the pack has no such text
  int taken = 0;                  ///< texts that were not translated before
  int changed = 0;                ///< texts that had another translation
  int fuzzy = 0;                  ///< suggestions: not taken
};

/// Takes the translations of a PO file, named `name` in findings, into `file`, which is up to date.
/// What is fuzzy or empty changes nothing; what belongs to no text is kept aside.
[[nodiscard]] Imported from_po(std::string_view po, const std::string& name,
                               const std::string& language, const Translatable& wanted,
                               const TranslationFile& file);

}  // namespace candor::content
