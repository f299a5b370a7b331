// What a visit asks to be done: tell staff, store, hide, forget.
#include <utility>

#include "crypto/crypto.h"
#include "kiosk/app.h"
#include "kiosk/practice.h"
#include "record/record.h"

namespace candor::kiosk {
namespace {

/// Whether an interpreter signed in this visit, so that a draft language counts.
bool interpreter_signed(const visit::State& state) {
  for (const visit::Signature& signature : state.signatures) {
    if (signature.role == visit::Role::interpreter) return true;
  }
  return false;
}

}  // namespace

bool App::apply(const visit::Event& event, const Moment& now) {
  if (!m_visit) return false;
  visit::Outcomes outcomes = visit::apply(*m_parts.pack, *m_visit, event, now);
  if (!outcomes.accepted) return false;
  m_visit = std::move(outcomes.state);
  m_changed = true;
  for (const visit::Effect& effect : outcomes.effects) perform(effect, now);
  return true;
}

void App::perform(const visit::Effect& effect, const Moment& now) {
  if (const auto* notify = std::get_if<visit::Notify>(&effect)) {
    m_parts.channel->flag(notify->urgency);
  } else if (const auto* flag = std::get_if<visit::StoreFlagNow>(&effect)) {
    store_flag_now(flag->flag, now);
    m_urgent_told_ms = now.steady_ms;
    m_scratch.panel = present::Panel::urgent;
  } else if (std::holds_alternative<visit::StoreOpened>(effect)) {
    // An entry that cannot be stored now is no reason to stop a patient: the record itself is what
    // must be stored, and says so when it cannot.
    (void)append_note(record::EntryKind::opened, m_visit->id.value + ".opened", *m_visit,
                      Json{{"visit", m_visit->id.value}}, now);
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
    go_to(Mode::held);
    return;
  }
  m_ticket = *std::move(ticket);
  m_visit.reset();
  forget_aside();
  m_artist.clear();
  m_touched_ms = now.steady_ms;
  go_to(Mode::ticket);
}

Result<std::string> App::append_record(const visit::State& state, const Moment& now) {
  record::Context context;
  context.record_id = state.record_id;
  context.kiosk = m_parts.config.kiosk_letter;
  context.words = &m_parts.words;
  context.software = m_parts.software;
  context.practice_reasons = m_parts.practice_reasons;
  if (!interpreter_signed(state)) {
    const std::string reason = language_reason(*m_parts.pack, state.language);
    if (!reason.empty()) context.practice_reasons.push_back(reason);
  }
  context.practice = !context.practice_reasons.empty();
  const record::Record record = record::from_visit(state, *m_parts.pack, context);
  std::string blob = canonical(record::to_json(record));
  record::Header header;
  header.id = state.record_id;
  header.kind = record::EntryKind::record;
  header.visit = state.id.value;
  header.kiosk = context.kiosk;
  header.episode = state.episode.value;
  header.waiting_for = record.waiting_for;
  header.outcome = record.outcome;
  // A retry must make the same bytes, so the entry carries the time of the outcome, not of the try.
  header.created = state.ended;
  header.format = record::kFormatVersion;
  auto chain = m_parts.ledger.append(header, blob);
  crypto::wipe(blob);
  (void)now;
  return chain;
}

void App::store_record(const Moment& now) {
  const auto chain = append_record(*m_visit, now);
  if (!chain) {
    apply(visit::SaveFailed{}, now);
    return;
  }
  apply(visit::Saved{record::proof_code(*chain)}, now);
  renew_scratch();
  m_receipt_until_ms = now.steady_ms + m_parts.config.timings.receipt_ms;
  m_touched_ms = now.steady_ms;
}

bool App::store_unfinished(const visit::State& state, const std::string& why, const Moment& now) {
  // A visit that could not be saved has its outcome already: it is stored as that.
  if (state.stage == visit::Stage::save_failed) return append_record(state, now).has_value();
  const visit::Outcomes outcomes = visit::apply(*m_parts.pack, state, visit::Leave{why}, now);
  for (const visit::Effect& effect : outcomes.effects) {
    if (!std::holds_alternative<visit::StoreRecord>(effect)) continue;
    if (!append_record(outcomes.state, now)) return false;
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

Result<std::string> App::append_note(record::EntryKind kind, const std::string& id,
                                     const visit::State& state, const Json& blob,
                                     const Moment& now) {
  record::Header header;
  header.id = id;
  header.kind = kind;
  header.visit = state.id.value;
  header.kiosk = m_parts.config.kiosk_letter;
  header.episode = state.episode.value;
  header.created = now;
  header.format = record::kFormatVersion;
  return m_parts.ledger.append(header, canonical(blob));
}

void App::store_flag_now(int flag, const Moment& now) {
  for (const visit::Flag& each : m_visit->flags) {
    if (each.number != flag) continue;
    (void)append_note(record::EntryKind::flag_now,
                      m_visit->id.value + ".flag." + std::to_string(flag), *m_visit,
                      Json{{"visit", m_visit->id.value},
                           {"flag", flag},
                           {"page", each.spot.page},
                           {"block", each.spot.block},
                           {"reason", each.reason}},
                      now);
  }
}

void App::wipe() {
  m_watched.clear();
  m_visit.reset();
  renew_scratch();
  forget_aside();
  m_page = {};
  m_frame = {};
  m_artist.clear();
  m_size = visit::TextSize::medium;
  m_theme = visit::Theme::paper;
  m_ticket.clear();
}

bool App::staff_needed() const {
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
