// The editor's preview: a strip with the pages of a pack beside one page as the kiosk shows it, and
// what is wrong with it below. Plain data in, what was pressed out, as with the kiosk's screens.
#pragma once

#include <string>
#include <vector>

#include "present/page.h"
#include "ui/artist.h"
#include "ui/screen.h"
#include "ui/semantics.h"

namespace candor::ui {

/// A line of the strip.
struct PreviewRow {
  std::string id;
  std::string label;
  bool is_step = false;  ///< one screen of the page above it
  bool selected = false;
  int findings = 0;
};

/// A few choices of which one is taken, with a word above them.
struct PreviewChips {
  std::string caption;
  std::vector<present::Button> items;  ///< id, label, selected
};

struct PreviewFinding {
  std::string id;     ///< empty when it leads nowhere
  std::string place;  ///< "pages/70-home.json:14:9"
  std::string what;   ///< what is wrong; what to do
  present::CalloutLook look = present::CalloutLook::caution;
};

struct PreviewDesk {
  std::string title;
  std::vector<PreviewChips> walks;
  std::vector<PreviewRow> rows;
  std::vector<PreviewChips> looks;  ///< language, text size, colours, glass
  std::string findings_title;
  present::CalloutLook findings_look = present::CalloutLook::note;
  std::vector<PreviewFinding> findings;
  TextureId page = 0;   ///< as kiosk::Canvas draws it: the bottom row first
  std::string no_page;  ///< in place of a page, where there is none
};

/// What is kept between two frames.
struct PreviewScroll {
  float rows = 0;
  float findings = 0;
  std::string row_in_sight;  ///< the selected row that was scrolled to
  std::string findings_of;   ///< the findings that `findings` belongs to
  PressMemory press;
};

/// Where things stand in a window of this size, in pixels.
struct PreviewPlaces {
  Rect strip;
  Rect page;  ///< the page, as large as it fits
  Rect findings;
};

[[nodiscard]] PreviewPlaces preview_places(float width, float height, const Glass& glass);

struct PreviewFrame {
  std::string pressed;  ///< the id of what was pressed; empty: nothing
  std::vector<Node> nodes;
};

[[nodiscard]] PreviewFrame draw_preview(Artist& artist, float width, float height,
                                        const Glass& glass, const PreviewDesk& desk,
                                        PreviewScroll& scroll);

}  // namespace candor::ui
