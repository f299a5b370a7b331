// pack.json and sources.json.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "content/object_reader.h"
#include "content/translate.h"
#include "content/utf8.h"

namespace candor::content {

bool is_language_tag(std::string_view tag) {
  // Subtags of 1 to 8 letters or digits; the language itself has 2 or 3 lower-case letters.
  std::size_t subtag = 0;
  std::size_t length = 0;
  for (const char c : tag) {
    if (c == '-') {
      if (length == 0 || (subtag == 0 && length < 2)) return false;
      ++subtag;
      length = 0;
      continue;
    }
    const bool lower = c >= 'a' && c <= 'z';
    const bool other = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!lower && (!other || subtag == 0)) return false;
    ++length;
    if (length > (subtag == 0 ? 3U : 8U)) return false;
  }
  return tag.size() <= 35 && length > 0 && (subtag > 0 || length >= 2);
}

namespace {

bool is_version(std::string_view version) {
  int parts = 1;
  bool digit_before = false;
  for (const char c : version) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c != '.' || !digit_before)) return false;
    if (c == '.') ++parts;
    digit_before = digit;
  }
  return parts == 3 && digit_before && version.size() <= 32;
}

void load_languages(LoadState& state, const Document& document,
                    const std::vector<JsonValue>& items) {
  for (const JsonValue& item : items) {
    ObjectReader reader(state, document, item, "a language",
                        {"tag", "name", "status", "reviewed_by", "reviewed_on", "made_by"});
    if (!reader.is_object()) continue;
    Language language;
    language.tag = reader.line("tag", Need::required, Use::plain, 35);
    if (!language.tag.empty() && !is_language_tag(language.tag)) {
      state.report.add(reader.place_of("tag"), rule::kFormat,
                       "\"" + language.tag + "\" is not a language tag",
                       "write a tag such as en, es or zh-Hans");
      language.tag.clear();
    }
    language.name = reader.line("name", Need::required, Use::plain, 60);
    const auto made_by = reader.word("made_by", Need::optional, {"person", "machine"});
    if (made_by) language.made_by = *made_by == 0 ? Translator::person : Translator::machine;
    const bool first = &item == &items.front();
    const auto status = reader.word("status", Need::required, {"source", "draft", "reviewed"});
    if (status) language.status = static_cast<TranslationStatus>(*status);
    if (status && first != (language.status == TranslationStatus::source)) {
      state.report.add(reader.place_of("status"), rule::kLanguage,
                       first ? "the first language must have the status \"source\""
                             : "only the first language can have the status \"source\"",
                       first ? "the pages are written in it" : "write \"draft\" or \"reviewed\"");
    }
    if (status && language.status == TranslationStatus::reviewed) {
      language.reviewed_by = reader.line("reviewed_by", Need::required, Use::plain, 200);
      language.reviewed_on = iso_date(reader.date("reviewed_on", Need::required));
    } else if (status) {
      for (const char* name : {"reviewed_by", "reviewed_on"}) {
        if (!reader.has(name)) continue;
        state.report.add(reader.place_of(name), rule::kLanguage,
                         fmt::format("\"{}\" belongs to the status \"reviewed\" only", name),
                         "correct the status or remove it");
      }
    }
    state.places["language " + language.tag] = reader.place_of("status");
    state.language_places.push_back({language.tag, reader.place_of("tag"), {}});
    state.pack.languages.push_back(std::move(language));
  }
  report_doubles(state, state.language_places, "language");
}

void load_groups(LoadState& state, const Document& document, const std::vector<JsonValue>& items) {
  std::vector<Reference> ids;
  for (const JsonValue& item : items) {
    ObjectReader reader(state, document, item, "a group",
                        {"id", "text", "drug", "route", "people"});
    RiskGroup group;
    group.id = reader.id("id");
    group.text = reader.line("text", Need::required, Use::patient, 300);
    group.drug = reader.line("drug", Need::required, Use::plain, 100);
    group.route = reader.line("route", Need::required, Use::plain, 100);
    group.people = reader.integer("people", Need::required, 1, 100'000'000).value_or(0);
    ids.push_back({group.id, reader.place_of("id"), {}});
    state.pack.groups.push_back(std::move(group));
  }
  report_doubles(state, ids, "group");
}

