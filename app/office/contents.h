// Whether what is sealed in an entry fits its kind and its header, which anybody can read.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "record/ledger.h"
#include "record/record.h"

namespace candor::office {

/// What is wrong with the content of an entry other than a record or an addendum: a property that
/// is missing, unknown or of another type, or that its header contradicts. `ended` is the header of
/// the entry that an entry `expired` refers to. Nothing: it fits.
[[nodiscard]] std::optional<std::string> problem_in_content(
    const record::Header& header, const Json& content, const std::optional<record::Header>& ended);

/// Where a record and the header of its entry contradict each other; nothing: nowhere.
[[nodiscard]] std::optional<std::string> contradiction(const record::Header& header,
                                                       const record::Record& record);

/// The first block whose words are not those of its digest: the words were changed later, or the
/// content was changed while the visit went on. Nothing: all are.
[[nodiscard]] std::optional<std::string> other_words(const record::Record& record);

}  // namespace candor::office
