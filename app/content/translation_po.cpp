#include "content/translation_po.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "content/json_reader.h"
#include "content/po.h"
#include "content/utf8.h"

namespace candor::content {
namespace {

/// gettext writes es_MX where the web writes es-MX.
std::string language_of(const std::string& tag) {
  std::string language = tag.substr(0, tag.find_first_of("-_.@"));
  for (char& c : language) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
  return language;
}

}  // namespace

std::string to_po(const Translatable& wanted, const TranslationFile& file,
                  const std::string& language, const std::string& revised) {
  std::map<std::string, const TextToTranslate*> texts;
  for (const TextToTranslate& text : wanted.texts) texts[text.source] = &text;
  std::vector<PoEntry> entries;
  std::set<std::string> sources;
  for (const TranslationEntry& entry : file.entries) {
    PoEntry po;
    po.source = entry.source;
    po.text = entry.text;
    if (const auto text = texts.find(entry.source); text != texts.end()) {
      po.notes = text->second->notes;
      // A space in a file's name would make two places of one.
      std::copy_if(text->second->places.begin(), text->second->places.end(),
                   std::back_inserter(po.references),
                   [](const std::string& place) { return place.find(' ') == std::string::npos; });
    }
    if (entry.text.empty() && !entry.near.said.empty()) {
      po.fuzzy = true;
      po.previous = entry.near.was;
      po.text = entry.near.said;
    }
    sources.insert(entry.source);
    entries.push_back(std::move(po));
  }
  for (const Translated& kept : file.aside) {
    // gettext's tools refuse a text that stands twice; the other one stays in our own file.
    if (!sources.insert(kept.was).second) continue;
    PoEntry po;
    po.source = kept.was;
    po.text = kept.said;
    po.obsolete = true;
    entries.push_back(std::move(po));
  }
  return write_po({wanted.name, language, revised}, entries);
}

Imported from_po(std::string_view po, const std::string& name, const std::string& language,
                 const Translatable& wanted, const TranslationFile& file) {
  Imported imported;
  imported.file = file;
  PoRead read = read_po(po, name);
  imported.findings = std::move(read.findings);
  if (!read.language.empty() && language_of(read.language) != language_of(language)) {
    imported.findings.push_back(
        {name, 0, 0,
         "the header says that this is " + shortened(read.language, 40) + ", not " + language,
         "import the file of this language, or correct \"Language:\"", Severity::error, "po"});
  }
  // One text has one translation, whatever contexts a tool made of it.
  std::map<std::string, std::string> said;
  for (const PoEntry& entry : read.entries) {
    if (entry.obsolete || entry.fuzzy || entry.text.empty()) continue;
    const auto [other, is_new] = said.try_emplace(entry.source, entry.text);
    if (is_new || other->second == entry.text) continue;
    const LineColumn at = line_column(po, entry.offset);
    imported.findings.push_back({name, at.line, at.column,
                                 "this text has two translations in two contexts",
                                 "make them the same", Severity::error, "po"});
  }
  if (!imported.findings.empty()) return imported;

  std::map<std::string, TranslationEntry*> entries;
  for (TranslationEntry& entry : imported.file.entries) entries[entry.source] = &entry;
  for (const TextToTranslate& text : wanted.texts) entries.try_emplace(text.source, nullptr);
  const auto keep = [&imported](const Translated& kept) {
    auto& aside = imported.file.aside;
    if (std::find(aside.begin(), aside.end(), kept) != aside.end()) return false;
    aside.push_back(kept);
    return true;
  };
  std::vector<TranslationEntry> others;
  for (const PoEntry& entry : read.entries) {
    if (entry.text.empty()) continue;
    const auto found = entries.find(entry.source);
    const bool known = found != entries.end() && found->second != nullptr;
    if (entry.fuzzy) {
      if (!entry.obsolete) ++imported.fuzzy;
      continue;
    }
    if (entry.obsolete) {
      if (!known) keep({entry.source, entry.text});
      continue;
    }
    if (known) {
      TranslationEntry& own = *found->second;
      if (own.text == entry.text) continue;
      ++(own.text.empty() ? imported.taken : imported.changed);
      own.text = entry.text;
      own.near = {};
      continue;
    }
    if (wanted.others.contains(entry.source)) {
      others.push_back({entry.source, entry.text, {}});
      ++imported.taken;
    } else if (keep({entry.source, entry.text})) {
      const LineColumn at = line_column(po, entry.offset);
      imported.notes.push_back(
          {name, at.line, at.column,
           "the pack has no text \"" + shortened(entry.source, 60) + "\" (any more)",
           "it is kept aside", Severity::note, "po"});
    }
  }
  for (TranslationEntry& other : others) imported.file.entries.push_back(std::move(other));
  return imported;
}

}  // namespace candor::content
