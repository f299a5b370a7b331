// The office's own ledger, office.sqlite, in which addenda lie beside the kiosk's ledger or a
// backup of it: written to by one program at a time, and copied together with what it belongs to.
#pragma once

#include <filesystem>

#include "base/file.h"
#include "base/result.h"

namespace candor::office {

inline constexpr const char* kOfficeLedger = "office.sqlite";
/// Stands in its headers where a kiosk has its letter.
inline constexpr const char* kOfficeName = "office";

/// `office.sqlite` beside a ledger file, or in the folder that has the ledger.
[[nodiscard]] std::filesystem::path office_ledger_beside(const std::filesystem::path& ledger);

/// Holds an office's ledger for writing, also against other computers where the folder is shared
/// and its file system knows locks. Fails with locked when another program writes to it,
/// unwritable.
[[nodiscard]] Result<FileLock> hold_office_ledger(const std::filesystem::path& office_ledger);

/// What became of an office's ledger when the ledger beside it was copied.
enum class Carried {
  nothing,  ///< there is none, or both ledgers lie in one folder
  copied,
  brought_up_to_date,  ///< an older copy was there
  already_there,       ///< as it is, or with more in it
};

/// Sees to it that `to_folder` has what the office's ledger beside the ledger `from` holds. Nothing
/// is lost: an older copy of the same ledger is replaced by the newer one as a whole, and a newer
/// one stays. Fails with conflict when the two went different ways, locked when another program
/// writes to one of them, and as record::Ledger::open() and copy_to(); then the folder has what it
/// had.
[[nodiscard]] Result<Carried> carry_office_ledger(const std::filesystem::path& from,
                                                  const std::filesystem::path& to_folder);

}  // namespace candor::office
