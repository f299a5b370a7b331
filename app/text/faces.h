// The files of fonts that are open. Cairo 1.16 keeps them, and the faces made of them, in lists
// that are one for all threads of the program and that it changes without a lock of its own: two
// threads that set their first text at the same moment can lose each other's face, and one embeds
// it a second time under another name; and with more than ten files open it closes one that another
// thread is just reading. So whoever may make or let go of a face holds lock_faces(), and what
// paper is drawn with is held open, so that drawing needs no lock. Only for the files of this room.
#pragma once

#include <cairo.h>

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace candor::text {

struct PlacedLine;

/// To be held while text is set, while Pango draws, and while layouts or fonts are let go. Not to
/// be taken twice by one thread.
[[nodiscard]] std::unique_lock<std::mutex> lock_faces();

/// Fonts that are kept, and their files open, until this ends. To be used and ended within
/// lock_faces().
class OpenFaces {
 public:
  /// Keeps the fonts, with their files open, that these lines are set in. False when one cannot be
  /// held: its file is gone.
  [[nodiscard]] bool hold(const std::vector<PlacedLine>& lines);

 private:
  struct Unlock {
    void operator()(cairo_scaled_font_t* font) const;
  };

  /// Few: a font for each size and weight that pages use, in each script.
  std::map<cairo_scaled_font_t*, std::unique_ptr<cairo_scaled_font_t, Unlock>> m_held;
};

}  // namespace candor::text
