#include <doctest/doctest.h>
#include <imgui.h>

#include "../present/journey.h"
#include "glass.h"
#include "ui/artist.h"

namespace candor::ui {
namespace {

constexpr std::size_t kMostBytes = 24U << 20U;

text::Paragraph words(const std::string& text, double size = 60) {
  text::Paragraph paragraph;
  paragraph.text = text;
  paragraph.size = size;
  return paragraph;
}

}  // namespace

TEST_CASE("ui: textures are kept up to a limit, and the longest unused goes first") {
  const Supplies supplies;
  CountedTextures textures;
  Artist artist(supplies.fonts, textures, supplies.icons);
  const std::string long_text(400, 'W');
  const text::Paragraph kept = words("in use");
  artist.prepare(kept, 1000);
  std::size_t most = 0;
  std::size_t uploaded = 0;
  for (int i = 0; i < 300; ++i) {
    artist.prepare(words(std::to_string(i) + long_text, 80), 1800);
    uploaded += std::size_t(artist.measure(words(std::to_string(i) + long_text, 80), 1800).width) *
                std::size_t(artist.measure(words(std::to_string(i) + long_text, 80), 1800).height);
    artist.prepare(kept, 1000);
    most = std::max(most, textures.bytes());
  }
  CHECK(most <= kMostBytes);
  CHECK(uploaded > 2 * kMostBytes);
  CHECK(textures.count() == artist.cached());
  const std::size_t before = textures.count();
  artist.prepare(kept, 1000);
  CHECK(textures.count() == before);
}

TEST_CASE("ui: the same words are made into a texture once, whatever their colour") {
  const Supplies supplies;
  TestGlass glass(supplies, {1920, 1080, 0.248});
  const auto pack = present::loaded_sample();
  const content::Words kiosk_words = present::own_words();
  present::Journey journey(*pack, kiosk_words);
  journey.to_steps();
  present::Page page = journey.page();
  glass.pictures = pack->images;
  glass.draw(page);
  const std::size_t first = glass.textures.count();
  CHECK(first > 10);
  glass.draw(page);
  CHECK(glass.textures.count() == first);
  page.theme = visit::Theme::black;
  glass.draw(page);
  CHECK(glass.textures.count() == first);
}

TEST_CASE("ui: clearing drops every texture and every word") {
  const Supplies supplies;
  CountedTextures textures;
  {
    Artist artist(supplies.fonts, textures, supplies.icons);
    artist.prepare(words("Ana Lopez"), 1000);
    artist.prepare(words("Born April 12, 1958"), 1000);
    CHECK(textures.count() == 2);
    artist.clear();
    CHECK(textures.count() == 0);
    CHECK(artist.cached() == 0);
    artist.prepare(words("Ana Lopez"), 1000);
    CHECK(textures.count() == 1);
  }
  CHECK(textures.count() == 0);
}

TEST_CASE("ui: nothing to write makes no texture") {
  const Supplies supplies;
  CountedTextures textures;
  Artist artist(supplies.fonts, textures, supplies.icons);
  artist.prepare(words(""), 1000);
  CHECK(textures.count() == 0);
  CHECK(artist.measure(words("Ana"), 0).width > 10);
}

}  // namespace candor::ui
