// What was asked and answered: statements with every reply, flags, checks, screening, the ride.
#include <fmt/format.h>

#include <algorithm>

#include "export/pdf_parts.h"
#include "export/plain_words.h"

namespace candor::exporting {

namespace {

constexpr double kTimeWidth = 166.0;
constexpr double kReplyWidth = 96.0;
constexpr double kHalf = (kWidth - kGap) / 2.0;

std::string quoted(const std::string& words) {
  return "“" + words + "”";
}

std::string place_words(const std::string& page, const std::string& block) {
  if (page.empty()) return "outside the pages";
  return block.empty() ? page : page + " / " + block;
}

text::Rgb reply_color(const std::string& reply) {
  if (reply == "yes") return kGood;
  if (reply == "no") return kDanger;
  return reply == "question" ? kCaution : kInk;
}

/// The language of the statement's words as they stand in the record.
std::string shown_language(const record::Record& record, const record::Statement& statement) {
  if (!statement.language.empty()) return statement.language;
  if (!statement.replies.empty()) return statement.replies.back().language;
  return record.presented.empty() ? record.source_language : record.presented.back().language;
}

void add_statement(Flow& flow, const record::Record& record, const record::Statement& statement,
                   std::size_t number) {
  flow.begin_group();
  RowLook title;
  title.space_before = 10.0;
  title.keep_with_next = true;
  title.tag = "H3";
  flow.row({Cell{0.0, kWidth,
                 fmt::format("Statement {} · {} · {}", number,
                             statement.required ? "required" : "optional",
                             place_words(statement.page, statement.block)),
                 Style::small_soft}},
           title);
  std::string const language = shown_language(record, statement);
  const bool foreign = !same_language(language, record.source_language) &&
                       (!statement.source_statement.empty() || !statement.source_fact.empty());
  if (foreign) {
    const double right = kHalf + kGap;
    flow.row({Cell{0.0, kHalf, "As shown, " + language_words(language), Style::small_soft},
              Cell{right, kHalf, "Source, " + language_words(record.source_language),
                   Style::small_soft}});
    flow.row({Cell{0.0, kHalf, statement.fact, Style::body, language},
              Cell{right, kHalf, statement.source_fact, Style::body, record.source_language}});
    flow.row(
        {Cell{0.0, kHalf, statement.statement, Style::strong, language},
         Cell{right, kHalf, statement.source_statement, Style::strong, record.source_language}});
  } else {
    if (!statement.fact.empty()) {
      flow.row({Cell{0.0, kWidth, statement.fact, Style::body, language}});
    }
    RowLook under;
    under.same_tag = !statement.fact.empty();
    flow.row({Cell{0.0, kWidth, statement.statement, Style::strong, language}}, under);
  }
  if (statement.replies.empty()) {
    flow.row({Cell{0.0, kWidth, "Not answered", Style::strong, "en", kCaution}});
  }
  for (std::size_t i = 0; i < statement.replies.size(); ++i) {
    const record::StatementReply& reply = statement.replies[i];
    const bool last = i + 1 == statement.replies.size();
    const double words_at = kTimeWidth + kReplyWidth;
    RowLook replies;
    replies.same_tag = true;  // as the statement
    std::string const button = reply.label.empty() ? std::string() : quoted(reply.label) + " ";
    flow.row({Cell{0.0, kTimeWidth - 4.0, short_time(reply.at), Style::soft},
              Cell{kTimeWidth, kReplyWidth - 4.0, reply_words(reply.reply), Style::strong, "en",
                   reply_color(reply.reply)},
              Cell{words_at, kWidth - words_at,
                   fmt::format("{}in {}{}", button, language_words(reply.language),
                               statement.replies.size() == 1 ? ""
                               : last                        ? "; this one stands"
                                                             : "; later changed"),
                   Style::body, reply.language}},
             replies);
  }
  flow.end_group();
}

std::string flag_end(const record::Flag& flag) {
  std::string const by =
      flag.closed_as.empty() ? flag.closed_by : flag.closed_by + " (" + flag.closed_as + ")";
  std::string const when = flag.closed_at ? ", " + short_time(*flag.closed_at) : std::string();
  if (flag.state == "open") return "Still open when the visit ended";
  if (flag.state == "resolved") return "Resolved by " + (by.empty() ? "staff" : by) + when;
  if (flag.state == "withdrawn") {
    return "Withdrawn by " + (by.empty() || by == "patient" ? "the patient" : by) + when;
  }
  return flag.state + (by.empty() ? "" : " by " + by) + when;
}

/// By the clock that never jumps.
std::string time_between(const Moment& from, const Moment& to) {
  constexpr std::int64_t kMinute = 60;
  const std::int64_t seconds = std::max<std::int64_t>(0, (to.steady_ms - from.steady_ms) / 1000);
  if (seconds < kMinute) return fmt::format("{} s", seconds);
  return fmt::format("{} min {} s", seconds / kMinute, seconds % kMinute);
}

std::string kind_words(const record::Answer& answer) {
  std::string words;
  if (answer.kind == "check") {
    words = "Check of our explanation";
  } else if (answer.kind == "choice") {
    words = "Screening";
  } else if (answer.kind == "field") {
    words = "Form";
  } else {
    words = answer.kind;
  }
  if (answer.correct) {
    words += *answer.correct ? ": right" : ": not yet right, explained again";
  }
  if (answer.is_private) words += " · private";
  return words;
}

}  // namespace

void add_statements(Flow& flow, const record::Record& record) {
  flow.heading("Statements and every reply");
  if (record.statements.empty()) flow.paragraph("No statement was reached.");
  for (std::size_t i = 0; i < record.statements.size(); ++i) {
    add_statement(flow, record, record.statements[i], i + 1);
  }
}

void add_flags(Flow& flow, const record::Record& record) {
  flow.heading("Questions and things for staff");
  if (record.flags.empty()) flow.paragraph("None was raised.");
  for (const record::Flag& flag : record.flags) {
    flow.begin_group();
    RowLook title;
    title.space_before = 8.0;
    title.keep_with_next = true;
    title.tag = "H3";
    flow.paragraph(fmt::format("{}. {}", flag.number,
                               flag.reason.empty() ? cause_words(flag.cause) : flag.reason),
                   Style::strong, title);
    flow.pair("What raised it",
              fmt::format("{} ({})", cause_words(flag.cause), place_words(flag.page, flag.block)));
    flow.pair("Urgency", flag.urgency + (flag.blocks ? "; signing had to wait for it"
                                                     : "; a note, signing did not wait"));
    flow.pair("Raised", short_time(flag.raised_at));
    flow.pair("How it ended", flag_end(flag), Style::strong);
    if (flag.state == "resolved" && flag.closed_at) {
      flow.pair("Answered after", time_between(flag.raised_at, *flag.closed_at));
    }
    if (!flag.said.empty()) flow.pair("What was said", quoted(flag.said));
    flow.end_group();
  }
}

void add_answers(Flow& flow, const record::Record& record) {
  flow.heading("Checks, screening and forms, in order");
  if (record.answers.empty()) flow.paragraph("No question was answered.");
  for (const record::Answer& answer : record.answers) {
    flow.begin_group();
    RowLook look;
    look.space_before = 6.0;
    look.keep_with_next = true;
    look.same_tag = &answer != &record.answers.front();  // a list of them is one element
    const double right = kTimeWidth;
    flow.row({Cell{0.0, kTimeWidth - 4.0, short_time(answer.at), Style::body},
              Cell{right, kWidth - right, answer.question, Style::body, answer.language}},
             look);
    RowLook below;
    below.space_before = 0.0;
    below.same_tag = true;
    std::string given;
    for (const std::string& one : answer.answers) given += (given.empty() ? "" : "; ") + one;
    flow.row({Cell{0.0, kTimeWidth - 4.0, kind_words(answer), Style::small_soft},
              Cell{right, kWidth - right, given.empty() ? "(left empty)" : given, Style::strong,
                   answer.language}},
             below);
    flow.end_group();
  }
}

void add_ride(Flow& flow, const record::Record& record) {
  flow.heading("Ride home");
  if (!record.ride || record.ride->fields.empty()) {
    flow.paragraph("Nothing was recorded about a ride home.");
    return;
  }
  for (const record::Ride::Field& field : record.ride->fields) {
    flow.pair(field.label.empty() ? field.field : field.label,
              field.value.empty() ? "(left empty)" : field.value);
  }
}

}  // namespace candor::exporting
