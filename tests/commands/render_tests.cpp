#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "commands/program.h"
#include "support/sample_pack.h"

namespace candor::commands_tests {
namespace {

std::string render(const support::SamplePack& pack, const std::filesystem::path& out,
                   const std::string& more = "") {
  return "render '" + pack.folder().string() + "' --out '" + out.string() + "' " + more;
}

std::set<std::string> files_in(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

std::string words_of(const std::filesystem::path& pdf) {
  return support::run("pdftotext -layout '" + pdf.string() + "' -").output;
}

TEST_CASE("render: a reading PDF for each language, a paper consent for each walk, and no rest") {
  const support::SamplePack pack;
  const support::TemporaryFolder folder;
  const auto out = folder.path() / "new" / "folder";
  const Ran ran = candor(folder.path(), render(pack, out, "--format reading,paper"));
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(files_in(out) == std::set<std::string>{"reading-en.pdf", "reading-es.pdf",
                                               "paper-first-en.pdf", "paper-return-en.pdf"});
  for (const std::string& name : files_in(out)) CHECK(has(ran, (out / name).string()));
  const std::string reading = words_of(out / "reading-en.pdf");
  CHECK(reading.find("no clinician has approved this content") != std::string::npos);
  CHECK(reading.find("the clinic is a demonstration") != std::string::npos);
  CHECK(words_of(out / "paper-first-en.pdf").find("Practice, not a consent") != std::string::npos);
}

TEST_CASE("render: who chooses pages gets pictures alone") {
  const support::SamplePack pack;
  const support::TemporaryFolder folder;
  const auto out = folder.path() / "one";
  const Ran ran = candor(folder.path(), render(pack, out, "--page about --lang en --size medium"));
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK_FALSE(files_in(out).empty());
  for (const std::string& name : files_in(out)) CHECK(name.ends_with(".png"));
}

TEST_CASE("render: a language in which a text is missing has no paper consent (F-07)") {
  const support::TemporaryFolder folder;
  const support::SamplePack lacking;
  const Ran refused =
      candor(folder.path(), render(lacking, folder.path() / "lacking", "--format paper"));
  CHECK(refused.exit_code == 0);
  CHECK(has(refused, "sample: no paper consent in es: a text is not translated"));
  CHECK_FALSE(files_in(folder.path() / "lacking").contains("paper-first-es.pdf"));
  const auto whole = support::source_folder() / "tests/support/content/tooth-filling";
  const auto out = folder.path() / "whole";
  const Ran ran = candor(folder.path(), "render '" + whole.string() + "' --out '" + out.string() +
                                            "' --format paper --lang es");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(files_in(out) == std::set<std::string>{"paper-first-es.pdf", "paper-return-es.pdf"});
}

TEST_CASE("render: formats and languages can be chosen, what is not there is wrong usage") {
  const support::SamplePack pack;
  const support::TemporaryFolder folder;
  const auto out = folder.path() / "out";
  CHECK(candor(folder.path(), render(pack, out, "--format reading --lang es")).exit_code == 0);
  CHECK(files_in(out) == std::set<std::string>{"reading-es.pdf"});
  const Ran format = candor(folder.path(), render(pack, out, "--format poster"));
  CHECK(format.exit_code == 2);
  CHECK(has(format, "'poster' is not a format"));
  const Ran language = candor(folder.path(), render(pack, out, "--format reading --lang fr"));
  CHECK(language.exit_code == 2);
  CHECK(has(language, "the pack has no language 'fr'; it has en, es"));
  CHECK(files_in(out) == std::set<std::string>{"reading-es.pdf"});
}

TEST_CASE("render: a pack that does not load prints its findings, writes nothing and ends with 1") {
  const support::SamplePack pack;
  pack.replace("sample/pack.json", "\"minimum_age\"", "\"minimum_aje\"");
  const support::TemporaryFolder folder;
  const auto out = folder.path() / "out";
  const Ran ran = candor(folder.path(), render(pack, out));
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "pack.json:7:3: error: \"minimum_aje\" is not known"));
  CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("render: what cannot be written is exit code 3") {
  const support::SamplePack pack;
  const support::TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "in the way";
  const Ran ran = candor(folder.path(), render(pack, folder.path() / "file", "--format reading"));
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 3);
}

TEST_CASE("render: approvals that nobody looked at are said, and do not count") {
  const support::SamplePack pack;
  pack.write("sample/approvals/someone.cms", "no signature");
  const support::TemporaryFolder folder;
  const auto out = folder.path() / "out";
  const Ran ran = candor(folder.path(), render(pack, out, "--format reading --lang en"));
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  const std::string words = words_of(out / "reading-en.pdf");
  CHECK(words.find("approvals/someone.cms: not looked at, because no --ca was given") !=
        std::string::npos);
  CHECK(words.find("For review. Not approved") != std::string::npos);
}

}  // namespace
}  // namespace candor::commands_tests
