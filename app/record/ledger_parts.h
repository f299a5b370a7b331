// What the files of the ledger share: its file and tables (ledger.cpp, ledger_tables.cpp), how one
// entry is written (ledger_entry.cpp), and the three things that are done with entries
// (ledger_append.cpp, ledger_read.cpp, ledger_erase.cpp). Not for other files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "record/database.h"
#include "record/ledger.h"

namespace candor::record {

/// What to do about a damaged ledger, in messages.
inline constexpr const char* kKeepIt = "keep the file as it is, and compare it with a backup";
/// `prev` of the first entry.
inline constexpr std::string_view kFirstPrev =
    "0000000000000000000000000000000000000000000000000000000000000000";
/// What every ledger says of itself.
inline constexpr std::string_view kAbout =
    "A Candor ledger. Entries are sealed: signed by a kiosk or a person, and encrypted for the "
    "clinic. FORMAT.md of Candor says how to read and check it.";

/// An entry in the file, as far as it is sound.
struct Row {
  Entry entry;
  std::string prev;
  std::string recomputed;  ///< the chain value that the row should have
  std::string damage;      ///< what is wrong with the row by itself; empty: nothing
};

inline constexpr const char* kColumns =
    "SELECT seq, id, header, blob, blob_hash, prev, chain, signature, signer FROM entry";

struct Ledger::Data {
  std::filesystem::path file;
  OpenAs how = OpenAs::read_only;
  std::filesystem::file_time_type changed;  ///< when the file was last written to before opening
  std::unique_ptr<Database> database;
  std::optional<Keeper> keeper;
  std::string signer;  ///< fingerprint of the writer's certificate
  std::string id;

  /// What stands in the ledger, and whether it did before.
  struct Appended {
    Stored stored;
    bool was_there = false;
  };

  /// The steps of append() inside a transaction.
  Result<Appended> append_in_transaction(const Header& header, const std::string& header_text,
                                         const std::string& blob);
  /// Runs `steps` as one transaction: all of them are on disk when it returns, or none.
  Result<void> in_transaction(const std::function<Result<void>()>& steps);
  [[nodiscard]] Result<void> check_writable() const;
  /// Brings everything in the write-ahead log into the file and empties it: until then old bytes of
  /// what was erased lie in both. Fails with locked while another program reads.
  [[nodiscard]] Result<void> empty_log() const;
  Result<void> each(const std::function<bool(const Entry&)>& visit,
                    const std::function<bool(const Damage&)>& damaged) const;
  /// Whether the file ends with its last page. Fails with bad_format.
  [[nodiscard]] Result<void> check_size() const;
  /// A file that is read without locks is only good as long as nobody writes to it.
  [[nodiscard]] bool was_written_meanwhile() const;

  static Result<std::unique_ptr<Data>> open(const std::filesystem::path& path,
                                            std::optional<Keeper> keeper);
};

/// `file` and an ending such as "-wal".
[[nodiscard]] std::filesystem::path beside(const std::filesystem::path& file, const char* ending);

/// Makes the ledger ready for appending. A kill in the middle leaves an empty file or a whole
/// ledger.
[[nodiscard]] Result<void> prepare_writing(Database& database, const std::filesystem::path& file,
                                           const Keeper& keeper);
/// Whether this program can read it: a ledger of a format that it knows, with our tables only.
[[nodiscard]] Result<void> check_readable(const Database& database,
                                          const std::filesystem::path& file);
/// Whether the guards that are there are ours, and SQLite keeps nothing of its own beside them. A
/// missing guard is none of a reader's business: the next writer puts it back. Fails with
/// bad_format.
[[nodiscard]] Result<void> check_parts(const Database& database, const std::filesystem::path& file);
[[nodiscard]] tl::unexpected<Error> not_a_ledger(const std::filesystem::path& file,
                                                 const char* what);

/// The header's bytes as they are stored. Fails with bad_value.
[[nodiscard]] Result<std::string> written_header(const Header& header);
[[nodiscard]] Result<Header> read_header(std::string_view text, const std::string& where);
[[nodiscard]] std::string chain_of(std::int64_t seq, std::string_view prev, std::string_view header,
                                   std::string_view blob_hash);
/// Reads the row that a query for kColumns stands on.
[[nodiscard]] Row read_row(const Query& query, const std::string& file);
/// Why no entry ends the one with this header and seq rightly; empty: one does. It must come later,
/// on or behind the day keep_until, be called "expired." and the id, and refer to it.
[[nodiscard]] Result<std::string> why_not_expired(const Database& database, const Header& header,
                                                  std::int64_t seq, const std::string& file);

}  // namespace candor::record
