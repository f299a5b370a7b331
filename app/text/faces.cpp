#include "text/faces.h"

#include <cairo-ft.h>

#include "text/setting.h"

namespace candor::text {
namespace {

// It guards lists of Cairo's that are one for the program, and holds nothing itself.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
constinit std::mutex faces_in_use;

}  // namespace

std::unique_lock<std::mutex> lock_faces() {
  return std::unique_lock(faces_in_use);
}

void OpenFaces::Unlock::operator()(cairo_scaled_font_t* font) const {
  cairo_ft_scaled_font_unlock_face(font);
  cairo_scaled_font_destroy(font);
}

bool OpenFaces::hold(const std::vector<PlacedLine>& lines) {
  bool all = true;
  for (const PlacedLine& placed : lines) {
    for (GSList* node = placed.line->runs; node != nullptr; node = node->next) {
      cairo_scaled_font_t* const scaled = scaled_font_of(*static_cast<PangoGlyphItem*>(node->data));
      auto& held = m_held[scaled];
      if (held) continue;
      // A file that is gone: Cairo draws nothing then, and the page's drawing tells of it.
      if (scaled == nullptr || cairo_ft_scaled_font_lock_face(scaled) == nullptr) {
        all = false;
        continue;
      }
      held.reset(cairo_scaled_font_reference(scaled));
    }
  }
  return all;
}

}  // namespace candor::text
