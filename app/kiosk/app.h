// The kiosk at work: one visit on the glass, others parked, staff at the door. Takes what is
// touched, asks `visit` what it means, performs the effects, draws only when something changed.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/random.h"
#include "kiosk/clock_watch.h"
#include "kiosk/headphones.h"
#include "kiosk/key_filter.h"
#include "kiosk/listening.h"
#include "kiosk/parked.h"
#include "kiosk/parts.h"
#include "kiosk/staff_door.h"
#include "kiosk/voicing.h"
#include "present/screens.h"
#include "ui/key_focus.h"
#include "ui/screen.h"

namespace candor::kiosk {

class App {
 public:
  /// Takes over the parts. Window, clock and randomness must outlive it.
  App(Parts parts, Window& window, Clock& clock, Random& random);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  /// Runs until `stop` is set or the window is closed (never over the whole screen). The visit on
  /// the glass and those that wait are stored as unfinished first. Fails with no_display when the
  /// screen was lost, with unwritable when a visit could not be stored.
  [[nodiscard]] Result<void> run(const std::atomic<bool>& stop);

  /// One turn: timers, then at most one frame. Returns whether a frame was drawn.
  bool step();

  /// Something outside happened (a touch, a key): draw again.
  void wake() { m_frames_due = kFramesAfterInput; }

  // --- for the tests that drive the real window
  // ----------------------------------------------------
  /// The widgets of the last drawn frame.
  [[nodiscard]] const std::vector<ui::Node>& nodes() const { return m_frame.nodes; }

  [[nodiscard]] const present::Page& page() const { return m_page; }

  [[nodiscard]] std::int64_t frames_drawn() const { return m_frames_drawn; }

  [[nodiscard]] const content::Pack& pack() const { return *m_parts.pack; }

  /// The visit on the glass, or nullptr.
  [[nodiscard]] const visit::State* visit() const { return m_visit ? &*m_visit : nullptr; }

  /// The control that keys work on, shown with its ring or not; nullptr when the glass has none.
  [[nodiscard]] const ui::Node* focused() const { return m_focus.control(m_frame); }

  [[nodiscard]] bool shows_focus() const { return m_focus.is_shown(); }

  /// Whether the ring stands around the whole row of keys in which focused() is.
  [[nodiscard]] bool focuses_row() const { return m_focus.is_on_row(); }

  [[nodiscard]] const ParkedVisits& parked() const { return m_parked; }

  /// What is read aloud.
  [[nodiscard]] const Listening& listening() const { return m_listening; }

  /// Says a script in place of what is being said; silent without a loudspeaker. What is personal
  /// in it is left out unless the patient said that aloud is fine.
  void say(const present::Script& script, const Moment& now);
  /// Silence, at once.
  void stop_speech();

  /// Milliseconds until a timer is due; nothing when only a touch can change anything.
  [[nodiscard]] std::optional<std::int64_t> next_due_ms() const;

 private:
  /// ImGui needs a frame to see a press and one to see its end.
  static constexpr int kFramesAfterInput = 2;

  /// What stands on the glass.
  enum class Mode {
    welcome,
    visit,
    still_there,
    ticket,  ///< a visit was just hidden
    held,    ///< hidden, but no place to park: the kiosk waits for its patient or staff
    return_ticket,
    return_code,
    key_setup,  ///< how keys and switches are to answer
    staff_pin,
    staff_list,
    staff_visit,
  };

