#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "content/load.h"
#include "rules/check.h"
#include "support/fakes.h"
#include "support/prove.h"
#include "support/sample_pack.h"
#include "support/wav.h"

namespace candor::rules {
namespace {

using content::Block;
using content::Finding;
using content::load_pack;
using content::Loaded;
using content::Pack;
using content::Page;
using content::Severity;
using content::SourceText;
using content::TextBlock;
using content::to_string;

constexpr const char* kPack = "sample/pack.json";
constexpr const char* kAbout = "sample/pages/10-about.json";
constexpr const char* kSafety = "sample/pages/20-safety.json";
constexpr const char* kDecision = "sample/pages/30-decision.json";
constexpr const char* kSources = "sample/sources.json";
constexpr const char* kWelcome = "shared/pages/welcome.json";
constexpr const char* kClinic = "clinic.json";
constexpr const char* kWords = "plain-words.json";
constexpr const char* kFrench = "sample/translations/fr.json";
constexpr const char* kRecordings = "sample/audio/en/recordings.json";

/// The sample pack without anything to find in it: each test breaks one thing.
class GoodPack : public support::SamplePack {
 public:
  GoodPack() {
    replace(kClinic, "\"demonstration\": true", "\"demonstration\": false");
    replace(kPack,
            "\"status\": \"source\" },\n    { \"tag\": \"es\", \"name\": \"Español\", \"status\": "
            "\"draft\" }",
            "\"status\": \"source\" }");
    replace(kPack, "\"pages\": [\"safety\", \"decision\"]",
            "\"pages\": [\"about\", \"shared/welcome\", \"safety\", \"decision\"]");
    replace(kWelcome, "Take your time.", "Take your time. You can sign on paper.");
    remove("sample/translations/es.json");
    write(kWords, R"({ "languages": { "en": { "hypertension": "high blood pressure" } } })");
  }

