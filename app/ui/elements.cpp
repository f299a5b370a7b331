// What is read: headings, text, boxes, cards, tables.
#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "ui/maker.h"
#include "ui/pad.h"
#include "ui/prose.h"

namespace candor::ui {
namespace {

using present::CalloutLook;
using text::Weight;

}  // namespace

void Maker::add_words(const std::string& words, float size, Weight weight, Color color,
                      float gap_above, NodeRole role, bool with_next, float widest) {
  const float room = measured(std::min(width, widest), size, weight);
  const float aside = ui.centering ? (width - room) / 2 : 0;
  const auto set = [&](const std::string& text) {
    text::Paragraph paragraph = ui.words(text, size, weight);
    if (role == NodeRole::heading) paragraph.line_height = 1.2;
    if (ui.centering) paragraph.align = text::Align::center;
    return paragraph;
  };
  content::Paragraph whole_text;
  whole_text.text = words;
  const auto parts = fitting_pieces(whole_text, [&](const content::Paragraph& each) {
    return ui.height_of(set(each.text), room) <= limit;
  });
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const text::Paragraph paragraph = set(parts[i].text);
    add(
        ui.height_of(paragraph, room), i == 0 ? gap_above : 0,
        [this_ui = &ui, paragraph, color, role, room, aside](float x, float y, float w) {
          const float left = this_ui->right_to_left ? x + w - room - aside : x + aside;
          this_ui->text(paragraph, left, y, room, color, role);
        },
        with_next && i + 1 == parts.size());
  }
}

void Maker::operator()(const present::Heading& heading) {
  if (!heading.icon.empty()) {
    add_heading_with_icon(heading);
    return;
  }
  add_words(heading.text, ui.metrics.title(), Weight::bold, ui.colors.ink, gap(18),
            NodeRole::heading, true, width);
}

std::vector<text::Paragraph> Maker::lines_of(const present::Heading& heading, float size,
                                             float room) const {
  const auto words = [&](std::size_t begin, std::size_t end) {
    text::Paragraph line = ui.words(heading.text.substr(begin, end - begin), size, Weight::bold);
    line.line_height = 1.25;
    return line;
  };
  constexpr std::string_view kBetween = " · ";  // as the page joins them
  std::vector<text::Paragraph> lines;
  std::size_t begin = 0;
  std::size_t end = 0;
  for (const present::Heading::Part& part : heading.parts) {
    const std::size_t at = heading.text.find(part.text, end);
    if (at == std::string::npos) continue;
    if (end > begin && ui.width_of(words(begin, at + part.text.size())) > room) {
      lines.push_back(words(begin, end));
      begin = end + kBetween.size();
    }
    end = at + part.text.size();
  }
  lines.push_back(words(begin, heading.text.size()));
  return lines;
}

void Maker::add_heading_with_icon(const present::Heading& heading) {
  // The same in many languages takes less room than in one.
  constexpr std::size_t kFew = 3;
  const float size =
      std::max(ui.metrics.heading(heading.parts.size() > kFew ? 34 : 44), ui.metrics.least_text());
  float icon = ui.metrics.heading(64);
  float indent = icon + ui.metrics.px(28);
  float room = measured(width - indent, size, Weight::bold);
  std::vector<text::Paragraph> lines = lines_of(heading, size, room);
  if (ui.metrics.is_low()) {
    // The icon, which adds nothing to the words, gives way where it costs them a line.
    const float whole_room = measured(width, size, Weight::bold);
    if (auto fewer = lines_of(heading, size, whole_room); fewer.size() < lines.size()) {
      lines = std::move(fewer);
      room = whole_room;
      icon = indent = 0;
    }
  }
  float words_height = 0;
  for (const text::Paragraph& line : lines) words_height += ui.height_of(line, room);
  const float height = std::max(icon, words_height);
  add(
      height, gap(18),
      [this_ui = &ui, lines, icon, indent, room, words_height, height, name = heading.icon](
          float x, float y, float w) {
        const bool rtl = this_ui->right_to_left;
        if (icon > 0) {
          this_ui->artist.icon(this_ui->list(), name, rtl ? x + w - icon : x,
                               y + (height - icon) / 2, icon, this_ui->colors.ink);
        }
        float top = y + (height - words_height) / 2;
        for (const text::Paragraph& line : lines) {
          this_ui->text(line, rtl ? x + w - indent - room : x + indent, top, room,
                        this_ui->colors.ink, NodeRole::heading);
          top += this_ui->height_of(line, room);
        }
      },
      true);
}

