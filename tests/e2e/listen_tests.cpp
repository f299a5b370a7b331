// Listening on the real glass: what is read, what is marked, what falls silent, and what a waiting
// room must not hear.
#include <doctest/doctest.h>

#include <algorithm>

#include "e2e/listening_room.h"
#include "e2e/walks.h"
#include "ui/theme.h"

namespace candor::e2e {
TEST_CASE("e2e: a kiosk without a loudspeaker has no Listen button, and all else works") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  CHECK_FALSE(kiosk.has("listen"));
  CHECK(kiosk.has("ask-staff"));
}

TEST_CASE(
    "e2e: Listen reads the page from its heading on, in its language, and marks the word that is "
    "heard (A-11)") {
  ListeningRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  room.clear_heard();
  room.listen();
  REQUIRE(room.speaks());
  const auto* heading = std::get_if<present::Heading>(&kiosk.app().page().elements.front().content);
  REQUIRE(heading != nullptr);
  CHECK(heading->text.rfind(room.marked(), 0) == 0);
  CHECK_FALSE(room.marked().empty());
  const std::string first = room.marked();
  room.out().heard = 150;
  kiosk.wait_ms(30);
  CHECK(room.marked() != first);
  for (const std::string& language : room.made().languages) {
    CHECK(language == kiosk.app().page().language);
  }
  room.hear_all();
  CHECK_FALSE(room.speaks());
  CHECK(kiosk.app().page().marks.empty());
  CHECK(kiosk.find("listen")->label == "Listen");
}

TEST_CASE(
    "e2e: while somebody listens to a page, the next one is laid out and how it begins is made "
    "(A-02)") {
  ListeningRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  room.listen();
  room.hear_all();
  for (int i = 0; i < 10; ++i) kiosk.wait_ms(20);
  const std::size_t textures = kiosk.window().texture_count();
  const std::vector<std::string> made = room.made().asked;
  const std::string before = key(kiosk) + kiosk.text_on_glass();
  kiosk.tap(kiosk.has("more") ? "more" : "next");
  REQUIRE(key(kiosk) + kiosk.text_on_glass() != before);
  CHECK(kiosk.window().texture_count() == textures);
  const std::size_t said = room.transcript().size();
  room.listen();
  REQUIRE(room.transcript().size() > said);
  const std::string& first = room.transcript()[said];
  CAPTURE(first);
  CHECK(std::find(made.begin(), made.end(), first) != made.end());
}

TEST_CASE("e2e: the next page is laid out unseen: it does not count as shown") {
  ListeningRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  kiosk.wait_ms(2'000);
  for (const visit::ShownBlock& each : kiosk.app().visit()->shown) {
    CHECK(each.spot.page == Sample::kAbout);
  }
}

TEST_CASE(
    "e2e: any action ends speech, stop, wait, again and speed are in reach while it is on (A-05)") {
  ListeningRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  room.listen();
  REQUIRE(room.speaks());
  CHECK(kiosk.find("listen")->label == "Quiet");
  kiosk.tap("voice.hold");
  CHECK(room.out().held);
  CHECK(kiosk.find("voice.hold")->label == "Go on");
  kiosk.tap("voice.hold");
  CHECK_FALSE(room.out().held);
  const std::size_t usual = room.out().sounds.back().samples.size();
  kiosk.tap("voice.slower");
  CHECK(room.out().sounds.back().samples.size() > usual);
  kiosk.tap("voice.softer");
  CHECK(room.out().gain == -15);
  kiosk.tap("voice.again");
  CHECK(room.speaks());
  kiosk.tap("listen");
  CHECK_FALSE(room.speaks());
  CHECK_FALSE(room.out().is_playing());
  CHECK_FALSE(kiosk.has("voice.hold"));

  for (const char* action : {"display", "next"}) {
    CAPTURE(action);
    if (kiosk.has("close")) kiosk.tap("close");
    room.listen();
    REQUIRE(room.speaks());
    tap_somewhere(kiosk, action);
    CHECK_FALSE(room.speaks());
    CHECK_FALSE(room.out().is_playing());
  }
}

TEST_CASE("e2e: what is about the person is asked about before it is said aloud (A-03)") {
  ListeningRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  answer_all(kiosk, Person{});
  REQUIRE(kiosk.app().page().key == "review");
  room.clear_heard();
  room.listen();
  CHECK(kiosk.app().page().key == "panel.aloud");
  CHECK_FALSE(room.speaks());
  kiosk.tap("close");
  kiosk.wait_ms(20);
  CHECK(kiosk.app().page().key == "review");
  // Not even made ready.
  CHECK_FALSE(room.said("answers"));
  kiosk.tap("listen");
  kiosk.tap("aloud.yes");
  kiosk.wait_ms(20);
  CHECK(kiosk.app().page().key == "review");
  CHECK(room.speaks());
  // Asked once, not on every page.
  kiosk.tap("listen");
  CHECK_FALSE(room.speaks());
  kiosk.tap("listen");
  CHECK(room.speaks());
}

TEST_CASE(
    "e2e: a waiting room hears no name, birthday, code, ride or answer of somebody who listens to "
    "every page (A-03, A-04)") {
  ListeningRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  const auto listen = [&](const std::string&) {
    if (!kiosk.has("listen")) return;
    room.listen();
    if (key(kiosk) == "panel.aloud") {
      kiosk.tap("close");
    } else if (room.speaks()) {
      kiosk.tap("listen");
    }
  };
  arrive(kiosk, person, "first", listen);
  answer_all(kiosk, person, listen);
  decide(kiosk, listen);
  REQUIRE(room.transcript().size() > 40);
  for (const std::string& each : room.transcript()) {
    CAPTURE(each);
    for (const std::string& word :
         {std::string("Ana"), std::string("Lopez"), std::string("Maria"), std::string("1958"),
          person.code, std::string("4 7 1 1"), person.ride_phone, std::string("0 4 4 7 7"),
          std::string("This one is chosen")}) {
      CHECK(each.find(word) == std::string::npos);
    }
  }
}

TEST_CASE("e2e: a sheet gives the page back at the part that was being read") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  answer_all(kiosk, Person{});
  REQUIRE(key(kiosk) == "review");
  REQUIRE(kiosk.has("more"));
  kiosk.tap("more");
  const std::string before = kiosk.text_on_glass();
  for (const char* sheet : {"language", "display", "stop"}) {
    CAPTURE(sheet);
    kiosk.tap(sheet);
    kiosk.tap("close");
    CHECK(kiosk.text_on_glass() == before);
  }
}