  /// Adds a recording of the first paragraph.
  void add_recording() const {
    write(kRecordings, "{\n  \"Tea goes slowly into your arm.\": \"tea.wav\"\n}\n");
    write("sample/audio/en/tea.wav", support::wav(2'000));
  }

  /// Adds French, reviewed, in which every text is as in English.
  void add_french() const {
    const Loaded loaded = load_pack(folder());
    REQUIRE(loaded.pack);
    std::set<std::string> texts;
    for (const SourceText& text : loaded.origins.texts) {
      if (text.patient) texts.insert(text.text);
    }
    std::string json = "{\n";
    for (const std::string& text : texts) {
      std::string escaped;
      for (const char c : text) {
        if (c == '\n') escaped += "\\n";
        if (c != '\n') escaped += c;
      }
      json += json.size() > 2 ? ",\n  \"" : "  \"";
      json.append(escaped).append("\": \"").append(escaped).append("\"");
    }
    write(kFrench, json + "\n}\n");
    replace(kPack, "\"status\": \"source\" }",
            "\"status\": \"source\" },\n"
            "    { \"tag\": \"fr\", \"name\": \"Français\", \"status\": \"reviewed\", "
            "\"reviewed_by\": \"Zoé\", \"reviewed_on\": \"2026-01-01\" }");
  }
};

CheckWith with_everything() {
  CheckWith with;
  with.today = {2026, 11, 22};
  with.missing_glyph = [](const std::string& text) {
    return text.find("☃") == std::string::npos ? std::string() : std::string("☃");
  };
  with.screens = [](const Pack& pack, const Page& page, const std::string& language) {
    // One screen for each 60 words or so.
    double letters = 0;
    for (const Block& block : page.blocks) {
      if (const auto* text = std::get_if<TextBlock>(&block.content)) {
        letters += static_cast<double>(pack.text(language, text->text).size());
      }
    }
    return letters / 300;
  };
  return with;
}

/// The kiosk refuses exactly what the check calls an error: no more, and no less.
void check_kiosk_agrees(const support::SamplePack& files, const std::vector<Finding>& findings) {
  std::vector<Finding> errors;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(errors), [](const auto& each) {
    return each.severity == Severity::error && !each.file.ends_with("plain-words.json");
  });
  const Checked checked = check_for_patients(files.folder(), with_everything());
  CHECK(checked.findings.size() == errors.size());
  CHECK(checked.findings == errors);
}

std::vector<std::string> messages(const support::SamplePack& files) {
  std::vector<std::string> told;
  const std::string prefix = files.content().string() + "/";
  const std::vector<Rule> known = catalogue();
  const std::vector<Finding> findings = check_pack(files.folder(), with_everything()).findings;
  check_kiosk_agrees(files, findings);
  for (const Finding& finding : findings) {
    std::string message = to_string(finding);
    for (auto at = message.find(prefix); at != std::string::npos; at = message.find(prefix)) {
      message.erase(at, prefix.size());
    }
    told.push_back(message);
    CHECK_MESSAGE(std::any_of(known.begin(), known.end(),
                              [&](const Rule& rule) { return rule.name == finding.rule; }),
                  finding.rule);
  }
  return told;
}

std::string lines(const std::vector<std::string>& told) {
  std::string all;
  for (const std::string& message : told) all += message + "\n";
  return all;
}

/// One change of the good pack, and everything that must be told about it.
struct Bad {
  const char* file;
  std::string from;  ///< empty: the file is written anew
  std::string to;
  std::vector<std::string> told;
};

const std::string kLongSentence =
    "You lie down on a bed and we put a small tube into your arm and then you rest for one hour "
    "in a room.";

std::string many_words(int count) {
  std::string words;
  for (int i = 0; i < count / 4; ++i) words += i == 0 ? "You may rest now." : " You may rest now.";
  return words;
}

std::vector<Bad> loader_cases() {
  return {
      {"sample/pages/notes.txt",
       "",
       R"J(notes)J",
       {R"J(sample/pages/notes.txt: error: this is not a .json file; rename it, or keep it somewhere else [file])J"}},
      {kAbout,
       R"J("id": "about",)J",
       R"J("id": "about")J",
       {R"J(sample/pages/10-about.json:4:3: error: a comma is missing before this; add it after the value before [json])J"}},
      {kPack,
       R"J("minimum_age")J",
       R"J("minimum_aje")J",
       {R"J(sample/pack.json:1:1: error: "minimum_age" is missing in pack.json; add it [missing-property])J",
        R"J(sample/pack.json:7:3: error: "minimum_aje" is not known in pack.json; did you mean "minimum_age"? [unknown-property])J"}},
      {kAbout,
       R"J("n": 56)J",
       R"J("n": "56")J",
       {R"J(sample/pages/10-about.json:38:12: error: "n" must be a whole number, but this is a text; correct it [wrong-type])J"}},
      {kAbout,
       R"J("n": 56)J",
       R"J("n": 560)J",
       {R"J(sample/pages/10-about.json:38:12: error: "n" must be 0 to 100, but this is 560; correct the number [limit])J"}},
      {kSafety,
       R"J("verb": "agree")J",
       R"J("verb": "accept")J",
       {R"J(sample/pages/20-safety.json:67:15: error: "verb" cannot be "accept"; possible here: understand, agree, will [possible-word])J"}},
      {kAbout,
       R"J("id": "intro")J",
       R"J("id": "Intro!")J",
       {R"J(sample/pages/10-about.json:8:13: error: "Intro!" is not an id; use lower-case letters, digits and hyphens, 1 to 64 of them [id])J",
        R"J(sample/pages/20-safety.json:10:16: error: there is no block "about/intro"; name a block as page-id/block-id [dangling])J"}},
      {kPack,
       R"J("2027-11-01")J",
       R"J("2027-02-30")J",
       {R"J(sample/pack.json:10:16: error: "review_by" is not a date of the calendar: "2027-02-30"; write year, month and day like 2027-11-01 [format])J"}},
      {kAbout,
       R"J("You lie down")J",
       R"J(" You lie down")J",
       {R"J(sample/pages/10-about.json:22:28: error: "title" starts or ends with a space; remove it [text-form])J"}},
      {kAbout,
       R"J(A *little*.)J",
       R"J(# A little)J",
       {R"J(sample/pages/10-about.json:57:58: error: "answer" is rich text, but a heading is not possible here; remove the # or the line of = or - below [markup])J"}},
      {kAbout,
       R"J({clinic.phone})J",
       R"J({phone})J",
       {R"J(sample/pages/10-about.json:9:92: error: "text" has {phone}, which means nothing here; possible here: {clinic.…}, {procedure}, {treatments} [placeholder])J"}},
      {kAbout,
       R"J("id": "dizzy")J",
       R"J("id": "sleepy")J",
       {R"J(sample/pages/10-about.json:46:13: error: there are two blocks with the id "sleepy"; give one of them another id [doubled])J"}},
      {kAbout,
       R"J("sources": ["leaf-2020"])J",
       R"J("sources": ["leaf-2021"])J",
       {R"J(sample/pages/10-about.json:10:19: error: there is no source "leaf-2021"; did you mean "leaf-2020"? [dangling])J"}},
      {kAbout,
       R"J(,
      "sources": ["label"])J",
       R"J()J",
       {R"J(sample/pages/10-about.json:12:5: error: a callout block names no sources; add "sources", or "clinical": false where it states no medical fact [unsourced])J"}},
      {kAbout,
       R"J("tone": "caution",
      "group": "drinkers")J",
       R"J("tone": "caution",
      "group": "others")J",
       {R"J(sample/pages/10-about.json:50:16: error: this page mixes the groups "drinkers" and "others"; figures of different people cannot be compared: use another page [mixed-groups])J",
        R"J(sample/pages/10-about.json:50:16: error: there is no group "others"; add it to "groups" in pack.json [dangling])J"}},
      {"sample/images/chair.svg",
       "",
       R"J(<svg><script/></svg>)J",
       {R"J(sample/pages/10-about.json:53:49: error: images/chair.svg has a script; remove it: a picture stands for itself [picture])J"}},
      {kSafety,
       R"J(, "correct": true)J",
       R"J()J",
       {R"J(sample/pages/20-safety.json:11:18: error: a check has one correct option, but this has 0; say "correct": true at one of them [options])J"}},
      {kSafety,
       R"J("required": false,
      "may)J",
       R"J("checked": true,
      "required": false,
      "may)J",
       {R"J(sample/pages/20-safety.json:76:7: error: "checked" would answer in the patient's place; remove it: nothing is chosen before the patient chooses [pre-ticked])J"}},
      {kClinic,
       R"J("drip_end": "40")J",
       R"J("drip_end": "soon")J",
       {R"J(sample/pages/10-about.json:31:17: error: the clinic's value "drip_end" is not a number of minutes; write digits only in clinic.json, such as "30" [clinic-value])J"}},
      {kPack,
       R"J("signers": ["patient", "witness"])J",
       R"J("signers": ["witness"])J",
       {R"J(sample/pack.json:35:18: error: "signers" lacks "patient"; add it: the patient, or who signs in the patient's place, always signs [signer-missing])J"}},
      {kPack,
       R"J("safety", "decision"])J",
       R"J("decision", "safety"])J",
       {R"J(sample/pack.json:28:44: error: a page with a sign block is not the last of this walk; move it to the end [walk])J",
        R"J(sample/pack.json:28:56: error: the last page of a walk has no sign block; end the walk with the page where the decision is signed [walk])J"}},
      {"sample/pages/40-more.json", "", R"J({ "id": "more", "title": "More", "blocks": [{ "type": "text", "id": "a", "text": "More.", "clinical": false }] })J", {R"J(sample/pages/40-more.json:1:9: error: no walk uses the page "more"; name it in a walk in pack.json, or remove the file [unused-page])J"}},
      {"sample/translations/de.json",
       "",
       R"J({})J",
       {R"J(sample/translations/de.json: error: pack.json has no language for this file; add the language there, or remove the file [language])J"}},
  };
}

