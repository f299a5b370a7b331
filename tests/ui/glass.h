// A screen without a window: ImGui without a backend, textures that are only counted.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "text/text.h"
#include "ui/screen.h"

struct ImGuiContext;

namespace candor::ui {

class CountedTextures final : public Textures {
 public:
  [[nodiscard]] TextureId upload(const text::Mask& mask) override {
    return keep(mask.coverage.size());
  }

  [[nodiscard]] TextureId upload(const text::Picture& picture) override {
    return keep(picture.rgba.size());
  }

  void drop(TextureId texture) override { m_sizes.erase(texture); }

  [[nodiscard]] std::size_t count() const { return m_sizes.size(); }

  [[nodiscard]] std::size_t bytes() const;

 private:
  TextureId keep(std::size_t bytes) {
    m_sizes[++m_last] = bytes;
    return m_last;
  }

  std::map<TextureId, std::size_t> m_sizes;
  TextureId m_last = 1'000;  // the fonts of ImGui itself have 0
};

/// The project's icons and fonts, loaded once a test.
struct Supplies {
  Supplies();
  text::Fonts fonts;
  Icons icons;
};

/// A picture (text, icon, image) as it was drawn.
struct DrawnPicture {
  Rect rect;
};

/// A glass on which pages are drawn and touched.
class TestGlass {
 public:
  TestGlass(const Supplies& supplies, const Glass& glass);
  ~TestGlass();
  TestGlass(const TestGlass&) = delete;
  TestGlass& operator=(const TestGlass&) = delete;

  /// Draws one frame with the finger where it is.
  const Frame& draw(const present::Page& page, bool taps_allowed = true);
  /// Moves the finger; the next frame sees it.
  void finger(float x, float y, bool down);
  /// Presses, draws, lets go, draws; what came of it is in actions().
  void tap(const present::Page& page, const std::string& id);

  [[nodiscard]] const Node* find(const std::string& id) const;

  [[nodiscard]] const Frame& frame() const { return m_frame; }

  /// Everything that frames have asked for so far.
  [[nodiscard]] const std::vector<present::Action>& actions() const { return m_actions; }

  /// Text and pictures of the last frame, where they were drawn.
  [[nodiscard]] const std::vector<DrawnPicture>& drawn() const { return m_drawn; }

  /// The rectangle around everything that the last frame drew.
  [[nodiscard]] Rect extent() const { return m_extent; }

  /// The rectangle around what the last frame painted in this colour; empty where nothing was.
  [[nodiscard]] Rect extent_of(Color color) const;

  [[nodiscard]] const Glass& glass() const { return m_glass; }

  [[nodiscard]] double mm(float pixels) const { return double(pixels) * m_glass.mm_per_pixel; }

  std::map<std::string, std::string> pictures;
  present::Scratch scratch;
  Ring ring;  ///< of focus
  CountedTextures textures;
  std::vector<PointerSample> samples;

 private:
  void read_drawing();

  Glass m_glass;
  ImGuiContext* m_context;
  std::unique_ptr<Artist> m_artist;
  PressMemory m_press;
  Frame m_frame;
  std::vector<present::Action> m_actions;
  std::vector<DrawnPicture> m_drawn;
  Rect m_extent;
  std::map<Color, Rect> m_painted;
};

}  // namespace candor::ui
