// The append-only store of entries: a small header in the clear without personal data, a blob, and a
// hash chain over both. FORMAT.md is the contract. The door to SQLite.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace candor::record {

/// What an entry is. In the file as these words.
enum class EntryKind { opened, record, flag_now, staff_act, clock_jump };
[[nodiscard]] std::string to_string(EntryKind kind);

/// The header: in the clear, hashed into the chain, without personal data.
struct Header {
  std::string id;          ///< unique in the ledger; a retry uses the same one
  EntryKind kind = EntryKind::record;
  std::string visit;       ///< visit id, may be empty
  std::string kiosk;
  std::string refers_to;   ///< another entry's id, may be empty
  std::string episode;     ///< may be empty
  std::vector<std::string> waiting_for;  ///< "clinician", "copy", …
  std::string outcome;     ///< of a record; else empty
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

class Ledger {
 public:
  enum class Access { read_write, read_only };

  /// Opens `<folder>/ledger.sqlite` or a ledger file, creating it when read_write and absent. Fails
  /// with unreadable, unwritable, no_space, newer_version (made by a newer Candor), bad_format.
  [[nodiscard]] static Result<Ledger> open(const std::filesystem::path& path, Access access);
  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;
  ~Ledger();

  /// Appends durably: when this returns, the entry is on disk. Appending the same id with the same
  /// blob again is done already and returns that entry's chain; another blob is a conflict.
  /// Returns the chain value (hex). Fails with no_space, unwritable, conflict; then nothing was stored.
  [[nodiscard]] Result<std::string> append(const Header& header, const std::string& blob);

  /// Calls `visit` with every entry in order, until it returns false. Fails with bad_format when a row
  /// is damaged or the chain breaks, naming the seq.
  [[nodiscard]] Result<void> each(const std::function<bool(const Entry&)>& visit) const;
  [[nodiscard]] Result<std::int64_t> size() const;

 private:
  struct Data;
  explicit Ledger(std::unique_ptr<Data> data);
  std::unique_ptr<Data> m_data;
};

}  // namespace candor::record
