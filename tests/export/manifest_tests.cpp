#include <doctest/doctest.h>

#include <fstream>

#include "base/json.h"
#include "crypto/cms.h"
#include "export/archive_office.h"
#include "export/manifest.h"
#include "export/sample_records.h"
#include "support/fakes.h"

using namespace candor::exporting;
using candor::Json;
using candor::support::run;

namespace {

Manifest manifest() {
  Manifest one;
  one.clinic = "Riverside Clinic";
  one.software = "candor 0.2.0";
  one.head = "candor-head-1 something";
  one.made = {1'795'278'600'000, 0, -480, "America/Los_Angeles"};
  one.files = {manifest_file("b.pdf", "two"), manifest_file("a.json", "one")};
  return one;
}

}  // namespace

TEST_CASE("manifest: it holds every file's SHA-256, as sha256sum gives it, sorted by name") {
  const Json json = Json::parse(to_json_text(manifest()));
  REQUIRE(json["files"].size() == 2);
  CHECK(json["files"][0]["name"] == "a.json");
  CHECK(json["files"][0]["sha256"].get<std::string>() + "\n" ==
        run("printf one | sha256sum | cut -c 1-64").output);
  CHECK(json["files"][1]["size"] == 3);
  CHECK(json["head"] == "candor-head-1 something");
}

TEST_CASE("manifest: what is written is read back, and nothing else is") {
  const std::string bytes = to_json_text(manifest());
  const auto back = parse_manifest(bytes, "manifest");
  REQUIRE(back);
  CHECK(to_json_text(*back) == bytes);
  CHECK(back->files[0] == manifest().files[1]);
  const Json good = Json::parse(bytes);
  for (const auto& item : good.items()) {
    const std::string& name = item.key();
    CAPTURE(name);
    Json less = good;
    less.erase(name);
    CHECK_FALSE(parse_manifest(candor::canonical(less), ""));
    Json other = good;
    other[name] = nullptr;
    CHECK_FALSE(parse_manifest(candor::canonical(other), ""));
  }
  Json more = good;
  more["note"] = "";
  CHECK_FALSE(parse_manifest(candor::canonical(more), ""));
  Json unsorted = good;
  std::swap(unsorted["files"][0], unsorted["files"][1]);
  CHECK_FALSE(parse_manifest(candor::canonical(unsorted), ""));
  Json digest = good;
  digest["files"][0]["sha256"] = "abc";
  CHECK_FALSE(parse_manifest(candor::canonical(digest), ""));
  CHECK_FALSE(parse_manifest(bytes + "\n", ""));
  CHECK_FALSE(parse_manifest("[]", ""));
  Json newer = good;
  newer["format"] = 2;
  const auto refused = parse_manifest(candor::canonical(newer), "");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == candor::ErrorCode::newer_version);
}

TEST_CASE("manifest: the archive's signature holds for us and for the openssl command line") {
  const samples::ArchiveOffice office;
  const auto sealed = sealed_manifest(manifest(), office.seal());
  REQUIRE(sealed);
  const auto opened = candor::crypto::verify_cms(*sealed, office.ca.certificate);
  REQUIRE(opened);
  CHECK(opened->content == to_json_text(manifest()));
  CHECK(opened->signer == office.certificate);
  CHECK(opened->signed_at_s == samples::at(60).utc_ms / 1000);
  const candor::support::TemporaryFolder folder;
  std::ofstream(folder.path() / "manifest.cms", std::ios::binary) << *sealed;
  std::ofstream(folder.path() / "ca.crt") << office.ca.certificate.pem();
  const auto ran = run("cd " + folder.path().string() +
                       " && openssl cms -verify -cades -inform DER -binary -in manifest.cms "
                       "-CAfile ca.crt 2>/dev/null");
  CHECK(ran.exit_code == 0);
  CHECK(ran.output == to_json_text(manifest()));
}
