#include "content/difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <variant>

#include "content/shown_text.h"

namespace candor::content {
namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
  Lines lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end > begin) lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// Takes away the lines that both have, in their order.
void keep_different(Lines& before, Lines& after) {
  const std::size_t rows = before.size();
  const std::size_t columns = after.size();
  std::vector<std::vector<std::size_t>> common(rows + 1, std::vector<std::size_t>(columns + 1));
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      common[i][j] = before[i] == after[j] ? common[i + 1][j + 1] + 1
                                           : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  Lines gone;
  Lines added;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < rows || j < columns) {
    if (i < rows && j < columns && before[i] == after[j]) {
      ++i;
      ++j;
    } else if (j < columns && (i == rows || common[i][j + 1] >= common[i + 1][j])) {
      added.push_back(after[j++]);
    } else {
      gone.push_back(before[i++]);
    }
  }
  before = std::move(gone);
  after = std::move(added);
}

std::string rule_of(const FlagRule& flag) {
  return fmt::format("raises a flag for staff: {}, {}", to_string(flag.urgency),
                     flag.blocks ? "signing waits" : "noted only");
}

/// What a block does, beside its words.
class Rules {
 public:
  [[nodiscard]] const Lines& lines() const { return m_lines; }

  void operator()(const TextBlock&) {}

  void operator()(const CalloutBlock& block) {
    const char* kind = block.kind == CalloutKind::note      ? "a note"
                       : block.kind == CalloutKind::caution ? "a caution"
                                                            : "a danger";
    m_lines.emplace_back(fmt::format("stands out as {}", kind));
  }

  void operator()(const StepsBlock&) {}

  void operator()(const TimelineBlock&) {}

  void operator()(const RiskBlock&) {}

  void operator()(const ImageBlock&) {}

  void operator()(const FaqBlock&) {}

  void operator()(const CheckBlock& block) {
    m_lines.push_back("tests " + block.tests);
    for (const CheckBlock::Option& option : block.options) {
      if (option.correct) m_lines.push_back(fmt::format("the right answer is \"{}\"", option.id));
    }
    m_lines.push_back("two misses: " + rule_of(block.on_misses));
  }

  void operator()(const ChoiceBlock& block) {
    m_lines.emplace_back(block.multiple ? "several answers" : "one answer");
    if (block.is_private) m_lines.emplace_back("private");
    for (const ChoiceBlock::Option& option : block.options) {
      if (option.flag)
        m_lines.push_back(fmt::format("\"{}\" {}", option.id, rule_of(*option.flag)));
      if (option.exclusive) m_lines.push_back(fmt::format("\"{}\" clears the others", option.id));
    }
  }

  void operator()(const FormBlock& block) {
    for (const FormField& field : block.fields) {
      m_lines.push_back(fmt::format("\"{}\" is {}{}", field.id,
                                    field.required ? "required" : "optional",
                                    field.is_private ? ", private" : ""));
      for (const FormField::Option& option : field.options) {
        if (option.flag) {
          m_lines.push_back(fmt::format("\"{}\" {}", option.id, rule_of(*option.flag)));
        }
        for (const std::string& name : option.waives) {
          m_lines.push_back(fmt::format("\"{}\" needs no \"{}\"", option.id, name));
        }
      }
    }
  }

  void operator()(const AcknowledgeBlock& block) {
    m_lines.push_back(fmt::format("the answer is \"I {}\"", to_string(block.verb)));
    m_lines.emplace_back(block.required ? "required" : "optional");
    if (block.may_not_apply) m_lines.emplace_back("may not apply");
  }

  void operator()(const SignBlock&) {}

 private:
  Lines m_lines;
};

Lines rules_of(const Block& block) {
  Rules rules;
  std::visit(rules, block.content);
  return rules.lines();
}

