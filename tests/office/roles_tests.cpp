// Who may do what with which key, and that a signature cannot be carried elsewhere.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/file.h"
#include "crypto/cms.h"
#include "export/pdf.h"
#include "export/sample_records.h"
#include "export/sealed.h"
#include "office/clinic.h"
#include "office/verify.h"
#include "record/addendum.h"
#include "support/measured.h"

namespace candor::office_tests {
namespace {

namespace samples = exporting::samples;

exporting::ExportedRecord exported(const record::Record& made) {
  return {made, canonical(record::to_json(made)), {}, {}, {}};
}

/// Everything that keys are for, tried with each of them.
struct Acts {
  Clinic clinic;
  text::Fonts fonts =
      text::Fonts::open(support::source_folder() / "assets/fonts/fonts.conf").value();
  record::Record made = samples::unfinished();

  [[nodiscard]] bool is_good(const std::string& name, const std::string& bytes) const {
    const auto file = clinic.home.path() / name;
    REQUIRE(write_file_atomic(file, bytes));
    const auto all = office::verify({file}, {clinic.ring.ca, {}, {}});
    if (!all) return false;
    return all->front().findings.empty();
  }

  [[nodiscard]] std::string sealed_pdf(const record::Record& one, const Clinic::By& by) const {
    return exporting::to_sealed_pdf(exported(one), fonts,
                                    {by.key, by.certificate, clinic.ring.ca, kNow})
        .value_or("");
  }

  [[nodiscard]] bool seals_pdf(const Clinic::By& by) const {
    return is_good("a.pdf", sealed_pdf(made, by));
  }

  [[nodiscard]] bool signs(const Clinic::By& by, const Json& content) const {
    const auto message =
        crypto::sign_cms(canonical(content), by.key, by.certificate, Clinic::now_s());
    return message && is_good("a.cms", *message);
  }

  [[nodiscard]] bool signs_record(const Clinic::By& by) const {
    return signs(by, record::to_json(made));
  }

  [[nodiscard]] bool signs_addendum(const Clinic::By& by) const {
    record::Addendum addendum;
    addendum.id = std::string(32, '1');
    addendum.kind = "withdrawn";
    addendum.refers_to = made.id;
    addendum.blob_hash = std::string(64, '2');
    addendum.by = "Ana Lopez";
    addendum.role = "nurse";
    addendum.at = kNow;
    return signs(by, record::to_json(addendum));
  }

  /// An entry of a kiosk's ledger whose head this key signed.
  [[nodiscard]] bool signs_head(const Clinic::By& by) const {
    return signs_head_of(by, Clinic::header("e1", record::EntryKind::staff_act));
  }

  /// The same in the office's own ledger.
  [[nodiscard]] bool signs_head_in_office(const Clinic::By& by) const {
    record::Header header = Clinic::header("e1", record::EntryKind::addendum);
    header.kiosk = "office";
    return signs_head_of(by, header);
  }

  [[nodiscard]] bool signs_head_of(const Clinic::By& by, const record::Header& header) const {
    const support::TemporaryFolder folder;
    const auto file = folder.path() / "ledger.sqlite";
    {
      auto ledger = record::Ledger::open(
          file,
          {by.key, by.certificate, {clinic.ring.ca, clinic.ring.record, clinic.ring.recovery}});
      if (!ledger) return false;
      const record::Seal seal(clinic.ring.kiosk, clinic.ring.kiosk_certificate,
                              {clinic.ring.record, clinic.ring.recovery});
      const auto blob = seal.close({{"id", "e1"}}, Clinic::now_s());
      if (!blob || !ledger->append(header, *blob)) return false;
    }
    const auto all = office::verify({file}, {clinic.ring.ca, {}, {}});
    return all && all->front().findings.empty();
  }

