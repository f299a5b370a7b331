// Teach-back: questions about what was shown, that show what was understood.
#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "rules/context.h"

namespace candor::rules {
namespace {

/// Whether the walk shows the tested paragraph before the block `asking` of `page`.
bool is_shown_before(const Pack& pack, const Walk& walk, const std::string& page,
                     const std::string& asking, const std::string& tested) {
  for (const std::string& id : walk.pages) {
    const Page* shown = pack.page(id);
    if (shown == nullptr) continue;
    for (const Block& block : shown->blocks) {
      if (id == page && block.id == asking) return false;
      if (id + "/" + block.id == tested) return true;
    }
  }
  return false;
}

bool is_yes_or_no(const std::string& label) {
  const std::vector<Word> words = words_of(label);
  return words.size() == 1 &&
         (words[0].lower == "yes" || words[0].lower == "no" || words[0].lower == "true" ||
          words[0].lower == "false" || words[0].lower == "sí");
}

}  // namespace

void check_teaching(const Context& context, Report& report) {
  const Pack& pack = context.pack;
  for (const Page& page : pack.pages) {
    for (const Block& block : page.blocks) {
      const auto* check = std::get_if<CheckBlock>(&block.content);
      if (check == nullptr) continue;
      const Origin origin = context.origins.at("block " + page.id + "/" + block.id);
      for (const Walk& walk : pack.walks) {
        const bool asked =
            std::find(walk.pages.begin(), walk.pages.end(), page.id) != walk.pages.end();
        if (!asked || is_shown_before(pack, walk, page.id, block.id, check->tests)) continue;
        report.add("check-not-shown", origin,
                   fmt::format("the walk \"{}\" asks this without having shown \"{}\"", walk.id,
                               check->tests),
                   "put that page before this one, or test what the walk shows");
      }
      const bool yes_no =
          std::all_of(check->options.begin(), check->options.end(),
                      [](const CheckBlock::Option& option) { return is_yes_or_no(option.label); });
      if (yes_no) {
        report.add("yes-no-check", origin, "this can be answered by guessing yes or no",
                   "ask what or how, and let the answers be sentences");
      }
    }
  }
}

}  // namespace candor::rules
