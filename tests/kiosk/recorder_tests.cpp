#include <doctest/doctest.h>

#include <algorithm>

#include "content/load.h"
#include "crypto/crypto.h"
#include "kiosk/recorder.h"
#include "record/record.h"
#include "support/demonstration_keys.h"
#include "support/full_disk.h"
#include "support/sample_pack.h"
#include "support/wav.h"

namespace candor::kiosk {
namespace {

/// A kiosk's recorder without a kiosk, that can be closed and opened.
struct Bench {
  support::SamplePack sample;
  support::DemonstrationKeys keys;
  support::ManualClock clock;
  std::shared_ptr<const content::Pack> pack = load();
  content::Words words =
      content::Words::load(support::source_folder() / "assets" / "words").value();

  [[nodiscard]] std::filesystem::path file() const { return keys.data_folder() / "ledger.sqlite"; }

  [[nodiscard]] std::shared_ptr<const content::Pack> load() const {
    return content::load_pack(sample.folder()).pack;
  }

  [[nodiscard]] Recorder open() const {
    auto recorder =
        Recorder::open(file(), keys.keyring(), pack, {"B", "candor test", {"for practice"}});
    if (!recorder) FAIL(to_string(recorder.error()));
    return *std::move(recorder);
  }

  /// A visit that was stopped, with a name that can be searched for.
  [[nodiscard]] visit::State ended(const std::string& visit, const std::string& record) {
    visit::State state;
    state.id = {visit};
    state.walk = "first";
    state.language = "en";
    state.identity.name = "Zebulon Marker";
    state.identity.birth = {1961, 2, 3};
    state.identity.chart_number = "CHARTMARKER";
    state.outcome = visit::Outcome::unfinished;
    state.outcome_reason = "REASONMARKER";
    state.record_id = record;
    state.ended = clock.now();
    return state;
  }

  [[nodiscard]] std::vector<record::Entry> entries() const {
    std::vector<record::Entry> all;
    const auto ledger = record::Ledger::open(file());
    REQUIRE(ledger);
    REQUIRE(ledger->each([&](const record::Entry& entry) {
      all.push_back(entry);
      return true;
    }));
    return all;
  }

