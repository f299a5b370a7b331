// What a hand means: held keys, second strikes, switches that must be held.
#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/key_filter.h"
#include "support/measured.h"

namespace candor::kiosk {
namespace {

constexpr std::int64_t kStart = 100'000;

KeyPress pressed(Key key) {
  return {key, 0, KeyEdge::press};
}

KeyPress released(Key key) {
  return {key, 0, KeyEdge::release};
}

KeyFilter filter_of(const present::KeyHabits& habits = {}) {
  KeyFilter filter;
  filter.use(habits);
  return filter;
}

TEST_CASE("keys: a second strike within half a second is not meant, a later one is (T-06)") {
  for (const Key key : {Key::enter, Key::space, Key::select}) {
    KeyFilter filter = filter_of();
    CHECK(filter.take(pressed(key), kStart));
    (void)filter.take(released(key), kStart + 40);
    CHECK_FALSE(filter.take(pressed(key), kStart + 120));
    (void)filter.take(released(key), kStart + 160);
    CHECK_FALSE(filter.take(pressed(key), kStart + 490));
    (void)filter.take(released(key), kStart + 530);
    CHECK(filter.take(pressed(key), kStart + 700));
  }
  std::int64_t least = 0;
  for (std::int64_t ms = 100; least == 0 && ms <= 2'000; ms += 10) {
    KeyFilter filter = filter_of();
    (void)filter.take(pressed(Key::enter), kStart);
    (void)filter.take(released(Key::enter), kStart + 40);
    if (filter.take(pressed(Key::enter), kStart + ms)) least = ms;
  }
  CHECK(least == 500);
  support::measured("T-06", std::to_string(least) + " ms after a strike the next one is meant");
}

TEST_CASE(
    "keys: letters and moves may follow each other fast, unless this hand strikes twice (T-06)") {
  const KeyPress n{Key::character, U'n'};
  const KeyPress a{Key::character, U'a'};
  present::KeyHabits habits;
  SUBCASE("as usual") {
    KeyFilter filter = filter_of(habits);
    CHECK(filter.take(n, kStart));
    CHECK(filter.take(n, kStart + 90));
    CHECK(filter.take(pressed(Key::move), kStart + 100));
    (void)filter.take(released(Key::move), kStart + 110);
    CHECK(filter.take(pressed(Key::move), kStart + 150));
    CHECK(filter.take(pressed(Key::tab), kStart + 160));
    CHECK(filter.take(pressed(Key::tab), kStart + 170));
  }
  SUBCASE("a hand that strikes twice") {
    habits.double_ms = 2000;
    habits.every_key = true;
    KeyFilter filter = filter_of(habits);
    CHECK(filter.take(n, kStart));
    CHECK_FALSE(filter.take(n, kStart + 1990));
    CHECK(filter.take(a, kStart + 1995));
    CHECK(filter.take(n, kStart + 1999));
    CHECK(filter.take(pressed(Key::move), kStart + 3000));
    (void)filter.take(released(Key::move), kStart + 3100);
    CHECK_FALSE(filter.take(pressed(Key::move), kStart + 5050));
    (void)filter.take(released(Key::move), kStart + 5060);
    CHECK(filter.take(pressed(Key::move), kStart + 5200));
  }
}

TEST_CASE("keys: a hand that trembles while it lets a switch go does not strike again") {
  KeyFilter filter = filter_of();
  CHECK(filter.take(pressed(Key::select), kStart));
  (void)filter.take(released(Key::select), kStart + 900);
  CHECK_FALSE(filter.take(pressed(Key::select), kStart + 950));
}

TEST_CASE("keys: a held switch does nothing again for as long as it is held (T-05)") {
  KeyFilter filter = filter_of();
  for (const Key key : {Key::select, Key::move}) {
    CHECK(filter.take(pressed(key), kStart));
    int again = 0;
    for (std::int64_t ms = 0; ms <= 5000; ms += 50) {
      again += static_cast<int>(filter.due(kStart + ms).size());
    }
    CHECK(again == 0);
    CHECK_FALSE(filter.next_due_ms());
    (void)filter.take(released(key), kStart + 5000);
  }
}

TEST_CASE(
    "keys: a held moving switch goes on after 2 s, every 2 s, only where a person chose it "
    "(T-06)") {
  present::KeyHabits habits;
  habits.repeat_ms = 2000;
  KeyFilter filter = filter_of(habits);
  CHECK(filter.take(pressed(Key::move), kStart));
  std::vector<std::int64_t> at;
  for (std::int64_t ms = 0; ms <= 6500; ms += 100) {
    for (const KeyPress& key : filter.due(kStart + ms)) {
      CHECK(key.key == Key::move);
      at.push_back(ms);
    }
  }
  CHECK(at == std::vector<std::int64_t>{2000, 4000, 6000});
  (void)filter.take(released(Key::move), kStart + 6500);
  CHECK(filter.due(kStart + 20'000).empty());
  // Selecting is never repeated, however it is set.
  CHECK(filter.take(pressed(Key::select), kStart + 30'000));
  CHECK(filter.due(kStart + 60'000).empty());
}

TEST_CASE("keys: a switch that must be held counts once, and a brush against it does not (T-06)") {
  present::KeyHabits habits;
  habits.hold_ms = 1000;
  KeyFilter filter = filter_of(habits);
  CHECK_FALSE(filter.take(pressed(Key::select), kStart));
  CHECK(filter.next_due_ms() == kStart + 1000);
  CHECK(filter.due(kStart + 900).empty());
  (void)filter.take(released(Key::select), kStart + 950);
  CHECK(filter.due(kStart + 2000).empty());
  CHECK_FALSE(filter.take(pressed(Key::select), kStart + 3000));
  REQUIRE(filter.due(kStart + 4000).size() == 1);
  CHECK(filter.due(kStart + 9000).empty());
  // Other keys are struck as ever: nobody types by holding letters.
  CHECK(filter.take({Key::character, U'n'}, kStart + 9100));
}

}  // namespace
}  // namespace candor::kiosk
