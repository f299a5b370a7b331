#include <openssl/ec.h>

#include <algorithm>

#include "crypto/cms.h"
#include "crypto/cms_parts.h"
#include "crypto/crypto.h"
#include "crypto/der.h"
#include "crypto/openssl.h"

namespace candor::crypto {
namespace {

constexpr std::size_t kFewestRecipients = 2;  // the clinic's, and one kept offline
constexpr std::size_t kIvBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kWrappedKeyBytes = 40;  // 32 bytes of key, wrapped

struct Envelope {
  std::size_t content_size = 0;
  std::size_t recipients = 0;
};

/// One KeyAgreeRecipientInfo as encrypt_cms writes it: one ephemeral key, one wrapped key.
bool is_recipient(DerWalk recipient) {
  recipient.expect(der::kInteger, "\x03");
  DerWalk originator = recipient.enter(der::context(0));
  DerWalk ephemeral = originator.enter(der::context(1));
  DerWalk algorithm = ephemeral.enter(der::kSequence);
  algorithm.expect(der::kObjectIdentifier, oid::kEcPublicKey);
  // Which curve stands here or in the recipient's certificate.
  if (algorithm.next_tag()) algorithm.take(*algorithm.next_tag());
  ephemeral.take(der::kBitString);
  DerWalk agreement = recipient.enter(der::kSequence);
  agreement.expect(der::kObjectIdentifier, oid::kEcdhSha256Kdf);
  DerWalk wrap = agreement.enter(der::kSequence);
  wrap.expect(der::kObjectIdentifier, oid::kAes256Wrap);
  DerWalk keys = recipient.enter(der::kSequence);
  DerWalk key = keys.enter(der::kSequence);
  key.take(der::kSequence);  // whose: issuer and serial number
  const std::string_view wrapped = key.take(der::kOctetString);
  return recipient.done() && originator.done() && ephemeral.done() && algorithm.done() &&
         agreement.done() && wrap.done() && keys.done() && key.done() &&
         wrapped.size() == kWrappedKeyBytes;
}

/// The structure of a sealed blob, or nothing when it is not exactly what encrypt_cms writes.
std::optional<Envelope> read_envelope(std::string_view bytes) {
  if (!fits_openssl(bytes) || !is_strict_der(bytes)) return std::nullopt;
  DerWalk outside(bytes);
  DerWalk message = outside.enter(der::kSequence);
  message.expect(der::kObjectIdentifier, oid::kAuthEnvelopedData);
  DerWalk explicit_tag = message.enter(der::context(0));
  DerWalk envelope = explicit_tag.enter(der::kSequence);
  envelope.expect(der::kInteger, std::string_view("\0", 1));
  DerWalk recipients = envelope.enter(der::kSet);
  DerWalk content = envelope.enter(der::kSequence);
  const std::string_view tag = envelope.take(der::kOctetString);
  content.expect(der::kObjectIdentifier, oid::kData);
  DerWalk cipher = content.enter(der::kSequence);
  cipher.expect(der::kObjectIdentifier, oid::kAes256Gcm);
  DerWalk parameters = cipher.enter(der::kSequence);
  const std::string_view iv = parameters.take(der::kOctetString);
  parameters.expect(der::kInteger, "\x10");  // the tag's length
  const std::string_view sealed = content.take(der::context_bytes(0));
  const bool whole = outside.done() && message.done() && explicit_tag.done() && envelope.done() &&
                     content.done() && cipher.done() && parameters.done();
  if (!whole || tag.size() != kTagBytes || iv.size() != kIvBytes || sealed.empty()) {
    return std::nullopt;
  }
  Envelope found{sealed.size(), 0};
  while (recipients.next_tag()) {
    if (!is_recipient(recipients.enter(der::context(1)))) return std::nullopt;
    ++found.recipients;
  }
  if (!recipients.done() || found.recipients < kFewestRecipients) return std::nullopt;
  return found;
}

CmsPtr parse(std::string_view bytes) {
  const unsigned char* at = openssl_bytes(bytes);
  CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(bytes.size())));
  if (at != openssl_bytes(bytes) + bytes.size()) return nullptr;
  return cms;
}

bool add_recipient(CMS_ContentInfo* cms, const Certificate& certificate) {
  CMS_RecipientInfo* recipient =
      CMS_add1_recipient_cert(cms, openssl_certificate(certificate), CMS_KEY_PARAM);
  if (recipient == nullptr) return false;
  // OpenSSL's own choice would be SHA-1.
  EVP_PKEY_CTX* agreement = CMS_RecipientInfo_get0_pkey_ctx(recipient);
  return agreement != nullptr && EVP_PKEY_CTX_set_ecdh_kdf_md(agreement, EVP_sha256()) > 0;
}

