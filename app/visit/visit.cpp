#include "visit/visit.h"

#include <algorithm>

#include "visit/input.h"
#include "visit/turn.h"

namespace candor::visit {

namespace {

/// What staff gave before the visit, without what could not have been given on the screen either.
Identity usable(const Identity& given, const Moment& now) {
  Identity identity = given;
  identity.name = clean_line(given.name, kLongestLine).value_or("");
  if (!is_birth_date(given.birth, local_date(now))) identity.birth = Date{};
  return identity;
}

}  // namespace

State begin(const content::Pack& pack, const Start& start, const Moment& now) {
  State state;
  state.id = start.id;
  state.episode = start.episode;
  state.pack_id = pack.id;
  state.pack_digest = pack.digest;
  state.started = now;
  state.identity = usable(start.identity, now);
  if (pack.walk(start.walk) != nullptr) {
    state.walk = start.walk;
    state.walk_given = true;
  }
  if (has_language(pack, start.language)) {
    state.language = start.language;
    state.presentations.push_back({state.language, state.size, state.theme, now});
    state.stage = Stage::who;
  }
  return state;
}

Outcomes apply(const content::Pack& pack, const State& state, const Event& event,
               const Moment& now) {
  if (state.stage == Stage::finished) return {state, {}, false};
  Turn turn{pack, now, state, {}};
  const bool accepted = std::visit([&](const auto& each) { return on(turn, each); }, event);
  if (!accepted) return {state, {}, false};
  // Whose turn it is depends on what was signed so far: a mark asks for a witness.
  if (turn.state.stage == Stage::decision) {
    turn.state.signing = next_signer(pack, turn.state).value_or(turn.state.signing);
  }
  return {std::move(turn.state), std::move(turn.effects), true};
}

bool is_open(const State& state) {
  return state.outcome == Outcome::none && state.stage != Stage::finished;
}

bool is_going_on(const State& state) {
  return is_open(state) && !state.declining && !state.too_young;
}

bool is_named(const Staff& staff) {
  return clean_words(staff.name, kLongestLine).has_value();
}

bool has_language(const content::Pack& pack, const std::string& tag) {
  return std::any_of(pack.languages.begin(), pack.languages.end(),
                     [&](const content::Language& language) { return language.tag == tag; });
}

std::string source_language(const content::Pack& pack) {
  return pack.languages.empty() ? std::string() : pack.languages.front().tag;
}

bool is_represented(const State& state) {
  return state.at_screen == AtScreen::parent || state.at_screen == AtScreen::representative;
}

}  // namespace candor::visit
