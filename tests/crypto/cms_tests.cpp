// Signed and sealed messages: what is refused, what is never given out, and that the openssl
// command line reads what we wrote.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <span>
#include <vector>

#include "crypto/crypto.h"
#include "crypto/memory.h"
#include "crypto/parties.h"
#include "crypto/tree.h"
#include "support/error_of.h"
#include "support/fakes.h"

namespace candor::crypto_tests {
namespace {

using support::error_of;

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

/// Files of a test, and openssl run among them.
struct Shell {
  support::TemporaryFolder folder;

  void put(const std::string& name, const std::string& bytes) const {
    write(folder.path() / name, bytes);
  }

  [[nodiscard]] std::string get(const std::string& name) const {
    return read(folder.path() / name);
  }

  void put(const std::string& name, const Party& party) const {
    put(name + ".key", party.key.to_pem("").value());
    put(name + ".crt", party.certificate.pem());
  }

  [[nodiscard]] support::Ran openssl(const std::string& arguments) const {
    return run("cd '" + folder.path().string() + "' && openssl " + arguments + " 2>&1");
  }
};

/// Calls `check` with every copy of `bytes` in which one byte is changed, in two ways.
template <typename Check>
void each_flip(const std::string& bytes, const Check& check) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    CAPTURE(i);
    for (const unsigned mask : {1U << (i % 8), 0xffU}) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ mask);
      check(changed, i);
    }
  }
}

/// The [1] of the way to what lies in a message: ContentInfo → [0] → the structure itself.
Tree& inside(Tree& message) {
  return message.at({1, 0});
}

TEST_CASE("crypto: every cut of a sealed blob and of a signed message is refused") {
  const Messages m;
  for (std::size_t size = 0; size < m.sealed.size(); ++size) {
    CAPTURE(size);
    const std::string cut = m.sealed.substr(0, size);
    REQUIRE_FALSE(crypto::check_envelope(cut, m.signed_bytes.size(), 2).has_value());
    REQUIRE_FALSE(crypto::decrypt_cms(cut, m.record.key, m.record.certificate).has_value());
  }
  const std::string apart =
      crypto::sign_detached("bytes", m.kiosk.key, m.kiosk.certificate, m.ca.certificate).value();
  for (std::size_t size = 0; size < m.signed_bytes.size(); ++size) {
    CAPTURE(size);
    REQUIRE_FALSE(crypto::verify_cms(m.signed_bytes.substr(0, size), m.ca.certificate).has_value());
  }
  for (std::size_t size = 0; size < apart.size(); ++size) {
    CAPTURE(size);
    REQUIRE_FALSE(crypto::verify_detached("bytes", apart.substr(0, size), m.ca.certificate, kNow)
                      .has_value());
  }
}

TEST_CASE("crypto: every changed byte of a sealed blob is refused, or opens to the same content") {
  const Messages m;
  std::size_t refused = 0;
  std::size_t tried = 0;
  each_flip(m.sealed, [&](const std::string& changed, std::size_t) {
    ++tried;
    const auto opened = crypto::decrypt_cms(changed, m.record.key, m.record.certificate);
    if (!opened) {
      ++refused;
    } else {
      REQUIRE(*opened == m.signed_bytes);
    }
  });
  // What opens all the same lies in the entry of the other recipient, a third of this small blob.
  CHECK(refused > tried / 2);
  // The content, its tag and its IV are the last part of the blob, and each byte of them counts.
  const std::size_t content = m.signed_bytes.size() + 16;
  each_flip(
      m.sealed.substr(m.sealed.size() - content), [&](const std::string& changed, std::size_t) {
        const std::string blob = m.sealed.substr(0, m.sealed.size() - content) + changed;
        REQUIRE_FALSE(crypto::decrypt_cms(blob, m.record.key, m.record.certificate).has_value());
      });
}

