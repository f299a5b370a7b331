#include "base/json.h"

#include <algorithm>

#include "base/check.h"

namespace candor {
namespace {

bool is_plain_name(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

std::string written(const Json& plain) {
  return plain.dump(-1, ' ', false, Json::error_handler_t::strict);
}

}  // namespace

bool is_plain(const Json& value) {
  if (const auto* const object = value.get_ptr<const Json::object_t*>()) {
    return std::all_of(object->begin(), object->end(), [](const auto& property) {
      return is_plain_name(property.first) && is_plain(property.second);
    });
  }
  if (value.is_array()) return std::all_of(value.begin(), value.end(), is_plain);
  return !value.is_number_float() && !value.is_binary() && !value.is_discarded();
}

std::string canonical(const Json& value) {
  CANDOR_CHECK(is_plain(value));
  return written(value);
}

bool is_canonical(const Json& value, std::string_view text) {
  return is_plain(value) && written(value) == text;
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
