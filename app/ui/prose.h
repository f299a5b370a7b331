// Running text: how wide it may be, how high it is, where it may go on elsewhere, drawn.
#pragma once

#include <functional>
#include <vector>

#include "ui/ui.h"

namespace candor::ui {

/// `width`, or less where a line of letters of this size would be longer than can be read with ease
/// (at most about 65 characters).
[[nodiscard]] float measured(float width, float size, text::Weight weight = text::Weight::regular);

/// Height and drawing of paragraphs in a column of this width, in pixels; `size` is the em.
[[nodiscard]] float paragraph_height(const Ui& ui, const content::Paragraph& paragraph, float width,
                                     float size);
void draw_paragraph(const Ui& ui, const content::Paragraph& paragraph, float x, float y,
                    float width, float size, Color color);
[[nodiscard]] float paragraphs_height(const Ui& ui,
                                      const std::vector<content::Paragraph>& paragraphs,
                                      float width, float size);
void draw_paragraphs(const Ui& ui, const std::vector<content::Paragraph>& paragraphs, float x,
                     float y, float width, float size, Color color);

/// Whether a paragraph fits.
using Fits = std::function<bool(const content::Paragraph&)>;

/// A paragraph that does not fit as one paragraph a sentence; a sentence that does not fit either
/// goes on in another one, where possible after a comma in its second half.
[[nodiscard]] std::vector<content::Paragraph> fitting_pieces(const content::Paragraph& paragraph,
                                                             const Fits& fits);

}  // namespace candor::ui
