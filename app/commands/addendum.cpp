#include "record/addendum.h"

#include <fmt/core.h>

#include "base/file.h"
#include "commands/keeping.h"
#include "commands/kiosk_folder.h"
#include "office/addenda.h"

namespace candor::commands {

AddendumCommand::AddendumCommand(CLI::App& app) {
  m_command = app.add_subcommand(
      "addendum", "Add to a record in the office: a talk, a withdrawal, a correction");
  m_command->add_option("LEDGER", m_ledger, "A ledger or a backup of one; it is only read")
      ->required();
  m_command->add_option("--id", m_id, "The record's id, or at least 8 digits it begins with")
      ->type_name("RECORD")
      ->required();
  m_command
      ->add_option("--kind", m_kind,
                   "clinician, withdrawn, corrected, copy-given, ride-confirmed, flag-settled, "
                   "team-told, or with "
                   "--own-kind a kind of your own")
      ->type_name("KIND")
      ->required();
  m_command->add_option("--by", m_by, "Who signs; must be the name of the key (default: that name)")
      ->type_name("NAME");
  m_command
      ->add_option("--role", m_role,
                   "Their role: clinician, physician, nurse practitioner, physician assistant, "
                   "nurse, pharmacist, "
                   "psychologist, dentist, front desk, records, or one of your own")
      ->type_name("ROLE")
      ->required();
  m_command->add_flag("--own-kind", m_own_kind,
                      "The kind is not in that list, and means what it says");
  CLI::Option* const said =
      m_command->add_option("--said", m_said, "Their words")->type_name("TEXT");
  m_command->add_option("--said-file", m_said_file, "A file with their words")
      ->type_name("FILE")
      ->excludes(said);
  m_key.add_to(*m_command, "Their own key, from candor keys enroll --role clinician");
}

Exit AddendumCommand::run() const {
  SystemClock clock;
  SystemRandom random;
  const Moment now = clock.now();
  // A withdrawal with a typing mistake would be stored, and stand on no page as one.
  if (!record::is_known_addendum_kind(m_kind) && record::is_addendum_kind(m_kind) && !m_own_kind) {
    fmt::print(stderr,
               "candor: '{}' is not a kind that Candor knows: did you mean {}? For a kind of your "
               "own give --own-kind too\n",
               m_kind, record::nearest_addendum_kind(m_kind));
    return Exit::wrong_usage;
  }
  std::string words = m_said;
  if (!m_said_file.empty()) {
    constexpr std::size_t kLongest = 64U * 1024;
    auto read = read_file(m_said_file, kLongest);
    if (!read) return could_not(read.error());
    words = *std::move(read);
    while (!words.empty() && (words.back() == '\n' || words.back() == '\r')) words.pop_back();
  }
  if (in_kiosk_folder(m_ledger)) {
    fmt::print(
        stderr,
        "candor: {}: this is a kiosk's own folder; add to a backup in the office, so that no "
        "person's key comes near a kiosk\n",
        m_ledger);
  }
  const auto person = m_key.person(now);
  if (!person) return could_not(person.error());
  const auto added =
      office::add_addendum(m_ledger, {m_id, m_kind, m_by, m_role, words}, *person, now, random);
  if (!added) return could_not(added.error());
  if (!record::is_known_addendum_kind(m_kind)) {
    fmt::print("Note: '{}' is a kind of this clinic's own; Candor stores and shows it.\n", m_kind);
  }
  if (!record::is_known_role(m_role)) {
    fmt::print(
        "Note: '{}' is a role of this clinic's own; look that it is written as you mean it.\n",
        m_role);
  }
  fmt::print("stored '{}' about record {}, signed by {}, as entry {} of {}\n{}\n", m_kind,
             added->record, person->name(), added->stored.seq, added->file.string(),
             record::head_line(added->stored.head));
  if (m_kind == record::addendum_kind::kWithdrawn) {
    fmt::print(
        "Tell now, before anything is done on this consent: the treatment team, and whoever holds "
        "a copy of it "
        "(the chart, another clinic).\nThen note who told whom, and when: candor addendum {} --id "
        "{} --kind {} "
        "--role ROLE --said TEXT\n",
        m_ledger, added->record, record::addendum_kind::kTeamTold);
  }
  return tell_of_untold();
}

Exit AddendumCommand::tell_of_untold() const {
  const auto untold = office::untold_withdrawals(m_ledger);
  if (!untold) return could_not(untold.error());
  if (untold->empty()) return Exit::done;
  fmt::print("Withdrawn, and nobody is noted to have told the treatment team ({}):\n",
             record::addendum_kind::kTeamTold);
  for (const std::string& id : *untold) fmt::print("  {}\n", id);
  return Exit::done;
}

}  // namespace candor::commands
