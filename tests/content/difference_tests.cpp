#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "content/difference.h"
#include "content/load.h"
#include "support/sample_pack.h"
#include "support/wav.h"

namespace candor::content {
namespace {

constexpr const char* kPack = "sample/pack.json";
constexpr const char* kAbout = "sample/pages/10-about.json";
constexpr const char* kSafety = "sample/pages/20-safety.json";
constexpr const char* kDecision = "sample/pages/30-decision.json";

/// The sample pack and a changed one, which has the next version.
struct Versions {
  support::SamplePack before;
  support::SamplePack after;

  Versions() { after.replace(kPack, "\"1.0.0\"", "\"1.1.0\""); }

  [[nodiscard]] Difference compared() const {
    const Loaded old_one = load_pack(before.folder());
    const Loaded new_one = load_pack(after.folder());
    for (const Finding& finding : new_one.findings) FAIL_CHECK(to_string(finding));
    REQUIRE(old_one.pack);
    REQUIRE(new_one.pack);
    return compare(*old_one.pack, *new_one.pack);
  }
};

std::string told(const Difference& difference) {
  std::string all;
  for (const Change& change : difference.changes) {
    all += to_string(change.touches) + " " + change.page + "/" + change.block + " " + change.what +
           " " + change.language + "\n";
    for (const std::string& line : change.before) all += "- " + line + "\n";
    for (const std::string& line : change.after) all += "+ " + line + "\n";
  }
  return all;
}

TEST_CASE("difference: the same pack has none, and a sentence is told in each language it is in") {
  Versions versions;
  CHECK(told(versions.compared()).empty());
  CHECK(versions.compared().problems.empty());
  versions.after.replace(kAbout, "You go home", "You go home and rest");
  const Difference difference = versions.compared();
  CHECK(told(difference) ==
        "words about/day words en\n- You go home\n+ You go home and rest\n"
        "words about/day words es\n- You go home\n+ You go home and rest\n");
  CHECK_FALSE(difference.material);
  CHECK(difference.problems.empty());
}

struct Material {
  const char* file;
  std::string from;
  std::string to;
  std::string told;  ///< its beginning
};

TEST_CASE("difference: a changed statement, risk or rule without the mark is an error") {
  for (const Material& change : std::vector<Material>{
           {kAbout, "\"n\": 56", "\"n\": 57",
            "risk about/sleepy words en\n- 56 in 100 feel sleepy\n+ 57 in 100 feel sleepy\n"},
           {kAbout, "Do not drive for 24 hours.", "Do not drive for 12 hours.",
            "risk about/warning words en\n- Do not drive for 24 hours.\n+ Do not drive for 12 "
            "hours.\n"},
           {kSafety, "I know that I can stop.", "I know that I may stop.",
            "statement safety/stop words en\n- I know that I can stop.\n+ I know that I may "
            "stop.\n"},
           {kDecision, "I can still say no.", "I can say no.",
            "statement decision/sign words en\n- I can still say no.\n+ I can say no.\n"},
           {kSafety, R"("urgency": "soon", "effect": "note")", R"("urgency": "soon")",
            "rule safety/mood what it does \n- \"low\" raises a flag for staff: soon, noted only\n"
            "+ \"low\" raises a flag for staff: soon, signing waits\n"},
           {kSafety, "\"verb\": \"agree\",\n      \"clinical\"",
            "\"verb\": \"will\",\n      \"required\": false,\n      \"clinical\"",
            "rule safety/stop what it does \n- the answer is \"I agree\"\n- required\n"
            "+ the answer is \"I will\"\n+ optional\n"},
           {kPack, "\"minimum_age\": 18", "\"minimum_age\": 16",
            "rule / minimum age \n- 18\n+ 16\n"},
           {kPack, "[\"patient\", \"witness\"]", "[\"patient\"]",
            "rule / who signs in the walk \"return\" \n- witness\n"},
           {"clinic.json", "\"drip_end\": \"40\"", "\"drip_end\": \"50\"",
            "rule / the clinic's value \"drip_end\" \n- 40\n+ 50\n"},
       }) {
    Versions versions;
    versions.after.replace(change.file, change.from, change.to);
    CAPTURE(change.to);
    const Difference difference = versions.compared();
    CHECK(told(difference).substr(0, change.told.size()) == change.told);
    CHECK(difference.material);
    REQUIRE(difference.problems.size() == 1);
    CHECK(
        difference.problems[0] ==
        "a statement, a risk or a rule changed, but the new version is not marked as material; say "
        "\"material\": true in pack.json, or take the change back");
    versions.after.replace(kPack, "\"treatments\"", "\"material\": true,\n  \"treatments\"");
    CHECK(versions.compared().problems.empty());
  }
}

TEST_CASE("difference: pages, blocks and pictures that come and go are told with their words") {
  Versions versions;
  versions.after.write("sample/pages/15-more.json", R"({ "id": "more", "title": "More", "blocks": [
    { "type": "text", "id": "one", "text": "A **new** line.", "clinical": false }] })");
  versions.after.replace(kPack, "\"about\", \"shared", "\"about\", \"more\", \"shared");
  versions.after.replace(kAbout, "\"id\": \"questions\"", "\"id\": \"answers\"");
  versions.after.write("sample/images/chair.svg", "<svg><path/></svg>");
  CHECK(told(versions.compared()) ==
        "order / the pages of the walk \"first\" \n+ more\n"
        "picture about/picture the picture \n- images/chair.svg\n+ images/chair.svg\n"
        "words about/answers the block is new en\n+ Does it hurt?\n+ A little.\n"
        "words about/questions the block is gone en\n- Does it hurt?\n- A little.\n"
        "words more/ the page is new en\n+ More\n"
        "words more/one the block is new en\n+ A new line.\n");
}

