#include "record/seal.h"

#include <utility>

#include "crypto/cms.h"
#include "crypto/crypto.h"

namespace candor::record {

Seal::Seal(crypto::PrivateKey key, crypto::Certificate signer,
           std::vector<crypto::Certificate> recipients)
    : m_key(std::move(key)), m_signer(std::move(signer)), m_recipients(std::move(recipients)) {}

Result<std::string> Seal::close(const Json& content, std::int64_t at_utc_s) const {
  const auto id = content.is_object() ? content.find("id") : content.end();
  if (id == content.end() || !id->is_string()) {
    return fail(ErrorCode::bad_value, "what is sealed needs the id of its entry");
  }
  std::string plain = canonical(content);
  auto is_signed = crypto::sign_cms(plain, m_key, m_signer, at_utc_s);
  crypto::wipe(plain);
  if (!is_signed) return is_signed;
  auto sealed = crypto::encrypt_cms(*is_signed, m_recipients);
  crypto::wipe(*is_signed);
  return sealed;
}

Result<crypto::Secret> open_blob(const Entry& entry, const std::vector<Opener>& openers,
                                 const std::string& where) {
  if (entry.erased) {
    return fail(ErrorCode::refused, "its content was erased when its time was over", where);
  }
  Result<std::string> opened =
      fail(ErrorCode::refused, "there is no key to open it with", where, "give the record key");
  for (const Opener& opener : openers) {
    opened = crypto::decrypt_cms(entry.blob, opener.key, opener.certificate);
    if (opened) return crypto::Secret(std::move(*opened));
  }
  return fail(opened.error().code, opened.error().what, where, opened.error().next);
}

Result<Unsealed> check_message(std::string_view message, std::string_view id,
                               const crypto::Certificate& ca, const std::string& where) {
  auto checked = crypto::verify_cms(message, ca);
  if (!checked) {
    return fail(checked.error().code, checked.error().what, where, checked.error().next);
  }
  auto content = parse_json(checked->content, where, 16);
  const bool is_right = content && content->is_object() && is_canonical(*content, checked->content);
  const auto its_id = is_right ? content->find("id") : Json::iterator();
  if (!is_right || its_id == content->end() || !its_id->is_string() ||
      (!id.empty() && its_id->get_ref<const std::string&>() != id)) {
    crypto::wipe(checked->content);
    if (!is_right) return fail(ErrorCode::bad_format, "its content is not canonical JSON", where);
    return fail(ErrorCode::bad_format, "its content belongs to another entry", where);
  }
  return Unsealed{std::move(checked->content), std::move(checked->signer), checked->signed_at_s,
                  *std::move(content)};
}

Result<Unsealed> unseal(const Entry& entry, const std::vector<Opener>& openers,
                        const crypto::Certificate& ca, const std::string& where) {
  const auto message = open_blob(entry, openers, where);
  if (!message) return fail(message);
  return check_message(message->view(), entry.header.id, ca, where);
}

}  // namespace candor::record
