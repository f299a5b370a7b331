#include "record/head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace candor::record {
namespace {

constexpr std::string_view kTag = "candor-head-1";
constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::size_t kLongestSignature = 80;  // DER of ECDSA on P-256 is at most 72 bytes

bool is_hex(std::string_view text, std::size_t length) {
  return text.size() == length && text.find_first_not_of(kDigits) == std::string_view::npos;
}

std::string to_hex(std::string_view bytes) {
  std::string hex;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 15U];
  }
  return hex;
}

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    const auto high = kDigits.find(hex[i]);
    const auto low = kDigits.find(hex[i + 1]);
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

std::vector<std::string_view> words_of(std::string_view line) {
  constexpr std::string_view kBlanks = " \t\r\n";
  std::vector<std::string_view> words;
  for (std::size_t at = line.find_first_not_of(kBlanks); at != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(kBlanks, at), line.size());
    words.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(kBlanks, end);
  }
  return words;
}

}  // namespace

std::string head_text(std::string_view ledger, std::int64_t seq, std::string_view chain) {
  std::string text(kTag);
  text += '\n';
  text += ledger;
  text += '\n';
  text += std::to_string(seq);
  text += '\n';
  text += chain;
  text += '\n';
  return text;
}

std::string head_line(const Head& head) {
  std::string line(kTag);
  line += ' ' + head.ledger + ' ' + std::to_string(head.seq) + ' ' + head.chain + ' ';
  line += head.signer + ' ' + to_hex(head.signature);
  return line;
}

std::string head_code(const Head& head) {
  std::string line = head_line(head);
  for (char& c : line) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return line;
}

Result<Head> parse_head(std::string_view given, const std::string& where) {
  std::string line(given);
  for (char& c : line) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const auto wrong = [&where](const char* what) {
    return fail(ErrorCode::bad_format, what, where,
                "copy the whole line, from candor-head-1 to its end");
  };
  const std::vector<std::string_view> words = words_of(line);
  if (words.empty() || words[0] != kTag) return wrong("this is not a signed head");
  if (words.size() != 6) return wrong("this signed head is not complete");
  Head head;
  head.ledger = words[1];
  const std::string_view seq = words[2];
  const auto read = std::from_chars(seq.data(), seq.data() + seq.size(), head.seq);
  const bool is_number = read.ec == std::errc() && read.ptr == seq.data() + seq.size() &&
                         head.seq > 0 && seq[0] != '0' && seq[0] != '+';
  head.chain = words[3];
  head.signer = words[4];
  const std::string_view signature = words[5];
  if (!is_hex(head.ledger, 32) || !is_number || !is_hex(head.chain, 64) ||
      !is_hex(head.signer, 64) || signature.size() % 2 != 0 || signature.empty() ||
      signature.size() > 2 * kLongestSignature || !is_hex(signature, signature.size())) {
    return wrong("this signed head has a part that is not as it should be");
  }
  head.signature = from_hex(signature);
  return head;
}

}  // namespace candor::record
