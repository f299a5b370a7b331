#include "commands/progress.h"

#include <fmt/core.h>
#include <unistd.h>

#include <utility>

namespace candor::commands {

Progress::Progress(std::int64_t all, std::string what)
    : m_all(all), m_what(std::move(what)), m_is_terminal(::isatty(STDERR_FILENO) == 1) {}

void Progress::show(std::int64_t done) {
  if (!m_is_terminal) return;
  fmt::print(stderr, "\r{} of {} {}", done, m_all, m_what);
  m_is_shown = true;
}

void Progress::clear() {
  if (m_is_shown) fmt::print(stderr, "\r\033[K");
  m_is_shown = false;
}

}  // namespace candor::commands
