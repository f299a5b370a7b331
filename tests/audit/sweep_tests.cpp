// What the sweep draws, and that a fault on a real page comes out of it once, with its place.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "audit/sweep.h"
#include "commands/painter.h"
#include "kiosk/glass.h"
#include "support/fakes.h"

namespace candor::audit {
namespace {

const std::map<std::string, std::string> kNoPictures;

present::Page page_with(present::Content content) {
  present::Page page;
  page.key = "saving";  // one that may lack Ask staff
  page.elements.push_back({std::move(content), false, std::nullopt, {}});
  return page;
}

Screen screen_of(const std::string& name, const present::Page& page) {
  return {name, {}, false, [page](const present::Appearance& look) {
            present::Page own = page;
            own.language = look.language;
            own.size = look.size;
            own.theme = look.theme;
            return own;
          }};
}

commands::Painter open_painter() {
  auto painter = commands::Painter::open(support::source_folder() / "assets", kNoPictures);
  REQUIRE(painter);
  return *std::move(painter);
}

present::Options two_options() {
  present::Options options;
  options.items = {present::Button{"one", "One answer", {}, {}, false, {}},
                   present::Button{"two", "Another answer", {}, {}, true, {}}};
  return options;
}

}  // namespace

TEST_CASE(
    "audit: every look is every screen, language, size, theme and glass, from the smallest that a "
    "kiosk takes to the largest") {
  const std::vector<Screen> screens = {screen_of("a", {}), screen_of("b", {})};
  const auto tasks = every_look(screens, {"en", "ar"});
  CHECK(tasks.size() == 2UL * 2 * 4 * 4 * known_glasses().size());
  std::set<double> pitches;
  std::set<std::pair<int, int>> glasses;
  double narrow = 1e6;
  double narrow_upright = 1e6;
  for (const Task& task : tasks) {
    const ui::Glass glass = glass_of(task.glass);
    CHECK(kiosk::check_glass(task.glass.width, task.glass.height, glass.mm_per_pixel));
    pitches.insert(task.glass.ppi);
    glasses.emplace(task.glass.width, task.glass.height);
    double& narrowest = glass.height > glass.width ? narrow_upright : narrow;
    narrowest = std::min(narrowest, double(glass.width) * glass.mm_per_pixel);
  }
  CHECK(*pitches.begin() == 96);
  CHECK(*pitches.rbegin() == 220);
  for (const auto& [width, height] : {std::pair{1280, 800}, std::pair{3840, 2160}}) {
    CHECK(glasses.contains({width, height}));
    CHECK(glasses.contains({height, width}));
  }
  CHECK(narrow < 205);
  CHECK(narrow_upright < 186);
}

TEST_CASE("audit: looks by turns let each language at each size meet each glass in each theme") {
  Screen staff = screen_of("staff", {});
  staff.one_language = true;
  std::vector<Screen> screens(60, screen_of("a", {}));
  screens.push_back(staff);
  const std::vector<std::string> languages{"en", "es", "ar", "vi", "zh-Hans", "ht"};
  const auto tasks = looks_by_turns(screens, languages);
  CHECK(tasks.size() == 60UL * 24 + known_glasses().size());
  using Wording = std::pair<std::string, visit::TextSize>;
  using Seeing = std::tuple<int, double, visit::Theme>;
  std::map<std::size_t, std::set<Wording>> words;
  std::map<std::size_t, std::set<std::tuple<int, int, double>>> glasses;
  std::map<std::size_t, std::set<visit::Theme>> themes;
  std::map<std::size_t, int> states;
  std::set<std::pair<Wording, Seeing>> pairs;
  std::set<visit::Theme> themes_of_states;
  for (const Task& task : tasks) {
    const Wording its_words{task.look.language, task.look.size};
    words[task.screen].insert(its_words);
    glasses[task.screen].emplace(task.glass.width, task.glass.height, task.glass.ppi);
    themes[task.screen].insert(task.look.theme);
    pairs.emplace(its_words, Seeing{task.glass.width, task.glass.ppi, task.look.theme});
    if (!task.states) continue;
    ++states[task.screen];
    themes_of_states.insert(task.look.theme);
  }
  for (std::size_t i = 0; i < screens.size(); ++i) {
    CAPTURE(i);
    CHECK(words[i].size() == (screens[i].one_language ? 4 : 24));
    CHECK(glasses[i].size() == known_glasses().size());
    CHECK(themes[i].size() == 4);
    CHECK(states[i] == 1);
  }
  CHECK(pairs.size() == 24 * known_glasses().size() * 4);
  CHECK(themes_of_states.size() == 4);
}

TEST_CASE("audit: a sample is the same each time and misses no size, theme or glass") {
  const std::vector<Screen> screens(40, screen_of("a", {}));
  const auto all = every_look(screens, {"en", "es", "ar"});
  const auto sample = sample_of(all, 100);
  CHECK(sample.size() == 288);
  std::set<visit::TextSize> sizes;
  std::set<visit::Theme> themes;
  std::set<double> glasses;
  for (const Task& task : sample) {
    sizes.insert(task.look.size);
    themes.insert(task.look.theme);
    glasses.insert(task.glass.ppi * task.glass.width);
  }
  CHECK(sizes.size() == 4);
  CHECK(themes.size() == 4);
  CHECK(glasses.size() == 15);
  CHECK(sample_of(all, 100)[50].screen == sample[50].screen);
}

TEST_CASE(
    "audit: a label that nobody could make fit is found on the drawn page, once, with its place") {
  present::Options options = two_options();
  options.look = present::OptionLook::button;
  present::Page page = page_with(options);
  page.footer = present::Footer{};
  page.footer->back = present::Button{"back", std::string(120, 'W'), {}, {}, false, {}};
  const std::vector<Screen> screens = {screen_of("made", page)};
  auto painter = open_painter();
  auto sweep = Sweep::begin(screens, painter.paint());
  REQUIRE(sweep);
  const auto glass = known_glasses().front();
  REQUIRE(sweep->look({0, {"en", visit::TextSize::medium, visit::Theme::paper}, glass, false}));
  REQUIRE(sweep->look({0, {"en", visit::TextSize::medium, visit::Theme::black}, glass, false}));
  int overflows = 0;
  for (const Finding& finding : sweep->findings()) {
    if (finding.fault.rule != "overflow" || finding.fault.part.find("back") != 0) continue;
    ++overflows;
    CHECK(finding.also == 1);
    CHECK(to_string(finding).find("made in en, medium, paper, 1920x1080 at 96 ppi: back “WWW") ==
          0);
  }
  CHECK(overflows == 1);
}

TEST_CASE(
    "audit: what no part of a page shows or has, and a page that never ends, are found (T-12)") {
  present::Page page = page_with(two_options());
  page.elements.front().block = visit::Spot{"about", "answers"};
  page.elements.front().digest = "digest";
  const std::vector<Screen> screens = {screen_of("made", page)};
  auto painter = open_painter();
  const Paint paint = painter.paint();
  const auto faults = [&](const std::function<void(ui::Frame&)>& break_it) {
    auto sweep = Sweep::begin(screens, [&](const present::Page& drawn, present::Scratch& scratch,
                                           const ui::Glass& glass, const Doing& doing) {
      auto shot = paint(drawn, scratch, glass, doing);
      if (shot) break_it(shot->frame);
      return shot;
    });
    REQUIRE(sweep);
    REQUIRE(sweep->look(
        {0, {"en", visit::TextSize::medium, visit::Theme::paper}, known_glasses()[0], false}));
    std::set<std::pair<std::string, std::string>> found;
    for (const Finding& finding : sweep->findings()) {
      found.emplace(finding.fault.rule, finding.fault.part);
    }
    return found;
  };
  CHECK(faults([](ui::Frame&) {}).empty());
  CHECK(faults([](ui::Frame& frame) { frame.on_glass.clear(); }) ==
        std::set<std::pair<std::string, std::string>>{{"never-seen", "about/answers"}});
  CHECK(faults([](ui::Frame& frame) {
          std::erase_if(frame.nodes, [](const ui::Node& node) { return node.id == "two"; });
        }).contains({"never-reached", "two"}));
  CHECK(faults([](ui::Frame& frame) { frame.has_more = true; }).contains({"endless", "more"}));
}

TEST_CASE("audit: options are told apart by shape, pressed or chosen, on the drawn page") {
  present::Options options = two_options();
  for (const present::OptionLook look : {present::OptionLook::radio, present::OptionLook::checkbox,
                                         present::OptionLook::button, present::OptionLook::month}) {
    options.look = look;
    const std::vector<Screen> screens = {screen_of("made", page_with(options))};
    auto painter = open_painter();
    auto sweep = Sweep::begin(screens, painter.paint());
    REQUIRE(sweep);
    for (const visit::Theme theme :
         {visit::Theme::paper, visit::Theme::white, visit::Theme::black, visit::Theme::soft}) {
      REQUIRE(sweep->look({0, {"en", visit::TextSize::medium, theme}, known_glasses()[0], true}));
    }
    for (const Finding& finding : sweep->findings()) FAIL_CHECK(to_string(finding));
    CHECK(sweep->figures().of("shape of chosen mm2").count == 8);
    CHECK(sweep->figures().of("pressed contrast").count >= 8);
    CHECK(sweep->figures().of("ring CSS pixels").count == 8);
  }
}

}  // namespace candor::audit