/// Writes the content straight into the message. CMS_final would copy it through a buffer on the
/// stack, which nobody wipes.
bool put(CMS_ContentInfo* cms, std::string_view bytes) {
  const BioPtr content(CMS_dataInit(cms, nullptr));
  return content != nullptr &&
         BIO_write(content.get(), bytes.data(), static_cast<int>(bytes.size())) ==
             static_cast<int>(bytes.size()) &&
         BIO_flush(content.get()) == 1 && CMS_dataFinal(cms, content.get()) == 1;
}

tl::unexpected<Error> not_sealed() {
  ERR_clear_error();
  return fail(ErrorCode::bad_format, "is not a sealed entry, or not a whole one");
}

}  // namespace

Result<std::string> encrypt_cms(std::string_view bytes,
                                const std::vector<Certificate>& recipients) {
  ERR_clear_error();
  if (bytes.empty() || !fits_openssl(bytes)) {
    return fail(ErrorCode::bad_value, "there is nothing to seal, or too much");
  }
  if (recipients.size() < kFewestRecipients) {
    return fail(ErrorCode::bad_value, "sealing needs two recipients or more",
                std::to_string(recipients.size()), "give the record and the recovery certificate");
  }
  for (std::size_t i = 0; i < recipients.size(); ++i) {
    if (!recipients[i].is_for(Purpose::opening)) {
      return fail(ErrorCode::bad_value, "this certificate is not one for opening records",
                  recipients[i].common_name(), "give a record or recovery certificate");
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (EVP_PKEY_eq(X509_get0_pubkey(openssl_certificate(recipients[i])),
                      X509_get0_pubkey(openssl_certificate(recipients[j]))) == 1) {
        return fail(ErrorCode::bad_value, "two recipients have the same key",
                    recipients[i].common_name(), "give the record and the recovery certificate");
      }
    }
  }
  const auto failed = [] {
    return fail(ErrorCode::refused, with_reason("OpenSSL could not seal"));
  };
  const CmsPtr cms(CMS_encrypt(nullptr, nullptr, EVP_aes_256_gcm(), CMS_PARTIAL | CMS_BINARY));
  if (cms == nullptr) return failed();
  for (const Certificate& recipient : recipients) {
    if (!add_recipient(cms.get(), recipient)) return failed();
  }
  if (!put(cms.get(), bytes)) return failed();
  std::string sealed = to_der<CMS_ContentInfo>(cms.get(), i2d_CMS_ContentInfo);
  if (sealed.empty()) return failed();
  ERR_clear_error();
  if (auto checked = check_envelope(sealed, bytes.size(), recipients.size()); !checked) {
    return fail(checked);
  }
  return sealed;
}

Result<void> check_envelope(std::string_view der, std::size_t plain_size, std::size_t recipients) {
  const auto envelope = read_envelope(der);
  if (!envelope || parse(der) == nullptr) return not_sealed();
  ERR_clear_error();
  if (envelope->content_size != plain_size) {
    return fail(ErrorCode::bad_format, "the sealed content has another size than it must",
                std::to_string(envelope->content_size) + " bytes");
  }
  if (envelope->recipients != recipients) {
    return fail(ErrorCode::bad_format, "is sealed for another number of recipients",
                std::to_string(envelope->recipients));
  }
  return {};
}

Result<std::string> decrypt_cms(std::string_view der, const PrivateKey& key,
                                const Certificate& certificate) {
  ERR_clear_error();
  const auto envelope = read_envelope(der);
  if (!envelope) return not_sealed();
  const CmsPtr cms = parse(der);
  const BioPtr out = bio_memory();
  if (cms == nullptr || out == nullptr) return not_sealed();
  const bool opened = CMS_decrypt(cms.get(), openssl_key(key), openssl_certificate(certificate),
                                  nullptr, out.get(), CMS_BINARY) == 1;
  ERR_clear_error();
  // Only now may the content be looked at: OpenSSL has written some of it to `out` before it knew
  // the tag, in older versions. The buffer wipes itself.
  if (!opened) {
    return fail(ErrorCode::refused, "cannot be opened: it is sealed for other keys, or was changed",
                {}, "give the key that it was sealed for, or take it from a backup");
  }
  std::string plain = bio_text(out);
  if (plain.size() != envelope->content_size) {
    wipe(plain);
    return not_sealed();
  }
  return plain;
}

}  // namespace candor::crypto
