// Signed and sealed messages: what is refused, what is never given out, and that the openssl
// command line reads what we wrote.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "crypto/crypto.h"
#include "crypto/parties.h"
#include "support/fakes.h"

namespace candor::crypto_tests {
namespace {

using support::run;

const std::string kContent = "{\"answer\":\"yes\"}\r\n\n";

struct Messages : Parties {
  std::string signed_bytes = crypto::sign_cms(kContent, kiosk.key, kiosk.certificate, kNow).value();
  std::string sealed =
      crypto::encrypt_cms(signed_bytes, {record.certificate, recovery.certificate}).value();
};

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("crypto: what was signed and sealed comes back, with who signed it and when") {
  const Messages m;
  for (const Party* party : {&m.record, &m.recovery}) {
    const auto opened = crypto::decrypt_cms(m.sealed, party->key, party->certificate);
    REQUIRE(opened.has_value());
    CHECK(*opened == m.signed_bytes);
  }
  const auto verified = crypto::verify_cms(m.signed_bytes, m.ca.certificate);
  REQUIRE(verified.has_value());
  CHECK(verified->content == kContent);
  CHECK(verified->signer == m.kiosk.certificate);
  CHECK(verified->signed_at_s == kNow);
  CHECK(crypto::check_envelope(m.sealed, m.signed_bytes.size(), 2).has_value());
}

TEST_CASE("crypto: the openssl command line opens and verifies what we sealed") {
  const Messages m;
  const support::TemporaryFolder folder;
  const auto at = [&](const char* name) { return (folder.path() / name).string(); };
  write(at("blob"), m.sealed);
  write(at("ca.crt"), m.ca.certificate.pem());
  for (const Party* party : {&m.record, &m.recovery}) {
    write(at("key"), party->key.to_pem("a passphrase", crypto::Stretching::quick).value());
    write(at("crt"), party->certificate.pem());
    const auto opened = run("cd '" + folder.path().string() +
                            "' && openssl cms -decrypt -inform DER -binary -in blob -recip crt "
                            "-inkey key -passin 'pass:a passphrase' -out signed.der 2>&1");
    CAPTURE(opened.output);
    REQUIRE(opened.exit_code == 0);
    CHECK(read(at("signed.der")) == m.signed_bytes);
    const auto verified = run("cd '" + folder.path().string() +
                              "' && openssl cms -verify -cades -binary -inform DER -in signed.der "
                              "-CAfile ca.crt -attime " +
                              std::to_string(kNow) + " -out record.json 2>&1");
    CAPTURE(verified.output);
    CHECK(verified.exit_code == 0);
    CHECK(verified.output.find("CAdES Verification successful") != std::string::npos);
    CHECK(read(at("record.json")) == kContent);
  }
}

TEST_CASE("crypto: a signature kept apart has no signing time, and openssl accepts it as CAdES") {
  const Messages m;
  const std::string bytes = "the bytes of a PDF\r\n";
  const std::string signature =
      crypto::sign_detached(bytes, m.kiosk.key, m.kiosk.certificate, m.ca.certificate).value();
  CHECK(crypto::verify_detached(bytes, signature, m.ca.certificate, kNow).value() ==
        m.kiosk.certificate);
  const support::TemporaryFolder folder;
  write(folder.path() / "bytes", bytes);
  write(folder.path() / "signature", signature);
  write(folder.path() / "ca.crt", m.ca.certificate.pem());
  const auto verified = run("cd '" + folder.path().string() +
                            "' && openssl cms -verify -cades -binary -inform DER -in signature "
                            "-content bytes -CAfile ca.crt -attime " +
                            std::to_string(kNow) + " -out out 2>&1");
  CAPTURE(verified.output);
  CHECK(verified.exit_code == 0);
  CHECK(verified.output.find("CAdES Verification successful") != std::string::npos);
  const auto printed = run("cd '" + folder.path().string() +
                           "' && openssl cms -cmsout -print -inform DER -in signature 2>&1");
  CHECK(printed.output.find("signingTime") == std::string::npos);
  CHECK(printed.output.find("id-smime-aa-signingCertificateV2") != std::string::npos);
  // The same printing finds the time in a message that has one.
  write(folder.path() / "signed", m.signed_bytes);
  CHECK(run("cd '" + folder.path().string() +
            "' && openssl cms -cmsout -print -inform DER -in signed 2>&1")
            .output.find("signingTime") != std::string::npos);
}

}  // namespace
}  // namespace candor::crypto_tests
