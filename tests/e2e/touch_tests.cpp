// Hands that shake, hands that rest, no hands at all.
#include <doctest/doctest.h>

#include "e2e/waiting_room.h"

namespace candor::e2e {
namespace {

constexpr float kPixelsPerMm = 1.0F / 0.496F;  // of the waiting room's glass

TEST_CASE("e2e: a tap within half a second after a page change does nothing") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  kiosk.tap("language.en");
  REQUIRE(key(kiosk) == "who");
  kiosk.tap_at_once("who.patient");
  CHECK(key(kiosk) == "who");
  kiosk.wait_ms(499);
  kiosk.tap_at_once("who.patient");
  CHECK(key(kiosk) == "who");
  kiosk.wait_ms(1);
  kiosk.tap_at_once("who.patient");
  CHECK(key(kiosk) == "identity.name");
}

TEST_CASE("e2e: a finger that came down too early does nothing however late it is lifted") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  kiosk.tap("language.en");
  const ui::Rect rect = kiosk.find("who.patient")->rect;
  kiosk.hold(rect.x + 10, rect.y + 10, 3'000);
  CHECK(key(kiosk) == "who");
}

TEST_CASE("e2e: a finger may drift 5 mm beyond a button, and no further") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  kiosk.tap("language.en");
  kiosk.wait_ms(600);
  const ui::Rect rect = kiosk.find("who.patient")->rect;
  const float y = rect.y + rect.height / 2;
  const float x = rect.x + rect.width / 2;
  kiosk.drag(x, y, x, rect.y - 5.6F * kPixelsPerMm);
  CHECK(key(kiosk) == "who");
  kiosk.drag(x, y, rect.x - 5.6F * kPixelsPerMm, y);
  CHECK(key(kiosk) == "who");
  kiosk.drag(x, y, x, rect.y - 4.4F * kPixelsPerMm);
  CHECK(key(kiosk) == "identity.name");
}

TEST_CASE("e2e: dragging onto a button from elsewhere never presses it") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  kiosk.tap("language.en");
  kiosk.wait_ms(600);
  const ui::Rect patient = kiosk.find("who.patient")->rect;
  const ui::Rect helper = kiosk.find("who.helper")->rect;
  const float x = patient.x + patient.width / 2;
  const float y = patient.y + patient.height / 2;
  kiosk.drag(2, y, x, y);
  CHECK(key(kiosk) == "who");
  // Nor from one button onto another: neither is meant.
  kiosk.drag(helper.x + helper.width / 2, helper.y + helper.height / 2, x, y);
  CHECK(key(kiosk) == "who");
  CHECK_FALSE(kiosk.app().visit()->at_screen_chosen);
}

TEST_CASE("e2e: a key that is held for long types one letter") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  kiosk.tap("language.en");
  kiosk.tap("who.patient");
  kiosk.wait_ms(600);
  const ui::Rect rect = kiosk.find("key.B")->rect;
  kiosk.hold(rect.x + rect.width / 2, rect.y + rect.height / 2, 5'000);
  CHECK(kiosk.find("field.name")->value == "B");
}

TEST_CASE("e2e: a hand that rests on the glass draws no frames and does not keep a visit open") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  const std::string page = key(kiosk);
  kiosk.wait_ms(600);
  kiosk.window().post_pointer(4, 300, true);
  kiosk.settle();
  const std::int64_t frames = kiosk.app().frames_drawn();
  SUBCASE("without moving") {
    for (int second = 0; second < 60; ++second) kiosk.wait_ms(1'000);
    CHECK(kiosk.app().frames_drawn() == frames);
    kiosk.wait_ms(59'999);
  }
  SUBCASE("while it trembles") {
    for (int second = 0; second < 119; ++second) {
      kiosk.window().post_pointer(4.0 + second % 3, 300.0 + second % 5, true);
      kiosk.wait_ms(1'000);
    }
    kiosk.wait_ms(999);
  }
  CHECK(key(kiosk) == page);
  kiosk.wait_ms(1);
  CHECK(key(kiosk) == "still-there");
  kiosk.wait_ms(30'000);
  CHECK(key(kiosk) == "ticket");
  // When it is lifted at last, it presses nothing.
  kiosk.window().post_pointer(4, 300, false);
  kiosk.settle();
  CHECK(key(kiosk) == "ticket");
}

TEST_CASE("e2e: a finger that moves further than a hand trembles keeps a visit open") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  const std::string page = key(kiosk);
  kiosk.wait_ms(600);
  kiosk.window().post_pointer(4, 100, true);
  for (int i = 1; i <= 10; ++i) {
    kiosk.wait_ms(60'000);
    kiosk.window().post_pointer(4, 100.0 + 5.5 * double(kPixelsPerMm) * i, true);
    kiosk.settle();
    REQUIRE(key(kiosk) == page);
  }
}

TEST_CASE("e2e: nobody touches the kiosk and no frame is drawn") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  SUBCASE(
      "on the welcome screen nothing is due but a look for other content, which draws nothing") {
    REQUIRE(key(kiosk) == "welcome");
    CHECK(kiosk.app().next_due_ms() == 5'000);
  }
  SUBCASE("on a page the next thing is the question whether anybody is there") {
    arrive(kiosk, Person{}, "first");
    // Once the page that comes next was laid out, of which nothing is seen.
    kiosk.wait_ms(200);
    CHECK(kiosk.app().next_due_ms() == 119'800);
  }
  const std::int64_t frames = kiosk.app().frames_drawn();
  for (int second = 0; second < 60; ++second) kiosk.wait_ms(1'000);
  CHECK(kiosk.app().frames_drawn() == frames);
}

}  // namespace
}  // namespace candor::e2e
