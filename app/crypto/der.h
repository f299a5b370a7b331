// Walking through DER: definite lengths in their shortest form, low tag numbers. Not for other
// rooms.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace candor::crypto {

namespace der {
inline constexpr unsigned char kInteger = 0x02;
inline constexpr unsigned char kBitString = 0x03;
inline constexpr unsigned char kOctetString = 0x04;
inline constexpr unsigned char kObjectIdentifier = 0x06;
inline constexpr unsigned char kSequence = 0x30;
inline constexpr unsigned char kSet = 0x31;

/// [number], holding further elements.
constexpr unsigned char context(unsigned number) {
  return static_cast<unsigned char>(0xa0U | number);
}

/// [number], holding bytes.
constexpr unsigned char context_bytes(unsigned number) {
  return static_cast<unsigned char>(0x80U | number);
}
}  // namespace der

/// Reads one element after the other. What does not match is remembered: ask done() at the end.
/// Views point into the bytes given.
class DerWalk {
 public:
  explicit DerWalk(std::string_view bytes) : m_rest(bytes) {}

  /// The content of the next element, which must have this tag.
  std::string_view take(unsigned char tag);
  /// A walk through the content of the next element.
  DerWalk enter(unsigned char tag);
  /// The next element must have this tag and this content.
  void expect(unsigned char tag, std::string_view content);
  /// The tag of the next element; nothing at the end and after a failure.
  [[nodiscard]] std::optional<unsigned char> next_tag() const;

  [[nodiscard]] bool failed() const { return m_failed; }

  /// Everything matched and nothing is left.
  [[nodiscard]] bool done() const { return !m_failed && m_rest.empty(); }

 private:
  std::string_view m_rest;
  bool m_failed = false;
};

/// Whether the bytes are one element of strict DER, through all levels and to the last byte.
[[nodiscard]] bool is_strict_der(std::string_view bytes);

}  // namespace candor::crypto
