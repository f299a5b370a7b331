// Copies of a kiosk's ledger: made while the kiosk goes on, checked before anybody relies on them,
// and put back where there is no ledger.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "crypto/keys.h"
#include "keys/keys.h"
#include "office/office_ledger.h"
#include "office/verify.h"
#include "record/head.h"
#include "record/ledger.h"

namespace candor::office {

/// What a look at a whole ledger found.
struct SoundCopy {
  std::int64_t entries = 0;           ///< sound ones
  std::optional<record::Head> head;   ///< of the last entry; nothing in an empty ledger
  std::vector<Error> problems;        ///< what candor verify finds in it
  Carried office = Carried::nothing;  ///< of a backup or restore: what became of office.sqlite
  /// Of a backup: the last head of the office.sqlite beside it; nothing: there is none.
  std::optional<record::Head> office_head;
};

/// Reads a ledger through as verify() does, without the sealed contents. With `ca` its heads must
/// be signed by people and kiosks of that authority. Fails as record::Ledger::open() and verify().
[[nodiscard]] Result<SoundCopy> check_ledger(const std::filesystem::path& file,
                                             const std::optional<crypto::Certificate>& ca);

/// FILE.head: where the signed head of a backup stands as a line, and on the next line that of the
/// office's ledger beside it.
[[nodiscard]] std::filesystem::path head_file(const std::filesystem::path& backup);

/// Copies a ledger (the file, or the kiosk's data folder) into a new file and checks the copy; the
/// office's ledger beside it comes along (carry_office_ledger). The kiosk may be running. When the
/// copy is sound, its head is written beside it. Fails with conflict (one of the two files is
/// there), not_found (no ledger), as carry_office_ledger() and as record::Ledger::copy_to(); then
/// neither file is left. A copy in which something is wrong stays: it may be the best there is.
[[nodiscard]] Result<SoundCopy> back_up(const std::filesystem::path& from,
                                        const std::filesystem::path& file,
                                        const std::optional<crypto::Certificate>& ca);

/// Notes in the kiosk's ledger that a backup was made, with the head that it ends with. After the
/// copy and not before it: so the entry speaks only of a backup that exists and was found sound,
/// and can name its last entry. The kiosk may be running. Fails as record::Ledger::open(),
/// append().
[[nodiscard]] Result<record::Stored> note_backup(const std::filesystem::path& data_folder,
                                                 const keys::Keyring& keyring,
                                                 const record::Head& head, const Moment& now,
                                                 Random& random);

/// Puts a backup into a data folder that has no ledger, with the office's ledger that lies beside
/// it. Checks it first, also against FILE.head where that is, and against `heads` that were kept
/// elsewhere: a backup that was cut off is found. Nothing is written when anything is wrong.
/// The caller holds the folder. Fails with conflict (there is a ledger, or a part of one), refused
/// (the backup is not what its head says), and as carry_office_ledger(), record::Ledger::open() and
/// copy_to().
[[nodiscard]] Result<SoundCopy> restore(const std::filesystem::path& file,
                                        const std::filesystem::path& data_folder,
                                        const std::optional<crypto::Certificate>& ca,
                                        const std::vector<KeptHead>& heads);

}  // namespace candor::office
