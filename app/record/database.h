// SQLite behind types that close themselves and errors that are values. Only the ledger uses it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace candor::record {

/// How SQLite opens the file.
enum class OpenAs {
  read_write,
  read_only,
  unchanging,  ///< nobody writes while we read: takes no locks and creates no file beside it
};

class Database;

/// A prepared statement. Columns count from 0, parameters from 1. Texts and blobs that were bound
/// or that column() gave live until the next step() or the end.
class Query {
 public:
  void bind(int parameter, std::int64_t value);
  void bind_text(int parameter, std::string_view text);
  void bind_blob(int parameter, std::string_view bytes);
  /// True: a row is there. False: no more rows. Fails as Database::run().
  [[nodiscard]] Result<bool> step();
  void reset();
  [[nodiscard]] std::int64_t integer(int column) const;
  /// A text's or blob's bytes.
  [[nodiscard]] std::string_view bytes(int column) const;
  [[nodiscard]] bool is_text(int column) const;
  [[nodiscard]] bool is_blob(int column) const;
  [[nodiscard]] bool is_integer(int column) const;

 private:
  friend class Database;

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };

  Query(const Database& database, sqlite3_stmt* statement)
      : m_database(&database), m_statement(statement) {}

  const Database* m_database;
  std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

class Database {
 public:
  /// Opens an existing file. Fails as run().
  [[nodiscard]] static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path,
                                                              OpenAs how);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Runs one or more statements without parameters. Fails with no_space, unwritable, unreadable,
  /// locked, conflict (a guard refused it), bad_format (damaged, not a database), too_large.
  [[nodiscard]] Result<void> run(const char* sql);
  [[nodiscard]] Result<Query> prepare(const char* sql) const;
  /// The one number or text that a query gives.
  [[nodiscard]] Result<std::int64_t> number(const char* sql) const;
  [[nodiscard]] Result<std::string> text(const char* sql) const;
  /// Ends a transaction that did not come to its end, if one is open.
  void roll_back();

 private:
  friend class Query;

  struct Close {
    void operator()(sqlite3* connection) const;
  };

  Database(std::filesystem::path path, OpenAs how, sqlite3* connection)
      : m_path(std::move(path)), m_how(how), m_connection(connection) {}

  /// The error for a result code of SQLite.
  [[nodiscard]] Error error(int code) const;

  std::filesystem::path m_path;
  OpenAs m_how;
  std::unique_ptr<sqlite3, Close> m_connection;
};

}  // namespace candor::record
