// What is answered: options, fields, the keyboard, buttons, the review, the place to sign.
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/utf8.h"
#include "ui/board.h"
#include "ui/maker.h"
#include "ui/pad.h"
#include "ui/prose.h"

namespace candor::ui {
namespace {

using present::CalloutLook;
using text::Weight;

text::Paragraph label_of(const Ui& ui, const present::Field& field, float size) {
  text::Paragraph label = ui.words(field.label, size, Weight::semibold);
  if (ui.metrics.is_low()) label.line_height = 1.1;
  return label;
}

/// What a field shows of its words in one line: all, or their end, where the typing is.
text::Paragraph value_of(const Ui& ui, const std::string& words, float size, float room) {
  text::Paragraph value = ui.words(words, size);
  if (ui.metrics.is_low()) value.line_height = 1.1;
  if (room <= 0 || words.empty() || ui.width_of(value) <= room) return value;
  const std::vector<std::string> characters = characters_of(words);
  const auto end_from = [&](std::size_t first) {
    std::string end = "…";
    for (std::size_t i = first; i < characters.size(); ++i) end += characters[i];
    return end;
  };
  // The longest end that fits: that from `high` on does, that from `low` on does not.
  std::size_t low = 0;
  std::size_t high = characters.size();
  while (low + 1 < high) {
    const std::size_t middle = (low + high) / 2;
    value.text = end_from(middle);
    (ui.width_of(value) <= room ? high : low) = middle;
  }
  value.text = end_from(high);
  return value;
}

/// Whether a text has Hebrew or Arabic letters: U+0590 to U+07FF by their first byte.
bool reads_from_right(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char byte) {
    const auto first = static_cast<unsigned char>(byte);
    return first >= 0xD6 && first <= 0xDF;
  });
}

}  // namespace

