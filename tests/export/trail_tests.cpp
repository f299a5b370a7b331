#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <vector>

#include "export/read_csv.h"
#include "export/sample_records.h"
#include "export/trail.h"
#include "record/record.h"
#include "support/fakes.h"

using namespace candor::exporting;
using candor::Json;
using candor::support::read_csv;
namespace record = candor::record;
using record::EntryKind;

namespace {

using Row = std::map<std::string, std::string>;

TrailEntry entry(EntryKind kind, const Json& content) {
  TrailEntry one;
  one.number = 12;
  one.header.id = "A-1.entry";
  one.header.kind = kind;
  one.header.kiosk = "A";
  one.header.visit = "A0123456789abcdef";
  one.header.created = samples::at(60);
  one.chain = samples::chain();
  one.content = content;
  return one;
}

Row row_of(const TrailEntry& one) {
  const auto rows = read_csv(trail_heading() + trail_row(one));
  REQUIRE(rows.size() == 2);
  REQUIRE(rows[0].size() == rows[1].size());
  Row row;
  for (std::size_t i = 0; i < rows[0].size(); ++i) row[rows[0][i]] = rows[1][i];
  CHECK(row.size() == rows[0].size());
  return row;
}

std::string what(EntryKind kind, const Json& content) {
  return row_of(entry(kind, content)).at("what");
}

}  // namespace

TEST_CASE("trail: a row says when, who, what, and where in the ledger it stands") {
  const Row row = row_of(entry(EntryKind::staff_act, {{"visit", "A0123456789abcdef"},
                                                      {"act", "saw-lost-visit"},
                                                      {"by", "Ben Cho"},
                                                      {"as", "front desk"}}));
  CHECK(row.at("number") == "12");
  CHECK(row.at("at") == "2026-11-21T09:30:00.000-08:00");
  CHECK(row.at("kind") == "staff-act");
  CHECK(row.at("who") == "Ben Cho");
  CHECK(row.at("role") == "front desk");
  CHECK(row.at("what") == "saw that this visit has no outcome");
  CHECK(row.at("kiosk") == "A");
  CHECK(row.at("visit") == "A0123456789abcdef");
  CHECK(row.at("id") == "A-1.entry");
  CHECK(row.at("content") == "opened");
  CHECK(row.at("proof_code") == record::proof_code(samples::chain()));
}

TEST_CASE("trail: each kind of entry is said in words") {
  CHECK(what(EntryKind::opened, {{"visit", "A1"}}) == "a visit began");
  CHECK(what(EntryKind::flag_now,
             {{"flag", 2}, {"page", "about"}, {"block", "pain"}, {"reason", "chest pain"}}) ==
        "urgent flag 2 at about/pain: chest pain");
  CHECK(
      what(EntryKind::flag_now, {{"flag", 1}, {"page", ""}, {"block", ""}, {"reason", "asked"}}) ==
      "urgent flag 1: asked");
  CHECK(what(EntryKind::staff_act, {{"act", "wrong-pins"}, {"tries", 3}}) ==
        "3 wrong PINs in a row at the staff door");
  CHECK(what(EntryKind::staff_act, {{"act", "wrong-pins"}, {"tries", 1}}) ==
        "1 wrong PIN in a row at the staff door");
  CHECK(what(EntryKind::staff_act, {{"act", "help-asked"}}) ==
        "the patient asked for staff after the visit's outcome");
  CHECK(what(EntryKind::staff_act, {{"act", "help-answered"}}) ==
        "came to the patient who had asked");
  CHECK(what(EntryKind::staff_act, {{"act", "moved-the-kiosk"}}) == "moved-the-kiosk");
  CHECK(what(EntryKind::pack, {{"pack", "knee"},
                               {"version", "1.2"},
                               {"digest", "abc"},
                               {"approvals", Json::array({1})}}) ==
        "what patients saw from now on: knee 1.2, 1 approval, digest abc");
  const auto moment = [](std::int64_t utc_ms) {
    return Json{{"utc_ms", utc_ms}, {"offset_minutes", -480}, {"steady_ms", 1}, {"zone", "X"}};
  };
  CHECK(what(EntryKind::clock_jump, {{"before", moment(0)}, {"after", moment(3'600'000)}}) ==
        "the clock was set from 1969-12-31T16:00:00.000-08:00 to 1969-12-31T17:00:00.000-08:00");
  CHECK(what(EntryKind::backup, {{"seq", 11}, {"chain", "x"}}) == "a backup up to entry 11");
  CHECK(what(EntryKind::expired, {{"entry", "x"}, {"kept_until", "2032-11-22"}}) ==
        "was to be kept until 2032-11-22; its content was erased");
  const Row added = row_of(entry(
      EntryKind::addendum,
      {{"kind", "withdrawn"}, {"by", "Ana López"}, {"role", "nurse"}, {"said", "by telephone"}}));
  CHECK(added.at("what") == "withdrawn: by telephone");
  CHECK(added.at("who") == "Ana López");
  CHECK(added.at("role") == "nurse");
}

TEST_CASE("trail: of what was not opened stands only what is in the clear") {
  TrailEntry one = entry(EntryKind::record, {});
  one.header.outcome = "signed";
  one.state = TrailContent::apart;
  CHECK(row_of(one).at("what") == "the visit ended: signed");
  CHECK(row_of(one).at("content") == "apart");
  one = entry(EntryKind::addendum, {});
  one.header.outcome = "withdrawn";
  one.state = TrailContent::damaged;
  CHECK(row_of(one).at("what") == "withdrawn");
  CHECK(row_of(one).at("who").empty());
  CHECK(row_of(one).at("content") == "damaged");
  one = entry(EntryKind::flag_now, {});
  one.state = TrailContent::erased;
  CHECK(row_of(one).at("what").empty());
  CHECK(row_of(one).at("content") == "erased");
}

TEST_CASE("trail: whatever somebody typed, it stays one field and no formula") {
  for (const char* words : {"=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "\n=1", "＝1",
                            "\x01=1", "a,b", "say \"no\"", "two\r\nlines", "\xC3"}) {
    CAPTURE(words);
    TrailEntry one = entry(EntryKind::staff_act, {{"act", words}, {"by", words}, {"as", words}});
    one.header.kiosk = words;
    const Row row = row_of(one);
    for (const char* column : {"who", "role", "what", "kiosk"}) {
      const std::string& field = row.at(column);
      const std::size_t first = field.find_first_not_of(" \n\r\t");
      if (first == std::string::npos) continue;
      CHECK(std::string("=+-@").find(field[first]) == std::string::npos);
      CHECK(field.compare(first, 3, "＝") != 0);
    }
    CHECK(row.at("id") == "A-1.entry");
  }
}

TEST_CASE("trail: FORMATS.md names the columns in their order") {
  std::ifstream in(candor::support::source_folder() / "app" / "export" / "FORMATS.md");
  std::string document(std::istreambuf_iterator<char>(in), {});
  const std::size_t chapter = document.find("## The trail\n");
  REQUIRE(chapter != std::string::npos);
  const std::size_t at = document.find("| column | what |", chapter);
  REQUIRE(at != std::string::npos);
  std::istringstream lines(document.substr(at));
  std::vector<std::string> documented;
  for (std::string line; std::getline(lines, line) && line.starts_with("|");) {
    if (line.starts_with("| `")) documented.push_back(line.substr(3, line.find('`', 3) - 3));
  }
  CHECK(documented == read_csv(trail_heading()).at(0));
}
