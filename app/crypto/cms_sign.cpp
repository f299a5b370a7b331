#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

#include "base/check.h"
#include "crypto/cms.h"
#include "crypto/cms_parts.h"
#include "crypto/crypto.h"
#include "crypto/der.h"
#include "crypto/openssl.h"

namespace candor::crypto {
namespace {

using TimePtr = std::unique_ptr<ASN1_TIME, Freed<ASN1_TIME_free>>;

/// A signed message. Its copy of the content is wiped before OpenSSL releases it, as OpenSSL
/// would not.
class Message {
 public:
  explicit Message(CMS_ContentInfo* cms) : m_cms(cms) {}

  ~Message() {
    if (ASN1_OCTET_STRING* copy = content(); copy != nullptr && copy->data != nullptr) {
      OPENSSL_cleanse(copy->data, static_cast<std::size_t>(copy->length));
    }
  }

  Message(const Message&) = delete;
  Message& operator=(const Message&) = delete;

  [[nodiscard]] CMS_ContentInfo* get() const { return m_cms.get(); }

  /// The content inside, null when the message has none.
  [[nodiscard]] ASN1_OCTET_STRING* content() const {
    if (m_cms == nullptr) return nullptr;
    ASN1_OCTET_STRING** place = CMS_get0_content(m_cms.get());
    return place == nullptr ? nullptr : *place;
  }