void Maker::operator()(const present::Kicker& kicker) {
  add_words(kicker.text, ui.metrics.tx(32), Weight::semibold, ui.colors.soft_ink, gap(26),
            NodeRole::text, true, width);
}

void Maker::operator()(const present::Lead& lead) {
  add_words(lead.text, ui.metrics.letters(28), Weight::regular, ui.colors.soft_ink, gap(14),
            NodeRole::text, true, width);
}

void Maker::operator()(const present::Statement& statement) {
  add_words(statement.text, ui.metrics.display(48), Weight::bold, ui.colors.ink, gap(34),
            NodeRole::heading, true, width);
}

void Maker::operator()(const present::Prose& prose) {
  const float size = prose_size();
  const float room = measured(width, size);
  const float aside = ui.centering ? (width - room) / 2 : 0;
  std::vector<content::Paragraph> paragraphs;
  std::vector<Joint> joints;
  bool in_list = false;
  for (const content::Paragraph& paragraph : prose.paragraphs) {
    const float most = paragraphs.empty() ? limit : whole;
    const bool listed = paragraph.kind != content::Paragraph::Kind::plain;
    Joint joint = Joint::none;
    if (listed && !paragraphs.empty()) joint = in_list ? Joint::goes_on : Joint::announced;
    in_list = listed;
    for (auto& piece : fitting_pieces(paragraph, [&](const content::Paragraph& each) {
           return paragraph_height(ui, each, room, size) <= most;
         })) {
      paragraphs.push_back(std::move(piece));
      joints.push_back(std::exchange(joint, Joint::goes_on));
    }
  }
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    const content::Paragraph& paragraph = paragraphs[i];
    const bool listed = paragraph.kind != content::Paragraph::Kind::plain;
    add(paragraph_height(ui, paragraph, room, size), gap(listed ? 14 : 24),
        [this_ui = &ui, paragraph, size, room, aside](float x, float y, float w) {
          const float left = this_ui->right_to_left ? x + w - room - aside : x + aside;
          draw_paragraph(*this_ui, paragraph, left, y, room, size, this_ui->colors.ink);
        });
    pieces.back().joint = joints[i];
  }
}

void Maker::operator()(const present::Callout& callout) {
  const float size = prose_size();
  const float padding = eased_px(20, 34);
  const float side = ui.metrics.px(48);
  const float room = measured(width - side - padding, size);
  const text::Paragraph title = ui.words(callout.title, ui.metrics.tx(36), Weight::bold);
  const float title_height = ui.height_of(title, room);
  const float most = limit - 2 * padding;
  // A box that is higher than the glass goes on in the next one, between sentences where it can.
  std::vector<content::Paragraph> left;
  for (const content::Paragraph& paragraph : callout.paragraphs) {
    for (auto& piece : fitting_pieces(paragraph, [&](const content::Paragraph& each) {
           return paragraph_height(ui, each, room, size) <= most;
         })) {
      left.push_back(std::move(piece));
    }
  }
  std::size_t next = 0;
  bool titled = false;
  do {
    present::Callout own{callout.look, titled ? std::string() : callout.title, {}};
    const float head = titled ? 0 : title_height;
    titled = true;
    float text_height = 0;
    while (next < left.size()) {
      own.paragraphs.push_back(left[next]);
      const float higher = paragraphs_height(ui, own.paragraphs, room, size);
      const float above = head > 0 ? head + ui.metrics.px(14) : 0;
      const float room_for_text = pieces.empty() ? most : whole - 2 * padding;
      if (above + higher > room_for_text && (own.paragraphs.size() > 1 || head > 0)) {
        own.paragraphs.pop_back();
        break;
      }
      text_height = higher;
      ++next;
    }
    add_box(own, head, text_height, room, size, padding);
  } while (next < left.size());
}

