#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cctype>
#include <ctime>
#include <utility>

#include "base/check.h"
#include "crypto/crypto.h"
#include "crypto/openssl.h"

namespace candor::crypto {
namespace {

tl::unexpected<Error> no_certificate(const std::string& where) {
  ERR_clear_error();
  return fail(ErrorCode::bad_format, "is not one certificate of an EC P-256 key", where,
              "check that it is the right file, and whole");
}

std::string name_part(const X509_NAME* name, int nid) {
  const int at = X509_NAME_get_index_by_NID(name, nid, -1);
  if (at < 0) return {};
  const ASN1_STRING* value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at));
  unsigned char* text = nullptr;
  const int size = ASN1_STRING_to_UTF8(&text, value);
  if (size < 0) return {};
  std::string part(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
  OPENSSL_free(text);
  return part;
}

std::int64_t seconds(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return 0;
  return ::timegm(&parts);
}

}  // namespace

Name name_of(const X509_NAME* name) {
  return {name_part(name, NID_commonName), name_part(name, NID_organizationName),
          name_part(name, NID_organizationalUnitName), name_part(name, NID_title)};
}

std::string key_id_of(const EVP_PKEY* key) {
  return sha256_hex(to_der<EVP_PKEY>(key, i2d_PUBKEY));
}

Certificate::Certificate(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}

Result<Certificate> Certificate::from_der(std::string_view der, const std::string& where) {
  ERR_clear_error();
  if (der.empty() || !fits_openssl(der)) return no_certificate(where);
  const unsigned char* at = openssl_bytes(der);
  CertificatePtr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (certificate == nullptr || at != openssl_bytes(der) + der.size() ||
      !is_p256(X509_get0_pubkey(certificate.get())) ||
      (X509_get_extension_flags(certificate.get()) & EXFLAG_INVALID) != 0) {
    return no_certificate(where);
  }
  ERR_clear_error();
  return Certificate(std::make_shared<const Data>(Data{std::move(certificate), std::string(der)}));
}

Result<Certificate> Certificate::from_pem(std::string_view pem, const std::string& where) {
  ERR_clear_error();
  if (!fits_openssl(pem)) return no_certificate(where);
  const BioPtr bio = bio_over(pem);
  if (bio == nullptr) return no_certificate(where);
  const CertificatePtr certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  if (certificate == nullptr) return no_certificate(where);
  char* rest = nullptr;
  const long left = BIO_get_mem_data(bio.get(), &rest);
  const bool alone = std::all_of(rest, rest + std::max(left, 0L), [](char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0;
  });
  if (!alone) return no_certificate(where);
  return from_der(to_der<X509>(certificate.get(), i2d_X509), where);
}

std::string Certificate::pem() const {
  const BioPtr bio = bio_memory();
  CANDOR_CHECK(bio != nullptr && PEM_write_bio_X509(bio.get(), m_data->certificate.get()) == 1);
  return bio_text(bio);
}

std::string Certificate::der() const {
  return m_data->der;
}

std::string Certificate::fingerprint() const {
  return sha256_hex(m_data->der);
}

std::string Certificate::key_id() const {
  return key_id_of(X509_get0_pubkey(m_data->certificate.get()));
}

std::string Certificate::serial() const {
  const ASN1_INTEGER* serial = X509_get0_serialNumber(m_data->certificate.get());
  const std::unique_ptr<BIGNUM, Freed<BN_free>> number(ASN1_INTEGER_to_BN(serial, nullptr));
  if (number == nullptr) return {};
  char* hex = BN_bn2hex(number.get());
  std::string text = hex == nullptr ? std::string() : std::string(hex);
  OPENSSL_free(hex);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

Name Certificate::subject() const {
  return name_of(X509_get_subject_name(m_data->certificate.get()));
}

std::string Certificate::common_name() const {
  return subject().common_name;
}

std::string Certificate::organization() const {
  return subject().organization;
}

std::string Certificate::unit() const {
  return subject().unit;
}

std::string Certificate::title() const {
  return subject().title;
}

Validity Certificate::validity() const {
  return {seconds(X509_get0_notBefore(m_data->certificate.get())),
          seconds(X509_get0_notAfter(m_data->certificate.get()))};
}

bool Certificate::is_for(Purpose purpose) const {
  X509* certificate = m_data->certificate.get();
  // Without the extension OpenSSL says "everything": for us that is nothing.
  const std::uint32_t usage = X509_get_key_usage(certificate);
  if (usage == UINT32_MAX) return false;
  const bool is_authority = X509_check_ca(certificate) == 1;
  switch (purpose) {
    case Purpose::signing:
      return !is_authority && (usage & KU_DIGITAL_SIGNATURE) != 0;
    case Purpose::opening:
      return !is_authority && (usage & KU_KEY_AGREEMENT) != 0;
    case Purpose::authority:
      return is_authority && (usage & KU_KEY_CERT_SIGN) != 0;
  }
  return false;
}

bool Certificate::verify(std::string_view bytes, std::string_view signature) const {
  const DigestContextPtr context(EVP_MD_CTX_new());
  EVP_PKEY* key = X509_get0_pubkey(m_data->certificate.get());
  const bool holds =
      context != nullptr &&
      EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
      EVP_DigestVerify(context.get(), openssl_bytes(signature), signature.size(),
                       openssl_bytes(bytes), bytes.size()) == 1;
  ERR_clear_error();
  return holds;
}

bool Certificate::belongs_to(const PrivateKey& key) const {
  return EVP_PKEY_eq(X509_get0_pubkey(m_data->certificate.get()), openssl_key(key)) == 1;
}

Result<void> Certificate::issued_by(const Certificate& ca, std::int64_t at_utc_s) const {
  if (!ca.is_for(Purpose::authority)) {
    return fail(ErrorCode::refused,
                "the certificate " + ca.common_name() + " is not one that may issue others");
  }
  const StorePtr store(X509_STORE_new());
  const StoreContextPtr context(X509_STORE_CTX_new());
  if (store == nullptr || context == nullptr ||
      X509_STORE_add_cert(store.get(), openssl_certificate(ca)) != 1 ||
      X509_STORE_CTX_init(context.get(), store.get(), m_data->certificate.get(), nullptr) != 1) {
    return fail(ErrorCode::refused, with_reason("OpenSSL could not check a certificate"));
  }
  set_strict(X509_STORE_CTX_get0_param(context.get()), at_utc_s);
  const bool holds = X509_verify_cert(context.get()) == 1;
  const int reason = X509_STORE_CTX_get_error(context.get());
  ERR_clear_error();
  if (holds) return {};
  return fail(ErrorCode::refused, "the certificate " + common_name() + " does not hold (" +
                                      X509_verify_cert_error_string(reason) + ")");
}

}  // namespace candor::crypto
