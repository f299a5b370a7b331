#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <thread>
#include <vector>

#include "export/paper_trail.h"
#include "export/pdf.h"
#include "export/plain_words.h"
#include "export/sample_records.h"
#include "support/fakes.h"

using candor::Moment;
using namespace candor::exporting;
namespace record = candor::record;
namespace text = candor::text;
namespace visit = candor::visit;
using samples::PaperTrail;

namespace {

std::vector<record::Record> all_kinds() {
  return {samples::signed_full(), samples::signed_real(),      samples::declined(),
          samples::on_paper(),    samples::stopped_by_staff(), samples::unfinished(),
          samples::with_others(), samples::very_long()};
}

std::size_t position(const PaperTrail& trail, std::string words) {
  words.erase(std::remove(words.begin(), words.end(), ' '), words.end());
  return trail.body().find(words);
}

}  // namespace

TEST_CASE("export: every word of a record stands in its PDF, whatever its outcome (S-17)") {
  text::Fonts const fonts = samples::pinned_fonts();
  for (const record::Record& one : all_kinds()) {
    CAPTURE(one.id);
    const PaperTrail trail(one, fonts);
    for (const std::string& words : samples::words_of(one)) {
      CAPTURE(words);
      CHECK(trail.says(words));
    }
  }
}

TEST_CASE(
    "export: a record has the same PDF whatever was drawn before it, and on whichever thread") {
  const std::vector<record::Record> records = all_kinds();
  const auto bytes_of = [&records](std::size_t number, const text::Fonts& fonts) {
    const auto pdf = to_pdf(samples::exported(records[number]), fonts);
    return pdf ? *pdf : to_string(pdf.error());
  };
  // Each as the very first that its fonts draw.
  std::vector<std::string> alone;
  for (std::size_t number = 0; number < records.size(); ++number) {
    alone.push_back(bytes_of(number, samples::pinned_fonts()));
  }
  const auto font_list = candor::support::source_folder() / "assets" / "fonts" / "fonts.conf";
  std::array<std::vector<std::string>, 3> drawn;
  {
    std::vector<std::jthread> threads;
    threads.reserve(drawn.size());
    for (std::size_t thread = 0; thread < drawn.size(); ++thread) {
      threads.emplace_back([&, thread] {
        const auto fonts = text::Fonts::open(font_list, thread);
        for (std::size_t i = 0; fonts && i < 2 * records.size(); ++i) {
          drawn[thread].push_back(bytes_of((i * 3 + thread) % records.size(), *fonts));
        }
      });
    }
  }
  for (std::size_t thread = 0; thread < drawn.size(); ++thread) {
    REQUIRE(drawn[thread].size() == 2 * records.size());
    for (std::size_t i = 0; i < drawn[thread].size(); ++i) {
      CAPTURE(thread);
      CAPTURE(i);
      const bool same = drawn[thread][i] == alone[(i * 3 + thread) % records.size()];
      CHECK(same);
    }
  }
}

TEST_CASE(
    "export: a signature says who, when in which zone and in UTC, what it means and how (S-01, "
    "S-26)") {
  text::Fonts const fonts = samples::pinned_fonts();
  const PaperTrail trail(samples::with_others(), fonts);
  CHECK(trail.says("Representative: Tomás Núñez"));
  CHECK(trail.says("Printed name Tomás Núñez"));
  CHECK(trail.says("November 21, 2026, 8:43:00 AM, UTC-08:00 (America/Los_Angeles)"));
  CHECK(trail.says("2026-11-21 16:43:00 UTC"));
  CHECK(trail.says("What the signature means, as shown in Spanish (es):"));
  CHECK(trail.says("Elijo por Ana López-Núñez un examen de rodilla"));
  CHECK(trail.says("I choose for Ana López-Núñez a knee examination"));
  CHECK(trail.says("Relation son, power of attorney"));
  CHECK(trail.says("Drawn on the screen; pad 150.0 × 50.0 mm, 3 strokes, printed "));
  CHECK(trail.says("Witness: Maya Patel"));
  CHECK(trail.says("A mark made on the screen (not a written name)"));
  CHECK(trail.says("Role of the witness nurse"));
  CHECK(trail.says("Interpreter: Inés Castañeda"));
  CHECK(trail.says("Interpreter's ID ID 40-771"));
  CHECK(trail.says("Kind A relative or friend, 18 or older by their own word"));
  CHECK(trail.says("Why a relative No trained interpreter in time (agreed by Maya Patel (nurse))"));
  CHECK(trail.says("Present By phone"));
  CHECK(trail.says("A typed name (no drawing)"));
  CHECK(trail.says("Date of birth March 5, 1980 (1980-03-05)"));
}