std::vector<Bad> reader_cases() {
  return {
      {kAbout,
       R"J(Do not drive for 24 hours.)J",
       R"J(Immediately discontinue operating automobiles and machinery following administration. Individuals experiencing considerable disorientation necessitate professional supervision. Complications occasionally require hospitalization and additional medication. Notify personnel immediately concerning unexpected sensations or deterioration.)J",
       {R"J(sample/pages/10-about.json:16:15: warning: the page "about" reads at grade 15.9, above 6; use shorter words, and shorten "Immediately discontinue operating automo…" (8 words), "Notify personnel immediately concerning …" (8 words), "Individuals experiencing considerable di…" (7 words) [reading-grade])J"}},
      {kAbout,
       R"J(Do not drive for 24 hours.)J",
       kLongSentence,
       {R"J(sample/pages/10-about.json:16:15: warning: a sentence of 25 words: "You lie down on a bed and we put a small…"; make two of it, with 15 words or fewer each [long-sentence])J"}},
      {kAbout,
       R"J(Do not drive for 24 hours.)J",
       many_words(80),
       {R"J(sample/pages/10-about.json:16:15: note: a block of 80 words; split it into blocks or pages that each say one thing [long-block])J"}},
      {kAbout,
       R"J(Do not drive for 24 hours.)J",
       R"J(DO NOT DRIVE TODAY.)J",
       {R"J(sample/pages/10-about.json:16:23: warning: several words in capitals: "DRIVE TODAY"; write small letters, and **strong** where it must stand out [capitals])J"}},
      {kAbout,
       R"J(Do not drive for 24 hours.)J",
       R"J(You may get hypertension.)J",
       {R"J(sample/pages/10-about.json:16:28: warning: "hypertension" is not explained here, where it first stands; write "high blood pressure", or explain it: "… This is called hypertension." [jargon])J"}},
      {kSafety,
       R"J(I know that I can stop.)J",
       R"J(I waive all claims.)J",
       {R"J(sample/pages/20-safety.json:66:23: error: "waive" asks the patient to give up rights; remove it: such words make a consent void [exculpatory])J"}},
      {kSafety,
       R"J(I know that I can stop.)J",
       R"J(I release the clinic.)J",
       {R"J(sample/pages/20-safety.json:66:23: error: "release" asks the patient to give up rights; remove it: such words make a consent void [exculpatory])J"}},
      {kSafety,
       R"J(I know that I can stop.)J",
       R"J(I will never sue the clinic.)J",
       {R"J(sample/pages/20-safety.json:66:34: error: "sue" asks the patient to give up rights; remove it: such words make a consent void [exculpatory])J"}},
      {kAbout,
       R"J(Do not drive for 24 hours.)J",
       R"J(See https://example.org for more.)J",
       {R"J(sample/pages/10-about.json:16:20: warning: a web address that nobody can open on the glass; say what to do: ask staff, or call {clinic.…} [link])J"}},
      {kAbout,
       R"J(Do not drive for 24 hours.)J",
       R"J(Call **555-123-4567** now.)J",
       {R"J(sample/pages/10-about.json:16:23: warning: the number 555-123-4567 is written out; put it into clinic.json and write {clinic.…} here [phone-number])J"}},
      {kAbout,
       R"J(Do not drive for 24 hours.)J",
       R"J(About 4% feel sick.)J",
       {R"J(sample/pages/10-about.json:16:23: warning: a bare percentage; write it as "20 in 100" [number-format])J"}},
      {kAbout,
       R"J(Do not drive for 24 hours.)J",
       R"J(About 1 in 20 people feel sick.)J",
       {R"J(sample/pages/10-about.json:16:22: warning: "1 in 20" is not counted in 100; write it as "20 in 100" [number-format])J"}},
      {kAbout,
       R"J(Do not drive for 24 hours.)J",
       R"J(About 2.5 in 100 people feel sick.)J",
       {R"J(sample/pages/10-about.json:16:22: warning: "2.5 in 100" counts parts of people; write whole people, in 1,000 where they are few [number-format])J"}},
      {kAbout, R"J(Do not drive for 24 hours.)J", R"J(A rash is rare.)J", {R"J(sample/pages/10-about.json:16:26: warning: "rare" without a number means something else to every reader; write "3 in 100", or say that the number is not known [number-first])J"}},
      {kAbout,
       R"J(Do not drive for 24 hours.)J",
       R"J(A rash is rare: 3 in 1,000 people.)J",
       {R"J(sample/pages/10-about.json:16:26: warning: "rare" stands before its number; write the number first and the word behind it, or leave the word out [number-first])J"}},
      {kSources,
       R"J("year": "2020")J",
       R"J("year": "2202")J",
       {R"J(sample/sources.json:4:99: warning: the source "leaf-2020" is of 2202, a year to come; correct the year [source-year])J"}},
      {kSources,
       R"J("year": "2020")J",
       R"J("year": "2009")J",
       {R"J(sample/sources.json:4:99: note: the source "leaf-2020" is of 2009, the review date of 2027; look for a newer one, or keep it knowingly [old-source])J"}},
      {kSources,
       R"J({ "id": "label")J",
       R"J({ "id": "other", "title": "Other" },
    { "id": "label")J",
       {R"J(sample/sources.json:5:13: note: no block names the source "other"; name it where it is used, or remove it [unused-source])J"}},
      {kPack,
       R"J(2027-11-01)J",
       R"J(2026-11-21)J",
       {R"J(sample/pack.json:10:16: warning: the review date 2026-11-21 has passed; let a clinician read the pack again, then set a new date [review-date])J"}},
      {kPack,
       R"J(2027-11-01)J",
       R"J(2026-12-24)J",
       {R"J(sample/pack.json:10:16: note: the review date 2026-12-24 comes soon; let a clinician read the pack again, then set a new date [review-soon])J"}},
      {kAbout,
       R"J("alt": "A chair")J",
       R"J("alt": "Chair")J",
       {R"J(sample/pages/10-about.json:53:76: warning: "alt" is too short to picture anything; say in a few words what is to be seen [picture-words])J"}},
      {kAbout,
       R"J("alt": "A chair")J",
       R"J("alt": "A picture of a chair")J",
       {R"J(sample/pages/10-about.json:53:76: warning: "alt" says that this is a picture; say only what it shows [picture-words])J"}},
      {kAbout,
       R"J("alt": "A chair")J",
       R"J("alt": "Your chair")J",
       {R"J(sample/pages/10-about.json:53:76: warning: "alt" repeats the caption, which is read anyway; say what is to be seen beside it [picture-words])J"}},
      {"sample/images/chair.svg",
       R"J(<path)J",
       R"J(<text>Chair</text><path)J",
       {R"J(sample/pages/10-about.json:53:76: warning: there are words in images/chair.svg; take them out: they stay small, and in one language; say them in the caption [picture-text])J"}},
      {"sample/images/table.svg",
       "",
       R"J(<svg></svg>)J",
       {R"J(sample/images/table.svg: note: no page shows this picture; show it, or remove the file [unused-picture])J"}},
      {kAbout,
       R"("note": "It wears off in 2 hours.")",
       R"("note": "After a drip. 34 in 100 are not.")",
       {R"J(sample/pages/10-about.json:40:30: warning: 56 in 100 and 34 in 100 are not all of 100; write 44, or correct "n"; or say who else is meant [risk-rest])J"}},
      {kClinic,
       R"("fee": null)",
       R"("food_hours": "8", "drink_hours": "2", "example_visit": "2 pm",
    "example_food": "7 am", "example_drink": "12 noon", "fee": null)",
       {R"J(clinic.json:10:21: error: "example_food" is 7 am, but 8 hours ("food_hours") before 2 pm it is 6 am; write "6 am", and put its translations into the packs [clinic-clock])J"}},
      {kClinic,
       R"("fee": null)",
       R"("food_hours": "8", "example_visit": "after lunch",
    "example_food": "6 am", "fee": null)",
       {R"J(clinic.json:9:41: error: "example_visit" is "after lunch", which is no time of the day; write it as in 2 pm, 2:30 pm, 12 noon or 14:00 [clinic-clock])J"}},
      {kClinic,
       R"("fee": null)",
       R"("food_hours": "8", "example_visit": "14:30",
    "example_food": "midnight", "fee": null)",
       {R"J(clinic.json:10:21: error: "example_food" is midnight, but 8 hours ("food_hours") before 14:30 it is 6:30 am; write "6:30 am", and put its translations into the packs [clinic-clock])J"}},
      {kClinic, R"J("phone": "555-0100")J", R"J("phone": null)J", {R"J(clinic.json:7:14: warning: the clinic's value "phone" is not set; write it in clinic.json: until then the kiosk is in practice mode [clinic-unset])J"}},
      {kClinic,
       R"J("demonstration": false)J",
       R"J("demonstration": true)J",
       {R"J(clinic.json:3:20: note: this is an invented clinic; write your own values, then say false [demonstration])J"}},
      {kSafety,
       R"J(My answers may be counted.)J",
       R"J(You may use my answers for research and take photos.)J",
       {R"J(sample/pages/20-safety.json:74:20: error: one answer for several purposes: research, pictures and recordings; ask for each of them in a block of its own [bundled-consent])J"}},
      {kDecision,
       R"J(I can still say no.)J",
       R"J(My answers may be used for research.)J",
       {R"J(sample/pages/30-decision.json:11:62: error: research under the signature for the treatment; ask for it in a statement of its own, with "required": false [bundled-consent])J"}},
      {kSafety,
       R"J(I know that I can stop.)J",
       R"J(You may use my answers for research.)J",
       {R"J(sample/pages/20-safety.json:66:20: error: research must stay the patient's free choice; say "required": false [required-optional])J"}},
      {kSafety,
       R"J(Their phone)J",
       R"J(When may you drive?)J",
       {R"J(sample/pages/20-safety.json:59:52: warning: the walk "first" asks this twice, first in "safety/what-you-know"; ask it once, or say what is different now [repeated-question])J",
        R"J(sample/pages/20-safety.json:59:52: warning: the walk "return" asks this twice, first in "safety/what-you-know"; ask it once, or say what is different now [repeated-question])J"}},
      {kSafety,
       R"J(Who comes?)J",
       R"J(Your date of birth)J",
       {R"J(sample/pages/20-safety.json:58:50: warning: the kiosk asks for name and date of birth before the first page; remove the field [repeated-question])J"}},
      {kSafety,
       R"J(      "help": "Only staff see this.",
)J",
       R"J()J",
       {R"J(sample/pages/20-safety.json:21:13: warning: a private question that does not say why it is asked; add "help": why it is asked, and who sees the answer [private-purpose])J"}},
      {kWelcome,
       R"J( You can sign on paper.)J",
       R"J()J",
       {R"J(sample/pack.json:26:13: warning: nothing in the walk "first" says that paper is possible; add the page shared/paper-or-screen, or your own words about it [paper-choice])J",
        R"J(sample/pack.json:32:13: warning: nothing in the walk "return" says that paper is possible; add the page shared/paper-or-screen, or your own words about it [paper-choice])J"}},
      {kPack,
       R"J("pages": ["about", "shared/welcome", "safety", "decision"],
      "signers": ["patient"])J",
       R"J("pages": ["shared/welcome", "safety", "about", "decision"],
      "signers": ["patient"])J",
       {R"J(sample/pages/20-safety.json:8:13: warning: the walk "first" asks this without having shown "about/intro"; put that page before this one, or test what the walk shows [check-not-shown])J"}},
      {kSafety,
       R"J("label": "The next day", "correct": true },
        { "id": "drive", "label": "At once" })J",
       R"J("label": "Yes", "correct": true },
        { "id": "drive", "label": "No" })J",
       {R"J(sample/pages/20-safety.json:8:13: warning: this can be answered by guessing yes or no; ask what or how, and let the answers be sentences [yes-no-check])J"}},
      {kAbout,
       R"J(Tea goes **slowly** into your arm.)J",
       many_words(600),
       {R"J(sample/pages/10-about.json:3:9: warning: the page "about" fills about 9 screens in en at the largest text; split it: at most 5 [page-length])J",
        R"J(sample/pages/10-about.json:9:15: note: a block of 608 words; split it into blocks or pages that each say one thing [long-block])J"}},
      {kAbout,
       R"J(A *little*.)J",
       R"J(A *little* ☃.)J",
       {R"J(sample/pages/10-about.json:57:70: error: no font has the character ☃; use another one, or add a font to assets/fonts [glyph])J"}},
  };
}

