// A whole visit that ends with a signature, from the first touch to the paper.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "content/shown_text.h"
#include "crypto/crypto.h"
#include "e2e/waiting_room.h"
#include "visit/visit.h"

namespace candor::e2e {
namespace {

/// With every run of white space as one space, as text that was broken into lines is compared.
std::string one_line(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r';
    if (!space)
      result += c;
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  }
  return result;
}

bool contains(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

/// Everything that the records of a room must say of a visit in which all went well.
void expect_complete(const content::Pack& pack, const record::Record& record,
                     const std::string& name, const std::string& seen) {
  CHECK(record.outcome == "signed");
  CHECK(record.practice);
  CHECK_FALSE(record.practice_reasons.empty());
  CHECK(record.patient.name == name);
  CHECK(iso_date(record.patient.birth) == "1958-04-12");
  CHECK(record.pack_digest == pack.digest);
  REQUIRE(record.signatures.size() == 1);
  CHECK(record.signatures[0].role == "patient");
  CHECK(record.signatures[0].how == "drawn");
  CHECK(record.signatures[0].name == name);
  CHECK(record.signatures[0].strokes.size() == 2);
  CHECK_FALSE(record.signatures[0].meaning.empty());

  std::set<std::string> shown;
  for (const record::Shown& each : record.shown) {
    shown.insert(each.page + "/" + each.block);
    CHECK(each.digest == crypto::sha256_hex(each.text));
    CHECK_FALSE(contains(each.text, "{"));  // nobody was shown a placeholder
  }
  std::size_t statements = 0;
  for (const visit::Step& step : visit::steps_of(pack, record.walk)) {
    for (std::size_t i = step.first; i < step.first + step.count; ++i) {
      const content::Block& block = step.page->blocks[i];
      const std::string spot = step.page->id + "/" + block.id;
      CAPTURE(spot);
      CHECK(shown.contains(spot));
      if (step.kind != visit::StepKind::statement) continue;
      REQUIRE(statements < record.statements.size());
      const record::Statement& statement = record.statements[statements++];
      CHECK(statement.page + "/" + statement.block == spot);
      CHECK(contains(seen, statement.statement));
      REQUIRE(statement.replies.size() == 1);
      CHECK(statement.replies[0].reply == "yes");
      CHECK(contains(seen, statement.replies[0].label));
    }
  }
  CHECK(statements == record.statements.size());
  CHECK(statements > 0);
}

/// The text of the one PDF that `candor export` writes for a data folder.
std::string exported_text(const std::filesystem::path& data, const std::filesystem::path& out) {
  const std::string candor = (support::build_folder() / "candor").string();
  const auto exported =
      support::run("'" + candor + "' export '" + data.string() + "' --out '" + out.string() +
                   "' --key '" + data.string() + "-clinic/record.key' --passphrase-file '" +
                   data.string() + "-clinic/passphrase.txt' 2>&1");
  CAPTURE(exported.output);
  REQUIRE(exported.exit_code == 0);
  std::string all;
  int files = 0;
  for (const auto& file : std::filesystem::directory_iterator(out)) {
    if (file.path().extension() != ".pdf") continue;
    ++files;
    const auto text = support::run("pdftotext '" + file.path().string() + "' -");
    REQUIRE(text.exit_code == 0);
    all += one_line(text.output);
  }
  CHECK(files == 1);
  return all;
}

/// One visit of a pack in a folder of the source tree through `walk`, and everything that came of
/// it.
void walk_pack(const std::string& content, const std::string& id, const std::string& walk) {
  RoomOptions options;
  options.content = support::source_folder() / content;
  options.pack = id;
  WaitingRoom room(options);
  Harness& kiosk = room.kiosk();
  Person person;
  person.name = "José Ñandú";
  std::string seen;
  const OnScreen remember = [&](const std::string&) { seen += kiosk.text_on_glass(); };
  arrive(kiosk, person, walk, remember);
  CHECK(kiosk.app().visit()->identity.name == person.name);
  answer_all(kiosk, person, remember);
  CHECK(key(kiosk) == "review");
  decide(kiosk, remember);
  CHECK(key(kiosk) == "receipt");
  CHECK(kiosk.shows("Your answers are saved"));
  // Nothing about the person is on the receipt until they ask for it.
  CHECK_FALSE(kiosk.shows("José"));
  const std::shared_ptr<const content::Pack> pack =
      std::make_shared<const content::Pack>(kiosk.app().pack());
  kiosk.tap("finish");
  CHECK(key(kiosk) == "welcome");
  room.switch_off();

  const record::Record record = room.record();
  CHECK(record.walk == walk);
  expect_complete(*pack, record, person.name, seen);

  const support::TemporaryFolder out;
  const std::string paper = exported_text(room.data(), out.path());
  CHECK(contains(paper, person.name));
  CHECK(contains(paper, "Practice, not a consent"));
  for (const record::Statement& statement : record.statements) {
    CAPTURE(statement.statement);
    CHECK(contains(paper, one_line(statement.statement)));
  }
}

TEST_CASE("e2e: a pack of a procedure that the program has never heard of is walked and signed") {
  for (const char* walk : {"first", "return"}) {
    walk_pack("tests/support/content", "tooth-filling", walk);
  }
}

TEST_CASE("e2e: a patient signs, and the record says exactly what was shown and answered") {
  walk_pack("content", "ketamine-iv", "first");
}

TEST_CASE("e2e: somebody who comes again takes the short walk to a signed record and its PDF") {
  walk_pack("content", "ketamine-iv", "return");
}

TEST_CASE("e2e: a page edited in the pack's folder shows at the next start, without a build") {
  WaitingRoom room;
  const Person person;
  arrive(room.kiosk(), person, "first");
  CHECK(room.kiosk().shows("Tea goes slowly into your arm."));
  room.switch_off();
  room.pack().replace("sample/pages/10-about.json", "Tea goes **slowly** into your arm.",
                      "Tea drips **gently** into your hand.");
  room.switch_on();
  arrive(room.kiosk(), person, "first");
  CHECK(room.kiosk().shows("Tea drips gently into your hand."));
  CHECK_FALSE(room.kiosk().shows("into your arm"));
}

TEST_CASE("e2e: after Finish no word of the patient is left in the kiosk (P-01)") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  Person person;
  person.name = "Zoraida Quux";
  arrive(kiosk, person, "first");
  answer_all(kiosk, person);
  CHECK(kiosk.shows("Zoraida") == false);
  decide(kiosk);
  kiosk.tap("finish");
  CHECK(kiosk.app().visit() == nullptr);
  CHECK(kiosk.app().parked().rows().empty());
  for (const std::string& word : {person.name, std::string("Zoraida"), std::string("1958"),
                                  person.ride_name, person.ride_phone, std::string("4711")}) {
    CAPTURE(word);
    CHECK_FALSE(kiosk.shows(word));
  }
  CHECK(key(kiosk) == "welcome");
  CHECK(room.record().patient.name == person.name);
  // The next person finds empty fields.
  kiosk.tap("language.en");
  kiosk.tap("who.patient");
  REQUIRE(kiosk.has("field.name"));
  CHECK(kiosk.find("field.name")->value.empty());
}

}  // namespace
}  // namespace candor::e2e
