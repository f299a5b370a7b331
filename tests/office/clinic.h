// A clinic with a kiosk and a person in the office, and a ledger of theirs, for the office's tests.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "keys/make.h"
#include "office/clinic_keys.h"
#include "record/ledger.h"
#include "record/record.h"
#include "record/seal.h"
#include "support/demonstration_keys.h"
#include "support/fakes.h"

namespace candor::office_tests {

inline const Moment kNow{support::kDemonstrationNow * 1000, 1'000'000, -480, "America/Los_Angeles"};

class Clinic {
 public:
  support::TemporaryFolder home;
  support::DemonstrationKeys keys;
  keys::Keyring ring = keys.keyring();

  [[nodiscard]] std::filesystem::path ledger_file() const { return home.path() / "ledger.sqlite"; }

  [[nodiscard]] office::ClinicKeys office_keys() const {
    const keys::ClinicKey record = keys.clinic_key(keys::Role::record);
    return {{{record.key, record.certificate}}, ring.ca};
  }

  [[nodiscard]] record::Keeper keeper() const {
    return {ring.kiosk, ring.kiosk_certificate, {ring.ca, ring.record, ring.recovery}};
  }

  /// A person's key in the office.
  [[nodiscard]] keys::ClinicKey enroll(const std::string& name) const { return keys.enroll(name); }

  [[nodiscard]] static std::int64_t now_s() { return support::kDemonstrationNow; }

  [[nodiscard]] static record::Header header(const std::string& id, record::EntryKind kind) {
    record::Header header;
    header.id = id;
    header.kind = kind;
    header.kiosk = "A";
    header.created = kNow;
    return header;
  }

  /// The header that a kiosk gives a record.
  [[nodiscard]] static record::Header header_of(const record::Record& made) {
    record::Header header = Clinic::header(made.id, record::EntryKind::record);
    header.visit = made.visit;
    header.episode = made.episode;
    header.kiosk = made.kiosk;
    header.outcome = made.outcome;
    header.waiting_for = made.waiting_for;
    header.keep_until = iso_date(record::keep_until(local_date(made.ended), made.patient.birth, 7));
    return header;
  }

  /// Seals content with a key, and stores it in a ledger whose heads another may sign.
  struct By {
    crypto::PrivateKey key;
    crypto::Certificate certificate;
  };

  [[nodiscard]] By kiosk() const { return {ring.kiosk, ring.kiosk_certificate}; }

  record::Stored store(record::Ledger& ledger, const record::Header& header, Json content,
                       const By& by) const {
    if (!content.contains("id")) content["id"] = header.id;
    if (header.kind == record::EntryKind::staff_act) {
      for (const char* property : {"visit", "act", "by", "as"}) {
        if (!content.contains(property)) content[property] = "";
      }
    }
    const record::Seal seal(by.key, by.certificate, {ring.record, ring.recovery});
    const auto blob = seal.close(content, now_s());
    REQUIRE(blob);
    const auto stored = ledger.append(header, *blob);
    if (!stored) FAIL(to_string(stored.error()));
    return *stored;
  }

  /// A ledger of entries e1, e2, …, of the kind staff-act; returns the head after each.
  std::vector<record::Head> make_ledger(int entries) const {
    auto ledger = record::Ledger::open(ledger_file(), keeper()).value();
    std::vector<record::Head> heads;
    for (int i = 1; i <= entries; ++i) {
      heads.push_back(store(ledger, header("e" + std::to_string(i), record::EntryKind::staff_act),
                            Json{{"act", "act " + std::to_string(i)}}, kiosk())
                          .head);
    }
    return heads;
  }

  /// As somebody with the file would, without the guards.
  void sql(const std::string& statements) const {
    const support::Ran ran = support::run(
        "cd '" + home.path().string() +
        "' && sqlite3 ledger.sqlite \"SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master "
        "WHERE type='trigger'\" | sqlite3 ledger.sqlite && sqlite3 ledger.sqlite \"" +
        statements + "\" 2>&1");
    CAPTURE(ran.output);
    REQUIRE(ran.exit_code == 0);
  }
};

}  // namespace candor::office_tests
