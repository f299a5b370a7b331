#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "export/paper_trail.h"
#include "export/pdf.h"
#include "export/sample_records.h"

using namespace candor::exporting;
namespace record = candor::record;
namespace text = candor::text;
namespace visit = candor::visit;
using samples::PaperTrail;

namespace {

/// Records of every shape, the same for the same seed.
class Maker {
 public:
  explicit Maker(std::uint64_t seed) : m_random(seed) {}

  record::Record make() {
    record::Record one = samples::signed_full();
    one.outcome = pick({"signed", "declined", "on-paper", "stopped-by-staff", "unfinished"});
    if (one.outcome != "signed") one.valid_until.clear();
    one.practice = chance(2);
    one.outcome_reason = chance(2) ? sentence() : "";
    one.outcome_by = chance(2) ? name() : "";
    one.patient.name = chance(8) ? "" : name();
    one.patient.checked_by = chance(2) ? name() : "";
    one.at_screen = pick({"patient", "parent", "representative", "helper"});
    one.representative_name = chance(2) ? name() : "";
    one.scope = sentence();
    one.answers.clear();
    for (int i = count(12); i > 0; --i) one.answers.push_back(answer());
    one.statements.clear();
    for (int i = count(9); i > 0; --i) one.statements.push_back(statement());
    one.flags.clear();
    for (int i = count(5); i > 0; --i) one.flags.push_back(flag(i));
    one.shown.clear();
    for (int i = count(20); i > 0; --i) one.shown.push_back(shown(i));
    one.listened.clear();
    for (int i = count(6); i > 0; --i) one.listened.push_back(listened(i));
    one.replays.clear();
    for (int i = count(4); i > 0; --i) {
      one.replays.push_back(
          {"page-1", "block-" + std::to_string(i), pick({"shown", "heard"}), language(), moment()});
    }
    one.signatures.clear();
    for (int i = count(4); i > 0; --i) one.signatures.push_back(signature());
    if (chance(3)) one.ride.reset();
    return one;
  }

 private:
  int count(std::uint32_t below) { return static_cast<int>(m_random.below(below)); }

  bool chance(std::uint32_t one_of) { return m_random.below(one_of) == 0; }

  std::string pick(const std::vector<std::string>& from) {
    return from[m_random.below(static_cast<std::uint32_t>(from.size()))];
  }

  std::string name() {
    std::string const whole = pick({"Zoë", "Nguyễn Thị", "Łukasz", "Иван", "Γιώργος", "Seán", "Ngô",
                                    "J.", "Ærøskøbing", "Bartholomew-Maximilian"}) +
                              " " +
                              pick({"O’Connor-Smith", "Ánh", "Żółkiewski", "Петров", "Δημητρίου",
                                    "Ó Briain", "de la Cruz y Muñoz", "Šimůnek", "van 't Hoff"});
    return chance(12) ? whole + whole + whole + whole + whole + whole : whole;
  }

  /// Sometimes over several pages.
  std::string sentence() { return sentence(chance(6) ? 300 : 24); }

  /// For rows with columns: across a page they cannot be read in the order of drawing.
  std::string short_sentence() { return sentence(12); }

  std::string sentence(std::uint32_t most) {
    std::string words;
    for (int i = 2 + count(most); i > 0; --i) {
      words +=
          pick({"office", "fi", "I", "don’t", "know", "12:30", "50 %", "->", "mañana", "“quoted”",
                "(see", "below)", "und", "größer", "≤", "…", "e-mail@x.example", "A—B"});
      words += i > 1 ? (chance(30) ? "\n" : " ") : ".";
    }
    return words;
  }

  candor::Moment moment() {
    candor::Moment when = samples::at(count(600), count(60));
    when.offset_minutes = chance(2) ? -480 : 330;
    return when;
  }

  std::string language() { return pick({"en", "es", "vi", "en-US"}); }

  record::Answer answer() {
    record::Answer one;
    one.kind = pick({"check", "choice", "field"});
    one.page = "page";
    one.block = "block";
    one.question = sentence();
    for (int i = count(3); i > 0; --i) one.answers.push_back(sentence());
    if (one.kind == "check") one.correct = chance(2);
    one.is_private = chance(3);
    one.language = language();
    one.at = moment();
    return one;
  }

  record::Statement statement() {
    record::Statement one;
    one.page = "page";
    one.block = "block";
    one.required = chance(2);
    one.fact = short_sentence();
    one.statement = short_sentence();
    one.source_fact = short_sentence();
    one.source_statement = short_sentence();
    for (int i = count(4); i > 0; --i) {
      one.replies.push_back({pick({"yes", "no", "question", "not-applicable"}), short_sentence(),
                             language(), moment()});
    }
    return one;
  }

