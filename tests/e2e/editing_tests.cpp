// A content editor's day, as content/README.md teaches it: each mistake is named at its line by
// `candor check`, and by the kiosk to staff, and no patient sees it; each good change is on the
// glass for the next patient. And a procedure that the program has never heard of.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>

#include "base/clock.h"
#include "base/file.h"
#include "e2e/waiting_room.h"
#include "support/demonstration_keys.h"
#include "visit/visit.h"

namespace candor::e2e {
namespace {

namespace fs = std::filesystem;

const fs::path kNumb = "pages/040-at-home.json";

/// An editor's copy of a content folder with the pack of a procedure of its own, and the kiosk that
/// shows it.
class Editor {
 public:
  Editor() {
    fs::copy(support::source_folder() / "tests/support/content", m_home.path() / "content",
             fs::copy_options::recursive);
    RoomOptions options;
    options.content = m_home.path() / "content";
    options.pack = "tooth-filling";
    m_room = std::make_unique<WaitingRoom>(options);
  }

  [[nodiscard]] WaitingRoom& room() { return *m_room; }

  [[nodiscard]] Harness& kiosk() { return m_room->kiosk(); }

  [[nodiscard]] fs::path pack() const { return m_home.path() / "content" / "tooth-filling"; }

  [[nodiscard]] fs::path home() const { return m_home.path(); }

  [[nodiscard]] support::Ran candor(const std::string& command,
                                    const std::string& rest = "") const {
    return support::run("'" + (support::build_folder() / "candor").string() + "' " + command +
                        " '" + pack().string() + "' " + rest + " 2>&1");
  }

  void write(const fs::path& file, const std::string& text) const {
    fs::create_directories((pack() / file).parent_path());
    std::ofstream(pack() / file, std::ios::binary) << text;
  }

  void replace(const fs::path& file, const std::string& from, const std::string& to) const {
    std::string text = read_file(pack() / file, 1U << 20U).value();
    const auto at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, from);
    text.replace(at, from.size(), to);
    write(file, text);
  }

  /// Lets the kiosk look at the folder, while nobody is at the screen.
  void let_it_look() {
    constexpr std::int64_t kLook = 6'000;
    for (int i = 0; i < 4; ++i) kiosk().wait_ms(kLook);
  }

  [[nodiscard]] std::string digest() { return kiosk().app().pack().digest; }

  /// The change is wrong: check names it at its place, staff read the same words on the kiosk, and
  /// patients go on with what was there.
  void expect_refused(const std::string& place, const std::string& rule) {
    const std::string before = digest();
    const support::Ran checked = candor("check");
    CAPTURE(checked.output);
    CHECK(checked.exit_code == 1);
    CHECK(checked.output.find("tooth-filling/" + place + ": error: ") != std::string::npos);
    CHECK(checked.output.find("[" + rule + "]") != std::string::npos);
    let_it_look();
    CHECK(digest() == before);
    staff_in(kiosk());
    CHECK(kiosk().shows("patients read the last good one"));
    CHECK(kiosk().shows(place));
    kiosk().tap("lock");
    CHECK(key(kiosk()) == "welcome");
  }

  /// The change is good: check finds no error, and the next patient sees it.
  void expect_taken() {
    const std::string before = digest();
    const support::Ran checked = candor("check");
    CAPTURE(checked.output);
    CHECK(checked.exit_code == 0);
    let_it_look();
    CHECK(digest() != before);
    staff_in(kiosk());
    CHECK_FALSE(kiosk().shows("patients read the last good one"));
    kiosk().tap("lock");
  }

  [[nodiscard]] const content::Block& block(const std::string& page, const std::string& id) {
    const content::Block* found = kiosk().app().pack().block(page, id);
    REQUIRE(found != nullptr);
    return *found;
  }

