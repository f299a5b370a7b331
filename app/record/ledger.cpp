#include "record/ledger.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/file.h"
#include "base/json.h"
#include "crypto/crypto.h"
#include "crypto/keys.h"
#include "record/database.h"
#include "record/fields.h"

namespace candor::record {
namespace {

constexpr const char* kFileName = "ledger.sqlite";
constexpr std::int64_t kApplicationId = 0x436E6472;  // "Cndr"
constexpr std::string_view kChainTag = "candor-ledger-1";
constexpr std::string_view kFirstPrev =
    "0000000000000000000000000000000000000000000000000000000000000000";
constexpr std::size_t kLargestBlob = 64U * 1024 * 1024;
constexpr std::size_t kLargestHeader = 64U * 1024;
constexpr std::string_view kAbout =
    "A Candor ledger. Entries are sealed: signed by a kiosk or a person, and encrypted for the "
    "clinic. FORMAT.md of Candor says how to read and check it.";
constexpr const char* kKeepIt = "keep the file as it is, and compare it with a backup";

/// A table or guard, and the statement that makes it. SQLite keeps the statement's text word for
/// word, so an existing one can be compared with it.
struct Part {
  const char* name;
  const char* sql;
};

constexpr Part kEntryTable = {
    "entry",
    "CREATE TABLE entry(seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, header TEXT NOT NULL, "
    "blob BLOB NOT NULL, blob_hash TEXT NOT NULL, prev TEXT NOT NULL, chain TEXT NOT NULL, "
    "signature BLOB NOT NULL, signer TEXT NOT NULL) STRICT"};
constexpr Part kMetaTable = {
    "meta", "CREATE TABLE meta(name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT"};
constexpr Part kCertificateTable = {
    "certificate",
    "CREATE TABLE certificate(fingerprint TEXT PRIMARY KEY NOT NULL, pem TEXT NOT NULL) STRICT"};

// The guards are against mistakes with other programs; against intent there is the chain.
constexpr std::array<Part, 9> kGuards = {
    Part{"entry_add",
         "CREATE TRIGGER entry_add BEFORE INSERT ON entry BEGIN "
         "SELECT RAISE(ABORT, 'this id is already in the ledger') "
         "WHERE EXISTS (SELECT 1 FROM entry WHERE id = NEW.id); "
         "SELECT RAISE(ABORT, 'seq must follow the last entry') "
         "WHERE NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry); "
         "SELECT RAISE(ABORT, 'prev must be the chain value of the last entry') "
         "WHERE NEW.prev IS NOT coalesce((SELECT chain FROM entry ORDER BY seq DESC LIMIT 1), "
         "'0000000000000000000000000000000000000000000000000000000000000000'); "
         "END"},
    // The one change that is allowed: an entry whose end is in the ledger loses its content. By
    // text search, because SQLite lets no trigger of a file that may come from anywhere use JSON.
    Part{"entry_keep",
         "CREATE TRIGGER entry_keep BEFORE UPDATE ON entry WHEN NEW.seq IS NOT OLD.seq "
         "OR NEW.id IS NOT OLD.id OR NEW.header IS NOT OLD.header OR NEW.blob IS NOT x'' "
         "OR NEW.blob_hash IS NOT OLD.blob_hash OR NEW.prev IS NOT OLD.prev "
         "OR NEW.chain IS NOT OLD.chain OR NEW.signature IS NOT OLD.signature "
         "OR NEW.signer IS NOT OLD.signer OR NOT EXISTS (SELECT 1 FROM entry "
         "WHERE instr(header, '\"kind\":\"expired\"') AND instr(header, '\"refers_to\":\"' || "
         "OLD.id || "
         "'\"')) BEGIN "
         "SELECT RAISE(ABORT, 'the ledger only grows: no entry may be changed'); END"},
    Part{"entry_stay",
         "CREATE TRIGGER entry_stay BEFORE DELETE ON entry BEGIN "
         "SELECT RAISE(ABORT, 'the ledger only grows: no entry may be deleted'); END"},
    Part{"meta_add",
         "CREATE TRIGGER meta_add BEFORE INSERT ON meta WHEN EXISTS "
         "(SELECT 1 FROM meta WHERE name = NEW.name) BEGIN "
         "SELECT RAISE(ABORT, 'what the ledger says of itself may not be changed'); END"},
    Part{"meta_keep",
         "CREATE TRIGGER meta_keep BEFORE UPDATE ON meta BEGIN "
         "SELECT RAISE(ABORT, 'what the ledger says of itself may not be changed'); END"},
    Part{"meta_stay",
         "CREATE TRIGGER meta_stay BEFORE DELETE ON meta BEGIN "
         "SELECT RAISE(ABORT, 'what the ledger says of itself may not be changed'); END"},
    Part{"certificate_add",
         "CREATE TRIGGER certificate_add BEFORE INSERT ON certificate WHEN EXISTS "
         "(SELECT 1 FROM certificate WHERE fingerprint = NEW.fingerprint) BEGIN "
         "SELECT RAISE(ABORT, 'this certificate is already in the ledger'); END"},
    Part{"certificate_keep",
         "CREATE TRIGGER certificate_keep BEFORE UPDATE ON certificate BEGIN "
         "SELECT RAISE(ABORT, 'no certificate in the ledger may be changed'); END"},
    Part{"certificate_stay",
         "CREATE TRIGGER certificate_stay BEFORE DELETE ON certificate BEGIN "
         "SELECT RAISE(ABORT, 'no certificate in the ledger may be deleted'); END"},
};

constexpr std::string_view kKinds[] = {"opened", "record",     "flag-now", "addendum", "staff-act",
                                       "pack",   "clock-jump", "backup",   "expired"};

/// A header as it stands in the file: the kind is a word there.
struct StoredHeader {
  Header header;
  std::string kind;
};

template <typename V>
void describe(V& v, Is<StoredHeader> auto& stored) {
  auto& header = stored.header;
  v("format", header.format);
  v("id", header.id);
  v.word("kind", stored.kind, kKinds);
  v("visit", header.visit);
  v("kiosk", header.kiosk);
  v("refers_to", header.refers_to);
  v("episode", header.episode);
  v("waiting_for", header.waiting_for);
  v("outcome", header.outcome);
  v("keep_until", header.keep_until);
  v("created", header.created);
}

std::optional<EntryKind> kind_of(std::string_view word) {
  for (const EntryKind kind : {EntryKind::opened, EntryKind::record, EntryKind::flag_now,
                               EntryKind::addendum, EntryKind::staff_act, EntryKind::pack,
                               EntryKind::clock_jump, EntryKind::backup, EntryKind::expired}) {
    if (to_string(kind) == word) return kind;
  }
  return std::nullopt;
}

Result<std::string> written_header(const Header& header) {
  if (header.id.empty()) return fail(ErrorCode::bad_value, "an entry needs an id");
  if (!parse_iso_date(header.keep_until)) {
    return fail(ErrorCode::bad_value, "\"keep_until\" is not a date such as 2026-11-21", header.id);
  }
  try {
    return canonical(Writer::object_of(StoredHeader{header, to_string(header.kind)}));
  } catch (const Json::exception&) {
    return fail(ErrorCode::bad_value, "an entry's header is not in UTF-8", header.id);
  }
}

Result<Header> read_header(std::string_view text, const std::string& where) {
  const auto json = parse_json(text, where, 4);
  if (!json) return fail(json);
  if (const auto format = json->find("format");
      format != json->end() && format->is_number_integer() && *format > kLedgerFormat) {
    return fail(ErrorCode::newer_version, "this entry was written by a newer Candor", where,
                "read the ledger with that version");
  }
  auto stored = Reader::object_from<StoredHeader>(*json, where);
  if (!stored) return fail(stored);
  if (stored->header.format != kLedgerFormat || canonical(*json) != text ||
      !parse_iso_date(stored->header.keep_until)) {
    return fail(ErrorCode::bad_format, "the header is not in the stored form", where);
  }
  stored->header.kind = kind_of(stored->kind).value_or(EntryKind::record);
  return stored->header;
}

std::string chain_of(std::int64_t seq, std::string_view prev, std::string_view header,
                     std::string_view blob_hash) {
  // Text lines, so that anyone can repeat it with sha256sum. No field can hold a line break.
  std::string text(kChainTag);
  text += '\n';
  text += std::to_string(seq);
  text += '\n';
  text += prev;
  text += '\n';
  text += crypto::sha256_hex(header);
  text += '\n';
  text += blob_hash;
  text += '\n';
  return crypto::sha256_hex(text);
}

std::filesystem::path file_of(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error) ? path / kFileName : path;
}

std::filesystem::path beside(const std::filesystem::path& file, const char* ending) {
  return file.string() + ending;
}

bool has_bytes(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  return !error && size > 0;
}

/// Whether the file alone is the whole ledger and nobody has it open: SQLite keeps an index
/// ("-shm") beside a ledger in use, and entries that are not in the file yet in "-wal". Only then
/// may it be read without locks, which leaves no trace and works without write permission.
bool stands_alone(const std::filesystem::path& file) {
  std::error_code error;
  return !has_bytes(beside(file, "-wal")) && !has_bytes(beside(file, "-journal")) &&
         !std::filesystem::exists(beside(file, "-shm"), error);
}

/// Creates an empty file that only its owner can read; SQLite gives the files beside it the same
/// mode.
Result<void> create_file(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (descriptor < 0 && errno == EEXIST) return {};
  int cause = descriptor < 0 ? errno : 0;
  if (descriptor >= 0) {
    ::close(descriptor);
    // The name must last, too: sync the folder.
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
    const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0 || ::fsync(directory) != 0) cause = errno;
    if (directory >= 0) ::close(directory);
  }
  if (cause == 0) return {};
  if (cause == ENOSPC || cause == EDQUOT) {
    return fail(ErrorCode::no_space, "the disk is full", file.string(),
                "free some space and retry");
  }
  return fail(ErrorCode::unwritable,
              std::string("the ledger cannot be created (") + std::strerror(cause) + ")",
              file.string(), "check that the folder exists and may be written to");
}

