#include <fmt/core.h>

#include <filesystem>
#include <optional>
#include <vector>

#include "commands/keeping.h"
#include "keys/keys.h"
#include "kiosk/data_folder.h"
#include "office/backup.h"

namespace candor::commands {

namespace fs = std::filesystem;

namespace {

/// What opening a kiosk's folder makes in it. Taken away again when nothing was restored: what is
/// no kiosk's folder must not look like one.
class MadeByOpening {
 public:
  explicit MadeByOpening(const fs::path& folder) {
    std::error_code error;
    for (const fs::path& each : {folder / "VERSION", folder / "kiosk.lock", folder}) {
      if (!fs::exists(fs::symlink_status(each, error))) m_new.push_back(each);
    }
  }

  /// To be called while the folder is held. A folder with anything else in it stays.
  void take_away() const {
    std::error_code error;
    for (const fs::path& each : m_new) fs::remove(each, error);
  }

 private:
  std::vector<fs::path> m_new;
};

}  // namespace

RestoreCommand::RestoreCommand(CLI::App& app) {
  m_command =
      app.add_subcommand("restore", "Put a backup into a kiosk's folder that has no ledger");
  m_command->add_option("FILE", m_file, "The backup")->required();
  m_command->add_option("--data", m_data, "The kiosk's own folder")->type_name("DIR")->required();
  m_command
      ->add_option(
          "--ca", m_ca,
          "The clinic's authority (default: the one among the kiosk's keys, if it has any)")
      ->type_name("FILE");
  m_command
      ->add_option("--heads", m_heads,
                   "Signed heads that were kept elsewhere: a backup that was cut off is refused")
      ->type_name("FILE");
}

Exit RestoreCommand::run() const {
  std::error_code error;
  if (!fs::is_regular_file(m_file, error)) {
    return could_not({ErrorCode::not_found, "there is no such backup", m_file,
                      "give the file that candor backup wrote"});
  }
  const fs::path own_ca = keys::kiosk_keys_folder(m_data) / "ca.crt";
  std::optional<crypto::Certificate> ca;
  if (!m_ca.empty() || fs::exists(own_ca, error)) {
    auto loaded = keys::load_certificate(m_ca.empty() ? own_ca : fs::path(m_ca));
    if (!loaded) return could_not(loaded.error());
    ca = *std::move(loaded);
  }
  std::vector<office::KeptHead> heads;
  if (!m_heads.empty()) {
    auto kept = office::read_heads(m_heads);
    if (!kept) return could_not(kept.error());
    heads = *std::move(kept);
  }
  const MadeByOpening made(m_data);
  const auto folder = kiosk::DataFolder::open(m_data);
  if (!folder) return could_not(folder.error());
  const auto restored = office::restore(m_file, m_data, ca, heads);
  if (!restored) {
    made.take_away();
    return could_not(restored.error());
  }
  if (!restored->problems.empty()) {
    made.take_away();
    for (const Error& problem : restored->problems) report(problem);
    report({ErrorCode::bad_format, "this backup is damaged; nothing was restored", m_file,
            "use another backup; keep this one as it is"});
    return Exit::found;
  }
  fmt::print("restored {} entries to {}\nchecked: the chain is whole and every head is signed\n",
             restored->entries, folder->ledger_path().string());
  tell_of_office(restored->office, m_data);
  if (restored->head) fmt::print("{}\n", record::head_line(*restored->head));
  if (!ca) {
    fmt::print(
        "Note: without the clinic's authority (--ca FILE) nothing says that these signatures are "
        "the clinic's.\n");
  }
  if (heads.empty() && !fs::exists(office::head_file(m_file), error)) {
    fmt::print(
        "Note: nothing says whether this backup was cut off at its end: {} is not here; give a "
        "head that was kept elsewhere with --heads FILE.\n",
        office::head_file(m_file).filename().string());
  }
  fmt::print("What the kiosk stored after this backup is not in it.\n");
  if (!fs::exists(keys::kiosk_keys_folder(m_data), error)) {
    fmt::print(
        "A backup holds no keys: give this kiosk its own with candor keys enroll --role kiosk.\n");
  }
  return Exit::done;
}

}  // namespace candor::commands
