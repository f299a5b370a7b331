// The append-only store of entries: a small header in the clear without personal data, a blob, and
// a hash chain over both. FORMAT.md is the contract. The door to SQLite.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace candor::record {

inline constexpr int kLedgerFormat = 0;  ///< 0: entries are clear text, so everything is practice

/// What an entry is. In the file as these words: "opened", "record", "flag-now", "staff-act",
/// "clock-jump".
enum class EntryKind { opened, record, flag_now, staff_act, clock_jump };
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
  std::string outcome;                   ///< of a record; else empty
  Moment created;
  int format = 0;
  friend bool operator==(const Header&, const Header&) = default;
};

struct Entry {
  std::int64_t seq = 0;  ///< from 1, without gaps
  Header header;
  std::string blob;
  std::string chain;  ///< hex
};

/// What is wrong with one entry.
struct Damage {
  std::int64_t seq = 0;
  Error error;
};

/// Used by one thread at a time.
class Ledger {
 public:
  enum class Access { read_write, read_only };

  /// Opens `<folder>/ledger.sqlite` or a ledger file, creating the file (mode 0600) when read_write
  /// and absent; the folder must be there. read_only needs no write permission and leaves no file
  /// beside a ledger that nobody is using. Fails with not_found, unreadable, unwritable, no_space,
  /// locked, newer_version (made by a newer Candor), bad_format (no ledger, or a damaged one).
  [[nodiscard]] static Result<Ledger> open(const std::filesystem::path& path, Access access);
  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;
  ~Ledger();

  /// Appends durably: when this returns, the entry is on disk. Appending the same id with the same
  /// blob again is done already and returns that entry's chain; another blob is a conflict.
  /// Returns the chain value (hex). Fails with no_space, unwritable, locked, conflict, bad_value (a
  /// header without id, or not in UTF-8), too_large; then nothing was stored, and the ledger can be
  /// used again as soon as the cause is gone.
  [[nodiscard]] Result<std::string> append(const Header& header, const std::string& blob);

  /// Calls `visit` with every entry in order, until it returns false. Fails with bad_format when a
  /// row is damaged or the chain breaks, naming the seq; locked when a kiosk began to write
  /// meanwhile.
  [[nodiscard]] Result<void> each(const std::function<bool(const Entry&)>& visit) const;
  /// The same, but goes on behind a damaged or missing entry: `damaged` is told of each, and
  /// `visit` sees the sound ones. Fails only when the file itself cannot be read on.
  [[nodiscard]] Result<void> each(const std::function<bool(const Entry&)>& visit,
                                  const std::function<void(const Damage&)>& damaged) const;
  [[nodiscard]] Result<std::int64_t> size() const;

 private:
  struct Data;
  explicit Ledger(std::unique_ptr<Data> data);
  std::unique_ptr<Data> m_data;
};

}  // namespace candor::record
