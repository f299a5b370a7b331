#include <string>
#include <utility>

#include "crypto/crypto.h"
#include "record/ledger_parts.h"

namespace candor::record {
namespace {

constexpr std::size_t kLargestBlob = 64U * 1024 * 1024;
constexpr std::size_t kLargestHeader = 64U * 1024;

}  // namespace

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

}  // namespace candor::record
