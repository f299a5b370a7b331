#include "office/retention.h"

#include <algorithm>

namespace candor::office {

Result<std::vector<Due>> due_on(const record::Ledger& ledger, const Date& today) {
  std::vector<Due> due;
  const std::string day = iso_date(today);
  const auto read = ledger.each([&](const record::Entry& entry) {
    const record::Header& header = entry.header;
    // Dates of this form sort as the calendar does.
    if (!entry.erased && !header.keep_until.empty() && header.keep_until <= day) {
      due.push_back({entry.seq, header.id, header.kind, header.refers_to, header.keep_until});
    }
    return true;
  });
  if (!read) return fail(read);
  return due;
}

Result<void> expire(record::Ledger& ledger, const record::Seal& seal, const std::string& kiosk,
                    const Due& due, const Date& today, const Moment& now) {
  // By the clock, too: an end that was made earlier counts for nothing.
  if (iso_date(std::min(today, local_date(now))) < due.keep_until) {
    return fail(ErrorCode::refused, "this entry must be kept until " + due.keep_until, due.id,
                "wait until then");
  }
  const std::string id = "expired." + due.id;
  const auto is_there = ledger.has(id);
  if (!is_there) return fail(is_there);
  if (!*is_there) {
    const auto blob = seal.close(
        Json{{"id", id}, {"entry", due.id}, {"kept_until", due.keep_until}}, now.utc_ms / 1000);
    if (!blob) return fail(blob);
    record::Header header;
    header.id = id;
    header.kind = record::EntryKind::expired;
    header.kiosk = kiosk;
    header.refers_to = due.id;
    header.created = now;
    if (const auto stored = ledger.append(header, *blob); !stored) return fail(stored);
  }
  return ledger.erase(due.id, today);
}

}  // namespace candor::office