  // app.cpp: time and drawing
  void run_timers(const Moment& now);
  /// Notes in the ledger that the clock was set; one that could not be stored is tried again.
  void watch_clock(const Moment& now);
  /// Takes over another version of the content, when there is one and nobody's visit needs this
  /// one.
  void look_for_content(const Moment& now);
  /// From now on visits begin with this content, as real as it is today.
  void use_content(const Moment& now);
  /// What staff are told about the content, the sound and their PIN.
  [[nodiscard]] std::vector<std::string> staff_notices(const Moment& now) const;
  void draw(const Moment& now);
  [[nodiscard]] ui::Glass glass() const;
  /// A frame of the page as it is; Window::begin_frame() came before.
  void lay_out(bool taps_allowed, const std::vector<ui::PointerSample>& samples);
  /// Puts on the glass what the visit has come to, before the disk takes the time that it needs.
  void show_before_disk(const Moment& now);
  [[nodiscard]] present::Page build_page(const Moment& now) const;
  [[nodiscard]] present::Desk desk() const;
  /// The visit's, else the one that the pack was written in.
  [[nodiscard]] const std::string& usual_language() const;
  /// Which page, and which part of it, is to stand on the glass.
  [[nodiscard]] std::string identity_of_page() const;
  void show_pages_since(const Moment& now);
  void note_glass(const Moment& now);
  /// Whether somebody did something: a finger came, left, or moved further than a hand trembles.
  /// One that only rests on the glass does not keep a visit open.
  [[nodiscard]] bool is_activity(const PointerPoint& point);
  void stop_watching(const Moment& now);
  [[nodiscard]] std::int64_t idle_limit_ms() const;
  [[nodiscard]] int seconds_left(const Moment& now, std::int64_t until_ms) const;
  void go_to(Mode mode);
  void renew_scratch();
  /// Somebody does something: the receipt stays as long as it does when it comes.
  void renew_receipt(const Moment& now);
  /// Keeps what is typed and touched on the visit's page while something else is on the glass.
  void set_aside();
  /// Brings it back, when the visit is still at that page.
  void put_back();
  void forget_aside();
  /// What of it waits with a parked visit.
  [[nodiscard]] Draft draft() const;
  [[nodiscard]] std::vector<present::TicketLine> ticket_lines() const;
  [[nodiscard]] std::vector<present::LostLine> lost_lines() const;

  // app_actions.cpp: what was touched
  friend struct ActionTaker;
  void take(const present::Action& action, const Moment& now);
  void take_event(const visit::Event& event, const Moment& now);
  /// "Show that page again" was pressed at a check.
  void note_page_again(const Moment& now);
  void start_visit(const present::StartVisit& start, const Moment& now);
  void submit(const present::Action& action, const Moment& now);
  void submit_code(const Moment& now);
  void submit_interpreter(const Moment& now);
  void submit_signer(const Moment& now);
  void submit_return_code(const Moment& now);
  void submit_pin(const Moment& now);
  void lock_staff(const Moment& now);
  /// A parked visit that was opened, with what was typed in it set aside.
  void take_back(ParkedVisits::Opened opened);
  void pause(const Moment& now);

  // app_keys.cpp: keys and switches
  [[nodiscard]] present::KeyHabits usual_habits() const;
  /// Takes what was struck, and does what the first of it means.
  void hear_keys(const Moment& now);
  void use_key(const KeyPress& key, const Moment& now);
  /// Whether Space and Enter belong to the field that is typed into.
  [[nodiscard]] bool types_now() const;
  void type(char32_t character, const Moment& now);
  /// As the on-screen keyboard's "Done", on the glass or on another part of the page.
  void finish_typing(const Moment& now);
  /// As a tap on the control with this id; nothing when there is none, or right after a page
  /// change.
  void press(const std::string& id, const Moment& now);
  void press_focused(const Moment& now);
  /// The selecting switch.
  void select(const Moment& now);
  /// The person is gone: sizes, colours and keys are as for everybody.
  void forget_settings();
  [[nodiscard]] bool has_settings() const;

  // app_listening.cpp: what is read aloud
  void run_listening(const Moment& now);
  /// Makes the page that has just come on the glass ready to be heard.
  void prepare_speech();
  /// While this page is read: lays out the one that Next leads to, and for somebody who listens has
  /// its first sentences made.
  void prepare_next_page(const Moment& now);
  void take_speech(const present::Speech& speech, const Moment& now);
  /// Reads the part of the page that is on the glass.
  void say_page(const Moment& now);
  /// The tactile key: turns self-voicing on; from then on wait, go on, or the page once more.
  void press_speak(const Moment& now);
  void begin_voicing();
  /// How to go on by ear, on a sheet over the visit's page.
  void explain_speech(const Moment& now);
  /// Headphones that are plugged in begin speech; pulled out, they end it at once.
  void watch_headphones(const Moment& now);
  /// What was heard of the pack's blocks becomes part of the visit.
  void note_heard(const Moment& now);
  /// Says what is new on the glass to somebody who goes by self-voicing.
  void voice_glass(const Moment& now);
  /// Nobody presses or leaves what they have not heard: where the control with the focus was not
  /// said yet, it is said, and true comes back.
  bool tell_control_first();
  /// The control with the focus, or the row of keys that has it.
  [[nodiscard]] present::SpokenControl spoken_focus(const ui::Node& node) const;
  /// "Are you still there?" to the ear, whether or not they listen: it tells nothing about them.
  void warn_aloud(const Moment& now);