 private:
  CmsPtr m_cms;
};

tl::unexpected<Error> cannot_sign() {
  return fail(ErrorCode::refused, with_reason("OpenSSL could not sign"));
}

/// The key must be the certificate's, and the certificate one for signing.
Result<void> check_signer(const PrivateKey& key, const Certificate& signer) {
  ERR_clear_error();
  if (!signer.belongs_to(key)) {
    return fail(ErrorCode::refused, "the key is not the one of this certificate",
                signer.common_name(), "give the key and the certificate that belong together");
  }
  if (!signer.is_for(Purpose::signing)) {
    return fail(ErrorCode::refused, "this certificate is not one for signing", signer.common_name(),
                "give a certificate of a kiosk, a clinician or the archive");
  }
  return {};
}

/// An unfinished SignedData with one CAdES signer, its digest and its certificate.
CMS_SignerInfo* add_signer(CMS_ContentInfo* cms, const PrivateKey& key, const Certificate& signer) {
  return CMS_add1_signer(cms, openssl_certificate(signer), openssl_key(key), EVP_sha256(),
                         CMS_BINARY | CMS_CADES | CMS_NOSMIMECAP | CMS_PARTIAL);
}

/// What stands in a SignedData, found without OpenSSL. The views point into the bytes given.
struct Parts {
  std::optional<std::string_view> content;
  std::vector<std::string> certificates;  ///< DER
  bool has_signing_time = false;
};

/// The AlgorithmIdentifier of a digest or signature: the parameters are absent or NULL.
bool is_algorithm(DerWalk algorithm, std::string_view identifier) {
  algorithm.expect(der::kObjectIdentifier, identifier);
  if (algorithm.next_tag()) algorithm.expect(0x05, "");
  return algorithm.done();
}

/// Exactly the attributes that we write, each once and with one value.
bool read_attributes(DerWalk attributes, Parts& parts) {
  std::vector<std::string_view> seen;
  while (attributes.next_tag()) {
    DerWalk attribute = attributes.enter(der::kSequence);
    const std::string_view type = attribute.take(der::kObjectIdentifier);
    DerWalk values = attribute.enter(der::kSet);
    if (!values.next_tag()) return false;
    values.take(*values.next_tag());
    if (!attribute.done() || !values.done()) return false;
    if (std::find(seen.begin(), seen.end(), type) != seen.end()) return false;
    seen.push_back(type);
  }
  if (!attributes.done()) return false;
  const auto has = [&](std::string_view type) {
    return std::find(seen.begin(), seen.end(), type) != seen.end();
  };
  parts.has_signing_time = has(oid::kSigningTime);
  return has(oid::kContentType) && has(oid::kMessageDigest) && has(oid::kSigningCertificateV2) &&
         seen.size() == (parts.has_signing_time ? 4U : 3U);
}

/// The structure of a signed message, or nothing when it is not exactly what we write.
std::optional<Parts> read_parts(std::string_view bytes) {
  if (!fits_openssl(bytes) || !is_strict_der(bytes)) return std::nullopt;
  Parts parts;
  DerWalk outside(bytes);
  DerWalk message = outside.enter(der::kSequence);
  message.expect(der::kObjectIdentifier, oid::kSignedData);
  DerWalk explicit_tag = message.enter(der::context(0));
  DerWalk data = explicit_tag.enter(der::kSequence);
  data.expect(der::kInteger, "\x01");
  DerWalk digests = data.enter(der::kSet);
  if (!is_algorithm(digests.enter(der::kSequence), oid::kSha256)) return std::nullopt;
  DerWalk inside = data.enter(der::kSequence);
  inside.expect(der::kObjectIdentifier, oid::kData);
  if (inside.next_tag()) {
    DerWalk content = inside.enter(der::context(0));
    parts.content = content.take(der::kOctetString);
    if (!content.done()) return std::nullopt;
  }
  DerWalk certificates = data.enter(der::context(0));
  while (certificates.next_tag()) {
    const std::string_view body = certificates.take(der::kSequence);
    // The element whole: its header stands directly before its content.
    const std::size_t end = static_cast<std::size_t>(body.data() - bytes.data()) + body.size();
    const std::size_t header = body.size() < 0x80 ? 2 : body.size() < 0x100 ? 3 : 4;
    if (certificates.failed() || body.size() > 0xffff) return std::nullopt;
    parts.certificates.emplace_back(bytes.substr(end - body.size() - header, header + body.size()));
  }
  DerWalk signers = data.enter(der::kSet);
  DerWalk signer = signers.enter(der::kSequence);
  signer.expect(der::kInteger, "\x01");
  signer.take(der::kSequence);  // whose: issuer and serial number
  if (!is_algorithm(signer.enter(der::kSequence), oid::kSha256)) return std::nullopt;
  if (!read_attributes(signer.enter(der::context(0)), parts)) return std::nullopt;
  if (!is_algorithm(signer.enter(der::kSequence), oid::kEcdsaSha256)) return std::nullopt;
  signer.take(der::kOctetString);
  const bool whole = outside.done() && message.done() && explicit_tag.done() && data.done() &&
                     digests.done() && inside.done() && certificates.done() && signers.done() &&
                     signer.done();
  return whole ? std::optional(std::move(parts)) : std::nullopt;
}

tl::unexpected<Error> not_signed() {
  ERR_clear_error();
  return fail(ErrorCode::bad_format, "is not a signed message, or not a whole one");
}

/// The one signer of a message that read_parts has seen.
CMS_SignerInfo* signer_of(const CMS_ContentInfo* cms) {
  // OpenSSL wants it without const, and does not change it.
  STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(const_cast<CMS_ContentInfo*>(cms));
  return sk_CMS_SignerInfo_num(signers) == 1 ? sk_CMS_SignerInfo_value(signers, 0) : nullptr;
}

std::optional<std::int64_t> signing_time(CMS_SignerInfo* signer) {
  const int at = CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, -1);
  if (at < 0) return std::nullopt;
  const ASN1_TYPE* value = X509_ATTRIBUTE_get0_type(CMS_signed_get_attr(signer, at), 0);
  if (value == nullptr ||
      (value->type != V_ASN1_UTCTIME && value->type != V_ASN1_GENERALIZEDTIME)) {
    return std::nullopt;
  }
  const ASN1_TIME* time =
      value->type == V_ASN1_UTCTIME ? value->value.utctime : value->value.generalizedtime;
  std::tm parts{};
  if (ASN1_TIME_check(time) != 1 || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return ::timegm(&parts);
}

/// CMS_verify under `ca` at that moment. `apart` holds content kept outside the message.
Result<void> verify_under(const Message& message, const Certificate& signer, const Certificate& ca,
                          std::int64_t at_utc_s, BIO* apart) {
  const StorePtr store(X509_STORE_new());
  if (store == nullptr || X509_STORE_add_cert(store.get(), openssl_certificate(ca)) != 1) {
    return fail(ErrorCode::refused, with_reason("OpenSSL could not check a signature"));
  }
  set_strict(X509_STORE_get0_param(store.get()), at_utc_s);
  const bool holds =
      CMS_verify(message.get(), nullptr, store.get(), apart, nullptr, CMS_BINARY | CMS_CADES) == 1;
  CMS_SignerInfo* one = signer_of(message.get());
  X509* by = nullptr;
  if (one != nullptr) CMS_SignerInfo_get0_algs(one, nullptr, &by, nullptr, nullptr);
  if (holds && by != nullptr && X509_cmp(by, openssl_certificate(signer)) == 0 &&
      ca.is_for(Purpose::authority) && signer.is_for(Purpose::signing)) {
    ERR_clear_error();
    return {};
  }
  std::string why = with_reason("the signature does not hold");
  // Where it is the certificate, that says more.
  if (auto issued = signer.issued_by(ca, at_utc_s); !issued) return issued;
  if (!signer.is_for(Purpose::signing)) why = "this certificate is not one for signing";
  return fail(ErrorCode::refused, std::move(why), signer.common_name());
}

CMS_ContentInfo* parse(std::string_view bytes) {
  const unsigned char* at = openssl_bytes(bytes);
  CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(bytes.size())));
  return at == openssl_bytes(bytes) + bytes.size() ? cms.release() : nullptr;
}