TEST_CASE("export: the title says the outcome, and only a signed one is called a consent") {
  text::Fonts const fonts = samples::pinned_fonts();
  const auto begins = [&fonts](record::Record one, const std::string& title) {
    one.practice = false;
    one.practice_reasons.clear();
    PaperTrail const trail(one, fonts);
    CAPTURE(title);
    CHECK(position(trail, title) == 0);
    bool const consent = one.outcome == "signed";
    CHECK(trail.says("This is not a consent.") == !consent);
    for (int page = 1; page <= trail.page_count(); ++page) {
      bool const told = trail.page(page).find("Not a consent") != std::string::npos;
      CHECK(told == !consent);
    }
  };
  begins(samples::signed_full(), "Consent, signed");
  begins(samples::declined(), "Treatment declined. Not a consent");
  begins(samples::on_paper(), "Continued on paper. Not a consent");
  begins(samples::stopped_by_staff(), "Stopped by staff. Not a consent");
  begins(samples::unfinished(), "Not finished. Not a consent");
  record::Record strange = samples::unfinished();
  strange.outcome = "something-new";
  begins(strange, "Outcome: something-new. Not a consent");
}

TEST_CASE("export: who ended a visit and why stands in the first lines") {
  text::Fonts const fonts = samples::pinned_fonts();
  const PaperTrail declined(samples::declined(), fonts);
  CHECK(declined.says("Ana López-Núñez said: I do not want this treatment"));
  CHECK(declined.says("Ended by: the patient"));
  CHECK(declined.says("Reason: I want to try physiotherapy first"));
  CHECK(declined.says("Nobody signed."));
  const PaperTrail stopped(samples::stopped_by_staff(), fonts);
  CHECK(stopped.says("Maya Patel (nurse) stopped this visit"));
  CHECK(stopped.says("Reason: Too sleepy to decide today"));
  CHECK(stopped.says("Still open when the visit ended"));
  const PaperTrail unfinished(samples::unfinished(), fonts);
  CHECK(unfinished.says("Patient The patient (name not given)"));
  CHECK(unfinished.says("Date of birth not given"));
  CHECK(unfinished.says("No statement was reached."));
  record::Record silent = samples::declined();
  silent.outcome_reason.clear();
  CHECK(PaperTrail(silent, fonts).says("Reason: none was given"));
}

TEST_CASE("export: a signature in a visit that was declined afterwards consents to nothing") {
  text::Fonts const fonts = samples::pinned_fonts();
  record::Record one = samples::declined();
  one.signatures = samples::signed_full().signatures;
  const PaperTrail trail(one, fonts);
  CHECK(trail.says("This signature alone consents to nothing."));
  CHECK(position(trail, "This is not a consent.") < position(trail, "Patient: Ana López-Núñez"));
}

TEST_CASE("export: practice is said on every page, and a real record never says it") {
  text::Fonts const fonts = samples::pinned_fonts();
  for (const record::Record& one : all_kinds()) {
    CAPTURE(one.id);
    const PaperTrail trail(one, fonts);
    const int pages = trail.page_count();
    REQUIRE(pages >= 1);
    for (int page = 1; page <= pages; ++page) {
      CAPTURE(page);
      const bool told = trail.page(page).find("Practice, not a consent") != std::string::npos;
      CHECK(told == one.practice);
    }
  }
}

