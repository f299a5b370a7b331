#include <doctest/doctest.h>

#include "commands/keeping_office.h"
#include "record/addendum.h"

namespace candor::commands_tests {
namespace {

TEST_CASE("addendum: it is signed by the person, sealed, and names the record by its hash") {
  const KeepingOffice office;
  const std::string before = read_file(office.ledger(), 10'000'000).value();
  const Ran ran = office.add_addendum(
      KeepingOffice::kSecond, "--kind withdrawn --by 'Ana Lopez' --said 'I changed my mind'");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, std::string("stored 'withdrawn' about record ") + KeepingOffice::kSecond));
  CHECK(has(ran, "\ncandor-head-1 "));
  // The ledger that it is about was only read.
  CHECK(read_file(office.ledger(), 10'000'000).value() == before);

  const auto entries = KeepingOffice::entries(office.office());
  REQUIRE(entries.size() == 1);
  const record::Header& header = entries[0].header;
  CHECK(header.kind == record::EntryKind::addendum);
  CHECK(header.refers_to == KeepingOffice::kSecond);
  CHECK(header.outcome == "withdrawn");
  CHECK(header.keep_until == "2199-01-01");
  const auto addendum = record::parse_addendum(office.content(entries[0]), "it");
  REQUIRE(addendum);
  CHECK(addendum->by == "Ana Lopez");
  CHECK(addendum->said == "I changed my mind");
  CHECK(addendum->blob_hash == KeepingOffice::entries(office.ledger())[1].blob_hash);
  // Nothing of it in the clear.
  CHECK(read_file(office.office(), 10'000'000).value().find("changed my mind") ==
        std::string::npos);
}

TEST_CASE("addendum: the same thing may be said twice, and a kind of one's own is taken") {
  const KeepingOffice office;
  CHECK(office.add_addendum(KeepingOffice::kSecond, "--kind clinician --said 'We talked.'")
            .exit_code == 0);
  CHECK(office.add_addendum(KeepingOffice::kSecond, "--kind clinician --said 'We talked.'")
            .exit_code == 0);
  const Ran own = office.add_addendum(KeepingOffice::kSecond, "--kind dose-noted --own-kind");
  CHECK(own.exit_code == 0);
  CHECK(has(own, "'dose-noted' is a kind of this clinic's own"));
  CHECK(KeepingOffice::entries(office.office()).size() == 3);
}

TEST_CASE(
    "addendum: a kind with a typing mistake is not stored, and the one that was meant is named") {
  const KeepingOffice office;
  for (const auto& [typed, meant] : {std::pair{"withdrawnn", "withdrawn"},
                                     {"withdrwan", "withdrawn"},
                                     {"copy-gven", "copy-given"},
                                     {"clinican", "clinician"}}) {
    const Ran ran = office.add_addendum(KeepingOffice::kSecond, std::string("--kind ") + typed);
    CAPTURE(ran.output);
    CHECK(ran.exit_code == 2);
    CHECK(has(ran, std::string("did you mean ") + meant + "?"));
    CHECK(has(ran, "--own-kind"));
  }
  CHECK_FALSE(std::filesystem::exists(office.office()));
}

TEST_CASE("addendum: a clinician's talk says what they attest, or is none (S-01)") {
  const KeepingOffice office;
  const Ran silent = office.add_addendum(KeepingOffice::kSecond, "--kind clinician");
  CAPTURE(silent.output);
  CHECK(silent.exit_code == 3);
  CHECK(has(silent, "what the clinician attests is missing"));
  CHECK(has(silent, "judged them able to decide today"));
  CHECK_FALSE(std::filesystem::exists(office.office()));
  const Ran said = office.add_addendum("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA2",
                                       "--kind clinician --said 'I judged them able to decide.'");
  CHECK(said.exit_code == 0);
  CHECK(has(said, "this is a kiosk's own folder"));
}

TEST_CASE("addendum: a withdrawal says whom to tell, and is listed until that is noted") {
  const KeepingOffice office;
  const Ran withdrawn = office.add_addendum(KeepingOffice::kSecond, "--kind withdrawn");
  CAPTURE(withdrawn.output);
  CHECK(withdrawn.exit_code == 0);
  CHECK(has(withdrawn, "Tell now, before anything is done on this consent: the treatment team"));
  const std::string listed =
      std::string(
          "Withdrawn, and nobody is noted to have told the treatment team (team-told):\n  ") +
      KeepingOffice::kSecond + "\n";
  CHECK(has(withdrawn, listed));
  // Whatever else is added, it stays in sight.
  CHECK(has(office.add_addendum(KeepingOffice::kSecond, "--kind copy-given"), listed));
  const Ran silent = office.add_addendum(KeepingOffice::kSecond, "--kind team-told");
  CHECK(silent.exit_code == 3);
  CHECK(has(silent, "who was told is missing"));
  const Ran told = office.add_addendum(KeepingOffice::kSecond,
                                       "--kind team-told --said 'I told the drip room at 9:40'");
  CHECK(told.exit_code == 0);
  CHECK_FALSE(has(told, "nobody is noted"));
  CHECK(has(office.add_addendum(KeepingOffice::kSecond, "--kind withdrawn"), listed));
}

