// Records for the tests: one full, and random ones.
#pragma once

#include <rapidcheck.h>

#include <string>
#include <vector>

#include "record/record.h"

namespace candor::record_tests {

inline Moment moment(std::int64_t seconds) {
  return {1'795'278'600'000 + seconds * 1000, 1'000'000 + seconds * 1000, -480,
          "America/Los_Angeles"};
}

/// Every property has a value that is not the default.
inline record::Record full_record() {
  record::Record record;
  record.id = std::string(32, 'a');
  record.visit = "a-0123456789abcdef";
  record.episode = "ep-1";
  record.kiosk = "A";
  record.software = "candor 0.1.0";
  record.practice_reasons = {"the pack is not approved"};
  record.outcome = "signed";
  record.outcome_reason = "because";
  record.outcome_by = "Nurse Joy";
  record.outcome_as = "nurse";
  record.clinic = "Riverside";
  record.procedure = "a knee injection";
  record.scope = "One injection, until 2027-05-21.";
  record.valid_until = "2027-05-21";
  record.patient.name = "Zo\xc3\xab \"Quote\" O'Neil";
  record.patient.birth = {1990, 2, 28};
  record.patient.chart_number = "C-77";
  record.patient.chart_source = "staff";
  record.patient.appointment = "AP-1";
  record.patient.appointment_source = "scanned";
  record.patient.checked_by = "Nurse Joy";
  record.patient.checked_as = "nurse";
  record.at_screen = "helper";
  record.helped_by = {"reading", "touching"};
  record.representative_name = "Rep";
  record.representative_relation = "daughter";
  record.interpreter_asked = true;
  record.pack = "knee";
  record.pack_version = "1.2.3";
  record.pack_digest = std::string(64, 'd');
  record.pack_approved = true;
  record.walk = "first";
  record.source_language = "en";
  record.clinic_values = {{"name", "Riverside"}, {"phone", "555-0100"}};
  record.presented = {{"es", "large", "black", moment(1)}};
  record.shown = {{"page", "block", "es", "largest", "soft", std::string(64, 'e'), "Texto\nmás",
                   moment(2), 1234}};
  record.listened = {{"page", "block", "es", std::string(64, 'e'), 80, 1, 2, moment(2), 4321}};
  record.replays = {{"page", "block", "heard", "es", moment(3)}};
  record.answers = {
      {"check", "p", "b", "f", "¿Qué?", {"Sí"}, {"yes"}, true, true, "es", moment(3)}};
  record::Statement statement;
  statement.page = "p";
  statement.block = "s";
  statement.required = false;
  statement.fact = "Hecho";
  statement.statement = "Entiendo";
  statement.source_fact = "Fact";
  statement.source_statement = "I understand";
  statement.replies = {{"no", "I do not agree", "es", moment(4)},
                       {"not-applicable", "This does not apply to me", "es", moment(5)}};
  statement.language = "es";
  record.statements = {statement};
  record::Flag flag;
  flag.number = 1;
  flag.cause = "statement";
  flag.page = "p";
  flag.block = "s";
  flag.urgency = "now";
  flag.blocks = false;
  flag.reason = "Has a question";
  flag.raised_at = moment(6);
  flag.acknowledged_at = moment(7);
  flag.acknowledged_by = "Nurse Joy";
  flag.acknowledged_as = "nurse";
  flag.state = "resolved";
  flag.closed_at = moment(8);
  flag.closed_by = "Nurse Joy";
  flag.closed_as = "nurse";
  flag.said = "Explained again";
  record.flags = {flag};
  record.ride = record::Ride{{{"who", "Who drives you?", "Sam"}}};
  record.signatures = {{"interpreter",
                        "Ana",
                        "ID 5",
                        "phone",
                        "relative",
                        "No trained interpreter in time",
                        "Nurse Joy",
                        "nurse",
                        "I choose",
                        "I choose (source)",
                        "es",
                        "mark",
                        120'000,
                        40'000,
                        {{{1, 2, 0}, {3, -4, 8}}, {{5, 6, 20}}},
                        moment(9)}};
  record.waiting_for = {"clinician", "copy"};
  record.started = moment(0);
  record.ended = moment(10);
  return record;
}

/// Words as people type them: any valid UTF-8, quotes and line breaks included.
inline rc::Gen<std::string> words() {
  return rc::gen::map(
      rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
          "a", "Z", "0", " ", "\"", "\\", "\n", "\t", std::string(1, '\x01'), "\x7f", "é", "ß",
          "如", "ع", "😀", "\xe2\x80\xa8", "{", "}", "[", ",", ":", "null")),
      [](const std::vector<std::string>& parts) {
        std::string text;
        for (const std::string& part : parts) text += part;
        return text;
      });
}