TEST_CASE("export: every page names the clinic, the patient, the record, its proof and its place") {
  text::Fonts const fonts = samples::pinned_fonts();
  record::Record const one = samples::very_long();
  const PaperTrail trail(one, fonts);
  const int pages = trail.page_count();
  CHECK(pages > 10);
  for (int page = 1; page <= pages; ++page) {
    CAPTURE(page);
    std::string const words = trail.page(page);
    for (const std::string& part :
         {std::string("Riverside Clinic"), std::string("Ana López-Núñez · born 1980-03-05"), one.id,
          "proof code " + record::proof_code(samples::chain()), "Chain " + samples::chain(),
          fmt::format("Page {} of {}", page, pages)}) {
      CAPTURE(part);
      CHECK(words.find(part) != std::string::npos);
    }
  }
}

TEST_CASE("export: every reply is there in order with its time and language, a no like a yes") {
  text::Fonts const fonts = samples::pinned_fonts();
  const PaperTrail trail(samples::with_others(), fonts);
  CHECK(
      trail.says("2026-11-21 08:38:00 UTC-08:00 Has a question “I have a question” in English "
                 "(en); later changed "
                 "2026-11-21 08:42:05 UTC-08:00 Yes “Lo haré” in Spanish (es); this one stands"));
  CHECK(trail.says("2026-11-21 08:39:00 UTC-08:00 No “No estoy de acuerdo” in Spanish (es)"));
  CHECK(trail.says("Statement 2 · optional"));
  record::Record unanswered = samples::signed_full();
  unanswered.statements[1].replies.clear();
  CHECK(PaperTrail(unanswered, fonts).says("without my name. Not answered"));
}

TEST_CASE("export: the ledger's signed head and its code stand on one page") {
  text::Fonts const fonts = samples::pinned_fonts();
  int pages = 0;
  for (int more = 0; more < 20; ++more) {
    CAPTURE(more);
    ExportedRecord exported = samples::exported(samples::signed_real());
    // Longer and longer records, so that the head comes to every height of a page.
    for (int line = 0; line < 2 * more; ++line) {
      exported.record.clinic_values.emplace_back("more_" + std::to_string(line), "1");
    }
    exported.head = "candor-head-1 " + std::string(32, '7') + " 1234 " + samples::chain() + " " +
                    std::string(56, 'a') + " " + std::string(144, 'b');
    const PaperTrail trail(exported, fonts);
    pages = std::max(pages, trail.page_count());
    for (int page = 1; page <= trail.page_count(); ++page) {
      if (trail.page(page).find("candor-head-1") == std::string::npos) continue;
      const std::string pictures =
          candor::support::run(fmt::format("pdfimages -list -f {0} -l {0} {1} | grep -c stencil",
                                           page, trail.path()))
              .output;
      CHECK(pictures == "1\n");
    }
  }
  CHECK(pages > PaperTrail(samples::signed_real(), fonts).page_count());
}

TEST_CASE(
    "export: what was on the screen says when and how wherever that changed, and only there") {
  text::Fonts const fonts = samples::pinned_fonts();
  record::Record one = samples::signed_full();
  REQUIRE(one.shown.size() == 3);
  const PaperTrail trail(one, fonts);
  // Two blocks came together, the third on the next page.
  CHECK(
      trail.says("Page what-it-is, shown for at least 15 s from 2026-11-21 08:31:00 UTC-08:00 · "
                 "English (en), medium text, paper theme"));
  CHECK(trail.count("08:31:00 · 15 s") == 1);
  CHECK(trail.count("08:34:00 · 18 s") == 1);
  CHECK(trail.count("English (en), medium text, paper theme") == 2);  // here, and where it began
  one.shown[1].visible_ms = 3'000;
  one.shown[2].size = "large";
  const PaperTrail changed(one, fonts);
  CHECK(changed.count("08:31:00 · 15 s") == 1);
  CHECK(changed.count("08:31:00 · 3 s") == 1);
  CHECK(changed.says("from 2026-11-21 08:34:00 UTC-08:00 · English (en), large text, paper theme"));
}

