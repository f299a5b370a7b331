#include <doctest/doctest.h>

#include <fstream>
#include <optional>

#include "commands/keeping_office.h"
#include "office/retention.h"

namespace candor::commands_tests {
namespace {

/// FORMAT.md's shell commands for a ledger, run on a copy of it.
std::string check_by_hand(const std::filesystem::path& ledger, const std::filesystem::path& ca) {
  const support::TemporaryFolder folder;
  std::filesystem::copy_file(ledger, folder.path() / "ledger.sqlite");
  std::filesystem::copy_file(ca, folder.path() / "ca.crt");
  const std::string text =
      read_file(support::source_folder() / "app" / "record" / "FORMAT.md", 1'000'000).value();
  const auto begin = text.find("```sh\n") + 6;
  std::ofstream(folder.path() / "commands.sh")
      << text.substr(begin, text.find("```", begin) - begin);
  return support::run("cd " + quoted(folder.path()) + " && sh commands.sh 2>&1").output;
}

TEST_CASE("expire: without --erase it lists what is due and changes nothing") {
  const KeepingOffice office;
  const Ran ran = office.run("expire --data " + quoted(office.data()));
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, std::string("entry 1: record ") + KeepingOffice::kFirst +
                     ", to be kept until 2024-02-29\n"));
  CHECK_FALSE(has(ran, KeepingOffice::kSecond));
  CHECK(has(ran, "; nothing was erased\n"));
  CHECK(KeepingOffice::entries(office.ledger()).size() == 2);
  // Another day may be looked at: the day before, the day itself, and one far away.
  const auto on = [&](const std::string& day) {
    return office.run("expire --dry-run --data " + quoted(office.data()) + " --today " + day);
  };
  CHECK(has(on("2024-02-28"), "0 entries due"));
  CHECK(has(on("2024-02-29"), "1 entry due"));
  CHECK(has(on("2199-01-01"), "2 entries due"));
}

TEST_CASE(
    "expire: what is over is erased, its bytes are gone, and the stub is still good (P-07, P-13)") {
  const KeepingOffice office;
  const std::string blob = KeepingOffice::entries(office.ledger())[0].blob;
  const std::string part = blob.substr(blob.size() / 2, 200);
  REQUIRE(read_file(office.ledger(), 10'000'000).value().find(part) != std::string::npos);
  const Ran ran = office.run("expire --erase --data " + quoted(office.data()));
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "1 entry erased"));
  const auto entries = KeepingOffice::entries(office.ledger());
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].erased);
  CHECK_FALSE(entries[1].erased);
  CHECK(entries[2].header.kind == record::EntryKind::expired);
  CHECK(entries[2].header.refers_to == KeepingOffice::kFirst);
  const Json content = Json::parse(office.content(entries[2]));
  CHECK(content["entry"] == KeepingOffice::kFirst);
  CHECK(content["kept_until"] == "2024-02-29");
  CHECK(read_file(office.ledger(), 10'000'000).value().find(part) == std::string::npos);
  CHECK_FALSE(std::filesystem::exists(office.ledger().string() + "-wal"));

  const std::string by_hand =
      check_by_hand(office.ledger(), office.keys.clinic_folder() / "ca.crt");
  CAPTURE(by_hand);
  for (const char* good : {"entry 1: good", "entry 2: good", "entry 3: good"}) {
    CHECK(by_hand.find(good) != std::string::npos);
  }
  // Once is enough.
  CHECK(has(office.run("expire --erase --data " + quoted(office.data())), "0 entries due"));
  CHECK(KeepingOffice::entries(office.ledger()).size() == 3);
  // And nothing can be added to it.
  CHECK(has(office.add_addendum(KeepingOffice::kFirst, "--kind corrected"), "was erased"));
}

