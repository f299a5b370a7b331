#include "content/mutations.h"

#include <algorithm>
#include <array>

#include "content/json_reader.h"

namespace candor::content {
namespace {

int line_of(std::string_view bytes, std::size_t offset) {
  return line_column(bytes, offset).line;
}

/// The offset behind the text that begins at `offset` with its quote.
std::size_t end_of_text(std::string_view bytes, std::size_t offset) {
  std::size_t at = offset + 1;
  while (at < bytes.size() && bytes[at] != '"') at += bytes[at] == '\\' ? 2U : 1U;
  return at + 1;
}

std::size_t end_of_value(std::string_view bytes, std::size_t offset) {
  if (bytes[offset] == '"') return end_of_text(bytes, offset);
  if (bytes[offset] != '{' && bytes[offset] != '[') {
    return std::min(bytes.find_first_of(",]} \t\r\n", offset), bytes.size());
  }
  int depth = 0;
  for (std::size_t at = offset; at < bytes.size(); ++at) {
    if (bytes[at] == '"') at = end_of_text(bytes, at) - 1;
    if (bytes[at] == '{' || bytes[at] == '[') ++depth;
    if ((bytes[at] == '}' || bytes[at] == ']') && --depth == 0) return at + 1;
  }
  return bytes.size();
}

/// Every value of a file with its place, the root first.
struct Found {
  const JsonValue* value = nullptr;
  const JsonMember* member = nullptr;  ///< whose value it is, if any
  bool below_values = false;           ///< of clinic.json's "values"
  bool last = true;                    ///< of its list or object
};

void gather(const JsonValue& value, const JsonMember* member, bool below_values, bool last,
            std::vector<Found>& found) {
  found.push_back({&value, member, below_values, last});
  for (const JsonValue& item : value.items) {
    gather(item, nullptr, false, &item == &value.items.back(), found);
  }
  for (const JsonMember& inner : value.members) {
    gather(inner.value, &inner, member != nullptr && member->name == "values",
           &inner == &value.members.back(), found);
  }
}

class Mutator {
 public:
  explicit Mutator(std::string_view good) : m_good(good), m_read(read_json(good)) {
    gather(m_read.root, nullptr, false, true, m_found);
  }

  [[nodiscard]] const std::vector<Found>& found() const { return m_found; }

  void replace(const std::string& name, std::size_t begin, std::size_t end,
               const std::string& with) {
    std::string bytes(m_good.substr(0, begin));
    bytes.append(with).append(m_good.substr(end));
    m_made.push_back({name, std::move(bytes), line_of(m_good, begin)});
  }

  void replace_value(const Found& found, const std::string& with) {
    const std::size_t begin = found.value->offset;
    replace("value becomes " + with.substr(0, 30), begin, end_of_value(m_good, begin), with);
  }

  /// Takes a member with its comma out.
  void remove_member(const Found& found) {
    const std::size_t begin = found.member->offset;
    std::size_t end = end_of_value(m_good, found.value->offset);
    if (!found.last) {
      end = m_good.find(',', end) + 1;
      replace("without " + found.member->name, begin, end, "");
      return;
    }
    // The last one takes the comma before it along, if there is one.
    const std::size_t before = m_good.find_last_not_of(" \t\r\n", begin - 1);
    replace("without " + found.member->name, m_good[before] == ',' ? before : begin, end, "");
  }

  /// A bracket that is missing or too many may show itself only much later: what stands between
  /// could be meant as it stands.
  void forget_line() { m_made.back().line = 0; }

  [[nodiscard]] std::vector<Mutation> take() { return std::move(m_made); }

  [[nodiscard]] std::string_view good() const { return m_good; }

