// What holds for every visit, however the person and the staff behave.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

#include "random_visit.h"
#include "visit/parking.h"

namespace candor::visit {

namespace {

/// `earlier` is how `later` begins.
template <typename Item>
bool is_prefix(const std::vector<Item>& earlier, const std::vector<Item>& later) {
  return earlier.size() <= later.size() &&
         std::equal(earlier.begin(), earlier.end(), later.begin());
}

template <typename Kind>
bool has_effect(const Outcomes& outcomes) {
  return std::any_of(outcomes.effects.begin(), outcomes.effects.end(),
                     [](const Effect& effect) { return std::holds_alternative<Kind>(effect); });
}

bool is_forgotten(const State& state) {
  return state.stage == Stage::finished;
}

/// The state without what staff or the patient may still do to a flag.
Flag as_raised(Flag flag) {
  const Flag fresh;
  flag.state = fresh.state;
  flag.acknowledged = fresh.acknowledged;
  flag.acknowledged_by = fresh.acknowledged_by;
  flag.acknowledged_as = fresh.acknowledged_as;
  flag.acknowledged_at = fresh.acknowledged_at;
  flag.closed_at = fresh.closed_at;
  flag.closed_by = fresh.closed_by;
  flag.closed_as = fresh.closed_as;
  flag.said = fresh.said;
  flag.answers_at_close = fresh.answers_at_close;
  return flag;
}

/// What a signed visit must look like, told from the pack alone and not from visit's own questions.
class SignedJudge {
 public:
  void start() { m_resolved_after.clear(); }

  void look(const Moved& moved) {
    const State& after = moved.outcomes.state;
    if (is_forgotten(after)) return;
    for (std::size_t i = 0; i < moved.before.flags.size(); ++i) {
      const bool resolved_now = moved.before.flags[i].state == FlagState::open &&
                                after.flags[i].state == FlagState::resolved;
      if (resolved_now) m_resolved_after.emplace_back(after.flags[i].spot, after.answers.size());
    }
    const bool signed_now =
        moved.before.outcome != Outcome::signed_ && after.outcome == Outcome::signed_;
    if (!signed_now) return;
    ++m_signed;
    judge(moved.pack, after);
  }

  [[nodiscard]] int signed_visits() const { return m_signed; }

 private:
  void judge(const content::Pack& pack, const State& state) const {
    RC_ASSERT(state.identity_confirmed);
    RC_ASSERT(!state.too_young);
    RC_ASSERT(state.identity.birth <= (Date{2008, 11, 22}));
    for (const Flag& flag : state.flags) RC_ASSERT(flag.state != FlagState::open || !flag.blocks);
    for (const std::string& page_id : pack.walk(state.walk)->pages) {
      for (const content::Block& block : pack.page(page_id)->blocks)
        judge_block(state, page_id, block);
    }
    judge_signatures(state);
  }

  void judge_block(const State& state, const std::string& page, const content::Block& block) const {
    const Spot spot{page, block.id};
    std::vector<Answer> given;
    for (const Answer& answer : state.answers) {
      if (answer.spot == spot) given.push_back(answer);
    }
    if (const auto* statement = std::get_if<content::AcknowledgeBlock>(&block.content)) {
      RC_ASSERT(!given.empty());
      const Reply last = given.back().reply.value();
      RC_ASSERT(last != Reply::question);
      if (statement->required) {
        RC_ASSERT(last == Reply::yes ||
                  (last == Reply::not_applicable && statement->may_not_apply));
      }
      for (const auto& [where, answers] : m_resolved_after) {
        if (where != spot) continue;
        const bool again = std::any_of(state.answers.begin() + static_cast<std::ptrdiff_t>(answers),
                                       state.answers.end(),
                                       [&](const Answer& answer) { return answer.spot == spot; });
        RC_ASSERT(again);
      }
    } else if (std::holds_alternative<content::CheckBlock>(block.content)) {
      RC_ASSERT(!given.empty());
      const auto wrong = std::count_if(given.begin(), given.end(),
                                       [](const Answer& answer) { return !answer.correct; });
      RC_ASSERT(given.back().correct || wrong >= 2);
    } else if (std::holds_alternative<content::ChoiceBlock>(block.content)) {
      RC_ASSERT(!given.empty() && !given.back().options.empty());
    } else if (std::holds_alternative<content::FormBlock>(block.content)) {
      judge_ride(given);
    } else if (!std::holds_alternative<content::SignBlock>(block.content)) {
      const bool shown = std::any_of(state.shown.begin(), state.shown.end(),
                                     [&](const ShownBlock& each) { return each.spot == spot; });
      RC_ASSERT(shown);
    }
  }

