// What was touched, and what it leads to.
#include <algorithm>
#include <utility>

#include "kiosk/app.h"
#include "visit/late_help.h"

namespace candor::kiosk {

struct ActionTaker {
  App& app;
  const present::Action& action;
  const Moment& now;

  using Mode = App::Mode;

  void operator()(const visit::Event& event) const { app.take_event(event, now); }

  void operator()(const present::StartVisit& start) const { app.start_visit(start, now); }

  void operator()(const present::Pause&) const { app.pause(now); }

  void operator()(const present::StillHere&) const {
    app.put_back();
    app.go_to(Mode::visit);
  }

  void operator()(const present::MoreTime&) const { app.renew_receipt(now); }

  void operator()(const present::SubmitCode&) const { app.submit_code(now); }

  void operator()(const present::SubmitName&) const {
    if (app.m_visit && app.m_visit->stage == visit::Stage::decision)
      app.submit_signer(now);
    else
      app.submit(action, now);
  }

  void operator()(const present::AcceptMark&) const {
    (void)present::edit(app.m_scratch, action);
    app.submit(present::SubmitSignature{}, now);
  }

  void operator()(const present::SubmitSignature&) const {
    // A dot or a straight line may be a slip of the hand: asked about once, then accepted.
    if (app.m_scratch.how != visit::SignedHow::typed && !app.m_scratch.mark_accepted &&
        present::judge_mark(app.m_scratch.strokes) == present::MarkKind::tiny) {
      present::show_panel(app.m_scratch, present::Panel::is_this_mark);
      return;
    }
    app.submit(action, now);
  }

  void operator()(const present::Pick&) const {
    // A touch changes what is chosen; it does not begin from nothing.
    if (app.m_visit && !app.m_scratch.picked_any) {
      app.m_scratch.picked = present::picked_before(*app.m_parts.pack, *app.m_visit);
    }
    (void)present::edit(app.m_scratch, action);
  }

  void operator()(const present::EnterTicket&) const {
    app.renew_scratch();
    // Who comes from a ticket's screen goes on in its language; anybody else begins in the pack's.
    const bool has_ticket = app.m_mode == Mode::ticket || app.m_mode == Mode::held;
    app.m_desk_language =
        has_ticket ? app.m_ticket_language : app.m_parts.pack->languages.front().tag;
    app.m_scratch.focused = app.m_mode == Mode::held ? "code" : "ticket";
    app.go_to(app.m_mode == Mode::held ? Mode::return_code : Mode::return_ticket);
  }

  void operator()(const present::SubmitTicket&) const {
    const std::string ticket = present::trimmed(app.m_scratch.typed["ticket"]);
    if (ticket.size() != 3) {
      app.m_scratch.problem =
          app.m_parts.words.get(app.m_desk_language, "Please type the 3 digits of your ticket.");
      return;
    }
    app.m_scratch.problem.clear();
    app.m_scratch.focused = "code";
    app.go_to(Mode::return_code);
  }

  void operator()(const present::SubmitReturnCode&) const { app.submit_return_code(now); }

  void operator()(const present::ToAttract&) const {
    app.renew_scratch();
    app.go_to(app.m_visit ? Mode::held : Mode::welcome);
  }

  void operator()(const present::AskPin&) const {
    app.m_mode_before_staff = app.m_mode;
    app.stop_watching(now);
    app.set_aside();
    app.m_scratch.focused = "pin";
    app.go_to(Mode::staff_pin);
  }

  void operator()(const present::SubmitPin&) const { app.submit_pin(now); }

  void operator()(const present::OpenTicket& open) const {
    auto opened = app.m_parked.open_by_staff(open.ticket);
    if (!opened.state) return;
    app.take_back(std::move(opened));
    app.m_staff_ticket = open.ticket;
    app.renew_scratch();
    app.go_to(Mode::staff_visit);
  }

