// `candor render --format pages`: the pack's screens as pictures.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "commands/program.h"
#include "support/sample_pack.h"

namespace candor::commands_tests {
namespace {

namespace fs = std::filesystem;

struct Studio {
  [[nodiscard]] Ran render(const std::string& arguments,
                           const std::string& glass = "1280x800") const {
    return candor(folder.path(), "render '" + files.folder().string() + "' --out '" +
                                     out().string() + "' --format pages --glass " + glass + " " +
                                     "--mm-per-pixel 0.25 " + arguments);
  }

  [[nodiscard]] fs::path out() const { return folder.path() / "out"; }

  [[nodiscard]] std::set<std::string> names() const {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(out())) {
      names.insert(entry.path().filename().string());
    }
    return names;
  }

  support::SamplePack files;
  support::TemporaryFolder folder;
};

/// "003-about-intro.en.medium.paper.1.png" → its parts between the points.
std::vector<std::string> parts_of(const std::string& name) {
  std::vector<std::string> parts;
  std::istringstream stream(name);
  for (std::string part; std::getline(stream, part, '.');) parts.push_back(part);
  return parts;
}

TEST_CASE("render: every screen in every language, and none of them is blank") {
  const Studio studio;
  const Ran ran = studio.render("--size largest --theme black");
  CAPTURE(ran.output);
  REQUIRE(ran.exit_code == 0);
  std::map<std::string, std::set<std::string>> languages;  // by screen
  int most_parts = 0;
  for (const std::string& name : studio.names()) {
    CAPTURE(name);
    const auto parts = parts_of(name);
    REQUIRE(parts.size() == 6);
    CHECK(parts[2] + "." + parts[3] + "." + parts[5] == "largest.black.png");
    languages[parts[0]].insert(parts[1]);
    most_parts = std::max(most_parts, std::stoi(parts[4]));
    // One colour alone packs into far less.
    CHECK(fs::file_size(studio.out() / name) > 9000);
  }
  std::vector<std::string> screens;
  for (const auto& [name, spoken] : languages) {
    const std::string& screen = name;  // a name of a binding cannot be captured
    CAPTURE(screen);
    screens.push_back(screen);
    const bool is_resting = screen == "001-welcome";  // before a language is chosen
    CHECK(spoken.size() == (is_resting ? 1 : 2));
  }
  CHECK(screens == std::vector<std::string>{"001-welcome",
                                            "002-walks",
                                            "003-about-intro",
                                            "004-shared-welcome-hello",
                                            "005-safety-what-you-know",
                                            "006-safety-what-you-know-right",
                                            "007-safety-mood",
                                            "008-safety-mood-danger",
                                            "009-safety-ride",
                                            "010-safety-stop",
                                            "011-safety-research",
                                            "012-review",
                                            "013-decision-sign",
                                            "014-decision-sign-representative",
                                            "015-decision-sign-witness",
                                            "016-decision-sign-interpreter",
                                            "017-receipt",
                                            "018-sheet",
                                            "019-page-again",
                                            "020-speech",
                                            "021-aloud"});
  CHECK(most_parts > 1);
}

TEST_CASE("render: a page in every language, text size and theme") {
  const Studio studio;
  const Ran ran = studio.render("--page safety/stop");
  CAPTURE(ran.output);
  REQUIRE(ran.exit_code == 0);
  std::set<std::string> looks;
  for (const std::string& name : studio.names()) {
    const auto parts = parts_of(name);
    REQUIRE(parts.size() == 6);
    looks.insert(parts[1] + "." + parts[2] + "." + parts[3]);
    CHECK(fs::file_size(studio.out() / name) > 9000);
  }
  CHECK(looks.size() == 2 * 4 * 4);
  CHECK(looks.contains("en.small.paper"));
  CHECK(looks.contains("es.largest.soft"));
}

TEST_CASE("render: only what was asked for, what lies in the folder stays") {
  const Studio studio;
  fs::create_directories(studio.out());
  const std::string again = "010-safety-stop.es.large.black.1.png";
  std::ofstream(studio.out() / "notes.txt") << "mine";
  std::ofstream(studio.out() / again) << "an old picture";
  const Ran ran = studio.render("--page safety/stop --lang es --size large --theme black,soft");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(studio.names() == std::set<std::string>{"010-safety-stop.es.large.black.1.png",
                                                "010-safety-stop.es.large.soft.1.png",
                                                "notes.txt"});
  CHECK(fs::file_size(studio.out() / again) > 9000);
  CHECK(fs::file_size(studio.out() / "notes.txt") == 4);
}

TEST_CASE("render: a page, size, theme or glass that does not exist is said, with those that do") {
  const Studio studio;
  const auto refused = [&](const std::string& arguments, const std::string& words) {
    const Ran ran = studio.render(arguments);
    CAPTURE(ran.output);
    CHECK(ran.exit_code == 2);
    CHECK(has(ran, words));
    CHECK_FALSE(fs::exists(studio.out()));
  };
  refused("--page abuot", "it has welcome, walks, about, shared/welcome, safety, review, decision");
  refused("--size huge", "write small, medium, large, largest");
  refused("--theme blue", "write paper, white, black, soft");
  refused("--lang fr", "en, es");
  const Ran small = studio.render("", "640x480");
  CHECK(small.exit_code == 2);
  CHECK(has(small, "at least 1280x800"));
}

TEST_CASE("render: a pack that does not load says where, and nothing is drawn") {
  const Studio studio;
  studio.files.replace("sample/pages/10-about.json", "\"title\": \"What it is\",",
                       "\"title\": \"What it is\"");
  const Ran ran = studio.render("");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "10-about.json:5:"));
  CHECK_FALSE(fs::exists(studio.out()));
}

}  // namespace
}  // namespace candor::commands_tests
