#include "commands/diff.h"

#include <fmt/core.h>

#include <memory>

#include "content/difference.h"
#include "content/load.h"

namespace candor::commands {
namespace {

/// nullptr, with what is wrong printed, when the pack does not load.
std::shared_ptr<const content::Pack> load(const std::string& folder) {
  const content::Loaded loaded = content::load_pack(folder);
  for (const content::Finding& finding : loaded.findings) {
    fmt::print(stderr, "{}\n", to_string(finding));
  }
  return loaded.pack;
}

void print(const content::Change& change) {
  std::string where = change.block.empty() ? "" : fmt::format("block \"{}\", ", change.block);
  where += change.what;
  if (!change.language.empty()) where += ", in " + change.language;
  fmt::print("  {} ({})\n", where, to_string(change.touches));
  for (const std::string& line : change.before) fmt::print("    - {}\n", line);
  for (const std::string& line : change.after) fmt::print("    + {}\n", line);
}

}  // namespace

DiffCommand::DiffCommand(CLI::App& app)
    : m_command(app.add_subcommand(
          "diff", "Say what a patient would see differently in a new version of a pack")) {
  m_command->add_option("OLD", m_before, "The pack as it was")->required();
  m_command->add_option("NEW", m_after, "The pack as it is now")->required();
}

Exit DiffCommand::run() const {
  const auto before = load(m_before);
  const auto after = load(m_after);
  if (!before || !after) {
    report({ErrorCode::bad_value, "this pack does not load", before ? m_after : m_before,
            "correct what stands above, then compare again"});
    return Exit::could_not;
  }
  const content::Difference difference = compare(*before, *after);
  fmt::print("{} {} -> {} {}\n", before->id, before->version, after->id, after->version);
  const std::string* page = nullptr;
  for (const content::Change& change : difference.changes) {
    if (page == nullptr || *page != change.page) {
      fmt::print("{}\n", change.page.empty() ? std::string("in every visit")
                                             : fmt::format("page \"{}\"", change.page));
    }
    page = &change.page;
    print(change);
  }
  if (difference.changes.empty()) fmt::print("a patient would see no difference\n");

  const bool ask_again = difference.material || after->material == true;
  if (before->digest != after->digest) {
    fmt::print("signed versions touched\n  {} {}, digest {}: {}\n", before->id, before->version,
               before->digest,
               ask_again ? "those who signed it are asked again"
                         : "what was signed under it still says the same");
  }
  fmt::print("the new version has the digest {}\n", after->digest);
  if (before->digest != after->digest && after->material == true && !difference.material) {
    fmt::print(
        stderr,
        "{}: note: no statement, risk or rule changed, and \"material\" is true; take it out of "
        "pack.json, or all who signed are asked again\n",
        m_after);
  }
  for (const std::string& problem : difference.problems) {
    fmt::print(stderr, "{}: error: {}\n", m_after, problem);
  }
  return difference.problems.empty() ? Exit::done : Exit::found;
}

}  // namespace candor::commands