tl::unexpected<Error> not_a_ledger(const std::filesystem::path& file, const char* what) {
  return fail(ErrorCode::bad_format, what, file.string(),
              "name a ledger file or a kiosk's data folder");
}

enum class Mark { none, ledger };

/// Whether the file is a ledger that this program may use, or is still empty.
Result<Mark> read_mark(const Database& database, const std::filesystem::path& file) {
  const auto application = database.number("PRAGMA application_id");
  if (!application) return fail(application);
  const auto version = database.number("PRAGMA user_version");
  if (!version) return fail(version);
  const auto parts = database.number("SELECT count(*) FROM sqlite_schema");
  if (!parts) return fail(parts);
  if (*application == 0 && *version == 0 && *parts == 0) return Mark::none;
  if (*application != kApplicationId) return not_a_ledger(file, "this is not a Candor ledger");
  if (*version > kLedgerFormat) {
    return fail(ErrorCode::newer_version,
                "this ledger was made by a newer Candor (ledger format " +
                    std::to_string(*version) + "; this program knows format " +
                    std::to_string(kLedgerFormat) + ")",
                file.string(), "use that version of Candor, or name another data folder");
  }
  if (*version == 0) {
    return fail(
        ErrorCode::refused,
        "this ledger has format 0: it was made for trials, in clear text, and holds practice "
        "only",
        file.string(), "name another data folder; delete this one once nobody needs it");
  }
  if (*version != kLedgerFormat) return not_a_ledger(file, "this ledger's format is not known");
  return Mark::ledger;
}