/// The words that appear only after an answer: shown_text() leaves them out.
Lines later_words(const Pack& pack, const Block& block, const std::string& language) {
  Lines lines;
  const auto add = [&](const RichText& text) {
    if (text.empty()) return;
    for (std::string& line : lines_of(plain_words(pack, text, language))) {
      lines.push_back(std::move(line));
    }
  };
  if (const auto* check = std::get_if<CheckBlock>(&block.content)) add(check->explain);
  if (const auto* choice = std::get_if<ChoiceBlock>(&block.content)) {
    for (const ChoiceBlock::Option& option : choice->options) add(option.reply);
  }
  return lines;
}

Touches touched_by(const Block& block) {
  if (std::holds_alternative<AcknowledgeBlock>(block.content) ||
      std::holds_alternative<SignBlock>(block.content)) {
    return Touches::statement;
  }
  if (std::holds_alternative<RiskBlock>(block.content)) return Touches::risk;
  if (const auto* callout = std::get_if<CalloutBlock>(&block.content)) {
    return callout->kind == CalloutKind::note ? Touches::words : Touches::risk;
  }
  return Touches::words;
}

class Comparison {
 public:
  Comparison(const Pack& before, const Pack& after) : m_before(before), m_after(after) {}

  Difference run() {
    compare_manifest();
    compare_clinic();
    compare_walks();
    compare_recordings();
    for (const Page& page : m_after.pages) compare_page(page);
    for (const Page& page : m_before.pages) {
      if (m_after.page(page.id) == nullptr) add_whole_page(page, m_before, "the page is gone");
    }
    for (const Change& change : m_difference.changes) {
      if (is_material(change.touches)) m_difference.material = true;
    }
    find_problems();
    return std::move(m_difference);
  }

 private:
  void add(Touches touches, const std::string& page, const std::string& block,
           const std::string& what, const std::string& language, Lines before, Lines after) {
    keep_different(before, after);
    if (before.empty() && after.empty()) return;
    m_difference.changes.push_back(
        {touches, page, block, what, language, std::move(before), std::move(after)});
  }

  /// A language that is new is told once, not as every word of it.
  [[nodiscard]] std::vector<Language> languages_of_both() const {
    std::vector<Language> both;
    for (const Language& language : m_after.languages) {
      const auto& old = m_before.languages;
      const bool known = std::any_of(old.begin(), old.end(),
                                     [&](const Language& one) { return one.tag == language.tag; });
      if (known) both.push_back(language);
    }
    return both;
  }

  void compare_manifest() {
    const auto number = [&](const std::string& what, int before, int after) {
      add(Touches::rule, {}, {}, what, {}, {std::to_string(before)}, {std::to_string(after)});
    };
    number("minimum age", m_before.minimum_age, m_after.minimum_age);
    number("months for which a decision holds", m_before.valid_for_months,
           m_after.valid_for_months);
    number("years for which records are kept", m_before.keep_years, m_after.keep_years);
    number("treatments", m_before.treatments, m_after.treatments);
    for (const Language& language : languages_of_both()) {
      add(Touches::words, {}, {}, "title", language.tag,
          {m_before.text(language.tag, m_before.title)},
          {m_after.text(language.tag, m_after.title)});
      // It stands in what is signed.
      add(Touches::statement, {}, {}, "procedure", language.tag,
          {m_before.text(language.tag, m_before.procedure)},
          {m_after.text(language.tag, m_after.procedure)});
    }
    const auto offered = [](const Pack& pack) {
      Lines lines;
      for (const Language& language : pack.languages) {
        const char* status = language.status == TranslationStatus::source  ? "source"
                             : language.status == TranslationStatus::draft ? "draft"
                                                                           : "reviewed";
        lines.push_back(fmt::format("{} ({}), {}", language.name, language.tag, status));
      }
      return lines;
    };
    add(Touches::words, {}, {}, "languages", {}, offered(m_before), offered(m_after));
    const auto sheet = [](const Pack& pack) { return pack.take_home; };
    add(Touches::order, {}, {}, "take-home sheet", {}, sheet(m_before), sheet(m_after));
  }