void Maker::operator()(const present::Fields& fields) {
  const float label_size = ui.metrics.small();
  const bool side_by_side = fields.items.size() > 1 && double(width) > double(ui.metrics.tx(1000));
  const int columns = side_by_side ? 2 : 1;
  const float between = ui.metrics.px(28);
  const float own_width = std::min((width - between * float(columns - 1)) / float(columns),
                                   fields.items.size() == 1 ? ui.metrics.tx(900) : width);
  // On low glass the label stands beside the box, so that the keyboard fits below both.
  const bool beside = ui.metrics.is_low();
  const float value_size = beside ? ui.metrics.heading(32) : ui.metrics.tx(36);
  const float box = std::max(beside ? value_size * 1.25F : grown(72, 84), ui.metrics.mm(kTargetMm));
  float label_width = 0;
  const float aside = ui.metrics.px(20);
  if (beside) {
    for (const present::Field& field : fields.items) {
      label_width =
          std::max(label_width, ui.width_of(ui.words(field.label, label_size, Weight::semibold)));
    }
    // A long label takes more lines, as few as can be, so that box and keyboard still fit
    // together.
    const float one_line = label_width + aside;
    float least = 0;
    for (const float share : {0.5F, 0.6F, 0.7F}) {
      const float room = std::min(one_line, own_width * share);
      float height = 0;
      for (const present::Field& field : fields.items) {
        height = std::max(height, ui.height_of(label_of(ui, field, label_size), room - aside));
      }
      if (least > 0 && height >= least) continue;
      least = std::max(height, box);
      label_width = room;
    }
  }
  std::vector<present::Field> items = fields.items;
  // There the field in use comes last, next to the keyboard.
  if (beside && columns == 1) {
    std::stable_partition(items.begin(), items.end(),
                          [](const present::Field& field) { return !field.focused; });
  }
  for (std::size_t first = 0; first < items.size(); first += std::size_t(columns)) {
    std::vector<present::Field> row(
        items.begin() + std::ptrdiff_t(first),
        items.begin() + std::ptrdiff_t(std::min(first + std::size_t(columns), items.size())));
    float label_height = 0;
    for (const present::Field& field : row) {
      if (beside) break;
      const float own = ui.height_of(label_of(ui, field, label_size), own_width);
      label_height = std::max(label_height, own + ui.metrics.px(8));
    }
    float highest = box;
    for (const present::Field& field : row) {
      if (label_width <= 0) break;
      highest =
          std::max(highest, ui.height_of(label_of(ui, field, label_size), label_width - aside));
    }
    add(
        label_height + highest, beside ? ui.metrics.mm(kTargetGapMm) : gap(26),
        [this_ui = &ui, row, own_width, between, box, highest, label_height, label_width,
         value_size, label_size](float x, float top_of_row, float w) {
          const Ui& u = *this_ui;
          const float y = top_of_row + (highest - box) / 2;
          float left = u.right_to_left ? x + w - own_width : x;
          for (const present::Field& field : row) {
            const bool rtl = u.right_to_left;
            const text::Paragraph label = label_of(u, field, label_size);
            const Rect rect{rtl ? left : left + label_width, y + label_height,
                            own_width - label_width, box};
            if (label_width > 0) {
              const float room = label_width - u.metrics.px(20);
              u.text(label, rtl ? left + own_width - room : left,
                     y + (box - u.height_of(label, room)) / 2, room, u.colors.ink);
            } else {
              // Next to its box, where another label in the row is higher.
              const float own = u.height_of(label, own_width) + u.metrics.px(8);
              u.text(label, left, y + label_height - own, own_width, u.colors.ink);
            }
            const auto touch = u.target("field." + field.id, rect);
            u.fill(rect, u.colors.card, u.metrics.px(16));
            // While keys are used, the colour of focus is the ring's alone.
            const Color typed_into = u.by_keys ? u.colors.primary : u.colors.focus;
            u.outline(rect, field.focused ? typed_into : u.colors.edge,
                      u.metrics.px(field.focused ? 5 : 2.6), u.metrics.px(16));
            std::string shown = field.value;
            if (field.masked) {
              shown.clear();
              for (std::size_t i = 0; i < field.value.size(); ++i) shown += "● ";
            }
            const bool hinted = shown.empty() && !field.focused;
            const float inset = u.metrics.px(30);
            const text::Paragraph value =
                value_of(u, hinted ? field.hint : shown, value_size, rect.width - 2 * inset);
            const float value_height = u.height_of(value_of(u, "Ag", value_size, 0), 0);
            const float shown_width = value.text.empty() ? 0 : u.width_of(value);
            const float top = rect.y + (box - value_height) / 2;
            // Words that are read from right to left end on the left.
            const bool ends_left = rtl && (shown.empty() || reads_from_right(shown));
            const float edge = rtl ? rect.right() - inset - shown_width : rect.x + inset;
            if (!value.text.empty()) {
              u.artist.text(u.list(), value, edge, top, 0,
                            hinted ? u.colors.soft_ink : u.colors.ink);
            }
            if (field.focused) {
              const float caret =
                  ends_left ? edge - u.metrics.px(6) : edge + shown_width + u.metrics.px(3);
              u.fill({caret, top, u.metrics.px(3), value_height}, u.colors.ink);
            }
            u.node(Node{"field." + field.id, NodeRole::field, field.label,
                        field.masked ? shown : field.value, false, field.focused, rect,
                        present::Focus{field.id}});
            if (touch.fired) u.act(present::Focus{field.id});
            left += (u.right_to_left ? -1.0F : 1.0F) * (own_width + between);
          }
        },
        // What is typed into stays with its keyboard, whatever stands between them.
        std::any_of(fields.items.begin(), fields.items.end(),
                    [](const present::Field& field) { return field.focused; }));
  }
}

