#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "commands/program.h"
#include "support/sample_pack.h"

namespace candor::commands_tests {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSpanish = "sample/translations/es.json";

Ran translate(const support::SamplePack& pack, const std::string& rest) {
  return candor(pack.content(), "translate '" + pack.folder().string() + "' " + rest);
}

std::string quoted(const fs::path& path) {
  return "'" + path.string() + "'";
}

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

TEST_CASE("translate: what is missing is added and counted, and a second run changes no byte") {
  const support::SamplePack pack;
  const Ran first = translate(pack, "es");
  CAPTURE(first.output);
  CHECK(first.exit_code == 0);
  CHECK(has(first, "translations/es.json: 59 texts, 55 not translated yet; 55 new\n"));
  const std::string bytes = pack.read(kSpanish);
  const Ran second = translate(pack, "es");
  CHECK(has(second, "es.json: 59 texts, 55 not translated yet\n"));
  CHECK(pack.read(kSpanish) == bytes);
  const Ran checked = candor(pack.content(), "check " + quoted(pack.folder()));
  CAPTURE(checked.output);
  CHECK(checked.exit_code == 0);
}

TEST_CASE("translate: a file that is up to date keeps its own layout") {
  const support::SamplePack pack;
  REQUIRE(translate(pack, "es").exit_code == 0);
  std::string bytes = pack.read(kSpanish);
  bytes.erase(bytes.find_last_of('\n'));
  bytes += "   \n\n";
  pack.write(kSpanish, bytes);
  CHECK(translate(pack, "es").exit_code == 0);
  CHECK(pack.read(kSpanish) == bytes);
}

TEST_CASE("translate: a language that does not exist yet becomes a draft, readable for all") {
  const support::SamplePack pack;
  const Ran ran = translate(pack, "fr");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "pack.json: Français (fr) is a draft of it now"));
  CHECK(pack.read("sample/pack.json")
            .find(R"({ "tag": "fr", "name": "Français", "status": "draft" })") !=
        std::string::npos);

  struct stat status {};

  REQUIRE(::stat((pack.folder() / "translations" / "fr.json").c_str(), &status) == 0);

  struct stat beside {};

  REQUIRE(::stat((pack.folder() / "pack.json").c_str(), &beside) == 0);
  CHECK((status.st_mode & 0777U) == (beside.st_mode & 0777U));
  CHECK(candor(pack.content(), "check " + quoted(pack.folder())).exit_code == 0);
  // ICU has no name for it.
  CHECK(translate(pack, "ht").exit_code == 2);
  CHECK_FALSE(fs::exists(pack.folder() / "translations" / "ht.json"));
  CHECK(translate(pack, "ht --name 'Kreyòl ayisyen'").exit_code == 0);
}

TEST_CASE("translate: without a language, every one that the pack has is brought up to date") {
  const support::SamplePack pack;
  REQUIRE(translate(pack, "fr").exit_code == 0);
  pack.replace("sample/pages/20-safety.json", "\"Fine\"", "\"Fine now\"");
  const Ran ran = translate(pack, "");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "translations/es.json: 59 texts"));
  CHECK(has(ran, "translations/fr.json: 59 texts, 59 not translated yet; 1 new"));
  CHECK(candor(pack.content(), "check " + quoted(pack.folder())).exit_code == 0);
  pack.replace("sample/pages/10-about.json", "\"n\": 56", "\"n\": 560");
  CHECK(translate(pack, "").exit_code == 1);
  CHECK(candor(pack.content(), "translate /nonexistent").exit_code == 3);
}

TEST_CASE("translate: a pack with a mistake is left alone, and the mistake is named") {
  const support::SamplePack pack;
  pack.replace("sample/pages/10-about.json", "\"n\": 56", "\"n\": 560");
  const std::string bytes = pack.read(kSpanish);
  const Ran ran = translate(pack, "es");
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "10-about.json:38:12: error: "));
  CHECK(pack.read(kSpanish) == bytes);
  pack.replace("sample/pages/10-about.json", "\"n\": 560", "\"n\": 56");
  pack.replace(kSpanish, "\"Fine\": ", "\"Fine\" ");
  const Ran broken = translate(pack, "es");
  CHECK(broken.exit_code == 1);
  CHECK(has(broken, "es.json:5:10: "));
}

TEST_CASE("translate: what cannot be is said, and nothing is written") {
  const support::SamplePack pack;
  CHECK(translate(pack, "en").exit_code == 2);
  CHECK(translate(pack, "'../fr'").exit_code == 2);
  CHECK(translate(pack, "--export a.po").exit_code == 2);
  CHECK(translate(pack, "es --export a.po --import b.po").exit_code == 2);
  CHECK(translate(pack, "es --import /nonexistent.po").exit_code == 3);
  CHECK(candor(pack.content(), "translate /nonexistent es").exit_code == 3);
  CHECK_FALSE(fs::exists(pack.folder() / "translations" / "fr.json"));
}