TEST_CASE("e2e: even where aloud is fine, the return code is never said (A-04)") {
  ListeningRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  const auto listen = [&](const std::string&) {
    if (!kiosk.has("listen")) return;
    kiosk.tap("listen");
    if (kiosk.app().page().key == "panel.aloud") kiosk.tap("aloud.yes");
    kiosk.tap("listen");
  };
  arrive(kiosk, person, "first", listen);
  CHECK(any_has(room.transcript(), "Ana"));
  answer_all(kiosk, person, listen);
  decide(kiosk, listen);
  listen("receipt");
  // The outcome can be heard before leaving, its code cannot.
  CHECK(any_has(room.transcript(), "Your answers are saved."));
  const std::string proof = kiosk.app().visit()->proof_code;
  REQUIRE_FALSE(proof.empty());
  for (const std::string& each : room.transcript()) {
    CAPTURE(each);
    CHECK(each.find(person.code) == std::string::npos);
    CHECK(each.find("4 7 1 1") == std::string::npos);
    CHECK(each.find(proof) == std::string::npos);
  }
}

TEST_CASE(
    "e2e: nobody is asked whether they are there while they listen, the warning is heard, too "
    "(T-22)") {
  ListeningRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  room.listen();
  for (int i = 0; i < 10; ++i) kiosk.wait_ms(60'000);
  REQUIRE(room.speaks());
  CHECK(kiosk.app().page().key != "still-there");
  kiosk.tap("listen");
  room.clear_heard();
  kiosk.wait_ms(121'000);
  CHECK(kiosk.app().page().key == "still-there");
  kiosk.wait_ms(20);
  CHECK(room.speaks());
  CHECK(room.said("Are you still there?"));
  kiosk.tap("still-here");
  CHECK_FALSE(room.speaks());
}

TEST_CASE(
    "e2e: after a visit speed, loudness and leave to speak aloud are gone, and nothing of it waits "
    "to be said (T-19, A-08)") {
  ListeningRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  room.listen();
  kiosk.tap("voice.faster");
  kiosk.tap("voice.louder");
  CHECK(room.out().gain == -5);
  kiosk.tap("pause");
  CHECK_FALSE(room.speaks());
  CHECK(room.out().gain == -10);
  CHECK_FALSE(kiosk.app().listening().is_on());
  CHECK(kiosk.app().listening().aloud() == present::Aloud::open_only);
  CHECK(room.transcript().empty());
  CHECK(room.made().forgotten >= 1);
}

TEST_CASE(
    "e2e: a loudspeaker that is pulled out ends speech and not the visit, and it can come back") {
  ListeningRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  room.listen();
  room.out().has_device = false;
  kiosk.wait_ms(30);
  CHECK_FALSE(room.speaks());
  CHECK_FALSE(kiosk.has("listen"));
  tap_somewhere(kiosk, "next");
  CHECK(kiosk.app().visit() != nullptr);
  CHECK(kiosk.app().listening().is_broken());
  room.out().has_device = true;
  kiosk.wait_ms(6'000);
  CHECK(kiosk.has("listen"));
  CHECK_FALSE(kiosk.app().listening().is_broken());
}

TEST_CASE("e2e: staff read that patients cannot listen, until they can again") {
  const std::string notice = "Patients cannot listen";
  ListeningRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  room.listen();
  room.out().has_device = false;
  kiosk.wait_ms(30);
  tap_somewhere(kiosk, "pause");
  staff_in(kiosk);
  CHECK(kiosk.shows(notice));
  kiosk.wait_ms(31'000);
  room.out().has_device = true;
  kiosk.wait_ms(6'000);
  staff_in(kiosk);
  CHECK_FALSE(kiosk.shows(notice));
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
      RoomOptions options;
      options.window = {width, height};
      options.mm_per_pixel = pitch;
      ListeningRoom room(options);
      Harness& kiosk = room.kiosk();
      arrive(kiosk, Person{}, "first");
      kiosk.tap("display");
      tap_somewhere(kiosk, "size." + visit::to_string(size));
      tap_somewhere(kiosk, "close");
      const ui::Rect before = kiosk.find("ask-staff")->rect;
      room.listen();
      REQUIRE(room.speaks());
      const ui::Rect after = kiosk.find("ask-staff")->rect;
      CHECK(after.x == doctest::Approx(before.x));
      CHECK(after.y == doctest::Approx(before.y));
      std::vector<ui::Rect> rects;
      for (const char* id : {"voice.hold", "voice.again", "voice.slower", "voice.faster",
                             "voice.softer", "voice.louder", "listen", "ask-staff", "pause"}) {
        CAPTURE(id);
        REQUIRE(kiosk.has(id));
        rects.push_back(kiosk.find(id)->rect);
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
