#include "ui/board.h"

#include <algorithm>
#include <cmath>

namespace candor::ui {
namespace {

/// Erasing and capitals take what the letters of their row leave.
bool is_wide_key(const present::Button& key) {
  return key.id == "key.shift" || key.id == "key.erase";
}

/// How many keys of one unit stand side by side.
std::size_t units_of(const KeyRows& rows) {
  constexpr std::size_t kUsual = 10;
  std::size_t units = kUsual;
  for (std::size_t r = 0; r + 1 < rows.size(); ++r) {
    const auto letters = std::count_if(rows[r].begin(), rows[r].end(),
                                       [](const auto& key) { return !is_wide_key(key); });
    units = std::max(units, static_cast<std::size_t>(letters));
  }
  return units;
}

float unit_width(const KeyboardSizes& sizes, std::size_t units) {
  const auto count = static_cast<float>(units);
  return (sizes.board - 2 * sizes.padding - (count - 1) * sizes.between) / count;
}

/// The width that a key's word needs in letters of this size.
float key_width(const Ui& ui, const present::Button& key, float size) {
  if (!key.icon.empty()) return 0;
  const float word = ui.width_of(ui.words(key.label, size, text::Weight::semibold));
  return word + 2 * ui.metrics.px(ui.metrics.is_low() ? 6 : 12) + 1;
}

/// What a key of the last row is wide at least, with its word in letters of this size; 0: without.
float least_width(const Ui& ui, const present::Button& key, std::size_t row, float unit,
                  float size) {
  constexpr std::size_t kFewKeys = 4;
  const bool roomy = row <= kFewKeys;
  float width = unit;
  if (key.id == "key.space") return width;
  if (key.id == "key.done") width = unit * (roomy ? 2.0F : 1.6F);
  if (roomy && (key.id == "key.digits" || key.id == "key.accents")) width = unit * 1.6F;
  return size > 0 ? std::max(width, key_width(ui, key, size)) : width;
}

/// The widths of one row's keys. `room` is what the row has for them, without the gaps. The words
/// of the last row get the width that they need in letters of this size, as far as the space bar
/// gives it; 0: none.
std::vector<float> key_widths(const Ui& ui, const std::vector<present::Button>& row, bool last,
                              float unit, float room, float size) {
  std::vector<float> widths(row.size(), unit);
  float used = 0;
  int sharing = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string& id = row[i].id;
    const bool shares = last ? id == "key.space" : is_wide_key(row[i]);
    if (last) widths[i] = least_width(ui, row[i], row.size(), unit, size);
    sharing += shares ? 1 : 0;
    if (shares)
      widths[i] = 0;
    else
      used += widths[i];
  }
  const float share = (room - used) / static_cast<float>(std::max(sharing, 1));
  // No word is worth a bar that is hard to hit.
  const float least = ui.metrics.least_bar_text();
  const bool large = size > least;
  if (last && sharing > 0 && size > 0 && share < unit * (large ? 3.0F : 1.0F)) {
    return key_widths(ui, row, last, unit, room, large ? least : 0);
  }
  for (float& each : widths) {
    if (each <= 0) each = share;
  }
  return widths;
}

}  // namespace

KeyboardSizes keyboard_sizes(const Ui& ui, present::KeyboardKind kind, float width, double ease) {
  const bool low = ui.metrics.is_low();
  KeyboardSizes sizes;
  sizes.digits = kind == present::KeyboardKind::digits;
  sizes.padding = ui.metrics.px(low ? 3 : 18);
  sizes.between = std::max(ui.metrics.px(low ? 0 : 13), ui.metrics.mm(kTargetGapMm));
  sizes.least = ui.metrics.mm(kTargetMm);
  const double usual = sizes.digits ? 96 : 80;
  const float eased = ui.metrics.px(62 + (usual - 62) * (ease - 0.6) / 0.4);
  sizes.key = std::max(low ? 0 : eased, sizes.least);
  sizes.board = sizes.digits ? std::min(width, ui.metrics.tx(680)) : width;
  return sizes;
}

