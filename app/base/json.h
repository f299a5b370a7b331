// The door to nlohmann/json: canonical writing, and reading that cannot throw.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace candor {

using Json = nlohmann::json;

/// Whether canonical() takes it: integers only, and names in printable ASCII.
[[nodiscard]] bool is_plain(const Json& value);

/// RFC 8785 for what Candor writes, which is plain: names sorted, no spaces. Anything else is a
/// broken invariant and aborts.
[[nodiscard]] std::string canonical(const Json& value);

/// Whether the text that `value` was read from is its canonical form. Never aborts.
[[nodiscard]] bool is_canonical(const Json& value, std::string_view text);

/// Parses one JSON text of at most `max_depth` nested levels. Fails with bad_format (bad syntax or
/// UTF-8) or too_large (depth), naming `where` and the byte offset.
[[nodiscard]] Result<Json> parse_json(std::string_view text, const std::string& where,
                                      int max_depth = 64);

}  // namespace candor
