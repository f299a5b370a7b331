// Which parts of a script a recording can say: whole paragraphs. Pure.
#pragma once

#include <functional>
#include <string>

#include "present/script.h"

namespace candor::present {

/// Whether there is a recording of exactly this paragraph, as it stands on the glass, in this
/// language; empty: the script's own.
using IsRecorded = std::function<bool(const std::string& language, const std::string& text)>;

/// The script with the sentences of each recorded paragraph as one sentence, which says the
/// paragraph's own words, marks all of it and counts as all of them. A paragraph of which the
/// script has only a part, or which it says together with other words, stays as it is.
[[nodiscard]] Script joined_where_recorded(Script script, const IsRecorded& is_recorded);

}  // namespace candor::present
