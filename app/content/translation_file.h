// translations/<tag>.json as a translator's file: what is translated, what is not yet, and what
// belongs to texts that have changed. The loader reads the same file for patients.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace candor::content {

/// The property that holds what is kept aside.
inline constexpr std::string_view kAside = "$aside";

/// A translation and the source text that it was made for.
struct Translated {
  std::string was;   ///< the source text
  std::string said;  ///< its translation
  friend bool operator==(const Translated&, const Translated&) = default;
};

struct TranslationEntry {
  std::string source;
  std::string text;  ///< empty: not translated yet
  Translated near;   ///< a similar text and its translation, as a suggestion; both may be empty
  friend bool operator==(const TranslationEntry&, const TranslationEntry&) = default;
};

struct TranslationFile {
  std::string schema;  ///< the value of "$schema"; empty: none
  std::vector<TranslationEntry> entries;
  std::vector<Translated> aside;  ///< whose source text is not in the pack any more
  friend bool operator==(const TranslationFile&, const TranslationFile&) = default;
};

/// `name` is the file as messages name it. Fails with bad_format and "name:line:column" where the
/// file is not what `candor translate` writes or a person may write; the texts are not judged.
[[nodiscard]] Result<TranslationFile> read_translation_file(std::string_view bytes,
                                                            const std::string& name);

/// The same file always gives the same bytes.
[[nodiscard]] std::string write_translation_file(const TranslationFile& file);

/// `text` as JSON writes it, in quotes.
[[nodiscard]] std::string quoted_json(std::string_view text);

}  // namespace candor::content