  static void judge_ride(const std::vector<Answer>& given) {
    std::map<std::string, Answer> last;
    for (const Answer& answer : given) last[answer.field] = answer;
    RC_ASSERT(last.contains("means"));
    if (last["means"].options != std::vector<std::string>{"car"}) return;
    RC_ASSERT(!last["name"].text.empty());
    RC_ASSERT(!last["phone"].text.empty());
  }

  static void judge_signatures(const State& state) {
    std::vector<Role> roles;
    for (const Signature& signature : state.signatures) {
      roles.push_back(signature.role);
      RC_ASSERT(!signature.name.empty());
      RC_ASSERT(!signature.meaning.empty());
      RC_ASSERT(!signature.source_meaning.empty());
      RC_ASSERT(signature.how == SignedHow::typed || signature.how == SignedHow::confirmed ||
                !signature.strokes.empty());
    }
    std::vector<Role> expected;
    const bool represented =
        state.at_screen == AtScreen::parent || state.at_screen == AtScreen::representative;
    expected.push_back(represented ? Role::representative : Role::patient);
    if (state.needs_interpreter) expected.push_back(Role::interpreter);
    if (state.signatures.front().how != SignedHow::drawn) expected.push_back(Role::witness);
    RC_ASSERT(roles == expected);
  }