Result<std::string> sql_of(const Database& database, const char* name) {
  auto query = database.prepare("SELECT sql FROM sqlite_schema WHERE name = ?1");
  if (!query) return fail(query);
  query->bind_text(1, name);
  const auto row = query->step();
  if (!row) return fail(row);
  return *row ? std::string(query->bytes(0)) : std::string();
}

/// The tables are ours, and there is nothing else in the file.
Result<void> check_tables(const Database& database, const std::filesystem::path& file) {
  for (const Part& table : {kEntryTable, kMetaTable, kCertificateTable}) {
    const auto sql = sql_of(database, table.name);
    if (!sql) return fail(sql);
    if (*sql != table.sql) return not_a_ledger(file, "the tables of this ledger were changed");
  }
  const auto others = database.number(
      "SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name "
      "NOT "
      "IN ('entry', 'meta', 'certificate', 'entry_add', 'entry_keep', 'entry_stay', 'meta_add', "
      "'meta_keep', 'meta_stay', 'certificate_add', 'certificate_keep', 'certificate_stay')");
  if (!others) return fail(others);
  if (*others != 0) return not_a_ledger(file, "something was added to the tables of this ledger");
  const auto format = database.text("SELECT value FROM meta WHERE name = 'format'");
  if (!format) return fail(format);
  if (*format != std::to_string(kLedgerFormat)) {
    return not_a_ledger(file, "this ledger contradicts itself about its format");
  }
  return {};
}

