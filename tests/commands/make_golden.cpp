// Not a test: makes a folder for golden/, as golden/README.md says. Run once for a new format, on a
// display.
#include <fmt/format.h>

#include <cstdlib>
#include <stdexcept>

#include "content/load.h"
#include "crypto/crypto.h"
#include "e2e/harness.h"
#include "e2e/walks.h"
#include "export/sample_records.h"
#include "keys/keys.h"
#include "kiosk/recorder.h"
#include "office/addenda.h"
#include "office/backup.h"
#include "office/clinic_keys.h"
#include "office/export_records.h"
#include "office/retention.h"
#include "support/demonstration_keys.h"
#include "visit/visit.h"

namespace candor::golden {
namespace {

namespace fs = std::filesystem;

/// Long ago: every key of the kiosk and of the office has ended since, as it will have when real
/// records are read.
const Moment kStart{1'267'722'000'000, 1'000'000, -480, "America/Los_Angeles"};  // 2010-03-04 09:00
constexpr std::int64_t kMinuteMs = 60'000;
constexpr const char* kKiosk = "B";
constexpr const char* kSoftware = "candor 0.1.0";
constexpr const char* kPin = "2580";

/// The value, or the end of the program with what went wrong.
template <typename Value>
Value need(Result<Value> result) {
  if (!result) throw std::runtime_error(to_string(result.error()));
  if constexpr (!std::is_void_v<Value>) return *std::move(result);
}

Moment later(Moment moment, std::int64_t minutes) {
  moment.utc_ms += minutes * kMinuteMs;
  moment.steady_ms += minutes * kMinuteMs;
  return moment;
}

class Maker {
 public:
  explicit Maker(fs::path out) : m_out(std::move(out)) {}

  void make() {
    visits();
    around_visits();
    expire_one();
    add_addenda();
    back_up();
    write_files();
  }

 private:
  [[nodiscard]] fs::path data() const { return m_home.path() / "data"; }

  [[nodiscard]] fs::path clinic() const { return data().string() + "-clinic"; }

  [[nodiscard]] fs::path ledger() const { return data() / "ledger.sqlite"; }

  [[nodiscard]] std::int64_t now_s() const { return m_now.utc_ms / 1000; }

  [[nodiscard]] keys::Keyring keyring() const { return need(keys::load_keyring(data(), now_s())); }

  [[nodiscard]] record::Ledger open_ledger() const {
    const keys::Keyring ring = keyring();
    return need(record::Ledger::open(
        ledger(),
        record::Keeper{ring.kiosk, ring.kiosk_certificate, {ring.ca, ring.record, ring.recovery}}));
  }

  [[nodiscard]] record::Seal seal() const {
    const keys::Keyring ring = keyring();
    return {ring.kiosk, ring.kiosk_certificate, {ring.record, ring.recovery}};
  }

