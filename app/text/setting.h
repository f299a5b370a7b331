// How a paragraph's lines are placed: shared by the screen's masks and the paper's pages. Only for
// the files of this room.
#pragma once

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/faces.h"
#include "text/text.h"

namespace candor::text {

struct ObjectUnref {
  void operator()(void* object) const { g_object_unref(object); }
};

/// A GObject that this room owns.
template <typename T>
using Object = std::unique_ptr<T, ObjectUnref>;

struct ConfigDestroy {
  void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};

/// Heights of Inter in ems, above and below the baseline.
struct Proportions {
  double ascent = 0.0;
  double descent = 0.0;
  double capital = 0.0;
};

/// Where the pen may stand: on whole pixels of a screen, or anywhere on paper.
enum class Grid { pixels, free };

/// One line of a placed paragraph. `line` belongs to the layout and lives until it is set again;
/// null where the glyphs are all that was kept.
struct PlacedLine {
  PangoLayoutLine* line = nullptr;
  double x = 0.0;
  double baseline = 0.0;
  double top = 0.0;  ///< of the line's share of the paragraph's height
  double bottom = 0.0;
};

struct Placed {
  std::vector<PlacedLine> lines;
  double width = 0.0;
  double height = 0.0;
};

/// A context and a layout for each direction of writing: a context that changed its direction would
/// set every layout again that is still waiting to be drawn.
struct Desk {
  Object<PangoContext> left_to_right;
  Object<PangoContext> right_to_left;
  Object<PangoLayout> left_to_right_layout;
  Object<PangoLayout> right_to_left_layout;

  [[nodiscard]] PangoContext* context_for(const std::string& language) const;
  [[nodiscard]] PangoLayout* layout_for(const std::string& language) const;
};

/// `thread`: see Fonts::open.
[[nodiscard]] Desk make_desk(PangoFontMap* map, Grid grid, std::size_t thread);

/// Whether Cairo takes the text as it is.
[[nodiscard]] bool is_drawable(std::string_view text);

/// The font that Cairo draws a run with, owned by the layout; null: Cairo has none.
[[nodiscard]] cairo_scaled_font_t* scaled_font_of(const PangoGlyphItem& run);

/// Whether the text is made of letters that stand in the font as they are: Latin without separate
/// accents, digits, and general punctuation.
[[nodiscard]] bool is_plain_latin(std::string_view text);

/// Whether plain Latin letters of this paragraph are moved by what stands beside them.
[[nodiscard]] bool is_kerned(const Paragraph& paragraph);

/// Whether lines of this paragraph are so far apart that plain Latin ones cannot touch.
[[nodiscard]] bool is_roomy(const Paragraph& paragraph, const Proportions& proportions);

/// Which edge of its column a line stands at.
enum class Side { left, middle, right };

[[nodiscard]] Side side_of(Align align, bool right_to_left);

/// Sets the paragraph in the layout (of a context for its language) and says where each line
/// stands, from the top left corner of a box that holds all ink. `max_width` 0: never broken. To be
/// called within lock_faces().
[[nodiscard]] Placed place(PangoLayout* layout, const Paragraph& paragraph, double max_width,
                           const Proportions& proportions, Grid grid);

/// Paragraphs that were set lately, by all that decides how they are set: never more than two
/// halves of kHalf bytes of text, so that memory stays flat however many records are exported.
class SetParagraphs {
 public:
  /// What is kept under the key, or nothing.
  [[nodiscard]] std::shared_ptr<const void> find(const std::string& key);
  void keep(const std::string& key, std::shared_ptr<const void> set);

 private:
  static constexpr std::size_t kHalf = 512U * 1024;

  using Half = std::unordered_map<std::string, std::shared_ptr<const void>>;
  Half m_young;
  Half m_old;
  std::size_t m_young_bytes = 0;
};

/// Fonts' insides, shared with Paper.
struct Fonts::Data {
  Data() = default;
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;
  ~Data();

  std::unique_ptr<FcConfig, ConfigDestroy> config;
  Object<PangoFontMap> map;
  Desk screen;
  Desk paper;
  OpenFaces open_faces;
  Proportions proportions;
  std::string version;           ///< once Fonts::version() was asked
  SetParagraphs set_paragraphs;  // released before the fonts they are set in
};

}  // namespace candor::text
