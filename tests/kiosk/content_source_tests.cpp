#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "approval/approval.h"
#include "base/file.h"
#include "base/json.h"
#include "content/load.h"
#include "kiosk/content_source.h"
#include "support/demonstration_keys.h"
#include "support/fakes.h"
#include "support/wav.h"
#include "text/text.h"

namespace candor::kiosk {
namespace {

namespace fs = std::filesystem;

/// The kiosk's own fonts.
const text::Fonts& fonts() {
  static const text::Fonts kFonts =
      text::Fonts::open(support::source_folder() / "assets" / "fonts" / "fonts.conf").value();
  return kFonts;
}

/// A copy of the shipped content, and a kiosk's folder, with a clinic's keys.
struct Ground {
  support::TemporaryFolder home;
  support::DemonstrationKeys keys;
  keys::ClinicKey clinician = keys.enroll("Dr. Ruth Lee");
  fs::path content = home.path() / "content";
  fs::path kept = home.path() / "kept";

  Ground() { fs::copy(support::source_folder() / "content", content, fs::copy_options::recursive); }

  [[nodiscard]] fs::path pack() const { return content / "ketamine-iv"; }

  [[nodiscard]] ContentSource source() const { return {pack(), kept, keys.keyring().ca}; }

  /// Changes what patients read.
  void say(const std::string& phone) const { replace(content / "clinic.json", "555-0100", phone); }

  static void replace(const fs::path& file, const std::string& from, const std::string& to) {
    std::string text = read_file(file, 1U << 20U).value();
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    std::ofstream(file, std::ios::binary) << text;
  }