TEST_CASE("export: a statement's words that were on the screen stand once, other words always") {
  text::Fonts const fonts = samples::pinned_fonts();
  record::Record one = samples::signed_full();
  record::Statement& second = one.statements.at(1);
  second.language = "en";
  record::Shown shown = one.shown.front();
  shown.page = second.page;
  shown.block = second.block;
  shown.text = second.fact.empty() ? second.statement : second.fact + "\n" + second.statement;
  one.shown.push_back(shown);
  const int before = PaperTrail(samples::signed_full(), fonts).count(second.statement);
  const PaperTrail same(one, fonts);
  CHECK(same.says("Statement 2, whose words stand above"));
  CHECK(same.count(second.statement) == before);
  one.shown.back().text += " Or so.";
  const PaperTrail other(one, fonts);
  CHECK_FALSE(other.says("whose words stand above"));
  CHECK(other.says(second.statement + " Or so."));
}

TEST_CASE("export: a statement shown in another language has the source beside it") {
  text::Fonts const fonts = samples::pinned_fonts();
  record::Record const one = samples::with_others();
  const PaperTrail trail(one, fonts);
  for (const record::Statement& statement : one.statements) {
    CHECK(trail.says(statement.fact));
    CHECK(trail.says(statement.source_fact));
    CHECK(trail.says(statement.statement));
    CHECK(trail.says(statement.source_statement));
  }
  CHECK(trail.says("As shown, Spanish (es) Source, English (en)"));
  CHECK_FALSE(PaperTrail(samples::signed_full(), fonts).says("Source, English (en)"));
}

TEST_CASE("export: flags say what was said, by whom and when") {
  text::Fonts const fonts = samples::pinned_fonts();
  const PaperTrail trail(samples::signed_full(), fonts);
  CHECK(trail.says("1. Question about driving"));
  CHECK(trail.says("Resolved by Maya Patel (nurse), 2026-11-21 08:41:45 UTC-08:00"));
  CHECK(trail.says("“Explained that the numbness can last 12 hours”"));
  CHECK(trail.says("Withdrawn by the patient, 2026-11-21 08:41:45 UTC-08:00"));
}

TEST_CASE("export: all answers stand in order, misses and private ones included (S-15)") {
  text::Fonts const fonts = samples::pinned_fonts();
  const PaperTrail trail(samples::signed_full(), fonts);
  CHECK(position(trail, "On the same evening") < position(trail, "The next day"));
  CHECK(trail.says("Check of our explanation: not yet right, explained again"));
  CHECK(trail.says("Check of our explanation: right"));
  CHECK(trail.says("Do you take a blood thinner?"));
  CHECK(trail.says("Screening · private Yes, every day"));
  CHECK(trail.says("Who drives you home? Tomás Núñez"));
}

TEST_CASE("export: what is missing is said, not left out") {
  text::Fonts const fonts = samples::pinned_fonts();
  const PaperTrail trail(samples::signed_full(), fonts);
  CHECK(trail.says("Talk with clinician: not yet recorded"));
  CHECK(trail.says("Waiting for the clinician's talk with the patient; a copy for the patient"));
  CHECK(trail.says("clinic.ride_rule (not set)"));
  CHECK(trail.says("knee-camera, version 1.4.0, not approved"));
  const PaperTrail unchecked(samples::unfinished(), fonts);
  CHECK(unchecked.says("Identity checked not by staff"));
  CHECK(unchecked.says("Nothing was recorded about a ride home."));
  CHECK(unchecked.says("No page was shown."));
  const auto before_ledger = to_pdf({samples::signed_full(), {}, {}, {}, {}}, fonts);
  REQUIRE(before_ledger);
  CHECK(PaperTrail(*before_ledger).says("Proof code not in a ledger yet"));
}

