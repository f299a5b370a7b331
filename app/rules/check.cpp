#include "rules/check.h"

#include <algorithm>
#include <tuple>

#include "content/load_draft.h"
#include "content/plain_words.h"
#include "content/unused_files.h"
#include "rules/context.h"

namespace candor::rules {
namespace {

/// As words_of() says words.
PlainWords in_lower_case(const PlainWords& written) {
  PlainWords words;
  for (const auto& [language, list] : written) {
    for (const auto& [hard, plain] : list) words[language][lower_case(hard)] = plain;
  }
  return words;
}

/// The draft counts as the pack only where the loader found nothing.
Checked begin(content::Loaded& loaded) {
  Checked checked;
  if (loaded.findings.empty()) checked.pack = loaded.pack;
  checked.findings = std::move(loaded.findings);
  return checked;
}

void sort_by_place(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
  });
}

}  // namespace

Checked check_pack(const std::filesystem::path& folder, const CheckWith& with) {
  content::Loaded loaded = content::load_draft(folder);
  Checked checked = begin(loaded);
  content::PlainWordsRead plain = content::read_plain_words(folder);
  for (Finding& finding : plain.findings) checked.findings.push_back(std::move(finding));
  if (!loaded.pack) return checked;

  const PlainWords plain_words = in_lower_case(plain.words);
  Context context{*loaded.pack, loaded.origins, with, plain_words, {}};
  context.said = say_all(*loaded.pack, loaded.origins);
  Report report(*loaded.pack, loaded.origins);
  check_reading(context, report);
  check_words(context, report);
  check_numbers(context, report);
  check_sources(context, report);
  check_clinic(context, report);
  check_consent(context, report);
  check_teaching(context, report);
  check_translations(context, report);
  check_recordings(context, report);
  check_glass(context, report);
  for (Finding& finding : report.take()) checked.findings.push_back(std::move(finding));
  for (Finding& finding : content::unused_files(folder, *loaded.pack)) {
    checked.findings.push_back(std::move(finding));
  }
  sort_by_place(checked.findings);
  const auto doubled = std::unique(checked.findings.begin(), checked.findings.end());
  checked.findings.erase(doubled, checked.findings.end());
  return checked;
}

Checked check_for_patients(const std::filesystem::path& folder, const CheckWith& with) {
  content::Loaded loaded = content::load_draft(folder);
  Checked checked = begin(loaded);
  if (!loaded.pack) return checked;
  const PlainWords none;
  CheckWith glyphs_only;
  glyphs_only.missing_glyph = with.missing_glyph;
  Context context{*loaded.pack, loaded.origins, glyphs_only, none, {}};
  context.said = say_all(*loaded.pack, loaded.origins);
  Report report(*loaded.pack, loaded.origins);
  // Every family with a rule that is an error; tests hold this against catalogue().
  check_words(context, report);
  check_clinic(context, report);
  check_consent(context, report);
  check_translations(context, report);
  check_glass(context, report);
  for (Finding& finding : report.take()) {
    if (finding.severity == Severity::error) checked.findings.push_back(std::move(finding));
  }
  sort_by_place(checked.findings);
  return checked;
}

}  // namespace candor::rules
