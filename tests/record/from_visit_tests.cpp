#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "content/shown_text.h"
#include "crypto/crypto.h"
#include "record/record.h"
#include "record/record_samples.h"
#include "visit/decision_values.h"
#include "visit/late_help.h"

namespace {

using namespace candor::record_tests;
using namespace candor;
using record::Context;
using record::from_visit;
using record::Record;

content::Pack pack() {
  content::Pack pack;
  pack.id = "knee";
  pack.version = "1.2.3";
  pack.digest = std::string(64, 'd');
  pack.procedure = "a knee injection";
  pack.valid_for_months = 6;
  pack.languages = {{"en", "English", content::TranslationStatus::source, "", ""},
                    {"es", "Español", content::TranslationStatus::reviewed, "A", "2026-01-01"}};
  pack.clinic.values = {{"phone", "555-0100"}, {"name", "Riverside"}};
  pack.walks = {{"first", "First", {"read", "ask", "agree", "decide"}, {content::Role::patient}}};

  content::CheckBlock check;
  check.question = "When may you drive?";
  check.tests = "read/text";
  check.options = {{"today", "Today", false}, {"tomorrow", "Tomorrow", true}};
  content::ChoiceBlock choice;
  choice.question = "Do any of these apply?";
  choice.multiple = true;
  choice.is_private = true;
  choice.options = {{"drugs", "I use drugs", false, {}, ""}, {"none", "None", true, {}, ""}};
  content::FormBlock ride;
  ride.title = "Your ride home";
  ride.purpose = "So that staff can reach them";
  ride.is_ride = true;
  content::FormField means;
  means.id = "means";
  means.kind = content::FieldKind::choice;
  means.label = "How do you get home?";
  means.options = {{"friend", "A friend drives me", {}, {}},
                   {"none", "I do not have a ride yet", {}, {"who"}}};
  content::FormField who;
  who.id = "who";
  who.label = "Their name";
  who.is_private = true;
  ride.fields = {means, who};
  content::AcknowledgeBlock risk;
  risk.fact = "Call **{clinic.phone}** if it hurts.";
  risk.statement = "I know whom to call.";
  risk.verb = content::Verb::understand;
  content::AcknowledgeBlock photos;
  photos.fact = "We may take photos.";
  photos.statement = "You may take photos.";
  photos.verb = content::Verb::agree;
  photos.required = false;
  content::SignBlock sign;
  sign.act = "I choose to have {procedure}.";
  sign.scope = "One injection, until {until}.";
  sign.button = "Sign";

  const auto block = [](const std::string& id, content::BlockContent content) {
    return content::Block{id, std::move(content), {}};
  };
  pack.pages = {
      {"read", "What it is", {block("text", content::TextBlock{"It is *one* injection."})}},
      {"ask", "Questions", {block("check", check), block("choice", choice), block("ride", ride)}},
      {"agree", "Statements", {block("risk", risk), block("photos", photos)}},
      {"decide", "Decision", {block("sign", sign)}}};
  pack.translations["es"] = {
      {"It is *one* injection.", "Es *una* inyección."},
      {"Call **{clinic.phone}** if it hurts.", "Llame al **{clinic.phone}** si duele."},
      {"I know whom to call.", "Sé a quién llamar."},
      {"I use drugs", "Uso drogas"},
      {"Do any of these apply?", "¿Algo de esto?"}};
  return pack;
}

const Context kContext{std::string(32, 'a'), "A", "candor 0.1.0", {"not approved"}, nullptr};

visit::State state() {
  visit::State state;
  state.id.value = "a-0123456789abcdef";
  state.walk = "first";
  state.language = "en";
  state.identity.name = "Ada Lovelace";
  state.identity.birth = {1990, 12, 10};
  state.outcome = visit::Outcome::unfinished;
  state.started = moment(0);
  state.ended = moment(100);
  return state;
}

visit::Answer reply(const std::string& block, visit::Reply reply, int at,
                    const std::string& language = "en") {
  visit::Answer answer;
  answer.spot = {"agree", block};
  answer.reply = reply;
  answer.language = language;
  answer.at = moment(at);
  return answer;
}

visit::Answer chosen(const std::string& block, const std::vector<std::string>& options, int at,
                     const std::string& language = "en") {
  visit::Answer answer;
  answer.spot = {"ask", block};
  answer.options = options;
  answer.language = language;
  answer.at = moment(at);
  return answer;
}

visit::Answer field(const std::string& id, const std::string& text, const std::string& option,
                    int at) {
  visit::Answer answer = chosen("ride", {}, at);
  answer.field = id;
  answer.text = text;
  if (!option.empty()) answer.options = {option};
  return answer;
}

visit::ShownBlock shown(const content::Pack& pack, const visit::Spot& spot,
                        const std::string& language, int at) {
  const content::Block* const block = pack.block(spot.page, spot.block);
  REQUIRE(block != nullptr);
  return {spot,
          language,
          visit::TextSize::large,
          visit::Theme::black,
          crypto::sha256_hex(content::shown_text(pack, *block, language)),
          moment(at),
          4000};
}

}  // namespace

