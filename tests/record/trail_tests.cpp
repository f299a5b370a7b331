// Whatever happens in a visit, its record tells each change once, in order, with its time.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <rapidcheck.h>

#include <algorithm>
#include <vector>

#include "record/record.h"
#include "support/measured.h"
#include "visit/random_visit.h"

namespace candor {
namespace {

/// What was told to the visit and accepted, from outside.
struct Told {
  std::vector<std::int64_t> answers;  ///< when each was given
  std::vector<std::int64_t> signatures;
  std::vector<std::int64_t> raised;
  int closed_by_staff = 0;
};

/// The same choice or field given once more changes nothing; a check or a reply is always a new
/// one.
bool says_the_same(const visit::Moved& moved) {
  const visit::State& before = moved.before;
  if (moved.outcomes.state.answers.size() != before.answers.size()) return false;
  if (const auto* choice = std::get_if<visit::GiveChoice>(&moved.event)) {
    const visit::Answer* last = visit::last_answer(before, choice->spot);
    RC_ASSERT(last != nullptr);
    RC_ASSERT(std::is_permutation(last->options.begin(), last->options.end(),
                                  choice->options.begin(), choice->options.end()));
    return true;
  }
  const auto* field = std::get_if<visit::GiveField>(&moved.event);
  RC_ASSERT(field != nullptr);
  const visit::Answer* last = visit::last_answer(before, field->spot, field->field);
  RC_ASSERT(last != nullptr);
  const std::vector<std::string> chosen =
      field->option.empty() ? std::vector<std::string>{} : std::vector<std::string>{field->option};
  RC_ASSERT(last->options == chosen);
  return true;
}

bool is_answer(const visit::Event& event) {
  return std::holds_alternative<visit::GiveChoice>(event) ||
         std::holds_alternative<visit::GiveCheck>(event) ||
         std::holds_alternative<visit::GiveField>(event) ||
         std::holds_alternative<visit::GiveReply>(event);
}

void follow(Told& told, const visit::Moved& moved) {
  if (!moved.outcomes.accepted) return;
  const std::int64_t now = moved.now.utc_ms;
  const visit::State& after = moved.outcomes.state;
  if (is_answer(moved.event) && !says_the_same(moved)) told.answers.push_back(now);
  if (std::holds_alternative<visit::Sign>(moved.event)) told.signatures.push_back(now);
  if (std::holds_alternative<visit::ResolveFlag>(moved.event)) ++told.closed_by_staff;
  for (const visit::Effect& effect : moved.outcomes.effects) {
    const auto* notify = std::get_if<visit::Notify>(&effect);
    if (notify != nullptr && notify->flag == static_cast<int>(told.raised.size()) + 1 &&
        after.flags.size() >= static_cast<std::size_t>(notify->flag)) {
      told.raised.push_back(now);
    }
  }
}

void compare(const Told& told, const record::Record& record) {
  std::vector<std::int64_t> answers;
  for (const record::Answer& answer : record.answers) answers.push_back(answer.at.utc_ms);
  for (const record::Statement& statement : record.statements) {
    for (const auto& reply : statement.replies) answers.push_back(reply.at.utc_ms);
  }
  std::sort(answers.begin(), answers.end());
  RC_ASSERT(answers == told.answers);
  std::vector<std::int64_t> signatures;
  for (const record::Signature& each : record.signatures) signatures.push_back(each.at.utc_ms);
  RC_ASSERT(signatures == told.signatures);
  std::vector<std::int64_t> raised;
  int closed_by_staff = 0;
  for (const record::Flag& flag : record.flags) {
    raised.push_back(flag.raised_at.utc_ms);
    // Whoever closed it is named, with the time and what was said.
    if (flag.state == "open") continue;
    RC_ASSERT(!flag.closed_by.empty());
    RC_ASSERT(flag.closed_at.has_value());
    if (flag.state == "resolved") {
      RC_ASSERT(!flag.said.empty());
      ++closed_by_staff;
    }
  }
  RC_ASSERT(raised == told.raised);
  RC_ASSERT(closed_by_staff == told.closed_by_staff);
}

TEST_CASE(
    "record: every answer, signature and flag of any visit is told once, with who and when (S-04, "
    "P-02)") {
  Told told;
  int records = 0;
  std::size_t answers = 0;
  CHECK(visit::prove(
      "each change leaves its own line",
      [&](const visit::Moved& moved) {
        follow(told, moved);
        const visit::State& after = moved.outcomes.state;
        const bool ended_now = moved.before.outcome == visit::Outcome::none &&
                               after.outcome != visit::Outcome::none &&
                               after.stage != visit::Stage::finished;
        if (!ended_now) return;
        record::Context context;
        context.record_id = std::string(32, 'a');
        context.kiosk = "A";
        context.software = "test";
        compare(told, record::from_visit(after, moved.pack, context));
        ++records;
        answers += told.answers.size();
      },
      [&] { told = Told{}; }));
  CHECK(records > 20);
  CHECK(answers > 200);
  support::measured("S-04", fmt::format("{} random visits, {} answers: none missing, none twice",
                                        records, answers));
}

}  // namespace
}  // namespace candor
