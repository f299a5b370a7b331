// The words of a block: what `present` digests and what the record keeps.

#include <doctest/doctest.h>

#include "content/shown_text.h"

namespace {

using namespace candor::content;

Pack pack() {
  Pack pack;
  pack.procedure = "a knee injection";
  pack.languages = {{"en", "English", TranslationStatus::source, "", ""}};
  pack.clinic.values["phone"] = "555-0100";
  pack.groups = {{"g", "203 people", "drug", "route", 203}};
  pack.translations["es"] = {{"feel sleepy", "tienen sueño"}, {"{n} in 100", "{n} de cada 100"}};
  return pack;
}

std::string words(BlockContent content, const std::string& language = "en",
                  const Placeholders& extra = {}) {
  return shown_text(pack(), Block{"b", std::move(content), {}}, language, extra);
}

}  // namespace

TEST_CASE("content: shown words are plain, in reading order, a line each") {
  CHECK(words(TextBlock{"Call **{clinic.phone}**.\n\n- one\n- *two*"}) ==
        "Call 555-0100.\none\ntwo");
  CHECK(words(CalloutBlock{CalloutKind::danger, "Do *not* drive."}) == "Do not drive.");
  CHECK(words(StepsBlock{{{"Come", "at nine"}, {"Sit", ""}}}) == "Come\nat nine\nSit");
  CHECK(words(TimelineBlock{"Your day", {{"0", "Come", "Ring"}, {"150", "Go", ""}}}) ==
        "Your day\n0:00\nCome\nRing\n2:30\nGo");
  CHECK(words(ImageBlock{"x.svg", "A nurse", "Our nurse"}) == "A nurse\nOur nurse");
  CHECK(words(FaqBlock{{{"Does it hurt?", "*A little.*"}}}) == "Does it hurt?\nA little.");
}

TEST_CASE("content: a risk reads number first and ends with who was counted") {
  RiskBlock risk;
  risk.n = 56;
  risk.label = "feel sleepy";
  risk.note = "for an hour";
  risk.group = "g";
  CHECK(words(risk) == "56 in 100 feel sleepy\nfor an hour\n203 people");
  CHECK(words(risk, "es") == "56 de cada 100 tienen sueño\nfor an hour\n203 people");
}

TEST_CASE("content: a question's words have its options, but nothing that comes after an answer") {
  CheckBlock check;
  check.question = "When?";
  check.options = {{"a", "Today", false}, {"b", "Tomorrow", true}};
  check.explain = "HIDDEN";
  CHECK(words(check) == "When?\nToday\nTomorrow");
  ChoiceBlock choice;
  choice.question = "Which?";
  choice.help = "Any of **these**.";
  choice.options = {{"a", "One", false, {}, "HIDDEN"}, {"b", "None", true, {}, ""}};
  CHECK(words(choice) == "Which?\nAny of these.\nOne\nNone");
  FormBlock form;
  form.title = "Ride";
  form.purpose = "To reach them";
  FormField field;
  field.label = "How?";
  field.options = {{"a", "By car", {}, {}}};
  form.fields = {field};
  CHECK(words(form) == "Ride\nTo reach them\nHow?\nBy car");
}

TEST_CASE("content: a statement and a decision read with what only the visit knows") {
  AcknowledgeBlock statement;
  statement.fact = "It is **one** injection.";
  statement.statement = "I know.";
  CHECK(words(statement) == "It is one injection.\nI know.");
  SignBlock sign;
  sign.act = "I choose {procedure}.";
  sign.scope = "Until {until}.";
  sign.points = {"I can say no."};
  sign.button = "Sign";
  CHECK(words(sign, "en", {{"until", "2027-01-01"}}) ==
        "I choose a knee injection.\nUntil 2027-01-01.\nI can say no.\nSign");
}
