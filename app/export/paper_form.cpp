#include "export/paper_form.h"

#include <algorithm>

namespace candor::exporting {

namespace {

constexpr double kBoxGap = 10.0;
constexpr double kFactIndent = 12.0;

}  // namespace

Cell PaperForm::cell(double x, double width, const std::string& text, Style style) const {
  return Cell{x, width, text, style, m_sheet->language()};
}

void PaperForm::heading(const std::string& text) {
  RowLook look;
  look.space_before = 20.0;
  look.keep_with_next = true;
  look.rule_above = true;
  look.tag = "H3";
  m_sheet->flow().row({cell(0.0, kWidth, text, Style::heading)}, look);
}

void PaperForm::part(const std::string& text) {
  RowLook look;
  look.new_page = true;
  look.keep_with_next = true;
  look.tag = "H2";
  m_sheet->flow().row({cell(0.0, kWidth, text, Style::title)}, look);
}

void PaperForm::paragraph(const std::string& text, Style style, double space_before,
                          bool keep_with_next) {
  RowLook look;
  look.space_before = space_before;
  look.keep_with_next = keep_with_next;
  m_sheet->flow().row({cell(0.0, kWidth, text, style)}, look);
}

void PaperForm::boxes(const std::vector<std::string>& labels, std::size_t columns) {
  const auto count = static_cast<double>(columns);
  const double width = (kWidth - (count - 1.0) * kBoxGap) / count;
  for (std::size_t first = 0; first < labels.size(); first += columns) {
    std::vector<Cell> cells;
    for (std::size_t i = first; i < std::min(first + columns, labels.size()); ++i) {
      Cell box =
          cell(static_cast<double>(i - first) * (width + kBoxGap), width, labels[i], Style::body);
      box.frame = CellFrame::tick;
      cells.push_back(std::move(box));
    }
    RowLook look;
    look.space_before = first == 0 ? 8.0 : kBoxGap;
    look.same_tag = first > 0;
    m_sheet->flow().row(cells, look);
  }
}

void PaperForm::lines(const std::vector<std::string>& labels) {
  const auto count = static_cast<double>(labels.size());
  const double width = (kWidth - (count - 1.0) * 2.0 * kBoxGap) / count;
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    Cell line =
        cell(static_cast<double>(i) * (width + 2.0 * kBoxGap), width, labels[i], Style::soft);
    line.frame = CellFrame::write;
    cells.push_back(std::move(line));
  }
  RowLook look;
  look.space_before = 10.0;
  m_sheet->flow().row(cells, look);
}

void PaperForm::choice(const content::ChoiceBlock& block) {
  Flow& flow = m_sheet->flow();
  flow.begin_group();
  RowLook question;
  question.space_before = 16.0;
  question.keep_with_next = true;
  m_sheet->line("", block.question, Style::strong, question);
  RowLook help;
  help.keep_with_next = true;
  m_sheet->rich("", block.help, Style::body, help);
  paragraph(block.multiple ? say("Mark all that fit you.") : say("Mark one answer."), Style::soft,
            4.0, true);
  std::vector<std::string> labels;
  std::vector<content::RichText> urgent;
  for (const content::ChoiceBlock::Option& option : block.options) {
    labels.push_back(m_sheet->text(option.label));
    const bool now = option.flag && option.flag->urgency == content::Urgency::now;
    const bool is_new = std::find(urgent.begin(), urgent.end(), option.reply) == urgent.end();
    if (now && !option.reply.empty() && is_new) urgent.push_back(option.reply);
  }
  boxes(labels, labels.size() % 3 == 0 && labels.size() < 6 ? 3 : 2);
  // What the glass says at once to chest pain and thoughts of suicide must not wait for staff.
  for (const content::RichText& reply : urgent) {
    RowLook look;
    look.space_before = 8.0;
    look.bar = kDanger;
    look.fill = kDangerSoft;
    m_sheet->indent(kFactIndent);
    m_sheet->rich("", reply, Style::body, look);
    m_sheet->indent(0.0);
  }
  flow.end_group();
}

void PaperForm::form(const content::FormBlock& block) {
  Flow& flow = m_sheet->flow();
  flow.begin_group();
  RowLook title;
  title.space_before = 16.0;
  title.keep_with_next = true;
  m_sheet->line("", block.title, Style::strong, title);
  RowLook purpose;
  purpose.keep_with_next = true;
  m_sheet->line("", block.purpose, Style::body, purpose);
  for (const content::FormField& field : block.fields) {
    if (field.kind != content::FieldKind::choice) {
      const std::string optional = field.required ? "" : " (" + say("Optional") + ")";
      lines({m_sheet->text(field.label) + optional});
      continue;
    }
    paragraph(m_sheet->text(field.label), Style::soft, 10.0, true);
    std::vector<std::string> labels;
    for (const content::FormField::Option& option : field.options) {
      labels.push_back(m_sheet->text(option.label));
    }
    boxes(labels, 2);
  }
  flow.end_group();
}

void PaperForm::statement(const content::AcknowledgeBlock& block, int number, int count) {
  Flow& flow = m_sheet->flow();
  flow.begin_group();
  std::string place = say("Statement {number} of {count}",
                          {{"number", std::int64_t{number}}, {"count", std::int64_t{count}}});
  if (!block.required) place += " · " + say("Optional");
  paragraph(place, Style::soft, number == 1 ? 10.0 : 22.0, true);
  if (!block.required) {
    paragraph(say("You may say no to this one and still have the treatment"), Style::body, 2.0,
              true);
  }
  RowLook fact;
  fact.bar = kPrimary;
  fact.fill = kPrimarySoft;
  fact.keep_with_next = true;
  m_sheet->indent(kFactIndent);
  m_sheet->rich("", block.fact, Style::body, fact);
  m_sheet->indent(0.0);
  RowLook look;
  look.space_before = 8.0;
  look.keep_with_next = true;
  m_sheet->line("", block.statement, Style::strong, look);
  std::string yes;
  switch (block.verb) {
    case content::Verb::understand:
      yes = say("I understand");
      break;
    case content::Verb::agree:
      yes = say("I agree");
      break;
    case content::Verb::will:
      yes = say("I will");
      break;
  }
  std::vector<std::string> answers{yes, say("I have a question"), say("I do not agree")};
  if (block.may_not_apply) answers.push_back(say("This does not apply to me"));
  boxes(answers, block.may_not_apply ? 2 : 3);
  flow.end_group();
}

void add_signer(PaperForm& form, const SignerLines& signer) {
  Flow& flow = form.sheet().flow();
  flow.begin_group();
  form.heading(signer.title);
  if (!signer.when.empty()) form.paragraph(signer.when, Style::soft, 2.0, true);
  bool first = true;
  for (const std::string& line : signer.meaning) {
    form.paragraph(line, first ? Style::strong : Style::body, 4.0, true);
    first = false;
  }
  for (const std::vector<std::string>& labels : signer.boxes) form.boxes(labels, labels.size());
  form.lines({form.say("Signature")});
  if (signer.relation.empty()) {
    form.lines({form.say("Name"), form.say("Date"), form.say("Time")});
  } else {
    form.lines({form.say("Name"), signer.relation});
    form.lines({form.say("Date"), form.say("Time")});
  }
  flow.end_group();
}

}  // namespace candor::exporting
