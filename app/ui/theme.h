// Colours and sizes. Sizes are millimetres on the glass: the mockups' pixels at 0.248 mm each (a
// 21.5-inch 1080p screen), scaled to the pitch of the glass in use.
#pragma once

#include <algorithm>
#include <cstdint>

#include "visit/state.h"

namespace candor::ui {

/// 0xRRGGBB.
using Color = std::uint32_t;

/// The pitch of the mockups, in millimetres a pixel.
inline constexpr double kReferencePitch = 0.248;
/// A touch target's least side and least distance (VVSG 2.0 7.2-I, requirements T-01 and T-02).
inline constexpr double kTargetMm = 12.7;
inline constexpr double kTargetGapMm = 2.54;
/// How far a finger may drift beyond its target before the touch counts as slid off.
inline constexpr double kDriftMm = 5.0;

/// Text and icons stand out 10:1 from each of their backgrounds (requirement T-13), controls 3:1.
struct Colors {
  Color paper = 0xFAF7F2;
  Color card = 0xFFFFFF;
  Color ink = 0x1B2430;
  Color soft_ink = 0x343C47;
  Color line = 0xDDD5C8;
  Color edge = 0x66717D;  ///< outline of controls
  Color primary = 0x083D47;
  Color primary_soft = 0xE3F0F1;
  Color on_primary = 0xFFFFFF;
  Color caution = 0x593000;
  Color caution_soft = 0xFFF1D6;
  Color danger = 0x6F1414;
  Color danger_soft = 0xFCEAEA;
  Color good = 0x124224;
  Color good_soft = 0xE6F4EA;
  Color focus = 0x1D4ED8;
  Color mark = 0xFFF0C2;  ///< behind words that are being heard
  Color dot_off = 0xE6E0D4;
  Color keyboard = 0xEDE7DC;
  Color bar = 0x1B2430;  ///< staff's bar
  Color on_bar = 0xFFFFFF;
};

[[nodiscard]] Colors colors_of(visit::Theme theme);

/// The ground of a control while a finger is on it: a little nearer to its ink.
[[nodiscard]] Color pressed_color(Color back, Color ink);

/// The sizes of one frame: glass, pitch and text size together.
class Metrics {
 public:
  Metrics(float width, float height, double mm_per_pixel, visit::TextSize size);

  /// Mockup pixels → pixels of this glass.
  [[nodiscard]] float px(double mockup) const { return static_cast<float>(mockup * m_scale); }

  /// The same, growing with the text size.
  [[nodiscard]] float tx(double mockup) const {
    return static_cast<float>(mockup * m_scale * m_text);
  }

  /// A heading grows less than the text, so that it stays on the glass.
  [[nodiscard]] float heading(double mockup) const {
    return static_cast<float>(mockup * m_scale * (1.0 + (m_text - 1.0) * 0.55));
  }

  [[nodiscard]] float mm(double millimetres) const {
    return static_cast<float>(millimetres / m_mm_per_pixel);
  }

  [[nodiscard]] double mm_per_pixel() const { return m_mm_per_pixel; }

  [[nodiscard]] float width() const { return m_width; }

  [[nodiscard]] float height() const { return m_height; }

  [[nodiscard]] bool is_portrait() const { return m_height > m_width; }

  /// The width in mockup pixels, made smaller by larger text: what a layout has to work with.
  [[nodiscard]] double room() const { return m_width / m_scale / m_text; }

  [[nodiscard]] float body() const { return tx(30); }  ///< em of body text

  [[nodiscard]] float small() const { return std::max(tx(26), least_text()); }

  /// The em below which no running text goes: the least height of capitals that its size promises
  /// (requirement T-09). `mockup` pixels where that is more.
  [[nodiscard]] float letters(double mockup) const { return std::max(tx(mockup), least_text()); }

  [[nodiscard]] float least_text() const;

  /// The same for bars and keys, which do not grow all the way with the text (requirement T-10).
  [[nodiscard]] float least_bar_text() const;

  [[nodiscard]] float title() const { return std::max(display(54), body() * 1.1F); }

  /// The largest words: on low glass they give way to what is read, but never below body text.
  [[nodiscard]] float display(double mockup) const;

  /// Little height, as on a small tablet: bars and margins shrink to what fingers need.
  [[nodiscard]] bool is_low() const { return m_height / m_scale < 760; }

 private:
  float m_width;
  float m_height;
  double m_mm_per_pixel;
  double m_scale;
  double m_text;
  double m_least_mm;  ///< height of a capital
};

}  // namespace candor::ui
