// Every screen of a pack, found and reached.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "content/load.h"
#include "journey.h"
#include "present/tour.h"
#include "support/sample_pack.h"

namespace candor::present {
namespace {

std::vector<std::string> ids_of(const std::vector<Stop>& stops) {
  std::vector<std::string> ids;
  for (const Stop& stop : stops) ids.push_back(stop.id);
  return ids;
}

TEST_CASE("tour: every screen of a walk in the order of a visit") {
  const auto pack = loaded_sample();
  support::ManualClock clock;
  CHECK(ids_of(tour_of(*pack, "first", clock.now())) ==
        std::vector<std::string>{"welcome",
                                 "walks",
                                 "about/intro",
                                 "shared/welcome/hello",
                                 "safety/what-you-know",
                                 "safety/what-you-know/right",
                                 "safety/mood",
                                 "safety/mood/danger",
                                 "safety/ride",
                                 "safety/stop",
                                 "safety/research",
                                 "review",
                                 "decision/sign",
                                 "decision/sign/representative",
                                 "decision/sign/witness",
                                 "decision/sign/interpreter",
                                 "receipt",
                                 "sheet",
                                 "page-again",
                                 "speech",
                                 "aloud"});
  CHECK(tour_of(*pack, "no-such-walk", clock.now()).empty());
}

TEST_CASE("tour: no page of any shipped pack is left out, and every screen shows its own words") {
  const content::Words words = own_words();
  support::ManualClock clock;
  for (const char* name : {"ketamine-iv", "ketamine-iv-pain"}) {
    CAPTURE(name);
    const auto pack = own_pack(name);
    const auto stops = tour_of_all(*pack, clock.now());
    std::set<std::string> ids;
    std::set<std::string> blocks;
    for (const Stop& stop : stops) {
      CAPTURE(stop.id);
      CHECK(ids.insert(stop.id).second);
      for (const content::Language& language : pack->languages) {
        const Page page = page_at({*pack, words}, stop, {language.tag, {}, {}}, clock.now());
        CHECK(page.language == (stop.one_language ? "en" : language.tag));
        for (const Element& element : page.elements) {
          if (element.block) blocks.insert(element.block->page + "/" + element.block->block);
        }
      }
      if (stop.page.empty()) continue;
      const Page page = page_at({*pack, words}, stop, {"en", {}, {}}, clock.now());
      CHECK(std::any_of(page.elements.begin(), page.elements.end(), [&](const Element& element) {
        return element.block == visit::Spot{stop.page, stop.block};
      }));
    }
    for (const content::Walk& walk : pack->walks) {
      for (const std::string& id : walk.pages) {
        const content::Page* page = pack->page(id);
        REQUIRE(page);
        for (const content::Block& block : page->blocks) {
          CAPTURE(page->id + "/" + block.id);
          CHECK(blocks.contains(page->id + "/" + block.id));
        }
      }
    }
  }
}

TEST_CASE(
    "tour: the sheets of somebody who goes by ear are as a kiosk with a loudspeaker has them") {
  const auto pack = loaded_sample();
  const content::Words words = own_words();
  support::ManualClock clock;
  const auto stops = tour_of(*pack, "first", clock.now());
  const auto page_of = [&](const std::string& id) {
    const auto stop =
        std::find_if(stops.begin(), stops.end(), [&](const Stop& each) { return each.id == id; });
    REQUIRE(stop != stops.end());
    return page_at({*pack, words}, *stop, {"en", {}, {}}, clock.now());
  };
  const Page speech = page_of("speech");
  CHECK(speech.key == "panel.speech");
  REQUIRE(speech.header);
  CHECK(speech.header->voice.size() == 6);
  const Page aloud = page_of("aloud");
  CHECK(aloud.key == "panel.aloud");
  const auto* choices = std::get_if<Options>(&aloud.elements.back().content);
  REQUIRE(choices != nullptr);
  CHECK(choices->items.size() == 3);
}

TEST_CASE("tour: a size, a theme and a language that are asked for are what the page has") {
  const auto pack = loaded_sample();
  const content::Words words = own_words();
  support::ManualClock clock;
  for (const Stop& stop : tour_of(*pack, "first", clock.now())) {
    CAPTURE(stop.id);
    const Page page = page_at({*pack, words}, stop,
                              {"es", visit::TextSize::largest, visit::Theme::black}, clock.now());
    CHECK(page.size == visit::TextSize::largest);
    CHECK(page.theme == visit::Theme::black);
  }
}

TEST_CASE("tour: the decision is reached even where every answer would call staff") {
  const support::SamplePack files;
  files.replace("sample/pages/20-safety.json", R"("label": "Fine" })",
                R"("label": "Fine", "flag": { "urgency": "now", "reason": "Ask why" } })");
  const auto pack = content::load_pack(files.folder()).pack;
  REQUIRE(pack);
  support::ManualClock clock;
  const auto stops = tour_of(*pack, "first", clock.now());
  const auto decision = std::find_if(stops.begin(), stops.end(),
                                     [](const Stop& stop) { return stop.id == "decision/sign"; });
  REQUIRE(decision != stops.end());
  CHECK(decision->state.stage == visit::Stage::decision);
  CHECK(visit::blocking_flags(decision->state).empty());
}

}  // namespace
}  // namespace candor::present
