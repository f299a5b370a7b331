// What a visit asks to be done: tell staff, store, hide, forget.
#include <utility>

#include "kiosk/app.h"
#include "record/record.h"

namespace candor::kiosk {

bool App::apply(const visit::Event& event, const Moment& now) {
  if (!m_visit) return false;
  visit::Outcomes outcomes = visit::apply(*m_parts.pack, *m_visit, event, now);
  if (!outcomes.accepted) return false;
  m_visit = std::move(outcomes.state);
  m_changed = true;
  for (const visit::Effect& effect : outcomes.effects) perform(effect, now);
  if (std::holds_alternative<visit::AskStaff>(event) ||
      std::holds_alternative<visit::ResolveFlag>(event) ||
      std::holds_alternative<visit::Saved>(event)) {
    store_late_help();
  }
  return true;
}

void App::perform(const visit::Effect& effect, const Moment& now) {
  if (const auto* notify = std::get_if<visit::Notify>(&effect)) {
    m_parts.channel->flag(notify->urgency);
  } else if (const auto* flag = std::get_if<visit::StoreFlagNow>(&effect)) {
    m_urgent_told_ms = now.steady_ms;
    present::show_panel(m_scratch, present::Panel::urgent);
    show_before_disk(now);
    (void)m_parts.recorder.flag_now(*m_visit, flag->flag, now);
  } else if (std::holds_alternative<visit::StoreOpened>(effect)) {
    // An entry that cannot be stored now is no reason to stop a patient: the record itself is what
    // must be stored, and says so when it cannot.
    (void)m_parts.recorder.opened(*m_visit, now);
  } else if (std::holds_alternative<visit::StoreRecord>(effect)) {
    store_record(now);
  } else if (std::holds_alternative<visit::Park>(effect)) {
    park(ParkReason::waiting_for_staff, now);
  } else if (std::holds_alternative<visit::Wipe>(effect)) {
    wipe();
    go_to(Mode::welcome);
  }
}

void App::park(ParkReason why, const Moment& now) {
  if (!m_visit) return;
  stop_watching(now);
  if (!m_visit->identity_confirmed && why == ParkReason::walked_away) {
    // Nothing was given yet that somebody could come back to.
    apply(visit::Leave{"walked away"}, now);
    if (m_visit) wipe();
    go_to(Mode::welcome);
    return;
  }
  m_ticket_language =
      m_visit->language.empty() ? m_parts.pack->languages.front().tag : m_visit->language;
  set_aside();
  auto ticket = m_parked.park(*m_visit, why, now, *m_random, {}, draft());
  if (!ticket) {
    // Every place is taken: the screen is hidden all the same, and the kiosk waits.
    m_ticket.clear();
    m_held_tries = 0;
    m_listening.forget();
    go_to(Mode::held);
    return;
  }
  m_ticket = *std::move(ticket);
  m_visit.reset();
  m_listening.forget();
  forget_aside();
  const bool voiced = m_voicing.is_on();
  forget_settings();
  // Somebody who cannot see hears, too, that the screen is hidden.
  if (voiced) begin_voicing();
  m_artist.clear();
  m_touched_ms = now.steady_ms;
  go_to(Mode::ticket);
}

void App::store_record(const Moment& now) {
  show_before_disk(now);
  const auto stored = m_parts.recorder.outcome(*m_visit, m_parts.words);
  if (!stored) {
    apply(visit::SaveFailed{}, now);
    return;
  }
  apply(visit::Saved{record::proof_code(stored->chain), record::head_code(stored->head)}, now);
  renew_scratch();
  m_receipt_until_ms = now.steady_ms + m_parts.config.timings.receipt_ms;
  m_touched_ms = now.steady_ms;
}

bool App::store_unfinished(const visit::State& state, const std::string& why, const Moment& now) {
  Recorder& recorder = m_parts.recorder;
  // A visit that could not be saved has its outcome already: it is stored as that.
  if (state.stage == visit::Stage::save_failed) {
    if (!recorder.outcome(state, m_parts.words)) return false;
    (void)recorder.late_help(state);
    return true;
  }
  const visit::Outcomes outcomes = visit::apply(*m_parts.pack, state, visit::Leave{why}, now);
  for (const visit::Effect& effect : outcomes.effects) {
    if (!std::holds_alternative<visit::StoreRecord>(effect)) continue;
    if (!recorder.outcome(outcomes.state, m_parts.words)) return false;
  }
  return true;
}

Result<void> App::store_all(const Moment& now) {
  constexpr const char* kWhy = "the kiosk was switched off";
  bool stored = true;
  stop_watching(now);
  if (m_visit && m_visit->stage != visit::Stage::receipt) {
    stored = store_unfinished(*m_visit, kWhy, now);
  }
  for (auto& waiting : m_parked.take_all()) {
    stored = waiting.state && store_unfinished(*waiting.state, kWhy, now) && stored;
  }
  if (stored) return {};
  m_parts.channel->flag(visit::Urgency::soon);
  return fail(ErrorCode::unwritable, "a visit could not be stored and is lost",
              m_parts.data.ledger_path().string(), "check the disk; ask who was here last");
}

void App::store_late_help() {
  // Beside the record, never before it. What cannot be stored now is tried again with what comes
  // next.
  if (!m_visit || m_visit->stage != visit::Stage::receipt) return;
  (void)m_parts.recorder.late_help(*m_visit);
}

void App::wipe() {
  m_listening.forget();
  m_listen_next = false;
  m_watched.clear();
  m_visit.reset();
  renew_scratch();
  forget_aside();
  m_page = {};
  m_frame = {};
  m_artist.clear();
  forget_settings();
  m_ticket.clear();
}

bool App::staff_needed() const {
  if (!m_parts.lost.empty()) return true;
  for (const ParkedRow& row : m_parked.rows()) {
    if (row.flags.blocking > 0 || row.flags.unacknowledged_now ||
        row.why == ParkReason::waiting_for_staff) {
      return true;
    }
  }
  return false;
}

void App::tell_desk() {
  const bool urgent = m_visit && visit::urgent_flag(*m_visit) != nullptr;
  if (staff_needed() || urgent)
    m_parts.channel->state(KioskState::needs_staff);
  else
    m_parts.channel->state(m_visit ? KioskState::in_use : KioskState::free);
}

}  // namespace candor::kiosk
