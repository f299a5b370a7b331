#include "ui/preview.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/utf8.h"
#include "ui/ui.h"

namespace candor::ui {
namespace {

using text::Weight;

constexpr Color kDesk = 0xEDE6DC;
constexpr Color kShadow = 0xDDD3C4;
constexpr Color kStrip = 0x1B2430;
constexpr Color kOnStrip = 0xFFFFFF;
constexpr Color kSoftOnStrip = 0xAEB8C4;
constexpr Color kStripLine = 0x3A4656;
constexpr Color kSelected = 0x2B6A75;
constexpr Color kWarning = 0xF0B860;  // amber on the dark strip: 9 : 1

// Mockup pixels.
constexpr float kStripWidth = 420;
constexpr float kMargin = 24;
constexpr float kFindingsHeight = 172;
constexpr float kRowText = 24;
constexpr float kChipText = 20;
constexpr float kChipHeight = 40;
constexpr float kChipAir = 11;  // beside its label
constexpr float kWheel = 90;

float scale_of(float width, float height) {
  return std::clamp(std::min(width / 1920, height / 1080), 0.62F, 2.5F);
}

/// The words with an end cut off so that they fit on one line.
std::string shortened(const Ui& ui, const std::string& words, float size, Weight weight,
                      float width) {
  if (ui.width_of(ui.words(words, size, weight)) <= width) return words;
  std::size_t low = 0;
  std::size_t high = words.size();
  const auto cut = [&](std::size_t length) {
    return words.substr(0, character_start(words, length)) + "…";
  };
  while (low + 1 < high) {
    const std::size_t middle = (low + high) / 2;
    (ui.width_of(ui.words(cut(middle), size, weight)) <= width ? low : high) = middle;
  }
  return cut(low);
}

class Drawer {
 public:
  Drawer(const Ui& ui, const PreviewDesk& desk, PreviewScroll& scroll, PreviewFrame& out)
      : m_ui(ui), m_desk(desk), m_scroll(scroll), m_out(out) {}

  void strip(const Rect& strip) {
    m_ui.fill(strip, kStrip);
    const float x = strip.x + px(kMargin);
    const float width = strip.width - 2 * px(kMargin);
    float y = strip.y + px(26);
    const auto title = m_ui.words(shortened(m_ui, m_desk.title, px(28), Weight::bold, width),
                                  px(28), Weight::bold);
    m_ui.text(title, x, y, 0, kOnStrip, NodeRole::heading);
    y += m_ui.height_of(title, 0) + px(18);
    for (const PreviewChips& chips : m_desk.walks) y = draw_chips(chips, x, y, width) + px(10);
    // The looks stand at the bottom; the rows take what is left.
    float looks_height = 0;
    for (const PreviewChips& chips : m_desk.looks)
      looks_height += chips_height(chips, width) + px(10);
    const float looks_top = strip.bottom() - px(14) - looks_height;
    rows({x, y, width, looks_top - px(14) - y});
    m_ui.fill({x, looks_top - px(8), width, std::max(1.0F, px(1.5))}, kStripLine);
    y = looks_top;
    for (const PreviewChips& chips : m_desk.looks) y = draw_chips(chips, x, y, width) + px(10);
  }

  void page(const Rect& page) {
    const float edge = px(10);
    if (m_desk.page == 0) {
      m_ui.fill(page, m_ui.colors.card, px(18));
      auto words = m_ui.words(m_desk.no_page, px(30), Weight::semibold);
      words.align = text::Align::center;
      const float width = page.width * 0.7F;
      m_ui.text(words, page.x + (page.width - width) / 2,
                page.y + (page.height - m_ui.height_of(words, width)) / 2, width,
                m_ui.colors.soft_ink);
      return;
    }
    m_ui.fill(page.grown(edge * 0.4F), kShadow, edge * 0.6F);
    // What a card drew has its first row at the bottom.
    m_ui.list().AddImage(
        reinterpret_cast<ImTextureID>(m_desk.page),  // NOLINT(performance-no-int-to-ptr)
        ImVec2(page.x, page.y), ImVec2(page.right(), page.bottom()), ImVec2(0, 1), ImVec2(1, 0));
  }

