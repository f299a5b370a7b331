#include "content/placeholders.h"

#include <algorithm>

namespace candor::content {

bool is_placeholder_word(std::string_view word) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !word.empty() && word.size() <= 64 && is_letter(word.front()) &&
         std::all_of(word.begin(), word.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

FoundPlaceholders find_placeholders(std::string_view text) {
  FoundPlaceholders result;
  for (std::size_t at = 0; (at = text.find_first_of("{}", at)) != std::string_view::npos;) {
    const std::size_t close = text.find('}', at);
    const std::string_view name =
        close == std::string_view::npos ? "" : text.substr(at + 1, close - at - 1);
    const std::size_t dot = name.find('.');
    const bool named =
        dot == std::string_view::npos
            ? is_placeholder_word(name)
            : is_placeholder_word(name.substr(0, dot)) && is_placeholder_word(name.substr(dot + 1));
    if (text[at] == '}' || !named) {
      if (!result.stray_brace) result.stray_brace = at;
      ++at;
      continue;
    }
    result.found.push_back({at, close + 1, std::string(name)});
    at = close + 1;
  }
  return result;
}

std::string fill_placeholders(
    std::string_view text,
    const std::function<std::optional<std::string>(const std::string&)>& value_of) {
  std::string filled;
  std::size_t done = 0;
  for (const Placeholder& placeholder : find_placeholders(text).found) {
    filled += text.substr(done, placeholder.begin - done);
    const auto value = value_of(placeholder.name);
    filled += value ? std::string_view(*value)
                    : text.substr(placeholder.begin, placeholder.end - placeholder.begin);
    done = placeholder.end;
  }
  filled += text.substr(done);
  return filled;
}

}  // namespace candor::content
