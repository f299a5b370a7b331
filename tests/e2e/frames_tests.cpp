// What a person sees from one frame to the next: every touch leaves its mark at once, nothing
// flashes, a slow disk is told of, and one finger is enough.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <deque>

#include "e2e/waiting_room.h"
#include "record/faulty_disk.h"
#include "support/measured.h"
#include "ui/theme.h"

namespace candor::e2e {
namespace {

RoomOptions looked_at() {
  RoomOptions options;
  options.sight = Sight::looked_at;
  return options;
}

text::Picture picture_of(Harness& kiosk) {
  auto picture = kiosk.window().capture();
  REQUIRE(picture);
  return *std::move(picture);
}

/// Relative luminance of a byte of a colour (WCAG 2.2).
std::array<double, 256> luminances() {
  std::array<double, 256> all{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double value = double(i) / 255;
    all[i] = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  }
  return all;
}

/// Counts flashes, part by part of the glass: a flash is one change of at least a tenth of the most
/// light and one back, with the darker side below 0.8 (WCAG 2.2, 2.3.1). A part has the least area
/// that counts, a fortieth of the glass.
class FlashCounter {
 public:
  static constexpr int kAcross = 8;
  static constexpr int kDown = 5;
  static constexpr std::int64_t kSecond = 1000;

  using Light = std::array<double, std::size_t(kAcross) * kDown>;

  void see(const text::Picture& picture, std::int64_t now_ms) { see(light_of(picture), now_ms); }

  void see(const Light& light, std::int64_t now_ms) {
    if (m_frames++ == 0) m_turned = light;
    for (std::size_t i = 0; i < light.size(); ++i) {
      Part& part = m_parts[i];
      // The furthest that the light went since it last turned.
      if (part.way > 0 ? light[i] > m_turned[i] : part.way < 0 && light[i] < m_turned[i]) {
        m_turned[i] = light[i];
        continue;
      }
      const double change = light[i] - m_turned[i];
      if (std::abs(change) < 0.1 || std::min(light[i], m_turned[i]) >= 0.8) continue;
      part.way = change > 0 ? 1 : -1;
      m_turned[i] = light[i];
      part.changes.push_back(now_ms);
      while (now_ms - part.changes.front() > kSecond) part.changes.pop_front();
      m_most = std::max(m_most, int(part.changes.size()) / 2);
    }
  }

  /// The most flashes that any part had within a second.
  [[nodiscard]] int most() const { return m_most; }

  [[nodiscard]] int frames() const { return m_frames; }

 private:
  struct Part {
    int way = 0;  ///< to light: 1; to dark: -1
    std::deque<std::int64_t> changes;
  };

  [[nodiscard]] Light light_of(const text::Picture& picture) const {
    Light sum{};
    Light count{};
    constexpr int kStep = 2;
    for (int y = 0; y < picture.height; y += kStep) {
      for (int x = 0; x < picture.width; x += kStep) {
        const auto at = (std::size_t(y) * std::size_t(picture.width) + std::size_t(x)) * 4;
        const auto part =
            std::size_t(y * kDown / picture.height * kAcross + x * kAcross / picture.width);
        sum[part] += 0.2126 * m_light[picture.rgba[at]] + 0.7152 * m_light[picture.rgba[at + 1]] +
                     0.0722 * m_light[picture.rgba[at + 2]];
        count[part] += 1;
      }
    }
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] /= count[i];
    return sum;
  }

