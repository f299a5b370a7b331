#include "content/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "content/load_draft.h"
#include "content/load_state.h"
#include "content/object_reader.h"
#include "content/placeholders.h"
#include "content/plain_words.h"
#include "content/rule_context.h"
#include "content/utf8.h"

namespace candor::content {
namespace {

constexpr int kMostOfOneRule = 40;  ///< findings in one file; more of them help nobody

/// Turns a text as written into a text as said, remembering where each byte came from.
class Flattener {
 public:
  Flattener(const Pack& pack, Said& said) : m_pack(pack), m_said(said) {}

  void run() {
    const std::string& written = m_said.written;
    const std::vector<Placeholder> placeholders = find_placeholders(written).found;
    auto next = placeholders.begin();
    for (std::size_t i = 0; i < written.size();) {
      if (next != placeholders.end() && i == next->begin) {
        put(m_pack.text(m_said.language, written.substr(i, next->end - i)), i);
        i = next->end;
        ++next;
      } else {
        i = m_said.source->rich ? rich(i) : plain(i);
      }
    }
  }

 private:
  std::size_t plain(std::size_t i) {
    put(m_said.written.substr(i, 1), i);
    return i + 1;
  }

  /// One step through rich text: escapes, marks of emphasis and of lists are not said.
  std::size_t rich(std::size_t i) {
    const std::string& written = m_said.written;
    if (i == 0 || written[i - 1] == '\n') {
      if (const std::size_t mark = list_mark(i)) return i + mark;
    }
    const char c = written[i];
    if (c == '\\' && i + 1 < written.size()) return plain(i + 1);
    if (c == '*' || c == '_') return i + 1;
    if (c != '\n') return plain(i);
    const bool paragraph = i + 1 < written.size() && (written[i + 1] == '\n' || list_mark(i + 1));
    put(paragraph ? "\n" : " ", i);
    return i + 1;
  }

  /// The length of "- " or "12. " at the start of a line, 0 for anything else.
  [[nodiscard]] std::size_t list_mark(std::size_t i) const {
    const std::string& written = m_said.written;
    std::size_t end = i;
    while (end < written.size() && written[end] == ' ') ++end;
    if (written.compare(end, 2, "- ") == 0) return end + 2 - i;
    const std::size_t digits = end;
    while (end < written.size() && written[end] >= '0' && written[end] <= '9') ++end;
    return end > digits && written.compare(end, 2, ". ") == 0 ? end + 2 - i : 0;
  }

  void put(const std::string& bytes, std::size_t from) {
    m_said.text += bytes;
    m_said.at.insert(m_said.at.end(), bytes.size(), from);
  }

