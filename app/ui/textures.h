// Pictures on the graphics card, as the screens see them. The kiosk's window implements it; tests
// pass a fake.
#pragma once

#include <cstdint>

namespace candor::text {
struct Mask;
struct Picture;
}  // namespace candor::text

namespace candor::ui {

/// A texture on the graphics card, usable as an ImTextureID. 0 is no texture.
using TextureId = std::uintptr_t;

class Textures {
 public:
  virtual ~Textures() = default;
  /// A coverage mask, white where drawn: tint it with the vertex colour. Returns 0 for an empty
  /// mask.
  [[nodiscard]] virtual TextureId upload(const text::Mask& mask) = 0;
  /// A coloured picture with transparency, drawn with a white tint. Returns 0 for an empty picture.
  [[nodiscard]] virtual TextureId upload(const text::Picture& picture) = 0;
  /// Frees it; 0 and an unknown id do nothing. Not to be used in a frame that is still to be drawn.
  virtual void drop(TextureId texture) = 0;
};

}  // namespace candor::ui
