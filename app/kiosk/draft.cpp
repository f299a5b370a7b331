#include "kiosk/draft.h"

#include <fmt/core.h>

#include "crypto/crypto.h"

namespace candor::kiosk {
namespace {

/// Secrets, what belongs to screens outside the visit, and a signer who may have gone by then.
bool is_kept(const std::string& field) {
  return field != "code" && field != "pin" && field != "ticket" && field != "signer-ready" &&
         field != present::kInterpreterReady;
}

}  // namespace

std::string place_of(const visit::State& state) {
  return fmt::format("{} {} {} {}", visit::to_string(state.stage),
                     visit::to_string(state.identity_step), state.step, state.signatures.size());
}

Draft draft_of(const visit::State& state, const present::Scratch& scratch) {
  Draft draft{place_of(state),         {}, scratch.picked, scratch.picked_any, scratch.presence,
              scratch.interpreter_kind};
  for (const auto& [field, text] : scratch.typed) {
    if (is_kept(field)) draft.typed[field] = text;
  }
  return draft;
}

present::Scratch scratch_of(const visit::State& state, const Draft& draft) {
  present::Scratch scratch;
  if (draft.place != place_of(state)) return scratch;
  scratch.typed = draft.typed;
  scratch.picked = draft.picked;
  scratch.picked_any = draft.picked_any;
  scratch.presence = draft.presence;
  scratch.interpreter_kind = draft.interpreter_kind;
  return scratch;
}

Json to_json(const Draft& draft) {
  return Json{{"place", draft.place},       {"typed", draft.typed},
              {"picked", draft.picked},     {"picked_any", draft.picked_any},
              {"presence", draft.presence}, {"interpreter_kind", draft.interpreter_kind}};
}

Result<Draft> draft_from(const Json& json) {
  try {
    Draft draft;
    json.at("place").get_to(draft.place);
    json.at("typed").get_to(draft.typed);
    json.at("picked").get_to(draft.picked);
    json.at("picked_any").get_to(draft.picked_any);
    json.at("presence").get_to(draft.presence);
    json.at("interpreter_kind").get_to(draft.interpreter_kind);
    return draft;
  } catch (const Json::exception&) {
    return fail(ErrorCode::bad_format, "what was typed cannot be read", "parked visit");
  }
}

void wipe(present::Scratch& scratch) {
  for (auto& [field, text] : scratch.typed) crypto::wipe(text);
  scratch = present::Scratch{};
}

}  // namespace candor::kiosk
