// Listening on the real glass: what is read, what is marked, what falls silent, and what a waiting
// room must not hear.
#include <doctest/doctest.h>

#include <algorithm>

#include "e2e/waiting_room.h"
#include "e2e/walks.h"
#include "ui/theme.h"
#include "voice/rig.h"

namespace candor::e2e {
namespace {

/// A kiosk with a loudspeaker that the test can hear.
struct Heard {
  voice::FakeSynthesiser* made = nullptr;
  voice::FakeOutput* out = nullptr;

  /// For Setup::speaker; this object must outlive the kiosk.
  std::function<std::unique_ptr<voice::Speaker>()> speaker() {
    return [this] {
      auto synthesiser = std::make_unique<voice::FakeSynthesiser>();
      auto output = std::make_unique<voice::FakeOutput>();
      made = synthesiser.get();
      out = output.get();
      return std::make_unique<voice::Speaker>(std::move(synthesiser), std::move(output));
    };
  }

  [[nodiscard]] bool said(const std::string& words) const {
    return std::any_of(made->asked.begin(), made->asked.end(), [&](const std::string& each) {
      return each.find(words) != std::string::npos;
    });
  }

  void clear() const {
    made->asked.clear();
    made->languages.clear();
  }
};

/// Lets speech be made and played, sentence after sentence, to its end.
void hear_all(Harness& kiosk, const Heard& heard) {
  for (int i = 0; i < 400 && kiosk.app().listening().speaks(); ++i) {
    kiosk.wait_ms(20);
    heard.out->end();
  }
}

bool speaks(Harness& kiosk) {
  return kiosk.app().listening().speaks();
}

/// The text under the marks on the glass.
std::string marked(Harness& kiosk) {
  std::string words;
  for (const present::Mark& mark : kiosk.app().page().marks) {
    words += mark.text.substr(mark.begin, mark.end - mark.begin);
  }
  return words;
}

}  // namespace

TEST_CASE("e2e: a kiosk without a loudspeaker has no Listen button, and all else works") {
  WaitingRoom room;
  Harness* kiosk = &room.kiosk();
  arrive(*kiosk, Person{}, "first");
  CHECK_FALSE(kiosk->has("listen"));
  CHECK(kiosk->has("ask-staff"));
}

TEST_CASE(
    "e2e: Listen reads the page from its heading on, in its language, and marks the word that is "
    "heard (A-11)") {
  Heard heard;
  RoomOptions options;
  options.speaker = heard.speaker();
  WaitingRoom room(options);
  Harness* kiosk = &room.kiosk();
  arrive(*kiosk, Person{}, "first");
  heard.clear();
  kiosk->tap("listen");
  kiosk->wait_ms(20);
  REQUIRE(speaks(*kiosk));
  const auto* heading =
      std::get_if<present::Heading>(&kiosk->app().page().elements.front().content);
  REQUIRE(heading != nullptr);
  CHECK(heading->text.rfind(marked(*kiosk), 0) == 0);
  CHECK_FALSE(marked(*kiosk).empty());
  const std::string first = marked(*kiosk);
  heard.out->heard = 150;
  kiosk->wait_ms(30);
  CHECK(marked(*kiosk) != first);
  for (const std::string& language : heard.made->languages) {
    CHECK(language == kiosk->app().page().language);
  }
  hear_all(*kiosk, heard);
  CHECK_FALSE(speaks(*kiosk));
  CHECK(kiosk->app().page().marks.empty());
  CHECK(kiosk->find("listen")->label == "Listen");
}

TEST_CASE(
    "e2e: any action ends speech; stop, wait, again and speed are in reach while it is on (A-05)") {
  Heard heard;
  RoomOptions options;
  options.speaker = heard.speaker();
  WaitingRoom room(options);
  Harness* kiosk = &room.kiosk();
  arrive(*kiosk, Person{}, "first");
  kiosk->tap("listen");
  kiosk->wait_ms(20);
  REQUIRE(speaks(*kiosk));
  CHECK(kiosk->find("listen")->label == "Quiet");
  kiosk->tap("voice.hold");
  CHECK(heard.out->held);
  CHECK(kiosk->find("voice.hold")->label == "Go on");
  kiosk->tap("voice.hold");
  CHECK_FALSE(heard.out->held);
  const std::size_t usual = heard.out->sounds.back().samples.size();
  kiosk->tap("voice.slower");
  CHECK(heard.out->sounds.back().samples.size() > usual);
  kiosk->tap("voice.softer");
  CHECK(heard.out->gain == -15);
  kiosk->tap("voice.again");
  CHECK(speaks(*kiosk));
  kiosk->tap("listen");
  CHECK_FALSE(speaks(*kiosk));
  CHECK_FALSE(heard.out->is_playing());
  CHECK_FALSE(kiosk->has("voice.hold"));

  for (const char* action : {"display", "next"}) {
    CAPTURE(action);
    if (kiosk->has("close")) kiosk->tap("close");
    kiosk->tap("listen");
    kiosk->wait_ms(20);
    REQUIRE(speaks(*kiosk));
    tap_somewhere(*kiosk, action);
    CHECK_FALSE(speaks(*kiosk));
    CHECK_FALSE(heard.out->is_playing());
  }
}

TEST_CASE("e2e: what is about the person is asked about before it is said aloud (A-03)") {
  Heard heard;
  RoomOptions options;
  options.speaker = heard.speaker();
  WaitingRoom room(options);
  Harness* kiosk = &room.kiosk();
  arrive(*kiosk, Person{}, "first");
  answer_all(*kiosk, Person{});
  REQUIRE(kiosk->app().page().key == "review");
  heard.clear();
  kiosk->tap("listen");
  kiosk->wait_ms(20);
  CHECK(kiosk->app().page().key == "panel.aloud");
  CHECK_FALSE(speaks(*kiosk));
  kiosk->tap("close");
  kiosk->wait_ms(20);
  CHECK(kiosk->app().page().key == "review");
  // Not even made ready.
  CHECK_FALSE(heard.said("answers"));
  kiosk->tap("listen");
  kiosk->tap("aloud.yes");
  kiosk->wait_ms(20);
  CHECK(kiosk->app().page().key == "review");
  CHECK(speaks(*kiosk));
  // Asked once, not on every page.
  kiosk->tap("listen");
  CHECK_FALSE(speaks(*kiosk));
  kiosk->tap("listen");
  CHECK(speaks(*kiosk));
}

TEST_CASE("e2e: even where aloud is fine, the return code is never said (A-04)") {
  Heard heard;
  RoomOptions options;
  options.speaker = heard.speaker();
  WaitingRoom room(options);
  Harness* kiosk = &room.kiosk();
  const Person person;
  const auto listen = [&](const std::string&) {
    if (!kiosk->has("listen")) return;
    kiosk->tap("listen");
    if (kiosk->app().page().key == "panel.aloud") kiosk->tap("aloud.yes");
    kiosk->tap("listen");
  };
  const auto said = [&](const std::string& words) {
    const auto& all = kiosk->app().listening().transcript();
    return std::any_of(all.begin(), all.end(), [&](const std::string& each) {
      return each.find(words) != std::string::npos;
    });
  };
  arrive(*kiosk, person, "first", listen);
  CHECK(said("Ana"));
  answer_all(*kiosk, person, listen);
  decide(*kiosk, listen);
  listen("receipt");
  // The outcome can be heard before leaving, its code cannot.
  CHECK(said("Your answers are saved."));
  const std::string proof = kiosk->app().visit()->proof_code;
  REQUIRE_FALSE(proof.empty());
  for (const std::string& each : kiosk->app().listening().transcript()) {
    CAPTURE(each);
    CHECK(each.find(person.code) == std::string::npos);
    CHECK(each.find("4 7 1 1") == std::string::npos);
    CHECK(each.find(proof) == std::string::npos);
  }
}

TEST_CASE(
    "e2e: nobody is asked whether they are there while they listen; the warning is heard, too "
    "(T-22)") {
  Heard heard;
  RoomOptions options;
  options.speaker = heard.speaker();
  WaitingRoom room(options);
  Harness* kiosk = &room.kiosk();
  arrive(*kiosk, Person{}, "first");
  kiosk->tap("listen");
  kiosk->wait_ms(20);
  for (int i = 0; i < 10; ++i) kiosk->wait_ms(60'000);
  REQUIRE(speaks(*kiosk));
  CHECK(kiosk->app().page().key != "still-there");
  kiosk->tap("listen");
  heard.clear();
  kiosk->wait_ms(121'000);
  CHECK(kiosk->app().page().key == "still-there");
  kiosk->wait_ms(20);
  CHECK(speaks(*kiosk));
  CHECK(heard.said("Are you still there?"));
  kiosk->tap("still-here");
  CHECK_FALSE(speaks(*kiosk));
}

TEST_CASE(
    "e2e: after a visit speed, loudness and leave to speak aloud are gone, and nothing of it waits "
    "to be said (T-19, A-08)") {
  Heard heard;
  RoomOptions options;
  options.speaker = heard.speaker();
  WaitingRoom room(options);
  Harness* kiosk = &room.kiosk();
  arrive(*kiosk, Person{}, "first");
  kiosk->tap("listen");
  kiosk->wait_ms(20);
  kiosk->tap("voice.faster");
  kiosk->tap("voice.louder");
  CHECK(heard.out->gain == -5);
  kiosk->tap("pause");
  CHECK_FALSE(speaks(*kiosk));
  CHECK(heard.out->gain == -10);
  CHECK_FALSE(kiosk->app().listening().is_on());
  CHECK(kiosk->app().listening().aloud() == present::Aloud::open_only);
  CHECK(kiosk->app().listening().transcript().empty());
  CHECK(heard.made->forgotten >= 1);
}

TEST_CASE(
    "e2e: a loudspeaker that is pulled out ends speech and not the visit; staff read it; it can "
    "come back") {
  Heard heard;
  RoomOptions options;
  options.speaker = heard.speaker();
  WaitingRoom room(options);
  Harness* kiosk = &room.kiosk();
  arrive(*kiosk, Person{}, "first");
  kiosk->tap("listen");
  kiosk->wait_ms(20);
  heard.out->has_device = false;
  kiosk->wait_ms(30);
  CHECK_FALSE(speaks(*kiosk));
  CHECK_FALSE(kiosk->has("listen"));
  tap_somewhere(*kiosk, "next");
  CHECK(kiosk->app().visit() != nullptr);
  CHECK(kiosk->app().listening().is_broken());
  heard.out->has_device = true;
  kiosk->wait_ms(6'000);
  CHECK(kiosk->has("listen"));
  CHECK_FALSE(kiosk->app().listening().is_broken());
}

TEST_CASE(
    "e2e: the buttons of speech are large enough on every glass, and Ask staff stays in its "
    "place") {
  for (const auto& [width, height, pitch] :
       {std::tuple{1920, 1080, 0.248}, std::tuple{1280, 800, 0.17},
        std::tuple{1080, 1920, 0.248}}) {
    for (const visit::TextSize size : {visit::TextSize::medium, visit::TextSize::largest}) {
      CAPTURE(width);
      CAPTURE(int(size));
      Heard heard;
      RoomOptions options;
      options.speaker = heard.speaker();
      options.window = {width, height};
      options.mm_per_pixel = pitch;
      WaitingRoom room(options);
      Harness* kiosk = &room.kiosk();
      arrive(*kiosk, Person{}, "first");
      kiosk->tap("display");
      tap_somewhere(*kiosk, "size." + visit::to_string(size));
      tap_somewhere(*kiosk, "close");
      const ui::Rect before = kiosk->find("ask-staff")->rect;
      kiosk->tap("listen");
      kiosk->wait_ms(20);
      REQUIRE(speaks(*kiosk));
      const ui::Rect after = kiosk->find("ask-staff")->rect;
      CHECK(after.x == doctest::Approx(before.x));
      CHECK(after.y == doctest::Approx(before.y));
      std::vector<ui::Rect> rects;
      for (const char* id : {"voice.hold", "voice.again", "voice.slower", "voice.faster",
                             "voice.softer", "voice.louder", "listen", "ask-staff", "pause"}) {
        CAPTURE(id);
        REQUIRE(kiosk->has(id));
        rects.push_back(kiosk->find(id)->rect);
        CHECK(double(rects.back().width) * pitch >= ui::kTargetMm - 0.1);
        CHECK(double(rects.back().height) * pitch >= ui::kTargetMm - 0.1);
        CHECK(rects.back().x >= 0);
        CHECK(rects.back().right() <= float(width));
      }
      std::sort(rects.begin(), rects.end(),
                [](const ui::Rect& a, const ui::Rect& b) { return a.x < b.x; });
      for (std::size_t i = 1; i < rects.size(); ++i) {
        CHECK(double(rects[i].x - rects[i - 1].right()) * pitch >= ui::kTargetGapMm - 0.1);
      }
    }
  }
}

}  // namespace candor::e2e
