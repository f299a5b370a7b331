// What is looked at: steps, times, risks, pictures.
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/maker.h"
#include "ui/prose.h"

namespace candor::ui {
namespace {

using present::CalloutLook;
using text::Weight;

constexpr int kDotsAcross = 25;  // an icon array: 25 × 4
constexpr int kDotsDown = 4;

Color tone_color(const Ui& ui, content::Tone tone) {
  switch (tone) {
    case content::Tone::normal:
      return ui.colors.primary;
    case content::Tone::caution:
      return ui.colors.caution;
    case content::Tone::good:
      return ui.colors.good;
  }
  return ui.colors.primary;
}

}  // namespace

void Maker::operator()(const present::Steps& steps) {
  const float size = ui.metrics.body();
  const float badge = ui.metrics.tx(52);
  const float indent = badge + ui.metrics.px(22);
  const float room = measured(width - indent, size);
  int number = 0;
  for (const auto& item : steps.items) {
    ++number;
    const text::Paragraph title = ui.words(item.title, ui.metrics.tx(33), Weight::semibold);
    const text::Paragraph note = ui.words(item.text, ui.metrics.small());
    const float title_height = ui.height_of(title, room);
    const float note_height = ui.height_of(note, room);
    add(std::max(badge, title_height + note_height), gap(22),
        [this_ui = &ui, title, note, title_height, indent, room, badge, number, size](
            float x, float y, float w) {
          const Ui& u = *this_ui;
          u.frame.row = number - 1;
          const float cx = u.right_to_left ? x + w - badge / 2 : x + badge / 2;
          u.disc(cx, y + badge / 2, badge / 2, u.colors.primary);
          text::Paragraph digit = u.words(
              std::to_string(number), std::max(size * 0.95F, u.metrics.least_text()), Weight::bold);
          const float digit_width = u.width_of(digit);
          const float digit_height = u.height_of(digit, 0);
          u.text(digit, cx - digit_width / 2, y + (badge - digit_height) / 2, 0,
                 u.colors.on_primary);
          const float left = u.right_to_left ? x + w - indent - room : x + indent;
          const float top = title_height < badge ? y + (badge - title_height) / 2 * 0.6F : y;
          u.text(title, left, top, room, u.colors.ink);
          u.text(note, left, top + title_height, room, u.colors.soft_ink);
        });
  }
}

void Maker::operator()(const present::Timeline& timeline) {
  const float padding = ui.metrics.px(40);
  const float at_size = ui.metrics.small() * 1.1F;
  float at_width = 0;
  for (const auto& item : timeline.items) {
    at_width = std::max(at_width, ui.width_of(ui.words(item.at, at_size)));
  }
  const float dot = ui.metrics.px(18);
  // On narrow glass the times stand above their titles, or no room would be left for the words.
  const float beside = at_width + ui.metrics.px(28);
  const float after = 2 * dot + ui.metrics.px(32);
  const bool stacked = width - 2 * padding - beside - after < ui.metrics.tx(420);
  const float axis_in = (stacked ? 0 : beside) + dot;
  const float text_left = (stacked ? 0 : beside) + after;
  const float room = measured(width - 2 * padding - text_left, ui.metrics.small());
  text::Paragraph caption = ui.words(timeline.caption, ui.metrics.small());
  float caption_height = ui.height_of(caption, width - 2 * padding);

  struct Row {
    text::Paragraph at, title, note;
    float at_height, title_height, height;
    content::Tone tone;
    int number;

    /// Of the line that the dot stands beside.
    [[nodiscard]] float dot_line() const { return at_height > 0 ? at_height : title_height; }
  };

  std::vector<Row> all;
  for (const auto& item : timeline.items) {
    Row row{ui.words(item.at, at_size),
            ui.words(item.title, ui.metrics.tx(34), Weight::semibold),
            ui.words(item.text, ui.metrics.small()),
            0,
            0,
            0,
            item.tone,
            static_cast<int>(all.size())};
    row.at_height = stacked ? ui.height_of(row.at, room) : 0;
    row.title_height = ui.height_of(row.title, room);
    row.height = row.at_height + row.title_height + ui.height_of(row.note, room) + eased_px(14, 34);
    all.push_back(std::move(row));
  }
  // On a small glass the caption goes ahead, where it leaves no room for a row.
  const float around = 2 * padding - eased_px(0, 14);
  if (std::any_of(all.begin(), all.end(),
                  [&](const Row& row) { return around + caption_height + row.height > limit; })) {
    add_words(timeline.caption, ui.metrics.small(), Weight::regular, ui.colors.soft_ink, gap(26),
              NodeRole::text, false, width);
    caption = ui.words({}, ui.metrics.small());
    caption_height = 0;
  }
  // A note that would make its row higher than the glass goes on below the card.
  const auto parted = [&](const Row& row) {
    return around + caption_height + row.height > limit && !row.note.text.empty();
  };
  // One card; more where the glass cannot hold all rows at once.
  std::size_t next = 0;
  while (next < all.size()) {
    std::vector<Row> rows;
    content::Paragraph rest;
    float height = around + caption_height;
    if (parted(all[next])) {
      Row& row = all[next];
      row.height -= ui.height_of(row.note, room);
      rest.text = std::exchange(row.note, ui.words({}, ui.metrics.small())).text;
    }
    do {
      height += all[next].height;
      rows.push_back(all[next]);
      ++next;
    } while (rest.text.empty() && next < all.size() && height + all[next].height <= limit);
    add(height, gap(26),
        [this_ui = &ui, rows, caption, caption_height, at_width, dot, axis_in, text_left, room,
         padding, height](float x, float y, float w) {
          const Ui& u = *this_ui;
          u.card({x, y, w, height});
          const bool rtl = u.right_to_left;
          const float inner = w - 2 * padding;
          u.text(caption, x + padding, y + padding, inner, u.colors.soft_ink);
          float top = y + padding + caption_height + u.metrics.px(16);
          const float axis = rtl ? x + w - padding - axis_in : x + padding + axis_in;
          float previous = 0;
          for (const Row& row : rows) {
            const float center = top + row.dot_line() / 2;
            if (previous > 0) {
              u.line(axis, previous, axis, center, u.colors.line, u.metrics.px(8));
            }
            previous = center;
            top += row.height;
          }
          top = y + padding + caption_height + u.metrics.px(16);
          for (const Row& row : rows) {
            u.frame.row = row.number;
            u.disc(axis, top + row.dot_line() / 2, dot, tone_color(u, row.tone));
            const float left = rtl ? x + w - padding - text_left - room : x + padding + text_left;
            if (row.at_height > 0) {
              u.text(row.at, left, top, room, u.colors.soft_ink);
            } else {
              const float own = u.width_of(row.at);
              const float at_x = rtl ? x + w - padding - at_width : x + padding + at_width - own;
              u.text(row.at, at_x, top + (row.title_height - u.height_of(row.at, 0)) / 2, 0,
                     u.colors.soft_ink);
            }
            const float words = top + row.at_height;
            u.text(row.title, left, words, room, u.colors.ink);
            u.text(row.note, left, words + row.title_height, room, u.colors.soft_ink);
            top += row.height;
          }
        });
    if (!rest.text.empty()) (*this)(present::Prose{{rest}});
  }
}

void Maker::operator()(const present::Risk& risk) {
  const float padding = eased_px(22, 32);
  const float room = width - 2 * padding;
  const Color color = tone_color(ui, risk.tone);
  text::Paragraph number = ui.words(risk.number, ui.metrics.tx(38), Weight::bold);
  text::Paragraph label = ui.words(risk.label, ui.metrics.tx(34), Weight::semibold);
  const float number_width = ui.width_of(number) + ui.metrics.px(18);
  const bool below = number_width + ui.width_of(label) > room;
  const float number_height = ui.height_of(number, 0);
  const float label_height = ui.height_of(label, below ? room : 0);
  float head = below ? number_height + label_height : std::max(number_height, label_height);
  // On low glass the words go ahead where they would leave too little room for dots to count.
  const float least_pitch = std::min(room / kDotsAcross, ui.metrics.px(14));
  if (padding * 2 + head + kDotsDown * least_pitch > limit) {
    add_words(risk.number, ui.metrics.tx(38), Weight::bold, color, gap(24), NodeRole::text, true,
              width);
    add_words(risk.label, ui.metrics.tx(34), Weight::semibold, ui.colors.ink, 0, NodeRole::text,
              true, width);
    number.text.clear();
    label.text.clear();
    head = 0;
  }
  const float around = padding * 2 + head;
  // Smaller dots rather than dots over the edge of a small glass.
  const float pitch =
      std::min({room / kDotsAcross, eased_px(27, 31), (limit - around) / kDotsDown});
  const float dots = pitch * kDotsDown;
  text::Paragraph note = ui.words(risk.note, ui.metrics.small() * 1.04F);
  // Who was counted goes on below where one card would not fit.
  const bool apart = around + dots + ui.height_of(note, room) > limit;
  if (apart) note = ui.words({}, ui.metrics.small() * 1.04F);
  const float note_height = apart ? 0 : ui.height_of(note, room);
  const float height = around + dots + note_height;
  add(height, gap(24),
      [this_ui = &ui, risk, color, number, label, note, number_width, below, number_height,
       label_height, head, dots, pitch, padding, room, height](float x, float y, float w) {
        const Ui& u = *this_ui;
        u.card({x, y, w, height});
        const bool rtl = u.right_to_left;
        const float left = x + padding;
        const float top = y + padding - u.metrics.px(4);
        const float number_own = u.width_of(number);
        u.text(number, rtl ? x + w - padding - number_own : left, top, 0, color);
        if (below) {
          u.text(label, left, top + number_height, room, u.colors.ink);
        } else {
          const float own = u.width_of(label);
          u.text(label, rtl ? x + w - padding - number_width - own : left + number_width,
                 top + (number_height - label_height) / 2, 0, u.colors.ink);
        }
        const float radius = pitch * 0.36F;
        for (int i = 0; i < kDotsAcross * kDotsDown; ++i) {
          const float column = static_cast<float>(i % kDotsAcross) + 0.5F;
          const float cx = rtl ? x + w - padding - column * pitch : left + column * pitch;
          const float cy =
              top + head + u.metrics.px(8) + (static_cast<float>(i / kDotsAcross) + 0.5F) * pitch;
          // A ring and a disc: the array can be read without colour.
          if (i < risk.n)
            u.disc(cx, cy, radius, color);
          else
            u.ring(cx, cy, radius * 0.92F, u.colors.edge, u.metrics.px(1.6));
        }
        u.node(Node{{},
                    NodeRole::picture,
                    risk.number + " " + risk.label,
                    {},
                    false,
                    false,
                    {rtl ? x + w - padding - pitch * kDotsAcross : left,
                     top + head + u.metrics.px(8), pitch * kDotsAcross, dots},
                    {}});
        u.text(note, left, top + head + u.metrics.px(8) + dots, room, u.colors.soft_ink);
      });
  if (!apart) return;
  content::Paragraph rest;
  rest.text = risk.note;
  (*this)(present::Prose{{rest}});
}

void Maker::operator()(const present::Picture& picture) {
  const auto svg = ui.pictures.find(picture.name);
  if (svg == ui.pictures.end()) return;
  const auto aspect = text::svg_aspect(svg->second);
  const float ratio = aspect ? static_cast<float>(*aspect) : 4.0F / 3.0F;
  const text::Paragraph caption = ui.words(picture.caption, ui.metrics.small());
  const float caption_height = ui.height_of(caption, width);
  const float highest = std::min(eased_px(250, 520), limit - caption_height);
  const float drawn_width = std::min(width, highest * ratio);
  const float drawn_height = drawn_width / ratio;
  add(drawn_height + caption_height, gap(26),
      [this_ui = &ui, picture, bytes = &svg->second, drawn_width, drawn_height, caption](
          float x, float y, float w) {
        const Ui& u = *this_ui;
        const Rect rect{x + (w - drawn_width) / 2, y, drawn_width, drawn_height};
        u.artist.picture(u.list(), picture.name, *bytes, rect, u.colors);
        u.node(Node{{}, NodeRole::picture, picture.alt, {}, false, false, rect, {}});
        text::Paragraph centered = caption;
        centered.align = text::Align::center;
        u.text(centered, x, y + drawn_height, w, u.colors.soft_ink);
      });
}

void Maker::operator()(const present::Icon& icon) {
  const float side = eased_px(96, 132);
  add(side, gap(20), [this_ui = &ui, icon, side](float x, float y, float w) {
    const Ui& u = *this_ui;
    const LookColors look = look_colors(u.colors, icon.look);
    const float cx = x + w / 2;
    if (icon.look == CalloutLook::good) {
      u.disc(cx, y + side / 2, side / 2, u.colors.good);
      u.artist.icon(u.list(), icon.name, cx - side * 0.3F, y + side * 0.2F, side * 0.6F,
                    u.colors.on_primary);
      return;
    }
    u.artist.icon(u.list(), icon.name, cx - side / 2, y, side,
                  icon.look == CalloutLook::fact ? u.colors.ink : look.ink);
  });
}

}  // namespace candor::ui