/// Changes of the pack with a French translation.
std::vector<Bad> french_cases() {
  return {
      {kFrench,
       R"J("Take your time. You can sign on paper.": "Take your time. You can sign on paper.")J",
       R"J("Take your time.": "Take your time.")J",
       {R"J(sample/translations/fr.json: error: 1 texts are not translated, one of them is "Take your time. You can sign on paper."; translate them, or say "status": "draft" in pack.json [translation-missing])J",
        R"J(sample/translations/fr.json:33:3: error: the pack has no text "Take your time." (any more); correct it to the text as it stands now, and look at the translation again; or let candor translate keep it aside [translation-unused])J"}},
      {kFrench,
       R"J("I choose to have {procedure} at {clinic.name}.": "I choose to have {procedure})J",
       R"J("I choose to have {procedure} at {clinic.name}.": "I choose to have it)J",
       {R"J(sample/translations/fr.json:17:53: error: the translation lacks {procedure}; keep the placeholders of the source text [translation-placeholders])J"}},
      {kPack,
       R"J("status": "reviewed", "reviewed_by": "Zoé", "reviewed_on": "2026-01-01")J",
       R"J("status": "draft")J",
       {R"J(sample/pack.json:13:50: note: Français (fr) is a draft; let a qualified person review it, then say who and when [translation-draft])J"}},
      {kPack,
       R"J("status": "reviewed", "reviewed_by": "Zoé", "reviewed_on": "2026-01-01")J",
       R"J("status": "draft", "made_by": "machine")J",
       {R"J(sample/pack.json:13:50: note: Français (fr) is a draft; let a qualified person review it, then say who and when [translation-draft])J",
        R"J(sample/pack.json:13:50: warning: 28 critical texts in fr were translated by machine, and nobody reviewed them; let a qualified person review them: risks, warnings, questions, statements [machine-translation])J"}},
      {kFrench,
       R"J("Do not drive for 24 hours.": "Do not drive for 24 hours.")J",
       R"J("Do not drive for 24 hours.": "Do not drive for 42 hours.")J",
       {R"J(sample/translations/fr.json:9:33: error: the figures differ from the source text: 24 is missing, 42 is not in the source; write the same numbers, with digits 0 to 9 [translation-figures])J"}},
      {kPack,
       R"J("review_by")J",
       R"J("drugs": [{ "name": "tea", "in": { "fr": "thé" } }],
  "review_by")J",
       {R"J(sample/translations/fr.json:34:29: error: the source text names tea, the translation does not; write thé, or give its name in fr under "drugs" in pack.json [translation-drugs])J",
        R"J(sample/translations/fr.json:35:98: error: the source text names tea, the translation does not; write thé, or give its name in fr under "drugs" in pack.json [translation-drugs])J",
        R"J(sample/translations/fr.json:36:38: error: the source text names tea, the translation does not; write thé, or give its name in fr under "drugs" in pack.json [translation-drugs])J",
        R"J(sample/translations/fr.json:57:17: error: the source text names tea, the translation does not; write thé, or give its name in fr under "drugs" in pack.json [translation-drugs])J"}},
      {kWelcome, R"J(Take your time.)J", R"J(Take your time, please.)J", {R"J(sample/translations/fr.json: error: 1 texts are not translated, one of them is "Take your time, please. You can sign on paper."; translate them, or say "status": "draft" in pack.json [translation-missing])J", R"J(sample/translations/fr.json:33:3: error: the pack has no text "Take your time. You can sign on paper." (any more); correct it to the text as it stands now, and look at the translation again; or let candor translate keep it aside [translation-unused])J"}},
  };
}