void Maker::add_box(const present::Callout& callout, float title_height, float text_height,
                    float room, float size, float padding) {
  const text::Paragraph title = ui.words(callout.title, ui.metrics.tx(36), Weight::bold);
  const float side = ui.metrics.px(48);
  const float between = title_height > 0 && text_height > 0 ? ui.metrics.px(14) : 0;
  const float height = title_height + between + text_height + 2 * padding;
  const float own = room + side + padding;
  add(
      height, gap(30),
      [this_ui = &ui, callout, title, title_height, between, room, size, padding, side, height,
       own](float x, float y, float w) {
        const Ui& u = *this_ui;
        const LookColors look = look_colors(u.colors, callout.look);
        const float start = u.centering ? x + (w - own) / 2 : u.right_to_left ? x + w - own : x;
        const Rect rect{start, y, own, height};
        const float rounding = u.metrics.px(18);
        const bool tinted = callout.look != CalloutLook::note && callout.look != CalloutLook::fact;
        // The coloured edge shows on the reading side, under the card's own rounded corner.
        u.fill(rect, look.ink, rounding);
        const float edge = u.metrics.px(12);
        const Rect inner{u.right_to_left ? start : start + edge, y, own - edge, height};
        u.fill(inner, look.back, rounding);
        u.outline(rect, tinted ? look.ink : u.colors.line, u.metrics.px(2), rounding);
        const float left = u.right_to_left ? start + padding : start + side;
        u.text(title, left, y + padding, room, look.ink, NodeRole::heading);
        draw_paragraphs(u, callout.paragraphs, left, y + padding + title_height + between, room,
                        size, u.colors.ink);
      },
      // A fact stays with the statement that it belongs to.
      callout.look == CalloutLook::fact);
}

void Maker::operator()(const present::Faq& faq) {
  const float size = ui.metrics.body();
  const float room = measured(width, size);
  for (const auto& item : faq.items) {
    const text::Paragraph question = ui.words(item.question, ui.metrics.tx(33), Weight::semibold);
    const float question_height = ui.height_of(question, room);
    const float height =
        question_height + ui.metrics.px(6) + paragraphs_height(ui, item.answer, room, size);
    if (height > limit) {
      // Higher than the glass: it goes on in the next part, between paragraphs or sentences.
      add_words(item.question, ui.metrics.tx(33), Weight::semibold, ui.colors.primary, gap(28),
                NodeRole::heading, true, width);
      (*this)(present::Prose{item.answer});
      continue;
    }
    add(height, gap(28),
        [this_ui = &ui, question, question_height, answer = item.answer, room, size](
            float x, float y, float w) {
          const float left = this_ui->right_to_left ? x + w - room : x;
          this_ui->text(question, left, y, room, this_ui->colors.primary, NodeRole::heading);
          draw_paragraphs(*this_ui, answer, left, y + question_height + this_ui->metrics.px(6),
                          room, size, this_ui->colors.ink);
        });
  }
}

void Maker::operator()(const present::Notice& notice) {
  const LookColors look = look_colors(ui.colors, notice.look);
  text::Paragraph paragraph = ui.words(notice.text, ui.metrics.tx(30), Weight::semibold);
  const float icon = ui.metrics.tx(36);
  const float indent = icon + ui.metrics.px(14);
  const float room = measured(width - indent, ui.metrics.tx(30), Weight::semibold);
  const float height = std::max(icon, ui.height_of(paragraph, room));
  add(
      height, gap(28),
      [this_ui = &ui, paragraph, icon, indent, room, look, notice](float x, float y, float w) {
        const Ui& u = *this_ui;
        u.artist.icon(u.list(), "info", u.right_to_left ? x + w - icon : x, y + u.metrics.px(4),
                      icon, look.ink);
        u.text(paragraph, u.right_to_left ? x + w - indent - room : x + indent, y, room, look.ink,
               NodeRole::notice);
      },
      // It says what was wrong with what follows.
      true);
}

