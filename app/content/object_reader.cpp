#include "content/object_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "base/iso_date.h"
#include "content/utf8.h"

namespace candor::content {
namespace {

std::string in_quotes(std::string_view name) {
  return fmt::format("\"{}\"", shortened(name, 40));
}

std::string joined(const std::vector<std::string_view>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

bool means_preticked(std::string_view name) {
  constexpr std::array<std::string_view, 7> kNames{
      "default", "checked", "selected", "preselected", "pre_selected", "preticked", "ticked"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
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

}  // namespace

ObjectReader::ObjectReader(LoadState& state, const Document& document, const JsonValue& value,
                           std::string kind, const std::vector<std::string_view>& known)
    : m_state(state), m_document(document), m_value(value), m_kind(std::move(kind)) {
  if (!is_object()) {
    m_state.report.add(place(), rule::kWrongType,
                       m_kind + " must be an object, but this is " + type_name(value.type),
                       "write { … }");
    return;
  }
  for (const JsonMember& member : m_value.members) {
    if (std::find(known.begin(), known.end(), member.name) != known.end()) continue;
    // An editor who writes such a word wants an answer that nobody gave.
    if (means_preticked(member.name)) {
      m_state.report.add({&m_document, member.offset}, rule::kPreticked,
                         in_quotes(member.name) + " would answer in the patient's place",
                         "remove it: nothing is chosen before the patient chooses");
      continue;
    }
    std::string next = suggestion(member.name, {known.begin(), known.end()});
    if (next.empty()) next = "known here: " + joined(known);
    m_state.report.add({&m_document, member.offset}, rule::kUnknownProperty,
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
      m_state.report.add(place(), rule::kMissingProperty,
                         in_quotes(name) + " is missing in " + m_kind, "add it");
    }
    return nullptr;
  }
  if (found->value.type != type) {
    m_state.report.add(place_of(name), rule::kWrongType,
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
    m_state.report.add(place_of(name), rule::kId, in_quotes(found->text) + " is not an id",
                       "use lower-case letters, digits and hyphens, 1 to 64 of them");
    return {};
  }
  return found->text;
}

std::optional<int> ObjectReader::integer(std::string_view name, Need need, int least, int most) {
  const JsonValue* found = value(name, need, JsonValue::Type::integer);
  if (found == nullptr) return std::nullopt;
  if (found->integer < least || found->integer > most) {
    m_state.report.add(place_of(name), rule::kLimit,
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
  const auto parsed = parse_iso_date(found->text);
  if (!parsed) {
    m_state.report.add(
        place_of(name), rule::kFormat,
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
    m_state.report.add(place_of(name), rule::kPossibleWord,
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
    m_state.report.add(place_of(name), rule::kLimit,
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
      m_state.report.add({&m_document, item.offset}, rule::kWrongType,
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

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
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
    state.report.add(id.place, rule::kDoubled,
                     fmt::format("there are two {}s with the id \"{}\"", what, id.id),
                     "give one of them another id");
  }
}

}  // namespace candor::content
