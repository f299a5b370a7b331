#include "office/backup.h"

#include <utility>

#include "base/file.h"
#include "base/id.h"
#include "base/json.h"
#include "office/verify.h"
#include "office/verify_parts.h"
#include "record/seal.h"

namespace candor::office {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLedgerFile = "ledger.sqlite";
constexpr int kIdBytes = 16;

bool is_there(const fs::path& file) {
  std::error_code error;
  return fs::symlink_status(file, error).type() != fs::file_type::not_found;
}

fs::path folder_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : ".";
}

tl::unexpected<Error> already_there(const fs::path& file) {
  return fail(ErrorCode::conflict, "is there already, and is not overwritten", file.string(),
              "choose another name");
}

/// Whether a backup ends with the head that was written down when it was made, and the office's
/// ledger beside it still has the one that it had then.
Result<void> matches_head_file(const fs::path& file, const std::optional<record::Head>& head) {
  const fs::path noted = head_file(file);
  if (!is_there(noted)) return {};
  const auto lines = read_heads(noted);
  if (!lines) return fail(lines);
  const fs::path office = office_ledger_beside(file);
  for (const KeptHead& kept : *lines) {
    const record::Head& expected = kept.head;
    const bool is_own = &kept == &lines->front();
    bool same = false;
    if (is_own) {
      same = head && head->ledger == expected.ledger && head->seq == expected.seq &&
             head->chain == expected.chain;
    } else if (const auto theirs = record::Ledger::open(office);
               theirs && theirs->id() == expected.ledger) {
      const auto entry = theirs->entry(expected.seq);
      same = entry && entry->chain == expected.chain;
    }
    if (same) continue;
    const std::string name = " (entry " + std::to_string(expected.seq) + ")";
    if (is_own) {
      return fail(ErrorCode::refused,
                  "this backup does not end with the head that was noted when it was made" + name,
                  file.string(), "use another backup; keep this one as it is");
    }
    return fail(ErrorCode::refused,
                "the office's addenda that were noted with this backup are not here" + name,
                office.string(), "look for the office.sqlite that lay beside the backup");
  }
  return {};
}

/// Whether a backup, or the office's ledger beside it, has the entries that kept heads end with.
/// Heads of other ledgers say nothing about these.
Result<void> has_heads(const fs::path& file, const std::vector<KeptHead>& heads) {
  for (const fs::path& each : {file, office_ledger_beside(file)}) {
    if (!is_there(each)) continue;
    const auto ledger = record::Ledger::open(each);
    if (!ledger) return fail(ledger);
    for (const KeptHead& kept : heads) {
      if (kept.head.ledger != ledger->id()) continue;
      const auto entry = ledger->entry(kept.head.seq);
      if (entry && entry->chain == kept.head.chain) continue;
      return fail(ErrorCode::refused,
                  "entry " + std::to_string(kept.head.seq) + ", which the head in " + kept.place +
                      " ends with, is not in this backup",
                  each.string(), "use a newer backup; keep this one as it is");
    }
  }
  return {};
}

/// What check_ledger() says of the office's ledger beside a backup, added to what it said of that.
Result<void> add_office(const fs::path& file, const std::optional<crypto::Certificate>& ca,
                        SoundCopy& copy) {
  const fs::path office = office_ledger_beside(file);
  if (!is_there(office)) return {};
  const auto checked = check_ledger(office, ca);
  if (!checked) return fail(checked);
  copy.office_head = checked->head;
  copy.problems.insert(copy.problems.end(), checked->problems.begin(), checked->problems.end());
  return {};
}

}  // namespace

fs::path head_file(const fs::path& backup) {
  return backup.string() + ".head";
}

Result<SoundCopy> check_ledger(const fs::path& file, const std::optional<crypto::Certificate>& ca) {
  // What is no ledger at all is no damaged copy.
  if (const auto ledger = record::Ledger::open(file); !ledger) return fail(ledger);
  Across across;
  const auto checked = verify_ledger(file, {ca, {}, {}}, 0, across);
  if (!checked) return fail(checked);
  SoundCopy copy;
  copy.entries = checked->entries;
  if (!checked->head.empty()) {
    auto head = record::parse_head(checked->head, file.string());
    if (!head) return fail(head);
    copy.head = *std::move(head);
  }
  for (const Finding& finding : checked->findings) {
    copy.problems.push_back({ErrorCode::bad_format, finding.what, file.string(),
                             "keep the file as it is, and compare it with a backup"});
  }
  return copy;
}

