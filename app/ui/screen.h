// Draws one page into the current ImGui frame.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ui/ui.h"

namespace candor::ui {

struct Glass {
  float width = 0;  ///< pixels
  float height = 0;
  double mm_per_pixel = kReferencePitch;
};

/// Draws `page` over a background in its theme's paper (theme.h) and returns what was used and
/// seen. `scratch` takes what is typed and drawn but not yet given. `taps_allowed` is false right
/// after a page change: a press that begins then does nothing. `ring` is where the ring of focus
/// stands.
[[nodiscard]] Frame draw_page(Artist& artist, const Glass& glass, const present::Page& page,
                              present::Scratch& scratch,
                              const std::map<std::string, std::string>& pictures,
                              PressMemory& press, bool taps_allowed,
                              const std::vector<PointerSample>& samples, const Ring& ring = {});

/// Lays out a part of a page (the first is 0) that is not on the glass yet and gives what would
/// stand on it: its words and pictures are ready when it comes. Nothing is drawn, nothing counts as
/// seen, and no touch is used up. Between frames only.
[[nodiscard]] Frame prepare_page(Artist& artist, const Glass& glass, const present::Page& page,
                                 int part, const std::map<std::string, std::string>& pictures);

}  // namespace candor::ui
