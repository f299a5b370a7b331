// The same page with and without a window.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

#include "content/load.h"
#include "kiosk/look.h"
#include "kiosk/offscreen.h"
#include "kiosk/virtual_screen.h"
#include "kiosk/window.h"
#include "present/tour.h"
#include "support/fakes.h"
#include "support/sample_pack.h"

namespace candor::kiosk {
namespace {

/// What drawing needs: the sample pack, the project's words, fonts and icons.
struct Studio {
  Studio() : pack(content::load_pack(files.folder()).pack) { REQUIRE(pack); }

  static std::filesystem::path assets() { return support::source_folder() / "assets"; }

  static content::Words load_words() {
    auto loaded = content::Words::load(assets() / "words");
    REQUIRE(loaded);
    return *std::move(loaded);
  }

  static text::Fonts open_fonts() {
    auto opened = text::Fonts::open(assets() / "fonts" / "fonts.conf");
    REQUIRE(opened);
    return *std::move(opened);
  }

  [[nodiscard]] std::vector<present::Stop> stops() {
    return present::tour_of(*pack, "first", clock.now());
  }

  [[nodiscard]] present::Page page(const present::Stop& stop, const present::Appearance& look) {
    return present::page_at({*pack, words}, stop, look, clock.now());
  }

  support::SamplePack files;
  support::ManualClock clock;
  std::shared_ptr<const content::Pack> pack;
  content::Words words = load_words();
  text::Fonts fonts = open_fonts();
  ui::Icons icons = load_icons(assets() / "icons");
};

std::vector<present::Appearance> looks() {
  return {{"en", visit::TextSize::medium, visit::Theme::paper},
          {"es", visit::TextSize::largest, visit::Theme::black}};
}

constexpr ui::Glass kGlass{1280, 800, 0.25};

Result<Offscreen> open_without_display(const Studio& studio) {
  ::unsetenv("DISPLAY");
  ::unsetenv("WAYLAND_DISPLAY");
  return Offscreen::open(studio.fonts, studio.icons);
}

/// The share of pixels whose colour differs more than an eye would see.
double difference(const text::Picture& one, const text::Picture& other) {
  REQUIRE(one.width == other.width);
  REQUIRE(one.height == other.height);
  constexpr int kUnseen = 6;
  std::size_t different = 0;
  for (std::size_t at = 0; at < one.rgba.size(); at += 4) {
    int most = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      most = std::max(most, std::abs(int(one.rgba[at + i]) - int(other.rgba[at + i])));
    }
    if (most > kUnseen) ++different;
  }
  return double(different) / (double(one.width) * one.height);
}

/// How many pixels have another colour than the first one.
double share_drawn(const text::Picture& picture) {
  std::size_t drawn = 0;
  for (std::size_t at = 0; at < picture.rgba.size(); at += 4) {
    if (!std::equal(picture.rgba.begin(), picture.rgba.begin() + 4,
                    picture.rgba.begin() + std::ptrdiff_t(at))) {
      ++drawn;
    }
  }
  return double(drawn) / (double(picture.width) * picture.height);
}

TEST_CASE("offscreen: every page looks as it does in a window") {
  Studio studio;
  std::vector<text::Picture> in_window;
  {
    const VirtualScreen screen("1280x800x24");
    auto window = Window::open({WindowSize{1280, 800}, "Candor"});
    REQUIRE(window);
    ui::Artist artist(studio.fonts, *window, studio.icons);
    for (const present::Stop& stop : studio.stops()) {
      for (const present::Appearance& look : looks()) {
        const present::Page page = studio.page(stop, look);
        present::Scratch scratch = stop.scratch;
        ui::PressMemory press;
        window->begin_frame();
        (void)ui::draw_page(artist, kGlass, page, scratch, studio.pack->images, press, true, {});
        window->end_frame(background_of(page.theme));
        auto picture = window->capture();
        REQUIRE(picture);
        in_window.push_back(*std::move(picture));
      }
    }
  }
  auto offscreen = open_without_display(studio);
  REQUIRE(offscreen);
  std::size_t at = 0;
  for (const present::Stop& stop : studio.stops()) {
    for (const present::Appearance& look : looks()) {
      CAPTURE(stop.id);
      CAPTURE(look.language);
      present::Scratch scratch = stop.scratch;
      (void)offscreen->canvas().draw(studio.page(stop, look), scratch, studio.pack->images, kGlass);
      const auto picture = offscreen->canvas().picture();
      REQUIRE(picture);
      CHECK(difference(*picture, in_window[at++]) < 0.0005);
      CHECK(share_drawn(*picture) > 0.01);
    }
  }
}

TEST_CASE("offscreen: glass of several sizes, one after another, and what was seen on it") {
  Studio studio;
  auto offscreen = open_without_display(studio);
  REQUIRE(offscreen);
  const auto stops = studio.stops();
  const auto reading = std::find_if(stops.begin(), stops.end(), [](const present::Stop& stop) {
    return stop.id == "about/intro";
  });
  REQUIRE(reading != stops.end());
  for (const ui::Glass& glass : {ui::Glass{1920, 1080, 0.248}, ui::Glass{1280, 800, 0.16},
                                 ui::Glass{1080, 1920, 0.248}, ui::Glass{1920, 1080, 0.248}}) {
    CAPTURE(glass.width);
    present::Scratch scratch;
    const present::Page page = studio.page(*reading, {"en", visit::TextSize::large, {}});
    std::vector<std::string> seen;
    for (int part = 0; part < 20; ++part) {
      scratch.part = part;
      const ui::Frame frame = offscreen->canvas().draw(page, scratch, studio.pack->images, glass);
      const auto picture = offscreen->canvas().picture();
      REQUIRE(picture);
      CHECK(picture->width == int(glass.width));
      CHECK(picture->height == int(glass.height));
      CHECK(share_drawn(*picture) > 0.01);
      CHECK(std::any_of(frame.nodes.begin(), frame.nodes.end(),
                        [](const ui::Node& node) { return node.id == "stop"; }));
      for (const ui::SeenBlock& block : frame.on_glass) seen.push_back(block.spot.block);
      if (!frame.has_more) break;
    }
    CHECK(seen.size() >= 8);  // every block of the page
    CHECK(offscreen->canvas().texture() != 0);
  }
}

TEST_CASE("offscreen: another version of a picture with the same name is drawn, once it is told") {
  Studio studio;
  auto offscreen = open_without_display(studio);
  REQUIRE(offscreen);
  const auto stops = studio.stops();
  const auto with_picture = std::find_if(stops.begin(), stops.end(), [](const auto& stop) {
    return stop.id == "shared/welcome/hello";
  });
  REQUIRE(with_picture != stops.end());
  const auto draw = [&](const std::map<std::string, std::string>& images) {
    present::Scratch scratch;
    (void)offscreen->canvas().draw(studio.page(*with_picture, looks()[0]), scratch, images, kGlass);
    auto picture = offscreen->canvas().picture();
    REQUIRE(picture);
    return *std::move(picture);
  };
  const text::Picture before = draw(studio.pack->images);
  auto images = studio.pack->images;
  for (auto& [name, svg] : images) {
    svg = R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>)";
  }
  offscreen->canvas().forget();
  CHECK(difference(before, draw(images)) > 0.005);
}

TEST_CASE("offscreen: it can be opened again after it was closed, and a window after it") {
  Studio studio;
  for (int i = 0; i < 2; ++i) {
    CHECK(open_without_display(studio));
    const VirtualScreen screen("1280x800x24");
    CHECK(Window::open({WindowSize{640, 480}, "Candor"}));
  }
}

}  // namespace
}  // namespace candor::kiosk