  /// Every way a visit ends, an answer that cannot wait, and a visit that the power ended.
  void visits() {
    e2e::Setup setup;
    setup.content = support::source_folder() / "tests" / "support" / "content";
    setup.pack = "tooth-filling";
    setup.data = data();
    setup.window = {640, 360};
    setup.mm_per_pixel = 0.744;
    setup.sight = e2e::Sight::not_looked_at;
    setup.start = kStart;
    setup.staff = {{"Ben Cho", "front desk", need(crypto::hash_pin(kPin)), {}}};
    const auto opened = need(e2e::Harness::open(setup));
    e2e::Harness& kiosk = *opened;
    e2e::Person person;
    person.name = "José Ñandú";
    arrive(kiosk, person, "first");
    answer_all(kiosk, person);
    decide(kiosk);
    m_signed = kiosk.app().visit()->record_id;
    leave(kiosk);

    person = e2e::of_few_words();
    person.language = "es";
    arrive(kiosk, person, "return");
    answer_all(kiosk, person);
    decide_by_press(kiosk);
    m_withdrawn = kiosk.app().visit()->record_id;
    leave(kiosk);

    person.language.clear();
    arrive(kiosk, person, "return");
    while (!is_choice(kiosk)) {
      if (!answer_step(kiosk, person)) throw e2e::Stuck("nothing here is urgent");
    }
    e2e::tap_somewhere(kiosk, "option.breath");
    e2e::tap_somewhere(kiosk, "close");
    kiosk.tap("stop");
    e2e::tap_somewhere(kiosk, "stop.no");
    e2e::tap_somewhere(kiosk, "decline.risks");
    m_declined = kiosk.app().visit()->record_id;
    leave(kiosk);

    arrive(kiosk, person, "first");
    kiosk.tap("ask-staff");
    kiosk.tap("staff");
    kiosk.type(kPin);
    kiosk.tap("next");
    kiosk.tap("staff.stop");
    kiosk.tap("reason.wrong-patient");
    kiosk.tap("stop-visit");
    leave(kiosk);

    arrive(kiosk, person, "first");
    kiosk.tap("stop");
    e2e::tap_somewhere(kiosk, "stop.paper");
    leave(kiosk);

    arrive(kiosk, person, "first");
    leave(kiosk);
    arrive(kiosk, person, "first");
    m_now = kiosk.clock().now();
  }

  [[nodiscard]] static bool is_choice(e2e::Harness& kiosk) {
    const auto step = visit::current_step(kiosk.app().pack(), *kiosk.app().visit());
    return step && step->kind == visit::StepKind::choice;
  }

  /// The patient walks away, and the kiosk clears itself: at once behind a receipt, else when it
  /// has kept the visit long enough.
  static void leave(e2e::Harness& kiosk) {
    constexpr int kLongEnough = 60;
    for (int i = 0; i < kLongEnough; ++i) kiosk.wait_ms(kMinuteMs);
    if (kiosk.app().visit() != nullptr) throw e2e::Stuck("the visit goes on by itself");
  }

  /// What the kiosk and its staff do beside visits.
  void around_visits() {
    const auto pack = content::load_pack(support::source_folder() / "tests" / "support" /
                                         "content" / "tooth-filling")
                          .pack;
    {
      auto recorder =
          need(kiosk::Recorder::open(ledger(), keyring(), pack, {kKiosk, kSoftware, {}}));
      const auto lost = need(recorder.lost_visits());
      if (lost.size() != 1) throw std::runtime_error("one visit should be without an outcome");
      m_now = later(m_now, 1);
      need(recorder.seen(lost.front(), {"Ben Cho", "front desk"}, m_now));
      m_now = later(m_now, 1);
      need(recorder.wrong_pins(3, m_now));
    }
    const Moment before = m_now;
    m_now = later(m_now, 61);
    m_now.steady_ms = before.steady_ms + kMinuteMs;
    const auto written = [](const Moment& moment) {
      return Json{{"utc_ms", moment.utc_ms},
                  {"steady_ms", moment.steady_ms},
                  {"offset_minutes", moment.offset_minutes},
                  {"zone", moment.zone}};
    };
    record::Header header;
    header.id = "clock." + std::to_string(m_now.utc_ms);
    header.kind = record::EntryKind::clock_jump;
    append(header, Json{{"id", header.id}, {"before", written(before)}, {"after", written(m_now)}});
  }

  void append(record::Header header, const Json& content) const {
    header.kiosk = kKiosk;
    header.created = m_now;
    auto book = open_ledger();
    need(book.append(header, need(seal().close(content, now_s()))));
  }

  /// A record whose time was over on the next day, and of which only the stub is left.
  void expire_one() {
    const record::Record made = exporting::samples::unfinished();
    record::Header header;
    header.id = made.id;
    header.visit = made.visit;
    header.outcome = made.outcome;
    header.keep_until = "2010-03-05";
    append(header, record::to_json(made));
    constexpr std::int64_t kTwoDays = std::int64_t{2} * 24 * 60;
    m_now = later(m_now, kTwoDays);
    auto book = open_ledger();
    const Date today = local_date(m_now);
    const auto due = need(office::due_on(book, today));
    if (due.size() != 1) throw std::runtime_error("one record should be due");
    need(office::expire(book, seal(), kKiosk, due.front(), today, m_now));
  }

