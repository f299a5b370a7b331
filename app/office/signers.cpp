#include "office/signers.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "keys/keys.h"

namespace candor::office {

Signers::Signers(const std::vector<crypto::Certificate>& certificates,
                 const std::optional<crypto::Certificate>& authority) {
  std::vector<crypto::Certificate> authorities;
  if (authority) {
    authorities.push_back(*authority);
  } else {
    std::copy_if(
        certificates.begin(), certificates.end(), std::back_inserter(authorities),
        [](const crypto::Certificate& one) { return one.is_for(crypto::Purpose::authority); });
  }
  for (const crypto::Certificate& one : certificates) {
    const auto role = keys::role_of(one);
    Known known{one, one.validity(), "it is not the certificate of a kiosk or a person"};
    if (role == keys::Role::kiosk || role == keys::Role::clinician) {
      known.why_not = "it does not come from the clinic's authority";
      for (const crypto::Certificate& ca : authorities) {
        // Once with mathematics, at a moment when both hold; the moments of the entries are
        // compared with the times from then on.
        const crypto::Validity its = ca.validity();
        const crypto::Validity both{std::max(known.validity.from_utc_s, its.from_utc_s),
                                    std::min(known.validity.until_utc_s, its.until_utc_s)};
        if (!keys::check_role(one, *role, ca, both.from_utc_s)) continue;
        known.validity = both;
        known.why_not.clear();
      }
    }
    m_known.emplace(one.fingerprint(), std::move(known));
  }
}

std::optional<std::string> Signers::problem(const record::Head& head,
                                            std::optional<std::int64_t> at_utc_s) const {
  const auto found = m_known.find(head.signer);
  if (found == m_known.end()) return "its signer's certificate is not in the ledger";
  const Known& signer = found->second;
  if (!signer.why_not.empty()) {
    return "the head is signed with " + signer.certificate.common_name() + ", and " +
           signer.why_not;
  }
  if (at_utc_s &&
      (*at_utc_s < signer.validity.from_utc_s || *at_utc_s >= signer.validity.until_utc_s)) {
    return "the certificate " + signer.certificate.common_name() + " did not hold at its time";
  }
  if (!signer.certificate.verify(record::head_text(head.ledger, head.seq, head.chain),
                                 head.signature)) {
    return "the signature of its head is wrong";
  }
  return std::nullopt;
}

}  // namespace candor::office
