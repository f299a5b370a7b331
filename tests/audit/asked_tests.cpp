// What a person is asked on the way through a walk, as it stands on the screens.
#include <doctest/doctest.h>
#include <fmt/core.h>

#include <map>
#include <string>
#include <variant>

#include "every_page.h"
#include "support/measured.h"

namespace candor::audit {
namespace {

/// The words that a question begins with: those of the field, or the last large ones above the
/// answers.
void add_questions(const present::Page& page, const std::string& place,
                   std::map<std::string, std::string>& first, std::map<std::string, int>& twice) {
  std::string words;
  const auto ask = [&](const std::string& question) {
    const auto [at, is_new] = first.try_emplace(question, place);
    if (!is_new && at->second != place) ++twice[question + " (" + at->second + ", " + place + ")"];
  };
  for (const present::Element& element : page.elements) {
    if (const auto* heading = std::get_if<present::Heading>(&element.content)) {
      words = heading->text;
    } else if (const auto* statement = std::get_if<present::Statement>(&element.content)) {
      words = statement->text;
    } else if (const auto* fields = std::get_if<present::Fields>(&element.content)) {
      for (const present::Field& field : fields->items) ask(field.label);
    } else if (std::holds_alternative<present::Options>(element.content)) {
      ask(words);
    }
  }
}

TEST_CASE("audit: no walk of a shipped pack asks the same question on two screens (T-25)") {
  support::ManualClock clock;
  const content::Words words = present::own_words();
  std::size_t asked = 0;
  int walks = 0;
  for (const char* name : {"ketamine-iv", "ketamine-iv-pain"}) {
    const auto pack = present::own_pack(name);
    const present::Desk desk{*pack, words};
    for (const content::Walk& walk : pack->walks) {
      CAPTURE(walk.id);
      std::map<std::string, std::string> first;
      std::map<std::string, int> twice;
      for (const present::Stop& stop : present::tour_of(*pack, walk.id, clock.now())) {
        const present::Page page =
            present::page_at(desk, stop, {pack->languages.front().tag}, clock.now());
        // A stop for each answer shows its question again.
        const std::string place = stop.page.empty() ? stop.id : stop.page + "/" + stop.block;
        add_questions(page, place, first, twice);
      }
      for (const auto& [question, times] : twice) FAIL_CHECK(question);
      CHECK(first.size() > 5);
      asked += first.size();
      ++walks;
    }
  }
  support::measured(
      "T-25",
      fmt::format("{} walks of two packs ask {} questions, none of them twice", walks, asked));
}

}  // namespace
}  // namespace candor::audit
