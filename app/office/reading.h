// A ledger as the office reads it: its records, each with what was added to it later, in the
// kiosk's own ledger or in the office's (office.sqlite beside it: a backup is never changed, and
// the kiosk's ledger goes on elsewhere). Memory stays flat however long the ledger is.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "crypto/crypto.h"
#include "export/exported.h"
#include "office/clinic_keys.h"
#include "office/office_ledger.h"
#include "record/ledger.h"

namespace candor::office {

/// A sealed entry and how to call it in messages: "FILE: entry 12".
struct Placed {
  std::string place;
  record::Entry entry;
};

/// A record and what refers to it, all still sealed.
struct SealedRecord {
  Placed record;
  std::string head;             ///< the signed head of its own entry, as a line
  std::vector<Placed> addenda;  ///< the kiosk's ledger first, then the office's, each in order
  bool has_twin = false;        ///< an earlier record's id begins with the same 8 characters
};

/// A record, opened and checked.
struct OpenedRecord {
  exporting::ExportedRecord exported;
  crypto::Secret message;      ///< the signed message (CMS, DER), not encrypted
  crypto::Certificate signer;  ///< the kiosk's
  std::int64_t signed_at_s = 0;
  std::vector<Error> problems;  ///< addenda that do not count, and why
  /// The signed message of each of `exported.addenda`, in their order, not encrypted.
  std::vector<crypto::Secret> addendum_messages = {};
};

/// Opens a record and its addenda, and checks who signed them: a kiosk the record, a person each
/// addendum, which must name this very record by id and by the hash of its blob. An addendum that
/// does not hold is left out and named in `problems`. May run on several threads at once. Fails as
/// record::unseal(), keys::check_role(), record::parse().
[[nodiscard]] Result<OpenedRecord> open_record(const SealedRecord& sealed, const ClinicKeys& keys);

/// An addendum, opened and checked by itself: signed by the person that it names. Fails as
/// open_record().
[[nodiscard]] Result<record::Addendum> open_addendum(const Placed& sealed, const ClinicKeys& keys);

/// The content of an entry that is no addendum, opened: by whom it may be sealed was checked, and
/// nothing else. Fails as record::unseal(), and with refused.
[[nodiscard]] Result<Json> open_sealed(const Placed& sealed, const ClinicKeys& keys);

/// The same of an entry that is no record either, and it fits its kind and header. `ended` is the
/// header of the entry that an entry `expired` refers to. Fails as open_sealed(), and with
/// bad_format.
[[nodiscard]] Result<Json> open_other(const Placed& sealed, const ClinicKeys& keys,
                                      const std::optional<record::Header>& ended);

/// Used by one thread at a time.
class Reading {
 public:
  /// Opens a ledger file, or the one in a folder, and the office's own beside it, and reads both
  /// through once, checking their chains and the signatures of their heads; `damaged` is told of
  /// each bad entry. Fails as record::Ledger::open(), certificates() and each().
  [[nodiscard]] static Result<Reading> open(const std::filesystem::path& ledger,
                                            const crypto::Certificate& authority,
                                            const std::function<void(const Error&)>& damaged);

  /// How many records there are.
  [[nodiscard]] std::int64_t records() const { return m_records; }

  /// How many records' time was over, so that only a stub is left.
  [[nodiscard]] std::int64_t expired() const { return m_expired; }

  /// The signed head of the last sound entry as a line; empty for an empty ledger.
  [[nodiscard]] const std::string& head() const { return m_head; }

  [[nodiscard]] const record::Ledger& ledger() const { return m_ledger; }

  /// An entry that holds content that patients saw.
  struct PackEntry {
    std::int64_t seq = 0;
    std::string digest;  ///< as its header has it; empty: its id has another form
  };

  /// Those of the kiosk's ledger that are not erased, in order.
  [[nodiscard]] const std::vector<PackEntry>& packs() const { return m_packs; }

  /// The first of these entries that holds the content with this digest; 0: none.
  [[nodiscard]] std::int64_t pack_entry(const std::string& digest) const;

  /// The ids of records that were typed, each whole: of its 8 digits or more the id that begins so.
  /// One that fits no record stays as it is. Fails with conflict when several begin so, and as
  /// record::Ledger::each().
  [[nodiscard]] Result<std::vector<std::string>> whole_ids(
      const std::vector<std::string>& typed) const;

  /// An entry of the kiosk's ledger. Fails as record::Ledger::entry().
  [[nodiscard]] Result<Placed> kiosk_entry(std::int64_t seq) const;

  /// The office's own ledger that was read with it; empty: there was none beside it.
  [[nodiscard]] const std::string& office_file() const { return m_office_name; }

  /// Its signed head as a line, and how many addenda it holds.
  [[nodiscard]] const std::string& office_head() const { return m_office_head; }

  [[nodiscard]] std::int64_t office_addenda() const { return m_office_addenda; }

  /// Every entry that was there when it was opened, the kiosk's ledger first, then the office's,
  /// each in order, until `visit` returns false; with the header of the entry that an entry
  /// `expired` refers to. Damaged ones are left out: they were told of. Fails as
  /// record::Ledger::each().
  [[nodiscard]] Result<void> each_entry(
      const std::function<bool(Placed&&, const std::optional<record::Header>&)>& visit) const;

  /// The records that were there when it was opened, in order, until `visit` returns false.
  /// `ids` keeps only those; empty: all. Fails as record::Ledger::each().
  [[nodiscard]] Result<void> each_record(const std::vector<std::string>& ids,
                                         const std::function<bool(SealedRecord&&)>& visit) const;

 private:
  enum class Source : std::uint8_t { kiosk, office };

  /// Where an addendum lies. The id that it refers to is kept as a hash: what only seems to fit is
  /// sorted out when it is read.
  struct Reference {
    std::uint64_t record = 0;
    Source source = Source::kiosk;
    std::int64_t seq = 0;
    friend auto operator<=>(const Reference&, const Reference&) = default;
  };

  explicit Reading(record::Ledger ledger) : m_ledger(std::move(ledger)) {}

  [[nodiscard]] Result<void> read_through(const crypto::Certificate& authority,
                                          const std::function<void(const Error&)>& damaged);
  void note(const record::Entry& entry, Source source);

  std::string m_name;
  std::string m_office_name;
  record::Ledger m_ledger;
  std::optional<record::Ledger> m_office;
  std::vector<Reference> m_references;  ///< sorted
  std::vector<std::int64_t> m_twins;    ///< sorted
  std::vector<PackEntry> m_packs;
  std::string m_head;
  std::string m_office_head;
  std::int64_t m_office_addenda = 0;
  std::int64_t m_last = 0;
  std::int64_t m_office_last = 0;
  std::int64_t m_records = 0;
  std::int64_t m_expired = 0;
};

}  // namespace candor::office