TEST_CASE("crypto: every changed byte of a signed message is refused, or nothing it says changes") {
  const Messages m;
  std::size_t held = 0;
  each_flip(m.signed_bytes, [&](const std::string& changed, std::size_t) {
    const auto verified = crypto::verify_cms(changed, m.ca.certificate);
    if (!verified) return;
    ++held;
    REQUIRE(verified->content == kContent);
    REQUIRE(verified->signer == m.kiosk.certificate);
    REQUIRE(verified->signed_at_s == kNow);
  });
  CHECK(held < 20);
}

TEST_CASE("crypto: every changed byte of a detached signature or of its bytes is refused") {
  const Messages m;
  const std::string bytes = "the bytes of a PDF";
  const std::string apart =
      crypto::sign_detached(bytes, m.kiosk.key, m.kiosk.certificate, m.ca.certificate).value();
  std::size_t held = 0;
  each_flip(apart, [&](const std::string& changed, std::size_t) {
    const auto signer = crypto::verify_detached(bytes, changed, m.ca.certificate, kNow);
    if (!signer) return;
    ++held;
    REQUIRE(*signer == m.kiosk.certificate);
  });
  CHECK(held < 20);
  each_flip(bytes, [&](const std::string& changed, std::size_t) {
    REQUIRE_FALSE(crypto::verify_detached(changed, apart, m.ca.certificate, kNow).has_value());
  });
}

TEST_CASE("crypto: bytes behind the end are refused") {
  const Messages m;
  const std::string apart =
      crypto::sign_detached("bytes", m.kiosk.key, m.kiosk.certificate, m.ca.certificate).value();
  for (const std::string& more : {std::string(1, '\0'), std::string("x"), m.sealed}) {
    CHECK_FALSE(crypto::check_envelope(m.sealed + more, m.signed_bytes.size(), 2).has_value());
    CHECK_FALSE(
        crypto::decrypt_cms(m.sealed + more, m.record.key, m.record.certificate).has_value());
    CHECK_FALSE(crypto::verify_cms(m.signed_bytes + more, m.ca.certificate).has_value());
    CHECK_FALSE(crypto::verify_detached("bytes", apart + more, m.ca.certificate, kNow).has_value());
  }
  // A PDF pads with zeros; this is how they are taken off.
  CHECK(crypto::der_size(apart + std::string(500, '\0')) == apart.size());
  CHECK(crypto::der_size(apart.substr(0, apart.size() - 1)) == std::nullopt);
}

TEST_CASE("crypto: a cut tag is refused, where openssl opens the blob") {
  const Messages m;
  const Shell shell;
  shell.put("record", m.record);
  for (const std::size_t size : {15U, 12U, 8U, 4U, 0U}) {
    CAPTURE(size);
    Tree tree = Tree::read(m.sealed);
    REQUIRE(tree.write() == m.sealed);
    Tree& tag = inside(tree).children.back();
    REQUIRE(tag.bytes.size() == 16);
    tag.bytes.resize(size);
    const std::string cut = tree.write();
    CHECK_FALSE(crypto::check_envelope(cut, m.signed_bytes.size(), 2).has_value());
    CHECK_FALSE(crypto::decrypt_cms(cut, m.record.key, m.record.certificate).has_value());
    // Also when the parameters say that it is meant to be so short.
    inside(tree).at({2, 1, 1, 1}).bytes[0] = static_cast<char>(size);
    const std::string said = tree.write();
    CHECK_FALSE(crypto::check_envelope(said, m.signed_bytes.size(), 2).has_value());
    CHECK_FALSE(crypto::decrypt_cms(said, m.record.key, m.record.certificate).has_value());
    if (size < 4) continue;
    shell.put("cut", cut);
    const bool lenient = shell
                             .openssl(
                                 "cms -decrypt -inform DER -binary -in cut -recip record.crt "
                                 "-inkey record.key -out out")
                             .exit_code == 0;
    if (!lenient) MESSAGE("this openssl refuses a tag of " << size << " bytes by itself");
  }
}

