// Words of a record for formats that other programs read: cleaned, encoded.
#pragma once

#include <string>
#include <string_view>

namespace candor::exporting {

/// What becomes of line breaks and tabs.
enum class Breaks { kept, dropped };

/// The words without what XML and FHIR cannot hold: control characters, broken UTF-8, code points
/// that are no characters.
[[nodiscard]] std::string clean(std::string_view words, Breaks breaks);

/// Text between XML tags; `words` are clean.
[[nodiscard]] std::string xml_text(std::string_view words);

/// Base 64 with padding (RFC 4648).
[[nodiscard]] std::string base64(std::string_view bytes);
/// What base64() was made from; empty for anything else.
[[nodiscard]] std::string from_base64(std::string_view text);

}  // namespace candor::exporting