TEST_CASE(
    "export: times carry their own zone, on both sides of a clock change and far away (S-26)") {
  text::Fonts const fonts = samples::pinned_fonts();
  record::Record one = samples::signed_full();
  // 2026-11-01 01:59:30 PDT, and 40 s later 01:00:10 PST.
  one.started = {1'793'523'570'000, 1, -420, "America/Los_Angeles"};
  one.ended = {1'793'523'610'000, 2, -480, "America/Los_Angeles"};
  one.signatures[0].at = {1'793'523'610'000, 2, 345, "Asia/Kathmandu"};
  const PaperTrail trail(one, fonts);
  CHECK(trail.says("Visit began November 1, 2026, 1:59:30 AM, UTC-07:00 (America/Los_Angeles)"));
  CHECK(trail.says("Visit ended November 1, 2026, 1:00:10 AM, UTC-08:00 (America/Los_Angeles)"));
  CHECK(trail.says("2:45:10 PM, UTC+05:45 (Asia/Kathmandu) 2026-11-01 09:00:10 UTC"));
}

TEST_CASE("export: the pen goes through every stored point at its true relative place") {
  text::Fonts const fonts = samples::pinned_fonts();
  record::Record const one = samples::with_others();
  const PaperTrail trail(one, fonts);
  const auto drawn = trail.strokes();
  std::vector<visit::Stroke> stored;
  for (const record::Signature& signature : one.signatures) {
    stored.insert(stored.end(), signature.strokes.begin(), signature.strokes.end());
  }
  REQUIRE(drawn.size() == stored.size());
  // 150 × 50 mm do not fit the box of 340 × 110 points: both are printed at the same scale.
  const double scale = 110.0 / (50'000.0 * 72.0 / 25'400.0);
  const double micrometre = scale * 72.0 / 25'400.0;
  for (std::size_t s = 0; s < stored.size(); ++s) {
    CAPTURE(s);
    // A dot is drawn as a line to itself.
    std::size_t const expected = stored[s].size() == 1 ? 2 : stored[s].size();
    REQUIRE(drawn[s].size() == expected);
    for (std::size_t p = 0; p < stored[s].size(); ++p) {
      // Against the first stroke of the same signature (three strokes each).
      std::size_t const first = s - s % 3;
      const double dx = (stored[s][p].x_um - stored[first][0].x_um) * micrometre;
      const double dy = (stored[s][p].y_um - stored[first][0].y_um) * micrometre;
      CHECK(std::abs(drawn[s][p].x - drawn[first][0].x - dx) < 0.005);
      CHECK(std::abs(drawn[s][p].y - drawn[first][0].y - dy) < 0.005);
    }
  }
}

