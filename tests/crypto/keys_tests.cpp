// Private keys, certificates and the authority that issues them.
#include <doctest/doctest.h>

#include <string>

#include "crypto/crypto.h"
#include "crypto/memory.h"
#include "crypto/parties.h"
#include "support/error_of.h"
#include "support/fakes.h"

namespace candor::crypto_tests {
namespace {

using support::error_of;

using crypto::Stretching;

TEST_CASE("crypto: a key comes back from its PEM, with and without a passphrase") {
  const Parties p;
  for (const std::string& passphrase : {std::string(), std::string("six words")}) {
    const std::string pem = p.kiosk.key.to_pem(passphrase, Stretching::quick).value();
    CHECK(pem.find(passphrase.empty() ? "BEGIN PRIVATE KEY" : "BEGIN ENCRYPTED PRIVATE KEY") !=
          std::string::npos);
    const auto again = PrivateKey::from_pem(pem, passphrase, "kiosk.key");
    REQUIRE(again.has_value());
    CHECK(p.kiosk.certificate.belongs_to(*again));
    CHECK_FALSE(p.record.certificate.belongs_to(*again));
  }
}

TEST_CASE("crypto: a key does not open with another passphrase, nor encrypted without one") {
  const PrivateKey key = PrivateKey::generate().value();
  const std::string closed = key.to_pem("six words", Stretching::quick).value();
  for (const char* passphrase : {"six word", "Six words", "six words "}) {
    const auto refused = PrivateKey::from_pem(closed, passphrase, "a.key");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::refused);
    CHECK(refused.error().where == "a.key");
  }
  CHECK(error_of(PrivateKey::from_pem(closed, "", "a.key")).what ==
        "this key is under a passphrase");
  CHECK(error_of(PrivateKey::from_pem(key.to_pem("").value(), "six words", "a.key")).code ==
        ErrorCode::refused);
}

TEST_CASE("crypto: the same key under the same passphrase looks different each time") {
  const PrivateKey key = PrivateKey::generate().value();
  CHECK(key.to_pem("six words", Stretching::quick).value() !=
        key.to_pem("six words", Stretching::quick).value());
}

TEST_CASE("crypto: other kinds of keys, cut ones and surplus bytes are refused") {
  const auto made = [](const std::string& how) {
    return support::run("openssl genpkey " + how + " 2>/dev/null").output;
  };
  const std::string good = made("-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
  REQUIRE(PrivateKey::from_pem(good, "", "key").has_value());
  for (const char* how : {"-algorithm EC -pkeyopt ec_paramgen_curve:P-384", "-algorithm ED25519",
                          "-algorithm RSA -pkeyopt rsa_keygen_bits:2048"}) {
    CAPTURE(how);
    CHECK(error_of(PrivateKey::from_pem(made(how), "", "key")).code == ErrorCode::bad_format);
  }
  for (std::size_t size = 0; size + 1 < good.size(); ++size) {
    CAPTURE(size);
    REQUIRE_FALSE(PrivateKey::from_pem(good.substr(0, size), "", "key").has_value());
  }
  CHECK_FALSE(PrivateKey::from_pem(good + good, "", "key").has_value());
  CHECK_FALSE(PrivateKey::from_pem(good + "x", "", "key").has_value());
  CHECK(PrivateKey::from_pem(good + "\n\n", "", "key").has_value());
  const Parties p;
  CHECK_FALSE(PrivateKey::from_pem(p.kiosk.certificate.pem(), "", "key").has_value());
}

TEST_CASE("crypto: reading and writing a key leaves nothing of its text in memory") {
  const PrivateKey key = PrivateKey::generate().value();
  std::string pem = key.to_pem("").value();
  std::string hidden;  // part of the first line of base64
  append_unmasked(hidden, std::string_view(pem).substr(40, 56));
  REQUIRE(is_in_memory(hidden));
  const auto again = PrivateKey::from_pem(pem, "", "key");
  crypto::wipe(pem);
  CHECK(again.has_value());
  CHECK_FALSE(is_in_memory(hidden));
}

TEST_CASE("crypto: a secret is wiped with its last owner, and moving leaves no copy") {
  const std::string hidden = hidden_words(14);  // short enough to lie in the object itself
  {
    std::string words;
    append_unmasked(words, hidden);
    REQUIRE(is_in_memory(hidden));
    crypto::Secret first(std::move(words));
    crypto::Secret second(std::move(first));
    CHECK(is_unmasked(second.view(), hidden));
    crypto::Secret third(std::string("something else"));
    third = std::move(second);
    CHECK(is_unmasked(third.view(), hidden));
  }
  CHECK_FALSE(is_in_memory(hidden));
}

TEST_CASE("crypto: a raw signature holds for its bytes and its key only") {
  const Parties p;
  const std::string bytes = "candor-head-1";
  const std::string signature = p.kiosk.key.sign(bytes).value();
  CHECK(p.kiosk.certificate.verify(bytes, signature));
  CHECK_FALSE(p.record.certificate.verify(bytes, signature));
  CHECK_FALSE(p.kiosk.certificate.verify("candor-head-2", signature));
  CHECK_FALSE(p.kiosk.certificate.verify("", signature));
  CHECK_FALSE(p.kiosk.certificate.verify(bytes, ""));
  CHECK_FALSE(p.kiosk.certificate.verify(bytes, signature + std::string(1, '\0')));
  for (std::size_t i = 0; i < signature.size(); ++i) {
    CAPTURE(i);
    CHECK_FALSE(p.kiosk.certificate.verify(bytes, signature.substr(0, i)));
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = signature;
      changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ (1U << bit));
      REQUIRE_FALSE(p.kiosk.certificate.verify(bytes, changed));
    }
  }
}