Result<void> create_tables(Database& database) {
  for (const Part& table : {kEntryTable, kMetaTable, kCertificateTable}) {
    if (auto made = database.run(table.sql); !made) return made;
  }
  const std::string about = "INSERT INTO meta VALUES ('format', '" + std::to_string(kLedgerFormat) +
                            "'), ('about', '" + std::string(kAbout) +
                            "'), "
                            "('ledger', lower(hex(randomblob(16))));"
                            "PRAGMA application_id = " +
                            std::to_string(kApplicationId) +
                            ";"
                            "PRAGMA user_version = " +
                            std::to_string(kLedgerFormat);
  return database.run(about.c_str());
}

Result<void> keep_certificate(Database& database, const crypto::Certificate& certificate) {
  auto insert = database.prepare(
      "INSERT INTO certificate SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM certificate WHERE "
      "fingerprint = ?1)");
  if (!insert) return fail(insert);
  const std::string fingerprint = certificate.fingerprint();
  const std::string pem = certificate.pem();
  insert->bind_text(1, fingerprint);
  insert->bind_text(2, pem);
  if (auto inserted = insert->step(); !inserted) return fail(inserted);
  return {};
}

/// Puts back guards that were dropped or changed.
Result<void> restore_guards(Database& database) {
  for (const Part& guard : kGuards) {
    const auto sql = sql_of(database, guard.name);
    if (!sql) return fail(sql);
    if (*sql == guard.sql) continue;
    const std::string drop = std::string("DROP TRIGGER IF EXISTS ") + guard.name;
    if (auto dropped = database.run(drop.c_str()); !dropped) return dropped;
    if (auto made = database.run(guard.sql); !made) return made;
  }
  return {};
}

/// Makes the ledger ready for appending. A kill in the middle leaves an empty file or a whole
/// ledger.
Result<void> prepare_writing(Database& database, const std::filesystem::path& file,
                             const Keeper& keeper) {
  // First the mark: a newer ledger or another program's file is not touched.
  if (const auto mark = read_mark(database, file); !mark) return fail(mark);
  const auto journal = database.text("PRAGMA journal_mode = WAL");
  if (!journal) return fail(journal);
  if (*journal != "wal") {
    return fail(ErrorCode::unwritable, "this file system cannot hold a ledger", file.string(),
                "put the data folder on a local disk");
  }
  // FULL: a commit returns only when it is on disk. Both count for this connection only.
  auto done = database.run(
      "PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON; "
      "BEGIN IMMEDIATE");
  if (!done) return done;
  const auto mark = read_mark(database, file);
  if (!mark) return fail(mark);
  if (*mark == Mark::none) {
    if (done = create_tables(database); !done) return done;
  }
  if (done = check_tables(database, file); !done) return done;
  if (done = restore_guards(database); !done) return done;
  if (done = keep_certificate(database, keeper.certificate); !done) return done;
  for (const crypto::Certificate& other : keeper.others) {
    if (done = keep_certificate(database, other); !done) return done;
  }
  return database.run("COMMIT");
}

/// An entry in the file, as far as it is sound.
struct Row {
  Entry entry;
  std::string prev;
  std::string recomputed;  ///< the chain value that the row should have
  std::string damage;      ///< what is wrong with the row by itself; empty: nothing
};

constexpr const char* kColumns =
    "SELECT seq, id, header, blob, blob_hash, prev, chain, signature, signer FROM entry";

/// Reads the row that a query for kColumns stands on.
Row read_row(const Query& query, const std::string& file) {
  Row row;
  Entry& entry = row.entry;
  entry.seq = query.integer(0);
  const bool has_types = query.is_integer(0) && query.is_text(1) && query.is_text(2) &&
                         query.is_blob(3) && query.is_text(4) && query.is_text(5) &&
                         query.is_text(6) && query.is_blob(7) && query.is_text(8);
  if (!has_types) {
    row.damage = "a column holds the wrong type";
    return row;
  }
  entry.header_text = query.bytes(2);
  entry.blob = query.bytes(3);
  entry.blob_hash = query.bytes(4);
  row.prev = query.bytes(5);
  entry.chain = query.bytes(6);
  entry.signature = query.bytes(7);
  entry.signer = query.bytes(8);
  row.recomputed = chain_of(entry.seq, row.prev, entry.header_text, entry.blob_hash);
  if (row.recomputed != entry.chain) {
    row.damage = "its header or hash does not match its chain value";
    return row;
  }
  if (crypto::sha256_hex(entry.blob) != entry.blob_hash) {
    entry.erased = entry.blob.empty();
    if (!entry.erased) {
      row.damage = "its content does not match its hash";
      return row;
    }
  }
  auto read = read_header(entry.header_text, file);
  if (!read) {
    row.damage = read.error().what;
  } else if (read->id != query.bytes(1)) {
    row.damage = "its id is not the one in its header";
  } else {
    entry.header = std::move(*read);
  }
  return row;
}

