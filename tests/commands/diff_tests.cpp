#include <doctest/doctest.h>

#include "commands/program.h"
#include "support/sample_pack.h"

namespace candor::commands_tests {
namespace {

struct Versions {
  support::SamplePack before;
  support::SamplePack after;
  support::TemporaryFolder home;

  [[nodiscard]] Ran diff() const {
    return candor(home.path(),
                  "diff '" + before.folder().string() + "' '" + after.folder().string() + "'");
  }
};

TEST_CASE("diff: changes are told page by page, in words, and alone are exit code 0") {
  Versions versions;
  CHECK(versions.diff().exit_code == 0);
  CHECK(has(versions.diff(), "a patient would see no difference\n"));
  versions.after.replace("sample/pack.json", "\"1.0.0\"", "\"1.0.1\"");
  versions.after.replace("sample/pages/10-about.json", "You go home", "You rest");
  const Ran ran = versions.diff();
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran,
            "sample 1.0.0 -> sample 1.0.1\n"
            "page \"about\"\n"
            "  block \"day\", words, in en (words)\n"
            "    - You go home\n"
            "    + You rest\n"));
  CHECK(has(ran, "signed versions touched\n  sample 1.0.0, digest "));
  CHECK(has(ran, ": what was signed under it still says the same\n"));
  CHECK(has(ran, "the new version has the digest "));
}

TEST_CASE("diff: a changed risk without the mark is an error and exit code 1") {
  Versions versions;
  versions.after.replace("sample/pack.json", "\"1.0.0\"", "\"1.0.1\"");
  versions.after.replace("sample/pages/10-about.json", "\"n\": 56", "\"n\": 65");
  const Ran ran = versions.diff();
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "    - 56 in 100 feel sleepy\n    + 65 in 100 feel sleepy\n"));
  CHECK(has(ran,
            "sample: error: a statement, a risk or a rule changed, but the new version is not "
            "marked as material; "));
  CHECK(has(ran, ": those who signed it are asked again\n"));
  versions.after.replace("sample/pack.json", "\"treatments\"",
                         "\"material\": true,\n  \"treatments\"");
  CHECK(versions.diff().exit_code == 0);
}

TEST_CASE("diff: a mark that is left from an earlier version is told of") {
  Versions versions;
  versions.after.replace("sample/pack.json", "\"1.0.0\"", "\"1.0.1\"");
  versions.after.replace("sample/pack.json", "\"treatments\"",
                         "\"material\": true,\n  \"treatments\"");
  const Ran ran = versions.diff();
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "sample: note: no statement, risk or rule changed, and \"material\" is true"));
}

TEST_CASE("diff: a pack that does not load is exit code 3, with what is wrong in it") {
  Versions versions;
  versions.after.replace("sample/pages/10-about.json", "\"n\": 56", "\"n\": 560");
  const Ran ran = versions.diff();
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, "must be 0 to 100, but this is 560"));
  CHECK(has(ran, "this pack does not load; correct what stands above"));
}

}  // namespace
}  // namespace candor::commands_tests
