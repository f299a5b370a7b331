// What the families of rules share: the pack's texts as patients read them, each byte with its
// place in the file, and the report. Private to this room.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "content/origins.h"
#include "content/pack.h"
#include "content/plain_words.h"
#include "rules/check.h"
#include "rules/reading.h"

namespace candor::rules {

// What every rule speaks of.
using content::AcknowledgeBlock;
using content::Block;
using content::CalloutBlock;
using content::CalloutKind;
using content::CheckBlock;
using content::ChoiceBlock;
using content::Clinic;
using content::Drug;
using content::Finding;
using content::FormBlock;
using content::FormField;
using content::ImageBlock;
using content::Language;
using content::Origin;
using content::Origins;
using content::Pack;
using content::Page;
using content::PlainWords;
using content::RiskBlock;
using content::Severity;
using content::SignBlock;
using content::Source;
using content::SourceText;
using content::TextBlock;
using content::TranslationStatus;
using content::Translator;
using content::Verb;
using content::Walk;

/// One text in one language: placeholders filled, marks gone, one paragraph a line.
struct Said {
  std::string language;
  const SourceText* source = nullptr;  ///< lives as long as the context
  std::string written;                 ///< as it stands in the file: source or translation
  Origin origin;                       ///< of what is written
  std::string text;
  std::vector<std::size_t> at;  ///< for each byte of `text`: its byte in `written`

  /// Whether this byte comes from a placeholder's value.
  [[nodiscard]] bool filled(std::size_t index) const {
    return index < at.size() && at[index] < written.size() && written[at[index]] == '{';
  }
};

class Report {
 public:
  Report(const Pack& pack, const Origins& origins);

  /// The severity is the rule's own. A place that is not known makes it a finding about the pack.
  void add(std::string_view rule, const Origin& origin, std::string what, std::string next);
  /// At byte `index` of the text as it is said.
  void add(std::string_view rule, const Said& said, std::size_t index, std::string what,
           std::string next);

  [[nodiscard]] std::vector<Finding> take() { return std::move(m_findings); }

 private:
  void add_at(std::string_view rule, const Origin& origin, std::string what, std::string next);

  const Pack& m_pack;
  const Origins& m_origins;
  std::map<std::string, Severity> m_severities;
  std::map<std::pair<std::string, std::string>, int> m_counts;  ///< (rule, file) → findings
  std::vector<Finding> m_findings;
};

struct Context {
  const Pack& pack;
  const Origins& origins;
  const CheckWith& with;
  const PlainWords& plain_words;
  std::vector<Said> said;  ///< by language, then in the order of files and lines

  [[nodiscard]] const std::string& source_language() const { return pack.languages.front().tag; }
};

/// Every text of the pack in every language that has it.
[[nodiscard]] std::vector<Said> say_all(const Pack& pack, const Origins& origins);

/// "a dose of more than … mg" in quotes, at most 40 characters.
[[nodiscard]] std::string in_marks(std::string_view text);

/// True when the tag is the language or a form of it: "es" and "es-MX".
[[nodiscard]] bool speaks(std::string_view tag, std::string_view language);

/// The first word index at which the words of `phrase` (lower case) follow each other; words.size()
/// when they do not.
[[nodiscard]] std::size_t find_phrase(const std::vector<Word>& words, std::string_view phrase,
                                      std::size_t from = 0);

// The families, one file each.
void check_reading(const Context& context, Report& report);
void check_words(const Context& context, Report& report);
void check_numbers(const Context& context, Report& report);
void check_sources(const Context& context, Report& report);
void check_clinic(const Context& context, Report& report);
void check_consent(const Context& context, Report& report);
void check_teaching(const Context& context, Report& report);
void check_translations(const Context& context, Report& report);
void check_recordings(const Context& context, Report& report);
void check_glass(const Context& context, Report& report);

}  // namespace candor::rules
