#include <doctest/doctest.h>

#include <algorithm>

#include "journey.h"
#include "present/script.h"

namespace candor::present {
namespace {

Page page_with(std::vector<Content> contents) {
  Page page;
  page.personal = false;
  for (Content& each : contents) page.elements.push_back({std::move(each), false, {}, {}});
  return page;
}

std::vector<std::string> lines(const Script& script) {
  std::vector<std::string> all;
  for (const Sentence& each : script.sentences) all.push_back(each.say);
  return all;
}

std::vector<std::string> read(const Page& page, Aloud aloud = Aloud::everything) {
  const content::Words words = own_words();
  return lines(heard_by(script_of(page, words), aloud));
}

bool has(const std::vector<std::string>& all, const std::string& part) {
  return std::any_of(all.begin(), all.end(),
                     [&](const std::string& each) { return each.find(part) != std::string::npos; });
}

TEST_CASE("present: a risk is said with its number first, and what the dots show") {
  const auto all = read(page_with({Risk{56, "56 in 100", "feel sleepy", "Rest a while.", {}}}));
  CHECK(all == std::vector<std::string>{"56 in 100 people feel sleepy", "Rest a while.",
                                        "The picture shows 100 dots. 56 of them are filled."});
}

TEST_CASE("present: headings, lists, steps, times, pictures and questions are read in order") {
  content::Paragraph numbered{content::Paragraph::Kind::numbered, 2, "Drink water.", {}};
  const auto all = read(page_with({
      Heading{"The day"},
      Prose{{numbered}},
      Callout{CalloutLook::caution, "Take care", {{{}, 0, "Do not drive.", {}}}},
      Steps{{{"Sit down", "A chair."}}},
      Timeline{"From your arrival", {{"2 hours", "You go home", "With your ride.", {}}}},
      Picture{"a.svg", "A nurse beside a chair", "You are not alone"},
      Faq{{{"May I eat?", {{{}, 0, "No.", {}}}}}},
  }));
  CHECK(all == std::vector<std::string>{
                   "The day", "2. Drink water.", "Take care", "Do not drive.", "1. Sit down",
                   "A chair.", "From your arrival", "2 hours: You go home", "With your ride.",
                   "Picture: A nurse beside a chair", "You are not alone", "May I eat?", "No."});
}

TEST_CASE(
    "present: which answer was given is personal, the question and its choices are not (A-03, "
    "A-19)") {
  Button yes{"yes", "I understand", {}, Look::plain, true, {}};
  Button no{"no", "I do not agree", {}, Look::plain, false, {}};
  const Page page =
      page_with({Statement{"I will not drive."}, Options{OptionLook::button, 2, {yes, no}}});
  CHECK(read(page) == std::vector<std::string>{"I will not drive.", "I understand",
                                               "This one is chosen.", "I do not agree"});
  CHECK(read(page, Aloud::open_only) ==
        std::vector<std::string>{"I will not drive.", "I understand", "I do not agree"});
}

TEST_CASE("present: what is typed is personal, and a hidden field is never said (A-03, A-04)") {
  const Page page = page_with({Fields{{Field{"name", "Name", "Ana Lopez", false, true, {}},
                                       Field{"code", "Your code", "4711", true, false, {}}}}});
  CHECK(has(read(page), "Ana Lopez"));
  CHECK_FALSE(has(read(page, Aloud::open_only), "Ana"));
  CHECK_FALSE(has(read(page), "4711"));
  CHECK_FALSE(has(read(page), "4 7 1 1"));
  CHECK(has(read(page), "What you type here stays hidden."));
}

TEST_CASE("present: of two rows that say the same, the one that is heard is marked") {
  const content::Words words = own_words();
  Answers answers;
  for (const char* question : {"Do you smoke?", "Do you drink?"}) {
    answers.rows.push_back({question, "Never", {}, false, {}, {}});
  }
  Steps steps{{{"Rest", "Sit."}, {"Rest", "Lie down."}}};
  const Script script = script_of(page_with({answers, steps}), words);
  std::vector<int> never;
  std::vector<int> rest;
  for (const Sentence& each : script.sentences) {
    for (const Mark& mark : marks_of(each, 0, 0)) {
      if (mark.text == "Never") never.push_back(mark.row);
      if (mark.text == "Rest") rest.push_back(mark.row);
    }
  }
  CHECK(never == std::vector<int>{0, 1});
  CHECK(rest == std::vector<int>{0, 1});
}

TEST_CASE("present: a word that is heard stands where the eye finds it") {
  const content::Words words = own_words();
  const Page page =
      page_with({Heading{"Day"}, Prose{{{{}, 0, "Take 5 mg. Call 555-0100 now.", {}}}}});
  const Script script = script_of(page, words);
  REQUIRE(script.sentences.size() == 3);
  const Sentence& call = script.sentences[2];
  CHECK(call.element == 1);
  const auto digits = call.say.find("0 1 0 0");
  const auto marks = marks_of(call, digits, digits + 7);
  REQUIRE(marks.size() == 1);
  CHECK(marks[0].text == "Take 5 mg. Call 555-0100 now.");
  CHECK(marks[0].text.substr(marks[0].begin, marks[0].end - marks[0].begin) == "555-0100");
  const auto whole = marks_of(call, 0, 0);
  REQUIRE(whole.size() == 1);
  CHECK(whole[0].text.substr(whole[0].begin, whole[0].end - whole[0].begin) ==
        "Call 555-0100 now.");
}

TEST_CASE("present: every screen can be said, and its pieces lie in its words") {
  const auto pack = loaded_sample();
  const content::Words words = own_words();
  for (const Screen& screen : every_screen(*pack, words)) {
    CAPTURE(screen.name);
    const Script script = script_of(screen.page, words);
    if (screen.page.staff) {
      CHECK(script.sentences.empty());
      continue;
    }
    CHECK_FALSE(script.sentences.empty());
    CHECK(script.language == screen.page.language);
    for (const Sentence& sentence : script.sentences) {
      std::size_t before = 0;
      for (const SpokenPiece& piece : sentence.pieces) {
        CHECK(piece.said_begin >= before);
        CHECK(piece.said_end <= sentence.say.size());
        CHECK(piece.end <= piece.text.size());
        CHECK(piece.begin <= piece.end);
        before = piece.said_begin;
      }
      // The keys of the keyboard and the marks of emphasis are not read out.
      CHECK(sentence.say.find('*') == std::string::npos);
    }
  }
}

TEST_CASE("present: review, form, screening, identity and receipt are about the person (A-03)") {
  const auto pack = loaded_sample();
  const content::Words words = own_words();
  int personal = 0;
  for (const Screen& screen : every_screen(*pack, words)) {
    CAPTURE(screen.name);
    const Page& page = screen.page;
    const bool about_person = first_of<Answers>(page) != nullptr ||
                              page.key.rfind("identity", 0) == 0 || page.key == "receipt" ||
                              page.key == "panel.urgent" || page.key == "see-a-nurse" ||
                              page.key == "decline" || first_of<Pad>(page) != nullptr;
    if (!about_person) continue;
    ++personal;
    CHECK(page.personal);
    CHECK(lines(heard_by(script_of(page, words), Aloud::open_only)).empty());
  }
  CHECK(personal >= 10);
}

TEST_CASE("present: a control with the focus says its name, what it is, and its state (A-19)") {
  const content::Words words = own_words();
  const auto say = [&](const SpokenControl& control) {
    return lines(script_of(control, "en", words));
  };
  using Kind = SpokenControl::Kind;
  CHECK(say({Kind::button, "Next", {}, false, false, false}) ==
        std::vector<std::string>{"Next", "Button."});
  CHECK(say({Kind::choice, "Sleepy", {}, false, true, false}) ==
        std::vector<std::string>{"Sleepy", "This one is chosen."});
  CHECK(say({Kind::field, "Name", "Ana", false, false, false}) ==
        std::vector<std::string>{"Name", "Ana"});
  CHECK(say({Kind::field, "Code", "4711", true, false, false}) ==
        std::vector<std::string>{"Code", "What you type here stays hidden."});
}

}  // namespace
}  // namespace candor::present
