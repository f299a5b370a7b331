#include <doctest/doctest.h>

#include "support/measured.h"
#include "voice/rig.h"
#include "voice/speaker.h"

namespace candor::voice {
namespace {

/// A speaker whose synthesiser and loudspeaker the test can see.
struct Room {
  FakeSynthesiser* made;
  FakeOutput* out;
  Speaker speaker;
  std::int64_t now = 0;

  Room() : Room(std::make_unique<FakeSynthesiser>(), std::make_unique<FakeOutput>()) {}

  Room(std::unique_ptr<FakeSynthesiser> synthesiser, std::unique_ptr<FakeOutput> output)
      : made(synthesiser.get()),
        out(output.get()),
        speaker(std::move(synthesiser), std::move(output)) {
    speaker.look_for_device(now);
  }

  void pass(int milliseconds) {
    for (int i = 0; i < milliseconds; i += 10) (void)speaker.step(now += 10);
  }

  void say(const std::vector<std::string>& texts) {
    Lines lines;
    for (const std::string& text : texts) lines.push_back({{"en", text}, nullptr});
    speaker.say(lines, now);
    pass(20);
  }

  /// The line that is heard, or -1.
  [[nodiscard]] int line() const {
    const auto heard = speaker.heard();
    return heard ? static_cast<int>(heard->line) : -1;
  }
};

TEST_CASE("voice: lines are said one after another, each word known while it is heard") {
  Room room;
  room.say({"one two", "three"});
  REQUIRE(room.line() == 0);
  CHECK(room.speaker.heard()->word->begin == 0);
  room.out->heard = 120;
  CHECK(room.speaker.step(room.now));
  CHECK(room.speaker.heard()->word->begin == 4);
  CHECK(!room.speaker.step(room.now));
  room.out->end();
  room.pass(20);
  CHECK(room.line() == 1);
  room.out->end();
  room.pass(20);
  CHECK(!room.speaker.is_speaking());
}

TEST_CASE("voice: new speech stops old, stop is at once, hold and again work (A-05)") {
  Room room;
  room.say({"one two", "three"});
  room.speaker.hold();
  CHECK(room.out->held);
  CHECK(room.speaker.is_held());
  CHECK(room.speaker.is_speaking());
  room.speaker.go_on();
  CHECK(!room.out->held);
  room.out->heard = 150;
  room.speaker.again(room.now);
  CHECK(room.out->heard == 0);
  CHECK(room.line() == 0);
  room.say({"four"});
  CHECK(room.out->sounds.back().samples.size() == 100);
  CHECK(room.out->is_playing());
  room.speaker.stop();
  CHECK(!room.out->is_playing());
  CHECK(!room.speaker.is_speaking());
  CHECK(!room.speaker.heard());
  room.pass(500);
  CHECK(!room.out->is_playing());
}

TEST_CASE("voice: a changed speed goes on with the word that is heard (A-10)") {
  Room room;
  room.say({"one two three"});
  room.out->heard = 110;
  room.speaker.slower(room.now);
  CHECK(room.speaker.speed() == Speaker::kUsualSpeed - 1);
  // "two three" at 80 percent.
  CHECK(room.out->sounds.back().samples.size() == 250);
  CHECK(room.speaker.heard()->word->begin == 4);
  room.out->heard = 130;  // 104 at the usual speed
  CHECK(room.speaker.heard()->word->begin == 8);
  for (int i = 0; i < 20; ++i) room.speaker.slower(room.now);
  CHECK(Speaker::kSpeeds[room.speaker.speed()] == 50);
  for (int i = 0; i < 20; ++i) room.speaker.faster(room.now);
  CHECK(Speaker::kSpeeds[room.speaker.speed()] == 200);
}

TEST_CASE("voice: loudness has steps of at most 10 dB and ends (A-09)") {
  Room room;
  double before = room.out->gain;
  CHECK(before == -10);
  for (int i = 0; i < 20; ++i) {
    room.speaker.softer();
    CHECK(before - room.out->gain <= 10);
    before = room.out->gain;
  }
  CHECK(before == -30);
  for (int i = 0; i < 20; ++i) room.speaker.louder();
  CHECK(room.out->gain == 0);
}

TEST_CASE("voice: after a visit speed, loudness and every sound of it are gone (A-08, T-19)") {
  Room room;
  room.say({"one", "two"});
  room.speaker.faster(room.now);
  room.speaker.louder();
  room.speaker.forget();
  CHECK(!room.speaker.is_speaking());
  CHECK(room.speaker.speed() == Speaker::kUsualSpeed);
  CHECK(room.speaker.gain() == Speaker::kUsualGain);
  CHECK(room.out->gain == -10);
  support::measured("A-08", std::to_string(room.out->gain) + " dB again after a visit");
  CHECK(room.made->forgotten == 1);
  CHECK(!room.out->is_open());
  room.made->asked.clear();
  room.say({"one"});
  // Made anew: nothing was kept.
  CHECK(room.made->asked == std::vector<std::string>{"one"});
}

TEST_CASE("voice: a sentence that cannot be made is left out, and tried again later") {
  Room room;
  room.say({"one", "broken", "three"});
  room.out->end();
  room.pass(30);
  CHECK(room.line() == 2);
  CHECK(!room.speaker.is_broken());
  room.made->asked.clear();
  room.say({"broken", "three"});
  CHECK(room.made->asked == std::vector<std::string>{"broken"});
  CHECK(room.line() == 1);
}

TEST_CASE("voice: where no text becomes sound, speech ends and staff are told") {
  Room room;
  room.say({"broken"});
  room.say({"broken"});
  CHECK(room.speaker.can_speak());
  room.say({"broken"});
  CHECK(!room.speaker.is_speaking());
  CHECK(!room.speaker.can_speak());
  CHECK(room.speaker.is_broken());
  room.speaker.forget();
  CHECK(room.speaker.can_speak());
}

TEST_CASE("voice: what is made ready begins within 200 ms") {
  Room room;
  room.speaker.prepare({{"en", "one two"}, {"en", "three"}});
  room.pass(50);
  CHECK(room.made->asked.size() == 2);
  CHECK(!room.out->is_playing());
  room.speaker.say({{{"en", "one two"}, nullptr}}, room.now);
  // Not one step later.
  CHECK(room.out->is_playing());
  CHECK(room.made->asked.size() == 2);
}

TEST_CASE("voice: without a device nothing is said, and one that comes is found") {
  auto output = std::make_unique<FakeOutput>();
  output->has_device = false;
  Room room(std::make_unique<FakeSynthesiser>(), std::move(output));
  CHECK(!room.speaker.has_device());
  CHECK(!room.speaker.is_broken());
  room.say({"one"});
  CHECK(!room.speaker.is_speaking());
  CHECK(room.made->asked.empty());
  room.out->has_device = true;
  room.speaker.look_for_device(room.now);
  CHECK(!room.speaker.has_device());  // not so soon
  room.speaker.look_for_device(room.now += 5'000);
  CHECK(room.speaker.has_device());
  room.say({"one"});
  CHECK(room.line() == 0);
}

TEST_CASE("voice: a device pulled out ends speech, staff are told until it is back") {
  Room room;
  room.say({"one", "two"});
  room.out->has_device = false;
  CHECK(room.speaker.step(room.now));
  CHECK(!room.speaker.is_speaking());
  CHECK(!room.speaker.has_device());
  CHECK(room.speaker.is_broken());
  room.out->has_device = true;
  room.speaker.look_for_device(room.now += 6'000);
  CHECK(room.speaker.has_device());
  CHECK(!room.speaker.is_broken());
  room.say({"one"});
  CHECK(room.line() == 0);
}

TEST_CASE("voice: a silent kiosk gives the device back and has nothing to do") {
  Room room;
  room.say({"one"});
  CHECK(room.speaker.due_ms(room.now).has_value());
  room.out->end();
  room.pass(20);
  REQUIRE(room.speaker.due_ms(room.now).has_value());
  room.now += *room.speaker.due_ms(room.now);
  (void)room.speaker.step(room.now);
  CHECK(!room.out->is_open());
  CHECK(!room.speaker.due_ms(room.now).has_value());
}

TEST_CASE("voice: a tap makes a soft sound, but never over a voice (A-06)") {
  Room room;
  room.speaker.tap(room.now);
  CHECK(room.out->taps == 1);
  room.say({"one"});
  room.speaker.tap(room.now);
  CHECK(room.out->taps == 1);
}

TEST_CASE("voice: a recording is played in place of the program's sound") {
  Room room;
  const auto file = std::make_shared<const std::string>("ogg");
  room.speaker.say({{{"en", "one two"}, nullptr, file}, {{"en", "three"}, nullptr}}, room.now);
  room.pass(20);
  CHECK(room.made->asked == std::vector<std::string>{"three"});
  CHECK(room.out->sounds.back() == tone(440, 500));
  CHECK(room.line() == 0);
  CHECK(!room.speaker.heard()->word);
  room.speaker.faster(room.now);
  CHECK(duration_ms(room.out->sounds.back()) == doctest::Approx(400).epsilon(0.1));
  room.out->end();
  room.pass(20);
  CHECK(room.line() == 1);
}

TEST_CASE("voice: a recording that cannot be played is spoken by the program") {
  Room room;
  const auto file = std::make_shared<const std::string>();
  room.speaker.say({{{"en", "one"}, nullptr, file}}, room.now);
  room.pass(20);
  CHECK(room.made->asked == std::vector<std::string>{"one"});
  CHECK(room.line() == 0);
}

}  // namespace
}  // namespace candor::voice
