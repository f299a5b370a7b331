#include "audit/light.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace candor::audit {
namespace {

/// Whole pixels of a rectangle that lie in the picture.
struct Box {
  int left, top, right, bottom;

  Box(const text::Picture& picture, const ui::Rect& rect)
      : left(std::max(0, static_cast<int>(std::floor(rect.x)))),
        top(std::max(0, static_cast<int>(std::floor(rect.y)))),
        right(std::min(picture.width, static_cast<int>(std::ceil(rect.right())))),
        bottom(std::min(picture.height, static_cast<int>(std::ceil(rect.bottom())))) {}

  [[nodiscard]] bool is_empty() const { return right <= left || bottom <= top; }
};

/// How often each colour occurs. Letters and their edges have few colours; of a photograph only the
/// first ones are counted.
class Counted {
 public:
  Counted() : m_slots(kSlots) {}

  void add(Color color, int times) {
    std::size_t at = (color * 2654435761U) >> kShift;
    for (std::size_t tries = 0; tries < kMostTries; ++tries, at = (at + 1) % kSlots) {
      Slot& slot = m_slots[at];
      if (slot.times == 0) slot.color = color;
      if (slot.color != color) continue;
      slot.times += times;
      return;
    }
  }

  struct Slot {
    Color color = 0;
    int times = 0;
  };

  [[nodiscard]] const std::vector<Slot>& slots() const { return m_slots; }

 private:
  static constexpr std::size_t kSlots = 1024;
  static constexpr unsigned kShift = 22;  // of 32 bits: leaves a place among the slots
  static constexpr std::size_t kMostTries = 64;

  std::vector<Slot> m_slots;
};

Counted count(const text::Picture& picture, const Box& box) {
  Counted counted;
  for (int y = box.top; y < box.bottom; ++y) {
    Color last = color_at(picture, box.left, y);
    int times = 0;
    for (int x = box.left; x < box.right; ++x) {
      const Color color = color_at(picture, x, y);
      if (color == last) {
        ++times;
        continue;
      }
      counted.add(last, times);
      last = color;
      times = 1;
    }
    counted.add(last, times);
  }
  return counted;
}

double grey_distance(Color one, Color other) {
  double sum = 0;
  for (const unsigned shift : {0U, 8U, 16U}) {
    sum += std::abs(double((one >> shift) & 0xFFU) - double((other >> shift) & 0xFFU));
  }
  return sum;
}

/// Colours closer than this to the background belong to it: a shade, a rounding.
constexpr double kSame = 12;

}  // namespace

Light::Light() {
  for (std::size_t i = 0; i < m_linear.size(); ++i) {
    const double part = double(i) / 255.0;
    m_linear[i] = part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  }
}

double Light::luminance(Color color) const {
  return 0.2126 * m_linear[(color >> 16U) & 0xFFU] + 0.7152 * m_linear[(color >> 8U) & 0xFFU] +
         0.0722 * m_linear[color & 0xFFU];
}

double Light::contrast(Color one, Color other) const {
  constexpr double kFlare = 0.05;
  const double a = luminance(one) + kFlare;
  const double b = luminance(other) + kFlare;
  return std::max(a, b) / std::min(a, b);
}

Color color_at(const text::Picture& picture, int x, int y) {
  const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                   static_cast<std::size_t>(x)) *
                  4;
  return (Color(picture.rgba[at]) << 16U) | (Color(picture.rgba[at + 1]) << 8U) |
         Color(picture.rgba[at + 2]);
}

Ink ink_in(const Light& light, const text::Picture& picture, const ui::Rect& rect) {
  Ink found;
  const Box box(picture, rect);
  if (box.is_empty()) return found;
  const Counted counted = count(picture, box);
  int most = 0;
  for (const auto& slot : counted.slots()) {
    if (slot.times <= most) continue;
    most = slot.times;
    found.back = slot.color;
  }
  found.ink = found.back;
  double farthest = 0;
  for (const auto& slot : counted.slots()) {
    if (slot.times > 0) farthest = std::max(farthest, grey_distance(slot.color, found.back));
  }
  if (farthest < kSame) return found;
  // The color that was meant: in thin strokes most pixels are mixed with what is around them, so
  // the tenth that is least mixed counts, and a stray pixel does not.
  constexpr double kInk = 0.5;
  constexpr int kTenth = 10;
  std::vector<std::pair<double, const Counted::Slot*>> inks;
  int all = 0;
  for (const auto& slot : counted.slots()) {
    const double distance = grey_distance(slot.color, found.back);
    if (slot.times == 0 || distance < farthest * kInk) continue;
    inks.emplace_back(distance, &slot);
    all += slot.times;
  }
  std::sort(inks.begin(), inks.end(), [](const auto& one, const auto& other) {
    return one.first != other.first ? one.first > other.first
                                    : one.second->color < other.second->color;
  });
  int least_mixed = 0;
  for (const auto& [distance, slot] : inks) {
    found.ink = slot->color;
    least_mixed += slot->times;
    if (least_mixed * kTenth >= all) break;
  }
  found.is_there = true;
  found.contrast = light.contrast(found.ink, found.back);
  return found;
}