TEST_CASE("addendum: a role of the clinic's own is named, and the desk does not attest a talk") {
  const KeepingOffice office;
  const Ran own = office.add_addendum(KeepingOffice::kSecond, "--kind copy-given", "nures");
  CAPTURE(own.output);
  CHECK(own.exit_code == 0);
  CHECK(has(own, "'nures' is a role of this clinic's own"));
  const Ran desk = office.add_addendum(KeepingOffice::kSecond,
                                       "--kind clinician --said 'We talked.'", "front desk");
  CHECK(desk.exit_code == 3);
  CHECK(has(desk, "a talk about the treatment is not attested by this role"));
}

TEST_CASE("addendum: the words may come from a file, and then are in no list of commands") {
  const KeepingOffice office;
  const auto file = office.home.path() / "words";
  REQUIRE(write_file_atomic(file, "I changed my mind,\nsaid on the telephone\n"));
  const Ran ran =
      office.add_addendum(KeepingOffice::kSecond, "--kind withdrawn --said-file " + quoted(file));
  CAPTURE(ran.output);
  REQUIRE(ran.exit_code == 0);
  const auto entries = KeepingOffice::entries(office.office());
  const auto addendum = record::parse_addendum(office.content(entries.at(0)), "it");
  REQUIRE(addendum);
  CHECK(addendum->said == "I changed my mind,\nsaid on the telephone");
  CHECK(office.add_addendum(KeepingOffice::kSecond, "--kind withdrawn --said-file /nonexistent")
            .exit_code == 3);
  CHECK(office
            .add_addendum(KeepingOffice::kSecond,
                          "--kind withdrawn --said x --said-file " + quoted(file))
            .exit_code == 2);
}

TEST_CASE("addendum: eight digits that only one record's id begins with are enough") {
  const KeepingOffice office;
  const std::string third = "bbbbbbbb" + std::string(24, '3');
  {
    auto ledger = office.open();
    office.add(ledger, third.c_str(), "2199-01-01");
  }
  const Ran ran = office.add_addendum("bbbbbbbb", "--kind withdrawn");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "about record " + third));
  CHECK(KeepingOffice::entries(office.office()).at(0).header.refers_to == third);
  const Ran few = office.add_addendum("bbbbbbb", "--kind withdrawn");
  CHECK(few.exit_code == 3);
  CHECK(has(few, "the ledger has no record with the id bbbbbbb"));
  const Ran several = office.add_addendum("aaaaaaaa", "--kind withdrawn");
  CHECK(several.exit_code == 3);
  CHECK(has(several, "2 records have an id that begins with aaaaaaaa; give the whole id"));
  // A whole id is always its own record.
  CHECK(office.add_addendum(KeepingOffice::kSecond, "--kind withdrawn").exit_code == 0);
}

TEST_CASE("addendum: what is wrong is said, and nothing is stored") {
  const KeepingOffice office;
  const auto refused = [&](const std::string& id, const std::string& more,
                           const std::string& words) {
    const Ran ran = office.add_addendum(id, more);
    CAPTURE(ran.output);
    CHECK(ran.exit_code == 3);
    CHECK(has(ran, words));
  };
  refused("bbbb", "--kind withdrawn", "the ledger has no record with the id bbbb");
  refused(KeepingOffice::kSecond, "--kind 'With drawn'", "is not a kind of addendum");
  refused(KeepingOffice::kSecond, "--kind withdrawn --by 'Bo Chen'", "it is the key of Ana Lopez");
  refused(KeepingOffice::kSecond, "--kind withdrawn --said \"$(printf '\\377')\"",
          "is not in UTF-8");
  // A key that opens or archives is no person's.
  const Ran archive = office.run("addendum " + quoted(office.ledger()) + " --id " +
                                 KeepingOffice::kSecond + " --kind withdrawn --role clerk --key " +
                                 quoted(office.keys.clinic_folder() / "archive.key") +
                                 " --passphrase-file " + quoted(office.keys.passphrase_file()));
  CHECK(archive.exit_code == 3);
  CHECK(has(archive, "is not one for this role"));
  CHECK_FALSE(std::filesystem::exists(office.office()));
}

}  // namespace
}  // namespace candor::commands_tests
