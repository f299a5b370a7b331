#include "content/json_reader.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <memory>
#include <set>
#include <utility>

#include "base/json.h"
#include "content/utf8.h"

namespace candor::content {
namespace {

/// Walks over bytes and tells how far the parser has read: nlohmann keeps no places itself.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* count) : m_at(at), m_count(count) {}

  reference operator*() const { return *m_at; }

  CountingIterator& operator++() {
    ++m_at;
    ++*m_count;
    return *this;
  }

  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }

  friend bool operator==(const CountingIterator& a, const CountingIterator& b) {
    return a.m_at == b.m_at;
  }

  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return !(a == b); }

 private:
  const char* m_at;
  std::size_t* m_count;
};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Builds the tree. The parser calls it right after it has read a token, so that the token's first
/// byte is the first one after the last token that is neither space nor a separator.
class Builder final : public Json::json_sax_t {
 public:
  Builder(std::string_view bytes, const std::size_t& count, JsonRead& read)
      : m_bytes(bytes), m_count(count), m_read(read) {}

  bool null() override { return add({}) != nullptr; }

  bool boolean(bool value) override {
    JsonValue made;
    made.type = JsonValue::Type::boolean;
    made.boolean = value;
    return add(std::move(made)) != nullptr;
  }

  bool number_integer(number_integer_t value) override {
    JsonValue made;
    made.type = JsonValue::Type::integer;
    made.integer = value;
    return add(std::move(made)) != nullptr;
  }

