// What was drawn on the glass beside the semantics list: each text, icon and picture with its
// place. Only kept where somebody asked for it (Artist::record): it holds the words of a page.
#pragma once

#include <string>

#include "ui/semantics.h"

namespace candor::ui {

enum class DrawnKind { text, icon, picture };

struct Drawn {
  DrawnKind kind = DrawnKind::text;
  std::string what;  ///< the words, or the name of the icon or picture
  double em = 0;     ///< of text, in pixels
  Rect rect;         ///< of the whole text or picture
  Rect clip;         ///< what may be seen of it
};

}  // namespace candor::ui