/// The signed attributes as they are signed: a SET OF, its elements in order of their bytes.
std::string attributes_der(CMS_SignerInfo* signer) {
  std::vector<std::string> all;
  all.reserve(static_cast<std::size_t>(std::max(CMS_signed_get_attr_count(signer), 0)));
  for (int i = 0; i < CMS_signed_get_attr_count(signer); ++i) {
    all.push_back(to_der<X509_ATTRIBUTE>(CMS_signed_get_attr(signer, i), i2d_X509_ATTRIBUTE));
  }
  // DER compares as unsigned bytes, the shorter one first; std::string compares just so.
  std::sort(all.begin(), all.end());
  std::string body;
  for (const std::string& one : all) body += one;
  CANDOR_CHECK(body.size() < 0x10000);
  std::string set(1, static_cast<char>(der::kSet));
  if (body.size() >= 0x100) {
    set += '\x82';
    set += static_cast<char>(body.size() >> 8U);
  } else if (body.size() >= 0x80) {
    set += '\x81';
  }
  set += static_cast<char>(body.size() & 0xffU);
  return set + body;
}

/// What CMS_final would do, but without the signing time, which it always adds.
bool sign_attributes(CMS_SignerInfo* signer, std::string_view bytes, const PrivateKey& key) {
  const std::string digest = sha256(bytes);
  if (CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_contentType, V_ASN1_OBJECT,
                                  OBJ_nid2obj(NID_pkcs7_data), -1) != 1 ||
      CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING,
                                  digest.data(), static_cast<int>(digest.size())) != 1) {
    return false;
  }
  const auto signature = key.sign(attributes_der(signer));
  if (!signature) return false;
  X509_ALGOR* algorithm = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, nullptr, &algorithm);
  return X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_ecdsa_with_SHA256), V_ASN1_UNDEF, nullptr) ==
             1 &&
         ASN1_STRING_set(CMS_SignerInfo_get0_signature(signer), signature->data(),
                         static_cast<int>(signature->size())) == 1;
}

}  // namespace

