#include "base/iso_date.h"

#include <charconv>
#include <cstddef>

namespace candor {

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) {
    int read = -1;
    const char* begin = text.data() + from;
    const auto parsed = std::from_chars(begin, begin + count, read);
    return parsed.ptr == begin + count && *begin != '-' ? read : -1;
  };
  const Date date{number(0, 4), number(5, 2), number(8, 2)};
  if (!is_real_date(date)) return std::nullopt;
  return date;
}

}  // namespace candor
