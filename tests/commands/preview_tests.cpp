// `candor preview` from the shell; what its window does is in tests/kiosk/preview_tests.cpp.
#include <doctest/doctest.h>

#include <string>

#include "commands/program.h"
#include "support/sample_pack.h"

namespace candor::commands_tests {
namespace {

Ran preview(const support::SamplePack& files, const std::string& arguments) {
  const support::TemporaryFolder home;
  return candor(home.path(), "preview '" + files.folder().string() + "' " + arguments);
}

TEST_CASE("preview: what does not exist is said, with what does") {
  const support::SamplePack files;
  const auto refused = [&](const std::string& arguments, const std::string& words) {
    const Ran ran = preview(files, arguments);
    CAPTURE(ran.output);
    CHECK(ran.exit_code == 2);
    CHECK(has(ran, words));
  };
  refused("--page abuot", "it has welcome, walks, about, shared/welcome, safety, review, decision");
  refused("--lang fr", "it has en, es");
  refused("--size huge", "write small, medium, large, largest");
  refused("--theme blue", "write paper, white, black, soft");
  refused("--glass 640x480", "at least 1280x800");
}

TEST_CASE("preview: without a screen it says so and what to do") {
  const support::SamplePack files;
  const Ran ran = preview(files, "--page about");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, "DISPLAY"));
}

TEST_CASE("preview: a folder that is not there is said") {
  const support::TemporaryFolder home;
  const Ran ran = candor(home.path(), "preview '" + home.path().string() + "/nothing'");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, "there is no such folder"));
}

}  // namespace
}  // namespace candor::commands_tests
