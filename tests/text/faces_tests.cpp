#include <doctest/doctest.h>

#include <array>
#include <string>
#include <thread>
#include <vector>

#include "text/paper.h"
#include "text/pinned_fonts.h"
#include "text/text.h"

namespace candor::text {
namespace {

constexpr Rgb kBlack{0.0, 0.0, 0.0};

/// More scripts than Cairo keeps files of fonts open.
constexpr std::array kScripts{
    "A sample of words", "नमस्ते दुनिया", "مرحبا بالعالم", "你好世界", "שלום עולם", "สวัสดีชาวโลก",
    "გამარჯობა",         "Բարեւ",      "வணக்கம்",         "✓ ∀",      "ԱԲ αβγ где"};

std::string drawn(const Fonts& fonts, int number) {
  auto paper = Paper::begin(fonts, 600.0, 800.0, {});
  if (!paper) return to_string(paper.error());
  double y = 20.0;
  for (const Weight weight : {Weight::regular, Weight::bold}) {
    for (const char* const script : kScripts) {
      for (const double size : {9.0, 11.0}) {
        Paragraph paragraph;
        paragraph.text = script + std::string(" ") + std::to_string(number);
        paragraph.size = size;
        paragraph.weight = weight;
        paragraph.language = "en";
        y += paper->text(paragraph, 10.0, y, 500.0, kBlack);
      }
    }
  }
  const auto bytes = paper->finish();
  return bytes ? *bytes : to_string(bytes.error());
}

TEST_CASE("text: threads that draw many scripts at once take no font from each other") {
  constexpr int kThreads = 3;
  constexpr int kPages = 40;
  std::array<std::vector<std::string>, kThreads> pages;
  {
    std::vector<std::jthread> threads;
    threads.reserve(kThreads);
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&pages, thread] {
        const auto number = static_cast<std::size_t>(thread);
        const auto fonts = Fonts::open(pinned_list(), number);
        if (!fonts) return;
        for (int page = 0; page < kPages; ++page) {
          // Each begins with another page, so that each page is the first for somebody.
          pages[number].push_back(drawn(*fonts, (page + thread * 13) % kPages));
        }
      });
    }
  }
  const Fonts fonts = pinned_fonts();
  for (std::size_t thread = 0; thread < pages.size(); ++thread) {
    REQUIRE(pages[thread].size() == kPages);
    for (std::size_t page = 0; page < kPages; page += 13) {
      CAPTURE(thread);
      CAPTURE(page);
      CHECK(pages[thread][page] == drawn(fonts, static_cast<int>((page + thread * 13) % kPages)));
    }
  }
}

}  // namespace
}  // namespace candor::text