 private:
  std::string_view m_good;
  JsonRead m_read;
  std::vector<Found> m_found;
  std::vector<Mutation> m_made;
};

void add_wrong(Mutator& mutator, const Found& found) {
  if (!found.below_values) mutator.replace_value(found, "null");
  mutator.replace_value(found, R"({ "Zzz é": 1 })");
  if (found.value->type == JsonValue::Type::object) {
    const std::size_t inside = found.value->offset + 1;
    const bool empty = found.value->members.empty();
    mutator.replace("unknown name", inside, inside, empty ? R"( "Zzz": 1 )" : R"( "Zzz": 1, )");
  }
  if (found.member != nullptr) {
    const std::size_t at = found.member->offset;
    mutator.replace("doubled name", at, at, "\"" + found.member->name + "\": 1, ");
  }
}

}  // namespace

std::vector<Mutation> wrong_values(std::string_view good) {
  Mutator mutator(good);
  for (const Found& found : mutator.found()) {
    // A name with escapes would have to be written with them again.
    if (found.member != nullptr &&
        found.member->name.find_first_of("\"\\\n") != std::string::npos) {
      continue;
    }
    add_wrong(mutator, found);
  }
  return mutator.take();
}

std::vector<Mutation> changed_values(std::string_view good) {
  Mutator mutator(good);
  const std::string long_text = "\"" + std::string(4001, 'x') + "\"";
  std::string long_list = "[";
  for (int i = 0; i < 501; ++i) long_list += i == 0 ? "\"x\"" : ",\"x\"";
  long_list += "]";
  for (const Found& found : mutator.found()) {
    for (const std::string& with :
         {std::string("null"), std::string("true"), std::string("false"), std::string("7"),
          std::string("-1"), std::string("1.5"), std::string("100000000000"), std::string("\"x\""),
          std::string("\"\""), std::string("\" x\""), std::string("\"X y!\""),
          std::string("\"a\\tb\""), std::string("[]"), std::string("{}"), std::string("[\"x\"]"),
          std::string("[\"x\", \"x\"]"), std::string(R"({ "Zzz é": 1 })"), long_text, long_list}) {
      mutator.replace_value(found, with);
    }
    if (found.member == nullptr) continue;
    mutator.remove_member(found);
    const std::size_t at = found.member->offset;
    mutator.replace("renamed", at, end_of_text(good, at), "\"zzz\"");
  }
  return mutator.take();
}

std::vector<Mutation> broken_syntax(std::string_view good) {
  Mutator mutator(good);
  for (std::size_t at = 0; at < good.size(); ++at) {
    const char c = good[at];
    if (c == '"') {
      const std::size_t end = end_of_text(good, at);
      mutator.replace("no opening quote", at, at + 1, "");
      mutator.replace("no closing quote", end - 1, end, "");
      mutator.replace("single quotes", at, end,
                      "'" + std::string(good.substr(at + 1, end - at - 2)) + "'");
      for (const char* inside : {"\n", "\t", "\x01", "\\x", "\\u12g", "\\ud800", "\\", "\xff",
                                 "\xc3\x28", "\xed\xa0\x80", "\xf4\x90\x80\x80"}) {
        mutator.replace("inside a text: " + std::string(inside), at + 1, at + 1, inside);
      }
      at = end - 1;
      continue;
    }
    if (c == ':') {
      mutator.replace("no colon", at, at + 1, " ");
      mutator.replace("two colons", at, at, ":");
      mutator.replace("a comma for a colon", at, at + 1, ",");
      mutator.replace("a semicolon for a colon", at, at + 1, ";");
    } else if (c == ',') {
      mutator.replace("no comma", at, at + 1, " ");
      mutator.replace("two commas", at, at, ",");
      mutator.replace("a semicolon for a comma", at, at + 1, ";");
      mutator.replace("a comment", at, at, " // why\n");
      mutator.replace("a comment", at, at, " /* why */");
    } else if (c == '}' || c == ']') {
      mutator.replace("no closing bracket", at, at + 1, "");
      mutator.forget_line();
      mutator.replace("a comma before the bracket", at, at, ",");
      mutator.replace("the other bracket", at, at + 1, c == '}' ? "]" : "}");
      mutator.replace("two closing brackets", at, at, std::string(1, c));
    } else if (c == '{' || c == '[') {
      mutator.replace("two opening brackets", at, at, std::string(1, c));
      mutator.forget_line();
    } else if (c >= '0' && c <= '9') {
      for (const char* before : {"0", "+", "0x", "--", ".", "1e"}) {
        // A zero before is a number still when it stands alone: 00 is not.
        if (std::string_view(before) == "1e") continue;
        mutator.replace(std::string("number after ") + before, at, at, before);
      }
      while (at + 1 < good.size() && good[at + 1] >= '0' && good[at + 1] <= '9') ++at;
      mutator.replace("number before .", at + 1, at + 1, ".");
      mutator.replace("number before e", at + 1, at + 1, "e");
    }
  }
  for (const Found& found : mutator.found()) {
    for (const char* with : {"NaN", "Infinity", "-Infinity", "undefined", "True", "None", "nul",
                             "tru", "`x`", "\xef\xbb\xbf", "\xe2\x80\x9cx\xe2\x80\x9d", "@", ""}) {
      // A list may do without its only entry.
      if (std::string_view(with).empty() && found.member == nullptr) continue;
      mutator.replace_value(found, with);
    }
  }
  return mutator.take();
}

std::vector<Mutation> broken_files(std::string_view good) {
  std::vector<Mutation> made;
  const auto add = [&](const char* name, std::string bytes, int line) {
    made.push_back({name, std::move(bytes), line});
  };
  const std::string text(good);
  const int last = line_of(good, good.size());
  add("empty", "", 1);
  add("only spaces", " \n\t\r\n ", 1);
  add("a byte order mark", "\xef\xbb\xbf" + text, 1);
  add("two files in one", text + text, last);
  add("something behind", text + "x", last);
  add("a NUL behind", text + std::string(1, '\0'), last);
  add("a NUL in front", std::string(1, '\0') + text, 1);
  add("only NULs", std::string(4096, '\0'), 1);
  for (const char* root : {"null", "true", "42", "-0", "\"text\"", "[]", "[{}]", "1e999", "-1e-999",
                           "\"\\u0000\"", "[[[]]]", "[null]", "123456789012345678901234567890"}) {
    add("another root", root, 1);
  }
  for (const char* bad : {"{",       "[",        "\"",        "\\", "{\"",  "{\"a",      "{\"a\"",
                          "{\"a\":", "{\"a\":1", "{\"a\":1,", "[1", "[1,",  "-",         "1.",
                          "1e",      "t",        "f",         "n",  "\"\\", "\"\\u",     "\"\\u00",
                          "}",       "]",        ",",         ":",  "{]",   "[}",        "{,}",
                          "[,]",     "{:}",      "//",        "/*", "#",    "---\na: 1", "<xml/>",
                          "a=b",     "{a:1}",    "{'a':1}",   "(1)"}) {
    add("a fragment", bad, 1);
  }
  std::string wide;
  std::string wide_big;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    wide += c;
    wide += '\0';
    wide_big += '\0';
    wide_big += static_cast<char>(byte);
  }
  add("UTF-16 with a mark", "\xff\xfe" + wide, 1);
  add("UTF-16 with the other mark", "\xfe\xff" + wide_big, 1);
  add("UTF-16 without a mark", wide, 1);
  add("UTF-32 with a mark", std::string("\xff\xfe\0\0{\0\0\0", 8), 1);
  add("UTF-7", "+AHs-", 1);
  add("EBCDIC", "\xc0\x7f\xd0", 1);
  add("compressed", "\x1f\x8b\x08\x00\x00\x00\x00\x00", 1);
  add("an overlong letter", "{ \"a\": \"\xc0\x80\" }", 1);
  add("a lone surrogate", "{ \"a\": \"\xed\xa0\x80\" }", 1);
  add("a half letter at the end", "{ \"a\": \"\xe2\x82", 1);
  for (const int depth : {33, 1000, 100'000}) {
    const auto count = static_cast<std::size_t>(depth);
    add("deep lists", std::string(count, '[') + std::string(count, ']'), 1);
    add("deep lists that stay open", std::string(count, '['), 1);
    std::string objects;
    for (int i = 0; i < depth; ++i) objects += "{\"a\":";
    add("deep objects", objects + "1" + std::string(count, '}'), 1);
  }
  add("huge", "{ \"a\": \"" + std::string(1U << 20U, 'x') + "\" }", 0);
  add("huge and empty", std::string(2U << 20U, ' '), 0);
  std::string many = "[0";
  for (int i = 0; i < 200'000; ++i) many += ",0";
  add("very many values", many + "]", 1);
  add("a very long number", "[" + std::string(100'000, '9') + "]", 1);
  add("a very long name", "{\"" + std::string(100'000, 'x') + "\": 1}", 1);
  add(
      "very many doubled names",
      [] {
        std::string doubled = "{\"a\":1";
        for (int i = 0; i < 5000; ++i) doubled += ",\"a\":1";
        return doubled + "}";
      }(),
      1);
  // Cut at the end of each line: an editor that crashed, a copy that broke off.
  for (std::size_t at = good.find('\n'); at != std::string_view::npos;
       at = good.find('\n', at + 1)) {
    if (good.find_last_of('}') <= at) break;
    add("cut", std::string(good.substr(0, at)), line_of(good, at));
  }
  return made;
}

}  // namespace candor::content