/// Whether an entry of the kind `expired` refers to this id.
Result<bool> has_expired(const Database& database, std::string_view id) {
  auto query = database.prepare(
      "SELECT 1 FROM entry WHERE header ->> 'kind' = 'expired' AND header ->> 'refers_to' = ?1");
  if (!query) return fail(query);
  query->bind_text(1, id);
  return query->step();
}

}  // namespace

std::string to_string(EntryKind kind) {
  switch (kind) {
    case EntryKind::opened:
      return "opened";
    case EntryKind::record:
      return "record";
    case EntryKind::flag_now:
      return "flag-now";
    case EntryKind::addendum:
      return "addendum";
    case EntryKind::staff_act:
      return "staff-act";
    case EntryKind::pack:
      return "pack";
    case EntryKind::clock_jump:
      return "clock-jump";
    case EntryKind::backup:
      return "backup";
    case EntryKind::expired:
      return "expired";
  }
  CANDOR_CHECK(false);
}

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
  Result<void> each(const std::function<bool(const Entry&)>& visit,
                    const std::function<bool(const Damage&)>& damaged) const;
  /// A file that is read without locks is only good as long as nobody writes to it.
  [[nodiscard]] bool was_written_meanwhile() const;

  static Result<std::unique_ptr<Data>> open(const std::filesystem::path& path,
                                            std::optional<Keeper> keeper);
};

Ledger::Ledger(std::unique_ptr<Data> data) : m_data(std::move(data)) {}

Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

Result<Ledger> Ledger::open(const std::filesystem::path& path) {
  auto data = Data::open(path, std::nullopt);
  if (!data) return fail(data);
  return Ledger(std::move(*data));
}

Result<Ledger> Ledger::open(const std::filesystem::path& path, Keeper keeper) {
  auto data = Data::open(path, std::move(keeper));
  if (!data) return fail(data);
  return Ledger(std::move(*data));
}

Result<std::unique_ptr<Ledger::Data>> Ledger::Data::open(const std::filesystem::path& path,
                                                         std::optional<Keeper> keeper) {
  auto data = std::make_unique<Data>();
  data->file = file_of(path);
  std::error_code error;
  const auto status = std::filesystem::status(data->file, error);
  if (!std::filesystem::exists(status)) {
    if (!keeper) {
      return fail(ErrorCode::not_found, "there is no ledger here", data->file.string(),
                  "name a ledger file or a kiosk's data folder");
    }
    if (auto created = create_file(data->file); !created) return fail(created);
  } else if (!std::filesystem::is_regular_file(status)) {
    return fail(ErrorCode::unreadable, "this is not a file", data->file.string(),
                "name a ledger file or a kiosk's data folder");
  }
  if (::access(data->file.c_str(), R_OK) != 0) {
    return fail(ErrorCode::unreadable, "the ledger may not be read", data->file.string(),
                "check the permissions of the file and its folder");
  }
  data->changed = std::filesystem::last_write_time(data->file, error);
  if (keeper) {
    data->how = OpenAs::read_write;
  } else {
    data->how = stands_alone(data->file) ? OpenAs::unchanging : OpenAs::read_only;
  }
  auto database = Database::open(data->file, data->how);
  if (!database) return fail(database);
  data->database = std::move(*database);
  if (keeper) {
    if (auto ready = prepare_writing(*data->database, data->file, *keeper); !ready) {
      return fail(ready);
    }
    data->signer = keeper->certificate.fingerprint();
    data->keeper = std::move(keeper);
  } else {
    const auto mark = read_mark(*data->database, data->file);
    if (!mark) return fail(mark);
    if (*mark == Mark::none) return not_a_ledger(data->file, "this is not a Candor ledger");
    if (auto sound = check_tables(*data->database, data->file); !sound) return fail(sound);
  }
  auto id = data->database->text("SELECT value FROM meta WHERE name = 'ledger'");
  if (!id) return fail(id);
  if (id->size() != 32 || id->find_first_not_of("0123456789abcdef") != std::string::npos) {
    return not_a_ledger(data->file, "this ledger's own id is damaged");
  }
  data->id = std::move(*id);
  return data;
}

