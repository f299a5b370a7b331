#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "journey.h"

namespace candor::present {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return char(std::tolower(c)); });
  return text;
}

/// True when `word` stands in `text` and no letter touches it.
bool has_word(const std::string& text, const std::string& word) {
  const auto letter = [&](std::size_t at) {
    return at < text.size() && std::isalpha(static_cast<unsigned char>(text[at])) != 0;
  };
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const bool ends_in_letter = std::isalpha(static_cast<unsigned char>(word.back())) != 0;
    if ((at == 0 || !letter(at - 1)) && !(ends_in_letter && letter(at + word.size()))) return true;
  }
  return false;
}

void collect_icons(const Page& page, std::set<std::string>& icons) {
  for (const Button& each : buttons_of(page)) icons.insert(each.icon);
  for (const Element& element : page.elements) {
    if (const auto* icon = std::get_if<Icon>(&element.content)) icons.insert(icon->name);
    if (const auto* heading = std::get_if<Heading>(&element.content)) icons.insert(heading->icon);
  }
}

}  // namespace

TEST_CASE("present: the catalogue of English words is that of the code") {
  const auto checked = support::run(
      "python3 '" + (support::source_folder() / "tools" / "words").string() + "' --check 2>&1");
  CAPTURE(checked.output);
  CHECK(checked.exit_code == 0);
}

TEST_CASE("present: every icon on a screen is in assets/icons") {
  const auto pack = loaded_sample();
  const content::Words words = own_words();
  std::set<std::string> icons;
  for (const Screen& screen : every_screen(*pack, words)) collect_icons(screen.page, icons);
  icons.erase("");
  // What the screens add to a page by themselves.
  icons.insert({"check", "down", "back", "next", "info", "eraser"});
  CHECK(icons.size() > 15);
  for (const std::string& icon : icons) {
    CAPTURE(icon);
    CHECK(std::filesystem::exists(support::source_folder() / "assets" / "icons" / (icon + ".svg")));
  }
}

TEST_CASE("present: no screen blames, orders about or speaks of machines") {
  const auto pack = loaded_sample();
  const content::Words words = own_words();
  for (const Screen& screen : every_screen(*pack, words)) {
    const std::string text = lower(text_of(screen.page));
    for (const char* word : {"failed", "failure", "invalid", "error", "wrong!", "must", "denied",
                             "illegal", "forbidden", "refused", "abort", "fatal", "null", "timeout",
                             "session", "database", "ledger", "your fault", "submit"}) {
      CAPTURE(screen.name);
      CAPTURE(word);
      CHECK_FALSE(has_word(text, word));
    }
  }
}

TEST_CASE("present: no placeholder is left on a screen") {
  const auto pack = loaded_sample();
  const content::Words words = own_words();
  for (const Screen& screen : every_screen(*pack, words)) {
    const std::string text = text_of(screen.page);
    CAPTURE(screen.name);
    CAPTURE(text);
    CHECK(text.find('{') == std::string::npos);
    CHECK(text.find('}') == std::string::npos);
  }
}

}  // namespace candor::present
