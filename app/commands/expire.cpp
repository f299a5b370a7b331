#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "commands/keeping.h"
#include "keys/keys.h"
#include "kiosk/data_folder.h"
#include "office/addenda.h"
#include "office/retention.h"

namespace candor::commands {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLedgerFile = "ledger.sqlite";

std::string entries(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " entry" : " entries");
}

void list(const std::vector<office::Due>& due) {
  for (const office::Due& each : due) {
    fmt::print("entry {}: {} {}{}, to be kept until {}\n", each.seq, to_string(each.kind), each.id,
               each.refers_to.empty() ? "" : " about " + each.refers_to, each.keep_until);
  }
}

/// What the dry run ends with.
Exit only_listed(const std::vector<office::Due>& due, const Date& today) {
  fmt::print("{} due on {}; nothing was erased\n", entries(due.size()), iso_date(today));
  if (!due.empty()) fmt::print("To erase the content for good, run it again with --erase.\n");
  return Exit::done;
}

/// Appends the ends and erases, one entry after the other.
Exit erase_all(record::Ledger& ledger, const record::Seal& seal, const std::string& name,
               const std::vector<office::Due>& due, const Date& today) {
  SystemClock clock;
  std::size_t erased = 0;
  for (const office::Due& each : due) {
    if (const auto done = office::expire(ledger, seal, name, each, today, clock.now()); !done) {
      fmt::print("{} erased\n", entries(erased));
      return could_not(done.error());
    }
    ++erased;
  }
  // Also what an earlier run had to leave, because somebody was reading.
  if (const auto finished = ledger.finish_erasing(); !finished) {
    fmt::print("{} erased\n", entries(erased));
    return could_not(finished.error());
  }
  if (due.empty()) return only_listed(due, today);
  fmt::print("{} erased; header, hash and signed head of each stay and can still be checked\n",
             entries(erased));
  if (erased > 0) fmt::print("Backups made before hold the content still: delete them.\n");
  return Exit::done;
}

/// The office's own ledger beside this one is told of: its addenda end with their records.
void tell_of_addenda(const fs::path& ledger, const Date& today) {
  const fs::path file = office::office_ledger_beside(ledger);
  std::error_code error;
  if (!fs::exists(file, error)) return;
  const auto office = record::Ledger::open(file);
  const auto due =
      office ? office::due_on(*office, today) : Result<std::vector<office::Due>>(fail(office));
  if (!due) {
    report(due.error());
  } else if (!due->empty()) {
    fmt::print("{} of {} due as well: candor expire {} --key FILE --passphrase-file FILE\n",
               entries(due->size()), file.string(), file.string());
  }
}

/// A kiosk's ledger, or a backup of one, ends on the kiosk.
Result<void> is_office_ledger(const record::Ledger& ledger, const std::string& place) {
  bool is = true;
  const auto read = ledger.each([&is](const record::Entry& entry) {
    is = entry.header.kind == record::EntryKind::addendum ||
         entry.header.kind == record::EntryKind::expired;
    return is;
  });
  if (!read) return fail(read);
  if (is) return {};
  return fail(ErrorCode::refused, "this is a kiosk's ledger or a backup of one, not the office's",
              place,
              "erase on the kiosk, with candor expire --data DIR, and delete backups that are no "
              "longer needed");
}

}  // namespace

ExpireCommand::ExpireCommand(CLI::App& app) {
  m_command = app.add_subcommand(
      "expire", "List what need not be kept any longer; with --erase, erase its content");
  m_command->add_option("LEDGER", m_ledger, "In the office: its own ledger, office.sqlite");
  m_command->add_option("--data", m_data, "On a kiosk: its own folder; the kiosk must have ended")
      ->type_name("DIR");
  m_key.add_to(*m_command, "In the office: a person's key", KeyOptions::Needed::sometimes);
  m_command
      ->add_option("--today", m_today,
                   "Another day than today, such as 2032-11-22; with --erase not a later one")
      ->type_name("DATE");
  m_command->add_flag("--dry-run", m_dry_run, "Only list (this is so without --erase)");
  m_command->add_flag("--erase", m_erase, "Erase for good");
}

