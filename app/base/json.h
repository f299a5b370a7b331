// The door to nlohmann/json: canonical writing, and reading that cannot throw.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace candor {

using Json = nlohmann::json;

/// RFC 8785 for what Candor writes: keys sorted, no spaces, integers only, ASCII keys.
/// A floating-point number or non-ASCII key is a broken invariant and aborts.
[[nodiscard]] std::string canonical(const Json& value);

/// Parses one JSON text of at most `max_depth` nested levels. Fails with bad_format (bad syntax or
/// UTF-8) or too_large (depth), naming `where` and the byte offset.
[[nodiscard]] Result<Json> parse_json(std::string_view text, const std::string& where,
                                      int max_depth = 64);

}  // namespace candor