  [[nodiscard]] bool opens(const Clinic::By& by) {
    static_cast<void>(clinic.make_ledger(1));
    const auto ledger = record::Ledger::open(clinic.ledger_file()).value();
    bool opened = false;
    REQUIRE(ledger.each([&](const record::Entry& entry) {
      opened = record::unseal(entry, {{by.key, by.certificate}}, clinic.ring.ca, "e1").has_value();
      return true;
    }));
    std::filesystem::remove(clinic.ledger_file());
    return opened;
  }
};

TEST_CASE("roles: each key does what its role is for and nothing else (S-06)") {
  struct May {
    const char* role;
    bool sign_head;
    bool sign_head_in_office;
    bool sign_record;
    bool sign_addendum;
    bool seal_pdf;
    bool open;
  };

  constexpr May kMay[] = {{"kiosk", true, false, true, false, false, false},
                          {"clinician", false, true, false, true, false, false},
                          {"archive", false, false, false, false, true, false},
                          {"record", false, false, false, false, false, true},
                          {"recovery", false, false, false, false, false, true}};
  Acts acts;
  const auto of = [](const keys::ClinicKey& key) { return Clinic::By{key.key, key.certificate}; };
  const Clinic::By keys[] = {acts.clinic.kiosk(), of(acts.clinic.enroll("Ana Lopez")),
                             of(acts.clinic.keys.clinic_key(keys::Role::archive)),
                             of(acts.clinic.keys.clinic_key(keys::Role::record)),
                             of(acts.clinic.keys.clinic_key(keys::Role::recovery))};
  int refused = 0;
  for (std::size_t i = 0; i < std::size(kMay); ++i) {
    const May& may = kMay[i];
    CAPTURE(may.role);
    const bool can[] = {acts.signs_head(keys[i]),   acts.signs_head_in_office(keys[i]),
                        acts.signs_record(keys[i]), acts.signs_addendum(keys[i]),
                        acts.seals_pdf(keys[i]),    acts.opens(keys[i])};
    CHECK(can[0] == may.sign_head);
    CHECK(can[1] == may.sign_head_in_office);
    CHECK(can[2] == may.sign_record);
    CHECK(can[3] == may.sign_addendum);
    CHECK(can[4] == may.seal_pdf);
    CHECK(can[5] == may.open);
    refused += static_cast<int>(std::count(std::begin(can), std::end(can), false));
  }
  support::measured("S-06",
                    fmt::format("5 roles x 6 acts: {} refused, {} allowed", refused, 30 - refused));
}

TEST_CASE("verify: a seal that was pasted from another PDF is found, also both ways round (S-03)") {
  const Acts acts;
  const auto archive = acts.clinic.keys.clinic_key(keys::Role::archive);
  const Clinic::By by{archive.key, archive.certificate};
  const std::string first = acts.sealed_pdf(samples::unfinished(), by);
  const std::string second = acts.sealed_pdf(samples::signed_full(), by);
  REQUIRE(acts.is_good("first.pdf", first));
  REQUIRE(acts.is_good("second.pdf", second));
  const auto from = exporting::find_seal(first, "first");
  const auto to = exporting::find_seal(second, "second");
  REQUIRE(from);
  REQUIRE(to);
  REQUIRE(from->end - from->begin == to->end - to->begin);
  std::string pasted = second;
  pasted.replace(to->begin, to->end - to->begin, first, from->begin, from->end - from->begin);
  CHECK_FALSE(acts.is_good("pasted.pdf", pasted));
  pasted = first;
  pasted.replace(from->begin, from->end - from->begin, second, to->begin, to->end - to->begin);
  CHECK_FALSE(acts.is_good("pasted.pdf", pasted));
}

TEST_CASE(
    "verify: a signature's strokes cannot be moved or exchanged in a signed record (S-03, S-12)") {
  const Acts acts;
  record::Record made = samples::signed_full();
  const std::string stored = canonical(record::to_json(made));
  const std::string message = crypto::sign_cms(stored, acts.clinic.ring.kiosk,
                                               acts.clinic.ring.kiosk_certificate, Clinic::now_s())
                                  .value();
  REQUIRE(acts.is_good("a.cms", message));
  const auto strokes = message.find("\"strokes\":[[[");
  REQUIRE(strokes != std::string::npos);
  int digits = 0;
  for (std::size_t at = strokes; at < strokes + 400; ++at) {
    if (message[at] < '0' || message[at] > '9') continue;
    ++digits;
    std::string moved = message;
    moved[at] = moved[at] == '9' ? '8' : static_cast<char>(moved[at] + 1);
    CHECK_FALSE(acts.is_good("a.cms", moved));
  }
  CHECK(digits > 50);
  support::measured("S-12",
                    fmt::format("{} digits of the strokes changed by one each: all found", digits));
}

}  // namespace
}  // namespace candor::office_tests
