#include "present/tour.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace candor::present {
namespace {

using content::Role;
using visit::Stage;
using visit::StepKind;

constexpr int kReceiptSeconds = 60;
constexpr std::int64_t kShownMs = 1500;

/// What an invented person writes on the pad: large enough not to be a slip of the hand.
std::vector<visit::Stroke> invented_signature() {
  visit::Stroke stroke;
  constexpr int kPoints = 24;
  for (int i = 0; i < kPoints; ++i) {
    const std::int32_t height = i % 2 == 0 ? 30'000 : 14'000;
    stroke.push_back({20'000 + i * 3'000, height, i * 40});
  }
  return {stroke};
}

const char* name_of(StepKind kind) {
  switch (kind) {
    case StepKind::read:
      return "Reading";
    case StepKind::check:
      return "Check";
    case StepKind::choice:
      return "Question";
    case StepKind::form:
      return "Form";
    case StepKind::statement:
      return "Statement";
    case StepKind::sign:
      return "Decision";
  }
  return "";
}

/// An option that raises no flag, where there is one.
template <typename Options>
const std::string& plain_option(const Options& options) {
  const auto plain = std::find_if(options.begin(), options.end(),
                                  [](const auto& option) { return !option.flag.has_value(); });
  return plain == options.end() ? options.front().id : plain->id;
}

/// The person who is not there. Where a pack asks something that this person cannot answer, they
/// are taken on all the same: every screen is to be seen.
class Guest {
 public:
  Guest(const content::Pack& pack, const std::string& walk, const Moment& now)
      : m_pack(pack), m_now(now), m_steps(visit::steps_of(pack, walk)) {
    visit::Start start;
    start.id = VisitId{"preview"};
    start.episode = EpisodeId{"preview"};
    state = visit::begin(pack, start, now);
    tell(visit::ChooseLanguage{pack.languages.front().tag});
    tell(visit::ChooseWho{visit::AtScreen::patient});
    tell(visit::GiveName{"Ana Lopez"});
    tell(visit::GiveMonth{4});
    tell(visit::GiveDay{12});
    tell(visit::GiveYear{1958});
    tell(visit::GiveCode{"preview"});
    tell(visit::ConfirmIdentity{});
  }

  void tell(const visit::Event& event) {
    visit::Outcomes outcomes = visit::apply(m_pack, state, event, m_now);
    if (outcomes.accepted) state = std::move(outcomes.state);
  }

  void go_to_step(std::size_t index) {
    const int step = static_cast<int>(index);
    if (state.stage == Stage::steps && state.step == step) return;
    state.stage = Stage::steps;
    state.step = step;
    state.furthest_step = std::max(state.furthest_step, step);
    state.from_review = false;
  }

  void go_to(Stage stage) {
    if (state.stage == stage) return;
    tell(visit::Next{});
    state.stage = stage;
    state.from_review = false;
  }

  /// Answers the step as somebody would who has nothing to tell.
  void answer(const visit::Step& step) {
    const visit::Spot spot = spot_of(step);
    for (std::size_t i = step.first; i < step.first + step.count; ++i) {
      tell(visit::Shown{{spot.page, step.page->blocks[i].id}, std::string(64, '0'), kShownMs});
    }
    const content::BlockContent& content = step.page->blocks[step.first].content;
    if (const auto* check = std::get_if<content::CheckBlock>(&content)) {
      answer_check(spot, *check);
    } else if (const auto* choice = std::get_if<content::ChoiceBlock>(&content)) {
      tell(visit::GiveChoice{spot, {plain_option(choice->options)}});
    } else if (const auto* form = std::get_if<content::FormBlock>(&content)) {
      answer_form(spot, *form);
    } else if (std::holds_alternative<content::AcknowledgeBlock>(content)) {
      tell(visit::GiveReply{spot, visit::Reply::yes});
    }
    const std::size_t flags = state.flags.size();
    for (std::size_t i = 0; i < flags; ++i) {
      const int number = state.flags[i].number;
      tell(visit::AcknowledgeFlag{number, {"Noor Haddad", "nurse"}});
      tell(visit::ResolveFlag{number, {"Noor Haddad", "nurse"}, "Talked about it"});
    }
  }

  void answer_check(const visit::Spot& spot, const content::CheckBlock& check) {
    for (const auto& option : check.options) {
      if (option.correct) tell(visit::GiveCheck{spot, option.id});
    }
  }