TEST_CASE("export: strokes beyond the pad are printed too") {
  text::Fonts const fonts = samples::pinned_fonts();
  record::Record one = samples::signed_full();
  one.signatures[0].pad_width_um = 0;
  one.signatures[0].pad_height_um = 0;
  one.signatures[0].strokes = {{{-2'000'000'000, 5, 0}, {2'000'000'000, 2'000'000'000, 1}}, {}};
  const PaperTrail trail(one, fonts);
  const auto drawn = trail.strokes();
  REQUIRE(drawn.size() == 1);
  for (const auto& point : drawn[0]) {
    CHECK(point.x >= 0.0);
    CHECK(point.x <= 612.0);
    CHECK(point.y >= 0.0);
    CHECK(point.y <= 792.0);
  }
}

TEST_CASE("export: the same record gives the same bytes") {
  text::Fonts const fonts = samples::pinned_fonts();
  text::Fonts const others = samples::pinned_fonts();
  for (const record::Record& one : all_kinds()) {
    const auto first = to_pdf(samples::exported(one), fonts);
    const auto second = to_pdf(samples::exported(one), fonts);
    const auto third = to_pdf(samples::exported(one), others);
    REQUIRE(first);
    CHECK(*first == *second);
    CHECK(*first == *third);
  }
  record::Record changed = samples::signed_full();
  const auto before = to_pdf(samples::exported(changed), fonts);
  changed.statements[0].replies[0].at.utc_ms += 1'000;
  CHECK(*before != *to_pdf(samples::exported(changed), fonts));
}

TEST_CASE("export: the file is sound, tagged and carries its fonts") {
  text::Fonts const fonts = samples::pinned_fonts();
  for (const record::Record& one : all_kinds()) {
    const PaperTrail trail(one, fonts);
    const auto checked = candor::support::run("qpdf --check " + trail.path() + " 2>&1");
    CAPTURE(checked.output);
    CHECK(checked.exit_code == 0);
    const auto embedded =
        candor::support::run("pdffonts " + trail.path() + " | tail -n +3 | grep -cv 'yes yes yes'");
    CHECK(embedded.output == "0\n");
    std::string const about = candor::support::run("pdfinfo " + trail.path()).output;
    CHECK(about.find("Tagged:          yes") != std::string::npos);
    CHECK(about.find("612 x 792") != std::string::npos);
    // Neither title nor file name tells who the patient is.
    CHECK(about.find("Ana") == std::string::npos);
  }
}

TEST_CASE("export: a character without a glyph is counted and said, not dropped in silence") {
  text::Fonts const fonts = samples::pinned_fonts();
  record::Record one = samples::signed_full();
  one.outcome_reason = "so \U000F1234\U000F1235 it is";
  CHECK(PaperTrail(one, fonts).says("2 characters of this record cannot be drawn"));
  CHECK_FALSE(PaperTrail(samples::signed_full(), fonts).says("of this record cannot be drawn"));
}

TEST_CASE("export: a file name tells date, outcome and record, and no more") {
  CHECK(file_stem(samples::signed_full()) == "2026-11-21_signed_7f3a90c2");
  CHECK(file_stem(samples::stopped_by_staff()) == "2026-11-21_stopped-by-staff_22d1d2d3");
  record::Record odd = samples::declined();
  odd.id = "../../etc/passwd";
  odd.outcome = "de/cl ined\n";
  CHECK(file_stem(odd) == "2026-11-21_declined_etcpassw");
  // The local day counts: late evening in Los Angeles is the next day in UTC.
  odd.ended.utc_ms += 14LL * 3'600'000;
  CHECK(file_stem(odd).substr(0, 10) == "2026-11-21");
}

namespace {

record::Addendum addendum(const std::string& kind, int minute, const std::string& said) {
  return {
      std::string(32, '5'), kind, samples::signed_full().id, std::string(64, 'b'), "Dr. Ada Okafor",
      "clinician",          said, samples::at(minute)};
}

}  // namespace

TEST_CASE("export: a withdrawal stands first on the first page, and on every page") {
  text::Fonts const fonts = samples::pinned_fonts();
  for (const bool practice : {false, true}) {
    ExportedRecord exported = samples::exported(samples::signed_real());
    exported.record.practice = practice;
    exported.addenda = {addendum("withdrawn", 900, "I changed my mind.")};
    const PaperTrail trail(exported, fonts);
    CHECK(position(trail, "Withdrawn. No consent any more") == 0);
    CHECK(trail.says("The decision below was taken back on November 21, 2026, 11:30:00 PM"));
    CHECK(trail.says("Recorded by Dr. Ada Okafor (clinician) What was said: “I changed my mind.”"));
    for (int page = 1; page <= trail.page_count(); ++page) {
      CHECK(trail.page(page).find("Withdrawn.") != std::string::npos);
    }
    CHECK(candor::support::run("pdfinfo " + trail.path()).output.find("Withdrawn") !=
          std::string::npos);
  }
  CHECK_FALSE(PaperTrail(samples::signed_real(), fonts).says("Withdrawn. No consent"));
}

TEST_CASE("export: the talk is not yet recorded until an addendum says so, and then by whom") {
  text::Fonts const fonts = samples::pinned_fonts();
  ExportedRecord exported = samples::exported(samples::signed_real());
  exported.addenda = {addendum("clinician", 60, "Talked about risks and other choices."),
                      addendum("copy-given", 61, "")};
  const PaperTrail trail(exported, fonts);
  CHECK_FALSE(trail.says("not yet recorded"));
  CHECK(trail.says(
      "Talk with clinician: recorded by Dr. Ada Okafor (clinician), 2026-11-21 09:30:00"));
  CHECK(trail.says("Waiting for nothing"));
  CHECK(trail.says("“Talked about risks and other choices.”"));
  CHECK(trail.says("The patient was given a copy By Dr. Ada Okafor (clinician)"));
  CHECK(trail.says("SHA-256 " + std::string(64, 'b')));
}

TEST_CASE("export: a correction is told beside the outcome, an unknown addendum is not left out") {
  text::Fonts const fonts = samples::pinned_fonts();
  ExportedRecord exported = samples::exported(samples::signed_real());
  exported.addenda = {addendum("corrected", 60, "It is the right knee."),
                      addendum("seen-by-the-lab", 61, "Fine.")};
  const PaperTrail trail(exported, fonts);
  CHECK(trail.page(1).find("It is the right knee.") != std::string::npos);
  CHECK(trail.says("Addendum: seen-by-the-lab"));
  CHECK(trail.says("“Fine.”"));
  CHECK(PaperTrail(samples::signed_real(), fonts).says("The ledger holds none for this record."));
}

TEST_CASE("export: without the office's ledger no paper claims to know what was added there") {
  text::Fonts const fonts = samples::pinned_fonts();
  ExportedRecord exported = samples::exported(samples::signed_real());
  exported.office_ledger = OfficeLedger::not_beside;
  for (const bool has_addendum : {false, true}) {
    if (has_addendum) exported.addenda = {addendum("corrected", 60, "It is the right knee.")};
    const PaperTrail trail(exported, fonts);
    CHECK(trail.says("No office ledger (office.sqlite) lay beside the ledger"));
    CHECK_FALSE(trail.says("The ledger holds none for this record."));
    CHECK(trail.says("The kiosk's own ledger holds none for this record.") != has_addendum);
  }
}

TEST_CASE("export: a paper says where the content with pictures and layout is") {
  text::Fonts const fonts = samples::pinned_fonts();
  ExportedRecord exported = samples::exported(samples::signed_real());
  const std::string digest = exported.record.pack_digest;
  CHECK(PaperTrail(exported, fonts).says("content with the digest " + digest + ". The command"));
  exported.pack_entry = 12;
  CHECK(
      PaperTrail(exported, fonts)
          .says("with the digest " + digest + ", which entry 12 of the ledger holds. The command"));
}

TEST_CASE("export: the ledger's signed head stands on the last page, as words and as a code") {
  text::Fonts const fonts = samples::pinned_fonts();
  ExportedRecord exported = samples::exported(samples::signed_real());
  exported.head = "candor-head-1 " + std::string(32, '7') + " 1234 " + samples::chain() + " " +
                  std::string(64, 'c') + " " + std::string(142, 'd');
  const PaperTrail trail(exported, fonts);
  CHECK(trail.says(exported.head));
  const std::string last = std::to_string(trail.page_count());
  const auto scanned = candor::support::run(
      fmt::format("cd $(dirname {0}) && pdftoppm -r 200 -f {1} -l {1} -png {0} page && "
                  "zbarimg -q --raw page*.png",
                  trail.path(), last));
  CHECK(scanned.output == exported.head + "\n");
}

TEST_CASE("export: what was set before for another record changes nothing in this one") {
  text::Fonts const used = samples::pinned_fonts();
  for (const record::Record& one : all_kinds()) {
    REQUIRE(to_pdf(samples::exported(one), used));
  }
  for (const record::Record& one : all_kinds()) {
    text::Fonts const fresh = samples::pinned_fonts();
    CHECK(*to_pdf(samples::exported(one), used) == *to_pdf(samples::exported(one), fresh));
  }
}