  void operator()(const present::SeenLost& seen) const {
    auto& lost = app.m_parts.lost;
    const auto found = std::find_if(
        lost.begin(), lost.end(), [&](const LostVisit& each) { return each.visit == seen.visit; });
    if (found == lost.end() || !app.m_staff) return;
    // Where it cannot be stored, it stays on the list.
    if (app.m_parts.recorder.seen(*found, *app.m_staff, now)) lost.erase(found);
    app.m_changed = true;
    app.tell_desk();
  }

  void operator()(const present::GiveBack&) const {
    app.m_staff.reset();
    app.m_staff_ticket.clear();
    app.put_back();
    app.go_to(Mode::visit);
  }

  void operator()(const present::StaffResolve&) const {
    const std::string said = present::what_was_said(*app.m_visit, app.m_scratch);
    if (said.empty()) {
      app.m_scratch.problem = app.m_parts.words.get(app.m_parts.pack->languages.front().tag,
                                                    "Please choose what was said.");
      return;
    }
    app.apply(visit::ResolveFlag{app.m_scratch.open_flag, *app.m_staff, said}, now);
    app.renew_scratch();
  }

  void operator()(const present::StaffAcknowledge&) const {
    if (const visit::Flag* flag = visit::urgent_flag(*app.m_visit)) {
      app.apply(visit::AcknowledgeFlag{flag->number, *app.m_staff}, now);
    }
  }

  void operator()(const present::StaffCheckIdentity&) const {
    app.apply(visit::CheckIdentity{*app.m_staff, {}}, now);
  }

  void operator()(const present::StaffWitness&) const {
    const visit::Staff staff = *app.m_staff;
    (*this)(present::GiveBack{});
    (void)present::edit(app.m_scratch, present::ClearPad{});
    app.m_scratch.typed["signer-name"] = staff.name;
    app.m_scratch.typed["signer-relation"] = staff.role;
    app.m_scratch.typed["signer-ready"] = "yes";
  }

  void operator()(const present::StaffStop&) const {
    for (const present::StaffOption& option : present::stop_options()) {
      if (option.id != app.m_scratch.staff_option) continue;
      const visit::Staff staff = *app.m_staff;
      app.m_staff.reset();
      app.m_staff_ticket.clear();
      app.renew_scratch();
      app.forget_aside();
      app.go_to(Mode::visit);
      app.take_event(visit::StopByStaff{staff, option.id}, now);
      return;
    }
    app.m_scratch.problem =
        app.m_parts.words.get(app.m_parts.pack->languages.front().tag, "Please choose a reason.");
  }

  void operator()(const present::LockStaff&) const { app.lock_staff(now); }

  void operator()(const present::Speech& speech) const { app.take_speech(speech, now); }

  void operator()(const present::OpenKeySetup&) const {
    app.m_setup_step = 0;
    app.m_setup_presses = 0;
    app.stop_watching(now);
    if (app.m_visit) app.set_aside();
    app.go_to(Mode::key_setup);
  }

  void operator()(const present::GoKeySetup& go) const { app.m_setup_step = go.step; }

  void operator()(const present::ChooseKeyHabits& choose) const { app.m_keys.use(choose.habits); }

  void operator()(const present::CountPress&) const { ++app.m_setup_presses; }

  void operator()(const present::CloseKeySetup&) const {
    if (app.m_visit) app.put_back();
    app.go_to(app.m_visit ? Mode::visit : Mode::welcome);
  }

  void operator()(const present::OpenPanel& open) const {
    if (open.panel == present::Panel::page_again) app.note_page_again(now);
    (void)present::edit(app.m_scratch, action);
  }

