// The editor's preview in a real window: what a saved change, a mistake and a click do.
#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/look.h"
#include "kiosk/preview.h"
#include "kiosk/virtual_screen.h"
#include "support/fakes.h"
#include "support/sample_pack.h"

namespace candor::kiosk {
namespace {

/// An editor at work on the sample pack.
class Editor {
 public:
  explicit Editor(const PreviewStart& start = {}, const char* display = "1600x900x24")
      : m_screen(display) {
    auto opened = Window::open({WindowSize{1600, 900}, "Candor preview", Resizing::by_user});
    REQUIRE(opened);
    m_window = std::make_unique<Window>(*std::move(opened));
    auto words = content::Words::load(assets() / "words");
    REQUIRE(words);
    auto begun =
        Preview::open({files.folder(), *std::move(words), m_fonts, m_icons,
                       [this] {
                         ++checks;
                         return rules::check_pack(files.folder(), {Date{2026, 11, 22}, {}, {}});
                       }},
                      start, *m_window, clock);
    REQUIRE(begun);
    m_preview = *std::move(begun);
    settle();
  }

  static std::filesystem::path assets() { return support::source_folder() / "assets"; }

  Preview& preview() { return *m_preview; }

  Window& window() { return *m_window; }

  void settle() {
    for (int i = 0; i < 200; ++i) {
      m_window->poll();
      if (!m_preview->step() && !m_window->has_posted()) return;
    }
    FAIL("the preview never comes to rest");
  }

  /// Lets so much time pass that a change is seen: two looks.
  void wait_for_looks() {
    for (int i = 0; i < 3; ++i) {
      clock.advance_ms(PackWatch::kLookMs);
      settle();
    }
  }

  void press(Key key) {
    m_window->post_key({key, 0});
    settle();
  }

  void click_at(double x, double y) {
    m_window->post_pointer(x, y, false);
    m_window->post_pointer(x, y, true);
    m_window->post_pointer(x, y, false);
    settle();
  }

  /// On the strip, or on a finding.
  void click(const std::string& id) {
    const auto& nodes = m_preview->nodes();
    const auto node = std::find_if(nodes.begin(), nodes.end(),
                                   [&](const ui::Node& each) { return each.id == id; });
    if (node == nodes.end()) FAIL("there is no " << id << " in:" << strip());
    click_at(double(node->rect.x + node->rect.width / 2),
             double(node->rect.y + node->rect.height / 2));
  }

  /// On the page, as a patient would.
  void touch(const std::string& id) {
    const auto& nodes = m_preview->page_nodes();
    const auto node = std::find_if(nodes.begin(), nodes.end(),
                                   [&](const ui::Node& each) { return each.id == id; });
    if (node == nodes.end()) FAIL("there is no " << id << " on the page:" << page());
    const ui::Rect place = m_preview->page_place();
    const float scale = place.width / 1920;
    click_at(double(place.x + (node->rect.x + node->rect.width / 2) * scale),
             double(place.y + (node->rect.y + node->rect.height / 2) * scale));
  }

  [[nodiscard]] std::string strip() const { return text_of(m_preview->nodes()); }

  [[nodiscard]] std::string page() const { return text_of(m_preview->page_nodes()); }

  /// Where the mouse would find a finding that says this, or empty.
  [[nodiscard]] std::string finding(const std::string& words) const {
    for (const ui::Node& node : m_preview->nodes()) {
      if (node.id.starts_with("finding.") && node.label.find(words) != std::string::npos) {
        return node.id;
      }
    }
    return {};
  }

  support::SamplePack files;
  support::ManualClock clock;
  int checks = 0;

 private:
  static std::string text_of(const std::vector<ui::Node>& nodes) {
    std::string text;
    for (const ui::Node& node : nodes) text += "\n  " + node.id + ": " + node.label;
    return text;
  }

  static text::Fonts open_fonts() {
    auto opened = text::Fonts::open(assets() / "fonts" / "fonts.conf");
    REQUIRE(opened);
    return *std::move(opened);
  }