TEST_CASE("record: the decision's text has the day and the numbers that were on the glass") {
  visit::State visit = state();
  const auto knee = pack();
  visit.shown = {shown(knee, {"decide", "sign"}, "en", 1)};
  const Record record = from_visit(visit, knee, kContext);
  REQUIRE(record.shown.size() == 1);
  const std::string day =
      visit::decision_values(knee, visit, "en", visit.shown[0].first_at).at("until");
  CHECK_FALSE(day.empty());
  CHECK(record.shown[0].text ==
        "I choose to have a knee injection.\nOne injection, until " + day + ".\nSign");
}

TEST_CASE("record: every reply to a statement is kept in order, in its language and words") {
  visit::State visit = state();
  visit.answers = {
      reply("risk", visit::Reply::no, 1, "es"), reply("photos", visit::Reply::not_applicable, 2),
      reply("risk", visit::Reply::question, 3, "es"), reply("risk", visit::Reply::yes, 4)};
  const Record record = from_visit(visit, pack(), kContext);
  REQUIRE(record.statements.size() == 2);
  const record::Statement& risk = record.statements[0];
  CHECK(risk.block == "risk");
  CHECK(risk.required);
  REQUIRE(risk.replies.size() == 3);
  CHECK(risk.replies[0] == record::StatementReply{"no", "I do not agree", "es", moment(1)});
  CHECK(risk.replies[1] ==
        record::StatementReply{"question", "I have a question", "es", moment(3)});
  CHECK(risk.replies[2] == record::StatementReply{"yes", "I understand", "en", moment(4)});
  CHECK(risk.language == "en");
  CHECK(risk.fact == "Call 555-0100 if it hurts.");
  CHECK(record.statements[1].replies[0].label == "This does not apply to me");
  CHECK_FALSE(record.statements[1].required);
}

TEST_CASE("record: a refusal is visible, with the source text beside the translation") {
  visit::State visit = state();
  visit.answers = {reply("risk", visit::Reply::no, 1, "es")};
  const Record record = from_visit(visit, pack(), kContext);
  REQUIRE(record.statements.size() == 1);
  const record::Statement& risk = record.statements[0];
  CHECK(risk.replies[0].reply == "no");
  CHECK(risk.language == "es");
  CHECK(risk.fact == "Llame al 555-0100 si duele.");
  CHECK(risk.statement == "Sé a quién llamar.");
  CHECK(risk.source_fact == "Call 555-0100 if it hurts.");
  CHECK(risk.source_statement == "I know whom to call.");
}

TEST_CASE("record: a statement that was shown but not answered is there, without a reply") {
  visit::State visit = state();
  const auto knee = pack();
  visit.shown = {shown(knee, {"agree", "risk"}, "es", 1)};
  const Record record = from_visit(visit, knee, kContext);
  REQUIRE(record.statements.size() == 1);
  CHECK(record.statements[0].replies.empty());
  CHECK(record.statements[0].language == "es");
}

TEST_CASE(
    "record: what was shown stands there in the shown words, and its digest fits them (S-17)") {
  visit::State visit = state();
  const auto knee = pack();
  visit.shown = {shown(knee, {"read", "text"}, "es", 1), shown(knee, {"read", "text"}, "en", 2),
                 shown(knee, {"agree", "risk"}, "en", 3), shown(knee, {"ask", "ride"}, "en", 4)};
  const Record record = from_visit(visit, knee, kContext);
  REQUIRE(record.shown.size() == 4);
  CHECK(record.shown[0].text == "Es una inyección.");
  CHECK(record.shown[1].text == "It is one injection.");
  CHECK(record.shown[2].text == "Call 555-0100 if it hurts.\nI know whom to call.");
  CHECK(record.shown[1].size == "large");
  CHECK(record.shown[1].theme == "black");
  CHECK(record.shown[1].visible_ms == 4000);
  for (const record::Shown& each : record.shown)
    CHECK(each.digest == crypto::sha256_hex(each.text));
}