  bool number_unsigned(number_unsigned_t value) override {
    const bool fits =
        value <= static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max());
    JsonValue made;
    made.type = fits ? JsonValue::Type::integer : JsonValue::Type::fraction;
    made.integer = fits ? static_cast<std::int64_t>(value) : 0;
    return add(std::move(made)) != nullptr;
  }

  bool number_float(number_float_t, const string_t&) override {
    JsonValue made;
    made.type = JsonValue::Type::fraction;
    return add(std::move(made)) != nullptr;
  }

  bool string(string_t& value) override {
    JsonValue made;
    made.type = JsonValue::Type::text;
    made.text = std::move(value);
    return add(std::move(made)) != nullptr;
  }

  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override { return open(JsonValue::Type::object); }

  bool start_array(std::size_t) override { return open(JsonValue::Type::list); }

  bool end_object() override { return close(); }

  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    m_key_offset = next_token();
    m_key = std::move(name);
    m_token_end = m_count;
    m_last = Last::key;
    return true;
  }

  bool parse_error(std::size_t, const std::string&, const Json::exception&) override {
    explain();
    return false;
  }

 private:
  enum class Last { nothing, opened, key, value };

  /// A value that is being filled, with the names it has so far.
  struct Level {
    JsonValue* value = nullptr;
    std::set<std::string> names;
  };

  [[nodiscard]] std::size_t skip_space(std::size_t at) const {
    while (at < m_bytes.size() && is_space(m_bytes[at])) ++at;
    return at;
  }

  [[nodiscard]] std::size_t next_token() const {
    std::size_t at = skip_space(m_token_end);
    while (at < m_bytes.size() && (m_bytes[at] == ',' || m_bytes[at] == ':')) {
      at = skip_space(at + 1);
    }
    return at;
  }

  /// The parser knows only one byte later that a number is over.
  [[nodiscard]] std::size_t token_end(const JsonValue& made) const {
    if (made.type != JsonValue::Type::integer && made.type != JsonValue::Type::fraction) {
      return m_count;
    }
    return std::min(m_bytes.find_first_not_of("+-.0123456789eE", made.offset), m_bytes.size());
  }

  JsonValue* add(JsonValue made) {
    made.offset = next_token();
    m_token_end = token_end(made);
    m_last = Last::value;
    if (++m_values > kMaxValues) {
      stop(made.offset, "this file has more than " + std::to_string(kMaxValues) + " values",
           "split it into smaller files");
      return nullptr;
    }
    if (m_levels.empty()) {
      m_read.root = std::move(made);
      return &m_read.root;
    }
    JsonValue& parent = *m_levels.back().value;
    if (parent.type == JsonValue::Type::list) {
      parent.items.push_back(std::move(made));
      return &parent.items.back();
    }
    if (!m_levels.back().names.insert(m_key).second) {
      m_read.problems.push_back({m_key_offset, "\"" + shortened(m_key, 40) + "\" stands here twice",
                                 "keep one of the two"});
      // The second one is still read, for what may be wrong in it, but belongs to nothing.
      m_dropped.push_back(std::make_unique<JsonValue>(std::move(made)));
      return m_dropped.back().get();
    }
    parent.members.push_back({m_key, m_key_offset, std::move(made)});
    return &parent.members.back().value;
  }

  bool open(JsonValue::Type type) {
    if (static_cast<int>(m_levels.size()) >= kMaxDepth) {
      stop(next_token(), "this is nested more than " + std::to_string(kMaxDepth) + " levels deep",
           "make the structure flatter");
      return false;
    }
    JsonValue made;
    made.type = type;
    JsonValue* placed = add(std::move(made));
    if (placed == nullptr) return false;
    m_levels.push_back({placed, {}});
    m_last = Last::opened;
    return true;
  }

  bool close() {
    m_levels.pop_back();
    m_token_end = m_count;
    m_last = Last::value;
    return true;
  }

  void stop(std::size_t offset, std::string what, std::string next) {
    m_read.problems.push_back({offset, std::move(what), std::move(next)});
  }

  /// Says in plain words what is wrong where the parser gave up.
  void explain() {
    const std::size_t after = skip_space(m_token_end);
    const char separator = after < m_bytes.size() ? m_bytes[after] : '\0';
    const bool comma = separator == ',';
    const bool separated = comma || separator == ':';
    const std::size_t at = separated ? skip_space(after + 1) : after;
    if (at >= m_bytes.size()) {
      if (m_last == Last::nothing)
        return stop(0, "this file is empty", "write a JSON object: { … }");
      return stop(m_bytes.size(), "the file ends too early",
                  "close every { [ and \" that was opened");
    }
    if (separator == ':' && m_last == Last::value) {
      return stop(after, "a colon stands after a value",
                  "only the names in { … } have one; look for a } too many, or a missing {, above");
    }
    const char c = m_bytes[at];
    const std::size_t reached = std::min(std::max(m_count, at + 1), m_bytes.size()) - 1;
    const bool whole_text = c == '"' && reached > at && m_bytes[reached] == '"';
    if (c == '"' && !whole_text) return explain_text(reached);
    if (c == '/') return stop(at, "comments are not allowed here", "remove it");
    if (c == '\'') return stop(at, "a text stands in double quotes", "write \" instead of '");
    if (m_levels.empty() && m_last == Last::value) {
      return stop(at, "there is something after the end of the JSON", "remove it");
    }
    if (comma && (c == '}' || c == ']')) {
      return stop(after, "there is a comma before the closing bracket", "remove the comma");
    }
    if (!separated && m_last == Last::key) {
      return stop(at, "a colon is missing after the name", "write \"name\": value");
    }
    if (!separated && m_last == Last::value && c != '}' && c != ']') {
      return stop(at, "a comma is missing before this", "add it after the value before");
    }
    stop(at, "this is not valid JSON",
         "texts stand in double quotes, names are followed by a colon");
  }

  void explain_text(std::size_t reached) {
    if (m_count >= m_bytes.size() && m_bytes[reached] != '\n' && m_bytes[reached] != '\\' &&
        reached + 1 == m_bytes.size() && static_cast<unsigned char>(m_bytes[reached]) >= 0x20) {
      return stop(m_bytes.size(), "the file ends inside a text", "add the closing quote");
    }
    if (m_bytes[reached] == '\n' || m_bytes[reached] == '\r') {
      return stop(reached, "the line ends inside a text",
                  "add the closing quote, or write \\n for a line break");
    }
    if (static_cast<unsigned char>(m_bytes[reached]) < 0x20) {
      return stop(reached, "there is a control character inside a text",
                  "remove it; a tab or line break is written \\t or \\n");
    }
    stop(reached, "this backslash escape is not known",
         "write \\\\ for a backslash, \\\" for a quote");
  }

  std::string_view m_bytes;
  const std::size_t& m_count;
  JsonRead& m_read;
  std::vector<Level> m_levels;
  std::vector<std::unique_ptr<JsonValue>> m_dropped;
  std::string m_key;
  std::size_t m_key_offset = 0;
  std::size_t m_token_end = 0;
  int m_values = 0;
  Last m_last = Last::nothing;
};

