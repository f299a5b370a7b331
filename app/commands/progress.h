// A line on a terminal that is written over and over while long work goes on. Nothing is written
// where standard error is no terminal.
#pragma once

#include <cstdint>
#include <string>

namespace candor::commands {

class Progress {
 public:
  /// "3 of 12 records": `all` of them, named by `what`.
  Progress(std::int64_t all, std::string what);

  void show(std::int64_t done);
  /// Takes the line away, so that a message can be printed.
  void clear();

 private:
  std::int64_t m_all;
  std::string m_what;
  bool m_is_terminal;
  bool m_is_shown = false;
};

}  // namespace candor::commands
