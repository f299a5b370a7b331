#include "export/pack_review.h"

#include <fmt/format.h>

#include <variant>

namespace candor::exporting {

namespace {

constexpr double kIdWidth = 190.0;
constexpr double kKindWidth = 96.0;

std::string urgency_words(const content::FlagRule& rule) {
  std::string words;
  switch (rule.urgency) {
    case content::Urgency::routine:
      words = "Tells staff, routine";
      break;
    case content::Urgency::soon:
      words = "Tells staff, soon";
      break;
    case content::Urgency::now:
      words = "Tells staff, now";
      break;
  }
  return words + (rule.blocks ? "; signing waits" : "; a note only");
}

std::string kind_words(content::FieldKind kind) {
  switch (kind) {
    case content::FieldKind::text:
      return "text";
    case content::FieldKind::phone:
      return "phone number";
    case content::FieldKind::date:
      return "date";
    case content::FieldKind::choice:
      return "choice";
  }
  return {};
}

std::string role_name(content::Role role) {
  switch (role) {
    case content::Role::patient:
      return "Patient";
    case content::Role::representative:
      return "Representative";
    case content::Role::witness:
      return "Witness";
    case content::Role::interpreter:
      return "Interpreter";
    case content::Role::clinician:
      return "Clinician";
  }
  return {};
}

const char* verb_words(content::Verb verb) {
  switch (verb) {
    case content::Verb::understand:
      return "I understand";
    case content::Verb::agree:
      return "I agree";
    case content::Verb::will:
      return "I will";
  }
  return "";
}

/// The kind of a block in words, and its content under it.
class Reviewer {
 public:
  Reviewer(Sheet& sheet, const content::Words& words) : m_sheet(&sheet), m_words(&words) {}

  void operator()(const content::CheckBlock& block) const {
    m_sheet->line("Question", block.question, Style::strong);
    for (const content::CheckBlock::Option& option : block.options) {
      m_sheet->line(option.correct ? "✓ Right answer" : "Other answer", option.label,
                    option.correct ? Style::strong : Style::body, close());
    }
    m_sheet->rich("After the right one", block.explain, Style::body, close(4.0));
    said("After another one", "Let us say it again.", close(4.0));
    note(fmt::format("Then the paragraph {} is shown again.", block.tests));
    said("After a second one", "Thank you. Staff will go over this with you.", close());
    flag(block.on_misses);
  }

  void operator()(const content::ChoiceBlock& block) const {
    m_sheet->line("Question", block.question, Style::strong);
    m_sheet->rich("Help", block.help, Style::body, close());
    if (block.multiple && block.help.empty()) said("", "Touch all that fit you.", close());
    note(fmt::format("{}{}", block.multiple ? "Several may be chosen" : "One may be chosen",
                     block.is_private ? "; private: hidden on the review until touched." : "."));
    for (const content::ChoiceBlock::Option& option : block.options) {
      RowLook look = close(5.0);
      look.keep_with_next = option.flag.has_value() || !option.reply.empty();
      m_sheet->line(option.exclusive ? "Answer, alone" : "Answer", option.label, Style::strong,
                    look);
      if (option.flag) flag(*option.flag);
      m_sheet->rich("Then it says", option.reply, Style::body, close());
    }
  }

  void operator()(const content::FormBlock& block) const {
    m_sheet->line("Title", block.title, Style::strong);
    m_sheet->line("Why it is asked", block.purpose, Style::body, close());
    if (block.is_ride) note("The record's ride home.");
    for (const content::FormField& field : block.fields) {
      m_sheet->line("Field", field.label, Style::strong, close(5.0));
      note(fmt::format("{}, {}{}", kind_words(field.kind), field.required ? "required" : "optional",
                       field.is_private ? ", private" : ""));
      for (const content::FormField::Option& option : field.options) {
        m_sheet->line("Answer", option.label, Style::body, close(3.0));
        std::string waived;
        for (const std::string& id : option.waives) waived += (waived.empty() ? "" : ", ") + id;
        if (!waived.empty()) note("Then these fields need no answer: " + waived + ".");
        if (option.flag) flag(*option.flag);
      }
    }
  }

  void operator()(const content::AcknowledgeBlock& block) const {
    m_sheet->rich("Fact", block.fact);
    m_sheet->line("Statement", block.statement, Style::strong, close(4.0));
    const auto answers = [&](const std::string& language) {
      std::string all;
      for (const char* one : {verb_words(block.verb), "I have a question", "I do not agree"}) {
        all += (all.empty() ? "" : " · ") + m_words->get(language, one);
      }
      if (block.may_not_apply) all += " · " + m_words->get(language, "This does not apply to me");
      return all;
    };
    m_sheet->words("Answers", answers(m_sheet->language()), answers(m_sheet->source_language()),
                   Style::body, close(4.0));
    note(block.required ? "Required: signing waits until staff have dealt with a no."
                        : "Optional: a no is simply recorded.");
  }

