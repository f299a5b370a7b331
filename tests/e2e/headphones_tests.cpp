// Headphones on the real kiosk: plugged in they begin speech and hear what the room must not;
// pulled out they end it.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "e2e/eyes_shut.h"
#include "kiosk/headphone_socket.h"
#include "support/measured.h"

namespace candor::e2e {
namespace {

using Said = std::vector<std::string>;

RoomOptions with_socket(const std::filesystem::path& path) {
  RoomOptions options;
  options.headphone_switch = path;
  return options;
}

/// A kiosk with a socket, and somebody who sees nothing of its glass.
struct Plugged {
  Plugged() {
    // The first look of the kiosk came before; the next one is due soon.
    person.wants = {"Go on", "English", "I am the patient"};
  }

  Said plug_in() {
    socket.write(kiosk::plugged_in());
    room.kiosk().wait_ms(300);
    return person.hear();
  }

  void pull_out() {
    socket.write(kiosk::pulled_out());
    room.kiosk().wait_ms(300);
  }

  support::TemporaryFolder folder;
  kiosk::HeadphoneSocket socket{folder.path() / "socket"};
  ListeningRoom room{with_socket(folder.path() / "socket")};
  EyesShut person{room, "en"};
};

bool says(const Said& said, const std::string& sentence) {
  return std::find(said.begin(), said.end(), sentence) != said.end();
}

TEST_CASE(
    "e2e: headphones that are plugged in begin speech, and hear what is private without being "
    "asked (A-02, A-03)") {
  Plugged plugged;
  EyesShut& person = plugged.person;
  Harness& kiosk = plugged.room.kiosk();
  CHECK_FALSE(plugged.room.speaks());
  const Said first = plugged.plug_in();
  CHECK(says(first, "Choose your language"));
  CHECK(kiosk.touches() == 0);
  person.go_on_until("What is your name?");
  CHECK_FALSE(says(person.all(), "Read this aloud?"));
  CHECK_FALSE(says(person.all(), "This is not said aloud."));
  CHECK(person.type("Al") == Said{"A", "l"});
}

TEST_CASE(
    "e2e: headphones that are pulled out leave silence at once, and the room hears nothing "
    "private after it (A-03)") {
  Plugged plugged;
  EyesShut& person = plugged.person;
  Harness& kiosk = plugged.room.kiosk();
  (void)plugged.plug_in();
  person.go_on_until("What is your name?");
  (void)person.type("Al");
  kiosk.wait_ms(600);
  kiosk.strike(kiosk::Key::back_tab);
  kiosk.wait_ms(20);
  REQUIRE(plugged.room.speaks());
  const std::size_t said = plugged.room.transcript().size();
  plugged.pull_out();
  CHECK_FALSE(plugged.room.speaks());
  CHECK(plugged.room.transcript().size() == said);
  (void)person.hear();
  const std::size_t before = person.all().size();
  CHECK(person.strike(kiosk::Key::tab).empty());
  // The speech key begins again, by the rule of the loudspeaker.
  const Said explained = person.strike(kiosk::Key::speak);
  CHECK(says(explained, "Speech is on"));
  person.wants = {"Go on", "No, keep it silent"};
  person.go_on_until("This is not said aloud.");
  (void)person.type("b");
  int leaked = 0;
  for (std::size_t i = before; i < person.all().size(); ++i) {
    const std::string& each = person.all()[i];
    CAPTURE(each);
    const bool is_private = each == "What is your name?" || each == "b" || each == "Alb";
    CHECK_FALSE(is_private);
    if (is_private) ++leaked;
  }
  support::measured("A-03", fmt::format("{} of {} sentences were private once the headphones were "
                                        "out and the person had said no",
                                        leaked, person.all().size() - before));
}

TEST_CASE("e2e: headphones that come back read the page again, private words too") {
  Plugged plugged;
  EyesShut& person = plugged.person;
  (void)plugged.plug_in();
  person.go_on_until("What is your name?");
  plugged.pull_out();
  (void)person.hear();
  person.wants = {"Go on"};
  CHECK(says(plugged.plug_in(), "Speech is on"));
  const Said next = person.strike(kiosk::Key::tab);
  CHECK_FALSE(says(next, "What is your name?"));
  person.go_on_until("What is your name?");
  CHECK_FALSE(says(person.all(), "Read this aloud?"));
}

TEST_CASE("e2e: where nobody can plug in, headphones are not offered, and where one can they are") {
  bool has_socket = true;
  SUBCASE("with a socket") {}
  SUBCASE("without") {
    has_socket = false;
  }
  const support::TemporaryFolder folder;
  const kiosk::HeadphoneSocket socket(folder.path() / "socket");
  ListeningRoom room(with_socket(has_socket ? folder.path() / "socket" : std::filesystem::path{}));
  EyesShut person(room, "en");
  (void)person.strike(kiosk::Key::speak);
  person.wants = {"Go on", "English", "I am the patient"};
  person.go_on_until("Read this aloud?");
  CHECK(says(person.all(), "Or plug in headphones.") == has_socket);
}

TEST_CASE("e2e: a socket that is missing or goes away is told to staff, and patients go on") {
  const support::TemporaryFolder folder;
  const std::string notice = "The headphone socket does not answer";
  WaitingRoom room(with_socket(folder.path() / "socket"));
  Harness& kiosk = room.kiosk();
  staff_in(kiosk);
  CHECK(kiosk.shows(notice));
  kiosk.wait_ms(31'000);
  {
    kiosk::HeadphoneSocket socket(folder.path() / "socket");
    kiosk.wait_ms(5'000);
    staff_in(kiosk);
    CHECK_FALSE(kiosk.shows(notice));
    kiosk.wait_ms(31'000);
    socket.take_away();
  }
  arrive(kiosk, Person{}, "first");
  answer_all(kiosk, Person{});
  decide(kiosk);
  CHECK(room.record().outcome == "signed");
}

TEST_CASE("e2e: a socket that nobody uses costs no frame") {
  Plugged plugged;
  Harness& kiosk = plugged.room.kiosk();
  const std::int64_t frames = kiosk.app().frames_drawn();
  for (int i = 0; i < 240; ++i) kiosk.wait_ms(250);
  CHECK(kiosk.app().frames_drawn() == frames);
  CHECK(kiosk.app().next_due_ms() == 250);
}

}  // namespace
}  // namespace candor::e2e
