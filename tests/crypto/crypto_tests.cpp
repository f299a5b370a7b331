#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <span>
#include <string>

#include "crypto/crypto.h"
#include "crypto/memory.h"
#include "support/fakes.h"

namespace {

using candor::crypto::MemoryVault;
using candor::crypto_tests::is_in_memory;
using candor::crypto_tests::unmasked;

}  // namespace

TEST_CASE("crypto: SHA-256 gives the published digests") {
  using candor::crypto::sha256_hex;
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("crypto: the raw digest is the 32 bytes that the hex spells") {
  const std::string raw = candor::crypto::sha256("abc");
  REQUIRE(raw.size() == 32);
  CHECK(static_cast<unsigned char>(raw[0]) == 0xba);
  CHECK(static_cast<unsigned char>(raw[31]) == 0xad);
}

TEST_CASE("crypto: a PIN is known again and no other is") {
  const auto hash = candor::crypto::hash_pin("4711");
  REQUIRE(hash.has_value());
  CHECK(candor::crypto::verify_pin(*hash, "4711"));
  CHECK_FALSE(candor::crypto::verify_pin(*hash, "4712"));
  CHECK_FALSE(candor::crypto::verify_pin(*hash, ""));
  CHECK_FALSE(candor::crypto::verify_pin(*hash, "47110"));
}

TEST_CASE("crypto: two people with the same PIN have different hashes, and no hash holds the PIN") {
  const auto first = candor::crypto::hash_pin("90817263");
  const auto second = candor::crypto::hash_pin("90817263");
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  CHECK(*first != *second);
  CHECK(first->find("90817263") == std::string::npos);
}

TEST_CASE("crypto: a damaged PIN hash lets nobody in") {
  const std::string hash = candor::crypto::hash_pin("4711").value();
  CHECK_FALSE(candor::crypto::verify_pin("", "4711"));
  CHECK_FALSE(candor::crypto::verify_pin("4711", "4711"));
  CHECK_FALSE(candor::crypto::verify_pin(hash.substr(0, hash.size() - 1), "4711"));
  CHECK_FALSE(candor::crypto::verify_pin(hash + std::string(200, 'A'), "4711"));
  CHECK_FALSE(candor::crypto::verify_pin(hash + std::string(1, '\0') + "x", "4711"));
  std::string changed = hash;
  changed.back() = changed.back() == 'A' ? 'B' : 'A';
  CHECK_FALSE(candor::crypto::verify_pin(changed, "4711"));
}

TEST_CASE("crypto: a vault gives back exactly what was put in") {
  const bool holds =
      rc::check("any bytes come back", [](const std::string& plain, std::uint64_t seed) {
        candor::support::SeededRandom random(seed);
        const MemoryVault vault = MemoryVault::seal(plain, random);
        RC_ASSERT(vault.open().value() == plain);
        RC_ASSERT(vault.open().value() == plain);
      });
  CHECK(holds);
}

TEST_CASE("crypto: a moved vault still opens") {
  candor::support::SeededRandom random(7);
  MemoryVault first = MemoryVault::seal("one", random);
  MemoryVault second = MemoryVault::seal("two", random);
  second = std::move(first);
  const MemoryVault third(std::move(second));
  CHECK(third.open().value() == "one");
}

TEST_CASE("crypto: the same words sealed twice look different, and neither shows the words") {
  candor::support::SeededRandom random(11);
  const std::string words = "I have thoughts of suicide";
  const MemoryVault first = MemoryVault::seal(words, random);
  const MemoryVault second = MemoryVault::seal(words, random);
  CHECK(first.ciphertext() != second.ciphertext());
  CHECK(first.ciphertext().find("suicide") == std::string_view::npos);
  CHECK(second.ciphertext().find("suicide") == std::string_view::npos);
}

TEST_CASE("crypto: sealed words cannot be found in the process's memory") {
  candor::SystemRandom system;
  std::string masked(48, '\0');
  system.fill(std::as_writable_bytes(std::span(masked)));
  std::string plain = unmasked(masked);
  REQUIRE(is_in_memory(masked));  // the search works

  candor::SystemRandom random;
  const MemoryVault vault = MemoryVault::seal(plain, random);
  candor::crypto::wipe(plain);
  CHECK_FALSE(is_in_memory(masked));

  std::string again = vault.open().value();
  CHECK(is_in_memory(masked));
  candor::crypto::wipe(again);
  CHECK_FALSE(is_in_memory(masked));
}

TEST_CASE("crypto: a vault whose bytes were changed says so") {
  candor::support::SeededRandom random(3);
  const MemoryVault vault = MemoryVault::seal("what was answered", random);
  for (std::size_t i = 0; i < vault.ciphertext().size(); ++i) {
    CAPTURE(i);
    char& byte = const_cast<char&>(vault.ciphertext()[i]);
    byte = static_cast<char>(byte ^ 1);
    const auto opened = vault.open();
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().code == candor::ErrorCode::bad_format);
    byte = static_cast<char>(byte ^ 1);
  }
  CHECK(vault.open().value() == "what was answered");
}

TEST_CASE("crypto: wiping overwrites what lay beyond the end, too") {
  std::string text = std::string(100, 'x');
  text.resize(10);
  const char* const before = text.data();
  candor::crypto::wipe(text);
  CHECK(text.empty());
  REQUIRE(text.data() == before);
  REQUIRE(text.capacity() >= 100);
  text.resize(1);  // the memory stays ours to look at; the bytes after it are what was left
  CHECK(std::count(before + 1, before + text.capacity(), 'x') == 0);
}
