// Who signed the heads of a ledger, and whether they were allowed to. One piece of code for
// checking, exporting and copying: what one accepts the others do not refuse.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crypto/keys.h"
#include "keys/keys.h"
#include "record/head.h"
#include "record/ledger.h"

namespace candor::office {

/// May be used by several threads at once.
class Signers {
 public:
  /// `certificates` are those in the ledger. Without an authority those among them are believed,
  /// which proves less.
  Signers(const std::vector<crypto::Certificate>& certificates,
          const std::optional<crypto::Certificate>& authority);

  /// What is wrong with the head of an entry with this header; nothing when it holds. A kiosk may
  /// sign any entry; a person only addenda and ends in the office's own ledger.
  [[nodiscard]] std::optional<std::string> problem(const record::Head& head,
                                                   const record::Header& header) const;
  /// The same for a head that was kept elsewhere: its entry, and so its moment, may be gone.
  [[nodiscard]] std::optional<std::string> problem_of_kept(const record::Head& head) const;
  /// The role of a signer; nothing: not in the ledger, or without one.
  [[nodiscard]] std::optional<keys::Role> role_of(const std::string& fingerprint) const;

 private:
  struct Known {
    crypto::Certificate certificate;
    std::optional<keys::Role> role;
    crypto::Validity validity;
    std::string why_not;  ///< empty: may sign
  };

  std::map<std::string, Known> m_known;  ///< by fingerprint
};

/// Whether a person may sign an entry with this header: only what the office's own ledger holds.
[[nodiscard]] bool is_of_office(const record::Header& header);

/// Whether a signer of this role may have sealed the content of an entry with this header: a person
/// addenda and, in the office's own ledger, ends; a kiosk everything else.
[[nodiscard]] bool may_seal(const crypto::Certificate& signer, const record::Header& header);

/// A ledger is a kiosk's or the office's: one kind of signer from its first entry to its last.
/// Used by one thread, entry by entry.
class OneKindOfSigner {
 public:
  explicit OneKindOfSigner(const Signers& signers) : m_signers(&signers) {}

  /// What is wrong with the next entry; nothing when its signer is of the first one's kind.
  [[nodiscard]] std::optional<std::string> problem(const record::Entry& entry);

 private:
  const Signers* m_signers;
  std::optional<keys::Role> m_first;
};

}  // namespace candor::office
