#include <cairo.h>
#include <librsvg/rsvg.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>

#include "text/faces.h"
#include "text/svg.h"
#include "text/text.h"

namespace candor::text {

namespace {

constexpr int kLargestPicture = 16384;  // pixels a side

struct ObjectUnref {
  void operator()(void* object) const { g_object_unref(object); }
};

using Handle = std::unique_ptr<RsvgHandle, ObjectUnref>;

struct SurfaceDestroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};

using Surface = std::unique_ptr<cairo_surface_t, SurfaceDestroy>;

struct DrawingDestroy {
  void operator()(cairo_t* drawing) const { cairo_destroy(drawing); }
};

/// The words of a GLib error, which is freed.
std::string words_of(GError* error) {
  if (error == nullptr) return "unknown fault";
  std::string words = error->message;
  g_error_free(error);
  return words;
}

Result<Handle> open_svg(std::string_view svg) {
  if (svg.empty()) return fail(ErrorCode::bad_format, "the picture is empty");
  GError* error = nullptr;
  Handle handle(
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
  if (!handle) return fail(ErrorCode::bad_format, "this is not an SVG picture: " + words_of(error));
  return handle;
}

struct Extent {
  double width = 0.0;
  double height = 0.0;
};

/// The picture's own size: its viewBox, else its width and height, else what it draws.
Result<Extent> extent_of(RsvgHandle* handle) {
  gboolean has_width = FALSE;
  gboolean has_height = FALSE;
  gboolean has_box = FALSE;
  RsvgLength width{};
  RsvgLength height{};
  RsvgRectangle box{};
  rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &width, &has_height, &height, &has_box,
                                       &box);
  if (has_box == TRUE && box.width > 0.0 && box.height > 0.0) return Extent{box.width, box.height};
  double pixel_width = 0.0;
  double pixel_height = 0.0;
  if (rsvg_handle_get_intrinsic_size_in_pixels(handle, &pixel_width, &pixel_height) == TRUE &&
      pixel_width > 0.0 && pixel_height > 0.0) {
    return Extent{pixel_width, pixel_height};
  }
  return fail(ErrorCode::bad_format, "the SVG picture has no size", {}, "give it a viewBox");
}

Result<Surface> draw(std::string_view svg, int width, int height) {
  if (width <= 0 || height <= 0 || width > kLargestPicture || height > kLargestPicture) {
    return fail(ErrorCode::bad_value, "a picture cannot be drawn in this size");
  }
  Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
  {
    const std::unique_ptr<cairo_t, DrawingDestroy> drawing(cairo_create(surface.get()));
    const auto lock = lock_faces();
    const auto drawn = draw_svg_on(drawing.get(), svg, {0.0, 0.0, double(width), double(height)});
    if (!drawn) return fail(drawn);
  }
  cairo_surface_flush(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
    return fail(ErrorCode::bad_format, "the SVG picture cannot be drawn");
  }
  return surface;
}

/// Calls `each` with every pixel (premultiplied ARGB), row by row.
template <typename Each>
void for_pixels(cairo_surface_t* surface, int width, int height, const Each& each) {
  const unsigned char* const data = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  for (int y = 0; y < height; ++y) {
    const unsigned char* const row = data + static_cast<std::ptrdiff_t>(y) * stride;
    const auto* const pixels = reinterpret_cast<const std::uint32_t*>(row);
    for (int x = 0; x < width; ++x) each(pixels[x]);
  }
}

std::uint8_t straight(std::uint32_t channel, std::uint32_t alpha) {
  return static_cast<std::uint8_t>(std::min(255U, (channel * 255U + alpha / 2U) / alpha));
}

}  // namespace

Result<void> draw_svg_on(cairo_t* drawing, std::string_view svg, const Box& box) {
  const auto handle = open_svg(svg);
  if (!handle) return fail(handle);
  const auto extent = extent_of(handle->get());
  if (!extent) return fail(extent);
  const double scale = std::min(box.width / extent->width, box.height / extent->height);
  const RsvgRectangle viewport{box.x + (box.width - extent->width * scale) / 2.0,
                               box.y + (box.height - extent->height * scale) / 2.0,
                               extent->width * scale, extent->height * scale};
  GError* error = nullptr;
  if (rsvg_handle_render_document(handle->get(), drawing, &viewport, &error) == FALSE) {
    return fail(ErrorCode::bad_format, "the SVG picture cannot be drawn: " + words_of(error));
  }
  return {};
}

Result<Picture> draw_svg(std::string_view svg, int width, int height) {
  const auto surface = draw(svg, width, height);
  if (!surface) return fail(surface);
  Picture picture;
  picture.width = width;
  picture.height = height;
  picture.rgba.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4U);
  for_pixels(surface->get(), width, height, [&picture](std::uint32_t pixel) {
    std::uint32_t const alpha = pixel >> 24U;
    if (alpha == 0) {
      picture.rgba.insert(picture.rgba.end(), 4, 0);
      return;
    }
    picture.rgba.push_back(straight((pixel >> 16U) & 0xFFU, alpha));
    picture.rgba.push_back(straight((pixel >> 8U) & 0xFFU, alpha));
    picture.rgba.push_back(straight(pixel & 0xFFU, alpha));
    picture.rgba.push_back(static_cast<std::uint8_t>(alpha));
  });
  return picture;
}

Result<Mask> draw_icon(std::string_view svg, int width, int height) {
  const auto surface = draw(svg, width, height);
  if (!surface) return fail(surface);
  Mask mask;
  mask.width = width;
  mask.height = height;
  mask.coverage.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for_pixels(surface->get(), width, height, [&mask](std::uint32_t pixel) {
    mask.coverage.push_back(static_cast<std::uint8_t>(pixel >> 24U));
  });
  return mask;
}

Result<double> svg_aspect(std::string_view svg) {
  const auto handle = open_svg(svg);
  if (!handle) return fail(handle);
  const auto extent = extent_of(handle->get());
  if (!extent) return fail(extent);
  return extent->width / extent->height;
}

}  // namespace candor::text
