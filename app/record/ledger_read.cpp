#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "record/ledger_parts.h"

namespace candor::record {

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
      const auto why_not =
          why_not_expired(*database, row.entry.header, row.entry.seq, file.string());
      if (!why_not) return fail(why_not);
      if (!why_not->empty()) row.damage = "its content is gone, and " + *why_not;
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

Result<std::optional<Header>> Ledger::header_of(const std::string& id) const {
  auto query = m_data->database->prepare("SELECT header FROM entry WHERE id = ?1");
  if (!query) return fail(query);
  query->bind_text(1, id);
  const auto row = query->step();
  if (!row) return fail(row);
  if (!*row) return std::nullopt;
  auto header = read_header(query->bytes(0), m_data->file.string());
  if (!header) return std::nullopt;
  return std::optional<Header>(*std::move(header));
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
