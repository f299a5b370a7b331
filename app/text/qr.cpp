#include <qrencode.h>

#include <cerrno>
#include <memory>

#include "text/text.h"

namespace candor::text {

Result<QrCode> encode_qr(const std::string& text) {
  if (text.empty()) return fail(ErrorCode::bad_value, "a QR code needs at least one character");
  // As a string, capitals and digits take less room; a string ends at its first zero byte.
  const bool is_string = text.find('\0') == std::string::npos;
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      is_string
          ? QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1)
          : QRcode_encodeData(static_cast<int>(text.size()),
                              reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M),
      QRcode_free);
  if (!code) {
    if (errno == ENOMEM) return fail(ErrorCode::no_space, "no memory for a QR code");
    return fail(ErrorCode::too_large, "the text does not fit a QR code");
  }
  QrCode result;
  result.side = code->width;
  const auto modules =
      static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  result.dark.reserve(modules);
  for (std::size_t i = 0; i < modules; ++i) result.dark.push_back((code->data[i] & 1U) != 0);
  return result;
}

}  // namespace candor::text