  void operator()(const content::SignBlock& block) const {
    m_sheet->line("Patient signs", block.act, Style::strong);
    m_sheet->line("Scope", block.scope, Style::body, close());
    for (const content::Line& point : block.points) {
      m_sheet->line("", point, Style::body, close());
    }
    m_sheet->line("Button", block.button, Style::body, close(4.0));
    for (const auto& [role, meaning] : block.meanings) {
      m_sheet->line(role_name(role) + " signs", meaning, Style::body, close(5.0));
    }
  }

  template <typename ToRead>
  void operator()(const ToRead&) const {}

 private:
  /// The kiosk's own words.
  void said(const std::string& label, const std::string& english, const RowLook& look) const {
    m_sheet->words(label, m_words->get(m_sheet->language(), english),
                   m_words->get(m_sheet->source_language(), english), Style::body, look);
  }

  /// The print's words, over the whole width.
  void note(const std::string& words) const {
    m_sheet->flow().row({Cell{m_sheet->text_x(), m_sheet->text_width(), words, Style::small_soft}},
                        close(1.0));
  }

  void flag(const content::FlagRule& rule) const {
    m_sheet->line("Staff read", rule.reason, Style::body, close());
    note(urgency_words(rule) + ".");
  }

  Sheet* m_sheet;
  const content::Words* m_words;
};

struct Kind {
  const char* operator()(const content::TextBlock&) const { return "text"; }

  const char* operator()(const content::CalloutBlock& block) const {
    switch (block.kind) {
      case content::CalloutKind::note:
        return "note";
      case content::CalloutKind::caution:
        return "caution";
      case content::CalloutKind::danger:
        return "danger";
    }
    return "";
  }

  const char* operator()(const content::StepsBlock&) const { return "steps"; }

  const char* operator()(const content::TimelineBlock&) const { return "timeline"; }

  const char* operator()(const content::RiskBlock&) const { return "risk figure"; }

  const char* operator()(const content::ImageBlock&) const { return "picture"; }

  const char* operator()(const content::FaqBlock&) const { return "questions"; }

  const char* operator()(const content::CheckBlock&) const { return "check"; }

  const char* operator()(const content::ChoiceBlock&) const { return "screening"; }

  const char* operator()(const content::FormBlock&) const { return "form"; }

  const char* operator()(const content::AcknowledgeBlock& block) const {
    return block.required ? "statement, required" : "statement, optional";
  }

  const char* operator()(const content::SignBlock&) const { return "decision"; }
};

}  // namespace

void add_reviewed_block(Sheet& sheet, const content::Words& words, const content::Page& page,
                        const content::Block& block) {
  Flow& flow = sheet.flow();
  flow.begin_group();
  std::string sources;
  for (const std::string& id : block.sources) sources += (sources.empty() ? "" : ", ") + id;
  RowLook look;
  look.space_before = 14.0;
  look.rule_above = true;
  look.keep_with_next = true;
  look.tag = "H4";
  const double sources_at = kIdWidth + kKindWidth;
  flow.row({Cell{0.0, kIdWidth - kGap, page.id + "/" + block.id, Style::small, "en", kPrimary},
            Cell{kIdWidth, kKindWidth - kGap, std::visit(Kind{}, block.content), Style::small_soft},
            Cell{sources_at, kWidth - sources_at,
                 sources.empty() ? std::string("no sources") : "sources: " + sources,
                 Style::small_soft}},
           look);
  add_reading_block(sheet, block);
  std::visit(Reviewer(sheet, words), block.content);
  flow.end_group();
}

std::string status_words(const content::Language& language) {
  std::string made;
  switch (language.made_by) {
    case content::Translator::not_said:
      break;
    case content::Translator::person:
      made = ", made by a person";
      break;
    case content::Translator::machine:
      made = ", made by a machine";
      break;
  }
  switch (language.status) {
    case content::TranslationStatus::source:
      return "the language it was written in";
    case content::TranslationStatus::draft:
      return "draft" + made + "; nobody has reviewed it";
    case content::TranslationStatus::reviewed:
      return "reviewed by " + language.reviewed_by + " on " + language.reviewed_on + made;
  }
  return {};
}

}  // namespace candor::exporting