  int m_signed = 0;
  std::vector<std::pair<Spot, std::size_t>> m_resolved_after;
};

}  // namespace

TEST_CASE(
    "visit: nothing is signed without every yes, every question closed and every page shown "
    "(S-05)") {
  SignedJudge judge;
  CHECK(prove(
      "signed only when everything is there", [&](const Moved& moved) { judge.look(moved); },
      [&] { judge.start(); }));
  // The claim means something only when enough visits get that far.
  CHECK(judge.signed_visits() > 5);
}

TEST_CASE("visit: random visits reach every stage and every outcome") {
  std::set<Stage> stages;
  std::set<Outcome> outcomes;
  std::set<FlagCause> causes;
  std::set<std::size_t> accepted;
  CHECK(prove("every corner is visited", [&](const Moved& moved) {
    const State& after = moved.outcomes.state;
    stages.insert(moved.before.stage);
    stages.insert(after.stage);
    outcomes.insert(after.outcome);
    for (const Flag& flag : after.flags) causes.insert(flag.cause);
    if (moved.outcomes.accepted) accepted.insert(moved.event.index());
  }));
  CHECK(stages.size() == 12);
  CHECK(outcomes.size() == 6);
  CHECK(causes.size() == 9);
  for (std::size_t kind = 0; kind < std::variant_size_v<Event>; ++kind) {
    CAPTURE(kind);
    CHECK(accepted.contains(kind));
  }
}

TEST_CASE("visit: answers, signatures and what was shown only ever grow (S-04, P-02)") {
  CHECK(prove("nothing is overwritten", [](const Moved& moved) {
    const State& before = moved.before;
    const State& after = moved.outcomes.state;
    if (is_forgotten(after)) return;
    RC_ASSERT(is_prefix(before.answers, after.answers));
    RC_ASSERT(is_prefix(before.signatures, after.signatures));
    RC_ASSERT(is_prefix(before.presentations, after.presentations));
    RC_ASSERT(before.shown.size() <= after.shown.size());
    for (std::size_t i = 0; i < before.shown.size(); ++i) {
      ShownBlock expected = before.shown[i];
      RC_ASSERT(after.shown[i].visible_ms >= expected.visible_ms);
      expected.visible_ms = after.shown[i].visible_ms;
      RC_ASSERT(after.shown[i] == expected);
    }
    RC_ASSERT(before.flags.size() <= after.flags.size());
    for (std::size_t i = 0; i < after.flags.size(); ++i) {
      RC_ASSERT(after.flags[i].number == static_cast<int>(i) + 1);
      if (i >= before.flags.size()) continue;
      RC_ASSERT(as_raised(after.flags[i]) == as_raised(before.flags[i]));
      if (before.flags[i].state != FlagState::open) RC_ASSERT(after.flags[i] == before.flags[i]);
    }
  }));
}

TEST_CASE("visit: a refused event leaves everything as it was") {
  CHECK(prove("refused is unchanged", [](const Moved& moved) {
    if (moved.outcomes.accepted) return;
    RC_ASSERT(moved.outcomes.state == moved.before);
    RC_ASSERT(moved.outcomes.effects.empty());
  }));
}

TEST_CASE("visit: there is always a way to stop") {
  CHECK(prove("one can always stop", [](const Moved& moved) {
    const State& state = moved.outcomes.state;
    const auto ends = [&](const State& from, const Event& event) {
      const Outcomes outcomes = apply(moved.pack, from, event, moved.now);
      if (!outcomes.accepted) return false;
      return outcomes.state.stage == Stage::finished || outcomes.state.stage == Stage::saving;
    };
    if (state.stage == Stage::finished) return;
    if (state.stage == Stage::saving) {  // Already ended; the disk answers next.
      RC_ASSERT(apply(moved.pack, state, Saved{"code", "candor-head-1"}, moved.now).accepted);
      RC_ASSERT(apply(moved.pack, state, SaveFailed{}, moved.now).accepted);
      return;
    }
    if (state.stage == Stage::receipt) {
      RC_ASSERT(ends(state, Finish{}));
      return;
    }
    RC_ASSERT(ends(state, StopByStaff{{"Noor Haddad", "nurse"}, "other"}));
    if (state.stage == Stage::save_failed) return;
    RC_ASSERT(ends(state, Leave{"closing"}));
    if (state.too_young) return;
    RC_ASSERT(ends(state, OnPaper{}));
    const State asked =
        state.declining ? state : apply(moved.pack, state, Decline{}, moved.now).state;
    RC_ASSERT(ends(asked, ConfirmDecline{""}));
  }));
}

TEST_CASE("visit: an urgent flag is told and stored when raised, and only staff can close it") {
  int urgent = 0;
  CHECK(prove("now means now", [&](const Moved& moved) {
    const State& before = moved.before;
    const State& after = moved.outcomes.state;
    if (is_forgotten(after)) return;
    std::vector<int> told;
    std::vector<int> stored;
    for (const Effect& effect : moved.outcomes.effects) {
      if (const auto* notify = std::get_if<Notify>(&effect)) told.push_back(notify->flag);
      if (const auto* store = std::get_if<StoreFlagNow>(&effect)) stored.push_back(store->flag);
    }
    std::vector<int> raised;
    std::vector<int> raised_now;
    for (std::size_t i = before.flags.size(); i < after.flags.size(); ++i) {
      raised.push_back(after.flags[i].number);
      if (after.flags[i].urgency == Urgency::now) raised_now.push_back(after.flags[i].number);
    }
    RC_ASSERT(told == raised);
    RC_ASSERT(stored == raised_now);
    urgent += static_cast<int>(raised_now.size());
    for (std::size_t i = 0; i < before.flags.size(); ++i) {
      const bool closed =
          before.flags[i].state == FlagState::open && after.flags[i].state != FlagState::open;
      if (!closed) continue;
      RC_ASSERT(!after.flags[i].closed_by.empty());
      if (before.flags[i].urgency != Urgency::now) continue;
      RC_ASSERT(std::holds_alternative<ResolveFlag>(moved.event));
    }
    // Whoever chose it: while the last answer is the urgent one, there is a flag for it.
    const Answer* mood = last_answer(after, kMood);
    if (mood != nullptr && mood->options == std::vector<std::string>{"yes"}) {
      RC_ASSERT(std::any_of(after.flags.begin(), after.flags.end(),
                            [](const Flag& flag) { return flag.spot == kMood; }));
    }
  }));
  CHECK(urgent > 5);
}

TEST_CASE("visit: a blocking answer never stands without its flag") {
  CHECK(prove("a no is never lost", [](const Moved& moved) {
    const State& state = moved.outcomes.state;
    const auto flagged = [&](const Spot& spot) {
      return std::any_of(state.flags.begin(), state.flags.end(), [&](const Flag& flag) {
        return flag.spot == spot && flag.state != FlagState::withdrawn;
      });
    };
    const Answer* risks = last_answer(state, kRisks);
    if (risks != nullptr && risks->reply == Reply::no) RC_ASSERT(flagged(kRisks));
    const Answer* means = last_answer(state, kRide, "means");
    if (means != nullptr && means->options.front() == "not-yet") RC_ASSERT(flagged(kRide));
  }));
}

TEST_CASE("visit: the step is always one of the walk") {
  CHECK(prove("steps in range", [](const Moved& moved) {
    const State& state = moved.outcomes.state;
    RC_ASSERT(state.step >= 0);
    RC_ASSERT(state.furthest_step >= 0);
    if (state.walk.empty()) return;
    const std::vector<Step> steps = steps_of(moved.pack, state.walk);
    RC_ASSERT(state.step < static_cast<int>(steps.size()));
    RC_ASSERT(state.furthest_step < static_cast<int>(steps.size()));
    if (state.stage == Stage::steps) {
      RC_ASSERT(current_step(moved.pack, state).has_value());
      RC_ASSERT(current_step(moved.pack, state)->kind != StepKind::sign);
      RC_ASSERT(state.step <= state.furthest_step);
    }
    if (state.stage == Stage::decision) {
      RC_ASSERT(steps[static_cast<std::size_t>(state.step)].kind == StepKind::sign);
    }
  }));
}

TEST_CASE("visit: times run forward in every list") {
  CHECK(prove("time runs forward", [](const Moved& moved) {
    const State& state = moved.outcomes.state;
    const auto forward = [](const auto& list, auto when) {
      return std::is_sorted(list.begin(), list.end(), [&](const auto& one, const auto& other) {
        return when(one).utc_ms < when(other).utc_ms;
      });
    };
    RC_ASSERT(forward(state.answers, [](const Answer& answer) { return answer.at; }));
    RC_ASSERT(forward(state.flags, [](const Flag& flag) { return flag.raised_at; }));
    RC_ASSERT(forward(state.shown, [](const ShownBlock& shown) { return shown.first_at; }));
    RC_ASSERT(forward(state.signatures, [](const Signature& signature) { return signature.at; }));
    RC_ASSERT(forward(state.presentations, [](const Presentation& each) { return each.at; }));
    for (const Flag& flag : state.flags) {
      if (flag.state != FlagState::open) RC_ASSERT(flag.closed_at.utc_ms >= flag.raised_at.utc_ms);
    }
  }));
}

TEST_CASE(
    "visit: the ledger hears of a visit once it has an identity, and never twice for one outcome") {
  int opened = 0;
  CHECK(prove(
      "effects on the ledger",
      [&](const Moved& moved) {
        const State& after = moved.outcomes.state;
        if (has_effect<StoreOpened>(moved.outcomes)) ++opened;
        RC_ASSERT(opened <= 1);
        RC_ASSERT(has_effect<Wipe>(moved.outcomes) == is_forgotten(after));
        if (has_effect<StoreRecord>(moved.outcomes)) {
          RC_ASSERT(opened == 1);
          RC_ASSERT(after.stage == Stage::saving);
          RC_ASSERT(after.outcome != Outcome::none);
          RC_ASSERT(after.record_id.size() == 32U);
          const bool retried = moved.before.outcome == after.outcome;
          RC_ASSERT(!retried || moved.before.record_id == after.record_id);
        }
        RC_ASSERT((after.outcome == Outcome::none) == after.record_id.empty());
        const bool ended_unseen = is_forgotten(after) && moved.before.identity_confirmed;
        if (ended_unseen) RC_ASSERT(moved.before.stage == Stage::receipt);
      },
      [&] { opened = 0; }));
}

TEST_CASE("visit: every state of a visit can be parked and comes back the same") {
  CHECK(prove("parking keeps everything", [](const Moved& moved) {
    const State& state = moved.outcomes.state;
    const auto parsed = parse_json(to_json(state).dump(), "parked visit");
    RC_ASSERT(parsed.has_value());
    const Result<State> back = from_json(*parsed);
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == state);
  }));
}

TEST_CASE("visit: a finished visit holds no word of the person") {
  int with_words = 0;
  int finished = 0;
  CHECK(prove("forgotten is forgotten", [&](const Moved& moved) {
    if (!is_forgotten(moved.outcomes.state)) return;
    ++finished;
    if (to_json(moved.before).dump().find(kMarker) != std::string::npos) ++with_words;
    RC_ASSERT(to_json(moved.outcomes.state).dump().find(kMarker) == std::string::npos);
    State empty;
    empty.stage = Stage::finished;
    RC_ASSERT(moved.outcomes.state == empty);
  }));
  CHECK(finished > 5);
  CHECK(with_words > 5);  // The search would find a word if there was one.
}

}  // namespace candor::visit
