// What a pack asks, as a reviewer reads it: with the right answer, what raises a flag, what each
// signature means. Internal to the room.
#pragma once

#include "content/words.h"
#include "export/pack_sheet.h"

namespace candor::exporting {

/// A block under its id, whatever its kind, kept on one page where it fits one.
void add_reviewed_block(Sheet& sheet, const content::Words& words, const content::Page& page,
                        const content::Block& block);

/// The language's status in words: "draft, made by a machine; nobody has reviewed it".
[[nodiscard]] std::string status_words(const content::Language& language);

}  // namespace candor::exporting
