// What the files of this room share about OpenSSL's types. Not for other rooms.
#pragma once

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <cstdint>
#include <ctime>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

#include "crypto/keys.h"

namespace candor::crypto {

/// unique_ptr for a type with its own free function.
template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};

using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, Freed<X509_free>>;
using RequestPtr = std::unique_ptr<X509_REQ, Freed<X509_REQ_free>>;
using CmsPtr = std::unique_ptr<CMS_ContentInfo, Freed<CMS_ContentInfo_free>>;
using DigestContextPtr = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using StorePtr = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using StoreContextPtr = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;

struct PrivateKey::Data {
  KeyPtr key;
};

struct Certificate::Data {
  CertificatePtr certificate;
  std::string der;
};

/// OpenSSL's functions want keys and certificates without const and do not change them: they count
/// references and cache what they parsed, under locks.
inline EVP_PKEY* openssl_key(const PrivateKey& key) {
  return key.data().key.get();
}

inline X509* openssl_certificate(const Certificate& certificate) {
  return certificate.data().certificate.get();
}

/// How every chain is checked: strictly, at that moment, the authority's own signature too, and
/// with no certificate between it and the signer.
inline void set_strict(X509_VERIFY_PARAM* how, std::int64_t at_utc_s) {
  X509_VERIFY_PARAM_set_time(how, static_cast<time_t>(at_utc_s));
  X509_VERIFY_PARAM_set_flags(how, X509_V_FLAG_X509_STRICT | X509_V_FLAG_CHECK_SS_SIGNATURE);
  X509_VERIFY_PARAM_set_depth(how, 0);
}

inline const unsigned char* openssl_bytes(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

inline unsigned char* openssl_bytes(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

/// Where OpenSSL takes the size as int or long, nothing larger than this may come.
inline bool fits_openssl(std::string_view bytes) {
  return bytes.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max());
}

/// A reader over bytes that stay where they are; fits_openssl must hold.
inline BioPtr bio_over(std::string_view bytes) {
  return BioPtr(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

/// A growing buffer; OpenSSL wipes it when it is released.
inline BioPtr bio_memory() {
  return BioPtr(BIO_new(BIO_s_mem()));
}

/// A copy of what was written to bio_memory().
inline std::string bio_text(const BioPtr& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

/// Any OpenSSL type as DER; empty when that fails.
template <typename T>
std::string to_der(const T* value, int (*i2d)(const T*, unsigned char**)) {
  const int size = i2d(value, nullptr);
  if (size <= 0) return {};
  std::string der(static_cast<std::size_t>(size), '\0');
  unsigned char* at = openssl_bytes(der);
  // Not one expression with "?", as it would copy, and what is signed must have no stray copies.
  if (i2d(value, &at) != size) return {};
  return der;
}

/// "what (OpenSSL's reason)", or only `what` when it gave none; empties OpenSSL's list of errors.
inline std::string with_reason(std::string what) {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  if (reason != nullptr) what += std::string(" (") + reason + ")";
  ERR_clear_error();
  return what;
}

/// The parts of an X.509 name that we use.
[[nodiscard]] Name name_of(const X509_NAME* name);

/// SHA-256 of the public key, in hex.
[[nodiscard]] std::string key_id_of(const EVP_PKEY* key);

/// Whether the key is EC on the curve P-256.
[[nodiscard]] bool is_p256(const EVP_PKEY* key);

}  // namespace candor::crypto
