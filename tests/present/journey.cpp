#include "journey.h"

#include <doctest/doctest.h>

#include <utility>

#include "content/load.h"
#include "support/handwriting.h"
#include "support/sample_pack.h"

namespace candor::present {
namespace {

std::shared_ptr<const content::Pack> load(const std::filesystem::path& folder) {
  const content::Loaded loaded = content::load_pack(folder);
  for (const auto& finding : loaded.findings) MESSAGE(to_string(finding));
  REQUIRE(loaded.pack);
  return loaded.pack;
}

std::string plain_option(const std::vector<content::FormField::Option>& options) {
  for (const auto& option : options) {
    if (!option.flag) return option.id;
  }
  return options.front().id;
}

}  // namespace

std::shared_ptr<const content::Pack> loaded_sample() {
  const support::SamplePack files;
  return load(files.folder());
}

std::shared_ptr<const content::Pack> own_pack(const std::string& name) {
  return load(support::source_folder() / "content" / name);
}

content::Words own_words() {
  auto words = content::Words::load(support::source_folder() / "assets" / "words");
  REQUIRE(words);
  return *std::move(words);
}

Journey::Journey(const content::Pack& pack, const content::Words& words, std::string language)
    : m_pack(&pack), m_words(&words), m_language(std::move(language)) {
  visit::Start start;
  start.id = VisitId{"B-0123456789abcdef"};
  start.episode = EpisodeId{"e0e1e2e3e4e5e6e7"};
  state = visit::begin(pack, start, clock.now());
}

Desk Journey::desk() const {
  Desk desk{*m_pack, *m_words};
  desk.channel = channel;
  desk.has_staff = true;
  return desk;
}

bool Journey::tell(const visit::Event& event) {
  clock.advance_ms(1000);
  visit::Outcomes outcomes = visit::apply(*m_pack, state, event, clock.now());
  state = std::move(outcomes.state);
  return outcomes.accepted;
}

void Journey::must(const visit::Event& event) {
  REQUIRE(tell(event));
}

void Journey::to_who() {
  if (state.stage == visit::Stage::language) must(visit::ChooseLanguage{m_language});
}

void Journey::to_identity(visit::AtScreen who) {
  to_who();
  must(visit::ChooseWho{who});
  if (who == visit::AtScreen::parent || who == visit::AtScreen::representative) {
    must(visit::GiveRepresentative{"Maria Lopez", "mother"});
  }
  if (who == visit::AtScreen::helper) must(visit::Next{});
}

void Journey::to_confirm() {
  if (state.stage < visit::Stage::identity) to_identity();
  must(visit::GiveName{"Ana Lopez"});
  must(visit::GiveMonth{4});
  must(visit::GiveDay{12});
  must(visit::GiveYear{1958});
  must(visit::GiveCode{"$hash$4711"});
}

void Journey::to_walk() {
  if (state.stage <= visit::Stage::identity) to_confirm();
  must(visit::ConfirmIdentity{});
}

void Journey::to_steps(const std::string& walk) {
  if (state.stage < visit::Stage::walk) to_walk();
  if (state.stage == visit::Stage::walk) must(visit::ChooseWalk{walk});
}

visit::Spot Journey::spot() const {
  const auto step = visit::current_step(*m_pack, state);
  REQUIRE(step);
  return {step->page->id, step->page->blocks[step->first].id};
}

const content::Block& Journey::block() const {
  const auto step = visit::current_step(*m_pack, state);
  REQUIRE(step);
  return step->page->blocks[step->first];
}

void Journey::pass_step() {
  const auto step = visit::current_step(*m_pack, state);
  REQUIRE(step);
  const visit::Spot here = spot();
  for (std::size_t i = step->first; i < step->first + step->count; ++i) {
    must(visit::Shown{{here.page, step->page->blocks[i].id}, std::string(64, 'd'), 1500});
  }
  const auto& content = block().content;
  if (const auto* check = std::get_if<content::CheckBlock>(&content)) {
    for (const auto& option : check->options) {
      if (option.correct) must(visit::GiveCheck{here, option.id});
    }
  } else if (const auto* choice = std::get_if<content::ChoiceBlock>(&content)) {
    for (const auto& option : choice->options) {
      if (option.flag) continue;
      must(visit::GiveChoice{here, {option.id}});
      break;
    }
  } else if (const auto* form = std::get_if<content::FormBlock>(&content)) {
    for (const auto& field : form->fields) {
      if (field.kind == content::FieldKind::choice) {
        must(visit::GiveField{here, field.id, "", plain_option(field.options)});
      } else {
        must(visit::GiveField{here, field.id,
                              field.kind == content::FieldKind::phone  ? "555-010-4477"
                              : field.kind == content::FieldKind::date ? "2026-11-30"
                                                                       : "Carlos Lopez",
                              ""});
      }
    }
  } else if (std::holds_alternative<content::AcknowledgeBlock>(content)) {
    must(visit::GiveReply{here, visit::Reply::yes});
  }
  must(visit::Next{});
}

void Journey::to_kind(visit::StepKind kind) {
  if (state.stage < visit::Stage::steps) to_steps();
  for (int guard = 0; guard < 200; ++guard) {
    const auto step = visit::current_step(*m_pack, state);
    REQUIRE(step);
    if (step->kind == kind) return;
    pass_step();
  }
}

void Journey::to_spot(const visit::Spot& wanted) {
  if (state.stage < visit::Stage::steps) to_steps();
  for (int guard = 0; guard < 200 && spot() != wanted; ++guard) pass_step();
  REQUIRE(spot() == wanted);
}

void Journey::to_review() {
  if (state.stage < visit::Stage::steps) to_steps();
  while (state.stage == visit::Stage::steps) pass_step();
  REQUIRE(state.stage == visit::Stage::review);
}

void Journey::to_decision() {
  if (state.stage < visit::Stage::review) to_review();
  must(visit::Next{});
  REQUIRE(state.stage == visit::Stage::decision);
}

void Journey::sign() {
  scratch.strokes = support::signatures().front().strokes;
  scratch.pad_width_um = 120'000;
  scratch.pad_height_um = 45'000;
  const Submission submission = submits(SubmitSignature{});
  CHECK(submission.problem.empty());
  REQUIRE(submission.events.size() == 1);
  must(submission.events[0]);
  scratch = {};
}

void Journey::to_receipt() {
  if (state.stage < visit::Stage::decision) to_decision();
  sign();
  must(visit::Saved{"K7F3-9Q2M-40TX", "candor-head-1"});
}

namespace {

struct Collector {
  const content::Pack& pack;
  const content::Words& words;
  const std::string& language;
  std::vector<Screen> screens;

