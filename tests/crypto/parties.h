// An authority and those it issued certificates to, made fresh for a test.
#pragma once

#include <string>

#include "crypto/cms.h"
#include "crypto/keys.h"

namespace candor::crypto_tests {

using crypto::Authority;
using crypto::Certificate;
using crypto::Name;
using crypto::PrivateKey;
using crypto::Purpose;
using crypto::Validity;

/// 2026-11-21T16:30:00Z, when the tests' clock stands.
inline constexpr std::int64_t kNow = 1'795'278'600;
inline constexpr std::int64_t kDay = 86'400;
inline constexpr Validity kLong{kNow - kDay, kNow + 20 * 365 * kDay};
inline constexpr Validity kYear{kNow - kDay, kNow + 365 * kDay};

struct Party {
  PrivateKey key;
  Certificate certificate;
};

inline Authority make_ca(const std::string& name, const Validity& validity = kLong) {
  PrivateKey key = PrivateKey::generate().value();
  Certificate certificate = crypto::make_authority(key, {name, "Clinic", "", ""}, validity).value();
  return {std::move(key), std::move(certificate)};
}

inline Party make_party(const Authority& ca, const std::string& name, Purpose purpose,
                        const Validity& validity = kYear) {
  PrivateKey key = PrivateKey::generate().value();
  const std::string request = crypto::make_request(key, {name, "", "", ""}).value();
  Certificate certificate =
      crypto::issue(ca, request, {name, "Clinic", "", ""}, purpose, validity).value();
  return {std::move(key), std::move(certificate)};
}

struct Parties {
  Authority ca = make_ca("Clinic CA");
  Party kiosk = make_party(ca, "Kiosk A", Purpose::signing);
  Party record = make_party(ca, "Record", Purpose::opening);
  Party recovery = make_party(ca, "Recovery", Purpose::opening);
};

}  // namespace candor::crypto_tests
