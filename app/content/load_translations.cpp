// translations/<tag>.json: source text → translated text.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "content/object_reader.h"
#include "content/placeholders.h"
#include "content/translation_file.h"
#include "content/utf8.h"

namespace candor::content {
namespace {

/// What all uses of one source text ask of its translation.
struct Wanted {
  bool line = false;  ///< at some place it is a line without markup
  bool must = false;  ///< patients read it
};

using AllWanted = std::map<std::string, Wanted>;

AllWanted gather(const LoadState& state) {
  AllWanted wanted;
  for (const PatientText& text : state.texts) {
    Wanted& entry = wanted[text.text];
    entry.line = entry.line || !text.rich;
    entry.must = entry.must || text.must_be_translated;
  }
  return wanted;
}

std::set<std::string> placeholder_names(std::string_view text) {
  std::set<std::string> names;
  for (const Placeholder& placeholder : find_placeholders(text).found)
    names.insert(placeholder.name);
  return names;
}

/// What `candor translate` keeps: a text that nobody reads, so it need only be sound.
void check_kept(LoadState& state, const Document& document, const JsonValue& value,
                std::string_view name, Need need) {
  const JsonMember* found = value.member(name);
  if (found == nullptr) {
    if (need == Need::optional) return;
    state.report.add({&document, value.offset}, rule::kMissingProperty,
                     fmt::format("\"{}\" is missing here", name),
                     "\"was\" (the source text) and \"said\" (its translation) belong together");
    return;
  }
  read_text(state, document, found->value, fmt::format("\"{}\"", name), Markup::rich, Use::kept);
}

/// The earlier translations of texts that have changed.
void check_aside(LoadState& state, const Document& document, const JsonValue& value) {
  if (value.type != JsonValue::Type::list) {
    state.report.add(
        {&document, value.offset}, rule::kWrongType,
        fmt::format("\"{}\" must be a list, but this is {}", kAside, type_name(value.type)),
        "write [ { \"was\": …, \"said\": … } ], or remove it");
    return;
  }
  for (const JsonValue& item : value.items) {
    const ObjectReader reader(state, document, item, "a text that is kept aside", {"was", "said"});
    if (!reader.is_object()) continue;
    check_kept(state, document, item, "was", Need::required);
    check_kept(state, document, item, "said", Need::required);
  }
}

/// The value that holds the translation itself: beside a suggestion it is the object's "text".
/// nullptr where there is none yet, or none that could be read.
const JsonValue* find_text(LoadState& state, const Document& document, const JsonValue& value) {
  const JsonValue* text = &value;
  if (value.type == JsonValue::Type::object) {
    const ObjectReader reader(state, document, value, "a translation", {"text", "was", "said"});
    const bool suggested = reader.has("was") || reader.has("said");
    check_kept(state, document, value, "was", suggested ? Need::required : Need::optional);
    check_kept(state, document, value, "said", suggested ? Need::required : Need::optional);
    const JsonMember* found = value.member("text");
    if (found == nullptr) {
      state.report.add(reader.place(), rule::kMissingProperty,
                       "\"text\" is missing in a translation", "add it, empty while there is none");
      return nullptr;
    }
    text = &found->value;
  }
  const bool empty = text->type == JsonValue::Type::text && text->text.empty();
  return empty ? nullptr : text;
}

void load_texts(LoadState& state, const Document& document, const AllWanted& wanted,
                bool all_texts_known, const std::string& tag,
                std::map<std::string, std::string>& texts) {
  for (const JsonMember& member : document.root.members) {
    if (member.name == "$schema") continue;
    if (member.name == kAside) {
      check_aside(state, document, member.value);
      continue;
    }
    const Place key{&document, member.offset};
    const auto source = wanted.find(member.name);
    if (source == wanted.end()) {
      if (all_texts_known) {
        state.report.add(
            key, rule::kTranslationUnused,
            "the pack has no text \"" + shortened(member.name, 60) + "\" (any more)",
            "correct it to the text as it stands now, and look at the translation again; or let "
            "candor translate keep it aside");
      }
      continue;
    }
    const Markup markup = source->second.line ? Markup::line : Markup::rich;
    const JsonValue* value = find_text(state, document, member.value);
    if (value == nullptr) continue;
    const std::string text =
        read_text(state, document, *value, "the translation", markup, Use::translated);
    if (text.empty()) continue;
    const auto here = placeholder_names(text);
    const auto there = placeholder_names(member.name);
    for (const std::string& name : there) {
      if (here.contains(name)) continue;
      state.report.add({&document, value->offset}, rule::kTranslationPlaceholders,
                       "the translation lacks {" + name + "}",
                       "keep the placeholders of the source text");
    }
    for (const std::string& name : here) {
      if (there.contains(name)) continue;
      state.report.add({&document, value->offset}, rule::kTranslationPlaceholders,
                       "the translation has {" + name + "}, the source text has not",
                       "keep the placeholders of the source text");
    }
    texts[member.name] = text;
    state.places["translation " + tag + "\n" + member.name] = {&document, value->offset};
  }
}

/// Notes a language in which something is missing. A reviewed one is a promise that all of it was
/// read by someone who knows, so there it is an error.
void check_complete(LoadState& state, const std::string& name, const AllWanted& wanted,
                    const Language& language, const std::map<std::string, std::string>& texts) {
  int missing = 0;
  std::string first;
  for (const auto& [source, use] : wanted) {
    if (!use.must || texts.contains(source)) continue;
    if (missing++ == 0) first = source;
  }
  if (missing == 0) return;
  state.incomplete.insert(language.tag);
  if (language.status != TranslationStatus::reviewed) return;
  state.report.add_file(name, rule::kTranslationMissing,
                        fmt::format("{} texts are not translated, one of them is \"{}\"", missing,
                                    shortened(first, 60)),
                        "translate them, or say \"status\": \"draft\" in pack.json");
}

}  // namespace

void load_translations(LoadState& state) {
  const std::filesystem::path folder = state.pack_folder / "translations";
  const std::string name = state.pack_name + "translations/";
  const AllWanted wanted = gather(state);
  const bool all_texts_known =
      state.manifest_read && state.pages_read && state.clinic_read && state.texts_read;
  const std::vector<std::string> files = list_folder(state, folder, name);

  for (std::size_t i = 1; i < state.pack.languages.size(); ++i) {
    const Language& language = state.pack.languages[i];
    const bool doubled = language.tag == state.pack.languages.front().tag ||
                         state.pack.translations.contains(language.tag);
    if (language.tag.empty() || doubled) continue;
    const std::string file = language.tag + ".json";
    if (std::find(files.begin(), files.end(), file) == files.end()) {
      state.report.add(state.language_places[i].place, rule::kTranslationMissing,
                       "there is no file translations/" + file, "add it, or remove the language");
      continue;
    }
    Document* document = read_document(state, folder / file, name + file);
    if (document == nullptr) continue;
    add_to_digest(state, "translations/" + file, *document);
    if (document->root.type != JsonValue::Type::object) {
      state.report.add(
          {document, document->root.offset}, rule::kWrongType,
          "a translation must be an object, but this is " + type_name(document->root.type),
          "write { \"source text\": \"translated text\", … }");
      continue;
    }
    auto& texts = state.pack.translations[language.tag];
    load_texts(state, *document, wanted, all_texts_known, language.tag, texts);
    if (all_texts_known) check_complete(state, name + file, wanted, language, texts);
    document->root = {};
  }

  if (!state.manifest_read) return;
  for (const std::string& file : files) {
    const bool listed =
        std::any_of(state.pack.languages.begin(), state.pack.languages.end(),
                    [&](const Language& language) { return language.tag + ".json" == file; });
    const bool source =
        !state.pack.languages.empty() && state.pack.languages.front().tag + ".json" == file;
    if (listed && !source) continue;
    state.report.add_file(
        name + file, rule::kLanguage,
        source ? "the pages are written in this language"
               : "pack.json has no language for this file",
        source ? "remove the file" : "add the language there, or remove the file");
  }
}

}  // namespace candor::content
