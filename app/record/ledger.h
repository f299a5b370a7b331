// The append-only store of entries: a small header in the clear without personal data, a sealed
// blob, a hash chain over both, and a signature of every chain value. FORMAT.md is the contract.
// The door to SQLite.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/keys.h"
#include "record/head.h"

namespace candor::record {

inline constexpr int kLedgerFormat = 1;

/// What an entry is. In the file as these words: "opened", "record", "flag-now", "addendum",
/// "staff-act", "pack", "clock-jump", "backup", "expired".
enum class EntryKind {
  opened,
  record,
  flag_now,
  addendum,
  staff_act,
  pack,
  clock_jump,
  backup,
  expired,
};
[[nodiscard]] std::string to_string(EntryKind kind);

/// The header: in the clear, hashed into the chain, without personal data.
struct Header {
  std::string id;  ///< unique in the ledger; a retry uses the same one
  EntryKind kind = EntryKind::record;
  std::string visit;  ///< visit id, may be empty
  std::string kiosk;
  std::string refers_to;                 ///< another entry's id, may be empty
  std::string episode;                   ///< may be empty
  std::vector<std::string> waiting_for;  ///< "clinician", "copy", …
  std::string outcome;                   ///< of a record; of an addendum: its kind; else empty
  std::string keep_until;  ///< ISO date before which the entry must not expire; empty: never does
  Moment created;
  int format = kLedgerFormat;
  friend bool operator==(const Header&, const Header&) = default;
};

struct Entry {
  std::int64_t seq = 0;  ///< from 1, without gaps
  Header header;
  std::string header_text;  ///< the header's bytes as stored
  std::string blob;         ///< sealed; empty when it was erased
  std::string blob_hash;    ///< SHA-256 of the blob, hex; stays when the blob is erased
  std::string chain;        ///< hex
  std::string signature;    ///< of the head, DER; not checked by the ledger
  std::string signer;       ///< fingerprint of the certificate that signed the head
  bool erased = false;      ///< its time was over: an entry `expired` says so
};

/// What is wrong with one entry.
struct Damage {
  std::int64_t seq = 0;
  Error error;
};

/// Who appends: signs the head of each entry.
struct Keeper {
  crypto::PrivateKey key;
  crypto::Certificate certificate;
  /// The clinic's other certificates (CA, recipients), kept in the ledger for those who check it.
  std::vector<crypto::Certificate> others;
};

/// What append() did.
struct Stored {
  std::int64_t seq = 0;
  std::string chain;  ///< hex
  Head head;
};

/// Used by one thread at a time.
class Ledger {
 public:
  /// Opens `<folder>/ledger.sqlite` or a ledger file for reading. Needs no write permission and
  /// leaves no file beside a ledger that nobody is using. Fails with not_found, unreadable, locked,
  /// newer_version (made by a newer Candor), refused (format 0, which was for trials only),
  /// bad_format (no ledger, or a damaged one).
  [[nodiscard]] static Result<Ledger> open(const std::filesystem::path& path);
  /// The same for appending; creates the file (mode 0600) when absent; the folder must be there.
  /// Fails also with unwritable, no_space.
  [[nodiscard]] static Result<Ledger> open(const std::filesystem::path& path, Keeper keeper);
  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;
  ~Ledger();

  /// Appends durably: when this returns, the entry is on disk. Appending the same id with the same
  /// blob again is done already and returns what was stored; another blob is a conflict. Fails with
  /// no_space, unwritable, locked, conflict, bad_value (a header without id, or not in UTF-8),
  /// too_large; then nothing was stored, and the ledger can be used again as soon as the cause is
  /// gone.
  [[nodiscard]] Result<Stored> append(const Header& header, const std::string& blob);

  /// Erases the blob of an entry that an entry of the kind `expired` refers to; its header, hash,
  /// chain value and signature stay. The bytes are overwritten in the file. Fails with refused when
  /// no such entry is there, it is of a day before keep_until, or keep_until has not passed on
  /// `today`, else as append(). Fails with
  /// locked when the entry is erased but another program is reading, so that its old bytes still
  /// lie in the write-ahead log: then erase(), finish_erasing() or the next opening for writing
  /// finishes it.
  [[nodiscard]] Result<void> erase(const std::string& id, const Date& today);
  /// Removes the old bytes that an erase() had to leave on the disk. Fails as that does.
  [[nodiscard]] Result<void> finish_erasing();

  /// Copies the whole ledger, newest entries included, into a new file (mode 0600) while others may
  /// go on writing. Fails with conflict when the file is there, no_space, unwritable, unreadable.
  [[nodiscard]] Result<void> copy_to(const std::filesystem::path& file) const;

  /// Calls `visit` with every entry in order, until it returns false. Fails with bad_format when a
  /// row is damaged or the chain breaks, naming the seq; locked when a kiosk began to write
  /// meanwhile.
  [[nodiscard]] Result<void> each(const std::function<bool(const Entry&)>& visit) const;
  /// The same, but goes on behind a damaged or missing entry: `damaged` is told of each, and
  /// `visit` sees the sound ones. Fails only when the file itself cannot be read on.
  [[nodiscard]] Result<void> each(const std::function<bool(const Entry&)>& visit,
                                  const std::function<void(const Damage&)>& damaged) const;
  /// One entry, sound by itself; each() also checks how it follows the others. Fails with
  /// not_found, bad_format.
  [[nodiscard]] Result<Entry> entry(std::int64_t seq) const;
  [[nodiscard]] Result<std::int64_t> size() const;
  /// The header of the entry with this id; nothing: there is none, or it cannot be read. Also from
  /// within each().
  [[nodiscard]] Result<std::optional<Header>> header_of(const std::string& id) const;
  /// Whether an entry with this id is there.
  [[nodiscard]] Result<bool> has(const std::string& id) const;
  /// Whether the file is sound for SQLite, says of itself what it should, and holds nothing beside
  /// the ledger: changed guards, SQLite's own tables, bytes behind the end. Reads the whole file.
  /// Fails with bad_format.
  [[nodiscard]] Result<void> check_file() const;
  /// The ledger's own id, 32 hex digits, in every head.
  [[nodiscard]] const std::string& id() const;
  /// The certificates kept in the ledger, by fingerprint. They prove nothing until they are checked
  /// against a CA that the reader trusts. Fails with bad_format, unreadable.
  [[nodiscard]] Result<std::vector<crypto::Certificate>> certificates() const;
  /// The same, but leaves out those that cannot be read; `damaged` is told of each.
  [[nodiscard]] Result<std::vector<crypto::Certificate>> certificates(
      const std::function<void(const Error&)>& damaged) const;

 private:
  struct Data;
  explicit Ledger(std::unique_ptr<Data> data);
  std::unique_ptr<Data> m_data;
};

}  // namespace candor::record