void Maker::operator()(const present::Card& card) {
  const float padding = ui.metrics.px(34);
  const float label_size = ui.metrics.small() * 1.05F;
  const text::Paragraph label = ui.words(card.label, label_size);
  text::Paragraph large = ui.words(card.large, ui.metrics.heading(60), Weight::bold);
  large.line_height = 1.2;
  const text::Paragraph note = ui.words(card.note, label_size);
  const bool has_words = !card.label.empty() || !card.large.empty() || !card.note.empty();
  const bool has_picture = !card.qr.empty();
  const float usual = ui.metrics.px(240);
  const float qr = !has_picture ? 0
                   : has_words  ? usual
                               : std::clamp(std::min(limit, width) - 2 * padding, usual / 2, usual);
  const float between = has_picture && has_words ? ui.metrics.px(40) : 0;
  const auto apart = [&](const present::Card& first, const present::Card& second) {
    (*this)(first);
    (*this)(second);
  };
  const auto picture_apart = [&] {
    apart({card.label, card.large, card.note, {}}, {{}, {}, {}, card.qr});
  };
  // A code is not broken in two: its letters get smaller, or the picture gives way.
  const float beside = width - 2 * padding - qr - between;
  const float in_one_line = ui.width_of(large);
  const bool in_one_word = !card.large.empty() && card.large.find(' ') == std::string::npos;
  if (in_one_word && in_one_line > beside) {
    const double fitting = large.size * double(beside / in_one_line) * 0.99;
    if (fitting < double(ui.metrics.body()) && has_picture) return picture_apart();
    large.size = std::max(double(ui.metrics.body()), fitting);
  }
  const auto width_of = [&](const text::Paragraph& words) {
    return words.text.empty() ? 0.0F : ui.width_of(words);
  };
  const float widest = std::max({width_of(label), width_of(large), width_of(note)});
  const float own =
      std::min(width, has_words ? std::max(widest + qr + between + 2 * padding + ui.metrics.px(8),
                                           ui.metrics.px(490))
                                : qr + 2 * padding);
  const float room = own - 2 * padding - qr - between;
  const float text_height =
      ui.height_of(label, room) + ui.height_of(large, room) + ui.height_of(note, room);
  const float height = std::max(text_height, qr) + 2 * padding;
  if (height > limit) {
    // What is too high side by side stands one below the other, and a long note goes on elsewhere.
    if (has_picture && has_words) return picture_apart();
    const bool note_alone = card.label.empty() && card.large.empty();
    if (!card.note.empty() && !note_alone) {
      return apart({card.label, card.large, {}, {}}, {{}, {}, card.note, {}});
    }
    content::Paragraph words;
    words.text = card.note;
    const auto parts = fitting_pieces(words, [&](const content::Paragraph& each) {
      return ui.height_of(ui.words(each.text, label_size), room) + 2 * padding <= limit;
    });
    if (parts.size() > 1) {
      for (const content::Paragraph& part : parts) (*this)(present::Card{{}, {}, part.text, {}});
      return;
    }
  }
  add(height, gap(32),
      [this_ui = &ui, card, label, large, note, qr, between, own, room, text_height, height,
       padding](float x, float y, float w) {
        const Ui& u = *this_ui;
        const bool centered = w > own + 1 && u.centering;
        const float left = centered ? x + (w - own) / 2 : (u.right_to_left ? x + w - own : x);
        u.card({left, y, own, height});
        float at = left + padding;
        if (qr > 0) {
          draw_qr(u, card.qr, {at, y + (height - qr) / 2, qr, qr});
          at += qr + between;
        }
        float top = y + (height - text_height) / 2;
        const auto put = [&](text::Paragraph paragraph, Color color) {
          if (qr <= 0 && centered) paragraph.align = text::Align::center;
          u.text(paragraph, at, top, room, color);
          top += u.height_of(paragraph, room);
        };
        put(label, u.colors.soft_ink);
        put(large, u.colors.ink);
        put(note, u.colors.soft_ink);
      });
}