/// French as a draft with one text missing: two changes, the second one in pack.json.
Bad gap() {
  return {
      kFrench,
      R"("Do not drive for 24 hours.": "Do not drive for 24 hours.",)",
      "",
      {"sample/pack.json:13:50: note: Français (fr) is a draft; let a qualified person review it, "
       "then say who and when [translation-draft]",
       "sample/pages/10-about.json:16:15: warning: \"Do not drive for 24 hours.\" is not "
       "translated "
       "into fr; candor translate sample fr adds what is missing to translations/fr.json, to be "
       "filled in; until then nobody is offered Français [translation-gaps]"}};
}

std::vector<Bad> recording_cases() {
  const std::string short_sound = support::wav(400);
  const std::string tea = R"("Tea goes slowly into your arm.": )";
  return {
      {kRecordings,
       tea,
       R"("Tea runs slowly into your arm.": )",
       {R"J(sample/audio/en/recordings.json:2:3: warning: patients read no paragraph "Tea runs slowly into your arm." in en (any more): audio/en/tea.wav is not played; record "Tea goes slowly into your arm." and write these words here [recording-stale])J"}},
      {kRecordings,
       tea,
       R"("Something else.": )",
       {R"J(sample/audio/en/recordings.json:2:3: warning: patients read no paragraph "Something else." in en (any more): audio/en/tea.wav is not played; record what they read, or remove this line [recording-stale])J"}},
      {kRecordings,
       "tea.wav",
       "te.wav",
       {R"J(sample/audio/en/recordings.json:2:37: error: there is no file audio/en/te.wav; did you mean "tea.wav"? [recording])J"}},
      {kRecordings,
       "tea.wav",
       "../../tea.wav",
       {R"J(sample/audio/en/recordings.json:2:37: error: "../../tea.wav" cannot be a recording; name a .ogg or .wav file of this folder, with lower-case letters, digits and hyphens [format])J"}},
      {kRecordings,
       "\n}",
       ",\n  \"Your chair\": \"tea.wav\"\n}",
       {R"J(sample/audio/en/recordings.json:3:17: error: tea.wav already says "Tea goes slowly into your arm."; record each paragraph in a file of its own [doubled])J"}},
      {kRecordings,
       "\"tea.wav\"",
       "7",
       {R"J(sample/audio/en/recordings.json:2:37: error: the recording's file must be a text, but this is a whole number; correct it [wrong-type])J"}},
      {"sample/audio/en/tea.wav",
       "",
       short_sound,
       {R"J(sample/audio/en/recordings.json:2:3: warning: audio/en/tea.wav lasts 0.4 seconds, these words take 1 to 12; listen to it: it may be cut off, or of another text [recording-length])J"}},
      {"sample/audio/en/old.wav",
       "",
       short_sound,
       {R"J(sample/audio/en/old.wav: note: no words name this recording; write its words and its name into audio/en/recordings.json, or remove the file [unused-recording])J"}},
      {"sample/audio/fr/recordings.json",
       "",
       "{}",
       {R"J(sample/audio/fr: error: pack.json has no language for this folder; add the language there, or remove the folder [language])J"}},
      {"sample/audio/tea.wav",
       "",
       short_sound,
       {R"J(sample/audio/tea.wav: error: only folders of languages belong here; put recordings into audio/en/ or the like, as files [file])J"}},
  };
}