  void sign() {
    constexpr int kMostSigners = 4;
    for (int i = 0; i < kMostSigners && state.stage == Stage::decision; ++i) {
      visit::Signature signature;
      signature.role = state.signing;
      signature.language = state.language;
      signature.name = state.signing == Role::patient ? state.identity.name : "Noor Haddad";
      if (state.signing != Role::patient) signature.relation = "nurse";
      if (state.signing == Role::interpreter) {
        signature.presence = "here";
        signature.kind = "trained";
      }
      signature.strokes = invented_signature();
      signature.pad_width_um = 120'000;
      signature.pad_height_um = 45'000;
      signature.meaning = visit::meaning_of(m_pack, state, state.signing, state.language, m_now);
      tell(visit::Sign{std::move(signature)});
    }
    tell(visit::Saved{"K7F3-9Q2M-40TX", "candor-head-1"});
    state.stage = Stage::receipt;
    state.outcome = visit::Outcome::signed_;
    state.proof_code = "K7F3-9Q2M-40TX";
    state.head = "candor-head-1";
  }

  [[nodiscard]] static visit::Spot spot_of(const visit::Step& step) {
    return {step.page->id, step.page->blocks[step.first].id};
  }

  [[nodiscard]] const std::vector<visit::Step>& steps() const { return m_steps; }

  visit::State state;

 private:
  void answer_form(const visit::Spot& spot, const content::FormBlock& form) {
    for (const content::FormField& field : form.fields) {
      switch (field.kind) {
        case content::FieldKind::choice:
          tell(visit::GiveField{spot, field.id, {}, plain_option(field.options)});
          break;
        case content::FieldKind::phone:
          tell(visit::GiveField{spot, field.id, "555-010-4477", {}});
          break;
        case content::FieldKind::date:
          tell(visit::GiveField{spot, field.id, iso_date(local_date(m_now)), {}});
          break;
        case content::FieldKind::text:
          tell(visit::GiveField{spot, field.id, "Carlos Lopez", {}});
          break;
      }
    }
  }

  const content::Pack& m_pack;
  const Moment& m_now;
  std::vector<visit::Step> m_steps;
};

class Tour {
 public:
  explicit Tour(const content::Pack& pack) : m_pack(pack) {}

  void add(const visit::State& state, std::string id, std::string what) {
    Stop stop;
    stop.id = std::move(id);
    stop.what = std::move(what);
    stop.state = state;
    m_stops.push_back(std::move(stop));
  }

  void add_step(const visit::State& state, const visit::Step& step) {
    const visit::Spot spot = Guest::spot_of(step);
    add(state, spot.page + "/" + spot.block, name_of(step.kind));
    place(step);
  }

  /// The step that was added last, once something was chosen there.
  void add_again(const visit::State& state, const visit::Step& step, const std::string& once,
                 std::string what) {
    const visit::Spot spot = Guest::spot_of(step);
    add(state, spot.page + "/" + spot.block + "/" + once, std::move(what));
    place(step);
  }

  void add_answered(const Guest& here, const visit::Step& step) {
    const visit::Spot spot = Guest::spot_of(step);
    const content::BlockContent& content = step.page->blocks[step.first].content;
    if (const auto* check = std::get_if<content::CheckBlock>(&content)) {
      Guest right = here;
      right.answer_check(spot, *check);
      add_again(right.state, step, "right", "after the right answer");
      m_stops.back().scratch.check_given = true;
    } else if (const auto* choice = std::get_if<content::ChoiceBlock>(&content)) {
      for (const auto& option : choice->options) {
        if (option.reply.empty()) continue;
        Guest chosen = here;
        chosen.tell(visit::GiveChoice{spot, {option.id}});
        add_again(
            chosen.state, step, option.id,
            "once “" + m_pack.text(m_pack.languages.front().tag, option.label) + "” is chosen");
      }
    }
  }

  void add_signers(const visit::State& at_decision, const visit::Step& step) {
    const auto* sign = std::get_if<content::SignBlock>(&step.page->blocks[step.first].content);
    if (sign == nullptr) return;
    for (const auto& [role, meaning] : sign->meanings) {
      // The clinician signs later, in the office.
      if (role == Role::clinician || role == Role::patient || meaning.empty()) continue;
      visit::State state = at_decision;
      state.signing = role;
      if (role == Role::representative) {
        state.at_screen = visit::AtScreen::representative;
        state.at_screen_chosen = true;
        state.representative_name = "Maria Lopez";
        state.representative_relation = "daughter";
      }
      add_again(state, step, content::to_string(role), content::to_string(role) + " signs");
      Scratch& scratch = m_stops.back().scratch;
      if (role == Role::representative) continue;
      scratch.typed["signer-name"] = "Noor Haddad";
      scratch.typed["signer-relation"] = "nurse";
      scratch.typed["signer-ready"] = "yes";
      scratch.typed[kInterpreterReady] = "yes";
      scratch.interpreter_kind = "trained";
      scratch.presence = "here";
    }
  }

