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
      return signature.strokes.empty();
  }
  return false;
}

bool has_right_presence(const Signature& signature) {
  if (signature.role != Role::interpreter) return signature.presence.empty();
  return signature.presence == "here" || signature.presence == "phone" ||
         signature.presence == "video";
}

}  // namespace

bool on(Turn& turn, const Sign& event) {
  State& state = turn.state;
  if (!is_going_on(state) || state.stage != Stage::decision) return false;
  const std::optional<Role> next = next_signer(turn.pack, state);
  Signature signature = event.signature;
  if (!next || signature.role != *next) return false;
  if (readiness(turn.pack, state).obstacle != Obstacle::none) return false;
  const auto name = clean_words(signature.name, kLongestLine);
  const auto relation = clean_line(signature.relation, kLongestLine);
  if (!name || !relation || !is_made(signature) || !has_right_presence(signature)) return false;
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