  void approve() const {
    ContentSource reading(pack(), home.path() / "other", keys.keyring().ca);
    const auto current = reading.start(fonts());
    REQUIRE(current);
    const auto der = approval::sign(**current, clinician, "physician",
                                    {support::kDemonstrationNow * 1000, 0, -480, "here"});
    REQUIRE(der);
    fs::create_directories(pack() / "approvals");
    std::ofstream(pack() / "approvals" / approval::file_name(clinician.certificate),
                  std::ios::binary)
        << *der;
  }
};

std::string phone_of(const std::shared_ptr<const content::Pack>& pack) {
  REQUIRE(pack);
  return pack->clinic.values.at("phone");
}

TEST_CASE("content source: a changed version is taken once two looks saw the same") {
  const Ground ground;
  ContentSource source = ground.source();
  REQUIRE(source.start(fonts()));
  CHECK_FALSE(source.look(fonts()));
  ground.say("555-0199");
  CHECK_FALSE(source.look(fonts()));
  CHECK(phone_of(source.look(fonts())) == "555-0199");
  CHECK_FALSE(source.look(fonts()));
  CHECK(source.refused().empty());
}

TEST_CASE("content source: a broken change keeps the last good version, and staff learn why") {
  const Ground ground;
  ContentSource source = ground.source();
  REQUIRE(source.start(fonts()));
  ground.say("555-0199\" \"");
  for (int i = 0; i < 4; ++i) CHECK_FALSE(source.look(fonts()));
  CHECK(source.refused().find("clinic.json:") != std::string::npos);
  SUBCASE("put right, it is taken") {
    Ground::replace(ground.content / "clinic.json", "555-0199\" \"", "555-0199");
    CHECK_FALSE(source.look(fonts()));
    CHECK(phone_of(source.look(fonts())) == "555-0199");
    CHECK(source.refused().empty());
  }
  SUBCASE("put back as it was, nothing is left to say") {
    Ground::replace(ground.content / "clinic.json", "555-0199\" \"", "555-0100");
    for (int i = 0; i < 3; ++i) CHECK_FALSE(source.look(fonts()));
    CHECK(source.refused().empty());
  }
  SUBCASE("after a restart the last good version is shown") {
    ContentSource again = ground.source();
    const auto pack = again.start(fonts());
    REQUIRE(pack);
    CHECK(phone_of(*pack) == "555-0100");
    CHECK(again.refused().find("clinic.json:") != std::string::npos);
  }
}

/// Changes that load, but that `candor check` calls errors.
void make_false(const Ground& ground, const std::string& rule) {
  Ground::replace(ground.pack() / "translations" / "es.json", "203 personas",
                  rule == "glyph" ? "203 \U000F1234 personas" : "302 personas");
}

TEST_CASE("content source: what loads but says something wrong does not reach patients either") {
  const Ground ground;
  ContentSource source = ground.source();
  const auto first = source.start(fonts());
  REQUIRE(first);
  for (const char* rule : {"translation-figures", "glyph"}) {
    CAPTURE(rule);
    make_false(ground, rule);
    REQUIRE(content::load_pack(ground.pack()).pack);
    for (int i = 0; i < 4; ++i) CHECK_FALSE(source.look(fonts()));
    CAPTURE(source.refused());
    CHECK(source.refused().find("translations/es.json:") != std::string::npos);
    CHECK(source.refused().find(std::string("[") + rule + "]") != std::string::npos);
    // After a restart the last good version is shown, and staff see why.
    ContentSource again = ground.source();
    const auto kept = again.start(fonts());
    REQUIRE(kept);
    CHECK((*kept)->digest == (*first)->digest);
    CHECK(again.refused() == source.refused());
    // A kiosk that never had a good version does not begin.
    ContentSource fresh(ground.pack(), ground.home.path() / "fresh", ground.keys.keyring().ca);
    const auto none = fresh.start(fonts());
    REQUIRE_FALSE(none);
    CHECK(none.error().what.find(rule) != std::string::npos);
    // Put right, it is shown.
    fs::copy_file(support::source_folder() / "content/ketamine-iv/translations/es.json",
                  ground.pack() / "translations" / "es.json", fs::copy_options::overwrite_existing);
    for (int i = 0; i < 3; ++i) CHECK_FALSE(source.look(fonts()));
    CHECK(source.refused().empty());
  }
}

TEST_CASE("content source: a language in which a text is missing is not offered (F-07)") {
  const Ground ground;
  const auto offers = [](const std::shared_ptr<const content::Pack>& pack, const std::string& tag) {
    REQUIRE(pack);
    return std::any_of(pack->languages.begin(), pack->languages.end(),
                       [&tag](const content::Language& each) { return each.tag == tag; });
  };
  ContentSource source = ground.source();
  const auto whole = source.start(fonts());
  REQUIRE(whole);
  CHECK(offers(*whole, "vi"));

  const fs::path file = ground.pack() / "translations/vi.json";
  const std::string before = read_file(file, 1U << 20U).value();
  Json texts = Json::parse(before);
  REQUIRE(texts.erase("I understand that I can say no or stop at any time.") == 1);
  std::ofstream(file, std::ios::binary) << texts.dump(2);
  CHECK_FALSE(source.look(fonts()));
  const auto lacking = source.look(fonts());
  CHECK_FALSE(offers(lacking, "vi"));
  CHECK(offers(lacking, "es"));

  std::ofstream(file, std::ios::binary) << before;
  CHECK_FALSE(source.look(fonts()));
  CHECK(offers(source.look(fonts()), "vi"));
}

TEST_CASE("content source: recordings are kept with their version") {
  const Ground ground;
  fs::create_directories(ground.pack() / "audio/en");
  std::ofstream(ground.pack() / "audio/en/recordings.json") << R"({ "Call us.": "call.wav" })";
  std::ofstream(ground.pack() / "audio/en/call.wav", std::ios::binary) << support::wav(800);
  REQUIRE(ground.source().start(fonts()));
  fs::remove_all(ground.content);
  const auto kept = ground.source().start(fonts());
  REQUIRE(kept);
  CHECK((*kept)->sounds.at("audio/en/call.wav") == support::wav(800));
  CHECK((*kept)->recordings.at("en").at("Call us.") == "audio/en/call.wav");
}

TEST_CASE("content source: a folder that goes away is harmless, across a restart too") {
  const Ground ground;
  ContentSource source = ground.source();
  const auto pack = source.start(fonts());
  REQUIRE(pack);
  fs::rename(ground.content, ground.home.path() / "away");
  for (int i = 0; i < 3; ++i) CHECK_FALSE(source.look(fonts()));
  CHECK_FALSE(source.refused().empty());
  ContentSource again = ground.source();
  const auto kept = again.start(fonts());
  REQUIRE(kept);
  CHECK((*kept)->digest == (*pack)->digest);
  CHECK((*kept)->images == (*pack)->images);
  CHECK((*kept)->translations == (*pack)->translations);
  fs::rename(ground.home.path() / "away", ground.content);
  for (int i = 0; i < 3; ++i) CHECK_FALSE(again.look(fonts()));
  CHECK(again.refused().empty());
}

TEST_CASE("content source: a folder in the middle of being copied is left alone") {
  const Ground ground;
  ContentSource source = ground.source();
  REQUIRE(source.start(fonts()));
  // One file after the other arrives, and each state in between is a sound pack.
  std::string before = "555-0100";
  for (int i = 0; i < 5; ++i) {
    const std::string phone = "555-020" + std::to_string(i);
    Ground::replace(ground.content / "clinic.json", before, phone);
    before = phone;
    CHECK_FALSE(source.look(fonts()));
  }
  CHECK(phone_of(source.look(fonts())) == before);
}

TEST_CASE(
    "content source: once an approved version has run, only an approved one replaces it (P-14)") {
  const Ground ground;
  ground.approve();
  ContentSource source = ground.source();
  const auto first = source.start(fonts());
  REQUIRE(first);
  REQUIRE((*first)->is_approved());
  ground.say("555-0199");
  for (int i = 0; i < 3; ++i) CHECK_FALSE(source.look(fonts()));
  CHECK(source.refused().find("not approved") != std::string::npos);
  ContentSource again = ground.source();
  const auto kept = again.start(fonts());
  REQUIRE(kept);
  CHECK((*kept)->is_approved());
  CHECK(phone_of(*kept) == "555-0100");
  // The same person approves the new version.
  ContentSource other(ground.pack(), ground.home.path() / "third", ground.keys.keyring().ca);
  const auto changed = other.start(fonts());
  REQUIRE(changed);
  CHECK_FALSE((*changed)->is_approved());
  ground.approve();
  CHECK_FALSE(again.look(fonts()));
  const auto taken = again.look(fonts());
  CHECK(phone_of(taken) == "555-0199");
  CHECK(taken->is_approved());
}

TEST_CASE("content source: a kept version that somebody changed is not shown") {
  const Ground ground;
  {
    ContentSource source = ground.source();
    REQUIRE(source.start(fonts()));
  }
  const std::string name = read_file(ground.kept / "current", 200).value();
  const fs::path clinic = ground.kept / name.substr(0, 64) / "clinic.json";
  Ground::replace(clinic, "555-0100", "555-0666");
  fs::remove_all(ground.content);
  ContentSource source = ground.source();
  CHECK_FALSE(source.start(fonts()));
}

TEST_CASE("content source: a folder that was never good cannot be shown, and says why") {
  const Ground ground;
  ground.say("\"");
  ContentSource source = ground.source();
  const auto pack = source.start(fonts());
  REQUIRE_FALSE(pack);
  CHECK(pack.error().what.find("clinic.json") != std::string::npos);
}

}  // namespace
}  // namespace candor::kiosk
