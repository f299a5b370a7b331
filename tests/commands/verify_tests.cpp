#include <doctest/doctest.h>

#include "base/file.h"
#include "base/json.h"
#include "commands/program.h"
#include "office/clinic.h"
#include "record/head.h"

namespace candor::commands_tests {
namespace {

using office_tests::Clinic;

Ran verify(const Clinic& clinic, const std::string& more) {
  return candor(clinic.home.path(), "verify '" + clinic.ledger_file().string() + "' " + more);
}

std::string ca_flag(const Clinic& clinic) {
  return " --ca '" + (clinic.keys.clinic_folder() / "ca.crt").string() + "' ";
}

std::string key_flags(const Clinic& clinic) {
  return " --key '" + (clinic.keys.clinic_folder() / "record.key").string() +
         "' --passphrase-file '" + clinic.keys.passphrase_file().string() + "' ";
}

TEST_CASE("verify command: a sound ledger is good, and without --ca it says that it proves less") {
  const Clinic clinic;
  static_cast<void>(clinic.make_ledger(3));
  const Ran with = verify(clinic, ca_flag(clinic));
  CAPTURE(with.output);
  CHECK(with.exit_code == 0);
  CHECK(has(with, ": 3 sound entries, 3 good heads: good\n"));
  CHECK_FALSE(has(with, "proves less"));
  const Ran without = verify(clinic, "");
  CHECK(without.exit_code == 0);
  CHECK(has(without, "which proves less"));
  const Ran inside = verify(clinic, key_flags(clinic));
  CHECK(inside.exit_code == 0);
  CHECK(has(inside, "3 contents opened: good"));
}

TEST_CASE("verify command: a cut ledger ends with 1 and says which entries are missing") {
  const Clinic clinic;
  const auto heads = clinic.make_ledger(5);
  clinic.sql("DELETE FROM entry WHERE seq > 3");
  const auto file = clinic.home.path() / "heads";
  REQUIRE(write_file_atomic(file, record::head_line(heads.back()) + "\n"));
  const Ran ran = verify(clinic, ca_flag(clinic) + "--heads '" + file.string() + "'");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "entries 4 to 5 are missing at the end"));
  CHECK(has(ran, "3 sound entries, 3 good heads: 1 problem\n"));
}

TEST_CASE("verify command: the answer as JSON") {
  const Clinic clinic;
  const auto heads = clinic.make_ledger(2);
  clinic.sql("UPDATE entry SET signature = x'30' WHERE seq = 2");
  const Ran ran = verify(clinic, ca_flag(clinic) + "--json");
  CHECK(ran.exit_code == 1);
  const auto json = parse_json(ran.output, "answer");
  REQUIRE(json);
  CHECK(canonical(*json) + "\n" == ran.output);
  CHECK((*json)["format"] == 1);
  CHECK((*json)["good"] == false);
  const Json& one = (*json)["checked"][0];
  CHECK(one["kind"] == "ledger");
  CHECK(one["entries"] == 2);
  CHECK(one["heads"] == 1);
  CHECK(one["own_authority"] == false);
  REQUIRE(one["findings"].size() == 1);
  CHECK(one["findings"][0]["trouble"] == "head");
  CHECK(one["findings"][0]["entry"] == 2);
  CHECK(one["findings"][0]["what"] == "entry 2: the signature of its head is wrong");
}

TEST_CASE("verify command: what cannot be done is 3, wrong usage is 2") {
  const Clinic clinic;
  static_cast<void>(clinic.make_ledger(1));
  CHECK(candor(clinic.home.path(), "verify /nonexistent").exit_code == 3);
  CHECK(verify(clinic, "--ca /nonexistent").exit_code == 3);
  CHECK(verify(clinic, "--key x").exit_code == 2);
  CHECK(candor(clinic.home.path(), "verify").exit_code == 2);
}

}  // namespace
}  // namespace candor::commands_tests
