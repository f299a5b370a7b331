#include "commands/check.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>

#include "approval/approval.h"
#include "base/clock.h"
#include "base/json.h"
#include "commands/check_screens.h"
#include "commands/page_measure.h"
#include "keys/keys.h"
#include "kiosk/config.h"
#include "rules/check.h"
#include "text/text.h"

namespace candor::commands {
namespace {

using content::Severity;

/// Counts by severity, in words.
struct Counts {
  int errors = 0;
  int warnings = 0;
  int notes = 0;
};

Counts count(const std::vector<content::Finding>& findings) {
  Counts counts;
  for (const content::Finding& finding : findings) {
    switch (finding.severity) {
      case Severity::error:
        ++counts.errors;
        break;
      case Severity::warning:
        ++counts.warnings;
        break;
      case Severity::note:
        ++counts.notes;
        break;
    }
  }
  return counts;
}

std::string counted(int number, const char* one) {
  return fmt::format("{} {}{}", number, one, number == 1 ? "" : "s");
}

std::string in_words(const Counts& counts) {
  if (counts.errors + counts.warnings + counts.notes == 0) return "no findings";
  std::string words;
  for (const auto& [number, one] :
       {std::pair{counts.errors, "error"}, {counts.warnings, "warning"}, {counts.notes, "note"}}) {
    if (number == 0) continue;
    words += (words.empty() ? "" : ", ") + counted(number, one);
  }
  return words;
}

Json to_json(const std::filesystem::path& folder, const rules::Checked& checked) {
  Json findings = Json::array();
  for (const content::Finding& finding : checked.findings) {
    findings.push_back({{"file", finding.file},
                        {"line", finding.line},
                        {"column", finding.column},
                        {"severity", to_string(finding.severity)},
                        {"rule", finding.rule},
                        {"what", finding.what},
                        {"next", finding.next}});
  }
  const Counts counts = count(checked.findings);
  return {{"pack", folder.string()},
          {"loads", checked.pack != nullptr},
          {"digest", checked.pack ? checked.pack->digest : ""},
          {"errors", counts.errors},
          {"warnings", counts.warnings},
          {"notes", counts.notes},
          {"findings", std::move(findings)}};
}

Json to_json(const ScreensChecked& screens) {
  Json findings = Json::array();
  for (const audit::Finding& finding : screens.findings) {
    findings.push_back({{"screen", finding.screen},
                        {"part_of_page", finding.part},
                        {"language", finding.look.language},
                        {"size", visit::to_string(finding.look.size)},
                        {"theme", visit::to_string(finding.look.theme)},
                        {"width", finding.glass.width},
                        {"height", finding.glass.height},
                        {"pixels_per_inch", static_cast<int>(finding.glass.ppi)},
                        {"rule", finding.fault.rule},
                        {"requirement", finding.fault.row},
                        {"part", finding.fault.part},
                        {"what", finding.fault.what},
                        {"next", finding.fault.next},
                        {"also", finding.also}});
  }
  return {{"looks", screens.looks}, {"pictures", screens.pictures}, {"findings", findings}};
}

Json to_json(const approval::Judged& judged) {
  Json sound = Json::array();
  for (const content::Approval& one : judged.sound) {
    sound.push_back({{"by", one.by}, {"role", one.role}, {"at", one.at}});
  }
  return {{"sound", std::move(sound)}, {"problems", judged.problems}};
}

void print_approvals(const std::filesystem::path& folder, const content::Pack& pack,
                     const approval::Judged& judged) {
  for (const std::string& problem : judged.problems) {
    fmt::print(stderr, "{}: warning: {}; approve this version: candor approve [approval]\n",
               folder.string(), problem);
  }
  for (const content::Approval& one : judged.sound) {
    fmt::print("{}: approved by {}, {}, {}\n", folder.string(), one.by, one.role, one.at);
  }
  if (static_cast<int>(judged.sound.size()) < pack.clinic.approvals) {
    fmt::print("{}: {} of {} people have approved this version; visits with it are practice\n",
               folder.string(), judged.sound.size(), pack.clinic.approvals);
  }
}

void print_rules(bool as_json) {
  if (as_json) {
    Json list = Json::array();
    for (const rules::Rule& rule : rules::catalogue()) {
      list.push_back({{"rule", std::string(rule.name)},
                      {"severity", to_string(rule.severity)},
                      {"why", std::string(rule.why)}});
    }
    fmt::print("{}\n", canonical(Json{{"format", 1}, {"rules", std::move(list)}}));
    return;
  }
  for (const rules::Rule& rule : rules::catalogue()) {
    fmt::print("{:<25}{:<9}{}\n", rule.name, to_string(rule.severity), rule.why);
  }
}

}  // namespace

rules::Checked check_with(const text::Fonts& fonts, const std::filesystem::path& pack,
                          const Date& today) {
  rules::CheckWith with;
  with.today = today;
  with.missing_glyph = [&fonts](const std::string& words) { return fonts.missing_glyph(words); };
  with.screens = [&fonts](const content::Pack& its_pack, const content::Page& page,
                          const std::string& language) {
    return screens_of(fonts, its_pack, page, language);
  };
  return rules::check_pack(pack, with);
}

CheckCommand::CheckCommand(CLI::App& app)
    : m_command(app.add_subcommand("check", "Say what is wrong in packs, or could be better")) {
  m_command->add_option("PACK", m_packs, "Folders of packs");
  m_command->add_flag("--json", m_json, "Print the findings as JSON");
  m_command->add_flag("--screens", m_screens,
                      "Draw every screen and measure it too: in every language and text size, the "
                      "usual glasses and colour schemes by turns; takes minutes");
  m_command->add_flag("--every-look", m_every_look,
                      "The same with each size on each glass in each colour scheme; takes hours");
  m_command
      ->add_option("--page", m_pages,
                   "Draw and measure the screens of this page alone, by its id; may stand several "
                   "times")
      ->allow_extra_args(false)
      ->type_name("ID");
  m_command
      ->add_option("--ca", m_ca, "The clinic's authority: says whether its approvals still hold")
      ->type_name("FILE");
  m_command->add_flag("--rules", m_rules, "List the rules with one line of why");
  m_command->callback([this] {
    if (!m_rules && m_packs.empty()) throw CLI::RequiredError("PACK");
  });
}

Exit CheckCommand::run() const {
  if (m_rules) {
    print_rules(m_json);
    return Exit::done;
  }
  // The fonts are the kiosk's own; without them two rules cannot be looked at.
  const auto fonts = text::Fonts::open(kiosk::share_folder() / "assets" / "fonts" / "fonts.conf");
  if (!fonts) return could_not(fonts.error());
  const Date today = local_date(SystemClock().now());
  std::optional<crypto::Certificate> ca;
  if (!m_ca.empty()) {
    auto loaded = keys::load_certificate(m_ca);
    if (!loaded) return could_not(loaded.error());
    ca = *std::move(loaded);
  }

  Exit exit = Exit::done;
  Json packs = Json::array();
  std::set<std::string> printed;  // what packs share is told once
  for (const std::filesystem::path folder : m_packs) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) {
      report({ErrorCode::not_found, "there is no such folder", folder.string(),
              "give the folder of a pack, the one with pack.json in it"});
      exit = Exit::could_not;
      continue;
    }
    const rules::Checked checked = check_with(*fonts, folder, today);
    const Counts counts = count(checked.findings);
    if (counts.errors > 0 && exit == Exit::done) exit = Exit::found;
    std::optional<ScreensChecked> screens;
    if ((m_screens || m_every_look || !m_pages.empty()) && checked.pack) {
      auto looked = check_screens(*checked.pack, m_pages, kiosk::share_folder() / "assets",
                                  m_every_look ? ScreenExtent::every_look : ScreenExtent::by_turns,
                                  SystemClock().now());
      if (!looked) return could_not(looked.error());
      screens = *std::move(looked);
      if (!screens->findings.empty() && exit == Exit::done) exit = Exit::found;
    }
    std::optional<approval::Judged> judged;
    if (ca && checked.pack) judged = approval::judge(*checked.pack, *ca);
    if (m_json) {
      packs.push_back(to_json(folder, checked));
      if (judged) packs.back()["approvals"] = to_json(*judged);
      if (screens) packs.back()["screens"] = to_json(*screens);
      continue;
    }
    for (const content::Finding& finding : checked.findings) {
      const std::string line = to_string(finding);
      if (printed.insert(line).second) fmt::print(stderr, "{}\n", line);
    }
    fmt::print("{}: {}{}\n", folder.string(), in_words(counts),
               checked.pack ? "" : "; once it loads, the rules of plain content are looked at too");
    if (judged) {
      print_approvals(folder, *checked.pack, *judged);
    } else if (checked.pack && !checked.pack->approval_files.empty()) {
      fmt::print("{}: {} here; --ca FILE says whether they are of this very version\n",
                 folder.string(),
                 counted(static_cast<int>(checked.pack->approval_files.size()), "approval"));
    }
    if (!screens) continue;
    for (const audit::Finding& finding : screens->findings) {
      fmt::print(stderr, "{}: {}\n", folder.string(), to_string(finding));
    }
    fmt::print("{}: {} on its screens, in {} looks and {} pictures\n", folder.string(),
               screens->findings.empty()
                   ? "no findings"
                   : counted(static_cast<int>(screens->findings.size()), "finding"),
               screens->looks, screens->pictures);
  }
  if (m_json) fmt::print("{}\n", canonical(Json{{"format", 1}, {"packs", std::move(packs)}}));
  return exit;
}

}  // namespace candor::commands