const std::string& Ledger::id() const {
  return m_data->id;
}

Result<void> Ledger::Data::check_writable() const {
  if (keeper) return {};
  return fail(ErrorCode::unwritable, "this ledger was opened for reading only", file.string());
}

Result<void> Ledger::Data::in_transaction(const std::function<Result<void>()>& steps) {
  if (auto begun = database->run("BEGIN IMMEDIATE"); !begun) return begun;
  auto done = steps();
  if (done) done = database->run("COMMIT");
  if (!done) database->roll_back();
  return done;
}

Result<Stored> Ledger::append(const Header& header, const std::string& blob) {
  const auto header_text = written_header(header);
  if (!header_text) return fail(header_text);
  if (blob.size() > kLargestBlob || header_text->size() > kLargestHeader) {
    return fail(ErrorCode::too_large, "the entry is too large for the ledger",
                m_data->file.string());
  }
  if (auto writable = m_data->check_writable(); !writable) return fail(writable);
  Data::Appended appended;
  const auto done = m_data->in_transaction([&]() -> Result<void> {
    auto made = m_data->append_in_transaction(header, *header_text, blob);
    if (!made) return fail(made);
    appended = std::move(*made);
    return {};
  });
  if (!done) return fail(done);
  if (appended.was_there) {
    // An earlier attempt may have ended between writing the entry and syncing it. A checkpoint
    // syncs.
    if (auto synced = m_data->database->run("PRAGMA wal_checkpoint(PASSIVE)"); !synced) {
      return fail(synced);
    }
  }
  return appended.stored;
}

