// The two visits that look least like the first one: Arabic with the largest text on upright glass,
// and Spanish to the ear. candor-demo takes the pictures of the same walks.
#include <doctest/doctest.h>

#include <fstream>
#include <set>

#include "approval/approval.h"
#include "content/load.h"
#include "e2e/listening_room.h"
#include "support/demonstration_keys.h"

namespace candor::e2e {
namespace {

namespace fs = std::filesystem;

/// The shipped packs, to be changed.
class OwnContent {
 public:
  OwnContent() {
    fs::copy(support::source_folder() / "content", folder(), fs::copy_options::recursive);
  }

  [[nodiscard]] fs::path folder() const { return m_home.path() / "content"; }

  [[nodiscard]] fs::path pack() const { return folder() / "ketamine-iv"; }

  /// A clinician of the clinic in this folder approves what is there.
  void approve(const content::Pack& pack, const fs::path& clinic, const Moment& now) const {
    const keys::ClinicKey clinician = support::enroll_clinician(clinic, "Ruth Lee");
    const auto der = approval::sign(pack, clinician, "physician", now);
    REQUIRE(der);
    fs::create_directories(this->pack() / "approvals");
    std::ofstream(this->pack() / "approvals" / approval::file_name(clinician.certificate),
                  std::ios::binary)
        << *der;
  }

 private:
  support::TemporaryFolder m_home;
};

}  // namespace

TEST_CASE(
    "e2e: in Arabic, with the largest text on upright glass, approved content leads to a signed "
    "record (T-12)") {
  const OwnContent content;
  RoomOptions options;
  options.content = content.folder();
  options.pack = "ketamine-iv";
  options.window = {540, 960};
  WaitingRoom room(options);
  Harness& kiosk = room.kiosk();
  content.approve(kiosk.app().pack(), room.data().string() + "-clinic", kiosk.clock().now());
  // New content is taken between visits, once two looks saw the same.
  for (int i = 0; i < 4; ++i) kiosk.wait_ms(6'000);
  REQUIRE(kiosk.app().pack().is_approved());

  Person person;
  person.language = "ar";
  person.name = "ليلى حداد";
  int screens = 0;
  const auto look = [&](const std::string& name) {
    CAPTURE(name);
    if (name == "welcome") return;
    if (name == "who") choose_display(kiosk, "largest", {});
    const present::Page& page = kiosk.app().page();
    CHECK(page.right_to_left);
    CHECK(page.language == "ar");
    CHECK(page.size == visit::TextSize::largest);
    // Help stands where it stood, and what leads on is on the left.
    if (const ui::Node* next = kiosk.find("next")) CHECK(next->rect.x < 270);
    if (const ui::Node* back = kiosk.find("back")) CHECK(back->rect.x > 270);
    ++screens;
  };
  arrive(kiosk, person, "first", look);
  answer_all(kiosk, person, look);
  decide(kiosk, look);
  CHECK(screens > 60);

  const record::Record record = room.record();
  CHECK(record.outcome == "signed");
  CHECK(record.patient.name == person.name);
  CHECK(record.pack_approved);
  REQUIRE(record.pack_approvals.size() == 1);
  CHECK(record.pack_approvals[0].by == "Ruth Lee");
  REQUIRE(record.signatures.size() == 1);
  CHECK(record.signatures[0].language == "ar");
  CHECK_FALSE(record.signatures[0].meaning.empty());
  CHECK(record.signatures[0].meaning != record.signatures[0].source_meaning);
  for (const record::Shown& shown : record.shown) {
    CHECK(shown.language == "ar");
    CHECK(shown.size == "largest");
  }
}

TEST_CASE(
    "e2e: in Spanish every page of a visit can be heard, with the word that is heard marked, up to "
    "a "
    "signed record (A-11)") {
  RoomOptions options;
  options.content = support::source_folder() / "content";
  options.pack = "ketamine-iv";
  ListeningRoom room(options);
  Harness& kiosk = room.kiosk();
  Person person;
  person.language = "es";
  std::set<std::string> heard;
  const auto listen = [&](const std::string& name) {
    CAPTURE(name);
    if (!kiosk.has("listen")) return;
    room.clear_heard();
    room.listen();
    if (kiosk.has("aloud.yes")) {
      kiosk.tap("aloud.yes");
      kiosk.wait_ms(20);
    }
    REQUIRE(room.speaks());
    CHECK_FALSE(room.marked().empty());
    const std::string on = kiosk.app().page().key;
    for (const char* id : {"voice.hold", "voice.again", "voice.slower", "voice.faster"}) {
      CHECK(kiosk.has(id) == (on != "welcome"));
    }
    // Before a language is chosen, each is asked for in its own.
    for (const std::string& language : room.made().languages) {
      CHECK((language == "es" || on == "welcome"));
    }
    if (on == "welcome") CHECK(any_has(room.transcript(), "Elija su idioma"));
    heard.insert(kiosk.app().page().key);
    kiosk.tap("listen");
    CHECK_FALSE(room.speaks());
  };
  arrive(kiosk, person, "first", listen);
  answer_all(kiosk, person, listen);
  decide(kiosk, listen);
  CHECK(heard.size() > 40);
  CHECK(heard.contains("decision.patient"));
  const record::Record record = room.record();
  CHECK(record.outcome == "signed");
  REQUIRE(record.signatures.size() == 1);
  CHECK(record.signatures[0].language == "es");
  for (const record::Shown& shown : record.shown) CHECK(shown.language == "es");
}

}  // namespace candor::e2e
