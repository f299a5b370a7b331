#include "record/fields.h"

#include "base/iso_date.h"

namespace candor::record {

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.empty()) return Date{};
  return candor::parse_iso_date(text);
}

}  // namespace candor::record
