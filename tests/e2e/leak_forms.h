// How words could lie in a file or in memory: what the searches for leaks look for.
#pragma once

#include <string>
#include <vector>

namespace candor::e2e {

/// A way in which words can be written down.
struct LeakForm {
  std::string name;  ///< "UTF-16", "base64", …
  std::string bytes;
};

/// The forms of these words (ASCII, six letters or more).
[[nodiscard]] std::vector<LeakForm> leak_forms(const std::string& words);

}  // namespace candor::e2e
