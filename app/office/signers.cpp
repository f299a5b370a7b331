#include "office/signers.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "office/office_ledger.h"

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
    Known known{one, role, one.validity(), "it is not the certificate of a kiosk or a person"};
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

std::optional<std::string> Signers::problem_of_kept(const record::Head& head) const {
  const auto found = m_known.find(head.signer);
  if (found == m_known.end()) return "its signer's certificate is not in the ledger";
  const Known& signer = found->second;
  if (!signer.why_not.empty()) {
    return "the head is signed with " + signer.certificate.common_name() + ", and " +
           signer.why_not;
  }
  if (!signer.certificate.verify(record::head_text(head.ledger, head.seq, head.chain),
                                 head.signature)) {
    return "the signature of its head is wrong";
  }
  return std::nullopt;
}

std::optional<std::string> Signers::problem(const record::Head& head,
                                            const record::Header& header) const {
  if (auto wrong = problem_of_kept(head)) return wrong;
  const Known& signer = m_known.at(head.signer);
  const std::int64_t at_utc_s = header.created.utc_ms / 1000;
  if (at_utc_s < signer.validity.from_utc_s || at_utc_s >= signer.validity.until_utc_s) {
    return "the certificate " + signer.certificate.common_name() + " did not hold at its time";
  }
  const bool is_person = signer.role == keys::Role::clinician;
  // A kiosk's own entry may be called "expired" and the kiosk "office": only addenda tell for sure.
  const bool is_persons_only = is_of_office(header) && header.kind == record::EntryKind::addendum;
  if (is_person ? !is_of_office(header) : is_persons_only) {
    return "the head is signed with " + signer.certificate.common_name() + ", and a " +
           (is_person ? "person" : "kiosk") + " may not sign such an entry";
  }
  return std::nullopt;
}

std::optional<keys::Role> Signers::role_of(const std::string& fingerprint) const {
  const auto found = m_known.find(fingerprint);
  if (found == m_known.end()) return std::nullopt;
  return found->second.role;
}

bool is_of_office(const record::Header& header) {
  return header.kiosk == kOfficeName &&
         (header.kind == record::EntryKind::addendum || header.kind == record::EntryKind::expired);
}

bool may_seal(const crypto::Certificate& signer, const record::Header& header) {
  const auto role = keys::role_of(signer);
  switch (header.kind) {
    case record::EntryKind::addendum:
      return role == keys::Role::clinician;
    case record::EntryKind::expired:
      return role == (is_of_office(header) ? keys::Role::clinician : keys::Role::kiosk);
    case record::EntryKind::backup:
    case record::EntryKind::opened:
    case record::EntryKind::record:
    case record::EntryKind::flag_now:
    case record::EntryKind::staff_act:
    case record::EntryKind::pack:
    case record::EntryKind::clock_jump:
      return role == keys::Role::kiosk;
  }
  return false;
}

std::optional<std::string> OneKindOfSigner::problem(const record::Entry& entry) {
  const auto role = m_signers->role_of(entry.signer);
  if (!role) return std::nullopt;
  if (!m_first) m_first = role;
  if (*m_first == *role) return std::nullopt;
  return "its head is signed by a " + std::string(keys::role_name(*role)) + " in the ledger of a " +
         std::string(keys::role_name(*m_first));
}

}  // namespace candor::office
