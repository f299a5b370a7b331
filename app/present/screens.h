// Every screen as a pure function of what is known: pack, visit, scratch, time → Page.
#pragma once

#include <string>
#include <vector>

#include "content/pack.h"
#include "content/words.h"
#include "present/page.h"
#include "present/scratch.h"
#include "visit/visit.h"

namespace candor::present {

/// What can be listened to, and what is being said.
struct Hearing {
  bool can_listen = false;  ///< there is a loudspeaker, and a voice
  bool speaks = false;
  bool held = false;
  bool slowest = false;
  bool fastest = false;
  bool softest = false;
  bool loudest = false;
  bool voicing = false;     ///< pages and the control with the focus are said by themselves
  bool headphones = false;  ///< they can be plugged in here
  friend bool operator==(const Hearing&, const Hearing&) = default;
};

/// What every screen needs to know of the kiosk.
struct Desk {
  const content::Pack& pack;
  const content::Words& words;
  bool practice = true;
  bool channel = false;  ///< staff can be told; else the screen says "Please tell the front desk"
  bool staff_needed = false;                       ///< the nameless mark on the welcome screen
  bool visits_wait = false;                        ///< somebody can come back with a ticket
  bool has_staff = false;                          ///< the configuration names staff
  visit::TextSize size = visit::TextSize::medium;  ///< of screens outside a visit
  visit::Theme theme = visit::Theme::paper;
  int quiet_minutes = 2;  ///< without a touch until the screen is hidden
  int kept_minutes = 30;  ///< that the answers of a hidden visit wait
  bool by_keys = false;   ///< keys or switches were used last, not a finger
  Hearing hearing = {};
  bool visit_lost = false;  ///< power or the program failed in a visit, and staff have not seen it
};

/// The resting screen: a language starts a visit.
[[nodiscard]] Page welcome(const Desk& desk);

/// The screen of a visit, by its stage and the open panel.
[[nodiscard]] Page visit_page(const Desk& desk, const visit::State& state, const Scratch& scratch,
                              const Moment& now);

/// "Are you still there?" with the seconds left.
[[nodiscard]] Page still_there(const Desk& desk, const visit::State& state, int seconds_left);

/// The receipt with the seconds until it clears.
[[nodiscard]] Page receipt(const Desk& desk, const visit::State& state, const Scratch& scratch,
                           int seconds_left);

/// After a visit was hidden: its ticket, and nothing else about it.
[[nodiscard]] Page ticket(const Desk& desk, const std::string& language, const std::string& ticket);

/// Coming back: the ticket's three digits, then the patient's own code. `asking_code` picks which.
/// Every language of the pack is one press away.
[[nodiscard]] Page return_entry(const Desk& desk, const std::string& language,
                                const Scratch& scratch, bool asking_code);

/// The guided set-up of keys and switches, a question a step from 0 to 3; `presses` is what the
/// last one has counted.
[[nodiscard]] Page key_setup(const Desk& desk, const std::string& language, const KeyHabits& habits,
                             int step, int presses);

/// The staff door.
[[nodiscard]] Page staff_pin(const Desk& desk, const Scratch& scratch, int wait_seconds);

/// One line of staff's list.
struct TicketLine {
  std::string ticket;
  std::string initials;
  std::string since;
  std::string state;
  std::string for_staff;
  bool urgent = false;
};

/// A visit of an earlier run of the kiosk that ended without an outcome.
struct LostLine {
  std::string visit;  ///< its id
  std::string began;  ///< date and time
};

/// Staff's list of visits that wait, and of those that were lost.
[[nodiscard]] Page staff_list(const Desk& desk, const std::vector<TicketLine>& lines,
                              const std::vector<LostLine>& lost,
                              const std::vector<std::string>& notices,
                              const std::string& staff_name, int lock_seconds);

/// One visit as staff see it: its flags, and what staff can do.
[[nodiscard]] Page staff_visit(const Desk& desk, const visit::State& state, const Scratch& scratch,
                               const std::string& ticket, const std::string& staff_name,
                               int lock_seconds);

/// What a submitted screen means for the visit: events in order, or what is still wrong with it.
struct Submission {
  std::vector<visit::Event> events;
  std::string problem;  ///< in the visit's language; empty when the events are to be applied
};

/// Handles the Submit… actions that need no secret and no clock beyond `now`.
[[nodiscard]] Submission submit(const Desk& desk, const visit::State& state, const Scratch& scratch,
                                const Action& action, const Moment& now);

/// What counts as touched on the step that the patient is at before they touch anything: the
/// options of its last answers, as present::Pick names them. Empty for a check, which is tried
/// anew.
[[nodiscard]] std::vector<std::string> picked_before(const content::Pack& pack,
                                                     const visit::State& state);

/// What staff said, as ids with English words: the short list of the staff sheet.
struct StaffOption {
  std::string id;
  std::string english;
};

[[nodiscard]] std::vector<StaffOption> resolve_options();
/// Why a relative or friend interprets.
[[nodiscard]] std::vector<StaffOption> relative_options();
/// What staff may choose from to resolve this flag.
[[nodiscard]] std::vector<StaffOption> options_for(const visit::Flag& flag);
/// What staff have chosen and typed to resolve the open flag, in English; empty: nothing yet.
[[nodiscard]] std::string what_was_said(const visit::State& state, const Scratch& scratch);
[[nodiscard]] std::vector<StaffOption> stop_options();

}  // namespace candor::present
