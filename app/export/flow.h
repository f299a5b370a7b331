// Rows of text and drawings, filled into pages from top to bottom: headings stay with what follows,
// groups stay together where they fit a page, and long text is broken between lines.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "export/look.h"
#include "text/paper.h"

namespace candor::exporting {

/// What a cell is drawn as besides its words.
enum class CellFrame {
  none,
  tick,   ///< a framed box with an empty square to mark, before its words
  write,  ///< a line to write on below its words
};

/// A piece of text in a row.
struct Cell {
  double x = 0.0;  ///< from the left margin
  double width = kWidth;
  std::string text;
  Style style = Style::body;
  std::string language = "en";
  std::optional<text::Rgb> color = std::nullopt;  ///< instead of the style's
  std::vector<text::Run> runs = {};
  CellFrame frame = CellFrame::none;
};

/// A row's surroundings.
struct RowLook {
  double space_before = 3.0;
  std::optional<text::Rgb> fill = std::nullopt;  ///< behind the row
  std::optional<text::Rgb> bar = std::nullopt;   ///< at its left edge
  bool rule_above = false;                       ///< but not at the top of a page, which has one
  bool keep_with_next = false;
  bool new_page = false;  ///< begins one
  const char* tag = "P";
  bool same_tag = false;  ///< belongs to the row before, as one element of the structure
};

/// A row nearer to the one before it than usual; `space` in points.
inline RowLook close(double space = 2.0) {
  RowLook look;
  look.space_before = space;
  return look;
}

/// A dot in a drawing, in points from its top left corner.
struct Dot {
  text::Point middle;
  double diameter = 0.0;
  text::Rgb color;
};

/// A filled bar in a drawing.
struct Bar {
  double x = 0.0;
  double y = 0.0;
  double width = 0.0;
  double height = 0.0;
  text::Rgb color;
};

/// Strokes in a box, in points from the box's top left corner.
struct Drawing {
  double x = 0.0;  ///< of the box, from the left margin
  double width = 0.0;
  double height = 0.0;
  std::vector<std::vector<text::Point>> strokes;
  std::string words = {};                           ///< in the box instead of strokes: a typed name
  std::optional<text::QrCode> code = std::nullopt;  ///< over the whole box instead of strokes
  std::string shows = {};  ///< for those who cannot see the strokes: "Signature of …"
  std::string svg = {};    ///< a picture instead of strokes
  std::vector<Dot> dots = {};
  std::vector<Bar> bars = {};
  bool is_bare = false;  ///< no frame around, even without anything in it
};

/// The language of the words around what the record holds.
inline constexpr std::string_view kPaperLanguage = "en";

enum class Reading { from_left, from_right };

/// What holds for the whole of a flow.
struct FlowLook {
  double scale = 1.0;  ///< of all letters
  std::string language = std::string(kPaperLanguage);
  Reading reading = Reading::from_left;  ///< from_right: cells and bars stand mirrored
};

class Flow {
 public:
  /// `paper` must outlive the flow; nothing is drawn on it before draw().
  explicit Flow(text::Paper& paper, FlowLook look = {})
      : m_paper(&paper), m_look(std::move(look)) {}

  void row(const std::vector<Cell>& cells, const RowLook& look = {});
  /// A row with a drawing behind its words, which is for the eye only: the words say the same.
  void row(const std::vector<Cell>& cells, const RowLook& look, const Drawing& drawing);
  void drawing(const Drawing& drawing);
  /// Everything between begin_group() and end_group() is kept on one page where it fits one.
  void begin_group();
  void end_group();

  /// A section's heading, never at the foot of a page.
  void heading(const std::string& text);
  void paragraph(const std::string& text, Style style = Style::body, const RowLook& look = {});
  /// A label with its value beside it.
  void pair(const std::string& label, const std::string& value, Style style = Style::body,
            const std::string& language = "en");

  /// Characters, counted as often as they stand, for which no font has a glyph.
  [[nodiscard]] int missing_glyphs() const { return m_missing_glyphs; }

  /// What went wrong while drawing: a picture that cannot be drawn.
  [[nodiscard]] const std::optional<Error>& trouble() const { return m_trouble; }

  [[nodiscard]] const FlowLook& look() const { return m_look; }

  /// How the rows from here on are read.
  void turn_to(Reading reading) { m_look.reading = reading; }

  /// Draws all rows. `on_page(number, count)` draws what else stands on each page, and `on_all()`
  /// what is the same on all of them: on a last page of its own, which to_archive() shows on each.
  void draw(const std::function<void(int, int)>& on_page, const std::function<void()>& on_all);

 private:
  struct Column {
    double x = 0.0;
    text::Paper::Set set;
    text::Rgb color;
    std::string language = {};  ///< where it is not the document's
    CellFrame frame = CellFrame::none;
    double frame_x = 0.0;
    double frame_width = 0.0;
  };

  struct Row {
    std::vector<Column> columns;
    std::optional<Drawing> drawing;
    bool is_backdrop = false;  ///< the drawing is behind words of its own
    RowLook look;
    int group = 0;  ///< 0: none
    Reading reading = Reading::from_left;
    double height = 0.0;
  };

  /// Lines [first, first + count) of each column of a row, at a place.
  struct Part {
    std::size_t row = 0;
    double y = 0.0;
    double height = 0.0;
    bool begins = true;  ///< the row's first part
    std::vector<std::pair<std::size_t, std::size_t>> lines;
  };

  using Page = std::vector<Part>;

  [[nodiscard]] Column column_of(const Cell& cell);
  /// From the left margin, where a thing of this width stands that is to be `x` from the start.
  [[nodiscard]] static double placed(double x, double width, Reading reading);
  [[nodiscard]] static bool is_whole(const Row& row);
  void draw_drawing(const Drawing& drawing, double y, Reading reading);
  void draw_frame(const Column& column, double y, double height, Reading reading);
  [[nodiscard]] double padding(const Row& row) const;
  [[nodiscard]] double smallest_start(const Row& row) const;
  [[nodiscard]] double needed_from(std::size_t index) const;
  [[nodiscard]] double group_height(std::size_t index) const;
  [[nodiscard]] std::vector<Page> paginate() const;
  void draw_part(const Part& part, const Part* before, const Part* after);
  [[nodiscard]] std::string tag_of(std::size_t index) const;

  text::Paper* m_paper;
  FlowLook m_look;
  std::optional<Error> m_trouble;
  std::vector<Row> m_rows;
  bool m_after_pair = false;  // the last row is a pair
  int m_group = 0;
  int m_groups = 0;
  int m_missing_glyphs = 0;
};

/// The paragraph of a cell, for text outside the flow.
[[nodiscard]] text::Paragraph paragraph_of(const std::string& text, Style style,
                                           const std::string& language = "en");
[[nodiscard]] text::Rgb color_of(Style style);

}  // namespace candor::exporting
