#include "e2e/waiting_room.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "base/json.h"
#include "content/load.h"
#include "content/translate.h"
#include "crypto/crypto.h"
#include "keys/keys.h"
#include "record/seal.h"
#include "support/demonstration_keys.h"
#include "visit/visit.h"

namespace candor::e2e {

void add_languages(const support::SamplePack& pack, const std::vector<std::string>& tags) {
  for (const std::string& tag : tags) {
    const std::string file = "sample/translations/" + tag + ".json";
    if (!std::filesystem::exists(pack.content() / file)) {
      pack.write(file, "{}\n");
      pack.replace("sample/pack.json", R"({ "tag": "es",)",
                   R"({ "tag": ")" + tag + R"(", "name": ")" + content::own_language_name(tag) +
                       R"(", "status": "draft" },
    { "tag": "es",)");
    }
    const content::Loaded loaded = content::load_pack(pack.folder());
    REQUIRE(loaded.pack);
    Json texts = Json::parse(pack.read(file));
    for (const content::SourceText& each : loaded.origins.texts) {
      if (each.patient && !texts.contains(each.text)) texts[each.text] = each.text;
    }
    pack.write(file, texts.dump(2));
  }
}

RoomOptions speaking(const std::vector<std::string>& tags) {
  RoomOptions options;
  options.prepare = [tags](const support::SamplePack& pack) { add_languages(pack, tags); };
  return options;
}

WaitingRoom::WaitingRoom(RoomOptions options) : m_options(std::move(options)) {
  if (std::getenv("DISPLAY") == nullptr) {
    FAIL(
        "these tests drive the real window and there is no DISPLAY; run tools/test, or put "
        "xvfb-run -a -s '-screen 0 1920x1080x24' before the command");
  }
  const auto hash = crypto::hash_pin(kNursePin);
  REQUIRE(hash);
  m_staff = {{kNurse, kNurseRole, *hash, m_options.pin_until}};
  if (m_options.prepare) m_options.prepare(m_pack);
  switch_on();
}

void WaitingRoom::switch_on() {
  std::optional<Moment> time;
  if (m_kiosk) time = m_kiosk->clock().now();
  m_kiosk.reset();
  Setup setup;
  setup.content = m_options.content.value_or(m_pack.content());
  setup.pack = m_options.pack;
  setup.data = data();
  setup.window = m_options.window;
  setup.mm_per_pixel = m_options.mm_per_pixel;
  setup.staff = m_staff;
  setup.speaker = m_options.speaker;
  setup.sight = m_options.sight;
  setup.headphone_switch = m_options.headphone_switch;
  auto opened = Harness::open(setup);
  if (!opened) FAIL(to_string(opened.error()));
  m_kiosk = *std::move(opened);
  if (time) m_kiosk->clock().set(*time);
}

std::string WaitingRoom::content(const record::Entry& entry) const {
  return content_of(entry, data().string() + "-clinic");
}

std::string content_of(const record::Entry& entry, const std::filesystem::path& clinic) {
  const auto key = keys::load_clinic_key(clinic / "record.key", support::kDemonstrationPassphrase);
  REQUIRE(key);
  const auto ca = keys::load_certificate(clinic / "ca.crt");
  REQUIRE(ca);
  auto opened = record::unseal(entry, {{key->key, key->certificate}}, *ca, "the ledger");
  if (!opened) FAIL(to_string(opened.error()));
  return opened->plain;
}

std::vector<record::Entry> WaitingRoom::entries() const {
  std::vector<record::Entry> all;
  const auto ledger = record::Ledger::open(data() / "ledger.sqlite");
  if (!ledger) FAIL(to_string(ledger.error()));
  const auto read = ledger->each([&](const record::Entry& entry) {
    all.push_back(entry);
    return true;
  });
  if (!read) FAIL(to_string(read.error()));
  return all;
}

std::vector<record::Entry> WaitingRoom::entries(record::EntryKind kind) const {
  std::vector<record::Entry> all = entries();
  std::erase_if(all, [&](const record::Entry& entry) { return entry.header.kind != kind; });
  return all;
}

std::vector<record::Record> WaitingRoom::records() const {
  std::vector<record::Record> all;
  for (const record::Entry& entry : entries(record::EntryKind::record)) {
    auto record = record::parse(content(entry), "the ledger");
    if (!record) FAIL(to_string(record.error()));
    all.push_back(*std::move(record));
  }
  return all;
}

record::Record WaitingRoom::record() const {
  auto all = records();
  REQUIRE(all.size() == 1);
  return all.front();
}

std::string key(Harness& kiosk) {
  return kiosk.app().page().key;
}

std::string ticket_on_glass(Harness& kiosk) {
  for (const ui::Node& node : kiosk.app().nodes()) {
    const std::string& text = node.label;
    if (text.size() == 5 && text[0] == 'B' && text[1] == ' ') return text;
  }
  throw Stuck("there is no ticket on the glass:\n" + kiosk.text_on_glass());
}

void staff_in(Harness& kiosk, const std::string& pin) {
  kiosk.tap("staff");
  kiosk.type(pin);
  kiosk.tap("next");
}

void resolve_all(Harness& kiosk, const std::string& said) {
  for (int number = 1; number <= 20; ++number) {
    const std::string flag = "flag." + std::to_string(number);
    if (!kiosk.has(flag)) continue;
    kiosk.tap(flag);
    kiosk.tap("said." + said);
    kiosk.tap("resolve");
  }
}

void come_back(Harness& kiosk, const std::string& ticket, const std::string& code) {
  kiosk.tap("return");
  kiosk.type(ticket.substr(2));
  kiosk.tap("next");
  kiosk.type(code);
  kiosk.tap("next");
}

void answer_until(Harness& kiosk, const Person& person, const std::string& block) {
  constexpr int kMostSteps = 100;
  for (int i = 0; i < kMostSteps; ++i) {
    const visit::State* state = kiosk.app().visit();
    const auto step =
        state == nullptr ? std::nullopt : visit::current_step(kiosk.app().pack(), *state);
    if (!step) break;
    const bool asks = step->page->blocks[step->first].id == block;
    const bool reads = step->kind == visit::StepKind::read && step->page->id == block;
    if (asks || reads) return;
    if (!answer_step(kiosk, person)) break;
  }
  throw Stuck("no screen asks about '" + block + "':\n" + kiosk.text_on_glass());
}

}  // namespace candor::e2e
