// What is seen of states on the glass: the ring of focus, and what is chosen, in grey as well.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "e2e/waiting_room.h"
#include "support/measured.h"

namespace candor::e2e {
namespace {

/// How much light each value of a part of a colour gives.
std::array<double, 256> light_of_parts() {
  std::array<double, 256> light{};
  for (std::size_t i = 0; i < light.size(); ++i) {
    const double v = double(i) / 255.0;
    light[i] = v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  }
  return light;
}

/// Pixels in and around a rectangle that changed by 3:1 or more.
int changed(const text::Picture& before, const text::Picture& after, const ui::Rect& around) {
  const std::array<double, 256> part = light_of_parts();
  const auto luminance = [&part](const std::uint8_t* rgb) {
    return 0.2126 * part[rgb[0]] + 0.7152 * part[rgb[1]] + 0.0722 * part[rgb[2]];
  };
  int count = 0;
  const int left = std::max(0, int(around.x));
  const int right = std::min(before.width, int(std::ceil(around.right())));
  const int top = std::max(0, int(around.y));
  const int bottom = std::min(before.height, int(std::ceil(around.bottom())));
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) {
      const std::size_t at = (std::size_t(y) * std::size_t(before.width) + std::size_t(x)) * 4;
      if (std::equal(&before.rgba[at], &before.rgba[at] + 3, &after.rgba[at])) continue;
      const double a = luminance(&before.rgba[at]) + 0.05;
      const double b = luminance(&after.rgba[at]) + 0.05;
      if (std::max(a, b) / std::min(a, b) >= 3.0) ++count;
    }
  }
  return count;
}

TEST_CASE(
    "e2e: the ring of focus is as large as two pixels all round and changes by 3:1, in every theme "
    "(T-17)") {
  RoomOptions options;
  options.sight = Sight::looked_at;
  options.window = {1920, 1080};
  options.mm_per_pixel = 0.248;
  WaitingRoom room(options);
  Harness& kiosk = room.kiosk();
  kiosk.use(Hands::keys);
  kiosk.tap("language.en");
  kiosk.tap("who.patient");
  constexpr double kCssPixelMm = 25.4 / 96;
  double least = 1000;
  const auto measure_page = [&](const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
      CAPTURE(id);
      CAPTURE(key(kiosk));
      if (!kiosk.has(id)) continue;
      kiosk.focus_on(id);
      const auto with = kiosk.window().capture();
      const ui::Rect rect = kiosk.find(id)->rect;
      kiosk.strike(kiosk::Key::tab);
      REQUIRE(kiosk.app().focused()->id != id);
      const auto without = kiosk.window().capture();
      REQUIRE(with);
      REQUIRE(without);
      const double perimeter = 2 * (double(rect.width) + double(rect.height));
      const double area = changed(*without, *with, rect.grown(9));
      // In pixels of the glass: two CSS pixels all round.
      const double asked = perimeter * 2 * kCssPixelMm / 0.248;
      CHECK(area >= asked);
      least = std::min(least, area / asked);
    }
  };
  for (const char* theme : {"paper", "white", "black", "soft"}) {
    kiosk.tap("display");
    kiosk.tap(std::string("theme.") + theme);
    CAPTURE(theme);
    kiosk.wait_ms(600);
    measure_page({"size.small", std::string("theme.") + theme, "close"});
    kiosk.tap("close");
    // In the order in which keys come to them: so the way is gone once.
    measure_page({"language", "pause", "field.name", "key.d", "key.space", "back", "stop", "next"});
  }
  kiosk.use(Hands::finger);
  kiosk.type("Ana Lopez");
  kiosk.use(Hands::keys);
  kiosk.tap("ask-staff");
  kiosk.tap("staff");
  kiosk.type(kNursePin);
  kiosk.tap("next");
  REQUIRE(kiosk.app().page().staff);
  measure_page({"lock", "give-back"});
  support::measured("T-17", fmt::format("at least {:.1f} times the area asked for", least));
}

TEST_CASE("e2e: without colour, what is chosen, wrong or due is still seen (T-16)") {
  RoomOptions options;
  options.sight = Sight::looked_at;
  WaitingRoom room(options);
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "return");
  answer_until(kiosk, person, Sample::kMood);
  for (const char* theme : {"paper", "white", "black", "soft"}) {
    CAPTURE(theme);
    kiosk.tap("display");
    kiosk.tap(std::string("theme.") + theme);
    kiosk.tap("close");
    const auto compare = [&](const std::string& choose, const std::string& other) {
      CAPTURE(choose);
      tap_somewhere(kiosk, other);
      const auto without = kiosk.window().capture();
      tap_somewhere(kiosk, choose);
      REQUIRE(kiosk.find(choose)->selected);
      REQUIRE_FALSE(kiosk.find(other)->selected);
      const auto with = kiosk.window().capture();
      REQUIRE(without);
      REQUIRE(with);
      // A tick, a filled mark or a thick edge: seen by brightness alone, in grey.
      constexpr int kPixels = 40;
      CHECK(changed(*without, *with, kiosk.find(choose)->rect) >= kPixels);
    };
    compare("option.fine", "option.low");
  }
}

}  // namespace
}  // namespace candor::e2e
