#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <string>

#include "base/json.h"
#include "commands/program.h"
#include "export/sample_records.h"
#include "record/ledger.h"
#include "record/record.h"
#include "record/seal.h"
#include "support/demonstration_keys.h"

namespace candor::commands_tests {
namespace {

namespace samples = exporting::samples;

/// A ledger of so many visits by the same person, all alike.
struct ManyVisits {
  support::TemporaryFolder home;
  support::DemonstrationKeys keys;
  int count = 0;

  void add(int more) {
    const keys::Keyring ring = keys.keyring();
    auto ledger = record::Ledger::open(
        file(), record::Keeper{ring.kiosk, ring.kiosk_certificate, {ring.ca, ring.record}});
    if (!ledger) FAIL(to_string(ledger.error()));
    const record::Seal seal(ring.kiosk, ring.kiosk_certificate, {ring.record, ring.recovery});
    for (int i = 0; i < more; ++i) {
      record::Record made = samples::signed_full();
      made.id = std::string(28, 'a') + std::to_string(1000 + ++count);
      record::Header header;
      header.id = made.id;
      header.kind = record::EntryKind::record;
      header.kiosk = "A";
      header.created = samples::at(0);
      const auto blob = seal.close(record::to_json(made), support::kDemonstrationNow);
      REQUIRE(blob);
      REQUIRE(ledger->append(header, *blob));
    }
  }

  [[nodiscard]] std::filesystem::path file() const { return home.path() / "ledger.sqlite"; }

  [[nodiscard]] Ran insight(const std::string& more = "") const {
    return candor(home.path(), "insight '" + file().string() + "' --key '" +
                                   (keys.clinic_folder() / "record.key").string() +
                                   "' --passphrase-file '" + keys.passphrase_file().string() +
                                   "' " + more);
  }
};

TEST_CASE("insight: twenty visits are refused, with one more there is a table") {
  ManyVisits office;
  office.add(20);
  const Ran refused = office.insight();
  CAPTURE(refused.output);
  CHECK(refused.exit_code == 3);
  CHECK(has(refused, "no pack has more than 20 visits of one version"));
  office.add(1);
  const auto out = office.home.path() / "out";
  const Ran ran = office.insight("--out '" + out.string() + "'");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "practice: 21 visits, 21 signed"));
  CHECK(has(ran, "so that nobody can be picked out"));
  CHECK_FALSE(has(ran, "Ana"));
  CHECK_FALSE(has(ran, "1980"));
  std::set<std::string> kinds;
  for (const auto& entry : std::filesystem::directory_iterator(out)) {
    kinds.insert(entry.path().extension().string());
  }
  CHECK(kinds == std::set<std::string>{".pdf", ".csv", ".json"});
  const Ran json = office.insight("--json --version newest 2>/dev/null");
  CHECK(json.exit_code == 0);
  const auto parsed = parse_json(json.output, "insight", 16);
  REQUIRE(parsed);
  CHECK(parsed->at("packs").size() == 1);
  CHECK(office.insight("--version 9.9.9").exit_code == 3);
}

}  // namespace
}  // namespace candor::commands_tests
