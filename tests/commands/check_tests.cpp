#include <doctest/doctest.h>

#include "commands/program.h"
#include "support/sample_pack.h"

namespace candor::commands_tests {
namespace {

TEST_CASE("check: a sound pack is exit code 0, and so is every pack that ships") {
  const support::SamplePack pack;
  const Ran ran = candor(pack.content(), "check '" + pack.folder().string() + "'");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "no findings"));
  int shipped = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(support::source_folder() / "content")) {
    if (!std::filesystem::exists(entry.path() / "pack.json")) continue;
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
  CHECK(has(ran, "minimum_aje"));
  CHECK(has(ran, "finding"));
}

TEST_CASE("check: a missing folder is exit code 3, and the packs after it are still checked") {
  const support::SamplePack pack;
  const Ran ran = candor(pack.content(), "check /nonexistent '" + pack.folder().string() + "'");
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, "/nonexistent: there is no such folder; "));
  CHECK(has(ran, "no findings"));
}

TEST_CASE("check: a folder without a pack is a finding") {
  support::TemporaryFolder empty;
  const Ran ran = candor(empty.path(), "check '" + empty.path().string() + "'");
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "pack.json"));
}

}  // namespace
}  // namespace candor::commands_tests
