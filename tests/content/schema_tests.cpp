// The JSON Schemas in content/schema against the loader, with ajv as the judge of the schemas: what
// a schema refuses the loader must refuse too, and what the loader refuses for a reason that a
// schema can state the schema must refuse.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "base/json.h"
#include "content/json_reader.h"
#include "content/load.h"
#include "content/mutations.h"
#include "rules/check.h"
#include "support/prove.h"
#include "support/sample_pack.h"
#include "support/wav.h"

namespace candor::content {
namespace {

struct Kind {
  const char* schema;
  const char* file;
};

constexpr std::array<Kind, 10> kKinds{{{"clinic", "clinic.json"},
                                       {"pack", "sample/pack.json"},
                                       {"sources", "sample/sources.json"},
                                       {"page", "sample/pages/10-about.json"},
                                       {"page", "sample/pages/20-safety.json"},
                                       {"page", "sample/pages/30-decision.json"},
                                       {"page", "shared/pages/welcome.json"},
                                       {"translation", "sample/translations/es.json"},
                                       {"plain-words", "plain-words.json"},
                                       {"recordings", "sample/audio/en/recordings.json"}}};

/// The rules that a schema can state in full.
bool schema_can_say(const std::string& rule) {
  constexpr std::array<std::string_view, 7> kSayable{
      "unknown-property", "missing-property", "wrong-type", "limit", "possible-word", "id",
      "unsourced"};
  return std::find(kSayable.begin(), kSayable.end(), rule) != kSayable.end();
}

/// What the loader says of one file.
struct Verdict {
  bool good = true;
  bool sayable = false;  ///< refused for a reason that a schema can state
  std::string why;
};

Verdict judge(const support::SamplePack& files, const std::string& file) {
  Verdict verdict;
  for (const Finding& finding : rules::check_pack(files.folder(), {}).findings) {
    if (finding.severity != Severity::error) continue;
    if (finding.file != (files.content() / file).string()) continue;
    verdict.good = false;
    verdict.sayable = verdict.sayable || schema_can_say(finding.rule);
    verdict.why += to_string(finding) + "\n";
  }
  return verdict;
}

/// Runs ajv over files: file → "accept …" or "reject …".
std::map<std::string, std::string> ask_ajv(const std::filesystem::path& folder,
                                           const std::string& list) {
  const auto schema = support::source_folder() / "tests" / "schema";
  const auto installed = support::run((schema / "install").string() + " 2>&1");
  REQUIRE_MESSAGE(installed.exit_code == 0, installed.output);
  std::ofstream(folder / "list.txt") << list;
  const auto ran = support::run("node '" + (schema / "agree.mjs").string() + "' '" +
                                (support::source_folder() / "content" / "schema").string() + "' '" +
                                (folder / "list.txt").string() + "' 2>&1");
  REQUIRE_MESSAGE(ran.exit_code == 0, ran.output);
  std::map<std::string, std::string> answers;
  std::istringstream lines(ran.output);
  for (std::string line; std::getline(lines, line);) {
    const std::string rest = line.substr(7);
    answers[rest.substr(0, rest.find(' '))] = line;
  }
  return answers;
}

/// JSON itself must be whole, without doubled names, for a schema to look at it.
bool is_plain_json(const std::string& bytes) {
  const JsonRead read = read_json(bytes);
  return read.complete && read.problems.empty();
}

TEST_CASE("schema: the loader and the schemas agree on every good and every bad file (F-01)") {
  const support::SamplePack files;
  files.write("plain-words.json",
              R"({ "languages": { "en": { "hypertension": "high pressure" } } })");
  files.replace("sample/translations/es.json", R"("Fine": "Bien")", R"("Fine": "",
  "feel sleepy": { "text": "Con sueño", "was": "Tired", "said": "Cansado" },
  "feel dizzy": { "text": "", "was": "Faint", "said": "Mareo" },
  "$aside": [{ "was": "Wait", "said": "Espere" }, { "was": "{old}", "said": "{viejo} *" }])");
  files.write("sample/audio/en/recordings.json",
              R"({ "$schema": "../../../schema/recordings.json", "Your chair": "chair.wav" })");
  files.write("sample/audio/en/chair.wav", support::wav(1'000));
  const support::TemporaryFolder cases;
  std::string list;
  std::vector<Verdict> verdicts;
  std::vector<std::string> names;
  const auto add = [&](const Kind& kind, const std::string& name, const std::string& bytes) {
    files.write(kind.file, bytes);
    const std::string path = (cases.path() / (std::to_string(verdicts.size()) + ".json")).string();
    std::ofstream(path, std::ios::binary) << bytes;
    list += std::string(kind.schema) + " " + path + "\n";
    names.push_back(std::string(kind.file) + ": " + name);
    verdicts.push_back(judge(files, kind.file));
  };
  const bool all = std::getenv("CANDOR_PROVE_RUNS") != nullptr;
  for (const Kind& kind : kKinds) {
    const std::string whole = files.read(kind.file);
    add(kind, "good", whole);
    CHECK(verdicts.back().good);
    const std::vector<Mutation> changed = changed_values(whole);
    // Every day about 120 of each file.
    const std::size_t step = all ? 1 : std::max<std::size_t>(1, changed.size() / 120);
    for (std::size_t i = 0; i < changed.size(); i += step) {
      if (is_plain_json(changed[i].bytes)) {
        add(kind, changed[i].name + ", line " + std::to_string(changed[i].line), changed[i].bytes);
      }
    }
    files.write(kind.file, whole);
  }
  const auto answers = ask_ajv(cases.path(), list);
  REQUIRE(answers.size() == verdicts.size());
  int refused = 0;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    const std::string& answer = answers.at((cases.path() / (std::to_string(i) + ".json")).string());
    const bool accepted = answer.starts_with("accept ");
    refused += accepted ? 0 : 1;
    CAPTURE(names[i]);
    CAPTURE(answer);
    CAPTURE(verdicts[i].why);
    if (!accepted) CHECK_FALSE(verdicts[i].good);
    if (verdicts[i].sayable) CHECK_FALSE(accepted);
  }
  CHECK(refused > 200);
}

TEST_CASE("schema: every file that ships names its schema, and the schema accepts it") {
  const auto content = support::source_folder() / "content";
  const support::TemporaryFolder folder;
  std::string list;
  int count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(content)) {
    const auto& path = entry.path();
    if (path.extension() != ".json" || path.parent_path() == content / "schema") continue;
    std::ifstream in(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    const auto json = parse_json(bytes.str(), path.string());
    REQUIRE(json);
    CAPTURE(path.string());
    REQUIRE(json->contains("$schema"));
    const auto named =
        (path.parent_path() / (*json)["$schema"].get<std::string>()).lexically_normal();
    CHECK(std::filesystem::is_regular_file(named));
    CHECK(named.parent_path() == (content / "schema").lexically_normal());
    list += named.stem().string() + " " + path.string() + "\n";
    ++count;
  }
  CHECK(count > 20);
  for (const auto& answer : ask_ajv(folder.path(), list)) {
    CHECK_MESSAGE(answer.second.starts_with("accept "), answer.second);
  }
}

TEST_CASE("schema: each property is described for whoever writes in an editor") {
  const auto folder = support::source_folder() / "content" / "schema";
  int described = 0;
  const std::function<void(const Json&, const std::string&)> look = [&](const Json& schema,
                                                                        const std::string& where) {
    if (schema.is_object() && schema.contains("properties") && schema.contains("required") &&
        schema.contains("additionalProperties")) {
      for (const auto& item : schema["properties"].items()) {
        const Json& property = item.value();
        if (item.key() == "type" || property.is_boolean() || property.contains("$ref")) continue;
        const std::string place = fmt::format("{}/{}", where, item.key());
        CAPTURE(place);
        CHECK(property.contains("description"));
        ++described;
      }
    }
    if (!schema.is_structured()) return;
    for (const auto& item : schema.items()) {
      look(item.value(), fmt::format("{}/{}", where, item.key()));
    }
  };
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path());
    std::ostringstream bytes;
    bytes << in.rdbuf();
    const auto json = parse_json(bytes.str(), entry.path().string());
    REQUIRE(json);
    CHECK((*json)["$schema"] == "http://json-schema.org/draft-07/schema#");
    CHECK(json->contains("title"));
    CHECK(json->contains("description"));
    look(*json, entry.path().filename().string());
  }
  CHECK(described > 100);
}

}  // namespace
}  // namespace candor::content
