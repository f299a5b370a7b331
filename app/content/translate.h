// Brings a file of translations up to date with the texts that it translates. Nothing translated is
// ever thrown away: what belongs to no text any more is kept aside, and is suggested where a new
// text resembles the one that it was made for. Pure but for the two functions that read folders.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "content/finding.h"
#include "content/translation_file.h"

namespace candor::content {

/// A text to be translated, once, wherever it stands.
struct TextToTranslate {
  std::string source;
  std::vector<std::string> notes;   ///< "page what-it-is, block intro: text"
  std::vector<std::string> places;  ///< "pages/010-what-it-is.json:12"
};

/// All that one file of translations is about.
struct Translatable {
  std::string name;                    ///< "my-pack 1.0.0", for a file's header
  std::string source_language;         ///< its tag
  std::vector<std::string> languages;  ///< tags that the pack names already, the source first
  std::vector<TextToTranslate> texts;  ///< as patients come to them
  std::set<std::string> others;        ///< what may be translated, but need not be
};

/// A pack's texts, or, with findings, none: a pack with mistakes outside of its translations cannot
/// be translated yet.
struct PackTexts {
  Translatable texts;
  std::vector<Finding> findings;
};

[[nodiscard]] PackTexts texts_of_pack(const std::filesystem::path& folder);

/// The kiosk's own words, from en.json in their folder. Fails with not_found or bad_format.
[[nodiscard]] Result<Translatable> texts_of_words(const std::filesystem::path& folder);

/// How far a translation has come.
struct BroughtUp {
  TranslationFile file;
  int texts = 0;      ///< how many there are
  int empty = 0;      ///< without a translation
  int suggested = 0;  ///< of these: with a suggestion beside them
  int added = 0;      ///< new in the file by now
  int set_aside = 0;  ///< whose source text went away by now
  int restored = 0;   ///< that came back from aside, because their source text did
};

/// What stands stays where it stands; new texts come behind the text that patients read before
/// them. `elsewhere` are translations of other files: they are suggested, never taken. The result
/// brought up to date again is the same.
[[nodiscard]] BroughtUp bring_up_to_date(const Translatable& wanted, const TranslationFile& file,
                                         const std::vector<Translated>& elsewhere);

/// pack.json with one more language, a draft, its other bytes as they were. Fails with bad_format
/// when it has no list of languages.
[[nodiscard]] Result<std::string> with_language(const std::string& pack_json,
                                                const std::string& tag, const std::string& name);

/// "fr", "zh-Hans": 2 or 3 small letters, then subtags.
[[nodiscard]] bool is_language_tag(std::string_view tag);

/// The language's name in itself, as ICU has it: "Français"; empty where ICU has none.
[[nodiscard]] std::string own_language_name(const std::string& tag);

}  // namespace candor::content
