#include "ui/artist.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace candor::ui {
namespace {

/// The page on the glass and the next one, with a picture each, take less than this.
constexpr double kBytesPerPixel = 2;
constexpr std::size_t kMostSizes = 4096;

std::string key_of(const text::Paragraph& paragraph, float max_width) {
  std::string key =
      fmt::format("t{:.2f}/{:.2f}/{}/{}/{}/{:.0f}/{}/", paragraph.size, paragraph.line_height,
                  static_cast<int>(paragraph.weight), paragraph.italic,
                  static_cast<int>(paragraph.align), max_width, paragraph.language);
  for (const text::Run& run : paragraph.runs) {
    key +=
        fmt::format("{}-{}-{}-{},", run.begin, run.end, static_cast<int>(run.weight), run.italic);
  }
  return key + paragraph.text;
}

ImTextureID image_id(TextureId texture) {
  // ImGui's OpenGL backend takes the texture's number in place of a pointer.
  return reinterpret_cast<ImTextureID>(texture);  // NOLINT(performance-no-int-to-ptr)
}

ImU32 tint(Color color) {
  return IM_COL32((color >> 16U) & 0xFFU, (color >> 8U) & 0xFFU, color & 0xFFU, 255);
}

/// Fits a line drawing to the paper it stands on.
void recolor(text::Picture& picture, const Colors& colors) {
  const std::array<int, 3> card = {static_cast<int>((colors.card >> 16U) & 0xFFU),
                                   static_cast<int>((colors.card >> 8U) & 0xFFU),
                                   static_cast<int>(colors.card & 0xFFU)};
  constexpr int kDark = 64;
  const bool dark = *std::max_element(card.begin(), card.end()) < kDark;
  if (!dark && colors.card == 0xFFFFFF) return;
  for (std::size_t at = 0; at + 3 < picture.rgba.size(); at += 4) {
    const std::array<int, 3> old = {picture.rgba[at], picture.rgba[at + 1], picture.rgba[at + 2]};
    const auto [least, most] = std::minmax_element(old.begin(), old.end());
    // Another lightness and the same hue: what was dark on light becomes light on dark.
    const int shift = 255 - (*least + *most);
    for (std::size_t i = 0; i < 3; ++i) {
      picture.rgba[at + i] =
          static_cast<std::uint8_t>(dark ? old[i] + shift : old[i] * card[i] / 255);
    }
  }
}

}  // namespace

Artist::~Artist() {
  clear();
}

void Artist::begin_frame(double pixels) {
  ++m_frame;
  m_most = static_cast<std::size_t>(pixels * kBytesPerPixel);
}

void Artist::clear() {
  for (const auto& [key, entry] : m_cache) m_textures->drop(entry.texture);
  m_cache.clear();
  m_recent.clear();
  m_sizes.clear();
  m_bytes = 0;
}

const Artist::Entry* Artist::find(const std::string& key) {
  const auto found = m_cache.find(key);
  if (found == m_cache.end()) return nullptr;
  m_recent.splice(m_recent.begin(), m_recent, found->second.used);
  found->second.frame = m_frame;
  return &found->second;
}

const Artist::Entry* Artist::keep(const std::string& key, TextureId texture, int width, int height,
                                  std::size_t bytes) {
  while (m_bytes + bytes > m_most && !m_recent.empty()) {
    const auto oldest = m_cache.find(m_recent.back());
    if (m_frame > 0 && oldest->second.frame == m_frame) break;
    m_textures->drop(oldest->second.texture);
    m_bytes -= oldest->second.bytes;
    m_cache.erase(oldest);
    m_recent.pop_back();
  }
  m_recent.push_front(key);
  m_bytes += bytes;
  return &(m_cache[key] = Entry{texture, width, height, bytes, m_frame, m_recent.begin()});
}

text::Size Artist::measure(const text::Paragraph& paragraph, float max_width) {
  const std::string key = key_of(paragraph, max_width);
  if (const auto found = m_sizes.find(key); found != m_sizes.end()) return found->second;
  if (m_sizes.size() >= kMostSizes) m_sizes.clear();
  return m_sizes[key] = m_fonts->measure(paragraph, double(max_width));
}

