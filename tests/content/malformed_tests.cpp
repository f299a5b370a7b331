// Malformed packs: each names the right file and, where one line was changed, a line within one of
// it; none crashes the loader.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "content/load.h"
#include "content/mutations.h"
#include "support/prove.h"
#include "support/sample_pack.h"

namespace candor::content {
namespace {

struct Named {
  const char* file;
};

constexpr Named kFiles[] = {{"clinic.json"},
                            {"sample/pack.json"},
                            {"sample/sources.json"},
                            {"sample/pages/10-about.json"},
                            {"sample/pages/20-safety.json"},
                            {"sample/pages/30-decision.json"},
                            {"shared/pages/welcome.json"},
                            {"sample/translations/es.json"}};

/// Findings in the file that was changed, or nothing when there is none there.
std::vector<Finding> findings_in(const support::SamplePack& files, const std::string& file) {
  const Loaded loaded = load_pack(files.folder());
  REQUIRE((loaded.pack != nullptr) == loaded.findings.empty());
  std::vector<Finding> here;
  for (const Finding& finding : loaded.findings) {
    REQUIRE_FALSE(finding.what.empty());
    REQUIRE_FALSE(finding.next.empty());
    REQUIRE_FALSE(finding.rule.empty());
    if (finding.file == (files.content() / file).string()) here.push_back(finding);
  }
  return here;
}

/// How many of the mutations are looked at: all of them in tools/prove, else about `every_day`.
std::size_t stride(std::size_t count, std::size_t every_day) {
  const bool all = std::getenv("CANDOR_PROVE_RUNS") != nullptr;
  return all ? 1 : std::max<std::size_t>(1, count / every_day);
}

enum class Expect { line, file };

/// Writes each mutation over its file and says how many were looked at.
int check_all(const support::SamplePack& files, const std::string& file,
              const std::vector<Mutation>& mutations, std::size_t every_day, Expect expect) {
  const std::string whole = files.read(file);
  int looked = 0;
  for (std::size_t i = 0; i < mutations.size(); i += stride(mutations.size(), every_day)) {
    const Mutation& mutation = mutations[i];
    ++looked;
    CAPTURE(file);
    CAPTURE(mutation.name);
    CAPTURE(mutation.line);
    CAPTURE(mutation.bytes.substr(0, 4000));
    files.write(file, mutation.bytes);
    const std::vector<Finding> here = findings_in(files, file);
    CHECK_FALSE(here.empty());
    if (expect == Expect::line && mutation.line > 0 && !here.empty()) {
      CAPTURE(to_string(here.front()));
      CHECK(std::any_of(here.begin(), here.end(), [&](const Finding& finding) {
        return std::abs(finding.line - mutation.line) <= 1;
      }));
    }
  }
  files.write(file, whole);
  return looked;
}

TEST_CASE("load: a wrong value anywhere is told in its file within a line of it (F-01)") {
  const support::SamplePack files;
  int looked = 0;
  for (const Named& named : kFiles) {
    const std::string file = named.file;
    looked += check_all(files, file, wrong_values(files.read(file)), 60, Expect::line);
  }
  CHECK(looked > 200);
}

TEST_CASE("load: broken syntax anywhere is told in its file within a line of it (F-01)") {
  const support::SamplePack files;
  int looked = 0;
  for (const Named& named : kFiles) {
    const std::string file = named.file;
    looked += check_all(files, file, broken_syntax(files.read(file)), 80, Expect::line);
  }
  CHECK(looked > 200);
}

TEST_CASE("load: files that are cut, empty, deep, huge or in another encoding are told") {
  const support::SamplePack files;
  int looked = 0;
  for (const Named& named : kFiles) {
    const std::string file = named.file;
    looked += check_all(files, file, broken_files(files.read(file)), 40, Expect::file);
  }
  CHECK(looked > 200);
}

}  // namespace
}  // namespace candor::content
