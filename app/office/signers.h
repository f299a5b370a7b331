// Who signed the heads of a ledger, and whether they were allowed to. One piece of code for
// checking, exporting and copying: what one accepts the others do not refuse.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crypto/keys.h"
#include "record/head.h"

namespace candor::office {

/// May be used by several threads at once.
class Signers {
 public:
  /// `certificates` are those in the ledger. Without an authority those among them are believed,
  /// which proves less.
  Signers(const std::vector<crypto::Certificate>& certificates,
          const std::optional<crypto::Certificate>& authority);

  /// What is wrong with a head that was signed at that moment; nothing when it holds.
  [[nodiscard]] std::optional<std::string> problem(const record::Head& head,
                                                   std::optional<std::int64_t> at_utc_s) const;

 private:
  struct Known {
    crypto::Certificate certificate;
    crypto::Validity validity;
    std::string why_not;  ///< empty: may sign
  };

  std::map<std::string, Known> m_known;  ///< by fingerprint
};

}  // namespace candor::office
