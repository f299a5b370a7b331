#include "content/translation_file.h"

#include <fmt/format.h>

#include "content/json_reader.h"

namespace candor::content {
namespace {

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& name) : m_bytes(bytes), m_name(name) {}

  Result<TranslationFile> read() {
    const JsonRead json = read_json(m_bytes);
    if (!json.problems.empty()) {
      const JsonProblem& first = json.problems.front();
      return problem(first.offset, first.what, first.next);
    }
    if (json.root.type != JsonValue::Type::object) {
      return problem(json.root.offset,
                     "a translation must be an object, but this is " + type_name(json.root.type));
    }
    TranslationFile file;
    for (const JsonMember& member : json.root.members) {
      if (member.name == "$schema") {
        if (member.value.type != JsonValue::Type::text) return problem_of(member.value, "a text");
        file.schema = member.value.text;
      } else if (member.name == kAside) {
        if (auto read = read_aside(member.value, file); !read) return fail(read);
      } else {
        if (auto read = read_entry(member, file); !read) return fail(read);
      }
    }
    return file;
  }

 private:
  [[nodiscard]] tl::unexpected<Error> problem(std::size_t offset, std::string what,
                                              std::string next = "correct it") const {
    const LineColumn at = line_column(m_bytes, offset);
    return fail(ErrorCode::bad_format, std::move(what),
                fmt::format("{}:{}:{}", m_name, at.line, at.column), std::move(next));
  }

  [[nodiscard]] tl::unexpected<Error> problem_of(const JsonValue& value,
                                                 const std::string& wanted) const {
    return problem(value.offset, "this must be " + wanted + ", but it is " + type_name(value.type));
  }

  /// The texts of an object by name; one that is not known must not be lost in silence.
  Result<void> read_object(
      const JsonValue& value,
      std::initializer_list<std::pair<std::string_view, std::string*>> known) const {
    for (const JsonMember& member : value.members) {
      std::string* to = nullptr;
      for (const auto& [name, place] : known) {
        if (member.name == name) to = place;
      }
      if (to == nullptr) return problem(member.offset, "\"" + member.name + "\" is not known here");
      if (member.value.type != JsonValue::Type::text) return problem_of(member.value, "a text");
      *to = member.value.text;
    }
    return {};
  }

  Result<void> read_aside(const JsonValue& value, TranslationFile& file) const {
    if (value.type != JsonValue::Type::list) return problem_of(value, "a list");
    for (const JsonValue& item : value.items) {
      if (item.type != JsonValue::Type::object) return problem_of(item, "an object");
      Translated kept;
      if (auto read = read_object(item, {{"was", &kept.was}, {"said", &kept.said}}); !read) {
        return read;
      }
      if (kept.was.empty() || kept.said.empty()) {
        return problem(item.offset, "\"was\" or \"said\" is missing here");
      }
      file.aside.push_back(std::move(kept));
    }
    return {};
  }

  Result<void> read_entry(const JsonMember& member, TranslationFile& file) const {
    TranslationEntry entry;
    entry.source = member.name;
    if (member.value.type == JsonValue::Type::text) {
      entry.text = member.value.text;
    } else if (member.value.type == JsonValue::Type::object) {
      if (auto read = read_object(
              member.value,
              {{"text", &entry.text}, {"was", &entry.near.was}, {"said", &entry.near.said}});
          !read) {
        return read;
      }
      if (entry.near.was.empty() != entry.near.said.empty()) {
        return problem(member.value.offset, "\"was\" or \"said\" is missing here");
      }
    } else {
      return problem_of(member.value, "a text");
    }
    file.entries.push_back(std::move(entry));
    return {};
  }

  std::string_view m_bytes;
  const std::string& m_name;
};

}  // namespace

std::string quoted_json(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      json.append(1, '\\').append(1, c);
    } else if (c == '\n') {
      json += "\\n";
    } else if (c == '\t') {
      json += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      json += fmt::format("\\u{:04x}", byte);
    } else {
      json += c;
    }
  }
  return json + "\"";
}

Result<TranslationFile> read_translation_file(std::string_view bytes, const std::string& name) {
  return Reader(bytes, name).read();
}

std::string write_translation_file(const TranslationFile& file) {
  std::vector<std::string> members;
  if (!file.schema.empty()) members.push_back("  \"$schema\": " + quoted_json(file.schema));
  for (const TranslationEntry& entry : file.entries) {
    std::string member = "  " + quoted_json(entry.source) + ": ";
    if (entry.near.was.empty() || entry.near.said.empty()) {
      member += quoted_json(entry.text);
    } else {
      member += fmt::format("{{\n    \"text\": {},\n    \"was\": {},\n    \"said\": {}\n  }}",
                            quoted_json(entry.text), quoted_json(entry.near.was),
                            quoted_json(entry.near.said));
    }
    members.push_back(std::move(member));
  }
  if (!file.aside.empty()) {
    std::vector<std::string> items;
    for (const Translated& kept : file.aside) {
      items.push_back(fmt::format("    {{\n      \"was\": {},\n      \"said\": {}\n    }}",
                                  quoted_json(kept.was), quoted_json(kept.said)));
    }
    members.push_back(fmt::format("  \"{}\": [\n{}\n  ]", kAside, fmt::join(items, ",\n")));
  }
  if (members.empty()) return "{}\n";
  return fmt::format("{{\n{}\n}}\n", fmt::join(members, ",\n"));
}

}  // namespace candor::content
