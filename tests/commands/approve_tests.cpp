// `candor approve`, run as a clinician at a shell would.
#include <doctest/doctest.h>

#include <fstream>

#include "base/file.h"
#include "commands/program.h"

namespace candor::commands_tests {
namespace {

namespace fs = std::filesystem;

/// An office with keys, a clinician with a key of her own, and a copy of the shipped content.
struct Office {
  support::TemporaryFolder home;
  fs::path content = home.path() / "content";
  fs::path pack = content / "ketamine-iv";

  Office() {
    fs::copy(support::source_folder() / "content", content, fs::copy_options::recursive);
    for (const char* name : {"passphrase", "own"}) {
      std::ofstream(home.path() / name) << "correct horse battery staple\n";
      fs::permissions(home.path() / name, fs::perms::owner_read | fs::perms::owner_write);
    }
    const Ran made =
        (*this)("keys init --data " + at("kiosk") + " --clinic 'Sample Clinic' --out " +
                at("clinic") + " --passphrase-file " + at("passphrase") + " --demonstration");
    REQUIRE(made.exit_code == 0);
    const Ran enrolled = (*this)("keys enroll --role clinician --name 'Ruth Lee' --out " +
                                 at("hers") + " --own-passphrase-file " + at("own") + " --ca " +
                                 at("clinic") + " --passphrase-file " + at("passphrase"));
    CAPTURE(enrolled.output);
    REQUIRE(enrolled.exit_code == 0);
  }

  [[nodiscard]] std::string at(const std::string& name) const {
    return "'" + (home.path() / name).string() + "'";
  }

  [[nodiscard]] Ran operator()(const std::string& arguments) const {
    return candor(home.path(), arguments);
  }

  [[nodiscard]] Ran approve(const std::string& more = "") const {
    return (*this)("approve '" + pack.string() + "' --role physician --key " +
                   at("hers/clinician-ruth-lee.key") + " --passphrase-file " + at("own") + more);
  }

  void replace(const std::string& file, const std::string& from, const std::string& to) const {
    std::string text = read_file(content / file, 1U << 20U).value();
    const auto place = text.find(from);
    REQUIRE(place != std::string::npos);
    text.replace(place, from.size(), to);
    std::ofstream(content / file, std::ios::binary) << text;
  }

  [[nodiscard]] std::size_t approvals() const {
    std::error_code error;
    const fs::directory_iterator all(pack / "approvals", error);
    return error ? 0 : static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }
};

TEST_CASE("commands: approve signs a version, and openssl reads who signed what") {
  const Office office;
  const Ran approved = office.approve();
  CAPTURE(approved.output);
  REQUIRE(approved.exit_code == 0);
  CHECK(has(approved, "Ruth Lee approved ketamine-iv version"));
  REQUIRE(office.approvals() == 1);
  const Ran read = support::run("openssl cms -verify -inform DER -in '" + office.pack.string() +
                                "'/approvals/*.cms -CAfile " + office.at("clinic/ca.crt") +
                                " -purpose any 2>&1");
  CAPTURE(read.output);
  CHECK(read.exit_code == 0);
  CHECK(has(read, "\"by\":\"Ruth Lee\""));
  CHECK(has(read, "\"pack\":\"ketamine-iv\""));
}

TEST_CASE("commands: approve refuses a pack with an error, and signs nothing") {
  const Office office;
  SUBCASE("one that does not load") {
    office.replace("ketamine-iv/pack.json", "\"version\"", "\"verson\"");
  }
  SUBCASE("one that asks to give up rights") {
    office.replace("ketamine-iv/pages/200-statements.json", "\"statement\": \"",
                   "\"statement\": \"I waive my right to sue. ");
  }
  const Ran refused = office.approve();
  CAPTURE(refused.output);
  CHECK(refused.exit_code == 1);
  CHECK(has(refused, "cannot be approved"));
  CHECK(office.approvals() == 0);
}

TEST_CASE("commands: approve wants the signer's own key, and says how many are still needed") {
  const Office office;
  CHECK(office.approve(" --by 'Somebody Else'").exit_code == 3);
  CHECK(office.approvals() == 0);
  const Ran archive =
      office("approve '" + office.pack.string() + "' --role physician --key " +
             office.at("clinic/archive.key") + " --passphrase-file " + office.at("passphrase"));
  CHECK(archive.exit_code == 3);
  CHECK(office.approvals() == 0);
  office.replace("clinic.json", "\"demonstration\": true,",
                 "\"demonstration\": true,\n  \"approvals\": 2,");
  const Ran first = office.approve(" --by 'Ruth Lee'");
  CAPTURE(first.output);
  CHECK(first.exit_code == 0);
  CHECK(has(first, "1 of 2 people have approved it"));
}

TEST_CASE("commands: check says who approved a version, and that one changed byte ends it (F-06)") {
  const Office office;
  const std::string check = "check '" + office.pack.string() + "'";
  const std::string with_ca = check + " --ca " + office.at("clinic/ca.crt");
  CHECK(has(office(with_ca), "0 of 1 people have approved this version"));
  REQUIRE(office.approve().exit_code == 0);
  CHECK(has(office(check), "1 approval here; --ca FILE says whether"));
  const Ran sound = office(with_ca);
  CAPTURE(sound.output);
  CHECK(has(sound, "approved by Ruth Lee, physician, "));
  CHECK_FALSE(has(sound, "[approval]"));
  office.replace("ketamine-iv/pack.json", "\"version\": \"", "\"version\": \"9");
  const Ran lapsed = office(with_ca);
  CAPTURE(lapsed.output);
  CHECK(has(lapsed, "warning: approvals/"));
  CHECK(
      has(lapsed, "something was changed since; approve this version: candor approve [approval]"));
  CHECK(has(lapsed, "0 of 1 people have approved this version"));
  CHECK_FALSE(has(lapsed, "approved by"));
}

TEST_CASE("commands: approving again after a change replaces the same person's approval") {
  const Office office;
  REQUIRE(office.approve().exit_code == 0);
  office.replace("clinic.json", "555-0100", "555-0199");
  const Ran again = office.approve();
  CHECK(again.exit_code == 0);
  CHECK(office.approvals() == 1);
}

}  // namespace
}  // namespace candor::commands_tests