TEST_CASE("record: answers stand there as shown, private ones too, and changed ones stay") {
  visit::State visit = state();
  visit::Answer wrong = chosen("check", {"today"}, 1);
  visit::Answer right = chosen("check", {"tomorrow"}, 2);
  right.correct = true;
  visit.answers = {wrong, right, chosen("choice", {"drugs"}, 3, "es"), chosen("choice", {}, 4),
                   field("who", "Sam", "", 5)};
  const Record record = from_visit(visit, pack(), kContext);
  REQUIRE(record.answers.size() == 5);
  CHECK(record.answers[0].kind == "check");
  CHECK(record.answers[0].question == "When may you drive?");
  CHECK(record.answers[0].answers == std::vector<std::string>{"Today"});
  CHECK(record.answers[0].correct == false);
  CHECK(record.answers[1].correct == true);
  CHECK(record.answers[2].kind == "choice");
  CHECK(record.answers[2].question == "¿Algo de esto?");
  CHECK(record.answers[2].answers == std::vector<std::string>{"Uso drogas"});
  CHECK(record.answers[2].options == std::vector<std::string>{"drugs"});
  CHECK(record.answers[2].is_private);
  CHECK_FALSE(record.answers[2].correct.has_value());
  CHECK(record.answers[3].answers.empty());
  CHECK(record.answers[4].kind == "field");
  CHECK(record.answers[4].field == "who");
  CHECK(record.answers[4].question == "Their name");
  CHECK(record.answers[4].answers == std::vector<std::string>{"Sam"});
  CHECK(record.answers[4].is_private);
}

TEST_CASE("record: no answer is lost, whatever the pack says") {
  const bool holds = rc::check("as many replies and answers as were given, in order", [] {
    visit::State visit = state();
    const std::vector<std::string> blocks = {"risk", "photos", "check", "choice", "ride", "gone"};
    const int count = *rc::gen::inRange(0, 20);
    for (int i = 0; i < count; ++i) {
      visit::Answer answer;
      answer.spot = {one_of({"ask", "agree", "gone"}), one_of(blocks)};
      answer.language = one_of({"en", "es"});
      answer.options = some([] { return one_of({"drugs", "none", "friend", "unknown"}); });
      answer.field = one_of({"", "who", "means", "gone"});
      answer.text = one_of({"", "typed"});
      if (*rc::gen::arbitrary<bool>()) answer.reply = visit::Reply::no;
      answer.at = moment(i);
      visit.answers.push_back(answer);
    }
    const Record record = from_visit(visit, pack(), kContext);
    std::vector<std::int64_t> kept;
    for (const record::Answer& each : record.answers) {
      kept.push_back(each.at.utc_ms);
      const auto& given =
          *std::find_if(visit.answers.begin(), visit.answers.end(),
                        [&](const visit::Answer& answer) { return answer.at == each.at; });
      RC_ASSERT(each.options == given.options);
      const bool has_text = each.answers.size() > given.options.size();
      RC_ASSERT(has_text == !given.text.empty());
      if (has_text) RC_ASSERT(each.answers.back() == given.text);
    }
    RC_ASSERT(std::is_sorted(kept.begin(), kept.end()));
    for (const record::Statement& statement : record.statements) {
      for (const record::StatementReply& each : statement.replies) kept.push_back(each.at.utc_ms);
    }
    std::sort(kept.begin(), kept.end());
    std::vector<std::int64_t> given;
    for (const visit::Answer& each : visit.answers) given.push_back(each.at.utc_ms);
    RC_ASSERT(kept == given);
    RC_ASSERT(record::parse(canonical(record::to_json(record)), "x").value() == record);
  });
  CHECK(holds);
}

