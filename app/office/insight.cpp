#include "office/insight.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <tuple>

namespace candor::office {

namespace {

constexpr std::size_t kLongestId = 160;

/// Lower-case letters, digits, "-" and "/": how packs write their ids.
bool is_id(const std::string& text) {
  return !text.empty() && text.size() <= kLongestId &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/';
         });
}

bool is_version(const std::string& text) {
  return !text.empty() && text.size() <= kLongestId &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

/// Keeps the page of the latest thing that happened.
class Last {
 public:
  void see(const Moment& at, const std::string& page) {
    if (!is_id(page) || (!m_page.empty() && at.utc_ms < m_at)) return;
    m_at = at.utc_ms;
    m_page = page;
  }

  [[nodiscard]] const std::string& page() const { return m_page; }

 private:
  std::int64_t m_at = 0;
  std::string m_page;
};

std::array<int, 3> numbers_of(const std::string& version) {
  std::array<int, 3> numbers{};
  const char* at = version.data();
  const char* const end = at + version.size();
  for (int& number : numbers) {
    const auto [next, problem] = std::from_chars(at, end, number);
    if (problem != std::errc{}) break;
    at = next == end ? next : next + 1;
  }
  return numbers;
}

/// Nearest rank: a number that a visit really took, rounded to seconds.
std::int64_t rank_of(const std::vector<std::int64_t>& sorted, std::size_t quarter) {
  const std::size_t index = (sorted.size() * quarter + 3) / 4;
  return (sorted[index == 0 ? 0 : index - 1] + 500) / 1000;
}

/// All that visits said about one place.
struct Sum {
  std::vector<std::int64_t> times;
  int missed = 0;
  int asked = 0;
  int flagged = 0;
  int said_no = 0;
  int not_applicable = 0;
  int again = 0;
  int replayed = 0;

  void add(const PlaceFacts& facts) {
    if (facts.visible_ms >= 0) times.push_back(facts.visible_ms);
    missed += facts.missed ? 1 : 0;
    asked += facts.asked ? 1 : 0;
    flagged += facts.flagged ? 1 : 0;
    said_no += facts.said_no ? 1 : 0;
    not_applicable += facts.not_applicable ? 1 : 0;
    again += facts.again ? 1 : 0;
    replayed += facts.replayed ? 1 : 0;
  }

  [[nodiscard]] PlaceInsight told(const Place& place, int visits) {
    PlaceInsight insight;
    insight.place = place;
    std::sort(times.begin(), times.end());
    const auto saw = static_cast<int>(times.size());
    insight.seen = Count::about(saw, visits);
    if (saw >= kLeastCell) {
      insight.time = Seconds{rank_of(times, 1), rank_of(times, 2), rank_of(times, 3)};
    }
    const auto counted = [&](int number) { return Count(number, std::max(saw, number)); };
    insight.missed = counted(missed);
    insight.asked = counted(asked);
    insight.flagged = counted(flagged);
    insight.said_no = counted(said_no);
    insight.not_applicable = counted(not_applicable);
    insight.again = counted(again);
    insight.replayed = counted(replayed);
    insight.stumbled = counted(std::max({missed, asked, said_no}));
    return insight;
  }
};

/// Sorted by what is told and nothing else: the order of two "fewer than 5" says nothing.
bool comes_first(const PlaceInsight& a, const PlaceInsight& b) {
  const auto key = [](const PlaceInsight& one) {
    return std::tuple(-one.stumbled.number(), one.time ? -one.time->median : 0);
  };
  if (key(a) != key(b)) return key(a) < key(b);
  return a.place < b.place;
}

struct EndSum {
  int unfinished = 0;
  int declined = 0;
  int stopped = 0;
  int on_paper = 0;
};

PackInsight told(const std::vector<const VisitFacts*>& visits) {
  PackInsight insight;
  insight.pack = visits.front()->pack;
  insight.version = visits.front()->version;
  insight.practice = visits.front()->practice;
  insight.visits = static_cast<int>(visits.size());
  std::map<Place, Sum> places;
  std::map<std::string, EndSum> ends;
  int is_signed = 0;
  for (const VisitFacts* visit : visits) {
    std::map<std::string, PlaceFacts> pages;
    for (const auto& [place, facts] : visit->places) {
      PlaceFacts& page = pages[place.page];
      // Blocks of one page may have been on the glass together: the longest is what is known.
      page.visible_ms = std::max(page.visible_ms, facts.visible_ms);
      if (place.block.empty()) {
        page.asked = facts.asked;
        page.flagged = facts.flagged;
      } else {
        places[place].add(facts);
      }
    }
    for (const auto& [page, facts] : pages) places[{page, {}}].add(facts);
    if (visit->outcome == "signed") {
      ++is_signed;
      continue;
    }
    EndSum& end = ends[visit->last_page];
    if (visit->outcome == "declined") ++end.declined;
    if (visit->outcome == "unfinished") ++end.unfinished;
    if (visit->outcome == "stopped-by-staff") ++end.stopped;
    if (visit->outcome == "on-paper") ++end.on_paper;
  }
  for (auto& [place, sum] : places) {
    auto& list = place.block.empty() ? insight.pages : insight.blocks;
    list.push_back(sum.told(place, insight.visits));
  }
  std::sort(insight.blocks.begin(), insight.blocks.end(), comes_first);
  for (const auto& [page, end] : ends) {
    const auto counted = [&](int number) { return Count(number, insight.visits); };
    insight.ends.push_back({page, counted(end.unfinished), counted(end.declined),
                            counted(end.stopped), counted(end.on_paper)});
  }
  const bool has_few =
      std::any_of(insight.ends.begin(), insight.ends.end(), [](const EndInsight& end) {
        const auto is_few = [](const Count& count) { return count.kind() == Count::Kind::few; };
        return is_few(end.unfinished) || is_few(end.declined) || is_few(end.stopped) ||
               is_few(end.on_paper);
      });
  if (!has_few) insight.signed_visits = Count(is_signed, insight.visits);
  std::stable_sort(insight.ends.begin(), insight.ends.end(),
                   [](const EndInsight& a, const EndInsight& b) {
                     const auto all = [](const EndInsight& one) {
                       return one.unfinished.number() + one.declined.number() +
                              one.stopped.number() + one.on_paper.number();
                     };
                     return all(a) > all(b);
                   });
  return insight;
}

}  // namespace

