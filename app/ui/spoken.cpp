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

/// Whether this stands around every page alike, and so says nothing about the person.
bool is_frame(const Node& node, const present::Page& page) {
  const auto is_it = [&](const present::Button& button) { return button.id == node.id; };
  if (node.id == "more" || node.id == "above") return true;
  if (page.header &&
      (std::any_of(page.header->buttons.begin(), page.header->buttons.end(), is_it) ||
       std::any_of(page.header->voice.begin(), page.header->voice.end(), is_it))) {
    return true;
  }
  if (!page.footer) return false;
  for (const auto& button :
       {page.footer->back, page.footer->stop, page.footer->other, page.footer->primary}) {
    if (button && is_it(*button)) return true;
  }
  return false;
}

/// Whether a key of the keyboard puts a letter into the field.
bool types(const Node& node) {
  if (!node.action) return false;
  const auto& action = node.action->any();
  return std::holds_alternative<present::TypeText>(action) ||
         std::holds_alternative<present::PickCandidate>(action) ||
         std::holds_alternative<present::ToneMark>(action);
}

/// Whether what is typed on this page stays hidden.
bool types_hidden(const present::Page& page) {
  for (const present::Element& element : page.elements) {
    const auto* fields = std::get_if<present::Fields>(&element.content);
    if (fields == nullptr) continue;
    for (const present::Field& field : fields->items) {
      if (field.focused && field.masked) return true;
    }
  }
  return false;
}

/// The language of an option's label, where it is another one than the page's.
std::string language_of(const Node& node, const present::Page& page) {
  for (const present::Element& element : page.elements) {
    const auto* options = std::get_if<present::Options>(&element.content);
    if (options == nullptr) continue;
    for (const present::Button& item : options->items) {
      if (item.id == node.id) return item.language;
    }
  }
  return {};
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
  control.personal = page.personal && !is_frame(node, page);
  control.language = language_of(node, page);
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
      // Which letters one goes to is what one types; Erase and Done are everybody's.
      control.personal = types(node);
      control.masked = control.personal && types_hidden(page);
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
      control.typed_into = field != nullptr && field->focused;
      break;
    }
  }
  return control;
}

}  // namespace candor::ui
