// Visits that wait, hidden, so that the kiosk is free for the next person. Each is encrypted under
// a key of its own; in the clear stay only initials, a ticket, times and how many flags are open.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "crypto/crypto.h"
#include "kiosk/config.h"
#include "kiosk/draft.h"
#include "visit/state.h"

namespace candor::kiosk {

enum class ParkReason {
  paused,             ///< the patient pressed Pause
  walked_away,        ///< nobody answered "Are you still there?"
  waiting_for_staff,  ///< kept until closing time
};

/// What may be shown of a parked visit's flags: no words of theirs.
struct FlagSummary {
  int open = 0;
  int blocking = 0;
  std::optional<visit::Urgency> most_urgent;  ///< of the open ones
  bool unacknowledged_now = false;            ///< a flag `now` that staff have not seen
  friend bool operator==(const FlagSummary&, const FlagSummary&) = default;
};

/// A row of staff's list.
struct ParkedRow {
  std::string ticket;    ///< "B 472"; may be shown to anybody, opens nothing
  std::string initials;  ///< may be empty
  VisitId visit;
  ParkReason why = ParkReason::paused;
  Moment since;
  std::int64_t deadline_steady_ms = 0;
  FlagSummary flags;
  int wrong_tries = 0;
  bool staff_only = false;  ///< too many wrong tries, or no return code was chosen yet
  friend bool operator==(const ParkedRow&, const ParkedRow&) = default;
};

class ParkedVisits {
 public:
  static constexpr std::size_t kMost = 8;
  static constexpr int kTries = 3;

  /// Why a visit was not opened.
  enum class Refusal { none, no_such_ticket, wrong_code, staff_only, damaged };

  struct Opened {
    std::optional<visit::State> state;
    Draft draft;  ///< what was typed and not given when it was parked
    Refusal refusal = Refusal::none;
    int tries_left = 0;
  };

  /// A visit that waited too long.
  struct Expired {
    ParkedRow row;
    Result<visit::State> state;  ///< fails with bad_format when its memory was changed
  };

  /// The letter and keeping times come from the configuration.
  ParkedVisits(std::string kiosk_letter, const Timings& timings);

  /// Encrypts and keeps a visit; returns its ticket. Fails with too_large when eight wait already:
  /// the visit then stays where it is. The caller replaces its own copy of the state.
  /// A visit that staff only looked at goes back under its `old_ticket`. The draft is encrypted
  /// with the visit.
  [[nodiscard]] Result<std::string> park(const visit::State& state, ParkReason why,
                                         const Moment& now, Random& random,
                                         const std::string& old_ticket = {},
                                         const Draft& draft = {});

  /// The patient's way back: ticket and return code. After three wrong tries only staff can open
  /// it. A visit that was opened is no longer parked. The ticket may be typed as "B 472", "b472" or
  /// "472".
  [[nodiscard]] Opened open_with_code(std::string_view ticket, std::string_view code);

  /// Staff's way. Who it was is the caller's to record.
  [[nodiscard]] Opened open_by_staff(std::string_view ticket);

  /// Takes out every visit whose time is over; the caller stores each as unfinished.
  [[nodiscard]] std::vector<Expired> expire(const Moment& now);

  /// Takes out every visit: the kiosk is closing.
  [[nodiscard]] std::vector<Expired> take_all();

  /// Oldest first.
  [[nodiscard]] std::vector<ParkedRow> rows() const;

  [[nodiscard]] bool is_full() const { return m_visits.size() >= kMost; }

  /// True while a parked visit has a flag `now` that staff have not acknowledged.
  [[nodiscard]] bool has_urgent() const;

  /// When expire() has something to do next, on the steady clock; nothing when nobody waits.
  [[nodiscard]] std::optional<std::int64_t> next_deadline_ms() const;

 private:
  struct Parked {
    ParkedRow row;
    crypto::MemoryVault state;
    // Apart from the state, so that a wrong code never brings the visit into readable memory.
    crypto::MemoryVault code_hash;
  };

  [[nodiscard]] std::string fresh_ticket(Random& random) const;
  [[nodiscard]] std::vector<Parked>::iterator find(std::string_view ticket);
  [[nodiscard]] Opened take(std::vector<Parked>::iterator parked);

  struct Unlocked {
    visit::State state;
    Draft draft;
  };

  [[nodiscard]] static Result<Unlocked> unlock(const Parked& parked);
  [[nodiscard]] static Expired expired(const Parked& parked);

  std::string m_letter;
  Timings m_timings;
  std::vector<Parked> m_visits;
};

/// Counts a visit's open flags.
[[nodiscard]] FlagSummary summary_of(const visit::State& state);

}  // namespace candor::kiosk