void Maker::operator()(const present::Table& table) {
  const float padding = ui.metrics.px(30);
  const float size = ui.metrics.letters(28);
  float open_width = 0;
  for (const auto& row : table.rows) {
    if (row.open) open_width = std::max(open_width, ui.button_width(*row.open, size));
  }
  const float inner = width - 2 * padding - open_width - (open_width > 0 ? padding : 0);
  // The first column takes what the short ones leave.
  std::vector<float> widths;
  const auto count = float(table.columns.size());
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    widths.push_back(table.columns.size() == 3
                         ? inner * (i == 0 ? 0.56F : 0.22F)
                         : inner * (i + 1 == table.columns.size() ? 2.0F : 1.0F) / (count + 1));
  }
  const auto add_row = [&](const std::vector<std::string>& cells, bool head,
                           const present::Table::Row* row) {
    float height = head ? 0 : std::max(ui.metrics.tx(62), ui.metrics.mm(kTargetMm));
    std::vector<text::Paragraph> words;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool strong = !head && row->look != CalloutLook::note && i + 1 == cells.size();
      words.push_back(ui.words(cells[i], head ? ui.metrics.small() : size,
                               strong ? Weight::semibold : Weight::regular));
      height = std::max(height, ui.height_of(words.back(), widths[i] - ui.metrics.px(16)));
    }
    height += 2 * ui.metrics.px(14);
    const auto look = head ? CalloutLook::note : row->look;
    const auto open = head ? std::nullopt : row->open;
    add(height, head ? gap(24) : 0,
        [this_ui = &ui, words, widths, head, look, open, open_width, padding, height, size](
            float x, float y, float w) {
          const Ui& u = *this_ui;
          u.fill({x, y, w, height}, u.colors.card);
          u.line(x, y + height, x + w, y + height, u.colors.line, u.metrics.px(2));
          float at = x + padding;
          for (std::size_t i = 0; i < words.size(); ++i) {
            const float own = widths[i] - u.metrics.px(16);
            const bool strong = words[i].weight == Weight::semibold;
            u.text(words[i], at, y + (height - u.height_of(words[i], own)) / 2, own,
                   head ? u.colors.soft_ink
                        : (strong ? look_colors(u.colors, look).ink : u.colors.ink));
            at += widths[i];
          }
          if (open) {
            const float own = std::max(u.metrics.tx(62), u.metrics.mm(kTargetMm));
            u.button(*open, {x + w - padding - open_width, y + (height - own) / 2, open_width, own},
                     size);
          }
        });
  };
  add_row(table.columns, true, nullptr);
  for (const auto& row : table.rows) add_row(row.cells, false, &row);
}

std::vector<Piece> pieces_of(const Ui& ui, const present::Element& element, int index, float width,
                             float limit, Ease ease, float whole) {
  Maker maker{ui, width, limit, std::max(limit, whole), ease, {}};
  std::visit([&](const auto& content) { maker(content); }, element.content);
  int number = 0;
  for (Piece& piece : maker.pieces) {
    piece.marks = {{index, number++}};
    piece.draw = [draw = std::move(piece.draw), frame = &ui.frame, index](float x, float y,
                                                                          float w) {
      frame->element = index;
      draw(x, y, w);
      frame->element = -1;
      frame->row = -1;
    };
  }
  return std::move(maker.pieces);
}

}  // namespace candor::ui