double edge_contrast(const Light& light, const text::Picture& picture, const ui::Rect& rect,
                     int depth) {
  constexpr std::array<double, 7> kPlaces = {0.25, 0.33, 0.42, 0.5, 0.58, 0.67, 0.75};
  constexpr int kOutside = 4;  // pixels: past the smoothed edge, well within the least gap
  const int left = static_cast<int>(std::lround(rect.x));
  const int top = static_cast<int>(std::lround(rect.y));
  const int right = static_cast<int>(std::lround(rect.right())) - 1;
  const int bottom = static_cast<int>(std::lround(rect.bottom())) - 1;
  std::vector<double> all;
  const auto scan = [&](int x, int y, int step_x, int step_y) {
    const int out_x = x - step_x * kOutside;
    const int out_y = y - step_y * kOutside;
    if (out_x < 0 || out_y < 0 || out_x >= picture.width || out_y >= picture.height) return;
    const Color outside = color_at(picture, out_x, out_y);
    double best = 1;
    for (int i = -1; i <= depth; ++i) {
      const int at_x = x + step_x * i;
      const int at_y = y + step_y * i;
      if (at_x < 0 || at_y < 0 || at_x >= picture.width || at_y >= picture.height) continue;
      best = std::max(best, light.contrast(outside, color_at(picture, at_x, at_y)));
    }
    all.push_back(best);
  };
  for (const double place : kPlaces) {
    const int x = static_cast<int>(rect.x + rect.width * static_cast<float>(place));
    const int y = static_cast<int>(rect.y + rect.height * static_cast<float>(place));
    scan(x, top, 0, 1);
    scan(x, bottom, 0, -1);
    scan(left, y, 1, 0);
    scan(right, y, -1, 0);
  }
  if (all.empty()) return 0;
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::nth_element(all.begin(), middle, all.end());
  return *middle;
}

int changed_shape(const Light& light, const text::Picture& one, const text::Picture& other,
                  const ui::Rect& rect) {
  if (one.width != other.width || one.height != other.height) return 0;
  const Box box(one, rect);
  if (box.is_empty()) return 0;
  const auto middle = [&](const text::Picture& picture) {
    const Ink ink = ink_in(light, picture, rect);
    const double back = light.luminance(ink.back);
    return std::pair{(back + light.luminance(ink.ink)) / 2, back};
  };
  const auto [half_one, back_one] = middle(one);
  const auto [half_other, back_other] = middle(other);
  int changed = 0;
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) {
      const bool ink_one =
          (light.luminance(color_at(one, x, y)) > half_one) != (back_one > half_one);
      const bool ink_other =
          (light.luminance(color_at(other, x, y)) > half_other) != (back_other > half_other);
      changed += ink_one != ink_other ? 1 : 0;
    }
  }
  return changed;
}

int changed_pixels(const Light& light, const text::Picture& one, const text::Picture& other,
                   const ui::Rect& rect, double contrast) {
  if (one.width != other.width || one.height != other.height) return 0;
  const Box box(one, rect);
  int changed = 0;
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) {
      const Color before = color_at(one, x, y);
      const Color after = color_at(other, x, y);
      if (before != after && light.contrast(before, after) >= contrast) ++changed;
    }
  }
  return changed;
}

double stroke_height(const text::Picture& picture, const Ink& ink, const ui::Rect& rect) {
  const Box box(picture, rect);
  const double full = grey_distance(ink.ink, ink.back);
  if (box.is_empty() || full < kSame) return 0;
  double tallest = 0;
  for (int x = box.left; x < box.right; ++x) {
    double height = 0;
    for (int y = box.top; y < box.bottom; ++y) {
      height += std::min(1.0, grey_distance(color_at(picture, x, y), ink.back) / full);
    }
    tallest = std::max(tallest, height);
  }
  return tallest;
}

}  // namespace candor::audit
