// What single screens promise.
#include <doctest/doctest.h>

#include "journey.h"
#include "support/measured.h"

namespace candor::present {
namespace {

struct Room {
  std::shared_ptr<const content::Pack> pack = loaded_sample();
  content::Words words = own_words();
  Journey journey{*pack, words};
  Desk desk = journey.desk();
};

std::string all_text(const Page& page) {
  return text_of(page);
}

bool says(const Page& page, const std::string& words) {
  return all_text(page).find(words) != std::string::npos;
}

template <typename Kind>
const Kind* event_of(const Button& button) {
  const auto* event = std::get_if<visit::Event>(&button.action.any());
  return event == nullptr ? nullptr : std::get_if<Kind>(event);
}

const Options& options_of(const Page& page) {
  const auto* options = first_of<Options>(page);
  REQUIRE(options);
  return *options;
}

}  // namespace

TEST_CASE("present: welcome offers every language in its own name, and chooses none (P-11)") {
  const Room room;
  const Page page = welcome(room.desk);
  const auto buttons = buttons_of(page);
  for (const auto& language : room.pack->languages) {
    const Button* button = find_button(buttons, "language." + language.tag);
    REQUIRE(button);
    CHECK(button->label == language.name);
    CHECK(std::get<StartVisit>(button->action.any()).language == language.tag);
  }
  for (const Button& each : buttons) {
    CHECK_FALSE(each.selected);
    CHECK(each.look != Look::primary);
  }
  const Button* interpreter = find_button(buttons, "language.interpreter");
  REQUIRE(interpreter);
  CHECK(std::get<StartVisit>(interpreter->action.any()).interpreter);
}

TEST_CASE("present: welcome says how long one may rest and what happens then (T-23)") {
  Room room;
  CHECK(says(welcome(room.desk),
             "If you stop for 2 minutes we hide your screen. Your answers wait 30 minutes."));
  // As the clinic has set it.
  room.desk.quiet_minutes = 5;
  room.desk.kept_minutes = 10;
  CHECK(says(welcome(room.desk),
             "If you stop for 5 minutes we hide your screen. Your answers wait 10 minutes."));
}

TEST_CASE("present: before anything is given, every language says how long one may rest (T-23)") {
  const auto pack = own_pack("ketamine-iv");
  const content::Words words = own_words();
  int languages = 0;
  for (const auto& language : pack->languages) {
    CAPTURE(language.tag);
    Journey journey(*pack, words, language.tag);
    journey.to_who();
    const Page page = journey.page();
    CHECK(page.key == "who");
    CHECK(page.language == language.tag);
    const Desk desk = journey.desk();
    const std::string told = words.get(
        language.tag,
        "Take all the time you need. Only this clinic’s staff see "
        "your answers. If you stop for {quiet} minutes we hide your "
        "screen. Your answers wait {kept} minutes.",
        {{"quiet", std::int64_t{desk.quiet_minutes}}, {"kept", std::int64_t{desk.kept_minutes}}});
    if (says(page, told)) ++languages;
    CHECK(says(page, told));
  }
  support::measured("T-23", "said in " + std::to_string(languages) + " of " +
                                std::to_string(pack->languages.size()) +
                                " languages before anything is given");
}

TEST_CASE("present: who comes back reads it in a language of their own (A-11)") {
  const Room room;
  for (const bool asking_code : {false, true}) {
    for (const auto& language : room.pack->languages) {
      CAPTURE(language.tag);
      const Page page = return_entry(room.desk, language.tag, {}, asking_code);
      CHECK(page.language == language.tag);
      CHECK(says(page,
                 room.words.get(language.tag, asking_code ? "Enter your own 4-digit code"
                                                          : "Enter the 3 digits of your ticket")));
      const auto buttons = buttons_of(page);
      for (const auto& other : room.pack->languages) {
        const Button* button = find_button(buttons, "language." + other.tag);
        REQUIRE(button);
        CHECK(button->label == other.name);
        CHECK(button->selected == (other.tag == language.tag));
      }
    }
  }
}

TEST_CASE("present: back to normal means text size and colors") {
  const Room room;
  const auto given = room.journey.submits(UsualLook{}).events;
  REQUIRE(given.size() == 2);
  CHECK(std::get<visit::ChooseSize>(given[0]).size == visit::TextSize::medium);
  CHECK(std::get<visit::ChooseTheme>(given[1]).theme == visit::Theme::paper);
}

TEST_CASE("present: the mark that staff are needed names nobody and no cause") {
  Room room;
  const Page quiet = welcome(room.desk);
  room.desk.staff_needed = true;
  const Page page = welcome(room.desk);
  const auto buttons = buttons_of(page);
  const Button* staff = find_button(buttons, "staff");
  REQUIRE(staff);
  CHECK(staff->label == "Staff needed");
  // Shape and words besides the colour.
  CHECK(staff->icon == "warning");
  CHECK(staff->look == Look::caution);
  // Nothing else on the glass is different.
  CHECK(page.elements.size() == quiet.elements.size());
  CHECK(buttons.size() == buttons_of(quiet).size());
}

TEST_CASE(
    "present: answers to a statement look alike and stand in one order, whatever is asked (P-11)") {
  Room room;
  for (const char* block : {"stop", "research"}) {
    Journey journey(*room.pack, room.words);
    journey.to_spot({"safety", block});
    const Page page = journey.page();
    const Options& options = options_of(page);
    REQUIRE(options.items.size() >= 3);
    CHECK(options.look == OptionLook::button);
    CHECK(options.items[0].id == "answer.yes");
    CHECK(options.items[1].id == "answer.question");
    CHECK(options.items[2].id == "answer.no");
    for (const Button& each : options.items) {
      CHECK(each.look == Look::plain);
      CHECK(each.icon.empty());
      CHECK_FALSE(each.selected);
    }
    CHECK(options.items.size() == (std::string(block) == "research" ? 4 : 3));
  }
}

TEST_CASE("present: an optional statement says that a no changes nothing") {
  Room room;
  room.journey.to_spot({"safety", "stop"});
  CHECK_FALSE(says(room.journey.page(), "You may say no to this one"));
  room.journey.to_spot({"safety", "research"});
  CHECK(says(room.journey.page(), "You may say no to this one and still have the treatment"));
}

TEST_CASE("present: after a no or a question the screen stays kind and says who comes next") {
  Room room;
  room.journey.to_spot({"safety", "stop"});
  Journey no = room.journey;
  no.must(visit::GiveReply{no.spot(), visit::Reply::no});
  CHECK(says(no.page(), "That is all right."));
  CHECK(says(no.page(), "Nobody will press you."));
  Journey question = room.journey;
  question.must(visit::GiveReply{question.spot(), visit::Reply::question});
  CHECK(says(question.page(), "Staff will talk with you about this before you sign."));
}

TEST_CASE("present: whoever says no may keep the reason, as easily as give one") {
  Room room;
  room.journey.to_steps();
  room.journey.must(visit::Decline{});
  const Page page = room.journey.page();
  const Options& options = options_of(page);
  const Button* silent = find_button(options.items, "decline.no-reason");
  REQUIRE(silent);
  CHECK(silent->label == "I prefer not to say");
  for (const Button& each : options.items) {
    CHECK(each.look == silent->look);
    CHECK(each.icon == silent->icon);
    CHECK_FALSE(each.selected);
    REQUIRE(event_of<visit::ConfirmDecline>(each));
  }
  CHECK(event_of<visit::ConfirmDecline>(*silent)->reason.empty());
  CHECK(says(page, "That is all right."));
  REQUIRE(page.footer);
  REQUIRE(page.footer->back);
  CHECK(event_of<visit::CancelDecline>(*page.footer->back));
}

TEST_CASE("present: private answers are masked on the review until they are touched") {
  Room room;
  room.journey.to_review();
  const auto row_with = [](const Page& page, const std::string& question) {
    const auto* answers = first_of<Answers>(page);
    REQUIRE(answers);
    for (const auto& row : answers->rows) {
      if (row.question == question) return row;
    }
    FAIL("no row for " << question);
    return Answers::Row{};
  };
  const Answers::Row mood = row_with(room.journey.page(), "How do you feel?");
  CHECK(mood.masked);
  REQUIRE(mood.reveal);
  CHECK(row_with(room.journey.page(), "Their phone").masked);
  const Answers::Row name = row_with(room.journey.page(), "Who comes?");
  CHECK_FALSE(name.masked);
  CHECK_FALSE(name.reveal);
  CHECK(edit(room.journey.scratch, mood.reveal->action));
  const Answers::Row shown = row_with(room.journey.page(), "How do you feel?");
  CHECK_FALSE(shown.masked);
  CHECK(shown.answer == "Fine");
  CHECK(row_with(room.journey.page(), "Their phone").masked);
}

TEST_CASE("present: the review leads back to each answer until somebody has signed (T-26)") {
  Room room;
  room.journey.to_review();
  const Page page = room.journey.page();
  for (const auto& row : first_of<Answers>(page)->rows) {
    REQUIRE(row.change);
    REQUIRE(event_of<visit::GoToStep>(*row.change));
    Journey there = room.journey;
    there.must(*event_of<visit::GoToStep>(*row.change));
    CHECK(there.state.stage == visit::Stage::steps);
  }
  support::measured("T-26", std::to_string(first_of<Answers>(page)->rows.size()) +
                                " answers, each one press away from the review");
}

TEST_CASE(
    "present: the review with an open question offers to wait or to take it back, not to sign") {
  Room room;
  room.journey.to_steps();
  room.journey.must(visit::AskStaff{room.journey.spot()});
  room.journey.to_review();
  const Page page = room.journey.page();
  CHECK(says(page, "Before you sign, staff will talk with you"));
  const auto buttons = buttons_of(page);
  CHECK(find_button(buttons, "withdraw.1"));
  REQUIRE(page.footer->primary);
  CHECK(page.footer->primary->id == "wait");
}

TEST_CASE("present: without a channel to staff nothing says that they were told") {
  Room room;
  room.journey.to_steps();
  room.journey.must(visit::AskStaff{room.journey.spot()});
  room.journey.scratch.panel = Panel::asked;
  CHECK(says(room.journey.page(), "Please tell the front desk."));
  CHECK_FALSE(says(room.journey.page(), "Staff have been told."));
  room.journey.channel = true;
  CHECK(says(room.journey.page(), "Staff have been told."));
  CHECK_FALSE(says(room.journey.page(), "Please tell the front desk."));
}

TEST_CASE("present: the ticket shows no name and no cause, and opens nothing by itself") {
  const Room room;
  const Page page = ticket(room.desk, "en", "B472");
  CHECK(says(page, "B472"));
  for (const char* word : {"Ana", "Lopez", "1958", "tea", "drip", "question", "ride", "feel"}) {
    CAPTURE(word);
    CHECK_FALSE(says(page, word));
  }
  for (const Button& each : buttons_of(page)) {
    CHECK((std::holds_alternative<EnterTicket>(each.action.any()) ||
           std::holds_alternative<AskPin>(each.action.any())));
  }
}

TEST_CASE("present: the receipt shows no name and no health detail until the sheet is asked for") {
  Room room;
  room.journey.to_receipt();
  const Page page = receipt(room.desk, room.journey.state, {}, 60);
  for (const char* word : {"Ana", "Lopez", "1958", "tea", "Tea", "Carlos", "Fine", "sleepy"}) {
    CAPTURE(word);
    CHECK_FALSE(says(page, word));
  }
  CHECK(says(page, "K7F3-9Q2M-40TX"));
  CHECK(says(page, "This screen clears in 60 seconds"));
  CHECK(says(receipt(room.desk, room.journey.state, {}, 1), "1 second"));
  const auto buttons = buttons_of(page);
  REQUIRE(find_button(buttons, "more-time"));
  REQUIRE(find_button(buttons, "sheet"));
  room.journey.must(visit::ShowSheet{});
  const Page sheet = receipt(room.desk, room.journey.state, {}, 60);
  CHECK(says(sheet, "What it is"));
  CHECK_FALSE(says(sheet, "Ana"));
  // What is shown for keeping does not count as read.
  for (const Element& element : sheet.elements) CHECK_FALSE(element.block);
}

TEST_CASE("present: a no ends with the same kindness, and with a proof that it was kept") {
  Room room;
  room.journey.to_steps();
  room.journey.must(visit::Decline{});
  room.journey.must(visit::ConfirmDecline{});
  CHECK_FALSE(
      says(visit_page(room.desk, room.journey.state, {}, room.journey.clock.now()), "saved."));
  room.journey.must(visit::Saved{"K7F3-9Q2M-40TX", "candor-head-1"});
  const Page page = receipt(room.desk, room.journey.state, {}, 60);
  CHECK(says(page, "Your other care goes on."));
  CHECK_FALSE(find_button(buttons_of(page), "sheet"));
  // Small: what it is, its code and its head, and nothing that must be done about it.
  const Card* proof = first_of<Card>(page);
  REQUIRE(proof);
  CHECK(proof->label == "Proof of your answers");
  CHECK(proof->large == "K7F3-9Q2M-40TX");
  CHECK(proof->qr == "candor-head-1");
  CHECK(proof->note.empty());
  // It comes after what the patient needs to know.
  CHECK_FALSE(std::holds_alternative<Card>(page.elements[2].content));
}

TEST_CASE("present: nothing is called saved before it is") {
  Room room;
  room.journey.to_decision();
  room.journey.sign();
  REQUIRE(room.journey.state.stage == visit::Stage::saving);
  CHECK_FALSE(says(room.journey.page(), "are saved"));
  room.journey.must(visit::SaveFailed{});
  const Page page = room.journey.page();
  CHECK(says(page, "Your answers are not saved yet"));
  CHECK(says(page, "Nothing is lost."));
  CHECK(find_button(buttons_of(page), "retry"));
}

TEST_CASE("present: staff's list shows tickets and initials, no name") {
  const Room room;
  const Page page =
      staff_list(room.desk, {{"B472", "A. L.", "8:52 AM", "Paused", "1 thing to talk about", true}},
                 {}, {}, "Noor Haddad", 60);
  const auto* table = first_of<Table>(page);
  REQUIRE(table);
  CHECK(table->rows[0].cells[0] == "B472");
  CHECK(table->rows[0].cells[1] == "A. L.");
  CHECK(table->rows[0].look == CalloutLook::danger);
}

TEST_CASE("present: one visit as staff see it shows initials, never the name or date of birth") {
  Room room;
  room.journey.to_spot({"safety", "mood"});
  room.journey.must(visit::GiveChoice{room.journey.spot(), {"danger"}});
  for (const int open : {0, 1, -1}) {
    Scratch scratch;
    scratch.open_flag = open;
    const Page page =
        staff_visit(room.desk, room.journey.state, scratch, "B472", "Noor Haddad", 60);
    CHECK_FALSE(says(page, "Ana"));
    CHECK_FALSE(says(page, "Lopez"));
    CHECK_FALSE(says(page, "1958"));
    CHECK(page.staff);
  }
  const Page page = staff_visit(room.desk, room.journey.state, {}, "B472", "Noor Haddad", 60);
  CHECK(says(page, "A. L."));
  CHECK(find_button(buttons_of(page), "staff.acknowledge"));
}

TEST_CASE(
    "present: a miss shows the tested paragraph again, a second one brings staff, never a score") {
  Room room;
  room.journey.to_spot({"safety", "what-you-know"});
  const Page asked = room.journey.page();
  CHECK(says(asked, "Did we explain this well?"));
  CHECK_FALSE(says(asked, "Tea goes slowly into your arm."));
  CHECK(asked.footer->primary->id == "check");
  room.journey.must(visit::GiveCheck{room.journey.spot(), "drive"});
  const Page once = room.journey.page();
  CHECK(says(once, "Let us say it again."));
  CHECK(says(once, "Tea goes slowly into your arm."));
  CHECK(once.footer->primary->id == "try-again");
  room.journey.must(visit::GiveCheck{room.journey.spot(), "drive"});
  const Page twice = room.journey.page();
  CHECK(says(twice, "Staff will go over this with you."));
  CHECK(says(twice, "Tea goes slowly into your arm."));
  CHECK(twice.footer->primary->id == "next");
  for (const Page& page : {asked, once, twice}) {
    CHECK_FALSE(says(page, "score"));
    CHECK_FALSE(says(page, "1 of 2"));
  }
}

TEST_CASE("present: the page that a check asks about can be read again, and leads back") {
  Room room;
  room.journey.to_spot({"safety", "what-you-know"});
  const Page asked = room.journey.page();
  const auto buttons = buttons_of(asked);
  const Button* again = find_button(buttons, "check.again");
  REQUIRE(again);
  CHECK(edit(room.journey.scratch, again->action));
  const Page page = room.journey.page();
  CHECK(says(page, "Tea goes slowly into your arm."));
  for (const Element& each : page.elements) CHECK_FALSE(each.block);
  REQUIRE(page.footer->primary);
  CHECK(edit(room.journey.scratch, page.footer->primary->action));
  CHECK(room.journey.page().key == asked.key);
}

TEST_CASE("present: beside an Arabic date a Latin name is kept from pulling the day away") {
  const auto pack = own_pack("ketamine-iv");
  const auto words = own_words();
  Journey journey(*pack, words);
  journey.to_review();
  journey.must(visit::ChooseLanguage{"ar"});
  journey.must(visit::Next{});
  const Page page = journey.page();
  REQUIRE(page.right_to_left);
  const auto* pad = first_of<Pad>(page);
  REQUIRE(pad);
  CHECK(pad->caption.starts_with("\u2068Ana Lopez\u2069 · "));
}

TEST_CASE("present: no two rows of the review look alike while they are masked") {
  const auto pack = own_pack("ketamine-iv");
  const auto words = own_words();
  Journey journey(*pack, words);
  journey.to_review();
  std::set<std::string> questions;
  const Page page = journey.page();
  for (const auto& row : first_of<Answers>(page)->rows) {
    CAPTURE(row.question);
    CHECK(questions.insert(row.question).second);
  }
}

TEST_CASE("present: a right answer is explained and goes on") {
  Room room;
  room.journey.to_spot({"safety", "what-you-know"});
  room.journey.must(visit::GiveCheck{room.journey.spot(), "wait"});
  const Page page = room.journey.page();
  CHECK(says(page, "Yes, that is right."));
  CHECK(says(page, "Tea slows you down all day."));
  CHECK(page.footer->primary->id == "next");
}

TEST_CASE("present: an answer that cannot wait is given by its touch, others by Next") {
  Room room;
  room.journey.to_spot({"safety", "mood"});
  const Page page = room.journey.page();
  const Options& options = options_of(page);
  const Button* fine = find_button(options.items, "option.fine");
  const Button* danger = find_button(options.items, "option.danger");
  REQUIRE(fine);
  REQUIRE(danger);
  CHECK(std::holds_alternative<Pick>(fine->action.any()));
  REQUIRE(event_of<visit::GiveChoice>(*danger));
  CHECK(event_of<visit::GiveChoice>(*danger)->options == std::vector<std::string>{"danger"});
  // It looks like the others: nothing on the glass gives the answer away.
  CHECK(danger->look == fine->look);
  CHECK(danger->icon == fine->icon);
}

TEST_CASE("present: kind words and lines to call come at once and stay in sight") {
  Room room;
  room.journey.to_spot({"safety", "mood"});
  room.journey.must(visit::GiveChoice{room.journey.spot(), {"danger"}});
  const Page page = room.journey.page();
  CHECK(page.urgent.find("988") != std::string::npos);
  CHECK(says(page, "Thank you for telling us."));
  room.journey.scratch.panel = Panel::urgent;
  const Page words = room.journey.page();
  CHECK(says(words, "You matter."));
  CHECK(says(words, "988"));
  CHECK(says(words, "Help line, day and night"));
}

TEST_CASE("present: a person who is too young is told nothing that others could learn from") {
  Room room;
  room.journey.to_identity();
  room.journey.must(visit::GiveName{"Ana Lopez"});
  room.journey.must(visit::GiveMonth{4});
  room.journey.must(visit::GiveDay{12});
  room.journey.must(visit::GiveYear{2015});
  REQUIRE(room.journey.state.too_young);
  const Page page = room.journey.page();
  CHECK(says(page, "Please see a nurse"));
  CHECK(says(page, "You did nothing wrong."));
  for (const char* word : {"Ana", "young", "old", "age", "18", "2015", "tea"}) {
    CAPTURE(word);
    CHECK(all_text(page).find(std::string(" ") + word) == std::string::npos);
  }
}

TEST_CASE("present: only days that the month can have are offered") {
  Room room;
  room.journey.to_identity();
  room.journey.must(visit::GiveName{"Ana Lopez"});
  const int most[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (int month = 1; month <= 12; ++month) {
    Journey journey = room.journey;
    journey.must(visit::GiveMonth{month});
    const Page page = journey.page();
    CHECK(options_of(page).items.size() == std::size_t(most[month - 1]));
    // What is offered is taken.
    for (const Button& each : options_of(page).items) {
      Journey there = journey;
      REQUIRE(event_of<visit::GiveDay>(each));
      there.must(*event_of<visit::GiveDay>(each));
    }
  }
}

TEST_CASE("present: name and date of birth are read back, with a way to say no") {
  Room room;
  room.journey.to_confirm();
  const Page page = room.journey.page();
  const auto* card = first_of<Card>(page);
  REQUIRE(card);
  CHECK(card->large == "Ana Lopez");
  CHECK(card->note == "Born April 12, 1958");
  const auto buttons = buttons_of(page);
  REQUIRE(find_button(buttons, "identity.not-me"));
  CHECK(event_of<visit::NotMe>(*find_button(buttons, "identity.not-me")));
}

TEST_CASE("present: a question can be left to staff without a word on the screen's keyboard") {
  Room room;
  room.journey.to_steps();
  const auto buttons = buttons_of(room.journey.page());
  const Button* ask = find_button(buttons, "ask-staff");
  REQUIRE(ask);
  REQUIRE(event_of<visit::AskStaff>(*ask));
  CHECK(event_of<visit::AskStaff>(*ask)->spot.page == "about");
}

TEST_CASE("present: the decision names the act in full beside the pad (S-20)") {
  Room room;
  room.journey.to_decision();
  const Page page = room.journey.page();
  CHECK(says(page, "I choose to have a tea drip at Hill Clinic."));
  CHECK(says(page, "A course of 3"));
  CHECK(says(page, "I can still say no."));
  CHECK(says(page, "You may change your mind after you sign."));
  const auto* pad = first_of<Pad>(page);
  REQUIRE(pad);
  CHECK(pad->enabled);
  CHECK(pad->caption.find("Ana Lopez") == 0);
  CHECK(page.footer->primary->label == "Sign: I choose this");
  // Another way to sign is offered, and is no smaller a way.
  CHECK(find_button(buttons_of(page), "sign.another-way"));
}

TEST_CASE("present: every sheet closes, and Stop offers four ways of equal weight") {
  Room room;
  room.journey.to_steps();
  for (const Panel panel : {Panel::language, Panel::display, Panel::asked, Panel::stop,
                            Panel::another_way, Panel::urgent}) {
    room.journey.scratch.panel = panel;
    const auto buttons = buttons_of(room.journey.page());
    const Button* close = find_button(buttons, "close");
    REQUIRE(close);
    REQUIRE(std::holds_alternative<OpenPanel>(close->action.any()));
    CHECK(std::get<OpenPanel>(close->action.any()).panel == Panel::none);
  }
  room.journey.scratch.panel = Panel::stop;
  const Page stop = room.journey.page();
  const Options& options = options_of(stop);
  REQUIRE(options.items.size() == 4);
  for (const Button& each : options.items) CHECK(each.look == Look::plain);
}

TEST_CASE("present: the page of a visit is in the language of the visit, the other way round too") {
  Room room;
  room.journey.to_steps();
  room.journey.must(visit::ChooseLanguage{"es"});
  const Page page = room.journey.page();
  CHECK(page.language == "es");
  CHECK(says(page, "Qué es"));
  CHECK_FALSE(page.right_to_left);
}

/// How the first timeline of the sample shows a time, in a language.
std::string time_shown(const std::string& minutes, const std::string& language) {
  content::Pack pack = *loaded_sample();
  for (content::Page& page : pack.pages) {
    for (content::Block& block : page.blocks) {
      if (auto* line = std::get_if<content::TimelineBlock>(&block.content)) {
        line->items.front().at = minutes;
      }
    }
  }
  const content::Words words = own_words();
  Journey journey(pack, words);
  journey.to_steps();
  journey.must(visit::ChooseLanguage{language});
  const Page page = journey.page();
  const auto* shown = first_of<Timeline>(page);
  REQUIRE(shown);
  return shown->items.front().at;
}

TEST_CASE("present: times of the day are hours and minutes in words, never a sum to do") {
  CHECK(time_shown("0", "en") == "Start");
  CHECK(time_shown("1", "en") == "1 minute");
  CHECK(time_shown("59", "en") == "59 minutes");
  CHECK(time_shown("60", "en") == "1 hour");
  CHECK(time_shown("150", "en") == "2 hours 30 minutes");
  CHECK(time_shown("240", "en") == "4 hours");
  CHECK(time_shown("150", "es") == "2 horas y 30 minutos");
  // Two has a form of its own in Arabic, and three to ten another than thirty.
  CHECK(own_words().get("ar", "{hours, plural, one {# hour} other {# hours}}",
                        {{"hours", std::int64_t{2}}}) == "ساعتان");
  CHECK(own_words().get("ar", "{hours, plural, one {# hour} other {# hours}}",
                        {{"hours", std::int64_t{3}}}) == "3 ساعات");
  CHECK(own_words().get("zh-Hans", "{hours, plural, one {# hour} other {# hours}}",
                        {{"hours", std::int64_t{3}}}) == "3 小时");
}

TEST_CASE("present: a time that the clinic has not set shows as what is missing") {
  CHECK(time_shown("{clinic.unheard_of}", "en") == "[unheard_of]");
}

}  // namespace candor::present
