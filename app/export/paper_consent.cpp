#include "export/paper_consent.h"

#include <fmt/format.h>

#include <algorithm>

#include "export/paper_form.h"
#include "visit/steps.h"

namespace candor::exporting {

namespace {

constexpr double kScale = 1.2;  // body text of 12 points
constexpr const char* kNameBlank = "__________________________";

class Consent {
 public:
  Consent(const PackPrint& print, const content::Walk& walk, Sheet& sheet,
          const content::Words& words)
      : m_pack(print.pack),
        m_walk(&walk),
        m_steps(visit::steps_of(*print.pack, walk.id)),
        m_language(&language_of(*print.pack, print.language)),
        m_sheet(&sheet),
        m_words(&words),
        m_form(sheet, words) {
    sheet.use_walk(walk);
  }

  void write() {
    front();
    to_read();
    to_answer();
    to_decide();
    for_staff();
  }

 private:
  [[nodiscard]] std::string say(const std::string& english) const { return m_form.say(english); }

  [[nodiscard]] bool is_draft() const {
    return m_language->status == content::TranslationStatus::draft;
  }

  void front() {
    RowLook title;
    title.tag = "H1";
    title.keep_with_next = true;
    m_sheet->line("", m_pack->title, Style::title, title);
    m_sheet->line("", m_walk->title, Style::lead, title);
    m_form.paragraph(say("Mark your answers with a pen. You can ask staff anything, at any time."),
                     Style::body, 10.0);
    m_form.paragraph(say("You can stop at any time"), Style::strong, 4.0);
    if (is_draft()) {
      RowLook look;
      look.space_before = 10.0;
      look.fill = kCautionSoft;
      look.bar = kCaution;
      m_sheet->flow().row(
          {Cell{kPadding, kWidth - 2.0 * kPadding,
                say("This translation is a draft. It counts only if an interpreter signs too."),
                Style::body, m_language->tag}},
          look);
    }
    m_form.lines({say("Your name"), say("Your date of birth")});
    m_form.paragraph(say("Who are you?"), Style::soft, 12.0, true);
    m_form.boxes({say("I am the patient"), say("I decide for the patient by law")}, 2);
  }

  /// What the walk gives to read, page by page.
  void to_read() {
    RowLook part;
    part.space_before = 28.0;
    part.keep_with_next = true;
    part.tag = "H2";
    m_sheet->flow().row(
        {Cell{0.0, kWidth, say("Part 1: to read and to keep"), Style::title, m_language->tag}},
        part);
    const content::Page* page = nullptr;
    for (const visit::Step& step : m_steps) {
      if (step.kind != visit::StepKind::read) continue;
      if (step.page != page) m_form.heading(m_sheet->text(step.page->title));
      page = step.page;
      for (std::size_t i = step.first; i < step.first + step.count; ++i) {
        m_sheet->flow().begin_group();
        add_reading_block(*m_sheet, step.page->blocks[i]);
        m_sheet->flow().end_group();
      }
    }
  }

  /// Screening, forms and statements. Checks need somebody who answers, so they stay on the glass.
  void to_answer() {
    m_form.part(say("Part 2: your answers"));
    m_form.lines({say("Your name"), say("Your date of birth")});
    const int statements = visit::count_of(m_steps, visit::StepKind::statement);
    const content::Page* page = nullptr;
    for (const visit::Step& step : m_steps) {
      const content::BlockContent& content = step.page->blocks[step.first].content;
      const auto* const choice = std::get_if<content::ChoiceBlock>(&content);
      const auto* const form = std::get_if<content::FormBlock>(&content);
      const auto* const statement = std::get_if<content::AcknowledgeBlock>(&content);
      if (choice == nullptr && form == nullptr && statement == nullptr) continue;
      if (step.page != page) m_form.heading(m_sheet->text(step.page->title));
      page = step.page;
      if (choice != nullptr) m_form.choice(*choice);
      if (form != nullptr) m_form.form(*form);
      if (statement != nullptr) m_form.statement(*statement, step.number, statements);
    }
  }

  [[nodiscard]] bool must_sign(content::Role role) const {
    return std::find(m_walk->signers.begin(), m_walk->signers.end(), role) != m_walk->signers.end();
  }

  void to_decide() {
    for (const visit::Step& step : m_steps) {
      const auto* const sign =
          std::get_if<content::SignBlock>(&step.page->blocks[step.first].content);
      if (sign == nullptr) continue;
      add_patient(*step.page, *sign);
      add_others(*sign);
    }
  }

  void add_patient(const content::Page& page, const content::SignBlock& sign) {
    SignerLines patient;
    patient.title = m_sheet->text(page.title);
    patient.meaning.push_back(m_sheet->text(sign.act));
    const bool names_scope = sign.act.find("{scope}") != std::string::npos;
    if (!names_scope && !sign.scope.empty()) patient.meaning.push_back(m_sheet->text(sign.scope));
    for (const content::Line& point : sign.points) {
      patient.meaning.push_back(m_sheet->text(point));
    }
    patient.meaning.push_back(
        say("You may change your mind after you sign. Tell any member of staff."));
    patient.boxes = {{say("I choose this treatment"), say("I do not want this treatment")}};
    add_signer(m_form, patient);
  }

