#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "content/load.h"
#include "content/load_draft.h"
#include "support/prove.h"
#include "support/sample_pack.h"

namespace candor::content {
namespace {

using support::SamplePack;

constexpr const char* kPack = "sample/pack.json";
constexpr const char* kAbout = "sample/pages/10-about.json";
constexpr const char* kSafety = "sample/pages/20-safety.json";
constexpr const char* kDecision = "sample/pages/30-decision.json";
constexpr const char* kSources = "sample/sources.json";
constexpr const char* kSpanish = "sample/translations/es.json";
constexpr const char* kClinic = "clinic.json";

/// The messages, with file names relative to the folder of packs.
std::vector<std::string> messages(const SamplePack& files) {
  const Loaded loaded = load_pack(files.folder());
  CHECK((loaded.pack != nullptr) == loaded.findings.empty());
  std::vector<std::string> told;
  const std::string prefix = files.content().string() + "/";
  for (const Finding& finding : loaded.findings) {
    std::string message = finding.file;
    if (message.starts_with(prefix)) message.erase(0, prefix.size());
    if (finding.line > 0) {
      message += ":" + std::to_string(finding.line) + ":" + std::to_string(finding.column);
    }
    told.push_back(message + ": " + finding.what + "; " + finding.next);
    CHECK(finding.severity == Severity::error);
    CHECK_FALSE(finding.rule.empty());
  }
  return told;
}

/// As one text, so that a failing check shows it.
std::string lines(const std::vector<std::string>& told) {
  std::string all;
  for (const std::string& message : told) all += message + "\n";
  return all;
}

/// One replacement in one file, and everything that must be told about it.
struct Broken {
  const char* file;
  std::string from;
  std::string to;
  std::vector<std::string> told;
};

void check(const std::vector<Broken>& cases) {
  for (const Broken& broken : cases) {
    const SamplePack files;
    files.replace(broken.file, broken.from, broken.to);
    CAPTURE(broken.from);
    CAPTURE(broken.to);
    CHECK(lines(messages(files)) == lines(broken.told));
  }
}

TEST_CASE("load: the sample pack has no findings, and all of it arrives") {
  const SamplePack files;
  const Loaded loaded = load_pack(files.folder());
  CHECK(messages(files).empty());
  REQUIRE(loaded.pack);
  const Pack& pack = *loaded.pack;
  CHECK(pack.id == "sample");
  CHECK(pack.version == "1.0.0");
  CHECK(pack.minimum_age == 18);
  CHECK(pack.treatments == 3);
  CHECK(pack.review_by == Date{2027, 11, 1});
  REQUIRE(pack.languages.size() == 2);
  CHECK(pack.languages[1].name == "Español");
  CHECK(pack.languages[1].status == TranslationStatus::draft);
  REQUIRE(pack.walks.size() == 2);
  CHECK(pack.walks[1].signers == std::vector<Role>{Role::patient, Role::witness});
  CHECK(pack.pages.size() == 4);
  CHECK(pack.take_home == std::vector<std::string>{"about"});
  CHECK(pack.images.size() == 2);
  CHECK(pack.clinic.demonstration);
  CHECK(pack.clinic.values.at("name") == "Hill Clinic");
  CHECK(pack.clinic.emergency.at(0).number == "988");
  CHECK_FALSE(pack.is_approved());

  const auto& check = std::get<CheckBlock>(pack.block("safety", "what-you-know")->content);
  CHECK(check.options.at(0).correct);
  CHECK(check.on_misses.blocks);
  const auto& choice = std::get<ChoiceBlock>(pack.block("safety", "mood")->content);
  CHECK(choice.is_private);
  CHECK_FALSE(choice.options.at(0).flag);
  CHECK_FALSE(choice.options.at(1).flag->blocks);
  CHECK(choice.options.at(2).flag->urgency == Urgency::now);
  const auto& form = std::get<FormBlock>(pack.block("safety", "ride")->content);
  CHECK(form.is_ride);
  CHECK(form.fields.at(0).options.at(1).waives == std::vector<std::string>{"name", "phone"});
  CHECK(form.fields.at(1).required);
  CHECK_FALSE(form.fields.at(2).required);
  const auto& optional = std::get<AcknowledgeBlock>(pack.block("safety", "research")->content);
  CHECK(optional.may_not_apply);
  CHECK_FALSE(optional.required);
  const auto& sign = std::get<SignBlock>(pack.block("decision", "sign")->content);
  CHECK(sign.meanings.size() == 4);
  CHECK(std::get<RiskBlock>(pack.block("about", "dizzy")->content).tone == Tone::caution);
  CHECK(pack.block("about", "intro")->sources == std::vector<std::string>{"leaf-2020"});
}

TEST_CASE("load: what is wrong in pack.json is told with its place") {
  check({
      {kPack,
       R"("version")",
       R"("versoin")",
       {R"(sample/pack.json:1:1: "version" is missing in pack.json; add it)",
        R"(sample/pack.json:4:3: "versoin" is not known in pack.json; did you mean "version"?)"}},
      {kPack,
       R"("minimum_age": 18,)",
       R"()",
       {R"(sample/pack.json:1:1: "minimum_age" is missing in pack.json; add it)"}},
      {kPack,
       R"("minimum_age": 18)",
       R"("minimum_age": 18.5)",
       {R"(sample/pack.json:7:18: "minimum_age" must be a whole number, but this is a number with a fraction; correct it)"}},
      {kPack,
       R"("minimum_age": 18)",
       R"("minimum_age": "18")",
       {R"(sample/pack.json:7:18: "minimum_age" must be a whole number, but this is a text; correct it)"}},
      {kPack,
       R"("minimum_age": 18)",
       R"("minimum_age": 180)",
       {R"(sample/pack.json:7:18: "minimum_age" must be 0 to 120, but this is 180; correct the number)"}},
      {kPack,
       R"("id": "sample")",
       R"("id": "Sample")",
       {R"(sample/pack.json:3:9: "Sample" is not an id; use lower-case letters, digits and hyphens, 1 to 64 of them)"}},
      {kPack,
       R"("id": "sample")",
       R"("id": "other")",
       {R"(sample/pack.json:3:9: the id "other" is not the folder's name "sample"; rename one of them)"}},
      {kPack,
       R"("version": "1.0.0")",
       R"("version": "1.0")",
       {R"(sample/pack.json:4:14: "1.0" is not a version; write three numbers such as 1.0.0)"}},
      {kPack,
       R"("title": "Tea drip: what to know")",
       R"("title": "")",
       {R"(sample/pack.json:5:12: "title" is empty; write a text)"}},
      {kPack,
       R"("title": "Tea drip: what to know")",
       R"("title": "Tea\nwhat")",
       {R"(sample/pack.json:5:16: "title" has a line break; remove it)"}},
      {kPack,
       R"("a tea drip")",
       R"("a {procedure}")",
       {R"(sample/pack.json:6:19: "procedure" has {procedure}, which means nothing here; possible here: {clinic.…})"}},
      {kPack,
       R"(2027-11-01)",
       R"(2027-02-29)",
       {R"(sample/pack.json:10:16: "review_by" is not a date of the calendar: "2027-02-29"; write year, month and day like 2027-11-01)"}},
      {kPack,
       R"(2027-11-01)",
       R"(1 Nov 2027)",
       {R"(sample/pack.json:10:16: "review_by" is not a date of the calendar: "1 Nov 2027"; write year, month and day like 2027-11-01)"}},
      {kPack,
       R"("status": "source")",
       R"("status": "draft")",
       {R"(sample/pack.json:12:49: the first language must have the status "source"; the pages are written in it)"}},
      {kPack,
       R"("status": "draft")",
       R"("status": "source")",
       {R"(sample/pack.json:13:49: only the first language can have the status "source"; write "draft" or "reviewed")"}},
      {kPack,
       R"("status": "draft")",
       R"("status": "reviewed")",
       {R"(sample/pack.json:13:5: "reviewed_by" is missing in a language; add it)",
        R"(sample/pack.json:13:5: "reviewed_on" is missing in a language; add it)",
        R"(sample/translations/es.json: 55 texts are not translated, one of them is "203 people at one clinic who had this drip"; translate them, or say "status": "draft" in pack.json)"}},
      {kPack,
       R"("status": "draft")",
       R"("status": "draft", "reviewed_by": "A. B.")",
       {R"(sample/pack.json:13:73: "reviewed_by" belongs to the status "reviewed" only; correct the status or remove it)"}},
      {kPack,
       R"("status": "draft")",
       R"("status": "darft")",
       {R"(sample/pack.json:13:49: "status" cannot be "darft"; did you mean "draft"?)"}},
      {kPack,
       R"("tag": "es")",
       R"("tag": "Spanish")",
       {R"(sample/pack.json:13:14: "Spanish" is not a language tag; write a tag such as en, es or zh-Hans)",
        R"(sample/translations/es.json: pack.json has no language for this file; add the language there, or remove the file)"}},
      {kPack,
       R"("tag": "es")",
       R"("tag": "en")",
       {R"(sample/pack.json:13:14: there are two languages with the id "en"; give one of them another id)",
        R"(sample/translations/es.json: pack.json has no language for this file; add the language there, or remove the file)"}},
      {kPack,
       R"("tag": "es")",
       R"("tag": "fr")",
       {R"(sample/pack.json:13:14: there is no file translations/fr.json; add it, or remove the language)",
        R"(sample/translations/es.json: pack.json has no language for this file; add the language there, or remove the file)"}},
      {kPack,
       R"("people": 203)",
       R"("people": 0)",
       {R"(sample/pack.json:21:17: "people" must be 1 to 100000000, but this is 0; correct the number)"}},
      {kPack,
       R"("id": "drinkers")",
       R"("id": "drinker")",
       {R"(sample/pages/10-about.json:41:16: there is no group "drinkers"; did you mean "drinker"?)",
        R"(sample/pages/10-about.json:50:16: there is no group "drinkers"; did you mean "drinker"?)"}},
      {kPack,
       R"("id": "return")",
       R"("id": "first")",
       {R"(sample/pack.json:33:13: there are two walks with the id "first"; give one of them another id)"}},
      {kPack,
       R"("about", )",
       R"("abuot", )",
       {R"(sample/pack.json:29:17: there is no page "abuot"; did you mean "about"?)"}},
      {kPack, R"("about", )", R"()", {}},
      {kPack, R"("shared/welcome", )", R"()", {}},
      {kPack,
       R"(shared/welcome)",
       R"(shared/welcom)",
       {R"(sample/pack.json:29:26: there is no page "shared/welcom"; did you mean "shared/welcome"?)"}},
      {kPack,
       R"("about", )",
       R"("about", "about", )",
       {R"(sample/pack.json:29:26: the page "about" stands twice in this walk; remove one)"}},
      {kPack,
       R"("safety", "decision"])",
       R"("safety"])",
       {R"(sample/pack.json:29:44: the last page of a walk has no sign block; end the walk with the page where the decision is signed)"}},
      {kPack,
       R"("safety", "decision"])",
       R"("decision", "safety"])",
       {R"(sample/pack.json:29:44: a page with a sign block is not the last of this walk; move it to the end)",
        R"(sample/pack.json:29:56: the last page of a walk has no sign block; end the walk with the page where the decision is signed)"}},
      {kPack,
       R"(["patient"])",
       R"(["witness"])",
       {R"(sample/pack.json:30:18: "signers" lacks "patient"; add it: the patient, or who signs in the patient's place, always signs)"}},
      {kPack,
       R"(["patient"])",
       R"(["patient", "patient"])",
       {R"(sample/pack.json:30:30: "patient" stands here twice; remove one)"}},
      {kPack,
       R"(["patient"])",
       R"(["patient", "witnes", 5])",
       {R"(sample/pack.json:30:30: "witnes" cannot be a signer; did you mean "witness"?)",
        R"(sample/pack.json:30:40: an entry of "signers" must be a text, but this is a whole number; correct it)"}},
      {kPack,
       R"(["patient"])",
       R"([])",
       {R"(sample/pack.json:30:18: "signers" must have 1 to 3 entries, but has 0; add some)"}},
      {kPack,
       R"("walks": [)",
       R"("walks": {}, "more": [)",
       {R"(sample/pack.json:25:12: "walks" must be a list, but this is an object; correct it)",
        R"(sample/pack.json:25:16: "more" is not known in pack.json; known here: $schema, id, version, title, procedure, minimum_age, valid_for_months, keep_years, treatments, review_by, languages, groups, drugs, material, take_home, walks)"}},
      {kPack,
       R"("version": "1.0.0",)",
       R"("version": "1.0.0", "version": "1.0.1",)",
       {R"(sample/pack.json:4:23: "version" stands here twice; keep one of the two)"}},
      {kPack,
       R"("version": "1.0.0",)",
       R"("version": "1.0.0")",
       {R"(sample/pack.json:5:3: a comma is missing before this; add it after the value before)"}},
      {kPack,
       R"(["about"])",
       R"(["abuot"])",
       {R"(sample/pack.json:24:17: there is no page "abuot"; did you mean "about"?)"}},
      {kPack,
       R"(["about"])",
       R"(["about", "about"])",
       {R"(sample/pack.json:24:26: the page "about" stands twice in this list; remove one)"}},
      {kPack, R"(["about"])", R"(["shared/welcome"])", {}},
      {kPack,
       R"(["about"])",
       R"([])",
       {R"(sample/pack.json:24:16: "take_home" must have 1 to 10 entries, but has 0; add some)"}},
  });
}

TEST_CASE(
    "load: a form that does not say what it is for is refused, and so is an empty reason (P-12)") {
  for (const char* purpose : {"", "      \"purpose\": \"\",\n", "      \"purpose\": \"  \",\n"}) {
    const SamplePack files;
    files.replace(kSafety, "      \"purpose\": \"You cannot drive after the drip.\",\n", purpose);
    const std::string told = lines(messages(files));
    CAPTURE(told);
    CHECK(told.find("purpose") != std::string::npos);
  }
}

TEST_CASE("load: what is wrong in a page is told with its place") {
  check({
      {kAbout,
       R"("type": "text")",
       R"("type": "txt")",
       {R"(sample/pages/10-about.json:7:15: there is no block type "txt"; did you mean "text"?)"}},
      {kAbout,
       R"("type": "text")",
       R"("type": "video")",
       {R"(sample/pages/10-about.json:7:15: there is no block type "video"; the types are text, callout, steps, timeline, risk, image, faq, check, choice, form, acknowledge, sign)"}},
      {kAbout,
       R"("type": "text",)",
       R"()",
       {R"(sample/pages/10-about.json:6:5: "type" is missing in a block; write a type such as "text")"}},
      {kAbout,
       R"("id": "intro")",
       R"("id": "warning")",
       {R"(sample/pages/10-about.json:14:13: there are two blocks with the id "warning"; give one of them another id)",
        R"(sample/pages/20-safety.json:10:16: there is no block "about/intro"; name a block as page-id/block-id)"}},
      {kAbout,
       R"("id": "about")",
       R"("id": "safety")",
       {R"(sample/pack.json:24:17: there is no page "about"; add it, or remove it from this list)",
        R"(sample/pack.json:29:17: there is no page "about"; add it, or remove it from this list)",
        R"(sample/pages/20-safety.json:3:9: there are two pages with the id "safety"; give one of them another id)",
        R"(sample/pages/20-safety.json:10:16: there is no block "about/intro"; name a block as page-id/block-id)"}},
      {kAbout,
       R"("sources": ["leaf-2020"])",
       R"("clinical": true)",
       {R"(sample/pages/10-about.json:6:5: a text block names no sources; add "sources", or "clinical": false where it states no medical fact)"}},
      {kAbout,
       R"("sources": ["leaf-2020"])",
       R"("sources": ["leaf-2002"])",
       {R"(sample/pages/10-about.json:10:19: there is no source "leaf-2002"; did you mean "leaf-2020"?)"}},
      {kAbout,
       R"("sources": ["leaf-2020"])",
       R"("sources": ["leaf-2020"], "clinical": false)",
       {R"(sample/pages/10-about.json:10:45: a text block has sources and says "clinical": false; keep one of the two)"}},
      {kAbout,
       R"("sources": ["leaf-2020"])",
       R"("sources": [])",
       {R"(sample/pages/10-about.json:10:18: "sources" must have 1 to 20 entries, but has 0; add some)"}},
      {kAbout,
       R"("group": "drinkers",
      "sources": ["leaf-2020"])",
       R"("group": "drinkers",
      "clinical": false)",
       {R"(sample/pages/10-about.json:35:5: a risk block needs "sources"; name who counted: ids from sources.json)"}},
      {kAbout,
       R"(may *stop*)",
       R"(may [stop](http://x.y))",
       {R"(sample/pages/10-about.json:9:64: "text" is rich text, but a link is not possible here; a kiosk has nowhere to go: write the address as plain words)"}},
      {kAbout,
       R"(may *stop*)",
       R"(may <b>stop</b>)",
       {R"(sample/pages/10-about.json:9:64: "text" is rich text, but HTML is not possible here; remove the < >)"}},
      {kAbout,
       R"(may *stop*)",
       R"(may\n\n# stop)",
       {R"(sample/pages/10-about.json:9:67: "text" is rich text, but a heading is not possible here; remove the # or the line of = or - below)"}},
      {kAbout,
       R"({clinic.phone})",
       R"({clinic.fone})",
       {R"(sample/pages/10-about.json:9:92: there is no clinic value "fone"; add it to "values" in clinic.json)"}},
      {kAbout,
       R"({clinic.phone})",
       R"({clinic.phone)",
       {R"(sample/pages/10-about.json:9:92: "text" has a brace that belongs to no placeholder; write a placeholder such as {clinic.phone}, or remove the brace)"}},
      {kAbout,
       R"({clinic.phone})",
       R"({phone})",
       {R"(sample/pages/10-about.json:9:92: "text" has {phone}, which means nothing here; possible here: {clinic.…}, {procedure}, {treatments})"}},
      {kAbout,
       R"({clinic.phone})",
       R"({until})",
       {R"(sample/pages/10-about.json:9:92: "text" has {until}, which means nothing here; possible here: {clinic.…}, {procedure}, {treatments})"}},
      {kAbout,
       R"(You lie down)",
       R"(You **lie** down)",
       {R"(sample/pages/10-about.json:22:33: "title" is a line without markup, but has some; remove the marks)"}},
      {kAbout,
       R"(You lie down)",
       R"(You <b>lie</b> down)",
       {R"(sample/pages/10-about.json:22:33: "title" is a line without markup, but has some; remove the marks)"}},
      {kAbout,
       R"(You lie down)",
       R"( You lie down)",
       {R"(sample/pages/10-about.json:22:28: "title" starts or ends with a space; remove it)"}},
      {kAbout,
       R"(You lie down)",
       R"(You\u202elie)",
       {R"(sample/pages/10-about.json:22:32: "title" has a character that turns the writing direction around; remove it)"}},
      {kAbout,
       R"(You lie down)",
       R"(You\tlie)",
       {R"(sample/pages/10-about.json:22:32: "title" has a tab; remove it)"}},
      {kAbout,
       R"("text": "For one hour.")",
       R"("text": "")",
       {R"(sample/pages/10-about.json:22:52: "text" is empty; write a text)"}},
      {kAbout,
       R"("text": "For one hour.")",
       "\"text\": \"" + std::string(4001, 'x') + "\"",
       {R"(sample/pages/10-about.json:22:52: "text" has 4001 characters, but at most 4000 are possible; shorten it)"}},
      {kAbout,
       R"("kind": "caution")",
       R"("kind": "warning")",
       {R"(sample/pages/10-about.json:15:15: "kind" cannot be "warning"; possible here: note, caution, danger)"}},
      {kAbout,
       R"("n": 56)",
       R"("n": 101)",
       {R"(sample/pages/10-about.json:38:12: "n" must be 0 to 100, but this is 101; correct the number)"}},
      {kAbout,
       R"("n": 56)",
       R"("n": "56")",
       {R"(sample/pages/10-about.json:38:12: "n" must be a whole number, but this is a text; correct it)"}},
      {kAbout,
       R"("n": 4,
      "label": "feel dizzy",
      "tone": "caution",
      "group": "drinkers")",
       R"("n": 4,
      "label": "feel dizzy",
      "tone": "caution",
      "group": "others")",
       {R"(sample/pages/10-about.json:50:16: this page mixes the groups "drinkers" and "others"; figures of different people cannot be compared: use another page)",
        R"(sample/pages/10-about.json:50:16: there is no group "others"; add it to "groups" in pack.json)"}},
      {kAbout,
       R"("at": "0")",
       R"("at": "soon")",
       {R"(sample/pages/10-about.json:30:17: "at" is not a number of minutes; write digits only, such as "30", or one {clinic.…})"}},
      {kAbout,
       R"({clinic.drip_end})",
       R"({clinic.name})",
       {R"(sample/pages/10-about.json:31:17: the clinic's value "name" is not a number of minutes; write digits only in clinic.json, such as "30")"}},
      {kAbout,
       R"(images/chair.svg)",
       R"(images/chiar.svg)",
       {R"(sample/pages/10-about.json:53:49: there is no file images/chiar.svg; did you mean "images/chair.svg"?)"}},
      {kAbout,
       R"(images/chair.svg)",
       R"(../clinic.json)",
       {R"(sample/pages/10-about.json:53:49: "../clinic.json" is not a picture of the pack; write images/name.svg or shared/images/name.svg, with letters, digits, - and _ in the name)"}},
      {kAbout,
       R"(images/chair.svg)",
       R"(images/../../secret.svg)",
       {R"(sample/pages/10-about.json:53:49: "images/../../secret.svg" is not a picture of the pack; write images/name.svg or shared/images/name.svg, with letters, digits, - and _ in the name)"}},
      {kAbout,
       R"(images/chair.svg)",
       R"(images/chair.png)",
       {R"(sample/pages/10-about.json:53:49: "images/chair.png" is not a picture of the pack; write images/name.svg or shared/images/name.svg, with letters, digits, - and _ in the name)"}},
      {kAbout,
       R"("alt": "A chair", )",
       R"()",
       {R"(sample/pages/10-about.json:53:5: "alt" is missing in an image block; add it)"}},
      {kAbout,
       R"("clinical": false)",
       R"("clinical": "no")",
       {R"(sample/pages/10-about.json:23:19: "clinical" must be true or false, but this is a text; correct it or leave it out)"}},
      {kAbout,
       R"("blocks": [)",
       R"("blocks": [5, )",
       {R"(sample/pages/10-about.json:5:14: a block must be an object, but this is a whole number; write { … })"}},
      {kAbout,
       R"("title": "What it is",)",
       R"("title": "What it is", "colour": "red",)",
       {R"(sample/pages/10-about.json:4:26: "colour" is not known in a page; known here: $schema, id, title, blocks)"}},
      {kSafety, R"("tests": "about/intro")", R"("tests": "about/itnro")", {R"(sample/pages/20-safety.json:10:16: there is no block "about/itnro"; did you mean "about/intro"?)"}},
      {kSafety,
       R"("tests": "about/intro")",
       R"("tests": "safety/mood")",
       {R"(sample/pages/20-safety.json:10:16: "safety/mood" is not a paragraph that can be shown again; name a block of type text, callout, steps, timeline, risk, image or faq)"}},
      {kSafety,
       R"("correct": true)",
       R"("correct": false)",
       {R"(sample/pages/20-safety.json:11:18: a check has one correct option, but this has 0; say "correct": true at one of them)"}},
      {kSafety,
       R"("label": "At once")",
       R"("label": "At once", "correct": true)",
       {R"(sample/pages/20-safety.json:11:18: a check has one correct option, but this has 2; say "correct": true at one of them)"}},
      {kSafety,
       R"("id": "drive")",
       R"("id": "wait")",
       {R"(sample/pages/20-safety.json:13:17: there are two options with the id "wait"; give one of them another id)"}},
      {kSafety,
       R"("reason": "Driving was not understood")",
       R"("raeson": "Driving was not understood")",
       {R"(sample/pages/20-safety.json:16:20: "reason" is missing in a flag; add it)",
        R"(sample/pages/20-safety.json:16:44: "raeson" is not known in a flag; did you mean "reason"?)"}},
      {kSafety,
       R"("urgency": "routine")",
       R"("urgency": "later")",
       {R"(sample/pages/20-safety.json:16:33: "urgency" cannot be "later"; possible here: routine, soon, now)"}},
      {kSafety,
       R"("effect": "note")",
       R"("effect": "nothing")",
       {R"(sample/pages/20-safety.json:27:79: "effect" cannot be "nothing"; possible here: block, note)"}},
      {kSafety,
       R"("on_misses": { "urgency": "routine", "reason": "Driving was not understood" },)",
       R"()",
       {R"(sample/pages/20-safety.json:6:5: "on_misses" is missing in a check block; add it)"}},
      {kSafety,
       R"("label": "Fine")",
       R"("label": "Fine", "exclusive": true)",
       {R"(sample/pages/20-safety.json:26:55: "exclusive" means nothing where only one answer is possible; remove it, or say "multiple": true for the question)"}},
      {kSafety,
       R"("use": "ride")",
       R"("use": "taxi")",
       {R"(sample/pages/20-safety.json:42:14: "use" cannot be "taxi"; possible here: ride)"}},
      {kSafety,
       R"(["name", "phone"])",
       R"(["name", "fone", "means"])",
       {R"(sample/pages/20-safety.json:54:34: this form has no field "fone"; name a field of the same form)",
        R"(sample/pages/20-safety.json:54:42: a choice cannot make itself unnecessary; name another field of the form)"}},
      {kSafety,
       R"("kind": "text")",
       R"("kind": "text", "options": [])",
       {R"(sample/pages/20-safety.json:58:52: only a choice has "options"; remove them, or say "kind": "choice")"}},
      {kSafety,
       R"("verb": "agree")",
       R"("verb": "accept")",
       {R"(sample/pages/20-safety.json:67:15: "verb" cannot be "accept"; possible here: understand, agree, will)"}},
      {kSafety,
       R"("required": false)",
       R"("required": 0)",
       {R"(sample/pages/20-safety.json:59:79: "required" must be true or false, but this is a whole number; correct it or leave it out)"}},
      {kDecision,
       R"("witness": "I saw the patient sign.",)",
       R"()",
       {R"(sample/pages/30-decision.json:13:19: "witness" is missing in meanings; add it)"}},
      {kDecision,
       R"({statements})",
       R"({statement})",
       {R"(sample/pages/30-decision.json:11:46: a point has {statement}, which means nothing here; did you mean "statements"?)"}},
      {kDecision,
       R"("points": [)",
       R"("points": [7, )",
       {R"(sample/pages/30-decision.json:11:18: a point must be a text, but this is a whole number; correct it)"}},
      {kDecision,
       R"("type": "sign")",
       R"("type": "text", "text": "Sign.", "clinical": false)",
       {R"(sample/pack.json:29:54: the last page of a walk has no sign block; end the walk with the page where the decision is signed)",
        R"(sample/pack.json:35:27: the last page of a walk has no sign block; end the walk with the page where the decision is signed)",
        R"(sample/pages/30-decision.json:9:7: "act" is not known in a text block; known here: type, id, sources, clinical, text)",
        R"(sample/pages/30-decision.json:10:7: "scope" is not known in a text block; known here: type, id, sources, clinical, text)",
        R"(sample/pages/30-decision.json:11:7: "points" is not known in a text block; known here: type, id, sources, clinical, text)",
        R"(sample/pages/30-decision.json:12:7: "button" is not known in a text block; known here: type, id, sources, clinical, text)",
        R"(sample/pages/30-decision.json:13:7: "meanings" is not known in a text block; known here: type, id, sources, clinical, text)"}},
      {kDecision,
       R"("blocks": [)",
       R"("blocks": [{ "type": "sign", "id": "early" }, )",
       {R"(sample/pages/30-decision.json:3:9: a block follows the sign block of this page; signing is the last thing: move the sign block to the end)",
        R"(sample/pages/30-decision.json:5:14: "act" is missing in a sign block; add it)",
        R"(sample/pages/30-decision.json:5:14: "scope" is missing in a sign block; add it)",
        R"(sample/pages/30-decision.json:5:14: "points" is missing in a sign block; add it)",
        R"(sample/pages/30-decision.json:5:14: "button" is missing in a sign block; add it)",
        R"(sample/pages/30-decision.json:5:14: "meanings" is missing in a sign block; add it)"}},
  });
}

