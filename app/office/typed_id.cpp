#include "office/typed_id.h"

namespace candor::office {

IdFit fit_of(const std::string& typed, const record::Header& header) {
  constexpr std::size_t kShortest = 8;
  if (header.id == typed) return IdFit::whole;
  const bool begins = header.kind == record::EntryKind::record && typed.size() >= kShortest &&
                      header.id.starts_with(typed);
  return begins ? IdFit::begins : IdFit::none;
}

tl::unexpected<Error> several_begin_so(int count, const std::string& typed,
                                       const std::string& place) {
  return fail(ErrorCode::conflict,
              std::to_string(count) + " records have an id that begins with " + typed, place,
              "give the whole id");
}

}  // namespace candor::office
