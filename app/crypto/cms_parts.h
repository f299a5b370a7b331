// The bytes of CMS that we write and accept: object identifiers. Not for other rooms.
#pragma once

#include <string_view>

namespace candor::crypto::oid {

// The content of the OBJECT IDENTIFIER; the name before it is the one of the standards.
inline constexpr std::string_view kData("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01", 9);
inline constexpr std::string_view kSignedData("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", 9);
inline constexpr std::string_view kAuthEnvelopedData("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17",
                                                     11);
inline constexpr std::string_view kAes256Gcm("\x60\x86\x48\x01\x65\x03\x04\x01\x2e", 9);
inline constexpr std::string_view kAes256Wrap("\x60\x86\x48\x01\x65\x03\x04\x01\x2d", 9);
inline constexpr std::string_view kSha256("\x60\x86\x48\x01\x65\x03\x04\x02\x01", 9);
inline constexpr std::string_view kEcPublicKey("\x2a\x86\x48\xce\x3d\x02\x01", 7);
inline constexpr std::string_view kEcdhSha256Kdf("\x2b\x81\x04\x01\x0b\x01", 6);
inline constexpr std::string_view kEcdsaSha256("\x2a\x86\x48\xce\x3d\x04\x03\x02", 8);
inline constexpr std::string_view kContentType("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03", 9);
inline constexpr std::string_view kMessageDigest("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04", 9);
inline constexpr std::string_view kSigningTime("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x05", 9);
inline constexpr std::string_view kSigningCertificateV2(
    "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x2f", 11);

}  // namespace candor::crypto::oid
