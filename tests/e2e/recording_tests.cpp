// A pack's own recordings on the real glass.
#include <doctest/doctest.h>

#include <algorithm>

#include "e2e/waiting_room.h"
#include "e2e/walks.h"
#include "support/wav.h"
#include "voice/rig.h"

namespace candor::e2e {
namespace {

constexpr const char* kWords = "Tea goes slowly into your arm.";

/// A kiosk whose pack has its first paragraph recorded, and what is heard of it.
struct Spoken {
  voice::FakeSynthesiser* made = nullptr;
  voice::FakeOutput* out = nullptr;

  RoomOptions options() {
    RoomOptions options;
    options.prepare = [](const support::SamplePack& pack) {
      pack.write("sample/audio/en/recordings.json",
                 std::string("{ \"") + kWords + "\": \"tea.wav\" }");
      pack.write("sample/audio/en/tea.wav", support::wav(2'000));
    };
    options.speaker = [this] {
      auto synthesiser = std::make_unique<voice::FakeSynthesiser>();
      auto output = std::make_unique<voice::FakeOutput>();
      made = synthesiser.get();
      out = output.get();
      return std::make_unique<voice::Speaker>(std::move(synthesiser), std::move(output));
    };
    return options;
  }

  [[nodiscard]] bool spoke(const std::string& words) const {
    return std::find(made->asked.begin(), made->asked.end(), words) != made->asked.end();
  }
};

std::string marked(Harness& kiosk) {
  std::string words;
  for (const present::Mark& mark : kiosk.app().page().marks) {
    words += mark.text.substr(mark.begin, mark.end - mark.begin);
  }
  return words;
}

/// Listens to the page on the glass to its end; true when all of the recorded paragraph was marked
/// while its recording was played.
bool hears_recording(Harness& kiosk, const Spoken& spoken) {
  const voice::Sound recording = voice::tone(440, 500);  // what the fake loudspeaker decodes
  bool heard = false;
  kiosk.tap("listen");
  for (int i = 0; i < 400 && kiosk.app().listening().speaks(); ++i) {
    kiosk.wait_ms(20);
    heard = heard || (marked(kiosk) == kWords && !spoken.out->sounds.empty() &&
                      spoken.out->sounds.back() == recording);
    spoken.out->end();
  }
  return heard;
}

TEST_CASE("e2e: a recorded paragraph is played, all of it marked, and the rest is spoken") {
  Spoken spoken;
  WaitingRoom room(spoken.options());
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  CHECK(hears_recording(kiosk, spoken));
  CHECK_FALSE(spoken.spoke(kWords));
  CHECK(spoken.spoke("You may stop at any time."));
  CHECK(std::count(kiosk.app().listening().transcript().begin(),
                   kiosk.app().listening().transcript().end(), kWords) == 1);
}

TEST_CASE("e2e: a text that changed after it was recorded is spoken, not played") {
  Spoken spoken;
  RoomOptions options = spoken.options();
  options.prepare = [prepare = options.prepare](const support::SamplePack& pack) {
    prepare(pack);
    pack.replace("sample/pages/10-about.json", "into your arm", "into your hand");
  };
  WaitingRoom room(options);
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  CHECK_FALSE(hears_recording(kiosk, spoken));
  CHECK(spoken.spoke("Tea goes slowly into your hand."));
}

}  // namespace
}  // namespace candor::e2e