TEST_CASE(
    "expire: bytes that a reader keeps on the disk are told of, and a second run removes them") {
  const KeepingOffice office;
  const std::string blob = KeepingOffice::entries(office.ledger())[0].blob;
  const std::string part = blob.substr(blob.size() / 2, 200);
  // A writer keeps the log beside the ledger, a reader keeps what it sees there.
  std::optional<record::Ledger> writer = office.open();
  std::optional<Ran> ran;
  {
    const auto reader = record::Ledger::open(office.ledger());
    REQUIRE(reader);
    REQUIRE(reader->each([&](const record::Entry&) {
      ran = office.run("expire --erase --data " + quoted(office.data()));
      return false;
    }));
  }
  REQUIRE(ran);
  CAPTURE(ran->output);
  CHECK(ran->exit_code == 3);
  CHECK(has(*ran, "still lie on the disk"));
  CHECK(has(*ran, "then erase again to finish"));
  CHECK(KeepingOffice::entries(office.ledger())[0].erased);
  const Ran again = office.run("expire --erase --data " + quoted(office.data()));
  CAPTURE(again.output);
  CHECK(again.exit_code == 0);
  for (const char* ending : {"", "-wal"}) {
    const auto bytes = read_file(office.ledger().string() + ending, 10'000'000);
    if (bytes) CHECK(bytes->find(part) == std::string::npos);
  }
  writer.reset();
}

TEST_CASE("expire: never early, whatever day is given, and not while a kiosk runs (P-08)") {
  const KeepingOffice office;
  const Ran early =
      office.run("expire --erase --data " + quoted(office.data()) + " --today 2199-01-01");
  CHECK(early.exit_code == 2);
  CHECK(has(early, "nothing is erased early"));
  {
    const auto kiosk = FileLock::take(office.data() / "kiosk.lock");
    REQUIRE(kiosk);
    const Ran busy = office.run("expire --erase --data " + quoted(office.data()));
    CHECK(busy.exit_code == 3);
    CHECK(has(busy, "another kiosk is using this data folder"));
  }
  const auto entries = KeepingOffice::entries(office.ledger());
  CHECK(entries.size() == 2);
  // Also below the command.
  auto ledger = office.open();
  const auto ring = keys::load_keyring(office.data(), std::time(nullptr)).value();
  const record::Seal seal(ring.kiosk, ring.kiosk_certificate, {ring.record, ring.recovery});
  const auto wrong = office::expire(
      ledger, seal, "A", {2, KeepingOffice::kSecond, record::EntryKind::record, "", "2199-01-01"},
      Date{2198, 12, 31}, SystemClock().now());
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == ErrorCode::refused);
  CHECK(ledger.size().value() == 2);
}

TEST_CASE("expire: after a kill between the end and the erasing, a second run finishes it") {
  const KeepingOffice office;
  {
    auto ledger = office.open();
    const auto ring = keys::load_keyring(office.data(), std::time(nullptr)).value();
    const record::Seal seal(ring.kiosk, ring.kiosk_certificate, {ring.record, ring.recovery});
    const std::string id = std::string("expired.") + KeepingOffice::kFirst;
    record::Header header;
    header.id = id;
    header.kind = record::EntryKind::expired;
    header.refers_to = KeepingOffice::kFirst;
    header.created = SystemClock().now();
    REQUIRE(ledger.append(
        header,
        seal.close(Json{{"id", id}, {"entry", KeepingOffice::kFirst}, {"kept_until", "2024-02-29"}},
                   std::time(nullptr))
            .value()));
  }
  const Ran ran = office.run("expire --erase --data " + quoted(office.data()));
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  const auto entries = KeepingOffice::entries(office.ledger());
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].erased);
}

TEST_CASE("expire: the office's addenda are told of, and end the same way with a person's key") {
  const KeepingOffice office;
  REQUIRE(office.add_addendum(KeepingOffice::kFirst, "--kind clinician --said 'We talked.'")
              .exit_code == 0);
  REQUIRE(office.add_addendum(KeepingOffice::kSecond, "--kind clinician --said 'We talked.'")
              .exit_code == 0);
  const Ran kiosk = office.run("expire --erase --data " + quoted(office.data()));
  CHECK(has(kiosk, "1 entry of " + office.office().string() + " due as well"));
  const Ran ran =
      office.run("expire " + quoted(office.office()) + office.sign_as_ana() + "--erase");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  const auto entries = KeepingOffice::entries(office.office());
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].erased);
  CHECK_FALSE(entries[1].erased);
  // A kiosk's ledger is not the office's to change.
  const Ran wrong =
      office.run("expire " + quoted(office.ledger()) + office.sign_as_ana() + "--erase");
  CHECK(wrong.exit_code == 3);
  CHECK(has(wrong, "this is a kiosk's ledger or a backup of one"));
}

}  // namespace
}  // namespace candor::commands_tests