TEST_CASE("crypto: a certificate of the authority holds, and only within its time") {
  const Parties p;
  const Certificate& ca = p.ca.certificate;
  CHECK(p.kiosk.certificate.issued_by(ca, kNow).has_value());
  CHECK(ca.issued_by(ca, kNow).has_value());
  const Validity validity = p.kiosk.certificate.validity();
  CHECK(validity == kYear);
  CHECK(p.kiosk.certificate.issued_by(ca, validity.from_utc_s).has_value());
  CHECK(p.kiosk.certificate.issued_by(ca, validity.until_utc_s - 1).has_value());
  CHECK_FALSE(p.kiosk.certificate.issued_by(ca, validity.from_utc_s - 1).has_value());
  CHECK_FALSE(p.kiosk.certificate.issued_by(ca, validity.until_utc_s).has_value());
}

TEST_CASE("crypto: nobody but the authority issues") {
  const Parties p;
  const Authority same_name = make_ca("Clinic CA");
  CHECK_FALSE(p.kiosk.certificate.issued_by(same_name.certificate, kNow).has_value());
  CHECK_FALSE(p.kiosk.certificate.issued_by(p.record.certificate, kNow).has_value());
  CHECK_FALSE(p.kiosk.certificate.issued_by(p.kiosk.certificate, kNow).has_value());
  const std::string request = crypto::make_request(p.record.key, {"Me", "", "", ""}).value();
  // A kiosk's certificate with its key, and the authority's certificate with another key.
  for (const Authority& forger :
       {Authority{p.kiosk.key, p.kiosk.certificate}, Authority{p.kiosk.key, p.ca.certificate}}) {
    const auto refused =
        crypto::issue(forger, request, {"Me", "", "", ""}, Purpose::signing, kYear);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::refused);
  }
  CHECK(
      error_of(crypto::issue(p.ca, request, {"Me", "", "", ""}, Purpose::authority, kYear)).code ==
      ErrorCode::refused);
}

