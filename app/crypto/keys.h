// Private keys and certificates: EC P-256 keys, ECDSA signatures over SHA-256, X.509 certificates
// from one authority. Knows nothing of roles, folders or files. Every value is immutable and may be
// used from several threads at once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace candor::crypto {

/// What makes a passphrase slow to guess.
enum class Stretching {
  /// PBKDF2-HMAC-SHA256, 600,000 rounds: a third of a second for us, and years of machines for
  /// whoever guesses. PBKDF2 because every tool that reads PKCS#8 knows it, also in many years.
  strong,
  /// 2,048 rounds, OpenSSL's own number. Only where the passphrase protects nothing:
  /// demonstrations and tests.
  quick,
};

/// An EC P-256 private key. Its bytes are wiped when the last copy is released.
class PrivateKey {
 public:
  struct Data;  ///< for the files of this room

  /// A fresh key from the system's randomness. Fails with refused when OpenSSL cannot make one.
  [[nodiscard]] static Result<PrivateKey> generate();
  /// Reads PKCS#8 in PEM. With a passphrase the key must be encrypted, with an empty one it must
  /// not be. `where` names the source in messages. Fails with bad_format (no such key, another kind
  /// of key, bytes beyond it), refused (wrong passphrase, or encrypted where none was given or the
  /// other way round).
  [[nodiscard]] static Result<PrivateKey> from_pem(std::string_view pem,
                                                   std::string_view passphrase,
                                                   const std::string& where);
  /// PKCS#8 in PEM: AES-256-CBC under the passphrase, or in the clear when it is empty.
  /// The caller wipes it.
  [[nodiscard]] Result<std::string> to_pem(std::string_view passphrase,
                                           Stretching stretching = Stretching::strong) const;
  /// ECDSA over SHA-256 of `bytes`, in DER (70 to 72 bytes).
  [[nodiscard]] Result<std::string> sign(std::string_view bytes) const;

  /// For the files of this room.
  explicit PrivateKey(std::shared_ptr<const Data> data);

  [[nodiscard]] const Data& data() const { return *m_data; }

 private:
  std::shared_ptr<const Data> m_data;
};

/// Whom a certificate names. Each at most 64 characters of UTF-8 without control characters;
/// an empty one is left out.
struct Name {
  std::string common_name;
  std::string organization;
  std::string unit;
  std::string title;

  friend bool operator==(const Name&, const Name&) = default;
};

/// What a key may do.
enum class Purpose {
  signing,    ///< digitalSignature, nonRepudiation
  opening,    ///< keyAgreement: what is sealed for it, it opens
  authority,  ///< keyCertSign: issues certificates
};

/// From when to when, in seconds since 1970 UTC; the first second is included, the last is not.
struct Validity {
  std::int64_t from_utc_s = 0;
  std::int64_t until_utc_s = 0;

  friend bool operator==(const Validity&, const Validity&) = default;
};

class Certificate {
 public:
  struct Data;  ///< for the files of this room

  /// Reads one certificate in PEM. Fails with bad_format: no or more than one certificate, damage,
  /// a key that is not EC P-256. `where` names the source in messages.
  [[nodiscard]] static Result<Certificate> from_pem(std::string_view pem, const std::string& where);
  /// Reads one certificate in DER, to its last byte.
  [[nodiscard]] static Result<Certificate> from_der(std::string_view der, const std::string& where);
  [[nodiscard]] std::string pem() const;
  [[nodiscard]] std::string der() const;

  /// SHA-256 of the DER, 64 lower-case hex digits.
  [[nodiscard]] std::string fingerprint() const;
  /// SHA-256 of the public key (SubjectPublicKeyInfo), 64 lower-case hex digits: the same for a
  /// key, its requests and all its certificates.
  [[nodiscard]] std::string key_id() const;
  /// The serial number in lower-case hex.
  [[nodiscard]] std::string serial() const;
  [[nodiscard]] Name subject() const;
  [[nodiscard]] std::string common_name() const;
  [[nodiscard]] std::string organization() const;
  [[nodiscard]] std::string unit() const;
  [[nodiscard]] std::string title() const;
  [[nodiscard]] Validity validity() const;
  [[nodiscard]] bool is_for(Purpose purpose) const;

  /// Whether `signature` is the ECDSA signature (DER, SHA-256) of this key over `bytes`.
  [[nodiscard]] bool verify(std::string_view bytes, std::string_view signature) const;
  /// Whether this certificate was made for that key.
  [[nodiscard]] bool belongs_to(const PrivateKey& key) const;
  /// Whether `ca` issued this certificate and both are valid at that moment. Fails with refused and
  /// says why. For a certificate itself as `ca`: whether it is a sound authority.
  [[nodiscard]] Result<void> issued_by(const Certificate& ca, std::int64_t at_utc_s) const;

  /// Byte for byte the same certificate.
  friend bool operator==(const Certificate& a, const Certificate& b) { return a.der() == b.der(); }

  /// For the files of this room.
  explicit Certificate(std::shared_ptr<const Data> data);

  [[nodiscard]] const Data& data() const { return *m_data; }

 private:
  std::shared_ptr<const Data> m_data;
};

/// Who issues certificates: its certificate and the key of it.
struct Authority {
  PrivateKey key;
  Certificate certificate;
};

/// A certificate that signs itself and may issue others (not further authorities).
/// Fails with bad_value: a name is missing or too long, or nothing lies between the two times.
[[nodiscard]] Result<Certificate> make_authority(const PrivateKey& key, const Name& name,
                                                 const Validity& validity);
/// A request for a certificate (PKCS#10, PEM), signed by the key to show that one holds it.
[[nodiscard]] Result<std::string> make_request(const PrivateKey& key, const Name& name);

/// What a request says: whom it names, and for which key it asks.
struct Request {
  Name subject;
  std::string key_id;  ///< as Certificate::key_id
};

/// Reads and checks a request. Fails with bad_format (no request, damage, not EC P-256) or refused
/// (its own signature does not match).
[[nodiscard]] Result<Request> read_request(std::string_view request, const std::string& where);
/// Issues a certificate for the key of a request. The subject is `name`, whatever the request says:
/// the authority decides who is who. Fails as read_request, with bad_value as make_authority, and
/// with refused when the key is not the authority's.
[[nodiscard]] Result<Certificate> issue(const Authority& authority, std::string_view request,
                                        const Name& name, Purpose purpose,
                                        const Validity& validity);

}  // namespace candor::crypto
