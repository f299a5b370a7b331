#include "content/shown_text.h"

#include <fmt/format.h>

#include <charconv>
#include <variant>

#include "content/rich.h"

namespace candor::content {

std::string clock_of(const std::string& minutes) {
  int all = 0;
  const auto [end, problem] = std::from_chars(minutes.data(), minutes.data() + minutes.size(), all);
  if (problem != std::errc{} || end != minutes.data() + minutes.size()) return minutes;
  return fmt::format("{}:{:02}", all / 60, all % 60);
}

namespace {

/// Collects the lines of one block; there is one overload for each type of block.
class Reader {
 public:
  Reader(const Pack& pack, const std::string& language, const Placeholders& extra)
      : m_pack(pack), m_language(language), m_extra(extra) {}

  [[nodiscard]] const std::string& text() const { return m_text; }

  void operator()(const TextBlock& block) { rich(block.text); }

  void operator()(const CalloutBlock& block) { rich(block.text); }

  void operator()(const StepsBlock& block) {
    for (const StepsBlock::Item& item : block.items) {
      line(item.title);
      line(item.text);
    }
  }

  void operator()(const TimelineBlock& block) {
    line(block.caption);
    for (const TimelineBlock::Item& item : block.items) {
      add(clock_of(m_pack.text(m_language, item.at, m_extra)));
      line(item.title);
      line(item.text);
    }
  }

  void operator()(const RiskBlock& block) {
    const std::string number =
        m_pack.text(m_language, "{n} in 100", {{"n", std::to_string(block.n)}});
    add(number + " " + m_pack.text(m_language, block.label, m_extra));
    line(block.note);
    if (const RiskGroup* const group = m_pack.group(block.group)) line(group->text);
  }

  void operator()(const ImageBlock& block) {
    line(block.alt);
    line(block.caption);
  }

  void operator()(const FaqBlock& block) {
    for (const FaqBlock::Item& item : block.items) {
      line(item.question);
      rich(item.answer);
    }
  }

  void operator()(const CheckBlock& block) {
    line(block.question);
    for (const CheckBlock::Option& option : block.options) line(option.label);
  }

  void operator()(const ChoiceBlock& block) {
    line(block.question);
    rich(block.help);
    for (const ChoiceBlock::Option& option : block.options) line(option.label);
  }

  void operator()(const FormBlock& block) {
    line(block.title);
    line(block.purpose);
    for (const FormField& field : block.fields) {
      line(field.label);
      for (const FormField::Option& option : field.options) line(option.label);
    }
  }

  void operator()(const AcknowledgeBlock& block) {
    rich(block.fact);
    line(block.statement);
  }

  void operator()(const SignBlock& block) {
    line(block.act);
    line(block.scope);
    for (const Line& point : block.points) line(point);
    line(block.button);
  }

 private:
  void line(const Line& source) {
    if (!source.empty()) add(m_pack.text(m_language, source, m_extra));
  }

  void rich(const RichText& source) {
    if (!source.empty()) add(plain_words(m_pack, source, m_language, m_extra));
  }

  void add(const std::string& words) {
    if (!m_text.empty()) m_text += '\n';
    m_text += words;
  }

  const Pack& m_pack;
  const std::string& m_language;
  const Placeholders& m_extra;
  std::string m_text;
};

}  // namespace

std::string plain_words(const Pack& pack, const RichText& source, const std::string& language,
                        const Placeholders& extra) {
  const std::string filled = pack.text(language, source, extra);
  const auto paragraphs = parse_rich(filled);
  // A checked pack parses; a clinic value with marks of its own is shown as it was written.
  return paragraphs ? plain_text(*paragraphs) : filled;
}

std::string shown_text(const Pack& pack, const Block& block, const std::string& language,
                       const Placeholders& extra) {
  Reader reader(pack, language, extra);
  std::visit(reader, block.content);
  return reader.text();
}

}  // namespace candor::content