  void findings(const Rect& panel) {
    m_ui.card(panel);
    const float x = panel.x + px(24);
    const float width = panel.width - 2 * px(24);
    const auto title = m_ui.words(m_desk.findings_title, px(23), Weight::semibold);
    const float y = panel.y + px(14);
    m_ui.text(title, x, y, width, color_of(m_desk.findings_look), NodeRole::notice);
    const float top = y + m_ui.height_of(title, width) + px(4);
    const Rect list{panel.x + px(12), top, panel.width - px(24), panel.bottom() - px(10) - top};
    finding_list(list);
  }

 private:
  [[nodiscard]] float px(double mockup) const { return m_ui.metrics.px(mockup); }

  [[nodiscard]] Color color_of(present::CalloutLook look) const {
    switch (look) {
      case present::CalloutLook::danger:
        return m_ui.colors.danger;
      case present::CalloutLook::caution:
        return m_ui.colors.caution;
      case present::CalloutLook::good:
        return m_ui.colors.good;
      case present::CalloutLook::note:
      case present::CalloutLook::fact:
        return m_ui.colors.soft_ink;
    }
    return m_ui.colors.ink;
  }

  /// A target that takes touches only where it can be seen.
  bool pressed(const std::string& id, const Rect& rect, const Rect& within) {
    const float top = std::max(rect.y, within.y);
    const float bottom = std::min(rect.bottom(), within.bottom());
    if (bottom - top < 2) return false;
    const Ui::Touch touch = m_ui.target(id, {rect.x, top, rect.width, bottom - top});
    if (touch.fired) m_out.pressed = id;
    return touch.pressed;
  }

  void node(const std::string& id, NodeRole role, const std::string& label, bool selected,
            const Rect& rect, const Rect& within) {
    if (rect.bottom() <= within.y || rect.y >= within.bottom()) return;
    Rect seen = rect;
    seen.y = std::max(rect.y, within.y);
    seen.height = std::min(rect.bottom(), within.bottom()) - seen.y;
    m_ui.node(Node{id, role, label, {}, selected, false, seen});
  }

  // --- chips
  struct PlacedChip {
    Rect rect;
    text::Paragraph label;
  };

  [[nodiscard]] std::vector<PlacedChip> place(const PreviewChips& chips, float x, float y,
                                              float width) const {
    std::vector<PlacedChip> placed;
    const float height = px(kChipHeight);
    const float gap = px(6);
    float at = x;
    if (!chips.caption.empty()) y += px(27);
    for (const present::Button& item : chips.items) {
      const std::string label =
          shortened(m_ui, item.label, px(kChipText), Weight::semibold, width - 2 * px(kChipAir));
      const auto words = m_ui.words(label, px(kChipText), Weight::semibold);
      const float own = m_ui.width_of(words) + 2 * px(kChipAir);
      if (at > x && at + own > x + width) {
        at = x;
        y += height + gap;
      }
      placed.push_back({{at, y, own, height}, words});
      at += own + gap;
    }
    return placed;
  }

  [[nodiscard]] float chips_height(const PreviewChips& chips, float width) const {
    const auto placed = place(chips, 0, 0, width);
    return placed.empty() ? 0 : placed.back().rect.bottom();
  }

  float draw_chips(const PreviewChips& chips, float x, float y, float width) {
    if (chips.items.empty()) return y;
    if (!chips.caption.empty()) {
      m_ui.text(m_ui.words(chips.caption, px(18), Weight::medium), x, y - px(2), 0, kSoftOnStrip);
    }
    const auto placed = place(chips, x, y, width);
    for (std::size_t i = 0; i < placed.size(); ++i) {
      const present::Button& item = chips.items[i];
      const Rect& rect = placed[i].rect;
      const bool down = pressed(item.id, rect, rect);
      const float rounding = px(10);
      if (item.selected || down) m_ui.fill(rect, item.selected ? kOnStrip : kStripLine, rounding);
      if (!item.selected) m_ui.outline(rect, kSoftOnStrip, std::max(1.0F, px(1.6)), rounding);
      const float height = m_ui.height_of(placed[i].label, 0);
      m_ui.artist.text(m_ui.list(), placed[i].label, rect.x + px(kChipAir),
                       rect.y + (rect.height - height) / 2, 0, item.selected ? kStrip : kOnStrip);
      node(item.id, NodeRole::button, item.label, item.selected, rect, rect);
    }
    return placed.back().rect.bottom();
  }

