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

}  // namespace candor::exporting
