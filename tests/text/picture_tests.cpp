#include <array>
#include <fstream>
#include <string>

#include "text/pinned_fonts.h"

using candor::ErrorCode;
using namespace candor::text;

namespace {

std::array<int, 4> pixel(const Picture& picture, int x, int y) {
  std::size_t const at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                          static_cast<std::size_t>(x)) *
                         4U;
  return {picture.rgba[at], picture.rgba[at + 1], picture.rgba[at + 2], picture.rgba[at + 3]};
}

constexpr const char* kWide =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'>"
    "<rect width='10' height='10' fill='#ff0000'/>"
    "<rect x='10' width='10' height='10' fill='#0000ff' fill-opacity='0.5'/></svg>";

}  // namespace

TEST_CASE("text: a picture keeps its colours and is centred in its box") {
  const auto picture = draw_svg(kWide, 40, 40);
  REQUIRE(picture);
  CHECK(picture->width == 40);
  CHECK(picture->rgba.size() == 40U * 40U * 4U);
  CHECK(pixel(*picture, 5, 20) == std::array<int, 4>{255, 0, 0, 255});
  // Straight alpha: half clear blue is still full blue.
  const auto half = pixel(*picture, 35, 20);
  CHECK(half[2] == 255);
  CHECK(half[3] == doctest::Approx(128).epsilon(0.02));
  CHECK(pixel(*picture, 20, 4)[3] == 0);
  CHECK(pixel(*picture, 20, 35)[3] == 0);
}

TEST_CASE("text: an icon is its own coverage, whatever its colour") {
  const auto icon = draw_icon(kWide, 40, 20);
  REQUIRE(icon);
  REQUIRE(icon->coverage.size() == 800U);
  CHECK(icon->coverage[10 * 40 + 5] == 255);
  CHECK(icon->coverage[10 * 40 + 35] == doctest::Approx(128).epsilon(0.02));
}

TEST_CASE("text: the shape of a picture comes from its viewBox, else from width and height") {
  CHECK(*svg_aspect(kWide) == doctest::Approx(2.0));
  CHECK(*svg_aspect("<svg xmlns='http://www.w3.org/2000/svg' width='30' height='90'/>") ==
        doctest::Approx(1.0 / 3.0));
  const auto without_box = draw_svg(
      "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>"
      "<rect width='10' height='10' fill='#00ff00'/></svg>",
      50, 50);
  REQUIRE(without_box);
  CHECK(pixel(*without_box, 48, 48) == std::array<int, 4>{0, 255, 0, 255});
}

TEST_CASE("text: what is not a picture is refused with a reason") {
  for (const char* const bad :
       {"", "hello", "<svg", "<html></html>", "<svg xmlns='http://www.w3.org/2000/svg'><rect"}) {
    CAPTURE(bad);
    const auto picture = draw_svg(bad, 10, 10);
    REQUIRE_FALSE(picture);
    CHECK(picture.error().code == ErrorCode::bad_format);
    CHECK_FALSE(picture.error().what.empty());
    CHECK_FALSE(draw_icon(bad, 10, 10));
    CHECK_FALSE(svg_aspect(bad));
  }
  CHECK_FALSE(draw_svg(kWide, 0, 10));
  CHECK_FALSE(draw_svg(kWide, 10, -1));
  CHECK_FALSE(draw_svg(kWide, 1'000'000, 1'000'000));
}

TEST_CASE("text: a picture reads no other file") {
  candor::support::TemporaryFolder const folder;
  const auto red = folder.path() / "red.svg";
  std::ofstream(red) << kWide;
  const auto picture = draw_svg(
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'>"
      "<image href='file://" +
          red.string() + "' width='10' height='10'/></svg>",
      20, 20);
  if (!picture) return;
  for (int y = 0; y < 20; ++y) {
    for (int x = 0; x < 20; ++x) CHECK(pixel(*picture, x, y)[3] == 0);
  }
}

TEST_CASE("text: a picture survives the way through PNG") {
  const auto picture = draw_svg(kWide, 40, 20);
  REQUIRE(picture);
  const auto png = encode_png(*picture);
  REQUIRE(png);
  CHECK(png->substr(1, 3) == "PNG");
  // Width and height stand as big-endian numbers in the first chunk.
  CHECK(static_cast<unsigned char>((*png)[19]) == 40);
  CHECK(static_cast<unsigned char>((*png)[23]) == 20);
  CHECK_FALSE(encode_png(Picture{}));
  CHECK_FALSE(encode_png(Picture{10, 10, std::vector<std::uint8_t>(7)}));
}
