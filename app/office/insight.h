// What is learnt from many visits: where people take long, stumble, ask, say no or stop, so that
// the clinic knows which words to write anew. Without anybody's identity, and only where enough
// visits stand behind a number that nobody can be picked out. Pure: no files, no clock.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "record/record.h"

namespace candor::office {

/// Of fewer visits nothing is told: "above 20".
inline constexpr int kLeastVisits = 21;
/// A smaller number is not told as it is.
inline constexpr int kLeastCell = 5;

/// A place in a pack; `block` is empty for a page as a whole.
struct Place {
  std::string page;
  std::string block;
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// What one visit says about one place.
struct PlaceFacts {
  std::int64_t visible_ms = -1;  ///< -1: it was never on the glass
  bool missed = false;           ///< a check was answered wrong
  bool asked = false;            ///< a question was asked
  bool flagged = false;          ///< anything else was raised for staff
  bool said_no = false;          ///< "I do not agree", at any time
  bool not_applicable = false;
  bool again = false;     ///< answered once more after an answer that was not a miss
  bool replayed = false;  ///< asked for once more, by eye or by ear
};

/// What one visit says, with nothing of the person: no names, dates, texts or times of day.
struct VisitFacts {
  std::string pack;
  std::string version;
  bool practice = true;
  std::string outcome;
  std::string last_page;  ///< where it was when it ended; may be empty
  std::map<Place, PlaceFacts> places;
};

/// Takes from a record only what VisitFacts has. Ids that are not written as a pack's ids are left
/// out, so that no text of a person can hide in one.
[[nodiscard]] VisitFacts facts_of(const record::Record& record);

/// How many visits, as it may be told.
class Count {
 public:
  Count() = default;
  /// `of`: all visits that could have been counted.
  Count(int visits, int of);

  /// All, none, or rounded down to a multiple of kLeastCell: so that two numbers that should be the
  /// same but for a few who stopped between do not tell how few.
  [[nodiscard]] static Count about(int visits, int of);

  enum class Kind { exact, few, all_but_few, about };

  [[nodiscard]] Kind kind() const { return m_kind; }

  /// The number, or one that stands for all that are told alike.
  [[nodiscard]] int number() const { return m_number; }

  /// "12", "fewer than 5", "all but fewer than 5", "about 60".
  [[nodiscard]] std::string words() const;
  friend bool operator==(const Count&, const Count&) = default;

 private:
  Kind m_kind = Kind::exact;
  int m_number = 0;
};

/// Of the visits that had it on the glass, in whole seconds.
struct Seconds {
  std::int64_t lower = 0;  ///< a quarter of the visits took less
  std::int64_t median = 0;
  std::int64_t upper = 0;  ///< a quarter took more
  friend bool operator==(const Seconds&, const Seconds&) = default;
};

struct PlaceInsight {
  Place place;
  Count seen;                   ///< Count::about
  std::optional<Seconds> time;  ///< nothing for fewer visits than kLeastCell
  Count missed;
  Count asked;
  Count flagged;
  Count said_no;
  Count not_applicable;
  Count again;
  Count replayed;
  /// The largest of missed, asked and said_no: what to write anew first. Not how many did any of
  /// them: taking one number from the other would tell of a few.
  Count stumbled;
};

/// Visits that did not end with a signature, by the page where they ended.
struct EndInsight {
  std::string page;  ///< empty: before the first page
  Count unfinished;
  Count declined;
  Count stopped;
  Count on_paper;
};

struct PackInsight {
  std::string pack;
  std::string version;
  bool practice = true;
  int visits = 0;
  /// Nothing where the rest could be reckoned from it that `ends` does not tell.
  std::optional<Count> signed_visits;
  std::vector<PlaceInsight> blocks;  ///< what to write anew first comes first
  /// In the order of their names: how long each was on the glass, and what was asked about it as a
  /// whole. What belongs to a block stands there only.
  std::vector<PlaceInsight> pages;
  std::vector<EndInsight> ends;  ///< where most ended first
};

/// A pack and version of which too few visits are there.
struct TooFew {
  std::string pack;
  std::string version;
  bool practice = true;
};

struct Insight {
  std::vector<PackInsight> packs;  ///< by name, newest version first, real before practice
  std::vector<TooFew> too_few;
};

/// Adds up. `version`: empty for every version, "newest" for the newest of each pack, or one
/// version. Versions are never mixed, nor practice with real visits.
[[nodiscard]] Insight insight_of(const std::vector<VisitFacts>& visits, const std::string& version);

/// What the numbers are, and what they are not: a few sentences, each a line.
[[nodiscard]] std::vector<std::string> insight_notes();

/// A table for people.
[[nodiscard]] std::string insight_text(const PackInsight& insight);
/// One row a place.
[[nodiscard]] std::string insight_csv(const PackInsight& insight);
[[nodiscard]] Json insight_json(const Insight& insight);
/// "insight-PACK-VERSION-real" or "…-practice", as file names are written.
[[nodiscard]] std::string insight_stem(const PackInsight& insight);

}  // namespace candor::office