TEST_CASE("record: the ride home is what was said last") {
  visit::State visit = state();
  SUBCASE("none asked") {
    CHECK_FALSE(from_visit(visit, pack(), kContext).ride.has_value());
  }
  SUBCASE("a friend, then another") {
    visit.answers = {field("means", "", "friend", 1), field("who", "Sam", "", 2),
                     field("who", "Kim", "", 3)};
    const auto ride = from_visit(visit, pack(), kContext).ride;
    REQUIRE(ride.has_value());
    REQUIRE(ride->fields.size() == 2);
    CHECK(ride->fields[0] ==
          record::Ride::Field{"means", "How do you get home?", "A friend drives me"});
    CHECK(ride->fields[1] == record::Ride::Field{"who", "Their name", "Kim"});
  }
  SUBCASE("a friend, then no ride: the name no longer counts, but the answer is kept") {
    visit.answers = {field("means", "", "friend", 1), field("who", "Sam", "", 2),
                     field("means", "", "none", 3)};
    const Record record = from_visit(visit, pack(), kContext);
    REQUIRE(record.ride.has_value());
    REQUIRE(record.ride->fields.size() == 1);
    CHECK(record.ride->fields[0].value == "I do not have a ride yet");
    CHECK(record.answers.size() == 3);
  }
}

TEST_CASE("record: help that was asked for after the outcome changes nothing in it") {
  visit::State visit = state();
  const Record before = from_visit(visit, pack(), kContext);
  visit::Flag late;
  late.number = 1;
  late.option = visit::kAfterOutcome;
  visit.flags = {late};
  CHECK(to_json(from_visit(visit, pack(), kContext)) == to_json(before));
}

TEST_CASE("record: flags tell who dealt with them, and an open one says so") {
  visit::State visit = state();
  visit::Flag open;
  open.number = 1;
  open.spot = {"agree", "risk"};
  open.reason = "A question";
  open.raised_at = moment(1);
  visit::Flag urgent = open;
  urgent.number = 2;
  urgent.urgency = content::Urgency::now;
  urgent.acknowledged = true;
  urgent.acknowledged_by = "Nurse Joy";
  urgent.acknowledged_as = "nurse";
  urgent.acknowledged_at = moment(2);
  urgent.state = visit::FlagState::resolved;
  urgent.closed_at = moment(3);
  urgent.closed_by = "Dr. No";
  urgent.closed_as = "physician";
  urgent.said = "We talked";
  visit.flags = {open, urgent};
  const Record record = from_visit(visit, pack(), kContext);
  REQUIRE(record.flags.size() == 2);
  CHECK(record.flags[0].state == "open");
  CHECK_FALSE(record.flags[0].closed_at.has_value());
  CHECK_FALSE(record.flags[0].acknowledged_at.has_value());
  CHECK(record.flags[1].urgency == "now");
  CHECK(record.flags[1].acknowledged_at == moment(2));
  CHECK(record.flags[1].acknowledged_by == "Nurse Joy");
  CHECK(record.flags[1].closed_by == "Dr. No");
  CHECK(record.flags[1].closed_as == "physician");
  CHECK(record.flags[1].said == "We talked");
}

TEST_CASE("record: a signed visit says what was signed, until when, and what is still owed") {
  visit::State visit = state();
  visit.outcome = visit::Outcome::signed_;
  visit::Signature signature;
  signature.name = "Ada Lovelace";
  signature.meaning = "I choose to have a knee injection.";
  signature.source_meaning = signature.meaning;
  signature.language = "en";
  signature.strokes = {{{10, 20, 0}, {30, 40, 16}}};
  signature.pad_width_um = 150'000;
  signature.pad_height_um = 50'000;
  signature.at = moment(90);
  visit.signatures = {signature};
  const Record record = from_visit(visit, pack(), kContext);
  CHECK(record.outcome == "signed");
  CHECK(record.valid_until == "2027-05-21");
  CHECK(record.scope == "One injection, until May 21, 2027.");
  CHECK(record.waiting_for == std::vector<std::string>{"clinician", "copy"});
  REQUIRE(record.signatures.size() == 1);
  CHECK(record.signatures[0].role == "patient");
  CHECK(record.signatures[0].meaning == signature.meaning);
  CHECK(record.signatures[0].strokes == signature.strokes);
  CHECK(record.signatures[0].how == "drawn");
  CHECK(record.signatures[0].at == moment(90));
}

TEST_CASE("record: however a visit ends, a flag that is still open is owed, and only that one") {
  for (const visit::Outcome outcome :
       {visit::Outcome::signed_, visit::Outcome::declined, visit::Outcome::on_paper,
        visit::Outcome::stopped_by_staff, visit::Outcome::unfinished}) {
    CAPTURE(visit::to_string(outcome));
    visit::State visit = state();
    visit.outcome = outcome;
    visit.flags.assign(2, {});
    visit.flags[0].state = visit::FlagState::resolved;
    visit.flags[1].state = visit::FlagState::withdrawn;
    std::vector<std::string> owed;
    if (outcome == visit::Outcome::signed_) owed = {"clinician", "copy"};
    CHECK(from_visit(visit, pack(), kContext).waiting_for == owed);
    visit.flags[1].state = visit::FlagState::open;
    owed.emplace_back("flag");
    CHECK(from_visit(visit, pack(), kContext).waiting_for == owed);
  }
}

