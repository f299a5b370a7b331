#include <array>
#include <string>

#include "record/ledger_parts.h"

namespace candor::record {
namespace {

constexpr std::int64_t kApplicationId = 0x436E6472;  // "Cndr"

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

/// A record takes some pages, and whoever reads it reads each of them alone: of 16 KiB, a fourth as
/// many as SQLite would make.
constexpr const char* kPageSize = "PRAGMA page_size = 16384";

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
  // By type, too: a table may be called as a guard. What SQLite keeps for itself is looked at in
  // check_parts(): it keeps no kiosk from starting.
  const auto others = database.number(
      "SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND NOT "
      "(type = 'table' AND name IN ('entry', 'meta', 'certificate')) AND NOT (type = 'trigger' AND "
      "name IN ('entry_add', 'entry_keep', 'entry_stay', 'meta_add', 'meta_keep', 'meta_stay', "
      "'certificate_add', 'certificate_keep', 'certificate_stay'))");
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

}  // namespace

tl::unexpected<Error> not_a_ledger(const std::filesystem::path& file, const char* what) {
  return fail(ErrorCode::bad_format, what, file.string(),
              "name a ledger file or a kiosk's data folder");
}

Result<void> prepare_writing(Database& database, const std::filesystem::path& file,
                             const Keeper& keeper) {
  // First the mark: a newer ledger or another program's file is not touched.
  if (const auto mark = read_mark(database, file); !mark) return fail(mark);
  // Only a file that is still empty takes it.
  if (auto sized = database.run(kPageSize); !sized) return sized;
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

Result<void> check_parts(const Database& database, const std::filesystem::path& file) {
  const auto kept = database.number(
      "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'sqlite\\_%' ESCAPE '\\' AND NOT (type = "
      "'index' AND name LIKE 'sqlite\\_autoindex\\_%' ESCAPE '\\' AND sql IS NULL)");
  if (!kept) return fail(kept);
  if (*kept != 0) {
    return fail(ErrorCode::bad_format, "something was added to the tables of this ledger",
                file.string(), kKeepIt);
  }
  for (const Part& guard : kGuards) {
    const auto sql = sql_of(database, guard.name);
    if (!sql) return fail(sql);
    if (!sql->empty() && *sql != guard.sql) {
      return fail(ErrorCode::bad_format,
                  "the guard " + std::string(guard.name) + " of this ledger was changed",
                  file.string(), kKeepIt);
    }
  }
  return {};
}

Result<void> check_readable(const Database& database, const std::filesystem::path& file) {
  const auto mark = read_mark(database, file);
  if (!mark) return fail(mark);
  if (*mark == Mark::none) return not_a_ledger(file, "this is not a Candor ledger");
  return check_tables(database, file);
}

}  // namespace candor::record
