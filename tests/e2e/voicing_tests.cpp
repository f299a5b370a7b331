// Self-voicing on the real glass: what is said by itself, what is never said, and that nothing is
// only said.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "e2e/eyes_shut.h"
#include "present/pronounce.h"
#include "support/measured.h"

namespace candor::e2e {
namespace {

using Said = std::vector<std::string>;

/// Somebody at the resting screen who has just pressed the tactile key.
struct Listener {
  explicit Listener(const RoomOptions& options = {}) : room(options), person(room, "en") {
    first = person.strike(kiosk::Key::speak);
    person.wants = {"Go on", "English", "I am the patient", "Yes, read it aloud"};
  }

  /// On to the first page about the person, where they let it be said aloud.
  void to_name() { person.go_on_until("What is your name?"); }

  Said press(const std::string& name) {
    person.go_to(name);
    return person.strike(kiosk::Key::enter);
  }

  Said enter() { return person.strike(kiosk::Key::enter); }

  ListeningRoom room;
  EyesShut person;
  Said first;
};

bool says(const Said& said, const std::string& sentence) {
  return std::find(said.begin(), said.end(), sentence) != said.end();
}

/// Whether one is said right before the other.
bool says_after(const Said& said, const std::string& name, const std::string& problem) {
  const auto at = std::find(said.begin(), said.end(), name);
  return at != said.end() && at + 1 != said.end() && *(at + 1) == problem;
}

const ui::Node* node_with(const std::vector<ui::Node>& nodes, const std::string& words) {
  const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const ui::Node& node) {
    return node.label.find(words) != std::string::npos ||
           node.value.find(words) != std::string::npos ||
           present::said(node.label, "en").text.find(words) != std::string::npos ||
           (node.label.size() > 1 && words.find(node.label) != std::string::npos);
  });
  return found == nodes.end() ? nullptr : &*found;
}

/// Whether what a sentence says can be seen now.
bool can_be_seen(Harness& kiosk, const present::Sentence& sentence) {
  const auto& nodes = kiosk.app().nodes();
  const auto any = [&](const auto& fits) { return std::any_of(nodes.begin(), nodes.end(), fits); };
  const auto stands = [](const present::SpokenPiece& piece) { return !piece.text.empty(); };
  if (std::any_of(sentence.pieces.begin(), sentence.pieces.end(), stands)) {
    return std::all_of(sentence.pieces.begin(), sentence.pieces.end(), [&](const auto& piece) {
      return piece.text.empty() ||
             node_with(nodes, piece.text.substr(piece.begin, piece.end - piece.begin)) != nullptr;
    });
  }
  const std::string& say = sentence.say;
  const ui::Node* focused = kiosk.app().shows_focus() ? kiosk.app().focused() : nullptr;
  if (say == "Button.") return focused != nullptr && focused->role == ui::NodeRole::button;
  if (say == "This one is chosen.") {
    return any([](const ui::Node& node) { return node.selected; });
  }
  if (say == "Not chosen.") return focused != nullptr && !focused->selected;
  if (say == "Key.") return focused != nullptr && focused->role == ui::NodeRole::key;
  if (say == "You can type now.") {
    return any(
        [](const ui::Node& node) { return node.role == ui::NodeRole::field && node.focused; });
  }
  if (say == "Nothing is typed yet." || say == "What you type here stays hidden.") {
    return any([](const ui::Node& node) { return node.role == ui::NodeRole::field; });
  }
  if (say.find("typed") != std::string::npos) {
    return any([](const ui::Node& node) {
      return node.role == ui::NodeRole::field && !node.value.empty();
    });
  }
  if (say == "Your answer is hidden.") return node_with(nodes, "Show") != nullptr;
  if (say.rfind("Picture: ", 0) == 0 || say.rfind("The picture shows", 0) == 0) {
    return any([](const ui::Node& node) { return node.role == ui::NodeRole::picture; });
  }
  if (say == "Choose from January to December.") {
    return node_with(nodes, "January") != nullptr && node_with(nodes, "December") != nullptr;
  }
  if (say == "Choose from 1 to 30.") return node_with(nodes, "30") != nullptr;
  if (say == "Here is the place to sign with your finger.") {
    return any([](const ui::Node& node) { return node.role == ui::NodeRole::pad; });
  }
  return node_with(nodes, say) != nullptr;
}

