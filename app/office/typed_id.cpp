#include "office/typed_id.h"

#include <algorithm>

namespace candor::office {

IdFit fit_of(const std::string& typed, const record::Header& header) {
  constexpr std::size_t kShortest = 8;
  // Ids are in small letters; a list or a label may have them in capitals.
  std::string id = typed;
  std::transform(id.begin(), id.end(), id.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  if (header.id == id) return IdFit::whole;
  const bool begins = header.kind == record::EntryKind::record && id.size() >= kShortest &&
                      header.id.starts_with(id);
  return begins ? IdFit::begins : IdFit::none;
}

tl::unexpected<Error> several_begin_so(int count, const std::string& typed,
                                       const std::string& place) {
  return fail(ErrorCode::conflict,
              std::to_string(count) + " records have an id that begins with " + typed, place,
              "give the whole id");
}

}  // namespace candor::office
