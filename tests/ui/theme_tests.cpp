#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "glass.h"
#include "support/measured.h"
#include "ui/theme.h"

namespace candor::ui {
namespace {

/// Relative luminance (WCAG 2.2).
double luminance(Color color) {
  const auto part = [&](unsigned shift) {
    const double value = double((color >> shift) & 0xFFU) / 255;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0);
}

double contrast(Color a, Color b) {
  const double la = luminance(a);
  const double lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

constexpr visit::Theme kThemes[] = {visit::Theme::paper, visit::Theme::white, visit::Theme::black,
                                    visit::Theme::soft};

struct Pair {
  const char* name;
  Color ink;
  Color back;
};

/// Every pair of words and ground that the screens use.
std::vector<Pair> words_of(const Colors& c) {
  return {{"ink on paper", c.ink, c.paper},
          {"ink on card", c.ink, c.card},
          {"soft ink on paper", c.soft_ink, c.paper},
          {"soft ink on card", c.soft_ink, c.card},
          {"primary on card", c.primary, c.card},
          {"primary on paper", c.primary, c.paper},
          {"primary on primary soft", c.primary, c.primary_soft},
          {"ink on primary soft", c.ink, c.primary_soft},
          {"on primary", c.on_primary, c.primary},
          {"caution on caution soft", c.caution, c.caution_soft},
          {"caution on card", c.caution, c.card},
          {"caution on paper", c.caution, c.paper},
          {"ink on caution soft", c.ink, c.caution_soft},
          {"danger on danger soft", c.danger, c.danger_soft},
          {"danger on card", c.danger, c.card},
          {"danger on paper", c.danger, c.paper},
          {"ink on danger soft", c.ink, c.danger_soft},
          {"good on good soft", c.good, c.good_soft},
          {"good on paper", c.good, c.paper},
          {"good on card", c.good, c.card},
          {"ink on good soft", c.ink, c.good_soft},
          {"ink on keyboard", c.ink, c.keyboard},
          {"on bar", c.on_bar, c.bar}};
}

}  // namespace

TEST_CASE("ui: words stand out in every colour scheme") {
  for (const visit::Theme theme : kThemes) {
    for (const Pair& pair : words_of(colors_of(theme))) {
      CAPTURE(visit::to_string(theme));
      CAPTURE(pair.name);
      CHECK(contrast(pair.ink, pair.back) >= 4.5);
    }
  }
}

TEST_CASE("ui: what is read has the contrast that its scheme promises") {
  const Colors paper = colors_of(visit::Theme::paper);
  CHECK(contrast(paper.ink, paper.paper) >= 10);
  CHECK(contrast(paper.ink, paper.card) >= 10);
  for (const visit::Theme theme : {visit::Theme::white, visit::Theme::black}) {
    CAPTURE(visit::to_string(theme));
    for (const Pair& pair : words_of(colors_of(theme))) {
      CAPTURE(pair.name);
      CHECK(contrast(pair.ink, pair.back) >= 20);
    }
  }
  const Colors soft = colors_of(visit::Theme::soft);
  for (const Pair& pair : words_of(soft)) {
    CAPTURE(pair.name);
    if (pair.ink == soft.on_bar) continue;  // staff's bar, not the patient's page
    CHECK(contrast(pair.ink, pair.back) >= 4.5);
    CHECK(contrast(pair.ink, pair.back) <= 8.0);
  }
}

TEST_CASE("ui: the edges of controls can be seen") {
  for (const visit::Theme theme : kThemes) {
    const Colors c = colors_of(theme);
    CAPTURE(visit::to_string(theme));
    CHECK(contrast(c.edge, c.paper) >= 3);
    CHECK(contrast(c.edge, c.card) >= 3);
    CHECK(contrast(c.focus, c.paper) >= 3);
    CHECK(contrast(c.focus, c.card) >= 3);
    CHECK(contrast(c.primary, c.paper) >= 3);
    CHECK(contrast(c.caution, c.paper) >= 3);
  }
  // Yellow on black.
  CHECK(colors_of(visit::Theme::black).focus == 0xFFD60A);
  CHECK(contrast(0xFFD60A, 0x000000) >= 13);
}

TEST_CASE(
    "ui: words on a pressed, chosen or wrong control stand out in every colour scheme (T-15)") {
  double least = 100;
  for (const visit::Theme theme : kThemes) {
    const Colors c = colors_of(theme);
    CAPTURE(visit::to_string(theme));
    for (const Pair& pair : std::vector<Pair>{{"primary", c.on_primary, c.primary},
                                              {"plain", c.ink, c.card},
                                              {"chosen", c.primary, c.primary_soft},
                                              {"chosen answer", c.ink, c.primary_soft},
                                              {"caution", c.caution, c.card},
                                              {"chosen caution", c.caution, c.caution_soft},
                                              {"staff", c.on_bar, c.bar}}) {
      CAPTURE(pair.name);
      const Color pressed = pressed_color(pair.back, pair.ink);
      CHECK(pressed != pair.back);
      CHECK(contrast(pair.ink, pressed) >= 4.5);
      least = std::min({least, contrast(pair.ink, pressed), contrast(pair.ink, pair.back)});
    }
    // The ring and the edge of the field that is typed into, on every ground that they lie on.
    CHECK(contrast(c.focus, c.keyboard) >= 3);
    CHECK(contrast(c.focus, c.paper) >= 3);
    CHECK(contrast(theme == visit::Theme::black ? c.focus : c.on_bar, c.bar) >= 3);
    // Wrong: words beside a sign, in the colours of caution.
    CHECK(contrast(c.caution, c.paper) >= 4.5);
  }
  support::measured("T-15", fmt::format("words at least {:.1f}:1 in any state", least));
}

TEST_CASE("ui: capitals have the height in millimetres that each text size promises") {
  const Supplies supplies;

  struct Range {
    visit::TextSize size;
    double least, most;
  };

  for (const double pitch : {0.124, 0.16, 0.248, 0.276}) {
    for (const Range& range :
         {Range{visit::TextSize::small, 3.5, 4.2}, Range{visit::TextSize::medium, 4.8, 5.6},
          Range{visit::TextSize::large, 6.4, 7.1}, Range{visit::TextSize::largest, 8.5, 9.0}}) {
      const Metrics metrics(1920, 1080, pitch, range.size);
      const double height = supplies.fonts.capital_height(double(metrics.body())) * pitch;
      CAPTURE(pitch);
      CAPTURE(visit::to_string(range.size));
      CHECK(height >= range.least);
      CHECK(height <= range.most);
      CHECK(metrics.title() > metrics.body());
    }
  }
}

TEST_CASE("ui: a size in millimetres is the same on every glass") {
  for (const double pitch : {0.124, 0.16, 0.248}) {
    const Metrics metrics(1280, 800, pitch, visit::TextSize::medium);
    CHECK(double(metrics.mm(kTargetMm)) * pitch == doctest::Approx(12.7));
    CHECK(double(metrics.px(96)) * pitch == doctest::Approx(96 * kReferencePitch));
  }
}

}  // namespace candor::ui