Result<Ledger::Data::Appended> Ledger::Data::append_in_transaction(const Header& header,
                                                                   const std::string& header_text,
                                                                   const std::string& blob) {
  const std::string blob_hash = crypto::sha256_hex(blob);
  auto same =
      database->prepare("SELECT seq, chain, blob_hash, signature, signer FROM entry WHERE id = ?1");
  if (!same) return fail(same);
  same->bind_text(1, header.id);
  const auto is_there = same->step();
  if (!is_there) return fail(is_there);
  if (*is_there) {
    if (same->bytes(2) != blob_hash) {
      return fail(ErrorCode::conflict, "the ledger has an entry with this id and other content",
                  header.id, "report this with the log");
    }
    const std::string chain(same->bytes(1));
    Head head{id, same->integer(0), chain, std::string(same->bytes(4)),
              std::string(same->bytes(3))};
    return Appended{{head.seq, chain, std::move(head)}, true};
  }

  std::int64_t seq = 1;
  std::string prev(kFirstPrev);
  {
    auto last = database->prepare("SELECT seq, chain FROM entry ORDER BY seq DESC LIMIT 1");
    if (!last) return fail(last);
    const auto row = last->step();
    if (!row) return fail(row);
    if (*row) {
      seq = last->integer(0) + 1;
      prev = last->bytes(1);
    }
  }

  const std::string chain = chain_of(seq, prev, header_text, blob_hash);
  const auto signature = keeper->key.sign(head_text(id, seq, chain));
  if (!signature) return fail(signature);
  auto insert = database->prepare(
      "INSERT INTO entry(seq, id, header, blob, blob_hash, prev, chain, signature, signer) VALUES "
      "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  if (!insert) return fail(insert);
  insert->bind(1, seq);
  insert->bind_text(2, header.id);
  insert->bind_text(3, header_text);
  insert->bind_blob(4, blob);
  insert->bind_text(5, blob_hash);
  insert->bind_text(6, prev);
  insert->bind_text(7, chain);
  insert->bind_blob(8, *signature);
  insert->bind_text(9, signer);
  if (auto inserted = insert->step(); !inserted) return fail(inserted);
  return Appended{{seq, chain, Head{id, seq, chain, signer, *signature}}, false};
}

Result<void> Ledger::erase(const std::string& id, const Date& today) {
  if (auto writable = m_data->check_writable(); !writable) return writable;
  Database& database = *m_data->database;
  auto done = m_data->in_transaction([&]() -> Result<void> {
    auto entry = database.prepare("SELECT header FROM entry WHERE id = ?1");
    if (!entry) return fail(entry);
    entry->bind_text(1, id);
    const auto row = entry->step();
    if (!row) return fail(row);
    if (!*row) {
      return fail(ErrorCode::not_found, "there is no such entry", id, "look for its id again");
    }
    const auto header = read_header(entry->bytes(0), m_data->file.string());
    if (!header) return fail(header);
    const auto until = parse_iso_date(header->keep_until);
    if (header->keep_until.empty() || !until || today < *until) {
      return fail(ErrorCode::refused, "this entry must be kept until " + header->keep_until, id,
                  "wait until then");
    }
    const auto expired = has_expired(database, id);
    if (!expired) return fail(expired);
    if (!*expired) {
      return fail(ErrorCode::refused, "no entry says that this one expired", id,
                  "append that entry first");
    }
    auto erase = database.prepare("UPDATE entry SET blob = x'' WHERE id = ?1");
    if (!erase) return fail(erase);
    erase->bind_text(1, id);
    if (auto erased = erase->step(); !erased) return fail(erased);
    return {};
  });
  if (!done) return done;
  // The old bytes are also in the write-ahead log until it is emptied.
  return database.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<void> Ledger::copy_to(const std::filesystem::path& file) const {
  std::error_code error;
  if (std::filesystem::exists(file, error)) {
    return fail(ErrorCode::conflict, "there is a file with this name already", file.string(),
                "choose another name");
  }
  const std::filesystem::path unfinished = beside(file, ".unfinished");
  std::filesystem::remove(unfinished, error);
  if (auto created = create_file(unfinished); !created) return created;
  auto copied = [&]() -> Result<void> {
    auto copy = m_data->database->prepare("VACUUM INTO ?1");
    if (!copy) return fail(copy);
    const std::string name = unfinished.string();
    copy->bind_text(1, name);
    if (auto done = copy->step(); !done) return fail(done);
    return move_durably(unfinished, file);
  }();
  if (!copied) std::filesystem::remove(unfinished, error);
  if (copied && m_data->was_written_meanwhile()) {
    return fail(ErrorCode::locked, "a kiosk is writing to this ledger", m_data->file.string(),
                "make the copy again");
  }
  return copied;
}

Result<std::vector<crypto::Certificate>> Ledger::certificates() const {
  auto query = m_data->database->prepare("SELECT fingerprint, pem FROM certificate ORDER BY 1");
  if (!query) return fail(query);
  std::vector<crypto::Certificate> certificates;
  while (true) {
    const auto row = query->step();
    if (!row) return fail(row);
    if (!*row) break;
    const std::string where =
        m_data->file.string() + ": certificate " + std::string(query->bytes(0).substr(0, 12));
    auto certificate = crypto::Certificate::from_pem(query->bytes(1), where);
    if (!certificate) return fail(certificate);
    if (certificate->fingerprint() != query->bytes(0) || certificate->pem() != query->bytes(1)) {
      return fail(ErrorCode::bad_format, "this certificate is not the one it is filed as", where,
                  kKeepIt);
    }
    certificates.push_back(std::move(*certificate));
  }
  return certificates;
}

Result<void> Ledger::each(const std::function<bool(const Entry&)>& visit) const {
  Result<void> outcome;
  auto read = m_data->each(visit, [&outcome](const Damage& damage) {
    outcome = tl::unexpected<Error>(damage.error);
    return false;
  });
  return read ? outcome : read;
}

Result<void> Ledger::each(const std::function<bool(const Entry&)>& visit,
                          const std::function<void(const Damage&)>& damaged) const {
  return m_data->each(visit, [&damaged](const Damage& damage) {
    damaged(damage);
    return true;
  });
}

Result<void> Ledger::Data::each(const std::function<bool(const Entry&)>& visit,
                                const std::function<bool(const Damage&)>& damaged) const {
  auto query = database->prepare((std::string(kColumns) + " ORDER BY seq").c_str());
  if (!query) return fail(query);

  std::int64_t expected = 1;
  // What the next row's prev may be. Behind a damaged row that is either its chain value as it
  // stands or the one it should have; behind a gap nobody knows.
  std::vector<std::string> links = {std::string(kFirstPrev)};
  // Tells of damage and says whether to go on; not when a writer may be the reason.
  const auto report = [&](std::int64_t seq, const std::string& what) {
    return !was_written_meanwhile() &&
           damaged({seq, Error{ErrorCode::bad_format, "entry " + std::to_string(seq) + " " + what,
                               file.string(), kKeepIt}});
  };
  bool goes_on = true;
  while (goes_on) {
    const auto is_there = query->step();
    if (!is_there && is_there.error().code == ErrorCode::bad_format && !was_written_meanwhile()) {
      return fail(ErrorCode::bad_format,
                  "the ledger file is damaged at or behind entry " + std::to_string(expected),
                  file.string(), kKeepIt);
    }
    if (!is_there && !was_written_meanwhile()) return fail(is_there);
    if (!is_there || !*is_there) break;

    const std::int64_t seq = query->integer(0);
    if (seq < expected) {
      goes_on = report(seq, "is out of order");
      continue;
    }
    if (seq > expected) {
      const std::string what = seq == expected + 1
                                   ? "is missing"
                                   : "is missing, with all up to " + std::to_string(seq - 1);
      if (!report(expected, what)) break;
      links.clear();
    }
    Row row = read_row(*query, file.string());
    const bool is_linked =
        links.empty() || std::find(links.begin(), links.end(), row.prev) != links.end();
    if (row.damage.empty() && !is_linked) row.damage = "it does not follow the entry before it";
    if (row.damage.empty() && row.entry.erased) {
      const auto expired = has_expired(*database, row.entry.header.id);
      if (!expired) return fail(expired);
      if (!*expired) row.damage = "its content is gone, and no entry says that its time was over";
    }
    expected = seq + 1;
    links.clear();
    if (!row.entry.chain.empty()) links = {row.entry.chain, row.recomputed};
    goes_on = row.damage.empty() ? visit(row.entry) : report(seq, "is damaged: " + row.damage);
  }
  if (was_written_meanwhile()) {
    return fail(ErrorCode::locked, "a kiosk is writing to this ledger", file.string(),
                "read it again, or read a backup");
  }
  return {};
}

bool Ledger::Data::was_written_meanwhile() const {
  if (how != OpenAs::unchanging) return false;
  std::error_code error;
  return !stands_alone(file) || std::filesystem::last_write_time(file, error) != changed;
}

Result<void> Ledger::check_file() const {
  const auto integrity = m_data->database->text("PRAGMA integrity_check(1)");
  if (!integrity) return fail(integrity);
  const auto about = m_data->database->text("SELECT value FROM meta WHERE name = 'about'");
  if (!about) return fail(about);
  const auto count = m_data->database->number("SELECT count(*) FROM meta");
  if (!count) return fail(count);
  if (*integrity != "ok") {
    return fail(ErrorCode::bad_format, "the file is damaged for SQLite: " + *integrity,
                m_data->file.string(), kKeepIt);
  }
  if (*about != kAbout || *count != 3) {
    return fail(ErrorCode::bad_format, "what the ledger says of itself was changed",
                m_data->file.string(), kKeepIt);
  }
  return {};
}

Result<Entry> Ledger::entry(std::int64_t seq) const {
  const std::string place = m_data->file.string();
  auto query = m_data->database->prepare((std::string(kColumns) + " WHERE seq = ?1").c_str());
  if (!query) return fail(query);
  query->bind(1, seq);
  const auto is_there = query->step();
  if (!is_there) return fail(is_there);
  const std::string name = "entry " + std::to_string(seq);
  if (!*is_there) return fail(ErrorCode::not_found, name + " is missing", place, kKeepIt);
  Row row = read_row(*query, place);
  if (row.damage.empty()) return std::move(row.entry);
  return fail(ErrorCode::bad_format, name + " is damaged: " + row.damage, place, kKeepIt);
}

Result<bool> Ledger::has(const std::string& id) const {
  auto query = m_data->database->prepare("SELECT 1 FROM entry WHERE id = ?1");
  if (!query) return fail(query);
  query->bind_text(1, id);
  return query->step();
}

Result<std::int64_t> Ledger::size() const {
  return m_data->database->number("SELECT count(*) FROM entry");
}

}  // namespace candor::record
