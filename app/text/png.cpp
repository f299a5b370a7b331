// Pixels as a PNG file. The door to libpng, which cairo's own writer uses four times as slowly.
#include <png.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "text/text.h"

namespace candor::text {
namespace {

/// The colours alone where nothing can be seen through: a third less to pack. Empty where it can.
std::vector<std::uint8_t> opaque_colors(const Picture& picture) {
  std::vector<std::uint8_t> colors(picture.rgba.size() / 4 * 3);
  const std::uint8_t* from = picture.rgba.data();
  std::uint8_t all = 255;
  for (std::size_t to = 0; to < colors.size(); to += 3, from += 4) {
    colors[to] = from[0];
    colors[to + 1] = from[1];
    colors[to + 2] = from[2];
    all &= from[3];
  }
  if (all != 255) colors.clear();
  return colors;
}

}  // namespace

Result<std::string> encode_png(const Picture& picture) {
  const auto pixels = static_cast<std::size_t>(std::max(0, picture.width)) *
                      static_cast<std::size_t>(std::max(0, picture.height));
  if (pixels == 0 || picture.rgba.size() != pixels * 4U) {
    return fail(ErrorCode::bad_value, "the picture has no pixels, or not as many as its size says");
  }
  const std::vector<std::uint8_t> colors = opaque_colors(picture);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  image.format = colors.empty() ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
  // Screens are flat: filters and harder packing take their time and gain little.
  image.flags = PNG_IMAGE_FLAG_FAST;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string bytes(size, '\0');
  const void* from = colors.empty() ? picture.rgba.data() : colors.data();
  if (png_image_write_to_memory(&image, bytes.data(), &size, 0, from, 0, nullptr) == 0) {
    return fail(ErrorCode::no_space, std::string("the picture's PNG: ") + image.message);
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace candor::text
