// What a patient would see differently in a new version of a pack, in words, and whether those who
// signed the old one must be asked again. Pure.
#pragma once

#include <string>
#include <vector>

#include "content/pack.h"

namespace candor::content {

/// What a change touches. A changed statement, risk or rule is material: whoever signed before knew
/// something else.
enum class Touches { words, picture, order, statement, risk, rule };

struct Change {
  Touches touches = Touches::words;
  std::string page;                 ///< id; empty for what stands in pack.json or clinic.json
  std::string block;                ///< id; empty for the page as a whole
  std::string what;                 ///< "the block is new", "the walk \"first\"", "minimum age"
  std::string language;             ///< empty where it is the same in all of them
  std::vector<std::string> before;  ///< lines that are gone
  std::vector<std::string> after;   ///< lines that are new
};

[[nodiscard]] bool is_material(Touches touches);
[[nodiscard]] std::string to_string(Touches touches);  ///< "words", "risk" …

struct Difference {
  std::vector<Change> changes;        ///< pack.json and clinic.json first, then page by page
  bool material = false;              ///< some change is
  std::vector<std::string> problems;  ///< "what; what to do": a mark or a number is missing
};

[[nodiscard]] Difference compare(const Pack& before, const Pack& after);

}  // namespace candor::content
