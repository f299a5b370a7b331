#include <doctest/doctest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

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

/// Keeps the pixels of the last picture.
class LastPicture final : public Textures {
 public:
  [[nodiscard]] TextureId upload(const text::Mask& /*mask*/) override { return 1'000; }

  [[nodiscard]] TextureId upload(const text::Picture& picture) override {
    m_picture = picture;
    return 1'001;
  }

  void drop(TextureId /*texture*/) override {}

  /// The brightest channel of the pixel in the middle, and of the one in the corner.
  [[nodiscard]] int middle() const { return brightest(m_picture.rgba.size() / 8 * 4); }

  [[nodiscard]] int corner() const { return brightest(0); }

 private:
  [[nodiscard]] int brightest(std::size_t at) const {
    return *std::max_element(m_picture.rgba.begin() + std::ptrdiff_t(at),
                             m_picture.rgba.begin() + std::ptrdiff_t(at) + 3);
  }

  text::Picture m_picture;
};

/// Writes on nothing.
class Pen {
 public:
  explicit Pen(Artist& artist) : m_artist(&artist) {}

  void write(const text::Paragraph& paragraph, float width) {
    m_list._ResetForNewFrame();
    m_artist->text(m_list, paragraph, 0, 0, width, 0x1B2430);
  }

 private:
  Artist* m_artist;
  ImDrawListSharedData m_shared;
  ImDrawList m_list{&m_shared};
};

}  // namespace

TEST_CASE("ui: a line drawing is light on dark paper and never whiter than the paper") {
  const Supplies supplies;
  LastPicture textures;
  Artist artist(supplies.fonts, textures, supplies.icons);
  const std::string svg =
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
      "<rect width='9' height='9' fill='#ffffff'/>"
      "<rect x='3' y='3' width='3' height='3' fill='#0b5563'/></svg>";
  ImGuiContext* context = ImGui::CreateContext();
  {
    ImDrawList list(ImGui::GetDrawListSharedData());
    list._ResetForNewFrame();
    list.PushClipRect(ImVec2(0, 0), ImVec2(100, 100));
    const auto draw = [&](visit::Theme theme) {
      artist.picture(list, "square", svg, {0, 0, 9, 9}, colors_of(theme));
    };
    draw(visit::Theme::paper);
    CHECK(textures.corner() == 255);
    CHECK(textures.middle() < 110);
    draw(visit::Theme::black);
    CHECK(textures.corner() < 10);
    CHECK(textures.middle() > 220);
    draw(visit::Theme::soft);
    CHECK(textures.corner() == 0xDE);
    CHECK(textures.middle() < 110);
  }
  ImGui::DestroyContext(context);
}

TEST_CASE("ui: what a frame shows stays for it whatever the limit, and what no frame shows goes") {
  const Supplies supplies;
  CountedTextures textures;
  Artist artist(supplies.fonts, textures, supplies.icons);
  Pen pen(artist);
  const auto write_five = [&](const std::string& of) {
    for (int i = 0; i < 5; ++i) pen.write(words(of + std::to_string(i), 40), 1000);
  };
  constexpr double kTinyGlass = 100;
  artist.begin_frame(kTinyGlass);
  write_five("first ");
  CHECK(artist.cached() == 5);
  // Drawn again, nothing is made anew: a page larger than the limit costs no more than another.
  const std::size_t made = textures.count();
  artist.begin_frame(kTinyGlass);
  write_five("first ");
  CHECK(textures.count() == made);
  artist.begin_frame(kTinyGlass);
  write_five("second ");
  CHECK(artist.cached() == 5);
}

TEST_CASE("ui: textures are kept up to a limit, and the longest unused goes first") {
  const Supplies supplies;
  CountedTextures textures;
  Artist artist(supplies.fonts, textures, supplies.icons);
  Pen pen(artist);
  const std::string long_text(400, 'W');
  const text::Paragraph kept = words("in use");
  pen.write(kept, 1000);
  std::size_t most = 0;
  std::size_t uploaded = 0;
  for (int i = 0; i < 300; ++i) {
    pen.write(words(std::to_string(i) + long_text, 80), 1800);
    uploaded += std::size_t(artist.measure(words(std::to_string(i) + long_text, 80), 1800).width) *
                std::size_t(artist.measure(words(std::to_string(i) + long_text, 80), 1800).height);
    pen.write(kept, 1000);
    most = std::max(most, textures.bytes());
  }
  CHECK(most <= kMostBytes);
  CHECK(uploaded > 2 * kMostBytes);
  CHECK(textures.count() == artist.cached());
  const std::size_t before = textures.count();
  pen.write(kept, 1000);
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

TEST_CASE("ui: a page that was made ready needs no new texture when it comes") {
  const Supplies supplies;
  CountedTextures textures;
  const auto pack = present::loaded_sample();
  const content::Words kiosk_words = present::own_words();
  present::Journey journey(*pack, kiosk_words);
  const present::Page page = (journey.to_steps(), journey.page());
  const Glass size{1920, 1080, 0.248};
  ImGuiContext* const context = ImGui::CreateContext();
  ImGui::SetCurrentContext(context);
  unsigned char* pixels = nullptr;
  ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, nullptr, nullptr);
  ImGui::GetIO().DisplaySize = ImVec2(size.width, size.height);
  ImGui::GetIO().IniFilename = nullptr;
  {
    Artist artist(supplies.fonts, textures, supplies.icons);
    // A finger that comes meanwhile is left for the page on the glass.
    ImGui::GetIO().MouseDown[0] = true;
    const Frame ahead = prepare_page(artist, size, page, 0, pack->images);
    CHECK(ImGui::GetCurrentContext() == context);
    const std::size_t ready = textures.count();
    CHECK(ready > 10);
    ImGui::NewFrame();
    CHECK(ImGui::IsMouseClicked(0));
    present::Scratch scratch;
    PressMemory press;
    const Frame frame = draw_page(artist, size, page, scratch, pack->images, press, true, {});
    ImGui::EndFrame();
    CHECK(textures.count() == ready);
    CHECK(frame.nodes.size() == ahead.nodes.size());
    CHECK_FALSE(ahead.action);
  }
  ImGui::DestroyContext(context);
}

TEST_CASE("ui: clearing drops every texture and every word") {
  const Supplies supplies;
  CountedTextures textures;
  {
    Artist artist(supplies.fonts, textures, supplies.icons);
    Pen pen(artist);
    pen.write(words("Ana Lopez"), 1000);
    pen.write(words("Born April 12, 1958"), 1000);
    CHECK(textures.count() == 2);
    artist.clear();
    CHECK(textures.count() == 0);
    CHECK(artist.cached() == 0);
    pen.write(words("Ana Lopez"), 1000);
    CHECK(textures.count() == 1);
  }
  CHECK(textures.count() == 0);
}

TEST_CASE("ui: nothing to write makes no texture") {
  const Supplies supplies;
  CountedTextures textures;
  Artist artist(supplies.fonts, textures, supplies.icons);
  Pen pen(artist);
  pen.write(words(""), 1000);
  CHECK(textures.count() == 0);
  CHECK(artist.measure(words("Ana"), 0).width > 10);
}

}  // namespace candor::ui