TEST_CASE("load: what is wrong in clinic.json, sources.json or a translation is told") {
  check({
      {kClinic,
       R"("demonstration": true,)",
       R"()",
       {R"(clinic.json:1:1: "demonstration" is missing in clinic.json; add it)"}},
      {kClinic,
       R"("required": ["name", "phone"])",
       R"("required": ["name", "fone", "address"])",
       {R"(clinic.json:4:24: the required value "fone" is not in "values"; add it to "values", as null while it is not known)",
        R"(clinic.json:4:32: the required value "address" is not in "values"; add it to "values", as null while it is not known)"}},
      {kClinic,
       R"("555-0100")",
       R"(5550100)",
       {R"(clinic.json:7:14: "phone" must be a text or null, but this is a number; write it in quotes)"}},
      {kClinic, R"("555-0100")", R"("")", {R"(clinic.json:7:14: "phone" is empty; write a text)"}},
      {kClinic,
       R"("555-0100")",
       R"("# 555")",
       {R"(clinic.json:7:14: "phone" would be read as markup; write it without * # < > [ ] ` and \)"}},
      {kClinic,
       R"("555-0100")",
       R"("{clinic.name}")",
       {R"(clinic.json:7:14: "phone" has {clinic.name}, which means nothing here; write the words themselves)"}},
      {kClinic,
       R"("phone": "555-0100")",
       R"("Phone-1": "555-0100", "phone": "1")",
       {R"(clinic.json:7:5: the name of a clinic value has lower-case letters, digits and _ only; rename it, for example front_desk_phone)"}},
      {kClinic,
       R"("number": "988")",
       R"("number": "call us")",
       {R"(clinic.json:11:66: "number" has no digit; write the number as it is dialled)"}},
      {kClinic,
       R"([{ "label": "Help line, day and night", "number": "988" }])",
       R"([])",
       {R"(clinic.json:11:16: "emergency" must have 1 to 6 entries, but has 0; add some)"}},
      {kClinic,
       R"("values")",
       R"("value")",
       {R"(clinic.json:1:1: "values" is missing in clinic.json; add it)",
        R"(clinic.json:5:3: "value" is not known in clinic.json; did you mean "values"?)"}},
      {kClinic,
       R"("drip_end": "40")",
       R"("drip_end": "forty")",
       {R"(sample/pages/10-about.json:31:17: the clinic's value "drip_end" is not a number of minutes; write digits only in clinic.json, such as "30")"}},
      {kSources,
       R"("id": "label")",
       R"("id": "leaf-2020")",
       {R"(sample/pages/10-about.json:17:19: there is no source "label"; add it to sources.json)",
        R"(sample/pages/20-safety.json:17:19: there is no source "label"; add it to sources.json)",
        R"(sample/sources.json:5:13: there are two sources with the id "leaf-2020"; give one of them another id)"}},
      {kSources,
       R"(https://example.org/leaf)",
       R"(example.org/leaf)",
       {R"(sample/sources.json:4:63: "url" does not start with https://; write the whole address)"}},
      {kSources,
       R"("2020")",
       R"("MMXX")",
       {R"(sample/sources.json:4:99: "year" is not a year; write four digits)"}},
      {kSources,
       R"("title": "The label of the tea")",
       R"("titel": "The label of the tea")",
       {R"(sample/sources.json:5:5: "title" is missing in a source; add it)",
        R"(sample/sources.json:5:22: "titel" is not known in a source; did you mean "title"?)"}},
      {kSpanish,
       R"("Fine")",
       R"("Fine!")",
       {R"(sample/translations/es.json:5:3: the pack has no text "Fine!" (any more); correct it to the text as it stands now, and look at the translation again; or let candor translate keep it aside)"}},
      {kSpanish,
       R"("Bien")",
       R"({ "texd": "Bien" })",
       {R"(sample/translations/es.json:5:11: "text" is missing in a translation; add it, empty while there is none)",
        R"(sample/translations/es.json:5:13: "texd" is not known in a translation; did you mean "text"?)"}},
      {kSpanish,
       R"("Bien")",
       R"({ "text": "Bien", "was": "Good" })",
       {R"(sample/translations/es.json:5:11: "said" is missing here; "was" (the source text) and "said" (its translation) belong together)"}},
      {kSpanish,
       R"("Bien")",
       R"("Bien", "$aside": { "Good": "Bien" })",
       {R"(sample/translations/es.json:5:29: "$aside" must be a list, but this is an object; write [ { "was": …, "said": … } ], or remove it)"}},
      {kSpanish,
       R"("Bien")",
       R"(" ")",
       {R"(sample/translations/es.json:5:11: the translation is empty; write a text)"}},
      {kSpanish,
       R"("Bien")",
       R"("**Bien**")",
       {R"(sample/translations/es.json:5:11: the translation is a line without markup, but has some; remove the marks)"}},
      {kSpanish,
       R"(Puede parar {procedure})",
       R"(Puede parar)",
       {R"(sample/translations/es.json:4:46: the translation lacks {procedure}; keep the placeholders of the source text)"}},
      {kSpanish,
       R"("Bien")",
       R"("Bien {clinic.phone}")",
       {R"(sample/translations/es.json:5:11: the translation has {clinic.phone}, the source text has not; keep the placeholders of the source text)"}},
      {kSpanish,
       R"(*cualquier*)",
       R"(`cualquier`)",
       {R"(sample/translations/es.json:4:74: the translation is rich text, but code is not possible here; remove the ` marks)"}},
      {kSpanish,
       R"("Bien")",
       R"(7)",
       {R"(sample/translations/es.json:5:11: the translation must be a text, but this is a whole number; correct it)"}},
  });
}

