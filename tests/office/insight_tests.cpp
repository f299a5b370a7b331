// What the clinic learns from many visits, and that nobody can be picked out of it.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/file.h"
#include "export/sample_records.h"
#include "office/insight.h"
#include "office/insight_pdf.h"
#include "support/fakes.h"

namespace candor::office_tests {
namespace {

namespace samples = exporting::samples;
using office::Count;
using office::facts_of;
using office::Insight;
using office::insight_of;
using office::PlaceInsight;
using office::VisitFacts;

const std::string kSecret = "Zsofia Planted 1980-03-05 +1-555-0199 because of my sister";

/// A visit of two blocks, a check and a statement, with a person's words wherever a record can hold
/// them.
record::Record visit(int seconds) {
  record::Record made;
  made.id = kSecret;
  made.visit = kSecret;
  made.pack = "tea";
  made.pack_version = "1.2.0";
  made.practice = false;
  made.outcome = "signed";
  made.outcome_reason = kSecret;
  made.outcome_by = kSecret;
  made.clinic = kSecret;
  made.patient.name = kSecret;
  made.patient.birth = {1980, 3, 5};
  made.representative_name = kSecret;
  const Moment at = samples::at(0);
  record::Shown intro{"about", "intro", "en", "medium", "paper", "d", kSecret, at, 0};
  intro.visible_ms = seconds * 1000;
  made.shown.push_back(intro);
  record::Shown statement = intro;
  statement.page = "decide";
  statement.block = "stop";
  statement.visible_ms = 4000;
  statement.first_at = samples::at(1);
  made.shown.push_back(statement);
  record::Answer check;
  check.kind = "check";
  check.page = "about";
  check.block = "check";
  check.question = kSecret;
  check.answers = {kSecret};
  check.correct = true;
  check.at = samples::at(0, 30);
  made.answers.push_back(check);
  record::Answer field;
  field.kind = "field";
  field.page = "about";
  field.block = "ride";
  field.field = "phone";
  field.answers = {kSecret};
  field.at = samples::at(0, 40);
  made.answers.push_back(field);
  record::Statement stop;
  stop.page = "decide";
  stop.block = "stop";
  stop.statement = kSecret;
  stop.replies.push_back({"yes", kSecret, "en", samples::at(2)});
  made.statements.push_back(stop);
  return made;
}

std::vector<record::Record> visits(int count) {
  std::vector<record::Record> all;
  all.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) all.push_back(visit(i + 1));
  return all;
}

Insight told(const std::vector<record::Record>& records, const std::string& version = "") {
  std::vector<VisitFacts> facts;
  facts.reserve(records.size());
  for (const record::Record& each : records) facts.push_back(facts_of(each));
  return insight_of(facts, version);
}

const PlaceInsight& at(const Insight& insight, const std::string& page, const std::string& block) {
  REQUIRE(insight.packs.size() == 1);
  for (const auto* list : {&insight.packs[0].blocks, &insight.packs[0].pages}) {
    for (const PlaceInsight& one : *list) {
      if (one.place.page == page && one.place.block == block) return one;
    }
  }
  FAIL("there is no " << page << "/" << block);
  return insight.packs[0].blocks[0];
}

TEST_CASE("insight: of 20 visits nothing is told, of 21 something is") {
  const Insight few = told(visits(20));
  CHECK(few.packs.empty());
  REQUIRE(few.too_few.size() == 1);
  CHECK(few.too_few[0].pack == "tea");
  const Insight enough = told(visits(21));
  REQUIRE(enough.packs.size() == 1);
  CHECK(enough.packs[0].visits == 21);
  CHECK(enough.too_few.empty());
}

TEST_CASE("insight: practice stands apart from real visits, and each version from the others") {
  std::vector<record::Record> all = visits(20);
  std::vector<record::Record> practice = visits(20);
  for (record::Record& each : practice) each.practice = true;
  all.insert(all.end(), practice.begin(), practice.end());
  std::vector<record::Record> later = visits(20);
  for (record::Record& each : later) each.pack_version = "1.10.0";
  all.insert(all.end(), later.begin(), later.end());
  // Sixty visits, and of none of the three kinds enough.
  CHECK(told(all).packs.empty());
  CHECK(told(all).too_few.size() == 3);
  record::Record last = visit(5);
  last.pack_version = "1.10.0";
  all.push_back(last);
  for (const record::Record& each : visits(1)) all.push_back(each);
  const Insight both = told(all);
  REQUIRE(both.packs.size() == 2);
  CHECK(both.packs[0].version == "1.10.0");  // newer than 1.2.0, as numbers and not as letters
  CHECK(both.packs[1].version == "1.2.0");
  CHECK(both.packs[1].visits == 21);
  CHECK(told(all, "newest").packs.size() == 1);
  CHECK(told(all, "newest").packs[0].version == "1.10.0");
  CHECK(told(all, "1.2.0").packs[0].version == "1.2.0");
  CHECK(told(all, "9.9.9").packs.empty());
}

TEST_CASE("insight: the time on the glass is the median and the quarters") {
  const Insight insight = told(visits(23));
  const PlaceInsight& intro = at(insight, "about", "intro");
  REQUIRE(intro.time);
  CHECK(intro.time->lower == 6);
  CHECK(intro.time->median == 12);
  CHECK(intro.time->upper == 18);
  CHECK(intro.seen == Count(23, 23));
  // A block that was shown in two languages or sizes was read that long in all.
  std::vector<record::Record> twice = visits(23);
  for (record::Record& each : twice) {
    each.shown.push_back(each.shown[0]);
    each.shown.back().language = "es";
  }
  CHECK(at(told(twice), "about", "intro").time->median == 24);
  // Of a few visits no time is told: it would be that of a person.
  std::vector<record::Record> rare = visits(23);
  for (std::size_t i = 4; i < rare.size(); ++i) rare[i].shown.erase(rare[i].shown.begin());
  CHECK_FALSE(at(told(rare), "about", "intro").time);
  CHECK(at(told(rare), "about", "intro").seen.words() == "fewer than 5");
}

TEST_CASE("insight: one to four are never told, nor who is left when all but a few are counted") {
  CHECK(Count(0, 21).words() == "0");
  for (int i = 1; i < 5; ++i) {
    CHECK(Count(i, 21).words() == "fewer than 5");
    CHECK(Count(i, 21) == Count(1, 21));
    CHECK(Count(21 - i, 21).words() == "all but fewer than 5");
    CHECK(Count(21 - i, 21) == Count(20, 21));
  }
  CHECK(Count(5, 21).words() == "5");
  CHECK(Count(16, 21).words() == "16");
  CHECK(Count(21, 21).words() == "21");
  // 59 and 58 of 64 who saw two pages in a row would tell of the one who stopped between them.
  CHECK(Count::about(59, 64).words() == "about 55");
  CHECK(Count::about(58, 64) == Count::about(59, 64));
  CHECK(Count::about(63, 64).words() == "about 60");
  CHECK(Count::about(64, 64).words() == "64");
  CHECK(Count::about(3, 64).words() == "fewer than 5");
  CHECK(Count::about(0, 64).words() == "0");
}

TEST_CASE("insight: misses, questions, noes and what does not apply stand at their place") {
  std::vector<record::Record> all = visits(30);
  for (std::size_t i = 0; i < all.size(); ++i) {
    record::Record& each = all[i];
    if (i < 7) {
      record::Answer miss = each.answers[0];
      miss.correct = false;
      each.answers.insert(each.answers.begin(), miss);
      each.answers.insert(each.answers.begin(), miss);  // twice wrong is one visit all the same
    }
    if (i >= 10 && i < 16) {
      each.statements[0].replies.insert(each.statements[0].replies.begin(),
                                        {"no", kSecret, "en", samples::at(1)});
    }
    if (i >= 20 && i < 25) each.statements[0].replies[0].reply = "not-applicable";
    if (i >= 12 && i < 20) {
      record::Flag question;
      question.cause = "question";
      question.page = "about";
      question.block = "intro";
      question.reason = kSecret;
      question.said = kSecret;
      each.flags.push_back(question);
    }
    if (i >= 3 && i < 12) {
      each.replays.push_back({"about", "intro", i < 6 ? "heard" : "shown", "en", samples::at(1)});
      each.replays.push_back(each.replays.back());  // twice in one visit is one visit
    }
    if (i == 0) {
      record::Flag mood = {};
      mood.cause = "choice";
      mood.page = "about";
      mood.block = "ride";
      each.flags.push_back(mood);
    }
  }
  const Insight insight = told(all);
  CHECK(at(insight, "about", "check").missed.words() == "7");
  CHECK(at(insight, "about", "check").stumbled.words() == "7");
  CHECK(at(insight, "decide", "stop").said_no.words() == "6");
  CHECK(at(insight, "decide", "stop").not_applicable.words() == "5");
  CHECK(at(insight, "decide", "stop").again.words() == "6");
  CHECK(at(insight, "about", "intro").asked.words() == "8");
  CHECK(at(insight, "about", "intro").replayed.words() == "9");
  CHECK(at(insight, "about", "check").replayed.words() == "0");
  CHECK(at(insight, "about", "ride").flagged.words() == "fewer than 5");
  // What to write anew first: where most stumbled.
  const auto& blocks = insight.packs[0].blocks;
  CHECK(blocks[0].place.block == "intro");
  CHECK(blocks[1].place.block == "check");
  CHECK(blocks[2].place.block == "stop");
  // What belongs to a block is not told of its page too: the difference could be a single visit.
  CHECK(at(insight, "about", "").missed.words() == "0");
  CHECK(at(insight, "about", "").asked.words() == "0");
  CHECK(at(insight, "about", "").seen.words() == "30");
}

TEST_CASE("insight: no number is the sum of others from which a few could be reckoned") {
  std::vector<record::Record> all = visits(30);
  // Fifteen said no, one of the others asked: "fifteen" and "sixteen" would tell of that one.
  for (std::size_t i = 0; i < 15; ++i) all[i].statements[0].replies[0].reply = "no";
  all[20].statements[0].replies[0].reply = "question";
  const Insight insight = told(all);
  CHECK(at(insight, "decide", "stop").said_no.words() == "15");
  CHECK(at(insight, "decide", "stop").asked.words() == "fewer than 5");
  CHECK(at(insight, "decide", "stop").stumbled.words() == "15");
  CHECK(at(insight, "decide", "").asked.words() == "0");
}

TEST_CASE("insight: visits that did not end with a signature stand at their last page") {
  std::vector<record::Record> all = visits(30);
  for (std::size_t i = 0; i < 6; ++i) {
    all[i].outcome = "unfinished";
    all[i].shown.pop_back();
    all[i].statements.clear();
  }
  for (std::size_t i = 6; i < 9; ++i) all[i].outcome = "declined";
  const Insight insight = told(all);
  const auto& ends = insight.packs[0].ends;
  REQUIRE(ends.size() == 2);
  CHECK(ends[0].page == "about");
  CHECK(ends[0].unfinished.words() == "6");
  CHECK(ends[0].declined.words() == "0");
  CHECK(ends[1].page == "decide");
  CHECK(ends[1].declined.words() == "fewer than 5");
  // 30 less those who signed less those who did not finish would be how many declined.
  CHECK_FALSE(insight.packs[0].signed_visits);
  for (std::size_t i = 6; i < 9; ++i) all[i].outcome = "signed";
  CHECK(told(all).packs[0].signed_visits == Count(24, 30));
}

TEST_CASE("insight: nothing of a person comes out, in whatever form") {
  std::vector<record::Record> all = visits(25);
  // Not even where ids stand.
  for (record::Record& each : all) {
    each.shown.push_back({kSecret, "intro", "en", "medium", "paper", "", "", samples::at(3), 9});
    each.shown.push_back({"about", kSecret, "en", "medium", "paper", "", "", samples::at(3), 9});
    record::Flag flag;
    flag.cause = kSecret;
    flag.page = "about";
    flag.block = kSecret;
    each.flags.push_back(flag);
  }
  for (std::size_t i = 0; i < 2; ++i) all[i].outcome = kSecret;
  all.back().pack = kSecret;
  const Insight insight = told(all);
  REQUIRE(insight.packs.size() == 1);
  const text::Fonts fonts =
      text::Fonts::open(support::source_folder() / "assets/fonts/fonts.conf").value();
  const auto pdf = office::insight_pdf(insight.packs[0], samples::at(9), fonts);
  REQUIRE(pdf);
  const support::TemporaryFolder folder;
  const auto file = folder.path() / "insight.pdf";
  REQUIRE(write_file_atomic(file, *pdf));
  const std::string in_pdf = support::run("pdftotext -layout '" + file.string() + "' -").output;
  CHECK(in_pdf.find("intro") != std::string::npos);
  CHECK(in_pdf.find("fewer than 5") != std::string::npos);
  CHECK(support::run("qpdf --check '" + file.string() + "' 2>&1").exit_code == 0);
  const std::vector<std::string> words = {"Zsofia", "Planted", "sister", "because of"};
  const auto has_none = [](const std::string& out, const std::vector<std::string>& of) {
    for (const std::string& word : of) {
      CAPTURE(word);
      CHECK(out.find(word) == std::string::npos);
    }
  };
  for (const std::string& out :
       {office::insight_text(insight.packs[0]), office::insight_csv(insight.packs[0]),
        canonical(office::insight_json(insight)), in_pdf, office::insight_stem(insight.packs[0])}) {
    has_none(out, words);
    has_none(out, {"1980", "555"});
  }
  has_none(*pdf, words);
  has_none(*pdf, {"1980-03-05", "555-0199"});  // fewer digits may stand in its bytes by chance
}

TEST_CASE("insight: the table, the CSV and the JSON say the same, and what they are not") {
  std::vector<record::Record> all = visits(23);
  for (std::size_t i = 0; i < 6; ++i) all[i].answers[0].correct = false;
  const Insight insight = told(all);
  const std::string table = office::insight_text(insight.packs[0]);
  CHECK(table.find("tea 1.2.0, real: 23 visits, 23 signed") == 0);
  CHECK(table.find("12 s (6-18)") != std::string::npos);
  const std::string csv = office::insight_csv(insight.packs[0]);
  CHECK(csv.find("tea,1.2.0,real,block,about,check,0,,,,6,0,0,0,0,0,0,6,,,,\r\n") !=
        std::string::npos);
  CHECK(csv.find("tea,1.2.0,real,block,about,intro,23,6,12,18,0,0,0,0,0,0,0,0,,,,\r\n") !=
        std::string::npos);
  const std::size_t columns = static_cast<std::size_t>(
      std::count(csv.begin(), csv.begin() + static_cast<std::ptrdiff_t>(csv.find('\r')), ','));
  std::size_t begin = 0;
  while (begin < csv.size()) {
    const std::size_t end = csv.find("\r\n", begin);
    CHECK(static_cast<std::size_t>(std::count(csv.begin() + static_cast<std::ptrdiff_t>(begin),
                                              csv.begin() + static_cast<std::ptrdiff_t>(end),
                                              ',')) == columns);
    begin = end + 2;
  }
  const Json json = office::insight_json(insight);
  CHECK(json["packs"][0]["blocks"][0]["missed"] == 6);
  CHECK(json["packs"][0]["blocks"][0]["block"] == "check");
  CHECK(json["least_visits"] == 21);
  CHECK(json["notes"].size() >= 4);
}

}  // namespace
}  // namespace candor::office_tests
