// Ids of records as people type them: whole, or the 8 digits that file names show.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "record/ledger.h"

namespace candor::office {

enum class IdFit : std::uint8_t {
  none,
  begins,  ///< it is a record whose id begins so, with at least 8 digits
  whole,   ///< its very id, whatever kind of entry it is
};

/// How well an entry fits what was typed, in capitals or not. The only one that fits best is meant.
[[nodiscard]] IdFit fit_of(const std::string& typed, const record::Header& header);

/// What to say when that many records have ids that begin so; `place` is the ledger.
[[nodiscard]] tl::unexpected<Error> several_begin_so(int count, const std::string& typed,
                                                     const std::string& place);

}  // namespace candor::office
