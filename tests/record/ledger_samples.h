// Headers and folders for the ledger's tests, and a ledger changed behind its back.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "record/ledger.h"
#include "record/seal.h"
#include "support/fakes.h"

namespace candor::record_tests {

inline record::Header header(const std::string& id) {
  record::Header header;
  header.id = id;
  header.visit = "a-0123456789abcdef";
  header.kiosk = "A";
  header.waiting_for = {"clinician", "copy"};
  header.outcome = "signed";
  header.created = {1'795'278'600'000, 1'000'000, -480, "America/Los_Angeles"};
  return header;
}

inline std::string blob(int number) {
  return R"({"answer":"Yes, I understand","number":)" + std::to_string(number) + "}";
}

/// A clinic's keys, made once for a test program.
struct Clinic {
  crypto::Authority authority;
  record::Opener record;
  record::Opener recovery;
  record::Keeper kiosk;
};

inline const Clinic& clinic() {
  static const Clinic made = [] {
    const crypto::Validity validity{1'700'000'000, 2'500'000'000};
    const auto key = [] { return crypto::PrivateKey::generate().value(); };
    const crypto::PrivateKey ca_key = key();
    const crypto::Authority authority{
        ca_key,
        crypto::make_authority(ca_key, {"Test CA", "Test clinic", "", ""}, validity).value()};
    const auto issue = [&](const crypto::PrivateKey& its_key, const std::string& name,
                           const std::string& role, crypto::Purpose purpose) {
      const crypto::Name subject{name, "Test clinic", "", role};
      return crypto::issue(authority, crypto::make_request(its_key, subject).value(), subject,
                           purpose, validity)
          .value();
    };
    const crypto::PrivateKey record = key();
    const crypto::PrivateKey recovery = key();
    const crypto::PrivateKey kiosk = key();
    const auto record_certificate = issue(record, "record", "record", crypto::Purpose::opening);
    const auto recovery_certificate =
        issue(recovery, "recovery", "recovery", crypto::Purpose::opening);
    return Clinic{authority,
                  {record, record_certificate},
                  {recovery, recovery_certificate},
                  {kiosk,
                   issue(kiosk, "kiosk A", "kiosk", crypto::Purpose::signing),
                   {authority.certificate, record_certificate, recovery_certificate}}};
  }();
  return made;
}

enum class Access { read_write, read_only };

inline Result<record::Ledger> try_ledger(const std::filesystem::path& path, Access access) {
  if (access == Access::read_only) return record::Ledger::open(path);
  return record::Ledger::open(path, clinic().kiosk);
}

inline record::Ledger open_ledger(const std::filesystem::path& path, Access access) {
  auto ledger = try_ledger(path, access);
  if (!ledger) FAIL(to_string(ledger.error()));
  return std::move(*ledger);
}

/// A closed ledger with entries e1, e2, …; returns its file.
inline std::filesystem::path make_ledger(const std::filesystem::path& folder, int entries) {
  auto ledger = open_ledger(folder / "ledger.sqlite", Access::read_write);
  for (int i = 1; i <= entries; ++i) {
    REQUIRE(ledger.append(header("e" + std::to_string(i)), blob(i)).has_value());
  }
  return folder / "ledger.sqlite";
}

/// Runs SQL with Debian's sqlite3, as somebody with the file would.
inline support::Ran sqlite(const std::filesystem::path& file, const std::string& sql) {
  return support::run("sqlite3 '" + file.string() + "' \"" + sql + "\" 2>&1");
}

inline std::vector<record::Entry> entries_of(const record::Ledger& ledger) {
  std::vector<record::Entry> entries;
  const auto read = ledger.each([&entries](const record::Entry& entry) {
    entries.push_back(entry);
    return true;
  });
  if (!read) FAIL(to_string(read.error()));
  return entries;
}

/// What each() says of the ledger in a file.
inline Result<void> read_all(const std::filesystem::path& file) {
  const auto ledger = record::Ledger::open(file);
  if (!ledger) return fail(ledger);
  return ledger->each([](const record::Entry&) { return true; });
}

}  // namespace candor::record_tests
