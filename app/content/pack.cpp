#include "content/pack.h"

#include <algorithm>
#include <optional>

#include "content/placeholders.h"

namespace candor::content {
namespace {

template <typename Item>
const Item* with_id(const std::vector<Item>& items, const std::string& id) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

/// The text in the language, or the source text itself.
const std::string& translated(const Pack& pack, const std::string& language,
                              const std::string& source) {
  const auto texts = pack.translations.find(language);
  if (texts == pack.translations.end()) return source;
  const auto text = texts->second.find(source);
  return text == texts->second.end() ? source : text->second;
}

std::optional<std::string> clinic_value(const Pack& pack, const std::string& language,
                                        const std::string& name) {
  constexpr std::string_view kClinic = "clinic.";
  if (!name.starts_with(kClinic)) return std::nullopt;
  const std::string key = name.substr(kClinic.size());
  const auto value = pack.clinic.values.find(key);
  if (value == pack.clinic.values.end()) return "[" + key + "]";
  return translated(pack, language, value->second);
}

}  // namespace

std::string Pack::text(const std::string& language, const std::string& source,
                       const Placeholders& extra) const {
  // What is put in is not searched again: a value with braces cannot pull in another.
  return fill_placeholders(
      translated(*this, language, source),
      [&](const std::string& name) -> std::optional<std::string> {
        if (const auto given = extra.find(name); given != extra.end()) return given->second;
        if (name == "treatments") return std::to_string(treatments);
        if (name == "procedure") {
          return fill_placeholders(
              translated(*this, language, procedure),
              [&](const std::string& inner) { return clinic_value(*this, language, inner); });
        }
        return clinic_value(*this, language, name);
      });
}

const Page* Pack::page(const std::string& page_id) const {
  return with_id(pages, page_id);
}

const Block* Pack::block(const std::string& page_id, const std::string& block_id) const {
  const Page* found = page(page_id);
  return found == nullptr ? nullptr : with_id(found->blocks, block_id);
}

const Walk* Pack::walk(const std::string& walk_id) const {
  return with_id(walks, walk_id);
}

const RiskGroup* Pack::group(const std::string& group_id) const {
  return with_id(groups, group_id);
}

std::string to_string(Urgency urgency) {
  switch (urgency) {
    case Urgency::routine:
      return "routine";
    case Urgency::soon:
      return "soon";
    case Urgency::now:
      return "now";
  }
  return {};
}

std::string to_string(Role role) {
  switch (role) {
    case Role::patient:
      return "patient";
    case Role::representative:
      return "representative";
    case Role::witness:
      return "witness";
    case Role::interpreter:
      return "interpreter";
    case Role::clinician:
      return "clinician";
  }
  return {};
}

std::string to_string(Verb verb) {
  switch (verb) {
    case Verb::understand:
      return "understand";
    case Verb::agree:
      return "agree";
    case Verb::will:
      return "will";
  }
  return {};
}

}  // namespace candor::content
