#include "kiosk/app.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "kiosk/practice.h"
#include "ui/theme.h"
#include "visit/late_help.h"

namespace candor::kiosk {
namespace {

constexpr std::int64_t kTicketMs = 30'000;  // a ticket stays long enough to be written down
constexpr std::int64_t kEntryMs = 60'000;   // an entry screen outside a visit that nobody uses
constexpr std::int64_t kLongestIdleMs =
    300'000;                                     // until the warning, however large the text (T-21)
constexpr std::int64_t kUrgentAgainMs = 60'000;  // a flag `now` is told again until staff act
constexpr std::int64_t kLookMs = 5'000;          // between two looks for other content
constexpr std::int64_t kSettledMs = 100;         // until a page that came is at rest
constexpr std::int64_t kStoreAgainMs = 60'000;   // until a clock jump is tried to be stored again
constexpr std::int64_t kJumpToldMs = 86'400'000;  // staff are told of a clock jump for a day

}  // namespace

App::App(Parts parts, Window& window, Clock& clock, Random& random)
    : m_parts(std::move(parts)),
      m_window(&window),
      m_clock(&clock),
      m_random(&random),
      m_icons(load_icons(m_parts.assets / "icons")),
      m_artist(m_parts.fonts, window, m_icons),
      m_listening(std::move(m_parts.speaker)),
      m_headphones(m_parts.config.headphone_switch),
      m_parked(m_parts.config.kiosk_letter, m_parts.config.timings),
      m_door(m_parts.config.staff),
      m_clock_watch(clock.now()) {
  const Moment now = m_clock->now();
  m_touched_ms = m_page_since_ms = m_mode_since_ms = m_looked_ms = now.steady_ms;
  m_keys.use(usual_habits());
  m_window->use_keys(m_parts.config.keys);
  run_listening(now);
  watch_headphones(now);
}

App::~App() = default;

Result<void> App::run(const std::atomic<bool>& stop) {
  Result<void> outcome;
  while (!stop && !m_window->close_requested()) {
    outcome = m_window->check_screen();
    if (!outcome) break;
    if (m_frames_due > 0 || m_window->has_posted()) {
      m_window->poll();
    } else {
      const auto due = next_due_ms();
      const double seconds = due ? double(std::max<std::int64_t>(*due, 1)) / 1000.0 : 3600.0;
      const std::int64_t before = m_clock->now().steady_ms;
      m_window->wait(seconds);
      // Woken before the timer: somebody touched the glass.
      if (!due || m_clock->now().steady_ms - before < *due) wake();
    }
    step();
  }
  const Moment end = m_clock->now();
  watch_clock(end);
  const Result<void> stored = store_all(end);
  wipe();
  return outcome ? stored : outcome;
}

bool App::step() {
  const Moment now = m_clock->now();
  // First, so that it stands in the ledger before anything that has the new time.
  watch_clock(now);
  hear_keys(now);
  run_listening(now);
  watch_headphones(now);
  run_timers(now);
  if (m_window->has_posted()) wake();
  if (m_frames_due <= 0 && !m_changed) {
    const bool settled = now.steady_ms - m_page_since_ms >= kSettledMs;
    if (settled && std::exchange(m_next_unknown, false)) prepare_next_page(now);
    return false;
  }
  draw(now);
  return true;
}

void App::draw(const Moment& now) {
  if (m_changed) {
    m_page = build_page(now);
    m_page.marks = m_listening.marks();
    m_changed = false;
    m_next_unknown = true;
    if (m_scratch.focused.empty()) m_scratch.focused = present::focused_field(m_page);
    m_frames_due = std::max(m_frames_due, 1);
  }
  show_pages_since(now);
  m_window->begin_frame();
  std::vector<ui::PointerSample> samples;
  for (const PointerPoint& point : m_window->take_pointer()) {
    samples.push_back({point.x, point.y, point.at_ms, point.down});
    if (!is_activity(point)) continue;
    m_touched_ms = now.steady_ms;
    if (m_focus.is_shown()) m_changed = true;
    m_focus.hide();
  }
  if (!samples.empty()) m_frames_due = kFramesAfterInput;
  lay_out(now.steady_ms - m_page_since_ms >= m_parts.config.timings.tap_guard_ms, samples);
  --m_frames_due;
  if (m_focus.follow(m_frame, m_page.key)) wake();
  if (!m_frame.action) {
    m_window->end_frame(background_of(m_page.theme));
    ++m_frames_drawn;
    note_glass(now);
    voice_glass(now);
    if (std::exchange(m_new_page, false)) prepare_speech();
    if (std::exchange(m_listen_next, false)) say_page(now);
  } else {
    // What was touched changes the page: the next frame shows it, without this one in between.
    m_window->drop_frame();
    const present::Action action = *std::move(m_frame.action);
    m_frame.action.reset();
    m_changed = true;
    m_frames_due = kFramesAfterInput;
    const auto* speech = std::get_if<present::Speech>(&action.any());
    // A finger that asks for quiet means all of it.
    if (speech != nullptr && speech->what == present::Speech::Do::stop) m_voicing.turn_off();
    if (m_parts.config.tap_sound) m_listening.tap(now.steady_ms);
    take(action, now);
  }
}

ui::Glass App::glass() const {
  const WindowSize size = m_window->size();
  return {float(size.width), float(size.height), m_parts.mm_per_pixel};
}

void App::lay_out(bool taps_allowed, const std::vector<ui::PointerSample>& samples) {
  m_frame = ui::draw_page(m_artist, glass(), m_page, m_scratch, m_parts.pack->images, m_press,
                          taps_allowed, samples, m_focus.ring());
}

void App::show_before_disk(const Moment& now) {
  m_page = build_page(now);
  m_window->begin_frame();
  // Who taps meanwhile taps at nothing.
  (void)m_window->take_pointer();
  lay_out(false, {});
  m_window->end_frame(background_of(m_page.theme));
  ++m_frames_drawn;
  m_changed = true;
}

bool App::is_activity(const PointerPoint& point) {
  const double moved =
      std::hypot(double(point.x - m_finger.x), double(point.y - m_finger.y)) * m_parts.mm_per_pixel;
  const bool changed = point.down != m_finger.down || (point.down && moved > ui::kDriftMm);
  if (changed) m_finger = point;
  return changed;
}

std::string App::identity_of_page() const {
  return m_page.key + "#" + std::to_string(m_scratch.part);
}

void App::show_pages_since(const Moment& now) {
  const std::string identity = identity_of_page();
  if (identity == m_page_identity) return;
  m_page_identity = identity;
  m_new_page = true;
  // What is said belongs to a page; the warning is said while its own page comes.
  if (m_mode != Mode::still_there) stop_speech();
  m_page_since_ms = now.steady_ms;
}

void App::note_glass(const Moment& now) {
  if (m_mode != Mode::visit || !m_visit) return;
  std::map<std::string, Watched> visible;
  std::vector<visit::Event> events;
  for (const ui::SeenBlock& block : m_frame.on_glass) {
    const std::string key = block.spot.page + "/" + block.spot.block + "/" + block.digest;
    const auto before = m_watched.find(key);
    visible[key] =
        Watched{block, before == m_watched.end() ? now.steady_ms : before->second.since_ms};
    if (before == m_watched.end()) events.emplace_back(visit::Shown{block.spot, block.digest, 0});
  }
  for (const auto& [key, watched] : m_watched) {
    if (visible.contains(key)) continue;
    events.emplace_back(
        visit::Shown{watched.block.spot, watched.block.digest, now.steady_ms - watched.since_ms});
  }
  m_watched = std::move(visible);
  for (const visit::Event& event : events) apply(event, now);
}

void App::stop_watching(const Moment& now) {
  const auto watched = std::exchange(m_watched, {});
  if (!m_visit) return;
  for (const auto& [key, each] : watched) {
    apply(visit::Shown{each.block.spot, each.block.digest, now.steady_ms - each.since_ms}, now);
  }
}

std::int64_t App::idle_limit_ms() const {
  const std::int64_t usual = m_parts.config.timings.idle_ms;
  const bool large = m_visit && (m_visit->size == visit::TextSize::large ||
                                 m_visit->size == visit::TextSize::largest);
  // Twice as long, but no longer than anything may stand unattended (T-21).
  return large ? std::max(usual, std::min(2 * usual, kLongestIdleMs)) : usual;
}

bool App::has_settings() const {
  return m_size != visit::TextSize::medium || m_theme != visit::Theme::paper ||
         m_keys.habits() != usual_habits() || m_voicing.is_on() || m_listening.is_on();
}

void App::forget_settings() {
  m_size = visit::TextSize::medium;
  m_theme = visit::Theme::paper;
  m_keys.use(usual_habits());
  m_focus.reset();
  m_voicing.turn_off();
  if (!m_visit) m_listening.forget();
  m_struck.clear();
  m_changed = true;
}

int App::seconds_left(const Moment& now, std::int64_t until_ms) const {
  return static_cast<int>(std::max<std::int64_t>(0, (until_ms - now.steady_ms + 999) / 1000));
}

void App::go_to(Mode mode) {
  stop_speech();
  m_mode = mode;
  const Moment now = m_clock->now();
  m_mode_since_ms = now.steady_ms;
  // Who comes back to it finds it as long as who comes first.
  if (mode == Mode::visit) renew_receipt(now);
  m_changed = true;
}

void App::renew_receipt(const Moment& now) {
  m_receipt_until_ms =
      std::max(m_receipt_until_ms, now.steady_ms + m_parts.config.timings.receipt_ms);
}

void App::renew_scratch() {
  kiosk::wipe(m_scratch);
  m_changed = true;
}

void App::set_aside() {
  if (m_visit && !m_aside) m_aside = Aside{place_of(*m_visit), std::move(m_scratch)};
  renew_scratch();
}

void App::forget_aside() {
  if (m_aside) kiosk::wipe(m_aside->scratch);
  m_aside.reset();
}

Draft App::draft() const {
  if (!m_visit || !m_aside || m_aside->place != place_of(*m_visit)) return {};
  return draft_of(*m_visit, m_aside->scratch);
}

void App::put_back() {
  renew_scratch();
  if (!m_aside) return;
  if (m_visit && m_aside->place == place_of(*m_visit)) {
    m_scratch = std::move(m_aside->scratch);
    const bool urgent = m_scratch.panel == present::Panel::urgent;
    if (!urgent || visit::urgent_flag(*m_visit) == nullptr) {
      present::show_panel(m_scratch, present::Panel::none);
    }
  }
  forget_aside();
}

void App::watch_clock(const Moment& now) {
  if (auto jump = m_clock_watch.look(now)) {
    m_last_jump = jump;
    m_jumps.push_back(*std::move(jump));
    m_jumps_tried_ms = now.steady_ms - kStoreAgainMs;
    m_changed = true;
  }
  if (m_jumps.empty() || now.steady_ms - m_jumps_tried_ms < kStoreAgainMs) return;
  m_jumps_tried_ms = now.steady_ms;
  while (!m_jumps.empty() && m_parts.recorder.clock_jump(m_jumps.front())) {
    m_jumps.erase(m_jumps.begin());
  }
}

void App::run_timers(const Moment& now) {
  for (auto& expired : m_parked.expire(now)) {
    if (expired.state && !store_unfinished(*expired.state, "waited too long", now)) {
      // Nobody is at the screen to tell: it goes on waiting, and the mark on the glass tells staff.
      (void)m_parked.park(*expired.state, ParkReason::waiting_for_staff, now, *m_random,
                          expired.row.ticket);
      m_parts.channel->flag(visit::Urgency::soon);
    }
    m_changed = true;
  }
  const auto& timings = m_parts.config.timings;
  const std::int64_t quiet = now.steady_ms - m_touched_ms;
  int countdown = -1;
  switch (m_mode) {
    case Mode::welcome:
      look_for_content(now);
      // What the last person chose to see better with goes back to normal.
      if (has_settings() && quiet >= kEntryMs) forget_settings();
      break;
    case Mode::visit:
      if (m_visit && m_visit->stage == visit::Stage::receipt) {
        countdown = seconds_left(now, m_receipt_until_ms);
        // Staff still find who asked for them.
        if (countdown == 0 && visit::waits_for_late_help(*m_visit))
          park(ParkReason::waiting_for_staff, now);
        else if (countdown == 0)
          take_event(visit::Finish{}, now);
      } else if (quiet >= idle_limit_ms()) {
        stop_watching(now);
        set_aside();
        go_to(Mode::still_there);
        warn_aloud(now);
      }
      break;
    case Mode::still_there:
      countdown = seconds_left(now, m_mode_since_ms + timings.warning_ms);
      if (countdown == 0) park(ParkReason::walked_away, now);
      break;
    case Mode::ticket:
      if (quiet >= kTicketMs && now.steady_ms - m_mode_since_ms >= kTicketMs) {
        m_artist.clear();
        forget_settings();
        go_to(Mode::welcome);
      }
      break;
    case Mode::held:
      break;
    case Mode::return_ticket:
    case Mode::return_code:
      if (quiet >= kEntryMs) take(present::ToAttract{}, now);
      break;
    case Mode::key_setup:
      if (quiet >= kEntryMs) take(present::CloseKeySetup{}, now);
      break;
    case Mode::staff_pin:
      countdown = static_cast<int>((m_door.wait_ms(now) + 999) / 1000);
      if (quiet >= kEntryMs) take(present::LockStaff{}, now);
      break;
    case Mode::staff_list:
    case Mode::staff_visit:
      countdown = seconds_left(now, m_touched_ms + timings.staff_lock_ms);
      if (countdown == 0) take(present::LockStaff{}, now);
      break;
  }
  if (countdown != m_countdown_shown) {
    m_countdown_shown = countdown;
    m_changed = true;
  }
  const bool urgent = (m_visit && visit::urgent_flag(*m_visit) != nullptr) || m_parked.has_urgent();
  if (!urgent) {
    m_urgent_told_ms = now.steady_ms;
  } else if (now.steady_ms - m_urgent_told_ms >= kUrgentAgainMs) {
    m_urgent_told_ms = now.steady_ms;
    m_parts.channel->flag(visit::Urgency::now);
  }
  tell_desk();
}

void App::look_for_content(const Moment& now) {
  if (!m_parked.rows().empty() || now.steady_ms - m_looked_ms < kLookMs) return;
  m_looked_ms = now.steady_ms;
  auto pack = m_parts.source.look(m_parts.fonts);
  if (!pack) return;
  m_parts.pack = std::move(pack);
  use_content(now);
  m_artist.clear();
  m_changed = true;
}

void App::use_content(const Moment& now) {
  m_listening.use(m_parts.pack);
  m_parts.recorder.use(m_parts.pack, practice_reasons(*m_parts.pack, m_parts.config,
                                                      m_parts.keyring, local_date(now)));
}

std::optional<std::int64_t> App::next_due_ms() const {
  const Moment now = m_clock->now();
  std::optional<std::int64_t> due;
  const auto at = [&](std::int64_t moment_ms) {
    const std::int64_t left = std::max<std::int64_t>(0, moment_ms - now.steady_ms);
    if (!due || left < *due) due = left;
  };
  if (const auto parked = m_parked.next_deadline_ms()) at(*parked);
  if (!m_jumps.empty()) at(m_jumps_tried_ms + kStoreAgainMs);
  if (const auto key = m_keys.next_due_ms()) at(*key);
  if (const auto voice = m_listening.due_ms(now.steady_ms)) at(now.steady_ms + *voice);
  if (const auto socket = m_headphones.next_look_ms()) at(*socket);
  const bool reads = m_mode == Mode::visit && m_visit && m_visit->stage == visit::Stage::steps;
  if (reads && m_next_unknown) at(m_page_since_ms + kSettledMs);
  const bool urgent = (m_visit && visit::urgent_flag(*m_visit) != nullptr) || m_parked.has_urgent();
  if (urgent) at(m_urgent_told_ms + kUrgentAgainMs);
  switch (m_mode) {
    case Mode::welcome:
      if (m_parked.rows().empty()) at(m_looked_ms + kLookMs);
      if (has_settings()) at(m_touched_ms + kEntryMs);
      break;
    case Mode::held:
      break;
    case Mode::visit:
      if (m_visit && m_visit->stage == visit::Stage::receipt) {
        at(now.steady_ms + 1000);
      } else {
        at(m_touched_ms + idle_limit_ms());
      }
      break;
    case Mode::ticket:
      at(std::max(m_touched_ms, m_mode_since_ms) + kTicketMs);
      break;
    case Mode::return_ticket:
    case Mode::return_code:
    case Mode::key_setup:
      at(m_touched_ms + kEntryMs);
      break;
    case Mode::staff_pin:
      at(m_door.wait_ms(now) > 0 ? now.steady_ms + 1000 : m_touched_ms + kEntryMs);
      break;
    case Mode::still_there:
    case Mode::staff_list:
    case Mode::staff_visit:
      at(now.steady_ms + 1000);
      break;
  }
  return due;
}

present::Desk App::desk() const {
  present::Hearing hearing = m_listening.hearing();
  hearing.voicing = m_voicing.is_on() && hearing.can_listen;
  hearing.headphones = m_headphones.can_be_used();
  constexpr std::int64_t kMinute = 60'000;
  const auto& timings = m_parts.config.timings;
  return present::Desk{*m_parts.pack,
                       m_parts.words,
                       !m_parts.recorder.practice_reasons().empty(),
                       m_parts.channel->reaches_staff(),
                       staff_needed(),
                       !m_parked.rows().empty(),
                       m_door.has_staff(),
                       m_size,
                       m_theme,
                       static_cast<int>(timings.idle_ms / kMinute),
                       static_cast<int>(timings.walked_away_keep_ms / kMinute),
                       m_focus.is_shown(),
                       hearing,
                       !m_parts.lost.empty()};
}

const std::string& App::usual_language() const {
  const bool chosen = m_visit && !m_visit->language.empty();
  return chosen ? m_visit->language : m_parts.pack->languages.front().tag;
}

present::Page App::build_page(const Moment& now) const {
  present::Desk here = desk();
  const auto& timings = m_parts.config.timings;
  const int lock = seconds_left(now, m_touched_ms + timings.staff_lock_ms);
  switch (m_mode) {
    case Mode::welcome:
      return present::welcome(here);
    case Mode::visit:
      CANDOR_CHECK(m_visit.has_value());
      if (m_visit->stage == visit::Stage::receipt && m_scratch.panel == present::Panel::none) {
        return present::receipt(here, *m_visit, m_scratch, seconds_left(now, m_receipt_until_ms));
      }
      return present::visit_page(here, *m_visit, m_scratch, now);
    case Mode::still_there:
      return present::still_there(here, *m_visit,
                                  seconds_left(now, m_mode_since_ms + timings.warning_ms));
    case Mode::ticket:
    case Mode::held:
      return present::ticket(here, m_ticket_language, m_ticket);
    case Mode::return_ticket:
      return present::return_entry(here, m_desk_language, m_scratch, false);
    case Mode::return_code:
      return present::return_entry(here, m_desk_language, m_scratch, true);
    case Mode::key_setup:
      if (m_visit) {
        here.size = m_visit->size;
        here.theme = m_visit->theme;
      }
      return present::key_setup(here, usual_language(), m_keys.habits(), m_setup_step,
                                m_setup_presses);
    case Mode::staff_pin:
      return present::staff_pin(here, m_scratch,
                                static_cast<int>((m_door.wait_ms(now) + 999) / 1000));
    case Mode::staff_list:
      return present::staff_list(here, ticket_lines(), lost_lines(), staff_notices(now),
                                 m_staff->name, lock);
    case Mode::staff_visit:
      return present::staff_visit(here, *m_visit, m_scratch, m_staff_ticket, m_staff->name, lock);
  }
  return {};
}

std::vector<std::string> App::staff_notices(const Moment& now) const {
  const std::string& language = m_parts.pack->languages.front().tag;
  std::vector<std::string> notices;
  if (const std::string& why = m_parts.source.refused(); !why.empty()) {
    notices.push_back(m_parts.words.get(
        language, "The content in the folder is not shown, patients read the last good one: {why}",
        {{"why", why}}));
  }
  if (m_parts.pack->review_by < local_date(now)) {
    notices.push_back(
        m_parts.words.get(language, "This content should have been reviewed by {date}.",
                          {{"date", m_parts.words.date(language, m_parts.pack->review_by)}}));
  }
  if (const auto ends = m_door.ends_soon(*m_staff, now)) {
    notices.push_back(m_parts.words.get(language, "Your PIN ends after {date}. Ask for a new one.",
                                        {{"date", m_parts.words.date(language, *ends)}}));
  }
  if (m_last_jump && now.steady_ms - m_last_jump->after.steady_ms < kJumpToldMs) {
    const auto told = [&](const Moment& moment) {
      return m_parts.words.date(language, local_date(moment)) + ", " +
             m_parts.words.time(language, moment);
    };
    notices.push_back(m_parts.words.get(
        language,
        "The clock of this computer was changed from {before} to {after}. Please check that it is "
        "right: records carry its time.",
        {{"before", told(m_last_jump->before)}, {"after", told(m_last_jump->after)}}));
  }
  if (m_listening.is_broken()) {
    notices.push_back(m_parts.words.get(language,
                                        "Patients cannot listen: the loudspeaker or the voice does "
                                        "not work. Please check its cable, "
                                        "or tell those who care for this computer."));
  }
  if (m_headphones.is_broken()) {
    notices.push_back(m_parts.words.get(
        language,
        "The headphone socket does not answer: plugging in does not start speech. Please check its "
        "cable, or tell those who care for this computer."));
  }
  return notices;
}

std::vector<present::LostLine> App::lost_lines() const {
  const std::string& language = m_parts.pack->languages.front().tag;
  std::vector<present::LostLine> lines;
  for (const LostVisit& lost : m_parts.lost) {
    lines.push_back({lost.visit, m_parts.words.date(language, local_date(lost.opened)) + ", " +
                                     m_parts.words.time(language, lost.opened)});
  }
  return lines;
}

std::vector<present::TicketLine> App::ticket_lines() const {
  const std::string& language = m_parts.pack->languages.front().tag;
  std::vector<present::TicketLine> lines;
  for (const ParkedRow& row : m_parked.rows()) {
    present::TicketLine line;
    line.ticket = row.ticket;
    line.initials = row.initials;
    line.since = m_parts.words.time(language, row.since);
    line.urgent = row.flags.unacknowledged_now;
    switch (row.why) {
      case ParkReason::paused:
        line.state = m_parts.words.get(language, "Paused");
        break;
      case ParkReason::walked_away:
        line.state = m_parts.words.get(language, "Walked away");
        break;
      case ParkReason::waiting_for_staff:
        line.state = m_parts.words.get(language, "Waiting for staff");
        break;
    }
    line.for_staff =
        row.flags.open == 0
            ? m_parts.words.get(language, "Nothing")
            : m_parts.words.get(
                  language,
                  "{count, plural, one {# thing to talk about} other {# things to talk about}}",
                  {{"count", std::int64_t{row.flags.open}}});
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace candor::kiosk
