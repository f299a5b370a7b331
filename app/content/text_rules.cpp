// What a single text must keep to: length, characters, placeholders, markup.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "content/object_reader.h"
#include "content/placeholders.h"
#include "content/rich.h"
#include "content/utf8.h"

namespace candor::content {
namespace {

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
    case Use::kept:
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
      add(rule::kLimit, 0,
          fmt::format("has {} characters, but at most {} are possible", length, limit),
          "shorten it");
      return false;
    }
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
      add(rule::kTextForm, 0, "is empty", "write a text");
      return false;
    }
    bool all_good = true;
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint point = code_point_at(text, at);
      if (const char* forbidden = forbidden_character(point.value, markup)) {
        add(rule::kTextForm, at, std::string("has ") + forbidden, "remove it");
        all_good = false;
        break;
      }
      at += std::max<std::size_t>(point.length, 1);
    }
    if (text.front() == ' ' || text.back() == ' ') {
      add(rule::kTextForm, text.front() == ' ' ? 0 : text.size() - 1, "starts or ends with a space",
          "remove it");
      all_good = false;
    }
    if (use == Use::kept) return all_good;
    if (!check_placeholders(use)) all_good = false;
    return check_markup(markup, use) && all_good;
  }

 private:
  bool check_placeholders(Use use) {
    const FoundPlaceholders found = find_placeholders(m_value.text);
    bool all_good = true;
    if (found.stray_brace) {
      add(rule::kPlaceholder, *found.stray_brace, "has a brace that belongs to no placeholder",
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
      add(rule::kPlaceholder, placeholder.begin,
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
      add(rule::kMarkup, at, "is rich text, but " + parsed.error().what, parsed.error().next);
      return false;
    }
    if (use == Use::plain) return true;
    if (const auto at = markup_in_line(m_value.text)) {
      add(rule::kMarkup, *at, "is a line without markup, but has some", "remove the marks");
      return false;
    }
    return true;
  }

  [[nodiscard]] Place place(std::size_t index) const {
    return {&m_document,
            index == 0 ? m_value.offset : offset_in_text(m_document.bytes, m_value.offset, index)};
  }

  void add(std::string_view rule, std::size_t index, const std::string& what, std::string next) {
    m_state.report.add(place(index), rule, m_what + " " + what, std::move(next));
  }

  LoadState& m_state;
  const Document& m_document;
  const JsonValue& m_value;
  std::string m_what;
};

}  // namespace

std::string read_text(LoadState& state, const Document& document, const JsonValue& value,
                      const std::string& what, Markup markup, Use use, std::size_t limit) {
  const bool is_source = use != Use::plain && use != Use::translated && use != Use::kept;
  if (value.type != JsonValue::Type::text) {
    state.report.add({&document, value.offset}, rule::kWrongType,
                     what + " must be a text, but this is " + type_name(value.type), "correct it");
    return {};
  }
  if (!TextCheck(state, document, value, what).good(markup, use, limit)) {
    if (is_source) state.texts_read = false;
    return {};
  }
  if (is_source) {
    const bool named = what.size() > 2 && what.front() == '"';
    const std::string property = named ? what.substr(1, what.size() - 2) : std::string();
    state.texts.push_back({value.text,
                           markup == Markup::rich,
                           use != Use::staff,
                           {&document, value.offset},
                           state.at_page,
                           state.at_block,
                           property});
  }
  return value.text;
}

}  // namespace candor::content