void Maker::operator()(const present::Keyboard& keyboard) {
  const KeyboardSizes sizes = keyboard_sizes(ui, keyboard.kind, width, double(ease));
  const bool low = ui.metrics.is_low() && !keyboard.low_rows.empty();
  auto rows = fitted_rows(ui, low ? keyboard.low_rows : keyboard.rows, sizes);
  const auto count = static_cast<float>(rows.size());
  const float height = count * sizes.key + (count - 1) * sizes.between + 2 * sizes.padding;
  add(height, ui.metrics.is_low() ? ui.metrics.px(8) : gap(30),
      [this_ui = &ui, rows = std::move(rows), sizes, height, mirrored = keyboard.right_to_left](
          float x, float y, float w) {
        draw_keyboard(*this_ui, rows, sizes, mirrored,
                      {x + (w - sizes.board) / 2, y, sizes.board, height});
      });
}

void Maker::operator()(const present::Buttons& buttons) {
  constexpr float kRounding = 0.5F;  // pixels
  const float size = ui.metrics.tx(30);
  const bool low = ui.metrics.is_low() && ease < 0.6F;
  float between = std::max(ui.metrics.px(low ? 0 : 24), ui.metrics.mm(kTargetGapMm));
  float around = ui.metrics.px(28);  // of each label, in addition to a button's usual padding
  float height = std::max(low ? 0 : grown(66, 86), ui.metrics.mm(kTargetMm));
  for (const present::Button& each : buttons.items) {
    height = std::max(
        height, ui.least_button_height(each, ui.button_width(each, size), size).value_or(height));
  }
  std::vector<std::vector<std::pair<present::Button, float>>> rows(1);
  const text::Paragraph note = ui.words(buttons.note, ui.metrics.small());
  const float note_width = buttons.note.empty() ? 0 : ui.width_of(note) + ui.metrics.px(32);
  const auto gaps = static_cast<float>(buttons.items.size() - 1);
  const auto width_of = [&](const present::Button& each) {
    return std::max(ui.button_width(each, size) + around, ui.metrics.mm(kTargetMm));
  };
  const auto in_one_row = [&] {
    float all = note_width + between * gaps;
    for (const present::Button& each : buttons.items) all += width_of(each);
    return all;
  };
  float all = in_one_row();
  if (note_width <= 0 && all > width) {
    // Closer together rather than one of them alone in a second row.
    const float usual_between = std::exchange(between, ui.metrics.mm(kTargetGapMm));
    const float usual_around = std::exchange(around, ui.metrics.px(-16));
    if (const float least = in_one_row(); least <= width) {
      const float share = (width - least) / (all - least);
      between += (usual_between - between) * share;
      around += (usual_around - around) * share;
    } else {
      between = usual_between;
      around = usual_around;
    }
    all = in_one_row();
  }
  // Words about the buttons stand in their line where they fit, else above them.
  const bool note_beside = note_width > 0 && all <= width;
  if (note_width > 0 && !note_beside) {
    add_words(buttons.note, ui.metrics.small(), Weight::regular, ui.colors.soft_ink, gap(24),
              NodeRole::text, true, width);
  }
  float used = 0;
  for (const present::Button& each : buttons.items) {
    const float own = std::min(width, width_of(each));
    if (!rows.back().empty() && used + between + own > width + kRounding) {
      rows.emplace_back();
      used = 0;
    }
    used += (rows.back().empty() ? 0 : between) + own;
    rows.back().emplace_back(each, own);
  }
  for (auto& row : rows) {
    const float beside = note_beside ? note_width : 0;
    // Words longer than the glass is wide take another line, in letters of the same size.
    float highest = height;
    for (const auto& [each, own] : row) {
      if (ui.fitting_size(each, {0, 0, own, height}, size) < size)
        highest = std::max(highest, ui.button_height(each, own, size));
    }
    add(highest, &row == &rows.front() ? gap(30) : between,
        [this_ui = &ui, row, size, between, height = highest, note, beside](float x, float y,
                                                                            float w) {
          const bool rtl = this_ui->right_to_left;
          float total = beside + between * static_cast<float>(row.size() - 1);
          for (const auto& [each, own] : row) total += own;
          const float margin = this_ui->centering ? (w - total) / 2 : 0;
          float at = rtl ? x + w - margin : x + margin;
          if (beside > 0) {
            const float words_width = this_ui->width_of(note);
            this_ui->text(note, rtl ? at - words_width : at,
                          y + (height - this_ui->height_of(note, 0)) / 2, 0,
                          this_ui->colors.soft_ink);
            at += (rtl ? -1.0F : 1.0F) * beside;
          }
          for (const auto& [each, own] : row) {
            this_ui->button(each, {rtl ? at - own : at, y, own, height}, size);
            at += (rtl ? -1.0F : 1.0F) * (own + between);
          }
        });
  }
}

