// Paragraphs, lines and drawings onto PDF pages, with the fonts and shaping of the screen.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/text.h"

namespace candor::text {

struct Rgb {
  double red = 0.0;
  double green = 0.0;
  double blue = 0.0;

  bool operator==(const Rgb&) const = default;
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
    std::string
        created;  ///< ISO 8601; given, not asked of a clock: the same record gives the same bytes
    std::string language = "en";
  };

  /// A structure tag that was opened, for those who finish the document.
  struct Tag {
    std::string name;           ///< "P", "H2", "Figure", …
    std::string language = {};  ///< where it is not the document's
    std::string words = {};     ///< what a picture shows
  };

  /// A paragraph set in a width: measured once, then drawn whole or over several pages. What was
  /// set lately is kept in the fonts, because the records of one export have most words in common.
  class Set {
   public:
    Set(Set&&) noexcept;
    Set& operator=(Set&&) noexcept;
    ~Set();
    [[nodiscard]] double height() const;
    [[nodiscard]] std::size_t line_count() const;
    /// How many characters have no glyph in the pinned fonts and are drawn as boxes.
    [[nodiscard]] int missing_glyphs() const;
    /// The height of `count` lines from `first`, both within line_count().
    [[nodiscard]] double height(std::size_t first, std::size_t count) const;

   private:
    friend class Paper;
    struct Data;
    explicit Set(std::shared_ptr<const Data> data);
    std::shared_ptr<const Data> m_data;
  };

  /// A PDF in memory with pages of this size. `fonts` must outlive the paper.
  [[nodiscard]] static Result<Paper> begin(const Fonts& fonts, double width, double height,
                                           const About& about);
  Paper(Paper&&) noexcept;
  Paper& operator=(Paper&&) noexcept;
  ~Paper();

  /// Ends the current page and begins another.
  void next_page();
  /// Opens and closes a structure tag ("H1", "P", "Figure", …); they nest. Cairo writes no
  /// languages and no words of pictures: they are only kept, for tags().
  void open_tag(const Tag& tag);
  void close_tag(const std::string& name);
  /// The height that a paragraph takes in a width.
  [[nodiscard]] double measure(const Paragraph& paragraph, double width) const;
  /// Sets a paragraph without drawing it.
  [[nodiscard]] Set set(const Paragraph& paragraph, double width) const;
  /// Draws a set paragraph with its top left corner at x, y.
  void draw(const Set& set, double x, double y, const Rgb& color);
  /// Draws `count` of its lines from `first`, the first one's top at y.
  void draw(const Set& set, std::size_t first, std::size_t count, double x, double y,
            const Rgb& color);
  /// Draws a paragraph as selectable text and returns its height.
  double text(const Paragraph& paragraph, double x, double y, double width, const Rgb& color);
  void line(const Point& from, const Point& to, double thickness, const Rgb& color);
  void rectangle(double x, double y, double width, double height, double thickness,
                 const Rgb& color);
  void fill(double x, double y, double width, double height, const Rgb& color);
  /// Draws strokes as vectors: through every point, round ends; a single point becomes a dot.
  void strokes(const std::vector<std::vector<Point>>& strokes, double thickness, const Rgb& color);
  /// Draws a QR code's modules into a square, at its top left; the white around is the caller's.
  void code(const QrCode& code, const Point& corner, double side, const Rgb& color);
  /// Draws a single dot.
  void dot(const Point& middle, double diameter, const Rgb& color);
  /// Draws an SVG as vectors, as large as fits the box, in its middle. Fails with bad_format.
  [[nodiscard]] Result<void> picture(std::string_view svg, double x, double y, double width,
                                     double height);
  /// Every tag that was opened, in order.
  [[nodiscard]] const std::vector<Tag>& tags() const;
  /// Ends the document. Fails with unwritable when Cairo reports an error.
  [[nodiscard]] Result<std::string> finish();

 private:
  struct Data;
  explicit Paper(std::unique_ptr<Data> data);
  /// As it was set lately under this key, or made now.
  template <typename Make>
  [[nodiscard]] std::shared_ptr<const Set::Data> lately(const std::string& key,
                                                        const Make& make) const;
  [[nodiscard]] std::shared_ptr<const Set::Data> by_pango(const Paragraph& paragraph,
                                                          double width) const;
  /// Short lines put together from pieces; nothing where only Pango can set them.
  [[nodiscard]] std::shared_ptr<const Set::Data> from_pieces(const Paragraph& paragraph,
                                                             double width) const;
  std::unique_ptr<Data> m_data;
};

}  // namespace candor::text
