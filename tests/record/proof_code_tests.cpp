#include <doctest/doctest.h>

#include <set>

#include "crypto/crypto.h"
#include "record/record.h"

using candor::record::proof_code;

TEST_CASE("record: the proof code is the first 40 bits of the chain value") {
  CHECK(proof_code(std::string(64, '0')) == "0000-0000");
  CHECK(proof_code(std::string(64, 'f')) == "ZZZZ-ZZZZ");
  // 00001 00010 00011 00100 00101 00110 00111 01000
  CHECK(proof_code("08864298e8" + std::string(54, '0')) == "1234-5678");
}

TEST_CASE("record: a proof code has no letter that is taken for another") {
  std::set<std::string> codes;
  for (int i = 0; i < 2000; ++i) {
    const std::string code = proof_code(candor::crypto::sha256_hex(std::to_string(i)));
    REQUIRE(code.size() == 9);
    CHECK(code[4] == '-');
    CHECK(code.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ-") == std::string::npos);
    codes.insert(code);
  }
  CHECK(codes.size() == 2000);
}
