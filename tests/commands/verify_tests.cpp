#include <doctest/doctest.h>

#include "base/file.h"
#include "base/json.h"
#include "commands/program.h"
#include "crypto/crypto.h"
#include "export/index.h"
#include "export/sample_records.h"
#include "office/clinic.h"
#include "record/head.h"
#include "record/record.h"

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

TEST_CASE("verify command: what nobody signed is never called good") {
  const Clinic clinic;
  record::Record made = exporting::samples::declined();
  for (record::Shown& one : made.shown) one.digest = crypto::sha256_hex(one.text);
  made.outcome_reason = "somebody changed this";
  const auto file = clinic.home.path() / "a.json";
  REQUIRE(write_file_atomic(file, canonical(record::to_json(made))));
  const Ran ran = candor(clinic.home.path(), "verify '" + file.string() + "'" + ca_flag(clinic));
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, ": record: well formed, not signed\n"));
  CHECK_FALSE(has(ran, "good"));
}

TEST_CASE("verify command: the key of another role is named at once") {
  const Clinic clinic;
  static_cast<void>(clinic.make_ledger(1));
  const Ran ran =
      verify(clinic, " --key '" + (clinic.keys.clinic_folder() / "archive.key").string() +
                         "' --passphrase-file '" + clinic.keys.passphrase_file().string() + "'");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, "archive.key: this is the archive key; give record.key"));
}

TEST_CASE("verify command: what cannot be looked at hides nothing of the rest, and does not hang") {
  const Clinic clinic;
  static_cast<void>(clinic.make_ledger(2));
  clinic.sql("UPDATE entry SET signature = x'30' WHERE seq = 2");
  const auto pipe = clinic.home.path() / "pipe";
  REQUIRE(support::run("mkfifo '" + pipe.string() + "'").exit_code == 0);
  const Ran ran =
      candor(clinic.home.path(), "verify /nonexistent '" + pipe.string() + "' '" +
                                     clinic.ledger_file().string() + "'" + ca_flag(clinic));
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, "/nonexistent: there is no such file"));
  CHECK(has(ran, "pipe: this is not a file"));
  CHECK(has(ran, "entry 2: the signature of its head is wrong"));
}

TEST_CASE("verify command: a journal that another program left beside a ledger is named") {
  const Clinic clinic;
  static_cast<void>(clinic.make_ledger(1));
  REQUIRE(write_file_atomic(clinic.ledger_file().string() + "-journal", "left behind"));
  const Ran ran = verify(clinic, ca_flag(clinic));
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, "a file ending in -journal lies beside it"));
  CHECK_FALSE(has(ran, "write permission"));
}

TEST_CASE("verify command: the index of an export is known, and proves nothing by itself") {
  const Clinic clinic;
  const auto file = clinic.home.path() / "index.csv";
  REQUIRE(write_file_atomic(file, exporting::index_heading()));
  const Ran ran = candor(clinic.home.path(), "verify '" + file.string() + "'");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, ": index: well formed, not signed\n"));
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