template <typename Files>
void change(const Files& files, const Bad& bad) {
  if (bad.from.empty()) {
    files.write(bad.file, bad.to);
  } else {
    files.replace(bad.file, bad.from, bad.to);
  }
}

void check_told(const support::SamplePack& files, const Bad& bad) {
  CAPTURE(std::string(bad.file));
  CAPTURE(bad.from);
  CAPTURE(bad.to);
  CHECK(lines(messages(files)) == lines(bad.told));
}

TEST_CASE("rules: the good pack has no findings, in two languages neither") {
  const GoodPack files;
  CHECK(lines(messages(files)).empty());
  files.add_french();
  CHECK(lines(messages(files)).empty());
}

TEST_CASE("rules: each rule of loading names its bad file, with its place and what to do") {
  for (const Bad& bad : loader_cases()) {
    const GoodPack files;
    change(files, bad);
    check_told(files, bad);
  }
}

TEST_CASE(
    "rules: each rule of plain, honest content names its bad file (F-08, P-11, P-12, S-19, S-22, "
    "T-25)") {
  for (const Bad& bad : reader_cases()) {
    const GoodPack files;
    change(files, bad);
    check_told(files, bad);
  }
}

TEST_CASE("rules: what is wrong in a translation is told at its place (F-06, F-07)") {
  for (const Bad& bad : french_cases()) {
    const GoodPack files;
    files.add_french();
    change(files, bad);
    check_told(files, bad);
  }
}

