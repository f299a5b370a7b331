// Reads the properties of one JSON object strictly: what is missing, unknown, of the wrong type or
// out of bounds becomes a finding with its place. Private to this room.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "content/load_state.h"

namespace candor::content {

enum class Need { required, optional };

/// Where a text is used: decides which placeholders it may have and whether it is translated.
enum class Use {
  plain,       ///< a name or title that is shown as it stands: no placeholders, no translation
  own_name,    ///< the pack's title and procedure: {clinic.…} only
  patient,     ///< what patients read: {clinic.…}, {procedure}, {treatments}
  staff,       ///< as patient, but a translation is not needed
  scope,       ///< a signature's scope: also {until}, {pages}, {statements}
  signing,     ///< what is signed: also {scope}
  translated,  ///< as signing, but not remembered: held against its source text elsewhere
  kept,        ///< shown to nobody: its markup and placeholders may be of another time
};

enum class Markup { line, rich };

class ObjectReader {
 public:
  /// `kind` names the object in messages: "a text block". Unknown properties are reported at once.
  ObjectReader(LoadState& state, const Document& document, const JsonValue& value, std::string kind,
               const std::vector<std::string_view>& known);

  /// False when the value is not an object at all; then everything below gives nothing, silently.
  [[nodiscard]] bool is_object() const { return m_value.type == JsonValue::Type::object; }

  [[nodiscard]] bool has(std::string_view name) const { return m_value.member(name) != nullptr; }

  [[nodiscard]] Place place() const { return {&m_document, m_value.offset}; }

  /// The place of a property's value, or of the object when it is missing.
  [[nodiscard]] Place place_of(std::string_view name) const;

  std::string line(std::string_view name, Need need, Use use,
                   std::size_t limit = kMaxTextCharacters);
  std::string rich(std::string_view name, Need need);
  std::string id(std::string_view name, Need need = Need::required);
  std::optional<int> integer(std::string_view name, Need need, int least, int most);
  bool boolean(std::string_view name, Need need, bool otherwise);
  Date date(std::string_view name, Need need);
  /// One of `words`; its index.
  std::optional<std::size_t> word(std::string_view name, Need need,
                                  std::initializer_list<std::string_view> words);
  /// The items of a list with `least` to `most` of them; nullptr when it is not a list.
  const std::vector<JsonValue>* list(std::string_view name, Need need, std::size_t least,
                                     std::size_t most);
  /// A list of texts, each with its place.
  std::vector<Reference> words(std::string_view name, Need need, std::size_t least,
                               std::size_t most);
  const JsonValue* object(std::string_view name, Need need);
  const JsonValue* value(std::string_view name, Need need, JsonValue::Type type);

 private:
  LoadState& m_state;
  const Document& m_document;
  const JsonValue& m_value;
  std::string m_kind;
};

/// Checks one text value that has no name of its own (an item of a list, a translation) and
/// remembers it. Empty when it is not good.
std::string read_text(LoadState& state, const Document& document, const JsonValue& value,
                      const std::string& what, Markup markup, Use use,
                      std::size_t limit = kMaxTextCharacters);

/// Lower-case letters, digits and hyphens, up to 64 characters.
[[nodiscard]] bool is_id(std::string_view text);

/// `did you mean "x"?` for the nearest of `names`, empty when none is near.
[[nodiscard]] std::string suggestion(std::string_view name, const std::vector<std::string>& names);

/// Reports ids that stand more than once: `what` is "page", "block" ….
void report_doubles(LoadState& state, const std::vector<Reference>& ids, const std::string& what);

}  // namespace candor::content
