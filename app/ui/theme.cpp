#include "ui/theme.h"

#include <algorithm>

namespace candor::ui {
namespace {

/// Body em over the default's 30 mockup pixels. Inter's capitals are 0.727 em high, so that the
/// four sizes give capitals of 3.9, 5.4, 6.75 and 8.75 mm (VVSG 2.0 7.1-G, requirement T-09).
double text_factor(visit::TextSize size) {
  switch (size) {
    case visit::TextSize::small:
      return 0.722;
    case visit::TextSize::medium:
      return 1.0;
    case visit::TextSize::large:
      return 1.25;
    case visit::TextSize::largest:
      return 1.62;
  }
  return 1.0;
}

/// The least height of capitals at a text size, in millimetres.
double least_capital_mm(visit::TextSize size) {
  switch (size) {
    case visit::TextSize::small:
      return 3.5;
    case visit::TextSize::medium:
      return 4.8;
    case visit::TextSize::large:
      return 6.4;
    case visit::TextSize::largest:
      return 8.5;
  }
  return 4.8;
}

constexpr double kCapital = 0.727;  // of Inter, in ems

}  // namespace

Colors colors_of(visit::Theme theme) {
  Colors colors;
  switch (theme) {
    case visit::Theme::paper:
      return colors;
    case visit::Theme::white:
      colors.paper = colors.card = 0xFFFFFF;
      colors.ink = colors.soft_ink = 0x000000;
      colors.line = colors.edge = 0x000000;
      colors.primary = 0x000000;
      colors.primary_soft = 0xFFFFFF;
      colors.caution = 0x000000;
      colors.caution_soft = 0xFFFFFF;
      colors.danger = 0x000000;
      colors.danger_soft = 0xFFFFFF;
      colors.good = 0x000000;
      colors.good_soft = 0xFFFFFF;
      colors.dot_off = 0xD0D0D0;
      colors.keyboard = 0xFFFFFF;
      colors.bar = 0x000000;
      colors.mark = 0xFFFFFF;
      return colors;
    case visit::Theme::black:
      colors.paper = colors.card = 0x000000;
      colors.ink = colors.soft_ink = 0xFFFFFF;
      colors.line = colors.edge = 0xFFFFFF;
      colors.primary = 0xFFFFFF;
      colors.primary_soft = 0x000000;
      colors.on_primary = 0x000000;
      colors.caution = 0xFFFFFF;
      colors.caution_soft = 0x000000;
      colors.danger = 0xFFFFFF;
      colors.danger_soft = 0x000000;
      colors.good = 0xFFFFFF;
      colors.good_soft = 0x000000;
      colors.focus = 0xFFD60A;
      colors.mark = 0x000000;
      colors.dot_off = 0x4A4A4A;
      colors.keyboard = 0x000000;
      colors.bar = 0x000000;
      return colors;
    case visit::Theme::soft:
      colors.paper = 0xD8D2C4;
      colors.card = 0xDED9CC;
      colors.ink = 0x3F4348;
      colors.soft_ink = 0x474B50;
      colors.line = 0xB5AE9E;
      colors.edge = 0x5B5F64;
      colors.primary = 0x2F5158;
      colors.primary_soft = 0xC9D3D0;
      colors.on_primary = 0xE6E2D8;
      colors.caution = 0x6B4208;
      colors.caution_soft = 0xE0D2B4;
      colors.danger = 0x7A2626;
      colors.danger_soft = 0xDFCBC6;
      colors.good = 0x2C5238;
      colors.good_soft = 0xCCD6C6;
      colors.dot_off = 0xBDB7A8;
      colors.keyboard = 0xCBC5B6;
      colors.mark = 0xE9E3C9;
      colors.bar = 0x3A4148;
      colors.on_bar = 0xE0DCD2;
      return colors;
  }
  return colors;
}

Color pressed_color(Color back, Color ink) {
  const auto mix = [&](unsigned shift) {
    const double b = (back >> shift) & 0xFFU;
    const double i = (ink >> shift) & 0xFFU;
    return static_cast<Color>(b * 0.86 + i * 0.14) << shift;
  };
  return mix(16) | mix(8) | mix(0);
}

Metrics::Metrics(float width, float height, double mm_per_pixel, visit::TextSize size)
    : m_width(width),
      m_height(height),
      m_mm_per_pixel(mm_per_pixel),
      m_scale(kReferencePitch / mm_per_pixel),
      m_text(text_factor(size)),
      m_least_mm(least_capital_mm(size)) {}

float Metrics::least_text() const {
  return mm(m_least_mm / kCapital);
}

float Metrics::least_bar_text() const {
  constexpr double kNoEnlargementMm = 4.8;
  return mm(std::min(m_least_mm, kNoEnlargementMm) / kCapital);
}

float Metrics::display(double mockup) const {
  const double tight = std::clamp(m_height / m_scale / 900, 0.6, 1.0);
  return std::max(static_cast<float>(double(heading(mockup)) * tight), body());
}

}  // namespace candor::ui