KeyRows fitted_rows(const Ui& ui, const KeyRows& rows, const KeyboardSizes& sizes) {
  constexpr float kRounding = 0.01F;
  if (sizes.digits) return rows;
  std::size_t units = units_of(rows);
  KeyRows fitted;
  if (unit_width(sizes, units) >= sizes.least - kRounding) {
    fitted.assign(rows.begin(), rows.end() - 1);
  } else {
    while (units > 1 && unit_width(sizes, units) < sizes.least - kRounding) --units;
    fitted.emplace_back();
    for (std::size_t r = 0; r + 1 < rows.size(); ++r) {
      for (const present::Button& key : rows[r]) {
        if (fitted.back().size() == units) fitted.emplace_back();
        fitted.back().push_back(key);
      }
    }
  }
  const std::vector<present::Button>& last = rows.back();
  const float unit = std::max(unit_width(sizes, units), sizes.least);
  float needed = 2 * sizes.padding + sizes.between * static_cast<float>(last.size() - 1);
  std::vector<present::Button> signs;
  std::vector<present::Button> rest;
  for (const present::Button& key : last) {
    needed += least_width(ui, key, last.size(), unit, ui.metrics.least_bar_text());
    (key.spoken.empty() ? rest : signs).push_back(key);
  }
  if (signs.empty() || rest.empty() || needed <= sizes.board + kRounding) {
    fitted.push_back(last);
  } else {
    fitted.push_back(std::move(signs));
    fitted.push_back(std::move(rest));
  }
  return fitted;
}

void draw_keyboard(const Ui& ui, const KeyRows& rows, const KeyboardSizes& sizes, bool mirrored,
                   const Rect& board) {
  ui.fill(board, ui.colors.keyboard, ui.metrics.px(22));
  const float inner = board.width - 2 * sizes.padding;
  const float size = std::min(ui.metrics.heading(ui.metrics.is_low() ? 28 : 34), sizes.key * 0.6F);
  // Rows that were broken anew have fewer keys than usual, so these have room for a target.
  const float unit = std::max(unit_width(sizes, units_of(rows)), sizes.least);
  float top = board.y + sizes.padding;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto& row = rows[r];
    const bool last = r + 1 == rows.size();
    const float gaps = sizes.between * static_cast<float>(row.size() - 1);
    const auto widths = sizes.digits
                            ? std::vector<float>(row.size(), (inner - 2 * sizes.between) / 3)
                            : key_widths(ui, row, last, unit, inner - gaps, size);
    float total = gaps;
    for (const float each : widths) total += each;
    // Letters stand as on the keyboards that people know; the wide keys below mirror with the page.
    const bool from_right = last && ui.right_to_left && !sizes.digits;
    std::vector<float> lefts;
    float at = board.x + sizes.padding + (inner - total) / 2;
    for (std::size_t i = 0; i < row.size(); ++i) {
      lefts.push_back(from_right ? board.x + board.right() - at - widths[i] : at);
      at += widths[i] + sizes.between;
    }
    for (std::size_t k = 0; k < row.size(); ++k) {
      // Keys are reached in the order in which they are read.
      const std::size_t i = mirrored && !last ? row.size() - 1 - k : k;
      present::Button shown = row[i];
      // Where its word would be too small, the space bar shows its sign.
      if (shown.id == "key.space" && key_width(ui, shown, ui.metrics.least_bar_text()) > widths[i])
        shown.icon = "space";
      if (!shown.icon.empty()) shown.label.clear();
      ui.button(shown, {lefts[i], top, widths[i], sizes.key}, size);
      Node& node = ui.frame.nodes.back();
      if (!shown.icon.empty()) node.label = row[i].label;
      if (!row[i].spoken.empty()) node.label = row[i].spoken;
      node.role = NodeRole::key;
    }
    top += sizes.key + sizes.between;
  }
}

}  // namespace candor::ui
