#include "ui/spoken.h"

#include <algorithm>

namespace candor::ui {
namespace {

/// The field of the page that this node shows, or nullptr.
const present::Field* field_of(const Node& node, const present::Page& page) {
  for (const present::Element& element : page.elements) {
    const auto* fields = std::get_if<present::Fields>(&element.content);
    if (fields == nullptr) continue;
    for (const present::Field& field : fields->items) {
      if (node.id == "field." + field.id) return &field;
    }
  }
  return nullptr;
}

/// A ticket's or a proof's code.
bool is_secret(const Node& node, const present::Page& page) {
  return std::any_of(page.elements.begin(), page.elements.end(), [&](const auto& element) {
    const auto* card = std::get_if<present::Card>(&element.content);
    return card != nullptr && card->secret && node.label == card->large;
  });
}

}  // namespace

present::SpokenControl spoken_control(const Node& node, const present::Page& page) {
  using Kind = present::SpokenControl::Kind;
  present::SpokenControl control;
  control.label = is_secret(node, page) ? std::string() : node.label;
  control.selected = node.selected;
  control.personal = page.personal;
  switch (node.role) {
    case NodeRole::heading:
      control.kind = Kind::heading;
      break;
    case NodeRole::text:
    case NodeRole::notice:
    case NodeRole::picture:
      control.kind = Kind::text;
      break;
    case NodeRole::button:
      // Answers that look like buttons are answers.
      control.kind = node.selected ? Kind::choice : Kind::button;
      break;
    case NodeRole::radio:
    case NodeRole::checkbox:
      control.kind = Kind::choice;
      break;
    case NodeRole::key:
      control.kind = Kind::key;
      break;
    case NodeRole::pad:
      control.kind = Kind::pad;
      break;
    case NodeRole::field: {
      control.kind = Kind::field;
      const present::Field* field = field_of(node, page);
      // A field that is not known to be open is taken for a hidden one.
      control.masked = field == nullptr || field->masked;
      if (!control.masked) control.value = field->value;
      break;
    }
  }
  return control;
}

}  // namespace candor::ui