  // --- rows
  [[nodiscard]] float row_height(const PreviewRow& row) const { return px(row.is_step ? 44 : 54); }

  void rows(const Rect& list) {
    float total = 0;
    for (const PreviewRow& row : m_desk.rows) total += row_height(row);
    bring_into_sight(list);
    scroll_by_wheel(list, total, m_scroll.rows);
    m_ui.list().PushClipRect(ImVec2(list.x, list.y), ImVec2(list.right(), list.bottom()), true);
    float y = list.y - m_scroll.rows;
    for (const PreviewRow& row : m_desk.rows) {
      draw_row(row, {list.x, y, list.width, row_height(row)}, list);
      y += row_height(row);
    }
    m_ui.list().PopClipRect();
    scroll_bar(list, total, m_scroll.rows, kStripLine);
  }

  void bring_into_sight(const Rect& list) {
    float y = 0;
    for (const PreviewRow& row : m_desk.rows) {
      const float height = row_height(row);
      if (row.selected && row.id != m_scroll.row_in_sight) {
        // With its neighbours, so that one sees where it goes on.
        m_scroll.rows = std::min(m_scroll.rows, std::max(0.0F, y - height));
        m_scroll.rows = std::max(m_scroll.rows, y + 2 * height - list.height);
        m_scroll.row_in_sight = row.id;
        return;
      }
      y += height;
    }
  }

  void draw_row(const PreviewRow& row, const Rect& whole, const Rect& list) {
    if (whole.bottom() <= list.y || whole.y >= list.bottom()) return;
    const Rect rect{whole.x, whole.y + px(2), whole.width, whole.height - px(4)};
    const bool down = pressed(row.id, rect, list);
    if (row.selected || down) m_ui.fill(rect, row.selected ? kSelected : kStripLine, px(10));
    const float size = px(row.is_step ? 21 : kRowText);
    const Weight weight = row.is_step ? Weight::regular : Weight::medium;
    const float left = rect.x + px(row.is_step ? 40 : 14);
    const Color ink = row.findings > 0 ? kWarning : row.is_step ? kSoftOnStrip : kOnStrip;
    const Color own_ink = row.selected ? kOnStrip : ink;
    float right = rect.right() - px(12);
    if (row.findings > 0) {
      const auto count = m_ui.words(std::to_string(row.findings), size, Weight::semibold);
      const float side = size * 0.95F;
      right -= m_ui.width_of(count);
      m_ui.artist.text(m_ui.list(), count, right,
                       rect.y + (rect.height - m_ui.height_of(count, 0)) / 2, 0, kWarning);
      right -= side + px(6);
      m_ui.artist.icon(m_ui.list(), "warning", right, rect.y + (rect.height - side) / 2, side,
                       kWarning);
      right -= px(8);
    }
    const auto label =
        m_ui.words(shortened(m_ui, row.label, size, weight, right - left), size, weight);
    m_ui.artist.text(m_ui.list(), label, left,
                     rect.y + (rect.height - m_ui.height_of(label, 0)) / 2, 0, own_ink);
    node(row.id, NodeRole::button, row.label, row.selected, rect, list);
  }

