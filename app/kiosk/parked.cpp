#include "kiosk/parked.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/check.h"
#include "base/json.h"
#include "visit/parking.h"
#include "visit/visit.h"

namespace candor::kiosk {
namespace {

constexpr std::uint32_t kFirstTicket = 100;  // so that a ticket always has three digits
constexpr std::uint32_t kTickets = 900;

/// Upper case, letters and digits only: how people type and say tickets differs.
std::string bare(std::string_view ticket) {
  std::string plain;
  for (const char c : ticket) {
    if (c >= 'a' && c <= 'z') plain += static_cast<char>(c - 'a' + 'A');
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) plain += c;
  }
  return plain;
}

}  // namespace

FlagSummary summary_of(const visit::State& state) {
  FlagSummary summary;
  for (const visit::Flag& flag : state.flags) {
    if (flag.state != visit::FlagState::open) continue;
    ++summary.open;
    if (flag.blocks) ++summary.blocking;
    if (!summary.most_urgent || flag.urgency > *summary.most_urgent) {
      summary.most_urgent = flag.urgency;
    }
    if (flag.urgency == visit::Urgency::now && !flag.acknowledged)
      summary.unacknowledged_now = true;
  }
  return summary;
}

ParkedVisits::ParkedVisits(std::string kiosk_letter, const Timings& timings)
    : m_letter(std::move(kiosk_letter)), m_timings(timings) {
  CANDOR_CHECK(m_letter.size() == 1);
  m_visits.reserve(kMost);
}

Result<std::string> ParkedVisits::park(const visit::State& state, ParkReason why, const Moment& now,
                                       Random& random, const std::string& old_ticket,
                                       const Draft& draft) {
  if (is_full()) {
    return fail(ErrorCode::too_large, "eight visits are waiting already", "parked visits",
                "open or end one of them at the staff door");
  }
  ParkedRow row;
  row.ticket = old_ticket.empty() ? fresh_ticket(random) : old_ticket;
  row.initials = visit::initials(state);
  row.visit = state.id;
  row.why = why;
  row.since = now;
  row.deadline_steady_ms =
      now.steady_ms + (why == ParkReason::waiting_for_staff ? m_timings.staff_keep_ms
                                                            : m_timings.walked_away_keep_ms);
  row.flags = summary_of(state);
  row.staff_only = state.code.hash.empty();
  std::string plain = Json{{"visit", visit::to_json(state)}, {"draft", to_json(draft)}}.dump();
  auto sealed_state = crypto::MemoryVault::seal(plain, random);
  crypto::wipe(plain);
  m_visits.push_back(
      {row, std::move(sealed_state), crypto::MemoryVault::seal(state.code.hash, random)});
  return row.ticket;
}

ParkedVisits::Opened ParkedVisits::open_with_code(std::string_view ticket, std::string_view code) {
  const auto parked = find(ticket);
  if (parked == m_visits.end()) return {std::nullopt, {}, Refusal::no_such_ticket, 0};
  if (parked->row.staff_only) return {std::nullopt, {}, Refusal::staff_only, 0};
  auto hash = parked->code_hash.open();
  if (!hash) return {std::nullopt, {}, Refusal::damaged, 0};
  const bool right = crypto::verify_pin(*hash, code);
  crypto::wipe(*hash);
  if (right) return take(parked);
  const int left = kTries - ++parked->row.wrong_tries;
  parked->row.staff_only = left <= 0;
  return {
      std::nullopt, {}, parked->row.staff_only ? Refusal::staff_only : Refusal::wrong_code, left};
}

ParkedVisits::Opened ParkedVisits::open_by_staff(std::string_view ticket) {
  const auto parked = find(ticket);
  if (parked == m_visits.end()) return {std::nullopt, {}, Refusal::no_such_ticket, 0};
  return take(parked);
}

ParkedVisits::Opened ParkedVisits::take(std::vector<Parked>::iterator parked) {
  auto unlocked = unlock(*parked);
  m_visits.erase(parked);
  if (!unlocked) return {std::nullopt, {}, Refusal::damaged, 0};
  return {std::move(unlocked->state), std::move(unlocked->draft), Refusal::none, 0};
}

Result<ParkedVisits::Unlocked> ParkedVisits::unlock(const Parked& parked) {
  auto plain = parked.state.open();
  if (!plain) return fail(plain);
  auto json = parse_json(*plain, "parked visit");
  crypto::wipe(*plain);
  if (!json) return fail(json);
  auto state = visit::from_json(json->value("visit", Json()));
  if (!state) return fail(state);
  auto draft = draft_from(json->value("draft", Json()));
  if (!draft) return fail(draft);
  return Unlocked{*std::move(state), *std::move(draft)};
}

ParkedVisits::Expired ParkedVisits::expired(const Parked& parked) {
  auto unlocked = unlock(parked);
  if (!unlocked) return {parked.row, fail(unlocked)};
  return {parked.row, std::move(unlocked->state)};
}

std::vector<ParkedVisits::Expired> ParkedVisits::expire(const Moment& now) {
  std::vector<Expired> all;
  for (auto parked = m_visits.begin(); parked != m_visits.end();) {
    if (now.steady_ms < parked->row.deadline_steady_ms) {
      ++parked;
      continue;
    }
    all.push_back(expired(*parked));
    parked = m_visits.erase(parked);
  }
  return all;
}

std::vector<ParkedVisits::Expired> ParkedVisits::take_all() {
  std::vector<Expired> all;
  for (const Parked& parked : m_visits) all.push_back(expired(parked));
  m_visits.clear();
  return all;
}

std::vector<ParkedRow> ParkedVisits::rows() const {
  std::vector<ParkedRow> rows;
  std::transform(m_visits.begin(), m_visits.end(), std::back_inserter(rows),
                 [](const Parked& parked) { return parked.row; });
  return rows;
}

bool ParkedVisits::has_urgent() const {
  return std::any_of(m_visits.begin(), m_visits.end(),
                     [](const Parked& parked) { return parked.row.flags.unacknowledged_now; });
}

std::optional<std::int64_t> ParkedVisits::next_deadline_ms() const {
  std::optional<std::int64_t> next;
  for (const Parked& parked : m_visits) {
    next = std::min(next.value_or(parked.row.deadline_steady_ms), parked.row.deadline_steady_ms);
  }
  return next;
}

std::string ParkedVisits::fresh_ticket(Random& random) const {
  for (;;) {
    std::string ticket = fmt::format("{} {}", m_letter, kFirstTicket + random.below(kTickets));
    const bool taken = std::any_of(m_visits.begin(), m_visits.end(), [&](const Parked& parked) {
      return parked.row.ticket == ticket;
    });
    if (!taken) return ticket;
  }
}

std::vector<ParkedVisits::Parked>::iterator ParkedVisits::find(std::string_view ticket) {
  std::string wanted = bare(ticket);
  if (wanted.size() == 3) wanted = m_letter + wanted;
  return std::find_if(m_visits.begin(), m_visits.end(),
                      [&](const Parked& parked) { return bare(parked.row.ticket) == wanted; });
}

}  // namespace candor::kiosk
