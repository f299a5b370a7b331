#include <string_view>

#include "base/check.h"
#include "record/record.h"

namespace candor::record {
namespace {

// Crockford's alphabet: no I, L, O or U, which are taken for 1, 0 or V when read aloud or from
// paper.
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCodeCharacters = 8;
constexpr std::size_t kBitsPerCharacter = 5;
constexpr std::size_t kHexDigits = kCodeCharacters * kBitsPerCharacter / 4;

unsigned value_of(char digit) {
  if (digit >= '0' && digit <= '9') return static_cast<unsigned>(digit - '0');
  CANDOR_CHECK(digit >= 'a' && digit <= 'f');
  return static_cast<unsigned>(digit - 'a') + 10;
}

}  // namespace

std::string proof_code(const std::string& chain_hex) {
  CANDOR_CHECK(chain_hex.size() >= kHexDigits);
  unsigned bits = 0;
  std::size_t held = 0;
  std::string code;
  for (std::size_t i = 0; i < kHexDigits; ++i) {
    bits = ((bits << 4U) | value_of(chain_hex[i])) & 0xffU;
    held += 4;
    if (held < kBitsPerCharacter) continue;
    held -= kBitsPerCharacter;
    if (code.size() == kCodeCharacters / 2) code += '-';
    code += kAlphabet[(bits >> held) & 31U];
  }
  return code;
}

}  // namespace candor::record