const Artist::Entry* Artist::text_entry(const text::Paragraph& paragraph, float max_width) {
  const std::string key = key_of(paragraph, max_width);
  if (const Entry* entry = find(key)) return entry;
  const text::Mask mask = m_fonts->render(paragraph, double(max_width));
  if (mask.width == 0 || mask.height == 0) return nullptr;
  return keep(key, m_textures->upload(mask), mask.width, mask.height, mask.coverage.size());
}

void Artist::note(const ImDrawList& list, DrawnKind kind, const std::string& what, double em,
                  const Rect& rect) const {
  if (m_record == nullptr) return;
  const ImVec2 from = list.GetClipRectMin();
  const ImVec2 to = list.GetClipRectMax();
  m_record->push_back({kind, what, em, rect, {from.x, from.y, to.x - from.x, to.y - from.y}});
}

std::vector<text::WordBox> Artist::boxes(const text::Paragraph& paragraph, float max_width,
                                         std::size_t begin, std::size_t end) const {
  return m_fonts->boxes(paragraph, double(max_width), begin, end);
}

void Artist::text(ImDrawList& list, const text::Paragraph& paragraph, float x, float y,
                  float max_width, Color color) {
  if (paragraph.text.empty()) return;
  const Entry* entry = text_entry(paragraph, max_width);
  if (entry == nullptr) return;
  const ImVec2 from(std::round(x), std::round(y));
  const ImVec2 to(from.x + float(entry->width), from.y + float(entry->height));
  list.AddImage(image_id(entry->texture), from, to, ImVec2(0, 0), ImVec2(1, 1), tint(color));
  note(list, DrawnKind::text, paragraph.text, paragraph.size,
       {from.x, from.y, float(entry->width), float(entry->height)});
}

void Artist::icon(ImDrawList& list, const std::string& name, float x, float y, float side,
                  Color color) {
  const auto svg = m_icons->find(name);
  if (svg == m_icons->end()) return;
  const int pixels = std::max(1, static_cast<int>(std::lround(side)));
  const std::string key = fmt::format("i{}/{}", pixels, name);
  const Entry* entry = find(key);
  if (entry == nullptr) {
    auto mask = text::draw_icon(svg->second, pixels, pixels);
    if (!mask) return;
    entry = keep(key, m_textures->upload(*mask), mask->width, mask->height, mask->coverage.size());
  }
  const ImVec2 from(std::round(x), std::round(y));
  list.AddImage(image_id(entry->texture), from,
                ImVec2(from.x + float(entry->width), from.y + float(entry->height)), ImVec2(0, 0),
                ImVec2(1, 1), tint(color));
  note(list, DrawnKind::icon, name, 0, {from.x, from.y, float(entry->width), float(entry->height)});
}

void Artist::picture(ImDrawList& list, const std::string& name, const std::string& svg,
                     const Rect& rect, const Colors& colors) {
  const int width = std::max(1, static_cast<int>(std::lround(rect.width)));
  const int height = std::max(1, static_cast<int>(std::lround(rect.height)));
  const std::string key = fmt::format("p{}x{}/{:06x}/{}", width, height, colors.card, name);
  const Entry* entry = find(key);
  if (entry == nullptr) {
    auto drawn = text::draw_svg(svg, width, height);
    if (!drawn) return;
    recolor(*drawn, colors);
    entry = keep(key, m_textures->upload(*drawn), drawn->width, drawn->height, drawn->rgba.size());
  }
  const ImVec2 from(std::round(rect.x), std::round(rect.y));
  list.AddImage(image_id(entry->texture), from,
                ImVec2(from.x + float(entry->width), from.y + float(entry->height)));
  note(list, DrawnKind::picture, name, 0,
       {from.x, from.y, float(entry->width), float(entry->height)});
}

}  // namespace candor::ui
