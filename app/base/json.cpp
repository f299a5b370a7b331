#include "base/json.h"

#include <algorithm>

#include "base/check.h"

namespace candor {
namespace {

void require_canonical(const Json& value) {
  CANDOR_CHECK(!value.is_number_float() && !value.is_binary() && !value.is_discarded());
  if (value.is_object()) {
    for (const auto& [key, child] : value.items()) {
      CANDOR_CHECK(
          std::all_of(key.begin(), key.end(), [](char c) { return c >= 0x20 && c < 0x7f; }));
      require_canonical(child);
    }
  } else if (value.is_array()) {
    for (const Json& child : value) require_canonical(child);
  }
}

}  // namespace

std::string canonical(const Json& value) {
  require_canonical(value);
  return value.dump(-1, ' ', false, Json::error_handler_t::strict);
}

Result<Json> parse_json(std::string_view text, const std::string& where, int max_depth) {
  // Counted before parsing: a deep value is costly to build and to destroy.
  int depth = 0;
  int deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  if (deepest > max_depth) {
    return fail(ErrorCode::too_large, "the JSON is nested too deeply", where);
  }
  try {
    return Json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {
    return fail(ErrorCode::bad_format,
                "this is not valid JSON at byte " + std::to_string(error.byte), where);
  } catch (const nlohmann::json::exception&) {
    return fail(ErrorCode::bad_format, "this is not valid JSON", where);
  }
}

}  // namespace candor