TEST_CASE("rules: a recording that is stale, unused, missing or of another text is told") {
  for (const Bad& bad : recording_cases()) {
    const GoodPack files;
    files.add_recording();
    CHECK(lines(messages(files)).empty());
    change(files, bad);
    check_told(files, bad);
  }
}

TEST_CASE("rules: a draft that is not complete says what is missing") {
  const GoodPack files;
  files.add_french();
  change(files, gap());
  files.replace(kPack, R"("status": "reviewed", "reviewed_by": "Zoé", "reviewed_on": "2026-01-01")",
                R"("status": "draft")");
  check_told(files, gap());
}

TEST_CASE(
    "rules: a rewritten sentence is held against plain words before its translations follow") {
  const GoodPack files;
  files.add_french();
  files.replace(kAbout, "Do not drive for 24 hours.", "You may get hypertension. That is rare.");
  const std::string told = lines(messages(files));
  for (const char* rule :
       {"[translation-unused]", "[translation-missing]", "[jargon]", "[number-first]"}) {
    CAPTURE(std::string(rule));
    CHECK(told.find(rule) != std::string::npos);
  }
  CHECK(check_pack(files.folder(), with_everything()).pack == nullptr);
}

TEST_CASE("rules: who agrees to research is free to, whatever the statement's verb says (P-11)") {
  const std::string understand = R"("statement": "I know that I can stop.",
      "verb": "understand")";
  for (const auto& [statement, found] :
       {std::pair{"I understand that I agree to research.", true},
        {"I understand, and allow photos of me.", true},
        {"I understand that there is research about this.", false}}) {
    const GoodPack files;
    files.replace(kSafety, R"("statement": "I know that I can stop.",
      "verb": "agree")",
                  understand);
    files.replace(kSafety, "I know that I can stop.", statement);
    CAPTURE(std::string(statement));
    CHECK((lines(messages(files)).find("[required-optional]") != std::string::npos) == found);
  }
}

TEST_CASE("rules: no translation may make the patient give up rights") {
  for (const char* words :
       {"我自愿免责。", "أتنازل عن حقوقي.", "Tôi từ bỏ quyền của tôi.", "Mwen renonse ak dwa mwen.",
        "Renuncio a mis derechos.", "No puedo demandar a la clínica."}) {
    const GoodPack files;
    files.add_french();
    files.replace(kFrench, R"("I know that I can stop.": "I know that I can stop.")",
                  std::string(R"("I know that I can stop.": ")") + words + "\"");
    CAPTURE(std::string(words));
    CHECK(lines(messages(files)).find("[exculpatory]") != std::string::npos);
  }
}

TEST_CASE("rules: what is well written is not told off") {
  for (const char* good : {
           "Call {clinic.phone} or come in.",
           "Pain was near 3 out of 10 after a week.",
           "Take no more than 2 in 24 hours.",
           "About 20 in 100 people feel sick. So do 3 in 1,000 later.",
           "This is called hypertension.",
           "Hypertension means high blood pressure.",
           "You may get high blood pressure (hypertension).",
           "The medicine is released slowly.",
           "You told us on 2026-11-22. We saw 1.000.000 of them.",
           "Most of it is gone in 2 hours. It can take 4. 100 is the most.",
           "You read 3 of 8 pages.",
           "3 in 1,000 people get a rash, which is rare.",
           "ADHD (TDAH) and ECG are short forms.",
           "We count how you feel in a study. 60 people were in it.",
       }) {
    const GoodPack files;
    files.replace(kAbout, "Do not drive for 24 hours.", good);
    CAPTURE(std::string(good));
    CHECK(lines(messages(files)).empty());
  }
  for (const char* good : {"You may use my answers for research.", "You may take photos of me."}) {
    const GoodPack files;
    files.replace(kSafety, "My answers may be counted.", good);
    CAPTURE(std::string(good));
    CHECK(lines(messages(files)).empty());
  }
}

TEST_CASE("rules: a figure and its other half are held against each other, and nothing else is") {
  for (const char* note : {"44 in 100 are not.", "It helps. 44 in 100 do not feel it.",
                           "20 in 100 sleep.", "It does not last. 20 in 100 sleep."}) {
    const GoodPack files;
    files.replace(kAbout, "It wears off in 2 hours.", note);
    CAPTURE(std::string(note));
    CHECK(lines(messages(files)).empty());
  }
}

TEST_CASE("rules: an example by the clock that agrees with the hours is not told off") {
  for (const char* food : {"6 am", "6 a.m.", "6:00 AM", "06:00"}) {
    const GoodPack files;
    files.replace(kClinic, R"("fee": null)",
                  std::string(R"("food_hours": "8", "example_visit": "2 pm", "example_food": ")") +
                      food + "\"");
    CAPTURE(std::string(food));
    CHECK(lines(messages(files)).empty());
  }
  const GoodPack over_midnight;
  over_midnight.replace(
      kClinic, R"("fee": null)",
      R"("food_hours": "8", "example_visit": "8 am", "example_food": "12 midnight")");
  CHECK(lines(messages(over_midnight)).empty());
}