TEST_CASE(
    "e2e: one tactile key makes the resting screen speak, each language in its own voice, and says "
    "where one is (A-02, A-11)") {
  Listener listener(speaking({"es"}));
  CHECK(says(listener.first, "Choose your language"));
  CHECK(says(listener.first, "Elija su idioma"));
  CHECK(any_has(listener.first, "Move with the arrow keys"));
  // What has the focus comes last.
  REQUIRE(listener.first.size() > 2);
  CHECK(listener.first[listener.first.size() - 2] == "English");
  CHECK(listener.first.back() == "Button.");
  const auto& made = listener.room.made();
  for (std::size_t i = 0; i < made.asked.size(); ++i) {
    CAPTURE(made.asked[i]);
    const bool spanish = made.asked[i] == "Elija su idioma" || made.asked[i] == "Español";
    CHECK(made.languages[i] == (spanish ? "es" : "en"));
  }
  // No sight, no touch, and nobody is left with it.
  CHECK(listener.room.kiosk().touches() == 0);
  listener.room.kiosk().wait_ms(61'000);
  listener.room.kiosk().wait_ms(1'000);
  CHECK_FALSE(listener.room.kiosk().app().shows_focus());
  CHECK(listener.person.strike(kiosk::Key::tab).empty());
}

TEST_CASE("e2e: the key makes speech wait and go on, and says the page once more (A-05)") {
  Listener listener;
  ListeningRoom& room = listener.room;
  Harness& kiosk = room.kiosk();
  kiosk.wait_ms(600);
  kiosk.strike(kiosk::Key::speak);
  REQUIRE(room.speaks());
  kiosk.wait_ms(600);
  kiosk.strike(kiosk::Key::speak);
  CHECK(room.out().held);
  kiosk.wait_ms(600);
  kiosk.strike(kiosk::Key::speak);
  CHECK_FALSE(room.out().held);
  // Whatever else is struck ends the page; a move that was not told of yet only tells where one is.
  const std::string before = kiosk.app().focused()->id;
  kiosk.strike(kiosk::Key::tab);
  CHECK(kiosk.app().focused()->id == before);
  CHECK(kiosk.app().listening().script().sentences.size() == 2);
  CHECK(listener.person.hear().back() == "Button.");
  const Said next = listener.person.strike(kiosk::Key::tab);
  CHECK(kiosk.app().focused()->id != before);
  CHECK(next.size() == 2);
}

TEST_CASE("e2e: nobody presses what they have not heard") {
  Listener listener;
  Harness& kiosk = listener.room.kiosk();
  kiosk.wait_ms(600);
  kiosk.strike(kiosk::Key::speak);
  kiosk.wait_ms(600);
  kiosk.strike(kiosk::Key::enter);
  CHECK(key(kiosk) == "welcome");
  (void)listener.person.hear();
  (void)listener.enter();
  CHECK(key(kiosk) == "panel.speech");
}

TEST_CASE("e2e: which answer is chosen is said when it is chosen, and when one comes back (A-19)") {
  Listener listener;
  listener.to_name();
  listener.person.answers = {{"Name", "Ana"}, {"Year", "1958"}, {"Your code", "4711"}};
  for (const char* want :
       {"April", "12", "Yes, this is right", "This is my first time", "More", "Next"}) {
    listener.person.wants.emplace_back(want);
  }
  listener.person.go_on_until("When may you drive?");
  const Said chosen = listener.press("At once");
  CHECK(says_after(chosen, "At once", "This one is chosen."));
  (void)listener.person.strike(kiosk::Key::tab);
  CHECK(listener.person.strike(kiosk::Key::back_tab) == Said{"At once", "This one is chosen."});
  CHECK(listener.person.strike(kiosk::Key::back_tab) == Said{"The next day", "Not chosen."});
  support::measured("A-19", "2 states of 2 answers said as they are: chosen, and not chosen");
  // What comes of it is said as well.
  const Said judged = listener.press("Check");
  CHECK(says(judged, "Let us say it again."));
}

TEST_CASE("e2e: what is wrong is said with the name of the field, each time (A-12)") {
  Listener listener;
  listener.to_name();
  EyesShut& person = listener.person;
  const Said empty = listener.enter();
  CHECK(says_after(empty, "Name", "Please type a name."));
  CHECK(says_after(listener.enter(), "Name", "Please type a name."));
  (void)person.type("Ana");
  (void)listener.enter();
  (void)listener.press("April");
  (void)listener.press("30");
  (void)person.type("195");
  CHECK(says_after(listener.enter(), "Year", "Please type the year with four digits."));
  (void)person.type("9");
  (void)person.strike(kiosk::Key::backspace);
  (void)person.type("8");
  (void)listener.enter();
  (void)person.type("47");
  CHECK(says_after(listener.enter(), "Your code", "Please type four digits."));
  (void)person.type("11");
  (void)listener.enter();
  person.wants.insert(person.wants.end(),
                      {"Yes, this is right", "This is my first time", "More", "Next"});
  person.go_on_until("When may you drive?");
  const std::string choose = "Please choose an answer.";
  CHECK(says_after(listener.press("Check"), "When may you drive?", choose));
  (void)listener.press("The next day");
  (void)listener.press("Check");
  person.wants = {"Next"};
  person.go_on_until("How do you feel?");
  CHECK(says_after(listener.press("Next"), "How do you feel?", choose));
  (void)listener.press("Fine");
  (void)listener.press("Next");
  CHECK(
      says_after(listener.press("Next"), "Your ride home", "Please choose: How do you get home?"));
  (void)listener.press("A friend drives");
  CHECK(says_after(listener.press("Next"), "Your ride home", "Please fill in: Who comes?"));
  (void)listener.press("Who comes?");
  (void)person.type("Jo");
  (void)listener.enter();
  (void)listener.press("Their phone");
  (void)person.type("555");
  (void)listener.enter();
  const Said phone = listener.press("Next");
  CHECK(any_has(phone, "Please type the whole phone number"));
  CHECK(says(phone, "Your ride home"));
  (void)listener.press("Their phone");
  (void)person.type("0142");
  (void)listener.enter();
  (void)listener.press("Next");
  const Said statement = listener.press("Next");
  CHECK(says(statement, choose));
  CHECK(any_has(statement, "Please answer each statement"));
}

TEST_CASE(
    "e2e: what is typed is said letter by letter where the person allowed it, how much of it where "
    "not, and a code never (A-03, A-04)") {
  Listener listener;
  EyesShut& person = listener.person;
  bool allowed = true;
  SUBCASE("aloud is fine") {}
  SUBCASE("aloud is not fine") {
    allowed = false;
    person.wants = {"Go on", "English", "I am the patient", "No, keep it silent"};
  }
  if (allowed) {
    listener.to_name();
    CHECK(person.type("Al") == Said{"A", "l"});
    CHECK(person.strike(kiosk::Key::backspace) == Said{"Erased: l"});
    CHECK(person.type(" B") == Said{"space", "B"});
  } else {
    person.go_on_until("This is not said aloud.");
    CHECK(person.type("Al") == Said{"1 character typed", "2 characters typed"});
    CHECK(person.strike(kiosk::Key::backspace) == Said{"1 character typed"});
    CHECK(person.type(" B") == Said{"2 characters typed", "3 characters typed"});
    // The frame around the page says nothing about the person, and can be heard.
    person.go_to("Ask staff");
  }
  if (allowed) {
    (void)listener.enter();
    (void)listener.press("April");
    (void)listener.press("12");
    CHECK(person.type("1958") == Said{"1", "9", "5", "8"});
    (void)listener.enter();
    CHECK(person.type("4711") == Said{"1 character typed", "2 characters typed",
                                      "3 characters typed", "4 characters typed"});
    // Nor is it told by the keys of the glass which ones are gone over.
    Said keys;
    for (int i = 0; i < 8; ++i) {
      const Said key = person.strike(kiosk::Key::tab);
      keys.insert(keys.end(), key.begin(), key.end());
    }
    CHECK(std::count(keys.begin(), keys.end(), "Key.") >= 6);
    for (const std::string& each : keys) {
      CHECK(each.find_first_of("0123456789") == std::string::npos);
    }
  }
  int of_codes = 0;
  for (const std::string& each : person.all()) {
    CAPTURE(each);
    const bool of_code =
        each.find("4711") != std::string::npos || each.find("4 7") != std::string::npos;
    CHECK_FALSE(of_code);
    if (of_code) ++of_codes;
    if (!allowed) CHECK(each.find("Al") != 0);
  }
  if (allowed) {
    support::measured("A-04", fmt::format("{} of {} sentences have a code in them", of_codes,
                                          person.all().size()));
  }
}

TEST_CASE(
    "e2e: who keeps a page silent hears that it is, and how to hear it after all or be helped "
    "(A-01, A-03)") {
  Listener listener;
  EyesShut& person = listener.person;
  person.wants = {"Go on", "English", "I am the patient", "No, keep it silent"};
  person.go_on_until("This is not said aloud.");
  CHECK(says(person.all(), "To hear it, or to get help with it, press the speech key."));
  CHECK_FALSE(says(person.all(), "What is your name?"));
  // The field is ready, and what it asks for stays unsaid.
  CHECK(person.all().back() == "You can type now.");
  const Said asked = person.strike(kiosk::Key::speak);
  CHECK(says(asked, "Read this aloud?"));
  SUBCASE("they let it be heard") {
    CHECK(says(listener.press("Yes, read it aloud"), "What is your name?"));
  }
  SUBCASE("staff read it to them") {
    const Said help = listener.press("Ask staff to read it to me");
    CHECK(any_has(help, "front desk"));
    REQUIRE(listener.room.kiosk().app().visit() != nullptr);
    CHECK(listener.room.kiosk().app().visit()->flags.size() == 1);
  }
  SUBCASE("it stays silent, and they are told so again") {
    const Said silent = listener.press("No, keep it silent");
    CHECK(says(silent, "This is not said aloud."));
    CHECK_FALSE(says(silent, "What is your name?"));
  }
}

TEST_CASE("e2e: whatever is said can be seen, and every tap that is heard (A-13)") {
  Listener listener;
  Harness& kiosk = listener.room.kiosk();
  EyesShut& person = listener.person;
  int sounds = 0;
  person.on_speech = [&] {
    for (const present::Sentence& sentence : kiosk.app().listening().script().sentences) {
      CAPTURE(sentence.say);
      CAPTURE(key(kiosk));
      ++sounds;
      CHECK(can_be_seen(kiosk, sentence));
    }
  };
  person.wants.insert(person.wants.end(),
                      {"April", "12", "Yes, this is right", "This is my first time", "More", "Next",
                       "The next day", "Check", "Fine", "A friend drives", "I agree"});
  person.answers = {{"Name", "Ana"},
                    {"Year", "1958"},
                    {"Your code", "4711"},
                    {"Who comes?", "Jo"},
                    {"Their phone", "5550142"}};
  person.go_on_until("Please look at your answers");
  CHECK(sounds > 150);
  // The warning too.
  kiosk.wait_ms(121'000);
  REQUIRE(key(kiosk) == "still-there");
  REQUIRE(listener.room.speaks());
  person.on_speech();
  (void)person.strike(kiosk::Key::enter);
  const int taps = listener.room.out().taps;
  listener.room.hear_all();
  const std::int64_t frames = kiosk.app().frames_drawn();
  kiosk.tap("display");
  CHECK(listener.room.out().taps > taps);
  CHECK(kiosk.app().frames_drawn() > frames);
  CHECK(key(kiosk) == "panel.display");
  support::measured("A-13", fmt::format("{} sentences, each with what is seen of it", sounds));
}

TEST_CASE(
    "e2e: a screen that is hidden says so, a finger on Quiet ends it all, the next person "
    "hears nothing (T-19)") {
  Listener listener;
  Harness& kiosk = listener.room.kiosk();
  listener.to_name();
  SUBCASE("hidden") {
    const Said hidden = listener.press("Pause");
    CHECK(says(hidden, "Please see a nurse"));
    CHECK_FALSE(any_has(hidden, "B 4"));
    kiosk.wait_ms(31'000);
    kiosk.wait_ms(61'000);
    kiosk.wait_ms(1'000);
    REQUIRE(key(kiosk) == "welcome");
    CHECK(listener.person.strike(kiosk::Key::tab).empty());
  }
  SUBCASE("Quiet") {
    kiosk.wait_ms(600);
    kiosk.strike(kiosk::Key::speak);
    kiosk.settle();
    REQUIRE(listener.room.speaks());
    REQUIRE(kiosk.find("listen")->label == "Quiet");
    kiosk.tap("listen");
    CHECK_FALSE(listener.room.speaks());
    CHECK_FALSE(kiosk.has("voice.again"));
    (void)listener.person.hear();
    CHECK(listener.person.strike(kiosk::Key::tab).empty());
  }
}

TEST_CASE(
    "e2e: the record says what was listened to, how far, how long and how fast, and what was asked "
    "for again, nothing of what was typed") {
  ListeningRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  REQUIRE(kiosk.app().page().key == "step.0");
  room.listen();
  REQUIRE(room.speaks());
  const auto hear_one = [&] {
    room.out().end();
    kiosk.wait_ms(20);
  };
  // The heading belongs to no block.
  const auto to_first_block = [&] {
    while (room.speaks() && !kiosk.app().listening().block()) hear_one();
  };
  to_first_block();
  kiosk.wait_ms(480);
  kiosk.tap("voice.again");
  room.hear_all();
  kiosk.tap("listen");
  kiosk.wait_ms(20);
  to_first_block();
  kiosk.tap("voice.slower");
  hear_one();
  kiosk.tap("listen");
  answer_until(kiosk, person, Sample::kCheck);
  tap_somewhere(kiosk, "check.again");
  tap_somewhere(kiosk, "close");
  answer_all(kiosk, person);
  decide(kiosk);
  const record::Record record = room.record();
  REQUIRE(record.listened.size() >= 2);
  const record::Listened& first = record.listened.front();
  CHECK(first.page == "about");
  CHECK(first.block == "intro");
  CHECK(first.language == "en");
  CHECK(first.speed == 100);
  CHECK(first.of >= 3);
  CHECK(first.sentences == first.of);
  CHECK(first.heard_ms >= 1'000);
  const auto shown = std::find_if(record.shown.begin(), record.shown.end(), [&](const auto& each) {
    return each.page == first.page && each.block == first.block;
  });
  REQUIRE(shown != record.shown.end());
  CHECK(shown->digest == first.digest);
  const auto slow = std::find_if(record.listened.begin(), record.listened.end(),
                                 [](const auto& each) { return each.speed == 80; });
  REQUIRE(slow != record.listened.end());
  CHECK(slow->sentences < slow->of);
  for (const record::Listened& each : record.listened) {
    CAPTURE(each.block);
    CHECK_FALSE(each.page.empty());
    CHECK_FALSE(each.block.empty());
    CHECK(each.sentences <= each.of);
  }
  REQUIRE(record.replays.size() == 2);
  CHECK(record.replays[0].how == "heard");
  CHECK(record.replays[0].page == "about");
  CHECK(record.replays[0].block == "intro");
  CHECK(record.replays[1].how == "shown");
  CHECK(record.replays[1].page == "about");
  CHECK(record.replays[1].block == "intro");
}

TEST_CASE("e2e: a visit without Listen has nothing about listening in its record") {
  ListeningRoom room;
  const Person person;
  arrive(room.kiosk(), person, "first");
  answer_all(room.kiosk(), person);
  decide(room.kiosk());
  CHECK(room.record().listened.empty());
  CHECK(room.record().replays.empty());
}

}  // namespace
}  // namespace candor::e2e
