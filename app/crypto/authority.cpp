#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cctype>

#include "crypto/openssl.h"

namespace candor::crypto {
namespace {

constexpr int kSerialBits = 127;  // 16 bytes, positive and never twice

using NamePtr = std::unique_ptr<X509_NAME, Freed<X509_NAME_free>>;

Result<void> add(X509_NAME* to, int nid, const std::string& text) {
  if (text.empty()) return {};
  const bool printable = std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
  if (printable && fits_openssl(text) &&
      X509_NAME_add_entry_by_NID(to, nid, MBSTRING_UTF8, openssl_bytes(std::string_view(text)),
                                 static_cast<int>(text.size()), -1, 0) == 1) {
    return {};
  }
  ERR_clear_error();
  return fail(ErrorCode::bad_value, "cannot stand in a certificate", text,
              "use at most 64 characters, in UTF-8");
}

Result<NamePtr> to_openssl(const Name& name) {
  NamePtr out(X509_NAME_new());
  if (out == nullptr) return fail(ErrorCode::refused, with_reason("OpenSSL could not make a name"));
  if (name.common_name.empty()) {
    return fail(ErrorCode::bad_value, "a certificate needs a name", {}, "give a name");
  }
  if (auto added = add(out.get(), NID_organizationName, name.organization); !added) {
    return fail(added);
  }
  if (auto added = add(out.get(), NID_organizationalUnitName, name.unit); !added)
    return fail(added);
  if (auto added = add(out.get(), NID_title, name.title); !added) return fail(added);
  if (auto added = add(out.get(), NID_commonName, name.common_name); !added) return fail(added);
  return out;
}

bool set_serial(X509* certificate) {
  const std::unique_ptr<BIGNUM, Freed<BN_free>> number(BN_new());
  return number != nullptr &&
         BN_rand(number.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
         BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool add_extension(X509* to, X509* issuer, int nid, const char* value) {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> extension(
      X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  return extension != nullptr && X509_add_ext(to, extension.get(), -1) == 1;
}

const char* usage(Purpose purpose) {
  switch (purpose) {
    case Purpose::signing:
      return "critical,digitalSignature,nonRepudiation";
    case Purpose::opening:
      return "critical,keyAgreement";
    case Purpose::authority:
      return "critical,keyCertSign";
  }
  return "";
}

/// What every certificate of ours is, made by the authority's certificate `issuer` (its own when
/// that is null) and signed with `signing_key`.
Result<Certificate> make(EVP_PKEY* holder, const Name& name, Purpose purpose,
                         const Validity& validity, X509* issuer, EVP_PKEY* signing_key) {
  ERR_clear_error();
  if (validity.until_utc_s <= validity.from_utc_s) {
    return fail(ErrorCode::bad_value, "a certificate that ends before it begins");
  }
  const auto subject = to_openssl(name);
  if (!subject) return fail(subject);
  const CertificatePtr certificate(X509_new());
  X509* const made = certificate.get();
  if (made == nullptr) {
    return fail(ErrorCode::refused, with_reason("OpenSSL could not make a certificate"));
  }
  X509* const by = issuer == nullptr ? made : issuer;
  const bool is_authority = purpose == Purpose::authority;
  const bool done =
      X509_set_version(made, X509_VERSION_3) == 1 && set_serial(made) &&
      X509_set_subject_name(made, subject->get()) == 1 &&
      X509_set_issuer_name(made, X509_get_subject_name(by)) == 1 &&
      ASN1_TIME_set(X509_getm_notBefore(made), validity.from_utc_s) != nullptr &&
      ASN1_TIME_set(X509_getm_notAfter(made), validity.until_utc_s) != nullptr &&
      X509_set_pubkey(made, holder) == 1 &&
      add_extension(made, by, NID_basic_constraints,
                    is_authority ? "critical,CA:TRUE,pathlen:0" : "critical,CA:FALSE") &&
      add_extension(made, by, NID_key_usage, usage(purpose)) &&
      add_extension(made, by, NID_subject_key_identifier, "hash") &&
      (is_authority || add_extension(made, by, NID_authority_key_identifier, "keyid:always")) &&
      X509_sign(made, signing_key, EVP_sha256()) > 0;
  if (!done) return fail(ErrorCode::refused, with_reason("OpenSSL could not make a certificate"));
  return Certificate::from_der(to_der<X509>(made, i2d_X509), name.common_name);
}

Result<RequestPtr> parse_request(std::string_view pem, const std::string& where) {
  ERR_clear_error();
  const auto refuse = [&] {
    ERR_clear_error();
    return fail(ErrorCode::bad_format, "is not one request for a certificate of an EC P-256 key",
                where, "check that it is the right file, and whole");
  };
  if (!fits_openssl(pem)) return refuse();
  const BioPtr bio = bio_over(pem);
  if (bio == nullptr) return refuse();
  RequestPtr request(PEM_read_bio_X509_REQ(bio.get(), nullptr, nullptr, nullptr));
  if (request == nullptr || !is_p256(X509_REQ_get0_pubkey(request.get()))) return refuse();
  if (X509_REQ_verify(request.get(), X509_REQ_get0_pubkey(request.get())) != 1) {
    ERR_clear_error();
    return fail(ErrorCode::refused, "was not signed by the key it asks for", where,
                "make the request anew");
  }
  return request;
}

}  // namespace

Result<Certificate> make_authority(const PrivateKey& key, const Name& name,
                                   const Validity& validity) {
  return make(openssl_key(key), name, Purpose::authority, validity, nullptr, openssl_key(key));
}

Result<std::string> make_request(const PrivateKey& key, const Name& name) {
  ERR_clear_error();
  const auto subject = to_openssl(name);
  if (!subject) return fail(subject);
  const RequestPtr request(X509_REQ_new());
  const BioPtr out = bio_memory();
  const bool done = request != nullptr && out != nullptr &&
                    X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) == 1 &&
                    X509_REQ_set_subject_name(request.get(), subject->get()) == 1 &&
                    X509_REQ_set_pubkey(request.get(), openssl_key(key)) == 1 &&
                    X509_REQ_sign(request.get(), openssl_key(key), EVP_sha256()) > 0 &&
                    PEM_write_bio_X509_REQ(out.get(), request.get()) == 1;
  if (!done) return fail(ErrorCode::refused, with_reason("OpenSSL could not make a request"));
  return bio_text(out);
}

Result<Request> read_request(std::string_view request, const std::string& where) {
  const auto parsed = parse_request(request, where);
  if (!parsed) return fail(parsed);
  return Request{name_of(X509_REQ_get_subject_name(parsed->get())),
                 key_id_of(X509_REQ_get0_pubkey(parsed->get()))};
}

Result<Certificate> issue(const Authority& authority, std::string_view request, const Name& name,
                          Purpose purpose, const Validity& validity) {
  if (!authority.certificate.is_for(Purpose::authority) ||
      !authority.certificate.belongs_to(authority.key)) {
    return fail(ErrorCode::refused, "this key is not the authority's",
                authority.certificate.common_name(), "give the authority's own key");
  }
  if (purpose == Purpose::authority) {
    return fail(ErrorCode::refused, "an authority issues no further authorities");
  }
  const auto parsed = parse_request(request, name.common_name);
  if (!parsed) return fail(parsed);
  return make(X509_REQ_get0_pubkey(parsed->get()), name, purpose, validity,
              openssl_certificate(authority.certificate), openssl_key(authority.key));
}

}  // namespace candor::crypto
