// clinic.json: what each clinic sets.
#include <algorithm>

#include "content/object_reader.h"
#include "content/placeholders.h"
#include "content/rich.h"

namespace candor::content {
namespace {

/// A value goes into the middle of texts with markup: there it must stay what it is.
bool reads_the_same_in_rich_text(const std::string& value) {
  const auto parsed = parse_rich(value);
  return parsed && parsed->size() == 1 && parsed->front().text == value &&
         parsed->front().kind == Paragraph::Kind::plain && parsed->front().emphasis.empty();
}

void load_values(LoadState& state, const Document& document, const JsonValue& values) {
  if (values.members.size() > 200) {
    state.report.add({&document, values.offset}, rule::kLimit,
                     "there are more than 200 clinic values", "remove those that no text uses");
    return;
  }
  for (const JsonMember& member : values.members) {
    const Place key{&document, member.offset};
    if (!is_placeholder_word(member.name)) {
      state.report.add(key, rule::kFormat,
                       "the name of a clinic value has lower-case letters, digits and _ only",
                       "rename it, for example front_desk_phone");
      continue;
    }
    state.clinic_names.insert(member.name);
    state.places["clinic " + member.name] = {&document, member.value.offset};
    if (member.value.type == JsonValue::Type::null) continue;
    if (member.value.type == JsonValue::Type::integer ||
        member.value.type == JsonValue::Type::fraction) {
      state.report.add({&document, member.value.offset}, rule::kWrongType,
                       "\"" + member.name + "\" must be a text or null, but this is a number",
                       "write it in quotes");
      continue;
    }
    const std::string text = read_text(state, document, member.value, "\"" + member.name + "\"",
                                       Markup::line, Use::plain, 400);
    if (text.empty()) continue;
    if (!reads_the_same_in_rich_text(text)) {
      state.report.add({&document, member.value.offset}, rule::kMarkup,
                       "\"" + member.name + "\" would be read as markup",
                       "write it without * # < > [ ] ` and \\");
      continue;
    }
    state.pack.clinic.values[member.name] = text;
    state.texts.push_back(
        {text, false, false, {&document, member.value.offset}, {}, {}, member.name});
  }
}

}  // namespace

void load_clinic(LoadState& state) {
  const std::string name = state.content_name + "clinic.json";
  Document* document = read_document(state, state.content_folder / "clinic.json", name);
  if (document == nullptr) return;
  add_to_digest(state, "clinic.json", *document);
  ObjectReader reader(state, *document, document->root, "clinic.json",
                      {"$schema", "demonstration", "approvals", "after_review_date", "required",
                       "values", "emergency"});
  if (!reader.is_object()) return;
  reader.line("$schema", Need::optional, Use::plain);
  state.places["clinic"] = reader.place();
  if (reader.has("demonstration")) {
    state.places["clinic demonstration"] = reader.place_of("demonstration");
  }
  state.pack.clinic.demonstration = reader.boolean("demonstration", Need::required, false);
  constexpr int kMostApprovals = 5;
  state.pack.clinic.approvals =
      reader.integer("approvals", Need::optional, 1, kMostApprovals).value_or(1);
  if (reader.word("after_review_date", Need::optional, {"warn", "practice"}) == 1) {
    state.pack.clinic.after_review = AfterReview::practice;
  }
  if (const JsonValue* values = reader.object("values", Need::required)) {
    load_values(state, *document, *values);
    state.clinic_read = true;
  }

  std::vector<Reference> required = reader.words("required", Need::required, 0, 200);
  for (const Reference& value : required) {
    if (!state.clinic_read) break;
    if (!state.clinic_names.contains(value.id)) {
      std::string next =
          suggestion(value.id, {state.clinic_names.begin(), state.clinic_names.end()});
      if (next.empty()) next = "add it to \"values\", as null while it is not known";
      state.report.add(value.place, rule::kDangling,
                       "the required value \"" + value.id + "\" is not in \"values\"", next);
    } else if (!state.pack.clinic.values.contains(value.id)) {
      state.pack.clinic.unset.push_back(value.id);
    }
  }

  const auto* emergency = reader.list("emergency", Need::required, 1, 6);
  if (emergency == nullptr) return;
  for (const JsonValue& item : *emergency) {
    ObjectReader line(state, *document, item, "an emergency line", {"label", "number"});
    EmergencyLine read;
    read.label = line.line("label", Need::required, Use::patient, 200);
    read.number = line.line("number", Need::required, Use::plain, 40);
    if (!read.number.empty() && read.number.find_first_of("0123456789") == std::string::npos) {
      state.report.add(line.place_of("number"), rule::kFormat, "\"number\" has no digit",
                       "write the number as it is dialled");
    }
    state.pack.clinic.emergency.push_back(std::move(read));
  }
}

}  // namespace candor::content