  void compare_clinic() {
    std::set<std::string> names;
    for (const auto& [name, value] : m_before.clinic.values) names.insert(name);
    for (const auto& [name, value] : m_after.clinic.values) names.insert(name);
    const auto value_of = [](const Pack& pack, const std::string& name) {
      const auto value = pack.clinic.values.find(name);
      return value == pack.clinic.values.end() ? Lines{} : Lines{value->second};
    };
    for (const std::string& name : names) {
      const Lines before = value_of(m_before, name);
      const Lines after = value_of(m_after, name);
      // "24" hours without driving is a rule; a name or a phone number is not.
      const auto counts = [](const Lines& lines) {
        return !lines.empty() && lines[0].size() <= 4 &&
               lines[0].find_first_not_of("0123456789") == std::string::npos;
      };
      const bool rule = counts(before) || counts(after);
      add(rule ? Touches::rule : Touches::words, {}, {},
          fmt::format("the clinic's value \"{}\"", name), {}, before, after);
    }
    const auto emergency = [](const Pack& pack) {
      Lines lines;
      for (const EmergencyLine& line : pack.clinic.emergency) {
        lines.push_back(line.label + ": " + line.number);
      }
      return lines;
    };
    add(Touches::words, {}, {}, "emergency lines", {}, emergency(m_before), emergency(m_after));
  }

  /// Words that were recorded, recorded anew, or are not any more.
  void compare_recordings() {
    for (const Language& language : languages_of_both()) {
      const auto heard = [&](const Pack& pack) {
        std::map<std::string, std::string> sounds;  // words → bytes
        if (const auto all = pack.recordings.find(language.tag); all != pack.recordings.end()) {
          for (const auto& [words, file] : all->second) sounds[words] = pack.sounds.at(file);
        }
        return sounds;
      };
      const auto before = heard(m_before);
      const auto after = heard(m_after);
      Lines gone;
      Lines added;
      for (const auto& [words, sound] : before) {
        if (!after.contains(words)) gone.push_back(words);
      }
      for (const auto& [words, sound] : after) {
        const auto old = before.find(words);
        if (old == before.end()) added.push_back(words);
        if (old != before.end() && old->second != sound) added.push_back(words + " (anew)");
      }
      add(Touches::words, {}, {}, "recordings", language.tag, std::move(gone), std::move(added));
    }
  }

  void compare_walks() {
    std::set<std::string> ids;
    for (const Walk& walk : m_before.walks) ids.insert(walk.id);
    for (const Walk& walk : m_after.walks) ids.insert(walk.id);
    for (const std::string& id : ids) {
      const Walk* before = m_before.walk(id);
      const Walk* after = m_after.walk(id);
      const auto signers = [](const Walk* walk) {
        Lines lines;
        if (walk == nullptr) return lines;
        for (const Role role : walk->signers) lines.push_back(to_string(role));
        return lines;
      };
      const auto pages = [](const Walk* walk) { return walk == nullptr ? Lines{} : walk->pages; };
      const auto title = [](const Walk* walk) {
        return walk == nullptr ? Lines{} : Lines{walk->title};
      };
      add(Touches::words, {}, {}, fmt::format("the title of the walk \"{}\"", id), {},
          title(before), title(after));
      add(Touches::rule, {}, {}, fmt::format("who signs in the walk \"{}\"", id), {},
          signers(before), signers(after));
      add(Touches::order, {}, {}, fmt::format("the pages of the walk \"{}\"", id), {},
          pages(before), pages(after));
    }
  }

  void add_whole_page(const Page& page, const Pack& pack, const std::string& what) {
    const bool gone = &pack == &m_before;
    const std::string& language = pack.languages.front().tag;
    Lines title{pack.text(language, page.title)};
    add(Touches::words, page.id, {}, what, language, gone ? title : Lines{},
        gone ? Lines{} : title);
    for (const Block& block : page.blocks) {
      add_whole_block(page, block, pack, gone ? "the block is gone" : "the block is new");
    }
  }

