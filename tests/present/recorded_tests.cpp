#include <doctest/doctest.h>

#include "journey.h"
#include "present/recorded.h"

namespace candor::present {
namespace {

Script prose(const std::vector<std::string>& paragraphs) {
  Page page;
  page.personal = false;
  Prose prose;
  for (const std::string& text : paragraphs) prose.paragraphs.push_back({{}, 0, text, {}});
  page.elements.push_back({prose, false, {}, {}});
  return script_of(page, own_words());
}

std::vector<std::string> lines(const Script& script) {
  std::vector<std::string> all;
  for (const Sentence& each : script.sentences) all.push_back(each.say);
  return all;
}

const IsRecorded kFirst = [](const std::string& language, const std::string& text) {
  return language.empty() && text == "Sit down. Rest.";
};

TEST_CASE("present: a recorded paragraph is one sentence, and all of it is marked") {
  const Script script =
      joined_where_recorded(prose({"Sit down. Rest.", "Go home. Sleep."}), kFirst);
  CHECK(lines(script) == std::vector<std::string>{"Sit down. Rest.", "Go home.", "Sleep."});
  const auto marks = marks_of(script.sentences[0], 0, 0);
  REQUIRE(marks.size() == 1);
  CHECK(marks[0].text == "Sit down. Rest.");
  CHECK(marks[0].begin == 0);
  CHECK(marks[0].end == marks[0].text.size());
  CHECK(marks[0].element == 0);
}

TEST_CASE("present: a recorded paragraph that is read twice is heard twice") {
  const Script script =
      joined_where_recorded(prose({"Sit down. Rest.", "Sit down. Rest."}), kFirst);
  CHECK(lines(script) == std::vector<std::string>{"Sit down. Rest.", "Sit down. Rest."});
}

TEST_CASE("present: a part of a paragraph is spoken by the voice, also where all is recorded") {
  Script part = prose({"Sit down. Rest."});
  SUBCASE("the end is on the next screen") {
    part.sentences.pop_back();
  }
  SUBCASE("the beginning was on the one before") {
    part.sentences.erase(part.sentences.begin());
  }
  const auto before = lines(part);
  CHECK(lines(joined_where_recorded(part, kFirst)) == before);
}

TEST_CASE("present: a figure or a time that is said in other words is left to the voice") {
  Page page;
  page.elements.push_back({Risk{56, "56 in 100", "feel sleepy", "", {}}, false, {}, {}});
  const Script script = script_of(page, own_words());
  const auto always = [](const std::string&, const std::string&) { return true; };
  CHECK(lines(joined_where_recorded(script, always))[0] == "56 in 100 people feel sleepy");
}

TEST_CASE("present: a recorded paragraph counts as all of its sentences when it was heard") {
  Script script = prose({"Sit down. Rest.", "Go home."});
  for (Sentence& each : script.sentences) each.block = visit::Spot{"about", "intro"};
  script.sentences[0].number = 4;
  script.sentences[1].number = 5;
  const Script joined = joined_where_recorded(script, kFirst);
  REQUIRE(joined.sentences.size() == 2);
  CHECK(joined.sentences[0].block == script.sentences[0].block);
  CHECK(joined.sentences[0].number == 4);
  CHECK(joined.sentences[0].count == 2);
  CHECK(joined.sentences[1].count == 1);
}

TEST_CASE("present: another language within the page is asked for by its own tag") {
  Script script = prose({"Sit down. Rest."});
  for (Sentence& each : script.sentences) each.language = "es";
  CHECK(joined_where_recorded(script, kFirst).sentences.size() == 2);
}

TEST_CASE("present: what is personal stays so when it is recorded (A-03)") {
  Script script = prose({"Sit down. Rest."});
  script.sentences[1].personal = true;
  CHECK(joined_where_recorded(script, kFirst).sentences[0].personal);
}

}  // namespace
}  // namespace candor::present