TEST_CASE("crypto: a blob without its content is refused before it is stored") {
  const Messages m;
  Tree tree = Tree::read(m.sealed);
  Tree& content = inside(tree).at({2});
  REQUIRE(content.children.size() == 3);
  content.children.pop_back();
  const std::string detached = tree.write();
  CHECK_FALSE(crypto::check_envelope(detached, m.signed_bytes.size(), 2).has_value());
  CHECK_FALSE(crypto::check_envelope(detached, 0, 2).has_value());
  CHECK_FALSE(crypto::decrypt_cms(detached, m.record.key, m.record.certificate).has_value());
  CHECK_FALSE(crypto::check_envelope("", 0, 0).has_value());
  CHECK(error_of(crypto::encrypt_cms("", {m.record.certificate, m.recovery.certificate})).code ==
        ErrorCode::bad_value);
}

TEST_CASE("crypto: a blob of another size or for another number of people is refused") {
  const Messages m;
  const std::size_t size = m.signed_bytes.size();
  CHECK(crypto::check_envelope(m.sealed, size, 2).has_value());
  CHECK_FALSE(crypto::check_envelope(m.sealed, size - 1, 2).has_value());
  CHECK_FALSE(crypto::check_envelope(m.sealed, size + 1, 2).has_value());
  CHECK_FALSE(crypto::check_envelope(m.sealed, size, 1).has_value());
  CHECK_FALSE(crypto::check_envelope(m.sealed, size, 3).has_value());
  Tree tree = Tree::read(m.sealed);
  Tree& recipients = inside(tree).at({1});
  REQUIRE(recipients.children.size() == 2);
  recipients.children.pop_back();
  CHECK_FALSE(crypto::check_envelope(tree.write(), size, 1).has_value());
  CHECK_FALSE(crypto::decrypt_cms(tree.write(), m.record.key, m.record.certificate).has_value());
}

TEST_CASE("crypto: sealing for one recipient, or for the same key twice, is refused") {
  const Messages m;
  const auto refused = [](const std::vector<Certificate>& recipients) {
    const auto sealed = crypto::encrypt_cms("words", recipients);
    return !sealed.has_value() && sealed.error().code == ErrorCode::bad_value;
  };
  CHECK(refused({}));
  CHECK(refused({m.record.certificate}));
  CHECK(refused({m.record.certificate, m.record.certificate}));
  CHECK(refused({m.record.certificate, m.kiosk.certificate}));
  CHECK(refused({m.record.certificate, m.ca.certificate}));
  CHECK(crypto::encrypt_cms("words", {m.record.certificate, m.recovery.certificate}).has_value());
}

TEST_CASE("crypto: only the recipients' keys open a blob") {
  const Messages m;
  const Party other = make_party(m.ca, "Other", Purpose::opening);
  const auto refused = [&](const PrivateKey& key, const Certificate& certificate) {
    const auto opened = crypto::decrypt_cms(m.sealed, key, certificate);
    return !opened.has_value() && opened.error().code == ErrorCode::refused;
  };
  CHECK(refused(other.key, other.certificate));
  CHECK(refused(other.key, m.record.certificate));
  CHECK(refused(m.record.key, other.certificate));
  CHECK(refused(m.kiosk.key, m.kiosk.certificate));  // the kiosk cannot read what it sealed
  CHECK(refused(m.recovery.key, m.record.certificate));
}

TEST_CASE("crypto: the same words sealed twice are different blobs") {
  const Messages m;
  const std::vector<Certificate> recipients{m.record.certificate, m.recovery.certificate};
  CHECK(crypto::encrypt_cms("words", recipients).value() !=
        crypto::encrypt_cms("words", recipients).value());
}

TEST_CASE("crypto: signing and sealing leave no copy of the words in memory") {
  const Parties p;
  const std::string hidden = hidden_words(48);
  std::string words;
  words.reserve(6000);
  const auto say = [&] {
    words.append(5000, '.');
    append_unmasked(words, hidden);
  };
  // Apart from each other: what one leaves behind, the other might write over.
  SUBCASE("signing") {
    say();
    std::string signed_bytes =
        crypto::sign_cms(words, p.kiosk.key, p.kiosk.certificate, kNow).value();
    crypto::wipe(words);
    CHECK(is_in_memory(hidden));
    crypto::wipe(signed_bytes);
    CHECK_FALSE(is_in_memory(hidden));
  }
  SUBCASE("sealing") {
    say();
    const auto sealed = crypto::encrypt_cms(words, {p.record.certificate, p.recovery.certificate});
    CHECK(is_in_memory(hidden));
    crypto::wipe(words);
    CHECK(sealed.has_value());
    CHECK_FALSE(is_in_memory(hidden));
  }
}

