#include "office/backup.h"

#include <map>
#include <utility>

#include "base/file.h"
#include "base/id.h"
#include "base/json.h"
#include "record/seal.h"

namespace candor::office {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLedgerFile = "ledger.sqlite";
constexpr std::size_t kLongestHeadFile = 4096;
constexpr int kIdBytes = 16;

bool is_there(const fs::path& file) {
  std::error_code error;
  return fs::symlink_status(file, error).type() != fs::file_type::not_found;
}

tl::unexpected<Error> already_there(const fs::path& file) {
  return fail(ErrorCode::conflict, "is there already, and is not overwritten", file.string(),
              "choose another name");
}

/// Checks heads of one ledger; each certificate only once against the authority at each moment.
class Heads {
 public:
  Heads(std::string ledger, std::vector<crypto::Certificate> certificates,
        const std::optional<crypto::Certificate>& ca)
      : m_ledger(std::move(ledger)), m_ca(ca) {
    for (crypto::Certificate& each : certificates) {
      std::string fingerprint = each.fingerprint();
      m_certificates.emplace(std::move(fingerprint), std::move(each));
    }
  }

  /// What is wrong with the head of an entry; empty: nothing.
  [[nodiscard]] std::string problem(const record::Entry& entry) const {
    const auto signer = m_certificates.find(entry.signer);
    if (signer == m_certificates.end()) return "the certificate of its signer is missing";
    if (m_ca && !keys::check_role(signer->second, keys::Role::kiosk, *m_ca,
                                  entry.header.created.utc_ms / 1000)) {
      return "its signer is no kiosk of this clinic, or its certificate was not valid then";
    }
    const bool holds =
        signer->second.verify(record::head_text(m_ledger, entry.seq, entry.chain), entry.signature);
    return holds ? "" : "the signature of its head does not hold";
  }

 private:
  std::string m_ledger;
  const std::optional<crypto::Certificate>& m_ca;
  std::map<std::string, crypto::Certificate> m_certificates;
};

/// Whether a backup ends with the head that was written down when it was made.
Result<void> matches_head_file(const fs::path& file, const std::optional<record::Head>& head) {
  const fs::path noted = head_file(file);
  if (!is_there(noted)) return {};
  const auto line = read_file(noted, kLongestHeadFile);
  if (!line) return fail(line);
  const auto expected = record::parse_head(*line, noted.string());
  if (!expected) return fail(expected);
  const bool same = head && head->ledger == expected->ledger && head->seq == expected->seq &&
                    head->chain == expected->chain;
  if (same) return {};
  return fail(ErrorCode::refused,
              "this backup does not end with the head that was noted when it was made (entry " +
                  std::to_string(expected->seq) + ")",
              file.string(), "use another backup; keep this one as it is");
}

}  // namespace

fs::path head_file(const fs::path& backup) {
  return backup.string() + ".head";
}

Result<SoundCopy> check_ledger(const fs::path& file, const std::optional<crypto::Certificate>& ca) {
  const auto ledger = record::Ledger::open(file);
  if (!ledger) return fail(ledger);
  auto certificates = ledger->certificates();
  if (!certificates) return fail(certificates);
  const Heads heads(ledger->id(), *std::move(certificates), ca);
  SoundCopy checked;
  const auto read = ledger->each(
      [&](const record::Entry& entry) {
        const std::string problem = heads.problem(entry);
        if (problem.empty()) {
          ++checked.entries;
        } else {
          checked.problems.push_back(
              {ErrorCode::bad_format, "entry " + std::to_string(entry.seq) + ": " + problem,
               file.string(), "keep the file as it is, and compare it with a backup"});
        }
        checked.head =
            record::Head{ledger->id(), entry.seq, entry.chain, entry.signer, entry.signature};
        return true;
      },
      [&](const record::Damage& damage) { checked.problems.push_back(damage.error); });
  if (!read) return fail(read);
  return checked;
}

Result<SoundCopy> back_up(const fs::path& data_folder, const fs::path& file,
                          const std::optional<crypto::Certificate>& ca) {
  for (const fs::path& made : {file, head_file(file)}) {
    if (is_there(made)) return already_there(made);
  }
  {
    const auto ledger = record::Ledger::open(data_folder / kLedgerFile);
    if (!ledger) return fail(ledger);
    if (auto copied = ledger->copy_to(file); !copied) return fail(copied);
  }
  auto checked = check_ledger(file, ca);
  if (!checked || !checked->problems.empty() || !checked->head) return checked;
  const auto noted = write_new_file(head_file(file), record::head_line(*checked->head) + "\n");
  if (!noted) return fail(noted);
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
                          const std::optional<crypto::Certificate>& ca) {
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
  const auto ledger = record::Ledger::open(file);
  if (!ledger) return fail(ledger);
  if (auto copied = ledger->copy_to(target); !copied) return fail(copied);
  return check_ledger(target, ca);
}

}  // namespace candor::office
