// Paragraphs, lines and drawings onto PDF pages, with the fonts and shaping of the screen.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "text/text.h"

namespace candor::text {

struct Rgb {
  double red = 0.0;
  double green = 0.0;
  double blue = 0.0;
};

struct Point {
  double x = 0.0;
  double y = 0.0;
};

/// All lengths are points (1/72 inch) from the top left corner of the page.
class Paper {
 public:
  struct About {
    std::string title;
    std::string author;
    std::string created;  ///< ISO 8601, written into the file as it is: the same record gives the same bytes
    std::string language = "en";
  };

  /// A PDF in memory with pages of this size. `fonts` must outlive the paper.
  [[nodiscard]] static Result<Paper> begin(const Fonts& fonts, double width, double height,
                                           const About& about);
  Paper(Paper&&) noexcept;
  Paper& operator=(Paper&&) noexcept;
  ~Paper();

  /// Ends the current page and begins another.
  void next_page();
  /// Opens and closes a structure tag ("H1", "P", "Figure", …); they nest.
  void open_tag(const std::string& name, const std::string& attributes = {});
  void close_tag(const std::string& name);
  /// The height that a paragraph takes in a width.
  [[nodiscard]] double measure(const Paragraph& paragraph, double width) const;
  /// Draws a paragraph as selectable text and returns its height.
  double text(const Paragraph& paragraph, double x, double y, double width, const Rgb& color);
  void line(const Point& from, const Point& to, double thickness, const Rgb& color);
  void rectangle(double x, double y, double width, double height, double thickness,
                 const Rgb& color);
  void fill(double x, double y, double width, double height, const Rgb& color);
  /// Draws strokes as vectors: through every point, round ends; a single point becomes a dot.
  void strokes(const std::vector<std::vector<Point>>& strokes, double thickness, const Rgb& color);
  /// Ends the document. Fails with unwritable when Cairo reports an error.
  [[nodiscard]] Result<std::string> finish();

 private:
  struct Data;
  explicit Paper(std::unique_ptr<Data> data);
  std::unique_ptr<Data> m_data;
};

}  // namespace candor::text
