// Small changes of a good JSON file, each at a known line: what editors mistype, and what a reader
// of JSON must never trip over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace candor::content {

struct Mutation {
  std::string name;   ///< what was done, for messages
  std::string bytes;  ///< the file after it
  int line = 0;       ///< of the change, from 1; 0 where nobody could tell
};

/// Changes after which the file is still JSON, at every value and every name: other types, other
/// sizes, left out, renamed, doubled. Some of them are still good content.
[[nodiscard]] std::vector<Mutation> changed_values(std::string_view good);

/// Those of them that no kind of file allows at any place: null, an object with a name that nothing
/// has, a doubled name. `null` is left out below "values", where it means "not known yet".
[[nodiscard]] std::vector<Mutation> wrong_values(std::string_view good);

/// Changes after which the file is no JSON: a mark is missing or too many, or something stands
/// there that JSON does not have.
[[nodiscard]] std::vector<Mutation> broken_syntax(std::string_view good);

/// Whole files that are not what they should be: cut, empty, deep, huge, in other encodings.
[[nodiscard]] std::vector<Mutation> broken_files(std::string_view good);

}  // namespace candor::content
