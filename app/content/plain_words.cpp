#include "content/plain_words.h"

#include <algorithm>

#include "content/load_state.h"
#include "content/object_reader.h"

namespace candor::content {
namespace {

/// Whether there is a letter or a digit in it.
bool is_word(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

PlainWords load_plain_words(LoadState& state) {
  PlainWords words;
  const std::filesystem::path path = state.content_folder / "plain-words.json";
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::symlink_status(path, error))) return words;
  const Document* document = read_document(state, path, state.content_name + "plain-words.json");
  if (document == nullptr) return words;
  ObjectReader reader(state, *document, document->root, "plain-words.json",
                      {"$schema", "languages"});
  reader.line("$schema", Need::optional, Use::plain);
  const JsonValue* languages = reader.object("languages", Need::required);
  if (languages == nullptr) return words;
  for (const JsonMember& language : languages->members) {
    if (language.value.type != JsonValue::Type::object) {
      state.report.add({document, language.value.offset}, rule::kWrongType,
                       "the words of a language must be an object, but this is " +
                           type_name(language.value.type),
                       "write { \"hard word\": \"plain words\", … }");
      continue;
    }
    for (const JsonMember& word : language.value.members) {
      if (!is_word(word.name)) {
        state.report.add({document, word.offset}, rule::kTextForm, "this is not a word",
                         "write the hard word here and the plain words behind it");
        continue;
      }
      const std::string plain =
          read_text(state, *document, word.value, "the plain words", Markup::line, Use::plain, 200);
      if (!plain.empty()) words[language.name][word.name] = plain;
    }
  }
  return words;
}

}  // namespace

PlainWordsRead read_plain_words(const std::filesystem::path& folder) {
  LoadState state = start_loading(folder);
  PlainWordsRead read;
  read.words = load_plain_words(state);
  read.findings = state.report.take();
  return read;
}

}  // namespace candor::content
