// JSON with places: every value and every key knows where it stands in the file, so that a finding
// can name line and column. Private to this room. Strict: UTF-8 without a byte order mark, no
// doubled keys, limited depth and size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace candor::content {

struct JsonMember;

struct JsonValue {
  enum class Type { null, boolean, integer, fraction, text, list, object };
  Type type = Type::null;
  std::size_t offset = 0;  ///< of its first byte in the file
  bool boolean = false;
  std::int64_t integer = 0;
  std::string text;
  std::vector<JsonValue> items;
  std::vector<JsonMember> members;  ///< in the order of the file; the first of doubled keys

  /// nullptr when this is not an object or has no such member.
  [[nodiscard]] const JsonMember* member(std::string_view name) const;
};

struct JsonMember {
  std::string name;
  std::size_t offset = 0;  ///< of the key
  JsonValue value;
};

/// "a text", "a whole number", "a list" …, for messages.
[[nodiscard]] std::string type_name(JsonValue::Type type);

/// From 1; columns count characters.
struct LineColumn {
  int line = 0;
  int column = 0;
  friend bool operator==(const LineColumn&, const LineColumn&) = default;
};

[[nodiscard]] LineColumn line_column(std::string_view bytes, std::size_t offset);

/// The byte in the file at which character `index` (in bytes of the decoded text) of the text value
/// at `offset` was written, escapes counted in.
[[nodiscard]] std::size_t offset_in_text(std::string_view bytes, std::size_t offset,
                                         std::size_t index);

struct JsonProblem {
  std::size_t offset = 0;
  std::string what;
  std::string next;
};

/// `problems` are doubled keys, or one that ended the reading; then `complete` is false.
struct JsonRead {
  JsonValue root;
  std::vector<JsonProblem> problems;
  bool complete = false;
};

inline constexpr std::size_t kMaxFileBytes = 1U << 20U;
inline constexpr int kMaxDepth = 32;
inline constexpr int kMaxValues = 100'000;

[[nodiscard]] JsonRead read_json(std::string_view bytes);

}  // namespace candor::content
