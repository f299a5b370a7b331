// A kiosk's data folder with two records, and a clinician's key, for `candor addendum`, `expire`,
// `backup` and `restore` as a person at a shell would run them.
#pragma once

#include <doctest/doctest.h>

#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "commands/program.h"
#include "export/sample_records.h"
#include "keys/make.h"
#include "office/addenda.h"
#include "record/ledger.h"
#include "record/record.h"
#include "record/seal.h"
#include "support/demonstration_keys.h"

namespace candor::commands_tests {

/// What a shell is given: in single quotes.
inline std::string quoted(const std::filesystem::path& path) {
  return "'" + path.string() + "'";
}

struct KeepingOffice {
  static constexpr const char* kFirst = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1";
  static constexpr const char* kSecond = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2";

  support::TemporaryFolder home;
  support::DemonstrationKeys keys{std::time(nullptr)};
  std::filesystem::path person = home.path() / "person";
  std::filesystem::path person_key;

  /// The time of the first record is over, that of the second is not.
  KeepingOffice() {
    make_person();
    auto ledger = open();
    add(ledger, kFirst, "2024-02-29");
    add(ledger, kSecond, "2199-01-01");
  }

  [[nodiscard]] std::filesystem::path data() const { return keys.data_folder(); }

  [[nodiscard]] std::filesystem::path ledger() const { return data() / "ledger.sqlite"; }

  [[nodiscard]] std::filesystem::path office() const { return data() / "office.sqlite"; }

  [[nodiscard]] Ran run(const std::string& arguments) const {
    return candor(home.path(), arguments);
  }

  [[nodiscard]] std::string sign_as_ana() const {
    return " --key " + quoted(person_key) + " --passphrase-file " + quoted(keys.passphrase_file()) +
           " ";
  }

  [[nodiscard]] Ran add_addendum(const std::string& id, const std::string& more,
                                 const std::string& role = "clinician") const {
    return run("addendum " + quoted(ledger()) + " --id " + id + " --role '" + role + "'" +
               sign_as_ana() + more);
  }

  /// The ledger as the kiosk has it.
  [[nodiscard]] record::Ledger open() const {
    const auto ring = keys::load_keyring(data(), std::time(nullptr)).value();
    return record::Ledger::open(ledger(), record::Keeper{ring.kiosk,
                                                         ring.kiosk_certificate,
                                                         {ring.ca, ring.record, ring.recovery}})
        .value();
  }

  static std::vector<record::Entry> entries(const std::filesystem::path& file) {
    std::vector<record::Entry> all;
    const auto ledger = record::Ledger::open(file);
    if (!ledger) FAIL(to_string(ledger.error()));
    const auto read = ledger->each([&](const record::Entry& entry) {
      all.push_back(entry);
      return true;
    });
    if (!read) FAIL(to_string(read.error()));
    return all;
  }

  /// What is in an entry, opened with the clinic's record key.
  [[nodiscard]] std::string content(const record::Entry& entry) const {
    const auto key = keys.clinic_key(keys::Role::record);
    const auto ca = keys::load_certificate(keys.clinic_folder() / "ca.crt").value();
    const auto opened = record::unseal(entry, {{key.key, key.certificate}}, ca, "entry");
    if (!opened) FAIL(to_string(opened.error()));
    return opened->plain;
  }

  /// Appends a signed record.
  void add(record::Ledger& ledger, const char* id, const char* keep_until) const {
    const auto ring = keys::load_keyring(data(), std::time(nullptr)).value();
    const record::Seal seal(ring.kiosk, ring.kiosk_certificate, {ring.record, ring.recovery});
    auto made = exporting::samples::signed_full();
    made.id = id;
    const auto blob = seal.close(record::to_json(made), std::time(nullptr));
    REQUIRE(blob);
    record::Header header;
    header.id = id;
    header.visit = made.visit;
    header.kiosk = "A";
    header.outcome = made.outcome;
    header.keep_until = keep_until;
    header.created = SystemClock().now();
    const auto stored = ledger.append(header, *blob);
    if (!stored) FAIL(to_string(stored.error()));
  }

 private:
  void make_person() {
    const std::int64_t now = std::time(nullptr);
    keys::RequestOptions wanted;
    wanted.role = keys::Role::clinician;
    wanted.folder = person;
    wanted.name = "Ana Lopez";
    wanted.passphrase = support::kDemonstrationPassphrase;
    wanted.stretching = crypto::Stretching::quick;
    REQUIRE(make_folder(person));
    const auto asked = keys::request(wanted);
    if (!asked) FAIL(to_string(asked.error()));
    person_key = asked->key_file;
    const auto office =
        keys::open_office(keys.clinic_folder(), support::kDemonstrationPassphrase).value();
    const auto answer =
        keys::answer(office, keys::Role::clinician, asked->request, "Ana Lopez", now).value();
    REQUIRE(keys::install(person, answer, "answer", now));
  }
};

}  // namespace candor::commands_tests