TEST_CASE("crypto: a signature holds under the authority of its signer only") {
  const Messages m;
  const Authority other = make_ca("Other CA");
  const Authority same_name = make_ca("Clinic CA");
  for (const Authority* ca : {&other, &same_name}) {
    const auto verified = crypto::verify_cms(m.signed_bytes, ca->certificate);
    REQUIRE_FALSE(verified.has_value());
    CHECK(verified.error().code == ErrorCode::refused);
  }
  CHECK_FALSE(crypto::verify_cms(m.signed_bytes, m.kiosk.certificate).has_value());
}

TEST_CASE("crypto: a signer whose certificate ended since still verifies, at the signing time") {
  const Parties p;
  const auto at = [&](std::int64_t when) {
    const std::string bytes =
        crypto::sign_cms(kContent, p.kiosk.key, p.kiosk.certificate, when).value();
    return crypto::verify_cms(bytes, p.ca.certificate);
  };
  const std::int64_t last = p.kiosk.certificate.validity().until_utc_s;
  CHECK(at(last - 1).value().signed_at_s == last - 1);
  CHECK_FALSE(at(last).has_value());
  CHECK(error_of(at(last)).what.find("expired") != std::string::npos);
  CHECK_FALSE(at(kNow - 2 * kDay).has_value());
  // Beyond 2049 the time is written in another form.
  const Authority old = make_ca("Old CA", {kNow, kNow + 60 * 365 * kDay});
  const Party late = make_party(old, "Late", Purpose::signing, {kNow, kNow + 60 * 365 * kDay});
  const std::int64_t far = kNow + 40 * 365 * kDay;
  CHECK(crypto::verify_cms(crypto::sign_cms(kContent, late.key, late.certificate, far).value(),
                           old.certificate)
            .value()
            .signed_at_s == far);
}

TEST_CASE(
    "crypto: signing with another's certificate, or one that is not for signing, is refused") {
  const Parties p;
  CHECK(error_of(crypto::sign_cms("x", p.record.key, p.kiosk.certificate, kNow)).code ==
        ErrorCode::refused);
  CHECK(error_of(crypto::sign_cms("x", p.record.key, p.record.certificate, kNow)).code ==
        ErrorCode::refused);
  CHECK(error_of(crypto::sign_detached("x", p.record.key, p.record.certificate, p.ca.certificate))
            .code == ErrorCode::refused);
  CHECK(error_of(crypto::sign_cms("", p.kiosk.key, p.kiosk.certificate, kNow)).code ==
        ErrorCode::bad_value);
}