TEST_CASE("load: files that are missing, doubled or not what they should be are told") {
  struct Changed {
    const char* name;
    void (*change)(const SamplePack&);
    std::vector<std::string> told;
  };

  for (
      const Changed& changed : std::vector<Changed>{
          {"no clinic.json",
           [](const SamplePack& files) { files.remove("clinic.json"); },
           {R"(clinic.json: there is no such file; add it)"}},
          {"no pack.json",
           [](const SamplePack& files) { files.remove(kPack); },
           {R"(sample/pack.json: there is no such file; add it)"}},
          {"no sources.json",
           [](const SamplePack& files) { files.remove(kSources); },
           {R"(sample/sources.json: there is no such file; add it)"}},
          {"no pages",
           [](const SamplePack& files) { files.remove("sample/pages"); },
           {R"(sample/pack.json:24:17: there is no page "about"; add it, or remove it from this list)",
            R"(sample/pack.json:29:17: there is no page "about"; add it, or remove it from this list)",
            R"(sample/pack.json:29:44: there is no page "safety"; add it, or remove it from this list)",
            R"(sample/pack.json:29:54: there is no page "decision"; add it, or remove it from this list)",
            R"(sample/pack.json:35:17: there is no page "safety"; add it, or remove it from this list)",
            R"(sample/pack.json:35:27: there is no page "decision"; add it, or remove it from this list)",
            R"(sample/pages: there is no page here; add at least one page: pages/10-first.json)",
            R"(sample/translations/es.json:2:3: the pack has no text "What it is" (any more); correct it to the text as it stands now, and look at the translation again; or let candor translate keep it aside)",
            R"(sample/translations/es.json:4:3: the pack has no text "You can stop {procedure} at *any* time." (any more); correct it to the text as it stands now, and look at the translation again; or let candor translate keep it aside)",
            R"(sample/translations/es.json:5:3: the pack has no text "Fine" (any more); correct it to the text as it stands now, and look at the translation again; or let candor translate keep it aside)"}},
          {"no picture",
           [](const SamplePack& files) { files.remove("sample/images/chair.svg"); },
           {R"(sample/pages/10-about.json:53:49: there is no file images/chair.svg; add it or correct the name)"}},
          {"no shared folder",
           [](const SamplePack& files) { files.remove("shared"); },
           {R"(sample/pack.json:29:26: there is no page "shared/welcome"; add it, or remove it from this list)"}},
          {"no translation",
           [](const SamplePack& files) { files.remove(kSpanish); },
           {R"(sample/pack.json:13:14: there is no file translations/es.json; add it, or remove the language)"}},
          {"a translation of no language",
           [](const SamplePack& files) { files.write("sample/translations/fr.json", "{}"); },
           {R"(sample/translations/fr.json: pack.json has no language for this file; add the language there, or remove the file)"}},
          {"a translation of the source language",
           [](const SamplePack& files) { files.write("sample/translations/en.json", "{}"); },
           {R"(sample/translations/en.json: the pages are written in this language; remove the file)"}},
          {"a folder instead of a file",
           [](const SamplePack& files) {
             files.remove(kPack);
             files.write("sample/pack.json/x", "");
           },
           {R"(sample/pack.json: is not a regular file; put a file there)"}},
          {"a file instead of a folder",
           [](const SamplePack& files) {
             files.remove("sample/translations");
             files.write("sample/translations", "");
           },
           {R"(sample/pack.json:13:14: there is no file translations/es.json; add it, or remove the language)",
            R"(sample/translations/: this folder cannot be read (Not a directory); check that it is a folder, and its permissions)"}},
          {"a picture that is text",
           [](const SamplePack& files) { files.write("sample/images/chair.svg", "hello"); },
           {R"(sample/pages/10-about.json:53:49: images/chair.svg is not an SVG picture; save it as SVG)"}},
          {"a picture that was cut",
           [](const SamplePack& files) { files.write("sample/images/chair.svg", "<svg><path"); },
           {R"(sample/pages/10-about.json:53:49: images/chair.svg is not an SVG picture; save it as SVG)"}},
          {"a picture with a script",
           [](const SamplePack& files) {
             files.write("sample/images/chair.svg", "<svg><script>x</script></svg>");
           },
           {R"(sample/pages/10-about.json:53:49: images/chair.svg has a script; remove it: a picture stands for itself)"}},
          {"a picture that loads another",
           [](const SamplePack& files) {
             files.write("sample/images/chair.svg", "<svg><image href=\"/etc/hosts\"/></svg>");
           },
           {R"(sample/pages/10-about.json:53:49: images/chair.svg has a reference to something outside of the file; remove it: a picture stands for itself)"}},
          {"a picture that is too big",
           [](const SamplePack& files) {
             files.write("sample/images/chair.svg", std::string(2'000'000, ' '));
           },
           {R"(sample/pages/10-about.json:53:49: images/chair.svg is larger than 1048576 bytes; a picture is an SVG file of at most 1 MiB)"}},
          {"a page that is too big",
           [](const SamplePack& files) { files.write(kAbout, std::string(2'000'000, ' ')); },
           {R"(sample/pages/10-about.json: is larger than 1048576 bytes; split it into smaller files)"}},
          {"pictures that differ in capitals",
           [](const SamplePack& files) { files.write("sample/images/Chair.svg", "<svg></svg>"); },
           {R"(sample/images/chair.svg: its name differs from Chair.svg only in capitals; rename one of them)"}},
          {"a page with another ending",
           [](const SamplePack& files) { files.write("sample/pages/40-more.json.txt", "{}"); },
           {R"(sample/pages/40-more.json.txt: this is not a .json file; rename it, or keep it somewhere else)"}},
          {"a link that leads to itself",
           [](const SamplePack& files) {
             std::filesystem::create_symlink("40.json", files.folder() / "pages" / "40.json");
           },
           {R"(sample/pages/40.json: cannot be opened (Too many levels of symbolic links); check its permissions)"}},
          {"a pipe",
           [](const SamplePack& files) {
             REQUIRE(::mkfifo((files.folder() / "pages" / "40.json").c_str(), 0600) == 0);
           },
           {R"(sample/pages/40.json: is not a regular file; put a file there)"}},
          {"a page in another encoding",
           [](const SamplePack& files) { files.replace(kAbout, "slowly", "sl\xf6wly"); },
           {R"(sample/pages/10-about.json:9:29: this is not UTF-8 text; save the file with the encoding UTF-8)"}},
          {"a page with a byte order mark",
           [](const SamplePack& files) {
             files.write(kAbout, "\xef\xbb\xbf" + files.read(kAbout));
           },
           {R"(sample/pages/10-about.json:1:1: this file starts with a byte order mark; save it as "UTF-8", not as "UTF-8 with BOM")"}},
          {"an empty page",
           [](const SamplePack& files) { files.write(kAbout, ""); },
           {R"(sample/pages/10-about.json:1:1: this file is empty; write a JSON object: { … })"}},
          {"a page that is a list",
           [](const SamplePack& files) { files.write(kAbout, "[]"); },
           {R"(sample/pages/10-about.json:1:1: a page must be an object, but this is a list; write { … })"}},
          {"a shared page with a picture of the pack",
           [](const SamplePack& files) {
             files.replace("shared/pages/welcome.json", "shared/images/nurse.svg",
                           "images/chair.svg");
           },
           {R"(shared/pages/welcome.json:7:47: a shared page cannot show a picture of one pack; put the picture into shared/images)"}},
          {"a shared page that is broken",
           [](const SamplePack& files) { files.write("shared/pages/welcome.json", "{"); },
           {R"(shared/pages/welcome.json:1:2: the file ends too early; close every { [ and " that was opened)"}},
          {"a file name that is no text",
           [](const SamplePack& files) { files.write("sample/pages/\xff.json", "{}"); },
           {R"(sample/pages/: a file's name here is not plain UTF-8 text; rename it)"}},
      }) {
    const SamplePack files;
    changed.change(files);
    CAPTURE(std::string(changed.name));
    CHECK(lines(messages(files)) == lines(changed.told));
  }
}

TEST_CASE("load: findings of several files come together, by file, line and column") {
  const SamplePack files;
  files.replace(kClinic, "\"988\"", "\"none\"");
  files.replace(kAbout, "\"n\": 56", "\"n\": 560");
  files.replace(kAbout, "\"kind\": \"caution\"", "\"kind\": \"loud\"");
  files.replace(kSafety, "\"verb\": \"agree\"", "\"verb\": \"accept\"");
  files.replace(kPack, "2027-11-01", "soon");
  const auto told = messages(files);
  REQUIRE(told.size() == 5);
  CHECK(told[0].starts_with("clinic.json:11:"));
  CHECK(told[1].starts_with("sample/pack.json:10:"));
  CHECK(told[2].starts_with("sample/pages/10-about.json:15:"));
  CHECK(told[3].starts_with("sample/pages/10-about.json:38:"));
  CHECK(told[4].starts_with("sample/pages/20-safety.json:67:"));
}

TEST_CASE("load: a syntax error ends its own file only") {
  const SamplePack files;
  files.replace(kAbout, "\"id\": \"about\",", "\"id\": \"about\"");
  files.replace(kSafety, "\"verb\": \"agree\"", "\"verb\": \"accept\"");
  CHECK(messages(files) ==
        std::vector<std::string>{
            "sample/pages/10-about.json:4:3: a comma is missing before this; add it after the "
            "value before",
            "sample/pages/20-safety.json:67:15: \"verb\" cannot be \"accept\"; possible here: "
            "understand, agree, will"});
}

TEST_CASE("load: a folder that is not there is a finding") {
  const Loaded loaded = load_pack("/no/such/pack");
  REQUIRE(loaded.findings.size() == 1);
  CHECK(to_string(loaded.findings[0]) ==
        "/no/such/pack: error: there is no such folder; name the folder of a pack, such as "
        "content/my-pack [file]");
}

TEST_CASE("load: the pack loads however its folder is written, and files are named alike") {
  const SamplePack files;
  files.replace(kAbout, "\"n\": 56", "\"n\": 560");
  const std::filesystem::path before = std::filesystem::current_path();

  struct Written {
    const char* from;
    const char* folder;
    std::string file;
  };

  for (const Written& written : std::vector<Written>{
           {"content", "sample", "sample/pages/10-about.json"},
           {"content", "sample/", "sample/pages/10-about.json"},
           {"content", "./sample", "./sample/pages/10-about.json"},
           {"content/sample", ".", "./pages/10-about.json"},
           {"content/sample", "../sample", "../sample/pages/10-about.json"},
           {"content/sample/pages", "..", "../pages/10-about.json"},
       }) {
    CAPTURE(std::string(written.folder));
    std::filesystem::current_path(files.content().parent_path() / written.from);
    const Loaded loaded = load_pack(written.folder);
    std::filesystem::current_path(before);
    REQUIRE(loaded.findings.size() == 1);
    CHECK(loaded.findings[0].file == written.file);
  }
}

TEST_CASE("load: absurd numbers of pages, blocks and findings are refused, not read") {
  const SamplePack files;
  SUBCASE("pages") {
    for (int i = 0; i < 250; ++i) {
      files.write("sample/pages/90-" + std::to_string(i) + ".json", "{}");
    }
    const auto told = messages(files);
    CHECK(std::find(told.begin(), told.end(),
                    "sample/pages/: there are more than 200 pages; split the pack") != told.end());
  }
  SUBCASE("blocks") {
    std::string blocks;
    for (int i = 0; i < 101; ++i) blocks += "5,";
    files.replace(kAbout, "\"blocks\": [", "\"blocks\": [" + blocks);
    CHECK(messages(files) ==
          std::vector<std::string>{"sample/pages/10-about.json:5:13: \"blocks\" must have 1 to 100 "
                                   "entries, but has 109; remove some"});
  }
  SUBCASE("findings") {
    std::string unknown;
    for (int i = 0; i < 50'000; ++i) unknown += "\"x" + std::to_string(i) + "\": 1,";
    files.replace(kAbout, "\"id\": \"about\"", unknown + "\"id\": \"about\"");
    const auto told = messages(files);
    CHECK(told.size() == 201);
    CHECK(told[0] ==
          "sample/pages/10-about.json: there are more findings in this file; correct these first");
  }
}

TEST_CASE("load: a clinic's value must not turn a text into other markup") {
  const SamplePack files;
  files.replace(kAbout, "Tea goes **slowly** into your arm.", "{clinic.phone}: call");
  CHECK(messages(files).empty());
  // "[phone]: call" would be read as the definition of a link.
  files.replace(kClinic, "\"555-0100\"", "null");
  CHECK(messages(files) ==
        std::vector<std::string>{"sample/pages/10-about.json:9:15: with the clinic's values in it "
                                 "this text reads as other markup; put a word before the "
                                 "placeholder, or change the value"});
}

TEST_CASE("load: a reviewed language with every text is good, with one missing it is not") {
  const SamplePack files;
  files.replace(kPack, "\"status\": \"draft\"",
                "\"status\": \"reviewed\", \"reviewed_by\": \"A. B.\", \"reviewed_on\": "
                "\"2026-05-01\"");
  const auto told = messages(files);
  REQUIRE(told.size() == 1);
  CHECK(told[0].starts_with("sample/translations/es.json: 55 texts are not translated"));
}

TEST_CASE("load: a shared page that no walk names is not this pack's concern") {
  const SamplePack files;
  files.write("shared/pages/other.json", R"({ "id": "other", "blocks": "nonsense" })");
  CHECK(messages(files).empty());
}

TEST_CASE("load: editors' leftovers are passed over") {
  const SamplePack files;
  for (const char* name : {".10-about.json.swp", "10-about.json~", "#10-about.json#"}) {
    files.write(std::string("sample/pages/") + name, "{");
  }
  CHECK(messages(files).empty());
}

std::string digest(const SamplePack& files) {
  const Loaded loaded = load_pack(files.folder());
  for (const Finding& finding : loaded.findings) MESSAGE(to_string(finding));
  REQUIRE(loaded.pack);
  return loaded.pack->digest;
}

TEST_CASE("load: the digest changes with one byte of every file that a patient could see (P-14)") {
  const SamplePack files;
  const std::string before = digest(files);
  CHECK(before.size() == 64);
  CHECK(digest(SamplePack()) == before);
  for (const char* file :
       {kPack, kAbout, kSafety, kDecision, kSources, kSpanish, kClinic, "shared/pages/welcome.json",
        "shared/images/nurse.svg", "sample/images/chair.svg"}) {
    CAPTURE(std::string(file));
    const SamplePack changed;
    changed.write(file, changed.read(file) + "\n");
    CHECK(digest(changed) != before);
  }
  const SamplePack renamed;
  renamed.write("sample/pages/15-about.json", renamed.read(kAbout));
  renamed.remove(kAbout);
  CHECK(digest(renamed) != before);
}

TEST_CASE("load: what no patient of this pack sees does not change the digest") {
  const SamplePack files;
  const std::string before = digest(files);
  files.write("sample/README.md", "notes");
  files.write("sample/images/unused.svg", "<svg></svg>");
  files.write("shared/pages/other.json", R"({ "id": "other" })");
  CHECK(digest(files) == before);
}

TEST_CASE("load: packs are found by their pack.json, sorted") {
  const SamplePack files;
  files.write("another/pack.json", "{");
  files.write("nothing/readme.txt", "");
  const auto packs = find_packs(files.content());
  REQUIRE(packs);
  CHECK(*packs == std::vector<std::filesystem::path>{files.content() / "another", files.folder()});
  for (const std::filesystem::path& none :
       {files.content() / "nothing", files.content() / "missing", files.content() / kClinic}) {
    const auto failed = find_packs(none);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == ErrorCode::not_found);
  }
}

/// A pack or findings, never both, and every finding says where and what.
void check_survives(const SamplePack& files) {
  const Loaded loaded = load_pack(files.folder());
  REQUIRE((loaded.pack != nullptr) == loaded.findings.empty());
  for (const Finding& finding : loaded.findings) {
    REQUIRE_FALSE(finding.file.empty());
    REQUIRE_FALSE(finding.what.empty());
    REQUIRE_FALSE(finding.next.empty());
    REQUIRE((finding.line > 0) == (finding.column > 0));
  }
}

TEST_CASE("load: a file cut at any length is a finding") {
  const SamplePack files;
  for (const char* file : {kPack, kAbout, kSafety, kDecision, kSources, kSpanish, kClinic}) {
    const std::string whole = files.read(file);
    const std::size_t end = whole.find_last_of('}');
    for (std::size_t length = 0; length <= end; length += 1 + length % 37) {
      CAPTURE(std::string(file));
      CAPTURE(length);
      files.write(file, std::string_view(whole).substr(0, length));
      check_survives(files);
      REQUIRE_FALSE(load_pack(files.folder()).findings.empty());
    }
    files.write(file, whole);
  }
}

TEST_CASE("load: no damage crashes it or passes half read") {
  const SamplePack files;
  const std::uint64_t seed = support::prove_seed(42);
  CAPTURE(seed);
  support::SeededRandom random(seed);
  const int rounds = support::prove_runs(1500);
  const std::vector<std::string> names{kPack,
                                       kAbout,
                                       kSafety,
                                       kDecision,
                                       kSources,
                                       kSpanish,
                                       kClinic,
                                       "shared/pages/welcome.json",
                                       "sample/images/chair.svg"};
  const std::vector<std::string> pieces{
      "{",       "}",          "[",    "]",  "\"",   ",",
      ":",       "null",       "true", "-1", "1e9",  "\\u0000",
      "\\ud800", "{clinic.",   "**",   "\n", "\xff", "99999999999999999999",
      "[[[[",    "{\"type\":", "\"\""};
  for (int round = 0; round < rounds; ++round) {
    const std::string& name = names[random.below(static_cast<std::uint32_t>(names.size()))];
    const std::string whole = files.read(name);
    std::string damaged = whole;
    for (std::uint32_t i = 1 + random.below(3); i > 0 && !damaged.empty(); --i) {
      const std::size_t at = random.below(static_cast<std::uint32_t>(damaged.size()));
      switch (random.below(4)) {
        case 0:
          damaged[at] = static_cast<char>(random.below(256));
          break;
        case 1: {  // a line goes missing
          const std::size_t begin = damaged.rfind('\n', at) + 1;
          damaged.erase(begin, damaged.find('\n', at) - begin);
          break;
        }
        case 2:
          damaged.insert(at, pieces[random.below(static_cast<std::uint32_t>(pieces.size()))]);
          break;
        case 3:
          damaged.erase(at, 1 + random.below(20));
          break;
      }
    }
    CAPTURE(round);
    files.write(name, damaged);
    check_survives(files);
    files.write(name, whole);
  }
  CHECK(messages(files).empty());
}

TEST_CASE("load: the packs that are shipped have no findings") {
  const auto packs = find_packs(support::source_folder() / "content");
  REQUIRE_MESSAGE(packs, to_string(packs.error()));
  for (const std::filesystem::path& folder : *packs) {
    const Loaded loaded = load_pack(folder);
    for (const Finding& finding : loaded.findings) FAIL_CHECK(to_string(finding));
    CHECK(loaded.pack);
  }
}

TEST_CASE(
    "load: an editor's draft is there while translations do not follow, and after no other "
    "mistake") {
  const support::SamplePack files;
  files.replace("sample/pages/10-about.json", "What it is", "What happens here");
  const Loaded strict = load_pack(files.folder());
  const Loaded draft = load_draft(files.folder());
  CHECK(strict.pack == nullptr);
  CHECK(draft.findings == strict.findings);
  REQUIRE(draft.pack);
  CHECK(draft.pack->text("es", "What happens here") == "What happens here");
  CHECK(draft.origins.places.contains("page about"));
  files.replace("sample/pages/20-safety.json", "\"verb\": \"agree\"", "\"verb\": \"nod\"");
  CHECK(load_draft(files.folder()).pack == nullptr);
  CHECK(load_draft(files.folder() / "nothing").pack == nullptr);
}

}  // namespace
}  // namespace candor::content