Exit ExpireCommand::run() const {
  if (m_ledger.empty() == m_data.empty()) {
    return wrong_usage("give --data DIR on a kiosk, or the office's LEDGER with --key FILE");
  }
  if (m_erase && m_dry_run) return wrong_usage("--erase and --dry-run contradict each other");
  SystemClock clock;
  const Date really = local_date(clock.now());
  Date today = really;
  if (!m_today.empty()) {
    const auto given = parse_date(m_today);
    if (!given) return wrong_usage("--today " + to_string(given.error()));
    today = *given;
  }
  if (m_erase && really < today) {
    return wrong_usage("--today " + m_today + " has not come yet: nothing is erased early");
  }
  return m_data.empty() ? run_in_office(today) : run_on_kiosk(today);
}

Exit ExpireCommand::run_on_kiosk(const Date& today) const {
  const fs::path file = fs::path(m_data) / kLedgerFile;
  {
    const auto ledger = record::Ledger::open(file);
    if (!ledger) return could_not(ledger.error());
    const auto due = office::due_on(*ledger, today);
    if (!due) return could_not(due.error());
    list(*due);
    if (!m_erase) {
      const Exit exit = only_listed(*due, today);
      tell_of_addenda(file, today);
      return exit;
    }
  }
  // Held while erasing: only when nobody else has the ledger open do its old bytes leave the disk.
  const auto folder = kiosk::DataFolder::open(m_data);
  if (!folder) return could_not(folder.error());
  SystemClock clock;
  const auto keyring = keys::load_keyring(m_data, clock.now().utc_ms / 1000);
  if (!keyring) return could_not(keyring.error());
  auto ledger =
      record::Ledger::open(file, record::Keeper{keyring->kiosk,
                                                keyring->kiosk_certificate,
                                                {keyring->ca, keyring->record, keyring->recovery}});
  if (!ledger) return could_not(ledger.error());
  const auto due = office::due_on(*ledger, today);
  if (!due) return could_not(due.error());
  const record::Seal seal(keyring->kiosk, keyring->kiosk_certificate,
                          {keyring->record, keyring->recovery});
  const Exit exit = erase_all(*ledger, seal, keyring->kiosk_certificate.common_name(), *due, today);
  tell_of_addenda(file, today);
  return exit;
}

Exit ExpireCommand::run_in_office(const Date& today) const {
  std::vector<crypto::Certificate> recipients;
  std::optional<office::Person> person;
  {
    const auto ledger = record::Ledger::open(m_ledger);
    if (!ledger) return could_not(ledger.error());
    if (const auto ours = is_office_ledger(*ledger, m_ledger); !ours) {
      return could_not(ours.error());
    }
    const auto due = office::due_on(*ledger, today);
    if (!due) return could_not(due.error());
    list(*due);
    if (!m_erase) return only_listed(*due, today);
    if (!m_key.given()) {
      return wrong_usage("--erase in the office needs --key FILE and --passphrase-file FILE");
    }
    SystemClock clock;
    const Moment now = clock.now();
    auto loaded = m_key.person(now);
    if (!loaded) return could_not(loaded.error());
    person = *std::move(loaded);
    auto found = office::recipients_in(*ledger, person->ca, now.utc_ms / 1000);
    if (!found) return could_not(found.error());
    recipients = *std::move(found);
  }
  const auto lock = office::hold_office_ledger(m_ledger);
  if (!lock) return could_not(lock.error());
  record::Keeper keeper{person->key.key, person->key.certificate, recipients};
  keeper.others.push_back(person->ca);
  auto ledger = record::Ledger::open(m_ledger, std::move(keeper));
  if (!ledger) return could_not(ledger.error());
  const auto due = office::due_on(*ledger, today);
  if (!due) return could_not(due.error());
  const record::Seal seal(person->key.key, person->key.certificate, recipients);
  return erase_all(*ledger, seal, office::kOfficeName, *due, today);
}

}  // namespace candor::commands