  void add(const std::string& name, Page page, const Scratch& scratch = {}) {
    Screen screen{name, std::move(page), scratch, false};
    screen.framed = screen.page.header.has_value() && !screen.page.staff &&
                    screen.page.footer.has_value() && screen.page.footer->stop.has_value();
    screens.push_back(std::move(screen));
  }

  void add(const std::string& name, const Journey& journey) {
    add(name, journey.page(), journey.scratch);
  }

  void arriving() {
    Journey journey(pack, words, language);
    Desk desk = journey.desk();
    add("welcome", welcome(desk));
    desk.visits_wait = desk.staff_needed = true;
    add("welcome while visits wait", welcome(desk));
    desk.visit_lost = desk.hearing.can_listen = desk.by_keys = true;
    add("welcome after a power cut", welcome(desk));
    for (int step = 0; step < 4; ++step) {
      add("keys " + std::to_string(step), key_setup(desk, language, {}, step, 2));
    }
    journey.to_who();
    add("who", journey);
    {
      Journey helper = journey;
      helper.must(visit::ChooseWho{visit::AtScreen::helper});
      add("who: helper", helper);
      Journey parent = journey;
      parent.must(visit::ChooseWho{visit::AtScreen::parent});
      parent.scratch.problem = "Please type your relation to the patient.";
      add("who: parent", parent);
      Journey interpreter = journey;
      interpreter.must(visit::NeedInterpreter{});
      add("interpreter", interpreter);
    }
    journey.to_identity();
    for (const KeyLayer layer : {KeyLayer::letters, KeyLayer::accents, KeyLayer::digits}) {
      journey.scratch.layer = layer;
      journey.scratch.typed["name"] = "Anastasia Wolfeschlegelsteinhausenbergerdorff-Lopez";
      add("name, layer " + std::to_string(int(layer)), journey);
    }
    journey.scratch = {};
    journey.must(visit::GiveName{"Ana Lopez"});
    add("month", journey);
    journey.must(visit::GiveMonth{4});
    add("day", journey);
    journey.must(visit::GiveDay{12});
    journey.scratch.problem = "That date does not exist. Please check day, month and year.";
    add("year", journey);
    journey.scratch = {};
    Journey young = journey;
    young.must(visit::GiveYear{2015});
    add("too young", young);
    journey.must(visit::GiveYear{1958});
    journey.scratch.typed["code"] = "4711";
    add("code", journey);
    journey.scratch = {};
    journey.must(visit::GiveCode{"$hash$4711"});
    add("is this you", journey);
    journey.must(visit::ConfirmIdentity{});
    add("walk", journey);
  }