  /// Submissions and edits.
  template <typename Other>
  void operator()(const Other&) const {
    if (present::edit(app.m_scratch, action)) return;
    app.submit(action, now);
  }
};

void App::take(const present::Action& action, const Moment& now) {
  // Whatever is done ends what is being said, but for what is done to it.
  if (!std::holds_alternative<present::Speech>(action.any())) stop_speech();
  renew_receipt(now);
  if (m_mode == Mode::still_there && !std::holds_alternative<present::StillHere>(action.any())) {
    // Whatever is touched there says that somebody is there, and is done to their own page.
    ActionTaker{*this, action, now}(present::StillHere{});
    m_page = build_page(now);
  }
  const std::string problem = m_scratch.problem;
  std::visit(ActionTaker{*this, action, now}, action.any());
  // Where a page has parts, what was wrong stands on the first one.
  if (!m_scratch.problem.empty() && m_scratch.problem != problem) m_scratch.part = 0;
  m_changed = true;
}

void App::note_page_again(const Moment& now) {
  const auto step = m_visit ? visit::current_step(*m_parts.pack, *m_visit) : std::nullopt;
  if (!step || step->kind != visit::StepKind::check) return;
  const auto& check = std::get<content::CheckBlock>(step->page->blocks[step->first].content);
  const std::size_t slash = check.tests.rfind('/');
  if (slash == std::string::npos) return;
  apply(visit::Again{{check.tests.substr(0, slash), check.tests.substr(slash + 1)},
                     visit::AgainHow::shown},
        now);
}

void App::start_visit(const present::StartVisit& start, const Moment& now) {
  use_content(now);  // its review date may have passed since the last visit
  visit::Start first;
  first.id = VisitId{m_parts.config.kiosk_letter + "-" + random_hex(*m_random, 8)};
  first.episode = EpisodeId{random_hex(*m_random, 16)};
  m_visit = visit::begin(*m_parts.pack, first, now);
  renew_scratch();
  const visit::TextSize size = m_size;
  const visit::Theme theme = m_theme;
  go_to(Mode::visit);
  apply(visit::ChooseSize{size}, now);
  apply(visit::ChooseTheme{theme}, now);
  apply(visit::ChooseLanguage{start.language}, now);
  if (start.interpreter) apply(visit::NeedInterpreter{}, now);
  if (m_voicing.is_on()) present::show_panel(m_scratch, present::Panel::speech);
}

void App::take_event(const visit::Event& event, const Moment& now) {
  if (!m_visit || m_mode == Mode::return_ticket || m_mode == Mode::return_code) {
    // How the kiosk's own pages look, before there is a visit or while a hidden one waits for its
    // code.
    if (const auto* size = std::get_if<visit::ChooseSize>(&event)) m_size = size->size;
    if (const auto* theme = std::get_if<visit::ChooseTheme>(&event)) m_theme = theme->theme;
    if (const auto* chosen = std::get_if<visit::ChooseLanguage>(&event)) {
      m_desk_language = chosen->tag;
      m_scratch.problem.clear();
    }
    m_changed = true;
    return;
  }
  const int step = m_visit->step;
  const visit::Stage stage = m_visit->stage;
  const auto identity_step = m_visit->identity_step;
  const auto signatures = m_visit->signatures.size();
  const bool sheet = m_visit->sheet_shown;
  const bool accepted = apply(event, now);
  if (!m_visit || m_mode != Mode::visit) return;
  const bool turned = m_visit->step != step || m_visit->stage != stage ||
                      m_visit->identity_step != identity_step ||
                      m_visit->signatures.size() != signatures || m_visit->sheet_shown != sheet;
  if (!accepted && std::holds_alternative<visit::Next>(event)) m_scratch.asked_to_choose = true;
  if (turned && m_scratch.panel != present::Panel::urgent) renew_scratch();
  if (!accepted) return;
  if (std::holds_alternative<visit::AskStaff>(event)) {
    present::show_panel(m_scratch, present::Panel::asked);
  } else if (std::holds_alternative<visit::ChooseLanguage>(event) ||
             std::holds_alternative<visit::NeedInterpreter>(event) ||
             std::holds_alternative<visit::Decline>(event)) {
    present::show_panel(m_scratch, present::Panel::none);
  } else if (std::holds_alternative<visit::GiveChoice>(event)) {
    // Given, and no longer only touched: the page shows the answer itself.
    m_scratch.picked.clear();
    m_scratch.picked_any = false;
  } else if (std::holds_alternative<visit::GiveReply>(event)) {
    m_scratch.asked_to_choose = false;
  } else if (const auto* who = std::get_if<visit::ChooseWho>(&event)) {
    if (who->who == visit::AtScreen::parent || who->who == visit::AtScreen::representative) {
      m_scratch.focused = "representative";
    }
  }
}

void App::submit(const present::Action& action, const Moment& now) {
  if (!m_visit) return;
  present::Submission submission = present::submit(desk(), *m_visit, m_scratch, action, now);
  m_scratch.problem = std::move(submission.problem);
  if (submission.events.empty()) {
    m_scratch.asked_to_choose = m_scratch.problem.empty();
    return;
  }
  const bool checked = std::holds_alternative<present::SubmitCheck>(action.any());
  for (const visit::Event& event : submission.events) {
    take_event(event, now);
    if (!m_visit) return;
  }
  if (checked) m_scratch.check_given = true;
}

void App::submit_code(const Moment& now) {
  std::string code = present::trimmed(m_scratch.typed["code"]);
  if (code.size() != 4) {
    m_scratch.problem = m_parts.words.get(m_visit->language, "Please type four digits.");
    crypto::wipe(code);
    return;
  }
  auto hash = crypto::hash_pin(code);
  crypto::wipe(code);
  if (!hash) {
    m_scratch.problem = m_parts.words.get(m_visit->language, "Please try again, or ask staff.");
    return;
  }
  take_event(visit::GiveCode{*std::move(hash)}, now);
}

void App::submit_interpreter(const Moment& now) {
  const auto refuse = [&](const std::string& english) {
    m_scratch.problem = m_parts.words.get(m_visit->language, english);
  };
  if (m_scratch.interpreter_kind.empty()) {
    refuse("Please choose who interprets.");
  } else if (m_scratch.interpreter_kind == "too-young") {
    refuse("Nobody under 18 may interpret. Please ask staff for an interpreter. It is free.");
  } else if (m_scratch.presence.empty()) {
    refuse("Please choose how the interpreter takes part.");
  } else if (m_scratch.interpreter_kind == "relative" &&
             visit::relative_agreed(*m_visit) == nullptr) {
    m_scratch.problem.clear();
    // Hidden until staff have agreed and said why.
    take_event(visit::RelativeInterprets{}, now);
  } else {
    m_scratch.problem.clear();
    m_scratch.typed[present::kInterpreterReady] = "yes";
  }
}

void App::submit_signer(const Moment& now) {
  const std::string& language = m_visit->language;
  if (m_visit->signing == visit::Role::interpreter &&
      !m_scratch.typed.contains(present::kInterpreterReady)) {
    submit_interpreter(now);
  } else if (present::trimmed(m_scratch.typed["signer-name"]).empty()) {
    m_scratch.problem = m_parts.words.get(language, "Please type a name.");
  } else if (present::trimmed(m_scratch.typed["signer-relation"]).empty()) {
    m_scratch.problem = m_parts.words.get(language, "Please fill in both fields.");
  } else {
    m_scratch.problem.clear();
    m_scratch.typed["signer-ready"] = "yes";
  }
}

void App::submit_return_code(const Moment& now) {
  const std::string& language = m_desk_language;
  std::string code = present::trimmed(m_scratch.typed["code"]);
  m_scratch.typed["code"].clear();
  const auto refuse = [&](const std::string& english) {
    m_scratch.problem = m_parts.words.get(language, english);
  };
  const char* const staff_only = "Only staff can open this now. Please see the front desk.";
  if (m_visit) {
    // Held: the visit never left this kiosk.
    const bool open = m_held_tries < ParkedVisits::kTries;
    const bool right =
        open && !m_visit->code.hash.empty() && crypto::verify_pin(m_visit->code.hash, code);
    if (right) {
      m_held_tries = 0;
      put_back();
      go_to(Mode::visit);
    } else {
      ++m_held_tries;
      refuse(m_held_tries < ParkedVisits::kTries ? "That code does not fit. Please try again."
                                                 : staff_only);
    }
    crypto::wipe(code);
    return;
  }
  auto opened = m_parked.open_with_code(present::trimmed(m_scratch.typed["ticket"]), code);
  crypto::wipe(code);
  if (opened.state) {
    take_back(std::move(opened));
    put_back();
    m_touched_ms = now.steady_ms;
    go_to(Mode::visit);
    return;
  }
  switch (opened.refusal) {
    case ParkedVisits::Refusal::no_such_ticket:
      // The same words as for a wrong code: a ticket tells nobody whether it waits here.
    case ParkedVisits::Refusal::wrong_code:
      refuse("Ticket and code do not fit. Please try again.");
      break;
    case ParkedVisits::Refusal::staff_only:
    case ParkedVisits::Refusal::damaged:
    case ParkedVisits::Refusal::none:
      refuse(staff_only);
      break;
  }
}

void App::submit_pin(const Moment& now) {
  std::string pin = present::trimmed(m_scratch.typed["pin"]);
  crypto::wipe(m_scratch.typed["pin"]);
  const int tries_before = m_door.wrong_tries();
  const StaffDoor::Answer answer = m_door.try_pin(pin, now);
  crypto::wipe(pin);
  if (!answer.staff) {
    // Where it cannot be stored, the door still waits.
    if (m_door.wrong_tries() != tries_before && is_reported(m_door.wrong_tries())) {
      (void)m_parts.recorder.wrong_pins(m_door.wrong_tries(), now);
    }
    const std::string& language = m_parts.pack->languages.front().tag;
    m_scratch.problem =
        answer.has_ended
            ? m_parts.words.get(language, "This PIN has ended. Please ask for a new one.")
            : m_parts.words.get(language, "That PIN is not known. Please try again.");
    return;
  }
  m_staff = answer.staff;
  m_touched_ms = now.steady_ms;
  renew_scratch();
  go_to(m_visit ? Mode::staff_visit : Mode::staff_list);
}

void App::lock_staff(const Moment& now) {
  m_staff.reset();
  renew_scratch();
  if (m_visit && !m_staff_ticket.empty()) {
    // Opened from the list and not handed over: it waits again, under the same ticket.
    m_ticket = m_staff_ticket;
    const auto again = m_parked.park(*m_visit, ParkReason::waiting_for_staff, now, *m_random,
                                     m_staff_ticket, draft());
    m_staff_ticket.clear();
    if (again) {
      m_visit.reset();
      forget_aside();
      m_artist.clear();
      go_to(Mode::welcome);
      return;
    }
    go_to(Mode::held);
    return;
  }
  m_staff_ticket.clear();
  const bool back = m_visit.has_value();
  const bool was_held = m_mode_before_staff == Mode::held;
  if (back && !was_held) put_back();
  go_to(!back ? Mode::welcome : was_held ? Mode::held : Mode::visit);
  m_touched_ms = now.steady_ms;
}

void App::take_back(ParkedVisits::Opened opened) {
  m_visit = std::move(opened.state);
  m_aside = Aside{opened.draft.place, scratch_of(*m_visit, opened.draft)};
}

void App::pause(const Moment& now) {
  const bool waits =
      m_visit && (!visit::blocking_flags(*m_visit).empty() || visit::waits_for_late_help(*m_visit));
  park(waits ? ParkReason::waiting_for_staff : ParkReason::paused, now);
}

}  // namespace candor::kiosk