  // --- findings
  void finding_list(const Rect& list) {
    const std::string of = m_desk.findings.empty() ? "" : m_desk.findings.front().place;
    if (of != m_scroll.findings_of) m_scroll.findings = 0;
    m_scroll.findings_of = of;
    const float width = list.width - 2 * px(12);
    std::vector<text::Paragraph> lines;
    float total = 0;
    for (const PreviewFinding& finding : m_desk.findings) {
      text::Paragraph line = m_ui.words(finding.place + "  " + finding.what, px(22));
      line.runs.push_back({0, finding.place.size(), Weight::semibold, false});
      line.line_height = 1.35;
      total += m_ui.height_of(line, width) + px(10);
      lines.push_back(std::move(line));
    }
    scroll_by_wheel(list, total, m_scroll.findings);
    m_ui.list().PushClipRect(ImVec2(list.x, list.y), ImVec2(list.right(), list.bottom()), true);
    float y = list.y - m_scroll.findings;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const PreviewFinding& finding = m_desk.findings[i];
      const Rect rect{list.x, y, list.width, m_ui.height_of(lines[i], width) + px(10)};
      y = rect.bottom();
      if (rect.bottom() <= list.y || rect.y >= list.bottom()) continue;
      if (!finding.id.empty() && pressed(finding.id, rect, list)) {
        m_ui.fill(rect, m_ui.colors.primary_soft, px(8));
      }
      m_ui.artist.text(m_ui.list(), lines[i], rect.x + px(12), rect.y + px(5), width,
                       color_of(finding.look));
      node(finding.id, finding.id.empty() ? NodeRole::text : NodeRole::button, lines[i].text, false,
           rect, list);
    }
    m_ui.list().PopClipRect();
    scroll_bar(list, total, m_scroll.findings, m_ui.colors.line);
  }

  // --- scrolling
  void scroll_by_wheel(const Rect& list, float total, float& at) const {
    const ImGuiIO& io = ImGui::GetIO();
    if (list.contains(io.MousePos.x, io.MousePos.y)) at -= io.MouseWheel * px(kWheel);
    at = std::clamp(at, 0.0F, std::max(0.0F, total - list.height));
  }

  void scroll_bar(const Rect& list, float total, float at, Color color) const {
    if (total <= list.height || list.height <= 0) return;
    const float height = std::max(px(24), list.height * list.height / total);
    const float y = list.y + (list.height - height) * at / (total - list.height);
    m_ui.fill({list.right() - px(5), y, px(5), height}, color, px(2.5));
  }

  const Ui& m_ui;
  const PreviewDesk& m_desk;
  PreviewScroll& m_scroll;
  PreviewFrame& m_out;
};

}  // namespace

PreviewPlaces preview_places(float width, float height, const Glass& glass) {
  const float scale = scale_of(width, height);
  const float margin = kMargin * scale;
  PreviewPlaces places;
  places.strip = {0, 0, std::round(kStripWidth * scale), height};
  const float findings = std::round(kFindingsHeight * scale);
  const Rect room{places.strip.right() + margin, margin,
                  std::max(1.0F, width - places.strip.right() - 2 * margin),
                  std::max(1.0F, height - findings - 3 * margin)};
  // Never larger than it is: letters would blur.
  const float fit = std::min({room.width / glass.width, room.height / glass.height, 1.0F});
  const float page_width = std::round(glass.width * fit);
  const float page_height = std::round(glass.height * fit);
  places.page = {std::round(room.x + (room.width - page_width) / 2),
                 std::round(room.y + (room.height - page_height) / 2), page_width, page_height};
  places.findings = {room.x, height - margin - findings, room.width, findings};
  return places;
}

PreviewFrame draw_preview(Artist& artist, float width, float height, const Glass& glass,
                          const PreviewDesk& desk, PreviewScroll& scroll) {
  const PreviewPlaces places = preview_places(width, height, glass);
  PreviewFrame out;
  Frame frame;
  present::Scratch scratch;
  const std::map<std::string, std::string> no_pictures;
  const std::vector<PointerSample> no_samples;
  const Metrics metrics(width, height, kReferencePitch / double(scale_of(width, height)),
                        visit::TextSize::medium);
  const Colors colors = colors_of(visit::Theme::paper);
  ImGui::SetNextWindowPos(ImVec2(0, 0));
  ImGui::SetNextWindowSize(ImVec2(width, height));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
  ImGui::Begin("preview", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse);
  const Ui ui{artist, metrics, colors, no_pictures, scratch, scroll.press, no_samples, frame, "en"};
  ui.fill({0, 0, width, height}, kDesk);
  Drawer drawer(ui, desk, scroll, out);
  drawer.page(places.page);
  drawer.findings(places.findings);
  drawer.strip(places.strip);
  ImGui::End();
  ImGui::PopStyleVar(2);
  out.nodes = std::move(frame.nodes);
  return out;
}

}  // namespace candor::ui