TEST_CASE("rules: a rule that needs fonts or a date is left out without them") {
  const GoodPack files;
  files.replace(kAbout, "A *little*.", "A *little* ☃.");
  files.replace(kPack, "2027-11-01", "2020-11-21");
  CHECK(check_pack(files.folder(), {}).findings.empty());
}

TEST_CASE("rules: a pack that does not load gives the loader's findings alone") {
  const GoodPack files;
  files.replace(kAbout, "Do not drive for 24 hours.", "About 4% feel sick.");
  files.replace(kSafety, "\"verb\": \"agree\"", "\"verb\": \"accept\"");
  const Checked checked = check_pack(files.folder(), with_everything());
  CHECK_FALSE(checked.pack);
  REQUIRE(checked.findings.size() == 1);
  CHECK(checked.findings[0].rule == "possible-word");
}

TEST_CASE("rules: a broken list of plain words is told too") {
  const GoodPack files;
  files.write(kWords, R"({ "languages": { "en": { "hypertension": 1 } } })");
  CHECK(lines(messages(files)) ==
        "plain-words.json:1:42: error: the plain words must be a text, but this is a whole number; "
        "correct it [wrong-type]\n");
  files.remove(kWords);
  CHECK(lines(messages(files)).empty());
}

TEST_CASE("rules: many findings of one kind end with a word about the rest") {
  const GoodPack files;
  std::string text;
  for (int i = 0; i < 60; ++i) text += "A rash is rare. ";
  text.pop_back();
  files.replace(kAbout, "Do not drive for 24 hours.", text);
  const auto told = messages(files);
  CHECK(told.size() == 42);  // 40, the word about the rest, and the long block
  CHECK(std::count(told.begin(), told.end(),
                   "sample/pages/10-about.json: warning: there are more findings of this kind in "
                   "this file; correct these first [number-first]") == 1);
}

TEST_CASE("rules: odd texts crash nothing, and every finding stands at a place of its file") {
  const std::uint64_t seed = support::prove_seed(7);
  CAPTURE(seed);
  support::SeededRandom random(seed);
  const std::vector<std::string> pieces{"a",
                                        "I",
                                        "is",
                                        "rare",
                                        "common",
                                        "1",
                                        "2.5",
                                        "1,000",
                                        "100",
                                        "in",
                                        "out",
                                        "of",
                                        "every",
                                        "people",
                                        "points",
                                        "%",
                                        "percent",
                                        " ",
                                        " ",
                                        " ",
                                        ".",
                                        "...",
                                        ". ",
                                        "!",
                                        "?",
                                        "'",
                                        "\u2019",
                                        "-",
                                        "--",
                                        "\u2014",
                                        "(",
                                        ")",
                                        "\u201c",
                                        "\u201d",
                                        ",",
                                        ";",
                                        ":",
                                        "555",
                                        "-0100",
                                        "+1",
                                        "www.",
                                        "https://",
                                        "waive",
                                        "hypertension",
                                        "called",
                                        "{clinic.phone}",
                                        "{procedure}",
                                        "**b**",
                                        "*i*",
                                        "\\\\*",
                                        "\\n\\n",
                                        "\\n- ",
                                        "\\n1. ",
                                        "\u00e9",
                                        "\u00c9",
                                        "\u4f60\u597d\u3002",
                                        "\u0645\u0631\u062d\u0628\u0627",
                                        "\U0001F642",
                                        "e\u0301",
                                        "\u00a0",
                                        "\\u00df",
                                        "STOP",
                                        "NEVER",
                                        "Dr.",
                                        "a.m.",
                                        "etc.",
                                        "n't",
                                        "one",
                                        "ten"};
  const GoodPack files;
  const std::string whole = files.read(kAbout);
  int loaded = 0;
  const int rounds = support::prove_runs(300);
  for (int round = 0; round < rounds; ++round) {
    std::string text;
    for (std::uint32_t i = 1 + random.below(40); i > 0; --i) {
      text += pieces[random.below(static_cast<std::uint32_t>(pieces.size()))];
      if (random.below(3) == 0) text += " ";
    }
    CAPTURE(text);
    files.write(kAbout, whole);
    files.replace(kAbout, "Do not drive for 24 hours.", text);
    const Checked checked = check_pack(files.folder(), with_everything());
    loaded += checked.pack ? 1 : 0;
    for (const Finding& finding : checked.findings) {
      REQUIRE(finding.line > 0);
      REQUIRE(finding.line <= 65);
      REQUIRE(finding.column > 0);
      REQUIRE_FALSE(finding.next.empty());
    }
  }
  CHECK(loaded > rounds / 4);
}

TEST_CASE("rules: each rule has a bad file above, and none is told twice under one name") {
  std::set<std::string> shown;
  for (const auto& cases : {loader_cases(), reader_cases(), french_cases(), recording_cases(),
                            std::vector<Bad>{gap()}}) {
    for (const Bad& bad : cases) {
      for (const std::string& message : bad.told) {
        shown.insert(
            message.substr(message.rfind('[') + 1, message.rfind(']') - message.rfind('[') - 1));
      }
    }
  }
  std::set<std::string> names;
  for (const Rule& rule : catalogue()) {
    CAPTURE(std::string(rule.name));
    CHECK(shown.contains(std::string(rule.name)));
    CHECK(names.insert(std::string(rule.name)).second);
    CHECK(rule.why.ends_with('.'));
    CHECK(rule.why.size() <= 110);
  }
}

}  // namespace
}  // namespace candor::rules
