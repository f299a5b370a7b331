#include "office/backup.h"

#include <fmt/core.h>

#include <filesystem>
#include <optional>
#include <string>

#include "commands/keeping.h"
#include "keys/keys.h"

namespace candor::commands {

namespace fs = std::filesystem;

void tell_of_office(office::Carried carried, const fs::path& folder) {
  const std::string file = (folder / office::kOfficeLedger).string();
  switch (carried) {
    case office::Carried::nothing:
      return;
    case office::Carried::copied:
      fmt::print("copied the office's addenda to {}\n", file);
      return;
    case office::Carried::brought_up_to_date:
      fmt::print("brought the office's addenda in {} up to date\n", file);
      return;
    case office::Carried::already_there:
      fmt::print("the office's addenda are in {} already\n", file);
      return;
  }
}

BackupCommand::BackupCommand(CLI::App& app) {
  m_command = app.add_subcommand(
      "backup", "Copy a ledger into a file, and office.sqlite with it; the kiosk may be running");
  m_command->add_option("FILE", m_file, "The new file; its signed head goes to FILE.head")
      ->required();
  m_command
      ->add_option("--data", m_data,
                   "The kiosk's own folder; in the office: the ledger that addenda were made to")
      ->type_name("DIR")
      ->required();
}

Exit BackupCommand::run() const {
  SystemClock clock;
  SystemRandom random;
  const Moment now = clock.now();
  // A copy is worth having also where the keys are not: then it is checked without them.
  const auto ca = keys::load_certificate(keys::kiosk_keys_folder(m_data) / "ca.crt");
  const auto made =
      office::back_up(m_data, m_file, ca ? std::optional<crypto::Certificate>(*ca) : std::nullopt);
  if (!made) return could_not(made.error());
  fmt::print("copied {} entries to {}\n", made->entries, m_file);
  tell_of_office(made->office, fs::path(m_file).parent_path());
  if (!made->problems.empty()) {
    for (const Error& problem : made->problems) report(problem);
    report({ErrorCode::bad_format, "the ledger is damaged, and so is this copy", m_file,
            "keep both and the backups before them"});
    return Exit::found;
  }
  if (!made->head) {
    fmt::print("The ledger is still empty.\n");
    return Exit::done;
  }
  fmt::print(
      "checked: the chain is whole and every head is signed\n{}\n{}Keep the file and {} away from "
      "the kiosk, best in two places; {} in {}.\n",
      record::head_line(*made->head),
      made->office_head ? record::head_line(*made->office_head) + "\n" : "",
      made->office_head ? "these lines" : "this line",
      made->office_head ? "they also stand" : "the line also stands",
      office::head_file(m_file).string());
  std::error_code error;
  const fs::path folder = fs::absolute(m_file, error).parent_path();
  // In the office there is nothing more to do: only a kiosk notes backups in its ledger.
  if (!fs::is_directory(m_data, error)) return Exit::done;
  if (fs::equivalent(folder, m_data, error)) {
    fmt::print("Note: this backup lies in the kiosk's own folder and would be lost with it.\n");
  }
  const auto keyring = keys::load_keyring(m_data, now.utc_ms / 1000);
  const auto noted = keyring ? office::note_backup(m_data, *keyring, *made->head, now, random)
                             : Result<record::Stored>(fail(keyring));
  if (noted) return Exit::done;
  report(noted.error());
  fmt::print(
      "The backup is good, but it could not be noted in the kiosk's ledger: keep it, and make "
      "another one under another name.\n");
  return Exit::could_not;
}

}  // namespace candor::commands
