// plain-words.json beside clinic.json: hard words, and what to say in their place.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "content/finding.h"

namespace candor::content {

/// Hard words and what to say in their place, by language, as written.
using PlainWords = std::map<std::string, std::map<std::string, std::string>>;

struct PlainWordsRead {
  PlainWords words;               ///< empty where there is no such file
  std::vector<Finding> findings;  ///< errors; a word with one is left out
};

/// Reads the file that holds for the pack in `folder`.
[[nodiscard]] PlainWordsRead read_plain_words(const std::filesystem::path& folder);

}  // namespace candor::content
