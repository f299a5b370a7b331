#include <doctest/doctest.h>

#include <chrono>
#include <cstdio>

#include "support/fakes.h"
#include "text/text.h"

using namespace candor;

TEST_CASE("text: x") {
  auto t0 = std::chrono::steady_clock::now();
  auto ms = [&] {
    auto t = std::chrono::steady_clock::now();
    double d = std::chrono::duration<double, std::milli>(t - t0).count();
    t0 = t;
    return d;
  };
  auto f = text::Fonts::open(support::source_folder() / "assets/fonts/fonts.conf");
  std::printf("open %f\n", ms());
  if (!f) std::printf("%s\n", to_string(f.error()).c_str());
  REQUIRE(f);
  text::Paragraph p;
  p.text =
      "Ketamine can make you feel sleepy for some time; you may not drive until the next day. "
      "(12:30) -> Quick brown fox jumped over the lazy dog.";
  for (int i = 0; i < 5; i++) {
    p.text += "x";
    auto m = f->render(p, 700);
    std::printf("latin %d %d %f\n", m.width, m.height, ms());
  }
  for (auto t : {"مرحبا بالعالم هذا اختبار", "नमस्ते दुनिया यह एक परीक्षण है", "Tiếng Việt Ễ",
                 "Ελληνικά", "Русский", "ภาษาไทย"}) {
    p.text = t;
    auto m = f->render(p, 700);
    std::printf("%d %d %f miss[%s]\n", m.width, m.height, ms(), f->missing_glyph(t).c_str());
    ms();
    m = f->render(p, 700);
    std::printf("again %f\n", ms());
  }
  std::printf("cap %f\n", f->capital_height(100));
}