  record::Flag flag(int number) {
    record::Flag one;
    one.number = number;
    one.cause = "question";
    one.page = "page";
    one.urgency = pick({"routine", "soon", "now"});
    one.reason = sentence();
    one.raised_at = moment();
    one.state = pick({"open", "resolved", "withdrawn"});
    if (one.state != "open") {
      one.closed_at = moment();
      one.closed_by = name();
      one.said = sentence();
    }
    return one;
  }

  record::Shown shown(int number) {
    record::Shown one;
    one.page = "page-" + std::to_string(number / 3);
    one.block = "block-" + std::to_string(number);
    one.language = language();
    one.size = "large";
    one.theme = "black";
    one.digest = std::string(60, 'a') + std::to_string(1000 + number);
    one.text = sentence();
    one.first_at = moment();
    one.visible_ms = count(100'000);
    return one;
  }

  record::Listened listened(int number) {
    record::Listened one;
    one.page = "page-" + std::to_string(number / 3);
    one.block = "block-" + std::to_string(number);
    one.language = language();
    one.digest = std::string(60, 'a') + std::to_string(1000 + number);
    one.speed = 50 + count(150);
    one.of = 1 + count(9);
    one.sentences = count(10);
    one.first_at = moment();
    one.heard_ms = count(100'000);
    return one;
  }

  record::Signature signature() {
    record::Signature one;
    one.role = pick({"patient", "representative", "witness", "interpreter"});
    one.name = name();
    one.meaning = sentence();
    one.source_meaning = one.meaning;
    one.language = language();
    one.how = pick({"drawn", "mark", "typed", "confirmed"});
    one.at = moment();
    one.pad_width_um = 40'000 + count(250'000);
    one.pad_height_um = 20'000 + count(100'000);
    if (one.how == "typed" || one.how == "confirmed") return one;
    for (int i = 1 + count(5); i > 0; --i) {
      visit::Stroke stroke;
      for (int p = 1 + count(80); p > 0; --p) {
        stroke.push_back({count(static_cast<std::uint32_t>(one.pad_width_um)),
                          count(static_cast<std::uint32_t>(one.pad_height_um)), p});
      }
      one.strokes.push_back(stroke);
    }
    return one;
  }

  candor::support::SeededRandom m_random;
};

std::size_t point_count(const record::Record& one) {
  std::size_t points = 0;
  for (const record::Signature& signature : one.signatures) {
    for (const visit::Stroke& stroke : signature.strokes) {
      points += stroke.size() == 1 ? 2 : stroke.size();
    }
  }
  return points;
}

}  // namespace

TEST_CASE("export: whatever a record holds, its PDF says it all and draws every point") {
  text::Fonts const fonts = samples::pinned_fonts();
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    CAPTURE(seed);
    record::Record const one = Maker(seed).make();
    const PaperTrail trail(one, fonts);
    for (const std::string& words : samples::words_of(one)) {
      CAPTURE(words);
      CHECK(trail.says(words));
    }
    std::size_t drawn = 0;
    for (const auto& stroke : trail.strokes()) drawn += stroke.size();
    CHECK(drawn == point_count(one));
    CHECK(trail.page_count() >= 1);
    const auto again = to_pdf(samples::exported(one), fonts);
    REQUIRE(again);
    CHECK(*again == trail.bytes());
  }
}

TEST_CASE("export: odd characters in a record break nothing") {
  text::Fonts const fonts = samples::pinned_fonts();
  record::Record one = samples::signed_full();
  std::string const odd =
      std::string("a\x01\x02") + '\0' + "b\xC3\x28\r\n\t‮reversed‬\u2028c\uFFFFd";
  one.patient.name = odd;
  one.outcome_reason = odd;
  one.statements[0].statement = odd;
  one.signatures[0].name = odd;
  one.clinic = std::string(900, 'n') + odd;
  one.patient.birth = {2020, 99, 99};
  one.shown[0].text = std::string(20'000, '\n') + "end";
  // Such a record is in no ledger: its stored form cannot be written.
  const auto bytes = to_pdf({one, {}, {}, samples::chain(), {}}, fonts);
  REQUIRE(bytes);
  const PaperTrail trail(*bytes);
  CHECK(trail.says("end"));
  CHECK(candor::support::run("qpdf --check " + trail.path() + " 2>&1").exit_code == 0);
}