TEST_CASE("record: any other outcome is no consent: nothing is valid, nothing is owed") {
  for (const auto& [outcome, word] :
       std::map<visit::Outcome, std::string>{{visit::Outcome::declined, "declined"},
                                             {visit::Outcome::on_paper, "on-paper"},
                                             {visit::Outcome::stopped_by_staff, "stopped-by-staff"},
                                             {visit::Outcome::unfinished, "unfinished"}}) {
    visit::State visit = state();
    visit.outcome = outcome;
    visit.outcome_reason = "not today";
    const Record record = from_visit(visit, pack(), kContext);
    CHECK(record.outcome == word);
    CHECK(record.outcome_reason == "not today");
    CHECK(record.valid_until.empty());
    CHECK(record.waiting_for.empty());
    CHECK(record.signatures.empty());
  }
}

TEST_CASE("record: who was there, which pack and which clinic values are named") {
  visit::State visit = state();
  visit.at_screen = visit::AtScreen::helper;
  visit.helped_by = {"reading"};
  visit.needs_interpreter = true;
  visit.presentations = {{"en", visit::TextSize::medium, visit::Theme::paper, moment(0)},
                         {"es", visit::TextSize::largest, visit::Theme::soft, moment(5)}};
  const Record record = from_visit(visit, pack(), kContext);
  CHECK(record.id == kContext.record_id);
  CHECK(record.visit == "a-0123456789abcdef");
  CHECK(record.clinic == "Riverside");
  CHECK(record.procedure == "a knee injection");
  CHECK(record.pack == "knee");
  CHECK(record.pack_version == "1.2.3");
  CHECK(record.pack_digest == std::string(64, 'd'));
  CHECK(record.source_language == "en");
  CHECK(record.clinic_values == std::vector<std::pair<std::string, std::string>>{
                                    {"name", "Riverside"}, {"phone", "555-0100"}});
  CHECK(record.patient == visit.identity);
  CHECK(record.at_screen == "helper");
  CHECK(record.helped_by == std::vector<std::string>{"reading"});
  CHECK(record.interpreter_asked);
  REQUIRE(record.presented.size() == 2);
  CHECK(record.presented[1] == record::Presented{"es", "largest", "soft", moment(5)});
  CHECK(record.started == moment(0));
  CHECK(record.ended == moment(100));
}

TEST_CASE("record: one reason makes it practice, and without any it is real") {
  Context context = kContext;
  const Record practice = from_visit(state(), pack(), context);
  CHECK(practice.practice);
  CHECK(practice.practice_reasons == std::vector<std::string>{"not approved"});
  context.practice_reasons.clear();
  CHECK_FALSE(from_visit(state(), pack(), context).practice);
}

TEST_CASE("record: P-08 it is kept the pack's years to the day, and a minor's 18 years longer") {
  const candor::Date day{2026, 11, 22};
  CHECK(record::keep_until(day, {1980, 3, 5}, 6) == candor::Date{2032, 11, 22});
  CHECK(record::keep_until(day, {2008, 11, 22}, 6) == candor::Date{2032, 11, 22});  // 18 today
  CHECK(record::keep_until(day, {2008, 11, 23}, 6) == candor::Date{2050, 11, 22});
  CHECK(record::keep_until(day, {}, 7) == candor::Date{2033, 11, 22});
  CHECK(record::keep_until({2028, 2, 29}, {}, 6) == candor::Date{2034, 3, 1});
}

TEST_CASE("record: a pack that was used is the one it names, not the one loaded since") {
  visit::State visit = state();
  visit.pack_digest = std::string(64, 'c');
  CHECK(from_visit(visit, pack(), kContext).pack_digest == std::string(64, 'c'));
}

TEST_CASE("record: the same visit gives the same bytes") {
  visit::State visit = state();
  visit.answers = {reply("risk", visit::Reply::yes, 1)};
  CHECK(canonical(record::to_json(from_visit(visit, pack(), kContext))) ==
        canonical(record::to_json(from_visit(visit, pack(), kContext))));
}
