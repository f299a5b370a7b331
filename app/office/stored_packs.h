// The content that patients saw, taken out of a ledger: folders that `candor render` and
// `candor check` read as they read today's content.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/result.h"
#include "office/clinic_keys.h"
#include "record/ledger.h"

namespace candor::office {

struct PackCount {
  int packs = 0;
  int damaged = 0;
};

/// Writes every stored pack as `out`/content-DIGEST/PACK, DIGEST its first 12 digits, with the
/// clinic's values and shared pages beside it and its approvals inside. A damaged one is told to
/// `problem` and left out. Fails when nothing more can be written, or the ledger cannot be read.
[[nodiscard]] Result<PackCount> export_packs(const record::Ledger& ledger, const std::string& name,
                                             const ClinicKeys& keys,
                                             const std::filesystem::path& out,
                                             const std::function<void(const Error&)>& problem);

}  // namespace candor::office
