#include "kiosk/card_textures.h"

#define GL_GLEXT_PROTOTYPES 1
#include <GL/gl.h>
#include <GL/glext.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "base/check.h"

namespace candor::kiosk {
namespace {

int context_version() {
  GLint major = 0;
  GLint minor = 0;
  glGetIntegerv(GL_MAJOR_VERSION, &major);
  glGetIntegerv(GL_MINOR_VERSION, &minor);
  return major * 10 + minor;
}

bool has_extension(std::string_view wanted) {
  GLint count = 0;
  glGetIntegerv(GL_NUM_EXTENSIONS, &count);
  for (GLint i = 0; i < count; ++i) {
    const GLubyte* name = glGetStringi(GL_EXTENSIONS, static_cast<GLuint>(i));
    // OpenGL's own characters are unsigned.
    if (name != nullptr && reinterpret_cast<const char*>(name) == wanted) return true;
  }
  return false;
}

}  // namespace

CardTextures::CardTextures()
    : m_has_swizzle(context_version() >= 33 || has_extension("GL_ARB_texture_swizzle")) {}

CardTextures::~CardTextures() {
  for (const GLuint texture : m_textures) glDeleteTextures(1, &texture);
  free_dropped();
}

ui::TextureId CardTextures::make(int width, int height, int internal, unsigned format,
                                 const std::uint8_t* bytes) {
  GLuint texture = 0;
  glGenTextures(1, &texture);
  glBindTexture(GL_TEXTURE_2D, texture);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glTexImage2D(GL_TEXTURE_2D, 0, internal, width, height, 0, format, GL_UNSIGNED_BYTE, bytes);
  m_textures.insert(texture);
  return texture;
}

ui::TextureId CardTextures::upload(const text::Mask& mask) {
  if (mask.width <= 0 || mask.height <= 0) return 0;
  CANDOR_CHECK(mask.coverage.size() ==
               static_cast<std::size_t>(mask.width) * static_cast<std::size_t>(mask.height));
  if (m_has_swizzle) {
    const ui::TextureId texture =
        make(mask.width, mask.height, GL_R8, GL_RED, mask.coverage.data());
    const std::array<GLint, 4> swizzle{GL_ONE, GL_ONE, GL_ONE, GL_RED};
    glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, swizzle.data());
    return texture;
  }
  std::vector<std::uint8_t> white;
  white.reserve(mask.coverage.size() * 4);
  for (const std::uint8_t coverage : mask.coverage) {
    white.insert(white.end(), {0xff, 0xff, 0xff, coverage});
  }
  return make(mask.width, mask.height, GL_RGBA8, GL_RGBA, white.data());
}

ui::TextureId CardTextures::upload(const text::Picture& picture) {
  if (picture.width <= 0 || picture.height <= 0) return 0;
  CANDOR_CHECK(picture.rgba.size() == static_cast<std::size_t>(picture.width) *
                                          static_cast<std::size_t>(picture.height) * 4);
  return make(picture.width, picture.height, GL_RGBA8, GL_RGBA, picture.rgba.data());
}

void CardTextures::drop(ui::TextureId texture) {
  const auto id = static_cast<GLuint>(texture);
  if (m_textures.erase(id) != 0) m_dropped.push_back(id);
}

void CardTextures::free_dropped() {
  for (const GLuint texture : m_dropped) glDeleteTextures(1, &texture);
  m_dropped.clear();
}

Result<text::Picture> read_pixels(int width, int height) {
  text::Picture picture;
  picture.width = width;
  picture.height = height;
  const std::size_t row = static_cast<std::size_t>(width) * 4;
  const auto rows = static_cast<std::size_t>(height);
  picture.rgba.resize(row * rows);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  while (glGetError() != GL_NO_ERROR) {
  }
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, picture.rgba.data());
  if (glGetError() != GL_NO_ERROR) {
    return fail(ErrorCode::no_space, "the picture of the screen cannot be read", "screen");
  }
  // The card's first row is the lowest one.
  const auto at = [&](std::size_t y) {
    return picture.rgba.begin() + static_cast<std::ptrdiff_t>(y * row);
  };
  for (std::size_t y = 0; y < rows / 2; ++y) std::swap_ranges(at(y), at(y + 1), at(rows - 1 - y));
  for (std::size_t i = 3; i < picture.rgba.size(); i += 4) picture.rgba[i] = 0xff;
  return picture;
}

const char* shader_version() {
  return context_version() >= 32 ? "#version 150" : "#version 130";
}

}  // namespace candor::kiosk