void load_drugs(LoadState& state, const Document& document, const std::vector<JsonValue>& items) {
  for (const JsonValue& item : items) {
    ObjectReader reader(state, document, item, "a drug", {"name", "in"});
    Drug drug;
    drug.name = reader.line("name", Need::required, Use::plain, 100);
    if (const JsonValue* in = reader.object("in", Need::optional)) {
      for (const JsonMember& member : in->members) {
        if (!is_language_tag(member.name)) {
          state.report.add({&document, member.offset}, rule::kFormat,
                           "\"" + shortened(member.name, 40) + "\" is not a language tag",
                           "write a tag such as en, es or zh-Hans");
          continue;
        }
        drug.in[member.name] = read_text(state, document, member.value, "\"" + member.name + "\"",
                                         Markup::line, Use::plain, 100);
      }
    }
    state.pack.drugs.push_back(std::move(drug));
  }
}

std::vector<Role> load_signers(LoadState& state, ObjectReader& reader) {
  std::vector<Role> signers;
  const auto words = reader.words("signers", Need::required, 1, 3);
  for (const Reference& word : words) {
    const std::vector<std::string> possible{"patient", "witness", "interpreter"};
    const auto found = std::find(possible.begin(), possible.end(), word.id);
    if (found == possible.end()) {
      std::string next = suggestion(word.id, possible);
      state.report.add(word.place, rule::kPossibleWord,
                       "\"" + shortened(word.id, 40) + "\" cannot be a signer",
                       next.empty() ? "possible here: patient, witness, interpreter" : next);
      continue;
    }
    const Role role = word.id == "patient"   ? Role::patient
                      : word.id == "witness" ? Role::witness
                                             : Role::interpreter;
    if (std::find(signers.begin(), signers.end(), role) != signers.end()) {
      state.report.add(word.place, rule::kDoubled, "\"" + word.id + "\" stands here twice",
                       "remove one");
      continue;
    }
    signers.push_back(role);
  }
  const bool has_patient =
      std::find(signers.begin(), signers.end(), Role::patient) != signers.end();
  if (!words.empty() && !has_patient) {
    state.report.add(reader.place_of("signers"), rule::kSignerMissing,
                     "\"signers\" lacks \"patient\"",
                     "add it: the patient, or who signs in the patient's place, always signs");
  }
  return signers;
}

void load_walks(LoadState& state, const Document& document, const std::vector<JsonValue>& items) {
  for (const JsonValue& item : items) {
    ObjectReader reader(state, document, item, "a walk", {"id", "title", "pages", "signers"});
    if (!reader.is_object()) continue;
    Walk walk;
    walk.id = reader.id("id");
    walk.title = reader.line("title", Need::required, Use::patient, 200);
    std::vector<Reference> pages = reader.words("pages", Need::required, 1, kMaxPages);
    std::set<std::string> seen;
    for (const Reference& page : pages) {
      if (!seen.insert(page.id).second) {
        state.report.add(page.place, rule::kDoubled,
                         "the page \"" + shortened(page.id, 80) + "\" stands twice in this walk",
                         "remove one");
      }
      walk.pages.push_back(page.id);
    }
    walk.signers = load_signers(state, reader);
    state.walk_pages.push_back(std::move(pages));
    state.places["walk " + walk.id] = reader.place_of("id");
    state.walk_places.push_back({walk.id, reader.place_of("id"), {}});
    state.pack.walks.push_back(std::move(walk));
  }
  report_doubles(state, state.walk_places, "walk");
}

/// The folder's own name, also when it was given as "." or with a slash at its end.
std::string folder_name(const std::filesystem::path& folder) {
  std::error_code error;
  const std::filesystem::path absolute =
      std::filesystem::absolute(folder, error).lexically_normal();
  return (absolute.has_filename() ? absolute.filename() : absolute.parent_path().filename())
      .string();
}

}  // namespace

