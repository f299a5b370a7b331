// Why a kiosk can only run as practice. Real consent needs every one of these reasons gone.
#pragma once

#include <string>
#include <vector>

#include "content/pack.h"
#include "content/words.h"
#include "keys/keys.h"
#include "kiosk/config.h"

namespace candor::kiosk {

/// The reasons that lie in the content alone, whatever the kiosk: not approved, the clinic's
/// values.
[[nodiscard]] std::vector<std::string> content_reasons(const content::Pack& pack,
                                                       const Date& today);

/// Every reason in words, for the record and for staff; empty when visits that begin on `today` are
/// real.
[[nodiscard]] std::vector<std::string> practice_reasons(const content::Pack& pack,
                                                        const Config& config,
                                                        const keys::Keyring& keyring,
                                                        const Date& today);

/// The reason that a visit in this language adds while no interpreter has signed in it; empty for
/// the source language, and where both the pack's translation and the kiosk's words are reviewed.
[[nodiscard]] std::string language_reason(const content::Pack& pack, const content::Words& words,
                                          const std::string& language);

}  // namespace candor::kiosk
