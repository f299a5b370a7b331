// Walks a visit event by event, so that a test can say what a person does.
#pragma once

#include <string>
#include <vector>

#include "sample_pack.h"
#include "support/fakes.h"
#include "visit/visit.h"

namespace candor::visit {

inline const Staff kNurse{"Noor Haddad", "nurse"};

class Walker {
 public:
  explicit Walker(content::Pack pack = sample_pack(), const Start& start = some_start());

  /// Applies an event a second after the last one; returns whether it was accepted.
  bool tell(const Event& event);

  /// The effects of the last event.
  [[nodiscard]] const std::vector<Effect>& effects() const { return m_effects; }

  template <typename Kind>
  [[nodiscard]] bool caused() const {
    for (const Effect& effect : m_effects) {
      if (std::holds_alternative<Kind>(effect)) return true;
    }
    return false;
  }

  [[nodiscard]] const State& state() const { return m_state; }

  [[nodiscard]] const content::Pack& pack() const { return m_pack; }

  [[nodiscard]] Moment now() { return m_clock.now(); }

  [[nodiscard]] const Flag& flag(int number) const {
    return m_state.flags.at(static_cast<std::size_t>(number - 1));
  }

  [[nodiscard]] Readiness ready() const { return readiness(m_pack, m_state); }

  // --- a visit's usual way; each goes on from the start -----------------------------------------
  void to_identity(AtScreen who = AtScreen::patient);
  void to_confirm();
  void to_walk();
  void to_steps();  ///< walk `first`, at its first step
  /// Answers the current step kindly and goes on.
  void pass_step();
  void to_spot(const Spot& spot);  ///< passes steps until this block is the current step
  void to_review();
  void to_decision();
  void to_receipt();

  /// Everything that the current step has was on the glass.
  void show_step();
  [[nodiscard]] Signature signature(SignedHow how = SignedHow::drawn);

  bool sign(SignedHow how = SignedHow::drawn) { return tell(Sign{signature(how)}); }

  [[nodiscard]] static Start some_start();

 private:
  content::Pack m_pack;
  support::ManualClock m_clock;
  State m_state;
  std::vector<Effect> m_effects;
};

}  // namespace candor::visit
