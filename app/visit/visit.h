// One visit as a pure function: (state, event, now) → state + effects. Time, content and randomness
// are passed in; nothing is stored here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "visit/event.h"
#include "visit/state.h"
#include "visit/steps.h"

namespace candor::visit {

/// What may be known before the patient touches the screen; staff-started visits fill it. All may
/// be empty.
struct Start {
  VisitId id;
  EpisodeId episode;
  Identity identity;
  std::string walk;
  std::string language;
};

struct Outcomes {
  State state;
  std::vector<Effect> effects;
  /// False when the event was not allowed here; then the state is unchanged.
  bool accepted = false;
};

/// The first state of a visit with this pack.
[[nodiscard]] State begin(const content::Pack& pack, const Start& start, const Moment& now);

/// Applies one event. Events that make no sense in this state are refused, never guessed.
[[nodiscard]] Outcomes apply(const content::Pack& pack, const State& state, const Event& event,
                             const Moment& now);

// --- questions about a state --------------------------------------------------------------------

/// The step the patient is at; nothing outside Stage::steps.
[[nodiscard]] std::optional<Step> current_step(const content::Pack& pack, const State& state);
/// The last answer to a block (of a form: to the field), or nullptr.
[[nodiscard]] const Answer* last_answer(const State& state, const Spot& spot,
                                        const std::string& field = {});
/// Whether a step has its answers: every block shown (reading), the right option or two misses
/// (check), a reply given after the last flag on it was resolved (statement). Then Next is allowed.
[[nodiscard]] bool is_answered(const content::Pack& pack, const State& state, const Step& step);
/// Misses of a check since it was last right: 0, 1, 2…
[[nodiscard]] int misses(const State& state, const Spot& spot);
/// Open flags that must be dealt with before signing.
[[nodiscard]] std::vector<const Flag*> blocking_flags(const State& state);
/// The open flag `now` that staff have not acknowledged, or nullptr.
[[nodiscard]] const Flag* urgent_flag(const State& state);
/// The roles that must sign, in order, with those at the screen taken into account.
[[nodiscard]] std::vector<Role> required_signers(const content::Pack& pack, const State& state);
/// Whether Back is allowed here, so that the button is not shown in vain.
[[nodiscard]] bool can_go_back(const content::Pack& pack, const State& state);
/// Why the patient cannot sign yet. What the patient can do comes before what waits for staff.
enum class Obstacle { none, step_missing, statement_not_agreed, flag_open, too_young };

struct Readiness {
  Obstacle obstacle = Obstacle::none;
  int step = -1;  ///< the first step it concerns, where there is one
  int flag = 0;   ///< the flag it concerns, where there is one
};

[[nodiscard]] Readiness readiness(const content::Pack& pack, const State& state);
/// The meaning of a role's signature in a language, placeholders filled ({scope}, {until}, …).
[[nodiscard]] std::string meaning_of(const content::Pack& pack, const State& state, Role role,
                                     const std::string& language, const Moment& now);
/// The scope of the decision in a language, filled: "A course of 6, until 2027-05-21."
[[nodiscard]] std::string scope_of(const content::Pack& pack, const State& state,
                                   const std::string& language, const Moment& now);
/// True when a statement must be answered again: staff have dealt with a flag on it since, or the
/// answer was a question that the patient has taken back.
[[nodiscard]] bool must_answer_again(const State& state, const Spot& spot);
/// What marks the flag that a relative or friend wants to interpret.
inline constexpr const char* kRelativeOption = "relative";
/// The flag with which staff agreed that a relative interprets and said why, or nullptr.
[[nodiscard]] const Flag* relative_agreed(const State& state);
/// "A. L." from the name, for staff's list.
[[nodiscard]] std::string initials(const State& state);
/// The last day on which this decision holds.
[[nodiscard]] Date valid_until(const content::Pack& pack, const Moment& now);

}  // namespace candor::visit