  void add_addenda() {
    const office::Person person{support::enroll_clinician(clinic(), "Ruth Lee", now_s()),
                                need(keys::load_certificate(clinic() / "ca.crt"))};
    const auto add = [&](const std::string& record, const char* kind, const char* said) {
      m_now = later(m_now, 1);
      need(office::add_addendum(data(), {record, kind, "", "dentist", said}, person, m_now,
                                m_random));
    };
    add(m_signed, "clinician", "All questions were answered.");
    add(m_signed, "copy-given", "");
    add(m_signed, "ride-confirmed", "A sister drives.");
    add(m_signed, "corrected", "The name is written José Ñandú Ruiz.");
    add(m_withdrawn, "withdrawn", "Ya no quiero.");
    add(m_withdrawn, "team-told", "I told the treatment room at 9:40.");
    add(m_declined, "flag-settled", "Breathing was looked at; all well.");
  }

  /// The second backup is kept: the first one is noted in it.
  void back_up() {
    const auto ca = need(keys::load_certificate(clinic() / "ca.crt"));
    const auto first = need(office::back_up(data(), m_home.path() / "first.sqlite", ca));
    m_now = later(m_now, 1);
    need(office::note_backup(data(), keyring(), first.head.value(), m_now, m_random));
    const auto copy = need(office::back_up(data(), m_out / "ledger.sqlite", ca));
    for (const Error& problem : copy.problems) throw std::runtime_error(to_string(problem));
    fs::rename(m_out / "ledger.sqlite.head", m_out / "heads");
    fs::remove(m_out / "office.sqlite.lock");
  }

  /// The keys, and the records as that day's program exported them.
  void write_files() {
    fs::create_directories(m_out / "keys");
    for (const char* name : {"ca.crt", "record.key", "record.crt", "recovery.key", "recovery.crt",
                             "archive.key", "archive.crt", "passphrase.txt"}) {
      fs::copy_file(clinic() / name, m_out / "keys" / name);
    }
    const auto opening = need(office::load_clinic_keys(clinic() / "record.key",
                                                       clinic() / "passphrase.txt", std::nullopt));
    const auto archive =
        need(keys::load_clinic_key(clinic() / "archive.key", support::kDemonstrationPassphrase));
    const auto bad = [](const Error& error) { throw std::runtime_error(to_string(error)); };
    const auto reading = need(office::Reading::open(m_out / "ledger.sqlite", opening.ca, bad));
    office::ExportWants wants;
    wants.formats = {true, true, true, true, true, false};
    wants.fonts = support::source_folder() / "assets" / "fonts" / "fonts.conf";
    wants.software = kSoftware;
    m_now = later(m_now, 1);
    wants.now = m_now;
    wants.seal = exporting::Seal{archive.key, archive.certificate, opening.ca, m_now};
    const auto folder = need(office::OutFolder::open(m_out / "records"));
    const auto count = need(office::export_records(reading, opening, wants, folder, {bad, {}}));
    fmt::print("{} records, {} sealed PDFs\n", count.records, count.pdfs);
  }

  fs::path m_out;
  support::TemporaryFolder m_home;
  support::SeededRandom m_random{2010};
  Moment m_now;
  std::string m_signed;
  std::string m_withdrawn;
  std::string m_declined;
};

}  // namespace
}  // namespace candor::golden

int main(int count, char** words) {
  if (count != 2 || std::filesystem::exists(words[1])) {
    fmt::print(stderr, "usage: candor-golden FOLDER (a new one)\n");
    return 2;
  }
  try {
    std::filesystem::create_directories(words[1]);
    candor::golden::Maker(words[1]).make();
  } catch (const std::exception& error) {
    fmt::print(stderr, "candor-golden: {}\n", error.what());
    return 3;
  }
  return EXIT_SUCCESS;
}
