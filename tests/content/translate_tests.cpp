#include <doctest/doctest.h>

#include <algorithm>

#include "content/load.h"
#include "content/po.h"
#include "content/translate.h"
#include "content/translation_po.h"
#include "support/sample_pack.h"

namespace candor::content {
namespace {

constexpr const char* kSpanish = "sample/translations/es.json";

Translatable texts_of(const support::SamplePack& pack) {
  const PackTexts read = texts_of_pack(pack.folder());
  for (const Finding& finding : read.findings) FAIL_CHECK(to_string(finding));
  REQUIRE(read.findings.empty());
  return read.texts;
}

TranslationFile spanish(const support::SamplePack& pack) {
  const auto file = read_translation_file(pack.read(kSpanish), "es.json");
  REQUIRE_MESSAGE(file, to_string(file.error()));
  return *file;
}

/// Brings the pack's Spanish up to date, as the command does.
BroughtUp bring(const support::SamplePack& pack, const std::vector<Translated>& elsewhere = {}) {
  BroughtUp brought = bring_up_to_date(texts_of(pack), spanish(pack), elsewhere);
  pack.write(kSpanish, write_translation_file(brought.file));
  return brought;
}

const TranslationEntry& entry(const TranslationFile& file, const std::string& source) {
  const auto found = std::find_if(file.entries.begin(), file.entries.end(),
                                  [&](const auto& each) { return each.source == source; });
  REQUIRE(found != file.entries.end());
  return *found;
}

std::size_t index_of(const TranslationFile& file, const std::string& source) {
  return static_cast<std::size_t>(&entry(file, source) - file.entries.data());
}

TEST_CASE("translate: a new file has every text that patients read, in the order of the pages") {
  const support::SamplePack pack;
  const Translatable wanted = texts_of(pack);
  const BroughtUp brought = bring_up_to_date(wanted, {}, {});
  REQUIRE(brought.file.entries.size() == wanted.texts.size());
  CHECK(brought.added == brought.texts);
  CHECK(brought.empty == brought.texts);
  CHECK(brought.file.entries.front().source == "Tea drip: what to know");
  const auto before = [&](const char* first, const char* second) {
    return index_of(brought.file, first) < index_of(brought.file, second);
  };
  // The shared page comes between two of the pack's own, as it does for patients.
  CHECK(before("What it is", "Take your time."));
  CHECK(before("Take your time.", "You can stop {procedure} at *any* time."));
  CHECK(before("You can stop {procedure} at *any* time.", "Your decision"));
  // What only staff read need not be translated.
  for (const TranslationEntry& each : brought.file.entries) CHECK(each.source != "Hill Clinic");
}

TEST_CASE("translate: what it writes loads, and a second run changes no byte") {
  const support::SamplePack pack;
  const BroughtUp first = bring(pack);
  CHECK(first.added > 0);
  CHECK(entry(first.file, "What it is").text == "Qué es");
  const std::string bytes = pack.read(kSpanish);
  const BroughtUp second = bring(pack);
  CHECK(second.file == first.file);
  CHECK(pack.read(kSpanish) == bytes);
  CHECK(second.added == 0);
  const Loaded loaded = load_pack(pack.folder());
  for (const Finding& finding : loaded.findings) FAIL_CHECK(to_string(finding));
  REQUIRE(loaded.pack);
  // A text that is not translated yet is shown in the source language.
  CHECK(loaded.pack->text("es", "Fine") == "Bien");
  CHECK(loaded.pack->text("es", "Take your time.") == "Take your time.");
}

TEST_CASE("translate: a changed sentence keeps its translation aside and has it as a suggestion") {
  const support::SamplePack pack;
  bring(pack);
  pack.replace("sample/pages/20-safety.json", "You can stop {procedure} at *any* time.",
               "You can stop {procedure} at *any* time, and rest.");
  // As the loader sees it until then: the translation has lost its text.
  CHECK_FALSE(load_pack(pack.folder()).pack);
  const BroughtUp brought = bring(pack);
  CHECK(brought.set_aside == 1);
  CHECK(brought.added == 1);
  const TranslationEntry& changed =
      entry(brought.file, "You can stop {procedure} at *any* time, and rest.");
  CHECK(changed.text.empty());
  CHECK(changed.near.was == "You can stop {procedure} at *any* time.");
  CHECK(changed.near.said == "Puede parar {procedure} en *cualquier* momento.");
  CHECK(brought.file.aside ==
        std::vector<Translated>{{"You can stop {procedure} at *any* time.",
                                 "Puede parar {procedure} en *cualquier* momento."}});
  CHECK(load_pack(pack.folder()).pack);
  const std::string bytes = pack.read(kSpanish);
  CHECK(bytes.find("\"was\": \"You can stop {procedure} at *any* time.\",") != std::string::npos);
  bring(pack);
  CHECK(pack.read(kSpanish) == bytes);

  SUBCASE("translated beside the suggestion, it is a translation, and the old one stays aside") {
    pack.replace(kSpanish,
                 "\"You can stop {procedure} at *any* time, and rest.\": {\n    \"text\": \"\"",
                 "\"You can stop {procedure} at *any* time, and rest.\": {\n    \"text\": "
                 "\"Puede parar {procedure} y descansar.\"");
    const Loaded loaded = load_pack(pack.folder());
    REQUIRE(loaded.pack);
    CHECK(loaded.pack->text("es", "You can stop {procedure} at *any* time, and rest.") ==
          "Puede parar un goteo de té y descansar.");
    const BroughtUp after = bring(pack);
    CHECK(after.file.aside.size() == 1);
    CHECK(pack.read(kSpanish).find("rest.\": \"Puede parar {procedure} y descansar.\"") !=
          std::string::npos);
  }
  SUBCASE("put back as it was, the sentence has its translation again") {
    pack.replace("sample/pages/20-safety.json", "You can stop {procedure} at *any* time, and rest.",
                 "You can stop {procedure} at *any* time.");
    const BroughtUp after = bring(pack);
    CHECK(after.restored == 1);
    CHECK(after.file.aside.empty());
    CHECK(entry(after.file, "You can stop {procedure} at *any* time.").text ==
          "Puede parar {procedure} en *cualquier* momento.");
  }
}

TEST_CASE("translate: nothing that was ever translated is lost, whatever changes") {
  const support::SamplePack pack;
  std::set<std::string> said{"Qué es", "un goteo de té",
                             "Puede parar {procedure} en *cualquier* momento.", "Bien"};
  bring(pack);
  const char* before = "What it is";
  for (const char* now : {"What it may be", "What it is", "Tea", "What this is", "What it is"}) {
    pack.replace("sample/pages/10-about.json", std::string("\"title\": \"") + before + "\"",
                 std::string("\"title\": \"") + now + "\"");
    before = now;
    const BroughtUp brought = bring(pack);
    std::string untranslated = std::string("\"") + now + "\": \"\"";
    std::string bytes = pack.read(kSpanish);
    if (const auto at = bytes.find(untranslated); at != std::string::npos) {
      const std::string text = std::string("Té: ") + now;
      said.insert(text);
      bytes.replace(at, untranslated.size(), std::string("\"") + now + "\": \"" + text + "\"");
      pack.write(kSpanish, bytes);
    }
    bytes = pack.read(kSpanish);
    for (const std::string& text : said) {
      CAPTURE(text);
      CHECK(bytes.find(quoted_json(text)) != std::string::npos);
    }
  }
}

TEST_CASE("translate: what another pack says is suggested, never taken") {
  const support::SamplePack pack;
  const std::string paper = "Take your time.";
  const BroughtUp brought = bring(pack, {{paper, "Tómese su tiempo."}});
  CHECK(entry(brought.file, paper).text.empty());
  CHECK(entry(brought.file, paper).near.said == "Tómese su tiempo.");
  CHECK(brought.file.aside.empty());
  const std::string bytes = pack.read(kSpanish);
  bring(pack, {{paper, "Tómese su tiempo."}});
  CHECK(pack.read(kSpanish) == bytes);
  // Also when the other pack has gone: a suggestion does not become a translation by itself.
  CHECK(entry(bring(pack).file, paper).text.empty());
  CHECK(pack.read(kSpanish) == bytes);
}

TEST_CASE("translate: new texts come where patients read them, and what stands stays") {
  const support::SamplePack pack;
  pack.write(kSpanish, R"({
  "Fine": "Bien",
  "What it is": "Qué es"
}
)");
  const BroughtUp brought = bring(pack);
  CHECK(index_of(brought.file, "Fine") < index_of(brought.file, "What it is"));
  CHECK(index_of(brought.file, "Do not drive for 24 hours.") ==
        index_of(brought.file, "What it is") + 2);
}

TEST_CASE("translate: a file that is not one is refused with its place") {
  const auto refused = [](const std::string& bytes) {
    const auto read = read_translation_file(bytes, "es.json");
    REQUIRE_FALSE(read);
    return to_string(read.error());
  };
  CHECK(refused("{\n  \"a\": \"b\",,\n}").starts_with("es.json:2:12: "));
  CHECK(refused("[]").starts_with("es.json:1:1: "));
  CHECK(refused("{\n  \"a\": 1\n}").starts_with("es.json:2:8: "));
  CHECK(refused("{ \"a\": { \"text\": \"\", \"was\": \"x\" } }").starts_with("es.json:1:8: "));
  CHECK(refused("{ \"a\": { \"texd\": \"\" } }").starts_with("es.json:1:10: "));
  CHECK(refused("{ \"$aside\": [ { \"was\": \"x\" } ] }").starts_with("es.json:1:15: "));
  CHECK(refused("{ \"a\": \"b\", \"a\": \"c\" }").starts_with("es.json:1:13: "));
}

TEST_CASE(
    "translate: a pack with a mistake on a page is not translated, so that nothing goes aside") {
  const support::SamplePack pack;
  pack.replace("sample/pages/10-about.json", "\"title\": \"What it is\"",
               "\"tilte\": \"What it is\"");
  const PackTexts read = texts_of_pack(pack.folder());
  CHECK_FALSE(read.findings.empty());
  CHECK(read.texts.texts.empty());
  // A mistake in the translation itself is no hindrance: this is what puts it right.
  const support::SamplePack other;
  other.replace(kSpanish, "\"Fine\"", "\"Fines\"");
  CHECK(texts_of_pack(other.folder()).findings.empty());
}

TEST_CASE("translate: a language is added to pack.json, and its other bytes stay") {
  const support::SamplePack pack;
  const std::string before = pack.read("sample/pack.json");
  const auto with = with_language(before, "fr", own_language_name("fr"));
  REQUIRE(with);
  const std::string added =
      ",\n    { \"tag\": \"fr\", \"name\": \"Français\", \"status\": \"draft\" }";
  const auto at = with->find(added);
  REQUIRE(at != std::string::npos);
  std::string without = *with;
  CHECK(without.erase(at, added.size()) == before);
  CHECK_FALSE(with_language("{}", "fr", "Français"));
  const auto one_line = with_language(R"({"languages":[{"tag":"en"}]})", "fr", "F");
  REQUIRE(one_line);
  CHECK(*one_line ==
        R"({"languages":[{"tag":"en"}, { "tag": "fr", "name": "F", "status": "draft" }]})");
  CHECK(own_language_name("es") == "Español");
  CHECK(own_language_name("ht").empty());
}

TEST_CASE("translate: a language's tag is no path") {
  for (const char* tag : {"en", "es-MX", "zh-Hans", "hmn"}) CHECK(is_language_tag(tag));
  for (const char* tag : {"", "e", "../x", "EN", "en/", "en-", "français", "zh_Hans"}) {
    CHECK_FALSE(is_language_tag(tag));
  }
}

TEST_CASE("translate: export and import give the same file, byte for byte") {
  const support::SamplePack pack;
  bring(pack);
  pack.replace("sample/pages/20-safety.json", "You can stop {procedure} at *any* time.",
               "You \\\"can\\\" stop:\\n\\n- a \\\\* b\\n- {procedure}");
  bring(pack);
  pack.replace(kSpanish, "\"text\": \"\"", "\"text\": \"Puede \\\"parar\\\":\\n\\n- x\"");
  const BroughtUp brought = bring(pack);
  const Translatable wanted = texts_of(pack);
  const std::string po = to_po(wanted, brought.file, "es", "2026-11-22 09:10+0000");
  const Imported same = from_po(po, "es.po", "es", wanted, brought.file);
  CHECK(same.findings.empty());
  CHECK(same.file == brought.file);
  CHECK(same.taken + same.changed == 0);
  // Into an empty translation: all that was said arrives, what is aside too.
  const TranslationFile empty = bring_up_to_date(wanted, {}, {}).file;
  const Imported all = from_po(po, "es.po", "es", wanted, empty);
  for (const TranslationEntry& each : brought.file.entries) {
    CAPTURE(each.source);
    CHECK(entry(all.file, each.source).text == each.text);
  }
  CHECK(all.file.aside == brought.file.aside);
}

TEST_CASE("translate: a suggestion is exported as fuzzy, and is taken once a person says so") {
  const support::SamplePack pack;
  pack.replace("sample/pages/20-safety.json", "\"Fine\"", "\"Fine now\"");
  const BroughtUp brought = bring(pack);
  const Translatable wanted = texts_of(pack);
  std::string po = to_po(wanted, brought.file, "es", "2026-11-22 09:10+0000");
  const std::string fuzzy = "#, fuzzy\n#| msgid \"Fine\"\nmsgid \"Fine now\"\nmsgstr \"Bien\"\n";
  const auto at = po.find(fuzzy);
  REQUIRE(at != std::string::npos);
  CHECK(po.find("#. page safety, block mood: label\n#: pages/20-safety.json:") !=
        std::string::npos);
  CHECK(po.find("#~ msgid \"Fine\"\n#~ msgstr \"Bien\"\n") != std::string::npos);
  const Imported left = from_po(po, "es.po", "es", wanted, brought.file);
  CHECK(left.fuzzy == 1);
  CHECK(entry(left.file, "Fine now").text.empty());
  po.erase(at, std::string("#, fuzzy\n").size());
  const Imported taken = from_po(po, "es.po", "es", wanted, brought.file);
  CHECK(taken.taken == 1);
  CHECK(entry(taken.file, "Fine now").text == "Bien");
  CHECK(entry(taken.file, "Fine now").near == Translated{});
}

TEST_CASE("translate: what an import brings for no text is kept aside and told") {
  const support::SamplePack pack;
  const BroughtUp brought = bring(pack);
  const Translatable wanted = texts_of(pack);
  const Imported imported =
      from_po("msgid \"Gone\"\nmsgstr \"Ido\"\n\nmsgid \"Fine\"\nmsgstr \"\"\n", "es.po", "es",
              wanted, brought.file);
  REQUIRE(imported.notes.size() == 1);
  CHECK(to_string(imported.notes[0]).starts_with("es.po:1:1: note: the pack has no text \"Gone\""));
  CHECK(imported.file.aside == std::vector<Translated>{{"Gone", "Ido"}});
  // An empty text is no wish to throw a translation away.
  CHECK(entry(imported.file, "Fine").text == "Bien");
}

TEST_CASE("translate: a PO file of another language, or with two opinions, is refused as a whole") {
  const support::SamplePack pack;
  const BroughtUp brought = bring(pack);
  const Translatable wanted = texts_of(pack);
  const Imported other =
      from_po("msgid \"\"\nmsgstr \"Language: fr\\n\"\n\nmsgid \"Fine\"\nmsgstr \"Bon\"\n", "fr.po",
              "es", wanted, brought.file);
  CHECK(other.findings.size() == 1);
  CHECK(other.file == brought.file);
  CHECK(from_po("msgid \"\"\nmsgstr \"Language: es_MX\\n\"\n", "x", "es", wanted, brought.file)
            .findings.empty());
  const Imported two = from_po(
      "msgctxt \"a\"\nmsgid \"Fine\"\nmsgstr \"Bien\"\n\nmsgctxt \"b\"\nmsgid \"Fine\"\nmsgstr "
      "\"Bueno\"\n",
      "es.po", "es", wanted, brought.file);
  REQUIRE(two.findings.size() == 1);
  CHECK(two.findings[0].line == 6);
  CHECK(two.file == brought.file);
}

TEST_CASE("translate: the kiosk's own words can be translated, too, with the months beside them") {
  const auto wanted = texts_of_words(support::source_folder() / "assets" / "words");
  REQUIRE(wanted);
  CHECK(wanted->texts.size() > 200);
  TranslationFile file;
  file.entries = {{"January", "janvye", {}}, {"Nobody says this", "x", {}}};
  const BroughtUp brought = bring_up_to_date(*wanted, file, {});
  CHECK(entry(brought.file, "January").text == "janvye");
  CHECK(brought.file.aside == std::vector<Translated>{{"Nobody says this", "x"}});
  CHECK(brought.texts == static_cast<int>(wanted->texts.size()));
}

}  // namespace
}  // namespace candor::content