Count::Count(int visits, int of) : m_number(visits) {
  if (visits > 0 && visits < kLeastCell) {
    m_kind = Kind::few;
    m_number = 1;
  } else if (visits < of && of - visits < kLeastCell) {
    // Who is missing is as few as who is there.
    m_kind = Kind::all_but_few;
    m_number = std::max(kLeastCell, of - kLeastCell + 1);
  }
}

Count Count::about(int visits, int of) {
  Count count(visits, visits);
  if (visits > 0 && visits < kLeastCell) count = Count(visits, of);
  if (visits >= kLeastCell && visits < of) {
    count.m_kind = Kind::about;
    count.m_number = visits / kLeastCell * kLeastCell;
  }
  return count;
}

std::string Count::words() const {
  switch (m_kind) {
    case Kind::exact:
      return std::to_string(m_number);
    case Kind::few:
      return "fewer than " + std::to_string(kLeastCell);
    case Kind::all_but_few:
      return "all but fewer than " + std::to_string(kLeastCell);
    case Kind::about:
      return "about " + std::to_string(m_number);
  }
  return {};
}

VisitFacts facts_of(const record::Record& record) {
  VisitFacts facts;
  facts.pack = is_id(record.pack) ? record.pack : std::string("unnamed");
  facts.version = is_version(record.pack_version) ? record.pack_version : std::string("0");
  facts.practice = record.practice;
  for (const char* outcome : {"signed", "declined", "on-paper", "stopped-by-staff", "unfinished"}) {
    if (record.outcome == outcome) facts.outcome = outcome;
  }
  Last last;
  const auto at = [&facts](const std::string& page, const std::string& block) -> PlaceFacts* {
    if (!is_id(page) || (!block.empty() && !is_id(block))) return nullptr;
    return &facts.places[{page, block}];
  };
  for (const record::Shown& shown : record.shown) {
    PlaceFacts* const place = at(shown.page, shown.block);
    if (place == nullptr) continue;
    place->visible_ms =
        std::max<std::int64_t>(0, place->visible_ms) + std::max<std::int64_t>(0, shown.visible_ms);
    last.see(shown.first_at, shown.page);
  }
  for (const record::Replay& replay : record.replays) {
    if (PlaceFacts* const place = at(replay.page, replay.block)) place->replayed = true;
    last.see(replay.at, replay.page);
  }
  for (const record::Answer& answer : record.answers) {
    PlaceFacts* const place = at(answer.page, answer.block);
    if (place == nullptr) continue;
    if (answer.correct && !*answer.correct) place->missed = true;
    last.see(answer.at, answer.page);
  }
  for (const record::Statement& statement : record.statements) {
    PlaceFacts* const place = at(statement.page, statement.block);
    if (place == nullptr) continue;
    for (const record::StatementReply& reply : statement.replies) {
      place->said_no = place->said_no || reply.reply == "no";
      place->asked = place->asked || reply.reply == "question";
      place->not_applicable = place->not_applicable || reply.reply == "not-applicable";
      last.see(reply.at, statement.page);
    }
    place->again = statement.replies.size() > 1;
  }
  for (const record::Flag& flag : record.flags) {
    PlaceFacts* const place = at(flag.page, flag.block);
    if (place == nullptr) continue;
    (flag.cause == "question" ? place->asked : place->flagged) = true;
  }
  facts.last_page = last.page();
  return facts;
}

Insight insight_of(const std::vector<VisitFacts>& visits, const std::string& version) {
  // Packs by name, the newest version first, real visits before practice.
  using Key = std::tuple<std::string, std::array<int, 3>, std::string, bool>;
  const auto later = [](const Key& a, const Key& b) {
    if (std::get<0>(a) != std::get<0>(b)) return std::get<0>(a) < std::get<0>(b);
    if (std::get<1>(a) != std::get<1>(b)) return std::get<1>(a) > std::get<1>(b);
    return std::tie(std::get<2>(a), std::get<3>(a)) < std::tie(std::get<2>(b), std::get<3>(b));
  };
  std::map<Key, std::vector<const VisitFacts*>, decltype(later)> groups(later);
  std::map<std::string, std::array<int, 3>> newest;
  for (const VisitFacts& visit : visits) {
    const auto numbers = numbers_of(visit.version);
    groups[{visit.pack, numbers, visit.version, visit.practice}].push_back(&visit);
    auto& known = newest[visit.pack];
    known = std::max(known, numbers);
  }
  Insight insight;
  for (const auto& [key, group] : groups) {
    const auto& [pack, numbers, its_version, practice] = key;
    if (version == "newest" && numbers != newest[pack]) continue;
    if (!version.empty() && version != "newest" && version != its_version) continue;
    if (static_cast<int>(group.size()) < kLeastVisits) {
      insight.too_few.push_back({pack, its_version, practice});
    } else {
      insight.packs.push_back(told(group));
    }
  }
  return insight;
}

}  // namespace candor::office