  void steps() {
    Journey journey(pack, words, language);
    journey.to_steps();
    while (journey.state.stage == visit::Stage::steps) {
      const std::string name = journey.spot().page + "/" + journey.spot().block;
      add(name, journey);
      variants(name, journey);
      journey.pass_step();
    }
    add("review", journey);
  }

  void variants(const std::string& name, const Journey& here) {
    const visit::Spot spot = here.spot();
    const auto& content = here.block().content;
    {
      Journey missing = here;
      missing.scratch.asked_to_choose = true;
      add(name + ": Next without an answer", missing);
    }
    if (const auto* check = std::get_if<content::CheckBlock>(&content)) {
      Journey journey = here;
      for (const auto& option : check->options) {
        if (option.correct) continue;
        journey.must(visit::GiveCheck{spot, option.id});
        break;
      }
      add(name + ": one miss", journey);
      for (const auto& option : check->options) {
        if (option.correct) continue;
        journey.must(visit::GiveCheck{spot, option.id});
        break;
      }
      add(name + ": two misses", journey);
      Journey right = here;
      for (const auto& option : check->options) {
        if (option.correct) right.must(visit::GiveCheck{spot, option.id});
      }
      add(name + ": right", right);
    } else if (const auto* choice = std::get_if<content::ChoiceBlock>(&content)) {
      for (const auto& option : choice->options) {
        if (option.reply.empty()) continue;
        Journey journey = here;
        journey.must(visit::GiveChoice{spot, {option.id}});
        add(name + ": " + option.id, journey);
        journey.scratch.panel = Panel::urgent;
        add(name + ": " + option.id + ", kind words", journey);
      }
    } else if (const auto* form = std::get_if<content::FormBlock>(&content)) {
      for (const auto& field : form->fields) {
        if (field.kind == content::FieldKind::choice) continue;
        Journey journey = here;
        journey.scratch.focused = field.id;
        journey.scratch.problem = "Please type the whole phone number, at least 7 digits.";
        add(name + ": typing " + field.id, journey);
      }
    } else if (std::holds_alternative<content::AcknowledgeBlock>(content)) {
      for (const visit::Reply reply :
           {visit::Reply::yes, visit::Reply::no, visit::Reply::question}) {
        Journey journey = here;
        journey.must(visit::GiveReply{spot, reply});
        add(name + ": " + visit::to_string(reply), journey);
      }
    }
  }

  void panels() {
    Journey journey(pack, words, language);
    journey.to_steps();
    for (const Panel panel :
         {Panel::language, Panel::display, Panel::asked, Panel::stop, Panel::another_way,
          Panel::is_this_mark, Panel::urgent, Panel::aloud, Panel::speech}) {
      journey.scratch = {};
      journey.scratch.panel = panel;
      journey.scratch.strokes = support::doubtful_marks()[3].strokes;
      journey.scratch.pad_width_um = 120'000;
      journey.scratch.pad_height_um = 45'000;
      add("panel " + std::to_string(int(panel)), journey);
    }
    Journey checked = journey;
    checked.scratch = {};
    checked.to_kind(visit::StepKind::check);
    checked.scratch.panel = Panel::page_again;
    add("panel page again", checked);
    journey.scratch = {};
    journey.must(visit::AskStaff{journey.spot()});
    journey.must(visit::Decline{});
    add("decline", journey);
    journey.must(visit::ConfirmDecline{});
    add("saving", journey);
    journey.must(visit::Saved{"K7F3-9Q2M-40TX", "candor-head-1"});
    add("declined", receipt(journey.desk(), journey.state, {}, 60));
    for (const visit::Outcome outcome :
         {visit::Outcome::on_paper, visit::Outcome::stopped_by_staff}) {
      journey.state.outcome = outcome;
      add("receipt " + visit::to_string(outcome), receipt(journey.desk(), journey.state, {}, 60));
    }
  }

