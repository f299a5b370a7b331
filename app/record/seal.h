// Sealing on the kiosk and unsealing in the office: canonical JSON → signed → encrypted, and back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "crypto/crypto.h"
#include "crypto/keys.h"
#include "record/ledger.h"

namespace candor::record {

/// What a kiosk (or a person in the office) seals with. It cannot unseal.
class Seal {
 public:
  /// `signer` is the certificate of `key`; at least two `recipients` will be able to open.
  Seal(crypto::PrivateKey key, crypto::Certificate signer,
       std::vector<crypto::Certificate> recipients);

  /// Signs (at this time, UTC seconds) and encrypts an entry's content, and wipes the plain bytes.
  /// The
  /// content must have the property "id" with the id of its entry: so no blob can be moved to
  /// another entry unnoticed. Fails with bad_value without it, refused when the seal cannot be
  /// made.
  [[nodiscard]] Result<std::string> close(const Json& content, std::int64_t at_utc_s) const;

 private:
  crypto::PrivateKey m_key;
  crypto::Certificate m_signer;
  std::vector<crypto::Certificate> m_recipients;
};

/// Who may open: a private key and its certificate.
struct Opener {
  crypto::PrivateKey key;
  crypto::Certificate certificate;
};

/// What was in a sealed blob. The caller wipes `plain`.
struct Unsealed {
  std::string plain;  ///< canonical JSON
  crypto::Certificate signer;
  std::int64_t signed_at_s = 0;  ///< UTC seconds, by the signer's clock
  Json content = {};             ///< what `plain` says, for who would read it again
};

/// The signed message (CMS SignedData, DER) in an entry's blob, opened with the first opener that
/// can; its signature is not checked yet. Fails with refused (erased, or no key opens it).
[[nodiscard]] Result<crypto::Secret> open_blob(const Entry& entry,
                                               const std::vector<Opener>& openers,
                                               const std::string& where);

/// Checks a signed message under `ca` at the time of signing, and that its content is canonical
/// JSON with this id (an empty one: any). Fails with refused, bad_format.
[[nodiscard]] Result<Unsealed> check_message(std::string_view message, std::string_view id,
                                             const crypto::Certificate& ca,
                                             const std::string& where);

/// Both: opens an entry's blob with the first opener that can, and checks its signature under `ca`
/// at the time of signing and that the content belongs to this entry. `where` begins the error.
/// Fails with refused (no key opens it, or the signature is not good), bad_format (damaged).
[[nodiscard]] Result<Unsealed> unseal(const Entry& entry, const std::vector<Opener>& openers,
                                      const crypto::Certificate& ca, const std::string& where);

}  // namespace candor::record