Result<SoundCopy> back_up(const fs::path& from, const fs::path& file,
                          const std::optional<crypto::Certificate>& ca) {
  for (const fs::path& made : {file, head_file(file)}) {
    if (is_there(made)) return already_there(made);
  }
  if (std::error_code error; !fs::is_directory(folder_of(file), error)) {
    return fail(ErrorCode::not_found, "there is no such folder", folder_of(file).string(),
                "make it, or name another one");
  }
  std::optional<Carried> carried;
  {
    const auto ledger = record::Ledger::open(from);
    if (!ledger) return fail(ledger);
    // First, because it may be done again: what is here when the copy has its name is complete.
    const auto office = carry_office_ledger(from, folder_of(file));
    if (!office) return fail(office);
    carried = *office;
    if (auto copied = ledger->copy_to(file); !copied) return fail(copied);
  }
  auto checked = check_ledger(file, ca);
  if (!checked) return checked;
  checked->office = *carried;
  if (const auto added = add_office(file, ca, *checked); !added) {
    checked->problems.push_back(added.error());
  }
  if (!checked->problems.empty() || !checked->head) return checked;
  std::string lines = record::head_line(*checked->head) + "\n";
  if (checked->office_head) lines += record::head_line(*checked->office_head) + "\n";
  const auto noted = write_new_file(head_file(file), lines);
  if (!noted) {
    // Without its head a copy proves less, and it would stand in the way of a second try.
    std::error_code error;
    fs::remove(file, error);
    return fail(noted);
  }
  return checked;
}

Result<record::Stored> note_backup(const fs::path& data_folder, const keys::Keyring& keyring,
                                   const record::Head& head, const Moment& now, Random& random) {
  const std::string id = random_hex(random, kIdBytes);
  const record::Seal seal(keyring.kiosk, keyring.kiosk_certificate,
                          {keyring.record, keyring.recovery});
  const auto blob =
      seal.close(Json{{"id", id}, {"seq", head.seq}, {"chain", head.chain}}, now.utc_ms / 1000);
  if (!blob) return fail(blob);
  auto ledger = record::Ledger::open(
      data_folder / kLedgerFile, record::Keeper{keyring.kiosk,
                                                keyring.kiosk_certificate,
                                                {keyring.ca, keyring.record, keyring.recovery}});
  if (!ledger) return fail(ledger);
  record::Header header;
  header.id = id;
  header.kind = record::EntryKind::backup;
  header.kiosk = keyring.kiosk_certificate.common_name();
  header.created = now;
  return ledger->append(header, *blob);
}

Result<SoundCopy> restore(const fs::path& file, const fs::path& data_folder,
                          const std::optional<crypto::Certificate>& ca,
                          const std::vector<KeptHead>& heads) {
  const fs::path target = data_folder / kLedgerFile;
  // What stands beside a ledger counts as well: SQLite would add an old "-wal" to the restored one.
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
    if (const fs::path part = target.string() + ending; is_there(part)) {
      return fail(ErrorCode::conflict, "this folder has a ledger, or a part of one, already",
                  part.string(), "give a folder without one; nothing is ever overwritten");
    }
  }
  auto checked = check_ledger(file, ca);
  if (!checked || !checked->problems.empty()) return checked;
  if (auto whole = matches_head_file(file, checked->head); !whole) return fail(whole);
  if (auto whole = has_heads(file, heads); !whole) return fail(whole);
  const auto ledger = record::Ledger::open(file);
  if (!ledger) return fail(ledger);
  const auto office = carry_office_ledger(file, data_folder);
  if (!office) return fail(office);
  if (auto copied = ledger->copy_to(target); !copied) return fail(copied);
  auto restored = check_ledger(target, ca);
  if (restored) restored->office = *office;
  return restored;
}

}  // namespace candor::office