TEST_CASE("difference: what is recorded, recorded anew or not any more is told with its words") {
  Versions versions;
  const auto record = [](const support::SamplePack& pack, const std::string& list) {
    pack.write("sample/audio/en/recordings.json", list);
    pack.write("sample/audio/en/one.wav", support::wav(1'000));
    pack.write("sample/audio/en/two.wav", support::wav(1'000));
  };
  record(versions.before, R"({ "Your chair": "one.wav", "You go home": "two.wav" })");
  record(versions.after, R"({ "Your chair": "one.wav", "A chair": "two.wav" })");
  versions.after.write("sample/audio/en/one.wav", support::wav(1'200));
  const Difference difference = versions.compared();
  CHECK(told(difference) ==
        "words / recordings en\n- You go home\n+ A chair\n+ Your chair (anew)\n");
  CHECK_FALSE(difference.material);
}

TEST_CASE("difference: what appears only after an answer is seen too") {
  Versions versions;
  versions.after.replace(kSafety, "Thank you for telling us.", "Thank you.");
  CHECK(told(versions.compared())
            .find("words safety/mood words after an answer en\n- Thank you for "
                  "telling us.") == 0);
}

TEST_CASE("difference: a language that is new is told once, not as every word of it") {
  Versions versions;
  versions.after.write("sample/translations/fr.json", R"({ "What it is": "Ce que c'est" })");
  versions.after.replace(kPack, "\"draft\" }",
                         "\"draft\" },\n    { \"tag\": \"fr\", \"name\": \"Français\", "
                         "\"status\": \"draft\" }");
  CHECK(told(versions.compared()) == "words / languages \n+ Français (fr), draft\n");
}

TEST_CASE("difference: two contents with one version number are an error, and so are two packs") {
  Versions versions;
  versions.after.replace(kPack, "\"1.1.0\"", "\"1.0.0\"");
  versions.after.replace(kAbout, "You go home", "You go");
  REQUIRE(versions.compared().problems.size() == 1);
  CHECK(versions.compared().problems[0] ==
        "both have the version 1.0.0; raise \"version\" in pack.json");
}

}  // namespace
}  // namespace candor::content
