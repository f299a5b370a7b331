// Contrast and shape from pixels.
#include <doctest/doctest.h>

#include "made_screen.h"

namespace candor::audit {
namespace {

TEST_CASE("audit: contrast is reckoned as WCAG says") {
  const Light light;
  CHECK(light.contrast(0x000000, 0xFFFFFF) == doctest::Approx(21.0));
  CHECK(light.contrast(0xFFFFFF, 0x000000) == doctest::Approx(21.0));
  CHECK(light.contrast(0x777777, 0xFFFFFF) == doctest::Approx(4.48).epsilon(0.001));
  CHECK(light.contrast(0x123456, 0x123456) == doctest::Approx(1.0));
}

TEST_CASE(
    "audit: the colours of a text are its ink and what it stands on, not its smoothed edges") {
  const Light light;
  MadeScreen screen;
  const ui::Rect rect{100, 100, 300, 60};
  screen.words("text", rect, 0x8A4B00);
  for (float x = 104; x + 4 < 400; x += 12) screen.fill({x + 3, 106, 1, 48}, 0xC8A070);
  const Ink ink = ink_in(light, screen.shot.picture, rect);
  CHECK(ink.is_there);
  CHECK(ink.ink == 0x8A4B00);
  CHECK(ink.back == 0xFFFFFF);
  CHECK(ink.contrast == doctest::Approx(light.contrast(0x8A4B00, 0xFFFFFF)));
  CHECK_FALSE(ink_in(light, screen.shot.picture, {500, 100, 100, 60}).is_there);
}

TEST_CASE("audit: a stroke's height counts parts of pixels") {
  const Light light;
  MadeScreen screen;
  screen.fill({100, 100, 4, 20}, 0x000000);
  screen.fill({100, 120, 4, 1}, 0x808080);
  const ui::Rect rect{90, 90, 60, 60};
  const Ink ink = ink_in(light, screen.shot.picture, rect);
  CHECK(stroke_height(screen.shot.picture, ink, rect) == doctest::Approx(20.5).epsilon(0.01));
}

TEST_CASE("audit: a control stands out by its outline or by its fill") {
  const Light light;
  MadeScreen screen;
  const ui::Rect outlined{50, 50, 200, 80};
  screen.frame(outlined, 0x595959);
  CHECK(edge_contrast(light, screen.shot.picture, outlined, 8) ==
        doctest::Approx(7.0).epsilon(0.01));
  const ui::Rect filled{300, 50, 200, 80};
  screen.fill(filled, 0x000000);
  CHECK(edge_contrast(light, screen.shot.picture, filled, 8) > 20);
  const ui::Rect faint{550, 50, 200, 80};
  screen.frame(faint, 0xDDD5C8);
  CHECK(edge_contrast(light, screen.shot.picture, faint, 8) < 1.6);
}

TEST_CASE("audit: a change of colour is no change of shape, a tick is one") {
  const Light light;
  MadeScreen one;
  const ui::Rect rect = one.button("a", {50, 50, 300, 80});
  MadeScreen tinted;
  tinted.fill({50, 50, 300, 80}, 0xE3F0F1);
  (void)tinted.button("a", {50, 50, 300, 80}, 0x0B5563, 0x0B5563);
  CHECK(changed_shape(light, one.shot.picture, tinted.shot.picture, rect) == 0);
  CHECK(changed_pixels(light, one.shot.picture, tinted.shot.picture, rect, 1.01) > 1000);
  MadeScreen ticked = one;
  ticked.fill({60, 80, 10, 20}, 0x000000);
  CHECK(changed_shape(light, one.shot.picture, ticked.shot.picture, rect) == 200);
}

}  // namespace
}  // namespace candor::audit