void Maker::operator()(const present::Answers& answers) {
  bool first = true;
  int number = 0;
  for (const auto& row : answers.rows) {
    AnswerShown all{row.question, row.masked ? "● ● ● ●" : row.answer};
    const float above = first ? gap(26) : 0;
    if (answer_height(row, all) <= limit) {
      add_answer(row, all, number, above, false);
    } else {
      add_long_answer(row, all, number, above);
    }
    first = false;
    ++number;
  }
}

void Maker::add_long_answer(const present::Answers::Row& row, const AnswerShown& all, int number,
                            float above) {
  const auto parts = [&](const std::string& text, bool answered) {
    content::Paragraph paragraph;
    paragraph.text = text;
    return fitting_pieces(paragraph, [&](const content::Paragraph& each) {
      AnswerShown shown{each.text, {}, true, false};
      if (answered) shown = {{}, each.text, true, true};
      return answer_height(row, shown) <= limit;
    });
  };
  bool line = true;
  for (const content::Paragraph& each : parts(all.question, false)) {
    add_answer(row, {each.text, {}, line, false}, number, line ? above : 0, true);
    line = false;
  }
  const auto answered = parts(all.answer, true);
  for (std::size_t i = 0; i < answered.size(); ++i) {
    const bool last = i + 1 == answered.size();
    add_answer(row, {{}, answered[i].text, false, last}, number, 0, !last);
  }
}

Maker::AnswerPlan Maker::plan_answer(const present::Answers::Row& row,
                                     const AnswerShown& shown) const {
  const float size = ui.metrics.letters(28);
  const float between = answer_between();
  const float padding = eased_px(8, 14);
  AnswerPlan plan;
  plan.question = ui.words(shown.question, ui.metrics.small());
  plan.answer = ui.words(shown.answer, ui.metrics.body(), Weight::semibold);
  plan.button_height =
      std::max(ui.metrics.is_low() ? 0 : ui.metrics.tx(62), ui.metrics.mm(kTargetMm));
  float buttons = 0;
  const auto width_of = [&](const std::optional<present::Button>& button) {
    if (!button || !shown.buttons) return 0.0F;
    const float own = ui.button_width(*button, size);
    plan.button_height =
        std::max(plan.button_height, ui.least_button_height(*button, own, size).value_or(0));
    buttons += own + between;
    return own;
  };
  plan.reveal = width_of(row.reveal);
  plan.change = width_of(row.change);
  if (!shown.buttons) plan.button_height = 0;
  const float alone = measured(width, ui.metrics.small());
  const float beside = measured(width - buttons, ui.metrics.small());
  const auto question_in = [&](float room) { return ui.height_of(plan.question, room); };
  const auto answer_in = [&](float room) { return ui.height_of(plan.answer, room); };
  const float text_height = question_in(beside) + answer_in(beside);
  plan.height = std::max(text_height, plan.button_height);
  plan.question_room = plan.answer_room = beside;
  plan.question_top = (plan.height - text_height) / 2;
  plan.answer_top = plan.question_top + question_in(beside);
  plan.button_top = (plan.height - plan.button_height) / 2;
  if (buttons > 0) {
    const float question = question_in(alone);
    const float answer = answer_in(beside);
    const float second = std::max(answer, plan.button_height);
    if (question + second < plan.height) {
      plan.height = question + second;
      plan.question_room = alone;
      plan.question_top = 0;
      plan.answer_top = question + (second - answer) / 2;
      plan.button_top = question + (second - plan.button_height) / 2;
    }
    const float above = question + answer_in(alone) + padding;
    if (above + plan.button_height < plan.height) {
      plan.height = above + plan.button_height;
      plan.question_room = plan.answer_room = alone;
      plan.question_top = 0;
      plan.answer_top = question;
      plan.button_top = above;
    }
  }
  for (float* top : {&plan.question_top, &plan.answer_top, &plan.button_top}) *top += padding;
  plan.height += 2 * padding;
  return plan;
}

