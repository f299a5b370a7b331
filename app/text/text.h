// Paragraphs and pictures to pixels. Pango shapes every visible string, on screen and on paper, so
// that both agree. The only door to Pango, Cairo and librsvg, together with paper.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace candor::text {

enum class Weight { regular, medium, semibold, bold };
enum class Align { start, center, end };

/// A stretch of a paragraph in bytes, [begin, end), set in another weight or in italics.
struct Run {
  std::size_t begin = 0;
  std::size_t end = 0;
  Weight weight = Weight::bold;
  bool italic = false;
  friend bool operator==(const Run&, const Run&) = default;
};

/// What to set. Sizes are pixels on the screen and points on paper.
struct Paragraph {
  std::string text;  ///< UTF-8; line breaks are kept
  std::vector<Run> runs;
  double size = 30.0;         ///< the em
  double line_height = 1.25;  ///< distance of baselines, in ems
  Weight weight = Weight::regular;
  bool italic = false;
  Align align = Align::start;  ///< start is the right side in right-to-left text
  std::string language = "en";
  friend bool operator==(const Paragraph&, const Paragraph&) = default;
};

struct Size {
  double width = 0.0;
  double height = 0.0;
};

/// In the unit of the paragraph, from its top left corner.
struct WordBox {
  double x = 0.0;
  double y = 0.0;
  double width = 0.0;
  double height = 0.0;
};

/// 8-bit coverage, one byte a pixel, rows without padding; tinted when drawn.
struct Mask {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> coverage;
};

/// Straight (not premultiplied) RGBA, four bytes a pixel, rows without padding.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;
};

/// The pinned fonts. One object for the life of the program; not for several threads.
class Fonts {
 public:
  /// Opens the fonts that a fontconfig file lists, and no others of the machine. Fails with
  /// not_found or unreadable (the file), bad_value (no usable font in it), naming the file.
  /// Threads that set text at the same time each open their own, with a number of their own from
  /// 0: the same number works too, but one waits for the other at every line.
  [[nodiscard]] static Result<Fonts> open(const std::filesystem::path& fontconfig_file,
                                          std::size_t thread = 0);
  Fonts(Fonts&&) noexcept;
  Fonts& operator=(Fonts&&) noexcept;
  ~Fonts();

  /// The size a paragraph takes, broken at `max_width` (0: never broken), and never wider than it
  /// unless a single letter is. Its left edge is the column's left edge: text at the right or in
  /// the middle of a `max_width` is as wide as it, all other text only as wide as its longest line.
  [[nodiscard]] Size measure(const Paragraph& paragraph, double max_width) const;
  /// The paragraph's coverage. The mask is as large as measure() says, rounded up, and holds
  /// all ink: italics that lean out and accents above a line are not cut off.
  [[nodiscard]] Mask render(const Paragraph& paragraph, double max_width) const;
  /// Where the bytes [begin, end) of the text stand in the mask: a box for each line they are on,
  /// several where the direction of reading changes among them.
  [[nodiscard]] std::vector<WordBox> boxes(const Paragraph& paragraph, double max_width,
                                           std::size_t begin, std::size_t end) const;
  /// Height of a capital H, in the same unit as `size`.
  [[nodiscard]] double capital_height(double size) const;
  /// The libraries that set text and the versions of all listed fonts: where it is the same, the
  /// same paper has the same bytes.
  [[nodiscard]] std::string version() const;
  /// The first character for which no listed font has a glyph, or empty.
  [[nodiscard]] std::string missing_glyph(const std::string& text) const;

 private:
  friend class Paper;
  struct Data;
  explicit Fonts(std::unique_ptr<Data> data);
  std::unique_ptr<Data> m_data;
};

/// An SVG drawn in colour, fitted into the given pixels and centred. Fails with bad_format.
[[nodiscard]] Result<Picture> draw_svg(std::string_view svg, int width, int height);
/// An SVG icon as coverage (its alpha), to be tinted. Fails with bad_format.
[[nodiscard]] Result<Mask> draw_icon(std::string_view svg, int width, int height);
/// The width over the height of an SVG. Fails with bad_format.
[[nodiscard]] Result<double> svg_aspect(std::string_view svg);

/// PNG bytes of a picture. Fails with no_space when memory runs out.
[[nodiscard]] Result<std::string> encode_png(const Picture& picture);

/// A QR code's dark modules, side × side, row by row; error correction level M. The door to
/// libqrencode.
struct QrCode {
  int side = 0;
  std::vector<bool> dark;
};

/// Fails with too_large when the text does not fit a QR code.
[[nodiscard]] Result<QrCode> encode_qr(const std::string& text);

}  // namespace candor::text
