// Every screen that a walk leads through, as a person reaches it: for the editor's preview, for
// pictures of a pack and for the audit of screens. An invented person answers; nobody's visit.
#pragma once

#include <string>
#include <vector>

#include "present/screens.h"

namespace candor::present {

/// One screen: the visit as it stands there, and what is touched on it.
struct Stop {
  /// Unique in its tour: "welcome", "walks", "about/intro" (page and first block),
  /// "safety/mood/low" (once that option is chosen), "review", "decision/sign/witness", "receipt",
  /// "sheet", "page-again" (what the first check is about, to read once more), "speech", "aloud"
  /// (the sheets of somebody who goes by ear).
  std::string id;
  std::string page;   ///< the pack's page, or empty where the screen is the kiosk's own
  std::string block;  ///< the first of its blocks on this screen
  std::size_t blocks = 0;
  std::string what;           ///< in plain English, for the editor: "Question", "Decision"
  bool one_language = false;  ///< looks the same in every language
  visit::State state;
  Scratch scratch;
};

/// The stops of a walk, in order: the kiosk's own screens that show the pack's words, then the
/// walk's pages step by step with what the pack answers there, review, decision, receipt. Empty for
/// an unknown walk.
[[nodiscard]] std::vector<Stop> tour_of(const content::Pack& pack, const std::string& walk,
                                        const Moment& now);

/// The tours of all walks, each page once: what another walk shows too is left out of later ones.
[[nodiscard]] std::vector<Stop> tour_of_all(const content::Pack& pack, const Moment& now);

/// How a page is looked at.
struct Appearance {
  std::string language;
  visit::TextSize size = visit::TextSize::medium;
  visit::Theme theme = visit::Theme::paper;
  friend bool operator==(const Appearance&, const Appearance&) = default;
};

/// The page of a stop as it would be in this language, size and theme.
[[nodiscard]] Page page_at(const Desk& desk, const Stop& stop, const Appearance& appearance,
                           const Moment& now);

}  // namespace candor::present
