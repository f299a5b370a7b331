// Signatures: each role once, in order, under its own meaning in full.
#include <algorithm>

#include "visit/input.h"
#include "visit/turn.h"

namespace candor::visit {

namespace {

bool has_ink(const Signature& signature) {
  return std::any_of(signature.strokes.begin(), signature.strokes.end(),
                     [](const Stroke& stroke) { return !stroke.empty(); });
}

/// Only an empty pad is refused: a dot, a line or a cross is a signature when it is meant as one.
bool is_made(const Signature& signature) {
  switch (signature.how) {
    case SignedHow::drawn:
    case SignedHow::mark:
      return has_ink(signature) && signature.pad_width_um > 0 && signature.pad_height_um > 0;
    case SignedHow::typed:
    case SignedHow::confirmed:
      return signature.strokes.empty();
  }
  return false;
}

bool has_right_presence(const Signature& signature) {
  if (signature.role != Role::interpreter) return signature.presence.empty();
  return signature.presence == "here" || signature.presence == "phone" ||
         signature.presence == "video";
}

/// A relative only where staff have agreed, and their reason goes with the signature.
bool take_kind(const State& state, Signature& signature) {
  signature.kind_reason.clear();
  signature.kind_agreed_by.clear();
  signature.kind_agreed_as.clear();
  if (signature.role != Role::interpreter) return signature.kind.empty();
  if (signature.kind == "trained") return true;
  const Flag* agreed = relative_agreed(state);
  if (signature.kind != "relative" || agreed == nullptr) return false;
  signature.kind_reason = agreed->said;
  signature.kind_agreed_by = agreed->closed_by;
  signature.kind_agreed_as = agreed->closed_as;
  return true;
}

}  // namespace

bool on(Turn& turn, const RelativeInterprets&) {
  State& state = turn.state;
  if (!is_going_on(state) || state.stage != Stage::decision) return false;
  if (next_signer(turn.pack, state) != Role::interpreter) return false;
  if (relative_agreed(state) != nullptr) return true;
  const AnswerPlace place{{}, {}, kRelativeOption};
  if (open_flag(state, FlagCause::interpreter, place, RaisedBy::person) == nullptr) {
    raise(turn, FlagCause::interpreter, place,
          {Urgency::soon, true, "A relative or friend wants to interpret"});
  }
  turn.effects.emplace_back(Park{});
  return true;
}

bool on(Turn& turn, const Sign& event) {
  State& state = turn.state;
  if (!is_going_on(state) || state.stage != Stage::decision) return false;
  const std::optional<Role> next = next_signer(turn.pack, state);
  Signature signature = event.signature;
  if (!next || signature.role != *next) return false;
  if (readiness(turn.pack, state).obstacle != Obstacle::none) return false;
  const auto name = clean_words(signature.name, kLongestLine);
  const auto relation = clean_line(signature.relation, kLongestLine);
  if (!name || !relation || !is_made(signature) || !has_right_presence(signature) ||
      !take_kind(state, signature)) {
    return false;
  }
  if (signature.language != state.language) return false;
  const std::string meaning =
      meaning_of(turn.pack, state, signature.role, state.language, turn.now);
  if (meaning.empty() || signature.meaning != meaning) return false;
  signature.name = *name;
  signature.relation = *relation;
  signature.source_meaning =
      meaning_of(turn.pack, state, signature.role, source_language(turn.pack), turn.now);
  signature.at = turn.now;
  state.signatures.push_back(std::move(signature));
  if (!next_signer(turn.pack, state)) end_visit(turn, Outcome::signed_, {}, {});
  return true;
}

}  // namespace candor::visit