  // app_effects.cpp: what must be done
  bool apply(const visit::Event& event, const Moment& now);
  void perform(const visit::Effect& effect, const Moment& now);
  void park(ParkReason why, const Moment& now);
  void store_record(const Moment& now);
  /// A visit whose time is over. False when it could not be stored: it must stay alive.
  bool store_unfinished(const visit::State& state, const std::string& why, const Moment& now);
  /// All visits, because the program ends.
  [[nodiscard]] Result<void> store_all(const Moment& now);
  void wipe();
  /// Puts into the ledger what was asked for after the outcome, and what staff answered.
  void store_late_help();
  [[nodiscard]] bool staff_needed() const;
  void tell_desk();

  Parts m_parts;
  Window* m_window;
  Clock* m_clock;
  Random* m_random;
  ui::Icons m_icons;
  ui::Artist m_artist;
  ui::PressMemory m_press;
  ui::KeyFocus m_focus;
  KeyFilter m_keys;
  std::deque<KeyPress> m_struck;  ///< keys that count and were not used yet
  Listening m_listening;
  Voicing m_voicing;
  Headphones m_headphones;
  bool m_plugged_in = false;  ///< headphones came, and speech has not begun yet
  present::Hearing m_hearing_shown;
  bool m_listen_next = false;  ///< the next drawn page is read aloud
  ParkedVisits m_parked;
  StaffDoor m_door;
  ClockWatch m_clock_watch;
  std::vector<ClockJump> m_jumps;        ///< not in the ledger yet
  std::optional<ClockJump> m_last_jump;  ///< that staff are told of
  std::int64_t m_jumps_tried_ms = 0;     ///< steady time of the last try to store them

  Mode m_mode = Mode::welcome;
  std::optional<visit::State> m_visit;
  present::Scratch m_scratch;

  struct Aside {
    std::string place;
    present::Scratch scratch;
  };

  std::optional<Aside> m_aside;  ///< of the visit's page, while the glass shows something else
  present::Page m_page;
  ui::Frame m_frame;
  std::string m_ticket;  ///< of the visit that was hidden last
  std::string m_ticket_language;
  std::string m_desk_language;  ///< of the pages of coming back
  std::optional<visit::Staff> m_staff;
  Mode m_mode_before_staff = Mode::welcome;
  std::string m_staff_ticket;  ///< of the visit that staff opened from the list
  int m_held_tries = 0;
  visit::TextSize m_size = visit::TextSize::medium;
  visit::Theme m_theme = visit::Theme::paper;

  std::int64_t m_touched_ms = 0;     ///< steady time of the last touch
  std::int64_t m_page_since_ms = 0;  ///< when this page came on the glass
  std::int64_t m_mode_since_ms = 0;
  std::int64_t m_receipt_until_ms = 0;
  std::int64_t m_urgent_told_ms = 0;
  std::int64_t m_looked_ms = 0;  ///< steady time of the last look for other content
  bool m_new_page = false;       ///< it was not made ready to be heard yet
  bool m_next_unknown = false;   ///< this page has changed since the next one was made ready
  std::string m_page_identity;   ///< key and part: a change starts the tap guard
  int m_countdown_shown = -1;
  bool m_changed = true;  ///< the page must be built again
  int m_frames_due = kFramesAfterInput;
  std::int64_t m_frames_drawn = 0;
  int m_setup_step = 0;
  int m_setup_presses = 0;
  PointerPoint m_finger;  ///< where it last did something

  struct Watched {
    ui::SeenBlock block;
    std::int64_t since_ms = 0;
  };

  std::map<std::string, Watched> m_watched;  ///< blocks on the glass now
};

}  // namespace candor::kiosk
