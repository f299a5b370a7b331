#include "record/fields.h"

namespace candor::record {

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.empty()) return Date{};
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int parts[3] = {0, 0, 0};
  std::size_t part = 0;
  for (const char c : text) {
    if (c == '-') {
      ++part;
      continue;
    }
    if (c < '0' || c > '9' || part > 2) return std::nullopt;
    parts[part] = parts[part] * 10 + (c - '0');
  }
  const Date date{parts[0], parts[1], parts[2]};
  return iso_date(date) == text && is_real_date(date) ? std::optional(date) : std::nullopt;
}

}  // namespace candor::record
