// {name} and {clinic.name} in texts. Private to this room.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace candor::content {

struct Placeholder {
  std::size_t begin = 0;  ///< of the opening brace
  std::size_t end = 0;    ///< behind the closing brace
  std::string name;       ///< "clinic.phone"
  friend bool operator==(const Placeholder&, const Placeholder&) = default;
};

/// The placeholders of a text in order, or the place of the first brace that belongs to none.
struct FoundPlaceholders {
  std::vector<Placeholder> found;
  std::optional<std::size_t> stray_brace;
};

[[nodiscard]] FoundPlaceholders find_placeholders(std::string_view text);

/// True for the part behind "clinic.": lower-case letters, digits and _, from a letter on.
[[nodiscard]] bool is_placeholder_word(std::string_view word);

/// Replaces each placeholder by what `value_of` gives for its name; those without a value stay.
[[nodiscard]] std::string fill_placeholders(
    std::string_view text,
    const std::function<std::optional<std::string>(const std::string&)>& value_of);

}  // namespace candor::content
