// Whole visits without sight: only what the loudspeaker says is known, only keys are struck.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "e2e/eyes_shut.h"
#include "support/measured.h"

namespace candor::e2e {
namespace {

struct Translated {
  const char* english;
  const char* arabic;
};

constexpr Translated kPackWords[] = {{"This is my first time", "هذه أول مرة لي"},
                                     {"The next day", "في اليوم التالي"},
                                     {"Fine", "بخير"},
                                     {"A friend drives", "صديق يقود السيارة"},
                                     {"Sign: I choose this", "أوقّع: أختار هذا"}};

/// The sample pack also in Arabic, with what is to be pressed translated.
void add_arabic(const support::SamplePack& pack) {
  add_languages(pack, {"ar"});
  for (const Translated& each : kPackWords) {
    const std::string english = std::string("\"") + each.english + "\"";
    pack.replace("sample/translations/ar.json", english + ": " + english,
                 english + ": \"" + each.arabic + "\"");
  }
}

/// Pages, questions and answers in another order, so that nothing can be known by its place.
void shuffle(const support::SamplePack& pack) {
  pack.replace("sample/pack.json", R"("pages": ["about", "shared/welcome", "safety", "decision"])",
               R"("pages": ["shared/welcome", "about", "safety", "decision"])");
  const std::string safety = "sample/pages/20-safety.json";
  pack.replace(safety, R"({ "id": "wait", "label": "The next day", "correct": true },
        { "id": "drive", "label": "At once" })",
               R"({ "id": "drive", "label": "At once" },
        { "id": "wait", "label": "The next day", "correct": true })");
  pack.replace(safety, R"({ "id": "fine", "label": "Fine" },
        )",
               "");
  pack.replace(safety, R"(or wait here."
        })",
               R"(or wait here."
        },
        { "id": "fine", "label": "Fine" })");
  pack.replace(safety, R"({ "id": "name", "kind": "text", "label": "Who comes?" },
        )",
               "");
  pack.replace(safety, R"("required": false, "private": true })",
               R"("required": false, "private": true },
        { "id": "name", "kind": "text", "label": "Who comes?" })");
  // The statements change places.
  std::string all = pack.read(safety);
  const std::size_t stop = all.find(R"("id": "stop")");
  const std::size_t research = all.find(R"("id": "research")");
  REQUIRE(stop < research);
  const std::size_t first = all.rfind("    {\n", stop);
  const std::size_t second = all.rfind("    {\n", research);
  const std::size_t end = all.find("\n  ]", second);
  const std::string one = all.substr(first, second - first);
  const std::string two = all.substr(second, end - second);
  const std::string bare = one.substr(0, one.rfind(','));
  pack.write(safety, all.substr(0, first) + two + ",\n" + bare + all.substr(end));
}

RoomOptions room_of(bool is_shuffled) {
  RoomOptions options;
  options.prepare = [is_shuffled](const support::SamplePack& pack) {
    if (is_shuffled) shuffle(pack);
    add_arabic(pack);
  };
  return options;
}

/// What somebody who wants a treatment presses on the kiosk's own screens when they hear of it.
void wants_to_go_on(EyesShut& person, const std::string& language) {
  person.wants = {"Go on",
                  "I am the patient",
                  "Yes, read it aloud",
                  "Yes, this is right",
                  "April",
                  "12",
                  "I understand",
                  "I agree",
                  "I will",
                  "Check",
                  "More",
                  "Next",
                  "Done",
                  "Sign",
                  "Press a button, with my name as it is",
                  "Here is the place to sign with your finger."};
  if (language == "ar") person.wants.emplace_back("أبريل");
  person.answers = {{"Name", "Ana Lopez"},
                    {"Year", "1958"},
                    {"Your code", "4711"},
                    {"Name", "Wim Ode"},
                    {"Who you are, such as nurse or friend", "nurse"}};
}

/// The same, and what the sample pack asks.
void wants_to_sign(EyesShut& person, const std::string& language) {
  wants_to_go_on(person, language);
  for (const Translated& each : kPackWords) {
    person.wants.emplace_back(language == "ar" ? each.arabic : each.english);
  }
  person.answers.emplace_back("Who comes?", "Jo");
  person.answers.emplace_back("Their phone", "5550142");
}

/// The same, and what this pack asks in its first walk: the right answers, and those of somebody
/// with whom nothing is amiss. Who listened knows them.
void wants_to_sign(EyesShut& person, const std::string& language, const content::Pack& pack) {
  wants_to_go_on(person, language);
  const auto want = [&](const content::Line& label) {
    person.wants.push_back(pack.text(language, label));
  };
  want(pack.walks.front().title);
  const auto first_without_flag = [&](const auto& options) {
    const auto plain = std::find_if(options.begin(), options.end(),
                                    [](const auto& option) { return !option.flag; });
    REQUIRE(plain != options.end());
    want(plain->label);
  };
  for (const std::string& name : pack.walks.front().pages) {
    const content::Page* page = pack.page(name);
    REQUIRE(page != nullptr);
    for (const content::Block& block : page->blocks) {
      if (const auto* check = std::get_if<content::CheckBlock>(&block.content)) {
        for (const auto& option : check->options) {
          if (option.correct) want(option.label);
        }
      } else if (const auto* choice = std::get_if<content::ChoiceBlock>(&block.content)) {
        first_without_flag(choice->options);
      } else if (const auto* form = std::get_if<content::FormBlock>(&block.content)) {
        for (const content::FormField& field : form->fields) {
          if (field.kind == content::FieldKind::choice) {
            first_without_flag(field.options);
          } else if (field.required) {
            person.answers.emplace_back(pack.text(language, field.label), "Jo");
          }
        }
      } else if (const auto* sign = std::get_if<content::SignBlock>(&block.content)) {
        want(sign->button);
      }
    }
  }
}