 private:
  support::TemporaryFolder m_home;
  std::unique_ptr<WaitingRoom> m_room;
};

bool has(const support::Ran& ran, const std::string& words) {
  return ran.output.find(words) != std::string::npos;
}

TEST_CASE("editing: a risk figure is changed, after it was mistyped once") {
  Editor editor;
  editor.replace("pages/030-how-it-may-feel.json", "\"n\": 30", "\"n\": 300");
  editor.expect_refused("pages/030-how-it-may-feel.json:9:12", "limit");
  editor.replace("pages/030-how-it-may-feel.json", "\"n\": 300", "\"n\": 40");
  editor.expect_taken();
  CHECK(std::get<content::RiskBlock>(editor.block("how-it-may-feel", "sore").content).n == 40);
  // What else the figure asks for, diff says: those who signed before relied on the other one.
  const support::Ran diff = editor.candor(
      "diff '" + (support::source_folder() / "tests/support/content/tooth-filling").string() + "'");
  CAPTURE(diff.output);
  CHECK(diff.exit_code == 1);
  CHECK(has(diff, "\"material\": true"));
}

TEST_CASE("editing: a brace, a comma and a name are mistyped, each is named at its line") {
  Editor editor;
  editor.replace("pages/010-about.json", "{clinic.price}", "{clinic.price");
  editor.expect_refused("pages/010-about.json:30:34", "placeholder");
  editor.replace("pages/010-about.json", "{clinic.price", "{clinic.prise}");
  editor.expect_refused("pages/010-about.json:30:34", "dangling");
  editor.replace("pages/010-about.json", "{clinic.prise}", "{clinic.price}");
  editor.replace("pages/010-about.json", "\"kind\": \"note\",", "\"kind\": \"note\"");
  editor.expect_refused("pages/010-about.json:29:7", "json");
}

TEST_CASE("editing: a sentence is changed, and its translation is not forgotten") {
  Editor editor;
  const std::string now = "Call {clinic.phone} if it still hurts after 4 days.";
  editor.replace(
      kNumb, "Call {clinic.phone} if it still hurts after 3 days, or if your face swells.", now);
  // The Spanish sentence has lost its own; nobody is shown the old words for the new fact.
  editor.expect_refused("translations/es.json:36:3", "translation-unused");
  const support::Ran brought = editor.candor("translate", "es");
  CAPTURE(brought.output);
  CHECK(brought.exit_code == 0);
  CHECK(has(brought, "1 not translated yet (1 with a suggestion)"));
  const support::Ran warned = editor.candor("check");
  CAPTURE(warned.output);
  CHECK(warned.exit_code == 0);
  CHECK(has(warned, "pages/040-at-home.json:17:15: warning: "));
  CHECK(has(warned, "[translation-gaps]"));
  // A figure that was mistyped in the translation is a mistake of its own.
  editor.replace("translations/es.json", "\"text\": \"\"",
                 "\"text\": \"Llame al {clinic.phone} si le duele después de 40 días.\"");
  editor.expect_refused("translations/es.json:37:13", "translation-figures");
  editor.replace("translations/es.json", "40 días", "4 días");
  editor.expect_taken();
  CHECK(editor.kiosk().app().pack().text("es", now) ==
        "Llame al 555-0144 si le duele después de 4 días.");
  const support::Ran complete = editor.candor("check");
  CHECK_FALSE(has(complete, "[translation-gaps]"));
}

TEST_CASE("editing: a page with a picture is added, and a patient reads it on the running kiosk") {
  Editor editor;
  editor.write("pages/045-your-teeth.json", R"({
  "$schema": "../../../../../content/schema/page.json",
  "id": "your-teeth",
  "title": "Your teeth",
  "blocks": [
    { "type": "image", "id": "brush", "file": "images/brush.svg", "alt": "A tooth brush" },
    { "type": "text", "id": "twice", "text": "Brush 2 times a day.", "sources": ["made-up-leaflet"] }
  ]
}
)");
  // The picture is not there yet, and no walk names the page.
  editor.expect_refused("pages/045-your-teeth.json:3:9", "unused-page");
  editor.write(
      "images/brush.svg",
      R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v3z"/></svg>)");
  editor.replace("pack.json", "\"at-home\", \"about-you\"",
                 "\"at-home\", \"your-teeth\", \"about-you\"");
  CHECK(editor.candor("translate", "es").exit_code == 0);
  editor.replace("translations/es.json", "\"Brush 2 times a day.\": \"\"",
                 "\"Brush 2 times a day.\": \"Cepíllese 2 veces al día.\"");
  editor.expect_taken();
  Harness& kiosk = editor.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  bool read = false;
  answer_all(kiosk, person,
             [&](const std::string&) { read = read || kiosk.shows("Brush 2 times a day."); });
  CHECK(read);
  decide(kiosk);
  CHECK(editor.room().record().outcome == "signed");
}