  void deciding() {
    Journey journey(pack, words, language);
    journey.to_decision();
    add("decision", journey);
    journey.scratch.problem = "Please sign in the box, or choose another way.";
    add("decision: empty pad", journey);
    journey.scratch = {};
    journey.scratch.how = visit::SignedHow::typed;
    journey.scratch.typed["signer-name"] = "Ana Lopez";
    add("decision: typed", journey);
    Submission typed = journey.submits(SubmitSignature{});
    REQUIRE(typed.events.size() == 1);
    Journey witness = journey;
    witness.scratch = {};
    witness.must(typed.events[0]);
    REQUIRE(witness.state.signing == visit::Role::witness);
    add("witness: who", witness);
    witness.scratch.typed = {
        {"signer-name", "Noor Haddad"}, {"signer-relation", "nurse"}, {"signer-ready", "yes"}};
    add("witness: signs", witness);
    add("still there", still_there(witness.desk(), witness.state, 12));
    Journey interpreter = journey;
    interpreter.scratch = {};
    interpreter.state.signing = visit::Role::interpreter;
    add("interpreter: who", interpreter);
    Journey relative = interpreter;
    visit::Flag wants;
    wants.number = static_cast<int>(relative.state.flags.size()) + 1;
    wants.cause = visit::FlagCause::interpreter;
    wants.option = visit::kRelativeOption;
    wants.blocks = true;
    wants.reason = "A relative or friend wants to interpret";
    relative.state.flags.push_back(wants);
    relative.scratch.open_flag = wants.number;
    relative.scratch.focused = kSaidField;
    add("staff: why a relative",
        staff_visit(relative.desk(), relative.state, relative.scratch, "B472", "Noor Haddad", 60),
        relative.scratch);
    relative.scratch.staff_option = "another";
    add("staff: why a relative, in words",
        staff_visit(relative.desk(), relative.state, relative.scratch, "B472", "Noor Haddad", 60),
        relative.scratch);
    interpreter.scratch.typed[kInterpreterReady] = "yes";
    interpreter.scratch.interpreter_kind = "relative";
    add("interpreter: name", interpreter);
    journey.scratch = {};
    journey.sign();
    Journey unsaved = journey;
    unsaved.must(visit::SaveFailed{});
    add("not saved", unsaved);
    journey.must(visit::Saved{"K7F3-9Q2M-40TX", "candor-head-1"});
    add("receipt", receipt(journey.desk(), journey.state, {}, 60));
    if (journey.tell(visit::ShowSheet{})) {
      add("take-home sheet", receipt(journey.desk(), journey.state, {}, 60));
    }
  }

  void outside() {
    Journey journey(pack, words, language);
    journey.to_steps();
    Desk desk = journey.desk();
    add("ticket", ticket(desk, language, "B472"));
    add("hidden, with every place taken", ticket(desk, language, {}));
    Scratch scratch;
    scratch.typed = {{"ticket", "472"}, {"code", "4711"}, {"pin", "90210"}};
    scratch.problem = "Ticket and code do not fit. Please try again.";
    add("return: ticket", return_entry(desk, language, scratch, false), scratch);
    add("return: code", return_entry(desk, language, scratch, true), scratch);
    add("staff: pin", staff_pin(desk, scratch, 0), scratch);
    add("staff: wait", staff_pin(desk, scratch, 20), scratch);
    desk.has_staff = false;
    add("staff: none set up", staff_pin(desk, {}, 0));
    desk.has_staff = true;
    add("staff: nobody waits", staff_list(desk, {}, {}, {}, "Noor Haddad", 60));
    std::vector<TicketLine> lines;
    lines.reserve(8);
    for (int i = 0; i < 8; ++i) {
      lines.push_back({"B47" + std::to_string(i), "A. L.", "8:52 AM", "Waiting for staff",
                       "2 things to talk about", i == 3});
    }
    add("staff: list", staff_list(desk, lines, {}, {}, "Noor Haddad", 60));
    add("staff: lost visits",
        staff_list(desk, lines, {{"B-0123456789abcdef", "Friday, November 20, 2026, 4:05 PM"}},
                   {"This content should have been reviewed by November 1, 2026."}, "Noor Haddad",
                   60));
    journey.must(visit::AskStaff{journey.spot()});
    add("staff: visit", staff_visit(desk, journey.state, {}, "B472", "Noor Haddad", 60));
    scratch = {};
    scratch.open_flag = 1;
    add("staff: flag", staff_visit(desk, journey.state, scratch, "B472", "Noor Haddad", 60),
        scratch);
    scratch.open_flag = -1;
    scratch.problem = "Please choose a reason.";
    add("staff: stop", staff_visit(desk, journey.state, scratch, "B472", "Noor Haddad", 60),
        scratch);
    journey.to_review();
    add("review with a question open", journey);
  }
};

}  // namespace

std::vector<Screen> every_screen(const content::Pack& pack, const content::Words& words,
                                 const std::string& language) {
  Collector collector{pack, words, language, {}};
  collector.arriving();
  collector.steps();
  collector.panels();
  collector.deciding();
  collector.outside();
  return std::move(collector.screens);
}

namespace {

void append(std::string& all, const std::string& text) {
  if (!text.empty()) all += text + "\n";
}

void append(std::string& all, const std::vector<content::Paragraph>& paragraphs) {
  for (const content::Paragraph& paragraph : paragraphs) append(all, paragraph.text);
}

struct TextOf {
  std::string& all;