  void add_others(const content::SignBlock& sign) {
    const auto meaning = [&](content::Role role) -> std::vector<std::string> {
      const auto found = sign.meanings.find(role);
      if (found == sign.meanings.end()) return {};
      return {m_sheet->text(found->second)};
    };
    const auto add = [&](content::Role role, SignerLines lines) {
      lines.meaning = meaning(role);
      if (!lines.meaning.empty()) add_signer(m_form, lines);
    };
    add(content::Role::representative, {say("I decide for the patient by law"),
                                        say("Only if you decide for the patient."),
                                        {},
                                        {},
                                        say("Your relation, such as mother")});
    add(content::Role::witness, {say("The witness signs"),
                                 must_sign(content::Role::witness)
                                     ? std::string()
                                     : say("Only if the patient makes a mark or wants a witness."),
                                 {},
                                 {},
                                 say("Who you are, such as nurse or friend")});
    add(content::Role::interpreter,
        {say("The interpreter signs"),
         must_sign(content::Role::interpreter) || is_draft()
             ? std::string()
             : say("Only if an interpreter takes part."),
         {},
         {{say("Trained interpreter"), say("Family or friend, 18 or older")},
          {say("Here in the room"), say("By phone"), say("By video")}},
         say("ID number or agency")});
    add(content::Role::clinician, {say("The clinician signs"), {}, {}, {}, {}});
  }

  /// What staff must not miss, in the source language, which staff read.
  void for_staff() {
    Flow& flow = m_sheet->flow();
    flow.turn_to(content::Words::is_right_to_left(m_pack->languages.front().tag)
                     ? Reading::from_right
                     : Reading::from_left);
    Sheet staff_sheet(flow, *m_pack, m_pack->languages.front().tag, {});
    staff_sheet.use_walk(*m_walk);
    PaperForm staff(staff_sheet, *m_words);
    staff.part(staff.say("For staff"));
    staff.boxes({staff.say("I checked name and date of birth")}, 1);
    staff.lines({staff.say("Name"), staff.say("Date"), staff.say("Time")});
    staff.heading(staff.say("Talk about these answers before anybody signs"));
    staff.paragraph(staff.say("I do not agree") + " · " + staff.say("I have a question"),
                    Style::strong);
    for (const visit::Step& step : m_steps) {
      const content::BlockContent& content = step.page->blocks[step.first].content;
      if (const auto* const choice = std::get_if<content::ChoiceBlock>(&content)) {
        add_flags(staff, choice->question, choice->options);
      }
      if (const auto* const form = std::get_if<content::FormBlock>(&content)) {
        for (const content::FormField& field : form->fields) {
          add_flags(staff, field.label, field.options);
        }
      }
    }
    staff.heading(staff.say("What was said?"));
    for (int i = 0; i < 4; ++i) staff.lines({""});
  }

  template <typename Option>
  void add_flags(PaperForm& staff, const content::Line& question,
                 const std::vector<Option>& options) {
    bool first = true;
    for (const Option& option : options) {
      if (!option.flag || !option.flag->blocks) continue;
      if (first) staff.paragraph(staff.sheet().text(question), Style::soft, 8.0, true);
      first = false;
      std::string words = "• " + staff.sheet().text(option.label);
      switch (option.flag->urgency) {
        case content::Urgency::now:
          words += " · " + staff.say("Now");
          break;
        case content::Urgency::soon:
          words += " · " + staff.say("Soon");
          break;
        case content::Urgency::routine:
          break;
      }
      const bool now = option.flag->urgency == content::Urgency::now;
      staff.paragraph(words, now ? Style::strong : Style::body, 1.0);
    }
  }

  const content::Pack* m_pack;
  const content::Walk* m_walk;
  std::vector<visit::Step> m_steps;
  const content::Language* m_language;
  Sheet* m_sheet;
  const content::Words* m_words;
  PaperForm m_form;
};

}  // namespace

Result<std::string> to_paper_consent(const PackPrint& print, const std::string& walk_id,
                                     const content::Words& words, const text::Fonts& fonts) {
  const content::Pack& pack = *print.pack;
  const content::Walk* const walk = pack.walk(walk_id);
  if (walk == nullptr) {
    return fail(ErrorCode::not_found, "the pack has no walk '" + walk_id + "'", pack.id);
  }
  const content::Language& language = language_of(pack, print.language);
  const auto say = [&](const std::string& english,
                       const std::vector<content::WordValue>& values = {}) {
    return words.get(language.tag, english, values);
  };
  text::Paper::About about;
  about.created = iso_local(print.at);
  auto paper = text::Paper::begin(fonts, kPageWidth, kPageHeight, about);
  if (!paper) return fail(paper);
  FlowLook look;
  look.scale = kScale;
  look.language = language.tag;
  if (content::Words::is_right_to_left(language.tag)) look.reading = Reading::from_right;
  Flow flow(*paper, look);
  Sheet sheet(flow, pack, language.tag, {});
  Consent(print, *walk, sheet, words).write();
  flow.turn_to(look.reading);

  PrintFrame frame;
  if (!print.practice_reasons.empty()) frame.band = say("Practice, not a consent");
  frame.band_color = kCaution;
  frame.left = pack.text(language.tag, "{clinic.name}");
  // Loose pages must still say whose they are.
  frame.right = say("Your name") + " " + kNameBlank;
  frame.footer = {fmt::format("{} · {} · {} · {}", pack.id, pack.version, walk->id, language.tag),
                  "SHA-256 " + pack.digest};
  frame.number = [&](int page, int count) {
    return say("Page {number} of {count}",
               {{"number", std::int64_t{page}}, {"count", std::int64_t{count}}});
  };
  ArchiveAbout archive;
  archive.title = fmt::format("{}: {} {}, {}, {}", pack.text(language.tag, pack.title), pack.id,
                              pack.version, walk->id, language.tag);
  archive.author = frame.left;
  archive.language = language.tag;
  archive.created = print.at;
  return finish_print(*paper, flow, frame, archive);
}

}  // namespace candor::exporting
