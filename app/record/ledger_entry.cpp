#include <optional>
#include <string>

#include "base/check.h"
#include "base/json.h"
#include "crypto/crypto.h"
#include "record/fields.h"
#include "record/ledger_parts.h"

namespace candor::record {
namespace {

constexpr std::string_view kChainTag = "candor-ledger-1";

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

}  // namespace

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
  if (stored->header.format != kLedgerFormat || !is_canonical(*json, text) ||
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

Result<std::string> why_not_expired(const Database& database, const Header& header,
                                    std::int64_t seq, const std::string& file) {
  auto query = database.prepare("SELECT seq, header FROM entry WHERE id = ?1");
  if (!query) return fail(query);
  const std::string id = "expired." + header.id;
  query->bind_text(1, id);
  const auto row = query->step();
  if (!row) return fail(row);
  if (!*row) return std::string("no entry says that its time was over");
  const std::int64_t end_seq = query->integer(0);
  const std::string name = "entry " + std::to_string(end_seq) + ", which should end it, ";
  const auto end = read_header(query->bytes(1), file);
  if (!end) return name + "is damaged";
  if (end->kind != EntryKind::expired || end->refers_to != header.id) {
    return name + "does not say that its time was over";
  }
  if (end_seq <= seq) return name + "stands before it";
  if (header.keep_until.empty()) return "it must be kept for ever";
  // Dates of this form sort as the calendar does.
  const std::string day = iso_date(local_date(end->created));
  if (day < header.keep_until) {
    return name + "is of " + day + ", and it must be kept until " + header.keep_until;
  }
  return std::string();
}

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

}  // namespace candor::record
