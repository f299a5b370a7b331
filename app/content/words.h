// The kiosk's own words (buttons, headings), by language: assets/words/<tag>.json maps the English
// source text to the translation, in ICU MessageFormat. The door to ICU.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace candor::content {

/// A named value for a message: {pages} as text or as a number (for plurals).
struct WordValue {
  std::string name;
  std::variant<std::string, std::int64_t> value;
};

class Words {
 public:
  /// Loads every <tag>.json in the folder, and reviewed.txt. Fails with not_found without en.json,
  /// bad_format with the file and place.
  [[nodiscard]] static Result<Words> load(const std::filesystem::path& folder);

  /// The words for `english` in `language`, English where the language lacks them. `english` is an
  /// ICU message: "Page {page} of {pages}"; digits are always 0-9. Aborts on a malformed message.
  [[nodiscard]] std::string get(const std::string& language, const std::string& english,
                                const std::vector<WordValue>& values = {}) const;
  /// "November 21, 2026" in the language's order, digits 0-9.
  [[nodiscard]] std::string date(const std::string& language, const Date& date) const;
  /// "8:52 AM".
  [[nodiscard]] std::string time(const std::string& language, const Moment& moment) const;
  /// "January" for 1 …
  [[nodiscard]] std::string month(const std::string& language, int month) const;
  /// True when the language is written from right to left.
  [[nodiscard]] static bool is_right_to_left(const std::string& language);
  /// Whether a qualified person has reviewed the words of this language (45 CFR 92.201(c)(3)):
  /// reviewed.txt beside them names who. True for English, in which they are written.
  [[nodiscard]] bool is_reviewed(const std::string& language) const;
  /// Languages with a file.
  [[nodiscard]] std::vector<std::string> languages() const;

 private:
  std::map<std::string, std::map<std::string, std::string>> m_words;
  std::set<std::string> m_reviewed;
};

/// "November 21, 2026" as ICU writes it in the language, digits 0-9; empty for a day that does not
/// exist. For texts that are stored: they must not change with the kiosk's own words.
[[nodiscard]] std::string long_date(const std::string& language, const Date& date);

}  // namespace candor::content