  [[nodiscard]] std::string content(const record::Entry& entry) const {
    const auto key = keys.clinic_key(keys::Role::record);
    const auto opened =
        record::unseal(entry, {{key.key, key.certificate}}, keys.keyring().ca, "entry");
    if (!opened) FAIL(to_string(opened.error()));
    return opened->plain;
  }
};

int count(const std::vector<record::Entry>& entries, record::EntryKind kind) {
  return static_cast<int>(
      std::count_if(entries.begin(), entries.end(),
                    [kind](const record::Entry& entry) { return entry.header.kind == kind; }));
}

TEST_CASE("recorder: an outcome that could not be stored is stored once by a retry") {
  Bench bench;
  Recorder recorder = bench.open();
  const visit::State state = bench.ended("B-0000000000000001", std::string(32, 'a'));
  {
    const support::FullDisk full;
    const auto stored = recorder.outcome(state, bench.words);
    REQUIRE_FALSE(stored);
    CHECK(stored.error().code == ErrorCode::no_space);
  }
  const auto stored = recorder.outcome(state, bench.words);
  REQUIRE(stored);
  // Once more, as when the answer was lost.
  const auto entries = bench.entries();
  CHECK(count(entries, record::EntryKind::record) == 1);
  CHECK(entries.back().chain == stored->chain);
  CHECK(entries.back().header.created == state.ended);
}

TEST_CASE(
    "recorder: a pack's recordings are named with their digests, so that its own can be made") {
  Bench bench;
  content::Pack spoken = *bench.pack;
  spoken.sounds["audio/en/tea.wav"] = support::wav(300);
  bench.pack = std::make_shared<const content::Pack>(std::move(spoken));
  Recorder recorder = bench.open();
  REQUIRE(recorder.outcome(bench.ended("B-0000000000000001", std::string(32, 'a')), bench.words));
  const Json stored = Json::parse(bench.content(bench.entries()[0]));
  CHECK(stored["sounds"] == Json::array({{{"name", "audio/en/tea.wav"},
                                          {"sha256", crypto::sha256_hex(support::wav(300))}}}));
}

TEST_CASE("recorder: the pack is stored once, before the first record, and can be made anew") {
  Bench bench;
  {
    Recorder recorder = bench.open();
    REQUIRE(recorder.outcome(bench.ended("B-0000000000000001", std::string(32, 'a')), bench.words));
    REQUIRE(recorder.outcome(bench.ended("B-0000000000000002", std::string(32, 'b')), bench.words));
  }
  {
    Recorder again = bench.open();
    REQUIRE(again.outcome(bench.ended("B-0000000000000003", std::string(32, 'c')), bench.words));
  }
  auto entries = bench.entries();
  REQUIRE(entries.size() == 4);
  CHECK(entries[0].header.kind == record::EntryKind::pack);
  CHECK(entries[0].header.id == "pack." + bench.pack->digest);
  const Json stored = Json::parse(bench.content(entries[0]));
  CHECK(stored["digest"] == bench.pack->digest);
  std::vector<std::pair<std::string, std::string>> files;
  for (const Json& file : stored["files"]) files.emplace_back(file["name"], file["text"]);
  REQUIRE(files.size() == bench.pack->files.size());
  REQUIRE_FALSE(files.empty());
  CHECK(std::equal(
      files.begin(), files.end(), bench.pack->files.begin(),
      [](const auto& a, const auto& b) { return a.first == b.first && a.second == b.second; }));
  // Every file that the digest covers is there, word for word.
  std::string list = "candor pack 1\n";
  for (const auto& [name, text] : files) {
    list += name;
    list += '\t';
    list += crypto::sha256_hex(text);
    list += '\n';
  }
  CHECK(crypto::sha256_hex(list) == bench.pack->digest);

  // Other words to read: another digest, stored before the first record under it.
  const std::string before = bench.pack->digest;
  bench.sample.replace("sample/pack.json", R"("version": "1.0.0")", R"("version": "1.0.1")");
  bench.pack = bench.load();
  REQUIRE(bench.pack);
  REQUIRE(bench.pack->digest != before);
  REQUIRE(
      bench.open().outcome(bench.ended("B-0000000000000004", std::string(32, 'd')), bench.words));
  entries = bench.entries();
  REQUIRE(entries.size() == 6);
  CHECK(entries[4].header.id == "pack." + bench.pack->digest);
  CHECK(entries[5].header.kind == record::EntryKind::record);
}

TEST_CASE("recorder: a visit without an outcome is told of until staff have seen it") {
  Bench bench;
  visit::State lost = bench.ended("B-0000000000000001", std::string(32, 'a'));
  visit::State done = bench.ended("B-0000000000000002", std::string(32, 'b'));
  const Moment began = bench.clock.now();
  {
    Recorder recorder = bench.open();
    CHECK(recorder.lost_visits().value().empty());
    REQUIRE(recorder.opened(lost, began));
    REQUIRE(recorder.opened(done, began));
    REQUIRE(recorder.outcome(done, bench.words));
  }
  Recorder recorder = bench.open();
  const auto found = recorder.lost_visits();
  REQUIRE(found);
  REQUIRE(found->size() == 1);
  CHECK(found->front() == LostVisit{lost.id.value, began});
  REQUIRE(recorder.seen(found->front(), {"Nora Quinn", "nurse"}, bench.clock.now()));
  CHECK(recorder.lost_visits().value().empty());
  CHECK(bench.open().lost_visits().value().empty());
}

TEST_CASE("recorder: a clock that was set is an entry of no visit, with both times, stored once") {
  Bench bench;
  Recorder recorder = bench.open();
  Moment after = bench.clock.now();
  after.utc_ms -= 3'600'000;
  const ClockJump jump{bench.clock.now(), after};
  {
    const support::FullDisk full;
    REQUIRE_FALSE(recorder.clock_jump(jump));
  }
  REQUIRE(recorder.clock_jump(jump));
  const auto entries = bench.entries();
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].header.kind == record::EntryKind::clock_jump);
  CHECK(entries[0].header.created == after);
  CHECK(entries[0].header.visit.empty());
  const Json content = Json::parse(bench.content(entries[0]));
  CHECK(content.size() == 3);
  CHECK(content.at("id") == entries[0].header.id);
  CHECK(content.at("before").at("utc_ms") == jump.before.utc_ms);
  CHECK(content.at("after").at("utc_ms") == after.utc_ms);
  // And the same change once more, a little later, is another entry.
  bench.clock.advance_minutes(1);
  after = bench.clock.now();
  after.utc_ms -= 3'600'000;
  REQUIRE(recorder.clock_jump({bench.clock.now(), after}));
  CHECK(bench.entries().size() == 2);
}

TEST_CASE("recorder: nothing about the person stands outside the seal") {
  Bench bench;
  Recorder recorder = bench.open();
  visit::State state = bench.ended("B-0000000000000001", std::string(32, 'a'));
  visit::Flag flag;
  flag.number = 1;
  flag.reason = "FLAGMARKER";
  flag.spot.page = "safety";
  state.flags.push_back(flag);
  REQUIRE(recorder.opened(state, bench.clock.now()));
  REQUIRE(recorder.flag_now(state, 1, bench.clock.now()));
  REQUIRE(recorder.outcome(state, bench.words));
  REQUIRE(recorder.seen({state.id.value, bench.clock.now()}, {"Nora Staffmarker", "nurse"},
                        bench.clock.now()));
  bool is_inside = false;
  for (const record::Entry& entry : bench.entries()) {
    CAPTURE(entry.header_text);
    const std::string inside = bench.content(entry);
    for (const char* marker :
         {"Zebulon", "1961", "CHARTMARKER", "REASONMARKER", "FLAGMARKER", "Staffmarker", "Nora"}) {
      CAPTURE(marker);
      CHECK(entry.header_text.find(marker) == std::string::npos);
      CHECK(entry.blob.find(marker) == std::string::npos);
      is_inside = is_inside || inside.find(marker) != std::string::npos;
    }
  }
  CHECK(is_inside);  // the markers would have been found
}

}  // namespace
}  // namespace candor::kiosk
