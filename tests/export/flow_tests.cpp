#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "export/flow.h"
#include "export/paper_trail.h"

using namespace candor::exporting;
namespace text = candor::text;
using samples::PaperTrail;

namespace {

text::Paper begun(const text::Fonts& fonts) {
  auto paper = text::Paper::begin(fonts, kPageWidth, kPageHeight,
                                  {"test", "test", "2026-11-21T08:00:00Z", "en"});
  REQUIRE(paper);
  return std::move(*paper);
}

std::vector<std::string> pages_of(text::Paper& paper, Flow& flow) {
  flow.draw([](int, int) {}, [] {});
  const auto bytes = paper.finish();
  REQUIRE(bytes);
  const PaperTrail trail(*bytes);
  std::vector<std::string> pages;  // without the one for what stands on all
  for (int page = 1; page < trail.page_count(); ++page) pages.push_back(trail.page(page));
  return pages;
}

bool has(const std::string& page, const std::string& words) {
  return page.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("export: a heading is never the last thing on a page") {
  text::Fonts const fonts = samples::pinned_fonts();
  // Whatever stands above it: each height of the text before is tried.
  for (int lines = 30; lines < 52; ++lines) {
    text::Paper paper = begun(fonts);
    Flow flow(paper);
    for (int i = 0; i < lines; ++i) flow.paragraph("filler");
    flow.heading("The heading");
    flow.paragraph("What follows it\nin two\nor three\nor four lines");
    const auto pages = pages_of(paper, flow);
    for (const std::string& page : pages) {
      CAPTURE(lines);
      CHECK(has(page, "The heading") == has(page, "What follows it"));
    }
  }
}

TEST_CASE("export: a group that fits a page is never torn apart") {
  text::Fonts const fonts = samples::pinned_fonts();
  for (int lines = 25; lines < 50; ++lines) {
    text::Paper paper = begun(fonts);
    Flow flow(paper);
    for (int i = 0; i < lines; ++i) flow.paragraph("filler");
    flow.begin_group();
    flow.paragraph("first of the group");
    for (int i = 0; i < 8; ++i) flow.paragraph("middle");
    flow.paragraph("last of the group");
    flow.end_group();
    const auto pages = pages_of(paper, flow);
    for (const std::string& page : pages) {
      CAPTURE(lines);
      CHECK(has(page, "first of the group") == has(page, "last of the group"));
    }
  }
}

TEST_CASE("export: text longer than a page goes on, complete and without a lone line") {
  text::Fonts const fonts = samples::pinned_fonts();
  for (int before = 36; before < 46; ++before) {
    CAPTURE(before);
    text::Paper paper = begun(fonts);
    Flow flow(paper);
    for (int i = 0; i < before; ++i) flow.paragraph("filler");
    flow.begin_group();  // too large to be kept together
    std::string words;
    for (int i = 0; i < 150; ++i) words += fmt::format("{}line-{}.", i == 0 ? "" : "\n", i);
    flow.row({Cell{0.0, 200.0, words}, Cell{250.0, 200.0, "beside it"}});
    flow.end_group();
    const auto pages = pages_of(paper, flow);
    CHECK(pages.size() >= 4);
    int found = 0;
    for (const std::string& page : pages) {
      int here = 0;
      for (int i = 0; i < 150; ++i) here += has(page, fmt::format("line-{}.", i)) ? 1 : 0;
      CHECK(here != 1);
      found += here;
    }
    CHECK(found == 150);
  }
}

TEST_CASE("export: a drawing stays whole, and one word wider than the page loses no letter") {
  text::Fonts const fonts = samples::pinned_fonts();
  text::Paper paper = begun(fonts);
  Flow flow(paper);
  flow.paragraph(std::string(3'000, 'W'));
  Drawing drawing;
  drawing.width = 300.0;
  drawing.height = 500.0;
  drawing.strokes = {{{0.0, 0.0}, {300.0, 500.0}}};
  flow.drawing(drawing);
  flow.draw([](int, int) {}, [] {});
  const auto bytes = paper.finish();
  REQUIRE(bytes);
  const PaperTrail trail(*bytes);
  CHECK(trail.body() == std::string(3'000, 'W'));
  const auto strokes = trail.strokes();
  REQUIRE(strokes.size() == 1);
  CHECK(strokes[0][1].x - strokes[0][0].x == doctest::Approx(300.0).epsilon(0.001));
  CHECK(strokes[0][1].y - strokes[0][0].y == doctest::Approx(500.0).epsilon(0.001));
}