/// From the resting screen to the first page: speech on, and a language that is heard.
void begin(EyesShut& person, const std::string& name) {
  const auto first = person.strike(kiosk::Key::speak);
  REQUIRE_FALSE(first.empty());
  person.go_to(name);
  (void)person.strike(kiosk::Key::enter);
}

void expect_nothing_hidden_said(const EyesShut& person) {
  for (const std::string& each : person.all()) {
    CAPTURE(each);
    CHECK(each.find("4711") == std::string::npos);
    CHECK(each.find("4 7 1 1") == std::string::npos);
  }
}

/// The whole way, and what must be in the record in the end.
void to_a_signed_record(const std::string& language, const std::string& name, bool is_shuffled) {
  ListeningRoom room(room_of(is_shuffled));
  EyesShut person(room, language);
  wants_to_sign(person, language);
  begin(person, name);
  person.go_on_until("Thank you. Your answers are saved.");
  expect_nothing_hidden_said(person);
  const std::int64_t strikes = room.kiosk().strikes();
  person.wants = {"Finish"};
  person.go_to("Finish");
  (void)person.strike(kiosk::Key::enter);

  CHECK(key(room.kiosk()) == "welcome");
  CHECK(room.kiosk().touches() == 0);
  const record::Record record = room.record();
  CHECK(record.outcome == "signed");
  CHECK(record.patient.name == "Ana Lopez");
  CHECK(iso_date(record.patient.birth) == "1958-04-12");
  REQUIRE(record.signatures.size() == 2);
  CHECK(record.signatures[0].how == "confirmed");
  CHECK(record.signatures[0].language == language);
  CHECK(record.signatures[1].role == "witness");
  CHECK(record.signatures[1].name == "Wim Ode");
  for (const record::Statement& statement : record.statements) {
    REQUIRE(statement.replies.size() == 1);
    CHECK(statement.replies[0].reply == "yes");
  }
  REQUIRE(record.ride);
  CHECK(record.ride->fields.size() == 3);
  support::measured(
      "A-16", fmt::format("a signed record by {} keys and {} touches, and nothing else", strikes,
                          room.kiosk().touches()));
  support::measured("A-17",
                    fmt::format("signed with {} strokes drawn; the record says \"{}\"",
                                record.signatures[0].strokes.size(), record.signatures[0].how));
  support::measured("A-01", fmt::format("a signed record in {}, by {} sentences and {} keys",
                                        language, person.all().size(), strikes));
}

TEST_CASE(
    "e2e: with the eyes shut, by speech and keys alone, to a signed record, also when all stands "
    "in another order (A-01, A-16, A-17, A-18)") {
  bool is_shuffled = false;
  SUBCASE("as it is") {}
  SUBCASE("shuffled") {
    is_shuffled = true;
  }
  to_a_signed_record("en", "English", is_shuffled);
}

TEST_CASE(
    "e2e: with the eyes shut to a signed record in Arabic, also when all stands in another order "
    "(A-01)") {
  bool is_shuffled = false;
  SUBCASE("as it is") {}
  SUBCASE("shuffled") {
    is_shuffled = true;
  }
  to_a_signed_record("ar", "العربية", is_shuffled);
}

TEST_CASE(
    "e2e: with the eyes shut through the content that Candor ships with, to a signed record and to "
    "a no (A-01, A-18)") {
  std::string language = "en";
  std::string name = "English";
  bool signs = true;
  SUBCASE("English, signed") {}
  SUBCASE("Arabic, to a no") {
    language = "ar";
    name = "العربية";
    signs = false;
  }
  RoomOptions options;
  options.pack = "ketamine-iv";
  options.content = support::source_folder() / "content";
  ListeningRoom room(options);
  EyesShut person(room, language);
  const content::Pack& pack = room.kiosk().app().pack();
  wants_to_sign(person, language, pack);
  begin(person, name);
  if (signs) {
    person.go_on_until("Thank you. Your answers are saved.");
  } else {
    const content::Page* statements = pack.page("statements");
    REQUIRE(statements != nullptr);
    const auto& first = std::get<content::AcknowledgeBlock>(statements->blocks.front().content);
    person.go_on_until(pack.text(language, first.statement));
    person.wants = {"Stop", "I do not want this treatment", "I prefer not to say"};
    person.go_on_until("You said no. That is saved.");
  }
  expect_nothing_hidden_said(person);
  CHECK(room.kiosk().touches() == 0);
  const record::Record record = room.record();
  CHECK(record.outcome == (signs ? "signed" : "declined"));
  CHECK(record.patient.name == "Ana Lopez");
  support::measured("A-01", fmt::format("the shipped content in {}: {} sentences, {} keys",
                                        language, person.all().size(), room.kiosk().strikes()));
}

TEST_CASE(
    "e2e: with the eyes shut, by speech and keys alone, to a no, also when all stands in another "
    "order (A-01, A-18)") {
  std::string language = "en";
  std::string name = "English";
  bool is_shuffled = false;
  SUBCASE("English") {}
  SUBCASE("Arabic, shuffled") {
    language = "ar";
    name = "العربية";
    is_shuffled = true;
  }
  ListeningRoom room(room_of(is_shuffled));
  EyesShut person(room, language);
  wants_to_sign(person, language);
  begin(person, name);
  person.go_on_until("I know that I can stop.");
  person.wants = {"Stop", "I do not want this treatment", "I prefer not to say"};
  person.go_on_until("You said no. That is saved.");
  CHECK(room.record().outcome == "declined");
  CHECK(room.kiosk().touches() == 0);
  CHECK(any_has(person.all(), "Ana Lopez"));
  expect_nothing_hidden_said(person);
}

}  // namespace
}  // namespace candor::e2e
