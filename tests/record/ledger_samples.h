// Headers and folders for the ledger's tests, and a ledger changed behind its back.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "record/ledger.h"
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

inline record::Ledger open_ledger(const std::filesystem::path& path,
                                  record::Ledger::Access access) {
  auto ledger = record::Ledger::open(path, access);
  if (!ledger) FAIL(to_string(ledger.error()));
  return std::move(*ledger);
}

/// A closed ledger with entries e1, e2, …; returns its file.
inline std::filesystem::path make_ledger(const std::filesystem::path& folder, int entries) {
  auto ledger = open_ledger(folder / "ledger.sqlite", record::Ledger::Access::read_write);
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
  const auto ledger = record::Ledger::open(file, record::Ledger::Access::read_only);
  if (!ledger) return fail(ledger);
  return ledger->each([](const record::Entry&) { return true; });
}

}  // namespace candor::record_tests
