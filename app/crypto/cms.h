// Signed and sealed messages (CMS, RFC 5652 and 5083) in DER, as `openssl cms` reads them. Readers
// are strict: what lenient tools let pass (cut tags, bytes beyond the end, several signers, a
// missing signing certificate attribute, indefinite lengths) is refused, and nothing of the content
// comes back unless everything held.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/keys.h"

namespace candor::crypto {

/// SignedData with the content inside: ECDSA P-256, SHA-256, CAdES (signing-certificate-v2), the
/// signing time `at_utc_s` (seconds since 1970 UTC) and the signer's certificate. The caller wipes
/// it, as the content lies in it in the clear. Fails with refused (the key is not the
/// certificate's, or the certificate is not one for signing) or bad_value (empty content).
[[nodiscard]] Result<std::string> sign_cms(std::string_view content, const PrivateKey& key,
                                           const Certificate& signer, std::int64_t at_utc_s);

/// What was signed, by whom and when.
struct Signed {
  std::string content;
  Certificate signer;
  std::int64_t signed_at_s = 0;  ///< the signing time, seconds since 1970 UTC, as the signer said
};

/// Reads what sign_cms wrote: strict DER to the last byte, one signer, CAdES, and a certificate
/// that `ca` issued and that was valid at the signing time (an expired one verifies on). Fails with
/// bad_format (not such a message) or refused (the signature or the certificate does not hold).
[[nodiscard]] Result<Signed> verify_cms(std::string_view der, const Certificate& ca);

/// AuthEnvelopedData, AES-256-GCM, for two or more different recipients (ECDH with a SHA-256 KDF,
/// AES-256 key wrap). What comes back has passed check_envelope. Fails with bad_value for fewer
/// recipients, for certificates that are not for opening, and for nothing to seal.
[[nodiscard]] Result<std::string> encrypt_cms(std::string_view bytes,
                                              const std::vector<Certificate>& recipients);

/// Whether a sealed blob is whole, without opening it: strict DER to the last byte, exactly the
/// structure that encrypt_cms writes, AES-256-GCM, IV of 12 bytes, tag of 16, content of
/// `plain_size` bytes, as many recipients as said. Fails with bad_format.
[[nodiscard]] Result<void> check_envelope(std::string_view der, std::size_t plain_size,
                                          std::size_t recipients);

/// Opens a sealed blob; as strict as check_envelope (two recipients or more). Fails with bad_format
/// (not such a blob) or refused (sealed for others, or changed since). The caller wipes the result.
[[nodiscard]] Result<std::string> decrypt_cms(std::string_view der, const PrivateKey& key,
                                              const Certificate& certificate);

/// A signature to be kept apart from the bytes, as PAdES B-B wants it: signing-certificate-v2 but
/// no signing time (that stands in the PDF), certificates of signer and authority included.
/// Fails as sign_cms.
[[nodiscard]] Result<std::string> sign_detached(std::string_view bytes, const PrivateKey& key,
                                                const Certificate& signer, const Certificate& ca);

/// Who signed `bytes`: checks what sign_detached wrote, with the certificate valid at `at_utc_s`.
/// `der` ends with the signature: cut a PDF's padding off with der_size first. Fails as verify_cms.
[[nodiscard]] Result<Certificate> verify_detached(std::string_view bytes, std::string_view der,
                                                  const Certificate& ca, std::int64_t at_utc_s);

/// How many bytes the first DER element takes, header included; nothing when it is cut short.
[[nodiscard]] std::optional<std::size_t> der_size(std::string_view bytes);

}  // namespace candor::crypto
