#include <fstream>
#include <string>

#include "text/pinned_fonts.h"

using candor::ErrorCode;
using namespace candor::text;

namespace {

bool dark(const QrCode& code, int x, int y) {
  return code.dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(code.side) +
                   static_cast<std::size_t>(x)];
}

/// The 7 × 7 square that a camera looks for, at a corner.
bool has_finder(const QrCode& code, int left, int top) {
  for (int y = 0; y < 7; ++y) {
    for (int x = 0; x < 7; ++x) {
      const bool edge = x == 0 || x == 6 || y == 0 || y == 6;
      const bool core = x >= 2 && x <= 4 && y >= 2 && y <= 4;
      if (dark(code, left + x, top + y) != (edge || core)) return false;
    }
  }
  return true;
}

}  // namespace

TEST_CASE("text: a QR code has the shape that cameras look for") {
  const auto code = encode_qr("K7F3-9Q2M");
  REQUIRE(code);
  CHECK((code->side - 17) % 4 == 0);
  CHECK(code->dark.size() ==
        static_cast<std::size_t>(code->side) * static_cast<std::size_t>(code->side));
  CHECK(has_finder(*code, 0, 0));
  CHECK(has_finder(*code, code->side - 7, 0));
  CHECK(has_finder(*code, 0, code->side - 7));
}

TEST_CASE("text: a QR code reads back as what was put in") {
  if (candor::support::run("command -v zbarimg").exit_code != 0) {
    WARN_MESSAGE(false, "zbar-tools is not installed: no reading back");
    return;
  }
  candor::support::TemporaryFolder const folder;
  for (const std::string& text :
       {std::string("K7F3-9Q2M"), std::string("https://clinic.example/r?p=9Q2M&n=1"),
        std::string(400, 'x')}) {
    const auto code = encode_qr(text);
    REQUIRE(code);
    constexpr int kScale = 6;
    constexpr int kQuiet = 4;
    const int side = (code->side + 2 * kQuiet) * kScale;
    Picture picture{side, side,
                    std::vector<std::uint8_t>(
                        static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * 4U, 255)};
    for (int y = 0; y < side; ++y) {
      for (int x = 0; x < side; ++x) {
        const int column = x / kScale - kQuiet;
        const int row = y / kScale - kQuiet;
        const bool inside = column >= 0 && row >= 0 && column < code->side && row < code->side;
        if (!inside || !dark(*code, column, row)) continue;
        const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                         static_cast<std::size_t>(x)) *
                        4U;
        for (std::size_t i = 0; i < 3; ++i) picture.rgba[at + i] = 0;
      }
    }
    const auto path = (folder.path() / "code.png").string();
    std::ofstream(path, std::ios::binary) << *encode_png(picture);
    CHECK(candor::support::run("zbarimg -q --raw " + path + " 2>/dev/null").output == text + "\n");
  }
}

TEST_CASE("text: what does not fit a QR code is refused, not cut") {
  const auto code = encode_qr(std::string(5'000, 'x'));
  REQUIRE_FALSE(code);
  CHECK(code.error().code == ErrorCode::too_large);
  CHECK_FALSE(encode_qr(""));
}
