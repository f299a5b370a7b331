#include <doctest/doctest.h>

#include "base/json.h"
#include "commands/program.h"
#include "rules/check.h"
#include "support/sample_pack.h"

namespace candor::commands_tests {
namespace {

TEST_CASE("check: a sound pack is exit code 0, and so is every pack that ships") {
  const support::SamplePack pack;
  const Ran ran = candor(pack.content(), "check '" + pack.folder().string() + "'");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  // Warnings and notes alone are no reason to stop anybody.
  CHECK(has(ran, "/content/sample: 4 warnings, 2 notes"));
  CHECK_FALSE(has(ran, " error: "));
  int shipped = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(support::source_folder() / "content")) {
    if (!std::filesystem::exists(entry.path() / "pack.json")) continue;
    if (entry.path().filename() == "schema") continue;
    ++shipped;
    const Ran checked = candor(pack.content(), "check '" + entry.path().string() + "'");
    CAPTURE(checked.output);
    CHECK(checked.exit_code == 0);
  }
  CHECK(shipped > 0);
}

TEST_CASE("check: every finding is printed with file, line and column, and the exit code is 1") {
  const support::SamplePack pack;
  pack.replace("sample/pack.json", "\"minimum_age\"", "\"minimum_aje\"");
  const Ran ran = candor(pack.content(), "check '" + pack.folder().string() + "'");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, (pack.folder() / "pack.json").string() + ":"));
  CHECK(has(ran,
            "pack.json:7:3: error: \"minimum_aje\" is not known in pack.json; did you mean "
            "\"minimum_age\"? [unknown-property]"));
  CHECK(has(ran, "/content/sample: 2 errors; once it loads"));
}

TEST_CASE("check: a missing folder is exit code 3, and the packs after it are still checked") {
  const support::SamplePack pack;
  const Ran ran = candor(pack.content(), "check /nonexistent '" + pack.folder().string() + "'");
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, "/nonexistent: there is no such folder; "));
  CHECK(has(ran, "/content/sample: 4 warnings"));
}

TEST_CASE("check: a folder without a pack is a finding") {
  support::TemporaryFolder empty;
  const Ran ran = candor(empty.path(), "check '" + empty.path().string() + "'");
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "pack.json"));
}

TEST_CASE("check: without a pack it says what to give, and --rules needs none") {
  support::TemporaryFolder home;
  CHECK(candor(home.path(), "check").exit_code == 2);
  const Ran ran = candor(home.path(), "check --rules");
  CHECK(ran.exit_code == 0);
  for (const rules::Rule& rule : rules::catalogue()) {
    CAPTURE(std::string(rule.name));
    CHECK(has(ran, std::string(rule.name) + " "));
    CHECK(has(ran, std::string(rule.why)));
  }
  const auto json = parse_json(candor(home.path(), "check --rules --json").output, "answer");
  REQUIRE(json);
  CHECK((*json)["rules"].size() == rules::catalogue().size());
}

TEST_CASE("check: --json has every finding with its place, severity and rule") {
  const support::SamplePack pack;
  pack.replace("sample/pages/10-about.json", "\"n\": 56", "\"n\": 560");
  const Ran ran = candor(pack.content(), "check --json '" + pack.folder().string() + "'");
  CHECK(ran.exit_code == 1);
  const auto json = parse_json(ran.output, "answer");
  REQUIRE(json);
  CHECK((*json)["format"] == 1);
  const Json& checked = (*json)["packs"][0];
  CHECK(checked["pack"] == pack.folder().string());
  CHECK(checked["loads"] == false);
  CHECK(checked["digest"] == "");
  CHECK(checked["errors"] == 1);
  CHECK(checked["warnings"] == 0);
  CHECK(checked["notes"] == 0);
  CHECK(checked["findings"] ==
        Json::array({{{"file", (pack.folder() / "pages/10-about.json").string()},
                      {"line", 38},
                      {"column", 12},
                      {"severity", "error"},
                      {"rule", "limit"},
                      {"what", "\"n\" must be 0 to 100, but this is 560"},
                      {"next", "correct the number"}}}));
}

TEST_CASE(
    "check: --page measures the screens of that page, and tells what a patient could not read") {
  const support::SamplePack pack;
  const std::string folder = "'" + pack.folder().string() + "'";
  const Ran sound = candor(pack.content(), "check --page walks " + folder);
  CAPTURE(sound.output);
  CHECK(sound.exit_code == 0);
  CHECK(has(sound, ": no findings on its screens, in "));
  // A word that is wider than upright glass, on a button.
  pack.replace("sample/pack.json", "This is my first time", std::string(60, 'W'));
  const Ran cut = candor(pack.content(), "check --json --page walks " + folder);
  CAPTURE(cut.output);
  CHECK(cut.exit_code == 1);
  const auto json = parse_json(cut.output, "answer");
  REQUIRE(json);
  const Json& screens = (*json)["packs"][0]["screens"];
  CHECK(screens["looks"].get<int>() > 0);
  CHECK(screens["pictures"].get<int>() >= screens["looks"].get<int>());
  REQUIRE_FALSE(screens["findings"].empty());
  for (const Json& finding : screens["findings"]) {
    CHECK(finding["screen"].get<std::string>().starts_with("walks"));
    // Its letters are too small, or it hangs out of its button.
    const std::string rule = finding["requirement"];
    CHECK((rule == "T-09" || rule == "T-12"));
    CHECK_FALSE(finding["next"].get<std::string>().empty());
  }
  const Ran unknown = candor(pack.content(), "check --page abuot " + folder);
  CHECK(unknown.exit_code == 3);
  CHECK(has(unknown, "the pack has no page 'abuot'; it has "));
}

TEST_CASE("check: what two packs share is told once") {
  const support::SamplePack pack;
  pack.replace("shared/pages/welcome.json", "Take your time.", "This is rare.");
  const Ran ran = candor(pack.content(),
                         "check '" + pack.folder().string() + "' '" + pack.folder().string() + "'");
  const std::size_t first = ran.output.find("[number-first]");
  REQUIRE(first != std::string::npos);
  CHECK(ran.output.find("[number-first]", first + 1) == std::string::npos);
}

TEST_CASE("check: the kiosk's own fonts and sizes find a page that is too long") {
  const support::SamplePack pack;
  std::string text = "You may rest now.";
  for (int i = 0; i < 150; ++i) text += " You may rest now.";
  pack.replace("sample/pages/10-about.json", "Do not drive for 24 hours.", text);
  pack.replace("sample/pages/10-about.json", "A *little*.", "A *little* \U000F1234.");
  const Ran ran = candor(pack.content(), "check '" + pack.folder().string() + "'");
  CAPTURE(ran.output);
  CHECK(has(ran, "screens in en at the largest text; split it: at most 5 [page-length]"));
  CHECK(has(ran, "error: no font has the character \U000F1234; "));
  CHECK(ran.exit_code == 1);
}

}  // namespace
}  // namespace candor::commands_tests
