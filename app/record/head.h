// The head of a ledger: its newest chain value, signed. Kept on paper and elsewhere, it shows later
// whether a ledger was cut off or written anew.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace candor::record {

struct Head {
  std::string ledger;     ///< the ledger's id, 32 hex digits
  std::int64_t seq = 0;   ///< of the newest entry
  std::string chain;      ///< its chain value, 64 hex digits
  std::string signer;     ///< fingerprint of the certificate that signed, 64 hex digits
  std::string signature;  ///< ECDSA P-256 over SHA-256 of head_text(), DER
  friend bool operator==(const Head&, const Head&) = default;
};

/// What the signature covers: four lines, each ended by a line feed.
[[nodiscard]] std::string head_text(std::string_view ledger, std::int64_t seq,
                                    std::string_view chain);

/// One line for paper, QR codes, manifests and heads files:
/// "candor-head-1 <ledger> <seq> <chain> <signer> <signature in hex>". Holds no personal data.
[[nodiscard]] std::string head_line(const Head& head);

/// The same line in capitals: a QR code of it is a third smaller.
[[nodiscard]] std::string head_code(const Head& head);

/// Reads such a line, in small letters or capitals, with blanks around it. Fails with bad_format,
/// naming `where`.
[[nodiscard]] Result<Head> parse_head(std::string_view line, const std::string& where);

}  // namespace candor::record
