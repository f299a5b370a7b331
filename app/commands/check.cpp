#include <fmt/core.h>

#include <filesystem>

#include "commands/commands.h"
#include "content/load.h"

namespace candor::commands {

Exit run_check(const std::vector<std::filesystem::path>& packs) {
  Exit exit = Exit::done;
  for (const std::filesystem::path& folder : packs) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) {
      report({ErrorCode::not_found, "there is no such folder", folder.string(),
              "give the folder of a pack, the one with pack.json in it"});
      exit = Exit::could_not;
      continue;
    }
    const content::Loaded loaded = content::load_pack(folder);
    for (const content::Finding& finding : loaded.findings) {
      fmt::print(stderr, "{}\n", content::to_string(finding));
    }
    if (loaded.findings.empty() && loaded.pack) {
      fmt::print("{}: no findings\n", folder.string());
      continue;
    }
    fmt::print("{}: {} {}\n", folder.string(), loaded.findings.size(),
               loaded.findings.size() == 1 ? "finding" : "findings");
    if (exit == Exit::done) exit = Exit::found;
  }
  return exit;
}

}  // namespace candor::commands
