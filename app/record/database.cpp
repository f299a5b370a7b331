#include "record/database.h"

#include <sqlite3.h>

#include <cerrno>
#include <utility>

#include "base/check.h"

namespace candor::record {
namespace {

// Only a second program can make us wait, such as a backup; the screen must not stand still for
// long.
constexpr int kBusyMs = 500;

/// A path as a "file:" address, in which some characters have a meaning of their own.
std::string address_of(const std::filesystem::path& path, OpenAs how) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string address = "file:";
  for (const char c : path.string()) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '/' || c == '.' || c == '-' || c == '_';
    if (is_plain) {
      address += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      address += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
  }
  return how == OpenAs::unchanging ? address + "?immutable=1" : address;
}

}  // namespace

void Query::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void Database::Close::operator()(sqlite3* connection) const {
  sqlite3_close_v2(connection);
}

void Query::bind(int parameter, std::int64_t value) {
  CANDOR_CHECK(sqlite3_bind_int64(m_statement.get(), parameter, value) == SQLITE_OK);
}

void Query::bind_text(int parameter, std::string_view text) {
  CANDOR_CHECK(sqlite3_bind_text64(m_statement.get(), parameter, text.data(), text.size(),
                                   SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK);
}

void Query::bind_blob(int parameter, std::string_view bytes) {
  // A null pointer would become NULL instead of an empty blob.
  const char* const data = bytes.empty() ? "" : bytes.data();
  CANDOR_CHECK(sqlite3_bind_blob64(m_statement.get(), parameter, data, bytes.size(),
                                   SQLITE_STATIC) == SQLITE_OK);
}

Result<bool> Query::step() {
  errno = 0;
  const int code = sqlite3_step(m_statement.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return tl::unexpected<Error>(m_database->error(code));
}

void Query::reset() {
  sqlite3_reset(m_statement.get());
}

std::int64_t Query::integer(int column) const {
  return sqlite3_column_int64(m_statement.get(), column);
}

std::string_view Query::bytes(int column) const {
  const void* const data = sqlite3_column_blob(m_statement.get(), column);
  const int size = sqlite3_column_bytes(m_statement.get(), column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

bool Query::is_text(int column) const {
  return sqlite3_column_type(m_statement.get(), column) == SQLITE_TEXT;
}

bool Query::is_blob(int column) const {
  return sqlite3_column_type(m_statement.get(), column) == SQLITE_BLOB;
}

bool Query::is_integer(int column) const {
  return sqlite3_column_type(m_statement.get(), column) == SQLITE_INTEGER;
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& path, OpenAs how) {
  const int access = how == OpenAs::read_write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  sqlite3* connection = nullptr;
  errno = 0;
  const int code = sqlite3_open_v2(address_of(path, how).c_str(), &connection,
                                   access | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE, nullptr);
  std::unique_ptr<Database> database(new Database(path, how, connection));
  if (code != SQLITE_OK) return tl::unexpected<Error>(database->error(code));
  sqlite3_busy_timeout(connection, kBusyMs);
  // The file may come from anywhere: nothing in its schema may call functions of ours or write
  // pages directly, and sizes in its cells are checked before they are believed.
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  // Temporary tables in memory: nothing of a record may reach a temporary file.
  auto prepared = database->run(
      "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON;");
  if (!prepared) return fail(prepared);
  return database;
}

Result<void> Database::run(const char* sql) {
  errno = 0;
  const int code = sqlite3_exec(m_connection.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return tl::unexpected<Error>(error(code));
  return {};
}

Result<Query> Database::prepare(const char* sql) const {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(m_connection.get(), sql, -1, &statement, nullptr);
  if (code != SQLITE_OK) return tl::unexpected<Error>(error(code));
  return Query(*this, statement);
}

Result<std::int64_t> Database::number(const char* sql) const {
  auto query = prepare(sql);
  if (!query) return fail(query);
  const auto row = query->step();
  if (!row) return fail(row);
  return *row ? query->integer(0) : 0;
}

Result<std::string> Database::text(const char* sql) const {
  auto query = prepare(sql);
  if (!query) return fail(query);
  const auto row = query->step();
  if (!row) return fail(row);
  return *row ? std::string(query->bytes(0)) : std::string();
}

void Database::roll_back() {
  if (sqlite3_get_autocommit(m_connection.get()) == 0) {
    // After some failures SQLite has rolled back by itself; that this then fails does not matter.
    static_cast<void>(sqlite3_exec(m_connection.get(), "ROLLBACK", nullptr, nullptr, nullptr));
  }
}

Error Database::error(int code) const {
  // SQLite does not keep the system's error of a failed commit, but leaves it in errno.
  int system = errno;
  if (m_connection && sqlite3_system_errno(m_connection.get()) != 0) {
    system = sqlite3_system_errno(m_connection.get());
  }
  const std::string place = m_path.string();
  const std::string cause = sqlite3_errstr(code);
  switch (code & 0xff) {  // the low byte is the kind, the rest says more about it
    case SQLITE_FULL:
      return {ErrorCode::no_space, "the disk is full", place, "free some space and retry"};
    case SQLITE_NOMEM:
      return {ErrorCode::no_space, "there is not enough memory", place,
              "end other programs and retry"};
    case SQLITE_IOERR:
      if (system == ENOSPC || system == EDQUOT || system == EFBIG) {
        return {ErrorCode::no_space, "the disk is full", place, "free some space and retry"};
      }
      return {m_how == OpenAs::read_write ? ErrorCode::unwritable : ErrorCode::unreadable,
              "the disk gave an error (" + cause + ")", place,
              "check the disk and the cable, and make a backup"};
    case SQLITE_READONLY:
      if (code == SQLITE_READONLY_ROLLBACK && m_how != OpenAs::read_write) {
        return {ErrorCode::unreadable,
                "a file ending in -journal lies beside it, which Candor does not leave", place,
                "keep both; copy the ledger alone to an empty folder, and look at the copy"};
      }
      return {ErrorCode::unwritable, "the ledger may not be written to", place,
              "give Candor write permission on the file and its folder"};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      if (m_how == OpenAs::read_write) {
        return {ErrorCode::unwritable, "the ledger cannot be opened for writing", place,
                "check that the folder exists and may be written to"};
      }
      return {
          ErrorCode::unreadable, "the ledger cannot be opened", place,
          "copy it, and the file ending in -wal beside it if there is one, to a folder that you "
          "may write to, and open the copy"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::locked, "another program is using the ledger", place,
              "end the other program, or retry in a moment"};
    case SQLITE_CORRUPT:
      return {ErrorCode::bad_format, "the ledger file is damaged", place,
              "keep the file as it is, and go back to the last backup"};
    case SQLITE_NOTADB:
      return {ErrorCode::bad_format, "this is not a Candor ledger", place,
              "name a ledger file or a kiosk's data folder"};
    case SQLITE_CONSTRAINT:
      return {ErrorCode::conflict, "the ledger's guards refused the entry", place,
              "report this with the log"};
    case SQLITE_TOOBIG:
      return {ErrorCode::too_large, "the entry is too large for the ledger", place, ""};
    default:  // a result code is a number, not one of our enums
      return {m_how == OpenAs::read_write ? ErrorCode::unwritable : ErrorCode::unreadable,
              "SQLite says: " + cause, place, "report this with the log"};
  }
}

}  // namespace candor::record