Result<std::string> sign_cms(std::string_view content, const PrivateKey& key,
                             const Certificate& signer, std::int64_t at_utc_s) {
  if (auto checked = check_signer(key, signer); !checked) return fail(checked);
  if (content.empty() || !fits_openssl(content)) {
    return fail(ErrorCode::bad_value, "there is nothing to sign, or too much");
  }
  const Message message(CMS_sign(nullptr, nullptr, nullptr, nullptr, CMS_PARTIAL | CMS_BINARY));
  CMS_SignerInfo* by = message.get() == nullptr ? nullptr : add_signer(message.get(), key, signer);
  const TimePtr time(ASN1_TIME_set(nullptr, static_cast<time_t>(at_utc_s)));
  if (by == nullptr || time == nullptr ||
      CMS_signed_add1_attr_by_NID(by, NID_pkcs9_signingTime, time->type, time.get(), -1) != 1) {
    return cannot_sign();
  }
  // Not CMS_final: it would copy the content through a buffer on the stack, which nobody wipes.
  const BioPtr into(CMS_dataInit(message.get(), nullptr));
  if (into == nullptr ||
      BIO_write(into.get(), content.data(), static_cast<int>(content.size())) !=
          static_cast<int>(content.size()) ||
      BIO_flush(into.get()) != 1 || CMS_dataFinal(message.get(), into.get()) != 1) {
    return cannot_sign();
  }
  std::string signed_bytes = to_der<CMS_ContentInfo>(message.get(), i2d_CMS_ContentInfo);
  ERR_clear_error();
  const auto parts = read_parts(signed_bytes);
  if (!parts || parts->content != content) {
    wipe(signed_bytes);
    return cannot_sign();
  }
  return signed_bytes;
}

Result<Signed> verify_cms(std::string_view der, const Certificate& ca) {
  ERR_clear_error();
  const auto parts = read_parts(der);
  if (!parts || !parts->content || !parts->has_signing_time || parts->certificates.size() != 1) {
    return not_signed();
  }
  const auto signer = Certificate::from_der(parts->certificates[0], "the signer's certificate");
  if (!signer) return fail(signer);
  const Message message(parse(der));
  CMS_SignerInfo* by = message.get() == nullptr ? nullptr : signer_of(message.get());
  const auto time = by == nullptr ? std::nullopt : signing_time(by);
  if (!time) return not_signed();
  if (auto held = verify_under(message, *signer, ca, *time, nullptr); !held) return fail(held);
  return Signed{std::string(*parts->content), *signer, *time};
}

Result<std::string> sign_detached(std::string_view bytes, const PrivateKey& key,
                                  const Certificate& signer, const Certificate& ca) {
  if (auto checked = check_signer(key, signer); !checked) return fail(checked);
  const Message message(
      CMS_sign(nullptr, nullptr, nullptr, nullptr, CMS_PARTIAL | CMS_BINARY | CMS_DETACHED));
  CMS_SignerInfo* by = message.get() == nullptr ? nullptr : add_signer(message.get(), key, signer);
  if (by == nullptr || CMS_add1_cert(message.get(), openssl_certificate(ca)) != 1 ||
      !sign_attributes(by, bytes, key)) {
    return cannot_sign();
  }
  std::string signed_bytes = to_der<CMS_ContentInfo>(message.get(), i2d_CMS_ContentInfo);
  ERR_clear_error();
  if (!read_parts(signed_bytes)) return cannot_sign();
  return signed_bytes;
}

Result<Certificate> verify_detached(std::string_view bytes, std::string_view der,
                                    const Certificate& ca, std::int64_t at_utc_s) {
  ERR_clear_error();
  const auto parts = read_parts(der);
  if (!parts || parts->content || parts->has_signing_time || parts->certificates.size() != 2 ||
      !fits_openssl(bytes)) {
    return not_signed();
  }
  // The authority's copy is not part of what is signed, so it must be exactly the one we know.
  const bool first_is_ca = parts->certificates[0] == ca.der();
  if (!first_is_ca && parts->certificates[1] != ca.der()) {
    return fail(ErrorCode::refused, "was signed under another authority than this one",
                ca.common_name(), "give the ca.crt of the clinic that made it");
  }
  const auto signer =
      Certificate::from_der(parts->certificates[first_is_ca ? 1 : 0], "the signer's certificate");
  if (!signer) return fail(signer);
  const Message message(parse(der));
  const BioPtr apart = bio_over(bytes);
  if (message.get() == nullptr || apart == nullptr) return not_signed();
  if (auto held = verify_under(message, *signer, ca, at_utc_s, apart.get()); !held) {
    return fail(held);
  }
  return *signer;
}

}  // namespace candor::crypto
