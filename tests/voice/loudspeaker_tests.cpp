// What is really heard: the speech program, SoundTouch and SDL together, into a file.
#include <SDL.h>
#include <doctest/doctest.h>
#include <fmt/core.h>

#include <chrono>
#include <cmath>

#include "support/fakes.h"
#include "support/measured.h"
#include "voice/helper.h"
#include "voice/player.h"
#include "voice/rig.h"
#include "voice/stretch.h"

namespace candor::voice {
namespace {

constexpr const char* kText = "You may feel sleepy. A nurse stays with you the whole time.";

/// Says it to the end and gives what was heard.
std::vector<std::int16_t> heard_of(Speaker& speaker, const FileLoudspeaker& file, Lines lines) {
  speaker.say(std::move(lines), 0);
  until([&] {
    (void)speaker.step(0);
    return !speaker.is_speaking();
  });
  speaker.forget();
  return trimmed(file.heard());
}

TEST_CASE("voice: seven speeds from half to double, with the pitch of the usual one (A-10)") {
  const support::TemporaryFolder folder;
  Helper helper(speech_program());
  const auto sound = spoken(helper, {"en", kText});
  REQUIRE(sound);
  const auto shared = std::make_shared<const Sound>(*sound);
  double usual_ms = 0;
  double usual_pitch = 0;
  std::string figures;
  for (const std::size_t step : {std::size_t{3}, std::size_t{0}, std::size_t{1}, std::size_t{2},
                                 std::size_t{4}, std::size_t{5}, std::size_t{6}}) {
    const int percent = Speaker::kSpeeds[step];
    CAPTURE(percent);
    const FileLoudspeaker file(folder.path() / fmt::format("speed-{}.raw", percent));
    Speaker speaker(std::make_unique<FakeSynthesiser>(), file.player());
    speaker.look_for_device(0);
    REQUIRE(speaker.has_device());
    while (speaker.speed() < step) speaker.faster(0);
    while (speaker.speed() > step) speaker.slower(0);
    const auto heard = heard_of(speaker, file, {{{"en", kText}, shared}});
    const double ms = double(heard.size()) * 1000 / FileLoudspeaker::kRate;
    const double hertz = pitch(heard, FileLoudspeaker::kRate);
    if (step == Speaker::kUsualSpeed) {
      usual_ms = ms;
      usual_pitch = hertz;
    }
    CHECK(std::abs(ms * percent / 100 / usual_ms - 1) < 0.06);
    CHECK(std::abs(hertz / usual_pitch - 1) < 0.06);
    figures += fmt::format("{}{} %: {:.1f} s, {:.0f} Hz", figures.empty() ? "" : "; ", percent,
                           ms / 1000, hertz);
  }
  support::measured("A-10", figures);
}

TEST_CASE("voice: each step of loudness is 5 dB, from full down to 30 dB below it (A-07, A-09)") {
  const support::TemporaryFolder folder;
  const auto shared = std::make_shared<const Sound>(tone(400, 400));
  double before = 0;
  std::string figures;
  for (std::size_t step = 0; step < Speaker::kGains.size(); ++step) {
    const FileLoudspeaker file(folder.path() / fmt::format("gain-{}.raw", step));
    Speaker speaker(std::make_unique<FakeSynthesiser>(), file.player());
    speaker.look_for_device(0);
    while (speaker.gain() < step) speaker.louder();
    while (speaker.gain() > step) speaker.softer();
    const double heard = level(heard_of(speaker, file, {{{"en", "a"}, shared}}));
    CAPTURE(step);
    CHECK(std::abs(heard - (Speaker::kGains[step] - 3.2)) < 1.0);
    if (step > 0) CHECK(heard - before <= 10);
    before = heard;
    figures += fmt::format("{}{:.0f}", figures.empty() ? "" : ", ", heard);
  }
  support::measured("A-09", figures + " dB below full");
  support::measured("A-07", fmt::format("{} steps over {} dB", Speaker::kGains.size(),
                                        Speaker::kGains.back() - Speaker::kGains.front()));
}

TEST_CASE("voice: one voice at a time, and none after an action stops it (A-05, A-06)") {
  const support::TemporaryFolder folder;
  const FileLoudspeaker file(folder.path() / "voices.raw");
  Speaker speaker(std::make_unique<FakeSynthesiser>(), file.player());
  speaker.look_for_device(0);
  const auto low = std::make_shared<const Sound>(tone(400, 60'000));
  const auto high = std::make_shared<const Sound>(tone(1000, 60'000));
  const auto size = [&] { return file.length(); };
  speaker.say({{{"en", "low"}, low}}, 0);
  const std::size_t begun = size();
  until([&] { return size() > begun + 40'000; });
  speaker.say({{{"en", "high"}, high}}, 0);
  const std::size_t changed = size();
  until([&] { return size() > changed + 40'000; });
  speaker.stop();
  const std::size_t stopped = size();
  until([&] { return size() > stopped + 40'000; });
  speaker.forget();
  const auto all = file.heard();
  const auto cut = [&](std::size_t from, std::size_t count) {
    return std::vector<std::int16_t>(all.begin() + std::ptrdiff_t(from),
                                     all.begin() + std::ptrdiff_t(from + count));
  };
  // What stands in the device's buffers when the action comes is still heard: 4 of 23 ms.
  constexpr std::size_t kBuffers = 4 * 1024;
  CHECK(share_of(cut(changed + kBuffers, 30'000), 1000, FileLoudspeaker::kRate) > 0.9);
  CHECK(share_of(cut(changed + kBuffers, 30'000), 400, FileLoudspeaker::kRate) < 0.01);
  CHECK(level(cut(stopped + kBuffers, 30'000)) == -120);
  std::size_t last = stopped;
  for (std::size_t i = stopped; i < all.size(); ++i) {
    if (all[i] != 0) last = i;
  }
  support::measured("A-05", fmt::format("{} ms of sound after an action",
                                        (last - stopped) * 1000 / FileLoudspeaker::kRate));
  support::measured("A-06", fmt::format("{:.3f} % of the older voice under the newer one",
                                        100 * share_of(cut(changed + kBuffers, 30'000), 400,
                                                       FileLoudspeaker::kRate)));
}

TEST_CASE("voice: held speech is silent and goes on where it was") {
  const support::TemporaryFolder folder;
  const FileLoudspeaker file(folder.path() / "held.raw");
  Speaker speaker(std::make_unique<FakeSynthesiser>(), file.player());
  speaker.look_for_device(0);
  const auto sound = std::make_shared<const Sound>(tone(400, 1'000));
  speaker.say({{{"en", "low"}, sound}}, 0);
  const std::size_t begun = file.length();
  until([&] { return file.length() > begun + 12'000; });
  speaker.hold();
  const std::size_t held = file.length();
  until([&] { return file.length() > held + 40'000; });
  speaker.go_on();
  until([&] {
    (void)speaker.step(0);
    return !speaker.is_speaking();
  });
  speaker.forget();
  std::size_t loud = 0;
  for (const std::int16_t sample : file.heard()) loud += sample > 1000 || sample < -1000 ? 1 : 0;
  // A second of tone, of which nearly all samples are loud, and a pause in it.
  CHECK(double(loud) / FileLoudspeaker::kRate == doctest::Approx(0.94).epsilon(0.06));
  CHECK(trimmed(file.heard()).size() > 44'100 + 30'000);
}

TEST_CASE("voice: a device that is pulled out is noticed, and taken again when it is back") {
  const support::TemporaryFolder folder;
  const FileLoudspeaker file(folder.path() / "pulled.raw");
  Speaker speaker(std::make_unique<FakeSynthesiser>(), file.player());
  speaker.look_for_device(0);
  speaker.say({{{"en", "low"}, std::make_shared<const Sound>(tone(400, 60'000))}}, 0);
  CHECK(speaker.is_speaking());
  SDL_Event event{};
  event.type = SDL_AUDIODEVICEREMOVED;
  event.adevice.which = 2;
  REQUIRE(SDL_PushEvent(&event) == 1);
  (void)speaker.step(0);
  CHECK(!speaker.is_speaking());
  CHECK(speaker.is_broken());
  speaker.look_for_device(10'000);
  CHECK(speaker.has_device());
  CHECK(!speaker.is_broken());
}

TEST_CASE("voice: no sound system at all is no fault") {
  ::setenv("SDL_AUDIODRIVER", "no-such-driver", 1);
  Speaker speaker(std::make_unique<FakeSynthesiser>(), make_player());
  speaker.look_for_device(0);
  CHECK(!speaker.has_device());
  speaker.say({{{"en", "hello"}, nullptr}}, 0);
  CHECK(!speaker.is_speaking());
  speaker.tap(0);
  speaker.forget();
  ::unsetenv("SDL_AUDIODRIVER");
}

TEST_CASE("voice: a recording is heard as it was made, what is none is refused") {
  const support::TemporaryFolder folder;
  // Made here: 600 Hz for a second, by the usual tools.
  const Sound whole = tone(600, 1'000, 44'100);
  const auto raw = folder.path() / "tone.raw";
  {
    std::FILE* out = std::fopen(raw.c_str(), "wb");
    REQUIRE(out != nullptr);
    std::fwrite(whole.samples.data(), 2, whole.samples.size(), out);
    std::fclose(out);
  }
  const auto ogg = folder.path() / "tone.ogg";
  REQUIRE(support::run(
              fmt::format("oggenc -Q -r -R 44100 -C 1 -o {} {} 2>&1", ogg.string(), raw.string()))
              .exit_code == 0);
  const std::string bytes = support::run("cat " + ogg.string()).output;
  const FileLoudspeaker file(folder.path() / "recording.raw");
  Speaker speaker(std::make_unique<FakeSynthesiser>(), file.player());
  speaker.look_for_device(0);
  const auto recording = speaker.decode(bytes, 0);
  REQUIRE(recording);
  CHECK(std::abs(double(duration_ms(*recording)) - 1000) < 20);
  CHECK(share_of(recording->samples, 600, recording->rate) > 0.9);
  CHECK(!speaker.decode(bytes.substr(0, 20), 0));
  CHECK(!speaker.decode("RIFF no sound", 0));
}

TEST_CASE("voice: a page that is ready begins within 200 ms of the tap (A-02)") {
  const support::TemporaryFolder folder;
  const FileLoudspeaker file(folder.path() / "ready.raw");
  Speaker speaker(std::make_unique<Helper>(speech_program()), file.player());
  speaker.look_for_device(0);
  speaker.prepare({{"en", kText}});
  until([&] {
    (void)speaker.step(0);
    return !speaker.due_ms(0) || *speaker.due_ms(0) > 1'000;
  });
  const auto before = std::chrono::steady_clock::now();
  speaker.say({{{"en", kText}, nullptr}}, 0);
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - before);
  // It plays already: nothing is waited for.
  CHECK(speaker.heard());
  support::measured("A-02", fmt::format("{} ms from the tap to the first sample", took.count()));
}

}  // namespace
}  // namespace candor::voice