TEST_CASE("editing: a clinician approves what was edited, and the kiosk takes it with her name") {
  Editor editor;
  const fs::path office = editor.room().data().string() + "-clinic";
  const fs::path own = editor.home() / "own.txt";
  std::ofstream(own) << "correct horse battery staple\n";
  fs::permissions(own, fs::perms::owner_read | fs::perms::owner_write);
  const fs::path hers = editor.home() / "hers";
  const support::Ran enrolled = support::run(fmt::format(
      "'{}' keys enroll --role clinician --name 'Ruth Lee' --out '{}' --own-passphrase-file '{}' "
      "--ca '{}' --passphrase-file '{}' 2>&1",
      (support::build_folder() / "candor").string(), hers.string(), own.string(), office.string(),
      (office / "passphrase.txt").string()));
  CAPTURE(enrolled.output);
  REQUIRE(enrolled.exit_code == 0);
  const std::string key = fmt::format("--role dentist --key '{}' --passphrase-file '{}'",
                                      (hers / "clinician-ruth-lee.key").string(), own.string());
  // Not with a mistake in it.
  editor.replace("translations/es.json", "3 días", "30 días");
  const support::Ran refused = editor.candor("approve", key);
  CHECK(refused.exit_code == 1);
  CHECK(has(refused, "translations/es.json:36:"));
  editor.replace("translations/es.json", "30 días", "3 días");
  const support::Ran approved = editor.candor("approve", key);
  CAPTURE(approved.output);
  CHECK(approved.exit_code == 0);
  editor.let_it_look();
  CHECK(editor.kiosk().app().pack().is_approved());
  REQUIRE(editor.kiosk().app().pack().approvals.size() == 1);
  CHECK(editor.kiosk().app().pack().approvals[0].by == "Ruth Lee");
  // One changed word, and it waits until she has read it.
  const std::string before = editor.digest();
  editor.replace("pages/010-about.json", "We close the dark spot.", "We fill the dark spot.");
  CHECK(editor.candor("translate", "es").exit_code == 0);
  editor.let_it_look();
  CHECK(editor.digest() == before);
  CHECK(editor.candor("approve", key).exit_code == 0);
  editor.let_it_look();
  CHECK(editor.digest() != before);
  CHECK(editor.kiosk().app().pack().is_approved());
}

TEST_CASE("editing: the test's own pack has nothing above a note to be said about it") {
  const support::Ran checked = support::run(
      "'" + (support::build_folder() / "candor").string() + "' check '" +
      (support::source_folder() / "tests/support/content/tooth-filling").string() + "' 2>&1");
  CAPTURE(checked.output);
  CHECK(checked.exit_code == 0);
  CHECK(has(checked, "tooth-filling: 2 notes\n"));
}

TEST_CASE("editing: each mistake stops a kiosk that has no good version yet, named at its line") {
  struct Mistake {
    const char* file;
    const char* from;
    const char* to;
    const char* told;
  };

  for (const Mistake& mistake : std::vector<Mistake>{
           {"pages/030-how-it-may-feel.json", "\"n\": 2,", "\"n\": 200,", "json:18:12: error: "},
           {"translations/es.json", "3 días", "30 días", "es.json:36:"},
           {"translations/es.json", "3 días", "3 \U000F1234 días", "[glyph]"},
       }) {
    CAPTURE(mistake.to);
    const support::TemporaryFolder home;
    const fs::path pack = home.path() / "content" / "tooth-filling";
    fs::copy(support::source_folder() / "tests/support/content", home.path() / "content",
             fs::copy_options::recursive);
    std::string text = read_file(pack / mistake.file, 1U << 20U).value();
    const auto at = text.find(mistake.from);
    REQUIRE(at != std::string::npos);
    text.replace(at, std::string(mistake.from).size(), mistake.to);
    std::ofstream(pack / mistake.file, std::ios::binary) << text;
    support::make_demonstration_keys(home.path() / "kiosk", home.path() / "clinic",
                                     SystemClock().now().utc_ms / 1000);
    const support::Ran ran = support::run(fmt::format(
        "env -u DISPLAY '{}' kiosk --content '{}' --pack tooth-filling --data '{}' 2>&1",
        (support::build_folder() / "candor").string(), (home.path() / "content").string(),
        (home.path() / "kiosk").string()));
    CAPTURE(ran.output);
    CHECK(ran.exit_code == 3);
    CHECK(has(ran, mistake.told));
    CHECK(has(ran, "this pack has mistakes and is not shown to patients"));
  }
}

}  // namespace
}  // namespace candor::e2e