void Maker::add_answer(const present::Answers::Row& row, const AnswerShown& shown, int number,
                       float above, bool with_next) {
  const AnswerPlan plan = plan_answer(row, shown);
  add(
      plan.height, above,
      [this_ui = &ui, row, plan, line = shown.line, between = answer_between(), number,
       size = ui.metrics.letters(28)](float x, float y, float w) {
        const Ui& u = *this_ui;
        u.frame.row = number;
        const bool rtl = u.right_to_left;
        if (line) u.line(x, y, x + w, y, u.colors.line, u.metrics.px(2));
        const LookColors look = look_colors(u.colors, row.look);
        const bool soft = row.look == CalloutLook::note || row.look == CalloutLook::fact;
        u.text(plan.question, rtl ? x + w - plan.question_room : x, y + plan.question_top,
               plan.question_room, u.colors.soft_ink);
        u.text(plan.answer, rtl ? x + w - plan.answer_room : x, y + plan.answer_top,
               plan.answer_room, soft ? u.colors.ink : look.ink);
        const float top = y + plan.button_top;
        const float change = plan.change > 0 ? plan.change + between : 0;
        if (plan.reveal > 0) {
          u.button(*row.reveal,
                   {rtl ? x + change : x + w - change - plan.reveal, top, plan.reveal,
                    plan.button_height},
                   size);
        }
        if (plan.change > 0) {
          u.button(*row.change,
                   {rtl ? x : x + w - plan.change, top, plan.change, plan.button_height}, size);
        }
      },
      with_next);
}

void Maker::operator()(const present::Pad& pad) {
  // What is only shown gives way to its question and to the answers.
  const double tight = pad.enabled ? 300 : 160;
  const float height = std::max(std::min(eased_px(tight, 400), limit), least_pad_height(ui));
  add(
      height, gap(26),
      [this_ui = &ui, pad, height](float x, float y, float w) {
        draw_pad(*this_ui, pad, {x, y, w, height});
      },
      // Who signs has the button to clear it in reach.
      true);
  if (pad.caption.empty() || caption_inside(ui, pad, width, height)) return;
  const text::Paragraph caption = pad_caption(ui, pad);
  add(
      ui.height_of(caption, width), ui.metrics.px(8),
      [this_ui = &ui, caption](float x, float y, float w) {
        this_ui->text(caption, x, y, w, this_ui->colors.soft_ink);
      },
      true);
}