void load_manifest(LoadState& state) {
  Document* document =
      read_document(state, state.pack_folder / "pack.json", state.pack_name + "pack.json");
  if (document == nullptr) return;
  add_to_digest(state, "pack.json", *document);
  ObjectReader reader(state, *document, document->root, "pack.json",
                      {"$schema", "id", "version", "title", "procedure", "minimum_age",
                       "valid_for_months", "keep_years", "treatments", "review_by", "languages",
                       "groups", "drugs", "material", "take_home", "walks"});
  if (!reader.is_object()) return;
  state.manifest_read = true;
  for (const JsonMember& member : document->root.members) {
    state.places["manifest " + member.name] = {document, member.value.offset};
  }
  Pack& pack = state.pack;
  reader.line("$schema", Need::optional, Use::plain);
  pack.id = reader.id("id");
  if (const std::string folder = folder_name(state.pack_folder);
      !pack.id.empty() && pack.id != folder) {
    state.report.add(reader.place_of("id"), rule::kFile,
                     fmt::format("the id \"{}\" is not the folder's name \"{}\"", pack.id, folder),
                     "rename one of them");
  }
  pack.version = reader.line("version", Need::required, Use::plain, 32);
  if (!pack.version.empty() && !is_version(pack.version)) {
    state.report.add(reader.place_of("version"), rule::kFormat,
                     "\"" + pack.version + "\" is not a version",
                     "write three numbers such as 1.0.0");
  }
  pack.title = reader.line("title", Need::required, Use::own_name, 200);
  pack.procedure = reader.line("procedure", Need::required, Use::own_name, 200);
  pack.minimum_age = reader.integer("minimum_age", Need::required, 0, 120).value_or(0);
  pack.valid_for_months = reader.integer("valid_for_months", Need::required, 1, 120).value_or(1);
  pack.keep_years = reader.integer("keep_years", Need::optional, 6, 100).value_or(6);
  pack.treatments = reader.integer("treatments", Need::optional, 1, 100).value_or(1);
  pack.review_by = reader.date("review_by", Need::required);
  if (const auto* languages = reader.list("languages", Need::required, 1, 50)) {
    load_languages(state, *document, *languages);
  }
  if (const auto* groups = reader.list("groups", Need::optional, 0, 50)) {
    load_groups(state, *document, *groups);
  }
  if (const auto* drugs = reader.list("drugs", Need::optional, 0, 50)) {
    load_drugs(state, *document, *drugs);
  }
  if (reader.has("material")) pack.material = reader.boolean("material", Need::optional, false);
  state.take_home = reader.words("take_home", Need::optional, 1, 10);
  std::set<std::string> seen;
  for (const Reference& page : state.take_home) {
    if (!seen.insert(page.id).second) {
      state.report.add(page.place, rule::kDoubled,
                       "the page \"" + shortened(page.id, 80) + "\" stands twice in this list",
                       "remove one");
    }
    pack.take_home.push_back(page.id);
  }
  if (const auto* walks = reader.list("walks", Need::required, 1, 20)) {
    state.walks_read = true;
    load_walks(state, *document, *walks);
  }
}

void load_sources(LoadState& state) {
  Document* document =
      read_document(state, state.pack_folder / "sources.json", state.pack_name + "sources.json");
  if (document == nullptr) return;
  add_to_digest(state, "sources.json", *document);
  ObjectReader reader(state, *document, document->root, "sources.json", {"$schema", "sources"});
  reader.line("$schema", Need::optional, Use::plain);
  const auto* sources = reader.list("sources", Need::required, 0, 500);
  if (sources == nullptr) return;
  state.sources_read = true;
  std::vector<Reference> ids;
  for (const JsonValue& item : *sources) {
    ObjectReader entry(state, *document, item, "a source", {"id", "title", "url", "year"});
    Source source;
    source.id = entry.id("id");
    source.title = entry.line("title", Need::required, Use::plain, 400);
    source.url = entry.line("url", Need::optional, Use::plain, 2000);
    if (!source.url.empty() && !source.url.starts_with("https://") &&
        !source.url.starts_with("http://")) {
      state.report.add(entry.place_of("url"), rule::kFormat, "\"url\" does not start with https://",
                       "write the whole address");
    }
    source.year = entry.line("year", Need::optional, Use::plain, 4);
    if (!source.year.empty() &&
        (source.year.size() != 4 ||
         source.year.find_first_not_of("0123456789") != std::string::npos)) {
      state.report.add(entry.place_of("year"), rule::kFormat, "\"year\" is not a year",
                       "write four digits");
    }
    ids.push_back({source.id, entry.place_of("id"), {}});
    state.places["source " + source.id] = entry.place_of(entry.has("year") ? "year" : "id");
    state.pack.sources.push_back(std::move(source));
  }
  report_doubles(state, ids, "source");
}

}  // namespace candor::content