  const Pack& m_pack;
  Said& m_said;
};

std::vector<Said> say_all(const Pack& pack, const Origins& origins) {
  std::vector<Said> all;
  for (std::size_t i = 0; i < pack.languages.size(); ++i) {
    const std::string& tag = pack.languages[i].tag;
    for (const SourceText& source : origins.texts) {
      Said said;
      said.language = tag;
      said.source = &source;
      said.written = source.text;
      said.origin = source.origin;
      if (i > 0) {
        const auto texts = pack.translations.find(tag);
        if (texts == pack.translations.end()) break;
        const auto text = texts->second.find(source.text);
        if (text == texts->second.end()) continue;
        said.written = text->second;
        said.origin = origins.at("translation " + tag + "\n" + source.text);
      }
      Flattener(pack, said).run();
      all.push_back(std::move(said));
    }
  }
  return all;
}

}  // namespace

std::vector<Rule> rules() {
  using enum Severity;
  return {
      // The loader's: without them there is no pack.
      {"file", error,
       "A file that is missing, unreadable or misplaced leaves patients without it."},
      {"json", error, "A file that is not JSON cannot be read at all."},
      {"unknown-property", error, "A mistyped name must not be ignored in silence."},
      {"missing-property", error, "The kiosk cannot guess what was not written."},
      {"wrong-type", error, "A number where a text belongs shows nonsense, or nothing."},
      {"limit", error, "What is too long or too many cannot be shown well."},
      {"possible-word", error, "Only the words that are listed have a meaning here."},
      {"id", error, "Ids stand in records for years and must be plain."},
      {"format", error, "Dates, versions, tags and addresses have one form."},
      {"text-form", error, "Empty texts and characters that nobody sees mislead."},
      {"markup", error, "Marks that are not known would be shown raw."},
      {"placeholder", error, "A placeholder that means nothing would be shown raw."},
      {"doubled", error, "Two things with one name cannot be told apart in a record."},
      {"dangling", error, "What is named must be there."},
      {"unsourced", error, "A medical statement without a source cannot be checked by anyone."},
      {"mixed-groups", error,
       "Figures of different people side by side invite a false comparison."},
      {"picture", error, "A picture must be whole, harmless and found on every computer."},
      {"options", error, "A question needs answers that fit together."},
      {"pre-ticked", error, "An answer that nobody gave is no answer."},
      {"clinic-value", error, "A clinic's value must fit the place where it is shown."},
      {"signer-missing", error, "A decision without the patient's signature is none."},
      {"walk", error, "A walk ends with the decision, and only there."},
      {"unused-page", error, "A page that nobody sees was forgotten, or is not meant to be here."},
      {"language", error,
       "Which language is the source, and who reviewed the others, must be clear."},
      {"translation-missing", error, "A reviewed language promises that nothing is missing."},
      {"translation-unused", error, "A source text changed: its translation may be wrong now."},
      {"translation-placeholders", error, "A lost placeholder is a lost phone number or fee."},
      {"recording", error, "A recording must be whole, and of a kind that every kiosk can play."},
      // Reading.
      {"reading-grade", warning,
       "Half of all adults read at grade 8 or below; the goal is grade 6 (AHRQ tool 11)."},
      {"long-sentence", warning, "Sentences over 20 words are lost halfway; aim for 15 or fewer."},
      {"long-block", note, "More than 75 words without a heading are skipped."},
      {"capitals", warning, "WORDS IN CAPITALS are slow to read and sound like shouting."},
      // Words.
      {"jargon", warning,
       "A medical word is explained where it first stands, or not used (PEMAT 3, 4)."},
      {"exculpatory", error,
       "Nobody may be made to give up rights by signing (21 CFR 50.20, 45 CFR 46.116)."},
      {"link", warning, "The glass has no browser: an address helps nobody there."},
      {"phone-number", warning,
       "A number written out goes stale; {clinic.…} is changed in one place."},
      // Numbers.
      {"number-format", warning,
       "Numbers are understood as whole people in 100, not as percentages or 1 in N (PEMAT 6, 7)."},
      {"number-first", warning,
       "\"Rare\" means 7 to 21 in 100 to readers: give the number, and give it first."},
      {"risk-rest", warning,
       "A figure and its other half that do not make 100: one was changed, the other forgotten."},
      // Sources, pictures, dates, the clinic.
      {"old-source", note,
       "A source of more than ten years before the review date may be outdated."},
      {"source-year", warning, "A source of a year to come is a slip of the keys."},
      {"unused-source", note, "A source that no block names was forgotten, or is not needed."},
      {"review-date", warning, "Facts age: a pack past its review date needs a clinician's look."},
      {"review-soon", note, "The review date comes within two months."},
      {"picture-words", warning, "Those who cannot see a picture need to be told what it shows."},
      {"picture-text", warning,
       "Words in a picture do not grow with the others, and are not translated."},
      {"unused-picture", note, "A picture that no page shows was forgotten, or is not needed."},
      {"clinic-unset", warning,
       "A patient must not be shown [phone]: real visits wait for the value."},
      {"clinic-clock", error, "An example by the clock that breaks the rule beside it misleads."},
      {"demonstration", note, "An invented clinic is for practice only."},
      // Consent.
      {"bundled-consent", error,
       "One answer for several purposes is free for none of them (GDPR 7, 45 CFR 164.508)."},
      {"required-optional", error,
       "Research, pictures and news are the patient's free choice, never a condition."},
      {"repeated-question", warning, "Nobody should be asked twice for the same (WCAG 3.3.7)."},
      {"private-purpose", warning, "Who is asked something private is told why (GDPR 5, 13)."},
      {"paper-choice", warning,
       "Before signing on glass, people are told that paper is possible (15 USC 7001(c))."},
      // Teach-back.
      {"check-not-shown", warning,
       "A question about what was not shown tests memory, not our words."},
      {"yes-no-check", warning,
       "Yes and no show politeness, not understanding (AHRQ SHARE tool 6)."},
      // Translations.
      {"translation-draft", note,
       "A draft may be read; a decision in it needs an interpreter's signature."},
      {"translation-gaps", warning,
       "Two languages in one consent confuse: a draft is offered once it is complete."},
      {"machine-translation", warning,
       "Critical text translated by machine needs a qualified reviewer (45 CFR 92.201(c)(3))."},
      {"translation-figures", error, "Both languages must say the same numbers."},
      {"translation-drugs", error, "Both languages must name the same drug."},
      // Recordings.
      {"recording-stale", warning,
       "A voice that reads other words than the glass misleads; the kiosk leaves it out."},
      {"recording-length", warning,
       "A recording far too short or long for its words is cut off, or of another text."},
      {"unused-recording", note, "A sound that nobody hears was forgotten, or is not meant here."},
      // The glass.
      {"page-length", warning,
       "At the largest text size a long page becomes many screens of More."},
      {"glyph", error, "A character that no font has is shown as an empty box."},
  };
}

std::string in_marks(std::string_view text) {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return "\"" + shortened(line, 40) + "\"";
}

bool speaks(std::string_view tag, std::string_view language) {
  return tag.substr(0, tag.find('-')) == language;
}

std::size_t find_phrase(const std::vector<Word>& words, std::string_view phrase, std::size_t from) {
  const std::vector<Word> wanted = words_of(phrase);
  if (wanted.empty() || wanted.size() > words.size()) return words.size();
  const auto same = [](const Word& a, const Word& b) { return a.lower == b.lower; };
  const auto begin = words.begin() + static_cast<std::ptrdiff_t>(std::min(from, words.size()));
  const auto found = std::search(begin, words.end(), wanted.begin(), wanted.end(), same);
  return static_cast<std::size_t>(found - words.begin());
}

RuleReport::RuleReport(const Pack& pack, const Origins& origins)
    : m_pack(pack), m_origins(origins) {
  for (const Rule& rule : rules()) m_severities[std::string(rule.name)] = rule.severity;
}

void RuleReport::add(std::string_view rule, const Origin& origin, std::string what,
                     std::string next) {
  add_at(rule, origin.file.empty() ? Origin{"pack.json", 0} : origin, std::move(what),
         std::move(next));
}

void RuleReport::add(std::string_view rule, const Said& said, std::size_t index, std::string what,
                     std::string next) {
  const auto file = m_pack.files.find(said.origin.file);
  Origin origin = said.origin;
  if (index < said.at.size() && said.at[index] > 0 && file != m_pack.files.end()) {
    origin.offset = offset_in_text(file->second, said.origin.offset, said.at[index]);
  }
  add(rule, origin, std::move(what), std::move(next));
}

void RuleReport::add_at(std::string_view rule, const Origin& origin, std::string what,
                        std::string next) {
  const auto name = m_origins.files.find(origin.file);
  const auto bytes = m_pack.files.find(origin.file);
  Finding finding;
  finding.file = name == m_origins.files.end() ? origin.file : name->second;
  finding.rule = rule;
  finding.severity = m_severities.at(finding.rule);
  const int count = ++m_counts[{finding.rule, finding.file}];
  if (count > kMostOfOneRule + 1) return;
  if (count > kMostOfOneRule) {
    finding.what = "there are more findings of this kind in this file";
    finding.next = "correct these first";
  } else {
    const LineColumn at =
        bytes == m_pack.files.end() ? LineColumn{} : line_column(bytes->second, origin.offset);
    finding.line = at.line;
    finding.column = at.column;
    finding.what = std::move(what);
    finding.next = std::move(next);
  }
  m_findings.push_back(std::move(finding));
}

namespace {

/// Sounds that lie in the pack and that no words name.
std::vector<Finding> unused_sounds(const Pack& pack, LoadState& state) {
  std::vector<Finding> findings;
  for (const Language& language : pack.languages) {
    const std::string folder = "audio/" + language.tag + "/";
    const std::string name = state.pack_name + folder;
    for (const std::string& file : list_folder(state, state.pack_folder / folder, name)) {
      if (file == kRecordingsFile || pack.sounds.contains(folder + file)) continue;
      findings.push_back({name + file, 0, 0, "no words name this recording",
                          fmt::format("write its words and its name into {}{}, or remove the file",
                                      folder, kRecordingsFile),
                          Severity::note, "unused-recording"});
    }
  }
  return findings;
}

}  // namespace

Checked check_pack(const std::filesystem::path& folder, const CheckWith& with) {
  LoadState state = start_loading(folder);
  Loaded loaded = finish_loading_draft(state);
  Checked checked;
  if (loaded.findings.empty()) checked.pack = loaded.pack;
  checked.findings = std::move(loaded.findings);
  PlainWords plain_words = load_plain_words(state);
  const auto images = list_folder(state, state.pack_folder / "images", state.pack_name + "images/");
  for (Finding& finding : state.report.take()) checked.findings.push_back(std::move(finding));
  if (!loaded.pack) return checked;

  RuleContext context{*loaded.pack, loaded.origins, with, plain_words, {}};
  context.said = say_all(*loaded.pack, loaded.origins);
  RuleReport report(*loaded.pack, loaded.origins);
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
  for (Finding& finding : unused_sounds(*loaded.pack, state)) {
    checked.findings.push_back(std::move(finding));
  }
  for (const std::string& image : images) {
    if (!image.ends_with(".svg") || loaded.pack->images.contains("images/" + image)) continue;
    checked.findings.push_back({state.pack_name + "images/" + image, 0, 0,
                                "no page shows this picture", "show it, or remove the file",
                                Severity::note, "unused-picture"});
  }
  std::stable_sort(checked.findings.begin(), checked.findings.end(),
                   [](const Finding& a, const Finding& b) {
                     return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
                   });
  const auto doubled = std::unique(checked.findings.begin(), checked.findings.end());
  checked.findings.erase(doubled, checked.findings.end());
  return checked;
}

Checked check_for_patients(const std::filesystem::path& folder, const CheckWith& with) {
  Loaded loaded = load_draft(folder);
  Checked checked;
  if (loaded.findings.empty()) checked.pack = loaded.pack;
  checked.findings = std::move(loaded.findings);
  if (!loaded.pack) return checked;
  const PlainWords none;
  CheckWith glyphs_only;
  glyphs_only.missing_glyph = with.missing_glyph;
  RuleContext context{*loaded.pack, loaded.origins, glyphs_only, none, {}};
  context.said = say_all(*loaded.pack, loaded.origins);
  RuleReport report(*loaded.pack, loaded.origins);
  // Every family with a rule that is an error; tests hold this against rules().
  check_words(context, report);
  check_clinic(context, report);
  check_consent(context, report);
  check_translations(context, report);
  check_glass(context, report);
  for (Finding& finding : report.take()) {
    if (finding.severity == Severity::error) checked.findings.push_back(std::move(finding));
  }
  std::stable_sort(checked.findings.begin(), checked.findings.end(),
                   [](const Finding& a, const Finding& b) {
                     return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
                   });
  return checked;
}

}  // namespace candor::content
