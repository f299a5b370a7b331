// Whether a translation is there, was read by someone, and says the same figures and drugs.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <variant>

#include "rules/context.h"

namespace candor::rules {
namespace {

/// The numbers of a text, sorted, without the marks that part thousands and with a point for
/// decimals: "1,000" and "1.000" are the same number in two languages, and so are "0.5" and "0,5".
std::vector<std::string> figures_in(const std::string& written) {
  std::vector<std::string> figures;
  for (const Word& word : words_of(written)) {
    std::string number;
    for (std::size_t i = 0; i <= word.lower.size(); ++i) {
      const char c = i < word.lower.size() ? word.lower[i] : ' ';
      if (c >= '0' && c <= '9') {
        number += c;
        continue;
      }
      if ((c == '.' || c == ',') && !number.empty()) {
        std::size_t digits = i + 1;
        while (digits < word.lower.size() && word.lower[digits] >= '0' &&
               word.lower[digits] <= '9') {
          ++digits;
        }
        if (digits - i - 1 == 3) continue;  // thousands
        if (digits > i + 1) {
          number += '.';
          continue;
        }
      }
      if (!number.empty()) figures.push_back(number);
      number.clear();
    }
  }
  std::sort(figures.begin(), figures.end());
  return figures;
}

/// What is in one list and not in the other.
std::string missing(const std::vector<std::string>& from, const std::vector<std::string>& in) {
  std::vector<std::string> left;
  std::set_difference(from.begin(), from.end(), in.begin(), in.end(), std::back_inserter(left));
  return fmt::format("{}", fmt::join(left, ", "));
}

void check_figures(const Said& said, Report& report) {
  const auto source = figures_in(said.source->text);
  const auto translated = figures_in(said.written);
  if (source == translated) return;
  const std::string lost = missing(source, translated);
  const std::string added = missing(translated, source);
  std::string what = "the figures differ from the source text:";
  if (!lost.empty()) what += " " + lost + " is missing";
  if (!added.empty()) what += (lost.empty() ? " " : ", ") + added + " is not in the source";
  report.add("translation-figures", said, 0, what, "write the same numbers, with digits 0 to 9");
}

void check_drugs(const Context& context, const Said& said, Report& report) {
  const std::vector<Word> source = words_of(said.source->text);
  // Not every script parts its words, so the translation is searched as a whole.
  const std::string translated = lower_case(said.written);
  for (const Drug& drug : context.pack.drugs) {
    if (find_phrase(source, lower_case(drug.name)) == source.size()) continue;
    const auto own = drug.in.find(said.language);
    const std::string& name = own == drug.in.end() ? drug.name : own->second;
    if (translated.find(lower_case(name)) != std::string::npos) continue;
    report.add("translation-drugs", said, 0,
               fmt::format("the source text names {}, the translation does not", drug.name),
               fmt::format("write {}, or give its name in {} under \"drugs\" in pack.json", name,
                           said.language));
  }
}

/// What a wrong word makes dangerous: risks, warnings, questions, statements, the decision.
bool is_critical(const Context& context, const SourceText& text) {
  const Block* block = context.pack.block(text.page, text.block);
  if (block == nullptr || !text.patient) return false;
  if (const auto* callout = std::get_if<CalloutBlock>(&block->content)) {
    return callout->kind != CalloutKind::note;
  }
  return std::holds_alternative<RiskBlock>(block->content) ||
         std::holds_alternative<CheckBlock>(block->content) ||
         std::holds_alternative<ChoiceBlock>(block->content) ||
         std::holds_alternative<AcknowledgeBlock>(block->content) ||
         std::holds_alternative<SignBlock>(block->content);
}

/// The pack's folder as findings name it.
std::string folder_of(const Context& context) {
  constexpr std::string_view kFile = "pack.json";
  const auto named = context.origins.files.find(std::string(kFile));
  if (named == context.origins.files.end() || named->second.size() <= kFile.size() + 1) return ".";
  return named->second.substr(0, named->second.size() - kFile.size() - 1);
}

void check_language(const Context& context, const Language& language, Report& report) {
  const Origin origin = context.origins.at("language " + language.tag);
  std::set<std::string> translated;
  int critical = 0;
  for (const Said& said : context.said) {
    if (said.language != language.tag) continue;
    if (translated.insert(said.source->text).second && is_critical(context, *said.source)) {
      ++critical;
    }
  }
  std::set<std::string> gaps;
  const SourceText* first = nullptr;
  for (const SourceText& source : context.origins.texts) {
    if (!source.patient || translated.contains(source.text)) continue;
    if (gaps.insert(source.text).second && first == nullptr) first = &source;
  }
  if (language.status == TranslationStatus::draft) {
    report.add("translation-draft", origin,
               fmt::format("{} ({}) is a draft", language.name, language.tag),
               "let a qualified person review it, then say who and when");
    if (first != nullptr) {
      // Where it stands, for those who have just written it.
      const std::string rest =
          gaps.size() > 1 ? fmt::format(" and {} more are", gaps.size() - 1) : " is";
      report.add(
          "translation-gaps", first->origin,
          fmt::format("{}{} not translated into {}", in_marks(first->text), rest, language.tag),
          fmt::format("candor translate {} {} adds what is missing to translations/{}.json, "
                      "to be filled in; until then nobody is offered {}",
                      folder_of(context), language.tag, language.tag, language.name));
    }
  }
  if (language.made_by == Translator::machine && language.status != TranslationStatus::reviewed &&
      critical > 0) {
    report.add(
        "machine-translation", origin,
        fmt::format("{} critical texts in {} were translated by machine, and nobody reviewed "
                    "them",
                    critical, language.tag),
        "let a qualified person review them: risks, warnings, questions, statements");
  }
}

}  // namespace

void check_translations(const Context& context, Report& report) {
  for (std::size_t i = 1; i < context.pack.languages.size(); ++i) {
    check_language(context, context.pack.languages[i], report);
  }
  for (const Said& said : context.said) {
    if (said.language == context.source_language()) continue;
    check_figures(said, report);
    check_drugs(context, said, report);
  }
}

}  // namespace candor::rules