  std::vector<Stop> take() { return std::move(m_stops); }

  /// A sheet of the kiosk's own, over the screen that was added last.
  void add_sheet(const visit::State& state, std::string id, std::string what, Panel panel) {
    add(state, std::move(id), std::move(what));
    m_stops.back().scratch.panel = panel;
  }

  void mark_one_language() { m_stops.back().one_language = true; }

 private:
  void place(const visit::Step& step) {
    Stop& stop = m_stops.back();
    stop.page = step.page->id;
    stop.block = step.page->blocks[step.first].id;
    stop.blocks = step.count;
  }

  const content::Pack& m_pack;
  std::vector<Stop> m_stops;
};

}  // namespace

std::vector<Stop> tour_of(const content::Pack& pack, const std::string& walk, const Moment& now) {
  if (pack.walk(walk) == nullptr) return {};
  Tour tour(pack);
  Guest guest(pack, walk, now);
  {
    visit::Start start;
    start.id = VisitId{"preview"};
    start.episode = EpisodeId{"preview"};
    tour.add(visit::begin(pack, start, now), "welcome", "Welcome");
    tour.mark_one_language();
  }
  if (pack.walks.size() > 1) {
    Guest choosing = guest;
    choosing.state.stage = Stage::walk;
    tour.add(choosing.state, "walks", "Which visit is this?");
  }
  guest.state.stage = Stage::walk;
  guest.tell(visit::ChooseWalk{walk});
  guest.state.walk = walk;
  std::optional<visit::State> at_check;
  for (std::size_t i = 0; i < guest.steps().size(); ++i) {
    const visit::Step& step = guest.steps()[i];
    if (step.kind == StepKind::sign) continue;
    guest.go_to_step(i);
    tour.add_step(guest.state, step);
    tour.add_answered(guest, step);
    if (step.kind == StepKind::check && !at_check) at_check = guest.state;
    guest.answer(step);
    guest.tell(visit::Next{});
  }
  guest.go_to(Stage::review);
  tour.add(guest.state, "review", "Your answers");
  for (std::size_t i = 0; i < guest.steps().size(); ++i) {
    const visit::Step& step = guest.steps()[i];
    if (step.kind != StepKind::sign) continue;
    guest.go_to(Stage::decision);
    guest.state.step = static_cast<int>(i);
    tour.add_step(guest.state, step);
    tour.add_signers(guest.state, step);
  }
  const Guest before_signing = guest;
  guest.sign();
  tour.add(guest.state, "receipt", "Receipt");
  if (!pack.take_home.empty()) {
    guest.state.sheet_shown = true;
    tour.add(guest.state, "sheet", "Take-home sheet");
  }
  // Last, so that the places of the pack's own screens stay as they are.
  if (at_check) tour.add_sheet(*at_check, "page-again", "That page again", Panel::page_again);
  tour.add_sheet(before_signing.state, "speech", "Speech is on", Panel::speech);
  tour.add_sheet(before_signing.state, "aloud", "Read this aloud?", Panel::aloud);
  return tour.take();
}

std::vector<Stop> tour_of_all(const content::Pack& pack, const Moment& now) {
  std::vector<Stop> all;
  std::set<std::string> ids;
  for (const content::Walk& walk : pack.walks) {
    for (Stop& stop : tour_of(pack, walk.id, now)) {
      if (ids.insert(stop.id).second) all.push_back(std::move(stop));
    }
  }
  return all;
}

Page page_at(const Desk& desk, const Stop& stop, const Appearance& appearance, const Moment& now) {
  if (stop.state.stage == Stage::language) {
    Desk resting = desk;
    resting.size = appearance.size;
    resting.theme = appearance.theme;
    return welcome(resting);
  }
  visit::State state = stop.state;
  state.language = appearance.language;
  state.size = appearance.size;
  state.theme = appearance.theme;
  if (state.stage == Stage::receipt) {
    return receipt(desk, state, stop.scratch, kReceiptSeconds);
  }
  if (stop.scratch.panel == Panel::speech || stop.scratch.panel == Panel::aloud) {
    // As a kiosk with a loudspeaker shows them, to somebody who goes by it.
    Desk by_ear = desk;
    by_ear.hearing.can_listen = true;
    by_ear.hearing.voicing = true;
    by_ear.hearing.headphones = true;
    return visit_page(by_ear, state, stop.scratch, now);
  }
  return visit_page(desk, state, stop.scratch, now);
}

}  // namespace candor::present