  VirtualScreen m_screen;
  text::Fonts m_fonts = open_fonts();
  ui::Icons m_icons = load_icons(assets() / "icons");
  std::unique_ptr<Window> m_window;
  std::unique_ptr<Preview> m_preview;
};

bool has(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

TEST_CASE("preview: a saved change of any file shows, and one stays where one was") {
  Editor editor(
      {"safety/stop", "es", visit::TextSize::large, visit::Theme::black, {1920, 1080}, 0.248});
  CHECK(editor.preview().stop().id == "safety/stop");
  CHECK(has(editor.page(), "Puede parar"));
  editor.files.replace("sample/translations/es.json", "Puede parar", "Puede detener");
  editor.wait_for_looks();
  CHECK(has(editor.page(), "Puede detener"));
  CHECK(editor.preview().stop().id == "safety/stop");
  CHECK(editor.preview().appearance() ==
        present::Appearance{"es", visit::TextSize::large, visit::Theme::black});
  editor.files.replace("clinic.json", "Hill Clinic", "Lake Clinic");
  editor.wait_for_looks();
  CHECK(has(editor.page(), "Lake Clinic"));
}

TEST_CASE("preview: a page that goes on stays at its part while its words change") {
  Editor editor({"about", "en", visit::TextSize::largest, {}, {1920, 1080}, 0.248});
  editor.press(Key::page_down);
  REQUIRE(editor.preview().stop().scratch.part == 1);
  editor.files.replace("sample/pages/10-about.json", "You lie down", "You sit down");
  editor.wait_for_looks();
  CHECK(editor.preview().stop().scratch.part == 1);
  editor.press(Key::page_up);
  CHECK(editor.preview().stop().scratch.part == 0);
}

TEST_CASE("preview: a file that is still being written is left alone") {
  Editor editor({"safety/stop", "en", {}, {}, {1920, 1080}, 0.248});
  const std::string whole = editor.files.read("sample/pages/20-safety.json");
  // Half of it is there at the first look, all of it at the next one.
  editor.files.write("sample/pages/20-safety.json", whole.substr(0, whole.size() / 2));
  editor.clock.advance_ms(PackWatch::kLookMs);
  editor.settle();
  std::string changed = whole;
  changed.replace(changed.find("I know that I can stop."), 23, "I know I may say no.");
  editor.files.write("sample/pages/20-safety.json", changed);
  editor.clock.advance_ms(PackWatch::kLookMs);
  editor.settle();
  CHECK_FALSE(has(editor.strip(), "mistake"));
  CHECK(has(editor.page(), "I know that I can stop."));
  editor.clock.advance_ms(PackWatch::kLookMs);
  editor.settle();
  CHECK(has(editor.page(), "I know I may say no."));
}

TEST_CASE(
    "preview: a mistyped brace keeps the last good page and names file, line and what to do, a "
    "click on it opens its page, and once it is mended the page goes on") {
  Editor editor({"about", "en", {}, {}, {1920, 1080}, 0.248});
  const std::string good = editor.files.read("sample/pages/20-safety.json");
  editor.files.replace("sample/pages/20-safety.json", "\"statement\": \"I know that I can stop.\",",
                       "\"statement\": \"I know that I can stop.\"},");
  editor.wait_for_looks();
  CHECK(has(editor.page(), "What it is"));
  CHECK(has(editor.strip(), "1 mistake in the files. The page above is the last good one."));
  const std::string finding =
      editor.finding("pages/20-safety.json:67:13  a colon stands after a value");
  CAPTURE(editor.strip());
  REQUIRE_FALSE(finding.empty());
  editor.click(finding);
  CHECK(editor.preview().stop().id == "safety/stop");
  CHECK(has(editor.page(), "I know that I can stop."));
  std::string mended = good;
  mended.replace(mended.find("I know that I can stop."), 23, "I know I may say no.");
  editor.files.write("sample/pages/20-safety.json", mended);
  editor.wait_for_looks();
  CHECK_FALSE(has(editor.strip(), "mistake"));
  CHECK(editor.preview().stop().id == "safety/stop");
  CHECK(has(editor.page(), "I know I may say no."));
}

TEST_CASE("preview: what the rules find on the page stands below it, and is counted in the strip") {
  Editor editor({"about", "en", {}, {}, {1920, 1080}, 0.248});
  CHECK(editor.checks == 1);
  editor.files.replace(
      "sample/pages/10-about.json", "Do not drive for 24 hours.",
      "Do not drive for 24 hours, and do not ride a bicycle either, because your head and your "
      "hands may be slower than you think they are and nobody can see it from outside at all.");
  editor.wait_for_looks();
  CHECK(editor.checks == 2);
  CHECK(has(editor.strip(), "on this page"));
  const std::string finding = editor.finding("pages/10-about.json:");
  CAPTURE(editor.strip());
  CHECK_FALSE(finding.empty());
  editor.click("page.decision/sign");
  CHECK(editor.preview().stop().id == "decision/sign");
  CHECK(editor.finding("10-about.json").empty());
}

TEST_CASE("preview: a changed sentence shows before its translations have followed") {
  Editor editor({"about", "en", {}, {}, {1920, 1080}, 0.248});
  editor.files.replace("sample/pages/10-about.json", "What it is", "What happens here");
  editor.wait_for_looks();
  CHECK(has(editor.page(), "What happens here"));
  CAPTURE(editor.strip());
  CHECK(has(editor.strip(),
            "1 place where a translation does not follow yet. Until it does, "
            "patients do not see this."));
  CHECK(has(editor.strip(), "translations/es.json:2:3"));
  CHECK(has(editor.strip(), "1. What happens here"));
  editor.files.replace("sample/translations/es.json", "What it is", "What happens here");
  editor.wait_for_looks();
  CHECK_FALSE(has(editor.strip(), "does not follow"));
}

TEST_CASE("preview: a finding in a translation opens its page in that language") {
  Editor editor({"about", "en", {}, {}, {1920, 1080}, 0.248});
  editor.files.replace("sample/translations/es.json", "Puede parar {procedure}",
                       "Puede parar {proceso}");
  editor.wait_for_looks();
  CAPTURE(editor.strip());
  const std::string finding = editor.finding("translations/es.json:4:");
  REQUIRE_FALSE(finding.empty());
  editor.click(finding);
  CHECK(editor.preview().stop().id == "safety/stop");
  CHECK(editor.preview().appearance().language == "es");
}

TEST_CASE("preview: keys, the strip and the page itself lead from screen to screen") {
  Editor editor({"about", "en", {}, {}, {1920, 1080}, 0.248});
  editor.press(Key::right);
  CHECK(editor.preview().stop().id == "shared/welcome/hello");
  editor.press(Key::left);
  editor.press(Key::left);
  CHECK(editor.preview().stop().id == "walks");
  editor.press(Key::end);
  CHECK(editor.preview().stop().id == "aloud");
  editor.press(Key::right);
  CHECK(editor.preview().stop().id == "aloud");
  editor.click("page.safety/what-you-know");
  CHECK(editor.preview().stop().id == "safety/what-you-know");
  editor.click("step.safety/research");
  CHECK(editor.preview().stop().id == "safety/research");
  editor.click("walk.return");
  CHECK(editor.preview().stop().id == "safety/research");
  editor.click("page.safety/what-you-know");
  // A patient's finger: what is chosen there is answered.
  editor.touch("option.wait");
  editor.touch("check");
  CHECK(has(editor.page(), "Tea slows you down all day."));
  editor.touch("next");
  CHECK(editor.preview().stop().id == "safety/mood");
  editor.touch("back");
  CHECK(editor.preview().stop().id == "safety/what-you-know/right");
}

TEST_CASE("preview: language, text size, colors and the upright screen") {
  Editor editor({"safety/stop", "en", {}, {}, {1920, 1080}, 0.248});
  editor.click("language.es");
  CHECK(has(editor.page(), "Puede parar"));
  editor.click("size.largest");
  editor.click("theme.soft");
  CHECK(editor.preview().appearance() ==
        present::Appearance{"es", visit::TextSize::largest, visit::Theme::soft});
  const ui::Rect wide = editor.preview().page_place();
  editor.click("glass.upright");
  const ui::Rect upright = editor.preview().page_place();
  CHECK(wide.width > wide.height);
  CHECK(upright.height > upright.width);
}

TEST_CASE("preview: nothing is drawn while nothing changes") {
  Editor editor({"about", "en", {}, {}, {1920, 1080}, 0.248});
  const std::int64_t drawn = editor.preview().frames_drawn();
  for (int i = 0; i < 50; ++i) {
    editor.clock.advance_ms(PackWatch::kLookMs);
    CHECK_FALSE(editor.preview().step());
  }
  CHECK(editor.preview().frames_drawn() == drawn);
  CHECK(editor.checks == 1);
}

TEST_CASE("preview: a page that is taken away leaves one near it on the glass") {
  Editor editor({"shared/welcome", "en", {}, {}, {1920, 1080}, 0.248});
  editor.files.replace("sample/pack.json", "\"about\", \"shared/welcome\", ", "\"about\", ");
  editor.wait_for_looks();
  CHECK(editor.preview().stop().id == "safety/what-you-know");
}

TEST_CASE("preview: a change is seen at the second look after it, and each only once") {
  const support::SamplePack files;
  PackWatch watch(files.folder());
  CHECK_FALSE(watch.look(1000));
  files.replace("sample/pages/10-about.json", "slowly", "gently");
  CHECK_FALSE(watch.look(1100));  // too early to look again
  CHECK_FALSE(watch.look(1150));
  CHECK(watch.look(1300));  // 300 ms after the change at most
  CHECK_FALSE(watch.look(1450));
  files.write("shared/images/new.svg", "<svg/>");
  CHECK_FALSE(watch.look(1600));
  CHECK(watch.look(1750));
  files.remove("shared/images/new.svg");
  CHECK_FALSE(watch.look(1900));
  CHECK(watch.look(2050));
}

}  // namespace
}  // namespace candor::kiosk
