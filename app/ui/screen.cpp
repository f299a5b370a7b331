#include "ui/screen.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "ui/flow.h"

namespace candor::ui {
namespace {

using text::Weight;

/// Narrow glass, or large words on wide one, leaves little beside them; a keyboard needs all of it.
float page_margin(const Metrics& m) {
  constexpr double kNarrow = 900;
  return m.px(m.room() < 1000 || double(m.width() / m.px(1)) < kNarrow ? 28 : 64);
}

float draw_strip(const Ui& ui, const std::string& words, float y, Color ink, Color back) {
  const text::Paragraph paragraph = [&] {
    // On low glass a banner must not take the room of what is read and typed.
    const float size =
        std::max(ui.metrics.is_low() ? 0 : ui.metrics.heading(24), ui.metrics.least_bar_text());
    text::Paragraph each = ui.words(words, size, Weight::semibold);
    each.align = text::Align::center;
    each.line_height = 1.3;
    return each;
  }();
  const float padding = ui.metrics.px(ui.metrics.is_low() ? 2 : 7);
  const float inner = ui.metrics.width() - 2 * ui.metrics.px(24);
  const float height = ui.height_of(paragraph, inner) + 2 * padding;
  ui.fill({0, y, ui.metrics.width(), height}, back);
  ui.text(paragraph, ui.metrics.px(24), y + padding, inner, ink, NodeRole::notice);
  return height;
}

/// The crisis line: as large as the text, in a frame and with a sign. Where it would take too much
/// of the glass, its numbers, which open it.
float draw_urgent(const Ui& ui, const present::Page& page, float y) {
  constexpr float kMostOfGlass = 0.25F;
  const Metrics& m = ui.metrics;
  const float margin = page_margin(m);
  const float above = m.px(m.is_low() ? 6 : 16);
  const float padding = m.px(m.is_low() ? 6 : 16);
  const float width = m.width() - 2 * margin;
  const float side = m.px(m.is_low() ? 16 : 28);
  for (const float size : {m.body(), m.letters(0)}) {
    text::Paragraph words = ui.words(page.urgent, size, Weight::semibold);
    words.line_height = 1.25;
    const float icon = size * 1.3F;
    const float before = side + icon + m.px(20);
    const float room = width - before - side;
    const float height = std::max(ui.height_of(words, room), icon) + 2 * padding;
    if (height > m.height() * kMostOfGlass) continue;
    const Rect rect{margin, y + above, width, height};
    const float rounding = m.px(18);
    ui.fill(rect, ui.colors.danger_soft, rounding);
    ui.outline(rect, ui.colors.danger, m.px(4), rounding);
    ui.artist.icon(ui.list(), "warning",
                   ui.right_to_left ? rect.right() - side - icon : rect.x + side, rect.y + padding,
                   icon, ui.colors.danger);
    ui.text(words, ui.right_to_left ? rect.x + side : rect.x + before, rect.y + padding, room,
            ui.colors.danger, NodeRole::notice);
    return above + height;
  }
  if (!page.urgent_numbers) return 0;
  const float size = m.body();
  const float own = std::min(ui.button_width(*page.urgent_numbers, size), width);
  const float height =
      ui.least_button_height(*page.urgent_numbers, own, size).value_or(m.mm(kTargetMm));
  ui.button(*page.urgent_numbers, {margin + (width - own) / 2, y + above, own, height}, size);
  ui.frame.nodes.back().label = page.urgent;
  return above + height;
}

/// A shorter bar of progress, in mockup pixels, cannot be read.
constexpr double kLeastProgress = 190;

void draw_progress(const Ui& ui, double progress, const Rect& rect) {
  constexpr int kSegments = 8;
  const float gap = ui.metrics.px(11);
  const float own = (rect.width - gap * (kSegments - 1)) / kSegments;
  for (int i = 0; i < kSegments; ++i) {
    const int place = ui.right_to_left ? kSegments - 1 - i : i;
    const Rect segment{rect.x + float(place) * (own + gap), rect.y, own, rect.height};
    ui.fill(segment, ui.colors.dot_off, rect.height / 2);
    const float share = std::clamp(static_cast<float>(progress) * kSegments - float(i), 0.0F, 1.0F);
    if (share <= 0) continue;
    const float filled = own * share;
    ui.fill({ui.right_to_left ? segment.right() - filled : segment.x, rect.y, filled, rect.height},
            ui.colors.primary, rect.height / 2);
  }
}

/// The width of a button of the header that shows only its icon, where room is scarce.
float tight_width(const Ui& ui, float size) {
  constexpr double kAir = 8.0;  // mockup pixels, both sides together
  return std::max(size * 1.1F + ui.metrics.px(kAir), ui.metrics.mm(kTargetMm));
}

/// Whether speech's own buttons fit beside Listen, Ask staff and Pause. Asked whether or not speech
/// is on, so that these three never move.
bool leaves_room_for_voice(const Ui& ui, const std::vector<present::Button>& buttons,
                           const std::vector<float>& widths, float inner, float gap, float size) {
  constexpr std::size_t kVoiceButtons = 6;
  constexpr std::size_t kGivesWay = 2;  // language and text size
  constexpr float kLongerLabel = 2.6F;  // Listen's other label, in heights of its letters
  const bool listens = std::any_of(buttons.begin(), buttons.end(),
                                   [](const auto& each) { return each.id == "listen"; });
  if (!listens) return true;
  float stays = size * kLongerLabel;
  for (std::size_t i = kGivesWay; i < widths.size(); ++i) stays += widths[i] + gap;
  return stays + float(kVoiceButtons) * (tight_width(ui, size) + gap) <= inner;
}

float draw_header(const Ui& ui, const present::Page& page, float y) {
  const present::Header& header = *page.header;
  const Metrics& m = ui.metrics;
  const float size = std::max(m.heading(27), m.least_bar_text());
  const float button_height = std::max(m.is_low() ? 0 : m.px(72), m.mm(kTargetMm));
  const float height = button_height + m.px(m.is_low() ? 12 : 32);
  ui.fill({0, y, m.width(), height}, page.staff ? ui.colors.bar : ui.colors.card);
  ui.fill({0, y + height - m.px(2), m.width(), m.px(2)}, ui.colors.line);
  const float margin = page_margin(m);
  const float gap = std::max(m.px(16), m.mm(kTargetGapMm));

  // Labels go before buttons do: first of language and text size, then of all.
  std::vector<present::Button> buttons = header.buttons;
  std::vector<float> widths;
  bool tight = false;
  const auto total = [&] {
    widths.clear();
    float sum = gap * static_cast<float>(buttons.size() - 1);
    for (const present::Button& each : buttons) {
      // Tighter than a page's buttons: the bar holds four.
      const float usual = std::max(ui.button_width(each, size) - m.px(each.label.empty() ? 16 : 12),
                                   m.mm(kTargetMm));
      const float own = tight ? tight_width(ui, size) : usual;
      widths.push_back(own);
      sum += own;
    }
    return sum;
  };
  const float inner = m.width() - 2 * margin;
  float used = total();
  const text::Paragraph clinic = ui.words(header.clinic, size, Weight::semibold);
  const float clinic_width = ui.width_of(clinic);
  const float wanted = clinic_width + m.px(80) + (header.progress >= 0 ? m.px(320) : 0);
  if (used + wanted > inner && buttons.size() > 2) {
    buttons[1].label.clear();
    used = total();
  }
  if (used + wanted > inner && buttons.size() > 2) {
    buttons[0].label.clear();
    used = total();
  }
  if (used > inner || !leaves_room_for_voice(ui, buttons, widths, inner, gap, size)) {
    for (present::Button& each : buttons) each.label.clear();
    tight = true;
    used = total();
  }
  const bool rtl = ui.right_to_left;
  // While speech is on, its buttons stand where clinic and progress are; where that is not enough,
  // language and text size give way too. Listen, Ask staff and Pause stay where they are.
  std::size_t first = 0;
  if (!header.voice.empty()) {
    float left_room = inner - used - gap;
    std::vector<present::Button> voice = header.voice;
    const auto voice_width = [&](const present::Button& each) {
      if (each.label.empty()) return tight_width(ui, size);
      return std::max(ui.button_width(each, size) - m.px(12), m.mm(kTargetMm));
    };
    const auto voice_total = [&] {
      float sum = gap * static_cast<float>(voice.size() - 1);
      for (const present::Button& each : voice) sum += voice_width(each);
      return sum;
    };
    // Arrows and loudspeakers say much by themselves; waiting and hearing it again keep their words
    // longest. Two that belong together have words both, or none.
    for (std::size_t words = voice.size(); words > 0 && voice_total() > left_room;) {
      const std::size_t pair = std::min<std::size_t>(words, 2);
      for (std::size_t i = 0; i < pair; ++i) voice[--words].label.clear();
    }
    while (voice_total() > left_room && first < 2 && first + 1 < buttons.size()) {
      left_room += widths[first] + gap;
      ++first;
    }
    float voice_at = rtl ? m.width() - margin : margin;
    for (std::size_t i = 0; i < voice.size(); ++i) {
      const float own = voice_width(voice[i]);
      ui.button(
          voice[i],
          {rtl ? voice_at - own : voice_at, y + (height - button_height) / 2, own, button_height},
          size);
      ui.frame.nodes.back().label = header.voice[i].label;
      voice_at += (rtl ? -1.0F : 1.0F) * (own + gap);
    }
  }
  float at = rtl ? margin + used : m.width() - margin - used;
  for (std::size_t i = 0; i < buttons.size(); ++i) {
    const float left = rtl ? at - widths[i] : at;
    if (i < first) {
      at += (rtl ? -1.0F : 1.0F) * (widths[i] + gap);
      continue;
    }
    ui.button(buttons[i], {left, y + (height - button_height) / 2, widths[i], button_height}, size);
    ui.frame.nodes.back().label = header.buttons[i].label;
    at += (rtl ? -1.0F : 1.0F) * (widths[i] + gap);
  }
  // Where the bar has no room beside the buttons, it runs below them.
  const auto draw_below = [&] {
    if (header.progress < 0 || m.is_low()) return;
    draw_progress(ui, header.progress, {margin, y + height - m.px(11), inner, m.px(6)});
  };
  if (!header.voice.empty()) {
    draw_below();
    return height;
  }
  const float room = inner - used - gap;
  const bool show_clinic = clinic_width <= room;
  float left = margin;
  if (show_clinic) {
    ui.text(clinic, rtl ? m.width() - margin - clinic_width : margin,
            y + (height - ui.height_of(clinic, 0)) / 2, 0,
            page.staff ? ui.colors.on_bar : ui.colors.ink);
    left += clinic_width + m.px(80);
  }
  if (header.progress >= 0) {
    const float bar = std::min(m.width() - margin - used - m.px(28) - left, m.px(520));
    const float bar_x = rtl ? m.width() - left - bar : left;
    if (bar >= m.px(kLeastProgress))
      draw_progress(ui, header.progress, {bar_x, y + height / 2 - m.px(6), bar, m.px(12)});
    else
      draw_below();
  }
  return height;
}

float footer_margin(const Metrics& m) {
  return m.px(m.is_low() ? 8 : 24);
}

float footer_text(const Metrics& m) {
  return m.heading(m.is_low() ? 30 : 36);
}

float footer_height(const Metrics& m) {
  const float usual = std::max(m.px(96), m.heading(96) * 0.9F);
  const float low = std::max(m.mm(kTargetMm), footer_text(m) * 1.25F + m.px(8));
  return (m.is_low() ? low : usual) + 2 * footer_margin(m);
}

/// The footer's buttons, and how they stand where room is scarce.
struct FooterPlan {
  present::Footer footer;
  bool arrow = false;       ///< Back shows only its arrow
  bool pair_above = false;  ///< two long answers have a row of their own above the others
  float pair_height = 0;    ///< of two answers; they grow upwards, Back and Stop do not
  float pair_gap = 0;       ///< between two answers
};

/// Least widths of the footer's buttons in mockup pixels, where the glass is wide.
constexpr double kLeastBack = 238;
constexpr double kLeastStop = 170;
constexpr double kLeastPrimary = 340;
constexpr float kRounding = 0.01F;  // pixels

float least_width(const Metrics& m, double mockup) {
  return m.px(m.room() < 1000 || m.is_low() ? 0 : mockup);
}

float footer_gap(const Metrics& m) {
  return std::max(m.px(32), m.mm(kTargetGapMm));
}

float button_row(const Metrics& m) {
  return footer_height(m) - 2 * footer_margin(m);
}

present::Button shown_back(const present::Page& page, const FooterPlan& plan) {
  // Stop stands in one place on every page, with Back or without.
  present::Button back = plan.footer.back.value_or(
      present::Button{"back", page.above_label, "back", present::Look::plain, false, {}});
  if (plan.arrow && !back.icon.empty()) back.label.clear();
  return back;
}

/// What Back and Stop take of the footer's width, margin and gaps included.
float width_before(const Ui& ui, const present::Page& page, const FooterPlan& plan) {
  const Metrics& m = ui.metrics;
  float width = page_margin(m);
  if (plan.footer.back || plan.footer.stop) {
    width += std::max(ui.button_width(shown_back(page, plan), footer_text(m)),
                      least_width(m, kLeastBack)) +
             footer_gap(m);
  }
  if (plan.footer.stop) {
    width +=
        std::max(ui.button_width(*plan.footer.stop, m.heading(30)), least_width(m, kLeastStop)) +
        footer_gap(m);
  }
  return width;
}

/// Two answers of the same size: the width of each in this room, and the letters of both.
std::pair<float, float> pair_in(const Ui& ui, const FooterPlan& plan, float room) {
  const Metrics& m = ui.metrics;
  const present::Footer& footer = plan.footer;
  const float size = footer_text(m);
  const float wanted =
      std::max({ui.button_width(*footer.other, size), ui.button_width(*footer.primary, size),
                least_width(m, kLeastPrimary)});
  const float width = std::min(wanted, (room - plan.pair_gap) / 2);
  const Rect rect{0, 0, width, plan.pair_height};
  return {width, std::min(ui.fitting_size(*footer.other, rect, size),
                          ui.fitting_size(*footer.primary, rect, size))};
}

/// Two long answers side by side get smaller letters. Where that is not enough they get a row of
/// their own, on low glass more lines in the same row where their words fit it: Back and Stop stay
/// where they are. The same before and after the page is drawn, so that its body leaves the room.
FooterPlan plan_footer(const Ui& ui, const present::Page& page) {
  const Metrics& m = ui.metrics;
  FooterPlan plan;
  plan.footer = page.footer.value_or(present::Footer{});
  if (ui.frame.has_more) {
    plan.footer.primary = present::Button{"more", page.more_label, "down", present::Look::primary,
                                          false,  present::More{}};
    plan.footer.other.reset();
  }
  if (ui.scratch.part > 0) {
    plan.footer.back = present::Button{"above", page.above_label,    "back", present::Look::plain,
                                       false,   present::LessAbove{}};
  }
  // With large words on low or narrow glass Back is an arrow, so that the main action's words fit.
  plan.arrow = m.room() < 700;
  plan.pair_height = button_row(m);
  plan.pair_gap = footer_gap(m);
  if (!plan.footer.primary || !plan.footer.other) return plan;
  const float room = m.width() - width_before(ui, page, plan) - page_margin(m);
  const float least = m.least_bar_text();
  const float letters = pair_in(ui, plan, room).second;
  // High glass has the height for answers in letters like those of the buttons beside them.
  constexpr float kMuchSmaller = 0.8F;
  const bool small = !m.is_low() && letters < footer_text(m) * kMuchSmaller;
  if (letters >= least - kRounding && !small) return plan;
  if (m.is_low()) {
    // Low glass has hardly the height for another row.
    plan.pair_gap = m.mm(kTargetGapMm);
    const float width = pair_in(ui, plan, room).first;
    const auto other = ui.least_button_height(*plan.footer.other, width, least);
    const auto primary = ui.least_button_height(*plan.footer.primary, width, least);
    if (other && primary) {
      plan.pair_height = std::max({plan.pair_height, *other, *primary});
      return plan;
    }
    plan.pair_gap = footer_gap(m);
  }
  plan.pair_above = true;
  return plan;
}

float footer_height(const Metrics& m, const FooterPlan& plan) {
  const float above = plan.pair_above ? button_row(m) + footer_gap(m) : 0;
  return footer_height(m) + above + plan.pair_height - button_row(m);
}

/// The height of a page's footer before it is known whether more lies below.
float footer_height(const Ui& ui, const present::Page& page) {
  return footer_height(ui.metrics, plan_footer(ui, page));
}

void draw_footer(const Ui& ui, const present::Page& page) {
  const Metrics& m = ui.metrics;
  const FooterPlan plan = plan_footer(ui, page);
  const present::Footer& footer = plan.footer;
  const float margin = page_margin(m);
  const float button_height = button_row(m);
  const float gap = footer_gap(m);
  const float height = footer_height(m, plan);
  const float y = m.height() - height;
  ui.fill({0, y, m.width(), height}, ui.colors.card);
  ui.fill({0, y, m.width(), m.px(2)}, ui.colors.line);
  const float top = m.height() - footer_height(m) + footer_margin(m);
  const bool rtl = ui.right_to_left;
  const float size = footer_text(m);
  float left = margin;
  float right = margin;
  const auto draw_pair = [&](float room, float row) {
    const float high = plan.pair_height;
    const auto [own, letters] = pair_in(ui, plan, room);
    const float far = margin + own + plan.pair_gap;
    ui.button(*footer.other, {rtl ? far : m.width() - far - own, row, own, high}, letters);
    ui.button(*footer.primary, {rtl ? margin : m.width() - margin - own, row, own, high}, letters);
    return 2 * own + plan.pair_gap + gap;
  };
  // What stands higher is read and reached first.
  if (plan.pair_above) draw_pair(m.width() - 2 * margin, y + footer_margin(m));
  if (footer.back || footer.stop) {
    const present::Button back = shown_back(page, plan);
    const float own = std::max(ui.button_width(back, size), least_width(m, kLeastBack));
    if (footer.back) {
      ui.button(back, {rtl ? m.width() - left - own : left, top, own, button_height}, size);
      ui.frame.nodes.back().label = footer.back->label;
    }
    left += own + gap;
  }
  if (footer.stop) {
    const float own =
        std::max(ui.button_width(*footer.stop, m.heading(30)), least_width(m, kLeastStop));
    ui.button(*footer.stop, {rtl ? m.width() - left - own : left, top, own, button_height},
              m.heading(30));
    left += own + gap;
  }
  if (footer.primary && footer.other) {
    if (!plan.pair_above) right += draw_pair(m.width() - margin - left, y + footer_margin(m));
  } else if (footer.primary) {
    const float own = std::min(
        std::max(ui.button_width(*footer.primary, size) + m.px(40), least_width(m, kLeastPrimary)),
        m.width() - left - margin);
    ui.button(*footer.primary, {rtl ? margin : m.width() - margin - own, top, own, button_height},
              size);
    right += own + gap;
  }
  const text::Paragraph where = ui.words(footer.where, std::max(m.heading(28), m.least_bar_text()));
  const float where_width = footer.where.empty() ? 0 : ui.width_of(where);
  const float free = m.width() - left - right;
  if (where_width > 0 && where_width <= free) {
    // In the middle of the glass where that is free, else between the buttons.
    float x = (m.width() - where_width) / 2;
    const float low = rtl ? right : left;
    const float high = m.width() - (rtl ? left : right) - where_width;
    x = std::clamp(x, low, std::max(low, high));
    ui.text(where, x, top + (button_height - ui.height_of(where, 0)) / 2, 0, ui.colors.soft_ink);
  }
}

/// The welcome screen in halves; draws nothing and returns false where its words do not fit them.
bool draw_split(const Ui& ui, const present::Page& page, float top) {
  const Metrics& m = ui.metrics;
  const bool portrait = m.is_portrait();
  const bool rtl = ui.right_to_left;
  const float width = m.width();
  const float height = m.height() - top;
  Rect hero = portrait ? Rect{0, top, width, height * 0.4F} : Rect{0, top, width * 0.427F, height};
  if (!portrait && rtl) hero.x = width - hero.width;
  const Rect rest = portrait ? Rect{0, hero.bottom(), width, height - hero.height}
                             : Rect{rtl ? 0 : hero.right(), top, width - hero.width, height};
  const float margin = m.px(m.is_low() ? 28 : 72);
  const float inner = hero.width - 2 * margin;
  const auto put = [&](const std::string& words, float size, Weight weight, double line_height) {
    text::Paragraph paragraph = ui.words(words, size, weight);
    paragraph.line_height = line_height;
    return paragraph;
  };
  const text::Paragraph clinic = put(page.hero->clinic, m.tx(30), Weight::semibold, 1.3);
  const text::Paragraph title = put(page.hero->title, m.display(80), Weight::bold, 1.12);
  const text::Paragraph text = put(page.hero->text, m.tx(35), Weight::regular, 1.42);
  const text::Paragraph small = put(page.hero->small, m.letters(28), Weight::regular, 1.42);
  const float gap = m.px(m.is_low() ? 14 : 34);
  float y = hero.bottom() - margin - ui.height_of(small, inner) - gap - ui.height_of(text, inner) -
            gap - ui.height_of(title, inner);
  if (y < hero.y + margin + ui.height_of(clinic, inner) + gap) return false;

  // The last element, a row of tools, stands at the bottom; the rest in the middle of what is left.
  std::vector<int> column;
  for (std::size_t i = 0; i + 1 < page.elements.size(); ++i) column.push_back(static_cast<int>(i));
  const int tools = static_cast<int>(page.elements.size()) - 1;
  const float body_width = rest.width - 2 * margin;
  const auto tool_pieces =
      pieces_of(ui, page.elements[std::size_t(tools)], tools, body_width, rest.height, 1.0F);
  float tool_height = 0;
  for (const Piece& piece : tool_pieces) tool_height += piece.height + piece.gap;
  float tool_y = rest.bottom() - margin - tool_height;
  const float above = m.px(m.is_low() ? 16 : 48);
  const Rect choices{rest.x + margin, rest.y + above, body_width, tool_y - rest.y - above};
  // What is told to everybody stands before the choices, or in the coloured half, where these are
  // too many.
  text::Paragraph told;
  const float told_y = hero.y + margin + ui.height_of(clinic, inner) + gap;
  if (!fits_column(ui, page, column, choices)) {
    const auto* const notice = std::get_if<present::Notice>(&page.elements.front().content);
    if (notice == nullptr) return false;
    told = put(notice->text, m.tx(30), Weight::semibold, 1.42);
    column.erase(column.begin());
    if (y < told_y + ui.height_of(told, inner) + gap) return false;
    if (!fits_column(ui, page, column, choices)) return false;
  }

  ui.frame.body_begin = ui.frame.nodes.size();
  ui.fill(hero, ui.colors.primary);
  ui.text(clinic, hero.x + margin, hero.y + margin, inner, ui.colors.on_primary);
  if (!told.text.empty()) {
    ui.text(told, hero.x + margin, told_y, inner, ui.colors.on_primary, NodeRole::notice);
  }
  ui.text(title, hero.x + margin, y, inner, ui.colors.on_primary, NodeRole::heading);
  y += ui.height_of(title, inner) + gap;
  ui.text(text, hero.x + margin, y, inner, ui.colors.on_primary);
  y += ui.height_of(text, inner) + gap;
  ui.text(small, hero.x + margin, y, inner, ui.colors.on_primary);
  draw_column(ui, page, column, choices);
  for (const Piece& piece : tool_pieces) {
    tool_y += piece.gap;
    piece.draw(rest.x + margin, tool_y, body_width);
    tool_y += piece.height;
  }
  ui.frame.footer_begin = ui.frame.nodes.size();
  return true;
}

/// The same in one column: what is chosen first, what is said about the visit after it.
present::Page in_one_column(const present::Page& page) {
  present::Page flow = page;
  flow.shape = present::Shape::flow;
  const auto say = [&](present::Content content) {
    flow.elements.push_back({std::move(content), false, std::nullopt, {}});
  };
  const auto prose = [](const std::string& words) {
    content::Paragraph paragraph;
    paragraph.text = words;
    return present::Prose{{paragraph}};
  };
  say(present::Kicker{page.hero->clinic});
  say(present::Heading{page.hero->title});
  say(prose(page.hero->text));
  say(prose(page.hero->small));
  return flow;
}

/// A control whose name is being heard gets a line around it: a tint behind its words could take
/// their contrast.
void draw_heard_controls(const Ui& ui, const present::Page& page) {
  for (const present::Mark& mark : page.marks) {
    for (const Node& node : ui.frame.nodes) {
      if (node.id.empty() || node.label != mark.text) continue;
      ui.outline(node.rect, ui.colors.focus, ui.metrics.px(5), ui.metrics.px(18));
    }
  }
}

/// The keys in one line with this one.
Rect row_of(const Frame& frame, const Node& key) {
  float left = key.rect.x;
  float right = key.rect.right();
  for (const Node& node : frame.nodes) {
    if (node.role != NodeRole::key || std::abs(node.rect.y - key.rect.y) > 1) continue;
    left = std::min(left, node.rect.x);
    right = std::max(right, node.rect.right());
  }
  return {left, key.rect.y, right - left, key.rect.height};
}

/// Last of all, so that nothing is drawn over it.
void draw_ring(const Ui& ui, const present::Page& page, const Ring& ring) {
  if (ring.id.empty()) return;
  for (std::size_t i = 0; i < ui.frame.nodes.size(); ++i) {
    const Node& node = ui.frame.nodes[i];
    if (node.id != ring.id) continue;
    if (ring.row) return ui.focus_ring(row_of(ui.frame, node), ui.colors.focus);
    // On staff's dark bar the usual colour would hardly be seen.
    const bool on_bar = page.staff && i < ui.frame.body_begin;
    ui.focus_ring(node.rect,
                  on_bar && page.theme != visit::Theme::black ? ui.colors.on_bar : ui.colors.focus);
    return;
  }
}

}  // namespace

Frame draw_page(Artist& artist, const Glass& glass, const present::Page& page,
                present::Scratch& scratch, const std::map<std::string, std::string>& pictures,
                PressMemory& press, bool taps_allowed, const std::vector<PointerSample>& samples,
                const Ring& ring) {
  Frame frame;
  artist.begin_frame(double(glass.width) * double(glass.height));
  const Metrics metrics(glass.width, glass.height, glass.mm_per_pixel, page.size);
  const Colors colors = colors_of(page.theme);
  ImGui::SetNextWindowPos(ImVec2(0, 0));
  ImGui::SetNextWindowSize(ImVec2(glass.width, glass.height));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
  ImGui::Begin("glass", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBringToFrontOnFocus);
  const Ui ui{artist,
              metrics,
              colors,
              pictures,
              scratch,
              press,
              samples,
              frame,
              page.language,
              taps_allowed,
              page.right_to_left,
              page.shape == present::Shape::centered,
              !ring.id.empty(),
              page.marks.empty() ? nullptr : &page.marks};
  // Widgets of one page never take the press that began on another.
  ImGui::PushID(page.key.c_str());
  float top = 0;
  if (!page.practice.empty()) {
    top += draw_strip(ui, page.practice, top, colors.caution, colors.caution_soft);
  }
  if (page.shape != present::Shape::split || !draw_split(ui, page, top)) {
    if (page.header) top += draw_header(ui, page, top);
    if (!page.urgent.empty()) top += draw_urgent(ui, page, top);
    frame.body_begin = frame.nodes.size();
    const float margin = page_margin(metrics);
    const float above = metrics.px(metrics.is_low() ? (page.header ? 12 : 28) : 44);
    const float below = metrics.px(metrics.is_low() ? 10 : 28);
    const auto body_with = [&](bool footer) {
      return Rect{margin, top + above, glass.width - 2 * margin,
                  glass.height - top - above - below - (footer ? footer_height(ui, page) : 0)};
    };
    if (page.shape == present::Shape::centered) {
      const Rect whole = body_with(page.footer.has_value());
      // What does not fit needs room for More.
      draw_centered(ui, page, fits_centered(ui, page, whole) ? whole : body_with(true));
    } else {
      draw_flow(ui, page.shape == present::Shape::split ? in_one_column(page) : page,
                body_with(true), footer_height(ui, page) - footer_height(metrics));
    }
    frame.footer_begin = frame.nodes.size();
    if (page.footer || frame.has_more || scratch.part > 0) draw_footer(ui, page);
  }
  draw_heard_controls(ui, page);
  draw_ring(ui, page, ring);
  ImGui::PopID();
  ImGui::End();
  ImGui::PopStyleVar(2);
  return frame;
}

Frame prepare_page(Artist& artist, const Glass& glass, const present::Page& page, int part,
                   const std::map<std::string, std::string>& pictures) {
  // A context of its own: the one on the glass would take the next touch for its answer.
  ImGuiContext* const on_glass = ImGui::GetCurrentContext();
  const std::unique_ptr<ImGuiContext, void (*)(ImGuiContext*)> aside(
      ImGui::CreateContext(ImGui::GetIO().Fonts), ImGui::DestroyContext);
  ImGui::SetCurrentContext(aside.get());
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.DisplaySize = ImVec2(glass.width, glass.height);
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  ImGui::NewFrame();
  present::Scratch nobodys;
  nobodys.part = part;
  PressMemory press;
  Frame frame = draw_page(artist, glass, page, nobodys, pictures, press, false, {});
  ImGui::EndFrame();
  ImGui::SetCurrentContext(on_glass);
  return frame;
}

}  // namespace candor::ui
