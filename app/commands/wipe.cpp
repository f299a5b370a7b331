#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "commands/keeping.h"
#include "keys/keys.h"
#include "kiosk/data_folder.h"
#include "office/disposal.h"
#include "office/office_ledger.h"

namespace candor::commands {
namespace {

namespace fs = std::filesystem;

/// The first thing in `data` that no kiosk puts there.
std::optional<fs::path> not_ours(const fs::path& data) {
  constexpr const char* kOurs[] = {"ledger.sqlite", "office.sqlite", "keys",
                                   "content",       "kiosk.lock",    "VERSION"};
  std::error_code error;
  for (const fs::directory_entry& each : fs::directory_iterator(data, error)) {
    std::string name = each.path().filename().string();
    if (name.rfind('.', 0) == 0) name.erase(0, 1);  // a file that was not finished
    // With an ending for what SQLite keeps beside a file.
    const bool ours = std::any_of(std::begin(kOurs), std::end(kOurs),
                                  [&name](const char* start) { return name.rfind(start, 0) == 0; });
    if (!ours) return each.path();
  }
  return std::nullopt;
}

/// Everything this ledger holds is in the backup.
std::optional<Exit> not_yet(const fs::path& ledger, const fs::path& backup, const char* whose,
                            const std::optional<crypto::Certificate>& ca) {
  const auto missing = office::missing_in_backup(ledger, backup, ca);
  if (!missing) return could_not(missing.error());
  if (missing->empty()) return std::nullopt;
  report({ErrorCode::refused,
          "this backup lacks " + std::to_string(missing->size()) + " of the " + whose +
              " entries, from " + std::to_string(missing->front()) + " to " +
              std::to_string(missing->back()),
          backup.string(),
          "make a new backup with candor backup, and give that; nothing was erased"});
  return Exit::found;
}

/// Everything the folder holds is in the backup: the kiosk's ledger in the file, the office's own
/// in the one beside it.
std::optional<Exit> not_yet(const kiosk::DataFolder& folder, const fs::path& backup) {
  std::optional<crypto::Certificate> ca;
  std::error_code error;
  if (const fs::path own = keys::kiosk_keys_folder(folder.path()) / "ca.crt";
      fs::exists(own, error)) {
    auto loaded = keys::load_certificate(own);
    if (!loaded) return could_not(loaded.error());
    ca = *std::move(loaded);
  }
  if (fs::exists(folder.ledger_path(), error)) {
    if (const auto exit = not_yet(folder.ledger_path(), backup, "kiosk's", ca)) return exit;
  }
  const fs::path addenda = folder.path() / office::kOfficeLedger;
  if (!fs::exists(addenda, error)) return std::nullopt;
  const fs::path copy = office::office_ledger_beside(backup);
  if (fs::exists(copy, error)) return not_yet(addenda, copy, "office's", ca);
  report({ErrorCode::refused,
          "this backup has no " + std::string(office::kOfficeLedger) +
              " beside it, and the kiosk's folder holds addenda that the office made",
          backup.string(),
          "make a new backup with candor backup, and give that; nothing was erased"});
  return Exit::found;
}

}  // namespace

WipeCommand::WipeCommand(CLI::App& app) {
  m_command = app.add_subcommand(
      "wipe", "Empty a kiosk's folder before the computer is used for something else");
  m_command->add_option("--data", m_data, "The kiosk's own folder; the kiosk must have ended")
      ->type_name("DIR")
      ->required();
  m_command->add_option("--backup", m_backup, "The newest backup of its ledger, kept elsewhere")
      ->type_name("FILE");
  m_command->add_flag("--without-backup", m_without_backup,
                      "The records of this kiosk are wanted by nobody");
}

Exit WipeCommand::run() const {
  if (m_backup.empty() != m_without_backup) {
    fmt::print(stderr,
               "candor: give --backup FILE, or --without-backup when nobody wants the records; see "
               "candor wipe --help\n");
    return Exit::wrong_usage;
  }
  std::error_code error;
  const fs::path data = m_data;
  if (!fs::exists(keys::kiosk_keys_folder(data), error) &&
      !fs::exists(data / "kiosk.lock", error)) {
    return could_not({ErrorCode::not_found, "this is not a kiosk's folder", m_data,
                      "give the folder that the kiosk was started with (--data)"});
  }
  if (const auto strange = not_ours(data)) {
    return could_not({ErrorCode::refused, "this is not a kiosk's", strange->string(),
                      "move it out of the folder; nothing was erased"});
  }
  if (!m_backup.empty()) {
    const fs::path inside = fs::weakly_canonical(m_backup, error)
                                .lexically_relative(fs::weakly_canonical(m_data, error));
    if (!inside.empty() && *inside.begin() != "..") {
      return could_not({ErrorCode::refused, "the backup lies in the folder that would be emptied",
                        m_backup, "copy it to another disk first"});
    }
  }
  const auto folder = kiosk::DataFolder::open(m_data);
  if (!folder) return could_not(folder.error());
  if (!m_backup.empty()) {
    if (const auto exit = not_yet(*folder, m_backup)) return *exit;
  }
  const auto emptied = office::empty_folder(folder->path());
  if (!emptied) return could_not(emptied.error());
  fmt::print(
      "erased {} files, {} KiB, from {}\n"
      "A disk of flash memory may hold old bytes still: encrypt the disk from the first day, or "
      "destroy it.\n",
      emptied->files, (emptied->bytes + 1023) / 1024, m_data);
  return Exit::done;
}

}  // namespace candor::commands