  std::array<double, 256> m_light = luminances();
  Light m_turned{};
  std::array<Part, std::size_t(kAcross) * kDown> m_parts;
  int m_frames = 0;
  int m_most = 0;
};

FlashCounter::Light all_of(double light) {
  FlashCounter::Light all{};
  all.fill(light);
  return all;
}

bool differ(const text::Picture& before, const text::Picture& after, const ui::Rect& rect) {
  for (int y = int(rect.y); y < int(rect.bottom()); ++y) {
    for (int x = int(rect.x); x < int(rect.right()); ++x) {
      const auto at = (std::size_t(y) * std::size_t(before.width) + std::size_t(x)) * 4;
      if (!std::equal(&before.rgba[at], &before.rgba[at] + 4, &after.rgba[at])) return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("e2e: a flash is counted where there is one") {
  FlashCounter fast;
  for (int i = 0; i < 10; ++i) fast.see(all_of(i % 2 == 0 ? 0.9 : 0.5), i * 100);
  CHECK(fast.most() == 4);
  FlashCounter slow;
  for (int i = 0; i < 10; ++i) slow.see(all_of(i % 2 == 0 ? 0.9 : 0.5), i * 600);
  CHECK(slow.most() == 1);
  FlashCounter faint;
  for (int i = 0; i < 10; ++i) faint.see(all_of(i % 2 == 0 ? 0.55 : 0.5), i * 100);
  CHECK(faint.most() == 0);
}

TEST_CASE("e2e: nothing on the glass flashes more than three times a second (T-18)") {
  for (const char* theme : {"paper", "black"}) {
    WaitingRoom room(looked_at());
    Harness& kiosk = room.kiosk();
    FlashCounter flashes;
    kiosk.after_each_frame([&] { flashes.see(picture_of(kiosk), kiosk.clock().now().steady_ms); });
    const Person person;
    arrive(kiosk, person, "first", [&](const std::string& name) {
      if (name == "who") choose_display(kiosk, {}, theme);
    });
    // What counts down, and what comes by itself.
    kiosk.wait_ms(121'000);
    REQUIRE(key(kiosk) == "still-there");
    for (int i = 0; i < 20; ++i) kiosk.wait_ms(200);
    kiosk.tap("still-here");
    answer_all(kiosk, person);
    decide(kiosk);
    for (int i = 0; i < 20; ++i) kiosk.wait_ms(200);
    kiosk.tap("finish");
    CHECK(flashes.most() <= 3);
    CHECK(flashes.frames() > 100);
    support::measured("T-18", fmt::format("{} flashes a second at most in {} frames, {}",
                                          flashes.most(), flashes.frames(), theme));
  }
}

TEST_CASE("e2e: a touch is answered in the first frame after it, on every screen (T-20)") {
  WaitingRoom room(looked_at());
  Harness& kiosk = room.kiosk();
  int touched = 0;
  double slowest = 0;
  const auto touch_all = [&](const std::string& screen) {
    CAPTURE(screen);
    kiosk.wait_ms(600);
    const auto nodes = kiosk.app().nodes();
    const auto before = picture_of(kiosk);
    const std::int64_t at = kiosk.clock().now().steady_ms;
    for (const ui::Node& node : nodes) {
      const bool pressed = node.role == ui::NodeRole::button || node.role == ui::NodeRole::radio ||
                           node.role == ui::NodeRole::checkbox || node.role == ui::NodeRole::key;
      if (node.id.empty() || !pressed) continue;
      CAPTURE(node.id);
      const double x = double(node.rect.x + node.rect.width / 2);
      const double y = double(node.rect.y + node.rect.height / 2);
      kiosk.window().post_pointer(x, y, true);
      kiosk.window().poll();
      const auto begun = std::chrono::steady_clock::now();
      REQUIRE(kiosk.app().step());
      const std::chrono::duration<double, std::milli> took =
          std::chrono::steady_clock::now() - begun;
      slowest = std::max(slowest, took.count());
      CHECK(differ(before, picture_of(kiosk), node.rect));
      // Slid off, so that nothing comes of it.
      kiosk.window().post_pointer(-500, -500, true);
      kiosk.window().post_pointer(-500, -500, false);
      kiosk.settle();
      CHECK(kiosk.clock().now().steady_ms == at);
      ++touched;
    }
  };
  const Person person;
  arrive(kiosk, person, "first", touch_all);
  answer_all(kiosk, person, touch_all);
  decide(kiosk, touch_all);
  CHECK(touched > 200);
  support::measured("T-20", fmt::format("{} controls marked in the first frame, {:.0f} ms at most",
                                        touched, slowest));
}

TEST_CASE("e2e: while a slow disk stores what was signed, the glass says so (T-20)") {
  record_tests::FaultyDisk disk;
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  answer_all(kiosk, person);
  int operations = 0;
  disk.before_each([&] {
    ++operations;
    kiosk.clock().advance_ms(700);
    CHECK(key(kiosk) == "saving");
    CHECK(kiosk.shows("Saving your answers"));
  });
  decide(kiosk);
  CHECK(operations > 0);
  disk.before_each({});
  CHECK(key(kiosk) == "receipt");
  CHECK(room.record().outcome == "signed");
}

TEST_CASE("e2e: kind words in danger do not wait for a slow disk (T-20)") {
  record_tests::FaultyDisk disk;
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  answer_until(kiosk, person, Sample::kMood);
  find_somewhere(kiosk, "option.danger");
  int operations = 0;
  disk.before_each([&] {
    ++operations;
    CHECK(kiosk.app().page().key == "panel.urgent");
  });
  kiosk.tap("option.danger");
  CHECK(operations > 0);
  disk.before_each({});
  CHECK(key(kiosk) == "panel.urgent");
}

TEST_CASE("e2e: single taps of one finger lead to a signed record, with the largest text (T-07)") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  int more = 0;
  arrive(kiosk, person, "first", [&](const std::string& name) {
    if (name == "who") choose_display(kiosk, "largest", {});
  });
  answer_all(kiosk, person, [&](const std::string& name) {
    more += name.find("-more") != std::string::npos ? 1 : 0;
  });
  decide_by_press(kiosk);
  CHECK(more > 0);
  CHECK(room.record().outcome == "signed");
  REQUIRE(kiosk.touches() == std::int64_t(kiosk.gestures().size()));
  // A tap stays where it came down; a stroke or a swipe would have more than one place.
  for (const Gesture& gesture : kiosk.gestures()) CHECK(gesture.size() == 1);
  CHECK(kiosk.strikes() == 0);
  support::measured("T-07", fmt::format("a signed record with {} single taps", kiosk.touches()));
}

}  // namespace candor::e2e