TEST_CASE("crypto: what openssl signs without a signing certificate attribute is refused") {
  const Parties p;
  const Shell shell;
  // Valid today: openssl takes its own clock for the signing time.
  const Authority ca = make_ca("Clinic CA", {0, 4'000'000'000});
  const Party kiosk = make_party(ca, "Kiosk A", Purpose::signing, {0, 4'000'000'000});
  const Party second = make_party(ca, "Kiosk B", Purpose::signing, {0, 4'000'000'000});
  shell.put("kiosk", kiosk);
  shell.put("second", second);
  shell.put("ca.crt", ca.certificate.pem());
  shell.put("record.json", kContent);
  const auto made = [&](const std::string& how) {
    const auto ran = shell.openssl(
        "cms -sign -binary -outform DER -in record.json -out signed "
        "-md sha256 -signer kiosk.crt -inkey kiosk.key " +
        how);
    CAPTURE(ran.output);
    REQUIRE(ran.exit_code == 0);
    return shell.get("signed");
  };
  // The same made as we make it is accepted, so the refusals below have their own reason.
  const auto good = crypto::verify_cms(made("-nosmimecap -nodetach -cades"), ca.certificate);
  REQUIRE(good.has_value());
  CHECK(good->content == kContent);
  const std::string plain = made("-nosmimecap -nodetach");
  CHECK(shell.openssl("cms -verify -binary -inform DER -in signed -CAfile ca.crt -out out")
            .exit_code == 0);
  CHECK_FALSE(crypto::verify_cms(plain, ca.certificate).has_value());
  CHECK_FALSE(
      crypto::verify_cms(made("-nosmimecap -cades"), ca.certificate).has_value());  // no content
  CHECK_FALSE(
      crypto::verify_cms(made("-nosmimecap -nodetach -noattr"), ca.certificate).has_value());
  CHECK_FALSE(crypto::verify_cms(made("-nosmimecap -nodetach -cades -nocerts"), ca.certificate)
                  .has_value());
  CHECK_FALSE(
      crypto::verify_cms(made("-nosmimecap -nodetach -cades -signer second.crt -inkey second.key"),
                         ca.certificate)
          .has_value());
  CHECK_FALSE(
      crypto::verify_cms(made("-nosmimecap -nodetach -cades -stream"), ca.certificate).has_value());
  CHECK_FALSE(
      crypto::verify_cms(made("-nosmimecap -nodetach -cades -certfile second.crt"), ca.certificate)
          .has_value());
  // One signed attribute more than we write.
  CHECK_FALSE(crypto::verify_cms(made("-nodetach -cades"), ca.certificate).has_value());
  // A signing time in a signature kept apart is not PAdES.
  CHECK_FALSE(crypto::verify_detached(kContent, made("-nosmimecap -cades -certfile ca.crt"),
                                      ca.certificate, 1'700'000'000)
                  .has_value());
}

TEST_CASE("crypto: a detached signature is not taken for an attached one, nor the other way") {
  const Messages m;
  const std::string apart =
      crypto::sign_detached(kContent, m.kiosk.key, m.kiosk.certificate, m.ca.certificate).value();
  CHECK_FALSE(crypto::verify_cms(apart, m.ca.certificate).has_value());
  CHECK_FALSE(
      crypto::verify_detached(kContent, m.signed_bytes, m.ca.certificate, kNow).has_value());
  const Authority other = make_ca("Other CA");
  CHECK_FALSE(crypto::verify_detached(kContent, apart, other.certificate, kNow).has_value());
  CHECK_FALSE(
      crypto::verify_detached(kContent, apart, m.ca.certificate, kNow + 400 * kDay).has_value());
}

TEST_CASE("crypto: lengths that are not in their shortest form are refused") {
  const Messages m;
  // The same message with an outer length of three digits where two are enough.
  REQUIRE(m.signed_bytes.substr(0, 2) == "\x30\x82");
  const std::string longer =
      std::string("\x30\x83", 2) + std::string(1, '\0') + m.signed_bytes.substr(2);
  CHECK_FALSE(crypto::verify_cms(longer, m.ca.certificate).has_value());
  CHECK_FALSE(
      crypto::decrypt_cms(std::string("\x30\x83", 2) + std::string(1, '\0') + m.sealed.substr(2),
                          m.record.key, m.record.certificate)
          .has_value());
}

TEST_CASE("crypto: random bytes and JSON are no message of any kind") {
  const Parties p;
  support::SeededRandom random(5);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes(random.below(200), '\0');
    random.fill(std::as_writable_bytes(std::span(bytes)));
    if (i % 2 == 0 && !bytes.empty()) bytes[0] = '\x30';
    REQUIRE_FALSE(crypto::verify_cms(bytes, p.ca.certificate).has_value());
    REQUIRE_FALSE(crypto::decrypt_cms(bytes, p.record.key, p.record.certificate).has_value());
    REQUIRE_FALSE(crypto::verify_detached("", bytes, p.ca.certificate, kNow).has_value());
    REQUIRE_FALSE(Certificate::from_der(bytes, "bytes").has_value());
  }
  CHECK_FALSE(crypto::verify_cms(kContent, p.ca.certificate).has_value());
}

}  // namespace
}  // namespace candor::crypto_tests
