#include "kiosk/voicing.h"

#include <algorithm>
#include <utility>

namespace candor::kiosk {
namespace {

using present::Script;
using present::Sentence;

void append(Script& script, Script more) {
  std::move(more.sentences.begin(), more.sentences.end(), std::back_inserter(script.sentences));
}

const present::Content* content_of(const Sentence& sentence, const present::Page& page) {
  if (sentence.element < 0 || sentence.element >= int(page.elements.size())) return nullptr;
  return &page.elements[std::size_t(sentence.element)].content;
}

const present::Notice* notice_of(const Sentence& sentence, const present::Page& page) {
  const present::Content* content = content_of(sentence, page);
  return content == nullptr ? nullptr : std::get_if<present::Notice>(content);
}

/// What is touched says what becomes of it when it has the focus; clocks that run are not news.
bool is_control(const Sentence& sentence, const present::Page& page) {
  const present::Content* content = content_of(sentence, page);
  if (content == nullptr) return false;
  if (const auto* card = std::get_if<present::Card>(content)) {
    // A count is news, the time of day below a name is not.
    return sentence.pieces.empty() || sentence.pieces.front().text != card->large;
  }
  return std::holds_alternative<present::Options>(*content) ||
         std::holds_alternative<present::Fields>(*content) ||
         std::holds_alternative<present::Buttons>(*content) ||
         std::holds_alternative<present::Pad>(*content);
}

const present::Field* typed_field(const present::Page& page) {
  for (const present::Element& element : page.elements) {
    const auto* fields = std::get_if<present::Fields>(&element.content);
    if (fields == nullptr) continue;
    for (const present::Field& field : fields->items) {
      if (field.focused) return &field;
    }
  }
  return nullptr;
}

/// What a notice is about: the field that is typed into, else the question of the page.
std::string name_of_wrong(const present::Page& page) {
  if (const present::Field* field = typed_field(page)) return field->label;
  for (const present::Element& element : page.elements) {
    if (const auto* heading = std::get_if<present::Heading>(&element.content)) return heading->text;
  }
  for (const present::Element& element : page.elements) {
    if (const auto* kicker = std::get_if<present::Kicker>(&element.content)) return kicker->text;
  }
  return {};
}

std::int64_t characters_in(const std::string& text) {
  return std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  });
}

std::string last_character(const std::string& text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0U) == 0x80U) --at;
  return at == 0 ? std::string() : text.substr(at - 1);
}

/// What is said in place of words that the room must not hear: where one is, that it is silent, and
/// what can be done about it. None of it is about the person.
Script instead_of_page(const present::Page& page, const content::Words& words) {
  Script script;
  script.language = page.language;
  const auto add = [&](const std::string& text) {
    append(script, present::script_of(text, page.language));
  };
  // Off the way through the visit, even the bars tell what somebody decides.
  const bool on_the_way = page.header && page.header->progress >= 0;
  if (on_the_way && page.footer) add(page.footer->where);
  add(words.get(page.language, "This is not said aloud."));
  add(words.get(page.language, "To hear it, or to get help with it, press the speech key."));
  return script;
}

}  // namespace

Script Voicing::typing(const present::Page& page, present::Aloud aloud,
                       const content::Words& words) {
  Script script;
  const present::Field* field = typed_field(page);
  const std::string before = std::exchange(m_value, field == nullptr ? "" : field->value);
  const bool same = field != nullptr && std::exchange(m_field, field->id) == field->id;
  if (field == nullptr) m_field.clear();
  if (!same || before == m_value) return script;
  const std::string& language = page.language;
  if (field->masked || aloud == present::Aloud::open_only) {
    // How much was typed, and never what.
    return present::script_of(
        words.get(language, "{count, plural, one {# character typed} other {# characters typed}}",
                  {{"count", characters_in(m_value)}}),
        language);
  }
  const auto named = [&](const std::string& character) {
    return character == " " ? words.get(language, "space") : character;
  };
  if (m_value.size() < before.size()) {
    return present::script_of(
        words.get(language, "Erased: {letter}", {{"letter", named(last_character(before))}}),
        language);
  }
  return present::script_of(named(last_character(m_value)), language);
}

Script Voicing::news(const Told& told, present::Aloud aloud, const content::Words& words) {
  const present::Page& page = told.page;
  const bool whole = is_new(told);
  const bool answer_due = std::exchange(m_answer_due, false);
  Script script;
  script.language = page.language;
  const auto add_wrong = [&](const Sentence& sentence) {
    const present::Notice* notice = notice_of(sentence, page);
    if (notice == nullptr || !notice->wrong) return;
    Script name = present::script_of(name_of_wrong(page), page.language);
    for (Sentence& each : name.sentences) each.personal = sentence.personal;
    append(script, std::move(name));
  };
  const auto add_page = [&](bool only_news, bool only_notices) {
    for (const Sentence& sentence : told.script.sentences) {
      if (only_news && (is_control(sentence, page) || m_known.contains(sentence.say))) continue;
      if (only_notices && notice_of(sentence, page) == nullptr) continue;
      add_wrong(sentence);
      script.sentences.push_back(sentence);
    }
  };
  Script typed = typing(page, aloud, words);
  if (whole) {
    add_page(false, false);
  } else {
    append(script, std::move(typed));
    add_page(true, false);
  }
  const bool has_control = !told.control.empty();
  const bool control_new = whole || told.control != m_control ||
                           told.spoken.selected != m_selected ||
                           (told.spoken.typed_into && !m_typed_into);
  if (!whole && script.sentences.empty() && !control_new && answer_due) add_page(false, true);
  const bool speaks_control =
      has_control && (control_new || (answer_due && script.sentences.empty()));
  const bool leaves_out = [&] {
    const auto left = [](const Sentence& each) { return each.personal; };
    return aloud == present::Aloud::open_only && !script.sentences.empty() &&
           std::all_of(script.sentences.begin(), script.sentences.end(), left);
  }();
  script = present::heard_by(std::move(script), aloud);
  const Script left_out =
      present::script_of(words.get(page.language, "This is not said aloud."), page.language);
  if (leaves_out) append(script, whole ? instead_of_page(page, words) : left_out);
  if (speaks_control) {
    m_control_told = script.sentences.empty();
    Script control =
        present::heard_by(present::script_of(told.spoken, page.language, words), aloud);
    if (control.sentences.empty() && !leaves_out) control = left_out;
    // That letters go somewhere is told, and not what the field asks for.
    if (told.spoken.personal && told.spoken.typed_into && aloud == present::Aloud::open_only) {
      append(control,
             present::script_of(words.get(page.language, "You can type now."), page.language));
    }
    for (Sentence& each : control.sentences) each.of_focus = true;
    append(script, std::move(control));
  }
  m_identity = told.identity + "\n" + page.language;
  m_known.clear();
  for (const Sentence& sentence : told.script.sentences) m_known.insert(sentence.say);
  m_control = told.control;
  m_selected = told.spoken.selected;
  m_typed_into = told.spoken.typed_into;
  return script;
}

}  // namespace candor::kiosk
