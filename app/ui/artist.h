// Draws text, icons and pictures through cached textures. The cache holds words that were on the
// glass, names included: clear() it when a visit ends.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "text/text.h"
#include "ui/drawn.h"
#include "ui/semantics.h"
#include "ui/textures.h"
#include "ui/theme.h"

struct ImDrawList;

namespace candor::ui {

/// SVG bytes by name: "pause" → assets/icons/pause.svg.
using Icons = std::map<std::string, std::string>;

class Artist {
 public:
  /// All must outlive the artist.
  Artist(const text::Fonts& fonts, Textures& textures, const Icons& icons)
      : m_fonts(&fonts), m_textures(&textures), m_icons(&icons) {}

  ~Artist();
  Artist(const Artist&) = delete;
  Artist& operator=(const Artist&) = delete;

  [[nodiscard]] text::Size measure(const text::Paragraph& paragraph, float max_width);
  /// Where these bytes of it are drawn, from its top left corner.
  [[nodiscard]] std::vector<text::WordBox> boxes(const text::Paragraph& paragraph, float max_width,
                                                 std::size_t begin, std::size_t end) const;
  /// Draws at the top left corner (x, y); centred and right-aligned text fills `max_width`.
  void text(ImDrawList& list, const text::Paragraph& paragraph, float x, float y, float max_width,
            Color color);
  /// A tinted icon in a square; an unknown name draws nothing.
  void icon(ImDrawList& list, const std::string& name, float x, float y, float side, Color color);
  /// A line drawing fitted into the rectangle. `svg` is the file's bytes, `name` its cache key. On
  /// dark paper light and dark change places; on tinted paper white becomes the paper's colour.
  void picture(ImDrawList& list, const std::string& name, const std::string& svg, const Rect& rect,
               const Colors& colors);
  /// A frame of so many pixels is drawn from here on: the cache is bounded by them, and keeps what
  /// this frame has used. Without it there is one bound for all.
  void begin_frame(double pixels);
  /// Drops every texture and every word.
  void clear();

  /// From now on all that is drawn is also added to this list, which must outlive the drawing;
  /// nullptr: no more.
  void record(std::vector<Drawn>* list) { m_record = list; }

  [[nodiscard]] std::size_t cached() const { return m_cache.size(); }

 private:
  struct Entry {
    TextureId texture = 0;
    int width = 0;
    int height = 0;
    std::size_t bytes = 0;
    std::uint64_t frame = 0;  ///< that used it last
    std::list<std::string>::iterator used;
  };

  const Entry* find(const std::string& key);
  const Entry* keep(const std::string& key, TextureId texture, int width, int height,
                    std::size_t bytes);
  void note(const ImDrawList& list, DrawnKind kind, const std::string& what, double em,
            const Rect& rect) const;
  const Entry* text_entry(const text::Paragraph& paragraph, float max_width);

  const text::Fonts* m_fonts;
  Textures* m_textures;
  const Icons* m_icons;
  std::vector<Drawn>* m_record = nullptr;
  std::unordered_map<std::string, Entry> m_cache;
  std::list<std::string> m_recent;  ///< keys, the latest used first
  std::size_t m_bytes = 0;
  std::size_t m_most = std::size_t{12} << 20U;  ///< bytes kept before the least used goes
  std::uint64_t m_frame = 0;
  std::unordered_map<std::string, text::Size> m_sizes;
};

}  // namespace candor::ui
