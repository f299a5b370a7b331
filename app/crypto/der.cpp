#include "crypto/der.h"

#include "crypto/cms.h"

namespace candor::crypto {
namespace {

constexpr int kDeepest = 32;
constexpr unsigned char kConstructed = 0x20;
constexpr unsigned char kHighTag = 0x1f;

struct Element {
  unsigned char tag = 0;
  std::string_view content;
  std::size_t size = 0;  ///< header included
};

std::optional<Element> first(std::string_view bytes) {
  if (bytes.size() < 2) return std::nullopt;
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char tag = at(0);
  if ((tag & kHighTag) == kHighTag) return std::nullopt;
  std::size_t header = 2;
  std::size_t length = at(1);
  if (length >= 0x80) {
    const std::size_t digits = length & 0x7fU;
    if (digits == 0 || digits > 8 || bytes.size() < 2 + digits) return std::nullopt;
    length = 0;
    for (std::size_t i = 0; i < digits; ++i) length = length << 8U | at(2 + i);
    header += digits;
    // The shortest form only: no leading zero, and no long form for a short length.
    if (at(2) == 0 || length < 0x80) return std::nullopt;
  }
  if (length > bytes.size() - header) return std::nullopt;
  return Element{tag, bytes.substr(header, length), header + length};
}

bool all_strict(std::string_view bytes, int depth) {
  if (depth > kDeepest) return false;
  while (!bytes.empty()) {
    const auto element = first(bytes);
    if (!element) return false;
    if ((element->tag & kConstructed) != 0 && !all_strict(element->content, depth + 1)) {
      return false;
    }
    bytes.remove_prefix(element->size);
  }
  return true;
}

}  // namespace

std::string_view DerWalk::take(unsigned char tag) {
  const auto element = m_failed ? std::nullopt : first(m_rest);
  if (!element || element->tag != tag) {
    m_failed = true;
    return {};
  }
  m_rest.remove_prefix(element->size);
  return element->content;
}

DerWalk DerWalk::enter(unsigned char tag) {
  DerWalk inside(take(tag));
  inside.m_failed = m_failed;
  return inside;
}

void DerWalk::expect(unsigned char tag, std::string_view content) {
  if (take(tag) != content) m_failed = true;
}

std::optional<unsigned char> DerWalk::next_tag() const {
  const auto element = m_failed ? std::nullopt : first(m_rest);
  return element ? std::optional(element->tag) : std::nullopt;
}

bool is_strict_der(std::string_view bytes) {
  const auto element = first(bytes);
  return element && element->size == bytes.size() && all_strict(bytes, 0);
}

std::optional<std::size_t> der_size(std::string_view bytes) {
  const auto element = first(bytes);
  return element ? std::optional(element->size) : std::nullopt;
}

}  // namespace candor::crypto
