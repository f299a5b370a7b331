// Private keys, certificates and the authority that issues them.
#include <doctest/doctest.h>

#include "crypto/parties.h"

namespace candor::crypto_tests {
namespace {

TEST_CASE("crypto: a certificate of the authority holds, and only within its time") {
  const Parties p;
  CHECK(p.kiosk.certificate.issued_by(p.ca.certificate, kNow).has_value());
  CHECK(p.ca.certificate.issued_by(p.ca.certificate, kNow).has_value());
}

}  // namespace
}  // namespace candor::crypto_tests