void Maker::add_options(const present::Options& options) {
  const bool small = options.look == present::OptionLook::month;
  const bool choosing =
      options.look == present::OptionLook::radio || options.look == present::OptionLook::checkbox;
  int columns = options.columns;
  const bool plain = options.look == present::OptionLook::button;
  const double least = small ? 130 : (ui.metrics.is_low() ? 380 : (plain ? 440 : 540));
  while (columns > 1 && double(width) / columns < double(ui.metrics.tx(least))) --columns;
  const float between =
      std::max(small ? ui.metrics.px(16) : eased_px(14, 22), ui.metrics.mm(kTargetGapMm));
  const float size = ui.metrics.tx(options.look == present::OptionLook::button ? 36 : 33);
  const auto own_of = [&](int count) {
    return (width - between * float(count - 1)) / float(count);
  };
  const bool narrow = !ui.metrics.is_low() && own_of(columns) < ui.metrics.tx(540);
  if (small || (plain && narrow)) {
    // The name of a month or a language is never broken in two.
    float widest = 0;
    for (const present::Button& each : options.items) {
      widest = std::max(widest, ui.button_width(each, size) - ui.metrics.px(16));
    }
    while (columns > 1 && own_of(columns) < widest) --columns;
  }
  float own = own_of(columns);
  const float usual =
      eased_px(72, options.look == present::OptionLook::button ? 118 : (small ? 92 : 104));
  const float mark = ui.metrics.tx(44);
  const auto row_from = [&](std::size_t first) {
    const auto begin = options.items.begin() + std::ptrdiff_t(first);
    const auto count = std::min(std::size_t(columns), options.items.size() - first);
    return std::vector<present::Button>(begin, begin + std::ptrdiff_t(count));
  };
  const auto height_of = [&](const std::vector<present::Button>& row) {
    float height = std::max(usual, ui.metrics.mm(kTargetMm));
    for (const present::Button& each : row) {
      if (choosing) {
        const float room = own - ui.metrics.px(36) * 2 - mark - ui.metrics.px(24);
        height = std::max(
            height, ui.height_of(choice_label(ui, each.label, size), room) + 2 * eased_px(12, 20));
      } else {
        // Any of them may be chosen: the tick has its room before, so that nothing moves then.
        present::Button ticked = each;
        ticked.selected = ticked.selected || plain;
        // On low glass answers are as high as their words need, so that they stand together.
        const float high = ui.button_height(ticked, own, size);
        const bool low = ui.metrics.is_low() && ease < 0.6F;
        height =
            std::max(height, low ? ui.least_button_height(ticked, own, size).value_or(high) : high);
      }
    }
    return height;
  };
  const auto heights_of_rows = [&] {
    std::vector<float> heights;
    for (std::size_t first = 0; first < options.items.size(); first += std::size_t(columns)) {
      heights.push_back(height_of(row_from(first)));
    }
    return heights;
  };
  const auto is_too_high = [&](float height) { return height > limit; };
  std::vector<float> heights = heights_of_rows();
  // In columns that are too narrow for a long answer it would be higher than the glass.
  while (columns > 1 && std::any_of(heights.begin(), heights.end(), is_too_high)) {
    own = own_of(--columns);
    heights = heights_of_rows();
  }
  float all = 0;
  for (const float height : heights) all += height + (all > 0 ? between : 0);
  // Answers stand together, so that none of them waits behind More where it can be helped; where it
  // cannot, the last one waits alone: to a statement that is "This does not apply to me".
  constexpr std::size_t kFew = 3;
  const bool together = all <= limit || options.items.size() <= kFew;
  // Nobody compares the names of languages: as many as fit stand below the heading.
  const bool names = std::all_of(options.items.begin(), options.items.end(),
                                 [](const auto& each) { return !each.language.empty(); });
  for (std::size_t first = 0; first < options.items.size(); first += std::size_t(columns)) {
    const std::vector<present::Button> row = row_from(first);
    const float height = heights[first / std::size_t(columns)];
    const std::size_t after = first + row.size();
    const std::size_t last_of_run = options.items.size() - (together ? 0 : std::size_t(1));
    const OptionLookTag tag{options.look, choosing, size, mark};
    add(
        height, first == 0 ? gap(34) : between,
        [this_ui = &ui, row, own, between, height, tag](float x, float y, float w) {
          const Ui& u = *this_ui;
          const bool rtl = u.right_to_left;
          for (std::size_t i = 0; i < row.size(); ++i) {
            const float offset = float(i) * (own + between);
            const Rect rect{rtl ? x + w - offset - own : x + offset, y, own, height};
            if (tag.choosing)
              draw_choice(u, row[i], rect, tag);
            else
              u.button(row[i], rect, tag.size);
          }
        },
        !small && !names && after < last_of_run);
  }
}

}  // namespace candor::ui
