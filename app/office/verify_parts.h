// The parts of verify(). Not for other rooms.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "office/verify.h"

namespace candor::office {

/// What is known only when all ledgers were read.
struct Across {
  /// An addendum and the record that it names: ids and hashes as 64 bits of their own hashes, which
  /// is little memory, and a chance in 2^64 to be wrong.
  struct Reference {
    std::uint64_t record = 0;
    std::uint64_t id = 0;    ///< the same without the hash
    bool is_office = false;  ///< it stands in the office's own ledger
    std::size_t ledger = 0;  ///< in which of the checked
    std::int64_t seq = 0;
  };

  std::set<std::uint64_t> records;
  std::set<std::uint64_t> ids;  ///< of the same records
  std::vector<Reference> references;
  std::set<std::string> ledgers;  ///< the ids of those that were read

  /// The key of a record in `records`.
  [[nodiscard]] static std::uint64_t key_of(const std::string& id, const std::string& blob_hash);
  /// Adds what is missing to the findings of the ledgers.
  void finish(const VerifyWith& with, std::vector<Checked>& all) const;
};

/// `number` is where the answer will stand among all. Fails as record::Ledger::open(), but for
/// damage, which is a finding.
[[nodiscard]] Result<Checked> verify_ledger(const std::filesystem::path& path,
                                            const VerifyWith& with, std::size_t number,
                                            Across& across);
/// An exported file, or a folder of them that has a manifest.
[[nodiscard]] Result<Checked> verify_file(const std::filesystem::path& path,
                                          const VerifyWith& with);

/// The first bytes of a file; fewer when it is shorter or cannot be read.
[[nodiscard]] std::string beginning_of(const std::filesystem::path& path, std::size_t count);

}  // namespace candor::office