TEST_CASE("translate: what was kept aside is thrown away only when asked to") {
  const support::SamplePack pack;
  pack.replace("sample/pages/20-safety.json", "\"Fine\"", "\"Fine now\"");
  const Ran ran = translate(pack, "es");
  CHECK(has(ran, "(1 with a suggestion)"));
  CHECK(has(ran, "1 put aside, their source text is gone"));
  CHECK(pack.read(kSpanish).find("\"said\": \"Bien\"") != std::string::npos);
  const Ran forgotten = translate(pack, "es --forget");
  CHECK(has(forgotten, "1 texts that were kept aside are thrown away"));
  CHECK(pack.read(kSpanish).find("Bien") == std::string::npos);
  CHECK(pack.read(kSpanish).find("$aside") == std::string::npos);
}

TEST_CASE("translate: a PO file goes out, comes back filled in, and check speaks about it") {
  const support::SamplePack pack;
  const fs::path po = pack.content() / "es.po";
  REQUIRE(translate(pack, "es --export " + quoted(po)).exit_code == 0);
  // An export never replaces a file that a translator may have worked on.
  CHECK(translate(pack, "es --export " + quoted(po)).exit_code == 3);
  std::string text = bytes_of(po);
  const auto say = [&text](const std::string& source, const std::string& said) {
    const std::string empty = "msgid \"" + source + "\"\nmsgstr \"\"\n";
    const auto at = text.find(empty);
    REQUIRE(at != std::string::npos);
    text.replace(at, empty.size(), "msgid \"" + source + "\"\nmsgstr \"" + said + "\"\n");
  };
  say("Low", "Mal");
  std::ofstream(po, std::ios::binary) << text;
  const Ran taken = translate(pack, "es --import " + quoted(po));
  CAPTURE(taken.output);
  CHECK(taken.exit_code == 0);
  CHECK(has(taken, "es.po: 1 texts taken, 0 translations changed, 0 fuzzy ones not taken"));
  CHECK(pack.read(kSpanish).find("\"Low\": \"Mal\"") != std::string::npos);

  say("Do not drive for 24 hours.", "No conduzca por 42 horas.");
  say("A course of {treatments}, until {until}.", "Un curso hasta {until}.");
  std::ofstream(po, std::ios::binary) << text;
  const Ran told = translate(pack, "es --import " + quoted(po));
  CAPTURE(told.output);
  CHECK(told.exit_code == 1);
  // The loader's findings come first; the figures once it loads.
  CHECK(has(told, "the translation lacks {treatments}"));
  CHECK(has(told, "[translation-placeholders]"));
  pack.replace(kSpanish, "Un curso hasta", "Un curso de {treatments}, hasta");
  const Ran again = translate(pack, "es --import " + quoted(po));
  CHECK(again.exit_code == 1);
}

TEST_CASE("translate: a damaged PO file changes nothing") {
  const support::SamplePack pack;
  REQUIRE(translate(pack, "es").exit_code == 0);
  const std::string bytes = pack.read(kSpanish);
  const fs::path po = pack.content() / "es.po";
  std::ofstream(po) << "msgid \"Low\"\nmsgstr \"Mal\n";
  const Ran ran = translate(pack, "es --import " + quoted(po));
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "es.po:2:8: error: this text has no quotation mark at its end; "));
  CHECK(has(ran, "nothing was taken"));
  CHECK(pack.read(kSpanish) == bytes);
}

TEST_CASE(
    "translate: the packs that ship are up to date in every language, the kiosk's words too") {
  const support::TemporaryFolder home;
  const fs::path content = home.path() / "content";
  fs::copy(support::source_folder() / "content", content, fs::copy_options::recursive);
  fs::copy(support::source_folder() / "assets" / "words", home.path() / "words");
  for (const char* pack : {"ketamine-iv", "ketamine-iv-pain"}) {
    for (const auto& file : fs::directory_iterator(content / pack / "translations")) {
      const std::string tag = file.path().stem().string();
      const std::string before = bytes_of(file.path());
      const Ran ran = candor(home.path(), "translate " + quoted(content / pack) + " " + tag);
      CAPTURE(ran.output);
      CHECK(ran.exit_code == 0);
      CHECK(has(ran, ", 0 not translated yet\n"));
      CHECK(bytes_of(file.path()) == before);
    }
  }
  const Ran words = candor(home.path(), "translate " + quoted(home.path() / "words") + " fr");
  CAPTURE(words.output);
  CHECK(words.exit_code == 0);
  CHECK(fs::exists(home.path() / "words" / "fr.json"));
}

}  // namespace
}  // namespace candor::commands_tests