/// How many bytes one written unit of a text takes in the file, and how many once decoded.
struct Unit {
  std::size_t written = 1;
  std::size_t decoded = 1;
};

Unit unit_at(std::string_view bytes, std::size_t at) {
  if (bytes[at] != '\\' || at + 1 >= bytes.size()) return {};
  if (bytes[at + 1] != 'u') return {2, 1};
  const auto hex = [&](std::size_t from) {
    unsigned value = 0;
    for (std::size_t i = from; i < from + 4 && i < bytes.size(); ++i) {
      const char c = bytes[i];
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : 0;
      value = value * 16 + static_cast<unsigned>(digit);
    }
    return value;
  };
  const unsigned value = hex(at + 2);
  if (value >= 0xd800 && value < 0xdc00) return {12, 4};
  return {6, value < 0x80 ? 1U : value < 0x800 ? 2U : 3U};
}

}  // namespace

const JsonMember* JsonValue::member(std::string_view name) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const JsonMember& member) { return member.name == name; });
  return found == members.end() ? nullptr : &*found;
}

std::string type_name(JsonValue::Type type) {
  switch (type) {
    case JsonValue::Type::null:
      return "null";
    case JsonValue::Type::boolean:
      return "true or false";
    case JsonValue::Type::integer:
      return "a whole number";
    case JsonValue::Type::fraction:
      return "a number with a fraction";
    case JsonValue::Type::text:
      return "a text";
    case JsonValue::Type::list:
      return "a list";
    case JsonValue::Type::object:
      return "an object";
  }
  return {};
}

LineColumn line_column(std::string_view bytes, std::size_t offset) {
  const std::string_view before = bytes.substr(0, std::min(offset, bytes.size()));
  const std::size_t line_break = before.rfind('\n');
  const std::size_t line_start = line_break == std::string_view::npos ? 0 : line_break + 1;
  return {1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')),
          1 + static_cast<int>(count_characters(before.substr(line_start)))};
}

std::size_t offset_in_text(std::string_view bytes, std::size_t offset, std::size_t index) {
  std::size_t at = offset + 1;
  for (std::size_t decoded = 0; decoded < index && at < bytes.size() && bytes[at] != '"';) {
    const Unit unit = unit_at(bytes, at);
    at += unit.written;
    decoded += unit.decoded;
  }
  return std::min(at, bytes.size());
}

JsonRead read_json(std::string_view bytes) {
  JsonRead read;
  if (bytes.size() > kMaxFileBytes) {
    read.problems.push_back({0, "this file is larger than 1 MiB", "split it into smaller files"});
    return read;
  }
  if (bytes.starts_with("\xef\xbb\xbf")) {
    read.problems.push_back({0, "this file starts with a byte order mark",
                             "save it as \"UTF-8\", not as \"UTF-8 with BOM\""});
    return read;
  }
  if (const auto bad = first_bad_utf8(bytes)) {
    read.problems.push_back(
        {*bad, "this is not UTF-8 text", "save the file with the encoding UTF-8"});
    return read;
  }
  std::size_t count = 0;
  try {
    Builder builder(bytes, count, read);
    read.complete =
        Json::sax_parse(CountingIterator(bytes.data(), &count),
                        CountingIterator(bytes.data() + bytes.size(), &count), &builder);
  } catch (const Json::exception&) {
    read.problems.push_back({std::min(count, bytes.size()), "this is not valid JSON", ""});
  }
  // The parser takes a NUL for the end: what stands behind it would be in the digest, unread.
  if (const std::size_t nul = bytes.find('\0'); read.complete && nul != std::string_view::npos) {
    read.complete = false;
    read.problems.push_back({nul, "there is a NUL character here", "remove it, and all behind it"});
  }
  if (!read.complete && read.problems.empty()) {
    read.problems.push_back({0, "this is not valid JSON", ""});
  }
  return read;
}

}  // namespace candor::content
