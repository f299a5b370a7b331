// Textures of the OpenGL context that is current: the window's and those without a window are
// uploaded alike. Only for the files of this room that open the door to OpenGL.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "base/result.h"
#include "text/text.h"
#include "ui/textures.h"

namespace candor::kiosk {

class CardTextures final : public ui::Textures {
 public:
  /// Asks the current context, of version 3.0 or newer, what it can do.
  CardTextures();
  CardTextures(const CardTextures&) = delete;
  CardTextures& operator=(const CardTextures&) = delete;
  /// Frees everything. The context must be current.
  ~CardTextures() override;

  [[nodiscard]] ui::TextureId upload(const text::Mask& mask) override;
  [[nodiscard]] ui::TextureId upload(const text::Picture& picture) override;
  /// Freed by free_dropped(), so that a frame that uses it can still be drawn.
  void drop(ui::TextureId texture) override;

  void free_dropped();

  /// Textures that are not dropped yet.
  [[nodiscard]] std::size_t count() const { return m_textures.size(); }

 private:
  ui::TextureId make(int width, int height, int internal, unsigned format,
                     const std::uint8_t* bytes);

  bool m_has_swizzle = false;
  std::set<unsigned> m_textures;
  std::vector<unsigned> m_dropped;
};

/// The pixels of the buffer that is being drawn to, the right way up and without transparency.
/// Fails with no_space when the card cannot give them.
[[nodiscard]] Result<text::Picture> read_pixels(int width, int height);

/// "#version 150": what a shader for the current context begins with.
[[nodiscard]] const char* shader_version();

}  // namespace candor::kiosk
