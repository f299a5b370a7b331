#include <array>
#include <utility>

#include "keys/keys.h"

namespace candor::keys {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 6> kNames{{
    {Role::ca, "ca"},
    {Role::record, "record"},
    {Role::recovery, "recovery"},
    {Role::archive, "archive"},
    {Role::kiosk, "kiosk"},
    {Role::clinician, "clinician"},
}};

/// What to do about a certificate that does not hold.
std::string advice(Role role) {
  switch (role) {
    case Role::ca:
      return "check the clock of this computer; an authority that has ended is replaced with "
             "candor keys init in new folders";
    case Role::record:
    case Role::recovery:
    case Role::archive:
    case Role::kiosk:
      return "check the clock of this computer, else make a new one with: candor keys rotate "
             "--role " +
             std::string(role_name(role));
    case Role::clinician:
      return "check the clock of this computer, else make a new one with: candor keys enroll "
             "--role clinician";
  }
  return {};
}

}  // namespace

std::string_view role_name(Role role) {
  for (const auto& [known, name] : kNames) {
    if (known == role) return name;
  }
  return {};
}

std::optional<Role> parse_role(std::string_view word) {
  for (const auto& [role, name] : kNames) {
    if (name == word) return role;
  }
  return std::nullopt;
}

std::optional<Role> role_of(const crypto::Certificate& certificate) {
  return parse_role(certificate.title());
}

bool is_demonstration(const crypto::Certificate& certificate) {
  return certificate.unit() == kDemonstrationUnit;
}

crypto::Purpose purpose_of(Role role) {
  switch (role) {
    case Role::ca:
      return crypto::Purpose::authority;
    case Role::record:
    case Role::recovery:
      return crypto::Purpose::opening;
    case Role::archive:
    case Role::kiosk:
    case Role::clinician:
      return crypto::Purpose::signing;
  }
  return crypto::Purpose::signing;
}

Result<void> check_signer_role(const crypto::Certificate& signer, Role role) {
  if (role_of(signer) == role && signer.is_for(purpose_of(role))) return {};
  const std::string where(role_name(role));
  return fail(ErrorCode::refused,
              "the certificate " + signer.common_name() + " is not one for this role", where,
              "give the " + where + " certificate that candor keys made");
}

Result<void> check_role(const crypto::Certificate& certificate, Role role,
                        const crypto::Certificate& ca, std::int64_t at_utc_s) {
  if (auto right = check_signer_role(certificate, role); !right) return right;
  if (auto issued = certificate.issued_by(ca, at_utc_s); !issued) {
    return fail(ErrorCode::refused, issued.error().what, std::string(role_name(role)),
                advice(role));
  }
  return {};
}

}  // namespace candor::keys
