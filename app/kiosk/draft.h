// What a patient has typed or touched and not yet given. It waits while the screen is hidden, so
// that nothing must be typed twice; it is no answer and never reaches a record.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "present/scratch.h"
#include "visit/state.h"

namespace candor::kiosk {

struct Draft {
  std::string place;  ///< of the page it belongs to; empty: nothing waits
  std::map<std::string, std::string> typed;
  std::vector<std::string> picked;
  bool picked_any = false;
  std::string presence;
  std::string interpreter_kind;
  friend bool operator==(const Draft&, const Draft&) = default;
};

/// Names the page that a visit is at: what was typed there belongs nowhere else.
[[nodiscard]] std::string place_of(const visit::State& state);

/// What is worth keeping of a page. Codes and ink are not: they are made anew.
[[nodiscard]] Draft draft_of(const visit::State& state, const present::Scratch& scratch);
/// The page with it again; untouched when the draft belongs to another page.
[[nodiscard]] present::Scratch scratch_of(const visit::State& state, const Draft& draft);

[[nodiscard]] Json to_json(const Draft& draft);
/// Fails with bad_format on anything to_json() does not write.
[[nodiscard]] Result<Draft> draft_from(const Json& json);

/// Overwrites what was typed, then forgets it.
void wipe(present::Scratch& scratch);

}  // namespace candor::kiosk
