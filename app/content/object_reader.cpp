#include "content/object_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <set>

#include "content/placeholders.h"
#include "content/rich.h"
#include "content/utf8.h"

namespace candor::content {
namespace {

std::string in_quotes(std::string_view name) {
  return fmt::format("\"{}\"", shortened(name, 40));
}

std::string joined(const std::vector<std::string_view>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

/// How many letters must be typed, left out, changed or swapped to get from one name to the other.
std::size_t edit_distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> before(to.size() + 1);
  std::vector<std::size_t> last(to.size() + 1);
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(last.begin(), last.end(), 0U);
  for (std::size_t i = 1; i <= from.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const bool same = from[i - 1] == to[j - 1];
      row[j] = std::min({row[j - 1] + 1, last[j] + 1, last[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last.back();
}

/// A name for a character that nobody can see, nullptr for one that may stand in a text.
const char* forbidden_character(char32_t c, Markup markup) {
  if (c == '\n') return markup == Markup::rich ? nullptr : "a line break";
  if (c == '\t') return "a tab";
  if (c < 0x20 || (c >= 0x7f && c < 0xa0)) return "a control character";
  if (c == 0x2028 || c == 0x2029) return "a line separator";
  // These make a sentence read other than it is stored.
  if (c >= 0x202a && c <= 0x202e) return "a character that turns the writing direction around";
  if (c == 0xfeff) return "a byte order mark";
  if (c == 0xfffd) return "a character that was damaged by a wrong encoding (\xef\xbf\xbd)";
  if ((c & 0xfffeU) == 0xfffeU || (c >= 0xfdd0 && c <= 0xfdef))
    return "a character that means nothing";
  return nullptr;
}

/// The place of **x**, *x* or an HTML tag in a text that has no markup.
std::optional<std::size_t> markup_in_line(std::string_view text) {
  if (const auto at = text.find("**"); at != std::string_view::npos) return at;
  for (std::size_t at = text.find('*'); at != std::string_view::npos; at = text.find('*', at + 1)) {
    const std::size_t close = text.find('*', at + 1);
    if (close == std::string_view::npos) break;
    if (text[at + 1] != ' ' && text[close - 1] != ' ' && close > at + 1) return at;
  }
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::size_t letter = at + 1 < text.size() && text[at + 1] == '/' ? at + 2 : at + 1;
    const bool tag = letter < text.size() && ((text[letter] | 0x20) >= 'a') &&
                     ((text[letter] | 0x20) <= 'z') &&
                     text.find('>', letter) != std::string_view::npos;
    if (tag) return at;
  }
  return std::nullopt;
}

/// Which placeholders beside {clinic.…} a text may have.
std::vector<std::string> placeholders_for(Use use) {
  switch (use) {
    case Use::plain:
    case Use::own_name:
      return {};
    case Use::patient:
    case Use::staff:
      return {"procedure", "treatments"};
    case Use::scope:
      return {"procedure", "treatments", "until", "pages", "statements"};
    case Use::signing:
      return {"procedure", "treatments", "until", "pages", "statements", "scope"};
    case Use::translated:
      return {"procedure", "treatments", "until", "pages", "statements", "scope", "n"};
  }
  return {};
}

class TextCheck {
 public:
  TextCheck(LoadState& state, const Document& document, const JsonValue& value, std::string what)
      : m_state(state), m_document(document), m_value(value), m_what(std::move(what)) {}

  [[nodiscard]] bool good(Markup markup, Use use, std::size_t limit) {
    const std::string& text = m_value.text;
    const std::size_t length = count_characters(text);
    if (length > limit) {
      add(0, fmt::format("has {} characters, but at most {} are possible", length, limit),
          "shorten it");
      return false;
    }
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
      add(0, "is empty", "write a text");
      return false;
    }
    bool all_good = true;
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint point = code_point_at(text, at);
      if (const char* forbidden = forbidden_character(point.value, markup)) {
        add(at, std::string("has ") + forbidden, "remove it");
        all_good = false;
        break;
      }
      at += std::max<std::size_t>(point.length, 1);
    }
    if (text.front() == ' ' || text.back() == ' ') {
      add(text.front() == ' ' ? 0 : text.size() - 1, "starts or ends with a space", "remove it");
      all_good = false;
    }
    if (!check_placeholders(use)) all_good = false;
    return check_markup(markup, use) && all_good;
  }

 private:
  bool check_placeholders(Use use) {
    const FoundPlaceholders found = find_placeholders(m_value.text);
    bool all_good = true;
    if (found.stray_brace) {
      add(*found.stray_brace, "has a brace that belongs to no placeholder",
          "write a placeholder such as {clinic.phone}, or remove the brace");
      all_good = false;
    }
    const std::vector<std::string> allowed = placeholders_for(use);
    for (const Placeholder& placeholder : found.found) {
      if (placeholder.name.starts_with("clinic.") && use != Use::plain) {
        if (use != Use::translated) {
          m_state.clinic_values_used.push_back(
              {placeholder.name.substr(7), place(placeholder.begin), {}});
        }
        continue;
      }
      if (std::find(allowed.begin(), allowed.end(), placeholder.name) != allowed.end()) continue;
      std::string next = suggestion(placeholder.name, allowed);
      if (use == Use::plain) {
        next = "write the words themselves";
      } else if (next.empty()) {
        next = "possible here: {clinic.…}";
        for (const std::string& name : allowed) next += ", {" + name + "}";
      }
      add(placeholder.begin,
          "has {" + shortened(placeholder.name, 40) + "}, which means nothing here", next);
      all_good = false;
    }
    return all_good;
  }

  bool check_markup(Markup markup, Use use) {
    if (markup == Markup::rich) {
      const auto parsed = parse_rich(m_value.text);
      if (parsed) return true;
      std::size_t at = 0;
      const std::string& where = parsed.error().where;
      std::from_chars(where.data(), where.data() + where.size(), at);
      add(at, "is rich text, but " + parsed.error().what, parsed.error().next);
      return false;
    }
    if (use == Use::plain) return true;
    if (const auto at = markup_in_line(m_value.text)) {
      add(*at, "is a line without markup, but has some", "remove the marks");
      return false;
    }
    return true;
  }

  [[nodiscard]] Place place(std::size_t index) const {
    return {&m_document,
            index == 0 ? m_value.offset : offset_in_text(m_document.bytes, m_value.offset, index)};
  }

  void add(std::size_t index, const std::string& what, std::string next) {
    m_state.report.add(place(index), m_what + " " + what, std::move(next));
  }

  LoadState& m_state;
  const Document& m_document;
  const JsonValue& m_value;
  std::string m_what;
};

}  // namespace

ObjectReader::ObjectReader(LoadState& state, const Document& document, const JsonValue& value,
                           std::string kind, const std::vector<std::string_view>& known)
    : m_state(state), m_document(document), m_value(value), m_kind(std::move(kind)) {
  if (!is_object()) {
    m_state.report.add(place(), m_kind + " must be an object, but this is " + type_name(value.type),
                       "write { … }");
    return;
  }
  for (const JsonMember& member : m_value.members) {
    if (std::find(known.begin(), known.end(), member.name) != known.end()) continue;
    std::string next = suggestion(member.name, {known.begin(), known.end()});
    if (next.empty()) next = "known here: " + joined(known);
    m_state.report.add({&m_document, member.offset},
                       in_quotes(member.name) + " is not known in " + m_kind, next);
  }
}

Place ObjectReader::place_of(std::string_view name) const {
  const JsonMember* found = m_value.member(name);
  return found == nullptr ? place() : Place{&m_document, found->value.offset};
}

const JsonValue* ObjectReader::value(std::string_view name, Need need, JsonValue::Type type) {
  if (!is_object()) return nullptr;
  const JsonMember* found = m_value.member(name);
  if (found == nullptr) {
    if (need == Need::required) {
      m_state.report.add(place(), in_quotes(name) + " is missing in " + m_kind, "add it");
    }
    return nullptr;
  }
  if (found->value.type != type) {
    m_state.report.add(place_of(name),
                       fmt::format("{} must be {}, but this is {}", in_quotes(name),
                                   type_name(type), type_name(found->value.type)),
                       need == Need::optional ? "correct it or leave it out" : "correct it");
    return nullptr;
  }
  return &found->value;
}

std::string ObjectReader::line(std::string_view name, Need need, Use use, std::size_t limit) {
  const JsonValue* found = value(name, need, JsonValue::Type::text);
  if (found == nullptr) return {};
  return read_text(m_state, m_document, *found, in_quotes(name), Markup::line, use, limit);
}

std::string ObjectReader::rich(std::string_view name, Need need) {
  const JsonValue* found = value(name, need, JsonValue::Type::text);
  if (found == nullptr) return {};
  return read_text(m_state, m_document, *found, in_quotes(name), Markup::rich, Use::patient);
}

std::string ObjectReader::id(std::string_view name, Need need) {
  const JsonValue* found = value(name, need, JsonValue::Type::text);
  if (found == nullptr) return {};
  if (!is_id(found->text)) {
    m_state.report.add(place_of(name), in_quotes(found->text) + " is not an id",
                       "use lower-case letters, digits and hyphens, 1 to 64 of them");
    return {};
  }
  return found->text;
}

std::optional<int> ObjectReader::integer(std::string_view name, Need need, int least, int most) {
  const JsonValue* found = value(name, need, JsonValue::Type::integer);
  if (found == nullptr) return std::nullopt;
  if (found->integer < least || found->integer > most) {
    m_state.report.add(place_of(name),
                       fmt::format("{} must be {} to {}, but this is {}", in_quotes(name), least,
                                   most, found->integer),
                       "correct the number");
    return std::nullopt;
  }
  return static_cast<int>(found->integer);
}

bool ObjectReader::boolean(std::string_view name, Need need, bool otherwise) {
  const JsonValue* found = value(name, need, JsonValue::Type::boolean);
  return found == nullptr ? otherwise : found->boolean;
}

Date ObjectReader::date(std::string_view name, Need need) {
  const JsonValue* found = value(name, need, JsonValue::Type::text);
  if (found == nullptr) return {};
  const auto parsed = parse_date(found->text);
  if (!parsed) {
    m_state.report.add(
        place_of(name),
        in_quotes(name) + " is not a date of the calendar: " + in_quotes(found->text),
        "write year, month and day like 2027-11-01");
  }
  return parsed.value_or(Date{});
}

std::optional<std::size_t> ObjectReader::word(std::string_view name, Need need,
                                              std::initializer_list<std::string_view> words) {
  const JsonValue* found = value(name, need, JsonValue::Type::text);
  if (found == nullptr) return std::nullopt;
  const auto at = std::find(words.begin(), words.end(), found->text);
  if (at == words.end()) {
    std::string next = suggestion(found->text, {words.begin(), words.end()});
    if (next.empty()) next = "possible here: " + joined(words);
    m_state.report.add(place_of(name),
                       fmt::format("{} cannot be {}", in_quotes(name), in_quotes(found->text)),
                       next);
    return std::nullopt;
  }
  return static_cast<std::size_t>(at - words.begin());
}

const std::vector<JsonValue>* ObjectReader::list(std::string_view name, Need need,
                                                 std::size_t least, std::size_t most) {
  const JsonValue* found = value(name, need, JsonValue::Type::list);
  if (found == nullptr) return nullptr;
  const std::size_t count = found->items.size();
  if (count < least || count > most) {
    m_state.report.add(place_of(name),
                       fmt::format("{} must have {} to {} entries, but has {}", in_quotes(name),
                                   least, most, count),
                       count < least ? "add some" : "remove some");
    // Too many to go through one by one; a few too few are still worth a look.
    if (count > most) return nullptr;
  }
  return &found->items;
}

std::vector<Reference> ObjectReader::words(std::string_view name, Need need, std::size_t least,
                                           std::size_t most) {
  std::vector<Reference> read;
  const auto* items = list(name, need, least, most);
  if (items == nullptr) return read;
  for (const JsonValue& item : *items) {
    if (item.type == JsonValue::Type::text) {
      read.push_back({item.text, {&m_document, item.offset}, {}});
    } else {
      m_state.report.add({&m_document, item.offset},
                         fmt::format("an entry of {} must be a text, but this is {}",
                                     in_quotes(name), type_name(item.type)),
                         "correct it");
    }
  }
  return read;
}

const JsonValue* ObjectReader::object(std::string_view name, Need need) {
  return value(name, need, JsonValue::Type::object);
}

std::string read_text(LoadState& state, const Document& document, const JsonValue& value,
                      const std::string& what, Markup markup, Use use, std::size_t limit) {
  if (value.type != JsonValue::Type::text) {
    state.report.add({&document, value.offset},
                     what + " must be a text, but this is " + type_name(value.type), "correct it");
    return {};
  }
  if (!TextCheck(state, document, value, what).good(markup, use, limit)) return {};
  if (use != Use::plain && use != Use::translated) {
    state.texts.push_back(
        {value.text, markup == Markup::rich, use != Use::staff, {&document, value.offset}});
  }
  return value.text;
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) {
    int read = -1;
    const char* begin = text.data() + from;
    const auto parsed = std::from_chars(begin, begin + count, read);
    return parsed.ptr == begin + count && *begin != '-' ? read : -1;
  };
  const Date date{number(0, 4), number(5, 2), number(8, 2)};
  if (!is_real_date(date)) return std::nullopt;
  return date;
}

std::string suggestion(std::string_view name, const std::vector<std::string>& names) {
  if (name.empty() || name.size() > 64) return {};
  const std::string* nearest = nullptr;
  std::size_t smallest = std::clamp<std::size_t>(name.size() / 3, 1, 3) + 1;
  for (const std::string& candidate : names) {
    const std::size_t distance = edit_distance(name, candidate);
    if (distance >= smallest) continue;
    smallest = distance;
    nearest = &candidate;
  }
  return nearest == nullptr ? "" : fmt::format("did you mean \"{}\"?", *nearest);
}

void report_doubles(LoadState& state, const std::vector<Reference>& ids, const std::string& what) {
  std::set<std::string> seen;
  for (const Reference& id : ids) {
    if (id.id.empty() || seen.insert(id.id).second) continue;
    state.report.add(id.place, fmt::format("there are two {}s with the id \"{}\"", what, id.id),
                     "give one of them another id");
  }
}

}  // namespace candor::content
