// A small invented procedure with every kind of block and rule, in two languages and two walks.
#pragma once

#include "content/pack.h"
#include "visit/state.h"

namespace candor::visit {

/// Walk `first`: welcome (2 reading blocks, check), screening (choice `health` with several
/// options, choice `mood`), ride (form), statements (`risks` required, `photos` optional,
/// `pregnancy` may not apply), decision (reading block, sign). Walk `return`: screening,
/// statements, decision.
[[nodiscard]] content::Pack sample_pack();

inline const Spot kFirstText{"welcome", "first"};
inline const Spot kSecondText{"welcome", "second"};
inline const Spot kCheck{"welcome", "explained"};
inline const Spot kHealth{"screening", "health"};
inline const Spot kMood{"screening", "mood"};
inline const Spot kRide{"ride", "home"};
inline const Spot kRisks{"statements", "risks"};
inline const Spot kPhotos{"statements", "photos"};
inline const Spot kPregnancy{"statements", "pregnancy"};
inline const Spot kPaper{"decision", "paper"};
inline const Spot kSign{"decision", "sign"};

}  // namespace candor::visit