inline Moment random_moment() {
  return {*rc::gen::inRange<std::int64_t>(-(1LL << 53) + 1, 1LL << 53),
          *rc::gen::inRange<std::int64_t>(0, 1LL << 53), *rc::gen::inRange(-720, 841), *words()};
}

template <typename Make>
auto some(Make make) {
  std::vector<decltype(make())> list;
  const int count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) list.push_back(make());
  return list;
}

inline std::string one_of(const std::vector<std::string>& words) {
  return *rc::gen::elementOf(words);
}

inline record::Record random_record() {
  const auto text = [] { return *words(); };
  const auto yes = [] { return *rc::gen::arbitrary<bool>(); };
  const auto maybe_moment = [&] {
    return yes() ? std::optional<Moment>(random_moment()) : std::nullopt;
  };
  const std::vector<std::string> sizes = {"small", "medium", "large", "largest"};
  const std::vector<std::string> themes = {"paper", "white", "black", "soft"};
  record::Record record = full_record();
  record.id = text();
  record.practice_reasons = some(text);
  record.practice = !record.practice_reasons.empty();
  record.outcome = one_of({"signed", "declined", "on-paper", "stopped-by-staff", "unfinished"});
  record.outcome_reason = text();
  record.valid_until = one_of({"", "2027-02-28", "2028-02-29"});
  record.patient.name = text();
  record.patient.birth = yes() ? Date{} : Date{*rc::gen::inRange(1900, 2020), 2, 28};
  record.at_screen = one_of({"patient", "parent", "representative", "helper"});
  record.interpreter_asked = yes();
  record.clinic_values = some([&] { return std::pair<std::string, std::string>(text(), text()); });
  record.presented = some([&] {
    return record::Presented{text(), one_of(sizes), one_of(themes), random_moment()};
  });
  record.shown = some([&] {
    return record::Shown{
        text(),        text(),          one_of(sizes).empty() ? "" : text(),
        one_of(sizes), one_of(themes),  text(),
        text(),        random_moment(), *rc::gen::inRange<std::int64_t>(0, 1LL << 40)};
  });
  record.listened = some([&] {
    return record::Listened{text(),
                            text(),
                            text(),
                            text(),
                            *rc::gen::inRange(1, 400),
                            *rc::gen::inRange(0, 99),
                            *rc::gen::inRange(1, 99),
                            random_moment(),
                            *rc::gen::inRange<std::int64_t>(0, 1LL << 40)};
  });
  record.replays = some([&] {
    return record::Replay{text(), text(), one_of({"shown", "heard"}), text(), random_moment()};
  });
  record.answers = some([&] {
    const auto correct = yes() ? std::optional<bool>(yes()) : std::nullopt;
    return record::Answer{one_of({"check", "choice", "field"}),
                          text(),
                          text(),
                          text(),
                          text(),
                          some(text),
                          some(text),
                          correct,
                          yes(),
                          text(),
                          random_moment()};
  });
  record.statements = some([&] {
    record::Statement statement;
    statement.fact = text();
    statement.required = yes();
    statement.language = text();
    statement.replies = some([&] {
      return record::StatementReply{one_of({"yes", "no", "question", "not-applicable"}), text(),
                                    text(), random_moment()};
    });
    return statement;
  });
  record.flags = some([&] {
    record::Flag flag;
    flag.number = *rc::gen::inRange(1, 100);
    flag.cause = one_of({"question", "choice", "ride", "check", "statement", "interpreter",
                         "representative", "minor", "talk"});
    flag.urgency = one_of({"routine", "soon", "now"});
    flag.blocks = yes();
    flag.reason = text();
    flag.state = one_of({"open", "resolved", "withdrawn"});
    flag.acknowledged_at = maybe_moment();
    flag.closed_at = maybe_moment();
    return flag;
  });
  if (yes()) record.ride.reset();
  record.signatures = some([&] {
    record::Signature signature;
    signature.role = one_of({"patient", "representative", "witness", "interpreter", "clinician"});
    signature.how = one_of({"drawn", "mark", "typed", "confirmed"});
    signature.name = text();
    const auto number = [] { return *rc::gen::arbitrary<std::int32_t>(); };
    signature.pad_width_um = number();
    signature.strokes = some([&] {
      return visit::Stroke(some([&] { return visit::StrokePoint{number(), number(), number()}; }));
    });
    signature.at = random_moment();
    return signature;
  });
  return record;
}

}  // namespace candor::record_tests
