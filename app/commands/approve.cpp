#include <fmt/core.h>

#include "approval/approval.h"
#include "base/file.h"
#include "commands/check.h"
#include "commands/editing.h"
#include "kiosk/config.h"
#include "rules/check.h"
#include "text/text.h"

namespace candor::commands {

namespace fs = std::filesystem;

ApproveCommand::ApproveCommand(CLI::App& app) {
  m_command = app.add_subcommand("approve", "Sign a version of a pack, as a clinician");
  m_command->add_option("PACK", m_pack, "The pack's folder")->required();
  m_command->add_option("--by", m_by, "Who signs; must be the name of the key (default: that name)")
      ->type_name("NAME");
  m_command->add_option("--role", m_role, "What they are: physician")
      ->type_name("ROLE")
      ->required();
  m_key.add_to(*m_command, "Their own key, from candor keys enroll --role clinician");
}

Exit ApproveCommand::run() const {
  SystemClock clock;
  const Moment now = clock.now();
  const auto fonts = text::Fonts::open(kiosk::share_folder() / "assets" / "fonts" / "fonts.conf");
  if (!fonts) return could_not(fonts.error());
  const rules::Checked checked = check_with(*fonts, m_pack, local_date(now));
  bool has_errors = !checked.pack;
  for (const content::Finding& finding : checked.findings) {
    if (finding.severity != content::Severity::error) continue;
    has_errors = true;
    fmt::print(stderr, "{}\n", content::to_string(finding));
  }
  if (has_errors) {
    fmt::print(stderr, "{}: this pack has mistakes and cannot be approved; correct them first\n",
               m_pack);
    return Exit::found;
  }
  const auto person = m_key.person(now);
  if (!person) return could_not(person.error());
  if (!m_by.empty() && m_by != person->name()) {
    return could_not({ErrorCode::refused,
                      "this key is " + person->name() + "'s, not " + m_by + "'s", m_key.key,
                      "each person approves with a key of their own"});
  }
  const auto signature = approval::sign(*checked.pack, person->key, m_role, now);
  if (!signature) return could_not(signature.error());
  const fs::path folder = fs::path(m_pack) / "approvals";
  if (const auto made = make_folder(folder); !made) return could_not(made.error());
  const fs::path file = folder / approval::file_name(person->key.certificate);
  if (const auto written = write_file_atomic(file, *signature); !written) {
    return could_not(written.error());
  }
  // Not a secret: a kiosk that runs as another user must be able to read it.
  std::error_code ignored;
  fs::permissions(file, fs::perms::group_read | fs::perms::others_read, fs::perm_options::add,
                  ignored);
  fs::permissions(folder,
                  fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read |
                      fs::perms::others_exec,
                  fs::perm_options::add, ignored);
  content::Pack with = *checked.pack;
  with.approval_files["approvals/" + file.filename().string()] = *signature;
  const approval::Judged judged = approval::judge(with, person->ca);
  for (const std::string& problem : judged.problems) fmt::print("{}\n", problem);
  fmt::print("{} approved {} version {} as {}: {}\ndigest {}\n", person->name(), with.id,
             with.version, m_role, file.string(), with.digest);
  const int there = static_cast<int>(judged.sound.size());
  if (there < with.clinic.approvals) {
    fmt::print("{} of {} people have approved it; it stays practice until the others do, too\n",
               there, with.clinic.approvals);
  }
  return Exit::done;
}

}  // namespace candor::commands