  void operator()(const Heading& each) const { append(all, each.text); }

  void operator()(const Kicker& each) const { append(all, each.text); }

  void operator()(const Lead& each) const { append(all, each.text); }

  void operator()(const Prose& each) const { append(all, each.paragraphs); }

  void operator()(const Callout& each) const {
    append(all, each.title);
    append(all, each.paragraphs);
  }

  void operator()(const Steps& each) const {
    for (const auto& item : each.items) append(all, item.title + "\n" + item.text);
  }

  void operator()(const Timeline& each) const {
    append(all, each.caption);
    for (const auto& item : each.items) append(all, item.at + "\n" + item.title + "\n" + item.text);
  }

  void operator()(const Risk& each) const {
    append(all, each.number + " " + each.label + "\n" + each.note);
  }

  void operator()(const Picture& each) const { append(all, each.alt + "\n" + each.caption); }

  void operator()(const Icon&) const {}

  void operator()(const Faq& each) const {
    for (const auto& item : each.items) {
      append(all, item.question);
      append(all, item.answer);
    }
  }

  void operator()(const Statement& each) const { append(all, each.text); }

  void operator()(const Options&) const {}

  void operator()(const Fields& each) const {
    for (const Field& field : each.items) {
      append(all, field.label);
      append(all, field.hint);
      if (!field.masked) append(all, field.value);
    }
  }

  void operator()(const Keyboard&) const {}

  void operator()(const Notice& each) const { append(all, each.text); }

  void operator()(const Buttons& each) const { append(all, each.note); }

  void operator()(const Answers& each) const {
    for (const auto& row : each.rows) {
      append(all, row.question);
      if (!row.masked) append(all, row.answer);
    }
  }

  void operator()(const Card& each) const {
    append(all, each.label + "\n" + each.large + "\n" + each.note);
  }

  void operator()(const Pad& each) const { append(all, each.caption); }

  void operator()(const Table& each) const {
    for (const std::string& column : each.columns) append(all, column);
    for (const auto& row : each.rows) {
      for (const std::string& cell : row.cells) append(all, cell);
    }
  }
};

struct ButtonsOf {
  std::vector<Button>& all;

  void operator()(const Options& each) const {
    all.insert(all.end(), each.items.begin(), each.items.end());
  }

  void operator()(const Buttons& each) const {
    all.insert(all.end(), each.items.begin(), each.items.end());
  }

  void operator()(const Keyboard& each) const {
    for (const auto& row : each.rows) all.insert(all.end(), row.begin(), row.end());
  }

  void operator()(const Answers& each) const {
    for (const auto& row : each.rows) {
      if (row.reveal) all.push_back(*row.reveal);
      if (row.change) all.push_back(*row.change);
    }
  }

  void operator()(const Table& each) const {
    for (const auto& row : each.rows) {
      if (row.open) all.push_back(*row.open);
    }
  }

  template <typename Other>
  void operator()(const Other&) const {}
};

}  // namespace

std::vector<Button> buttons_of(const Page& page) {
  std::vector<Button> all;
  if (page.header) all = page.header->buttons;
  if (page.footer) {
    for (const auto& each :
         {page.footer->back, page.footer->stop, page.footer->other, page.footer->primary}) {
      if (each) all.push_back(*each);
    }
  }
  for (const Element& element : page.elements) std::visit(ButtonsOf{all}, element.content);
  return all;
}

const Button* find_button(const std::vector<Button>& buttons, const std::string& id) {
  for (const Button& each : buttons) {
    if (each.id == id) return &each;
  }
  return nullptr;
}

std::string text_of(const Page& page) {
  std::string all;
  append(all, page.practice);
  append(all, page.urgent);
  if (page.hero) {
    append(all, page.hero->clinic + "\n" + page.hero->title + "\n" + page.hero->text + "\n" +
                    page.hero->small);
  }
  if (page.header) append(all, page.header->clinic);
  if (page.footer) append(all, page.footer->where);
  for (const Element& element : page.elements) std::visit(TextOf{all}, element.content);
  for (const Button& each : buttons_of(page)) append(all, each.label);
  return all;
}

}  // namespace candor::present
