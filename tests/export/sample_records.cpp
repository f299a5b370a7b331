#include "export/sample_records.h"

#include <cmath>

namespace candor::exporting::samples {

namespace {

record::Signature signature(const std::string& role, const std::string& name, const Moment& when) {
  record::Signature one;
  one.role = role;
  one.name = name;
  one.language = "en";
  one.how = "drawn";
  one.pad_width_um = 150'000;
  one.pad_height_um = 50'000;
  one.at = when;
  visit::Stroke wave;
  for (int i = 0; i < 60; ++i) {
    wave.push_back({12'345 + i * 1'777,
                    static_cast<std::int32_t>(25'000 + 14'001 * std::sin(i * 0.55)), i * 16});
  }
  one.strokes.push_back(wave);
  one.strokes.push_back({{130'000, 12'500, 1'200}});
  one.strokes.push_back({{20'000, 44'000, 1'500}, {90'010, 43'210, 1'600}});
  return one;
}

record::Statement statement(const std::string& block, const std::string& fact,
                            const std::string& words) {
  record::Statement one;
  one.page = "agree";
  one.block = block;
  one.fact = one.source_fact = fact;
  one.statement = one.source_statement = words;
  return one;
}

record::Shown shown(const std::string& page, const std::string& block, const std::string& text,
                    int minute) {
  record::Shown one;
  one.page = page;
  one.block = block;
  one.language = "en";
  one.size = "medium";
  one.theme = "paper";
  one.digest = std::string(58, '7') + block.substr(0, 1) + "abcde";
  one.text = text;
  one.first_at = at(minute);
  one.visible_ms = 14'000 + minute * 1'000;
  return one;
}

record::Record basis() {
  record::Record record;
  record.id = "7f3a90c2d4e15b6880aa11bb22cc33dd";
  record.visit = "A-00112233445566aa";
  record.episode = "e0e1e2e3e4e5e6e7";
  record.kiosk = "A";
  record.software = "candor 0.1.0";
  record.practice_reasons = {"the pack is not approved", "the clinic is a demonstration"};
  record.clinic = "Riverside Clinic";
  record.procedure = "a knee examination with a camera";
  record.scope = "one examination of the left knee";
  record.patient.name = "Ana López-Núñez";
  record.patient.birth = {1980, 3, 5};
  record.patient.chart_number = "C-20931";
  record.patient.chart_source = "staff";
  record.patient.appointment = "9:00 with Dr. Okafor";
  record.patient.appointment_source = "staff";
  record.patient.checked_by = "Grace Kim";
  record.patient.checked_as = "front desk";
  record.at_screen = "patient";
  record.pack = "knee-camera";
  record.pack_version = "1.4.0";
  record.pack_digest = std::string(56, 'd') + "00c0ffee";
  record.walk = "first";
  record.source_language = "en";
  record.clinic_values = {{"hours", "Monday to Friday, 8 to 5"},
                          {"name", "Riverside Clinic"},
                          {"phone", "555-0100"},
                          {"ride_rule", ""}};
  record.presented = {{"en", "medium", "paper", at(0)}, {"en", "large", "white", at(3, 20)}};
  record.shown = {
      shown("what-it-is", "intro",
            "A doctor looks into your knee with a thin camera.\nYou are awake. Your leg is numb.",
            1),
      shown("what-it-is", "how-long", "It takes about 40 minutes. You go home the same day.", 1),
      shown("risks", "infection",
            "2 in 100 get an infection.\nCounted: 812 people at three clinics who had this.", 4)};
  record.answers = {{"check",
                     "risks",
                     "tb-drive",
                     "",
                     "When may you drive again?",
                     {"On the same evening"},
                     {"evening"},
                     false,
                     false,
                     "en",
                     at(5)},
                    {"check",
                     "risks",
                     "tb-drive",
                     "",
                     "When may you drive again?",
                     {"The next day"},
                     {"next-day"},
                     true,
                     false,
                     "en",
                     at(5, 40)},
                    {"choice",
                     "health",
                     "thinner",
                     "",
                     "Do you take a blood thinner?",
                     {"Yes, every day"},
                     {"daily"},
                     std::nullopt,
                     true,
                     "en",
                     at(6)},
                    {"field",
                     "ride",
                     "form",
                     "driver",
                     "Who drives you home?",
                     {"Tomás Núñez"},
                     {},
                     std::nullopt,
                     false,
                     "en",
                     at(7)}};
  record.statements = {statement("no-driving", "After the examination your leg is numb for hours.",
                                 "I will not drive until the next day."),
                       statement("photos", "Pictures from the camera can help to teach students.",
                                 "My pictures may be used for teaching, without my name."),
                       statement("say-no", "You may stop at any time, also on the table.",
                                 "I know that I can still say no.")};
  record.statements[1].required = false;
  record.statements[0].replies = {{"question", "I have a question", "en", at(8)},
                                  {"yes", "I will", "en", at(12, 5)}};
  record.statements[1].replies = {{"no", "I do not agree", "en", at(9)}};
  record.statements[2].replies = {{"yes", "I understand", "en", at(9, 30)}};
  record::Flag question;
  question.number = 1;
  question.cause = "statement";
  question.page = "agree";
  question.block = "no-driving";
  question.urgency = "soon";
  question.reason = "Question about driving";
  question.raised_at = at(8);
  question.state = "resolved";
  question.closed_at = at(11, 45);
  question.closed_by = "Maya Patel";
  question.closed_as = "nurse";
  question.said = "Explained that the numbness can last 12 hours";
  record::Flag thinner = question;
  thinner.number = 2;
  thinner.cause = "choice";
  thinner.page = "health";
  thinner.block = "thinner";
  thinner.blocks = false;
  thinner.reason = "Takes a blood thinner every day";
  thinner.state = "withdrawn";
  thinner.closed_by = "patient";
  thinner.closed_as.clear();
  thinner.said.clear();
  record.flags = {question, thinner};
  record.ride = record::Ride{
      {{"driver", "Who drives you home?", "Tomás Núñez"}, {"phone", "Phone", "555-0199"}}};
  record.waiting_for = {"clinician", "copy"};
  record.started = at(0);
  record.ended = at(14, 7);
  return record;
}

}  // namespace

Moment at(int minute, int second) {
  std::int64_t const passed = (minute * 60 + second) * 1'000;
  return {1'795'278'600'000 + passed, 1'000'000 + passed, -480, "America/Los_Angeles"};
}

std::string chain() {
  return "9c1185a5c5e9fc54612808977ee8f548b2258d310000000000000000feedbeef";
}

record::Record signed_full() {
  record::Record record = basis();
  record.outcome = "signed";
  record.valid_until = "2027-05-21";
  record::Signature patient = signature("patient", "Ana López-Núñez", at(13, 50));
  patient.meaning = patient.source_meaning =
      "I choose to have a knee examination with a camera at Riverside Clinic, one examination of "
      "the left knee.\nThese pages were shown or read to me. I can still say no.";
  record.signatures = {patient};
  return record;
}

record::Record signed_real() {
  record::Record record = signed_full();
  record.practice = false;
  record.practice_reasons.clear();
  record.pack_approved = true;
  return record;
}

record::Record declined() {
  record::Record record = basis();
  record.id = "00d1d2d3d4e15b6880aa11bb22cc33dd";
  record.outcome = "declined";
  record.outcome_reason = "I want to try physiotherapy first";
  record.statements[2].replies.push_back({"no", "I do not agree", "en", at(13)});
  record.waiting_for = {"copy"};
  return record;
}

record::Record on_paper() {
  record::Record record = basis();
  record.id = "11d1d2d3d4e15b6880aa11bb22cc33dd";
  record.outcome = "on-paper";
  record.statements.resize(1);
  record.ride.reset();
  return record;
}

record::Record stopped_by_staff() {
  record::Record record = basis();
  record.id = "22d1d2d3d4e15b6880aa11bb22cc33dd";
  record.outcome = "stopped-by-staff";
  record.outcome_by = "Maya Patel";
  record.outcome_as = "nurse";
  record.outcome_reason = "Too sleepy to decide today";
  record.flags[0].state = "open";
  record.flags[0].closed_at.reset();
  record.flags[0].closed_by.clear();
  record.flags[0].said.clear();
  return record;
}

record::Record unfinished() {
  record::Record record = basis();
  record.id = "33d1d2d3d4e15b6880aa11bb22cc33dd";
  record.outcome = "unfinished";
  record.outcome_reason = "left while parked";
  record.patient = {};
  record.statements.clear();
  record.answers.clear();
  record.flags.clear();
  record.ride.reset();
  record.shown.clear();
  record.presented.resize(1);
  record.waiting_for.clear();
  return record;
}

record::Record with_others() {
  record::Record record = signed_full();
  record.id = "44d1d2d3d4e15b6880aa11bb22cc33dd";
  record.at_screen = "representative";
  const record::Shown& heard = record.shown.front();
  record.listened = {{heard.page, heard.block, "en", heard.digest, 80, 2, 3, at(1, 5), 21'400}};
  record.replays = {{heard.page, heard.block, "heard", "en", at(1, 20)},
                    {heard.page, heard.block, "shown", "en", at(6)}};
  record.representative_name = "Tomás Núñez";
  record.representative_relation = "son, power of attorney";
  record.interpreter_asked = true;
  record.helped_by = {"reading", "touching"};
  record.presented = {{"en", "medium", "paper", at(0)}, {"es", "largest", "soft", at(1)}};
  record.statements[0].fact = "Después del examen la pierna queda dormida durante horas.";
  record.statements[0].statement = "No voy a manejar hasta el día siguiente.";
  record.statements[0].replies = {{"question", "I have a question", "en", at(8)},
                                  {"yes", "Lo haré", "es", at(12, 5)}};
  record.statements[1].fact = "Las imágenes de la cámara pueden servir para enseñar.";
  record.statements[1].statement = "Mis imágenes pueden usarse para enseñar, sin mi nombre.";
  record.statements[1].replies = {{"no", "No estoy de acuerdo", "es", at(9)}};
  record.statements[2].fact = "Puede parar en cualquier momento, también en la mesa.";
  record.statements[2].statement = "Sé que todavía puedo decir que no.";
  record.statements[2].replies = {{"yes", "Entiendo", "es", at(9, 30)}};
  record::Signature son = signature("representative", "Tomás Núñez", at(13));
  son.language = "es";
  son.relation = "son, power of attorney";
  son.meaning =
      "Elijo por Ana López-Núñez un examen de rodilla con cámara en Riverside Clinic. "
      "Todavía puedo decir que no.";
  son.source_meaning =
      "I choose for Ana López-Núñez a knee examination with a camera at Riverside Clinic. "
      "I can still say no.";
  record::Signature witness = signature("witness", "Maya Patel", at(13, 20));
  witness.relation = "nurse";
  witness.how = "mark";
  witness.meaning = witness.source_meaning = "I saw this person sign.";
  record::Signature interpreter = signature("interpreter", "Inés Castañeda", at(13, 40));
  interpreter.relation = "ID 40-771";
  interpreter.presence = "phone";
  interpreter.kind = "relative";
  interpreter.kind_reason = "No trained interpreter in time";
  interpreter.kind_agreed_by = "Maya Patel";
  interpreter.kind_agreed_as = "nurse";
  interpreter.how = "typed";
  interpreter.strokes.clear();
  interpreter.meaning = interpreter.source_meaning =
      "I interpreted everything that was shown and said, fully and truly.";
  record.signatures = {son, witness, interpreter};
  return record;
}

record::Record very_long() {
  record::Record record = with_others();
  record.id = "55d1d2d3d4e15b6880aa11bb22cc33dd";
  for (int i = 0; i < 24; ++i) {
    std::string const number = std::to_string(i);
    record::Statement one =
        statement("extra-" + number,
                  "A fact with the number " + number +
                      ", said at some length so that it "
                      "needs more than one line of the page, as facts in a real pack often do.",
                  "I understand the fact with the number " + number + ".");
    one.replies = {{"yes", "I understand", "en", at(9, i)}};
    record.statements.push_back(one);
    std::string text;
    for (int k = 0; k <= i * 5; ++k) {
      text += "Sentence " + number + "." + std::to_string(k) + " tells a little more of it. ";
    }
    record.shown.push_back(shown("page-" + std::to_string(i / 3), "block-" + number, text, 5 + i));
  }
  return record;
}

}  // namespace candor::exporting::samples
