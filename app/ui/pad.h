// Where one signs, how a choice and a QR code look.
#pragma once

#include "ui/ui.h"

namespace candor::ui {

/// The signature pad: draws the strokes of the page, and takes new ones into the scratch while a
/// finger is down on it. Strokes are micrometres on the pad, so that they look right at any size.
/// Its caption stands in it where caption_inside() says so, else nowhere.
void draw_pad(const Ui& ui, const present::Pad& pad, const Rect& rect);

/// The least height of a pad in pixels: who writes has 20 mm above the line.
[[nodiscard]] float least_pad_height(const Ui& ui);

/// Whether name and date have a line of their own in a pad of this size, below the room to write.
[[nodiscard]] bool caption_inside(const Ui& ui, const present::Pad& pad, float width, float height);

/// Name, date and time of who signs.
[[nodiscard]] text::Paragraph pad_caption(const Ui& ui, const present::Pad& pad);

struct OptionLookTag {
  present::OptionLook look;
  bool choosing;
  float size;
  float mark;
};

/// The label of a radio button or checkbox.
[[nodiscard]] text::Paragraph choice_label(const Ui& ui, const std::string& words, float size);

/// A radio button or checkbox with its label, as one large target.
void draw_choice(const Ui& ui, const present::Button& option, const Rect& rect,
                 const OptionLookTag& tag);

/// A QR code, dark on white, with its quiet zone.
void draw_qr(const Ui& ui, const std::string& text, const Rect& rect);

}  // namespace candor::ui