TEST_CASE("crypto: every changed byte of a certificate is refused") {
  const Parties p;
  const std::string der = p.kiosk.certificate.der();
  for (std::size_t i = 0; i < der.size(); ++i) {
    CAPTURE(i);
    REQUIRE_FALSE(Certificate::from_der(der.substr(0, i), "cut").has_value());
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = der;
      changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ (1U << bit));
      const auto read = Certificate::from_der(changed, "changed");
      REQUIRE_FALSE((read && read->issued_by(p.ca.certificate, kNow).has_value()));
    }
  }
  CHECK_FALSE(Certificate::from_der(der + "x", "longer").has_value());
  CHECK_FALSE(Certificate::from_pem(p.kiosk.certificate.pem() + p.record.certificate.pem(), "two")
                  .has_value());
}

TEST_CASE("crypto: a certificate keeps whom it names, and its numbers are those of openssl") {
  const Authority ca = make_ca("Clínica 李");
  const Name name{"Ana López", "Clinic", "Demonstration", "clinician"};
  const PrivateKey key = PrivateKey::generate().value();
  const std::string request = crypto::make_request(key, {"Ana", "", "", ""}).value();
  const Certificate certificate = crypto::issue(ca, request, name, Purpose::signing, kYear).value();
  CHECK(certificate.subject() == name);
  CHECK(ca.certificate.common_name() == "Clínica 李");
  CHECK(crypto::read_request(request, "request").value().subject.common_name == "Ana");
  CHECK(crypto::read_request(request, "request").value().key_id == certificate.key_id());
  CHECK(Certificate::from_pem(certificate.pem(), "again").value() == certificate);
  const auto printed = support::run(
      "echo '" + certificate.pem() +
      "' | openssl x509 -noout -serial -fingerprint -sha256 | tr -d ':\n' | tr A-F a-f");
  CHECK(printed.output.find("serial=" + certificate.serial()) != std::string::npos);
  CHECK(printed.output.find("=" + certificate.fingerprint()) != std::string::npos);
}

TEST_CASE("crypto: what a key is for is read from its certificate") {
  const Parties p;
  CHECK(p.kiosk.certificate.is_for(Purpose::signing));
  CHECK_FALSE(p.kiosk.certificate.is_for(Purpose::opening));
  CHECK(p.record.certificate.is_for(Purpose::opening));
  CHECK_FALSE(p.record.certificate.is_for(Purpose::signing));
  CHECK(p.ca.certificate.is_for(Purpose::authority));
  CHECK_FALSE(p.ca.certificate.is_for(Purpose::signing));
  CHECK_FALSE(p.kiosk.certificate.is_for(Purpose::authority));
}

TEST_CASE("crypto: a request that was changed on its way is refused") {
  const Parties p;
  const std::string request = crypto::make_request(p.kiosk.key, {"Kiosk A", "", "", ""}).value();
  REQUIRE(crypto::read_request(request, "request").has_value());
  const std::size_t begin = request.find('\n') + 1;
  for (std::size_t i = begin; i < begin + 200; ++i) {
    CAPTURE(i);
    std::string changed = request;
    if (changed[i] == '\n') continue;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    REQUIRE_FALSE(crypto::read_request(changed, "request").has_value());
  }
  CHECK(error_of(crypto::read_request("", "request")).code == ErrorCode::bad_format);
}

TEST_CASE("crypto: names that do not fit, and times that end before they begin, are refused") {
  const PrivateKey key = PrivateKey::generate().value();
  const auto refused = [&](const Name& name, const Validity& validity = kYear) {
    const auto made = crypto::make_authority(key, name, validity);
    return !made.has_value() && made.error().code == ErrorCode::bad_value;
  };
  CHECK(refused({"", "Clinic", "", ""}));
  CHECK(refused({std::string(65, 'x'), "", "", ""}));
  CHECK(refused({"A", std::string(65, 'x'), "", ""}));
  CHECK(refused({"line\nend", "", "", ""}));
  CHECK(refused({"\xff", "", "", ""}));
  CHECK(refused({"A", "", "", ""}, {kNow, kNow}));
  CHECK(refused({"A", "", "", ""}, {kNow, kNow - 1}));
}

}  // namespace
}  // namespace candor::crypto_tests