  void add_whole_block(const Page& page, const Block& block, const Pack& pack,
                       const std::string& what) {
    const bool gone = &pack == &m_before;
    const std::string& language = pack.languages.front().tag;
    const Lines words = lines_of(shown_text(pack, block, language));
    add(touched_by(block), page.id, block.id, what, language, gone ? words : Lines{},
        gone ? Lines{} : words);
  }

  void compare_page(const Page& after) {
    const Page* before = m_before.page(after.id);
    if (before == nullptr) return add_whole_page(after, m_after, "the page is new");
    for (const Language& language : languages_of_both()) {
      add(Touches::words, after.id, {}, "title", language.tag,
          {m_before.text(language.tag, before->title)}, {m_after.text(language.tag, after.title)});
    }
    for (const Block& block : after.blocks) {
      const Block* old = m_before.block(after.id, block.id);
      if (old == nullptr) {
        add_whole_block(after, block, m_after, "the block is new");
      } else {
        compare_block(after, *old, block);
      }
    }
    for (const Block& block : before->blocks) {
      if (m_after.block(after.id, block.id) == nullptr) {
        add_whole_block(*before, block, m_before, "the block is gone");
      }
    }
    const auto order = [](const Page& page, const Page& other) {
      Lines ids;
      for (const Block& block : page.blocks) {
        const bool both = std::any_of(other.blocks.begin(), other.blocks.end(),
                                      [&](const Block& one) { return one.id == block.id; });
        if (both) ids.push_back(block.id);
      }
      return ids;
    };
    add(Touches::order, after.id, {}, "order of the blocks", {}, order(*before, after),
        order(after, *before));
  }

  void compare_block(const Page& page, const Block& before, const Block& after) {
    const Touches touches = std::max(touched_by(before), touched_by(after));
    for (const Language& language : languages_of_both()) {
      const std::string& tag = language.tag;
      add(touches, page.id, after.id, "words", tag, lines_of(shown_text(m_before, before, tag)),
          lines_of(shown_text(m_after, after, tag)));
      add(touches, page.id, after.id, "words after an answer", tag,
          later_words(m_before, before, tag), later_words(m_after, after, tag));
    }
    add(Touches::rule, page.id, after.id, "what it does", {}, rules_of(before), rules_of(after));
    const auto* old_image = std::get_if<ImageBlock>(&before.content);
    const auto* image = std::get_if<ImageBlock>(&after.content);
    if (old_image == nullptr || image == nullptr) return;
    if (m_before.images.at(old_image->file) == m_after.images.at(image->file)) return;
    m_difference.changes.push_back(
        {Touches::picture, page.id, after.id, "the picture", {}, {old_image->file}, {image->file}});
  }

  void find_problems() {
    auto& problems = m_difference.problems;
    if (m_before.id != m_after.id) {
      problems.push_back(
          fmt::format("these are two packs, \"{}\" and \"{}\"; compare two versions of one",
                      m_before.id, m_after.id));
      return;
    }
    if (m_before.digest != m_after.digest && m_before.version == m_after.version) {
      problems.push_back(
          fmt::format("both have the version {}; raise \"version\" in pack.json", m_after.version));
    }
    if (m_difference.material && m_after.material != true) {
      problems.emplace_back(
          "a statement, a risk or a rule changed, but the new version is not marked as material; "
          "say "
          "\"material\": true in pack.json, or take the change back");
    }
  }

  const Pack& m_before;
  const Pack& m_after;
  Difference m_difference;
};

}  // namespace

bool is_material(Touches touches) {
  return touches == Touches::statement || touches == Touches::risk || touches == Touches::rule;
}

std::string to_string(Touches touches) {
  switch (touches) {
    case Touches::words:
      return "words";
    case Touches::picture:
      return "picture";
    case Touches::order:
      return "order";
    case Touches::statement:
      return "statement";
    case Touches::risk:
      return "risk";
    case Touches::rule:
      return "rule";
  }
  return {};
}

Difference compare(const Pack& before, const Pack& after) {
  return Comparison(before, after).run();
}

}  // namespace candor::content
