#include "base/clock.h"
#include "record/fields.h"
#include "record/ledger_parts.h"

namespace candor::record {

Result<void> Ledger::erase(const std::string& id, const Date& today) {
  if (auto writable = m_data->check_writable(); !writable) return writable;
  Database& database = *m_data->database;
  auto done = m_data->in_transaction([&]() -> Result<void> {
    auto entry = database.prepare("SELECT header, seq FROM entry WHERE id = ?1");
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
    const auto why_not =
        why_not_expired(database, *header, entry->integer(1), m_data->file.string());
    if (!why_not) return fail(why_not);
    if (!why_not->empty()) {
      return fail(ErrorCode::refused, *why_not, id, "append the entry that ends it first");
    }
    auto erase = database.prepare("UPDATE entry SET blob = x'' WHERE id = ?1");
    if (!erase) return fail(erase);
    erase->bind_text(1, id);
    if (auto erased = erase->step(); !erased) return fail(erased);
    return {};
  });
  if (!done) return done;
  return m_data->empty_log();
}

Result<void> Ledger::finish_erasing() {
  if (auto writable = m_data->check_writable(); !writable) return writable;
  return m_data->empty_log();
}

Result<void> Ledger::Data::empty_log() const {
  auto query = database->prepare("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!query) return fail(query);
  const auto row = query->step();
  if (!row) return fail(row);
  // The first column says whether somebody was in the way; that is no error for SQLite.
  const bool is_busy = *row && query->integer(0) != 0;
  if (!is_busy) return {};
  return fail(ErrorCode::locked,
              "the bytes of what was erased still lie on the disk, because another program is "
              "reading the ledger",
              file.string(),
              "end that program (a backup, an export or a check), then erase again to finish");
}

}  // namespace candor::record
